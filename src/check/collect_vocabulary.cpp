// Names that stand for kinds of things: records with their fields, code tables, enumerations, units.
#include <algorithm>

#include "check/lowering.h"

namespace zhidui::check {

namespace {

template <class T, class F>
void each_declaration(const std::vector<Input>& inputs, F f) {
  for (std::size_t input = 0; input < inputs.size(); ++input) {
    for (const syntax::Declaration& declaration : inputs[input].tree.declarations) {
      if (const T* found = std::get_if<T>(&declaration)) f(input, *found);
    }
  }
}

bool has_range(TypeKind kind) {
  return kind == TypeKind::money || kind == TypeKind::count || kind == TypeKind::ratio || kind == TypeKind::date || kind == TypeKind::year;
}

}  // namespace

ir::Name name_of(const syntax::Name& name) {
  const std::string& id = name.id.text.empty() ? name.name.text : name.id.text;
  return {name.name.text.empty() ? id : name.name.text, id};
}

// Enters both names; reports what is taken already. False if either was.
bool Lowering::declare(Index& index, const syntax::Name& name, std::uint32_t value, const std::function<Span(std::uint32_t)>& place) {
  bool is_new = true;
  for (const syntax::Word* word : {&name.name, &name.id}) {
    if (word->text.empty()) continue;
    const auto [it, inserted] = index.emplace(word->text, value);
    if (inserted || (word == &name.id && word->text == name.name.text)) continue;
    diagnostics.report(Kind::duplicate_name, word->span, {word->text})
        .labels.push_back({place(it->second), "已在这里声明", "it is declared here"});
    is_new = false;
  }
  return is_new;
}

ir::EnumId Lowering::add_enumeration(ir::Enumeration enumeration, const std::vector<const syntax::Name*>& names) {
  const ir::EnumId id{static_cast<std::uint32_t>(program.enumerations.size())};
  Index index;
  if (enumeration.members.empty()) {
    for (const syntax::Name* name : names) enumeration.members.push_back({name_of(*name), "", std::nullopt});
  }
  for (std::uint32_t i = 0; i < names.size(); ++i) {
    declare(index, *names[i], i, [&](std::uint32_t earlier) { return names[earlier]->name.span; });
  }
  for (const auto& [name, member] : index) member_homes[name].emplace_back(id, member);
  member_index.push_back(std::move(index));
  program.enumerations.push_back(std::move(enumeration));
  return id;
}

void Lowering::collect_codes(std::size_t input, const syntax::Codes& codes) {
  ir::Enumeration table;
  table.name = name_of(codes.name);
  table.is_codes = true;
  table.span = codes.span;
  Index by_code;
  std::vector<const syntax::Name*> names;
  for (const syntax::CodeRow& row : codes.rows) {
    const auto index = static_cast<std::uint32_t>(names.size());
    const auto [it, is_new] = by_code.emplace(row.code.text, index);
    if (!is_new && !row.code.text.empty()) {
      diagnostics.report(Kind::duplicate_name, row.code.span, {row.code.text})
          .labels.push_back({codes.rows[it->second].code.span, "已在这里声明", "it is declared here"});
    }
    table.members.push_back({name_of(row.name), row.code.text, std::nullopt});
    names.push_back(&row.name);
  }
  const Scope scope = file_scope(input);
  for (std::size_t i = 0; i < codes.rows.size(); ++i) {
    const syntax::Word& parent = codes.rows[i].parent;
    if (parent.text.empty()) continue;
    const auto it = by_code.find(parent.text);
    if (it == by_code.end()) {
      report(scope, Kind::unknown_parent, parent.span, {parent.text, table.name.zh});
      continue;
    }
    bool round = false;
    for (std::optional<std::uint32_t> up = it->second; up && !round; up = table.members[*up].parent) round = *up == i;
    if (round) report(scope, Kind::code_cycle, parent.span, {codes.rows[i].code.text});
    else table.members[i].parent = it->second;
  }
  const auto value = static_cast<std::uint32_t>(program.enumerations.size());
  declare(enumeration_index, codes.name, value, [&](std::uint32_t earlier) { return program.enumerations[earlier].span; });
  add_enumeration(std::move(table), names);
}

// Names of records and code tables first, so that fields may refer to any of them.
void Lowering::collect_types() {
  std::vector<std::pair<std::size_t, const syntax::Record*>> trees;
  each_declaration<syntax::Record>(inputs, [&](std::size_t input, const syntax::Record& tree) {
    const ir::RecordId id{static_cast<std::uint32_t>(program.records.size())};
    declare(record_index, tree.name, id.value, [&](std::uint32_t earlier) { return trees[earlier].second->name.name.span; });
    trees.emplace_back(input, &tree);
    ir::RecordType record;
    record.name = name_of(tree.name);
    record.label = tree.label.text;
    record.self = new_binder(id);
    record.span = tree.span;
    program.records.push_back(std::move(record));
  });
  field_index.resize(program.records.size());
  field_states.resize(program.records.size());
  for (const char* name : {"主体", "subject"}) {
    const auto it = record_index.find(name);
    if (it != record_index.end() && !program.subject_record.present()) program.subject_record = ir::RecordId{it->second};
  }
  each_declaration<syntax::Codes>(inputs, [&](std::size_t input, const syntax::Codes& tree) { collect_codes(input, tree); });
  for (std::uint32_t i = 0; i < trees.size(); ++i) collect_enumerations(*trees[i].second);
  for (std::uint32_t i = 0; i < trees.size(); ++i) collect_fields(ir::RecordId{i}, trees[i].first, *trees[i].second);
}

// Enumerations that fields declare for themselves can be named by their field, where only one field has that name.
void Lowering::collect_enumerations(const syntax::Record& tree) {
  for (const syntax::Field& field : tree.fields) {
    if (field.type.members.empty()) continue;
    for (const syntax::Word* word : {&field.name.name, &field.name.id}) {
      if (word->text.empty()) continue;
      const auto [it, is_new] = field_enumeration_index.emplace(word->text, UINT32_MAX);
      if (!is_new && !(word == &field.name.id && word->text == field.name.name.text)) ambiguous_field_enumerations.insert(word->text);
    }
    const auto id = resolve_type(0, field.type, field.name);
    if (!id) continue;
    for (const syntax::Word* word : {&field.name.name, &field.name.id}) field_enumeration_index[word->text] = id->enumeration.value;
    own_enumerations[&field] = *id;
  }
}

void Lowering::collect_fields(ir::RecordId record, std::size_t input, const syntax::Record& tree) {
  std::vector<Span> places;
  for (const syntax::Field& field : tree.fields) {
    places.push_back(field.name.name.span);
    declare(field_index[record.value], field.name, static_cast<std::uint32_t>(places.size() - 1),
            [&](std::uint32_t earlier) { return places[earlier]; });
    collect_field(record, input, field);
  }
}

void Lowering::collect_field(ir::RecordId record, std::size_t input, const syntax::Field& tree) {
  const Scope scope = file_scope(input);
  ir::RecordType& owner = program.records[record.value];
  const ir::FieldId id{static_cast<std::uint32_t>(owner.fields.size())};
  ir::Field field;
  field.name = name_of(tree.name);
  field.dated = tree.dated;
  field.personal = tree.personal;
  field.occurs_on = tree.occurs_on;
  field.key = tree.key;
  field.voucher = tree.voucher.text;
  field.note = tree.note.text;
  field.span = tree.span;
  FieldState state{&tree, input, Progress::done, false};
  const bool computed = tree.computed.present();
  const bool observed = !tree.voucher.text.empty();
  const bool unreadable = !computed && tree.type.kind == syntax::TypeExpr::Kind::missing;  // reported by the parser
  field.kind = computed ? ir::FieldKind::computed : tree.decided ? ir::FieldKind::decided : ir::FieldKind::observed;
  const Span at = tree.name.name.span;
  if (computed && (observed || tree.decided || tree.dated || tree.key || tree.low.present())) {
    report(scope, Kind::field_with_two_kinds, at, {field.name.zh});
  } else if (observed && tree.decided) {
    report(scope, Kind::field_with_two_kinds, at, {field.name.zh});
  } else if (!computed && !observed && !tree.decided && !unreadable) {
    report(scope, Kind::field_without_kind, at, {field.name.zh});
  }
  const auto own = own_enumerations.find(&tree);
  const auto type = own != own_enumerations.end() ? own->second : resolve_type(input, tree.type, tree.name);
  if (type) {
    field.type = *type;
  } else {
    state.broken = !computed || tree.type.kind != syntax::TypeExpr::Kind::missing;
  }
  if (computed) state.progress = Progress::untouched;
  if (tree.occurs_on && !state.broken) {
    if (computed || tree.dated || field.type.kind != TypeKind::date) {
      report(scope, Kind::occurs_on_type, at, {field.name.zh});
    } else if (owner.occurs_on.present()) {
      report(scope, Kind::occurs_on_twice, at, {owner.name.zh});
    } else {
      owner.occurs_on = id;
    }
    field.occurs_on = owner.occurs_on == id;
  }
  if (!computed && !state.broken && !has_range(field.type.kind) && tree.low.present()) {
    report(scope, Kind::range_without_number, inputs[input].tree.expr(tree.low).span, {type_text(field.type)});
  }
  owner.fields.push_back(std::move(field));
  field_states[record.value].push_back(state);
}

}  // namespace zhidui::check
