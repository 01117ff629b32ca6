#include "tools/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <utility>
#include <variant>

#include "base/files.h"
#include "base/json.h"
#include "base/utf8.h"

namespace zhidui::tools {

namespace fs = std::filesystem;
using base::Error;

namespace {

Error unwritable(const std::string& path) { return {Error::Code::unreadable, "cannot be written: " + path}; }

bool put_bytes(const std::string& path, std::string_view bytes, bool append) {
  std::ofstream out(path, std::ios::binary | (append ? std::ios::app : std::ios::trunc));
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.flush();
  return static_cast<bool>(out);
}

}  // namespace

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

namespace {

constexpr const char* kIndexFile = "index.json";
constexpr std::string_view kIndexFormat = "zhidui-results/1";

// The files that an index names, and the index; nothing where there is none.
std::set<std::string> indexed(const fs::path& folder) {
  const auto content = base::read_file((folder / kIndexFile).string(), base::kDataFileLimit);
  if (!content) return {};
  const auto parsed = base::parse_json(*content);
  const auto* root = std::get_if<base::JsonValue>(&parsed);
  const base::JsonValue* format = root ? root->find("format") : nullptr;
  const base::JsonValue* files = root ? root->find("files") : nullptr;
  if (!format || !format->as_string() || *format->as_string() != kIndexFormat) return {};
  if (!files || !files->as_array()) return {};
  std::set<std::string> names{kIndexFile};
  for (const base::JsonValue& file : *files->as_array()) {
    if (file.as_string()) names.insert(*file.as_string());
  }
  return names;
}

// Without . and .. and a slash at the end, and with links followed: results go beside the folder itself.
fs::path in_full(const std::string& folder) {
  std::error_code error;
  fs::path path = fs::weakly_canonical(fs::absolute(folder, error), error);
  if (error) path = fs::absolute(folder, error).lexically_normal();
  return path.has_filename() ? path : path.parent_path();
}

// Two folders change names; a kernel or file system that cannot do so in one step does it in two.
bool exchange(const std::string& a, const std::string& b) {
#ifdef RENAME_EXCHANGE
  if (renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) == 0) return true;
#endif
  std::error_code error;
  const std::string aside = a + "-old";
  fs::rename(b, aside, error);
  if (error) return false;
  fs::rename(a, b, error);
  if (!error) {
    fs::remove_all(aside, error);
    return true;
  }
  std::error_code ignored;
  fs::rename(aside, b, ignored);
  return false;
}

}  // namespace

base::Result<std::optional<Refusal>> refusal(const std::string& folder) {
  std::error_code error;
  const fs::path path = in_full(folder);
  const base::PathKind kind = base::path_kind(path.string());
  if (kind == base::PathKind::nothing) return std::optional<Refusal>();
  if (kind != base::PathKind::folder) return std::optional(Refusal{true, ""});
  const std::set<std::string> ours = indexed(path);
  std::set<std::string> others;
  fs::directory_iterator at(path, error);
  for (const fs::directory_iterator end; !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    std::error_code unknown;
    const bool written = ours.contains(name) && fs::symlink_status(at->path(), unknown).type() == fs::file_type::regular;
    if (!written) others.insert(name);
  }
  if (error) return Error{Error::Code::unreadable, "cannot be read: " + folder};
  if (others.empty()) return std::optional<Refusal>();
  return std::optional(Refusal{false, *others.begin()});
}

base::Result<StagedFolder> StagedFolder::create(const std::string& folder) {
  StagedFolder made;
  made.asked_ = folder;
  const fs::path path = in_full(folder);
  made.folder_ = path.string();
  std::error_code error;
  for (fs::path above = path.parent_path(); !fs::exists(above, error) && above.has_relative_path(); above = above.parent_path()) {
    made.made_.push_back(above.string());
  }
  fs::create_directories(path.parent_path(), error);
  const std::string staging = (path.parent_path() / (".zhidui-" + std::to_string(getpid()))).string();
  if (!error && fs::create_directory(staging, error)) made.staging_ = staging;
  if (made.staging_.empty()) return unwritable(folder);
  return made;
}

