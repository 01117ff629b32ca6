// Text, JSON, page, PDF and workbook of targets and tasks say the same, in both languages, and the JSON fits its schema.
#include <filesystem>

#include <fstream>
#include <sstream>

#include "base/json_validator.h"
#include "fixture.h"
#include "report/pdf.h"
#include "report/targets.h"
#include "spreadsheet/reader.h"

namespace zhidui::targets {
namespace {

using text::Language;

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

// All cells of a workbook, as texts.
std::string cells_of(const std::filesystem::path& path) {
  text::SourceSet sources;
  text::Diagnostics diagnostics;
  const auto workbook = spreadsheet::read_workbook("out.xlsx", bytes_of(path), sources, diagnostics);
  REQUIRE(workbook);
  REQUIRE(diagnostics.empty());
  return std::string(sources.file(workbook->file).bytes());
}

struct Judgement {
  explicit Judgement(const std::string& values, const char* on = "2026-03-01") : read(from_values(values)) {
    REQUIRE(read.codes() == "");
    scope.claimed = scope.decided = scope.known = day(on);
    targets = targets_of(one_place().program, day(on));
    judged = judge(one_place().program, targets, read.series, day(on));
  }
  Read read;
  facts::FactBase none;
  evaluate::Scope scope;
  report::View view{one_place(), none, scope};
  std::vector<Target> targets;
  std::vector<Judged> judged;
  report::TargetsView shown{view, targets, judged, scope.known, false, {"series.json"}};
};

struct Listing {
  explicit Listing(const char* department = "", const char* before = "") : department_(department) {
    scope.claimed = scope.decided = scope.known = day("2025-01-01");
    if (*department) asked.departments = find_departments(duties, department);
    if (*before) asked.due_before = day(before);
    selection = select(one_place().program, duties, asked);
  }
  facts::FactBase none;
  evaluate::Scope scope;
  report::View view{one_place(), none, scope};
  Duties duties = duties_of(one_place().program, day("2025-01-01"));
  Asked asked;
  Selection selection;
  std::string department_;
  report::TasksView shown{view, duties, selection, asked, department_};
};

const std::string kStock = ", \"part\": \"stock\"", kPeople = ", \"part\": \"population\"";

std::string all_values() {
  return value("每万人口成果拥有量", "2025", "3519", "件", kStock) + "," + value("每万人口成果拥有量", "2025", "880", "万人", kPeople) +
         "," + value("成果量", "2025-12-31", "71.25", "万件") + "," + value("成果量", "2026-01-31", "72", "万件") + "," +
         value("质押融资总额", "2025", "99.87", "亿元") + "," + value("平均审查周期", "2025-06-30", "11.5", "个月") + "," +
         value("差错", "2024", "1", "件") + "," + value("增量", "2025", "5", "件") + "," + value("保留数", "2025", "8", "所") + "," +
         value("实施率", "2025", "60.5", "%") + "," + value("成果增多", "2025", "3", "成") + "," + value("推广数", "2025", "25", "件");
}

TEST_CASE("the JSON of targets fits its schema, whatever the figures and the day") {
  const base::JsonValue schema = report::targets_schema();
  const base::JsonValidator validator(schema);
  for (const std::string& values : {std::string(), all_values()}) {
    for (const char* on : {"2024-06-30", "2025-12-31", "2026-03-01"}) {
      const Judgement judgement(values, on);
      CHECK(validator.check(report::targets_json(judgement.shown), "targets") == "");
    }
  }
  base::JsonValue broken = report::targets_json(Judgement("").shown);
  broken.set("more", base::JsonValue::of(1));
  CHECK(validator.check(broken, "targets") != "");
}

TEST_CASE("the JSON of tasks fits its schema") {
  const base::JsonValue schema = report::tasks_schema();
  const base::JsonValidator validator(schema);
  for (const char* department : {"", "甲局", "市丁局"}) {
    for (const char* before : {"", "2025-12-31", "2020-01-01"})
      CHECK(validator.check(report::tasks_json(Listing(department, before).shown), "tasks") == "");
  }
}

TEST_CASE("numbers of the JSON are exact") {
  const Judgement judgement(all_values());
  const base::JsonValue json = report::targets_json(judgement.shown);
  const base::JsonArray& targets = *json.find("targets")->as_array();
  const auto number = [&](std::size_t i, const char* key) { return *targets[i].find(key)->find("number")->as_string(); };
  CHECK(number(0, "figure") == "3519/880");
  CHECK(number(0, "gap") == "-1/880");
  CHECK(number(1, "figure") == "712500");
  CHECK(number(2, "goal") == "10000000000");
  CHECK(number(2, "gap") == "-13000000");
  CHECK(number(3, "gap") == "-0.5");
  CHECK(number(7, "figure") == "60.5");
}

// 3519 ÷ 880 = 3.998863…: rounded to 3.9989, and one that is nearer to the goal never to the goal itself.
TEST_CASE("a quotient is never rounded to a goal that it does not reach") {
  const auto text = [](const std::string& stock) {
    const Judgement judgement(value("每万人口成果拥有量", "2025", stock, "件", kStock) + "," +
                              value("每万人口成果拥有量", "2025", "88003.0003", "万人", kPeople));
    return report::targets_text(judgement.shown, Language::zh);
  };
  CHECK(holds(text("351902"), "约 3.9988 件/万人"));
  CHECK(holds(text("352012"), "约 3.99999999 件/万人"));
}

TEST_CASE("every form of the targets says every status, figure and source, in both languages") {
  const Judgement judgement(all_values());
  const std::filesystem::path path = std::filesystem::temp_directory_path() / "zhidui-targets-test.xlsx";
  for (const Language language : {Language::zh, Language::en}) {
    CHECK(!report::targets_workbook(path.string(), judgement.shown, language));
    const std::vector<std::string> forms{report::targets_text(judgement.shown, language), report::targets_html(judgement.shown, language),
                                         cells_of(path)};
    const bool zh = language == Language::zh;
    for (const std::string& form : forms) {
      const std::vector<std::string> said = zh ? std::vector<std::string>{"已达到",
                                                                          "未达到",
                                                                          "没有数据",
                                                                          "没有期限",
                                                                          "待定",
                                                                          "没有指标的数",
                                                                          "正好等于目标值",
                                                                          "等于不算达到",
                                                                          "期限以后的数 1 个",
                                                                          "是期限以前的",
                                                                          "2025-01-01 至 2025-12-31 没有数",
                                                                          "统计局"}
                                               : std::vector<std::string>{"met",
                                                                          "missed",
                                                                          "no data",
                                                                          "no due day",
                                                                          "not determined",
                                                                          "no figure asked for",
                                                                          "being equal does not reach it",
                                                                          "figures after the due day, which do not count: 1",
                                                                          "from before its last day",
                                                                          "no figure from 2025-01-01 to 2025-12-31",
                                                                          "published by 统计局"};
      for (const std::string& words : said) {
        if (&form == &forms[2] && words == "正好等于目标值") continue;  // a workbook has the difference as a number
        CHECK_MESSAGE(holds(form, words), words, " in form ", &form - forms.data());
      }
    }
  }
  std::filesystem::remove(path);
}

TEST_CASE("before the due day the forms say what there is so far") {
  const std::string so_far = report::targets_text(Judgement(all_values(), "2025-12-30").shown, Language::zh);
  CHECK(holds(so_far, "尚未到期"));
  CHECK(holds(so_far, "最近的数已经达到, 到期才算"));
  CHECK(holds(so_far, "到所问的日子还没有数"));
  CHECK(holds(so_far, "所问的日子以后的数 1 个, 没有看"));
  const std::string short_of = report::targets_text(Judgement(value("成果量", "2024", "1", "件"), "2025-01-01").shown, Language::zh);
  CHECK(holds(short_of, "最近的数还没有达到"));
}

TEST_CASE("every form of the tasks names each duty, department and day") {
  const Listing listing;
  const std::filesystem::path path = std::filesystem::temp_directory_path() / "zhidui-tasks-test.xlsx";
  CHECK(!report::tasks_workbook(path.string(), listing.shown, Language::zh));
  for (const std::string& form :
       {report::tasks_text(listing.shown, Language::zh), report::tasks_html(listing.shown, Language::zh), cells_of(path)}) {
    for (const ir::Typed& typed : one_place().program.typed) CHECK_MESSAGE(holds(form, typed.name), typed.name);
    for (const char* words : {"甲局 (原文也写作 市甲局)", "区丙局", "市丁局", "各区（县）政府", "2025-06-30", "2025年度", "没有期限",
                              "期限待定", "规模 1,000 万元", "「每万人口成果拥有量达到4件，」"})
      CHECK_MESSAGE((holds(form, words) || holds(form, std::string(words).substr(3, std::string(words).size() - 6))), words);
  }
  std::filesystem::remove(path);
  const std::string some = report::tasks_text(Listing("区丙局", "2030-01-01").shown, Language::zh);
  CHECK(holds(some, "只列 区丙局 的"));
  CHECK(holds(some, "只列期限在 2030-01-01 以前的; 没有期限的 4 项没有列"));
  CHECK(holds(some, "没有符合的"));
  CHECK(holds(report::tasks_text(listing.shown, Language::en), "Tasks of departments"));
}

TEST_CASE("the same content gives the same bytes") {
  const Judgement judgement(all_values());
  const Listing listing;
  CHECK(report::targets_html(judgement.shown, Language::zh) == report::targets_html(judgement.shown, Language::zh));
  if (!report::has_chinese_font()) return;
  const auto pdf = report::targets_pdf(judgement.shown, Language::zh);
  REQUIRE(pdf.ok());
  CHECK(pdf->starts_with("%PDF"));
  CHECK(*report::targets_pdf(judgement.shown, Language::zh) == *pdf);
  CHECK(report::tasks_pdf(listing.shown, Language::en).ok());
}

}  // namespace
}  // namespace zhidui::targets
