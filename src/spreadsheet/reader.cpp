#include "spreadsheet/reader.h"

#include <algorithm>
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

// What the names of all files begin with, up to a hyphen: LibreOffice calls the sheets of facts.xlsx facts-主体.csv, facts-专利.csv.
std::size_t common_prefix(const std::vector<std::string>& stems) {
  if (stems.size() < 2) return 0;
  std::string_view common = stems.front();
  for (const std::string& stem : stems) {
    const auto parting = std::mismatch(common.begin(), common.end(), stem.begin(), stem.end()).first;
    common = common.substr(0, static_cast<std::size_t>(parting - common.begin()));
  }
  const std::size_t length = common.rfind('-') + 1;  // npos + 1 is 0
  const bool leaves_names = std::all_of(stems.begin(), stems.end(), [&](const std::string& stem) { return stem.size() > length; });
  return leaves_names ? length : 0;
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
  std::vector<std::string> stems;
  for (const CsvFile& file : files) stems.push_back(stem_of(file.name));
  const std::size_t prefix = common_prefix(stems);
  std::set<std::string> names;
  for (std::size_t i = 0; i < files.size() && !reading.stopped; ++i) {
    CsvFile& file = files[i];
    const std::string stem = stems[i].substr(prefix);
    reading.builder.begin_sheet(stem, false);
    if (!names.insert(stem).second) reading.report_sheet(Kind::sheet_name_twice, {stem});
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
