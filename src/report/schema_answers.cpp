// The JSON Schemas of what stands around answers: the answers of many applicants with their tables, and diagnostics.
#include "base/check.h"
#include "report/report.h"

namespace zhidui::report {

namespace {

using base::JsonValue;

constexpr std::string_view kAnswersSchema = R"json({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "知兑 多份答案 · Zhidui answers",
  "description": "zhidui assess 对多个申请人的答案和汇总。 What zhidui assess writes: one answer an applicant, and the tables.",
  "type": "object",
  "additionalProperties": false,
  "required": ["format", "answers", "summary"],
  "properties": {
    "format": {"const": "zhidui-answers/1"},
    "answers": {"type": "array", "items": {"$ref": "#/$defs/answer"}},
    "summary": {"$ref": "#/$defs/summary"}
  }
})json";

constexpr std::string_view kSummaryDefinitions = R"json({
  "tally": {"type": "object", "additionalProperties": false, "required": ["yuan", "awards", "perhaps_more", "statuses"],
    "description": "一行: 合计、兑付项数、还可能有的项数、各状态的项数。 One row: the sum, the awards, how many more there may be, awards by status.",
    "properties": {
      "yuan": {"$ref": "#/$defs/yuan"}, "awards": {"type": "integer"}, "perhaps_more": {"type": "integer"},
      "statuses": {"type": "object", "additionalProperties": false,
        "required": ["eligible", "capped", "deduplicated", "needs_determination", "unknown", "gap", "conflict",
                     "lost_competition", "ineligible", "not_in_force"],
        "properties": {"eligible": {"type": "integer"}, "capped": {"type": "integer"}, "deduplicated": {"type": "integer"},
                       "needs_determination": {"type": "integer"}, "unknown": {"type": "integer"}, "gap": {"type": "integer"},
                       "conflict": {"type": "integer"}, "lost_competition": {"type": "integer"}, "ineligible": {"type": "integer"},
                       "not_in_force": {"type": "integer"}}}}},
  "summary": {"type": "object", "additionalProperties": false, "required": ["subjects", "measures", "all"],
    "properties": {
      "subjects": {"type": "array", "items": {"type": "object", "additionalProperties": false, "required": ["subject", "name", "tally"],
        "properties": {"subject": {"type": "string"}, "name": {"type": ["string", "null"]}, "tally": {"$ref": "#/$defs/tally"}}}},
      "measures": {"type": "array", "items": {"type": "object", "additionalProperties": false, "required": ["measure", "tally"],
        "properties": {"measure": {"$ref": "#/$defs/name"}, "tally": {"$ref": "#/$defs/tally"}}}},
      "all": {"$ref": "#/$defs/tally"}}}
})json";

constexpr std::string_view kDiagnosticsSchema = R"json({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "知兑 诊断 · Zhidui diagnostics",
  "description": "--format json 时的诊断: 政策、事实库、场景或命令行有什么错。 With --format json: what is wrong with policies, facts, scenarios or the command line.",
  "type": "array",
  "items": {"$ref": "#/$defs/diagnostic"},
  "$defs": {
    "words": {"type": "object", "additionalProperties": false, "required": ["zh", "en"],
      "properties": {"zh": {"type": "string"}, "en": {"type": "string"}}},
    "line": {"type": "integer", "description": "文本的第几行, 从 1 起; 表格没有。 Of a text, from 1; a spreadsheet has none."},
    "column": {"type": "integer", "description": "第几个字, 表格里是第几列, 从 1 起。 Which character, or column of a spreadsheet, from 1."},
    "sheet": {"type": "string", "description": "表格的工作表; 说的是整个文件的没有。 Of a spreadsheet; absent where the file as a whole is meant."},
    "row": {"type": "integer", "description": "工作表的第几行, 从 1 起; 说的是整张表的没有。 From 1; absent where the sheet as a whole is meant."},
    "cell": {"type": "string", "description": "如 B12。 Such as B12."},
    "diagnostic": {"type": "object", "additionalProperties": false,
      "required": ["code", "kind", "severity", "file", "message", "rule", "mend", "labels"],
      "properties": {
        "code": {"type": "string", "description": "不变的编号: E6034。 Stable: E6034."},
        "kind": {"type": "string"},
        "severity": {"enum": ["error", "warning"]},
        "file": {"type": "string"}, "line": {"$ref": "#/$defs/line"}, "column": {"$ref": "#/$defs/column"},
        "end_line": {"$ref": "#/$defs/line"}, "end_column": {"$ref": "#/$defs/column"},
        "sheet": {"$ref": "#/$defs/sheet"}, "row": {"$ref": "#/$defs/row"}, "cell": {"$ref": "#/$defs/cell"},
        "message": {"$ref": "#/$defs/words"}, "rule": {"$ref": "#/$defs/words"}, "mend": {"$ref": "#/$defs/words"},
        "labels": {"type": "array", "items": {"type": "object", "additionalProperties": false,
          "required": ["file", "message"],
          "properties": {"file": {"type": "string"}, "line": {"$ref": "#/$defs/line"}, "column": {"$ref": "#/$defs/column"},
            "end_line": {"$ref": "#/$defs/line"}, "end_column": {"$ref": "#/$defs/column"},
            "sheet": {"$ref": "#/$defs/sheet"}, "row": {"$ref": "#/$defs/row"}, "cell": {"$ref": "#/$defs/cell"},
            "message": {"$ref": "#/$defs/words"}}}}}}
  }
})json";

