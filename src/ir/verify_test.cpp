#include <algorithm>
#include <functional>

#include <doctest/doctest.h>

#include "ir/sample_program.h"
#include "ir/verify.h"

using namespace zhidui::ir;
using zhidui::base::Rational;

namespace {

// True if changing the sample in this way is found, with these words.
bool found(const std::function<void(Program&)>& change, const std::string& words) {
  Program p = sample_program();
  change(p);
  const std::vector<std::string> lines = verify(p);
  const bool hit = std::any_of(lines.begin(), lines.end(), [&](const std::string& l) { return l.find(words) != std::string::npos; });
  if (!hit) {
    for (const std::string& l : lines) MESSAGE(l);
  }
  return hit;
}

Expr& first(Program& p, Op op) {
  return *std::find_if(p.exprs.begin(), p.exprs.end(), [&](const Expr& e) { return e.op == op; });
}

}  // namespace

TEST_CASE("verify: the sample holds") {
  for (const std::string& line : verify(sample_program())) FAIL_CHECK(line);
}

TEST_CASE("verify: ids") {
  CHECK(found([](Program& p) { first(p, Op::field).args[0].value = 9999; }, "an operand stands after its user"));
  CHECK(found([](Program& p) { first(p, Op::field).field.value = 99; }, "field out of range"));
  CHECK(found([](Program& p) { p.measures[0].document.value = 5; }, "document out of range"));
  CHECK(found([](Program& p) { p.settlements[0].root = 7; }, "root out of range"));
  CHECK(found([](Program& p) { p.binder_record.pop_back(); }, "one record type each"));
  CHECK(found([](Program& p) { p.settlements[0].measures[0].order[0].same_matter = true; }, "a key is an expression or"));
}

TEST_CASE("verify: vocabulary") {
  CHECK(found([](Program& p) { p.records[1].fields[3].low.reset(); }, "declares its range"));
  CHECK(found([](Program& p) { p.records[1].fields[3].low = Rational(2'000'000'000); }, "the range is empty"));
  CHECK(found([](Program& p) { p.records[1].fields[2].occurs_on = false; }, "marked 发生日"));
  CHECK(found([](Program& p) { p.records[1].name.zh = "主体"; }, "stands twice"));
  CHECK(found([](Program& p) { p.readings[0].alternatives.pop_back(); }, "at least two alternatives"));
  CHECK(found([](Program& p) { std::swap(p.series[0].entries[0], p.series[0].entries[1]); }, "keys ascend"));
  CHECK(found([](Program& p) { p.documents[0].effective = p.documents[0].expires; }, "told by itself"));
  CHECK(found(
      [](Program& p) {
        p.enumerations[0].members[0].parent = 1;
        p.enumerations[0].members[1].parent = 0;
      },
      "under itself"));
}

TEST_CASE("verify: operations") {
  CHECK(found([](Program& p) { first(p, Op::logical_and).args.clear(); }, "no operand"));
  CHECK(found([](Program& p) { first(p, Op::le).args.pop_back(); }, "wrong number of operands"));
  CHECK(found([](Program& p) { std::swap(first(p, Op::add_months).args[0], first(p, Op::add_months).args[1]); }, "wrong type"));
  CHECK(found([](Program& p) { first(p, Op::member).members = {1, 0}; }, "ascending"));
  CHECK(found([](Program& p) { first(p, Op::rounded).step = 0; }, "not positive"));
  CHECK(found([](Program& p) { first(p, Op::reading).args.pop_back(); }, "one operand per alternative"));
  CHECK(found([](Program& p) { first(p, Op::tiers).bounds.hi = Rational(std::int64_t{1} << 62) + Rational(1); }, "above 2^62"));
  CHECK(found([](Program& p) { first(p, Op::tiers).tiers[0].bound = first(p, Op::tiers).args[0]; }, "a bound that varies"));
  CHECK(found([](Program& p) { first(p, Op::count).range.reset(); }, "have a range"));
  CHECK(found([](Program& p) { first(p, Op::field_on).op = Op::field; }, "wrong number of operands"));
  CHECK(found([](Program& p) { p.records[0].fields[0].dated = false; }, "not dated"));
  CHECK(found([](Program& p) { p.records[0].fields[1].kind = FieldKind::observed; }, "is not decided"));
  CHECK(found([](Program& p) { first(p, Op::multiply).args[1] = first(p, Op::multiply).args[0]; }, "do not multiply"));
}

TEST_CASE("verify: rows in scope") {
  CHECK(found([](Program& p) { p.measures[0].conditions = p.measures[1].conditions; }, "not in scope"));
  CHECK(found([](Program& p) { p.measures[0].unit.yearly = false; }, "not yearly"));
  CHECK(found(
      [](Program& p) {
        // The inner aggregate of the sample binds the row of the outer one.
        std::vector<Expr*> ranges;
        for (Expr& e : p.exprs) {
          if (e.range) ranges.push_back(&e);
        }
        const auto inner = std::find_if(ranges.begin(), ranges.end(), [](Expr* e) { return e->op == Op::exists; });
        Expr& outer =
            **std::find_if(ranges.begin(), ranges.end(), [](Expr* e) { return e->op == Op::count && e->range->binder.value > 5; });
        (*inner)->range->binder = outer.range->binder;
      },
      "bound within"));
}

TEST_CASE("verify: measures and settlements") {
  CHECK(found(
      [](Program& p) {
        p.measures[1].amount->value = first(p, Op::multiply).args.empty() ? ExprId{} : p.measures[1].amount->value;
        first(p, Op::rounded).step = Rational::of(1, 10);
      },
      "parts of a fen"));
  CHECK(found([](Program& p) { p.measures[1].exceptions[0].over = {0}; }, "priority over itself"));
  CHECK(found([](Program& p) { p.measures[2].round->places[0].amount = {}; }, "all places have a sum"));
  CHECK(found([](Program& p) { p.measures[2].name = p.measures[1].name; }, "one key"));
  CHECK(found([](Program& p) { p.measures[0].amount.reset(); }, "gives a sum"));
  CHECK(found([](Program& p) { p.settlements[0].measures[0].per.pop_back(); }, "one per alternative"));
  CHECK(found([](Program& p) { p.settlements[2].nodes[2].operands = {0}; }, "no tree"));
  CHECK(found([](Program& p) { p.settlements[2].earlier.pop_back(); }, "scope of earlier payments"));
  CHECK(found([](Program& p) { p.settlements[0].pro_rata = true; }, "only a cap"));
  CHECK(found([](Program& p) { p.settlements[2].measures[1].per[0].keys[0].value = p.measures[1].fact_date; }, "different types"));
}

TEST_CASE("verify: grains") {
  Program p = sample_program();
  Builder b;
  b.program = std::move(p);
  const ExprId half = b.constant(plain(TypeKind::ratio), Rational::of(1, 2));
  const ExprId even = b.op(Op::multiply, plain(TypeKind::money), {b.constant(plain(TypeKind::money), 10000), half});
  const ExprId odd = b.op(Op::multiply, plain(TypeKind::money), {b.constant(plain(TypeKind::money), 3), half});
  const std::vector<std::int64_t> g = grains(b.program);
  CHECK(g[half.value] == 2);
  CHECK(g[even.value] == 1);
  CHECK(g[odd.value] == 2);
}
