// Reading files and listing folders. Nothing here throws: what the file system refuses is an Error.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace zhidui::base {

inline constexpr std::uint64_t kLiterateFileLimit = std::uint64_t{16} << 20;  // policies, vocabulary, scenarios
inline constexpr std::uint64_t kDataFileLimit = std::uint64_t{256} << 20;     // fact bases, results

// What a path names; a link is what it leads to.
enum class PathKind { nothing, file, folder, special, unreadable };  // special: a device, a pipe; unreadable: links in a circle, …
PathKind path_kind(const std::string& path);

// The bytes of a regular file of at most `limit` bytes.
Result<std::string> read_file(const std::string& path, std::uint64_t limit);

// The files of a folder whose names end so, by name. Hidden ones and folders are passed over; a folder that cannot be listed, or an entry
// of which it cannot be said what it is, is an error: a part of a vocabulary is no vocabulary.
Result<std::vector<std::string>> files_in(const std::string& folder, std::string_view ending);

}  // namespace zhidui::base
