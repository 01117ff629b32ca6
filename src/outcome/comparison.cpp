#include "outcome/comparison.h"

#include <algorithm>

#include "outcome/logic.h"

namespace zhidui::outcome {

namespace {

Value from_tests(bool may_true, bool may_false, const Value& a, const Value& b) {
  if (!may_true || !may_false) return Value::boolean(may_true);
  OpenSet opens = a.opens;
  opens.merge(b.opens);
  return Value::open_boolean(std::move(opens));
}

bool intersect(const IndexSet& a, const IndexSet& b) {
  if (a.any || b.any) return true;
  return std::any_of(a.indices.begin(), a.indices.end(), [&](std::uint32_t i) { return b.may_hold(i); });
}

// Certainly a < b; certainly a ≤ b.
bool below(const Interval& a, const Interval& b) { return !a.hi_unbounded && !b.lo_unbounded && a.hi < b.lo; }
bool not_above(const Interval& a, const Interval& b) { return !a.hi_unbounded && !b.lo_unbounded && a.hi <= b.lo; }

}  // namespace

Value less(const Value& a, const Value& b) { return from_tests(!not_above(b.interval, a.interval), !below(a.interval, b.interval), a, b); }

Value at_most(const Value& a, const Value& b) { return negation(less(b, a)); }

Value equal(const Value& a, const Value& b) {
  const Interval& x = a.interval;
  const Interval& y = b.interval;
  const bool surely = x.single() && y.single() && x.lo == y.lo;
  return from_tests(!below(x, y) && !below(y, x), !surely, a, b);
}

Value same(const Value& a, const Value& b) {
  if (a.kind == ValueKind::boolean) {
    const bool agree = (a.may_true && b.may_true) || (a.may_false && b.may_false);
    const bool differ = (a.may_true && b.may_false) || (a.may_false && b.may_true);
    return from_tests(agree, differ, a, b);
  }
  const bool surely = a.may.single() && b.may.single() && a.may == b.may;
  return from_tests(intersect(a.may, b.may), !surely, a, b);
}

Value alike(const Value& a, const Value& b) { return a.kind == ValueKind::number ? equal(a, b) : same(a, b); }

}  // namespace zhidui::outcome
