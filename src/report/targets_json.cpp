// Targets and tasks for programs, and the schemas of both.
#include <array>

#include "base/check.h"
#include "report/target_words.h"

namespace zhidui::report {

using base::JsonValue;
using targets::Judged;
using targets::Target;

namespace {

JsonValue words_json(const Wording& words) {
  return JsonValue::object().set("zh", JsonValue::of(words.zh)).set("en", JsonValue::of(words.en));
}

JsonValue number_json(const ir::Program& program, const Target& target, const base::Rational& base_units) {
  JsonValue out = JsonValue::object();
  out.set("number", JsonValue::of(shown_number(target, base_units).to_decimal_string()));
  out.set("unit", JsonValue::of(shown_unit(program, target)));
  return out;
}

JsonValue due_json(const targets::Due& due) {
  return JsonValue::object().set("date", JsonValue::of(due.last.to_string())).set("year", JsonValue::of(due.year));
}

JsonValue clauses_json(const View& view, const std::vector<ir::ClauseId>& clauses) {
  JsonValue out = JsonValue::array();
  for (const ir::ClauseId id : clauses) {
    const ir::Clause& clause = view.policy.program.clauses[id.value];
    JsonValue one = JsonValue::object();
    one.set("path", JsonValue::of(clause.path)).set("place", words_json(clause_place(clause.path)));
    one.set("text", JsonValue::of(official_text(view, clause)));
    out.push(std::move(one));
  }
  return out;
}

JsonValue reported_json(const targets::Reported& reported) {
  JsonValue out = JsonValue::object();
  out.set("date", JsonValue::of(reported.day.to_string())).set("year", JsonValue::of(reported.year));
  out.set("value", JsonValue::of(reported.value)).set("unit", JsonValue::of(reported.unit));
  out.set("source", JsonValue::of(reported.source)).set("publisher", JsonValue::of(reported.publisher));
  return out;
}

JsonValue maybe(const std::optional<targets::Reported>& reported) { return reported ? reported_json(*reported) : JsonValue{}; }

JsonValue figure_json(const ir::Program& program, const Target& target, const targets::Figure& figure) {
  JsonValue out = JsonValue::object();
  out.set("date", JsonValue::of(figure.day.to_string())).set("year", JsonValue::of(figure.year));
  if (target.has_goal) {
    const JsonValue number = number_json(program, target, figure.number);
    out.set("number", *number.find("number")).set("unit", *number.find("unit"));
  } else {
    out.set("number", JsonValue::of(figure.number.to_decimal_string())).set("unit", JsonValue::of(figure.value->unit));
  }
  out.set("value", maybe(figure.value)).set("stock", maybe(figure.stock)).set("population", maybe(figure.population));
  return out;
}

JsonValue target_json(const TargetsView& report, const Judged& judged) {
  const ir::Program& program = report.view.policy.program;
  const Target& target = report.targets[judged.target];
  const ir::Typed& typed = program.typed[target.typed];
  JsonValue out = JsonValue::object();
  out.set("name", JsonValue::of(typed.name)).set("document", JsonValue::of(document_number(program, typed.document)));
  out.set("clauses", clauses_json(report.view, typed.clauses)).set("indicator", JsonValue::of(target.indicator));
  JsonValue status = JsonValue::object().set("id", JsonValue::of(targets::status_id(judged.status)));
  const Wording words = target_status_words(judged.status);
  out.set("status", status.set("zh", JsonValue::of(words.zh)).set("en", JsonValue::of(words.en)));
  JsonValue goal;
  if (target.goal) {
    goal = JsonValue::object().set("comparison", JsonValue::of(sign_of(*typed.goal)));
    const JsonValue number = number_json(program, target, *target.goal);
    goal.set("number", *number.find("number")).set("unit", *number.find("unit"));
  }
  out.set("goal", std::move(goal)).set("due", target.due ? due_json(*target.due) : JsonValue{});
  out.set("figure", judged.figure ? figure_json(program, target, *judged.figure) : JsonValue{});
  JsonValue gap;
  if (judged.difference) {
    gap = number_json(program, target, *judged.difference);
    gap.set("reached", JsonValue::of(judged.reached));
  }
  out.set("gap", std::move(gap)).set("early", JsonValue::of(judged.early));
  JsonValue left = JsonValue::object();
  left.set("after_due", JsonValue::of(judged.after_due)).set("after_day", JsonValue::of(judged.after_day));
  out.set("not_counted", std::move(left));
  JsonValue remarks = JsonValue::array();
  for (const Wording& remark : target_remarks(report, judged)) remarks.push(words_json(remark));
  return out.set("remarks", std::move(remarks));
}

std::string_view kind_id(ir::TypedKind kind) {
  switch (kind) {
    case ir::TypedKind::mechanism: return "mechanism";
    case ir::TypedKind::target: return "target";
    case ir::TypedKind::fund: return "fund";
    case ir::TypedKind::supervision: return "supervision";
    case ir::TypedKind::task:
    case ir::TypedKind::supersession:
    case ir::TypedKind::validity: break;
  }
  return "task";
}

std::string_view by_id(targets::By by) {
  switch (by) {
    case targets::By::block: return "block";
    case targets::By::article: return "article";
    case targets::By::standing: break;
  }
  return "standing";
}

JsonValue task_json(const TasksView& report, std::size_t index) {
  const ir::Program& program = report.view.policy.program;
  const targets::Duty& duty = report.duties.duties[index];
  const ir::Typed& typed = program.typed[duty.typed];
  JsonValue departments = JsonValue::array();
  for (const targets::Charge& charge : duty.charges) {
    JsonValue one = JsonValue::object().set("name", JsonValue::of(report.duties.departments[charge.department].name));
    departments.push(one.set("written", JsonValue::of(charge.written)).set("by", JsonValue::of(by_id(charge.by))));
  }
  JsonValue out = JsonValue::object();
  out.set("number", JsonValue::of(index + 1)).set("kind", JsonValue::of(kind_id(typed.kind))).set("name", JsonValue::of(typed.name));
  out.set("document", JsonValue::of(document_number(program, typed.document)));
  out.set("clauses", clauses_json(report.view, typed.clauses)).set("departments", std::move(departments));
  out.set("due", duty.due ? due_json(*duty.due) : JsonValue{});
  return out.set("due_open", JsonValue::of(duty.has_due && !duty.due));
}

constexpr std::string_view kTargetsSchema = R"json({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "知兑 目标对账 · Zhidui targets",
  "description": "zhidui targets: 政策的目标对公布的数。 The targets of a policy against published figures. 数都是十进制的文字, 除不尽的写作 p/q。 Numbers are decimal texts, p/q where no decimal ends.",
  "type": "object", "additionalProperties": false,
  "required": ["format", "on", "newest_day", "series", "policy_hash", "summary", "targets", "caveat"],
  "properties": {
    "format": {"const": "zhidui-targets/1"},
    "on": {"type": "string", "description": "问的是哪一天: YYYY-MM-DD。 The day that is asked."},
    "newest_day": {"type": "boolean", "description": "没有写哪一天, 取数列里最近的一天。 No day was asked; it is the newest of the series."},
    "series": {"type": "array", "items": {"type": "string"}},
    "policy_hash": {"type": "string"},
    "summary": {"type": "object", "additionalProperties": false,
      "required": ["met", "missed", "no_data", "not_due", "undated", "undetermined", "qualitative"],
      "properties": {"met": {"type": "integer"}, "missed": {"type": "integer"}, "no_data": {"type": "integer"},
        "not_due": {"type": "integer"}, "undated": {"type": "integer"}, "undetermined": {"type": "integer"},
        "qualitative": {"type": "integer"}}},
    "targets": {"type": "array", "items": {"$ref": "#/$defs/target"}},
    "caveat": {"$ref": "#/$defs/words"}
  },
  "$defs": {
    "words": {"type": "object", "additionalProperties": false, "required": ["zh", "en"],
      "properties": {"zh": {"type": "string"}, "en": {"type": "string"}}},
    "clause": {"type": "object", "additionalProperties": false, "required": ["path", "place", "text"],
      "properties": {"path": {"type": "string"}, "place": {"$ref": "#/$defs/words"}, "text": {"type": "string"}}},
    "due": {"type": "object", "additionalProperties": false, "required": ["date", "year"],
      "properties": {"date": {"type": "string"}, "year": {"type": "boolean", "description": "期限是一个年度, date 是它的最后一天。 A year, of which date is the last day."}}},
    "reported": {"type": "object", "additionalProperties": false, "required": ["date", "year", "value", "unit", "source", "publisher"],
      "description": "照公布的写。 As published.",
      "properties": {"date": {"type": "string"}, "year": {"type": "boolean"}, "value": {"type": "string"}, "unit": {"type": "string"},
        "source": {"type": "string"}, "publisher": {"type": "string"}}},
    "maybe_reported": {"anyOf": [{"$ref": "#/$defs/reported"}, {"type": "null"}]},
    "figure": {"type": "object", "additionalProperties": false,
      "required": ["date", "year", "number", "unit", "value", "stock", "population"],
      "description": "用来对账的数; 没有 value 的由 stock 除以 population 算出。 Without value it is stock divided by population.",
      "properties": {"date": {"type": "string"}, "year": {"type": "boolean"}, "number": {"type": "string"}, "unit": {"type": "string"},
        "value": {"$ref": "#/$defs/maybe_reported"}, "stock": {"$ref": "#/$defs/maybe_reported"},
        "population": {"$ref": "#/$defs/maybe_reported"}}},
    "target": {"type": "object", "additionalProperties": false,
      "required": ["name", "document", "clauses", "indicator", "status", "goal", "due", "figure", "gap", "early", "not_counted", "remarks"],
      "properties": {
        "name": {"type": "string"}, "document": {"type": "string"},
        "clauses": {"type": "array", "items": {"$ref": "#/$defs/clause"}},
        "indicator": {"type": "string", "description": "数列里用的名称。 The name that a series uses."},
        "status": {"type": "object", "additionalProperties": false, "required": ["id", "zh", "en"],
          "properties": {"id": {"enum": ["met", "missed", "no_data", "not_due", "undated", "undetermined", "qualitative"]},
            "zh": {"type": "string"}, "en": {"type": "string"}}},
        "goal": {"anyOf": [{"type": "null"}, {"type": "object", "additionalProperties": false, "required": ["comparison", "number", "unit"],
          "properties": {"comparison": {"enum": ["=", "<", "≤", ">", "≥"]}, "number": {"type": "string"}, "unit": {"type": "string"}}}]},
        "due": {"anyOf": [{"$ref": "#/$defs/due"}, {"type": "null"}]},
        "figure": {"anyOf": [{"$ref": "#/$defs/figure"}, {"type": "null"}]},
        "gap": {"anyOf": [{"type": "null"}, {"type": "object", "additionalProperties": false, "required": ["number", "unit", "reached"],
          "description": "数值减目标值。 The figure less the goal.",
          "properties": {"number": {"type": "string"}, "unit": {"type": "string"}, "reached": {"type": "boolean"}}}]},
        "early": {"type": "boolean", "description": "判断所用的数是期限以前的。 The figure that decides is of a day before the due day."},
        "not_counted": {"type": "object", "additionalProperties": false, "required": ["after_due", "after_day"],
          "description": "期限以后的数, 和所问的日子以后的数。 Figures after the due day, and after the day that is asked.",
          "properties": {"after_due": {"type": "integer"}, "after_day": {"type": "integer"}}},
        "remarks": {"type": "array", "items": {"$ref": "#/$defs/words"}}}}
  }
})json";

