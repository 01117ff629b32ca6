#include "text/source.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

#include "base/check.h"
#include "base/utf8.h"

namespace zhidui::text {

namespace {
constexpr std::size_t kCheckpointBytes = 4096;
}

std::string column_letters(std::uint32_t column) {
  std::string letters;
  for (std::uint32_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return letters;
}

SourceFile::SourceFile(std::string name, std::string bytes, std::optional<Grid> grid)
    : name_(std::move(name)), bytes_(std::move(bytes)), grid_(std::move(grid)) {
  CHECK(bytes_.size() < std::numeric_limits<std::uint32_t>::max());
  line_starts_.push_back(0);
  for (std::size_t i = 0; i < bytes_.size(); ++i) {
    if (bytes_[i] == '\n') line_starts_.push_back(static_cast<std::uint32_t>(i + 1));
  }
  for (std::size_t line = 0; line < line_starts_.size(); ++line) {
    const std::size_t end = line + 1 < line_starts_.size() ? line_starts_[line + 1] : bytes_.size();
    if (end - line_starts_[line] > kCheckpointBytes) add_checkpoints(line_starts_[line], end);
  }
}

void SourceFile::add_checkpoints(std::size_t begin, std::size_t end) {
  std::size_t last = begin;
  std::uint32_t column = 0;
  for (std::size_t i = begin; i < end; i += base::decode(bytes_, i).length, ++column) {
    if (i - last < kCheckpointBytes) continue;
    checkpoints_.push_back({static_cast<std::uint32_t>(i), column});
    last = i;
  }
}

std::uint32_t SourceFile::column_at(std::uint32_t line_start, std::uint32_t offset) const {
  Checkpoint from{line_start, 0};
  const auto after = std::upper_bound(checkpoints_.begin(), checkpoints_.end(), offset,
                                      [](std::uint32_t value, const Checkpoint& c) { return value < c.offset; });
  if (after != checkpoints_.begin() && std::prev(after)->offset > line_start) from = *std::prev(after);
  const std::string_view rest = bytes().substr(from.offset, offset - from.offset);
  return from.column + static_cast<std::uint32_t>(base::code_point_count(rest)) + 1;
}

Place SourceFile::place(std::uint32_t offset) const {
  const auto end = static_cast<std::uint32_t>(bytes_.size());
  offset = std::min(offset, end);
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const auto line = static_cast<std::uint32_t>(after - line_starts_.begin());
  const std::uint32_t start = line_starts_[line - 1];
  return {line, column_at(start, offset)};
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

SourceFile::CellPlace SourceFile::cell(std::uint32_t offset) const {
  CHECK(grid_.has_value());
  const Place at = place(offset);
  if (at.line > grid_->lines.size()) return {};
  const std::string_view before = bytes().substr(line_begin(at.line), std::min<std::size_t>(offset, bytes_.size()) - line_begin(at.line));
  return {grid_->lines[at.line - 1], static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\t'))};
}

FileId SourceSet::add(std::string name, std::string bytes, std::optional<Grid> grid) {
  files_.push_back(std::make_unique<SourceFile>(std::move(name), std::move(bytes), std::move(grid)));
  return FileId{static_cast<std::uint32_t>(files_.size() - 1)};
}

}  // namespace zhidui::text
