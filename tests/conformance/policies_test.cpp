// The shipped policies as programs and plans: every invariant of both, and plans that are read back.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "engine/engine.h"
#include "facts/read_json.h"
#include "ir/plan.h"

using namespace zhidui;

namespace {

engine::Policy load(const std::string& policy) {
  text::Diagnostics diagnostics;
  auto loaded = engine::load({policy}, {ZHIDUI_ROOT "/vocabulary", ZHIDUI_ROOT "/reference"}, {}, diagnostics);
  REQUIRE(loaded.ok());
  return std::move(*loaded);
}

ir::Program program_of(const std::string& policy) { return load(policy).program; }

// Stage, condition, place and sign of each atom that a claim reports.
using Reasons = std::vector<std::tuple<bool, std::uint32_t, std::uint32_t, bool>>;

Reasons reported(const outcome::Claim& claim) {
  Reasons out;
  for (const outcome::Atom& a : claim.atoms) out.emplace_back(a.stage == outcome::Stage::subject, a.condition, a.site, a.negated);
  return out;
}

Reasons planned(const ir::Plan& plan, const ir::PlanMeasure& measure) {
  Reasons out;
  for (const ir::PlanAtom& a : measure.atoms) {
    const bool shown = std::all_of(a.guards.begin(), a.guards.end(), [&](const ir::AtomGuard& guard) {
      const ir::PlanReading& reading = plan.readings[guard.reading.value];
      return reading.adoption == ir::Adoption::left_open || reading.adopted == guard.alternative;
    });
    if (shown) out.emplace_back(a.of_subject, a.condition, a.site, a.negated);
  }
  return out;
}

std::vector<std::string> policies() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(ZHIDUI_ROOT "/policies")) {
    if (entry.path().extension() == ".md") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

TEST_CASE("policies: programs and plans keep their invariants, plans are read back") {
  for (const std::string& file : policies()) {
    INFO(file);
    const ir::Program program = program_of(file);
    for (const std::string& line : ir::verify(program)) FAIL_CHECK(line);
    CHECK(ir::print(program) == ir::print(program_of(file)));
    const ir::Plan plan = ir::lower(program);
    for (const std::string& line : ir::verify(plan)) FAIL_CHECK(line);
    const auto parsed = ir::parse_plan(ir::print(plan));
    if (const auto* error = std::get_if<ir::PlanError>(&parsed)) FAIL("line " << error->line << ": " << error->message);
    CHECK(std::get<ir::Plan>(parsed) == plan);
  }
}

TEST_CASE("policies: the atoms of the plan are those the reference interpreter reports") {
  engine::Policy policy = load(ZHIDUI_ROOT "/policies/jincheng-2023.md");
  const ir::Plan plan = ir::lower(policy.program);
  std::ifstream in(ZHIDUI_ROOT "/examples/jincheng/facts.json");
  std::ostringstream bytes;
  bytes << in.rdbuf();
  text::Diagnostics diagnostics;
  const text::FileId file = policy.sources.add("facts.json", bytes.str());
  const facts::FactBase facts = facts::read_json(policy.program, policy.sources, file, diagnostics);
  evaluate::Scope scope;
  scope.claimed = scope.decided = scope.known = *base::Date::of(2025, 3, 10);
  std::size_t compared = 0;
  for (const std::uint32_t applicant : engine::applicants(policy.program, facts)) {
    outcome::OpenTable opens;
    for (const outcome::Claim& claim : evaluate::evaluate(policy.program, facts, scope, applicant, opens).claims) {
      if (claim.key.unit_kind == outcome::UnitKind::none) continue;
      INFO(claim.key.to_string());
      CHECK(reported(claim) == planned(plan, plan.measures[claim.measure]));
      ++compared;
    }
  }
  CHECK(compared > 100);
}
