// The small policies of this folder, and series given as CSV or JSON.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "engine/engine.h"
#include "spreadsheet/reader.h"
#include "targets/duties.h"
#include "targets/judge.h"

namespace zhidui::targets {

inline engine::Policy load(const std::vector<std::string>& files) {
  std::vector<std::string> paths;
  for (const std::string& file : files) paths.push_back(ZHIDUI_ROOT + ("/" + file));
  const std::string root = ZHIDUI_ROOT;
  text::Diagnostics diagnostics;
  auto policy = engine::load(paths, {root + "/vocabulary", root + "/reference"}, {}, diagnostics);
  REQUIRE(policy.ok());
  for (const text::Diagnostic& each : diagnostics.list())
    REQUIRE_MESSAGE(text::kind_text(each.kind).severity == text::Severity::warning, text::kind_text(each.kind).code);
  return *std::move(policy);
}

inline const engine::Policy& one_place() {
  static const engine::Policy policy = load({"tests/targets/policy.md"});
  return policy;
}
inline const engine::Policy& two_places() {
  static const engine::Policy policy = load({"tests/targets/policy.md", "tests/targets/other.md"});
  return policy;
}

inline base::Date day(const char* iso) {
  const auto date = base::Date::parse(iso);
  REQUIRE(date);
  return *date;
}

struct Read {
  text::SourceSet sources;
  text::Diagnostics diagnostics;
  std::vector<Target> targets;
  Series series;

  std::string codes() const {  // of all diagnostics, in order
    text::Diagnostics sorted = diagnostics;
    sorted.sort();
    std::string out;
    for (const text::Diagnostic& each : sorted.list()) out += (out.empty() ? "" : " ") + std::string(text::kind_text(each.kind).code);
    return out;
  }
  const std::vector<Figure>& of(const std::string& indicator) const {
    for (std::size_t i = 0; i < targets.size(); ++i) {
      if (targets[i].indicator == indicator) return series.of_target[i];
    }
    FAIL("no target ", indicator);
    return series.of_target.front();
  }
};

inline void understand_into(Read& out, const engine::Policy& policy, const std::vector<Entry>& entries) {
  out.targets = targets_of(policy.program, day("2026-03-01"));
  out.series = understand(policy.program, out.targets, entries, out.diagnostics);
}

inline Read from_json(const std::string& bytes, const engine::Policy& policy = one_place()) {
  Read out;
  understand_into(out, policy, read_json(out.sources, out.sources.add("series.json", bytes), out.diagnostics));
  return out;
}

// The entries of a JSON series, without what stands around them.
inline Read from_values(const std::string& values, const engine::Policy& policy = one_place()) {
  return from_json("{\"format\": \"zhidui-series/1\", \"values\": [" + values + "]}", policy);
}

inline Read from_csv(const std::string& bytes, const engine::Policy& policy = one_place()) {
  Read out;
  const auto workbook = spreadsheet::read_workbook("series.csv", bytes, out.sources, out.diagnostics);
  REQUIRE(workbook);
  understand_into(out, policy, read_sheets(out.sources, *workbook, out.diagnostics));
  return out;
}

// A value in few words: {"indicator": …, "date": …, "value": …, "unit": …} with a source.
inline std::string value(const std::string& indicator, const std::string& when, const std::string& number, const std::string& unit,
                         const std::string& more = "") {
  const std::string key = when.size() == 4 ? "year" : "date";
  return "{\"indicator\": \"" + indicator + "\", \"" + key + "\": \"" + when + "\", \"value\": \"" + number + "\", \"unit\": \"" + unit +
         "\", \"source\": \"年报\", \"publisher\": \"统计局\"" + more + "}";
}

inline Judged judged(const Read& read, const std::string& indicator, const char* on, const engine::Policy& policy = one_place()) {
  REQUIRE(read.codes() == "");
  const std::vector<Target> targets = targets_of(policy.program, day(on));
  for (const Judged& each : judge(policy.program, targets, read.series, day(on))) {
    if (targets[each.target].indicator == indicator) return each;
  }
  FAIL("no target ", indicator);
  return {};
}

}  // namespace zhidui::targets
