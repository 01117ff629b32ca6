// The report as JSON; `zhidui schema quality` is its schema.
#include "quality/quality.h"

namespace zhidui::quality {

namespace {

using base::JsonValue;

JsonValue name_json(const ir::Name& name) {
  return JsonValue::object().set("id", JsonValue::of(name.id)).set("zh", JsonValue::of(name.zh));
}

JsonValue type_json(const ir::Program& program, const TypeCount& type) {
  const ir::RecordType& known = program.record(type.type);
  JsonValue fields = JsonValue::array();
  for (const FieldCount& row : type.fields) {
    JsonValue field = name_json(known.fields[row.field.value].name);
    field.set("known", JsonValue::of(row.known)).set("later", JsonValue::of(row.later)).set("unknown", JsonValue::of(row.unknown));
    field.set("not_given", JsonValue::of(row.not_given)).set("without_source", JsonValue::of(row.without_source));
    fields.push(std::move(field));
  }
  JsonValue out = name_json(known.name);
  out.set("records", JsonValue::of(type.records)).set("fields", std::move(fields));
  return out;
}

}  // namespace

JsonValue json(const ir::Program& program, const facts::FactBase& facts, const text::SourceSet& sources, const Report& report) {
  JsonValue summary = JsonValue::object();
  for (const Weight weight : {Weight::contradiction, Weight::doubt, Weight::note})
    summary.set(weight_id(weight), JsonValue::of(report.count(weight)));
  JsonValue findings = JsonValue::array();
  for (const Finding& finding : report.findings) {
    JsonValue one = JsonValue::object();
    one.set("weight", JsonValue::of(weight_id(finding.weight)));
    one.set("about", finding.record.empty() ? JsonValue{} : JsonValue::of(finding.record));
    one.set("diagnostic", text::json(sources, finding.said));
    findings.push(std::move(one));
  }
  JsonValue types = JsonValue::array();
  for (const TypeCount& type : report.types) types.push(type_json(program, type));
  JsonValue out = JsonValue::object();
  out.set("format", JsonValue::of("zhidui-quality/1"));
  out.set("on", JsonValue::of(report.on.to_string()));
  out.set("facts_hash", JsonValue::of(facts.hash));
  out.set("summary", std::move(summary));
  out.set("findings", std::move(findings));
  out.set("records", std::move(types));
  return out;
}

}  // namespace zhidui::quality
