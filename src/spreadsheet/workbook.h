// A spreadsheet as read: its sheets, rows and cells, every cell with its place. The reader changes nothing: numbers keep their decimal
// digits, dates become ISO days, text stays as it is.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/diagnostic.h"
#include "text/source.h"

namespace zhidui::spreadsheet {

enum class CellKind : std::uint8_t {
  text,
  number,   // a decimal without exponent: "1500000", "0.0385"
  day,      // a number that the file shows as a date: "2024-05-10"; with a time of day "2024-05-10 08:30"
  boolean,  // "1" or "0"
  error,    // what a formula gave: "#REF!"
};

// Stands in the text of a cell for a line break or a tab.
inline constexpr char kLineBreak = '\v';

struct Cell {
  std::uint32_t begin = 0, end = 0;  // bytes in the source
  std::uint32_t column = 0;          // from 0
  CellKind kind = CellKind::text;
  bool unfinished = false;  // a formula whose result the file does not hold; the text is the formula
};

struct Row {
  std::uint32_t number = 0;            // from 1
  std::uint32_t first = 0, count = 0;  // cells
  bool hidden = false;
};

struct Range {  // rows from 1, columns from 0, ends included
  std::uint32_t first_row = 0, first_column = 0, last_row = 0, last_column = 0;
};

struct Sheet {
  std::string name;
  bool hidden = false;
  std::vector<Row> rows;  // those with cells, ascending
  std::vector<Range> merged;
  std::vector<std::uint32_t> hidden_columns;
  text::Span title;  // its place as a whole
};

struct Workbook {
  text::FileId file;
  std::vector<Sheet> sheets;
  std::vector<Cell> cells;

  std::string_view text(const text::SourceSet& sources, const Cell& cell) const { return sources.slice(span(cell)); }
  text::Span span(const Cell& cell) const { return {file, cell.begin, cell.end}; }
  // The place of a column in a row that has no cell there: where the row ends.
  text::Span end_of(const Row& row) const;
};

// What a reader accepts. Beyond it a file is refused with a message, before it takes the memory.
struct Limits {
  std::uint64_t file = std::uint64_t{128} << 20;    // bytes of the file
  std::uint64_t unpacked = std::uint64_t{2} << 30;  // bytes of all parts that are read
  std::uint64_t text = std::uint64_t{1} << 30;      // bytes of all cells
  std::uint64_t cells = 50'000'000;
  std::uint64_t cell = std::uint64_t{1} << 20;  // bytes of one cell; spreadsheet programs hold 32,767 signs
  std::uint32_t columns = 1024;
  std::uint64_t ratio = 250;  // of unpacked to packed bytes, once a part is larger than `unsuspected`
  std::uint64_t unsuspected = std::uint64_t{32} << 20;
};

struct ReadOptions {
  Limits limits;
  // Called now and then with the part done, of 1000; false stops the reading (nullopt without a message).
  std::function<bool(int)> progress;
  // Warn of numbers that have lost digits. Who judges each value by what it should be says that himself.
  bool warn_of_lost_digits = true;
};

// Collects cells as readers meet them, row by row, and makes the source of them.
class Builder {
 public:
  explicit Builder(const Limits& limits) : limits_(limits) { begin_line({}); }

  void begin_sheet(std::string name, bool hidden);
  void begin_row(std::uint32_t number, bool hidden);
  // Columns of a row ascend. Beyond the limits nothing is added.
  enum class Added { yes, too_wide, too_long, too_full };
  Added add(std::uint32_t column, CellKind kind, std::string_view text, bool unfinished = false);
  Sheet& sheet() { return workbook_.sheets.back(); }
  const Cell& last() const { return workbook_.cells.back(); }
  const Limits& limits() const { return limits_; }
  std::uint32_t offset() const { return static_cast<std::uint32_t>(bytes_.size()); }

  // `name`: of the file, as shown to people.
  Workbook finish(text::SourceSet& sources, std::string name);

 private:
  void begin_line(text::Grid::Line line);

  Limits limits_;
  Workbook workbook_;
  std::string bytes_;
  text::Grid grid_;
  std::uint32_t next_column_ = 0;
};

// The letters before the digits of "AB12" as a column, the digits as a row; nullopt if it is no such reference.
struct Reference {
  std::uint32_t column = 0;  // from 0
  std::uint32_t row = 0;     // from 1
};
std::optional<Reference> parse_reference(std::string_view text);

inline constexpr std::uint32_t kRowLimit = 1'048'576;  // ECMA-376 part 1, 18.3.1.73
inline constexpr std::uint32_t kColumnLimit = 16'384;

}  // namespace zhidui::spreadsheet
