// zhidui targets and tasks: what a policy is to reach, held against published figures, and who is to do what of it by when.
#include <utility>

#include "base/files.h"
#include "facts/names.h"
#include "report/targets.h"
#include "spreadsheet/reader.h"
#include "tools/console.h"
#include "tools/load_facts.h"
#include "tools/report_forms.h"
#include "tools/request.h"

namespace zhidui::tools {

namespace {

using base::Date;
using text::Kind;

int refuse(const CommandLine& line, int exit = kBadInput) {
  line.show();
  return exit;
}

// A day of the command line, or kBadInput after it was shown; "" is none.
int read_day(const Common& common, const std::string& words, std::optional<Date>& day) {
  if (words.empty()) return kFine;
  day = Date::parse(words);
  if (day) return kFine;
  CommandLine line(common);
  line.report(Kind::command_bad_date, words, {words});
  return refuse(line);
}

// The entries of all files; nullopt after what is wrong has been shown.
class SeriesFiles {
 public:
  SeriesFiles(const TargetsOptions& options, int& exit) : options_(options), exit_(exit) {}

  bool read() {
    CommandLine line(options_.common);
    for (const std::string& path : options_.series) check_file(line, path, ".json");
    if (line.has_errors()) return failed(refuse(line, kCannotReadOrWrite));
    for (const std::string& path : options_.series) {
      auto bytes = base::read_file(path, base::kDataFileLimit);
      if (!bytes) return failed(environment_error(options_.common, bytes.error()));
      read(path, *std::move(bytes));
    }
    return true;
  }

  text::SourceSet sources;
  text::Diagnostics diagnostics;
  std::vector<targets::Entry> entries;

 private:
  bool failed(int exit) {
    exit_ = exit;
    return false;
  }

  void read(const std::string& path, std::string bytes) {
    std::vector<targets::Entry> more;
    if (is_json(path, bytes)) {
      more = targets::read_json(sources, sources.add(path, std::move(bytes)), diagnostics);
    } else if (const auto workbook = spreadsheet::read_workbook(path, std::move(bytes), sources, diagnostics)) {
      more = targets::read_sheets(sources, *workbook, diagnostics);
    }
    for (targets::Entry& entry : more) entries.push_back(std::move(entry));
  }

  const TargetsOptions& options_;
  int& exit_;
};

bool has_targets(const ir::Program& program) {
  for (const ir::Typed& typed : program.typed) {
    if (typed.kind == ir::TypedKind::target) return true;
  }
  return false;
}

// The tasks asked for; what on the command line names nothing is shown.
int understand(const TasksOptions& options, const ir::Program& program, const targets::Duties& duties, targets::Asked& asked) {
  CommandLine line(options.common);
  if (!options.document.empty()) {
    asked.document = ir::find_document(program, options.document);
    std::vector<std::string> known;
    for (const ir::Document& document : program.documents) known.push_back(document.number), known.push_back(document.name.id);
    if (!asked.document)
      line.report(Kind::command_unknown_document, options.document, {options.document, nearest_name(options.document, known)});
  }
  if (!options.department.empty()) {
    asked.departments = targets::find_departments(duties, options.department);
    facts::Candidates candidates;
    std::string all;
    for (const targets::Department& each : duties.departments) {
      for (const std::string& spelling : each.spellings) candidates.add(spelling, spelling, spelling);
      all += (all.empty() ? "" : "、") + each.name;
    }
    if (asked.departments.empty())
      line.report(Kind::tasks_unknown_department, options.department, {options.department, all, candidates.nearest(options.department)});
  }
  return line.has_errors() ? refuse(line) : kFine;
}

}  // namespace

int run_targets(const TargetsOptions& options) {
  int exit = kFine;
  std::optional<Date> day;
  if (const int wrong = read_day(options.common, options.on, day); wrong != kFine) return wrong;
  if (const int refused = unless_report_can_be_written(options.common, options.output, options.write); refused != kFine) return refused;
  const auto policy = load_policy(options.common, options.policies, true, exit);
  if (!policy) return exit;
  const ir::Program& program = policy->program;
  CommandLine line(options.common);
  if (!has_targets(program)) {
    line.report(Kind::series_no_targets, "", {});
    return refuse(line);
  }
  SeriesFiles files(options, exit);
  if (!files.read()) return exit;
  // The names and units of targets rest on no day; which of them are open may.
  const std::vector<targets::Target> named = targets::targets_of(program, day.value_or(Date{}));
  const targets::Series series = targets::understand(program, named, files.entries, files.diagnostics);
  if (files.diagnostics.has_errors()) {
    show_diagnostics(options.common, files.sources, files.diagnostics);
    return kBadInput;
  }
  show_warnings(options.common, files.sources, files.diagnostics);
  const bool newest = !day;
  if (newest) day = targets::newest_day(series);
  if (!day) {
    line.report(Kind::series_no_day, "", {});
    return refuse(line);
  }
  const std::vector<targets::Target> all = targets::targets_of(program, *day);
  const std::vector<targets::Judged> judged = targets::judge(program, all, series, *day);
  const PolicyAlone alone(*policy, *day);
  const report::TargetsView view{alone.view, all, judged, *day, newest, options.series};
  const text::Language language = options.common.language;
  return put_report(options.common, options.output, options.write,
                    {"targets", [&] { return report::targets_text(view, language); }, [&] { return report::targets_html(view, language); },
                     [&] { return report::targets_json(view); }, [&] { return report::targets_pdf(view, language); },
                     [&](const std::string& path) { return report::targets_workbook(path, view, language); }});
}

int run_tasks(const TasksOptions& options) {
  int exit = kFine;
  targets::Asked asked;
  if (const int wrong = read_day(options.common, options.due_before, asked.due_before); wrong != kFine) return wrong;
  if (const int refused = unless_report_can_be_written(options.common, options.output, options.write); refused != kFine) return refused;
  const auto policy = load_policy(options.common, options.policies, true, exit);
  if (!policy) return exit;
  // What a due day rests on is looked at as of the day that is asked for, or else as adopted.
  const Date day = asked.due_before.value_or(Date{});
  const targets::Duties duties = targets::duties_of(policy->program, day);
  if (duties.duties.empty()) {
    CommandLine line(options.common);
    line.report(Kind::tasks_none, "", {});
    return refuse(line);
  }
  if (const int wrong = understand(options, policy->program, duties, asked); wrong != kFine) return wrong;
  const targets::Selection selection = targets::select(policy->program, duties, asked);
  const PolicyAlone alone(*policy, day);
  const report::TasksView view{alone.view, duties, selection, asked, options.department};
  const text::Language language = options.common.language;
  return put_report(options.common, options.output, options.write,
                    {"tasks", [&] { return report::tasks_text(view, language); }, [&] { return report::tasks_html(view, language); },
                     [&] { return report::tasks_json(view); }, [&] { return report::tasks_pdf(view, language); },
                     [&](const std::string& path) { return report::tasks_workbook(path, view, language); }});
}

}  // namespace zhidui::tools
