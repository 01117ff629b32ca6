// Workbooks for people's spreadsheet programs (XLSX). Texts are never taken for formulas or addresses, sums are exact or
// they are texts, and the same content gives the same bytes.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/rational.h"
#include "base/result.h"
#include "text/diagnostic.h"

namespace zhidui::spreadsheet {

using RowIndex = std::uint32_t;
using ColumnIndex = std::uint16_t;

// What the format allows.
inline constexpr RowIndex kMostRows = 1'048'576;
inline constexpr ColumnIndex kMostColumns = 16'384;
inline constexpr std::size_t kMostTextUnits = 32'767;  // of one cell, in UTF-16 units
inline constexpr std::size_t kMostSheetName = 31;      // in UTF-16 units
inline constexpr std::size_t kMostChoiceUnits = 255;   // of a list that stands in the validation itself
inline constexpr std::size_t kMostLinksOfSheet = 65'530;
inline constexpr std::size_t kMostMessageUnits = 255;  // of what a validation says

// A rectangle of cells, both corners included; rows and columns count from 0.
struct Area {
  RowIndex first_row = 0;
  ColumnIndex first_column = 0;
  RowIndex last_row = 0;
  ColumnIndex last_column = 0;
};

// Background and colour of the text by what a cell says; never the only sign of it.
enum class Tone { plain, good, partial, open, bad, quiet };

struct Style {
  bool header = false;  // bold on grey, centred in height
  bool bold = false;
  bool wrapped = false;
  bool large = false;  // of a title
  Tone tone = Tone::plain;
  friend bool operator==(const Style&, const Style&) = default;
  friend auto operator<=>(const Style&, const Style&) = default;
};

// What becomes of that which a person types into a cell that is still empty. Left to itself a spreadsheet makes 1 of 001 and forgets the
// last digits of a credit code.
enum class Typed { freely, as_text, as_day };

enum class Paper { portrait, landscape };

// How a sheet comes out of a printer: A4, as wide as the page. Words of header and footer are printed as they are.
struct Print {
  Paper paper = Paper::landscape;
  RowIndex repeated_rows = 0;  // at the head of each page
  std::string header_left, header_right;
  std::string footer_left;  // right of it stands "page / pages"
};

// What stands in the file about the file.
struct Properties {
  std::string title, subject, author, comments;
};

class WorkbookWriter;
struct WorkbookInner;

class SheetWriter {
 public:
  // As it stands on the tab: the name asked for without signs that none may hold, cut, unique.
  const std::string& name() const { return name_; }

  // What is not seen or steers a terminal is spelled out (base::visible); a text longer than a cell takes ends in ….
  void text(RowIndex row, ColumnIndex column, std::string_view text, const Style& style = {});
  // The very text, which is to be read back: nothing spelled out, nothing cut. False, and nothing written, where it is longer than
  // kMostTextUnits.
  bool verbatim(RowIndex row, ColumnIndex column, std::string_view text, const Style& style = {});
  void integer(RowIndex row, ColumnIndex column, std::int64_t number, const Style& style = {});
  // Yuan with two decimals. A text where a spreadsheet's numbers (15 digits, no parts of a fen) could not hold it exactly.
  void money(RowIndex row, ColumnIndex column, const base::Rational& fen, const Style& style = {});
  // A percentage: 1/4 is shown as 25.00%. A text where 15 digits do not hold it exactly.
  void ratio(RowIndex row, ColumnIndex column, const base::Rational& ratio, const Style& style = {});
  // Any number with as many decimals as it has; a text as above.
  void number(RowIndex row, ColumnIndex column, const base::Rational& number, const Style& style = {});
  // A text before March 1900, whose days spreadsheets count wrongly.
  void date(RowIndex row, ColumnIndex column, base::Date date, const Style& style = {});
  void yes_no(RowIndex row, ColumnIndex column, bool yes, text::Language language, const Style& style = {});
  void blank(RowIndex row, ColumnIndex column, const Style& style = {});
  // A text that leads to a cell of this workbook; a plain text beyond what a sheet may hold of them.
  void link(RowIndex row, ColumnIndex column, std::string_view text, const SheetWriter& target, RowIndex target_row = 0,
            ColumnIndex target_column = 0, const Style& style = {});
  // Shown when the pointer rests on the cell.
  void note(RowIndex row, ColumnIndex column, std::string_view text);

  void column_width(ColumnIndex first, ColumnIndex last, unsigned characters, Typed typed = Typed::freely);
  void hide_columns(ColumnIndex first, ColumnIndex last);
  void row_height(RowIndex row, unsigned points);
  void freeze(RowIndex rows, ColumnIndex columns);
  void autofilter(const Area& area);
  void print(const Print& setup);
  void print_area(const Area& area);  // the rest stays off the paper

  // What may be entered. `prompt` is shown beside the chosen cell, `refused` when something else was entered; "": none.
  struct Words {
    std::string prompt, refused;
  };
  // False, and nothing is set, where the list is longer than kMostChoiceUnits or an entry holds a comma: then put it on a
  // sheet and use the other one.
  bool choice(const Area& area, const std::vector<std::string>& entries, const Words& words = {});
  void choice(const Area& area, const SheetWriter& entries_on, const Area& entries, const Words& words = {});
  void only_dates(const Area& area, base::Date first, base::Date last, const Words& words = {});
  void only_numbers(const Area& area, std::int64_t least, std::int64_t most, bool whole, const Words& words = {});

 private:
  friend class WorkbookWriter;
  struct Inner;
  explicit SheetWriter(std::unique_ptr<Inner> inner, std::string name);

 public:
  ~SheetWriter();
  SheetWriter(const SheetWriter&) = delete;
  SheetWriter& operator=(const SheetWriter&) = delete;

 private:
  std::unique_ptr<Inner> inner_;
  std::string name_;
};

// A workbook under way. What could not be written is said by `finish`; without it nothing is left behind.
class WorkbookWriter {
 public:
  enum class Memory {
    whole,    // cells in any order
    by_rows,  // rows of a sheet go to the disk as they are done: no cell of an earlier row is written afterwards
  };
  // A file in a folder that is there; what it writes on the way lies in the same folder.
  static base::Result<WorkbookWriter> to_file(const std::string& path, const Properties& properties, Memory memory = Memory::whole);
  static base::Result<WorkbookWriter> to_memory(const Properties& properties);
  WorkbookWriter(WorkbookWriter&& other) noexcept;
  WorkbookWriter& operator=(WorkbookWriter&&) = delete;
  WorkbookWriter(const WorkbookWriter&) = delete;
  ~WorkbookWriter();

  // Sheets stay where they are.
  SheetWriter& add(std::string_view name);
  SheetWriter& add_hidden(std::string_view name);

  std::optional<base::Error> finish();
  // Of `to_memory`: ends the workbook and gives its bytes.
  base::Result<std::string> finish_bytes();

 private:
  explicit WorkbookWriter(std::unique_ptr<WorkbookInner> inner);
  SheetWriter& add(std::string_view name, bool hidden);
  std::unique_ptr<WorkbookInner> inner_;
};

}  // namespace zhidui::spreadsheet
