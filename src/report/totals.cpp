#include "report/totals.h"

#include <algorithm>
#include <map>
#include <string>

namespace zhidui::report {

using base::Rational;
using outcome::Answer;
using outcome::Award;
using outcome::Interval;

namespace {

// The first limit that an award stands under; nullptr without one.
const outcome::Cut* limit_of(const Answer& answer, const Award& award) {
  const auto found = std::find_if(award.cuts.begin(), award.cuts.end(), [&](const outcome::Cut& cut) {
    return std::any_of(answer.groups.begin(), answer.groups.end(),
                       [&](const outcome::GroupTotal& group) { return group.rule == cut.rule; });
  });
  return found == award.cuts.end() ? nullptr : &*found;
}

// What a rule leaves to its groups, no more than the claims by themselves.
Rational held_together(const Answer& answer, const std::string& rule, Rational claims) {
  Rational groups;
  for (const outcome::GroupTotal& group : answer.groups) {
    if (group.rule != rule) continue;
    if (group.total.interval.hi_unbounded) return claims;
    groups = groups + group.total.interval.hi;
  }
  return groups < claims ? groups : claims;
}

}  // namespace

Interval claims_total(const Answer& answer, const std::uint32_t* measure) {
  Interval out;
  std::map<std::string, Rational> limited;
  for (const Award& award : answer.awards) {
    if (award.claim.key.unit_kind == outcome::UnitKind::none || (measure && award.claim.measure != *measure)) continue;
    const Interval& sum = award.payable.money.interval;
    out.lo = out.lo + sum.lo;
    out.hi_unbounded = out.hi_unbounded || sum.hi_unbounded;
    if (sum.hi_unbounded) continue;
    const outcome::Cut* limit = limit_of(answer, award);
    Rational& into = limit ? limited[limit->rule] : out.hi;
    into = into + sum.hi;
  }
  for (const auto& [rule, claims] : limited) out.hi = out.hi + held_together(answer, rule, claims);
  if (out.hi < out.lo) out.hi = out.lo;
  return out;
}

Rational payable_now(const Answer& answer) {
  Rational sum;
  for (const Award& award : answer.awards) {
    using outcome::Status;
    const bool due = award.status == Status::eligible || award.status == Status::capped || award.status == Status::deduplicated;
    if (due && award.claim.key.unit_kind != outcome::UnitKind::none) sum = sum + award.payable.money.interval.lo;
  }
  return sum;
}

Interval listed_total(const Answer& answer, const outcome::MeasureTotal& measure) {
  return measure.total.interval.hi_unbounded ? claims_total(answer, &measure.measure) : measure.total.interval;
}

Interval listed_total(const Answer& answer) {
  if (!answer.total.interval.hi_unbounded) return answer.total.interval;
  const Interval claims = claims_total(answer, nullptr);
  Interval out{answer.total.interval.lo, Rational(0), false, false};
  for (const outcome::MeasureTotal& measure : answer.measures) {
    const Interval sum = listed_total(answer, measure);
    out.hi_unbounded = out.hi_unbounded || sum.hi_unbounded;
    if (!sum.hi_unbounded) out.hi = out.hi + sum.hi;
  }
  // Measures may share a limit too.
  if (!claims.hi_unbounded && !out.hi_unbounded && claims.hi < out.hi) out.hi = claims.hi;
  if (!out.hi_unbounded && out.hi < out.lo) out.hi = out.lo;
  return out;
}

}  // namespace zhidui::report
