#include <doctest/doctest.h>

#include "compare/assess.h"

using namespace zhidui;
using compare::Most;
using outcome::Interval;

namespace {
std::optional<Interval> between(int lo, int hi) { return Interval{lo, hi, false, false}; }
std::optional<Interval> at_least(int lo) { return Interval{lo, 0, false, true}; }
}  // namespace

TEST_CASE("most is said where no sum that is possible says otherwise") {
  CHECK(compare::most_of({between(0, 0), between(0, 0)}).most == Most::nothing);
  CHECK(compare::most_of({std::nullopt, std::nullopt}).most == Most::nothing);
  const compare::Verdict one = compare::most_of({between(5, 5), between(0, 4), std::nullopt});
  CHECK(one.most == Most::one);
  CHECK(one.sides == std::vector<std::size_t>{0});
  CHECK(compare::most_of({between(5, 5), between(5, 5), between(0, 4)}).most == Most::equal);
  // A range that reaches the other's sum may come to more, or not.
  const compare::Verdict open = compare::most_of({between(5, 5), between(0, 9), between(0, 4)});
  CHECK(open.most == Most::open);
  CHECK(open.sides == std::vector<std::size_t>{0, 1});
  CHECK(compare::most_of({between(5, 5), between(0, 5)}).most == Most::open);
  CHECK(compare::most_of({between(5, 5), at_least(0)}).most == Most::open);
  CHECK(compare::most_of({between(5, 5), at_least(6)}).most == Most::one);
  // What certainly gives nothing is not named among those that may give most.
  CHECK(compare::most_of({between(0, 9), between(0, 0), between(0, 4)}).sides == std::vector<std::size_t>{0, 2});
  CHECK(compare::most_of({between(0, 9), between(0, 0)}).most == Most::one);
  // What is out of force takes no part; alone, what is left is the most.
  CHECK(compare::most_of({std::nullopt, between(1, 2)}).most == Most::one);
}
