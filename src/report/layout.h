// Lines of a page of text: wrapped and aligned by columns, wide characters counted as two. What steers a terminal or is
// not seen, which only the data of strangers can hold, is spelled out (base::visible) before it is measured.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace zhidui::report {

std::string padded(std::string_view text, std::size_t columns);       // spaces on the right
std::string padded_left(std::string_view text, std::size_t columns);  // spaces on the left
// Lines of at most `columns`. Breaks at spaces, between Chinese characters, never before a closing mark or within a
// number or word.
std::vector<std::string> wrapped(std::string_view text, std::size_t columns);

class Page {
 public:
  explicit Page(std::size_t columns) : columns_(columns) {}

  void line(std::string_view text = {});
  // `left` and `right` at the two edges; on two lines where they do not fit on one.
  void spread(std::string_view left, std::string_view right);
  // Wrapped, further lines indented like the first.
  void paragraph(std::size_t indent, std::string_view text);
  // "  依据    text": a label in its own column, the text wrapped beside it. An empty label continues the one before.
  void entry(std::string_view label, std::string_view text);
  // As `entry`, with a sign before the text; further lines hang behind the sign.
  void item(std::string_view label, std::string_view sign, std::string_view text);
  // Rows below an entry, cells padded to the widest of their column; the last cell wraps.
  void table(std::string_view label, const std::vector<std::vector<std::string>>& cells);
  void rule(std::string_view sign);

  void label_columns(std::size_t columns) { label_columns_ = columns; }
  const std::string& text() const { return text_; }

 private:
  void hanging(std::size_t indent, std::string_view head, std::string_view text);

  std::size_t columns_;
  std::size_t label_columns_ = 8;
  std::string text_;
};

// A plain table: first column left, the others right; a line of dashes below the head.
std::string table_text(const std::vector<std::vector<std::string>>& cells, std::size_t left_columns);

}  // namespace zhidui::report
