// Readings and what they cost: each figure is that of two whole assessments compared, and every form says it.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "base/json_validator.h"
#include "base/must.h"
#include "report/examples.h"
#include "report/pdf.h"
#include "report/readings.h"
#include "report/tallies.h"
#include "report/totals.h"
#include "spreadsheet/reader.h"

using namespace zhidui;
using namespace zhidui::report;
using base::JsonValue;
using outcome::Interval;

namespace {

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// Everything of every applicant from the beginning, nothing skipped.
struct Whole {
  Interval total;
  std::map<std::string, Interval> applicants;
};
Whole assess_all(const Loaded& loaded, evaluate::Scope scope) {
  scope.reasons = false;
  engine::Request request;
  request.repairs = false;
  request.rests_on = false;
  std::vector<outcome::Answer> answers;
  for (const std::uint32_t subject : engine::applicants(loaded.policy.program, loaded.facts))
    answers.push_back(engine::assess(loaded.policy, loaded.facts, scope, subject, request));
  Whole out{tallies_of({loaded.policy, loaded.facts, scope}, answers).all.total, {}};
  for (const outcome::Answer& answer : answers) out.applicants[answer.subject] = listed_total(answer);
  return out;
}

struct Weighed {
  explicit Weighed(const Loaded& from) : loaded(from), view{from.policy, from.facts, from.scope} {
    const auto go = [&] { return ++steps > 0; };
    base = base::must(engine::baseline(from.policy, from.facts, from.scope, engine::applicants(from.policy.program, from.facts), go));
    trials = engine::trials(from.policy, from.facts, from.scope, base);
    Weighing weighing(view, base);
    for (const engine::Trial& trial : trials)
      weighing.add(trial, base::must(engine::answers_under(from.policy, from.facts, from.scope, base, trial, go)));
    costs = weighing.finish();
  }
  const Loaded& loaded;
  View view;
  std::vector<engine::ReadingReach> reach = engine::reading_reach(loaded.policy);
  engine::Baseline base;
  std::vector<engine::Trial> trials;
  ReadingCosts costs;
  int steps = 0;
  ReadingsView shown{view, reach, &costs};
};

const Loaded& example(const std::string& name) {
  static const std::map<std::string, Loaded> all = [] {
    std::map<std::string, Loaded> out;
    out.emplace("jincheng", load_example("/policies/jincheng-2023.md", "/examples/jincheng/facts.json", "2025-03-10"));
    out.emplace("quanzhou", load_example("/policies/quanzhou-2021.md", "/examples/quanzhou/facts.json", "2025-03-10"));
    // On this day the order of a rule leaves two co-owners level.
    out.emplace("quanzhou then", load_example("/policies/quanzhou-2021.md", "/examples/quanzhou/facts.json", "2024-06-05"));
    out.emplace("shijiazhuang", load_example("/policies/shijiazhuang-2022.md", "/examples/shijiazhuang/facts.json", "2026-09-10"));
    return out;
  }();
  return all.at(name);
}
const Weighed& weighed(const std::string& name) {
  static std::map<std::string, Weighed> all;
  return all.try_emplace(name, example(name)).first->second;
}

void compare(const Weighed& weighed, const AlternativeCost& cost, const Whole& now) {
  const Loaded& loaded = weighed.loaded;
  const Whole then = assess_all(loaded, engine::with_reading(loaded.policy, loaded.scope, cost.reading, cost.alternative));
  CHECK(cost.total == then.total);
  std::map<std::string, Interval> told = now.applicants;
  for (const Moved& moved : cost.moved) {
    const std::string& id = loaded.facts.record(weighed.costs.subjects[moved.subject]).id;
    CHECK(moved.now == now.applicants.at(id));
    CHECK(!(moved.then == moved.now));
    told[id] = moved.then;
  }
  for (const auto& [id, sum] : then.applicants) CHECK_MESSAGE(told.at(id) == sum, id);
}

void compare_all(const std::string& name) {
  const Weighed& some = weighed(name);
  const Whole now = assess_all(some.loaded, some.loaded.scope);
  CHECK(some.costs.total == now.total);
  for (const AlternativeCost& cost : some.costs.alternatives) {
    const ir::Reading& reading = some.loaded.policy.program.readings[cost.reading.value];
    CAPTURE(reading.code);
    CAPTURE(cost.alternative);
    compare(some, cost, now);
  }
}

}  // namespace

TEST_CASE("what a reading costs is the difference of two whole assessments: jincheng") { compare_all("jincheng"); }
TEST_CASE("what a reading costs is the difference of two whole assessments: quanzhou") { compare_all("quanzhou"); }
TEST_CASE("what a reading costs is the difference of two whole assessments: shijiazhuang") { compare_all("shijiazhuang"); }

