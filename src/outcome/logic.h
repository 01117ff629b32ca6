// The logic of open values: strong Kleene (docs/operations.md §3).
#pragma once

#include <span>

#include "outcome/value.h"

namespace zhidui::outcome {

// All of them / any of them. One operand that is certain may decide; then what is open in the others does not matter.
Value conjunction(std::span<const Value> operands);
Value disjunction(std::span<const Value> operands);
Value both(const Value& a, const Value& b);
Value negation(const Value& operand);

}  // namespace zhidui::outcome