StagedFolder::StagedFolder(StagedFolder&& other) noexcept
    : asked_(std::move(other.asked_)),
      folder_(std::move(other.folder_)),
      staging_(std::exchange(other.staging_, "")),
      names_(std::move(other.names_)),
      applicants_(std::move(other.applicants_)),
      made_(std::exchange(other.made_, {})) {}

StagedFolder::~StagedFolder() {
  std::error_code ignored;
  if (!staging_.empty()) fs::remove_all(staging_, ignored);
  for (const std::string& above : made_) fs::remove(above, ignored);  // goes only if it is empty
}

std::string StagedFolder::place(const std::string& name) {
  names_.insert(name);
  return (fs::path(staging_) / name).string();
}

std::optional<Error> StagedFolder::put(const std::string& name, std::string_view bytes, bool append) {
  return put_bytes(place(name), bytes, append) ? std::nullopt : std::optional(unwritable((fs::path(asked_) / name).string()));
}

std::optional<Error> StagedFolder::write(const std::string& name, std::string_view bytes) { return put(name, bytes, false); }
std::optional<Error> StagedFolder::append(const std::string& name, std::string_view bytes) { return put(name, bytes, true); }

std::string StagedFolder::index() const {
  base::JsonValue root = base::JsonValue::object();
  root.set("format", base::JsonValue::of(kIndexFormat));
  base::JsonValue files = base::JsonValue::array();
  for (const std::string& name : names_) files.push(base::JsonValue::of(name));
  root.set("files", std::move(files));
  base::JsonValue applicants = base::JsonValue::array();
  for (const auto& [id, names] : applicants_) {
    base::JsonValue applicant = base::JsonValue::object();
    applicant.set("id", base::JsonValue::of(id));
    applicant.set("file", names.empty() ? base::JsonValue{} : base::JsonValue::of(names.front()));
    base::JsonValue list = base::JsonValue::array();
    for (const std::string& name : names) list.push(base::JsonValue::of(name));
    applicant.set("files", std::move(list));
    applicants.push(std::move(applicant));
  }
  root.set("applicants", std::move(applicants));
  return base::write_json(root, 1) + "\n";
}

// Looks once more: somebody may have written into the folder while the results were made.
bool StagedFolder::replace() const {
  std::error_code error;
  const auto refused = refusal(folder_);
  if (!refused || *refused) return false;
  if (!fs::exists(folder_, error)) {
    fs::rename(staging_, folder_, error);
    return !error;
  }
  fs::permissions(staging_, fs::status(folder_, error).permissions(), error);
  return exchange(staging_, folder_);
}

std::optional<Error> StagedFolder::finish() {
  if (!put_bytes((fs::path(staging_) / kIndexFile).string(), index(), false) || !replace()) return unwritable(asked_);
  std::error_code ignored;
  fs::remove_all(staging_, ignored);  // by now the results of the earlier run, if there were any
  staging_.clear();
  made_.clear();
  return std::nullopt;
}

namespace {

// Names that one system or another keeps for devices.
bool is_device(std::string_view name) {
  const std::string stem = folded(name.substr(0, name.find('.')));
  if (stem == "con" || stem == "prn" || stem == "aux" || stem == "nul") return true;
  const bool port = stem.starts_with("com") || stem.starts_with("lpt");
  return port && stem.size() == 4 && stem[3] >= '0' && stem[3] <= '9';
}

}  // namespace

std::string folded(std::string_view name) {
  std::string out(name);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string file_name_of(std::string_view id) {
  std::string out;
  for (std::size_t i = 0; i < id.size();) {
    const base::CodePoint point = base::decode(id, i);
    const char c = id[i];
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '_' || c == '-';
    const bool wide =
        point.length > 1 && !base::is_control(point.value) && !base::is_invisible(point.value) && !base::is_space(point.value);
    if (out.size() + point.length > kFileNameLimit) break;
    out += plain || wide ? id.substr(i, point.length) : "_";
    i += point.length;
  }
  if (out.empty() || out.front() == '.' || is_device(out)) out.insert(out.begin(), '_');
  return out;
}

}  // namespace zhidui::tools
