#include "tools/files.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

namespace zhidui::tools {

namespace fs = std::filesystem;
using base::Error;

namespace {

constexpr std::uintmax_t kFileSizeLimit = std::uintmax_t{256} << 20;

Error unwritable(const std::string& path) { return {Error::Code::unreadable, "cannot be written: " + path}; }

bool put_bytes(const std::string& path, std::string_view bytes, bool append) {
  std::ofstream out(path, std::ios::binary | (append ? std::ios::app : std::ios::trunc));
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.flush();
  return static_cast<bool>(out);
}

}  // namespace

base::Result<std::string> read_file(const std::string& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return Error{Error::Code::not_found, "no such file: " + path};
  if (fs::file_size(path, error) > kFileSizeLimit) return Error{Error::Code::too_large, "larger than 256 MiB: " + path};
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  if (!in) return Error{Error::Code::unreadable, "cannot be read: " + path};
  return std::move(out).str();
}

std::vector<std::string> find_vocabulary(const std::vector<std::string>& files) {
  std::vector<std::string> found;
  for (const char* name : {"vocabulary", "reference"}) {
    for (const std::string& file : files) {
      std::error_code error;
      fs::path folder = fs::path(file).parent_path();
      const fs::path start = fs::absolute(file, error).parent_path();
      // Paths are kept as given (relative where the policy's is), for they show in diagnostics.
      std::string hit;
      for (fs::path at = start; hit.empty(); at = at.parent_path(), folder /= "..") {
        const fs::path here = at.filename() == name ? folder : folder / name;
        if (fs::is_directory(at.filename() == name ? at : at / name, error)) hit = here.lexically_normal().string();
        if (at == at.parent_path()) break;
      }
      if (hit.ends_with('/')) hit.pop_back();
      if (!hit.empty() && std::find(found.begin(), found.end(), hit) == found.end()) found.push_back(hit);
      if (!hit.empty()) break;
    }
  }
  return found;
}

std::optional<Error> write_file(const std::string& path, std::string_view bytes) {
  const std::string temporary = path + ".tmp" + std::to_string(getpid());
  std::error_code error;
  const bool written = put_bytes(temporary, bytes, false);
  if (written) {
    // A formatted file keeps its permissions.
    if (fs::exists(path, error)) fs::permissions(temporary, fs::status(path, error).permissions(), error);
    fs::rename(temporary, path, error);
    if (!error) return std::nullopt;
  }
  std::error_code ignored;
  fs::remove(temporary, ignored);
  return unwritable(path);
}

base::Result<StagedFolder> StagedFolder::create(const std::string& folder) {
  std::error_code error;
  const bool made = fs::create_directories(folder, error);
  const std::string staging = (fs::path(folder) / (".zhidui-" + std::to_string(getpid()))).string();
  if (!error) fs::create_directory(staging, error);
  if (error || !fs::is_directory(staging)) return unwritable(folder);
  return StagedFolder(folder, staging, made);
}

StagedFolder::StagedFolder(StagedFolder&& other) noexcept
    : folder_(std::move(other.folder_)),
      staging_(std::exchange(other.staging_, "")),
      names_(std::move(other.names_)),
      made_(other.made_) {}

StagedFolder::~StagedFolder() {
  std::error_code ignored;
  if (staging_.empty()) return;
  fs::remove_all(staging_, ignored);
  if (made_) fs::remove(folder_, ignored);  // goes only if it is empty
}

std::optional<Error> StagedFolder::put(const std::string& name, std::string_view bytes, bool append) {
  if (std::find(names_.begin(), names_.end(), name) == names_.end()) names_.push_back(name);
  const std::string path = (fs::path(staging_) / name).string();
  return put_bytes(path, bytes, append) ? std::nullopt : std::optional(unwritable((fs::path(folder_) / name).string()));
}

std::optional<Error> StagedFolder::write(const std::string& name, std::string_view bytes) {
  return put(name, bytes, false);
}
std::optional<Error> StagedFolder::append(const std::string& name, std::string_view bytes) {
  return put(name, bytes, true);
}

std::optional<Error> StagedFolder::finish() {
  for (const std::string& name : names_) {
    std::error_code error;
    const fs::path target = fs::path(folder_) / name;
    fs::rename(fs::path(staging_) / name, target, error);
    if (error) return unwritable(target.string());
  }
  return std::nullopt;
}

std::string file_name_of(std::string_view id) {
  std::string out;
  for (const char c : id) {
    const bool kept = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
                      c == '_' || c == '-' || static_cast<unsigned char>(c) >= 0x80;
    out += kept ? c : '_';
  }
  if (out.empty() || out.front() == '.') out.insert(out.begin(), '_');
  return out;
}

}  // namespace zhidui::tools
