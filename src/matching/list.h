// A published list as rows of text under a header, whatever file it came from; and writing CSV, the simplest such file.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "spreadsheet/workbook.h"
#include "text/diagnostic.h"

namespace zhidui::matching {

struct ListRow {
  std::size_t row = 0;                       // from 1 below the header; empty rows are counted and left out
  std::map<std::string, std::string> cells;  // column → text as printed; columns without text may be missing
  text::Span span;
  const std::string& cell(const std::string& column) const;  // "" where there is none
};

struct List {
  text::FileId file;
  std::vector<std::string> columns;
  std::vector<ListRow> rows;
};

// The list in a spreadsheet: XLSX, CSV (spreadsheet/reader.h). Titles often stand above the header: it is the first row that holds all of
// `wanted`; where none does, there are columns and no rows. Of several sheets it is the one with such a header; hidden rows are rows like
// any other. Defects are reported with their place; `options.progress` may stop the reading, then there is nothing.
List read_list(const std::string& name, std::string bytes, const std::vector<std::string>& wanted, text::SourceSet& sources,
               text::Diagnostics& diagnostics, const spreadsheet::ReadOptions& options = {});

}  // namespace zhidui::matching
