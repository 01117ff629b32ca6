// Tables over many applicants.
#include <array>
#include <map>

#include "report/json_value.h"
#include "report/layout.h"

namespace zhidui::report {

using outcome::Answer;
using outcome::Status;

namespace {

constexpr std::array kShown = {
    Status::eligible, Status::capped,   Status::deduplicated,     Status::needs_determination, Status::unknown,
    Status::gap,      Status::conflict, Status::lost_competition, Status::ineligible,          Status::not_in_force};

// A row of either table.
struct Tally {
  outcome::Interval total;  // over what is known to be claimed
  std::map<Status, std::int64_t> count;
  std::int64_t awards = 0;
  std::int64_t perhaps_more = 0;  // measures without a known candidate whose records may not be complete

  void add(const outcome::Award& award) {
    if (award.claim.key.unit_kind == outcome::UnitKind::none) {
      perhaps_more += award.status == Status::unknown;
      return;
    }
    ++count[award.status];
    ++awards;
    const outcome::Interval& sum = award.payable.money.interval;
    total.lo = total.lo + sum.lo;
    if (!sum.hi_unbounded) total.hi = total.hi + sum.hi;
    total.hi_unbounded = total.hi_unbounded || sum.hi_unbounded;
  }
};

struct Tallies {
  std::vector<Tally> subjects;
  std::map<std::uint32_t, Tally> measures;
  Tally all;
};

Tallies tallies_of(const std::vector<Answer>& answers) {
  Tallies out;
  for (const Answer& answer : answers) {
    Tally& subject = out.subjects.emplace_back();
    for (const outcome::Award& award : answer.awards) {
      Tally& measure = out.measures[award.claim.measure];
      measure.add(award);
      subject.add(award);
      out.all.add(award);
    }
  }
  return out;
}

class SummaryText {
 public:
  SummaryText(const View& view, const std::vector<Answer>& answers, Language language)
      : view_(view), answers_(answers), language_(language), tallies_(tallies_of(answers)) {
    for (const Status status : kShown) {
      if (tallies_.all.count.contains(status)) statuses_.push_back(status);
    }
  }

  std::string write() const {
    std::string out =
        in(say(Sentence::summary_title, {verbatim(std::to_string(answers_.size())), date_words(view_.scope.claimed)})) +
        "\n\n";
    out += table_text(subjects(), 2) + "\n";
    out += table_text(measures(), 1) + "\n";
    if (tallies_.all.perhaps_more > 0) out += in(say(Sentence::perhaps_more_mark)) + "\n";
    return out + in(say(Sentence::disclaimer)) + "\n";
  }

 private:
  const std::string& in(const Wording& words) const { return words.in(language_); }

  std::vector<std::string> head(std::vector<std::string> first) const {
    first.push_back(in(say(Sentence::column_total)));
    for (const Status status : statuses_) first.push_back(in(status_words(status)));
    return first;
  }

  std::vector<std::string> row(std::vector<std::string> first, const Tally& tally) const {
    std::string sum = in(money_words(tally.total));
    if (tallies_.all.perhaps_more > 0) sum += tally.perhaps_more > 0 ? " +" : "  ";
    first.push_back(std::move(sum));
    for (const Status status : statuses_) {
      const auto found = tally.count.find(status);
      first.push_back(found == tally.count.end() ? "" : std::to_string(found->second));
    }
    return first;
  }

  std::vector<std::vector<std::string>> subjects() const {
    std::vector<std::vector<std::string>> rows{head({in(say(Sentence::column_subject)), in(say(Sentence::column_id))})};
    for (std::size_t i = 0; i < answers_.size(); ++i) {
      const auto record = view_.facts.find(answers_[i].subject);
      const std::string name = record ? in(record_title(view_, *record)) : "";
      rows.push_back(row({name, answers_[i].subject}, tallies_.subjects[i]));
    }
    rows.push_back(row({in(say(Sentence::row_total)), ""}, tallies_.all));
    return rows;
  }

  std::vector<std::vector<std::string>> measures() const {
    std::vector<std::vector<std::string>> rows{head({in(say(Sentence::column_measure))})};
    for (const auto& [measure, tally] : tallies_.measures) {
      if (tally.awards == 0) continue;
      rows.push_back(row({in(name_words(view_.policy.program.measures[measure].name))}, tally));
    }
    return rows;
  }

  const View& view_;
  const std::vector<Answer>& answers_;
  Language language_;
  Tallies tallies_;
  std::vector<Status> statuses_;
};

JsonValue tally_json(const Tally& tally) {
  JsonValue counts = JsonValue::object();
  for (const Status status : kShown) {
    const auto found = tally.count.find(status);
    counts.set(outcome::status_id(status), JsonValue::of(found == tally.count.end() ? 0 : found->second));
  }
  const auto bound = [](bool unbounded, const base::Rational& fen) {
    return unbounded ? JsonValue{} : JsonValue::of(yuan_number(fen));
  };
  return object({{"yuan", object({{"min", bound(false, tally.total.lo)},
                                  {"max", bound(tally.total.hi_unbounded, tally.total.hi)}})},
                 {"awards", JsonValue::of(tally.awards)},
                 {"perhaps_more", JsonValue::of(tally.perhaps_more)},
                 {"statuses", std::move(counts)}});
}

}  // namespace

std::string summary(const View& view, const std::vector<Answer>& answers, Language language) {
  return SummaryText(view, answers, language).write();
}

JsonValue summary_json(const View& view, const std::vector<Answer>& answers) {
  const Tallies tallies = tallies_of(answers);
  JsonValue subjects = JsonValue::array();
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const auto record = view.facts.find(answers[i].subject);
    JsonValue row = object({{"subject", JsonValue::of(answers[i].subject)},
                            {"name", record ? JsonValue::of(record_title(view, *record).zh) : JsonValue{}}});
    row.set("tally", tally_json(tallies.subjects[i]));
    subjects.push(std::move(row));
  }
  JsonValue measures = JsonValue::array();
  for (const auto& [measure, tally] : tallies.measures) {
    measures.push(
        object({{"measure", name_json(view.policy.program.measures[measure].name)}, {"tally", tally_json(tally)}}));
  }
  return object(
      {{"subjects", std::move(subjects)}, {"measures", std::move(measures)}, {"all", tally_json(tallies.all)}});
}

}  // namespace zhidui::report
