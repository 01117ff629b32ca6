// Private to check: the literals of a construct, how each is used, and their binding to the numbers of its quotations.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "syntax/tree.h"
#include "text/numerals.h"

namespace zhidui::check {

// What the use of a literal says about its number: x ≥ 50件, 封顶 20万元, 金额 = 5万元 (exact).
struct BoundUse {
  bool at_least = false;
  bool inclusive = true;
  bool exact = false;
  bool may_be_negated = false;  // below 非, 除外, 如, 当: the opposite may be what the text says
};

// Where an expression stands in its construct, as far as it matters to the literals in it.
struct Root {
  syntax::ExprId value;
  std::optional<BoundUse> use;  // of a literal that is the whole expression, or a branch of it
  bool negated = false;         // 除外
};

struct Literal {
  text::NumberClass number_class = text::NumberClass::count;
  base::Rational value;
  std::string unit;  // counts only
  text::Span span;
  std::optional<BoundUse> use;
};

// A number of the quotations, and whether a literal of this construct carries it.
struct Occurrence {
  text::NumberOccurrence number;
  bool taken = false;
};
struct Binding {
  const Literal* literal = nullptr;
  text::Span number;
};

// The literals below the given expressions, in source order.
std::vector<Literal> literals_of(const syntax::File& tree, const std::vector<Root>& roots);
bool matches(const Literal& literal, const text::NumberOccurrence& number);

}  // namespace zhidui::check
