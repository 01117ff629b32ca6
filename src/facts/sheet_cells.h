// Cells of a sheet as the JSON values that the readers of facts take (reading.h), every value with the place of its cell. Not for other
// modules.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "facts/reading.h"
#include "facts/sheet_layout.h"
#include "spreadsheet/workbook.h"

namespace zhidui::facts {

// A column under its header.
struct SheetColumn {
  enum class Role : std::uint8_t { field, field_source, field_recorded, row_source, row_recorded, id, statement };
  std::uint32_t column = 0;  // from 0
  Role role = Role::field;
  ir::FieldId field;                           // of the record type: field, and what is said about it
  const StatementColumn* statement = nullptr;  // of a statement sheet
  std::string unit;                            // of the header, without brackets: "万元"
  std::string header;                          // as written
  text::Span span;                             // of the header
};

class SheetCells {
 public:
  SheetCells(Reading& reading, const text::SourceSet& sources, const spreadsheet::Workbook& workbook)
      : reading_(reading), sources_(sources), workbook_(workbook) {}

  // What stands in the cell without outer white space; "" in an empty one.
  std::string_view words(const spreadsheet::Cell& cell) const;
  text::Span span(const spreadsheet::Cell& cell) const { return workbook_.span(cell); }
  bool blank(const spreadsheet::Cell& cell) const { return words(cell).empty(); }

  // nullopt after a report; the cell is not blank.
  std::optional<base::JsonValue> value(const spreadsheet::Cell& cell, const SheetColumn& column, const ir::Type& type);
  std::optional<base::JsonValue> text(const spreadsheet::Cell& cell, const SheetColumn& column);
  std::optional<base::JsonValue> id(const spreadsheet::Cell& cell, const SheetColumn& column);
  std::optional<base::JsonValue> day(const spreadsheet::Cell& cell, const SheetColumn& column);
  std::optional<base::JsonValue> of_form(const spreadsheet::Cell& cell, const SheetColumn& column);  // of a statement, but of_field
  base::JsonValue json(const spreadsheet::Cell& cell, std::string text) const;

  // Numbers that stand as texts were taken as numbers: said once for each column.
  void report_numbers_as_text();

 private:
  using Cell = spreadsheet::Cell;
  // The cell holds a value of its own: no error, no formula without result.
  bool sound(const Cell& cell, const SheetColumn& column);
  std::optional<std::string> plain_text(const Cell& cell, const SheetColumn& column);
  std::optional<base::JsonValue> number(const Cell& cell, const SheetColumn& column, const ir::Type& type);
  std::optional<base::JsonValue> figure(const Cell& cell, const SheetColumn& column, const ir::Type& type);
  std::optional<base::JsonValue> yes_no(const Cell& cell, const SheetColumn& column);
  std::optional<base::JsonValue> several(const Cell& cell, const SheetColumn& column, const ir::Type& type);
  text::Diagnostic& report(text::Kind kind, const Cell& cell, const SheetColumn& column, std::vector<std::string> more = {});

  struct Texts {
    std::size_t count = 0;
    text::Span first;
    std::string header, seen;
  };
  Reading& reading_;
  const text::SourceSet& sources_;
  const spreadsheet::Workbook& workbook_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, Texts> numbers_as_text_;  // by the header's place
};

// White space of any kind at both ends left out.
std::string_view without_outer_space(std::string_view text);
// A name as people write it in forms, 编 号 or broken over two lines, without white space: names of a vocabulary hold none.
std::string plain_name(std::string_view written);

}  // namespace zhidui::facts
