// Any bytes are read or refused: as a file, or, after a letter, as one part of a workbook. What is read has its places.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "spreadsheet/reader.h"
#include "spreadsheet/sample_workbook.h"

namespace {

using namespace zhidui;

std::string file_of(std::string_view data) {
  auto sample = spreadsheet::SampleWorkbook::of_cells("<c t=\"s\"><v>1</v></c><c s=\"1\"><v>45422</v></c>");
  sample.stored = true;
  const std::string rest(data.substr(data.empty() ? 0 : 1));
  switch (data.empty() ? '\0' : data[0]) {
    case 'x': sample.parts["xl/worksheets/sheet1.xml"] = rest; break;
    case 'r': sample.parts["xl/worksheets/sheet1.xml"] = spreadsheet::SampleWorkbook::sheet("<sheetData>" + rest + "</sheetData>"); break;
    case 't': sample.parts["xl/sharedStrings.xml"] = rest; break;
    case 's': sample.parts["xl/styles.xml"] = rest; break;
    case 'w': sample.parts["xl/workbook.xml"] = rest; break;
    case 'l': sample.parts["xl/_rels/workbook.xml.rels"] = rest; break;
    default: return std::string(data);
  }
  return sample.bytes();
}

void expect(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  text::SourceSet sources;
  text::Diagnostics diagnostics;
  spreadsheet::ReadOptions options;
  options.limits.unpacked = options.limits.text = 1 << 22;
  options.limits.cells = 100'000;
  options.limits.cell = 1 << 16;
  options.limits.unsuspected = 1 << 20;
  const auto workbook =
      spreadsheet::read_workbook("book.xlsx", file_of({reinterpret_cast<const char*>(data), size}), sources, diagnostics, options);
  expect(!text::render_all(sources, diagnostics, text::Language::zh).empty() || diagnostics.empty());
  expect(workbook.has_value() || diagnostics.has_errors());
  if (!workbook) return 0;
  const text::SourceFile& file = sources.file(workbook->file);
  for (std::size_t i = 0; i < workbook->sheets.size(); ++i) {
    std::uint32_t last_row = 0;
    for (const spreadsheet::Row& row : workbook->sheets[i].rows) {
      expect(row.number > last_row && row.count > 0);
      last_row = row.number;
      for (std::uint32_t k = row.first; k < row.first + row.count; ++k) {
        const spreadsheet::Cell& cell = workbook->cells.at(k);
        expect(cell.begin < cell.end && cell.end <= file.bytes().size());
        const auto place = file.cell(cell.begin);
        expect(place.line.sheet == i && place.line.row == row.number && place.column == cell.column);
      }
    }
  }
  return 0;
}
