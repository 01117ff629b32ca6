// zhidui check: what is wrong with policy files, and what they hold.
#include "engine/engine.h"
#include "tools/console.h"
#include "tools/request.h"

namespace zhidui::tools {

namespace {

struct Counts {
  std::size_t errors = 0, warnings = 0;
};

Counts count(const text::Diagnostics& diagnostics) {
  Counts out;
  for (const text::Diagnostic& diagnostic : diagnostics.list()) {
    const bool error = text::kind_text(diagnostic.kind).severity == text::Severity::error;
    ++(error ? out.errors : out.warnings);
  }
  return out;
}

std::string summary_line(const ir::Program& program, std::size_t files, const Counts& counts, text::Language language) {
  std::size_t documents = 0;
  for (const ir::Document& document : program.documents) documents += !document.missing;
  const std::vector<std::string> numbers{std::to_string(files),
                                         std::to_string(documents),
                                         std::to_string(program.measures.size()),
                                         std::to_string(program.settlements.size()),
                                         std::to_string(program.readings.size()),
                                         std::to_string(counts.errors),
                                         std::to_string(counts.warnings)};
  const char* words = language == text::Language::zh
                          ? "读了 {0} 个文本: {1} 份文件, {2} 项措施, {3} 条结算, {4} 个口径; {5} 个错误, {6} 个警告。\n"
                          : "{0} texts read: {1} documents, {2} measures, {3} settlements, {4} readings; {5} errors, {6} warnings.\n";
  return text::filled(words, numbers);
}

}  // namespace

int run_check(const CheckOptions& options) {
  int exit = kFine;
  if (!files_are_there(options.common, options.files, exit)) return exit;
  text::Diagnostics diagnostics;
  const LoadFiles files = load_files(options.common, options.files);
  auto policy = engine::load(files.policies, files.folders, {.coverage = options.coverage}, diagnostics);
  if (!policy) return environment_error(options.common, policy.error());
  report_empty(*policy, files.policies, diagnostics);
  show_diagnostics(options.common, policy->sources, diagnostics);
  const Counts counts = count(diagnostics);
  if (options.common.format == Format::text) {
    print_out(summary_line(policy->program, policy->sources.size(), counts, options.common.language));
  }
  return counts.errors > 0 ? kBadInput : kFine;
}

}  // namespace zhidui::tools
