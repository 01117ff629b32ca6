// Saying what is wrong: types in words, nearest names, definitions under expansion.
#include <algorithm>

#include "base/utf8.h"
#include "check/lowering.h"
#include "syntax/keywords.h"

namespace zhidui::check {

namespace {

// 名 (id), or the one name there is.
std::string both_names(const ir::Name& name) { return name.id.empty() || name.id == name.zh ? name.zh : name.zh + " (" + name.id + ")"; }

}  // namespace

// Inside a definition that is being expanded the use is at fault: the definition itself was checked on its own.
text::Diagnostic& Lowering::report(const Scope& scope, Kind kind, Span span, std::vector<std::string> arguments) {
  const bool expanding = scope.expansions > 0;
  text::Diagnostic& diagnostic = diagnostics.report(kind, expanding ? scope.use : span, std::move(arguments));
  if (!scope.behalf.empty()) {
    diagnostic.labels.push_back({scope.behalf_span, "用于措施 「" + scope.behalf + "」 时", "for the measure `" + scope.behalf + "`"});
  }
  if (expanding) {
    diagnostic.labels.push_back({span, "在 「" + scope.expanding + "」 的定义里", "within the definition of `" + scope.expanding + "`"});
  }
  return diagnostic;
}

std::string Lowering::type_text(const Type& type) const {
  switch (type.kind) {
    case TypeKind::boolean: return "是否 (bool)";
    case TypeKind::count:
      if (!type.unit.present()) return "数 (count)";
      return "数 " + program.units[type.unit.value] + " (count_of " + program.units[type.unit.value] + ")";
    case TypeKind::money: return "金额 (money)";
    case TypeKind::ratio: return "比率 (ratio)";
    case TypeKind::date: return "日期 (date)";
    case TypeKind::year: return "年度 (year)";
    case TypeKind::months: return "期间·月 (months)";
    case TypeKind::days: return "期间·日 (days)";
    case TypeKind::enumeration: return both_names(program.enumeration(type.enumeration).name);
    case TypeKind::set: return "集合 " + both_names(program.enumeration(type.enumeration).name);
    case TypeKind::text: return "文本 (text)";
    case TypeKind::record: return both_names(program.record(type.record).name);
    case TypeKind::list: return both_names(program.record(type.record).name) + " 列表";
  }
  return "";
}

void Lowering::mismatch(const Scope& scope, const Type& expected, const Type& got, Span span) {
  if (expected.unit.present() && got.unit.present()) {
    report(scope, Kind::units_differ, span, {program.units[expected.unit.value], program.units[got.unit.value]});
  } else {
    report(scope, Kind::type_mismatch, span, {type_text(expected), type_text(got)});
  }
}

bool Lowering::expect(const Scope& scope, ExprId value, const Type& type, Span span) {
  if (!value.present()) return false;
  const Type got = type_of(value);
  if (got == type) return true;
  if (got.kind == TypeKind::count && type.kind == TypeKind::count && !got.unit.present()) return set_unit(scope, value, type.unit, span);
  mismatch(scope, type, got, span);
  return false;
}

void Lowering::suggest(text::Diagnostic& diagnostic, std::string_view word, const std::vector<std::string>& candidates) {
  const std::size_t length = base::code_point_count(word);
  std::size_t best = std::max<std::size_t>(1, length / 3) + 1;
  const std::string* nearest = nullptr;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = base::edit_distance(word, candidate);
    if (distance >= length || distance > best || (distance == best && (!nearest || *nearest <= candidate))) continue;
    best = distance;
    nearest = &candidate;
  }
  if (nearest) {
    diagnostic.labels.push_back({diagnostic.span, "最接近的名字是 「" + *nearest + "」", "the nearest name is `" + *nearest + "`"});
  }
}

void Lowering::unknown_name(const Scope& scope, const std::string& word, Span span) {
  syntax::WordSet names;
  for (const LetFrame* frame = scope.lets; frame; frame = frame->outer) {
    for (const LetEntry& entry : frame->entries) names.insert(entry.let->name.text);
  }
  for (const Parameter& parameter : scope.parameters) names.insert(parameter.name);
  for (const Row& row : scope.rows) {
    for (const auto& [name, index] : field_index[row.record.value]) names.insert(name);
  }
  for (const auto& [name, homes] : member_homes) names.insert(name);
  for (const auto& [name, index] : value_index) {
    if (!values[index].own || values[index].input == scope.input) names.insert(name);
  }
  const std::vector<std::string> near(names.begin(), names.end());
  for (const auto& [name, index] : record_index) names.insert(name);
  const std::string spaced = syntax::spaced_form(word, names);
  if (!spaced.empty()) {
    report(scope, Kind::unspaced_words, span, {word, spaced});
    return;
  }
  text::Diagnostic& diagnostic = report(scope, Kind::unknown_name, span, {word});
  if (record_index.contains(word)) {
    diagnostic.labels.push_back({span, "它是一种记录；本项 指本措施逐的那一条", "it is a kind of record; this_item is the one at hand"});
  } else {
    suggest(diagnostic, word, near);
  }
}

ExprId Lowering::cycle(const Scope& scope, const std::string& name, Span span) {
  std::string way;
  for (auto it = std::find(chain.begin(), chain.end(), name); it != chain.end(); ++it) way += *it + " → ";
  report(scope, Kind::definition_cycle, span, {name, way + name});
  return {};
}

}  // namespace zhidui::check
