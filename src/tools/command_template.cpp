// zhidui template: a workbook, or a folder of CSV files, for the facts that policies ask for.
#include <filesystem>

#include "facts/write_workbook.h"
#include "tools/files.h"
#include "tools/load_facts.h"
#include "tools/request.h"

namespace zhidui::tools {

namespace {

namespace fs = std::filesystem;
using text::Kind;

bool is_workbook(const std::string& output) { return output.ends_with(".xlsx"); }

facts::FormWords words_of(const engine::Policy& policy, text::Language language) {
  facts::FormWords out;
  out.title = language == text::Language::zh ? "事实表格" : "Facts";
  for (const ir::Document& document : policy.program.documents) {
    if (!document.missing) out.policies.push_back(document.number + "  " + document.title);
  }
  return out;
}

// A file that is there already was perhaps filled in by hand: it is not written over.
bool output_is_free(const TemplateOptions& options, int& exit) {
  if (!is_workbook(options.output)) {
    exit = unless_output_is_free(options.common, options.output);
    return exit == kFine;
  }
  std::error_code error;
  if (!fs::exists(fs::symlink_status(options.output, error))) return true;
  CommandLine line(options.common);
  line.report(Kind::command_form_is_there, options.output, {options.output});
  line.show();
  exit = kBadInput;
  return false;
}

int write_folder(const TemplateOptions& options, const std::vector<facts::FormSheet>& sheets) {
  auto folder = StagedFolder::create(options.output);
  if (!folder) return environment_error(options.common, folder.error());
  for (const auto& [name, bytes] : facts::csv_files(sheets)) {
    if (const auto error = folder->write(name, bytes)) return environment_error(options.common, *error);
  }
  if (interrupted()) return kInterrupted;
  if (const auto error = folder->finish()) return environment_error(options.common, *error);
  return kFine;
}

}  // namespace

int run_template(const TemplateOptions& options) {
  catch_interrupts();
  int exit = kFine;
  const auto policy = load_policy(options.common, options.policies, true, exit);
  if (!policy || !output_is_free(options, exit)) return exit;
  std::optional<facts::FactBase> facts;
  if (!options.facts.empty()) {
    facts = load_facts(options.common, *policy, options.facts, exit);
    if (!facts) return exit;
  }
  const auto sheets = facts::lay_out(policy->program, facts ? &*facts : nullptr, options.common.language);
  if (interrupted()) return kInterrupted;
  if (!is_workbook(options.output)) return write_folder(options, sheets);
  const auto error =
      facts::write_workbook(policy->program, sheets, words_of(*policy, options.common.language), options.common.language, options.output);
  return error ? environment_error(options.common, *error) : kFine;
}

}  // namespace zhidui::tools
