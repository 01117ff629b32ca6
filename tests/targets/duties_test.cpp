// Who answers for what: articles, standing lists, blocks of their own, and two spellings of one department.
#include "fixture.h"

namespace zhidui::targets {
namespace {

const ir::Program& program() { return one_place().program; }

std::string charged(const Duties& duties, const std::string& name) {
  std::string out;
  for (const Duty& duty : duties.duties) {
    if (program().typed[duty.typed].name != name) continue;
    for (const Charge& charge : duty.charges) {
      const char* by = charge.by == By::block ? "!" : charge.by == By::standing ? "*" : "";
      out += (out.empty() ? "" : " ") + charge.written + by + "=" + duties.departments[charge.department].name;
    }
  }
  return out;
}

TEST_CASE("departments of the article, of standing lists of earlier articles, of the duty itself") {
  const Duties duties = duties_of(program(), day("2025-01-01"));
  CHECK(duties.duties.size() == 15);
  CHECK(charged(duties, "成果数") == "市甲局=甲局 乙局=乙局 各区（县）政府*=各区（县）政府");
  CHECK(charged(duties, "协调机制") == "市乙局=乙局 甲局=甲局 区丙局=区丙局 各区（县）政府*=各区（县）政府");
  CHECK(charged(duties, "监督检查") == "市丁局!=市丁局 市乙局=乙局 甲局=甲局 区丙局=区丙局 各区（县）政府*=各区（县）政府");
}

TEST_CASE("a department is found by each of its spellings, and by no part of one") {
  const Duties duties = duties_of(program(), day("2025-01-01"));
  const auto found = find_departments(duties, "市甲局");
  REQUIRE(found.size() == 1);
  CHECK(duties.departments[found[0]].spellings == std::vector<std::string>{"甲局", "市甲局"});
  CHECK(find_departments(duties, "甲局") == found);
  CHECK(find_departments(duties, "丙局").empty());  // 区丙局 is no department of the city
  CHECK(find_departments(duties, "局").empty());
}

TEST_CASE("selecting by department, document and day; what has no day is counted, not lost") {
  const Duties duties = duties_of(program(), day("2025-01-01"));
  const auto selected = [&](const Asked& asked) { return select(program(), duties, asked); };
  CHECK(selected({}).duties.size() == 15);
  CHECK(selected({.departments = find_departments(duties, "区丙局")}).duties.size() == 4);
  CHECK(selected({.departments = find_departments(duties, "市丁局")}).duties.size() == 1);
  CHECK(selected({.document = ir::find_document(program(), "targets2024")}).duties.size() == 15);
  const Selection until = selected({.due_before = day("2025-12-31")});
  CHECK(until.duties.size() == 1);  // 2025-06-30; the last day of 2025 is not before itself
  CHECK(until.without_date == 7);   // 保留数, 成果增多, 推广数 (open), 4 of part 二
  const Selection all = selected({.due_before = day("2026-01-01")});
  CHECK(all.duties.size() == 8);
  CHECK(all.duties.size() + all.without_date == 15);
}

TEST_CASE("documents do not lend each other their departments") {
  const Duties duties = duties_of(two_places().program, day("2025-01-01"));
  CHECK(duties.duties.size() == 16);
  const auto other = ir::find_document(two_places().program, "targets_other");
  for (const Duty& duty : duties.duties) {
    if (two_places().program.typed[duty.typed].document == *other) CHECK(duty.charges.empty());
  }
}

}  // namespace
}  // namespace zhidui::targets
