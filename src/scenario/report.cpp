// Results of scenarios as text and JSON.
#include "scenario/scenario.h"

namespace zhidui::scenario {

namespace {

using base::JsonValue;

std::string place_of(const Suite& suite, const Case& scenario) {
  const text::SourceFile& file = suite.sources.file(scenario.span.file);
  return file.name() + ":" + std::to_string(file.place(scenario.span.begin).line);
}

}  // namespace

std::string text_report(const Suite& suite, const Report& report, text::Language language, bool verbose) {
  const bool zh = language == text::Language::zh;
  std::string out;
  for (const Result& result : report.results) {
    if (result.passed() && !verbose) continue;
    const Case& scenario = *result.scenario;
    out += (result.passed() ? "✓ " : "✗ ") + scenario.id + "  " + place_of(suite, scenario) + "\n";
    if (result.passed()) continue;
    out += "  " + scenario.words + "\n  " + (zh ? "推算: " : "by hand: ") + scenario.derivation + "\n";
    for (const Difference& difference : result.differences) {
      out += "  " + difference.what + ": " + (zh ? "应为 " : "expected ") + difference.expected + (zh ? "，得到 " : ", got ") +
             difference.actual + "\n";
    }
  }
  const std::string total = std::to_string(report.results.size());
  const std::string failed = std::to_string(report.failed());
  const std::string passed = std::to_string(report.results.size() - report.failed());
  out += zh ? total + " 个场景：相符 " + passed + "，不符 " + failed + "\n"
            : total + " scenarios: " + passed + " passed, " + failed + " failed\n";
  return out;
}

JsonValue json_report(const Suite& suite, const Report& report) {
  JsonValue cases = JsonValue::array();
  for (const Result& result : report.results) {
    const Case& scenario = *result.scenario;
    const text::SourceFile& file = suite.sources.file(scenario.span.file);
    JsonValue differences = JsonValue::array();
    for (const Difference& difference : result.differences) {
      differences.push(JsonValue::object()
                           .set("what", JsonValue::of(difference.what))
                           .set("expected", JsonValue::of(difference.expected))
                           .set("actual", JsonValue::of(difference.actual)));
    }
    cases.push(JsonValue::object()
                   .set("id", JsonValue::of(scenario.id))
                   .set("file", JsonValue::of(file.name()))
                   .set("line", JsonValue::of(static_cast<int>(file.place(scenario.span.begin).line)))
                   .set("passed", JsonValue::of(result.passed()))
                   .set("differences", std::move(differences)));
  }
  JsonValue root = JsonValue::object();
  root.set("scenarios", JsonValue::of(report.results.size())).set("failed", JsonValue::of(report.failed())).set("cases", std::move(cases));
  return root;
}

}  // namespace zhidui::scenario
