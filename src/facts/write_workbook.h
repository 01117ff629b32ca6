// Fact bases as workbooks and as folders of CSV files: forms to fill in, or the facts that there are (docs/workbook.md).
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "facts/sheet_form.h"

namespace zhidui::facts {

struct FormWords {
  std::string title;                  // "晋城市…若干措施"
  std::vector<std::string> policies;  // names and numbers of the documents it is for
};

// An XLSX file at `path`, which is replaced as a whole or stays as it was.
std::optional<base::Error> write_workbook(const ir::Program& program, const std::vector<FormSheet>& sheets, const FormWords& words,
                                          text::Language language, const std::string& path);

// Names ("专利.csv") and bytes (UTF-8 with a byte order mark, RFC 4180).
std::vector<std::pair<std::string, std::string>> csv_files(const std::vector<FormSheet>& sheets);

}  // namespace zhidui::facts
