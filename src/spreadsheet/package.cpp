#include "spreadsheet/package.h"

#include <zip.h>

#include <array>
#include <utility>

namespace zhidui::spreadsheet {

using base::Error;

struct Package::Inner {
  zip_t* archive = nullptr;
  std::string bytes;  // of an archive in memory

  Inner() = default;
  Inner(const Inner&) = delete;
  Inner& operator=(const Inner&) = delete;
  ~Inner() {
    if (archive) zip_discard(archive);
  }
};

namespace {

constexpr std::size_t kPiece = 65'536;

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

Package::Package(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}
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

std::vector<std::string> Package::names() const {
  std::vector<std::string> out;
  const zip_int64_t count = zip_get_num_entries(inner_->archive, 0);
  for (zip_int64_t i = 0; i < count; ++i) {
    const char* name = zip_get_name(inner_->archive, static_cast<zip_uint64_t>(i), ZIP_FL_ENC_GUESS);
    out.emplace_back(name ? name : "");
  }
  return out;
}

bool Package::read(const std::string& name, const std::function<void(std::string_view)>& take) const {
  zip_file_t* file = zip_fopen(inner_->archive, name.c_str(), 0);
  if (!file) return false;
  std::array<char, kPiece> piece{};
  zip_int64_t count = 0;
  while ((count = zip_fread(file, piece.data(), piece.size())) > 0) take({piece.data(), static_cast<std::size_t>(count)});
  return zip_fclose(file) == 0 && count == 0;
}

base::Result<std::string> Package::part(const std::string& name) const {
  std::string out;
  if (!read(name, [&](std::string_view piece) { out += piece; })) return Error{Error::Code::not_found, "no such part: " + name};
  return out;
}

bool is_whole(const Package& package) {
  for (const std::string& name : package.names()) {
    const bool xml = name.ends_with(".xml") || name.ends_with(".rels") || name.ends_with(".vml");
    Ends ends;
    if (!package.read(name, [&](std::string_view piece) { ends.take(piece); })) return false;
    if (xml && !ends.whole()) return false;
  }
  return true;
}

}  // namespace zhidui::spreadsheet
