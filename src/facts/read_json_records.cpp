// Records: their ids first, then their fields.
#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "base/utf8.h"
#include "facts/reading.h"

namespace zhidui::facts {

namespace {

using base::JsonMember;
using base::JsonObject;
using base::JsonValue;
using text::Kind;

// "id" may stand twice; the second is a defect of its own.
const JsonMember* find_id_member(Reading& reading, const JsonObject& object) {
  const JsonMember* id = nullptr;
  for (const JsonMember& member : object) {
    if (member.key != "id") continue;
    if (id != nullptr) {
      text::Diagnostic& defect = reading.report(Kind::facts_duplicate_key, reading.key_span(member), {"id"});
      defect.labels.push_back({reading.key_span(*id), "第一次写在这里", "given here first"});
    } else {
      id = &member;
    }
  }
  return id;
}

void read_record_id(Reading& reading, ir::RecordId type, const JsonValue& value) {
  const ir::RecordType& record_type = reading.program.record(type);
  const JsonObject* object = value.as_object();
  if (object == nullptr) {
    reading.report(Kind::facts_object_expected, reading.span(value), {shown(record_type.name), reading.seen(value)});
    return;
  }
  const auto index = static_cast<std::uint32_t>(reading.records.size());
  Record record;
  record.type = type;
  record.fields.resize(record_type.fields.size());
  record.span = reading.span(value);
  if (const JsonMember* id = find_id_member(reading, *object)) {
    record.id = read_id(reading, id->value, {Bearer::record, index, type, {}}).value_or("");
  } else if (!reading.sheets) {  // which report it with the row
    reading.report(Kind::facts_missing_id, reading.opening(value), {shown(record_type.name)});
  }
  reading.records.push_back(std::move(record));
}

std::optional<ir::RecordId> find_type(Reading& reading, const JsonMember& member) {
  auto type = reading.names.record(member.key);
  if (!type) type = reading.names.record(base::nfc(member.key));
  if (type) return type;
  reading.lost_register = true;
  Candidates candidates;
  for (const ir::RecordType& record : reading.program.records) candidates.add(record.name);
  reading.report(Kind::facts_unknown_record_type, reading.key_span(member), {shortened(member.key), candidates.nearest(member.key)});
  return std::nullopt;
}

class Sources {
 public:
  explicit Sources(const ir::Program& program) : program_(program), visited_(program.exprs.size(), false) {}

  std::string of(ir::ExprId expr) {
    walk(expr);
    std::string out;
    for (const std::string& word : words_) out += (out.empty() ? "" : ", ") + word;
    return out.empty() ? "—" : out;
  }

 private:
  void walk(ir::ExprId id) {
    if (!id.present() || visited_[id.value]) return;
    visited_[id.value] = true;
    const ir::Expr& expr = program_.expr(id);
    if (expr.range) {
      add(shown(program_.record(expr.range->record).name));
      walk(expr.range->owner);
      walk(expr.range->where);
      walk(expr.range->distinct);
    }
    if (expr.op == ir::Op::field || expr.op == ir::Op::field_on) walk_field(expr);
    for (const ir::ExprId arg : expr.args) walk(arg);
    for (const ir::TierRow& row : expr.tiers) walk_two(row.bound, row.value);
    for (const ir::MatchRow& row : expr.matches) walk(row.value);
    for (const ir::CaseRow& row : expr.cases) walk_two(row.condition, row.value);
    walk(expr.otherwise);
  }

  void walk_two(ir::ExprId a, ir::ExprId b) {
    walk(a);
    walk(b);
  }

  void walk_field(const ir::Expr& expr) {
    if (!expr.record_type.present() || !expr.field.present()) return;
    const ir::RecordType& type = program_.record(expr.record_type);
    const ir::Field& field = type.fields[expr.field.value];
    if (field.kind == ir::FieldKind::computed) {
      walk(field.computed);
    } else {
      add(shown(type, field));
    }
  }

  void add(std::string word) {
    if (std::find(words_.begin(), words_.end(), word) == words_.end()) words_.push_back(std::move(word));
  }

