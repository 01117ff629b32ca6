#include "ir/plan.h"

#include <algorithm>
#include <functional>
#include <set>

#include <doctest/doctest.h>

#include "ir/sample_program.h"
#include "ir/walk.h"

using namespace zhidui::ir;

namespace {

bool found(const std::function<void(Plan&)>& change, const std::string& words) {
  Plan plan = lower(sample_program());
  change(plan);
  const std::vector<std::string> lines = verify(plan);
  const bool hit = std::any_of(lines.begin(), lines.end(), [&](const std::string& l) { return l.find(words) != std::string::npos; });
  if (!hit) {
    for (const std::string& l : lines) MESSAGE(l);
  }
  return hit;
}

// Every node that some output of the measure needs, by following operands from the outputs.
std::set<std::uint32_t> needed(const PlanMeasure& m) {
  std::set<std::uint32_t> out;
  std::vector<NodeId> todo;
  for (const auto& [name, id] : outputs(m)) todo.push_back(id);
  if (m.item.present()) todo.push_back(m.block.rows[m.item.value].owner);
  while (!todo.empty()) {
    const NodeId id = todo.back();
    todo.pop_back();
    if (!out.insert(id.value).second) continue;
    for (const NodeId below : needs(m.block, m.block.nodes[id.value])) todo.push_back(below);
  }
  return out;
}

std::size_t count_of(const Block& block, Op op) {
  return static_cast<std::size_t>(std::count_if(block.nodes.begin(), block.nodes.end(), [&](const Node& n) { return n.op == op; }));
}

NodeId output(const PlanMeasure& m, const std::string& name) {
  for (const auto& [key, id] : outputs(m)) {
    if (key == name) return id;
  }
  return {};
}

}  // namespace

TEST_CASE("plan: the plan of the sample holds") {
  for (const std::string& line : verify(lower(sample_program()))) FAIL_CHECK(line);
}

TEST_CASE("plan: every node a measure needs stands in it once and after its operands") {
  const Plan plan = lower(sample_program());
  for (const PlanMeasure& m : plan.measures) {
    CHECK(needed(m).size() == m.block.nodes.size());
    for (std::size_t i = 0; i < m.block.nodes.size(); ++i) {
      for (const NodeId below : needs(m.block, m.block.nodes[i])) CHECK(below.value < i);
      for (std::size_t j = 0; j < i; ++j) CHECK_FALSE(m.block.nodes[i] == m.block.nodes[j]);
    }
  }
}

TEST_CASE("plan: each operation of the program is in the block of the measure that names it") {
  const Program p = sample_program();
  const Plan plan = lower(p);
  for (std::size_t i = 0; i < p.measures.size(); ++i) {
    std::vector<ExprId> ids;
    for (const Root& root : roots(p, p.measures[i])) {
      if (!root.role.starts_with("let")) ids.push_back(root.id);
    }
    const std::vector<bool> reached = reached_from(p, ids);
    std::set<Op> wanted, present;
    for (std::size_t e = 0; e < p.exprs.size(); ++e) {
      if (reached[e] && p.exprs[e].op != Op::fact_date) wanted.insert(p.exprs[e].op);
    }
    for (const Node& n : plan.measures[i].block.nodes) present.insert(n.op);
    for (const Op op : wanted) CHECK_MESSAGE(present.contains(op), op_name(op));
  }
}

TEST_CASE("plan: named outputs, the fact date in its place") {
  const Plan plan = lower(sample_program());
  const PlanMeasure& volume = plan.measures[0];
  CHECK(volume.block.nodes[output(volume, "fact_date").value].op == Op::year_end);
  CHECK(volume.block.nodes[output(volume, "amount").value].op == Op::tiers);
  CHECK(volume.block.nodes[output(volume, "force").value].op == Op::logical_and);
  CHECK(volume.block.nodes[output(volume, "subject 1").value].op == Op::logical_not);  // an exclusion
  CHECK(output(volume, "key 0 0 0") != output(volume, "key 0 1 0"));
  const PlanMeasure& loan = plan.measures[1];
  CHECK(output(loan, "candidate").present());
  CHECK(output(loan, "exception 0 amount low").present());
  CHECK(output(loan, "limit 1").present());
  CHECK(count_of(loan.block, Op::fact_date) == 0);
  // 放款日 is read once: as the fact date, by the filter, by the order of the rule and by the year of the rate.
  CHECK(count_of(loan.block, Op::series) == 1);
  const NodeId day = output(loan, "fact_date");
  CHECK(output(loan, "order 1 0") == day);
  CHECK(output(plan.measures[2], "round per").present());
  CHECK(output(plan.measures[2], "place 1").present());
}

TEST_CASE("plan: aggregates over one set share its rows, a row and its predecessor do not") {
  const Plan plan = lower(sample_program());
  const PlanMeasure& prize = plan.measures[2];
  std::set<std::uint32_t> copies;
  for (const Rows& r : prize.block.rows) {
    if (r.kind == RowsKind::member && r.holder.present()) copies.insert(r.copy);
  }
  CHECK(copies == std::set<std::uint32_t>{0, 1});
  CHECK(count_of(prize.block, Op::count) == 1);  // written once, added to itself
  CHECK(count_of(prize.block, Op::exists) == 1);
}

