// What awards come to together: end by end, and no more than the limits leave to the groups that they share.
#include <algorithm>
#include <map>
#include <set>

#include "engine/run.h"
#include "ir/rule_alternatives.h"

namespace zhidui::engine {

using base::Rational;
using outcome::Award;
using outcome::GroupTotal;
using outcome::Interval;
using outcome::Value;

namespace {

// Whether the claims make this group under every alternative that the answer leaves open.
bool certain_group(const ir::Program& program, const evaluate::Scope& scope, const GroupTotal& group) {
  return std::any_of(program.settlements.begin(), program.settlements.end(), [&](const ir::Settlement& rule) {
    const std::string prefix = program.documents[rule.document.value].name.id + "/";
    if (rule.name != group.rule || !group.key.starts_with(prefix)) return false;
    const std::vector<ir::ReadingId> readings = ir::readings_at_sites(rule);
    return std::all_of(readings.begin(), readings.end(),
                       [&](ir::ReadingId reading) { return !reading.present() || evaluate::alternative_in_use(program, scope, reading); });
  });
}

struct Shared {
  std::vector<std::size_t> awards;
  Interval apart;     // the sum of what each may be
  Rational together;  // the most that the group leaves them
  bool saves_more_than(const Shared& other) const {
    if (apart.hi_unbounded != other.apart.hi_unbounded) return apart.hi_unbounded;
    return other.apart.hi - other.together < apart.hi - together;
  }
};

void add_to(Interval& sum, const Interval& part) {
  sum.hi_unbounded = sum.hi_unbounded || part.hi_unbounded;
  if (!part.hi_unbounded) sum.hi = sum.hi + part.hi;
}

// The most that the awards can come to. Where groups overlap, each award is counted in one of them: any choice is a bound.
Interval most_of(const std::vector<const Award*>& awards, const std::vector<const GroupTotal*>& groups) {
  std::map<std::string, std::size_t> by_key;
  for (std::size_t i = 0; i < awards.size(); ++i) by_key.emplace(awards[i]->claim.key.to_string(), i);
  std::vector<Shared> shared;
  for (const GroupTotal* group : groups) {
    Shared next;
    for (const std::string& member : std::set<std::string>(group->members.begin(), group->members.end())) {
      const auto found = by_key.find(member);
      if (found == by_key.end()) continue;
      next.awards.push_back(found->second);
      add_to(next.apart, awards[found->second]->payable.money.interval);
    }
    next.together = group->total.interval.hi;
    if (next.apart.hi_unbounded || next.together < next.apart.hi) shared.push_back(std::move(next));
  }
  std::stable_sort(shared.begin(), shared.end(), [](const Shared& a, const Shared& b) { return a.saves_more_than(b); });
  std::vector<bool> counted(awards.size(), false);
  Interval out;
  for (const Shared& group : shared) {
    if (std::any_of(group.awards.begin(), group.awards.end(), [&](std::size_t i) { return counted[i]; })) continue;
    for (const std::size_t i : group.awards) counted[i] = true;
    out.hi = out.hi + group.together;
  }
  for (std::size_t i = 0; i < awards.size(); ++i) {
    if (!counted[i]) add_to(out, awards[i]->payable.money.interval);
  }
  return out;
}

void hold(Value& total, const Interval& most) {
  Interval& sum = total.interval;
  if (most.hi_unbounded || (!sum.hi_unbounded && !(most.hi < sum.hi))) return;
  sum.hi = std::max(most.hi, sum.lo), sum.hi_unbounded = false;
  if (total.single()) total.opens = {};
}

}  // namespace

Value plus(const Value& a, const Value& b) {
  outcome::OpenSet opens = a.opens;
  opens.merge(b.opens);
  const Interval& x = a.interval;
  const Interval& y = b.interval;
  const bool unbounded = x.hi_unbounded || y.hi_unbounded;
  return Value::interval_of({x.lo + y.lo, unbounded ? Rational(0) : x.hi + y.hi, false, unbounded}, std::move(opens));
}

Value total_of(const std::vector<Award>& awards) {
  Value sum = Value::number(0);
  for (const Award& award : awards) sum = plus(sum, award.payable.money);
  return sum;
}

void add_award(Totals& totals, const Award& award) {
  totals.all = plus(totals.all, award.payable.money);
  Value& sum = totals.by_measure.emplace(award.claim.measure, Value::number(0)).first->second;
  sum = plus(sum, award.payable.money);
}

void hold_to_limits(const Setting& setting, const evaluate::Scope& scope, const std::vector<const Award*>& awards, const Run& run,
                    Totals& totals) {
  if (totals.all.single()) return;
  std::vector<const GroupTotal*> groups;
  for (const std::vector<GroupTotal>* list : {&run.groups, &run.places}) {
    for (const GroupTotal& group : *list) {
      const bool held = group.members.size() > 1 && !group.total.interval.hi_unbounded;
      if (held && certain_group(setting.program, scope, group)) groups.push_back(&group);
    }
  }
  if (groups.empty()) return;
  hold(totals.all, most_of(awards, groups));
  for (auto& [measure, sum] : totals.by_measure) {
    std::vector<const Award*> own;
    for (const Award* award : awards) {
      if (award->claim.measure == measure) own.push_back(award);
    }
    hold(sum, most_of(own, groups));
  }
}

}  // namespace zhidui::engine
