// For the tests: the register and the variants of this folder, and the places of the reference data.
#pragma once

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "engine/engine.h"
#include "matching/list.h"
#include "matching/match.h"

namespace zhidui::matching {

inline List table(const std::string& name) {
  std::ifstream in(std::string(ZHIDUI_ROOT "/tests/matching/") + name, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  text::SourceSet sources;
  text::Diagnostics diagnostics;
  List list = read_list(name, bytes.str(), {}, sources, diagnostics);
  REQUIRE_FALSE(diagnostics.has_errors());
  return list;
}

inline std::vector<Place> reference_places() {
  text::Diagnostics diagnostics;
  const auto policy = engine::load({}, {ZHIDUI_ROOT "/vocabulary", ZHIDUI_ROOT "/reference"}, {}, diagnostics);
  REQUIRE(policy.ok());
  std::vector<Place> out;
  for (const ir::Enumeration& each : (*policy).program.enumerations) {
    if (each.name.id != "region") continue;
    for (const ir::Member& member : each.members) out.push_back({member.code, member.name.zh, member.parent});
  }
  REQUIRE(out.size() > 30);
  return out;
}

inline std::vector<Applicant> register_of_test() {
  std::vector<Applicant> out;
  for (const ListRow& row : table("applicants.csv").rows) {
    Applicant applicant{row.cell("编号"), row.cell("名称"), {}, row.cell("统一社会信用代码"), {}};
    if (!row.cell("曾用名").empty()) applicant.former_names.push_back(row.cell("曾用名"));
    if (!row.cell("登记地").empty()) applicant.regions.push_back(row.cell("登记地"));
    out.push_back(std::move(applicant));
  }
  return out;
}

}  // namespace zhidui::matching
