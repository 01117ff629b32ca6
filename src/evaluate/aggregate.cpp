// Counts, sums and extremes over rows that count or may count.
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
    if (value.single() && value.lo.sign() == 0) continue;  // adds nothing, whether it counts or not
    add(value, member.keep.is_true());
    opens.merge(member.value.opens);
    opens.merge(member.keep.opens);
  }
  const Interval& unseen = rows.unseen_value.interval;
  if (!rows.unseen.empty() && !(unseen.single() && unseen.lo.sign() == 0)) {
    if (unseen.lo_unbounded || unseen.lo.sign() < 0) out.lo_unbounded = true;
    if (unseen.hi_unbounded || unseen.hi.sign() > 0) out.hi_unbounded = true;
    opens.merge(rows.unseen);
  }
  return Value::interval_of(out, std::move(opens));
}

// Rows that may count can only raise the upper end. What cannot exceed the lower end has no say.
Value greatest(const RowSet& rows) {
  Interval out{rows.low, rows.low, false, false};
  const auto raise = [&](const Interval& value, bool certain) {
    if (certain && !value.lo_unbounded && out.lo < value.lo) out.lo = value.lo;
    if (!value.hi_unbounded && out.hi < value.hi) out.hi = value.hi;
    out.hi_unbounded = out.hi_unbounded || value.hi_unbounded;
  };
  for (const Member& member : rows.members) raise(member.value.interval, member.keep.is_true());
  if (!rows.unseen.empty()) raise(rows.unseen_value.interval, false);
  const auto has_say = [&](const Interval& value) { return value.hi_unbounded || out.lo < value.hi; };
  OpenSet opens;
  for (const Member& member : rows.members) {
    if (has_say(member.value.interval)) opens.merge(member.keep.opens), opens.merge(member.value.opens);
  }
  if (!rows.unseen.empty() && has_say(rows.unseen_value.interval)) opens.merge(rows.unseen);
  return Value::interval_of(out, std::move(opens));
}

Value least(RowSet rows) {
  for (Member& member : rows.members) member.value = opposite(member.value);
  rows.unseen_value = opposite(rows.unseen_value);
  rows.low = -rows.high;
  return opposite(greatest(rows));
}
}  // namespace

Value aggregate(Op op, const RowSet& rows) {
  switch (op) {
    case Op::count: return count(rows);
    case Op::exists: return exists(rows);
    case Op::every: return every(rows);
    case Op::sum: return sum(rows);
    case Op::maximum: return greatest(rows);
    case Op::minimum: return least(rows);
    default: break;
  }
  CHECK(!"no aggregate");
  return {};
}

}  // namespace zhidui::evaluate
