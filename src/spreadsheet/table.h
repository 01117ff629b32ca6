// A table that grows row by row under one head, and goes on on a further sheet where one is full.
#pragma once

#include <string>
#include <vector>

#include "spreadsheet/writer.h"

namespace zhidui::spreadsheet {

struct TableColumn {
  std::string title;
  unsigned width = 12;  // in characters
  bool printed = true;  // those that are not stand last
};

class Table {
 public:
  // The first sheet has the name, further ones "name (2)" …; `most_rows` is smaller only in tests.
  Table(WorkbookWriter& book, std::string name, std::vector<TableColumn> columns, Print print, ColumnIndex frozen = 0,
        RowIndex most_rows = kMostRows);

  // Begins a row; cells are put by the methods below, from the left.
  void next();
  void text(std::string_view text, const Style& style = {});
  void integer(std::int64_t number, const Style& style = {}) { sheet_->integer(row_, column_++, number, style); }
  void money(const base::Rational& fen, const Style& style = {}) { sheet_->money(row_, column_++, fen, style); }
  void number(const base::Rational& number, const Style& style = {}) { sheet_->number(row_, column_++, number, style); }
  void date(base::Date date, const Style& style = {}) { sheet_->date(row_, column_++, date, style); }
  void skip() { ++column_; }
  std::size_t rows() const { return count_; }
  // After the last row. `filter` and `end` where rows follow that the filters leave out, as totals.
  void finish();
  void filter();
  void end();

 private:
  void open_sheet();
  void close_row();
  unsigned lines_of(std::string_view text, ColumnIndex column) const;

  WorkbookWriter& book_;
  std::string name_;
  std::vector<TableColumn> columns_;
  Print print_;
  ColumnIndex frozen_;
  RowIndex most_rows_;
  SheetWriter* sheet_ = nullptr;
  RowIndex row_ = 0;
  ColumnIndex column_ = 0;
  unsigned lines_ = 1;  // of the highest cell of the row
  std::size_t count_ = 0;
};

}  // namespace zhidui::spreadsheet
