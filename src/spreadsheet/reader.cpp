#include "spreadsheet/reader.h"

#include <set>
#include <utility>

#include "spreadsheet/csv.h"
#include "spreadsheet/file_kind.h"
#include "spreadsheet/findings.h"
#include "spreadsheet/xlsx.h"

namespace zhidui::spreadsheet {

namespace {

using text::Kind;

std::string stem_of(std::string_view name) {
  name.remove_prefix(name.find_last_of("/\\") + 1);  // npos + 1 is 0
  const std::size_t dot = name.rfind('.');
  return std::string(dot == 0 || dot == std::string_view::npos ? name : name.substr(0, dot));
}

// Why a file is not read at all, by its size and first bytes.
std::optional<Refusal> refusal_of(std::string_view bytes, const Limits& limits) {
  if (bytes.empty()) return Refusal{Kind::file_empty, {}};
  if (bytes.size() > limits.file) return Refusal{Kind::file_too_large, {std::to_string(bytes.size()), std::to_string(limits.file)}};
  return refused_by_first_bytes(bytes);
}

std::optional<Workbook> finish(Reading& reading, const std::string& name, text::SourceSet& sources, text::Diagnostics& diagnostics) {
  if (reading.stopped) return std::nullopt;
  Workbook workbook = reading.builder.finish(sources, name);
  reading.findings.hand_over(workbook.file, diagnostics);
  if (reading.broken) return std::nullopt;
  return workbook;
}

}  // namespace

std::optional<Workbook> read_workbook(const std::string& name, std::string bytes, text::SourceSet& sources, text::Diagnostics& diagnostics,
                                      const ReadOptions& options) {
  Reading reading(options);
  if (auto refusal = refusal_of(bytes, options.limits)) {
    reading.findings.report(refusal->kind, std::move(refusal->arguments));
    reading.broken = true;
  } else if (is_zip(bytes)) {
    read_xlsx(std::move(bytes), reading);
  } else {
    reading.builder.begin_sheet(stem_of(name), false);
    read_csv(std::move(bytes), reading);
  }
  return finish(reading, name, sources, diagnostics);
}

std::optional<Workbook> read_csv_folder(const std::string& name, std::vector<CsvFile> files, text::SourceSet& sources,
                                        text::Diagnostics& diagnostics, const ReadOptions& options) {
  Reading reading(options);
  if (files.empty()) {
    reading.findings.report(Kind::csv_folder_empty);
    reading.broken = true;
  }
  std::set<std::string> stems;
  for (CsvFile& file : files) {
    if (reading.stopped) break;
    const std::string stem = stem_of(file.name);
    reading.builder.begin_sheet(stem, false);
    if (!stems.insert(stem).second) reading.report_sheet(Kind::sheet_name_twice, {stem});
    auto refusal = refusal_of(file.bytes, options.limits);
    if (!refusal && is_zip(file.bytes)) refusal = Refusal{Kind::csv_folder_other_file, {file.name}};
    if (refusal) {
      reading.report_sheet(refusal->kind, std::move(refusal->arguments));
      reading.broken = true;
    } else {
      read_csv(std::move(file.bytes), reading);
    }
  }
  return finish(reading, name, sources, diagnostics);
}

}  // namespace zhidui::spreadsheet
