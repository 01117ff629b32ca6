// Ranges and expressions of fields.
#include <algorithm>

#include "base/date.h"
#include "check/lowering.h"

namespace zhidui::check {

void Lowering::lower_ranges() {
  for (std::uint32_t r = 0; r < program.records.size(); ++r) {
    for (std::uint32_t f = 0; f < program.records[r].fields.size(); ++f) lower_range_of(ir::RecordId{r}, ir::FieldId{f});
  }
}

void Lowering::lower_range_of(ir::RecordId record, ir::FieldId id) {
  ir::Field& field = program.records[record.value].fields[id.value];
  const FieldState& state = field_states[record.value][id.value];
  if (state.broken || field.kind == ir::FieldKind::computed) return;
  Scope scope = file_scope(state.input);
  const syntax::Field& written = *state.tree;
  switch (field.type.kind) {
    case TypeKind::date:
      field.low = Rational(base::Date::year_start(base::kFirstYear).days);
      field.high = Rational(base::Date::year_end(base::kLastYear).days);
      break;
    case TypeKind::year:
      field.low = Rational(base::kFirstYear);
      field.high = Rational(base::kLastYear);
      break;
    case TypeKind::money:
    case TypeKind::count:
    case TypeKind::ratio:
      // Something for bounds to go on where the range is broken.
      field.low = field.high = Rational(0);
      if (!written.low.present()) report(scope, Kind::field_without_range, written.name.name.span, {field.name.zh});
      break;
    default: return;
  }
  if (!written.low.present() || !written.high.present()) return;
  const Type type = field.type;
  std::vector<Rational> ends;
  for (const syntax::ExprId end : {written.low, written.high}) {
    const ExprId value = lower_typed(scope, end, type);
    if (!value.present()) return;
    const auto fixed = fixed_number(value);
    if (!fixed) {
      report(scope, Kind::value_varies, tree(scope, end).span);
      return;
    }
    ends.push_back(*fixed);
  }
  if (ends[1] < ends[0]) {
    report(scope, Kind::range_reversed, tree(scope, written.low).span);
    return;
  }
  field.low = ends[0];
  field.high = ends[1];
}

void Lowering::lower_computed_fields() {
  for (std::uint32_t r = 0; r < program.records.size(); ++r) {
    for (std::uint32_t f = 0; f < program.records[r].fields.size(); ++f) lower_computed(ir::RecordId{r}, ir::FieldId{f});
  }
}

bool Lowering::lower_computed(ir::RecordId record, ir::FieldId id) {
  FieldState& state = field_states[record.value][id.value];
  if (state.progress == Progress::done) return !state.broken;
  ir::RecordType& type = program.records[record.value];
  const std::string name = type.name.zh + " 的 " + type.fields[id.value].name.zh;
  Scope scope = file_scope(state.input);
  if (state.progress == Progress::active) {
    cycle(scope, name, state.tree->name.name.span);
    state.broken = true;
    return false;
  }
  state.progress = Progress::active;
  chain.push_back(name);
  const int outer_depth = std::exchange(depth, 0);
  const ExprId self = row_of(scope, record, type.self, state.tree->name.name.span);
  scope.rows = {{record, self}};
  scope.item = self;
  scope.document = {};  // a record is of no document
  if (record == program.subject_record) {
    scope.subject = Scope::Subject::given;
    scope.subject_expr = self;
  }
  const std::optional<Type> declared =
      state.tree->type.kind == syntax::TypeExpr::Kind::missing ? std::nullopt : std::optional(type.fields[id.value].type);
  const std::size_t fresh_from = program.exprs.size();
  ExprId value;
  if (!state.broken && self.present()) {
    value = declared ? lower_typed(scope, state.tree->computed, *declared) : lower(scope, state.tree->computed);
    value = named(value, type.fields[id.value].name.zh, state.tree->span, fresh_from, false);
  }
  ir::Field& field = program.records[record.value].fields[id.value];
  if (value.present()) {
    field.computed = value;
    field.type = type_of(value);
  } else {
    state.broken = true;
  }
  depth = outer_depth;
  chain.pop_back();
  state.progress = Progress::done;
  return !state.broken;
}

}  // namespace zhidui::check
