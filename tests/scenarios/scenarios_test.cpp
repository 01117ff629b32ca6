// Every scenario beside every policy comes out as it was derived by hand.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "base/files.h"
#include "scenario/coverage.h"
#include "scenario/scenario.h"

namespace zhidui::scenario {

namespace {

const std::string kRoot = ZHIDUI_ROOT;

// Policies whose scenarios show every way they can turn out, and are to go on doing so.
const std::set<std::string> kShownWhole{"jincheng-2020.md", "jincheng-2023.md", "quanzhou-2021.md", "shijiazhuang-2022.md",
                                        "yanhu-draft.md"};

std::vector<std::string> policies_in(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(kRoot + "/" + folder)) {
    if (entry.path().extension() == ".md") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// Constructs of the language are tried over a small vocabulary of their own.
std::vector<std::string> vocabulary_of(const std::string& file) {
  if (file.starts_with(kRoot + "/tests/constructs/")) return {kRoot + "/tests/constructs/vocabulary"};
  return {kRoot + "/vocabulary", kRoot + "/reference"};
}

engine::Policy load(const std::vector<std::string>& files) {
  text::Diagnostics diagnostics;
  auto policy = engine::load(files, vocabulary_of(files.front()), {}, diagnostics);
  REQUIRE(policy.ok());
  INFO(text::render_all((*policy).sources, diagnostics, text::Language::zh));
  REQUIRE_FALSE(diagnostics.has_errors());
  return *std::move(policy);
}

// Every clause that a measure, a rule of settlement or a 通则 encodes is named by some scenario.
void check_clauses(const engine::Policy& policy, const Suite& suite) {
  std::set<std::string> named;
  for (const Case& scenario : suite.cases) named.insert(scenario.clauses.begin(), scenario.clauses.end());
  std::vector<ir::ClauseId> wanted;
  const auto want = [&](const std::vector<ir::ClauseId>& clauses) { wanted.insert(wanted.end(), clauses.begin(), clauses.end()); };
  for (const ir::Measure& measure : policy.program.measures) {
    want(measure.clauses);
    for (const ir::Condition& condition : measure.subjects) want(condition.clauses);
  }
  for (const ir::Settlement& settlement : policy.program.settlements) want(settlement.clauses);
  for (const ir::ClauseId id : wanted) {
    const std::string& path = policy.program.clauses[id.value].path;
    CHECK_MESSAGE(named.contains(path), "no scenario for clause " << path);
  }
}

// Every alternative of every reading that is not simply adopted gives its sum in some scenario.
void check_readings(const engine::Policy& policy, const Suite& suite) {
  std::set<std::string> tried;
  for (const Case& scenario : suite.cases) {
    for (const auto& [code, label] : scenario.request.readings) tried.insert(code + " " + label);
    for (const ExpectedAward& award : scenario.expect.awards) {
      for (const auto& [alternative, sum] : award.readings) tried.insert(alternative);
    }
  }
  for (const ir::Reading& reading : policy.program.readings) {
    for (std::uint32_t i = 0; i < reading.alternatives.size(); ++i) {
      if (reading.adoption != ir::Adoption::left_open && i == reading.adopted) continue;
      const std::string alternative = reading.code + " " + reading.alternatives[i].label.zh;
      CHECK_MESSAGE(tried.contains(alternative), "no scenario under " << alternative);
    }
  }
}

// Scenarios about decisions that cannot be used state such decisions: the reader warns of them. Nothing else is wrong.
bool only_unusable_decisions(const text::Diagnostics& diagnostics) {
  for (const text::Diagnostic& each : diagnostics.list()) {
    const bool meant = each.kind == text::Kind::facts_amount_outside_range || each.kind == text::Kind::facts_too_many_for_place;
    if (!meant) return false;
  }
  return true;
}

void run_all(const std::string& file) {
  const engine::Policy policy = load({file});
  text::Diagnostics diagnostics;
  const auto suite = read(policy, *files_of(file), diagnostics);
  REQUIRE(suite.ok());
  CHECK_MESSAGE(only_unusable_decisions(diagnostics), text::render_all((*suite).sources, diagnostics, text::Language::zh));
  CHECK_FALSE((*suite).cases.empty());
  const Report report = run(policy, *suite);
  MESSAGE(text_report(*suite, report, text::Language::zh));
  CHECK(report.failed() == 0);
  check_clauses(policy, *suite);
  check_readings(policy, *suite);
  if (!kShownWhole.contains(std::filesystem::path(file).filename().string())) return;
  const Coverage shown = coverage(policy, report);
  CHECK_MESSAGE(tally(shown).missing() == 0, coverage_text(policy, shown, text::Language::zh));
}

// The first fenced block of that kind on a page.
std::string first_block(const std::string& page, const std::string& kind) {
  std::ifstream in(page, std::ios::binary);
  std::ostringstream whole;
  whole << in.rdbuf();
  const std::string text = whole.str();
  const std::size_t begin = text.find("```" + kind + "\n");
  REQUIRE(begin != std::string::npos);
  const std::size_t body = text.find('\n', begin) + 1;
  return text.substr(body, text.find("```", body) - body);
}

}  // namespace

TEST_CASE("shipped policies") {
  for (const std::string& file : policies_in("policies")) run_all(file);
}

// What stands beside one document alone is about that document; this folder is about what each pays where both are asked.
TEST_CASE("an older and a newer document of one city") {
  const engine::Policy policy = load({kRoot + "/policies/jincheng-2020.md", kRoot + "/policies/jincheng-2023.md"});
  text::Diagnostics diagnostics;
  const auto suite = read(policy, *base::files_in(kRoot + "/policies/jincheng.scenarios", ".yaml"), diagnostics);
  REQUIRE(suite.ok());
  CHECK_MESSAGE(diagnostics.empty(), text::render_all((*suite).sources, diagnostics, text::Language::zh));
  CHECK_FALSE((*suite).cases.empty());
  const Report report = run(policy, *suite);
  MESSAGE(text_report(*suite, report, text::Language::zh));
  CHECK(report.failed() == 0);
}

TEST_CASE("small policies: a gap, a conflict, a sum that is not stated") {
  for (const std::string& file : policies_in("tests/policies")) run_all(file);
}

TEST_CASE("the constructs of the language, each in a small policy") {
  for (const std::string& file : policies_in("tests/constructs")) run_all(file);
}

TEST_CASE("the example of docs/scenarios.md") {
  const engine::Policy policy = load({kRoot + "/policies/jincheng-2023.md"});
  text::Diagnostics diagnostics;
  Suite suite;
  read_text(policy, "docs/scenarios.md", first_block(kRoot + "/docs/scenarios.md", "yaml"), suite, diagnostics);
  CHECK_MESSAGE(only_unusable_decisions(diagnostics), text::render_all(suite.sources, diagnostics, text::Language::zh));
  REQUIRE(suite.cases.size() == 1);
  CHECK(run(policy, suite).failed() == 0);
}

}  // namespace zhidui::scenario
