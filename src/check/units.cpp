// Units of counts. 计数 专利 is a count of no unit yet: it takes the unit of what it is first compared with or added to
// (≥ 50件), and keeps it. What never meets a unit is counted in 个.
#include "check/lowering.h"

namespace zhidui::check {

namespace {

constexpr std::string_view kDefaultUnit = "个";

bool is_open_count(const Type& type) { return type.kind == TypeKind::count && !type.unit.present(); }

// The operands that share the type of the result.
std::vector<ExprId> alike(const ir::Expr& e) {
  std::vector<ExprId> out;
  switch (e.op) {
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::lower:
    case Op::higher:
    case Op::reading:
    case Op::sum:
    case Op::maximum:
    case Op::minimum: out = e.args; break;
    case Op::choose: out = {e.args[1], e.args[2]}; break;
    case Op::statistic: out = {e.args[2]}; break;
    case Op::tiers:
      for (const ir::TierRow& row : e.tiers) out.push_back(row.value);
      break;
    case Op::match:
      for (const ir::MatchRow& row : e.matches) out.push_back(row.value);
      break;
    case Op::cases:
      for (const ir::CaseRow& row : e.cases) out.push_back(row.value);
      if (e.otherwise.present()) out.push_back(e.otherwise);
      break;
    default: break;
  }
  return out;
}

}  // namespace

bool Lowering::unify(const Scope& scope, ExprId a, ExprId b) {
  const Type left = type_of(a);
  const Type right = type_of(b);
  if (left == right) return true;
  if (is_open_count(left) && right.kind == TypeKind::count) return set_unit(scope, a, right.unit, expr(a).span);
  if (is_open_count(right) && left.kind == TypeKind::count) return set_unit(scope, b, left.unit, expr(b).span);
  return false;
}

bool Lowering::set_unit(const Scope& scope, ExprId id, ir::UnitId chosen, Span span) {
  ir::Expr& e = program.exprs[id.value];
  if (!is_open_count(e.type)) return true;
  ir::UnitId* home = nullptr;  // where all uses of a computed field or a statistic learn their unit
  if (e.op == Op::statistic) home = &program.statistics[e.statistic.value].unit;
  if (e.op == Op::field || e.op == Op::field_on) home = &program.records[e.record_type.value].fields[e.field.value].type.unit;
  if (home && home->present() && *home != chosen) {
    report(scope, Kind::units_differ, span, {program.units[home->value], program.units[chosen.value]});
    return false;
  }
  if (home) *home = chosen;
  e.type.unit = chosen;
  if (e.op == Op::field) {
    const ExprId computed = program.record(e.record_type).fields[e.field.value].computed;
    if (computed.present() && !set_unit(scope, computed, chosen, span)) return false;
  }
  for (const ExprId operand : alike(program.exprs[id.value])) {
    if (!set_unit(scope, operand, chosen, span)) return false;
  }
  return true;
}

// At the end: nodes that were copied or read before their unit was known.
void Lowering::settle_units() {
  for (ir::Statistic& statistic : program.statistics) {
    if (!statistic.unit.present()) statistic.unit = unit(kDefaultUnit);
  }
  for (ir::RecordType& record : program.records) {
    for (ir::Field& field : record.fields) {
      if (is_open_count(field.type)) field.type.unit = unit(kDefaultUnit);
    }
  }
  for (ir::Expr& e : program.exprs) {
    if (!is_open_count(e.type)) continue;
    if (e.op == Op::statistic) e.type.unit = program.statistics[e.statistic.value].unit;
    if (e.op == Op::field || e.op == Op::field_on) e.type = program.record(e.record_type).fields[e.field.value].type;
    for (const ExprId operand : alike(e)) {
      if (program.expr(operand).type.kind == TypeKind::count) e.type.unit = program.expr(operand).type.unit;
    }
    if (is_open_count(e.type)) e.type.unit = unit(kDefaultUnit);
  }
}

}  // namespace zhidui::check
