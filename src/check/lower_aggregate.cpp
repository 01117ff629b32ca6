// Ranges over records and what is asked of them: 计数, 存在, 都, 合计, 最大, 最小.
#include "check/lowering.h"

namespace zhidui::check {

namespace {

Op op_of(syntax::AggregateOp op) {
  switch (op) {
    case syntax::AggregateOp::count: return Op::count;
    case syntax::AggregateOp::exists: return Op::exists;
    case syntax::AggregateOp::every: return Op::every;
    case syntax::AggregateOp::sum: return Op::sum;
    case syntax::AggregateOp::maximum: return Op::maximum;
    case syntax::AggregateOp::minimum: return Op::minimum;
  }
  return Op::count;
}

bool can_be_summed(TypeKind kind) {
  return kind == TypeKind::money || kind == TypeKind::count || kind == TypeKind::ratio || kind == TypeKind::days ||
         kind == TypeKind::months;
}

}  // namespace

// The innermost enclosing row of that record, else the one parameter of it, else the applicant.
ExprId Lowering::find_owner(const Scope& scope, ir::RecordId record, const syntax::Word& held_as) {
  for (auto row = scope.rows.rbegin(); row != scope.rows.rend(); ++row) {
    if (row->record == record) return row->expr;
  }
  ExprId owner;
  int found = 0;
  for (const Parameter& parameter : scope.parameters) {
    if (!parameter.value.present() || type_of(parameter.value) != Type{TypeKind::record, {}, {}, record}) continue;
    owner = parameter.value;
    ++found;
  }
  if (found == 1) return owner;
  const std::string& name = program.record(record).name.zh;
  if (found > 1) {
    report(scope, Kind::several_owners, held_as.span, {held_as.text});
    return {};
  }
  if (record == program.subject_record && scope.subject != Scope::Subject::none) return subject_of(scope, held_as.span);
  report(scope, Kind::no_owner, held_as.span, {name, held_as.text});
  return {};
}

// The observed field whose register tells whether all records of an owner are known.
std::optional<ir::FieldId> Lowering::relation_of(const Scope& scope, ir::RecordId record, ir::FieldId holder, Span span) {
  const ir::RecordType& type = program.record(record);
  const ir::Field& field = type.fields[holder.value];
  if (field.dated) {
    report(scope, Kind::holder_dated, span, {field.name.zh});
    return std::nullopt;
  }
  if (field.kind != ir::FieldKind::computed) return holder;
  if (!lower_computed(record, holder)) return std::nullopt;
  const ir::Expr* root = &expr(type.fields[holder.value].computed);
  if (root->op == Op::first_of) root = &expr(root->args[0]);
  if (root->op == Op::field && expr(root->args[0]).op == Op::row && expr(root->args[0]).binder == type.self &&
      type.fields[root->field.value].kind == ir::FieldKind::observed) {
    return root->field;
  }
  report(scope, Kind::holder_not_observed, span, {field.name.zh});
  return std::nullopt;
}

std::optional<ir::Range> Lowering::lower_range(Scope& scope, const syntax::Word& record_word, const syntax::Word& held_as, Span span,
                                               Scope& inner) {
  const auto record = find_record(record_word);
  if (!record) return std::nullopt;
  ir::Range range;
  range.record = *record;
  if (!held_as.text.empty()) {
    const auto holder = find_field(*record, held_as.text);
    if (!holder) {
      std::vector<std::string> candidates;
      for (const auto& [name, index] : field_index[record->value]) candidates.push_back(name);
      suggest(report(scope, Kind::unknown_field, held_as.span, {held_as.text, program.record(*record).name.zh}), held_as.text, candidates);
      return std::nullopt;
    }
    if (!lower_computed(*record, *holder)) return std::nullopt;
    const Type type = program.record(*record).fields[holder->value].type;
    if (type.kind != TypeKind::record && type.kind != TypeKind::list) {
      report(scope, Kind::holder_not_record, held_as.span, {held_as.text});
      return std::nullopt;
    }
    const auto relation = relation_of(scope, *record, *holder, held_as.span);
    if (!relation) return std::nullopt;
    const ExprId owner = find_owner(scope, type.record, held_as);
    if (!owner.present()) return std::nullopt;
    range.holder = *holder;
    range.relation = *relation;
    range.owner = owner;
  }
  range.binder = new_binder(*record);
  inner = scope;
  const ExprId row = row_of(scope, *record, range.binder, span);
  if (!row.present()) return std::nullopt;
  inner.rows.push_back({*record, row});
  return range;
}

ExprId Lowering::lower_aggregate(Scope& scope, const syntax::Aggregate& aggregate, Span span) {
  Scope inner;
  auto range = lower_range(scope, aggregate.range.record, aggregate.range.held_as, aggregate.range.span, inner);
  if (!range) return {};
  ir::Expr out;
  out.op = op_of(aggregate.op);
  out.span = span;
  bool whole = true;
  if (aggregate.op == syntax::AggregateOp::every) {
    if (!aggregate.range.where.present()) {
      report(scope, Kind::every_without_where, span);
      return {};
    }
    out.args = {lower_condition(inner, aggregate.range.where)};
    whole = out.args[0].present();
  } else if (aggregate.range.where.present()) {
    range->where = lower_condition(inner, aggregate.range.where);
    whole = range->where.present();
  }
  if (aggregate.range.distinct.present()) {
    if (out.op != Op::count) {
      report(scope, Kind::distinct_without_count, tree(scope, aggregate.range.distinct).span);
      return {};
    }
    range->distinct = lower(inner, aggregate.range.distinct);
    if (!range->distinct.present()) return {};
    if (!is_key_type(type_of(range->distinct))) {
      report(scope, Kind::key_type, tree(scope, aggregate.range.distinct).span, {type_text(type_of(range->distinct))});
      return {};
    }
  }
  if (aggregate.value.present()) {
    const ExprId value = lower(inner, aggregate.value);
    if (!value.present()) return {};
    const Type type = type_of(value);
    const Span at = tree(scope, aggregate.value).span;
    if (type.kind == TypeKind::boolean) {
      report(scope, Kind::aggregate_of_condition, at);
      return {};
    }
    if (out.op == Op::sum && !can_be_summed(type.kind)) {
      report(scope, Kind::not_additive, at, {type_text(type)});
      return {};
    }
    if (!is_ordered_type(type)) {
      report(scope, Kind::order_type, at, {type_text(type)});
      return {};
    }
    out.args = {value};
    out.type = type;
  } else {
    out.type = kBoolean;
    if (out.op == Op::count) out.type = Type{TypeKind::count, {}, {}, {}};  // its unit is learned from its use (units.cpp)
  }
  if (!whole) return {};
  out.range = *range;
  return add(scope, std::move(out));
}

}  // namespace zhidui::check
