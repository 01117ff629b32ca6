// The policies whose answers obey the laws: those shipped, then one small policy for each construct of the language.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/engine.h"

namespace zhidui::property {

// How many gap patterns are asked for in ZHIDUI_PATTERNS.
std::size_t patterns(std::size_t otherwise);

struct Subject {
  std::string name;
  engine::Policy policy;
  std::size_t share;   // of the patterns, one in so many
  bool small = false;  // quick, and where the split by cases is easily wrong
};
const std::vector<Subject>& all_policies();

// Asked on that day; drafts as if adopted from 2023 on.
engine::Request asked_on(const ir::Program& program, base::Date day);

// Every reading settled: what is open in an answer is then facts alone.
evaluate::Scope settled_readings(const ir::Program& program, evaluate::Scope at);

}  // namespace zhidui::property
