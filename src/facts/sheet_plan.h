// What a sheet holds and what its columns mean: found from its name and its header row. Not for other modules.
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "facts/sheet_cells.h"

namespace zhidui::facts {

struct SheetPlan {
  const spreadsheet::Sheet* sheet = nullptr;
  SheetKind kind = SheetKind::records;
  ir::RecordId type;                                                        // of records
  std::vector<SheetColumn> columns;                                         // from the left, without those that nobody reads
  std::size_t first_row = 0;                                                // position in the rows of the sheet, below the header
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> merged;  // column (of those that rows need) and first row: last row

  const SheetColumn* at(std::uint32_t column) const;
  const SheetColumn* find(SheetColumn::Role role, ir::FieldId field = {}) const;
  const SheetColumn* find(std::string_view statement_key) const;
  // The cell is one of those that were merged, which was reported.
  bool merged_over(std::uint32_t row, std::uint32_t column) const;
};

// nullopt where there is nothing to read, or after a report.
std::optional<SheetPlan> plan_sheet(Reading& reading, const SheetCells& cells, const spreadsheet::Workbook& workbook,
                                    const spreadsheet::Sheet& sheet);

}  // namespace zhidui::facts
