// The operation table against its cases: every operation, exact values, exact opens (docs/operations.md §6).
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "base/must.h"
#include "case.h"
#include "evaluate/operations.h"
#include "value_text.h"
#include "world.h"

using namespace zhidui;
using namespace zhidui::conformance;
using outcome::OpenSet;
using outcome::Value;

namespace {

struct Row {
  std::string name, signature, sql, smt;
};
const std::vector<Row> kTable = {
#define OPERATION(name, signature, rule, sql, smt) {#name, signature, sql, smt},
#include "ir/operations.def"
#undef OPERATION
};

// Nothing can be open in them, so there is little to say.
const std::set<std::string> kNeverOpen = {"subject", "row", "this_year", "clock", "fact_date"};

ir::Op op_of(const std::string& name) {
  for (std::size_t i = 0; i < kTable.size(); ++i) {
    if (kTable[i].name == name) return static_cast<ir::Op>(i);
  }
  FAIL("no operation " << name);
  return ir::Op::constant;
}

ir::TierRow tier_of(const std::string& sign) {
  ir::TierRow row;
  row.comparison = sign == "=" ? ir::Op::eq : sign == ">" || sign == "<" ? ir::Op::lt : ir::Op::le;
  row.greater = sign == "≥" || sign == ">";
  return row;
}

base::Rounding rounding_of(const std::string& name) {
  if (name == "half_even") return base::Rounding::half_even;
  if (name == "down") return base::Rounding::down;
  if (name == "up") return base::Rounding::up;
  return base::Rounding::half_up;
}

Value run_reading(const Case& c, const std::vector<Value>& args, outcome::OpenTable& opens) {
  if (c.payload.taken) return args[*c.payload.taken];
  const OpenSet because(named_open(c.payload.left_open, opens));
  Value out = args[0];
  for (std::size_t i = 1; i < args.size(); ++i) out = outcome::hull(out, args[i], because);
  return out;
}

Value run_apply(const Case& c, outcome::OpenTable& opens) {
  std::vector<Value> args;
  for (const std::string& text : c.args) args.push_back(parse_value(text, opens));
  ir::Expr expr;
  expr.op = op_of(c.op);
  expr.members = c.payload.members;
  if (!c.payload.step.empty()) expr.step = parse_number(c.payload.step);
  expr.rounding = rounding_of(c.payload.rounding);
  for (const std::string& sign : c.payload.signs) expr.tiers.push_back(tier_of(sign));
  for (const std::vector<std::uint32_t>& key : c.payload.keys) expr.matches.push_back({key, {}, {}});
  if (expr.op == ir::Op::match) expr.args.resize(args.size() - expr.matches.size());
  if (expr.op == ir::Op::tiers) expr.args.resize(1);
  if (expr.op == ir::Op::cases) {
    expr.cases.resize(args.size() / 2);
    if (c.payload.otherwise) {
      expr.otherwise = ir::ExprId{0};
    } else {  // where the rules are silent the value is anything, and that they are is what is open
      args.push_back(parse_value("[0, ∞) open(gap)", opens));
    }
  }
  if (expr.op == ir::Op::reading) return run_reading(c, args, opens);
  std::vector<std::uint32_t> reached;
  const Value out = evaluate::apply(expr, args, &reached);
  if (expr.op == ir::Op::cases) {
    const auto n = static_cast<std::uint32_t>(expr.cases.size());
    const bool gap = !expr.otherwise.present() && std::find(reached.begin(), reached.end(), n) != reached.end();
    CHECK((c.payload.fault == "gap") == gap);
  }
  return out;
}

Value run_rows(const Case& c, outcome::OpenTable& opens) {
  evaluate::RowSet rows;
  for (const RowText& text : base::must(c.rows)) {
    const Value keep = parse_value(text.keep, opens);
    if (keep.is_false()) continue;  // no candidate
    rows.members.push_back({keep, text.value.empty() ? Value{} : parse_value(text.value, opens)});
  }
  // Whether a row exists that nobody has shown is what is open, also where the filter must keep it.
  const bool none = c.virtual_row == "F";
  if (!none) {
    const std::size_t at = c.virtual_row.find("open(");
    REQUIRE(at != std::string::npos);
    rows.unseen = parse_value("{T,F} " + c.virtual_row.substr(at), opens).opens;
  }
  if (!c.virtual_value.empty()) rows.unseen_value = parse_value(c.virtual_value, opens);
  if (!c.payload.none.empty()) rows.low = rows.high = parse_number(c.payload.none);
  return evaluate::aggregate(op_of(c.op), rows);
}

Value run(const Case& c, outcome::OpenTable& opens) {
  if (c.world) return evaluate_in_world(c, opens);
  if (c.rows) return run_rows(c, opens);
  if (c.op == "constant") return parse_value(c.args[0], opens);
  return run_apply(c, opens);
}

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : " ") + name;
  return out;
}

std::string cell(const std::string& line, int index) {
  std::size_t at = 0;
  for (int i = 0; i <= index && at != std::string::npos; ++i) at = line.find('|', at) + 1;
  const std::size_t end = line.find(" |", at);
  std::string text = line.substr(at, end - at);
  while (!text.empty() && text.front() == ' ') text.erase(0, 1);
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

}  // namespace

TEST_CASE("conformance: every case") {
  for (const Case& c : read_cases(ZHIDUI_ROOT "/tests/conformance")) {
    INFO(c.file, ": ", c.name);
    if (c.pending == "aborts") continue;
    outcome::OpenTable opens;
    const Value got = run(c, opens);
    const std::string expected = value_text(parse_value(c.expect, opens));
    if (c.pending.empty()) {
      CHECK(value_text(got) == expected);
      CHECK(joined(open_names(got.opens, opens)) == joined(c.opens));
    } else {
      const bool passes = value_text(got) == expected && open_names(got.opens, opens) == c.opens;
      CHECK_MESSAGE(!passes, "no longer pending: remove the mark");
    }
  }
}

TEST_CASE("conformance: every operation has its cases") {
  std::map<std::string, int> count;
  for (const Case& c : read_cases(ZHIDUI_ROOT "/tests/conformance")) ++count[c.op];
  for (const Row& row : kTable) {
    INFO(row.name);
    CHECK(count[row.name] >= (kNeverOpen.contains(row.name) ? 2 : 6));
  }
}

TEST_CASE("conformance: the table on the page is the table in the code") {
  std::ifstream in(ZHIDUI_ROOT "/docs/operations.md");
  REQUIRE(in.good());
  std::vector<std::string> lines;
  bool inside = false;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("## ")) inside = line.starts_with("## 2. The table");
    if (inside && line.starts_with("| `")) lines.push_back(line);
  }
  REQUIRE(lines.size() == kTable.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    INFO(lines[i]);
    CHECK(cell(lines[i], 0) == "`" + kTable[i].name + "`");
    CHECK(cell(lines[i], 1) == "`" + kTable[i].signature + "`");
    CHECK_FALSE(cell(lines[i], 2).empty());
    CHECK(cell(lines[i], 3) == kTable[i].sql);
    CHECK(cell(lines[i], 4) == kTable[i].smt);
  }
}
