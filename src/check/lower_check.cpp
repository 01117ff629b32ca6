// 核对: what must hold of the data of one record. Its condition and requirement see what a computed field of the record sees; its form is
// one of the closed list.
#include <algorithm>

#include "check/lowering.h"

namespace zhidui::check {

void Lowering::lower_checks() {
  for (std::size_t input = 0; input < inputs.size(); ++input) {
    for (const syntax::Declaration& declaration : inputs[input].tree.declarations) {
      if (const auto* tree = std::get_if<syntax::Check>(&declaration)) lower_check(input, *tree);
    }
  }
}

void Lowering::lower_check(std::size_t input, const syntax::Check& tree) {
  if (tree.name.name.text.empty() || tree.record.text.empty()) return;  // reported by the parser
  Scope scope = file_scope(input);
  ir::Check check;
  check.name = name_of(tree.name);
  const auto index = static_cast<std::uint32_t>(program.checks.size());
  if (!declare(check_index, tree.name, index, [&](std::uint32_t earlier) { return program.checks[earlier].span; })) return;
  const Span at = tree.name.name.span;
  if (tree.note.span == Span{}) report(scope, Kind::check_without_note, at, {check.name.zh});
  if (tree.required.present() == tree.form.has_value()) report(scope, Kind::check_asks_one_thing, at, {check.name.zh});
  const auto record = find_record(tree.record);
  if (!record) return;
  check.record = *record;
  const ExprId self = row_of(scope, *record, program.record(*record).self, at);
  scope.rows = {{*record, self}};
  scope.item = self;
  scope.document = {};  // a record is of no document
  if (*record == program.subject_record) scope.subject = Scope::Subject::given, scope.subject_expr = self;
  if (tree.when.present()) check.when = lower_typed(scope, tree.when, kBoolean);
  if (tree.required.present()) check.required = lower_typed(scope, tree.required, kBoolean);
  if (tree.form) check.form = lower_form(scope, *record, *tree.form);
  const bool whole = check.when.present() == tree.when.present() && check.required.present() != check.form.has_value();
  if (!whole) return;
  check.doubtful = tree.doubtful || tree.form;
  check.note = tree.note.text;
  check.source = tree.source.text;
  check.span = at;
  program.checks.push_back(std::move(check));
}

std::optional<ir::FieldId> Lowering::field_named(const Scope& scope, ir::RecordId record, const syntax::Word& word) {
  const auto field = find_field(record, word.text);
  if (field || word.text.empty()) return field;
  std::vector<std::string> candidates;
  for (const auto& [name, index] : field_index[record.value]) candidates.push_back(name);
  suggest(report(scope, Kind::unknown_field, word.span, {word.text, program.record(record).name.zh}), word.text, candidates);
  return std::nullopt;
}

std::optional<ir::FormRule> Lowering::lower_form(const Scope& scope, ir::RecordId record, const syntax::FormRule& tree) {
  if (tree.form.text.empty()) return std::nullopt;  // reported by the parser
  const auto form = text::find_form(tree.form.text);
  if (!form) {
    std::string known;
    for (const text::FormText& each : text::kForms) known += (known.empty() ? "" : "、") + std::string(each.zh);
    report(scope, Kind::unknown_form, tree.form.span, {tree.form.text, known});
  }
  const auto field = field_named(scope, record, tree.field);
  const auto& fields = program.record(record).fields;
  const bool fits = field && fields[field->value].type.kind == TypeKind::text && fields[field->value].kind == ir::FieldKind::observed;
  if (field && !fits) report(scope, Kind::form_of_no_text, tree.field.span, {tree.field.text});
  if (!form || !fits) return std::nullopt;
  ir::FormRule out{*form, *field, {}};
  if (tree.part.text.empty()) return out;
  const text::FormText& known = text::form_text(*form);
  if (tree.part.text != known.part.zh && tree.part.text != known.part.id) {
    report(scope, Kind::unknown_form_part, tree.part.span, {std::string(known.zh), tree.part.text, std::string(known.part.zh)});
    return std::nullopt;
  }
  const auto other = field_named(scope, record, tree.agrees_with);
  if (!other) return std::nullopt;
  const Type& type = fields[other->value].type;
  const bool is_enumeration = type.kind == TypeKind::enumeration;
  const bool codes = is_enumeration && known.part.names.empty() && program.enumeration(type.enumeration).is_codes;
  const bool names = is_enumeration && !known.part.names.empty() &&
                     std::all_of(known.part.names.begin(), known.part.names.end(),
                                 [&](std::string_view name) { return find_member(type.enumeration, name).has_value(); });
  if (!codes && !names) {
    report(scope, Kind::form_part_type, tree.agrees_with.span, {tree.agrees_with.text, std::string(known.part.zh), type_text(type)});
    return std::nullopt;
  }
  out.agrees_with = *other;
  return out;
}

}  // namespace zhidui::check
