// Types as written → types of the program; lookups in the tables of names.
#include <algorithm>

#include "check/lowering.h"

namespace zhidui::check {

namespace {

std::vector<std::string> names_of(const Lowering::Index& index) {
  std::vector<std::string> names;
  for (const auto& [name, id] : index) names.push_back(name);
  return names;
}

template <class T>
std::optional<T> found(const Lowering::Index& index, std::string_view name) {
  const auto it = index.find(name);
  if (it == index.end()) return std::nullopt;
  return T{it->second};
}

}  // namespace

ir::UnitId Lowering::unit(std::string_view name) {
  const auto it = std::find(program.units.begin(), program.units.end(), name);
  if (it != program.units.end()) return ir::UnitId{static_cast<std::uint32_t>(it - program.units.begin())};
  program.units.emplace_back(name);
  return ir::UnitId{static_cast<std::uint32_t>(program.units.size() - 1)};
}

std::optional<Type> Lowering::resolve_type(std::size_t input, const syntax::TypeExpr& tree, const syntax::Name& owner) {
  using Form = syntax::TypeExpr::Kind;
  const Scope scope = file_scope(input);
  switch (tree.kind) {
    case Form::boolean: return Type{TypeKind::boolean, {}, {}, {}};
    case Form::count: return Type{TypeKind::count, unit(tree.unit), {}, {}};
    case Form::money: return Type{TypeKind::money, {}, {}, {}};
    case Form::ratio: return Type{TypeKind::ratio, {}, {}, {}};
    case Form::date: return Type{TypeKind::date, {}, {}, {}};
    case Form::year: return Type{TypeKind::year, {}, {}, {}};
    case Form::text: return Type{TypeKind::text, {}, {}, {}};
    case Form::missing: return std::nullopt;
    case Form::list: {
      const auto record = find_record(tree.word);
      if (!record) return std::nullopt;
      return Type{TypeKind::list, {}, {}, *record};
    }
    case Form::set:
    case Form::enumeration: {
      if (tree.members.empty()) break;
      ir::Enumeration enumeration;
      enumeration.name = ir::Name{owner.name.text, owner.id.text.empty() ? owner.name.text : owner.id.text};
      enumeration.span = tree.span;
      std::vector<const syntax::Name*> names;
      for (const syntax::Name& name : tree.members) names.push_back(&name);
      const ir::EnumId id = add_enumeration(std::move(enumeration), names);
      return Type{tree.kind == Form::set ? TypeKind::set : TypeKind::enumeration, {}, id, {}};
    }
    case Form::word: break;
  }
  const std::string& word = tree.word.text;
  std::optional<ir::EnumId> enumeration = found<ir::EnumId>(enumeration_index, word);
  if (!enumeration && !ambiguous_field_enumerations.contains(word)) enumeration = found<ir::EnumId>(field_enumeration_index, word);
  if (tree.kind == Form::set && enumeration) return Type{TypeKind::set, {}, *enumeration, {}};
  if (tree.kind == Form::word) {
    if (const auto record = found<ir::RecordId>(record_index, word)) return Type{TypeKind::record, {}, {}, *record};
    if (enumeration) return Type{TypeKind::enumeration, {}, *enumeration, {}};
  }
  std::vector<std::string> candidates = names_of(record_index);
  for (const std::string& name : names_of(enumeration_index)) candidates.push_back(name);
  suggest(report(scope, Kind::unknown_type, tree.word.span, {word}), word, candidates);
  return std::nullopt;
}

std::optional<ir::RecordId> Lowering::find_record(const syntax::Word& word) {
  if (const auto record = found<ir::RecordId>(record_index, word.text)) return record;
  if (!word.text.empty()) suggest(diagnostics.report(Kind::unknown_record, word.span, {word.text}), word.text, names_of(record_index));
  return std::nullopt;
}

std::optional<ir::FieldId> Lowering::find_field(ir::RecordId record, std::string_view name) const {
  return found<ir::FieldId>(field_index[record.value], name);
}

std::optional<std::uint32_t> Lowering::find_member(ir::EnumId enumeration, std::string_view name) const {
  return found<std::uint32_t>(member_index[enumeration.value], name);
}

// A file's own names come before those of the vocabulary.
ValueSymbol* Lowering::find_value(std::size_t input, std::string_view name) {
  ValueSymbol* shared = nullptr;
  const auto [first, last] = value_index.equal_range(name);
  for (auto it = first; it != last; ++it) {
    ValueSymbol& symbol = values[it->second];
    if (symbol.own && symbol.input == input) return &symbol;
    if (!symbol.own) shared = &symbol;
  }
  return shared;
}

std::optional<ir::ReadingId> Lowering::find_reading(const Scope& scope, const syntax::Word& code) {
  const auto reading = found<ir::ReadingId>(reading_index, code.text);
  if (reading) used_readings.insert(reading->value);
  else if (!code.text.empty()) suggest(report(scope, Kind::unknown_reading, code.span, {code.text}), code.text, names_of(reading_index));
  return reading;
}

std::optional<std::uint32_t> Lowering::find_label(ir::ReadingId reading, std::string_view label) const {
  const auto& alternatives = program.readings[reading.value].alternatives;
  for (std::uint32_t i = 0; i < alternatives.size(); ++i) {
    if (alternatives[i].label.zh == label || alternatives[i].label.id == label) return i;
  }
  return std::nullopt;
}

std::optional<ir::MeasureId> Lowering::find_measure(const Scope& scope, const syntax::Word& name) {
  const auto it = measure_index.find({scope.document.value, name.text});
  if (it != measure_index.end()) return it->second;
  std::vector<std::string> candidates;
  for (const auto& [key, id] : measure_index) {
    if (key.first == scope.document.value) candidates.push_back(key.second);
  }
  if (!name.text.empty()) suggest(report(scope, Kind::unknown_measure, name.span, {name.text}), name.text, candidates);
  return std::nullopt;
}

}  // namespace zhidui::check
