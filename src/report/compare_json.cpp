// Measures side by side for programs, and the schema.
#include "base/check.h"
#include "report/compare_words.h"
#include "report/json_value.h"
#include "report/target_words.h"

namespace zhidui::report {

using base::JsonValue;

namespace {

const ir::Name& document_name(const CompareView& report, std::size_t side) {
  return report.policy.program.documents[report.sides[side].document.value].name;
}

JsonValue side_json(const CompareView& report, std::size_t side, const SideWords& words) {
  const compare::Side& of = report.sides[side];
  const ir::Document& document = report.policy.program.documents[of.document.value];
  JsonValue out = JsonValue::object();
  out.set("document", JsonValue::of(document.name.id)).set("name", words_json(words.name));
  out.set("number", JsonValue::of(document.number)).set("title", JsonValue::of(document.title)).set("organ", JsonValue::of(document.organ));
  out.set("validity", words_json(report.validity[side]));
  out.set("on", report.facts.empty() ? JsonValue{} : JsonValue::of(of.scope.claimed.to_string()));
  const auto assumed = of.scope.assume.find(of.document);
  JsonValue supposed = JsonValue::object().set("in_force", JsonValue::of(report.in_force));
  supposed.set("from", assumed == of.scope.assume.end() ? JsonValue{} : JsonValue::of(assumed->second.to_string()));
  supposed.set("local_in", of.local ? JsonValue::of(document.region) : JsonValue{});
  JsonValue said = JsonValue::array();
  for (const Wording& each : words.supposed) said.push(words_json(each));
  return out.set("supposed", supposed.set("words", std::move(said)));
}

JsonValue measure_json(const CompareView& report, const compare::Row& row, std::size_t side, ir::MeasureId id) {
  const ir::Program& program = report.policy.program;
  const MeasureWords words = measure_words(report, row, side, id);
  const View view{report.policy, *report.sides[side].facts, report.sides[side].scope};
  JsonValue clauses = JsonValue::array();
  for (const ir::ClauseId each : program.measures[id.value].clauses) {
    const ir::Clause& clause = program.clauses[each.value];
    JsonValue one = JsonValue::object().set("path", JsonValue::of(clause.path)).set("place", words_json(clause_place(clause.path)));
    clauses.push(one.set("text", JsonValue::of(official_text(view, clause))));
  }
  JsonValue out = JsonValue::object();
  out.set("measure", JsonValue::of(ir::measure_key(program, id))).set("name", words_json(words.name));
  out.set("amount", words_json(words.amount)).set("unit", words_json(words.unit)).set("subject", words_json(words.subject));
  out.set("limit", words_json(words.cap)).set("rules", words_json(words.rules));
  return out.set("clauses", std::move(clauses));
}

JsonValue row_json(const CompareView& report, std::size_t row) {
  const compare::Row& of = report.rows[row];
  const ir::Program& program = report.policy.program;
  JsonValue selects;
  if (of.only) {
    const ir::RecordType& type = program.record(of.only->record);
    const ir::Field& field = type.fields[of.only->field.value];
    JsonValue members = JsonValue::array();
    for (const std::uint32_t each : of.only->members)
      members.push(name_json(program.enumeration(field.type.enumeration).members[each].name));
    selects = JsonValue::object().set("record", name_json(type.name)).set("field", name_json(field.name));
    selects.set("members", std::move(members));
  }
  JsonValue cells = JsonValue::array();
  for (std::size_t side = 0; side < report.sides.size(); ++side) {
    JsonValue measures = JsonValue::array();
    for (const ir::MeasureId id : of.measures[side]) measures.push(measure_json(report, of, side, id));
    JsonValue cell = JsonValue::object().set("document", JsonValue::of(document_name(report, side).id));
    cells.push(cell.set("measures", std::move(measures)));
  }
  JsonValue out = JsonValue::object().set("number", JsonValue::of(row + 1)).set("name", words_json(row_words(of)));
  out.set("by_table", JsonValue::of(of.named)).set("selects", std::move(selects));
  return out.set("cells", std::move(cells));
}

JsonValue paid_json(const CompareView& report, std::size_t side, const Paid& paid) {
  JsonValue sum;
  if (paid.claims > 0) {
    sum = JsonValue::object().set("min", JsonValue::of(yuan_number(paid.sum.lo)));
    sum.set("max", paid.sum.hi_unbounded ? JsonValue{} : JsonValue::of(yuan_number(paid.sum.hi)));
  }
  JsonValue statuses = JsonValue::object();
  for (const auto& [status, count] : paid.statuses) statuses.set(outcome::status_id(status), JsonValue::of(count));
  JsonValue out = JsonValue::object().set("document", JsonValue::of(document_name(report, side).id));
  out.set("yuan", std::move(sum)).set("claims", JsonValue::of(paid.claims)).set("statuses", std::move(statuses));
  return out.set("out_of_force", JsonValue::of(paid.out_of_force())).set("perhaps_more", JsonValue::of(paid.perhaps_more));
}

JsonValue verdict_json(const CompareView& report, const std::vector<SideWords>& sides, const compare::Verdict& verdict) {
  static constexpr const char* kIds[] = {"nothing", "equal", "one", "open"};
  JsonValue documents = JsonValue::array();
  for (const std::size_t side : verdict.sides) documents.push(JsonValue::of(document_name(report, side).id));
  JsonValue out = JsonValue::object().set("id", JsonValue::of(kIds[static_cast<std::size_t>(verdict.most)]));
  return out.set("documents", std::move(documents)).set("words", words_json(verdict_words(sides, verdict)));
}

JsonValue applicant_json(const CompareView& report, const std::vector<SideWords>& sides, const ApplicantPaid& paid) {
  JsonValue totals = JsonValue::array(), rows = JsonValue::array();
  for (std::size_t side = 0; side < sides.size(); ++side) {
    totals.push(paid_json(report, side, paid.totals[side]));
  }
  for (const RowPaid& row : paid.rows) {
    JsonValue cells = JsonValue::array();
    for (std::size_t side = 0; side < sides.size(); ++side) {
      if (!report.rows[row.row].measures[side].empty()) cells.push(paid_json(report, side, row.sides[side]));
    }
    JsonValue one = JsonValue::object().set("number", JsonValue::of(row.row + 1)).set("cells", std::move(cells));
    rows.push(one.set("most", verdict_json(report, sides, row.most)));
  }
  JsonValue out = JsonValue::object().set("id", JsonValue::of(paid.id)).set("name", words_json(paid.name));
  out.set("totals", std::move(totals)).set("most", verdict_json(report, sides, paid.most)).set("rows", std::move(rows));
  return out.set("further_rows", JsonValue::of(paid.perhaps_more));
}

constexpr std::string_view kSchema = R"json({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "知兑 措施对照 · Zhidui compare",
  "description": "zhidui compare: 几份文件的措施并排, 各申请人在各份文件里得多少。 Measures of several documents side by side, and what each pays the same applicants. 金额是元, 十进制的文字。 Sums are yuan, decimal texts.",
  "type": "object", "additionalProperties": false,
  "required": ["format", "policy_hash", "table", "not_read", "period", "documents", "rows", "applicants", "caveat"],
  "properties": {
    "format": {"const": "zhidui-compare/1"},
    "policy_hash": {"type": "string"},
    "table": {"type": ["string", "null"], "description": "写明各行的文件。 The file that names rows."},
    "not_read": {"type": "array", "items": {"type": "string"}, "description": "表里有、没有读入的文件。 Documents that the table names and that were not read."},
    "period": {"type": ["integer", "null"]},
    "documents": {"type": "array", "items": {"$ref": "#/$defs/document"}},
    "rows": {"type": "array", "items": {"$ref": "#/$defs/row"}},
    "applicants": {"type": "array", "items": {"$ref": "#/$defs/applicant"}},
    "caveat": {"$ref": "#/$defs/words"}
  },
  "$defs": {
    "words": {"type": "object", "additionalProperties": false, "required": ["zh", "en"],
      "properties": {"zh": {"type": "string"}, "en": {"type": "string"}}},
    "name": {"type": "object", "additionalProperties": false, "required": ["id", "zh", "en"],
      "properties": {"id": {"type": "string"}, "zh": {"type": "string"}, "en": {"type": "string"}}},
    "document": {"type": "object", "additionalProperties": false,
      "required": ["document", "name", "number", "title", "organ", "validity", "on", "supposed"],
      "properties": {"document": {"type": "string"}, "name": {"$ref": "#/$defs/words"}, "number": {"type": "string"},
        "title": {"type": "string"}, "organ": {"type": "string"}, "validity": {"$ref": "#/$defs/words"},
        "on": {"type": ["string", "null"], "description": "按哪一天申报。 The day of the claim."},
        "supposed": {"type": "object", "additionalProperties": false, "required": ["in_force", "from", "local_in", "words"],
          "description": "只为比较而假设的。 What is supposed for the comparison alone.",
          "properties": {"in_force": {"type": "boolean"}, "from": {"type": ["string", "null"]},
            "local_in": {"type": ["string", "null"], "description": "地区代码。 Code of a region."},
            "words": {"type": "array", "items": {"$ref": "#/$defs/words"}}}}}},
    "clause": {"type": "object", "additionalProperties": false, "required": ["path", "place", "text"],
      "properties": {"path": {"type": "string"}, "place": {"$ref": "#/$defs/words"}, "text": {"type": "string"}}},
    "measure": {"type": "object", "additionalProperties": false,
      "required": ["measure", "name", "amount", "unit", "subject", "limit", "rules", "clauses"],
      "properties": {"measure": {"type": "string"}, "name": {"$ref": "#/$defs/words"}, "amount": {"$ref": "#/$defs/words"},
        "unit": {"$ref": "#/$defs/words"}, "subject": {"$ref": "#/$defs/words"}, "limit": {"$ref": "#/$defs/words"},
        "rules": {"$ref": "#/$defs/words"}, "clauses": {"type": "array", "items": {"$ref": "#/$defs/clause"}}}},
    "row": {"type": "object", "additionalProperties": false, "required": ["number", "name", "by_table", "selects", "cells"],
      "properties": {"number": {"type": "integer"}, "name": {"$ref": "#/$defs/words"},
        "by_table": {"type": "boolean", "description": "表里写明的; 否则推出。 Named by the table, else derived."},
        "selects": {"anyOf": [{"type": "null"}, {"type": "object", "additionalProperties": false, "required": ["record", "field", "members"],
          "properties": {"record": {"$ref": "#/$defs/name"}, "field": {"$ref": "#/$defs/name"},
            "members": {"type": "array", "items": {"$ref": "#/$defs/name"}}}}]},
        "cells": {"type": "array", "items": {"type": "object", "additionalProperties": false, "required": ["document", "measures"],
          "properties": {"document": {"type": "string"}, "measures": {"type": "array", "items": {"$ref": "#/$defs/measure"}}}}}}},
    "sum": {"anyOf": [{"type": "null"}, {"type": "object", "additionalProperties": false, "required": ["min", "max"],
      "properties": {"min": {"type": "string"}, "max": {"type": ["string", "null"]}}}]},
    "statuses": {"type": "object", "additionalProperties": false, "description": "有的才写。 Only those that occur.",
      "properties": {"eligible": {"type": "integer"}, "capped": {"type": "integer"}, "deduplicated": {"type": "integer"}, "needs_determination": {"type": "integer"}, "unknown": {"type": "integer"},
        "gap": {"type": "integer"}, "conflict": {"type": "integer"}, "lost_competition": {"type": "integer"}, "ineligible": {"type": "integer"}, "not_in_force": {"type": "integer"}}},
    "paid": {"type": "object", "additionalProperties": false,
      "required": ["document", "yuan", "claims", "statuses", "out_of_force", "perhaps_more"],
      "properties": {"document": {"type": "string"}, "yuan": {"$ref": "#/$defs/sum"}, "claims": {"type": "integer"},
        "statuses": {"$ref": "#/$defs/statuses"},
        "out_of_force": {"type": "boolean", "description": "已知的都不在有效期, 不参加比较。 Nothing known falls into its time; it takes no part."},
        "perhaps_more": {"type": "boolean", "description": "没列入的记录可能带来更多。 Records that are not listed may bring more."}}},
    "most": {"type": "object", "additionalProperties": false, "required": ["id", "documents", "words"],
      "properties": {"id": {"enum": ["nothing", "equal", "one", "open"]}, "documents": {"type": "array", "items": {"type": "string"}},
        "words": {"$ref": "#/$defs/words"}}},
    "applicant": {"type": "object", "additionalProperties": false, "required": ["id", "name", "totals", "most", "rows", "further_rows"],
      "properties": {"id": {"type": "string"}, "name": {"$ref": "#/$defs/words"},
        "totals": {"type": "array", "items": {"$ref": "#/$defs/paid"}}, "most": {"$ref": "#/$defs/most"},
        "rows": {"type": "array", "items": {"type": "object", "additionalProperties": false, "required": ["number", "cells", "most"],
          "properties": {"number": {"type": "integer", "description": "rows[].number"},
            "cells": {"type": "array", "items": {"$ref": "#/$defs/paid"}}, "most": {"$ref": "#/$defs/most"}}}},
        "further_rows": {"type": "integer"}}}
  }
})json";

}  // namespace

