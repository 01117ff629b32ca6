// Files of the command line: reading, finding the vocabulary, and writing so that nothing half-written is ever seen.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace zhidui::tools {

base::Result<std::string> read_file(const std::string& path);

// `vocabulary` and `reference`: the nearest of each name in the folders above the files. Empty where there is none.
std::vector<std::string> find_vocabulary(const std::vector<std::string>& files);

// Writes to a temporary name beside `path` and renames.
std::optional<base::Error> write_file(const std::string& path, std::string_view bytes);

// A folder of results: everything is written into a hidden folder within it and moved out by `finish`; without `finish`
// (an error, Ctrl-C) the hidden folder is removed and the old results stay as they were.
class StagedFolder {
 public:
  static base::Result<StagedFolder> create(const std::string& folder);
  StagedFolder(StagedFolder&& other) noexcept;
  StagedFolder& operator=(StagedFolder&&) = delete;
  StagedFolder(const StagedFolder&) = delete;
  ~StagedFolder();

  std::optional<base::Error> write(const std::string& name, std::string_view bytes);
  std::optional<base::Error> append(const std::string& name, std::string_view bytes);
  std::optional<base::Error> finish();

 private:
  StagedFolder(std::string folder, std::string staging, bool made)
      : folder_(std::move(folder)), staging_(std::move(staging)), made_(made) {}
  std::optional<base::Error> put(const std::string& name, std::string_view bytes, bool append);

  std::string folder_, staging_;
  std::vector<std::string> names_;
  bool made_ = false;  // the folder was not there before: without results it goes again
};

// A file name for an id: letters, digits, . _ - and wide characters stay, everything else becomes '_'.
std::string file_name_of(std::string_view id);

}  // namespace zhidui::tools
