#include "spreadsheet/table.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "base/utf8.h"

namespace zhidui::spreadsheet {

namespace {

constexpr unsigned kLinePoints = 15, kMostPoints = 405;  // the format allows 409

}  // namespace

Table::Table(WorkbookWriter& book, std::string name, std::vector<TableColumn> columns, Print print, ColumnIndex frozen, RowIndex most_rows)
    : book_(book), name_(std::move(name)), columns_(std::move(columns)), print_(std::move(print)), frozen_(frozen), most_rows_(most_rows) {
  CHECK(most_rows > 1);
  open_sheet();
}

void Table::open_sheet() {
  sheet_ = &book_.add(name_);
  ColumnIndex column = 0;
  for (const TableColumn& each : columns_) {
    sheet_->column_width(column, column, each.width);
    lines_ = std::max(lines_, lines_of(each.title, column));
    sheet_->text(0, column++, each.title, {.header = true});
  }
  row_ = 0;
  close_row();
  sheet_->freeze(1, frozen_);
  print_.repeated_rows = 1;
  sheet_->print(print_);
}

unsigned Table::lines_of(std::string_view text, ColumnIndex column) const {
  // Letters are a tenth wider than the count of columns has it; lines break early.
  const unsigned width = std::max(columns_[column].width, 1u) * 10;
  unsigned lines = 0;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const auto wide = static_cast<unsigned>(base::display_width(text.substr(begin, end - begin))) * 11;
    lines += std::max(1u, (wide + width - 1) / width);
    begin = end + 1;
  }
  return lines;
}

void Table::text(std::string_view text, const Style& style) {
  if (style.wrapped) lines_ = std::max(lines_, lines_of(text, column_));
  sheet_->text(row_, column_++, text, style);
}

// Not every program fits the height of a row to its wrapped texts by itself.
void Table::close_row() {
  if (lines_ > 1) sheet_->row_height(row_, std::min(lines_ * kLinePoints, kMostPoints));
  lines_ = 1;
}

void Table::next() {
  close_row();
  if (row_ + 1 == most_rows_) {
    finish();
    open_sheet();
  }
  ++row_;
  ++count_;
  column_ = 0;
}

void Table::finish() {
  filter();
  end();
}

void Table::filter() {
  if (row_ > 0) sheet_->autofilter({0, 0, row_, static_cast<ColumnIndex>(columns_.size() - 1)});
}

void Table::end() {
  close_row();
  const auto printed = std::count_if(columns_.begin(), columns_.end(), [](const TableColumn& each) { return each.printed; });
  if (printed > 0) sheet_->print_area({0, 0, row_, static_cast<ColumnIndex>(printed - 1)});
}

}  // namespace zhidui::spreadsheet
