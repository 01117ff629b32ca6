#include "text/source.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/check.h"
#include "base/utf8.h"

namespace zhidui::text {

SourceFile::SourceFile(std::string name, std::string bytes) : name_(std::move(name)), bytes_(std::move(bytes)) {
  CHECK(bytes_.size() < std::numeric_limits<std::uint32_t>::max());
  line_starts_.push_back(0);
  for (std::size_t i = 0; i < bytes_.size(); ++i) {
    if (bytes_[i] == '\n') line_starts_.push_back(static_cast<std::uint32_t>(i + 1));
  }
}

Place SourceFile::place(std::uint32_t offset) const {
  const auto end = static_cast<std::uint32_t>(bytes_.size());
  offset = std::min(offset, end);
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const auto line = static_cast<std::uint32_t>(after - line_starts_.begin());
  const std::uint32_t start = line_starts_[line - 1];
  const std::size_t columns = base::code_point_count(bytes().substr(start, offset - start));
  return {line, static_cast<std::uint32_t>(columns + 1)};
}

std::string_view SourceFile::line(std::uint32_t number) const {
  const std::uint32_t start = line_begin(number);
  const std::size_t end = number < line_starts_.size() ? line_starts_[number] : bytes_.size();
  std::string_view text = bytes().substr(start, end - start);
  if (text.ends_with('\n')) text.remove_suffix(1);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

std::uint32_t SourceFile::line_begin(std::uint32_t number) const {
  CHECK(number >= 1 && number <= line_starts_.size());
  return line_starts_[number - 1];
}

FileId SourceSet::add(std::string name, std::string bytes) {
  files_.push_back(std::make_unique<SourceFile>(std::move(name), std::move(bytes)));
  return FileId{static_cast<std::uint32_t>(files_.size() - 1)};
}

}  // namespace zhidui::text
