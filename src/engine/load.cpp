#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "check/check.h"
#include "engine/engine.h"
#include "syntax/parse.h"

namespace zhidui::engine {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t kFileSizeLimit = 16u << 20;  // one literate file

base::Result<std::string> read_file(const std::string& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return base::Error{base::Error::Code::not_found, "no such file: " + path};
  if (fs::file_size(path, error) > kFileSizeLimit) {
    return base::Error{base::Error::Code::too_large, "larger than 16 MiB: " + path};
  }
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  if (!in) return base::Error{base::Error::Code::unreadable, "cannot be read: " + path};
  return std::move(out).str();
}

// *.md of a folder, by name, so that the order of a directory listing never shows. Scenario folders and sources are not program text.
std::vector<std::string> literate_files(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.is_regular_file() && entry.path().extension() == ".md" && entry.path().filename() != "README.md") {
      files.push_back(entry.path().string());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

base::Result<Policy> load(const std::vector<std::string>& policy_files, const std::vector<std::string>& vocabulary_folders,
                          const LoadOptions& options, text::Diagnostics& diagnostics) {
  Policy policy;
  std::vector<std::string> files;
  for (const std::string& folder : vocabulary_folders) {
    for (std::string& file : literate_files(folder)) files.push_back(std::move(file));
  }
  for (const std::string& file : policy_files) {
    if (std::find(files.begin(), files.end(), file) == files.end()) files.push_back(file);
  }
  std::vector<check::Input> inputs;
  for (const std::string& file : files) {
    auto content = read_file(file);
    if (!content) return content.error();
    const text::FileId id = policy.sources.add(file, *std::move(content));
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
