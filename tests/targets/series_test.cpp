// Reading series: every defect with its message, and what converts to what.
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "fixture.h"
#include "spreadsheet/writer.h"

namespace zhidui::targets {
namespace {

using base::Rational;

constexpr const char* kHead = "指标,部分,日期,年度,数值,单位,来源,发布单位,备注\n";

TEST_CASE("JSON and CSV of one content give the same figures") {
  const Read json = from_values(value("成果量", "2025-12-31", "70.5", "万件") + "," + value("质押融资总额", "2025", "99", "亿元"));
  const Read csv = from_csv(std::string("某市的数,,,\n\n") + kHead +
                            "成果量,,2025-12-31,,70.5,万件,年报,统计局,不读\n质押融资总额,,,2025年度,99,亿元,年报,统计局,\n");
  for (const Read* read : {&json, &csv}) {
    CHECK(read->codes() == "");
    REQUIRE(read->of("成果量").size() == 1);
    CHECK(read->of("成果量")[0].number == Rational(705'000));
    CHECK(read->of("质押融资总额")[0].number == Rational(990'000'000'000));
    CHECK(read->of("质押融资总额")[0].day == day("2025-12-31"));
    CHECK(read->of("质押融资总额")[0].year);
    CHECK(read->of("成果量")[0].value->publisher == "统计局");
    CHECK(read->of("增量").empty());
    CHECK(newest_day(read->series) == day("2025-12-31"));
  }
}

TEST_CASE("a workbook is read as a CSV file is, dates and numbers as such") {
  auto writer = spreadsheet::WorkbookWriter::to_memory({});
  REQUIRE(writer.ok());
  spreadsheet::SheetWriter& sheet = writer->add("数列");
  writer->add("备注").text(0, 0, "给人看");
  spreadsheet::ColumnIndex column = 0;
  for (const char* title : {"指标", "日期", "数值", "单位", "来源", "发布单位"}) sheet.text(0, column++, title);
  sheet.text(1, 0, "实施率"), sheet.date(1, 1, day("2025-12-31")), sheet.number(1, 2, Rational::of(605, 10)), sheet.text(1, 3, "%");
  sheet.text(1, 4, "年报"), sheet.text(1, 5, "统计局");
  auto bytes = writer->finish_bytes();
  REQUIRE(bytes.ok());
  const Read read = from_csv(*bytes);
  CHECK(read.codes() == "");
  REQUIRE(read.of("实施率").size() == 1);
  CHECK(read.of("实施率")[0].number == Rational::of(605, 1000));
}

TEST_CASE("units convert, exactly") {
  CHECK(from_values(value("平均审查周期", "2025", "1", "年")).of("平均审查周期")[0].number == Rational(12));
  CHECK(from_values(value("平均审查周期", "2025", "11.5", "个月")).of("平均审查周期")[0].number == Rational::of(23, 2));
  CHECK(from_values(value("实施率", "2025", "605", "‰")).of("实施率")[0].number == Rational::of(605, 1000));
  CHECK(from_values(value("质押融资总额", "2025", "0.01", "元")).of("质押融资总额")[0].number == Rational(1));
  CHECK(from_values(value("成果量", "2025", "7,050,000", "件")).of("成果量")[0].number == Rational(7'050'000));
  CHECK(from_values(value("每万人口成果拥有量", "2025", "3.9", "件/万人")).of("每万人口成果拥有量")[0].number == Rational::of(39, 10));
  // What the text does not measure in figures is taken as it stands.
  CHECK(from_values(value("成果增多", "2025", "3", "成")).of("成果增多")[0].value->unit == "成");
}

TEST_CASE("a stock is divided by the newest population up to its day, each with its source") {
  const std::string stock = ", \"part\": \"stock\"", people = ", \"part\": \"人口\"";
  const std::string name = "每万人口成果拥有量";
  const Read read = from_values(value(name, "2025-06-30", "3500", "件", stock) + "," + value(name, "2024", "880", "万人", people) + "," +
                                value(name, "2023", "870", "万人", people) + "," + value(name, "2025", "8,890,000", "人", people));
  CHECK(read.codes() == "");
  REQUIRE(read.of(name).size() == 1);
  const Figure& figure = read.of(name)[0];
  CHECK(figure.number == Rational::of(3500, 880));
  CHECK(!figure.value);
  CHECK(figure.population->day == day("2024-12-31"));
  CHECK(figure.population->number == Rational(8'800'000));
  CHECK(figure.stock->number == Rational(3500));
}

TEST_CASE("a published figure counts as long as the quotient rounds to it") {
  const std::string name = "每万人口成果拥有量";
  const std::string parts = value(name, "2025", "3515", "件", ", \"part\": \"stock\"") + "," +
                            value(name, "2025", "880", "万人", ", \"part\": \"population\"") + ",";  // 3.99431…
  const Read agrees = from_values(parts + value(name, "2025-12-31", "3.99", "件/万人"));
  CHECK(agrees.codes() == "");
  CHECK(agrees.of(name)[0].number == Rational::of(399, 100));
  CHECK(agrees.of(name)[0].stock);
  CHECK(from_values(parts + value(name, "2025", "4.0", "件/万人")).codes() == "");
  CHECK(from_values(parts + value(name, "2025", "4.00", "件/万人")).codes() == "E9519");
}

TEST_CASE("what is counted is whole and not negative, and a refused population is no missing one") {
  CHECK(from_values(value("成果量", "2025", "-5", "件")).codes() == "E9526");
  CHECK(from_values(value("成果量", "2025", "699.999999", "件")).codes() == "E9527");
  CHECK(from_values(value("成果量", "2025", "0.07", "万件")).codes() == "");
  CHECK(from_values(value("成果量", "2025", "0.00007", "万件")).codes() == "E9527");
  CHECK(from_values(value("实施率", "2025", "-5", "%")).codes() == "");  // a rate may fall below zero
  const std::string name = "每万人口成果拥有量", stock = ", \"part\": \"stock\"", people = ", \"part\": \"population\"";
  CHECK(from_values(value(name, "2025", "-1", "件/万人")).codes() == "E9526");
  CHECK(from_values(value(name, "2025", "3.5", "件", stock) + "," + value(name, "2025", "880", "万人", people)).codes() == "E9527");
  CHECK(from_values(value(name, "2025", "3500", "件", stock) + "," + value(name, "2025", "0", "万人", people)).codes() == "E9518");
}

TEST_CASE("what one value says twice is no contradiction, what differs is one message each") {
  const std::string first = value("成果量", "2025-12-31", "70", "万件");
  CHECK(from_values(first + "," + value("成果量", "2025", "700000", "件")).codes() == "");
  const Read differ = from_values(first + "," + value("成果量", "2025", "700001", "件") + "," + value("成果量", "2025", "71", "万件"));
  CHECK(differ.codes() == "E9519 E9519");
  REQUIRE(differ.diagnostics.list().size() == 2);
  CHECK(differ.diagnostics.list()[0].labels.size() == 1);
  CHECK(differ.diagnostics.list()[0].arguments[2] == "70 万件");
}

struct Case {
  const char* codes;
  std::string values;
};

TEST_CASE("every defect of an entry has its message") {
  const std::string ok = value("成果量", "2025", "1", "件");
  const std::string per = "每万人口成果拥有量";
  const std::vector<Case> cases{
      {"E9501", "3"},
      {"E9503", value("成果量", "2025", "1", "件", ", \"notes\": \"x\"")},
      {"", value("成果量", "2025", "1", "件", ", \"备注\": [1]")},
      {"E9504", value("成果量", "2025", "1", "件", ", \"数值\": \"2\"")},
      {"E9505 E9505 E9505 E9505 E9511", "{}"},
      {"E9505", R"({"indicator": "成果量", "year": 2025, "value": 1, "source": "a", "publisher": "b"})"},
      {"E9505", R"({"indicator": "成果量", "year": 2025, "value": 1, "unit": "件", "source": "", "publisher": "b"})"},
      {"E9506", R"({"indicator": "成果量", "year": 2025, "value": [1], "unit": "件", "source": "a", "publisher": "b"})"},
      {"E9506", R"({"indicator": true, "year": 2025, "value": 1, "unit": "件", "source": "a", "publisher": "b"})"},
      {"E9508", value("成果数", "2025", "1", "件")},
      {"E9510", value("成果量", "2025", "1", "件", ", \"document\": \"没有〔2024〕1号\"")},
      {"", value("成果量", "2025", "1", "件", ", \"document\": \"targets2024\"")},
      {"E9511", value("成果量", "2025", "1", "件", ", \"date\": \"2025-12-31\"")},
      {"E9512", value("成果量", "2025-02-30", "1", "件")},
      {"E9512", value("成果量", "2025年12月31日", "1", "件")},
      {"E9513", R"({"indicator": "成果量", "year": 25, "value": 1, "unit": "件", "source": "a", "publisher": "b"})"},
      {"E9513", R"({"indicator": "成果量", "year": 2201, "value": 1, "unit": "件", "source": "a", "publisher": "b"})"},
      {"E9514", value("成果量", "2025", "1e5", "件")},
      {"E9514", value("成果量", "2025", "1.1234567", "件")},
      {"E9514", value("成果量", "2025", "10000000000000000.1", "件")},
      {"E9514", value("成果量", "2025", "100,000,001", "亿件")},
      {"E9515", value("成果量", "2025", "1", "家")},
      {"E9515", value("成果量", "2025", "1", "件/万人")},
      {"E9515", value(per, "2025", "1", "件")},
      {"E9516", value("成果量", "2025", "1", "件", ", \"part\": \"分子\"")},
      {"E9517", value("成果量", "2025", "1", "件", ", \"part\": \"stock\"")},
      {"E9518", value(per, "2025", "0", "万人", ", \"part\": \"population\"")},
      {"E9518", value(per, "2025", "1.5", "人", ", \"part\": \"population\"")},
      {"E9518", value(per, "2025", "101", "亿人", ", \"part\": \"population\"")},
      {"E9520", value(per, "2025-06-30", "1", "件", ", \"part\": \"stock\"") + "," +
                    value(per, "2025", "880", "万人", ", \"part\": \"population\"")},
      {"E9521", value(per, "2025", "880", "万人", ", \"part\": \"population\"")},
  };
  for (const Case& each : cases) {
    CAPTURE(each.values);
    CHECK(from_values(each.values).codes() == each.codes);
    // What is right beside it is read all the same.
    CHECK(from_values(ok + "," + each.values).of("成果量").size() == 1);
  }
}

TEST_CASE("all defects of a file come in one go") {
  CHECK(from_values(value("成果数", "2025-13-01", "x", "家") + "," + value("增量", "2025", "1", "家")).codes() ==
        "E9508 E9512 E9514 E9515");
}

TEST_CASE("the frame of a series") {
  for (const char* bytes : {"[]", "{}", R"({"format": "zhidui-facts/1", "values": []})", R"({"format": "zhidui-series/1"})",
                            R"({"format": "zhidui-series/1", "values": {}})"})
    CHECK(from_json(bytes).codes() == "E9501");
  CHECK(from_json(R"({"format": "zhidui-series/1", "values": [], "sources": 1})").codes() == "E9503");
  CHECK(from_json(R"({"format": "zhidui-series/1", "note": "", "note": "", "values": []})").codes() == "E9504");
  CHECK(from_json("{\"format\"").codes().starts_with("E60"));
  CHECK(!newest_day(from_values("").series));
}

TEST_CASE("defects of sheets") {
  CHECK(from_csv("a,b\n1,2\n").codes() == "E9502");
  CHECK(from_csv("指标,数值,单位,来源,发布单位,年度,口径\n").codes() == "E9503");
  CHECK(from_csv("指标,数值,单位,来源,发布单位,年度,数值\n").codes() == "E9504");
  CHECK(from_csv("指标,数值,单位,来源,发布单位,年度\n成果量,1,件,a,b,2025,多出\n").codes() == "E9507");
  CHECK(from_csv("指标,数值,单位,来源,发布单位,年度\n成果量,,件,a,b,2025\n").codes() == "E9505");
  CHECK(from_csv("指标,数值,单位,来源,发布单位,年度\n,,,,,\n").codes() == "");
}

TEST_CASE("figures of one place are not those of another") {
  const std::string bare = value("成果量", "2025", "100", "件");
  CHECK(from_values(bare, two_places()).codes() == "E9509");
  const Read named = from_values(value("成果量", "2025", "100", "件", ", \"文件\": \"乙市测〔2024〕31号\""), two_places());
  CHECK(named.codes() == "");
  std::size_t with_figure = 0;
  for (const auto& figures : named.series.of_target) with_figure += figures.size();
  CHECK(with_figure == 1);
  CHECK(from_values(value("增量", "2025", "1", "件"), two_places()).codes() == "");
  CHECK(from_values(value("增量", "2025", "1", "件", ", \"document\": \"targets_other\""), two_places()).codes() == "E9510");
}

TEST_CASE("the message of an unknown name says which there are") {
  const Read read = from_values(value("成果总量", "2025", "1", "件"));
  REQUIRE(read.diagnostics.list().size() == 1);
  const std::string words = text::render(read.sources, read.diagnostics.list()[0], text::Language::zh);
  CHECK(words.find("每万人口成果拥有量、成果量、质押融资总额") != std::string::npos);
  CHECK(words.find("「成果量」") != std::string::npos);
}

TEST_CASE("which indicators are per 10,000 people: their name or the unit of their goal says so") {
  ir::Program program;
  program.units = {"件", "件/万人"};
  ir::Expr goal;
  goal.type.kind = ir::TypeKind::count;
  goal.value = outcome::Value::number(4);
  const auto target = [&](const char* indicator, std::uint32_t unit) {
    goal.type.unit = ir::UnitId{unit};
    program.exprs = {goal};
    ir::Typed typed;
    typed.kind = ir::TypedKind::target;
    typed.indicator = indicator;
    typed.goal = ir::Goal{ir::Op::le, true, ir::ExprId{0}};
    program.typed = {typed};
    return targets_of(program, day("2025-01-01")).front();
  };
  for (const char* name : {"每万人口成果拥有量", "万人成果拥有量", "全市万人成果拥有量"}) CHECK(target(name, 0).per_10000);
  for (const char* name : {"成果拥有量", "培训10万人", "培训万人次"}) CHECK(!target(name, 0).per_10000);
  CHECK(target("成果拥有量", 1).per_10000);
  CHECK(unit_name(program, target("成果拥有量", 1)) == "件");
  CHECK(target("成果拥有量", 1).goal == Rational(4));
}

// Those that need the command line are in tests/golden/command/targets.md.
TEST_CASE("every diagnostic about series and tasks is produced") {
  std::string produced;
  for (const char* file : {"/tests/targets/series_test.cpp", "/tests/golden/command/targets.md", "/tests/golden/command/tasks.md"}) {
    std::ifstream in(ZHIDUI_ROOT + std::string(file));
    std::ostringstream bytes;
    bytes << in.rdbuf();
    produced += bytes.str();
  }
#define DIAGNOSTIC(name, ...) text::Kind::name,
  constexpr text::Kind kAll[] = {
#include "text/diagnostics/series.def"
  };
#undef DIAGNOSTIC
  for (const text::Kind kind : kAll) {
    const std::string code(text::kind_text(kind).code);
    CHECK_MESSAGE(produced.find(code) != std::string::npos, code);
  }
}

}  // namespace
}  // namespace zhidui::targets
