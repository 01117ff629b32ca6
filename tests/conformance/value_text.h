// Values as the cases write them: "5", "[3, ∞) open(a)", "{T,F}", "{#0,#2}", "<{#0}, {any}>", "list #1 #0".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "outcome/value.h"

namespace zhidui::conformance {

// Opens named in cases are facts of the record "case". Throws std::runtime_error when the text is no value.
outcome::Value parse_value(std::string_view text, outcome::OpenTable& opens);
outcome::OpenId named_open(const std::string& name, outcome::OpenTable& opens);
base::Rational parse_number(std::string_view text);  // a day of the calendar becomes its number

// Names of opens, sorted: those of the case by name, others by kind.
std::vector<std::string> open_names(const outcome::OpenSet& set, const outcome::OpenTable& opens);
std::string value_text(const outcome::Value& value);  // without opens; days as numbers

}  // namespace zhidui::conformance
