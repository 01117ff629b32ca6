// Where a settlement rule chooses between alternatives of readings, and all it may choose.
#pragma once

#include <vector>

#include "ir/program.h"

namespace zhidui::ir {

// The sites of a rule: its keys, the payments that count, then one for each 采用.
enum RuleSite : std::size_t { kPer, kEarlier, kAdopts };
using Taken = std::vector<std::size_t>;  // by site the alternative

std::vector<ReadingId> readings_at_sites(const Settlement& rule);  // absent where the site has none
// All combinations of alternatives of the rule's readings, `adopted` first (each is first-class where a reading is left open). One
// reading in several places takes one alternative.
std::vector<Taken> rule_alternatives(const Program& program, const Settlement& rule, const Taken& adopted);

}  // namespace zhidui::ir
