// Comparisons of open values: true or false where every possibility says so, else both (docs/operations.md §3).
#pragma once

#include "outcome/value.h"

namespace zhidui::outcome {

// Of numbers, by their intervals.
Value less(const Value& a, const Value& b);
Value at_most(const Value& a, const Value& b);
Value equal(const Value& a, const Value& b);
// Of bools, members of an enumeration, records.
Value same(const Value& a, const Value& b);
// `equal` of numbers, `same` of the rest.
Value alike(const Value& a, const Value& b);

}  // namespace zhidui::outcome
