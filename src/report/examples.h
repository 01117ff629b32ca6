// For the tests of report: real policies with facts.
#pragma once

#include <doctest/doctest.h>

#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

#include "facts/read_json.h"
#include "report/report.h"

namespace zhidui::report {

inline std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

struct Loaded {
  engine::Policy policy;
  facts::FactBase facts;
  evaluate::Scope scope;
};

// `edit` changes the bytes of the facts before they are read.
inline Loaded load_example(
    const std::string& policy, const std::string& facts, const char* day,
    const std::function<std::string(const std::string&)>& edit = [](const std::string& bytes) { return bytes; }) {
  const std::string root = ZHIDUI_ROOT;
  text::Diagnostics diagnostics;
  auto loaded = engine::load({root + policy}, {root + "/vocabulary", root + "/reference"}, {}, diagnostics);
  REQUIRE(loaded.ok());
  REQUIRE(!diagnostics.has_errors());
  text::SourceSet sources;
  const text::FileId file = sources.add(facts, edit(read_file(root + facts)));
  Loaded out{*std::move(loaded), {}, {}};
  out.facts = facts::read_json(out.policy.program, sources, file, diagnostics);
  REQUIRE(!diagnostics.has_errors());
  engine::Request request;
  request.claimed = base::Date::parse(day);
  out.scope = *engine::scope_of(out.policy.program, request);
  return out;
}

inline std::vector<Loaded> examples() {
  std::vector<Loaded> out;
  out.push_back(load_example("/policies/jincheng-2023.md", "/tests/golden/command/jincheng.json", "2025-03-10"));
  out.push_back(load_example("/tests/policies/gap.md", "/tests/golden/command/gap.json", "2024-12-02"));
  out.push_back(load_example("/tests/policies/conflict.md", "/tests/golden/command/conflict.json", "2024-12-02"));
  return out;
}

}  // namespace zhidui::report
