// Every scenario beside every policy comes out as it was derived by hand.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "scenario/scenario.h"

namespace zhidui::scenario {

namespace {

const std::string kRoot = ZHIDUI_ROOT;

std::vector<std::string> policies_in(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(kRoot + "/" + folder)) {
    if (entry.path().extension() == ".md") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

engine::Policy load(const std::string& file) {
  text::Diagnostics diagnostics;
  auto policy = engine::load({file}, {kRoot + "/vocabulary", kRoot + "/reference"}, {}, diagnostics);
  REQUIRE(policy.ok());
  INFO(text::render_all((*policy).sources, diagnostics, text::Language::zh));
  REQUIRE_FALSE(diagnostics.has_errors());
  return *std::move(policy);
}

void run_all(const std::string& file) {
  const engine::Policy policy = load(file);
  text::Diagnostics diagnostics;
  const auto suite = read(policy, files_of(file), diagnostics);
  REQUIRE(suite.ok());
  CHECK_MESSAGE(diagnostics.empty(), text::render_all((*suite).sources, diagnostics, text::Language::zh));
  CHECK_FALSE((*suite).cases.empty());
  const Report report = run(policy, *suite);
  MESSAGE(text_report(*suite, report, text::Language::zh));
  CHECK(report.failed() == 0);
}

}  // namespace

TEST_CASE("shipped policies") {
  for (const std::string& file : policies_in("policies")) run_all(file);
}

}  // namespace zhidui::scenario