constexpr std::string_view kQualitySchema = R"json({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "知兑 数据核对 · Zhidui data report",
  "description": "zhidui check-facts: 事实库里要核对的, 和各字段知道多少。 What in a fact base should be looked at, and how much is known of each field.",
  "type": "object", "additionalProperties": false,
  "required": ["format", "on", "facts_hash", "summary", "findings", "records"],
  "properties": {
    "format": {"const": "zhidui-quality/1"},
    "on": {"type": "string", "description": "问的是哪一天: YYYY-MM-DD。 The day that was asked."},
    "facts_hash": {"type": "string"},
    "summary": {"type": "object", "additionalProperties": false, "required": ["contradiction", "doubt", "note"],
      "properties": {"contradiction": {"type": "integer"}, "doubt": {"type": "integer"}, "note": {"type": "integer"}}},
    "findings": {"type": "array", "items": {"type": "object", "additionalProperties": false, "required": ["weight", "about", "diagnostic"],
      "properties": {
        "weight": {"enum": ["contradiction", "doubt", "note"]},
        "about": {"type": ["string", "null"], "description": "哪条记录、兑现或裁定。 The id of a record, payment or decision."},
        "diagnostic": {"$ref": "#/$defs/diagnostic"}}}},
    "records": {"type": "array", "items": {"type": "object", "additionalProperties": false, "required": ["id", "zh", "records", "fields"],
      "properties": {"id": {"type": "string"}, "zh": {"type": "string"}, "records": {"type": "integer"},
        "fields": {"type": "array", "items": {"type": "object", "additionalProperties": false,
          "required": ["id", "zh", "known", "later", "unknown", "not_given", "without_source"],
          "properties": {"id": {"type": "string"}, "zh": {"type": "string"}, "known": {"type": "integer"},
            "later": {"type": "integer", "description": "那天以后才知道。 Known only after that day."},
            "unknown": {"type": "integer", "description": "写明未知。 Stated to be unknown."},
            "not_given": {"type": "integer"}, "without_source": {"type": "integer"}}}}}}}
  }
})json";

JsonValue parsed(std::string_view text) {
  auto result = base::parse_json(text);
  CHECK(std::holds_alternative<JsonValue>(result));
  return std::get<JsonValue>(std::move(result));
}

}  // namespace

JsonValue answers_schema() {
  const JsonValue one = answer_schema();
  JsonValue answer = JsonValue::object();
  JsonValue definitions = JsonValue::object();
  for (const base::JsonMember& member : *one.as_object()) {
    if (member.key == "$defs") definitions = member.value;
    else if (member.key != "$schema") answer.set(member.key, member.value);
  }
  definitions.set("answer", std::move(answer));
  const JsonValue summary = parsed(kSummaryDefinitions);
  for (const base::JsonMember& member : *summary.as_object()) definitions.set(member.key, member.value);
  JsonValue out = parsed(kAnswersSchema);
  out.set("$defs", std::move(definitions));
  return out;
}

JsonValue diagnostics_schema() { return parsed(kDiagnosticsSchema); }

JsonValue quality_schema() {
  JsonValue out = parsed(kQualitySchema);
  out.set("$defs", *diagnostics_schema().find("$defs"));
  return out;
}

}  // namespace zhidui::report
