// Private to report: targets, figures and tasks in words. Every form says these.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/clauses.h"
#include "report/targets.h"
#include "spreadsheet/writer.h"

namespace zhidui::report {

// ---- targets ----

struct TargetRow {
  std::size_t number = 0;  // from 1
  Wording indicator, document, place, quotation;
  Wording goal, due, status, figure, quotient, gap;  // empty where there is none
  bool decides = true;                               // the figure does; else it is shown for what it is worth
  std::vector<Wording> sources, remarks;
  spreadsheet::Tone tone = spreadsheet::Tone::plain;
};
std::vector<TargetRow> target_rows(const TargetsView& report);
Wording target_status_words(targets::Status status);
Wording targets_day_words(const TargetsView& report);
Wording targets_count_words(const TargetsView& report);
std::vector<Wording> target_remarks(const TargetsView& report, const targets::Judged& judged);

// A number of a target in the unit that people use: yuan, percent, pieces; "件/万人" where it is per 10,000 people.
base::Rational shown_number(const targets::Target& target, const base::Rational& base_units);
std::string shown_unit(const ir::Program& program, const targets::Target& target);
std::string sign_of(const ir::Goal& goal);  // ≥
// A number that no decimal ends, rounded, though never to the one it is compared with: 3.9975
base::Rational rounded(const base::Rational& number, const std::optional<base::Rational>& beside);

// ---- both ----

Wording due_words(const targets::Due& due);
std::string document_number(const ir::Program& program, ir::DocumentId id);
std::vector<Wording> document_lines(const ir::Program& program);
Wording place_words(const View& view, const std::vector<ir::ClauseId>& clauses);
std::string quotation_of(const View& view, const std::vector<ir::ClauseId>& clauses);  // the official bytes, ; between clauses

// ---- tasks ----

struct TaskRow {
  std::size_t number = 0;  // from 1, in the order of the text, whatever is asked for
  Wording kind, name, document, place, quotation;
  Wording due;  // says so where there is none
  bool dated = false;
  Wording departments, standing;  // as the text has them
  Wording goal;                   // of a target, of a fund its size
};
std::vector<TaskRow> task_rows(const TasksView& report);
Wording task_kind_words(ir::TypedKind kind);
Wording department_words(const targets::Department& department);
std::vector<Wording> tasks_asked_words(const TasksView& report);
Wording tasks_count_words(const TasksView& report);

// A department with what is selected of its duties; the one asked for alone where one was.
struct DepartmentTasks {
  std::size_t department = 0;
  std::vector<std::size_t> rows;  // indices of task_rows
};
std::vector<DepartmentTasks> tasks_of_departments(const TasksView& report);
// Days ascending, then those without one.
struct DayTasks {
  Wording day;
  std::vector<std::size_t> rows;
};
std::vector<DayTasks> tasks_by_day(const TasksView& report);

}  // namespace zhidui::report