TEST_CASE("every alternative that is not taken is tried, all of one left open, and some applicants are spared") {
  for (const char* name : {"jincheng", "quanzhou", "shijiazhuang"}) {
    const Weighed& some = weighed(name);
    std::size_t expected = 0, assessed = 0;
    for (const ir::Reading& reading : some.loaded.policy.program.readings)
      expected += reading.alternatives.size() - (reading.adoption == ir::Adoption::left_open ? 0 : 1);
    CHECK(some.costs.alternatives.size() == expected);
    for (const engine::Trial& trial : some.trials) assessed += trial.changeable.size();
    CHECK(assessed < expected * some.base.subjects.size() / 2);
    CHECK(some.steps == static_cast<int>(assessed + some.base.subjects.size()));
  }
}

TEST_CASE("an alternative asked for is the base, and the adopted one is tried against it") {
  Loaded loaded = load_example("/policies/jincheng-2023.md", "/tests/golden/command/jincheng.json", "2025-03-10");
  const ir::ReadingId id = base::must(ir::find_reading(loaded.policy.program, "JC23-28"));
  const Weighed before(loaded);
  loaded.scope = engine::with_reading(loaded.policy, loaded.scope, id, 1);
  const Weighed after(loaded);
  const auto total = [&](const Weighed& of, std::uint32_t alternative) {
    for (const AlternativeCost& cost : of.costs.alternatives) {
      if (cost.reading == id && cost.alternative == alternative) return cost.total;
    }
    return of.costs.total;
  };
  CHECK(total(before, 1) == after.costs.total);
  CHECK(total(after, 0) == before.costs.total);
  CHECK(holds(readings_text(after.shown, Language::zh), "本次计算所指定"));
}

TEST_CASE("a decision recorded among the facts is the base, and is told with who decided it and when") {
  const auto decided = [](const std::string& bytes) {
    const std::string first = "\"decisions\": [";
    std::string out = bytes;
    out.insert(out.find(first) + first.size(),
               "{\"id\": \"r1\", \"kind\": \"adopted_reading\", \"reading\": \"JC23-28\", \"alternative\": \"乙\", \"decider\": "
               "\"晋城市市场监督管理局\", \"decided_on\": \"2025-01-15\", \"basis\": \"答复函\"},");
    return out;
  };
  const Loaded loaded = load_example("/policies/jincheng-2023.md", "/tests/golden/command/jincheng.json", "2025-03-10", decided);
  const ir::ReadingId id = base::must(ir::find_reading(loaded.policy.program, "JC23-28"));
  CHECK(engine::alternative_taken(loaded.policy, loaded.facts, loaded.scope, id) == 1u);
  const Weighed some(loaded);
  for (const AlternativeCost& cost : some.costs.alternatives) CHECK_FALSE((cost.reading == id && cost.alternative == 1));
  const ReadingsView alone{some.view, some.reach, &some.costs, {id}};
  CHECK(holds(readings_text(alone, Language::zh), "乙 (依据事实库里的裁定 r1: 晋城市市场监督管理局、答复函、2025-01-15)"));
  CHECK(holds(readings_text(alone, Language::en), "by a decision recorded among the facts"));
  const Whole now = assess_all(loaded, loaded.scope);
  for (const AlternativeCost& cost : some.costs.alternatives) {
    if (cost.reading == id) compare(some, cost, now);
  }
}

// 泉州 QZ-16: what co-owners may claim moves one who stands in the same group, though none of the own claims reads it.
TEST_CASE("who only competes with those whom a reading touches is assessed anew too") {
  const Weighed& some = weighed("quanzhou then");
  const ir::ReadingId id = base::must(ir::find_reading(some.loaded.policy.program, "QZ-16"));
  std::vector<Direction> directions;
  for (const AlternativeCost& cost : some.costs.alternatives) {
    if (cost.reading != id) continue;
    for (const Moved& moved : cost.moved) directions.push_back(direction_of(moved));
  }
  CHECK(std::count(directions.begin(), directions.end(), Direction::gains) == 1);
  CHECK(std::count(directions.begin(), directions.end(), Direction::loses) == 1);
}

// By authority: the document, the organ and the day stand in the policy.
TEST_CASE("a reading by authority is told with its authority") {
  Loaded loaded = load_example("/policies/jincheng-2023.md", "/tests/golden/command/jincheng.json", "2025-03-10");
  const ir::ReadingId id = base::must(ir::find_reading(loaded.policy.program, "JC23-28"));
  ir::Reading& reading = loaded.policy.program.readings[id.value];
  reading.adoption = ir::Adoption::authority;
  reading.authority = "〔2024〕8号, 晋城市市场监督管理局, 2024-05-06";
  const View view{loaded.policy, loaded.facts, loaded.scope};
  const std::vector<engine::ReadingReach> reach = engine::reading_reach(loaded.policy);
  const std::string text = readings_text({view, reach, nullptr, {id}}, Language::zh);
  CHECK(holds(text, "有依据 1"));
  CHECK(holds(text, "甲 (依据 〔2024〕8号, 晋城市市场监督管理局, 2024-05-06)"));
}

