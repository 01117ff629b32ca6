#include "spreadsheet/archive.h"

#include <zip.h>

#include <array>

namespace zhidui::spreadsheet {

struct Archive::State {
  zip_t* archive = nullptr;
  std::uint64_t left = 0;  // bytes that may still be unpacked
};

std::unique_ptr<Archive> Archive::open(std::string_view bytes, std::uint64_t unpacked_limit) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* archive = source ? zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error) : nullptr;
  zip_error_fini(&error);
  if (archive == nullptr) {
    if (source) zip_source_free(source);
    return nullptr;
  }
  std::unique_ptr<Archive> package(new Archive);
  package->state_ = std::make_unique<State>(State{archive, unpacked_limit});
  return package;
}

Archive::~Archive() { zip_discard(state_->archive); }

bool Archive::has(const std::string& part) const { return zip_name_locate(state_->archive, part.c_str(), ZIP_FL_NOCASE) >= 0; }

std::uint64_t Archive::declared_size() const {
  std::uint64_t sum = 0;
  const zip_int64_t count = zip_get_num_entries(state_->archive, 0);
  for (zip_int64_t i = 0; i < count; ++i) {
    zip_stat_t stat;
    if (zip_stat_index(state_->archive, static_cast<zip_uint64_t>(i), 0, &stat) == 0 && (stat.valid & ZIP_STAT_SIZE)) {
      // Sizes are whatever the file says: their sum must not wrap round.
      sum = stat.size > UINT64_MAX - sum ? UINT64_MAX : sum + stat.size;
    }
  }
  return sum;
}

std::uint64_t Archive::size_of(const std::string& part) const {
  zip_stat_t stat;
  const bool known = zip_stat(state_->archive, part.c_str(), ZIP_FL_NOCASE, &stat) == 0 && (stat.valid & ZIP_STAT_SIZE);
  return known ? stat.size : 0;
}

std::optional<std::string> Archive::first_part_like(std::string_view prefix) const {
  const zip_int64_t count = zip_get_num_entries(state_->archive, 0);
  for (zip_int64_t i = 0; i < count; ++i) {
    const char* name = zip_get_name(state_->archive, static_cast<zip_uint64_t>(i), 0);
    if (name && std::string_view(name).starts_with(prefix)) return name;
  }
  return std::nullopt;
}

Archive::Fault Archive::read(const std::string& part, const std::function<bool(std::string_view)>& take) {
  const zip_int64_t index = zip_name_locate(state_->archive, part.c_str(), ZIP_FL_NOCASE);
  if (index < 0) return Fault::missing_part;
  zip_stat_t stat;
  if (zip_stat_index(state_->archive, static_cast<zip_uint64_t>(index), 0, &stat) != 0) return Fault::damaged;
  if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE) return Fault::encrypted;
  zip_file_t* file = zip_fopen_index(state_->archive, static_cast<zip_uint64_t>(index), 0);
  if (file == nullptr) return Fault::damaged;
  std::array<char, 1 << 16> piece;
  Fault fault = Fault::none;
  while (fault == Fault::none) {
    const zip_int64_t got = zip_fread(file, piece.data(), piece.size());
    if (got == 0) break;
    if (got < 0) {
      fault = Fault::damaged;
    } else if (static_cast<std::uint64_t>(got) > state_->left) {
      fault = Fault::too_large;
    } else {
      state_->left -= static_cast<std::uint64_t>(got);
      if (!take({piece.data(), static_cast<std::size_t>(got)})) fault = Fault::stopped;
    }
  }
  // The check sum of the part is compared when it is closed.
  if (zip_fclose(file) != 0 && fault == Fault::none) fault = Fault::damaged;
  return fault;
}

}  // namespace zhidui::spreadsheet
