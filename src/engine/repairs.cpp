// Minimal repairs, derived from the canonical vector of atoms: the least changes after which the claim would be due,
// and the next step up.
#include <algorithm>
#include <map>
#include <set>

#include "engine/run.h"
#include "evaluate/operations.h"

namespace zhidui::engine {

using base::Rational;
using outcome::Atom;
using outcome::Award;
using outcome::Repair;
using outcome::Value;

namespace {

constexpr std::size_t kMostRepairs = 4;
constexpr std::size_t kMostFailedAtoms = 24;

// The boolean skeleton of a condition over its atoms, some of them supposed to be the other way.
class Skeleton {
 public:
  Skeleton(const Setting& setting, const evaluate::Scope& scope, const Award& award)
      : setting_(setting), program_(setting.program), scope_(scope), award_(award) {}

  // Would the conditions that do not hold now hold with `flipped` atoms turned? An atom belongs to one condition, so the others stay.
  bool holds(const std::vector<std::uint32_t>& flipped) const {
    const ir::Measure& measure = program_.measures[award_.claim.measure];
    for (const outcome::ConditionResult& result : award_.claim.conditions) {
      if (result.value.is_true()) continue;
      const auto& list = result.stage == outcome::Stage::subject ? measure.subjects : measure.conditions;
      const ir::Condition& condition = list[result.condition];
      Value value = eval(condition.value, result.stage, result.condition, flipped);
      if (condition.excluded) value = outcome::negation(value);
      if (!value.is_true()) return false;
    }
    return true;
  }

 private:
  const Atom* atom_at(ir::ExprId id, outcome::Stage stage, std::uint32_t condition, std::uint32_t& index) const {
    for (index = 0; index < award_.claim.atoms.size(); ++index) {
      const Atom& atom = award_.claim.atoms[index];
      if (atom.site == id.value && atom.stage == stage && atom.condition == condition) return &atom;
    }
    return nullptr;
  }

  Value eval(ir::ExprId id, outcome::Stage stage, std::uint32_t condition, const std::vector<std::uint32_t>& flipped) const {
    std::uint32_t index = 0;
    if (const Atom* atom = atom_at(id, stage, condition, index)) {
      const bool turn = std::find(flipped.begin(), flipped.end(), index) != flipped.end();
      return turn ? Value::boolean(!atom->value.is_true()) : atom->value;
    }
    const ir::Expr& expr = program_.expr(id);
    switch (expr.op) {
      case ir::Op::logical_and:
      case ir::Op::logical_or:
      case ir::Op::logical_not:
      case ir::Op::choose:
      case ir::Op::reading:
      case ir::Op::cases: break;
      default: return leaf(id);
    }
    if (expr.op == ir::Op::reading) {
      const auto& chosen = expr.reading.value < scope_.readings.size() ? scope_.readings[expr.reading.value] : std::nullopt;
      const ir::Reading& reading = program_.readings[expr.reading.value];
      if (chosen || reading.adoption != ir::Adoption::left_open) {
        return eval(expr.args[chosen.value_or(reading.adopted)], stage, condition, flipped);
      }
    }
    std::vector<Value> args;
    for (ir::ExprId arg : expr.args) args.push_back(eval(arg, stage, condition, flipped));
    for (const ir::CaseRow& row : expr.cases) args.push_back(eval(row.condition, stage, condition, flipped));
    for (const ir::CaseRow& row : expr.cases) args.push_back(eval(row.value, stage, condition, flipped));
    if (expr.otherwise.present()) args.push_back(eval(expr.otherwise, stage, condition, flipped));
    return evaluate::apply(expr, args);
  }

  // What is no atom stands as it is: rows of 情形 and their values.
  Value leaf(ir::ExprId id) const {
    const auto known = leaves_.find(id);
    if (known != leaves_.end()) return known->second;
    const outcome::Claim& claim = award_.claim;
    const evaluate::ClaimContext at{ir::MeasureId{claim.measure}, claim.subject, claim.record, claim.key.period, claim.fact_date};
    return leaves_[id] = evaluate::evaluate_in(program_, setting_.facts, scope_, at, id, setting_.opens);
  }

