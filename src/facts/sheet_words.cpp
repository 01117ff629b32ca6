// What the readers of entries say, in the words of a workbook: an officer who fills in a sheet knows no keys and brackets.
#include <algorithm>

#include "facts/reading.h"
#include "facts/sheet_layout.h"

namespace zhidui::facts {

text::Kind in_sheet_words(text::Kind kind) {
  using text::Kind;
  // Both take the same arguments.
  constexpr std::pair<Kind, Kind> kSameOfSheets[] = {
      {Kind::facts_bad_id, Kind::cell_bad_id},
      {Kind::facts_duplicate_id, Kind::id_taken},
      {Kind::facts_dangling_reference, Kind::id_unknown},
      {Kind::facts_reference_of_wrong_type, Kind::id_of_another_type},
      {Kind::facts_reference_to_none, Kind::id_of_none},
      {Kind::facts_empty_text, Kind::cell_text_empty},
      {Kind::facts_count_expected, Kind::cell_whole_number_expected},
      {Kind::facts_year_expected, Kind::cell_year_expected},
      {Kind::facts_segments_overlap, Kind::changes_overlap},
      {Kind::facts_unknown_segment, Kind::change_unknown},
      {Kind::facts_unknown_relation, Kind::relation_unknown},
      {Kind::facts_period_missing, Kind::decision_without_year},
      {Kind::facts_period_unused, Kind::decision_with_year},
      {Kind::facts_place_without_round, Kind::decision_without_round},
      {Kind::facts_unknown_place, Kind::decision_place_unknown},
      {Kind::facts_too_few_members, Kind::decision_of_one},
      {Kind::facts_observed_field_decided, Kind::decision_on_observed},
      {Kind::facts_too_many_for_place, Kind::decision_places_exceeded},
  };
  const auto found = std::find_if(std::begin(kSameOfSheets), std::end(kSameOfSheets), [&](const auto& each) { return each.first == kind; });
  return found == std::end(kSameOfSheets) ? kind : found->second;
}

std::string column_called(std::string_view section, std::string_view key) {
  const auto called = [](std::string_view zh, std::string_view id) { return shown({std::string(zh), std::string(id)}); };
  for (const StatementSheet& sheet : statement_sheets()) {
    if (sheet.section != section) continue;
    for (const StatementColumn& column : sheet.columns) {
      if (column.key == key) return called(column.zh, column.key);
    }
  }
  // What is said about a value stands in the same columns on every sheet.
  for (const ColumnName& column : {kSourceColumn, kRecordedColumn}) {
    if (column.id == key) return called(column.zh, column.id);
  }
  return std::string(section).append("·").append(key);
}

}  // namespace zhidui::facts
