// Limits that two modules keep between them: what one proves, the other makes sure of.
#pragma once

#include <cstdint>

namespace zhidui::ir {

// Rows of one sum. `check` proves that no sum of that many rows overflows; `facts` reads no base with more records of a type, or more
// statements of a kind.
inline constexpr std::int64_t kSumRowsLimit = 1'000'000;

}  // namespace zhidui::ir
