// From the YAML of a case to a fact base: one JSON value in the format of docs/facts.md, so that every rule of that
// format applies.
#include <algorithm>

#include "facts/read_json.h"
#include "scenario/reading.h"

namespace zhidui::scenario {

namespace {

using base::JsonMember;
using base::JsonObject;
using base::JsonValue;
using text::Kind;

constexpr std::int64_t kMostRepeated = 100'000;

JsonObject* object_of(JsonValue& value) { return std::get_if<JsonObject>(&value.data); }
base::JsonArray* array_of(JsonValue& value) { return std::get_if<base::JsonArray>(&value.data); }
JsonMember* member_of(JsonObject& object, std::string_view key) {
  const auto found = std::find_if(object.begin(), object.end(), [&](const JsonMember& m) { return m.key == key; });
  return found == object.end() ? nullptr : &*found;
}

// {repeat: 3, id: CN, …} → CN-1, CN-2, CN-3.
void add_record(Reading& reading, const JsonValue& record, base::JsonArray& out) {
  const JsonValue* repeat = record.find("repeat");
  if (!repeat) {
    out.push_back(record);
    return;
  }
  const base::JsonNumber* number = repeat->as_number();
  const bool sound = number && number->text.size() <= 6 && number->text.find_first_not_of("0123456789") == std::string::npos;
  const std::int64_t times = sound ? std::stoll(number->text) : 0;
  if (times < 1 || times > kMostRepeated) {
    reading.report(Kind::scenario_repeat_expected, reading.span(*repeat), {std::to_string(kMostRepeated), seen(*repeat)});
    return;
  }
  JsonValue copy = record;
  std::erase_if(*object_of(copy), [](const JsonMember& m) { return m.key == "repeat"; });
  JsonMember* id = member_of(*object_of(copy), "id");
  const std::string* stem = id ? id->value.as_string() : nullptr;
  const std::string base = stem ? *stem : "";
  for (std::int64_t i = 1; i <= times; ++i) {
    if (stem) id->value.data = base + "-" + std::to_string(i);
    out.push_back(copy);
  }
}

void add_records(Reading& reading, const JsonMember& type, JsonObject& records) {
  const auto known = ir::find_record(reading.policy.program, type.key);
  const std::string key = known ? reading.policy.program.record(*known).name.id : type.key;
  JsonMember* slot = member_of(records, key);
  if (!slot) {
    JsonMember added = type;
    added.key = key;
    if (type.value.as_array()) added.value.data = base::JsonArray{};
    records.push_back(std::move(added));
    slot = &records.back();
  }
  const base::JsonArray* elements = type.value.as_array();
  base::JsonArray* out = array_of(slot->value);
  if (!elements || !out) return;  // the reader of facts reports what is no list
  for (const JsonValue& element : *elements) add_record(reading, element, *out);
}

// A decision tells where the situation speaks of it; the quotation is ours, not the format's.
void check_decision(Reading& reading, const Case& scenario, JsonValue& decision) {
  JsonObject* object = object_of(decision);
  if (!object) return;
  JsonMember* words = member_of(*object, "words");
  const std::string* quoted = words ? words->value.as_string() : nullptr;
  if (!quoted || quoted->empty()) {
    reading.report(Kind::scenario_decision_without_words, reading.span(decision));
  } else if (scenario.words.find(*quoted) == std::string::npos) {
    reading.report(Kind::scenario_words_not_in_case, reading.span(words->value), {*quoted});
  }
  std::erase_if(*object, [](const JsonMember& m) { return m.key == "words"; });
}

void add_section(Reading& reading, const Case& scenario, const JsonMember& section, JsonValue& facts) {
  JsonObject& root = *object_of(facts);
  JsonMember* slot = member_of(root, section.key);
  const bool records = section.key == "records" && section.value.as_object();
  const bool list = section.key != "records" && section.value.as_array();
  if (!slot) {
    JsonMember added = section;
    if (records) added.value.data = JsonObject{};
    if (list) added.value.data = base::JsonArray{};
    root.push_back(std::move(added));
    slot = &root.back();
  }
  if (records && object_of(slot->value)) {
    for (const JsonMember& type : *section.value.as_object()) add_records(reading, type, *object_of(slot->value));
  } else if (list && array_of(slot->value)) {
    for (JsonValue element : *section.value.as_array()) {
      if (section.key == "decisions") check_decision(reading, scenario, element);
      array_of(slot->value)->push_back(std::move(element));
    }
  }
}

}  // namespace

facts::FactBase read_facts(Reading& reading, const JsonValue& whole, const Case& scenario) {
  JsonValue facts = JsonValue::object();
  facts.begin = whole.begin;
  facts.end = whole.end;
  facts.set("format", JsonValue::of("zhidui-facts/1"));
  for (const std::string& name : scenario.profiles) {
    const auto profile = reading.profiles.find(name);
    if (profile == reading.profiles.end()) continue;
    for (const JsonMember& section : *profile->second->as_object()) {
      if (section.key != "words") add_section(reading, scenario, section, facts);
    }
  }
  if (const JsonValue* own = whole.find("facts")) {
    if (own->as_object()) {
      for (const JsonMember& section : *own->as_object()) add_section(reading, scenario, section, facts);
    } else {
      reading.report(Kind::scenario_mapping_expected, reading.span(*own), {"facts", seen(*own)});
    }
  }
  text::Diagnostics found;
  facts::FactBase base = facts::read_value(reading.policy.program, facts, reading.file, found);
  for (const text::Diagnostic& defect : found.list()) {
    text::Diagnostic& kept = reading.diagnostics.report(defect.kind, defect.span, defect.arguments);
    kept.labels = defect.labels;
    kept.labels.push_back({scenario.span, "场景 " + scenario.id, "scenario " + scenario.id});
  }
  if (found.has_errors()) ++reading.defects;
  return base;
}

}  // namespace zhidui::scenario
