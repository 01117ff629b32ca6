#include "spreadsheet/workbook.h"

#include <utility>

#include "base/check.h"

namespace zhidui::spreadsheet {

text::Span Workbook::end_of(const Row& row) const {
  const std::uint32_t end = row.count == 0 ? 0 : cells[row.first + row.count - 1].end;
  return {file, end, end};
}

void Builder::begin_line(text::Grid::Line line) {
  if (!grid_.lines.empty()) bytes_ += '\n';
  grid_.lines.push_back(line);
  next_column_ = 0;
}

void Builder::begin_sheet(std::string name, bool hidden) {
  const auto index = static_cast<std::uint32_t>(workbook_.sheets.size());
  begin_line({index, 0});
  Sheet sheet;
  sheet.title.begin = offset();
  for (const char c : name) bytes_ += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  sheet.title.end = offset();
  grid_.sheets.push_back(name);
  sheet.name = std::move(name);
  sheet.hidden = hidden;
  workbook_.sheets.push_back(std::move(sheet));
}

void Builder::begin_row(std::uint32_t number, bool hidden) {
  begin_line({static_cast<std::uint32_t>(workbook_.sheets.size() - 1), number});
  workbook_.sheets.back().rows.push_back({number, static_cast<std::uint32_t>(workbook_.cells.size()), 0, hidden});
}

Builder::Added Builder::add(std::uint32_t column, CellKind kind, std::string_view text, bool unfinished) {
  CHECK(column >= next_column_);
  if (column >= limits_.columns) return Added::too_wide;
  if (text.size() > limits_.cell) return Added::too_long;
  if (workbook_.cells.size() >= limits_.cells || bytes_.size() + text.size() + column > limits_.text) return Added::too_full;
  Row& row = workbook_.sheets.back().rows.back();
  // The tabs before the cell make its column countable.
  const std::uint32_t met = row.count == 0 ? 0 : workbook_.cells.back().column;
  bytes_.append(column - met, '\t');
  Cell cell{offset(), 0, column, kind, unfinished};
  // A line break within a cell would part the row, a tab the column: both stay visible as the control character that they are.
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool pair = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if (!pair) bytes_ += text[i] == '\n' || text[i] == '\r' || text[i] == '\t' ? kLineBreak : text[i];
  }
  cell.end = offset();
  workbook_.cells.push_back(cell);
  ++row.count;
  next_column_ = column + 1;
  return Added::yes;
}

Workbook Builder::finish(text::SourceSet& sources, std::string name) {
  workbook_.file = sources.add(std::move(name), std::move(bytes_), std::move(grid_));
  for (Sheet& sheet : workbook_.sheets) sheet.title.file = workbook_.file;
  return std::move(workbook_);
}

std::optional<Reference> parse_reference(std::string_view text) {
  Reference reference;
  std::size_t i = 0;
  for (; i < text.size() && text[i] >= 'A' && text[i] <= 'Z'; ++i) {
    reference.column = reference.column * 26 + static_cast<std::uint32_t>(text[i] - 'A' + 1);
    if (reference.column > kColumnLimit) return std::nullopt;
  }
  if (i == 0 || i == text.size()) return std::nullopt;
  for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i) {
    reference.row = reference.row * 10 + static_cast<std::uint32_t>(text[i] - '0');
    if (reference.row > kRowLimit) return std::nullopt;
  }
  if (i != text.size() || reference.row == 0) return std::nullopt;
  --reference.column;
  return reference;
}

}  // namespace zhidui::spreadsheet
