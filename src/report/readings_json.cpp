// Readings for programs, and the schema of it.
#include "base/check.h"
#include "report/json_value.h"
#include "report/reading_words.h"
#include "report/target_words.h"

namespace zhidui::report {

using base::Rational;
using outcome::Interval;

namespace {

JsonValue yuan_json(const Interval& sum) {
  return object(
      {{"min", JsonValue::of(yuan_number(sum.lo))}, {"max", sum.hi_unbounded ? JsonValue{} : JsonValue::of(yuan_number(sum.hi))}});
}

JsonValue difference_json(const Difference& difference) {
  const auto end = [](const std::optional<Rational>& fen) { return fen ? JsonValue::of(yuan_number(*fen)) : JsonValue{}; };
  return object({{"min", end(difference.least)}, {"max", end(difference.most)}});
}

std::string_view direction_id(Direction direction) {
  switch (direction) {
    case Direction::gains: return "gains";
    case Direction::may_gain: return "may_gain";
    case Direction::may_lose: return "may_lose";
    case Direction::loses: return "loses";
    case Direction::either: break;
  }
  return "either";
}

JsonValue moved_json(const ReadingsView& report, const Moved& moved) {
  const std::uint32_t record = report.costs->subjects[moved.subject];
  JsonValue parts = JsonValue::array();
  for (const Moved::Part& part : moved.parts) {
    const ir::Measure& measure = report.view.policy.program.measures[part.measure];
    parts.push(object({{"measure", name_json(measure.name)}, {"now", yuan_json(part.now)}, {"then", yuan_json(part.then)}}));
  }
  return object({{"subject", JsonValue::of(report.view.facts.record(record).id)},
                 {"name", JsonValue::of(record_title(report.view, record).zh)},
                 {"direction", JsonValue::of(direction_id(direction_of(moved)))},
                 {"now", yuan_json(moved.now)},
                 {"then", yuan_json(moved.then)},
                 {"difference", difference_json(difference_of(moved.now, moved.then))},
                 {"measures", std::move(parts)}});
}

JsonValue choice_json(const ReadingsView& report, const Choice& choice) {
  JsonValue cost;
  if (report.costs) {
    JsonValue moved = JsonValue::array();
    for (const Moved& each : choice.moved) moved.push(moved_json(report, each));
    cost =
        object({{"yuan", yuan_json(choice.total)}, {"difference", difference_json(choice.difference)}, {"applicants", std::move(moved)}});
  }
  return object({{"label", words_json(choice.label)},
                 {"meaning", JsonValue::of(choice.meaning.zh)},
                 {"taken", JsonValue::of(choice.taken)},
                 {"cost", std::move(cost)}});
}

JsonValue clauses_json(const ReadingsView& report, ir::ReadingId id) {
  const ir::Program& program = report.view.policy.program;
  JsonValue out = JsonValue::array();
  for (const ir::Clause& clause : report.reach[id.value].clauses) {
    const JsonValue document = clause.document.present() ? JsonValue::of(document_number(program, clause.document)) : JsonValue{};
    out.push(object({{"document", document},
                     {"path", JsonValue::of(clause.path)},
                     {"place", words_json(clause_place(clause.path))},
                     {"quoted", JsonValue::of(!clause.written.empty())},
                     {"text", JsonValue::of(official_text(report.view, clause))}}));
  }
  return out;
}

JsonValue reading_json(const ReadingsView& report, const ReadingRow& row) {
  JsonValue choices = JsonValue::array(), measures = JsonValue::array();
  for (const Choice& choice : row.choices) choices.push(choice_json(report, choice));
  for (const std::uint32_t id : row.measures) measures.push(name_json(report.view.policy.program.measures[id].name));
  const JsonValue standing = object(
      {{"id", JsonValue::of(standing_id(row.standing))}, {"zh", JsonValue::of(row.adopted.zh)}, {"en", JsonValue::of(row.adopted.en)}});
  return object({{"code", JsonValue::of(row.code)},
                 {"question", JsonValue::of(row.question.zh)},
                 {"standing", standing},
                 {"alternatives", std::move(choices)},
                 {"clauses", clauses_json(report, row.id)},
                 {"measures", std::move(measures)},
                 {"moves", report.costs ? JsonValue::of(row.moves) : JsonValue{}}});
}

JsonValue base_json(const ReadingsView& report) {
  if (!report.costs) return {};
  const evaluate::Scope& scope = report.view.scope;
  return object({{"claimed", date_json(scope.claimed)},
                 {"decided", date_json(scope.decided)},
                 {"known", date_json(scope.known)},
                 {"applicants", JsonValue::of(report.costs->subjects.size())},
                 {"yuan", yuan_json(report.costs->total)},
                 {"perhaps_more", JsonValue::of(report.costs->perhaps_more)},
                 {"facts_hash", JsonValue::of(report.view.facts.hash)}});
}

constexpr std::string_view kReadingsSchema = R"json({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "知兑 口径 · Zhidui readings",
  "description": "zhidui readings: 政策的口径, 和 --cost 时各备选的金额。 The readings of a policy and, with --cost, what each choice comes to. 金额是两位小数的文字, 单位元。 Sums are texts with two decimals, in yuan.",
  "type": "object", "additionalProperties": false,
  "required": ["format", "policy_hash", "base", "readings", "caveat"],
  "properties": {
    "format": {"const": "zhidui-readings/1"},
    "policy_hash": {"type": "string"},
    "base": {"description": "现在的合计; 没有 --cost 就是 null。 The total as it is; null without --cost.",
      "anyOf": [{"type": "null"}, {"type": "object", "additionalProperties": false,
        "required": ["claimed", "decided", "known", "applicants", "yuan", "perhaps_more", "facts_hash"],
        "properties": {"claimed": {"type": "string"}, "decided": {"type": "string"}, "known": {"type": "string"},
          "applicants": {"type": "integer"}, "yuan": {"$ref": "#/$defs/yuan"},
          "perhaps_more": {"type": "boolean", "description": "登记没有说明完整, 没列入的记录可能更多。 Records that are not listed may add to it."},
          "facts_hash": {"type": "string"}}}]},
    "readings": {"type": "array", "items": {"$ref": "#/$defs/reading"}},
    "caveat": {"$ref": "#/$defs/words"}
  },
  "$defs": {
    "words": {"type": "object", "additionalProperties": false, "required": ["zh", "en"],
      "properties": {"zh": {"type": "string"}, "en": {"type": "string"}}},
    "name": {"type": "object", "additionalProperties": false, "required": ["id", "zh", "en"],
      "properties": {"id": {"type": "string"}, "zh": {"type": "string"}, "en": {"type": "string"}}},
    "yuan": {"type": "object", "additionalProperties": false, "required": ["min", "max"],
      "description": "两端; max 为 null 是没有上限。 Both ends; max is null where there is no upper bound.",
      "properties": {"min": {"type": "string"}, "max": {"type": ["string", "null"]}}},
    "difference": {"type": "object", "additionalProperties": false, "required": ["min", "max"],
      "description": "改取以后的下限减现在的下限, 上限减上限; null: 有一边没有上限。 Least then less least now, most less most; null where one has no upper bound.",
      "properties": {"min": {"type": ["string", "null"]}, "max": {"type": ["string", "null"]}}},
    "applicant": {"type": "object", "additionalProperties": false,
      "required": ["subject", "name", "direction", "now", "then", "difference", "measures"],
      "properties": {"subject": {"type": "string"}, "name": {"type": "string"},
        "direction": {"enum": ["gains", "may_gain", "loses", "may_lose", "either"], "description": "gains: 两端都升; may_gain: 只有一端升; either: 一端升一端降。 gains: both ends up; may_gain: one alone; either: one up, the other down."},
        "now": {"$ref": "#/$defs/yuan"}, "then": {"$ref": "#/$defs/yuan"}, "difference": {"$ref": "#/$defs/difference"},
        "measures": {"type": "array", "description": "金额变了的措施。 Measures whose sum is another.",
          "items": {"type": "object", "additionalProperties": false, "required": ["measure", "now", "then"],
            "properties": {"measure": {"$ref": "#/$defs/name"}, "now": {"$ref": "#/$defs/yuan"}, "then": {"$ref": "#/$defs/yuan"}}}}}},
    "alternative": {"type": "object", "additionalProperties": false, "required": ["label", "meaning", "taken", "cost"],
      "properties": {"label": {"$ref": "#/$defs/words"}, "meaning": {"type": "string"},
        "taken": {"type": "boolean", "description": "现在采用; 未决的没有一个。 Taken now; of one left open none is."},
        "cost": {"anyOf": [{"type": "null"}, {"type": "object", "additionalProperties": false, "required": ["yuan", "difference", "applicants"],
          "properties": {"yuan": {"$ref": "#/$defs/yuan", "description": "只改这一条时全部申请人的合计。 The total of all applicants with this alone changed."},
            "difference": {"$ref": "#/$defs/difference"},
            "applicants": {"type": "array", "description": "金额变了的申请人。 Applicants whose sum is another.", "items": {"$ref": "#/$defs/applicant"}}}}]}}},
    "clause": {"type": "object", "additionalProperties": false, "required": ["document", "path", "place", "quoted", "text"],
      "properties": {"document": {"type": ["string", "null"]}, "path": {"type": "string"}, "place": {"$ref": "#/$defs/words"},
        "quoted": {"type": "boolean", "description": "规则引用了这些话; 否则是口径上面的一段。 A rule quotes these words; else it is the paragraph above the reading."},
        "text": {"type": "string"}}},
    "reading": {"type": "object", "additionalProperties": false,
      "required": ["code", "question", "standing", "alternatives", "clauses", "measures", "moves"],
      "properties": {
        "code": {"type": "string"}, "question": {"type": "string"},
        "standing": {"type": "object", "additionalProperties": false, "required": ["id", "zh", "en"],
          "properties": {"id": {"enum": ["asked", "decided", "authority", "house_default", "left_open"],
              "description": "asked: --reading 所指定; decided: 事实库里的裁定; authority: 政策所写的依据; house_default: 本系统暂按; left_open: 未决。 By --reading; by a decision among the facts; by authority; a house default; left open."},
            "zh": {"type": "string"}, "en": {"type": "string"}}},
        "alternatives": {"type": "array", "items": {"$ref": "#/$defs/alternative"}},
        "clauses": {"type": "array", "items": {"$ref": "#/$defs/clause"}},
        "measures": {"type": "array", "description": "金额可能取决于它的措施。 Measures whose sum may rest on it.", "items": {"$ref": "#/$defs/name"}},
        "moves": {"type": ["boolean", "null"], "description": "改取别的备选, 在这批事实上有谁的金额会变; 没有 --cost 就是 null。 Read otherwise, somebody's sum is another on these facts; null without --cost."}}}
  }
})json";

}  // namespace

JsonValue readings_json(const ReadingsView& report) {
  JsonValue readings = JsonValue::array();
  for (const ReadingRow& row : reading_rows(report)) readings.push(reading_json(report, row));
  const Sentence caveat = report.costs ? Sentence::reading_list_cost_caveat : Sentence::reading_list_caveat;
  return object({{"format", JsonValue::of("zhidui-readings/1")},
                 {"policy_hash", JsonValue::of(report.view.policy.program.hash)},
                 {"base", base_json(report)},
                 {"readings", std::move(readings)},
                 {"caveat", words_json(say(caveat))}});
}

JsonValue readings_schema() {
  auto parsed = base::parse_json(kReadingsSchema);
  CHECK(std::holds_alternative<JsonValue>(parsed));
  return std::get<JsonValue>(std::move(parsed));
}

}  // namespace zhidui::report
