#include "report/answer_words.h"

#include <algorithm>
#include <map>

#include "report/explain.h"
#include "report/reading_words.h"
#include "report/totals.h"

namespace zhidui::report {

using outcome::Status;

namespace {

Sentence title_of(Section section) {
  switch (section) {
    case Section::due: return Sentence::section_due;
    case Section::open: return Sentence::section_open;
    case Section::settled: return Sentence::section_settled;
    case Section::not_due: return Sentence::section_not_due;
    case Section::perhaps_more: return Sentence::section_perhaps;
    case Section::later: return Sentence::section_later;
    case Section::nothing_to_claim: return Sentence::section_nothing;
  }
  return Sentence::section_due;
}

Wording count_words(std::size_t n) { return verbatim(std::to_string(n)); }

}  // namespace

Wording AnswerWords::subject() const {
  const auto record = view_.facts.find(answer_.subject);
  return record ? subject_words(view_, *record) : verbatim(answer_.subject);
}

// What the known candidates can come to, where records that nobody has shown leave the whole without a bound.
Wording AnswerWords::total_words() const {
  const Wording sum = known_total_words();
  const auto gaps =
      std::count_if(answer_.awards.begin(), answer_.awards.end(), [](const outcome::Award& award) { return award.status == Status::gap; });
  return gaps == 0 ? sum : say(Sentence::total_without_gaps, {sum, verbatim(std::to_string(gaps))});
}

// Of a single claim the few sums that are possible; of several the bounds.
Wording AnswerWords::sum_words(const outcome::Interval& sum, std::optional<std::uint32_t> measure) const {
  const Explanation* only = nullptr;
  for (const Explanation& award : awards_) {
    const bool counts = !award.no_candidate && (!measure || award.award->claim.measure == *measure);
    if (counts && only) return money_words(sum);
    if (counts) only = &award;
  }
  const bool same = only && only->award->payable.money.interval == sum && only->award->status != Status::gap;
  return same ? only->sum : money_words(sum);
}

Wording AnswerWords::known_total_words() const {
  if (!answer_.total.interval.hi_unbounded) return sum_words(answer_.total.interval, std::nullopt);
  const outcome::Interval listed = listed_total(answer_);
  if (listed.hi_unbounded && listed.lo.sign() == 0) return say(Sentence::sum_undetermined);
  if (listed.hi_unbounded) return say(Sentence::total_at_least, {money_words(listed.lo)});
  const bool later = std::all_of(answer_.awards.begin(), answer_.awards.end(), [&](const outcome::Award& award) {
    const bool unknown = award.status == Status::unknown && award.claim.key.unit_kind == outcome::UnitKind::none;
    return !unknown || nothing_until_claimed(view_, award.claim);
  });
  const Wording sum = sum_words(listed, std::nullopt);
  return later ? say(Sentence::total_as_of, {sum, date_words(view_.scope.claimed)}) : say(Sentence::total_and_perhaps, {sum});
}

std::optional<Wording> AnswerWords::document(ir::DocumentId id) const {
  const evaluate::Scope& scope = view_.scope;
  const bool asked = scope.documents.empty() || std::find(scope.documents.begin(), scope.documents.end(), id) != scope.documents.end();
  const ir::Document& document = view_.policy.program.documents[id.value];
  if (!asked || document.missing) return std::nullopt;
  Wording words = say(Sentence::document_named, {verbatim(document.number), verbatim(document.title), verbatim(document.organ)});
  const auto assumed = scope.assume.find(id);
  if (assumed != scope.assume.end()) words = say(Sentence::document_assumed, {words, date_words(assumed->second)});
  return words;
}

// How many claims have which status; nothing for none.
Wording AnswerWords::statuses_words(std::optional<std::uint32_t> measure) const {
  std::map<Status, std::size_t> count;
  for (const outcome::Award& award : answer_.awards) {
    const bool candidate = award.claim.key.unit_kind != outcome::UnitKind::none;
    if (candidate && (!measure || award.claim.measure == *measure)) ++count[award.status];
  }
  std::vector<Wording> parts;
  for (auto each = count.rbegin(); each != count.rend(); ++each)
    parts.push_back(say(Sentence::status_counted, {status_words(each->first), count_words(each->second)}));
  return joined(parts, Sentence::list_comma);
}

Wording AnswerWords::counted() const {
  const auto claims = std::count_if(answer_.awards.begin(), answer_.awards.end(),
                                    [](const outcome::Award& award) { return award.claim.key.unit_kind != outcome::UnitKind::none; });
  if (claims == 0) return {};
  return say(Sentence::awards_counted, {count_words(static_cast<std::size_t>(claims)), statuses_words(std::nullopt)});
}

bool AnswerWords::has_candidate(std::uint32_t measure) const {
  return std::any_of(answer_.awards.begin(), answer_.awards.end(), [&](const outcome::Award& award) {
    return award.claim.measure == measure && award.claim.key.unit_kind != outcome::UnitKind::none;
  });
}

// The house defaults of all awards, once more together: they are not the law.
Wording AnswerWords::rests_on() const {
  std::vector<Wording> codes;
  for (const Explanation& award : awards_) {
    // Where there is nothing to claim for, and another reading knows of no sum either, none of them bears on the applicant.
    const std::vector<outcome::Candidate>& others = award.award->candidates;
    const bool gives = std::any_of(others.begin(), others.end(), [](const outcome::Candidate& other) {
      return other.status != Status::unknown && other.payable.interval.hi.sign() > 0;
    });
    if (award.no_candidate && !gives) continue;
    for (ir::ReadingId id : award.readings_next) {
      const ir::Reading& reading = view_.policy.program.readings[id.value];
      const Wording code = verbatim(reading.code);
      const bool said = std::find(codes.begin(), codes.end(), code) != codes.end();
      if (standing_of(view_, id) == Standing::house_default && !said) codes.push_back(code);
    }
    for (const ReadingUse& reading : award.readings) {
      const Wording code = verbatim(reading.code);
      const bool house = standing_of(view_, reading.reading) == Standing::house_default;
      if (house && std::find(codes.begin(), codes.end(), code) == codes.end()) codes.push_back(code);
    }
  }
  const Wording all = codes.size() > 1 ? say(Sentence::none_of_them) : Wording{};
  if (codes.empty()) return {};
  return say(Sentence::rests_on_house, {joined(codes, Sentence::list_comma), all});
}

std::vector<Wording> AnswerWords::days() const {
  const evaluate::Scope& scope = view_.scope;
  std::vector<Wording> days{say(Sentence::day_value, {say(Sentence::claimed_day), date_words(scope.claimed)})};
  if (scope.decided != scope.claimed) days.push_back(say(Sentence::day_value, {say(Sentence::decided_day), date_words(scope.decided)}));
  if (scope.known != std::max(scope.claimed, scope.decided)) {
    days.push_back(say(Sentence::day_value, {say(Sentence::known_day), date_words(scope.known)}));
  }
  if (scope.period) days.push_back(say(Sentence::only_period, {verbatim(std::to_string(*scope.period))}));
  return days;
}

std::vector<Wording> AnswerWords::documents() const {
  std::vector<Wording> out;
  for (std::size_t i = 0; i < view_.policy.program.documents.size(); ++i) {
    if (auto words = document(ir::DocumentId{static_cast<std::uint32_t>(i)})) out.push_back(*std::move(words));
  }
  return out;
}

std::vector<const Explanation*> AnswerWords::of(Section section) const {
  std::vector<const Explanation*> list;
  for (const Explanation& award : awards_) {
    if (section_of(award) == section) list.push_back(&award);
  }
  return list;
}

Wording AnswerWords::section_title(Section section) const {
  return say(title_of(section), {count_words(of(section).size()), date_words(view_.scope.claimed)});
}

std::vector<Group> AnswerWords::groups(Section section) const {
  std::vector<Group> out;
  for (const Explanation* award : of(section)) {
    auto group = std::find_if(out.begin(), out.end(), [&](const Group& each) { return each.completeness == award->completeness; });
    if (group == out.end()) group = out.insert(out.end(), Group{award->completeness, {}});
    const Wording place = award->quotations.empty() ? Wording{} : award->quotations.front().place;
    const Wording why = award->candidates.empty() ? award->reason : say(Sentence::none_known, {award->candidates});
    // Years of which the same is to be said stand on one line.
    const auto& period = award->award->claim.key.period;
    const auto like = std::find_if(group->rows.begin(), group->rows.end(), [&](const Group::Row& row) {
      return period && !row.years.empty() && row.measure == award->award->claim.measure && row.why == why;
    });
    Group::Row& row =
        like != group->rows.end() ? *like : group->rows.emplace_back(Group::Row{{}, place, why, award->award->claim.measure, {}});
    if (period) row.years.push_back(verbatim(std::to_string(*period)));
    const Wording unit = period ? say(Sentence::year, {joined(row.years, Sentence::list_comma)}) : award->unit;
    row.title = joined({award->measure, unit}, Sentence::middle_dot);
  }
  // What needs no statement about records stands first.
  std::stable_partition(out.begin(), out.end(), [](const Group& group) { return group.completeness.empty(); });
  return out;
}

std::optional<Wording> AnswerWords::measure_total() const {
  if (awards_.empty()) return std::nullopt;
  const std::uint32_t measure = awards_.front().award->claim.measure;
  const auto of_measure = [&](const outcome::Award& award) { return award.claim.measure == measure; };
  const bool one = std::all_of(awards_.begin(), awards_.end(), [&](const Explanation& each) { return of_measure(*each.award); });
  const auto all = static_cast<std::size_t>(std::count_if(answer_.awards.begin(), answer_.awards.end(), of_measure));
  if (!one || all != awards_.size()) return std::nullopt;
  for (const outcome::MeasureTotal& total : answer_.measures) {
    if (total.measure == measure) return sum_words(listed_total(answer_, total), measure);
  }
  return std::nullopt;
}

std::vector<MeasureSum> AnswerWords::measures() const {
  std::vector<MeasureSum> out;
  for (const outcome::MeasureTotal& measure : answer_.measures) {
    const outcome::Interval sum = listed_total(answer_, measure);
    const bool nothing = (sum.single() && sum.lo.sign() == 0) || !has_candidate(measure.measure);
    if (nothing) continue;
    out.push_back({name_words(view_.policy.program.measures[measure.measure].name), sum_words(sum, measure.measure),
                   statuses_words(measure.measure)});
  }
  return out;
}

Section section_of(const Explanation& award) {
  const outcome::Interval& sum = award.award->payable.money.interval;
  if (award.no_candidate && award.award->status == Status::unknown) return award.only_later ? Section::later : Section::perhaps_more;
  if (award.no_candidate) return Section::nothing_to_claim;
  switch (award.award->status) {
    case Status::eligible: return Section::due;
    case Status::deduplicated:
      if (award.settled) return Section::settled;
      [[fallthrough]];
    case Status::capped: return sum.hi.sign() > 0 || sum.hi_unbounded ? Section::due : Section::not_due;
    case Status::conflict:
    case Status::gap:
    case Status::unknown:
    case Status::needs_determination: return Section::open;
    case Status::not_in_force:
    case Status::ineligible:
    case Status::lost_competition: break;
  }
  // Another reading may still find something.
  const bool nothing = award.measured_nothing && award.award->status == Status::ineligible && award.award->rests_on.empty();
  return nothing ? Section::nothing_to_claim : Section::not_due;
}

std::string_view sign_of(Section section) {
  switch (section) {
    case Section::due: return "✓";
    case Section::open: return "?";
    case Section::settled: return "=";
    case Section::not_due: return "✗";
    case Section::perhaps_more:
    case Section::later:
    case Section::nothing_to_claim: return "-";
  }
  return "";
}

}  // namespace zhidui::report
