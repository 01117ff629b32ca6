#include "facts/sheet_rows.h"

#include <algorithm>
#include <utility>

namespace zhidui::facts {

using base::JsonValue;
using spreadsheet::Cell;
using spreadsheet::Row;
using text::Kind;

const Filled* of(const FilledCells& filled, SheetColumn::Role role, ir::FieldId field) {
  const auto found =
      std::find_if(filled.begin(), filled.end(), [&](const Filled& f) { return f.column->role == role && f.column->field == field; });
  return found == filled.end() ? nullptr : &*found;
}

const Filled* of(const FilledCells& filled, std::string_view statement_key) {
  const auto found = std::find_if(filled.begin(), filled.end(),
                                  [&](const Filled& f) { return f.column->statement && f.column->statement->key == statement_key; });
  return found == filled.end() ? nullptr : &*found;
}

RowsDone::RowsDone(const spreadsheet::Workbook& workbook, const std::function<bool(int)>& progress) : progress_(progress) {
  for (const spreadsheet::Sheet& sheet : workbook.sheets) visits_ += 2 * sheet.rows.size();
}

bool RowsDone::next() {
  constexpr std::size_t kBetween = 256;
  if (++done_ % kBetween == 0 && progress_ && go_on_) go_on_ = progress_(static_cast<int>(std::min(done_, visits_) * 1000 / visits_));
  return go_on_;
}

void SheetRows::each(const SheetPlan& plan, const std::function<void(const Row&, const FilledCells&)>& take) {
  FilledCells filled;
  for (std::size_t i = plan.first_row; i < plan.sheet->rows.size() && done_.next(); ++i) {
    const Row& row = plan.sheet->rows[i];
    fill(plan, row, filled);
    if (!filled.empty() && !repeats_header(filled) && !is_sum(filled)) take(row, filled);
  }
}

std::size_t SheetRows::count(const SheetPlan& plan) const {
  FilledCells filled;
  std::size_t out = 0;
  for (std::size_t i = plan.first_row; i < plan.sheet->rows.size(); ++i) {
    fill(plan, plan.sheet->rows[i], filled);
    out += !filled.empty();
  }
  return out;
}

bool SheetRows::unknown(const Cell& cell) const { return cell.kind == spreadsheet::CellKind::text && names(kUnknown, cells_.words(cell)); }

bool SheetRows::unsaid(const Cell& cell) const { return unknown(cell) || is_none(cells_.words(cell)); }

std::optional<JsonValue> SheetRows::own_id(const Filled& id) {
  if (!unsaid(*id.cell)) return cells_.id(*id.cell, *id.column);
  reading_.report(Kind::cell_bad_id, cells_.span(*id.cell), {std::string(cells_.words(*id.cell)), std::to_string(kIdLimit)});
  return std::nullopt;
}

void SheetRows::report_missing(const SheetPlan& plan, const Row& row, const SheetColumn* column, std::string_view name) {
  // Of merged cells all but the first are empty.
  if (column == nullptr || plan.merged_over(row.number, column->column)) return;
  const std::string cell = text::column_letters(column->column) + std::to_string(row.number);
  reading_.report(Kind::row_lacks_cell, empty_cell(row, column->column), {std::string(name), cell});
}

// Before the next cell, a sign for each column between; behind the last one there is nothing to point at.
text::Span SheetRows::empty_cell(const Row& row, std::uint32_t column) const {
  for (std::uint32_t k = row.first; k < row.first + row.count; ++k) {
    const Cell& next = workbook_.cells[k];
    if (next.column <= column) continue;
    const std::uint32_t at = next.begin - (next.column - column);
    return {workbook_.file, at, at};
  }
  return workbook_.end_of(row);
}

void SheetRows::fill(const SheetPlan& plan, const Row& row, FilledCells& filled) const {
  filled.clear();
  for (std::uint32_t k = row.first; k < row.first + row.count; ++k) {
    const Cell& cell = workbook_.cells[k];
    const SheetColumn* column = plan.at(cell.column);
    if (column && !cells_.blank(cell)) filled.push_back({&cell, column});
  }
}

// Long tables bear their header on each page.
bool SheetRows::repeats_header(const FilledCells& filled) const {
  return filled.size() > 1 &&
         std::all_of(filled.begin(), filled.end(), [&](const Filled& each) { return cells_.words(*each.cell) == each.column->header; });
}

bool SheetRows::is_sum(const FilledCells& filled) {
  const Cell& first = *filled.front().cell;
  const std::string words = plain_name(cells_.words(first));
  constexpr std::string_view kSums[] = {"合计", "总计", "小计", "共计", "合计：", "总计：", "小计：", "合计:", "总计:", "小计:"};
  if (std::find(std::begin(kSums), std::end(kSums), words) == std::end(kSums)) return false;
  reading_.report(Kind::row_of_sums, cells_.span(first), {words});
  return true;
}

JsonValue entry_of(const FilledCells& filled) {
  JsonValue out = JsonValue::object();
  out.begin = filled.front().cell->begin;
  out.end = filled.back().cell->end;
  return out;
}

void set(JsonValue& entry, std::string_view key, JsonValue value) {
  const std::size_t begin = value.begin, end = value.end;
  std::get<base::JsonObject>(entry.data).push_back({std::string(key), std::move(value), begin, end});
}

void set_defective(JsonValue& entry, std::string_view key) {
  JsonValue defective;
  defective.begin = entry.begin, defective.end = entry.end;
  set(entry, key, std::move(defective));
}

}  // namespace zhidui::facts
