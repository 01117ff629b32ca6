#include "targets/judge.h"

#include <algorithm>

namespace zhidui::targets {

using base::Date;

namespace {

// The newest figure from `first` to `last`.
const Figure* newest(const std::vector<Figure>& figures, Date first, Date last) {
  const Figure* found = nullptr;
  for (const Figure& figure : figures) {
    if (first <= figure.day && figure.day <= last) found = &figure;  // ascending
  }
  return found;
}

Status status_of(const Target& target, bool due, const Figure* figure, bool reached) {
  if (!target.has_goal) return Status::qualitative;
  if (!target.goal || (target.has_due && !target.due)) return Status::undetermined;
  if (!target.has_due) return Status::undated;
  if (!due) return Status::not_due;
  if (!figure) return Status::no_data;
  return reached ? Status::met : Status::missed;
}

Judged judge_one(const ir::Program& program, const Target& target, const std::vector<Figure>& figures, Date day) {
  Judged out;
  const bool due = target.due && target.due->last <= day;
  const Figure* in_period = due ? newest(figures, Date::year_start(target.due->last.year()), target.due->last) : nullptr;
  const Figure* known = newest(figures, Date::year_start(base::kFirstYear), due ? target.due->last : day);
  const Figure* figure = in_period ? in_period : known;
  if (figure) out.figure = *figure;
  if (figure && target.goal) {
    out.difference = figure->number - *target.goal;
    out.reached = reaches(*program.typed[target.typed].goal, figure->number, *target.goal);
  }
  out.early = in_period && in_period->day < target.due->last;
  for (const Figure& each : figures) {
    if (target.due && each.day > target.due->last) ++out.after_due;
    else if (each.day > day) ++out.after_day;
  }
  out.status = status_of(target, due, in_period, out.reached);
  return out;
}

}  // namespace

std::string_view status_id(Status status) {
  switch (status) {
    case Status::met: return "met";
    case Status::missed: return "missed";
    case Status::no_data: return "no_data";
    case Status::not_due: return "not_due";
    case Status::undated: return "undated";
    case Status::undetermined: return "undetermined";
    case Status::qualitative: break;
  }
  return "qualitative";
}

std::vector<Judged> judge(const ir::Program& program, const std::vector<Target>& targets, const Series& series, Date day) {
  std::vector<Judged> out;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    out.push_back(judge_one(program, targets[i], series.of_target[i], day));
    out.back().target = i;
  }
  return out;
}

std::size_t count(const std::vector<Judged>& judged, Status status) {
  return static_cast<std::size_t>(std::count_if(judged.begin(), judged.end(), [&](const Judged& each) { return each.status == status; }));
}

}  // namespace zhidui::targets
