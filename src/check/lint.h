// Warnings of what can be run and was probably not meant, found by looking, without a solver: rows that are never
// reached, holes between conditions, alternatives that are one, limits that forget what was paid. Only for programs
// without errors.
#pragma once

#include <vector>

#include "check/check.h"

namespace zhidui::check {

void lint(const ir::Program& program, const std::vector<Input>& inputs, text::Diagnostics& diagnostics);

// ---- the parts, each on its own page ----
void lint_choices(const ir::Program& program, text::Diagnostics& diagnostics);      // rows, conditions, exceptions
void lint_readings(const ir::Program& program, text::Diagnostics& diagnostics);     // alternatives that are one
void lint_settlements(const ir::Program& program, text::Diagnostics& diagnostics);  // limits that forget; cap and rounding
void lint_registers(const ir::Program& program, const std::vector<Input>& inputs, text::Diagnostics& diagnostics);  // whose records
void lint_validity(const ir::Program& program, const std::vector<Input>& inputs, text::Diagnostics& diagnostics);   // 有效, 数列

// Are two expressions the same, but for their places and the names of what they count over?
bool alike(const ir::Program& program, ir::ExprId a, ir::ExprId b);

}  // namespace zhidui::check
