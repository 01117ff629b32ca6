// Reading fields: observed facts with their visibility, dated attributes, decisions, computed fields, virtual records.
#include <algorithm>

#include "evaluate/interpreter.h"

namespace zhidui::evaluate {

using base::Rational;
using ir::Op;
using outcome::OpenKind;

// A field that nobody has told: the value supposed for it, else anything its type and range allow.
Value Interpreter::not_known(std::uint32_t record, ir::RecordId type, ir::FieldId field_id, const OpenSet& further) {
  const ir::RecordType& record_type = program_.record(type);
  const ir::Field& field = record_type.fields[field_id.value];
  const std::string& id = facts_.record(record).id;
  OpenSet opens;
  if (field.kind == ir::FieldKind::decided) {
    opens = open(OpenKind::decision, record_type.name.id + "." + field.name.id, id, "", field.voucher.empty() ? decider() : field.voucher);
  } else {
    opens = open(OpenKind::fact, record_type.name.id, id, field.name.id, field.voucher);
  }
  const auto supposed = scope_.supposed.find(opens_[*opens.begin()]);
  if (supposed != scope_.supposed.end()) return supposed->second;
  opens.merge(further);
  return facts::any_value(field.type, &field, opens);
}

Row Interpreter::row_of(const ir::Expr& record_expr, std::uint32_t node, Value* reference) {
  if (record_expr.op == Op::row) return rows_[record_expr.binder.value];
  if (record_expr.op == Op::subject) return Row{subject_, false, {}, {}};
  const auto id = ir::ExprId{static_cast<std::uint32_t>(&record_expr - program_.exprs.data())};
  *reference = eval_operand(id, node);
  if (reference->may.single()) return Row{reference->may.indices[0], false, {}, {}};
  return Row{};
}

Value Interpreter::evaluate_field(const ir::Expr& expr, std::uint32_t node) {
  const ir::Field& field = program_.record(expr.record_type).fields[expr.field.value];
  std::optional<Value> day;
  if (expr.op == Op::field_on) day = eval_operand(expr.args[1], node);
  Value reference;
  const Row row = row_of(program_.expr(expr.args[0]), node, &reference);
  if (!row.is_virtual && row.record == kNoRecord) {  // which record is not known
    return facts::any_value(field.type, &field, reference.opens);
  }
  if (day && !row.is_virtual) return field_on(row.record, expr.record_type, expr.field, *day, node);
  return field_of_row(row, expr.record_type, expr.field, node);
}

Value Interpreter::field_of_row(const Row& row, ir::RecordId type, ir::FieldId field_id, std::uint32_t node) {
  const ir::RecordType& record_type = program_.record(type);
  const ir::Field& field = record_type.fields[field_id.value];
  if (field.kind == ir::FieldKind::computed) return computed(row, type, field_id, node);
  if (!row.is_virtual) return observed(row.record, type, field_id, node);
  Value value = facts::any_value(field.type, &field, row.opens);
  if (field.occurs_on && row.after && value.interval.lo < Rational(row.after->days + 1)) {
    value = Value::range(row.after->days + 1, value.interval.hi, row.opens);
  }
  return value;
}

Value Interpreter::field(std::uint32_t record, ir::RecordId type, ir::FieldId field) {
  return field_of_row(Row{record, false, {}, {}}, type, field, outcome::kNoSite);
}

Value Interpreter::observed(std::uint32_t record, ir::RecordId type, ir::FieldId field_id, std::uint32_t node) {
  const ir::Field& field = program_.record(type).fields[field_id.value];
  if (outcome::TraceNode* slot = node_at(node)) slot->record = record;
  const facts::Segment* found = nullptr;
  for (const facts::Segment& segment : facts_.record(record).fields[field_id.value].segments) {
    // Of several decisions the latest visible one holds.
    if (visible(segment, field) && (!found || !found->from || (segment.from && *found->from <= *segment.from))) found = &segment;
  }
  return found ? found->value : not_known(record, type, field_id);
}

// The value on a day: the hull over the segments that the day may fall into; a day that no segment covers is not known.
Value Interpreter::field_on(std::uint32_t record, ir::RecordId type, ir::FieldId field_id, const Value& day, std::uint32_t node) {
  const ir::Field& field = program_.record(type).fields[field_id.value];
  if (outcome::TraceNode* slot = node_at(node)) slot->record = record;
  const Rational first = day.interval.lo, last = day.interval.hi;
  std::optional<Value> out;
  Rational covered(0);
  for (const facts::Segment& segment : facts_.record(record).fields[field_id.value].segments) {
    if (!visible(segment, field)) continue;
    const Rational from = segment.from ? std::max(first, Rational(segment.from->days)) : first;
    const Rational to = segment.to ? std::min(last, Rational(segment.to->days)) : last;
    if (to < from) continue;
    covered = covered + (to - from + Rational(1));
    out = out ? outcome::hull(*out, segment.value, day.opens) : segment.value;
  }
  if (out && covered == last - first + Rational(1)) return *out;
  return not_known(record, type, field_id, out ? day.opens : OpenSet{});
}

Value Interpreter::computed(const Row& row, ir::RecordId type, ir::FieldId field_id, std::uint32_t node) {
  const ir::RecordType& record_type = program_.record(type);
  const ir::BinderId self = record_type.self;
  Row saved = std::exchange(rows_[self.value], row);
  if (outcome::TraceNode* slot = node_at(node)) {
    slot->kind = outcome::TraceKind::definition;
    slot->record = row.record;
  }
  ++depth_;
  Value value = eval_operand(record_type.fields[field_id.value].computed, node);
  --depth_;
  rows_[self.value] = std::move(saved);
  return value;
}

}  // namespace zhidui::evaluate
