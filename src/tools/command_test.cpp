// zhidui test: the scenarios of policies.
#include <algorithm>
#include <deque>
#include <filesystem>
#include <iterator>

#include "base/files.h"
#include "scenario/coverage.h"
#include "scenario/scenario.h"
#include "tools/console.h"
#include "tools/request.h"

namespace zhidui::tools {

namespace fs = std::filesystem;

namespace {

// Policies that are tested together, with their scenarios.
struct Group {
  std::vector<std::string> policies;
  std::string folder;  // of the scenarios; empty: beside each policy
};

bool is_in(const std::vector<std::string>& list, const std::string& name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

// The folders *.scenarios of a folder, by name, without their ending.
std::vector<std::string> scenario_folders(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  fs::directory_iterator at(folder.empty() ? fs::path(".") : folder, error);
  for (const fs::directory_iterator end; !error && at != end; at.increment(error)) {
    const bool ours = at->path().extension() == ".scenarios" && base::path_kind(at->path().string()) == base::PathKind::folder;
    if (ours) names.push_back(at->path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

// What several documents pay together stands in 甲.scenarios beside 甲-….md, without a 甲.md: it is run where all of these are named.
// A folder that belongs to no policy is reported where every policy beside it is named.
void add_shared(const TestOptions& options, const fs::path& folder, CommandLine& line, std::vector<Group>& groups) {
  std::vector<std::string> beside;
  for (const std::string& file : policy_files({folder.empty() ? "." : folder.string()})) {
    beside.push_back((folder / fs::path(file).filename()).string());
  }
  const auto is_named = [&](const std::string& file) { return is_in(options.policies, file); };
  for (const std::string& name : scenario_folders(folder)) {
    if (is_in(beside, (folder / (name + ".md")).string())) continue;
    Group group{{}, (folder / (name + ".scenarios")).string()};
    std::copy_if(beside.begin(), beside.end(), std::back_inserter(group.policies),
                 [&](const std::string& file) { return fs::path(file).filename().string().starts_with(name + "-"); });
    const bool nobody = group.policies.empty() && std::all_of(beside.begin(), beside.end(), is_named);
    if (nobody) line.report(text::Kind::command_scenarios_of_nobody, folder.string(), {group.folder});
    const bool all_named = std::all_of(group.policies.begin(), group.policies.end(), is_named);
    if (!group.policies.empty() && all_named) groups.push_back(std::move(group));
  }
}

// Each policy with the scenarios beside it, as if it were named alone; then those that several share.
std::vector<Group> groups_of(const TestOptions& options, CommandLine& line) {
  if (!options.scenarios.empty()) return {{options.policies, options.scenarios}};
  std::vector<Group> groups;
  std::vector<std::string> named, folders;
  for (const std::string& policy : options.policies) {
    if (is_in(named, policy)) continue;
    named.push_back(policy);
    groups.push_back({{policy}, ""});
    const std::string folder = fs::path(policy).parent_path().string();
    if (!is_in(folders, folder)) folders.push_back(folder);
  }
  if (named.size() < 2) return groups;
  for (const std::string& folder : folders) add_shared(options, folder, line, groups);
  return groups;
}

// True if the folder of --scenarios is one.
bool folder_is_there(const TestOptions& options) {
  if (options.scenarios.empty() || base::path_kind(options.scenarios) == base::PathKind::folder) return true;
  CommandLine line(options.common);
  line.report(text::Kind::command_no_such_folder, options.scenarios, {"--scenarios", options.scenarios});
  line.show();
  return false;
}

int none_found(const Common& common, const std::string& policy) {
  CommandLine line(common);
  line.report(text::Kind::command_no_scenarios, policy, {policy, fs::path(policy).replace_extension(".scenarios").string()});
  line.show();
  return kBadInput;
}

// What was read of a group.
struct Loaded {
  std::vector<std::string> policies;
  engine::Policy policy;
  scenario::Suite suite;
};

// An exit code; kFine only where `out` has one more.
int load(const TestOptions& options, const Group& group, std::deque<Loaded>& out) {
  int exit = kFine;
  auto policy = load_policy(options.common, group.policies, true, exit);
  if (!policy) return exit;
  const auto files = group.folder.empty() ? scenario::files_of(group.policies.front()) : base::files_in(group.folder, ".yaml");
  if (!files) return environment_error(options.common, files.error());
  if (files->empty()) return none_found(options.common, group.policies.front());
  text::Diagnostics diagnostics;
  auto suite = scenario::read(*policy, *files, diagnostics);
  if (!suite) return environment_error(options.common, suite.error());
  if (diagnostics.has_errors()) {
    show_diagnostics(options.common, suite->sources, diagnostics);
    return kBadInput;
  }
  out.push_back({group.policies, *std::move(policy), *std::move(suite)});
  return kFine;
}

int unknown_case(const TestOptions& options, const std::deque<Loaded>& all) {
  std::vector<std::string> ids;
  for (const Loaded& each : all) {
    for (const auto& [id, span] : each.suite.ids) ids.push_back(id);
  }
  CommandLine line(options.common);
  line.report(text::Kind::command_unknown_case, options.only, {options.only, nearest_name(options.only, ids)});
  line.show();
  return kBadInput;
}

class Run {
 public:
  explicit Run(const TestOptions& options) : options_(options) {}

  int all(const std::vector<const Loaded*>& groups) {
    const bool several = groups.size() > 1;
    base::JsonValue list = base::JsonValue::array();
    for (const Loaded* group : groups) {
      base::JsonValue json = one(*group, several);
      if (!several && options_.common.format == Format::json) print_json(base::write_json(json, 2) + "\n");
      list.push(std::move(json));
    }
    if (several) total(std::move(list));
    return failed_ > 0 || lacking_ ? kDifferent : kFine;
  }

 private:
  base::JsonValue one(const Loaded& group, bool several) {
    const scenario::Report report = scenario::run(group.policy, group.suite, {options_.only, std::nullopt});
    std::optional<scenario::Coverage> coverage;
    if (options_.coverage || options_.require_coverage) coverage = scenario::coverage(group.policy, report);
    run_ += report.results.size();
    failed_ += report.failed();
    lacking_ = lacking_ || (options_.require_coverage && scenario::tally(*coverage).missing() > 0);
    base::JsonValue json = scenario::json_report(group.suite, report);
    if (coverage) json.set("coverage", scenario::coverage_json(group.policy, *coverage));
    if (several) {
      base::JsonValue names = base::JsonValue::array();
      for (const std::string& policy : group.policies) names.push(base::JsonValue::of(policy));
      json.set("policies", std::move(names));
    }
    if (options_.common.format == Format::json) return json;
    if (several) {
      std::string names;
      for (const std::string& policy : group.policies) names += (names.empty() ? "" : " ") + policy;
      print_out(names + "\n");
    }
    print_out(scenario::text_report(group.suite, report, options_.common.language, options_.verbose));
    if (coverage) print_out(scenario::coverage_text(group.policy, *coverage, options_.common.language));
    return json;
  }

  void total(base::JsonValue list) {
    if (options_.common.format == Format::json) {
      base::JsonValue root = base::JsonValue::object();
      root.set("scenarios", base::JsonValue::of(run_)).set("failed", base::JsonValue::of(failed_)).set("groups", std::move(list));
      return print_json(base::write_json(root, 2) + "\n");
    }
    const std::string all = std::to_string(run_), wrong = std::to_string(failed_), right = std::to_string(run_ - failed_);
    const bool zh = options_.common.language == text::Language::zh;
    print_out(zh ? "总计 " + all + " 个场景：相符 " + right + "，不符 " + wrong + "\n"
                 : all + " scenarios in all: " + right + " passed, " + wrong + " failed\n");
  }

  const TestOptions& options_;
  std::size_t run_ = 0, failed_ = 0;
  bool lacking_ = false;
};

}  // namespace

int run_test(const TestOptions& options) {
  if (!folder_is_there(options)) return kCannotReadOrWrite;
  int exit = kFine;
  if (!files_are_there(options.common, options.policies, exit)) return exit;
  CommandLine line(options.common);
  const std::vector<Group> groups = groups_of(options, line);
  if (line.has_errors()) {
    line.show();
    exit = kBadInput;
  }
  // All that is wrong with the files is said before any of it is run.
  std::deque<Loaded> loaded;
  for (const Group& group : groups) exit = std::max(exit, load(options, group, loaded));
  if (exit != kFine) return exit;
  std::vector<const Loaded*> asked;
  for (const Loaded& each : loaded) {
    if (options.only.empty() || each.suite.ids.contains(options.only)) asked.push_back(&each);
  }
  return asked.empty() ? unknown_case(options, loaded) : Run(options).all(asked);
}

}  // namespace zhidui::tools
