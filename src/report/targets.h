// Targets against figures, and the tasks of departments, for people and for programs: text, JSON, page, PDF, workbook of one content.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/report.h"
#include "targets/duties.h"
#include "targets/judge.h"

namespace zhidui::report {

// Everything is only read and must outlive the call. Of the view only the policy is looked at.
struct TargetsView {
  const View& view;
  const std::vector<targets::Target>& targets;
  const std::vector<targets::Judged>& judged;
  base::Date day;
  bool newest_day = false;         // nobody asked for a day: it is the newest of the series
  std::vector<std::string> files;  // of the series, as the user named them
};

std::string targets_text(const TargetsView& report, Language language);
base::JsonValue targets_json(const TargetsView& report);
base::JsonValue targets_schema();
std::string targets_html(const TargetsView& report, Language language);
base::Result<std::string> targets_pdf(const TargetsView& report, Language language);
std::optional<base::Error> targets_workbook(const std::string& path, const TargetsView& report, Language language);

struct TasksView {
  const View& view;
  const targets::Duties& duties;
  const targets::Selection& selection;
  const targets::Asked& asked;
  std::string department;  // as it was asked for
};

std::string tasks_text(const TasksView& report, Language language);
base::JsonValue tasks_json(const TasksView& report);
base::JsonValue tasks_schema();
std::string tasks_html(const TasksView& report, Language language);
base::Result<std::string> tasks_pdf(const TasksView& report, Language language);
std::optional<base::Error> tasks_workbook(const std::string& path, const TasksView& report, Language language);

}  // namespace zhidui::report
