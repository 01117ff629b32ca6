// Tables over many applicants.
#include "report/json_value.h"
#include "report/layout.h"
#include "report/tallies.h"

namespace zhidui::report {

using outcome::Answer;
using outcome::Status;

namespace {

class SummaryText {
 public:
  SummaryText(const View& view, const std::vector<Answer>& answers, Language language)
      : view_(view), answers_(answers), language_(language), tallies_(tallies_of(view, answers)) {
    for (const Status status : kShownStatuses) {
      if (tallies_.all.count.contains(status)) statuses_.push_back(status);
    }
  }

  std::string write() const {
    std::string out =
        in(say(Sentence::summary_title, {verbatim(std::to_string(answers_.size())), date_words(view_.scope.claimed)})) + "\n\n";
    out += table_text(subjects(), 2) + "\n";
    out += table_text(measures(), 1) + "\n";
    if (tallies_.all.perhaps_more > 0) out += in(say(Sentence::perhaps_more_mark)) + "\n";
    if (answers_.size() > 1) out += in(say(Sentence::added_up)) + "\n";
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
  for (const Status status : kShownStatuses) {
    const auto found = tally.count.find(status);
    counts.set(outcome::status_id(status), JsonValue::of(found == tally.count.end() ? 0 : found->second));
  }
  const auto bound = [](bool unbounded, const base::Rational& fen) { return unbounded ? JsonValue{} : JsonValue::of(yuan_number(fen)); };
  return object({{"yuan", object({{"min", bound(false, tally.total.lo)}, {"max", bound(tally.total.hi_unbounded, tally.total.hi)}})},
                 {"awards", JsonValue::of(tally.awards)},
                 {"perhaps_more", JsonValue::of(tally.perhaps_more)},
                 {"statuses", std::move(counts)}});
}

}  // namespace

std::string summary(const View& view, const std::vector<Answer>& answers, Language language) {
  return SummaryText(view, answers, language).write();
}

JsonValue summary_json(const View& view, const std::vector<Answer>& answers) {
  const Tallies tallies = tallies_of(view, answers);
  JsonValue subjects = JsonValue::array();
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const auto record = view.facts.find(answers[i].subject);
    JsonValue row = object(
        {{"subject", JsonValue::of(answers[i].subject)}, {"name", record ? JsonValue::of(record_title(view, *record).zh) : JsonValue{}}});
    row.set("tally", tally_json(tallies.subjects[i]));
    subjects.push(std::move(row));
  }
  JsonValue measures = JsonValue::array();
  for (const auto& [measure, tally] : tallies.measures) {
    measures.push(object({{"measure", name_json(view.policy.program.measures[measure].name)}, {"tally", tally_json(tally)}}));
  }
  return object({{"subjects", std::move(subjects)}, {"measures", std::move(measures)}, {"all", tally_json(tallies.all)}});
}

}  // namespace zhidui::report
