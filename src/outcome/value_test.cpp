#include "outcome/value.h"

#include <doctest/doctest.h>

using namespace zhidui::outcome;
using zhidui::base::Rational;

namespace {
const OpenSet kA(OpenId{0});
const OpenSet kB(OpenId{1});
const OpenSet kC(OpenId{2});
OpenSet both(OpenSet a, const OpenSet& b) {
  a.merge(b);
  return a;
}
}  // namespace

TEST_CASE("values: a single possibility has no opens") {
  CHECK(Value::range(3, 3, kA).opens.empty());
  CHECK(Value::range(3, 3, kA) == Value::number(3));
  CHECK(Value::range(3, 4, kA).opens == kA);
  CHECK(Value::choice_of(IndexSet::one(2), kA) == Value::choice(2));
  CHECK(Value::choice_of(IndexSet::all(), kA).opens == kA);
  CHECK(Value::set_of(IndexSet{false, {1, 2}}, IndexSet{false, {2, 1}}, kA).opens.empty());
  CHECK_FALSE(Value::set_of(IndexSet::one(1), IndexSet{false, {1, 2}}, kA).single());
  CHECK(Value::set_of(IndexSet{}, IndexSet{}, kA).single());  // the empty set is one possibility
  CHECK(Value::boolean(true).is_true());
  CHECK(Value::boolean(false).is_false());
  CHECK_FALSE(Value::open_boolean(kA).single());
  CHECK(Value::open_list(kA).opens == kA);
  CHECK(Value::list_of({3, 1}).single());
}

TEST_CASE("values: one spelling of an unbounded end and of any index") {
  const Value a = Value::interval_of(Interval{5, 7, false, true}, kA);
  const Value b = Value::interval_of(Interval{5, 9, false, true}, kA);
  CHECK(a == b);
  CHECK_FALSE(a.single());
  CHECK(Value::interval_of(Interval{5, 5, false, true}, kA).opens == kA);
  CHECK(Value::choice_of(IndexSet{true, {4}}, kA) == Value::choice_of(IndexSet::all(), kA));
  CHECK(Value::choice_of(IndexSet{false, {4, 1, 4}}, kA).may.indices == std::vector<std::uint32_t>{1, 4});
}

TEST_CASE("values: hull of numbers") {
  const Value cover = hull(Value::number(3), Value::number(5), kC);
  CHECK(cover == Value::range(3, 5, kC));
  CHECK(hull(Value::number(3), Value::number(3), kC) == Value::number(3));
  CHECK(hull(Value::range(1, 4, kA), Value::range(2, 9, kB), kC).opens == both(both(kA, kB), kC));
  // Equal ranges may still be two different numbers: what the choice rests on stays.
  CHECK(hull(Value::range(1, 4, kA), Value::range(1, 4, kA), kC).opens == both(kA, kC));
  const Value open_end = hull(Value::interval_of(Interval{2, 0, false, true}, kA), Value::number(-1));
  CHECK(open_end.interval.hi_unbounded);
  CHECK(open_end.interval.lo == Rational(-1));
}

TEST_CASE("values: hull of bools, choices, sets, lists, texts") {
  CHECK(hull(Value::boolean(true), Value::boolean(false), kC) == Value::open_boolean(kC));
  CHECK(hull(Value::boolean(true), Value::boolean(true), kC) == Value::boolean(true));
  CHECK(hull(Value::choice(1), Value::choice(4), kC) == Value::choice_of(IndexSet{false, {1, 4}}, kC));
  CHECK(hull(Value::choice(1), Value::choice_of(IndexSet::all(), kA), kC).may.any);
  const Value sets = hull(Value::set_of(IndexSet{false, {1, 2}}, IndexSet{false, {1, 2}}, {}),
                          Value::set_of(IndexSet{false, {2, 3}}, IndexSet{false, {2, 3}}, {}), kC);
  CHECK(sets == Value::set_of(IndexSet::one(2), IndexSet{false, {1, 2, 3}}, kC));
  CHECK(hull(Value::list_of({3, 1}), Value::list_of({3, 1}), kC) == Value::list_of({3, 1}));
  CHECK(hull(Value::list_of({3, 1}), Value::list_of({1, 3}), kC) == Value::open_list(kC));
  CHECK(hull(Value::text_of("a"), Value::text_of("a"), kC) == Value::text_of("a"));
  CHECK_FALSE(hull(Value::text_of("a"), Value::text_of("b"), kC).single());
}
