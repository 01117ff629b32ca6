#include <algorithm>
#include <set>
#include <utility>

#include "base/utf8.h"
#include "targets/entry.h"

namespace zhidui::targets {

using spreadsheet::Cell;
using spreadsheet::CellKind;
using text::Kind;

namespace {

constexpr std::size_t kHeaderWithin = 20;  // rows of a sheet that may stand above those of the series: titles, notes

class Sheets {
 public:
  Sheets(const text::SourceSet& sources, const spreadsheet::Workbook& workbook, text::Diagnostics& diagnostics)
      : sources_(sources), workbook_(workbook), diagnostics_(diagnostics) {}

  std::vector<Entry> run() {
    for (const spreadsheet::Sheet& each : workbook_.sheets) {
      if (!is_remark(each.name) && !each.rows.empty()) sheet(each);
    }
    return std::move(entries_);
  }

 private:
  struct Head {
    std::size_t row = 0;
    std::vector<std::optional<Column>> columns;  // of each column from A; absent: a remark, or nothing
    std::size_t width = 0;                       // columns with a title
  };

  std::string text(const Cell& cell) const {
    const std::string_view raw = workbook_.text(sources_, cell);
    std::size_t begin = 0, end = 0;
    for (std::size_t i = 0; i < raw.size();) {
      const base::CodePoint point = base::decode(raw, i);
      const bool blank = base::is_space(point.value) || raw[i] == spreadsheet::kLineBreak;
      if (!blank && end == 0) begin = i;
      i += point.length;
      if (!blank) end = i;
    }
    return base::nfc(raw.substr(begin, end - begin));
  }
  auto begin(const spreadsheet::Row& row) const { return workbook_.cells.begin() + row.first; }
  auto end(const spreadsheet::Row& row) const { return begin(row) + row.count; }

  void sheet(const spreadsheet::Sheet& sheet) {
    const std::optional<Head> head = head_of(sheet);
    if (!head) {
      const std::string wanted = column_called(Column::indicator) + "、" + column_called(Column::value);
      diagnostics_.report(Kind::series_no_header, sheet.title, {sheet.name, wanted});
      return;
    }
    for (std::size_t i = head->row + 1; i < sheet.rows.size(); ++i) row(*head, sheet.rows[i]);
  }

  std::optional<Head> head_of(const spreadsheet::Sheet& sheet) {
    for (std::size_t i = 0; i < std::min(sheet.rows.size(), kHeaderWithin); ++i) {
      const spreadsheet::Row& row = sheet.rows[i];
      const auto names = [&](Column column) {
        return std::any_of(begin(row), end(row), [&](const Cell& cell) { return find_column(text(cell)) == column; });
      };
      if (names(Column::indicator) && names(Column::value)) return columns(row, i);
    }
    return std::nullopt;
  }

  Head columns(const spreadsheet::Row& row, std::size_t index) {
    Head head;
    head.row = index;
    std::set<Column> met;
    for (auto cell = begin(row); cell != end(row); ++cell) {
      const std::string name = text(*cell);
      if (name.empty()) continue;
      head.width = cell->column + 1;
      head.columns.resize(head.width);
      const auto column = find_column(name);
      if (column && !met.insert(*column).second) {
        diagnostics_.report(Kind::series_key_twice, workbook_.span(*cell), {column_called(*column)});
      } else if (!column && !is_remark(name)) {
        diagnostics_.report(Kind::series_unknown_key, workbook_.span(*cell), {name, columns_listed()});
      }
      head.columns[cell->column] = column;
    }
    return head;
  }

  void row(const Head& head, const spreadsheet::Row& row) {
    Entry entry;
    bool any = false;
    for (auto cell = begin(row); cell != end(row); ++cell) {
      std::string words = text(*cell);
      if (words.empty()) continue;
      if (cell->column >= head.width) {
        diagnostics_.report(Kind::series_cell_without_column, workbook_.span(*cell), {words});
        continue;
      }
      const auto column = head.columns[cell->column];
      any = any || column;
      if (!column) continue;
      const bool broken = cell->unfinished || cell->kind == CellKind::error;
      if (broken) diagnostics_.report(Kind::series_not_plain, workbook_.span(*cell), {column_called(*column)});
      entry.pieces[static_cast<std::size_t>(*column)] = Piece{std::move(words), workbook_.span(*cell), broken};
    }
    if (!any) return;
    entry.span = workbook_.span(*begin(row));
    entries_.push_back(std::move(entry));
  }

  const text::SourceSet& sources_;
  const spreadsheet::Workbook& workbook_;
  text::Diagnostics& diagnostics_;
  std::vector<Entry> entries_;
};

}  // namespace

std::vector<Entry> read_sheets(const text::SourceSet& sources, const spreadsheet::Workbook& workbook, text::Diagnostics& diagnostics) {
  return Sheets(sources, workbook, diagnostics).run();
}

}  // namespace zhidui::targets