constexpr std::string_view kTasksSchema = R"json({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "知兑 任务清单 · Zhidui tasks",
  "description": "zhidui tasks: 任务、机制、监督、资金、目标, 由谁负责, 到哪一天。 Tasks, mechanisms, supervision, funds and targets: by whom, by when.",
  "type": "object", "additionalProperties": false,
  "required": ["format", "policy_hash", "asked", "without_date", "tasks", "departments", "caveat"],
  "properties": {
    "format": {"const": "zhidui-tasks/1"},
    "policy_hash": {"type": "string"},
    "asked": {"type": "object", "additionalProperties": false, "required": ["department", "document", "due_before"],
      "properties": {"department": {"type": ["string", "null"]}, "document": {"type": ["string", "null"]},
        "due_before": {"type": ["string", "null"]}}},
    "without_date": {"type": "integer", "description": "因为问了期限而没有列的, 没有期限的项数。 Left out as they have no date and one was asked for."},
    "tasks": {"type": "array", "items": {"$ref": "#/$defs/task"}},
    "departments": {"type": "array", "items": {"type": "object", "additionalProperties": false, "required": ["name", "spellings", "tasks"],
      "properties": {"name": {"type": "string"}, "spellings": {"type": "array", "items": {"type": "string"}},
        "tasks": {"type": "array", "items": {"type": "integer"}, "description": "tasks[].number"}}}},
    "caveat": {"$ref": "#/$defs/words"}
  },
  "$defs": {
    "words": {"type": "object", "additionalProperties": false, "required": ["zh", "en"],
      "properties": {"zh": {"type": "string"}, "en": {"type": "string"}}},
    "clause": {"type": "object", "additionalProperties": false, "required": ["path", "place", "text"],
      "properties": {"path": {"type": "string"}, "place": {"$ref": "#/$defs/words"}, "text": {"type": "string"}}},
    "task": {"type": "object", "additionalProperties": false,
      "required": ["number", "kind", "name", "document", "clauses", "departments", "due", "due_open"],
      "properties": {
        "number": {"type": "integer", "description": "在原文次序里的第几项, 不论问了什么。 In the order of the text, whatever is asked for."},
        "kind": {"enum": ["task", "mechanism", "supervision", "fund", "target"]},
        "name": {"type": "string"}, "document": {"type": "string"},
        "clauses": {"type": "array", "items": {"$ref": "#/$defs/clause"}},
        "departments": {"type": "array", "items": {"type": "object", "additionalProperties": false, "required": ["name", "written", "by"],
          "properties": {"name": {"type": "string"}, "written": {"type": "string"},
            "by": {"enum": ["block", "article", "standing"], "description": "本项写的、本条责任单位、常设名单。 Of the duty, of its article, of a standing list."}}}},
        "due": {"anyOf": [{"type": "null"}, {"type": "object", "additionalProperties": false, "required": ["date", "year"],
          "properties": {"date": {"type": "string"}, "year": {"type": "boolean"}}}]},
        "due_open": {"type": "boolean", "description": "写了期限, 而它取决于没有决定的事。 There is a due day, which rests on what is not decided."}}}
  }
})json";

