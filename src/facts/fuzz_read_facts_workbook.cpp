// Any bytes are read or refused: as a file of their own, or, where they begin with #, as a description of cells, such as those of
// tests/workbook (described_workbook.h). What is read is written as JSON so that reading it again gives the same base.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "base/check.h"
#include "base/utf8.h"
#include "facts/read_json.h"
#include "facts/read_workbook.h"
#include "facts/vocabulary_fixture.h"
#include "spreadsheet/reader.h"

namespace {

using namespace zhidui;

using spreadsheet::CellKind;

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' '), end = text.find_last_not_of(' ');
  return begin == std::string_view::npos ? std::string_view{} : text.substr(begin, end - begin + 1);
}

void add(spreadsheet::Builder& builder, std::uint32_t column, std::string_view cell) {
  const auto all_of = [&](std::string_view signs) { return cell.find_first_not_of(signs) == std::string_view::npos; };
  if (cell.empty()) return;
  if (cell == "TRUE" || cell == "FALSE") builder.add(column, CellKind::boolean, cell == "TRUE" ? "1" : "0");
  else if (cell.starts_with('!')) builder.add(column, CellKind::error, cell);
  else if (all_of("0123456789.-") && (cell.size() != 10 || cell[4] != '-')) builder.add(column, CellKind::number, cell);
  else if (all_of("0123456789-: ")) builder.add(column, CellKind::day, cell);
  else if (cell.starts_with('=')) builder.add(column, CellKind::text, cell, true);
  else if (cell != "'") builder.add(column, CellKind::text, cell.substr(cell.starts_with('\'') ? 1 : 0));
}

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
    if (line.starts_with("==")) {
      builder.begin_sheet(std::string(trimmed(line.substr(2))), line.ends_with('?'));
      row = 0;
    } else if (line.starts_with("@h")) {
      builder.sheet().hidden_columns.push_back(static_cast<std::uint32_t>(line.size()) % 8);
    } else if (line.starts_with("@m")) {
      builder.sheet().merged.push_back({row, 0, row + 2, static_cast<std::uint32_t>(line.size()) % 8});
    } else if (!line.starts_with('#')) {
      builder.begin_row(++row, line.starts_with('~'));
      for (std::uint32_t column = 0;; ++column) {
        const std::size_t bar = std::min(line.find('|'), line.size());
        add(builder, column, trimmed(line.substr(0, bar)));
        if (bar == line.size()) break;
        line.remove_prefix(bar + 1);
      }
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
  if (bytes.starts_with('#')) {
    workbook = workbook_of(bytes.substr(0, base::first_invalid(bytes)), sources);  // readers of files let nothing else through
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
