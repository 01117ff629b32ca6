// Private to check: the literals of a construct and their binding to the numbers of its quotations.
#pragma once

#include <string>
#include <vector>

#include "syntax/tree.h"
#include "text/numerals.h"

namespace zhidui::check {

struct Literal {
  text::NumberClass number_class = text::NumberClass::count;
  base::Rational value;
  std::string unit;                    // counts only
  text::Span span;
};

// The literals below the given expressions, in source order.
std::vector<Literal> literals_of(const syntax::File& tree, const std::vector<syntax::ExprId>& roots);
bool matches(const Literal& literal, const text::NumberOccurrence& number);

}  // namespace zhidui::check
