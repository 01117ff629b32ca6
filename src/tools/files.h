// Files of the command line: finding the vocabulary, and writing so that nothing half-written is ever seen.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace zhidui::tools {

// `vocabulary` and `reference`: the nearest of each name in the folders above the files. Empty where there is none.
std::vector<std::string> find_vocabulary(const std::vector<std::string>& files);

// Writes to a temporary name beside `path` and renames.
std::optional<base::Error> write_file(const std::string& path, std::string_view bytes);

// Why a folder cannot be replaced by new results: it is a file, or it holds what no earlier run has written. Results
// have an index of their files, by which they are known again.
struct Refusal {
  bool is_file = false;
  std::string entry;  // what else it holds
};
base::Result<std::optional<Refusal>> refusal(const std::string& folder);

// A folder of results. Everything is written into a hidden folder beside it, which `finish` puts in its place in one
// step, so that results of different runs never mix. Without `finish` (an error, Ctrl-C) all is as it was before.
class StagedFolder {
 public:
  static base::Result<StagedFolder> create(const std::string& folder);
  StagedFolder(StagedFolder&& other) noexcept;
  StagedFolder& operator=(StagedFolder&&) = delete;
  StagedFolder(const StagedFolder&) = delete;
  ~StagedFolder();

  std::optional<base::Error> write(const std::string& name, std::string_view bytes);
  std::optional<base::Error> append(const std::string& name, std::string_view bytes);
  // Where a file of that name is to be written by somebody else.
  std::string place(const std::string& name);
  // The index says which files are about whom.
  void note(const std::string& id, const std::vector<std::string>& names) { applicants_.emplace_back(id, names); }
  std::optional<base::Error> finish();

 private:
  StagedFolder() = default;
  std::optional<base::Error> put(const std::string& name, std::string_view bytes, bool append);
  std::string index() const;
  bool replace() const;

  std::string asked_, folder_, staging_;  // as the user wrote it, in full, the hidden one
  std::set<std::string> names_;
  std::vector<std::pair<std::string, std::vector<std::string>>> applicants_;
  std::vector<std::string> made_;  // folders above it that were not there before, innermost first
};

// A file name for an id that every system takes, without its ending: letters, digits, . _ - and wide characters stay,
// everything else becomes '_'; it is not hidden, no name of a device, and at most kFileNameLimit bytes long.
inline constexpr std::size_t kFileNameLimit = 200;
std::string file_name_of(std::string_view id);
// The same name where capitals do not count.
std::string folded(std::string_view name);

}  // namespace zhidui::tools
