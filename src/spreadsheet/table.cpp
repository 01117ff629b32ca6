#include "spreadsheet/table.h"

#include <utility>

#include "base/check.h"

namespace zhidui::spreadsheet {

Table::Table(Workbook& book, std::string name, std::vector<TableColumn> columns, Print print, Column frozen, Row most_rows)
    : book_(book), name_(std::move(name)), columns_(std::move(columns)), print_(std::move(print)), frozen_(frozen), most_rows_(most_rows) {
  CHECK(most_rows > 1);
  open_sheet();
}

void Table::open_sheet() {
  sheet_ = &book_.add(name_);
  if (!first_) first_ = sheet_;
  Column column = 0;
  for (const TableColumn& each : columns_) {
    sheet_->column_width(column, column, each.width);
    sheet_->text(0, column++, each.title, {.header = true});
  }
  sheet_->freeze(1, frozen_);
  print_.repeated_rows = 1;
  sheet_->print(print_);
  row_ = 0;
}

void Table::next() {
  if (row_ + 1 == most_rows_) {
    finish();
    open_sheet();
  }
  ++row_;
  ++count_;
  column_ = 0;
}

void Table::finish() {
  if (row_ > 0) sheet_->autofilter({0, 0, row_, static_cast<Column>(columns_.size() - 1)});
}

}  // namespace zhidui::spreadsheet
