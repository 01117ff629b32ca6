// zhidui test: the scenarios of policies.
#include <filesystem>

#include "base/files.h"
#include "scenario/coverage.h"
#include "scenario/scenario.h"
#include "tools/console.h"
#include "tools/request.h"

namespace zhidui::tools {

namespace fs = std::filesystem;

namespace {

base::Result<std::vector<std::string>> scenario_files(const TestOptions& options) {
  if (!options.scenarios.empty()) return base::files_in(options.scenarios, ".yaml");
  std::vector<std::string> files;
  for (const std::string& policy : options.policies) {
    for (std::string& file : TRY(scenario::files_of(policy))) files.push_back(std::move(file));
  }
  return files;
}

// True if the folder of --scenarios is one.
bool folder_is_there(const TestOptions& options) {
  if (options.scenarios.empty() || base::path_kind(options.scenarios) == base::PathKind::folder) return true;
  CommandLine line(options.common);
  line.report(text::Kind::command_no_such_folder, options.scenarios, {"--scenarios", options.scenarios});
  line.show();
  return false;
}

int none_found(const TestOptions& options) {
  CommandLine line(options.common);
  const std::string& policy = options.policies.front();
  line.report(text::Kind::command_no_scenarios, policy, {policy, fs::path(policy).replace_extension(".scenarios").string()});
  line.show();
  return kBadInput;
}

int unknown_case(const TestOptions& options, const scenario::Suite& suite) {
  std::vector<std::string> ids;
  for (const scenario::Case& each : suite.cases) ids.push_back(each.id);
  CommandLine line(options.common);
  line.report(text::Kind::command_unknown_case, options.only, {options.only, nearest_name(options.only, ids)});
  line.show();
  return kBadInput;
}

}  // namespace

int run_test(const TestOptions& options) {
  int exit = kFine;
  if (!folder_is_there(options)) return kCannotReadOrWrite;
  const auto policy = load_policy(options.common, options.policies, true, exit);
  if (!policy) return exit;
  const auto files = scenario_files(options);
  if (!files) return environment_error(options.common, files.error());
  if (files->empty()) return none_found(options);
  text::Diagnostics diagnostics;
  const auto suite = scenario::read(*policy, *files, diagnostics);
  if (!suite) return environment_error(options.common, suite.error());
  if (diagnostics.has_errors()) {
    show_diagnostics(options.common, suite->sources, diagnostics);
    return kBadInput;
  }
  const bool known = options.only.empty() || suite->ids.contains(options.only);
  if (!known) return unknown_case(options, *suite);
  const scenario::Report report = scenario::run(*policy, *suite, {options.only, std::nullopt});
  std::optional<scenario::Coverage> coverage;
  if (options.coverage || options.require_coverage) coverage = scenario::coverage(*policy, report);
  if (options.common.format == Format::json) {
    base::JsonValue json = scenario::json_report(*suite, report);
    if (coverage) json.set("coverage", scenario::coverage_json(*policy, *coverage));
    print_json(base::write_json(json, 2) + "\n");
  } else {
    print_out(scenario::text_report(*suite, report, options.common.language, options.verbose));
    if (coverage) print_out(scenario::coverage_text(*policy, *coverage, options.common.language));
  }
  const bool lacking = options.require_coverage && coverage && scenario::tally(*coverage).missing() > 0;
  return report.failed() > 0 || lacking ? kDifferent : kFine;
}

}  // namespace zhidui::tools
