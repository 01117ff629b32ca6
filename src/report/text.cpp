// The explanation of one applicant: heading, awards by what the reader can do about them, totals, notes.
#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "base/utf8.h"
#include "report/explain.h"
#include "report/text_page.h"
#include "report/totals.h"

namespace zhidui::report {

using outcome::Answer;
using outcome::Status;

namespace {

constexpr std::array kSections = {Section::due,          Section::open,  Section::settled,         Section::not_due,
                                  Section::perhaps_more, Section::later, Section::nothing_to_claim};
constexpr std::size_t kReceiptCharacters = 8;

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

class AnswerPage {
 public:
  AnswerPage(const View& view, const Answer& answer, const TextOptions& options)
      : view_(view), answer_(answer), options_(options), page_(kTextColumns), awards_(explain_all(view, answer)) {
    page_.label_columns(options.language == Language::zh ? 10 : 12);
    if (!options.award.empty()) {
      std::erase_if(awards_, [&](const Explanation& award) { return !names_award(view.policy.program, *award.award, options.award); });
    }
  }

  std::string full() {
    heading();
    std::size_t number = 0;
    for (const Section section : kSections) {
      std::vector<const Explanation*> list = of(section);
      if (list.empty()) continue;
      page_.line();
      page_.line(section_title(section, list.size()));
      page_.rule("-");
      const bool listed = section == Section::nothing_to_claim || section == Section::perhaps_more || section == Section::later;
      if (listed && options_.award.empty()) {
        without_candidates(list);
        continue;
      }
      for (std::size_t i = 0; i < list.size(); ++i) {
        if (i > 0) page_.line();
        write_award(page_, view_, *list[i], ++number, options_.language);
      }
    }
    totals();
    return page_.text();
  }

  std::string compact() {
    page_.spread(in(subject()), in(say(Sentence::total_of, {total_words()})));
    std::vector<std::vector<std::string>> rows;
    for (const Section section : {Section::due, Section::open, Section::settled, Section::not_due}) {
      for (const Explanation* award : of(section)) rows.push_back(compact_row(*award, section));
    }
    align_sums(rows);
    compact_rows(rows);
    const auto others = [&](Section section, Sentence sentence) {
      const std::size_t count = of(section).size();
      if (count > 0) page_.paragraph(2, in(say(sentence, {count_words(count), claimed_day()})));
    };
    others(Section::perhaps_more, Sentence::others_perhaps);
    others(Section::later, Sentence::others_later);
    others(Section::nothing_to_claim, Sentence::others_nothing);
    return page_.text();
  }

 private:
  const std::string& in(const Wording& words) const { return words.in(options_.language); }
  static Wording count_words(std::size_t n) { return verbatim(std::to_string(n)); }
  Wording claimed_day() const { return date_words(view_.scope.claimed); }

  std::vector<const Explanation*> of(Section section) const {
    std::vector<const Explanation*> list;
    for (const Explanation& award : awards_) {
      if (section_of(award) == section) list.push_back(&award);
    }
    return list;
  }

  Wording subject() const {
    const auto record = view_.facts.find(answer_.subject);
    return record ? subject_words(view_, *record) : verbatim(answer_.subject);
  }

  // What the known candidates can come to, where records that nobody has shown leave the whole without a bound.
  Wording total_words() const {
    const Wording sum = known_total_words();
    const auto gaps = std::count_if(answer_.awards.begin(), answer_.awards.end(),
                                    [](const outcome::Award& award) { return award.status == Status::gap; });
    return gaps == 0 ? sum : say(Sentence::total_without_gaps, {sum, verbatim(std::to_string(gaps))});
  }

  // Of a single claim the few sums that are possible; of several the bounds.
  Wording sum_words(const outcome::Interval& sum, std::optional<std::uint32_t> measure) const {
    const Explanation* only = nullptr;
    for (const Explanation& award : awards_) {
      const bool counts = !award.no_candidate && (!measure || award.award->claim.measure == *measure);
      if (counts && only) return money_words(sum);
      if (counts) only = &award;
    }
    const bool same = only && only->award->payable.money.interval == sum && only->award->status != Status::gap;
    return same ? only->sum : money_words(sum);
  }

  Wording known_total_words() const {
    if (!answer_.total.interval.hi_unbounded) return sum_words(answer_.total.interval, std::nullopt);
    const outcome::Interval listed = listed_total(answer_);
    if (listed.hi_unbounded && listed.lo.sign() == 0) return say(Sentence::sum_undetermined);
    if (listed.hi_unbounded) return say(Sentence::total_at_least, {money_words(listed.lo)});
    const bool later = std::all_of(answer_.awards.begin(), answer_.awards.end(), [&](const outcome::Award& award) {
      const bool unknown = award.status == Status::unknown && award.claim.key.unit_kind == outcome::UnitKind::none;
      return !unknown || nothing_until_claimed(view_, award.claim);
    });
    const Wording sum = sum_words(listed, std::nullopt);
    return later ? say(Sentence::total_as_of, {sum, claimed_day()}) : say(Sentence::total_and_perhaps, {sum});
  }

