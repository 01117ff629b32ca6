// Files of other programs: files/office.* is one table as LibreOffice saves it. And how much a large file costs.
#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "spreadsheet/reader.h"
#include "spreadsheet/sample_workbook.h"

namespace zhidui::spreadsheet {
namespace {

std::string content_of(const std::string& name) {
  std::ifstream in(ZHIDUI_ROOT "/tests/spreadsheet/files/" + name, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

// Sanitizers take memory of their own.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool kSanitized = true;
#elif defined(__has_feature)
constexpr bool kSanitized = __has_feature(address_sanitizer);
#else
constexpr bool kSanitized = false;
#endif

struct Read {
  text::SourceSet sources;
  text::Diagnostics diagnostics;
  std::optional<Workbook> workbook;
  explicit Read(std::string bytes) { workbook = read_workbook("office.xlsx", std::move(bytes), sources, diagnostics); }

  std::string row(const Row& row) const {
    constexpr const char* kKinds[] = {"", ":number", ":day", ":boolean", ":error"};
    std::string out = std::to_string(row.number) + (row.hidden ? "(hidden)" : "");
    for (std::uint32_t i = row.first; i < row.first + row.count; ++i) {
      const Cell& cell = workbook->cells[i];
      out +=
          " " + text::column_letters(cell.column) + kKinds[static_cast<int>(cell.kind)] + "=" + std::string(workbook->text(sources, cell));
    }
    return out;
  }
};

TEST_CASE("a workbook that LibreOffice saved") {
  const Read read(content_of("office.xlsx"));
  CHECK(read.diagnostics.empty());
  REQUIRE(read.workbook);
  REQUIRE(read.workbook->sheets.size() == 2);
  const Sheet& sheet = read.workbook->sheets[0];
  CHECK(sheet.name == "专利");
  CHECK_FALSE(sheet.hidden);
  REQUIRE(sheet.rows.size() == 4);
  CHECK(read.row(sheet.rows[0]) == "1 A=2024年专利名单");
  CHECK(read.row(sheet.rows[1]) == "2 A=名称 B=号 C=授权日 D=金额");
  CHECK(read.row(sheet.rows[2]) ==
        "3 A=云锦光电有限公司 B=ZL202310000001.X C:day=2024-05-10 D:number=12345.67 E:number=0.0385 F:boolean=1");
  CHECK(read.row(sheet.rows[3]) ==
        "4(hidden) A=第一行\v第二行 C:day=2024-05-10 08:30 D:number=24691.34 E:error=#DIV/0! F=甲乙 G:number=0.3");
  REQUIRE(sheet.merged.size() == 1);
  CHECK(sheet.merged[0].last_column == 2);
  CHECK(sheet.hidden_columns == std::vector<std::uint32_t>{1});
  const Sheet& hidden = read.workbook->sheets[1];
  CHECK(hidden.hidden);
  CHECK(read.row(hidden.rows.at(0)) == "1 A= 前后有空格 ");
}

TEST_CASE("the same table in the formats that are not read") {
  const auto kind_of = [](const std::string& name) {
    const Read read(content_of(name));
    REQUIRE_FALSE(read.workbook);
    REQUIRE(read.diagnostics.size() == 1);
    return std::string(text::kind_name(read.diagnostics.list()[0].kind));
  };
  CHECK(kind_of("office.xls") == "file_is_old_xls");
  CHECK(kind_of("office.ods") == "file_is_ods");
}

// The most memory since the last call, as the kernel counts it.
std::uint64_t peak_kilobytes() {
  std::ifstream in("/proc/self/status");
  std::uint64_t out = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("VmHWM:")) out = std::stoull(line.substr(6));
  }
  std::ofstream("/proc/self/clear_refs") << "5";
  return out;
}

TEST_CASE("a sheet of 300,000 rows is read in little more memory than its texts take") {
  std::string rows;
  for (int i = 1; i <= 300'000; ++i) {
    const std::string r = std::to_string(i);
    rows += "<row r=\"" + r + "\"><c r=\"A" + r + "\" t=\"s\"><v>1</v></c><c r=\"B" + r + "\" s=\"1\"><v>45422</v></c><c r=\"C" + r +
            "\"><v>" + r + ".25</v></c><c r=\"D" + r + "\" s=\"1\"/></row>";
  }
  std::string bytes = SampleWorkbook::of_rows(rows).bytes();
  rows = {};
  peak_kilobytes();
  const std::uint64_t before = peak_kilobytes();
  const Read read(std::move(bytes));
  REQUIRE(read.workbook);
  CHECK(read.diagnostics.empty());
  CHECK(read.workbook->sheets[0].rows.size() == 300'000);
  CHECK(read.workbook->cells.size() == 900'000);
  const std::uint64_t after = peak_kilobytes();
  MESSAGE("kilobytes more: ", after - before);
  if (!kSanitized) CHECK(after - before < 80'000);
}

}  // namespace
}  // namespace zhidui::spreadsheet
