// Rows of a sheet taken apart, and the entries that they become. Not for other modules.
#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "facts/sheet_plan.h"

namespace zhidui::facts {

// A cell that holds something, under a column that is read.
struct Filled {
  const spreadsheet::Cell* cell = nullptr;
  const SheetColumn* column = nullptr;
};
using FilledCells = std::vector<Filled>;  // of a row, from the left
// nullptr where that cell is empty.
const Filled* of(const FilledCells& filled, SheetColumn::Role role, ir::FieldId field = {});
const Filled* of(const FilledCells& filled, std::string_view statement_key);

// How far the rows are. Most of them are met twice: for their ids, then for all they hold.
class RowsDone {
 public:
  RowsDone(const spreadsheet::Workbook& workbook, const std::function<bool(int)>& progress);
  // False once the reading is to stop.
  bool next();

 private:
  const std::function<bool(int)>& progress_;
  std::size_t visits_ = 0, done_ = 0;
  bool go_on_ = true;
};

class SheetRows {
 public:
  // `progress` outlives this.
  SheetRows(Reading& reading, const text::SourceSet& sources, const spreadsheet::Workbook& workbook,
            const std::function<bool(int)>& progress)
      : reading_(reading), workbook_(workbook), cells_(reading, sources, workbook), done_(workbook, progress) {}

  Reading& reading() { return reading_; }
  SheetCells& cells() { return cells_; }

  // Rows that hold something, with it.
  void each(const SheetPlan& plan, const std::function<void(const spreadsheet::Row&, const FilledCells&)>& take);
  std::size_t count(const SheetPlan& plan) const;

  bool unknown(const spreadsheet::Cell& cell) const;
  // Said to be not known, or not there.
  bool unsaid(const spreadsheet::Cell& cell) const;
  // The id of the row itself; nullopt after a report.
  std::optional<base::JsonValue> own_id(const Filled& id);
  // `column`: where it should stand; nullptr where the sheet has no such column, which was reported with the header.
  void report_missing(const SheetPlan& plan, const spreadsheet::Row& row, const SheetColumn* column, std::string_view name);

 private:
  text::Span empty_cell(const spreadsheet::Row& row, std::uint32_t column) const;
  void fill(const SheetPlan& plan, const spreadsheet::Row& row, FilledCells& filled) const;
  bool repeats_header(const FilledCells& filled) const;
  bool is_sum(const FilledCells& filled);

  Reading& reading_;
  const spreadsheet::Workbook& workbook_;
  SheetCells cells_;
  RowsDone done_;
};

// ---- entries in the making ----

// An object whose place is its row.
base::JsonValue entry_of(const FilledCells& filled);
void set(base::JsonValue& entry, std::string_view key, base::JsonValue value);
// A value that stands there and was reported: null.
void set_defective(base::JsonValue& entry, std::string_view key);

// sheet_statements.cpp: the rows of sheets of one kind; `rows` outlives them.
OwnedEntries statement_entries(SheetRows& rows, std::vector<SheetPlan> plans);

}  // namespace zhidui::facts