  const ir::Program& program_;
  std::vector<bool> visited_;
  std::vector<std::string> words_;
};

std::optional<ir::FieldId> find_field(Reading& reading, ir::RecordId type, const JsonMember& member) {
  auto field = reading.names.field(type, member.key);
  if (!field) field = reading.names.field(type, base::nfc(member.key));
  if (field || reading.muted()) return field;
  Candidates candidates;
  const ir::RecordType& record_type = reading.program.record(type);
  for (const ir::Field& candidate : record_type.fields) {
    if (candidate.kind != ir::FieldKind::computed) candidates.add(candidate.name);
  }
  reading.report(Kind::facts_unknown_field, reading.key_span(member),
                 {shortened(member.key), shown(record_type.name), candidates.nearest(member.key)});
  return std::nullopt;
}

// Observed fields are read; the others do not belong into a record.
void read_member(Reading& reading, Record& record, ir::FieldId id, const JsonMember& member) {
  const ir::RecordType& type = reading.program.record(record.type);
  const ir::Field& field = type.fields[id.value];
  switch (field.kind) {
    case ir::FieldKind::observed:
      record.fields[id.value] = read_field(reading, reading.expectation(record.type, id), field.dated, member.value);
      return;
    case ir::FieldKind::computed:
      reading.report(Kind::facts_computed_field, reading.key_span(member), {shown(type, field), computed_from(reading.program, field)});
      return;
    case ir::FieldKind::decided:
      reading.report(Kind::facts_decided_field, reading.key_span(member),
                     {shown(type, field), record.id.empty() ? "…" : shortened(record.id), field.name.id});
      return;
  }
}

void read_record_fields(Reading& reading, std::uint32_t index, const JsonObject& object) {
  Record& record = reading.records[index];
  std::vector<const JsonMember*> met(record.fields.size(), nullptr);
  for (const JsonMember& member : object) {
    if (member.key == "id") continue;
    const std::optional<ir::FieldId> field = find_field(reading, record.type, member);
    if (!field) continue;
    const JsonMember*& first = met[field->value];
    if (first == nullptr) {
      first = &member;
      read_member(reading, record, *field, member);
      continue;
    }
    text::Diagnostic& defect = reading.report(Kind::facts_duplicate_key, reading.key_span(member), {shortened(member.key)});
    defect.labels.push_back({reading.key_span(*first), "第一次写在这里", "given here first"});
  }
}

// An array is a list of segments, unless the field is an array itself and this is its value.
bool holds_segments(const Expectation& expected, const base::JsonArray& array) {
  const bool array_valued = expected.type.kind == ir::TypeKind::set || expected.type.kind == ir::TypeKind::list;
  return !array_valued || std::any_of(array.begin(), array.end(), [](const JsonValue& v) { return v.as_object(); });
}

std::optional<Segment> read_segment(Reading& reading, const Expectation& expected, const JsonValue& value) {
  if (value.as_object() == nullptr) {
    reading.report(Kind::facts_segment_expected, reading.span(value), {expected.name, reading.seen(value)});
    return std::nullopt;
  }
  const std::optional<Stated> stated = read_stated(reading, expected.name, true, value);
  if (!stated) return std::nullopt;
  if (stated->value == nullptr) {
    reading.report(Kind::facts_unknown_segment, reading.span(value), {expected.name});
    return std::nullopt;
  }
  std::optional<outcome::Value> plain = read_plain(reading, expected, *stated->value);
  if (!plain) return std::nullopt;
  return Segment{stated->from, stated->to, std::move(*plain), stated->provenance};
}

// Sorts by beginning and reports the first day that two segments share.
void check_overlaps(Reading& reading, const Expectation& expected, std::vector<Segment>& segments) {
  std::sort(segments.begin(), segments.end(), [](const Segment& a, const Segment& b) {
    return std::tie(a.from, a.provenance.span.begin) < std::tie(b.from, b.provenance.span.begin);
  });
  for (std::size_t i = 1; i < segments.size(); ++i) {
    const Segment& before = segments[i - 1];
    const Segment& after = segments[i];
    const bool apart = before.to && after.from && *before.to < *after.from;
    if (apart) continue;
    const std::optional<base::Date> day = after.from ? after.from : after.to ? after.to : before.to;
    text::Diagnostic& defect =
        reading.report(Kind::facts_segments_overlap, after.provenance.span,
                       {expected.name, day ? day->to_string() : base::Date::year_start(base::kFirstYear).to_string()});
    defect.labels.push_back({before.provenance.span, "另一段在这里", "the other segment"});
  }
}

// The text of a key field, absent where it is not known.
std::optional<std::string> key_text(const Record& record, const ir::RecordType& type) {
  std::string out;
  bool any = false;
  for (std::size_t f = 0; f < type.fields.size(); ++f) {
    if (!type.fields[f].key) continue;
    const std::vector<Segment>& segments = record.fields[f].segments;
    if (segments.size() != 1) return std::nullopt;
    const outcome::Value& value = segments.front().value;
    out +=
        (value.kind == outcome::ValueKind::text ? value.text : std::to_string(value.may.indices.empty() ? 0 : value.may.indices[0])) + "、";
    any = true;
  }
  return any ? std::optional(out) : std::nullopt;
}

// Two records with one key are most likely one: a contract, a patent entered twice.
void check_keys(Reading& reading) {
  std::map<std::pair<std::uint32_t, std::string>, std::uint32_t> seen;
  for (std::uint32_t index = 0; index < reading.records.size(); ++index) {
    const Record& record = reading.records[index];
    const ir::RecordType& type = reading.program.record(record.type);
    const auto text = key_text(record, type);
    if (!text) continue;
    const auto [first, fresh] = seen.try_emplace({record.type.value, *text}, index);
    if (fresh) continue;
    const auto key = std::find_if(type.fields.begin(), type.fields.end(), [](const ir::Field& field) { return field.key; });
    const auto at = [&](std::uint32_t i) {
      return reading.records[i].fields[static_cast<std::size_t>(key - type.fields.begin())].segments.front().provenance.span;
    };
    text::Diagnostic& defect =
        reading.report(Kind::facts_same_key, at(index),
                       {shown(type.name), shown(key->name), text->substr(0, text->size() - std::string_view("、").size())});
    defect.labels.push_back({at(first->second), "另一条在这里", "the other one"});
  }
}

}  // namespace

std::string computed_from(const ir::Program& program, const ir::Field& field) { return Sources(program).of(field.computed); }

std::vector<RecordEntries> record_sections(Reading& reading, const JsonValue& section) {
  std::vector<RecordEntries> out;
  const JsonObject* object = section.as_object();
  if (object == nullptr) {
    reading.report(Kind::facts_object_expected, reading.span(section), {"records", seen(section)});
    return out;
  }
  std::vector<const JsonMember*> met(reading.program.records.size(), nullptr);
  for (const JsonMember& member : *object) {
    const std::optional<ir::RecordId> type = find_type(reading, member);
    if (!type) continue;
    if (const JsonMember* first = met[type->value]) {
      text::Diagnostic& defect = reading.report(Kind::facts_duplicate_key, reading.key_span(member), {shortened(member.key)});
      defect.labels.push_back({reading.key_span(*first), "第一次写在这里", "given here first"});
    }
    met[type->value] = &member;
    const std::string where = "records." + reading.program.record(*type).name.id;
    const base::JsonArray* array = read_array(reading, where, member.value);
    if (array) out.push_back({*type, std::make_unique<ArrayEntries>(*array)});
  }
  return out;
}

void read_record_ids(Reading& reading, const std::vector<RecordEntries>& sections) {
  for (const RecordEntries& section : sections) {
    section.entries->each(Entries::Asked::ids, [&](const JsonValue& entry) { read_record_id(reading, section.type, entry); });
  }
}

void read_fields(Reading& reading, const std::vector<RecordEntries>& sections) {
  std::uint32_t index = 0;  // of the records in the order of their ids
  for (const RecordEntries& section : sections) {
    section.entries->each(Entries::Asked::all, [&](const JsonValue& entry) {
      if (const JsonObject* object = entry.as_object()) read_record_fields(reading, index++, *object);
    });
  }
  check_keys(reading);
}

FieldFacts read_field(Reading& reading, const Expectation& expected, bool dated, const JsonValue& value) {
  FieldFacts facts;
  const base::JsonArray* array = dated ? value.as_array() : nullptr;
  if (array && holds_segments(expected, *array)) {
    if (array->empty()) reading.report(Kind::facts_no_segments, reading.span(value), {expected.name});
    for (const JsonValue& element : *array) {
      if (auto segment = read_segment(reading, expected, element)) facts.segments.push_back(std::move(*segment));
    }
    check_overlaps(reading, expected, facts.segments);
    return facts;
  }
  const std::optional<Stated> stated = read_stated(reading, expected.name, dated, value);
  if (!stated) return facts;
  if (stated->value == nullptr) {
    if (stated->from || stated->to) reading.report(Kind::facts_unknown_segment, reading.span(value), {expected.name});
    facts.unknown = stated->provenance;
    return facts;
  }
  if (auto plain = read_plain(reading, expected, *stated->value)) {
    facts.segments.push_back({stated->from, stated->to, std::move(*plain), stated->provenance});
  }
  return facts;
}

}  // namespace zhidui::facts
