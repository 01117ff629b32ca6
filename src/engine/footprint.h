// Which readings the parts of a measure read. A reading that only conditions read leaves the sums as they are.
#pragma once

#include <vector>

#include "ir/program.h"

namespace zhidui::engine {

using ReadingMask = std::vector<bool>;  // by ReadingId

struct Footprint {
  std::vector<ReadingMask> subjects, conditions;  // by condition, nested definitions and computed fields included
  ReadingMask rest;                               // everything else that makes the claims: candidates, dates, sums, rounds
};
struct Footprints {
  std::vector<Footprint> measures;
  ReadingMask rules;            // settlement: groups, orders, limits, earlier payments
  std::vector<bool> keys_read;  // by settlement: its keys read readings of their own
};
// program: as compiled. Empty `measures` stand for "not known": everything may depend on every reading.
Footprints footprints_of(const ir::Program& program);

}  // namespace zhidui::engine
