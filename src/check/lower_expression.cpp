// Expressions of the tree → operations. This file dispatches; literals, fields and logic are here, the rest beside it.
#include "check/lowering.h"

namespace zhidui::check {

namespace {

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};

}  // namespace

ExprId Lowering::lower(Scope& scope, syntax::ExprId id, const Expected& expected) {
  if (!id.present() || too_large) return {};
  const syntax::Expr& node = tree(scope, id);
  if (depth >= kLoweringDepthLimit) {
    report(scope, Kind::expression_too_deep, node.span);
    return {};
  }
  ++depth;
  const ExprId out = lower_kind(scope, node, expected);
  --depth;
  return out;
}

ExprId Lowering::lower_typed(Scope& scope, syntax::ExprId id, const Type& type) {
  const ExprId out = lower(scope, id, type);
  return expect(scope, out, type, id.present() ? tree(scope, id).span : Span{}) ? out : ExprId{};
}

ExprId Lowering::lower_condition(Scope& scope, syntax::ExprId id) { return lower_typed(scope, id, kBoolean); }

ExprId Lowering::lower_kind(Scope& scope, const syntax::Expr& node, const Expected& expected) {
  const Span span = node.span;
  return std::visit(
      Overloaded{
          [&](const syntax::Error&) { return ExprId{}; },
          [&](const syntax::MoneyLiteral& x) { return number(scope, TypeKind::money, x.fen, span); },
          [&](const syntax::RatioLiteral& x) { return number(scope, TypeKind::ratio, x.value, span); },
          [&](const syntax::CountLiteral& x) {
            return constant(scope, Type{TypeKind::count, unit(x.unit), {}, {}}, outcome::Value::number(x.value), span);
          },
          [&](const syntax::DateLiteral& x) { return number(scope, TypeKind::date, x.value.days, span); },
          [&](const syntax::YearLiteral& x) { return number(scope, TypeKind::year, x.value, span); },
          [&](const syntax::DurationLiteral& x) { return number(scope, x.months ? TypeKind::months : TypeKind::days, x.value, span); },
          [&](const syntax::BoolLiteral& x) { return constant(scope, kBoolean, outcome::Value::boolean(x.value), span); },
          [&](const syntax::NameRef& x) { return lower_name(scope, x.word, span, expected); },
          [&](const syntax::Call& x) { return lower_call(scope, x, span); },
          [&](const syntax::Access& x) { return lower_access(scope, x, span); },
          [&](const syntax::Unary& x) { return add(scope, Op::logical_not, kBoolean, span, {lower_condition(scope, x.operand)}); },
          [&](const syntax::Binary& x) { return lower_binary(scope, x, span, expected); },
          [&](const syntax::Membership& x) { return lower_membership(scope, x, span); },
          [&](const syntax::Contains& x) { return lower_contains(scope, x, span); },
          [&](const syntax::Within& x) { return lower_within(scope, x, span); },
          [&](const syntax::If& x) { return lower_if(scope, x, span, expected); },
          [&](const syntax::Tiers& x) { return lower_tiers(scope, x, span, expected); },
          [&](const syntax::Match& x) { return lower_match(scope, x, span, expected); },
          [&](const syntax::Cases& x) { return lower_cases(scope, x, span, expected); },
          [&](const syntax::ReadingChoice& x) { return lower_reading(scope, x, span, expected); },
          [&](const syntax::Aggregate& x) { return lower_aggregate(scope, x, span); },
          [&](const syntax::IsRecorded& x) { return lower_is_recorded(scope, x, span); },
      },
      node.kind);
}

// The innermost row that has the field; for `营业收入 于 某日`, which names no record.
ExprId Lowering::row_with_field(Scope& scope, const syntax::Word& field) {
  for (auto row = scope.rows.rbegin(); row != scope.rows.rend(); ++row) {
    if (find_field(row->record, field.text)) return row->expr;
  }
  if (is_value_name(scope, field.text)) {
    report(scope, Kind::day_on_undated, field.span, {field.text});
  } else {
    unknown_name(scope, field.text, field.span);
  }
  return {};
}

ExprId Lowering::lower_access(Scope& scope, const syntax::Access& access, Span span) {
  const ExprId record = access.record.present() ? lower(scope, access.record) : row_with_field(scope, access.field);
  const ExprId day = access.on.present() ? lower_typed(scope, access.on, kDate) : ExprId{};
  if (!record.present() || (access.on.present() && !day.present())) return {};
  const Type type = type_of(record);
  if (type.kind != TypeKind::record) {
    report(scope, Kind::not_a_record, tree(scope, access.record).span, {type_text(type)});
    return {};
  }
  const auto field = find_field(type.record, access.field.text);
  if (!field) {
    std::vector<std::string> candidates;
    for (const auto& [name, index] : field_index[type.record.value]) candidates.push_back(name);
    suggest(report(scope, Kind::unknown_field, access.field.span, {access.field.text, program.record(type.record).name.zh}),
            access.field.text, candidates);
    return {};
  }
  const ir::Field& f = program.record(type.record).fields[field->value];
  if (f.dated != access.on.present()) {
    report(scope, f.dated ? Kind::dated_without_day : Kind::day_on_undated, access.field.span, {f.name.zh});
    return {};
  }
  return field_access(scope, record, *field, day, span);
}

ExprId Lowering::lower_is_recorded(Scope& scope, const syntax::IsRecorded& recorded, Span span) {
  const ExprId decision = lower(scope, recorded.decision);
  if (!decision.present()) return {};
  const ir::Expr& access = expr(decision);
  const bool is_field = access.op == Op::field || access.op == Op::field_on;
  if (!is_field || program.record(access.record_type).fields[access.field.value].kind != ir::FieldKind::decided) {
    report(scope, Kind::not_decided, tree(scope, recorded.decision).span);
    return {};
  }
  return add(scope, Op::is_recorded, kBoolean, span, {decision});
}

ExprId Lowering::lower_binary(Scope& scope, const syntax::Binary& binary, Span span, const Expected& expected) {
  using syntax::BinaryOp;
  switch (binary.op) {
    case BinaryOp::logical_or:
    case BinaryOp::logical_and: return lower_logical(scope, binary, span);
    case BinaryOp::add:
    case BinaryOp::subtract: return lower_sum(scope, binary, span, expected);
    case BinaryOp::multiply: return lower_product(scope, binary, span);
    case BinaryOp::eq:
    case BinaryOp::ne:
    case BinaryOp::lt:
    case BinaryOp::le:
    case BinaryOp::gt:
    case BinaryOp::ge: return lower_comparison(scope, binary, span);
  }
  return {};
}

// a 且 b 且 c is one operation of three operands, whatever brackets stand around them.
ExprId Lowering::lower_logical(Scope& scope, const syntax::Binary& binary, Span span) {
  std::vector<syntax::ExprId> operands;
  std::vector<syntax::ExprId> pending{binary.right, binary.left};
  while (!pending.empty()) {
    const syntax::ExprId next = pending.back();
    pending.pop_back();
    const syntax::Binary* inner = next.present() ? std::get_if<syntax::Binary>(&tree(scope, next).kind) : nullptr;
    if (inner && inner->op == binary.op) {
      pending.push_back(inner->right);
      pending.push_back(inner->left);
    } else {
      operands.push_back(next);
    }
  }
  std::vector<ExprId> args;
  for (const syntax::ExprId operand : operands) args.push_back(lower_condition(scope, operand));
  const Op op = binary.op == syntax::BinaryOp::logical_and ? Op::logical_and : Op::logical_or;
  return add(scope, op, kBoolean, span, std::move(args));
}

}  // namespace zhidui::check
