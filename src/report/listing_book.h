// Private to report: a workbook with a table a sheet, and at its end a sheet about the whole.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "report/report.h"
#include "report/wording.h"
#include "spreadsheet/table.h"

namespace zhidui::report {

inline constexpr spreadsheet::Style kWrapped{.wrapped = true};
inline constexpr spreadsheet::Style kBold{.bold = true};

class ListingBook {
 public:
  static base::Result<spreadsheet::WorkbookWriter> opened(const std::string& path, Sentence title, Sentence caveat, Language language);
  ListingBook(spreadsheet::WorkbookWriter opened, Language language, Sentence title, Sentence caveat);

  const std::string& in(const Wording& words) const { return words.in(language_); }
  std::string in(Sentence sentence) const { return in(say(sentence)); }
  using Columns = std::vector<std::pair<Sentence, unsigned>>;  // title and width
  spreadsheet::Table table(Sentence name, const Columns& columns, spreadsheet::ColumnIndex frozen, const Columns& not_printed = {});
  void about(const std::vector<std::pair<Sentence, Wording>>& lines);
  std::optional<base::Error> finish() { return writer_.finish(); }

 private:
  spreadsheet::Print print() const;

  spreadsheet::WorkbookWriter writer_;
  Language language_;
  Sentence title_, caveat_;
};

std::vector<std::pair<Sentence, Wording>> documents_of(const View& view);

}  // namespace zhidui::report
