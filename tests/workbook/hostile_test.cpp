// Workbooks of great size or made to do harm: they are read in time proportional to their size, or refused with few words.
#include <doctest/doctest.h>

#include <chrono>
#include <string>

#include "facts/read_json.h"
#include "facts/read_workbook.h"
#include "facts/vocabulary_fixture.h"
#include "spreadsheet/reader.h"

namespace zhidui::facts {
namespace {

using spreadsheet::CellKind;
using text::Kind;

class Hostile {
 public:
  Hostile() : builder_(limits_) {}

  Hostile& sheet(const std::string& name) {
    builder_.begin_sheet(name, false);
    row_ = 0;
    return *this;
  }
  Hostile& row(const std::vector<std::string>& cells, CellKind kind = CellKind::text) {
    builder_.begin_row(++row_, false);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (!cells[i].empty()) builder_.add(static_cast<std::uint32_t>(i), kind, cells[i]);
    }
    return *this;
  }
  Hostile& merged(std::uint32_t first_row, std::uint32_t last_row) {
    builder_.sheet().merged.push_back({first_row, 0, last_row, 3});
    return *this;
  }
  Hostile& read() {
    const ir::Program program = VocabularyFixture::make();
    text::SourceSet sources;
    const spreadsheet::Workbook workbook = builder_.finish(sources, "facts.xlsx");
    const auto begin = std::chrono::steady_clock::now();
    facts = read_workbook(program, sources, workbook, diagnostics);
    seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    said = text::render_all(sources, diagnostics, text::Language::zh);
    return *this;
  }
  std::size_t count(Kind kind) const {
    std::size_t out = 0;
    for (const text::Diagnostic& diagnostic : diagnostics.list()) out += diagnostic.kind == kind;
    return out;
  }

  FactBase facts;
  text::Diagnostics diagnostics;
  std::string said;
  double seconds = 0;

