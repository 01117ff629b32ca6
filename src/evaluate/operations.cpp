#include "evaluate/operations.h"

#include <algorithm>

#include "base/check.h"
#include "base/date.h"

namespace zhidui::evaluate {

using base::Rational;
using ir::Op;
using outcome::IndexSet;
using outcome::Interval;
using outcome::ValueKind;

namespace {
OpenSet merged(std::span<const Value> args) {
  OpenSet opens;
  for (const Value& arg : args) opens.merge(arg.opens);
  return opens;
}

Value comparison(Op op, const Value& a, const Value& b) {
  switch (op) {
    case Op::lt: return outcome::less(a, b);
    case Op::le: return outcome::at_most(a, b);
    case Op::eq: return outcome::equal(a, b);
    default: return negation(outcome::equal(a, b));
  }
}

bool listed(const std::vector<std::uint32_t>& members, std::uint32_t index) {
  return std::binary_search(members.begin(), members.end(), index);
}

Value member(const ir::Expr& expr, std::span<const Value> args) {
  const IndexSet& may = args[0].may;
  if (may.any) return Value::open_boolean(args[0].opens);
  bool inside = false;
  bool outside = false;
  for (std::uint32_t index : may.indices) (listed(expr.members, index) ? inside : outside) = true;
  return inside && outside ? Value::open_boolean(args[0].opens) : Value::boolean(inside);
}

Value overlaps(const ir::Expr& expr, std::span<const Value> args) {
  const Value& set = args[0];
  for (std::uint32_t index : set.must.indices) {
    if (listed(expr.members, index)) return Value::boolean(true);
  }
  const bool possible =
      set.may.any || std::any_of(set.may.indices.begin(), set.may.indices.end(), [&](std::uint32_t i) { return listed(expr.members, i); });
  return possible ? Value::open_boolean(set.opens) : Value::boolean(false);
}

Value list_has(std::span<const Value> args) {
  const Value& list = args[0];
  const Value& record = args[1];
  if (list.may.any) return Value::open_boolean(merged(args));
  if (record.may.any) return list.may.indices.empty() ? Value::boolean(false) : Value::open_boolean(merged(args));
  const bool possible =
      std::any_of(record.may.indices.begin(), record.may.indices.end(), [&](std::uint32_t i) { return list.may.may_hold(i); });
  return !possible || record.may.single() ? Value::boolean(possible) : Value::open_boolean(merged(args));
}

// Componentwise on both ends; `f` must not decrease in any operand.
template <class F>
Value monotone(std::span<const Value> args, F f) {
  Interval out = args[0].interval;
  for (std::size_t i = 1; i < args.size(); ++i) {
    const Interval& next = args[i].interval;
    if (!out.lo_unbounded && !next.lo_unbounded) out.lo = f(out.lo, next.lo);
    if (!out.hi_unbounded && !next.hi_unbounded) out.hi = f(out.hi, next.hi);
    out.lo_unbounded = out.lo_unbounded || next.lo_unbounded;
    out.hi_unbounded = out.hi_unbounded || next.hi_unbounded;
  }
  return Value::interval_of(out, merged(args));
}

// The least of several intervals. An operand that is certainly not below the least upper end has no say.
Value lowest(std::span<const Value> args) {
  Interval out = args[0].interval;
  for (const Value& arg : args) {
    const Interval& x = arg.interval;
    out.lo_unbounded = out.lo_unbounded || x.lo_unbounded;
    if (x.lo < out.lo) out.lo = x.lo;
    if (!x.hi_unbounded && (out.hi_unbounded || x.hi < out.hi)) out.hi = x.hi;
    out.hi_unbounded = out.hi_unbounded && x.hi_unbounded;
  }
  OpenSet opens;
  for (const Value& arg : args) {
    if (arg.interval.lo_unbounded || out.hi_unbounded || arg.interval.lo < out.hi) opens.merge(arg.opens);
  }
  return Value::interval_of(out, std::move(opens));
}

Value fold(std::span<const Value> args, Value (*f)(const Value&, const Value&)) {
  Value out = args[0];
  for (std::size_t i = 1; i < args.size(); ++i) out = f(out, args[i]);
  return out;
}

Value highest(std::span<const Value> args) {
  std::vector<Value> turned;
  for (const Value& arg : args) turned.push_back(opposite(arg));
  return opposite(lowest(turned));
}

Value sum_of(const Value& a, const Value& b) {
  const Value both[] = {a, b};
  return monotone(both, [](const Rational& x, const Rational& y) { return x + y; });
}

// Product of two intervals by their corners, where 0 · ∞ = 0.
Value product_of(const Value& a, const Value& b) {
  Interval out{Rational(0), Rational(0), false, false};
  bool first = true;
  for (const bool top_a : {false, true}) {
    for (const bool top_b : {false, true}) {
      const Interval& x = a.interval;
      const Interval& y = b.interval;
      const int far_a = top_a ? x.hi_unbounded : -x.lo_unbounded;  // −1, 1: beyond all numbers
      const int far_b = top_b ? y.hi_unbounded : -y.lo_unbounded;
      const Rational& u = top_a ? x.hi : x.lo;
      const Rational& v = top_b ? y.hi : y.lo;
      const int sign = (far_a ? far_a : u.sign()) * (far_b ? far_b : v.sign());
      if ((far_a || far_b) && sign != 0) {
        (sign > 0 ? out.hi_unbounded : out.lo_unbounded) = true;
        continue;
      }
      const Rational corner = u * v;
      if (first || corner < out.lo) out.lo = corner;
      if (first || out.hi < corner) out.hi = corner;
      first = false;
    }
  }
  const Value both[] = {a, b};
  return Value::interval_of(out, merged(both));
}

template <class F>
Value mapped(const Value& a, F f) {
  Interval out = a.interval;
  if (!out.lo_unbounded) out.lo = f(out.lo);
  if (!out.hi_unbounded) out.hi = f(out.hi);
  return Value::interval_of(out, a.opens);
}

base::Date date_of(const Rational& days) { return base::Date{static_cast<std::int32_t>(days.to_int64())}; }

Value calendar(Op op, std::span<const Value> args) {
  const auto clamp_year = [](const Rational& y) {
    return static_cast<int>(std::clamp<std::int64_t>(y.to_int64(), base::kFirstYear, base::kLastYear));
  };
  switch (op) {
    case Op::year_of: return mapped(args[0], [](const Rational& d) { return Rational(date_of(d).year()); });
    case Op::year_start: return mapped(args[0], [&](const Rational& y) { return Rational(base::Date::year_start(clamp_year(y)).days); });
    case Op::year_end: return mapped(args[0], [&](const Rational& y) { return Rational(base::Date::year_end(clamp_year(y)).days); });
    case Op::add_months:
      return monotone(
          args, [](const Rational& d, const Rational& n) { return Rational(date_of(d).plus_months(static_cast<int>(n.to_int64())).days); });
    default: return fold(args, sum_of);
  }
}

// The hull of the rows that some possibility reaches.
struct Reached {
  const OpenSet& because;
  std::vector<std::uint32_t>* rows = nullptr;
  std::optional<Value> value;
  void take(std::size_t row, const Value& next) {
    value = value ? outcome::hull(*value, next, because) : next;
    if (rows) rows->push_back(static_cast<std::uint32_t>(row));
  }
  Value hull() const { return value.value_or(Value::number(0)); }
};

// Which rows can be the first that holds? A later row is reached by what no earlier row takes; rows are monotone, so a
// row that possibly holds is reached unless an earlier one certainly does.
Value tiers(const ir::Expr& expr, std::span<const Value> args, std::vector<std::uint32_t>* reached) {
  const std::size_t n = expr.tiers.size();
  const Value& subject = args[0];
  Reached out{subject.opens, reached, {}};
  bool stopped = false;
  for (std::size_t i = 0; i < n && !stopped; ++i) {
    const ir::TierRow& row = expr.tiers[i];
    const Value& bound = args[1 + i];
    const bool turned = row.greater && row.comparison != Op::eq;
    const Value verdict = turned ? comparison(row.comparison, bound, subject) : comparison(row.comparison, subject, bound);
    if (verdict.may_true) out.take(i, args[1 + n + i]);
    stopped = verdict.is_true();
  }
  if (!stopped) out.take(n, Value::number(0));
  return out.hull();
}

Value match(const ir::Expr& expr, std::span<const Value> args, std::vector<std::uint32_t>* reached) {
  const std::size_t keys = expr.args.size();
  const std::size_t n = expr.matches.size();
  OpenSet because;
  for (std::size_t k = 0; k < keys; ++k) because.merge(args[k].opens);
  Reached out{because, reached, {}};
  // Rows differ, so each covers one combination of members. Only a full table has values that are no numbers.
  std::size_t uncovered = 1;
  bool any = false;
  for (std::size_t k = 0; k < keys; ++k) any = any || args[k].may.any, uncovered *= args[k].may.indices.size();
  for (std::size_t i = 0; i < n; ++i) {
    bool may = true;
    for (std::size_t k = 0; k < keys; ++k) may = may && args[k].may.may_hold(expr.matches[i].members[k]);
    if (may) out.take(i, args[keys + i]), --uncovered;
  }
  if ((any || uncovered > 0) && args[keys].kind == ValueKind::number) out.take(n, Value::number(0));
  return out.hull();
}

// Exactly one row should hold. Several that hold must agree; none and no `otherwise` is a gap, shown as 0 with the gap
// reported in `reached`.
Value cases(const ir::Expr& expr, std::span<const Value> args, std::vector<std::uint32_t>* reached) {
  const std::size_t n = expr.cases.size();
  OpenSet because;
  bool some_certain = false;
  for (std::size_t i = 0; i < n; ++i) {
    because.merge(args[i].opens);
    some_certain = some_certain || args[i].is_true();
  }
  Reached out{because, reached, {}};
  for (std::size_t i = 0; i < n; ++i) {
    if (args[i].may_true) out.take(i, args[n + i]);
  }
  if (!some_certain) out.take(n, args[2 * n]);
  return out.hull();
}
}  // namespace

Value opposite(const Value& number) {
  const Interval& x = number.interval;
  return Value::interval_of({-x.hi, -x.lo, x.hi_unbounded, x.lo_unbounded}, number.opens);
}

Value choose(const Value& condition, const Value& value, const Value& other) {
  if (condition.is_true()) return value;
  if (condition.is_false()) return other;
  return outcome::hull(value, other, condition.opens);
}

Value apply(const ir::Expr& expr, std::span<const Value> args, std::vector<std::uint32_t>* reached) {
  if (ir::is_comparison(expr.op)) return comparison(expr.op, args[0], args[1]);
  switch (expr.op) {
    case Op::logical_and: return conjunction(args);
    case Op::logical_or: return disjunction(args);
    case Op::logical_not: return negation(args[0]);
    case Op::same: return outcome::same(args[0], args[1]);
    case Op::member: return member(expr, args);
    case Op::overlaps: return overlaps(expr, args);
    case Op::list_has: return list_has(args);
    case Op::add: return fold(args, sum_of);
    case Op::subtract: return sum_of(args[0], opposite(args[1]));
    case Op::days_between: return sum_of(args[1], opposite(args[0]));
    case Op::multiply: return fold(args, product_of);
    case Op::ratio_of: return product_of(args[0], Value::number(Rational(1) / args[1].interval.lo));
    case Op::lower: return lowest(args);
    case Op::higher: return highest(args);
    case Op::rounded: return mapped(args[0], [&](const Rational& x) { return x.rounded_to(expr.step, expr.rounding); });
    case Op::year_of:
    case Op::year_start:
    case Op::year_end:
    case Op::add_months:
    case Op::add_days:
    case Op::shift_year: return calendar(expr.op, args);
    case Op::choose: {
      if (reached) {
        if (args[0].may_true) reached->push_back(0);
        if (args[0].may_false) reached->push_back(1);
      }
      return choose(args[0], args[1], args[2]);
    }
    case Op::tiers: return tiers(expr, args, reached);
    case Op::match: return match(expr, args, reached);
    case Op::cases: return cases(expr, args, reached);
    case Op::reading: return fold(args, [](const Value& a, const Value& b) { return outcome::hull(a, b); });
    default: break;
  }
  CHECK(!"an operation that reads rows or facts");
  return {};
}

}  // namespace zhidui::evaluate