JsonValue compare_schema() {
  auto result = base::parse_json(kSchema);
  CHECK(std::holds_alternative<JsonValue>(result));
  return std::get<JsonValue>(std::move(result));
}

JsonValue compare_json(const CompareView& report) {
  const std::vector<SideWords> sides = side_words(report);
  JsonValue documents = JsonValue::array(), rows = JsonValue::array(), applicants = JsonValue::array(), absent = JsonValue::array();
  for (std::size_t side = 0; side < sides.size(); ++side) documents.push(side_json(report, side, sides[side]));
  for (std::size_t row = 0; row < report.rows.size(); ++row) rows.push(row_json(report, row));
  for (const ApplicantPaid& each : applicants_paid(report)) applicants.push(applicant_json(report, sides, each));
  for (const std::string& each : report.absent) absent.push(JsonValue::of(each));
  JsonValue out = JsonValue::object().set("format", JsonValue::of("zhidui-compare/1"));
  out.set("policy_hash", JsonValue::of(report.policy.program.hash));
  out.set("table", report.table.empty() ? JsonValue{} : JsonValue::of(report.table)).set("not_read", std::move(absent));
  out.set("period", report.period ? JsonValue::of(*report.period) : JsonValue{}).set("documents", std::move(documents));
  out.set("rows", std::move(rows)).set("applicants", std::move(applicants));
  return out.set("caveat", words_json(say(Sentence::compare_caveat)));
}

}  // namespace zhidui::report
