#include "report/tallies.h"

#include <algorithm>

#include "base/must.h"
#include "report/explain.h"
#include "report/totals.h"

namespace zhidui::report {

using base::Rational;
using outcome::Answer;

namespace {

void add_to(outcome::Interval& into, const outcome::Interval& sum) {
  into.lo = into.lo + sum.lo;
  if (!sum.hi_unbounded) into.hi = into.hi + sum.hi;
  into.hi_unbounded = into.hi_unbounded || sum.hi_unbounded;
}

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

  static std::string part_text(const outcome::Value& part) {
    if (part.kind == outcome::ValueKind::number) return part.interval.lo.to_string();
    if (part.kind == outcome::ValueKind::boolean) return part.may_true ? "1" : "0";
    return std::to_string(part.may.indices.front());
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
    std::string key = award.claim.key.measure + "|" + per.interval.lo.to_string();
    for (const ir::ExprId id : measure.round->within) {
      const outcome::Value part = evaluate::evaluate_in(program(), view_.facts, view_.scope, at, id, opens);
      if (!part.single()) return {};
      key += "|" + part_text(part);
    }
    return key;
  }

  // As decided for the year; while it is open, the most.
  static std::int64_t places_of(const outcome::Claim& claim, const ir::Place& place) {
    if (!place.least.present() || claim.cut_off.empty()) return place.count;
    const std::size_t to = claim.cut_off.find("–");
    return std::stoll(to == std::string::npos ? claim.cut_off : claim.cut_off.substr(to + std::string_view("–").size()));
  }

  void add_round(const Answer& answer, const outcome::Award& award) {
    const std::string round = round_of(answer, award);
    if (round.empty() || holds_.contains(round)) return;
    Rational sum;
    for (const ir::Place& place : base::must(program().measures[award.claim.measure].round).places) {
      if (!place.amount.present() || program().expr(place.amount).op != ir::Op::constant) return;
      sum = sum + program().expr(place.amount).value.interval.lo * Rational(places_of(award.claim, place));
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

}  // namespace

void Tally::add(const outcome::Interval& sum) { add_to(total, sum); }

void Tally::add(const View& view, const outcome::Award& award, const std::map<std::string, Rational>& holds, const std::string& pool) {
  if (award.claim.key.unit_kind == outcome::UnitKind::none) {
    perhaps_more += award.status == outcome::Status::unknown && !nothing_until_claimed(view, award.claim);
    return;
  }
  const bool nobody_asks =
      award.status == outcome::Status::ineligible && award.rests_on.empty() && measures_nothing(view.policy.program, award.claim);
  if (nobody_asks) return;
  ++count[award.status];
  ++awards;
  const outcome::Interval& sum = award.payable.money.interval;
  const auto found = holds.find(pool);
  if (found == holds.end() || sum.hi_unbounded) return add_to(alone, sum);
  Pool& into = pools[pool];
  into.holds = found->second;
  into.claimed = into.claimed + sum.hi;
}

void Tally::settle() {
  if (alone.hi_unbounded || pools.empty()) return;
  Rational most = alone.hi;
  for (const auto& [name, pool] : pools) most = most + std::min(pool.holds, pool.claimed);
  if (total.hi_unbounded || most < total.hi) total.hi = most, total.hi_unbounded = false;
  if (total.hi < total.lo) total.lo = total.hi;
}

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

}  // namespace zhidui::report
