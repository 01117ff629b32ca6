#include <algorithm>

#include "base/check.h"
#include "evaluate/operations.h"

namespace zhidui::evaluate {

using base::Rational;
using ir::Op;
using outcome::Interval;

namespace {

Value count(const RowSet& rows) {
  std::int64_t certain = 0;
  std::int64_t possible = 0;
  OpenSet opens = rows.unseen;
  for (const Member& member : rows.members) {
    if (member.keep.is_true()) ++certain;
    if (member.keep.may_true) ++possible;
    if (!member.keep.is_true()) opens.merge(member.keep.opens);
  }
  Interval out{Rational(certain), Rational(possible), false, !rows.unseen.empty()};
  return Value::interval_of(out, std::move(opens));
}

Value exists(const RowSet& rows) {
  std::vector<Value> keeps;
  for (const Member& member : rows.members) keeps.push_back(member.keep);
  if (!rows.unseen.empty()) keeps.push_back(Value::open_boolean(rows.unseen));
  return disjunction(keeps);
}

Value every(const RowSet& rows) {
  std::vector<Value> holds;
  for (const Member& member : rows.members) {
    const Value either[] = {negation(member.keep), member.value};
    holds.push_back(disjunction(either));
  }
  if (!rows.unseen.empty()) {
    const Value either[] = {Value::open_boolean(rows.unseen), rows.unseen_value};
    holds.push_back(disjunction(either));
  }
  return conjunction(holds);
}

Value sum(const RowSet& rows) {
  const Rational zero(0);
  Interval out{zero, zero, false, false};
  OpenSet opens;
  const auto add = [&](const Interval& value, bool certain) {
    const bool may_lower = value.lo_unbounded || value.lo.sign() < 0;
    const bool may_raise = value.hi_unbounded || value.hi.sign() > 0;
    if (certain || may_lower) {
      out.lo_unbounded = out.lo_unbounded || value.lo_unbounded;
      if (!out.lo_unbounded) out.lo = out.lo + value.lo;
    }
    if (certain || may_raise) {
      out.hi_unbounded = out.hi_unbounded || value.hi_unbounded;
      if (!out.hi_unbounded) out.hi = out.hi + value.hi;
    }
  };
  for (const Member& member : rows.members) {
    if (!member.keep.may_true) continue;
    const Interval& value = member.value.interval;
    if (value.single() && value.lo.sign() == 0) continue;   // adds nothing, whether it counts or not
    add(value, member.keep.is_true());
    opens.merge(member.value.opens);
    opens.merge(member.keep.opens);
  }
  if (!rows.unseen.empty()) {
    const Interval& value = rows.unseen_value.interval;
    if (value.lo_unbounded || value.lo.sign() < 0) out.lo_unbounded = true;
    if (value.hi_unbounded || value.hi.sign() > 0) out.hi_unbounded = true;
    opens.merge(rows.unseen);
  }
  return Value::interval_of(out, std::move(opens));
}

// The extreme over the rows that count; rows that may count can only move the result towards their own value.
Value extreme(const RowSet& rows, bool largest) {
  const Rational none = largest ? rows.low : rows.high;
  Interval out{none, none, false, false};
  OpenSet opens;
  const auto better = [&](const Rational& a, const Rational& b) { return largest ? b < a : a < b; };
  const auto improve = [&](Rational& end, const Rational& candidate) {
    if (better(candidate, end)) end = candidate;
  };
  for (const Member& member : rows.members) {
    if (!member.keep.may_true) continue;
    const Interval& value = member.value.interval;
    // The weak end moves only with rows that certainly count; the strong end with all that may.
    Rational& weak = largest ? out.lo : out.hi;
    Rational& strong = largest ? out.hi : out.lo;
    if (member.keep.is_true()) improve(weak, largest ? value.lo : value.hi);
    improve(strong, largest ? value.hi : value.lo);
    opens.merge(member.keep.opens);
    opens.merge(member.value.opens);
  }
  if (!rows.unseen.empty()) {
    improve(largest ? out.hi : out.lo, largest ? rows.unseen_value.interval.hi : rows.unseen_value.interval.lo);
    opens.merge(rows.unseen);
  }
  return Value::interval_of(out, std::move(opens));
}

}  // namespace

Value aggregate(Op op, const RowSet& rows) {
  switch (op) {
    case Op::count: return count(rows);
    case Op::exists: return exists(rows);
    case Op::every: return every(rows);
    case Op::sum: return sum(rows);
    case Op::maximum: return extreme(rows, true);
    case Op::minimum: return extreme(rows, false);
    default: break;
  }
  CHECK(!"no aggregate");
  return {};
}

}  // namespace zhidui::evaluate
