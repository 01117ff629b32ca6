// Every file of tests/golden/scenario/*.yaml is read for the small policy of tests/policies/gap.md; beside it stands
// what comes out: the defects in Chinese and English, then the cases without defects. ZHIDUI_UPDATE=1 writes the
// expectations.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "scenario/scenario.h"

namespace zhidui::scenario {

namespace {

namespace fs = std::filesystem;

const std::string kRoot = ZHIDUI_ROOT;

std::string content(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

const engine::Policy& small_policy() {
  static const engine::Policy policy = [] {
    text::Diagnostics diagnostics;
    auto loaded = engine::load({kRoot + "/tests/policies/gap.md"}, {kRoot + "/vocabulary", kRoot + "/reference"}, {}, diagnostics);
    REQUIRE(loaded.ok());
    REQUIRE_FALSE(diagnostics.has_errors());
    return *std::move(loaded);
  }();
  return policy;
}

std::string outcome_of(const fs::path& path, std::set<std::string_view>& kinds) {
  Suite suite;
  text::Diagnostics diagnostics;
  read_text(small_policy(), path.filename().string(), content(path), suite, diagnostics);
  for (const text::Diagnostic& diagnostic : diagnostics.list()) kinds.insert(text::kind_name(diagnostic.kind));
  std::string out;
  if (!diagnostics.empty()) {
    out += text::render_all(suite.sources, diagnostics, text::Language::zh) + "----\n" +
           text::render_all(suite.sources, diagnostics, text::Language::en) + "----\n";
  }
  for (const Case& scenario : suite.cases) {
    out += scenario.id + ": " + std::to_string(scenario.facts.records().size()) + " records, subject " +
           scenario.facts.record(scenario.subject).id + "\n";
    for (const Difference& d : run_case(small_policy(), scenario).differences)
      out += "  " + d.what + ": " + d.expected + " / " + d.actual + "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("golden scenario files") {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(kRoot + "/tests/golden/scenario")) {
    if (entry.path().extension() == ".yaml") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::set<std::string_view> kinds;
  for (const fs::path& path : paths) {
    const std::string actual = outcome_of(path, kinds);
    fs::path expectation = path;
    expectation.replace_extension(".expected");
    if (std::getenv("ZHIDUI_UPDATE")) std::ofstream(expectation, std::ios::binary) << actual;
    CAPTURE(path.filename().string());
    CHECK(actual == content(expectation));
  }
  const std::vector<std::string_view> all = {
#define DIAGNOSTIC(name, ...) #name,
#include "text/diagnostics/scenario.def"
#undef DIAGNOSTIC
  };
  for (std::string_view kind : all) {
    CAPTURE(kind);
    CHECK(kinds.contains(kind));  // no kind without a file that shows it
  }
  // No scenario may supply what is computed, nor set a decided field without a decision that the situation tells of.
  CHECK(kinds.contains("facts_computed_field"));
  CHECK(kinds.contains("facts_decided_field"));
}

TEST_CASE("differences and reports") {
  Suite suite;
  text::Diagnostics diagnostics;
  std::string yaml = content(kRoot + "/tests/golden/scenario/sound.yaml");
  yaml.replace(yaml.find("total: 200000"), 13, "total: 100000");
  read_text(small_policy(), "sound.yaml", yaml, suite, diagnostics);
  REQUIRE(suite.cases.size() == 2);
  const Report report = run(small_policy(), suite);
  CHECK(report.failed() == 1);
  REQUIRE(report.results[0].differences.size() == 1);
  CHECK(report.results[0].differences[0].what == "total");
  CHECK(report.results[0].differences[0].expected == "100,000");
  CHECK(report.results[0].differences[0].actual == "200,000");
  CHECK(text_report(suite, report, text::Language::zh) ==
        "✗ S-1  sound.yaml:12\n  甲公司获金奖，另有三件专利。\n  推算: 金奖20万元\n  total: 应为 100,000，得到 200,000\n"
        "2 个场景：相符 1，不符 1\n");
  CHECK(text_report(suite, report, text::Language::en, true).ends_with("✓ S-2  sound.yaml:31\n2 scenarios: 1 passed, 1 failed\n"));
  CHECK(base::write_json(json_report(suite, report)).find(R"("differences":[{"what":"total","expected":"100,000","actual":"200,000"}])") !=
        std::string::npos);
  Filter by_case;
  by_case.case_id = "S-2";
  CHECK(run(small_policy(), suite, by_case).results.size() == 1);
  Filter by_measure;
  by_measure.measure = ir::find_measure(small_policy().program, "prize_reward");
  const Report prizes = run(small_policy(), suite, by_measure);
  REQUIRE(prizes.results.size() == 1);
  CHECK(prizes.results[0].scenario->id == "S-1");
}

}  // namespace zhidui::scenario
