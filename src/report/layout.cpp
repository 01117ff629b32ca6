#include "report/layout.h"

#include <algorithm>

#include "base/utf8.h"

namespace zhidui::report {

namespace {

constexpr std::size_t kIndent = 2;
constexpr std::size_t kLeastText = 24;  // a cell is never squeezed below this

// Marks that no line begins with, and marks that no line ends with.
bool closes(char32_t c) {
  constexpr std::u32string_view kClosing = U"，。、；：！？）】」』》”’%),.;:!?]}…";
  return kClosing.find(c) != std::u32string_view::npos;
}
bool opens(char32_t c) {
  constexpr std::u32string_view kOpening = U"（【「『《“‘([{";
  return kOpening.find(c) != std::u32string_view::npos;
}
bool is_wide(std::string_view bytes) { return base::display_width(bytes) == 2; }

struct Piece {  // what is never broken: a word, a number, one wide character with its marks
  std::string bytes;
  std::size_t width = 0;
  bool space_before = false;
};

std::vector<Piece> pieces_of(std::string_view text) {
  std::vector<Piece> pieces;
  bool space = false;
  bool glue = false;  // the next character belongs to the last piece
  bool narrow_before = false;
  for (std::size_t i = 0; i < text.size();) {
    const base::CodePoint point = base::decode(text, i);
    const std::string_view bytes = text.substr(i, point.length);
    i += point.length;
    if (base::is_space(point.value)) {
      space = true;
      glue = narrow_before = false;
      continue;
    }
    const bool narrow = !is_wide(bytes);
    const bool same_word = narrow && narrow_before;
    const bool joins = !pieces.empty() && !space && (glue || closes(point.value) || same_word);
    if (!joins) pieces.push_back({"", 0, space});
    pieces.back().bytes += bytes;
    pieces.back().width += base::display_width(bytes);
    glue = opens(point.value);
    narrow_before = narrow;
    space = false;
  }
  return pieces;
}

std::vector<std::vector<std::string>> shown(std::vector<std::vector<std::string>> rows) {
  for (auto& row : rows) {
    for (std::string& cell : row) cell = base::visible(cell);
  }
  return rows;
}

}  // namespace

std::string padded(std::string_view text, std::size_t columns) {
  std::string out(text);
  const std::size_t width = base::display_width(text);
  if (width < columns) out.append(columns - width, ' ');
  return out;
}

std::string padded_left(std::string_view text, std::size_t columns) {
  const std::size_t width = base::display_width(text);
  return std::string(width < columns ? columns - width : 0, ' ') + std::string(text);
}

std::vector<std::string> wrapped(std::string_view text, std::size_t columns) {
  std::vector<std::string> lines;
  std::string line;
  std::size_t width = 0;
  for (const Piece& piece : pieces_of(base::visible(text))) {
    const std::size_t gap = piece.space_before && width > 0 ? 1 : 0;
    if (width > 0 && width + gap + piece.width > columns) {
      lines.push_back(std::move(line));
      line.clear();
      width = 0;
    } else if (gap > 0) {
      line += ' ';
      width += gap;
    }
    line += piece.bytes;
    width += piece.width;
  }
  if (!line.empty() || lines.empty()) lines.push_back(std::move(line));
  return lines;
}

void Page::line(std::string_view text) {
  text_ += base::visible(text);
  while (text_.ends_with(' ')) text_.pop_back();
  text_ += '\n';
}

void Page::rule(std::string_view sign) {
  std::string out;
  for (std::size_t width = base::display_width(sign); base::display_width(out) + width <= columns_;) out += sign;
  line(out);
}

void Page::spread(std::string_view left, std::string_view right) {
  const std::size_t used = base::display_width(left) + base::display_width(right);
  if (used + 2 <= columns_) return line(std::string(left) + std::string(columns_ - used, ' ') + std::string(right));
  paragraph(0, left);
  line(padded_left(right, columns_));
}

void Page::paragraph(std::size_t indent, std::string_view text) { hanging(indent, "", text); }

void Page::hanging(std::size_t indent, std::string_view head, std::string_view text) {
  const std::size_t start = indent + base::display_width(head);
  const std::size_t room = columns_ > start + kLeastText ? columns_ - start : kLeastText;
  bool first = true;
  for (const std::string& part : wrapped(text, room)) {
    line((first ? std::string(indent, ' ') + std::string(head) : std::string(start, ' ')) + part);
    first = false;
  }
}

void Page::entry(std::string_view label, std::string_view text) { hanging(kIndent, padded(label, label_columns_), text); }

void Page::item(std::string_view label, std::string_view sign, std::string_view text) {
  hanging(kIndent, padded(label, label_columns_) + std::string(sign) + " ", text);
}

void Page::table(std::string_view label, const std::vector<std::vector<std::string>>& cells) {
  const auto rows = shown(cells);
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i + 1 < row.size(); ++i) {
      if (i >= widths.size()) widths.push_back(0);
      widths[i] = std::max(widths[i], base::display_width(row[i]));
    }
  }
  bool first = true;
  for (const auto& row : rows) {
    std::string head = padded(first ? label : "", label_columns_);
    for (std::size_t i = 0; i + 1 < row.size(); ++i) head += padded(row[i], widths[i]) + "  ";
    hanging(kIndent, head, row.empty() ? "" : row.back());
    first = false;
  }
}

std::string table_text(const std::vector<std::vector<std::string>>& cells, std::size_t left_columns) {
  const auto rows = shown(cells);
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()), 0);
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], base::display_width(row[i]));
  }
  std::string out;
  const auto add = [&](const std::vector<std::string>& row) {
    std::string text;
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) text += "  ";
      text += i < left_columns ? padded(row[i], widths[i]) : padded_left(row[i], widths[i]);
    }
    while (text.ends_with(' ')) text.pop_back();
    out += text + "\n";
  };
  for (std::size_t i = 0; i < rows.size(); ++i) {
    add(rows[i]);
    if (i > 0) continue;
    std::vector<std::string> dashes;
    for (std::size_t width : widths) dashes.emplace_back(width, '-');
    add(dashes);
  }
  return out;
}

}  // namespace zhidui::report
