// One conformance case as data (docs/operations.md §6).
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace zhidui::conformance {

struct RowText {
  std::string keep, value, key;  // as written; empty: not given
};
struct Known {
  std::string value, from, to, recorded;
};
struct TotalText {
  std::uint32_t applicant = 0;
  int year = 0;
  std::string value, recorded;
};
struct World {
  std::vector<std::vector<Known>> records;  // per applicant what is known of the field
  std::vector<std::string> range;           // declared range of the field, bounds of a series
  std::string kind = "observed";
  std::string claimed = "2025-03-01", decided = "2025-03-01", known = "2025-03-01";
  std::uint32_t applicant = 0;
  std::optional<int> year;
  std::string fact_date;
  std::vector<std::string> published;
  std::string effective, expires, assume;
  std::vector<std::pair<std::string, std::string>> entries;
  std::vector<TotalText> totals;
  std::vector<RowText> items;
  std::optional<std::uint32_t> item;
  bool complete = true;
};
struct Payload {
  std::vector<std::uint32_t> members;
  std::vector<std::vector<std::uint32_t>> keys;
  std::vector<std::string> signs;
  std::string step, rounding, none, left_open, fault, clock, date;
  std::optional<std::uint32_t> taken;
  bool otherwise = false, distinct = false;
};
struct Case {
  std::string file, op, type, name;
  std::vector<std::string> args;
  Payload payload;
  std::optional<std::vector<RowText>> rows;
  std::string virtual_row, virtual_value;
  std::optional<World> world;
  std::string expect;
  std::vector<std::string> opens;
  std::string pending;  // why the reference interpreter does not do this yet; "aborts": do not try
};

// All cases of the folder, by file name. Stops the test with a message when a file cannot be read.
std::vector<Case> read_cases(const std::string& folder);

}  // namespace zhidui::conformance
