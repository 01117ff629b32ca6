#include "spreadsheet/package.h"

#include <zip.h>

#include <algorithm>
#include <map>
#include <utility>

namespace zhidui::spreadsheet {

using base::Error;

struct Package::Inner {
  zip_t* archive = nullptr;
  std::string bytes;  // of an archive in memory
  std::vector<Part> parts;
  std::map<std::string, std::size_t, std::less<>> by_name;  // comparable name → place among the parts
  std::optional<std::string> repeated;

  Inner() = default;
  Inner(const Inner&) = delete;
  Inner& operator=(const Inner&) = delete;
  ~Inner() {
    if (archive) zip_discard(archive);
  }
  void list();
};

namespace {

constexpr std::size_t kPiece = 65'536;

std::string comparable(std::string_view name) {
  std::string out;
  for (const char c : name) out += c == '\\' ? '/' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out.substr(std::min(out.find_first_not_of('/'), out.size()));
}

// Follows a part from its first to its last sign and keeps only the two ends.
class Ends {
 public:
  void take(std::string_view piece) {
    if (first_.size() < kKept) first_ += piece.substr(0, kKept - first_.size());
    last_ += piece;
    if (last_.size() > kKept) last_.erase(0, last_.size() - kKept);
  }
  // The root is closed by its own name, or it is empty: <a/>.
  bool whole() const {
    std::size_t begin = first_.starts_with("<?") ? first_.find("?>") : 0;
    begin = begin == std::string::npos ? begin : first_.find('<', begin);
    const std::size_t end = last_.find_last_not_of(" \r\n\t");
    if (begin == std::string::npos || end == std::string::npos) return false;
    const std::string name = first_.substr(begin + 1, first_.find_first_of(" />\r\n\t", begin + 1) - begin - 1);
    const std::string_view shown = std::string_view(last_).substr(0, end + 1);
    return shown.ends_with("</" + name + ">") || (shown.ends_with("/>") && shown.rfind('<') == shown.rfind("<" + name));
  }

 private:
  static constexpr std::size_t kKept = 4096;
  std::string first_, last_;
};

}  // namespace

void Package::Inner::list() {
  const zip_int64_t count = zip_get_num_entries(archive, 0);
  for (zip_int64_t i = 0; i < count; ++i) {
    zip_stat_t stat;
    zip_stat_init(&stat);
    const bool known = zip_stat_index(archive, static_cast<zip_uint64_t>(i), ZIP_FL_ENC_GUESS, &stat) == 0;
    Part part{known && (stat.valid & ZIP_STAT_NAME) ? stat.name : "", known && (stat.valid & ZIP_STAT_COMP_SIZE) ? stat.comp_size : 0,
              known && (stat.valid & ZIP_STAT_SIZE) ? stat.size : 0};
    const bool folder = part.name.ends_with('/');
    if (!by_name.emplace(comparable(part.name), parts.size()).second && !folder && !repeated) repeated = part.name;
    parts.push_back(std::move(part));
  }
}

Package::Package(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) { inner_->list(); }
Package::Package(Package&& other) noexcept = default;
Package::~Package() = default;

base::Result<Package> Package::open(const std::string& path) {
  auto inner = std::make_unique<Inner>();
  inner->archive = zip_open(path.c_str(), ZIP_RDONLY, nullptr);
  if (!inner->archive) return Error{Error::Code::unreadable, "no archive: " + path};
  return Package(std::move(inner));
}

base::Result<Package> Package::of(std::string bytes) {
  auto inner = std::make_unique<Inner>();
  inner->bytes = std::move(bytes);
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(inner->bytes.data(), inner->bytes.size(), 0, &error);
  if (source) inner->archive = zip_open_from_source(source, ZIP_RDONLY, &error);
  if (source && !inner->archive) zip_source_free(source);
  zip_error_fini(&error);
  if (!inner->archive) return Error{Error::Code::invalid, "no archive"};
  return Package(std::move(inner));
}

const std::vector<Package::Part>& Package::parts() const { return inner_->parts; }
std::optional<std::string> Package::repeated_name() const { return inner_->repeated; }

const Package::Part* Package::find(std::string_view name) const {
  const auto found = inner_->by_name.find(comparable(name));
  return found == inner_->by_name.end() ? nullptr : &inner_->parts[found->second];
}

Package::Fault Package::read(std::string_view name, const std::function<bool(std::string_view)>& take) const {
  const Part* part = find(name);
  if (part == nullptr) return Fault::missing;
  const auto index = static_cast<zip_uint64_t>(part - inner_->parts.data());
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_stat_index(inner_->archive, index, 0, &stat) != 0) return Fault::damaged;
  if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE) return Fault::encrypted;
  zip_file_t* file = zip_fopen_index(inner_->archive, index, 0);
  if (!file) return Fault::damaged;
  std::vector<char> piece(kPiece);
  Fault fault = Fault::none;
  zip_int64_t count = 0;
  std::uint64_t read = 0;
  while (fault == Fault::none && (count = zip_fread(file, piece.data(), piece.size())) > 0) {
    read += static_cast<std::uint64_t>(count);
    if (read > part->unpacked) fault = Fault::damaged;  // the directory lies
    else if (!take({piece.data(), static_cast<std::size_t>(count)})) fault = Fault::stopped;
  }
  const bool closed = zip_fclose(file) == 0;
  if (fault == Fault::none && (count < 0 || !closed || read != part->unpacked)) fault = Fault::damaged;
  return fault;
}

base::Result<std::string> Package::part(std::string_view name) const {
  std::string out;
  const Fault fault = read(name, [&](std::string_view piece) { return out += piece, true; });
  if (fault != Fault::none) return Error{Error::Code::not_found, "no such part: " + std::string(name)};
  return out;
}

bool is_whole(const Package& package) {
  for (const auto& [name, packed, unpacked] : package.parts()) {
    const bool xml = name.ends_with(".xml") || name.ends_with(".rels") || name.ends_with(".vml");
    Ends ends;
    if (package.read(name, [&](std::string_view piece) { return ends.take(piece), true; }) != Package::Fault::none) return false;
    if (xml && !ends.whole()) return false;
  }
  return true;
}

}  // namespace zhidui::spreadsheet
