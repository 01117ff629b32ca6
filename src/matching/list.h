// A published list as rows of text under a header, whatever file it came from; and CSV, the simplest such file.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "text/diagnostic.h"

namespace zhidui::matching {

struct ListRow {
  std::size_t row = 0;                       // from 1 below the header; empty rows are counted and left out
  std::map<std::string, std::string> cells;  // column → text as printed; columns without text may be missing
  text::Span span;
  const std::string& cell(const std::string& column) const;  // "" where there is none
};

struct List {
  std::vector<std::string> columns;
  std::vector<ListRow> rows;
};

// Records of a CSV file: RFC 4180, UTF-8 with or without a byte order mark. Titles often stand above the header: it is the first record
// that holds all of `wanted`; where none does, there are columns and no rows.
// Defects are reported with their place.
List read_csv(const text::SourceSet& sources, text::FileId file, const std::vector<std::string>& wanted, text::Diagnostics& diagnostics);

// One record, with its line break.
std::string csv_record(const std::vector<std::string>& cells);
// What Excel wants before UTF-8.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace zhidui::matching
