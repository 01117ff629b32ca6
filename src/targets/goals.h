// What the 目标 blocks of a policy ask for, as plain numbers: how much, by when, measured in what.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/rational.h"
#include "ir/program.h"

namespace zhidui::targets {

// 「到2023年」 is a year, whose last day is meant; 「2025年6月30日前」 a day.
struct Due {
  base::Date last;
  bool year = false;
  friend bool operator==(const Due&, const Due&) = default;
};

// A target as of a day. Numbers are in base units: fen, pieces, parts of one; of an indicator per 10,000 people, per 10,000 people.
struct Target {
  std::uint32_t typed = 0;  // index into ir::Program::typed
  std::string indicator;    // what figures name; the name of the block where it has no 指标
  ir::Type type;            // of the goal
  bool per_10000 = false;   // 每万人
  bool has_goal = false, has_due = false;
  std::optional<base::Rational> goal;  // absent though there is one: it rests on what is not decided or not known
  std::optional<Due> due;              // the same
};

// The targets of a program in the order of the text. `on`: the day on which what they rest on is looked at.
std::vector<Target> targets_of(const ir::Program& program, base::Date on);

// The day or year of a 期限; nullopt where there is none, or where it is not one day.
std::optional<Due> due_of(const ir::Program& program, ir::ExprId due, base::Date on);

// The unit of a counted goal without what it is divided by: 件. "" where it has none.
std::string unit_name(const ir::Program& program, const Target& target);
inline constexpr std::string_view kPer10000 = "/万人";

// Does a figure reach the goal of the target?
bool reaches(const ir::Goal& goal, const base::Rational& figure, const base::Rational& wanted);

}  // namespace zhidui::targets
