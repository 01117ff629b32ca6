// Any bytes are read or refused: as a file of their own, or, after a letter, as cells of a workbook. What is read is written as JSON so
// that reading it again gives the same base. After a letter the rest is text: lines are rows, a line "=NAME" begins a sheet, cells are
// parted by |. A cell begins with a sign of its kind: # number, @ day, ! truth value or error, = formula without a result; all else is a
// text.
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

#include "base/check.h"
#include "base/utf8.h"
#include "facts/read_json.h"
#include "facts/read_workbook.h"
#include "facts/vocabulary_fixture.h"
#include "spreadsheet/reader.h"

namespace {

using namespace zhidui;

// Without the XML and the ZIP, which have a fuzzer of their own.
spreadsheet::Workbook workbook_of(std::string_view data, text::SourceSet& sources) {
  const spreadsheet::Limits limits;
  spreadsheet::Builder builder(limits);
  builder.begin_sheet("主体", false);
  std::uint32_t row = 0;
  while (!data.empty()) {
    const std::size_t end = std::min(data.find('\n'), data.size());
    std::string_view line = data.substr(0, end);
    data.remove_prefix(std::min(end + 1, data.size()));
    if (line.starts_with('=')) {
      builder.begin_sheet(std::string(line.substr(1)), line.ends_with('?'));
      row = 0;
      continue;
    }
    if (line.starts_with('&')) builder.sheet().merged.push_back({row, 0, row + 2, static_cast<std::uint32_t>(line.size())});
    builder.begin_row(++row, line.starts_with('~'));
    for (std::uint32_t column = 0;; ++column) {
      const std::size_t bar = std::min(line.find('|'), line.size());
      const std::string_view cell = line.substr(0, bar);
      const std::string_view rest = cell.substr(std::min<std::size_t>(1, cell.size()));
      using enum spreadsheet::CellKind;
      if (cell.starts_with('#') && !rest.empty()) builder.add(column, number, rest);
      else if (cell.starts_with('@') && !rest.empty()) builder.add(column, day, rest);
      else if (cell == "!0" || cell == "!1") builder.add(column, boolean, rest);
      else if (cell.starts_with('!') && !rest.empty()) builder.add(column, error, rest);
      else if (!cell.empty()) builder.add(column, text, cell, cell.starts_with('='));
      if (bar == line.size()) break;
      line.remove_prefix(bar + 1);
    }
  }
  return builder.finish(sources, "facts.xlsx");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const ir::Program program = facts::VocabularyFixture::make();
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  text::SourceSet sources;
  text::Diagnostics diagnostics;
  std::optional<spreadsheet::Workbook> workbook;
  if (bytes.starts_with('c')) {
    const std::size_t at = base::first_invalid(bytes);
    workbook = workbook_of(bytes.substr(1, at == std::string_view::npos ? at : at - std::min<std::size_t>(at, 1)), sources);
  } else {
    spreadsheet::ReadOptions options;
    options.limits.unpacked = options.limits.text = 1 << 22;
    options.limits.cells = 100'000;
    options.limits.unsuspected = 1 << 20;
    options.warn_of_lost_digits = false;
    workbook = spreadsheet::read_workbook("facts.csv", std::string(bytes), sources, diagnostics, options);
  }
  if (!workbook) return 0;
  const facts::FactBase base = facts::read_workbook(program, sources, *workbook, diagnostics);
  CHECK(!text::render_all(sources, diagnostics, text::Language::zh).empty() || diagnostics.empty());
  if (diagnostics.has_errors()) return 0;
  const std::string canonical = facts::canonical_json(program, base);
  text::Diagnostics again;
  const facts::FactBase copy = facts::read_json(program, sources, sources.add("canonical.json", canonical), again);
  CHECK(!again.has_errors());
  CHECK(copy.hash == base.hash);
  return 0;
}