  const Setting& setting_;
  const ir::Program& program_;
  const evaluate::Scope& scope_;
  const Award& award_;
  mutable std::map<ir::ExprId, Value> leaves_;
};

// What only chooses between the rows of a 情形 or the sides of 如 … 则 … 否则. Turned round it would bring other tests into
// play, of which nothing is known: that is no repair.
void collect_guards(const ir::Program& program, ir::ExprId id, bool inside, std::set<std::uint32_t>& guards) {
  const ir::Expr& expr = program.expr(id);
  if (inside) guards.insert(id.value);
  for (const ir::CaseRow& row : expr.cases) {
    collect_guards(program, row.condition, true, guards);
    collect_guards(program, row.value, inside, guards);
  }
  if (expr.otherwise.present()) collect_guards(program, expr.otherwise, inside, guards);
  for (std::size_t i = 0; i < expr.args.size(); ++i)
    collect_guards(program, expr.args[i], inside || (expr.op == ir::Op::choose && i == 0), guards);
}

std::set<std::uint32_t> guards_of(const ir::Program& program, const ir::Measure& measure) {
  std::set<std::uint32_t> guards;
  for (const auto* list : {&measure.subjects, &measure.conditions}) {
    for (const ir::Condition& condition : *list) collect_guards(program, condition.value, false, guards);
  }
  return guards;
}

// How far a comparison that fails is from holding, in its own unit; 0 where there is no distance to speak of.
Rational distance(const ir::Program& program, const Atom& atom) {
  if (!atom.left || !atom.right || !atom.left->single() || !atom.right->single()) return Rational(0);
  const ir::Op op = program.exprs[atom.site].op;
  const Rational gap = atom.left->interval.lo - atom.right->interval.lo;
  if (atom.value.is_true()) return Rational(0);
  if (op == ir::Op::le) return gap;
  if (op == ir::Op::lt) return gap + Rational(1);
  return Rational(0);
}

const ir::Expr* tier_of(const ir::Program& program, const evaluate::Scope& scope, ir::ExprId id) {
  const ir::Expr* expr = &program.expr(id);
  while (expr->op == ir::Op::reading) {
    const auto& chosen = expr->reading.value < scope.readings.size() ? scope.readings[expr->reading.value] : std::nullopt;
    expr = &program.expr(expr->args[chosen.value_or(program.readings[expr->reading.value].adopted)]);
  }
  return expr->op == ir::Op::tiers ? expr : nullptr;
}

// The next step of a 分档 above where the claim stands: "13 more → 50,000".
void add_step_up(const Setting& setting, const evaluate::Scope& scope, const Run& run, std::size_t index, Award& award) {
  const ir::Measure& measure = setting.program.measures[award.claim.measure];
  if (!measure.amount || measure.amount->kind != ir::AmountKind::computed || award.claim.amount_trace == outcome::kNoSite) return;
  const ir::Expr* tiers = tier_of(setting.program, scope, measure.amount->value);
  if (!tiers) return;
  const auto site = static_cast<std::uint32_t>(tiers - setting.program.exprs.data());
  const auto node = std::find_if(award.claim.trace.nodes.begin(), award.claim.trace.nodes.end(),
                                 [&](const outcome::TraceNode& n) { return n.site == site && !n.children.empty(); });
  if (node == award.claim.trace.nodes.end()) return;
  const Value& subject = award.claim.trace.nodes[node->children.front()].value;
  if (!subject.single()) return;
  std::optional<Repair> best;
  for (const ir::TierRow& row : tiers->tiers) {
    const ir::Expr& bound = setting.program.expr(row.bound);
    const ir::Expr& value = setting.program.expr(row.value);
    if (!row.greater || bound.op != ir::Op::constant || value.op != ir::Op::constant) continue;
    const Rational away = bound.value.interval.lo - subject.interval.lo + Rational(row.comparison == ir::Op::lt ? 1 : 0);
    if (away.sign() <= 0 || !(award.claim.base.money.interval.lo < value.value.interval.lo)) continue;
    if (!best || away < best->distances.front())
      best = Repair{{}, site, {away}, value.value, award.claim.base.money.interval.lo.sign() > 0};
  }
  if (!best) return;
  outcome::Claim supposed = award.claim;
  supposed.base.money = best->payable;
  best->payable = payable_if(setting, scope, run, index, supposed);
  const bool gains =
      award.payable.money.interval.lo < best->payable.interval.lo || award.payable.money.interval.hi < best->payable.interval.hi;
  if (gains) award.repairs.push_back(std::move(*best));
}

}  // namespace

void find_repairs(const Setting& setting, const evaluate::Scope& scope, Run& run, std::size_t index) {
  Award& award = run.awards[index];
  const auto& stages = award.claim.stages;
  const bool failed = stages[1].is_false() || stages[2].is_false();
  const bool in_force = !stages[0].is_false();
  const bool step = in_force && !failed && award.claim.key.unit_kind != outcome::UnitKind::none;
  if (step) add_step_up(setting, scope, run, index, award);
  if (!failed || !in_force || award.claim.conditions.empty()) return;
  const Value& base = award.claim.base.money;
  if (base.single() && base.interval.lo.sign() == 0) return;  // conditions are not what stands in the way alone
  outcome::Claim supposed = award.claim;
  for (const outcome::Stage stage : {outcome::Stage::subject, outcome::Stage::condition}) {
    supposed.stages[static_cast<std::size_t>(stage)] = Value::boolean(true);
  }
  const Value due = payable_if(setting, scope, run, index, supposed);
  if (due.single() && due.interval.lo.sign() == 0) return;  // nor would settlement leave anything
  const std::set<std::uint32_t> guards = guards_of(setting.program, setting.program.measures[award.claim.measure]);
  std::vector<std::uint32_t> wrong;  // atoms of the conditions that fail
  for (std::uint32_t i = 0; i < award.claim.atoms.size(); ++i) {
    const Atom& atom = award.claim.atoms[i];
    const bool fails =
        std::any_of(award.claim.conditions.begin(), award.claim.conditions.end(), [&](const outcome::ConditionResult& result) {
          return result.stage == atom.stage && result.condition == atom.condition && result.value.is_false();
        });
    if (fails && atom.value.single() && !guards.contains(atom.site)) wrong.push_back(i);
  }
  const Skeleton skeleton(setting, scope, award);
  const auto add = [&](const std::vector<std::uint32_t>& atoms) {
    if (award.repairs.size() >= kMostRepairs || !skeleton.holds(atoms)) return;
    Repair repair;
    repair.atoms = atoms;
    for (std::uint32_t atom : atoms) repair.distances.push_back(distance(setting.program, award.claim.atoms[atom]));
    repair.payable = due;
    award.repairs.push_back(std::move(repair));
  };
  for (std::uint32_t a : wrong) add({a});
  if (!award.repairs.empty()) return;
  if (wrong.size() > kMostFailedAtoms) wrong.resize(kMostFailedAtoms);  // of pairs there would be too many
  for (std::size_t i = 0; i < wrong.size(); ++i) {
    for (std::size_t j = i + 1; j < wrong.size(); ++j) add({wrong[i], wrong[j]});
  }
}

}  // namespace zhidui::engine
