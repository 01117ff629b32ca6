// Making typed expressions: every one is bounded when it is made.
#include "check/lowering.h"

namespace zhidui::check {

ExprId Lowering::add(const Scope& scope, ir::Expr expr) {
  if (too_large) return {};
  if (program.exprs.size() >= kExpressionLimit) {
    too_large = true;
    report(scope, Kind::program_too_large, expr.span, {std::to_string(kExpressionLimit)});
    return {};
  }
  Grain grain;
  if (!bound(scope, expr, grain)) return {};
  const ExprId id{static_cast<std::uint32_t>(program.exprs.size())};
  program.exprs.push_back(std::move(expr));
  grains.push_back(grain);
  return id;
}

ExprId Lowering::add(const Scope& scope, Op op, Type type, Span span, std::vector<ExprId> args) {
  for (const ExprId arg : args) {
    if (!arg.present()) return {};
  }
  ir::Expr out;
  out.op = op;
  out.type = type;
  out.span = span;
  out.args = std::move(args);
  return add(scope, std::move(out));
}

ExprId Lowering::constant(const Scope& scope, Type type, outcome::Value value, Span span) {
  ir::Expr out;
  out.op = Op::constant;
  out.type = type;
  out.span = span;
  out.value = std::move(value);
  return add(scope, std::move(out));
}

ExprId Lowering::number(const Scope& scope, TypeKind kind, Rational value, Span span) {
  return constant(scope, Type{kind, {}, {}, {}}, outcome::Value::number(value), span);
}

ExprId Lowering::member_constant(const Scope& scope, ir::EnumId enumeration, std::uint32_t index, Span span) {
  return constant(scope, Type{TypeKind::enumeration, {}, enumeration, {}}, outcome::Value::choice(index), span);
}

ExprId Lowering::unknown_of(const Scope& scope, const Type& type, Span span) {
  if (type.kind == TypeKind::record) return row_of(scope, type.record, new_binder(type.record), span);
  outcome::Value nothing;
  nothing.kind = outcome::ValueKind::text;  // no constant of the language is one: fixed_number and fixed_member see nothing in it
  return constant(scope, type, std::move(nothing), span);
}

ExprId Lowering::field_access(const Scope& scope, ExprId record, ir::FieldId field, ExprId day, Span span) {
  const ir::RecordId record_type = type_of(record).record;
  if (!lower_computed(record_type, field)) return {};
  const ir::Field& f = program.record(record_type).fields[field.value];
  ir::Expr out;
  out.op = day.present() ? Op::field_on : Op::field;
  out.type = f.type;
  out.span = span;
  out.args = {record};
  if (day.present()) out.args.push_back(day);
  out.record_type = record_type;
  out.field = field;
  return add(scope, std::move(out));
}

ExprId Lowering::row_of(const Scope& scope, ir::RecordId record, ir::BinderId binder, Span span) {
  ir::Expr out;
  out.op = Op::row;
  out.type = Type{TypeKind::record, {}, {}, record};
  out.span = span;
  out.binder = binder;
  return add(scope, std::move(out));
}

// The value under the name of a definition or 设. A node made for it is named in place; one that others share is
// copied, except a range over rows, whose binder must stay unique.
ExprId Lowering::named(ExprId value, const std::string& label, Span span, std::size_t fresh_from, bool use_span) {
  if (!value.present()) return value;
  ir::Expr& root = program.exprs[value.value];
  if (value.value >= fresh_from && root.label.empty()) {
    root.label = label;
    if (use_span) root.span = span;
    return value;
  }
  if (root.range || program.exprs.size() >= kExpressionLimit) return value;
  ir::Expr copy = root;
  copy.label = label;
  copy.span = span;
  program.exprs.push_back(std::move(copy));
  grains.push_back(grains[value.value]);
  return ExprId{static_cast<std::uint32_t>(program.exprs.size() - 1)};
}

ir::BinderId Lowering::new_binder(ir::RecordId record) {
  program.binder_record.push_back(record);
  return ir::BinderId{program.binder_count++};
}

std::optional<Rational> Lowering::fixed_number(ExprId id) const {
  const ir::Expr& e = expr(id);
  const ir::Bounds& b = e.bounds;
  const bool plain = e.op == Op::constant && e.value.kind == outcome::ValueKind::number;
  if (plain) return e.value.interval.lo;
  switch (e.type.kind) {
    case TypeKind::count:
    case TypeKind::money:
    case TypeKind::ratio:
    case TypeKind::months:
    case TypeKind::days:
      // Sums and products of written numbers are written numbers; a range of facts that has one value is not.
      break;
    default: return std::nullopt;
  }
  if (b.lo_unbounded || b.hi_unbounded || b.lo != b.hi) return std::nullopt;
  if (e.op != Op::add && e.op != Op::subtract && e.op != Op::multiply) return std::nullopt;
  for (const ExprId arg : e.args) {
    if (!fixed_number(arg)) return std::nullopt;
  }
  return b.lo;
}

std::optional<std::uint32_t> Lowering::fixed_member(ExprId id) const {
  const ir::Expr& e = expr(id);
  if (e.op != Op::constant || e.type.kind != TypeKind::enumeration || e.value.kind != outcome::ValueKind::choice) return std::nullopt;
  return e.value.may.indices[0];
}

}  // namespace zhidui::check