TEST_CASE("a step that says no breaks off") {
  const Loaded& loaded = example("shijiazhuang");
  const auto subjects = engine::applicants(loaded.policy.program, loaded.facts);
  CHECK(!engine::baseline(loaded.policy, loaded.facts, loaded.scope, subjects, [] { return false; }));
  const Weighed& some = weighed("shijiazhuang");
  const auto busy = std::find_if(some.trials.begin(), some.trials.end(), [](const engine::Trial& t) { return !t.changeable.empty(); });
  REQUIRE(busy != some.trials.end());
  CHECK(!engine::answers_under(loaded.policy, loaded.facts, loaded.scope, some.base, *busy, [] { return false; }));
}

TEST_CASE("differences are told end by end, and where one has no upper bound it is not told") {
  const Interval ten{10, 10}, wide{10, 30}, open{10, 0, false, true};
  CHECK(difference_of(ten, wide) == Difference{0, 20});
  CHECK(difference_of(wide, ten) == Difference{0, -20});
  CHECK(difference_of(wide, open) == Difference{0, {}});
  CHECK(direction_of({0, ten, wide, {}}) == Direction::may_gain);
  CHECK(direction_of({0, wide, ten, {}}) == Direction::may_lose);
  CHECK(direction_of({0, ten, {20, 20}, {}}) == Direction::gains);
  CHECK(direction_of({0, wide, {20, 40}, {}}) == Direction::gains);
  CHECK(direction_of({0, wide, {0, 20}, {}}) == Direction::loses);
  CHECK(direction_of({0, wide, {30, 30}, {}}) == Direction::may_gain);
  CHECK(direction_of({0, wide, {20, 20}, {}}) == Direction::either);
  CHECK(direction_of({0, wide, open, {}}) == Direction::may_gain);
  CHECK(direction_of({0, open, wide, {}}) == Direction::may_lose);
}

TEST_CASE("every reading has a clause with its words, and the measures are those that read it") {
  for (const char* name : {"jincheng", "quanzhou", "shijiazhuang"}) {
    const Loaded& loaded = example(name);
    const std::vector<engine::ReadingReach> reach = engine::reading_reach(loaded.policy);
    for (std::size_t i = 0; i < reach.size(); ++i) {
      CAPTURE(loaded.policy.program.readings[i].code);
      CHECK(!reach[i].clauses.empty());
      for (const ir::Clause& clause : reach[i].clauses) {
        CHECK(!clause.path.empty());
        CHECK(!clause.quotations.empty());
      }
      for (const std::uint32_t measure : reach[i].measures) CHECK(measure < loaded.policy.program.measures.size());
    }
  }
  const Loaded& loaded = example("jincheng");
  const ir::Program& program = loaded.policy.program;
  const std::vector<engine::ReadingReach> reach = engine::reading_reach(loaded.policy);
  const auto measures = [&](const char* code) {
    std::string out;
    for (const std::uint32_t m : reach[base::must(ir::find_reading(program, code)).value].measures)
      out += (out.empty() ? "" : " ") + program.measures[m].name.id;
    return out;
  };
  CHECK(measures("JC23-02") == "foreign_grant");
  CHECK(measures("JC23-05") == "foreign_grant");  // only a rule reads it
}

TEST_CASE("the JSON of readings fits its schema, with and without costs") {
  const JsonValue schema = readings_schema();
  const base::JsonValidator validator(schema);
  for (const char* name : {"jincheng", "quanzhou", "shijiazhuang"}) {
    const Weighed& some = weighed(name);
    CHECK(validator.check(readings_json(some.shown), "readings") == "");
    CHECK(validator.check(readings_json({some.view, some.reach}), "readings") == "");
  }
}

TEST_CASE("every form says every reading that moves a sum, and who moves") {
  const Weighed& some = weighed("jincheng");
  const std::filesystem::path path = std::filesystem::temp_directory_path() / "zhidui-readings-test.xlsx";
  for (const Language language : {Language::zh, Language::en}) {
    CHECK(!readings_workbook(path.string(), some.shown, language));
    text::SourceSet sources;
    text::Diagnostics diagnostics;
    const auto workbook = spreadsheet::read_workbook("out.xlsx", read_file(path.string()), sources, diagnostics);
    REQUIRE(workbook);
    const std::string cells(sources.file(workbook->file).bytes());
    const std::string text = readings_text(some.shown, language), html = readings_html(some.shown, language);
    for (const AlternativeCost& cost : some.costs.alternatives) {
      const std::string& code = some.loaded.policy.program.readings[cost.reading.value].code;
      for (const std::string* form : {&text, &html, &cells}) CHECK_MESSAGE(holds(*form, code), code);
      for (const Moved& moved : cost.moved) {
        const std::string& id = some.loaded.facts.record(some.costs.subjects[moved.subject]).id;
        CHECK(holds(cells, id));
        if (cost.moved.size() <= 12) CHECK(holds(html, id));  // a page names the first of many, and says how many more
      }
    }
  }
  std::filesystem::remove(path);
  if (!has_chinese_font()) return;
  const auto pdf = readings_pdf(some.shown, Language::zh);
  REQUIRE(pdf.ok());
  CHECK(pdf->starts_with("%PDF"));
}