JsonValue parsed(std::string_view text) {
  auto result = base::parse_json(text);
  CHECK(std::holds_alternative<JsonValue>(result));
  return std::get<JsonValue>(std::move(result));
}

}  // namespace

JsonValue targets_schema() { return parsed(kTargetsSchema); }
JsonValue tasks_schema() { return parsed(kTasksSchema); }

JsonValue targets_json(const TargetsView& report) {
  JsonValue series = JsonValue::array(), summary = JsonValue::object(), all = JsonValue::array();
  for (const std::string& file : report.files) series.push(JsonValue::of(file));
  for (const targets::Status status : targets::kStatuses)
    summary.set(targets::status_id(status), JsonValue::of(targets::count(report.judged, status)));
  for (const Judged& judged : report.judged) all.push(target_json(report, judged));
  JsonValue out = JsonValue::object();
  out.set("format", JsonValue::of("zhidui-targets/1")).set("on", JsonValue::of(report.day.to_string()));
  out.set("newest_day", JsonValue::of(report.newest_day)).set("series", std::move(series));
  out.set("policy_hash", JsonValue::of(report.view.policy.program.hash)).set("summary", std::move(summary));
  return out.set("targets", std::move(all)).set("caveat", words_json(say(Sentence::targets_caveat)));
}

