// Source files and spans. A span is a byte range of one file; lines and columns are computed on rendering.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zhidui::text {

struct FileId {
  std::uint32_t value = 0;
  friend bool operator==(FileId, FileId) = default;
};

struct Span {
  FileId file;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  friend bool operator==(const Span&, const Span&) = default;
};

struct Place {
  std::uint32_t line = 1;    // from 1
  std::uint32_t column = 1;  // from 1, in code points
};

// A spreadsheet as a source: each line is a row, its cells parted by tabs (column A first). Line i + 1 is `lines[i]`.
// A line of row 0 holds the name of its sheet, as the place of what is wrong with the sheet as a whole.
struct Grid {
  static constexpr std::uint32_t kNoSheet = UINT32_MAX;  // the line stands for the file as a whole
  struct Line {
    std::uint32_t sheet = kNoSheet;
    std::uint32_t row = 0;  // from 1, as spreadsheet programs number them
  };
  std::vector<std::string> sheets;
  std::vector<Line> lines;
};
// "A", "Z", "AA": column 0, 25, 26.
std::string column_letters(std::uint32_t column);

class SourceFile {
 public:
  SourceFile(std::string name, std::string bytes, std::optional<Grid> grid = std::nullopt);
  const std::string& name() const { return name_; }  // as shown to people: never an absolute path the user did not give
  std::string_view bytes() const { return bytes_; }
  std::string_view slice(Span span) const { return bytes().substr(span.begin, span.end - span.begin); }
  Place place(std::uint32_t offset) const;
  std::string_view line(std::uint32_t number) const;  // without its line break
  std::uint32_t line_begin(std::uint32_t number) const;
  // Of a spreadsheet; nullptr for a text.
  const Grid* grid() const { return grid_ ? &*grid_ : nullptr; }
  // Where in the spreadsheet: sheet, row, and the column from 0.
  struct CellPlace {
    Grid::Line line;
    std::uint32_t column = 0;
  };
  CellPlace cell(std::uint32_t offset) const;  // needs a grid

 private:
  std::string name_;
  std::string bytes_;
  struct Checkpoint {
    std::uint32_t offset = 0;
    std::uint32_t column = 0;  // code points before it on its line
  };
  void add_checkpoints(std::size_t begin, std::size_t end);
  std::uint32_t column_at(std::uint32_t line_start, std::uint32_t offset) const;

  std::optional<Grid> grid_;
  std::vector<std::uint32_t> line_starts_;
  std::vector<Checkpoint> checkpoints_;  // within long lines, so that a place far right is found without walking to it
};

// All files of one compilation or one reading. Files are only added.
class SourceSet {
 public:
  FileId add(std::string name, std::string bytes, std::optional<Grid> grid = std::nullopt);
  const SourceFile& file(FileId id) const { return *files_[id.value]; }
  std::string_view slice(Span span) const { return file(span.file).slice(span); }
  std::size_t size() const { return files_.size(); }

 private:
  std::vector<std::unique_ptr<SourceFile>> files_;
};

}  // namespace zhidui::text
