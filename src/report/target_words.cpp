#include "report/target_words.h"

#include <algorithm>
#include <cstdint>
#include <map>

#include "text/document.h"

namespace zhidui::report {

using base::Rational;
using targets::Figure;
using targets::Judged;
using targets::Status;
using targets::Target;

namespace {

constexpr int kDecimals = 4, kMostDecimals = 12;

bool ends(const Rational& number) { return number.to_decimal_string().find('/') == std::string::npos; }

Rational step_of(int decimals) {
  Rational step(1);
  for (int i = 0; i < decimals; ++i) step = step / Rational(10);
  return step;
}

// Chinese counts large sums in 万元 and 亿元; where two decimals hold it they are used, in English always yuan.
Wording yuan_words(const Rational& yuan) {
  struct Scale {
    std::int64_t yuan;
    Sentence words;
  };
  const Wording exact = say(Sentence::yuan, {verbatim(grouped_number(yuan))});
  for (const Scale& scale :
       {Scale{100'000'000, Sentence::targets_hundred_million_yuan}, Scale{10'000, Sentence::targets_ten_thousand_yuan}}) {
    const Rational scaled = yuan / Rational(scale.yuan);
    if (scaled < Rational(1) || !(scaled * Rational(100)).is_integer()) continue;
    return {say(scale.words, {verbatim(grouped_number(scaled))}).zh, exact.en};
  }
  return exact;
}

Wording plain_number(const ir::Program& program, const Target& target, const Rational& shown) {
  if (target.type.kind == ir::TypeKind::money) return yuan_words(shown);
  if (target.type.kind == ir::TypeKind::ratio) return verbatim(grouped_number(shown) + "%");
  if (target.type.kind != ir::TypeKind::count) return number_words(program, target.type, shown);
  const std::string unit = targets::unit_name(program, target);
  const Wording bare = verbatim(grouped_number(shown));
  return unit.empty() ? bare : say(Sentence::counted, {bare, verbatim(unit)});
}

// `beside`: the number it is compared with.
Wording amount(const ir::Program& program, const Target& target, const Rational& base_units, const std::optional<Rational>& beside) {
  const Rational exact = shown_number(target, base_units);
  const std::optional<Rational> other = beside ? std::optional(shown_number(target, *beside)) : std::nullopt;
  Wording words = plain_number(program, target, ends(exact) ? exact : rounded(exact, other));
  if (target.per_10000) words = say(Sentence::targets_per_10000, {words});
  return ends(exact) ? words : say(Sentence::targets_about, {words});
}

Wording reported_words(const targets::Reported& reported) {
  return verbatim(reported.unit.empty() ? reported.value : reported.value + " " + reported.unit);
}

Wording day_words(base::Date day, bool year) {
  return year ? say(Sentence::year, {verbatim(std::to_string(day.year()))}) : date_words(day);
}

Wording figure_words(const ir::Program& program, const Target& target, const Figure& figure) {
  const Wording day = day_words(figure.day, figure.year);
  if (!target.has_goal) return say(Sentence::targets_figure_on, {reported_words(*figure.value), day});
  return say(Sentence::targets_figure_on, {amount(program, target, figure.number, target.goal), day});
}

Wording quotient_words(const ir::Program& program, const Target& target, const Figure& figure) {
  if (figure.value) return {};
  Target stock = target;
  stock.per_10000 = false;
  const Wording above = amount(program, stock, figure.stock->number, {});
  const Wording below = say(Sentence::targets_people, {verbatim(grouped_number(figure.population->number))});
  return say(Sentence::targets_quotient, {above, below});
}

Wording source_words(const targets::Reported& reported) {
  return say(Sentence::targets_published, {verbatim(reported.source), verbatim(reported.publisher), reported_words(reported)});
}

std::vector<Wording> source_lines(const Figure& figure) {
  const auto dated = [](const targets::Reported& reported) {
    return say(Sentence::targets_on_day, {day_words(reported.day, reported.year), source_words(reported)});
  };
  if (figure.value) return {source_words(*figure.value)};
  return {say(Sentence::targets_stock_source, {dated(*figure.stock)}),
          say(Sentence::targets_population_source, {dated(*figure.population)})};
}

Wording gap_words(const ir::Program& program, const Target& target, const Judged& judged) {
  if (!judged.difference) return {};
  if (judged.difference->sign() == 0) return say(Sentence::targets_exactly);
  const bool below = judged.difference->sign() < 0;
  const Rational much = below ? -*judged.difference : *judged.difference;
  const bool ratio = target.type.kind == ir::TypeKind::ratio;
  const Wording points = say(Sentence::targets_percentage_points, {verbatim(grouped_number(shown_number(target, much)))});
  const Wording size = ratio ? points : amount(program, target, much, Rational(0));
  return say(below ? Sentence::targets_below : Sentence::targets_above, {size});
}

spreadsheet::Tone tone_of(Status status) {
  using spreadsheet::Tone;
  switch (status) {
    case Status::met: return Tone::good;
    case Status::missed: return Tone::bad;
    case Status::not_due: return Tone::partial;
    case Status::no_data:
    case Status::undated:
    case Status::undetermined: return Tone::open;
    case Status::qualitative: break;
  }
  return Tone::quiet;
}

Wording number_of(std::size_t number) { return verbatim(std::to_string(number)); }

}  // namespace

Rational rounded(const Rational& number, const std::optional<Rational>& beside) {
  for (int decimals = kDecimals; decimals < kMostDecimals; ++decimals) {
    const Rational out = number.rounded_to(step_of(decimals), base::Rounding::half_up);
    if (!beside || (out <=> *beside) == (number <=> *beside)) return out;
  }
  return number.rounded_to(step_of(kMostDecimals), base::Rounding::half_up);
}

Rational shown_number(const Target& target, const Rational& base_units) {
  if (target.type.kind == ir::TypeKind::money) return base_units / Rational(100);
  if (target.type.kind == ir::TypeKind::ratio) return base_units * Rational(100);
  return base_units;
}

std::string shown_unit(const ir::Program& program, const Target& target) {
  const std::string behind(target.per_10000 ? targets::kPer10000 : "");
  switch (target.type.kind) {
    case ir::TypeKind::money: return "元" + behind;
    case ir::TypeKind::ratio: return "%";
    case ir::TypeKind::days: return "天";
    case ir::TypeKind::months: return "个月";
    default: return targets::unit_name(program, target) + behind;
  }
}

std::string sign_of(const ir::Goal& goal) {
  if (goal.comparison == ir::Op::eq) return "=";
  if (goal.comparison == ir::Op::lt) return goal.greater ? ">" : "<";
  return goal.greater ? "≥" : "≤";
}

Wording due_words(const targets::Due& due) {
  if (!due.year) return date_words(due.last);
  return say(Sentence::targets_due_year, {verbatim(std::to_string(due.last.year())), date_words(due.last)});
}

std::string document_number(const ir::Program& program, ir::DocumentId id) {
  const ir::Document& document = program.documents[id.value];
  return document.number.empty() ? document.name.zh : document.number;
}

std::vector<Wording> document_lines(const ir::Program& program) {
  std::vector<Wording> out;
  for (const ir::Document& document : program.documents) {
    if (document.missing) continue;
    out.push_back(say(Sentence::document_named, {verbatim(document.number), verbatim(document.title), verbatim(document.organ)}));
  }
  return out;
}

Wording place_words(const View& view, const std::vector<ir::ClauseId>& clauses) {
  std::vector<Wording> places;
  for (const ir::ClauseId id : clauses) {
    const Wording place = clause_place(view.policy.program.clauses[id.value].path);
    if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(place);
  }
  return joined(places, Sentence::list_semicolon);
}

std::string quotation_of(const View& view, const std::vector<ir::ClauseId>& clauses) {
  std::string out;
  for (const ir::ClauseId id : clauses) {
    const std::string text = official_text(view, view.policy.program.clauses[id.value]);
    if (!text.empty()) out += (out.empty() ? "" : "……") + text;
  }
  return out;
}

Wording target_status_words(Status status) {
  switch (status) {
    case Status::met: return say(Sentence::targets_met);
    case Status::missed: return say(Sentence::targets_missed);
    case Status::no_data: return say(Sentence::targets_no_data);
    case Status::not_due: return say(Sentence::targets_not_due);
    case Status::undated: return say(Sentence::targets_undated);
    case Status::undetermined: return say(Sentence::targets_undetermined);
    case Status::qualitative: break;
  }
  return say(Sentence::targets_qualitative);
}

Wording targets_day_words(const TargetsView& report) {
  return say(report.newest_day ? Sentence::targets_newest_day : Sentence::targets_day, {date_words(report.day)});
}

Wording targets_count_words(const TargetsView& report) {
  std::vector<Wording> parts;
  for (const Status status : targets::kStatuses) {
    const std::size_t n = targets::count(report.judged, status);
    if (n > 0) parts.push_back(say(Sentence::targets_status_count, {target_status_words(status), number_of(n)}));
  }
  return say(Sentence::targets_counted, {number_of(report.judged.size()), joined(parts, Sentence::list_comma)});
}

std::vector<Wording> target_remarks(const TargetsView& report, const Judged& judged) {
  const Target& target = report.targets[judged.target];
  const auto& goal = report.view.policy.program.typed[target.typed].goal;
  std::vector<Wording> out;
  switch (judged.status) {
    case Status::no_data:
      out.push_back(say(Sentence::targets_nothing_in_period,
                        {date_words(base::Date::year_start(target.due->last.year())), date_words(target.due->last)}));
      if (judged.figure) out.push_back(say(Sentence::targets_only_earlier));
      break;
    case Status::not_due:
    case Status::undated:
      if (!judged.figure) out.push_back(say(Sentence::targets_no_figure_yet));
      else if (judged.reached && !target.has_due) out.push_back(say(Sentence::targets_reached_undated));
      else out.push_back(say(judged.reached ? Sentence::targets_reached_so_far : Sentence::targets_not_reached_so_far));
      break;
    case Status::undetermined: out.push_back(say(Sentence::targets_rests_on_open)); break;
    case Status::qualitative: out.push_back(say(Sentence::targets_to_be_appraised)); break;
    case Status::met:
    case Status::missed: break;
  }
  const bool equal = judged.difference && judged.difference->sign() == 0;
  if (equal && !judged.reached && goal) out.push_back(say(Sentence::targets_strict));
  if (judged.early) out.push_back(say(Sentence::targets_early_figure));
  if (judged.after_due > 0) out.push_back(say(Sentence::targets_after_due, {number_of(judged.after_due)}));
  if (judged.after_day > 0) out.push_back(say(Sentence::targets_after_day, {number_of(judged.after_day)}));
  return out;
}

std::vector<TargetRow> target_rows(const TargetsView& report) {
  const ir::Program& program = report.view.policy.program;
  std::vector<TargetRow> out;
  for (const Judged& judged : report.judged) {
    const Target& target = report.targets[judged.target];
    const ir::Typed& typed = program.typed[target.typed];
    TargetRow row;
    row.number = out.size() + 1;
    row.indicator = verbatim(target.indicator);
    row.document = verbatim(document_number(program, typed.document));
    row.place = place_words(report.view, typed.clauses);
    row.quotation = verbatim(quotation_of(report.view, typed.clauses));
    if (target.goal) row.goal = joined({verbatim(sign_of(*typed.goal)), amount(program, target, *target.goal, {})}, Sentence::one_space);
    if (target.due) row.due = due_words(*target.due);
    row.status = target_status_words(judged.status);
    row.tone = tone_of(judged.status);
    if (judged.figure) {
      row.figure = figure_words(program, target, *judged.figure);
      row.quotient = quotient_words(program, target, *judged.figure);
      row.sources = source_lines(*judged.figure);
    }
    row.gap = gap_words(program, target, judged);
    row.decides = judged.status != Status::no_data;
    row.remarks = target_remarks(report, judged);
    out.push_back(std::move(row));
  }
  return out;
}

// ---- tasks ----

Wording task_kind_words(ir::TypedKind kind) {
  switch (kind) {
    case ir::TypedKind::mechanism: return say(Sentence::tasks_mechanism);
    case ir::TypedKind::target: return say(Sentence::tasks_target);
    case ir::TypedKind::fund: return say(Sentence::tasks_fund);
    case ir::TypedKind::supervision: return say(Sentence::tasks_supervision);
    case ir::TypedKind::task:
    case ir::TypedKind::supersession:
    case ir::TypedKind::validity: break;
  }
  return say(Sentence::tasks_task);
}

Wording department_words(const targets::Department& department) {
  const std::vector<std::string>& spellings = department.spellings;
  if (spellings.size() < 2) return verbatim(department.name);
  std::vector<Wording> others;
  for (std::size_t i = 1; i < spellings.size(); ++i) others.push_back(verbatim(spellings[i]));
  return say(Sentence::tasks_spellings, {verbatim(department.name), joined(others, Sentence::list_comma)});
}

namespace {

Wording due_of_duty(const targets::Duty& duty) {
  if (duty.due) return due_words(*duty.due);
  return say(duty.has_due ? Sentence::tasks_date_open : Sentence::tasks_no_date);
}

Wording goal_of(const TasksView& report, std::uint32_t index, const std::vector<Target>& all) {
  const ir::Program& program = report.view.policy.program;
  const ir::Typed& typed = program.typed[index];
  for (const Target& target : all) {
    if (target.typed != index || !target.goal) continue;
    return joined({verbatim(target.indicator), verbatim(sign_of(*typed.goal)), amount(program, target, *target.goal, {})},
                  Sentence::one_space);
  }
  if (!typed.size.present()) return {};
  const ir::Expr& size = program.expr(typed.size);
  if (size.op != ir::Op::constant || !size.value.interval.single()) return {};
  return joined({say(Sentence::tasks_size), yuan_words(size.value.interval.lo / Rational(100))}, Sentence::one_space);
}

}  // namespace

std::vector<TaskRow> task_rows(const TasksView& report) {
  const ir::Program& program = report.view.policy.program;
  const std::vector<Target> all = targets::targets_of(program, report.view.scope.known);
  std::vector<TaskRow> out;
  for (const std::size_t index : report.selection.duties) {
    const targets::Duty& duty = report.duties.duties[index];
    const ir::Typed& typed = program.typed[duty.typed];
    std::vector<Wording> own, standing;
    for (const targets::Charge& charge : duty.charges)
      (charge.by == targets::By::standing ? standing : own).push_back(verbatim(charge.written));
    TaskRow row;
    row.number = index + 1;
    row.kind = task_kind_words(typed.kind);
    row.name = verbatim(typed.name);
    row.document = verbatim(document_number(program, typed.document));
    row.place = place_words(report.view, typed.clauses);
    row.quotation = verbatim(quotation_of(report.view, typed.clauses));
    row.due = due_of_duty(duty);
    row.dated = duty.due.has_value();
    row.departments = joined(own, Sentence::list_comma);
    row.standing = joined(standing, Sentence::list_comma);
    row.goal = goal_of(report, duty.typed, all);
    out.push_back(std::move(row));
  }
  return out;
}

std::vector<Wording> tasks_asked_words(const TasksView& report) {
  std::vector<Wording> out;
  const ir::Program& program = report.view.policy.program;
  if (!report.department.empty()) out.push_back(say(Sentence::tasks_asked_department, {verbatim(report.department)}));
  if (report.asked.document) {
    out.push_back(say(Sentence::tasks_asked_document, {verbatim(document_number(program, *report.asked.document))}));
  }
  if (report.asked.due_before) {
    out.push_back(say(Sentence::tasks_asked_before, {date_words(*report.asked.due_before), number_of(report.selection.without_date)}));
  }
  return out;
}

Wording tasks_count_words(const TasksView& report) {
  using Kind = ir::TypedKind;
  std::vector<Wording> parts;
  for (const Kind kind : {Kind::task, Kind::mechanism, Kind::supervision, Kind::fund, Kind::target}) {
    const auto n = std::count_if(report.selection.duties.begin(), report.selection.duties.end(), [&](std::size_t index) {
      return report.view.policy.program.typed[report.duties.duties[index].typed].kind == kind;
    });
    if (n > 0) parts.push_back(say(Sentence::targets_status_count, {task_kind_words(kind), verbatim(std::to_string(n))}));
  }
  if (parts.empty()) return say(Sentence::tasks_none_left);
  return say(Sentence::tasks_counted, {number_of(report.selection.duties.size()), joined(parts, Sentence::list_comma)});
}

std::vector<DepartmentTasks> tasks_of_departments(const TasksView& report) {
  std::vector<DepartmentTasks> out;
  for (std::size_t department = 0; department < report.duties.departments.size(); ++department) {
    const auto& asked = report.asked.departments;
    if (!asked.empty() && std::find(asked.begin(), asked.end(), department) == asked.end()) continue;
    DepartmentTasks of{department, {}};
    for (std::size_t row = 0; row < report.selection.duties.size(); ++row) {
      const std::vector<targets::Charge>& charges = report.duties.duties[report.selection.duties[row]].charges;
      const bool charged = std::any_of(charges.begin(), charges.end(), [&](const auto& each) { return each.department == department; });
      if (charged) of.rows.push_back(row);
    }
    if (!of.rows.empty()) out.push_back(std::move(of));
  }
  return out;
}

std::vector<DayTasks> tasks_by_day(const TasksView& report) {
  std::map<std::pair<base::Date, bool>, DayTasks> dated;
  DayTasks open{say(Sentence::tasks_date_open), {}}, without{say(Sentence::tasks_no_date), {}};
  for (std::size_t row = 0; row < report.selection.duties.size(); ++row) {
    const targets::Duty& duty = report.duties.duties[report.selection.duties[row]];
    if (!duty.due) {
      (duty.has_due ? open : without).rows.push_back(row);
      continue;
    }
    DayTasks& day = dated[{duty.due->last, duty.due->year}];
    day.day = due_words(*duty.due);
    day.rows.push_back(row);
  }
  std::vector<DayTasks> out;
  for (auto& [day, tasks] : dated) out.push_back(std::move(tasks));
  for (DayTasks* each : {&open, &without}) {
    if (!each->rows.empty()) out.push_back(std::move(*each));
  }
  return out;
}

}  // namespace zhidui::report
