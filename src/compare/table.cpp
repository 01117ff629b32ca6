// The table of rows: YAML with the keys places and rows.
#include <algorithm>
#include <map>
#include <set>

#include "base/must.h"
#include "base/utf8.h"
#include "compare/rows.h"
#include "facts/names.h"
#include "scenario/yaml.h"

namespace zhidui::compare {

namespace {

using base::JsonMember;
using base::JsonValue;
using text::Kind;

std::string seen(const JsonValue& value) {
  if (value.as_array()) return "[…]";
  if (value.as_object()) return "{…}";
  const std::string* text = value.as_string();
  return text ? "「" + *text + "」" : base::write_json(value);
}

class Reader {
 public:
  Reader(const ir::Program& program, text::FileId file, text::Diagnostics& diagnostics)
      : program_(program), file_(file), diagnostics_(diagnostics) {}

  Table read(const JsonValue& root) {
    const base::JsonObject* object = mapping("compare", root);
    if (!object) return {};
    keys("compare", root, *object, {"places", "rows"});
    if (const JsonValue* places = root.find("places")) {
      for (const JsonValue& each : list("places", *places)) place(each);
    }
    const JsonValue* rows = root.find("rows");
    const base::JsonObject* named = rows ? mapping("rows", *rows) : nullptr;
    if (named) {
      for (const JsonMember& each : *named) row(*rows, each);
    }
    for (const std::string& each : absent_) table_.absent.push_back(each);
    return std::move(table_);
  }

 private:
  text::Span span(const JsonValue& value) const {
    return {file_, static_cast<std::uint32_t>(value.begin), static_cast<std::uint32_t>(value.end)};
  }
  text::Span key_span(const JsonMember& member) const {
    return {file_, static_cast<std::uint32_t>(member.key_begin), static_cast<std::uint32_t>(member.key_end)};
  }
  void report(Kind kind, text::Span where, std::vector<std::string> arguments) { diagnostics_.report(kind, where, std::move(arguments)); }

  const base::JsonObject* mapping(const std::string& name, const JsonValue& value) {
    const base::JsonObject* object = value.as_object();
    if (!object) report(Kind::scenario_mapping_expected, span(value), {name, seen(value)});
    return object;
  }

  void keys(const std::string& name, const JsonValue& value, const base::JsonObject& object, const std::vector<std::string_view>& known) {
    std::string all;
    for (const std::string_view key : known) all += (all.empty() ? "" : ", ") + std::string(key);
    for (const JsonMember& member : object) {
      if (value.find(member.key) != &member.value) report(Kind::scenario_duplicate_key, key_span(member), {member.key});
      else if (std::find(known.begin(), known.end(), member.key) == known.end())
        report(Kind::scenario_unknown_key, key_span(member), {member.key, name, all});
    }
  }

  const base::JsonArray& list(const std::string& name, const JsonValue& value) {
    static const base::JsonArray kNone;
    if (value.as_array()) return *value.as_array();
    report(Kind::scenario_list_expected, span(value), {name, seen(value)});
    return kNone;
  }

  // "" after a message.
  std::string text(const std::string& name, const JsonValue& value) {
    const std::string* text = value.as_string();
    if (!text) report(Kind::scenario_text_expected, span(value), {name, seen(value)});
    else if (text->empty()) report(Kind::scenario_empty_text, span(value), {name});
    return text ? base::nfc(*text) : "";
  }

  static std::string names_of(const ir::RecordType& type, const std::vector<ir::FieldId>& fields) {
    std::string out;
    for (const ir::FieldId field : fields) out += (out.empty() ? "" : ", ") + facts::shown(type.fields[field.value].name);
    return out;
  }

  std::vector<ir::FieldId> enumerated(const ir::RecordType& type, bool codes) const {
    std::vector<ir::FieldId> out;
    for (std::uint32_t i = 0; i < type.fields.size(); ++i) {
      const ir::Field& field = type.fields[i];
      if (field.kind != ir::FieldKind::observed || field.type.kind != ir::TypeKind::enumeration) continue;
      if (!codes || program_.enumeration(field.type.enumeration).is_codes) out.push_back(ir::FieldId{i});
    }
    return out;
  }

  void place(const JsonValue& value) {
    const std::string name = text("places", value);
    if (name.empty()) return;
    const ir::RecordType& type = program_.record(program_.subject_record);
    const std::vector<ir::FieldId> known = enumerated(type, true);
    const auto field = ir::find_field(type, name);
    if (field && std::find(known.begin(), known.end(), *field) != known.end()) table_.places.push_back(*field);
    else report(Kind::scenario_unknown_key, span(value), {name, "places (" + type.name.zh + ")", names_of(type, known)});
  }