  std::string section_title(Section section, std::size_t count) const {
    return in(say(title_of(section), {count_words(count), claimed_day()}));
  }

  // ---- heading ----

  // Where one award is asked for, its own sum; of several the total is that of the applicant, and says so.
  Wording shown_total() const {
    // Of a single claim it is the sum of that claim.
    const bool single = awards_.size() == 1 && !awards_.front().no_candidate;
    if (options_.award.empty() && !single) return say(Sentence::total_of, {total_words()});
    if (awards_.size() == 1) return say(Sentence::sum_of_award, {awards_.front().sum});
    return say(Sentence::sum_of_applicant, {total_words()});
  }

  void heading() {
    page_.spread(in(subject()), in(shown_total()));
    const evaluate::Scope& scope = view_.scope;
    std::vector<Wording> days{say(Sentence::day_value, {say(Sentence::claimed_day), date_words(scope.claimed)})};
    if (scope.decided != scope.claimed) days.push_back(say(Sentence::day_value, {say(Sentence::decided_day), date_words(scope.decided)}));
    if (scope.known != std::max(scope.claimed, scope.decided)) {
      days.push_back(say(Sentence::day_value, {say(Sentence::known_day), date_words(scope.known)}));
    }
    if (scope.period) days.push_back(say(Sentence::only_period, {verbatim(std::to_string(*scope.period))}));
    page_.line(in(joined(days, Sentence::middle_dot)));
    for (std::size_t i = 0; i < view_.policy.program.documents.size(); ++i) document_line(ir::DocumentId{static_cast<std::uint32_t>(i)});
    page_.rule("=");
  }

  void document_line(ir::DocumentId id) {
    const evaluate::Scope& scope = view_.scope;
    const bool asked = scope.documents.empty() || std::find(scope.documents.begin(), scope.documents.end(), id) != scope.documents.end();
    const ir::Document& document = view_.policy.program.documents[id.value];
    if (!asked || document.missing) return;
    Wording words = say(Sentence::document_named, {verbatim(document.number), verbatim(document.title), verbatim(document.organ)});
    const auto assumed = scope.assume.find(id);
    if (assumed != scope.assume.end()) words = say(Sentence::document_assumed, {words, date_words(assumed->second)});
    page_.paragraph(0, in(words));
  }

  // ---- awards ----

  // What there is none of, under a line that says how complete the records are and who says so.
  void without_candidates(const std::vector<const Explanation*>& list) {
    std::vector<Wording> groups;
    for (const Explanation* each : list) {
      if (std::find(groups.begin(), groups.end(), each->completeness) == groups.end()) groups.push_back(each->completeness);
    }
    // What needs no statement about records stands first.
    std::stable_partition(groups.begin(), groups.end(), [](const Wording& group) { return group.empty(); });
    page_.label_columns(0);
    for (const Wording& group : groups) {
      std::vector<std::vector<std::string>> rows;
      for (const Explanation* each : list) {
        if (each->completeness == group) rows.push_back(row_without_candidate(*each));
      }
      if (!group.empty()) page_.paragraph(2, in(say(Sentence::group_heading, {group})));
      page_.table("", rows);
    }
    page_.label_columns(options_.language == Language::zh ? 10 : 12);
  }

  std::vector<std::string> row_without_candidate(const Explanation& award) const {
    const Quotation* clause = award.quotations.empty() ? nullptr : &award.quotations.front();
    const Wording why = award.candidates.empty() ? award.reason : say(Sentence::none_known, {award.candidates});
    const std::string indent = award.completeness.empty() ? "" : "  ";
    return {indent + in(joined({award.measure, award.unit}, Sentence::middle_dot)), clause ? in(clause->place) : "", in(why)};
  }

  std::vector<std::string> compact_row(const Explanation& award, Section section) const {
    const auto quotation = std::find_if(award.quotations.begin(), award.quotations.end(), [](const Quotation& q) { return q.decides; });
    const std::string place = quotation == award.quotations.end() ? "" : in(quotation->place);
    const bool plain = award.award->status == Status::eligible;
    return {std::string(sign_of(section)) + " " + in(award.status), in(award.sum),
            in(joined({award.measure, award.unit}, Sentence::middle_dot)), place, plain ? "" : in(award.reason)};
  }

