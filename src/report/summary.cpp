// Tables over many applicants.
#include <algorithm>
#include <array>
#include <map>

#include "report/explain.h"
#include "report/json_value.h"
#include "report/layout.h"
#include "report/totals.h"

namespace zhidui::report {

using base::Rational;
using outcome::Answer;
using outcome::Status;

namespace {

constexpr std::array kShown = {Status::eligible,   Status::capped,      Status::deduplicated, Status::needs_determination,
                               Status::unknown,    Status::gap,         Status::conflict,     Status::lost_competition,
                               Status::ineligible, Status::not_in_force};

// What several claims compete for: the prizes of a round, or a limit that applicants share.
struct Pool {
  Rational holds, claimed;
  bool unbounded = false;
};

// A row of either table.
struct Tally {
  outcome::Interval total;  // over what is known to be claimed
  std::map<Status, std::int64_t> count;
  std::int64_t awards = 0;
  std::int64_t perhaps_more = 0;  // measures without a known candidate whose records are not said to be complete
  outcome::Interval alone;        // claims that compete for nothing
  std::map<std::string, Pool> pools;

  void add(const outcome::Interval& sum) { add_to(total, sum); }

  static void add_to(outcome::Interval& into, const outcome::Interval& sum) {
    into.lo = into.lo + sum.lo;
    if (!sum.hi_unbounded) into.hi = into.hi + sum.hi;
    into.hi_unbounded = into.hi_unbounded || sum.hi_unbounded;
  }

  void add(const View& view, const outcome::Award& award, const std::map<std::string, Rational>& holds, const std::string& pool) {
    if (award.claim.key.unit_kind == outcome::UnitKind::none) {
      perhaps_more += award.status == Status::unknown && !nothing_until_claimed(view, award.claim);
      return;
    }
    ++count[award.status];
    ++awards;
    const outcome::Interval& sum = award.payable.money.interval;
    const auto found = holds.find(pool);
    if (found == holds.end() || sum.hi_unbounded) return add_to(alone, sum);
    Pool& into = pools[pool];
    into.holds = found->second;
    into.claimed = into.claimed + sum.hi;
  }

  // Together the claims cannot come to more than what they compete for.
  void settle() {
    if (alone.hi_unbounded || pools.empty()) return;
    Rational most = alone.hi;
    for (const auto& [name, pool] : pools) most = most + std::min(pool.holds, pool.claimed);
    if (total.hi_unbounded || most < total.hi) total.hi = most, total.hi_unbounded = false;
    if (total.hi < total.lo) total.lo = total.hi;
  }
};

struct Tallies {
  std::vector<Tally> subjects;
  std::map<std::uint32_t, Tally> measures;
  Tally all;
};

// The prizes of a round by what it is held for; the limits that applicants share by rule and group.
class Pools {
 public:
  Pools(const View& view, const std::vector<Answer>& answers) : view_(view) {
    for (const Answer& answer : answers) {
      for (const outcome::Award& award : answer.awards) add_round(answer, award);
      for (const outcome::GroupTotal& group : answer.groups) add_limit(group);
    }
    for (const auto& [group, limit] : limits_) holds_[group.first] = holds_[group.first] + limit;
  }

  const std::map<std::string, Rational>& holds() const { return holds_; }

  std::string of(const Answer& answer, const outcome::Award& award) const {
    const std::string round = round_of(answer, award);
    if (!round.empty()) return round;
    for (const outcome::Cut& cut : award.cuts) {
      if (!cut.rule.empty() && holds_.contains(cut.rule)) return cut.rule;
    }
    return {};
  }

 private:
  const ir::Program& program() const { return view_.policy.program; }

  std::string round_of(const Answer& answer, const outcome::Award& award) const {
    const ir::Measure& measure = program().measures[award.claim.measure];
    if (!measure.round || award.claim.key.unit_kind == outcome::UnitKind::none) return {};
    outcome::OpenTable opens = answer.opens;
    const evaluate::ClaimContext at{ir::MeasureId{award.claim.measure}, award.claim.subject, award.claim.record, award.claim.key.period,
                                    award.claim.fact_date};
    const outcome::Value per = evaluate::evaluate_in(program(), view_.facts, view_.scope, at, measure.round->per, opens);
    if (per.kind != outcome::ValueKind::number || !per.single()) return {};
    return award.claim.key.measure + "|" + per.interval.lo.to_string();
  }

  void add_round(const Answer& answer, const outcome::Award& award) {
    const std::string round = round_of(answer, award);
    if (round.empty() || holds_.contains(round)) return;
    Rational sum;
    for (const ir::Place& place : program().measures[award.claim.measure].round->places) {
      if (!place.amount.present() || program().expr(place.amount).op != ir::Op::constant) return;
      sum = sum + program().expr(place.amount).value.interval.lo * Rational(place.count);
    }
    holds_[round] = sum;
  }

  void add_limit(const outcome::GroupTotal& group) {
    const auto rule = std::find_if(program().settlements.begin(), program().settlements.end(),
                                   [&](const ir::Settlement& s) { return s.name == group.rule; });
    if (rule == program().settlements.end() || !rule->across_subjects || group.limit.interval.hi_unbounded) return;
    Rational& limit = limits_[{group.rule, group.key}];
    limit = std::max(limit, group.limit.interval.hi);
  }

  const View& view_;
  std::map<std::pair<std::string, std::string>, Rational> limits_;
  std::map<std::string, Rational> holds_;
};

Tallies tallies_of(const View& view, const std::vector<Answer>& answers) {
  Tallies out;
  const Pools pools(view, answers);
  for (const Answer& answer : answers) {
    Tally& subject = out.subjects.emplace_back();
    const outcome::Interval total = listed_total(answer);
    subject.add(total);
    out.all.add(total);
    for (const outcome::MeasureTotal& measure : answer.measures) out.measures[measure.measure].add(listed_total(answer, measure));
    for (const outcome::Award& award : answer.awards) {
      const std::string pool = pools.of(answer, award);
      out.measures[award.claim.measure].add(view, award, pools.holds(), pool);
      subject.add(view, award, {}, "");
      out.all.add(view, award, pools.holds(), pool);
    }
  }
  for (auto& [measure, tally] : out.measures) tally.settle();
  out.all.settle();
  return out;
}

class SummaryText {
 public:
  SummaryText(const View& view, const std::vector<Answer>& answers, Language language)
      : view_(view), answers_(answers), language_(language), tallies_(tallies_of(view, answers)) {
    for (const Status status : kShown) {
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
  for (const Status status : kShown) {
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
