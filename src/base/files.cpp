#include "base/files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace zhidui::base {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kPieceBytes = std::size_t{1} << 16;

Error unreadable(const std::string& path) { return {Error::Code::unreadable, "cannot be read: " + path}; }

}  // namespace

PathKind path_kind(const std::string& path) {
  std::error_code error;
  switch (fs::status(path, error).type()) {
    case fs::file_type::not_found: return PathKind::nothing;
    case fs::file_type::regular: return PathKind::file;
    case fs::file_type::directory: return PathKind::folder;
    case fs::file_type::none:
    case fs::file_type::unknown: return PathKind::unreadable;
    default: return PathKind::special;
  }
}

Result<std::string> read_file(const std::string& path, std::uint64_t limit) {
  switch (path_kind(path)) {
    case PathKind::nothing: return Error{Error::Code::not_found, "no such file: " + path};
    case PathKind::folder: return Error{Error::Code::unreadable, "is a folder: " + path};
    case PathKind::special: return Error{Error::Code::unreadable, "is a device or a pipe, not a file: " + path};
    case PathKind::unreadable: return unreadable(path);
    case PathKind::file: break;
  }
  std::error_code error;
  const std::uintmax_t size = fs::file_size(path, error);
  if (error) return unreadable(path);
  const Error too_large{Error::Code::too_large, "larger than " + std::to_string(limit >> 20) + " MiB: " + path};
  if (size > limit) return too_large;
  std::ifstream in(path, std::ios::binary);
  std::string bytes;
  bytes.reserve(static_cast<std::size_t>(size));
  std::vector<char> piece(kPieceBytes);
  while (in) {
    in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    bytes.append(piece.data(), static_cast<std::size_t>(in.gcount()));
    if (bytes.size() > limit) return too_large;  // it has grown since it was measured
  }
  if (!in.eof()) return unreadable(path);
  return bytes;
}

Result<std::vector<std::string>> files_in(const std::string& folder, std::string_view ending) {
  std::vector<std::string> files;
  std::error_code error;
  fs::directory_iterator at(folder, error);
  for (const fs::directory_iterator end; !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (name.starts_with('.') || !name.ends_with(ending)) continue;
    const std::string path = at->path().string();
    const PathKind kind = path_kind(path);
    if (kind == PathKind::folder) continue;
    if (kind != PathKind::file) return unreadable(path);
    files.push_back(path);
  }
  if (error) return unreadable(folder);
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace zhidui::base
