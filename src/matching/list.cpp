#include "matching/list.h"

#include <algorithm>
#include <optional>

#include "matching/signs.h"
#include "spreadsheet/reader.h"

namespace zhidui::matching {

namespace {

using spreadsheet::Cell;
using spreadsheet::CellKind;
using text::Kind;

constexpr std::size_t kHeaderWithin = 20;  // rows of a sheet that may stand above those of the list

// The rows of a list in a workbook.
class Finding {
 public:
  Finding(const spreadsheet::Workbook& workbook, const text::SourceSet& sources, const std::vector<std::string>& wanted,
          text::Diagnostics& diagnostics)
      : workbook_(workbook), sources_(sources), wanted_(wanted), diagnostics_(diagnostics) {}

  List run() {
    list_.file = workbook_.file;
    const spreadsheet::Sheet* sheet = nullptr;
    std::size_t header = 0;
    for (const spreadsheet::Sheet& each : workbook_.sheets) {
      const auto found = header_of(each);
      if (!found) continue;
      if (sheet && !wanted_.empty()) diagnostics_.report(Kind::list_several_sheets, each.title, {sheet->name, each.name});
      if (sheet) continue;
      sheet = &each;
      header = *found;
    }
    if (sheet) {
      columns(sheet->rows[header]);
      rows(*sheet, header);
    } else {
      possible_columns();
    }
    return std::move(list_);
  }

 private:
  std::string text(const Cell& cell) const {
    std::string out(workbook_.text(sources_, cell));
    std::replace(out.begin(), out.end(), spreadsheet::kLineBreak, '\n');
    return out;
  }
  std::string name(const Cell& cell) const { return narrow(trimmed(wide(text(cell)))); }
  auto begin(const spreadsheet::Row& row) const { return workbook_.cells.begin() + row.first; }
  auto end(const spreadsheet::Row& row) const { return begin(row) + row.count; }
  std::size_t filled(const spreadsheet::Row& row) const {
    return static_cast<std::size_t>(std::count_if(begin(row), end(row), [&](const Cell& cell) { return !name(cell).empty(); }));
  }
  text::Span span(const spreadsheet::Row& row) const { return {workbook_.file, begin(row)->begin, (end(row) - 1)->end}; }

  std::optional<std::size_t> header_of(const spreadsheet::Sheet& sheet) const {
    for (std::size_t i = 0; i < std::min(sheet.rows.size(), kHeaderWithin); ++i) {
      const spreadsheet::Row& row = sheet.rows[i];
      if (filled(row) == 0) continue;
      const auto there = [&](const std::string& each) {
        return std::any_of(begin(row), end(row), [&](const Cell& cell) { return name(cell) == each; });
      };
      if (std::all_of(wanted_.begin(), wanted_.end(), there)) return i;
    }
    return std::nullopt;
  }

  void columns(const spreadsheet::Row& header) {
    for (auto cell = begin(header); cell != end(header); ++cell) {
      const std::string column = name(*cell);
      const bool again = !column.empty() && std::find(list_.columns.begin(), list_.columns.end(), column) != list_.columns.end();
      if (again) diagnostics_.report(Kind::list_column_twice, workbook_.span(*cell), {column});
      list_.columns.resize(cell->column);
      list_.columns.push_back(column);
    }
  }

  // The columns that are there show what could have been meant: those of what looks most like a header; titles and notes fill fewer cells.
  void possible_columns() {
    const spreadsheet::Row* widest = nullptr;
    for (const spreadsheet::Sheet& sheet : workbook_.sheets) {
      for (std::size_t i = 0; i < std::min(sheet.rows.size(), kHeaderWithin); ++i) {
        if (filled(sheet.rows[i]) > (widest ? filled(*widest) : 0)) widest = &sheet.rows[i];
      }
    }
    if (widest) columns(*widest);
    else diagnostics_.report(Kind::list_empty, {workbook_.file, 0, 0});
  }

  void rows(const spreadsheet::Sheet& sheet, std::size_t header) {
    for (std::size_t i = header + 1; i < sheet.rows.size(); ++i) {
      if (filled(sheet.rows[i]) == 0) continue;
      ListRow row{sheet.rows[i].number - sheet.rows[header].number, {}, span(sheet.rows[i])};
      for (auto cell = begin(sheet.rows[i]); cell != end(sheet.rows[i]); ++cell) put(row, *cell);
      list_.rows.push_back(std::move(row));
    }
    if (list_.rows.empty()) diagnostics_.report(Kind::list_empty, span(sheet.rows[header]));
  }

  void put(ListRow& row, const Cell& cell) {
    if (cell.column >= list_.columns.size()) {
      if (!name(cell).empty())
        diagnostics_.report(Kind::list_cell_without_column, workbook_.span(cell), {std::to_string(row.row), text(cell)});
      return;
    }
    const std::string& column = list_.columns[cell.column];
    const bool used = wanted_.empty() || std::find(wanted_.begin(), wanted_.end(), column) != wanted_.end();
    if (used && (cell.unfinished || cell.kind == CellKind::error))
      diagnostics_.report(Kind::list_cell_without_value, workbook_.span(cell), {std::to_string(row.row), column, text(cell)});
    row.cells[column] = text(cell);
  }

  const spreadsheet::Workbook& workbook_;
  const text::SourceSet& sources_;
  const std::vector<std::string>& wanted_;
  text::Diagnostics& diagnostics_;
  List list_;
};

}  // namespace

const std::string& ListRow::cell(const std::string& column) const {
  static const std::string kNone;
  const auto found = cells.find(column);
  return found == cells.end() ? kNone : found->second;
}

List read_list(const std::string& name, std::string bytes, const std::vector<std::string>& wanted, text::SourceSet& sources,
               text::Diagnostics& diagnostics, const spreadsheet::ReadOptions& options) {
  const auto workbook = spreadsheet::read_workbook(name, std::move(bytes), sources, diagnostics, options);
  if (!workbook || diagnostics.has_errors()) return {};
  return Finding(*workbook, sources, wanted, diagnostics).run();
}

}  // namespace zhidui::matching
