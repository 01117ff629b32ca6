#include <algorithm>
#include <filesystem>

#include "base/files.h"
#include "check/check.h"
#include "engine/engine.h"
#include "syntax/parse.h"

namespace zhidui::engine {

namespace {

// The order of a directory listing never shows. Scenario folders and sources are not program text.
base::Result<std::vector<std::string>> literate_files(const std::string& folder) {
  std::vector<std::string> files = TRY(base::files_in(folder, ".md"));
  std::erase_if(files, [](const std::string& file) { return std::filesystem::path(file).filename() == "README.md"; });
  return files;
}

}  // namespace

base::Result<Policy> load(const std::vector<std::string>& policy_files, const std::vector<std::string>& vocabulary_folders,
                          const LoadOptions& options, text::Diagnostics& diagnostics) {
  Policy policy;
  std::vector<std::string> files;
  for (const std::string& folder : vocabulary_folders) {
    for (std::string& file : TRY(literate_files(folder))) files.push_back(std::move(file));
  }
  for (const std::string& file : policy_files) {
    if (std::find(files.begin(), files.end(), file) == files.end()) files.push_back(file);
  }
  std::vector<check::Input> inputs;
  for (const std::string& file : files) {
    const text::FileId id = policy.sources.add(file, TRY(base::read_file(file, base::kLiterateFileLimit)));
    text::Document document = text::read_document(policy.sources, id, diagnostics);
    syntax::File tree = syntax::parse(policy.sources, document, diagnostics);
    policy.texts.push_back(document);
    inputs.push_back({std::move(document), std::move(tree)});
  }
  policy.program = check::compile(policy.sources, inputs, diagnostics);
  policy.footprints = footprints_of(policy.program);
  if (options.coverage && !diagnostics.has_errors()) check::check_coverage(policy.sources, inputs, diagnostics);
  return policy;
}

}  // namespace zhidui::engine