TEST_CASE("plan: atoms in program order, under the alternatives that show them") {
  const Plan plan = lower(sample_program());
  const std::vector<PlanAtom>& atoms = plan.measures[2].atoms;
  REQUIRE(atoms.size() == 4);
  CHECK(atoms[0].guards == std::vector<AtomGuard>{{ReadingId{0}, 0}});
  CHECK(atoms[1].guards == std::vector<AtomGuard>{{ReadingId{0}, 1}});
  CHECK(atoms[2].guards.empty());
  CHECK(atoms[2].condition == 1);
  CHECK(atoms[3].site == atoms[0].site);
  CHECK(plan.measures[0].atoms[1].negated);
}

TEST_CASE("plan: whether before how much") {
  const Plan plan = lower(sample_program());
  const std::vector<Stage> expected = {{StageKind::rank, 2},    {StageKind::place, 2},   {StageKind::own_key, UINT32_MAX},
                                       {StageKind::group, 0},   {StageKind::order, 0},   {StageKind::earlier, 0},
                                       {StageKind::first, 0},   {StageKind::group, 2},   {StageKind::order, 2},
                                       {StageKind::earlier, 2}, {StageKind::highest, 2}, {StageKind::group, 1},
                                       {StageKind::order, 1},   {StageKind::earlier, 1}, {StageKind::cap, 1},
                                       {StageKind::allocate, 1}};
  CHECK(plan.stages == expected);
}

TEST_CASE("plan: the verifier finds what is wrong") {
  CHECK(found([](Plan& p) { std::swap(p.measures[0].block.nodes[1], p.measures[0].block.nodes.back()); }, "after its user"));
  CHECK(found([](Plan& p) { p.measures[0].block.nodes.push_back(p.measures[0].block.nodes[0]); }, "stands twice"));
  CHECK(found([](Plan& p) { p.measures[0].keys.clear(); }, "without keys"));
  CHECK(found([](Plan& p) { std::swap(p.stages[0], p.stages[1]); }, "not the order"));
  CHECK(found([](Plan& p) { p.measures[1].candidate = {}; }, "needed by nothing"));
  CHECK(found([](Plan& p) { p.measures[1].item = {}; }, "has rows"));
  CHECK(found([](Plan& p) { p.measures[1].force = {}; }, "are told"));
  CHECK(found(
      [](Plan& p) {
        for (Node& n : p.measures[0].block.nodes) {
          if (n.op == Op::tiers) n.signs.pop_back();
        }
      },
      "wrong number of operands"));
  CHECK(found(
      [](Plan& p) {
        for (Node& n : p.measures[0].block.nodes) {
          if (n.op == Op::count) n.rows.value = 9;
        }
      },
      "rows out of range"));
  CHECK(found([](Plan& p) { p.measures[0].subjects[0].node = p.measures[0].block.rows.empty() ? NodeId{} : NodeId{999}; },
              "an output out of range"));
}

TEST_CASE("plan: what is printed can be read back") {
  const Plan plan = lower(sample_program());
  const std::string text = print(plan);
  const auto parsed = parse_plan(text);
  if (const auto* error = std::get_if<PlanError>(&parsed)) {
    FAIL("line " << error->line << ": " << error->message << "\n" << text);
  }
  CHECK(std::get<Plan>(parsed) == plan);
  CHECK(print(std::get<Plan>(parsed)) == text);
}

TEST_CASE("plan: names that need marks, two of one name, unbounded ends") {
  Program p = sample_program();
  p.enumerations[1].name.zh = p.enumerations[0].name.zh;
  p.enumerations[0].members[1].name.zh = "发明";
  p.enumerations[0].members[2].name.zh = "外观 设计 (in)";
  p.records[1].fields[2].name.zh = "in";
  p.settlements[0].name = "行 \"一\"\n二";
  for (Expr& e : p.exprs) {
    if (e.op == Op::sum) e.bounds.hi_unbounded = true, e.bounds.hi = 0;
    if (e.op == Op::member && e.members == std::vector<std::uint32_t>{0}) e.members = {1, 2};
  }
  const Plan plan = lower(p);
  const auto parsed = parse_plan(print(plan));
  if (const auto* error = std::get_if<PlanError>(&parsed)) {
    FAIL("line " << error->line << ": " << error->message << "\n" << print(plan));
  }
  CHECK(std::get<Plan>(parsed) == plan);
}

TEST_CASE("plan: a text that is no plan is refused with its line") {
  const auto line_of = [](const std::string& text) {
    const auto parsed = parse_plan(text);
    const auto* error = std::get_if<PlanError>(&parsed);
    return error ? error->line : 9999U;
  };
  CHECK(line_of("") == 0);
  CHECK(line_of("plan 2\n") == 1);
  CHECK(line_of("plan 1\nunit 件\nsurprise\n") == 3);
  CHECK(line_of("plan 1\n%0 subject record 主体\n") == 2);
  CHECK(line_of("plan 1\nhash \"abc\n") == 2);
  CHECK(line_of("plan 1\noutput %0\n") == 2);
  const std::string good = print(lower(sample_program()));
  // Any line left out, cut in half or doubled gives a plan or an error, never a crash.
  for (std::size_t begin = 0; begin < good.size();) {
    const std::size_t end = good.find('\n', begin);
    const std::string before = good.substr(0, begin);
    const std::string line = good.substr(begin, end - begin);
    const std::string after = good.substr(end);
    (void)parse_plan(before + after);
    (void)parse_plan(before + line.substr(0, line.size() / 2) + after);
    (void)parse_plan(before + line + "\n" + line + after);
    begin = end + 1;
  }
}
