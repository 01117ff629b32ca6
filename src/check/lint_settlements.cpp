// Limits that forget what was paid before; a limit and a rounding whose order changes the sum.
#include <algorithm>
#include <set>

#include "check/lint.h"
#include "ir/walk.h"

namespace zhidui::check {

namespace {

using base::Rational;
using ir::ExprId;
using ir::Op;
using text::Kind;

class SettlementLint {
 public:
  SettlementLint(const ir::Program& program, text::Diagnostics& diagnostics) : program_(program), diagnostics_(diagnostics) {}

  void run() {
    for (const ir::Measure& measure : program_.measures) {
      for (const ir::Root& root : ir::roots(program_, measure)) walk(root.id);
    }
    for (const ir::Settlement& rule : program_.settlements) {
      forgets(rule);
      rounds_before(rule);
    }
  }

 private:
  // What was paid under a claim's own key always counts: a rule whose groups are single claims forgets nothing.
  bool is_own_claim(const ir::MeasureKeys& keys, const ir::KeyAlternative& alternative) const {
    const ir::Unit& unit = program_.measures[keys.measure.value].unit;
    bool record = unit.kind != outcome::UnitKind::item, year = !unit.yearly;
    for (const ir::Key& key : alternative.keys) {
      if (!key.value.present()) continue;
      const ir::Expr& expr = program_.expr(key.value);
      record = record || (expr.op == Op::row && expr.binder == unit.range.binder);
      year = year || expr.op == Op::this_year;
    }
    return record && year;
  }

  void forgets(const ir::Settlement& rule) {
    const ir::SettleNode& root = rule.nodes[rule.root];
    const bool counts = root.op == ir::SettleOp::cap || root.op == ir::SettleOp::first || root.op == ir::SettleOp::no_repeat;
    const bool remembers = std::any_of(rule.earlier.begin(), rule.earlier.end(), [](ir::History h) { return h != ir::History::none; });
    if (!counts || remembers) return;
    const bool single = rule.measures.size() == 1;
    const ir::MeasureKeys& keys = rule.measures.front();
    const auto own = [&](const ir::KeyAlternative& alternative) { return is_own_claim(keys, alternative); };
    if (single && std::all_of(keys.per.begin(), keys.per.end(), own)) return;
    diagnostics_.report(Kind::lint_limit_forgets, root.span, {rule.name});
  }

  // The step of the outermost rounding behind a sum; 0: it is not rounded to more than fen.
  Rational step_of(ExprId id) const {
    const ir::Expr& expr = program_.expr(id);
    if (expr.op == Op::rounded) return Rational(1) < expr.step ? expr.step : Rational(0);
    Rational step(0);
    for (const ExprId branch : branches(expr)) step = std::max(step, step_of(branch));
    return step;
  }

  // The operands of which the value is one.
  std::vector<ExprId> branches(const ir::Expr& expr) const {
    switch (expr.op) {
      case Op::lower:
      case Op::higher:
      case Op::reading: return expr.args;
      case Op::choose: return {expr.args[1], expr.args[2]};
      default: break;
    }
    std::vector<ExprId> out;
    for (const ir::TierRow& row : expr.tiers) out.push_back(row.value);
    for (const ir::MatchRow& row : expr.matches) out.push_back(row.value);
    for (const ir::CaseRow& row : expr.cases) out.push_back(row.value);
    if (expr.otherwise.present()) out.push_back(expr.otherwise);
    return out;
  }

  bool is_multiple(ExprId id, const Rational& step) const {
    const ir::Expr& expr = program_.expr(id);
    const auto whole = [&](const Rational& value) { return (value / step).is_integer(); };
    if (expr.op == Op::constant) return expr.value.kind == outcome::ValueKind::number && whole(expr.value.interval.lo);
    if (expr.op == Op::rounded) return whole(expr.step);
    std::vector<ExprId> parts = branches(expr);
    if (expr.op == Op::add || expr.op == Op::subtract) parts = expr.args;
    if (expr.op == Op::multiply) {  // so many times a multiple
      const auto multiple = [&](ExprId arg) { return program_.expr(arg).type.kind == ir::TypeKind::money && is_multiple(arg, step); };
      const auto times = [&](ExprId arg) { return program_.expr(arg).type.kind != ir::TypeKind::ratio; };
      return std::any_of(expr.args.begin(), expr.args.end(), multiple) && std::all_of(expr.args.begin(), expr.args.end(), times);
    }
    return !parts.empty() && std::all_of(parts.begin(), parts.end(), [&](ExprId part) { return is_multiple(part, step); });
  }

  // Where a reading chooses between the orders the question is asked already.
  void walk(ExprId id) {
    if (!walked_.insert(id.value).second) return;
    const ir::Expr& expr = program_.expr(id);
    if (expr.op == Op::reading && expr.type.kind == ir::TypeKind::money) return;
    if (expr.op == Op::lower || expr.op == Op::higher) limits_rounded(expr);
    if (expr.op == Op::rounded) rounds_limited(expr);
    for (const ir::Operand& operand : ir::operands(expr)) walk(operand.id);
  }

  // 较小(取整(x, 百元), 12345元): to round after the limit gives another sum, unless the limit is itself a multiple.
  void limits_rounded(const ir::Expr& expr) {
    if (expr.type.kind != ir::TypeKind::money) return;
    for (const ExprId arg : expr.args) {
      const Rational step = step_of(arg);
      if (step.sign() == 0) continue;
      const auto between = [&](ExprId other) { return !is_multiple(other, step); };
      if (std::any_of(expr.args.begin(), expr.args.end(), between)) return ask(expr.span, step);
    }
  }

  // 取整(较小(x, 12345元), 百元): the sum may come out above the limit, or below where the limit is what is due.
  void rounds_limited(const ir::Expr& expr) {
    const ir::Expr& inner = program_.expr(expr.args[0]);
    if (!(Rational(1) < expr.step) || (inner.op != Op::lower && inner.op != Op::higher)) return;
    const auto fixed = [&](ExprId arg) { return program_.expr(arg).op == Op::constant; };
    const auto between = [&](ExprId arg) { return fixed(arg) && !is_multiple(arg, expr.step); };
    const bool none_fixed = std::none_of(inner.args.begin(), inner.args.end(), fixed);
    if (none_fixed || std::any_of(inner.args.begin(), inner.args.end(), between)) ask(expr.span, expr.step);
  }

  // A settlement always cuts after the sums were rounded.
  void rounds_before(const ir::Settlement& rule) {
    const ir::SettleNode& root = rule.nodes[rule.root];
    if (root.op != ir::SettleOp::cap) return;
    for (const ir::MeasureKeys& keys : rule.measures) {
      const auto& amount = program_.measures[keys.measure.value].amount;
      if (!amount || !amount->value.present()) continue;
      const Rational step = step_of(amount->value);
      if (step.sign() > 0 && (rule.pro_rata || !is_multiple(root.limit, step))) return ask(root.span, step);
    }
  }

  void ask(const text::Span& span, const Rational& step) {
    diagnostics_.report(Kind::lint_limit_and_rounding, span, {base::yuan_text(step) + "元"});
  }

  const ir::Program& program_;
  text::Diagnostics& diagnostics_;
  std::set<std::uint32_t> walked_;
};

}  // namespace

void lint_settlements(const ir::Program& program, text::Diagnostics& diagnostics) { SettlementLint(program, diagnostics).run(); }

}  // namespace zhidui::check
