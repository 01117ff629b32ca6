// Private to ir: the words of a printed plan, shared by its printer and its reader.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ir/plan.h"

namespace zhidui::ir {

// A word as printed: bare when nothing in it could be taken for a sign, else between quotation marks.
std::string word(std::string_view text);

// How the entries of one table are referred to: by name, or name#index where two bear one name.
class References {
 public:
  References() = default;
  explicit References(const std::vector<std::string>& names);
  std::string of(std::uint32_t index) const;  // as printed
  std::optional<std::uint32_t> find(const std::string& reference) const;

 private:
  std::vector<std::string> references_;
  std::map<std::string, std::uint32_t> index_;
};

struct PlanNames {
  References units, enumerations, records, readings, documents, statistics, series, measures, settlements;
  std::vector<References> members, fields, alternatives;
};
PlanNames names_of(const Plan& plan);

std::string_view unit_kind_name(outcome::UnitKind kind);
std::string_view rows_kind_name(RowsKind kind);
std::string_view stage_kind_name(StageKind kind);

// The value of an enumeration that bears `name`, by trying those up to `last`.
template <class Enum, class NameOf>
std::optional<Enum> parse_name(std::string_view name, NameOf name_of, Enum last) {
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    if (name_of(static_cast<Enum>(i)) == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace zhidui::ir
