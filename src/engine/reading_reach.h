// What a reading concerns: the clauses it asks about, and the measures whose sum may rest on it.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/engine.h"

namespace zhidui::engine {

struct ReadingReach {
  // Of the 口径 itself where it quotes; else of the constructs that name it; else the paragraph that its rule block stands under, as a
  // clause that no rule block writes. Empty where it stands below the signature: such a one asks what other documents did.
  std::vector<ir::Clause> clauses;
  std::vector<std::uint32_t> measures;  // in document order
};

// By reading of the program. The policy is as loaded: its files are read without errors.
std::vector<ReadingReach> reading_reach(const Policy& policy);

}  // namespace zhidui::engine
