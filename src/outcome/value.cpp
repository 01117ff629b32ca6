#include "outcome/value.h"

#include <algorithm>
#include <iterator>

#include "base/check.h"

namespace zhidui::outcome {

namespace {

IndexSet ascending(IndexSet set) {
  if (set.any) {
    set.indices.clear();  // one spelling of "every index", so that equal values compare equal
    return set;
  }
  std::sort(set.indices.begin(), set.indices.end());
  set.indices.erase(std::unique(set.indices.begin(), set.indices.end()), set.indices.end());
  return set;
}

bool within(const IndexSet& inner, const IndexSet& outer) {
  if (outer.any) return true;
  return !inner.any && std::includes(outer.indices.begin(), outer.indices.end(), inner.indices.begin(), inner.indices.end());
}

IndexSet united(const IndexSet& a, const IndexSet& b) {
  if (a.any || b.any) return IndexSet::all();
  IndexSet both;
  std::set_union(a.indices.begin(), a.indices.end(), b.indices.begin(), b.indices.end(), std::back_inserter(both.indices));
  return both;
}

IndexSet shared(const IndexSet& a, const IndexSet& b) {
  if (a.any) return b;
  if (b.any) return a;
  IndexSet both;
  std::set_intersection(a.indices.begin(), a.indices.end(), b.indices.begin(), b.indices.end(), std::back_inserter(both.indices));
  return both;
}

Interval covering(const Interval& a, const Interval& b) {
  Interval cover;
  cover.lo_unbounded = a.lo_unbounded || b.lo_unbounded;
  cover.hi_unbounded = a.hi_unbounded || b.hi_unbounded;
  if (!cover.lo_unbounded) cover.lo = std::min(a.lo, b.lo);
  if (!cover.hi_unbounded) cover.hi = std::max(a.hi, b.hi);
  return cover;
}

// INVARIANT of the page: called last by every constructor.
Value sealed(Value value) {
  if (value.kind != ValueKind::text && value.single()) value.opens.clear();
  return value;
}

}  // namespace

bool IndexSet::may_hold(std::uint32_t index) const {
  // A list keeps its own order, so the search must not rely on an ascending one.
  return any || std::find(indices.begin(), indices.end(), index) != indices.end();
}

bool Value::single() const {
  switch (kind) {
    case ValueKind::boolean: return may_true != may_false;
    case ValueKind::number: return interval.single();
    case ValueKind::choice: return may.single();
    case ValueKind::set: return !may.any && may == must;
    case ValueKind::list: return !may.any;
    case ValueKind::text: return opens.empty();
  }
  return false;
}

Value Value::boolean(bool value) {
  Value made;
  made.may_true = value;
  made.may_false = !value;
  return made;
}

Value Value::open_boolean(OpenSet opens) {
  Value made;
  made.may_true = true;
  made.may_false = true;
  made.opens = std::move(opens);
  return made;
}

Value Value::number(base::Rational value) {
  Value made;
  made.kind = ValueKind::number;
  made.interval = Interval{value, value, false, false};
  return made;
}

Value Value::range(base::Rational lo, base::Rational hi, OpenSet opens) {
  return interval_of(Interval{lo, hi, false, false}, std::move(opens));
}

Value Value::interval_of(Interval interval, OpenSet opens) {
  CHECK(interval.lo_unbounded || interval.hi_unbounded || interval.lo <= interval.hi);
  // One spelling of an unbounded end, so that equal values compare equal.
  if (interval.lo_unbounded) interval.lo = 0;
  if (interval.hi_unbounded) interval.hi = 0;
  Value made;
  made.kind = ValueKind::number;
  made.interval = interval;
  made.opens = std::move(opens);
  return sealed(std::move(made));
}

Value Value::choice(std::uint32_t index) {
  Value made;
  made.kind = ValueKind::choice;
  made.may = IndexSet::one(index);
  return made;
}

Value Value::choice_of(IndexSet may, OpenSet opens) {
  Value made;
  made.kind = ValueKind::choice;
  made.may = ascending(std::move(may));
  CHECK(made.may.any || !made.may.indices.empty());
  made.opens = std::move(opens);
  return sealed(std::move(made));
}

Value Value::set_of(IndexSet must, IndexSet may, OpenSet opens) {
  Value made;
  made.kind = ValueKind::set;
  made.must = ascending(std::move(must));
  made.may = ascending(std::move(may));
  CHECK(within(made.must, made.may));
  made.opens = std::move(opens);
  return sealed(std::move(made));
}

Value Value::list_of(std::vector<std::uint32_t> records) {
  Value made;
  made.kind = ValueKind::list;
  made.may.indices = std::move(records);
  return made;
}

Value Value::open_list(OpenSet opens) {
  Value made;
  made.kind = ValueKind::list;
  made.may = IndexSet::all();
  made.opens = std::move(opens);
  return made;
}

Value Value::text_of(std::string text) {
  Value made;
  made.kind = ValueKind::text;
  made.text = std::move(text);
  return made;
}

std::optional<base::Date> certain_day(const Value& date) {
  if (date.kind != ValueKind::number || !date.interval.single()) return std::nullopt;
  return base::Date{static_cast<std::int32_t>(date.interval.lo.to_int64())};
}

Value hull(const Value& a, const Value& b, const OpenSet& because) {
  CHECK(a.kind == b.kind);
  Value cover;
  cover.kind = a.kind;
  cover.opens = a.opens;
  cover.opens.merge(b.opens);
  cover.opens.merge(because);
  switch (a.kind) {
    case ValueKind::boolean:
      cover.may_true = a.may_true || b.may_true;
      cover.may_false = a.may_false || b.may_false;
      break;
    case ValueKind::number: cover.interval = covering(a.interval, b.interval); break;
    case ValueKind::choice: cover.may = united(a.may, b.may); break;
    case ValueKind::set:
      cover.must = shared(a.must, b.must);
      cover.may = united(a.may, b.may);
      break;
    case ValueKind::list:
      // Two different orders have no list between them.
      cover.may = a.may == b.may ? a.may : IndexSet::all();
      break;
    case ValueKind::text:
      if (a.text == b.text) cover.text = a.text;
      if (a.text == b.text && a.single() && b.single()) cover.opens.clear();
      break;
  }
  return sealed(std::move(cover));
}

}  // namespace zhidui::outcome
