// A report that comes in one file of each kind: on stdout as text, JSON or a page, or all kinds in a folder.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "report/report.h"
#include "tools/console.h"

namespace zhidui::tools {

// The view of a report that looks at the policy alone.
struct PolicyAlone {
  explicit PolicyAlone(const engine::Policy& policy, base::Date day) : view{policy, none, scope} {
    scope.claimed = scope.decided = scope.known = day;
  }
  facts::FactBase none;
  evaluate::Scope scope;
  report::View view;
};

struct ReportForms {
  std::string name;  // of its files, without ending
  std::function<std::string()> text, html;
  std::function<base::JsonValue()> json;
  std::function<base::Result<std::string>()> pdf;
  std::function<std::optional<base::Error>(const std::string& path)> workbook;
};

// What can be said before anything is read: the folder is free, and a PDF can be written. An exit code.
int unless_report_can_be_written(const Common& common, const std::string& output, const std::vector<std::string>& kinds);
int put_report(const Common& common, const std::string& output, const std::vector<std::string>& kinds, const ReportForms& report);

}  // namespace zhidui::tools