 private:
  spreadsheet::Limits limits_;
  spreadsheet::Builder builder_;
  std::uint32_t row_ = 0;
};

constexpr double kPatience = 20;  // seconds, also on a machine that does other work; what grows with the square takes minutes

TEST_CASE("as many empty rows as a sheet has") {
  Hostile book;
  book.sheet("主体").row({"编号", "名称"}).row({"e1", "甲"});
  for (int i = 0; i < 1'048'574; ++i) book.row({"", " "});
  book.read();
  CHECK(book.said == "");
  CHECK(book.facts.records().size() == 1);
  CHECK(book.seconds < kPatience);
}

TEST_CASE("more records than sums may be of") {
  Hostile book;
  book.sheet("专利").row({"编号"});
  for (int i = 0; i < 1'000'001; ++i) book.row({"A" + std::to_string(i)});
  book.sheet("主体").row({"编号", "股东"}).row({"e1", "e1"}).read();
  CHECK(book.diagnostics.size() == 1);
  CHECK(book.count(Kind::facts_too_many_rows) == 1);
  CHECK(book.seconds < kPatience);
}

TEST_CASE("as many columns as are read, none of them known; all rows defective") {
  std::vector<std::string> header{"编号"}, values{"e1"};
  for (int i = 1; i < 1024; ++i) header.push_back("第" + std::to_string(i) + "项"), values.push_back("x");
  Hostile book;
  book.sheet("主体").row(header);
  for (int i = 0; i < 2000; ++i) book.row(values);
  book.read();
  CHECK(book.diagnostics.size() == 1001);
  CHECK(book.count(Kind::column_unknown) == 1000);
  CHECK(book.count(Kind::facts_too_many_defects) == 1);
  CHECK(book.seconds < kPatience);
}

TEST_CASE("columns for people do not slow the rest") {
  std::vector<std::string> header{"编号"}, values{""};
  for (int i = 1; i < 1024; ++i) header.push_back("备注" + std::to_string(i)), values.push_back("x");
  Hostile book;
  book.sheet("主体").row(header);
  for (int i = 0; i < 5000; ++i) {
    values[0] = "e" + std::to_string(i);
    book.row(values);
  }
  book.read();
  CHECK(book.said == "");
  CHECK(book.facts.records().size() == 5000);
  CHECK(book.seconds < kPatience);
}

TEST_CASE("a register on a hundred sheets, and a hundred sheets of nothing known") {
  Hostile book;
  for (int i = 0; i < 100; ++i) book.sheet("专利 (" + std::to_string(i) + ")").row({"编号"}).row({"A" + std::to_string(i)});
  book.read();
  CHECK(book.said == "");
  CHECK(book.facts.records().size() == 100);
  Hostile unknown;
  for (int i = 0; i < 100; ++i) unknown.sheet("表" + std::to_string(i)).row({"甲"}).row({"乙"});
  unknown.read();
  CHECK(unknown.diagnostics.size() == 100);
}

TEST_CASE("thirty thousand changes of one record") {
  Hostile book, again;
  book.sheet("主体").row({"编号"}).row({"e1"});
  book.sheet("变动").row({"编号", "字段", "值", "自", "至"});
  base::Date day = base::Date::year_start(1950);
  for (int i = 0; i < 30'000; ++i, ++day.days) book.row({"e1", "从业人员", std::to_string(i), day.to_string(), day.to_string()});
  book.read();
  CHECK(book.said == "");
  CHECK(book.facts.records()[0].fields[3].segments.size() == 30'000);
  CHECK(book.seconds < kPatience);
}

TEST_CASE("huge cells") {
  const std::string digits(1 << 17, '1');
  std::string many, commas;
  for (int i = 0; i < 30'000; ++i) many += "e1、", commas += "、";
  Hostile book;
  book.sheet("主体").row({"编号", "名称", "从业人员", "营业收入", "资质", "股东", digits});
  book.row({digits, digits, digits, digits, many, many, digits});
  book.row({"e1", digits, digits + "人", "-" + digits, commas, commas, "x"}).read();
  CHECK(book.count(Kind::cell_bad_id) == 1);
  CHECK(book.count(Kind::column_unknown) == 1);
  CHECK(book.count(Kind::facts_too_many_defects) == 1);
  CHECK(book.seconds < kPatience);
}

TEST_CASE("merged cells in every other row") {
  Hostile book;
  book.sheet("主体").row({"编号", "名称", "主体类别", "上市"});
  for (std::uint32_t i = 0; i < 100'000; ++i) {
    book.row({"e" + std::to_string(i), "甲"}).row({"", "乙"});
    book.merged(2 * i + 2, 2 * i + 3);
  }
  book.read();
  CHECK(book.diagnostics.size() == 1);
  CHECK(book.count(Kind::cells_merged) == 1);
  CHECK(book.seconds < kPatience);
}

TEST_CASE("a type of record that is called like a statement goes by its identifier") {
  ir::Program program = VocabularyFixture::make();
  program.records[1].name.zh = "变动";
  text::SourceSet sources;
  text::Diagnostics diagnostics;
  const spreadsheet::Limits limits;
  spreadsheet::Builder builder(limits);
  const auto row = [&](std::uint32_t number, const std::vector<std::string>& cells) {
    builder.begin_row(number, false);
    for (std::size_t i = 0; i < cells.size(); ++i) builder.add(static_cast<std::uint32_t>(i), CellKind::text, cells[i]);
  };
  builder.begin_sheet("patent", false);
  row(1, {"编号", "类别"});
  row(2, {"A1", "发明"});
  builder.begin_sheet("主体", false);
  row(1, {"编号", "名称"});
  row(2, {"e1", "甲"});
  builder.begin_sheet("变动", false);
  row(1, {"编号", "字段", "值"});
  row(2, {"e1", "从业人员", "37"});
  const spreadsheet::Workbook workbook = builder.finish(sources, "facts.xlsx");
  const FactBase facts = read_workbook(program, sources, workbook, diagnostics);
  CHECK(diagnostics.empty());
  CHECK(facts.records().size() == 2);
}

}  // namespace
}  // namespace zhidui::facts
