// Private to targets: units as statistics print them, and what they are in the base unit of a goal.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "targets/goals.h"

namespace zhidui::targets {

// How many base units one of `unit` is: 万件 → 10,000, 亿元 → 10,000,000,000 fen, 件/万人 → 1 (where the target is per 10,000 people);
// nullopt where it does not convert. Of a target without a goal every unit is taken as it stands.
std::optional<base::Rational> base_units(const ir::Program& program, const Target& target, std::string_view unit);
// The same of the stock behind a figure per 10,000 people: without /万人.
std::optional<base::Rational> base_units_of_stock(const ir::Program& program, const Target& target, std::string_view unit);
// 人, 万人 …: how many people.
std::optional<base::Rational> people(std::string_view unit);
// What may be written, for messages.
std::string units_allowed(const ir::Program& program, const Target& target);
std::string units_allowed_of_stock(const ir::Program& program, const Target& target);
std::string units_allowed_of_people();

}  // namespace zhidui::targets
