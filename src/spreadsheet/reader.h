// Spreadsheets from files: XLSX (also with macros, which are not run), CSV, a folder of CSV files. What a file is its content says.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "spreadsheet/workbook.h"

namespace zhidui::spreadsheet {

// `name`: of the file, as shown to people. nullopt where nothing dependable could be read, for reasons that are reported, or where
// `options.progress` stopped it. A workbook that comes with errors shows what else is wrong; nothing is to be computed from it.
std::optional<Workbook> read_workbook(const std::string& name, std::string bytes, text::SourceSet& sources, text::Diagnostics& diagnostics,
                                      const ReadOptions& options = {});

struct CsvFile {
  std::string name;  // its sheet is called by the name without folder, ending, and what all begin with up to a hyphen
  std::string bytes;
};
// The sheets stand in the order of the files.
std::optional<Workbook> read_csv_folder(const std::string& name, std::vector<CsvFile> files, text::SourceSet& sources,
                                        text::Diagnostics& diagnostics, const ReadOptions& options = {});

}  // namespace zhidui::spreadsheet
