// Private to ir: the order of the relational stages (docs/language.md §5.4, docs/operations.md §4).
#pragma once

#include <vector>

#include "ir/plan.h"

namespace zhidui::ir {

std::vector<Stage> stages_of(const Plan& plan);
StageKind stage_of(SettleOp op);  // what the root of a rule does

}  // namespace zhidui::ir