  void row(const JsonValue& rows, const JsonMember& member) {
    const std::string name = "rows." + member.key;
    if (rows.find(member.key) != &member.value) return report(Kind::scenario_duplicate_key, key_span(member), {member.key});
    const base::JsonObject* object = mapping(name, member.value);
    if (!object) return;
    keys(name, member.value, *object, {"en", "measures", "where"});
    NamedRow out;
    out.zh = base::nfc(member.key);
    const JsonValue none;
    const JsonValue* english = member.value.find("en");
    if (english) out.en = text(name + ".en", *english);
    else report(Kind::scenario_text_expected, key_span(member), {name + ".en", seen(none)});
    const JsonValue* measures = member.value.find("measures");
    if (!measures) return report(Kind::scenario_list_expected, key_span(member), {name + ".measures", seen(none)});
    std::vector<text::Span> spans;
    for (const JsonValue& each : list(name + ".measures", *measures)) {
      if (const auto id = measure(name + ".measures", each)) out.measures.push_back(*id), spans.push_back(span(each));
    }
    // Of what is not read nothing can be selected either.
    if (const JsonValue* where = member.value.find("where"); where && !out.measures.empty()) select(name + ".where", *where, out);
    for (std::size_t i = 0; i < out.measures.size(); ++i) once(out, i, spans[i]);
    table_.rows.push_back(std::move(out));
  }

  // Of a document that is not read there is nothing to be compared, which the report says.
  std::optional<ir::MeasureId> measure(const std::string& name, const JsonValue& value) {
    const std::string key = text(name, value);
    if (key.empty()) return std::nullopt;
    const std::size_t slash = key.find('/');
    if (slash != std::string::npos) {
      if (const auto id = ir::find_measure(program_, key)) return id;
      const auto document = ir::find_document(program_, key.substr(0, slash));
      if (!document || program_.documents[document->value].missing) {
        absent_.insert(key.substr(0, slash));
        return std::nullopt;
      }
    }
    facts::Candidates candidates;
    for (std::uint32_t i = 0; i < program_.measures.size(); ++i) {
      const std::string known = ir::measure_key(program_, ir::MeasureId{i});
      candidates.add(known, program_.measures[i].name.zh, known + " (" + program_.measures[i].name.zh + ")");
    }
    report(Kind::scenario_unknown_measure, span(value), {key, candidates.nearest(key)});
    return std::nullopt;
  }

  void select(const std::string& name, const JsonValue& value, NamedRow& row) {
    const base::JsonObject* object = mapping(name, value);
    if (!object) return;
    for (const JsonMember& member : *object) {
      if (&member != &object->front()) {  // one field: what a row is called says what it selects
        report(Kind::scenario_unknown_key, key_span(member), {member.key, name, object->front().key});
        continue;
      }
      field_of(name, member, row);
    }
  }

  void field_of(const std::string& name, const JsonMember& member, NamedRow& row) {
    for (const ir::MeasureId id : row.measures) {
      const ir::Measure& measure = program_.measures[id.value];
      if (measure.unit.kind != outcome::UnitKind::item || row.only) continue;
      const ir::RecordType& type = program_.record(measure.unit.range.record);
      const std::vector<ir::FieldId> known = enumerated(type, false);
      const auto field = ir::find_field(type, member.key);
      if (!field || std::find(known.begin(), known.end(), *field) == known.end()) {
        return report(Kind::scenario_unknown_key, key_span(member), {member.key, name + " (" + type.name.zh + ")", names_of(type, known)});
      }
      row.only = Selection{measure.unit.range.record, *field, members(name, type.fields[field->value], member.value)};
    }
    if (!row.only) report(Kind::scenario_unknown_key, key_span(member), {member.key, name, "—"});
  }

  std::vector<std::uint32_t> members(const std::string& name, const ir::Field& field, const JsonValue& value) {
    const ir::Enumeration& enumeration = program_.enumeration(field.type.enumeration);
    std::set<std::uint32_t> out;
    for (const JsonValue& each : list(name + "." + field.name.zh, value)) {
      const std::string word = text(name, each);
      if (word.empty()) continue;
      const auto member = ir::find_member(enumeration, word);
      if (!member) {
        report(Kind::unknown_member, span(each), {word, enumeration.name.zh});
        continue;
      }
      for (std::uint32_t i = 0; i < enumeration.members.size(); ++i) {
        if (within(enumeration, i, *member)) out.insert(i);
      }
    }
    return {out.begin(), out.end()};
  }

  static bool within(const ir::Enumeration& enumeration, std::uint32_t member, std::uint32_t of) {
    while (member != of && enumeration.members[member].parent) member = base::must(enumeration.members[member].parent);
    return member == of;
  }

  // A claim stands in one row: a measure is named again only for other records.
  void once(const NamedRow& row, std::size_t index, text::Span where) {
    const ir::MeasureId id = row.measures[index];
    for (const std::optional<Selection>& other : taken_[id.value]) {
      bool apart = other && row.only && other->record == row.only->record && other->field == row.only->field;
      for (std::size_t i = 0; apart && i < row.only->members.size(); ++i)
        apart = !std::binary_search(other->members.begin(), other->members.end(), row.only->members[i]);
      if (!apart) return report(Kind::scenario_duplicate_key, where, {ir::measure_key(program_, id)});
    }
    taken_[id.value].push_back(row.only);
  }

  const ir::Program& program_;
  text::FileId file_;
  text::Diagnostics& diagnostics_;
  Table table_;
  std::set<std::string> absent_;
  std::map<std::uint32_t, std::vector<std::optional<Selection>>> taken_;
};

}  // namespace

Table read_table(const ir::Program& program, const text::SourceSet& sources, text::FileId file, text::Diagnostics& diagnostics) {
  const auto root = scenario::parse_yaml(sources, file, diagnostics);
  return root ? Reader(program, file, diagnostics).read(*root) : Table{};
}

}  // namespace zhidui::compare