  // One line an award; why it is less than the full sum stands below.
  void compact_rows(const std::vector<std::vector<std::string>>& rows) {
    std::array<std::size_t, 3> widths{};
    for (const auto& row : rows) {
      for (std::size_t i = 0; i < widths.size(); ++i) widths[i] = std::max(widths[i], base::display_width(row[i]));
    }
    for (const auto& row : rows) {
      page_.line("  " + padded(row[0], widths[0]) + "  " + row[1] + "  " + padded(row[2], widths[2]) + "  " + row[3]);
      if (!row[4].empty()) page_.paragraph(6, row[4]);
    }
  }

  static void align_sums(std::vector<std::vector<std::string>>& rows) {
    std::size_t widest = 0;
    for (const auto& row : rows) widest = std::max(widest, base::display_width(row[1]));
    for (auto& row : rows) row[1] = padded_left(row[1], widest);
  }

  // ---- totals ----

  void totals() {
    page_.line();
    page_.rule("=");
    if (options_.award.empty()) {
      per_measure();
      page_.spread(in(counted()), in(say(Sentence::total_of, {total_words()})));
    }
    for (const outcome::Note& note : answer_.notes) page_.paragraph(0, in(say(Sentence::note, {Wording{note.zh, note.en}})));
    rests_on();
    page_.spread(in(say(Sentence::disclaimer)), in(say(Sentence::receipt, {verbatim(answer_.receipt.substr(0, kReceiptCharacters))})));
  }

  // How many claims have which status; nothing for none.
  Wording statuses_words(std::optional<std::uint32_t> measure) const {
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

  Wording counted() const {
    const auto claims = std::count_if(answer_.awards.begin(), answer_.awards.end(),
                                      [](const outcome::Award& award) { return award.claim.key.unit_kind != outcome::UnitKind::none; });
    if (claims == 0) return {};
    return say(Sentence::awards_counted, {count_words(static_cast<std::size_t>(claims)), statuses_words(std::nullopt)});
  }

  void per_measure() {
    std::vector<std::vector<std::string>> rows;
    for (const outcome::MeasureTotal& measure : answer_.measures) {
      const outcome::Interval sum = listed_total(answer_, measure);
      const bool nothing = (sum.single() && sum.lo.sign() == 0) || !has_candidate(measure.measure);
      if (nothing) continue;
      rows.push_back({"", in(sum_words(sum, measure.measure)), in(name_words(view_.policy.program.measures[measure.measure].name)),
                      in(statuses_words(measure.measure))});
    }
    align_sums(rows);
    for (auto& row : rows) row.erase(row.begin());
    page_.label_columns(0);
    page_.table("", rows);
  }

  bool has_candidate(std::uint32_t measure) const {
    return std::any_of(answer_.awards.begin(), answer_.awards.end(), [&](const outcome::Award& award) {
      return award.claim.measure == measure && award.claim.key.unit_kind != outcome::UnitKind::none;
    });
  }

  // The house defaults of all awards, once more together: they are not the law.
  void rests_on() {
    std::vector<Wording> codes;
    for (const Explanation& award : awards_) {
      for (ir::ReadingId id : award.readings_next) {
        const ir::Reading& reading = view_.policy.program.readings[id.value];
        const bool asked = id.value < view_.scope.readings.size() && view_.scope.readings[id.value];
        const Wording code = verbatim(reading.code);
        const bool said = std::find(codes.begin(), codes.end(), code) != codes.end();
        if (reading.adoption == ir::Adoption::house_default && !asked && !said) codes.push_back(code);
      }
      for (const ReadingUse& reading : award.readings) {
        const Wording code = verbatim(reading.code);
        const std::uint32_t id = reading.reading.value;
        const bool asked = id < view_.scope.readings.size() && view_.scope.readings[id];
        const bool house =
            view_.policy.program.readings[reading.reading.value].adoption == ir::Adoption::house_default && !reading.left_open && !asked;
        if (house && std::find(codes.begin(), codes.end(), code) == codes.end()) codes.push_back(code);
      }
    }
    const Wording all = codes.size() > 1 ? say(Sentence::none_of_them) : Wording{};
    if (!codes.empty()) page_.paragraph(0, in(say(Sentence::rests_on_house, {joined(codes, Sentence::list_comma), all})));
  }

  const View& view_;
  const Answer& answer_;
  const TextOptions& options_;
  Page page_;
  std::vector<Explanation> awards_;
};

}  // namespace

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

std::string text(const View& view, const Answer& answer, const TextOptions& options) {
  AnswerPage page(view, answer, options);
  return options.detail == Detail::full ? page.full() : page.compact();
}

}  // namespace zhidui::report