JsonValue tasks_json(const TasksView& report) {
  const ir::Program& program = report.view.policy.program;
  const auto text_or_null = [](const std::string& text) { return text.empty() ? JsonValue{} : JsonValue::of(text); };
  JsonValue asked = JsonValue::object().set("department", text_or_null(report.department));
  asked.set("document", text_or_null(report.asked.document ? document_number(program, *report.asked.document) : ""));
  asked.set("due_before", text_or_null(report.asked.due_before ? report.asked.due_before->to_string() : ""));
  JsonValue tasks = JsonValue::array(), departments = JsonValue::array();
  for (const std::size_t index : report.selection.duties) tasks.push(task_json(report, index));
  for (const DepartmentTasks& of : tasks_of_departments(report)) {
    const targets::Department& department = report.duties.departments[of.department];
    JsonValue spellings = JsonValue::array(), numbers = JsonValue::array();
    for (const std::string& spelling : department.spellings) spellings.push(JsonValue::of(spelling));
    for (const std::size_t row : of.rows) numbers.push(JsonValue::of(report.selection.duties[row] + 1));
    JsonValue one = JsonValue::object().set("name", JsonValue::of(department.name));
    departments.push(one.set("spellings", std::move(spellings)).set("tasks", std::move(numbers)));
  }
  JsonValue out = JsonValue::object();
  out.set("format", JsonValue::of("zhidui-tasks/1")).set("policy_hash", JsonValue::of(program.hash)).set("asked", std::move(asked));
  out.set("without_date", JsonValue::of(report.selection.without_date)).set("tasks", std::move(tasks));
  return out.set("departments", std::move(departments)).set("caveat", words_json(say(Sentence::tasks_caveat)));
}

}  // namespace zhidui::report
