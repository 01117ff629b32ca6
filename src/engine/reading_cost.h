// What the alternatives of readings come to for many applicants: each read otherwise by itself, all else as it is.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "engine/engine.h"

namespace zhidui::engine {

// The answers as they are, and what they rest on. Reasons are left out: sums, statuses and groups alone.
struct Baseline {
  std::vector<std::uint32_t> subjects;
  std::vector<outcome::Answer> answers;            // of the subjects
  std::vector<evaluate::TouchedReadings> touched;  // readings that can change the answer
};

// One alternative that the baseline does not take, and which of its subjects (by position) it can change.
struct Trial {
  ir::ReadingId reading;
  std::uint32_t alternative = 0;
  std::vector<std::size_t> changeable;
};

// Called after each applicant; false breaks off.
using Step = std::function<bool()>;

// The alternative that an assessment takes: asked for, by a decision recorded among the facts, or as adopted; absent: left open.
std::optional<std::uint32_t> alternative_taken(const Policy& policy, const facts::FactBase& facts, const evaluate::Scope& scope,
                                               ir::ReadingId reading);
evaluate::Scope with_reading(const Policy& policy, evaluate::Scope scope, ir::ReadingId reading, std::uint32_t alternative);

// nullopt: broken off.
std::optional<Baseline> baseline(const Policy& policy, const facts::FactBase& facts, const evaluate::Scope& scope,
                                 const std::vector<std::uint32_t>& subjects, const Step& step);
// In the order of the readings and their alternatives.
std::vector<Trial> trials(const Policy& policy, const facts::FactBase& facts, const evaluate::Scope& scope, const Baseline& base);
// The answers of the changeable subjects, assessed anew; nullopt: broken off.
std::optional<std::vector<outcome::Answer>> answers_under(const Policy& policy, const facts::FactBase& facts, const evaluate::Scope& scope,
                                                          const Baseline& base, const Trial& trial, const Step& step);

}  // namespace zhidui::engine
