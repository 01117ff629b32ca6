#include "text/document.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/utf8.h"
#include "text/clause_tree.h"
#include "text/plain_text.h"

namespace zhidui::text {

namespace {

constexpr std::string_view kCommentOpen = "<!--";
constexpr std::string_view kCommentClose = "-->";
constexpr std::size_t kFenceSize = 3;
// A chapter or section line wider than this is a sentence broken over lines, not a heading.
constexpr std::size_t kHeadingColumns = 80;

struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// The fence characters (``` or ~~~, at least three) at the beginning of a line.
std::string_view fence_of(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(" \t");
  if (begin == std::string_view::npos || (line[begin] != '`' && line[begin] != '~')) return {};
  const std::size_t end = std::min(line.find_first_not_of(line[begin], begin), line.size());
  return end - begin >= kFenceSize ? line.substr(begin, end - begin) : std::string_view{};
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty()) {
    const base::CodePoint first = base::decode(text, 0);
    if (!base::is_space(first.value)) break;
    text.remove_prefix(first.length);
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < text.size();) {
    const base::CodePoint point = base::decode(text, i);
    i += point.length;
    if (!base::is_space(point.value)) kept = i;
  }
  return text.substr(0, kept);
}

bool is_rule_word(std::string_view info) { return info == "规则" || info == "rule"; }

// One pass over the lines: rule blocks and comments are set aside, the rest is cut into paragraphs.
class Reader {
 public:
  Reader(const SourceFile& file, FileId id, Diagnostics& diagnostics) : source_(file.bytes()), diagnostics_(diagnostics) {
    document_.file = id;
  }

  Document read() {
    if (const std::size_t bad = base::first_invalid(source_); bad != std::string_view::npos) {
      diagnostics_.report(Kind::ill_formed_text, span(bad, bad + 1));
    }
    check_signs();
    while (position_ < source_.size()) read_line();
    finish_paragraph();
    document_.plain.paragraph_begins.push_back(document_.plain.bytes.size());
    set_clauses();
    cut_sentences();
    return std::move(document_);
  }

 private:
  // Whatever would steer a terminal, or hide what is read, wherever it stands: text, rule or comment.
  void check_signs() {
    for (std::size_t i = 0; i < source_.size();) {
      const base::CodePoint point = base::decode(source_, i);
      const char32_t c = point.value;
      const bool layout = c == '\n' || c == '\r' || c == '\t' || (c == 0xFEFF && i == 0);
      if (!layout && base::is_control(c)) report(Kind::control_character, i, point);
      else if (!layout && base::is_invisible(c)) report(Kind::invisible_character, i, point);
      i += point.length;
    }
  }

  void report(Kind kind, std::size_t at, base::CodePoint point) {
    diagnostics_.report(kind, span(at, at + point.length), {base::escaped(point.value)});
  }

  Span span(std::size_t begin, std::size_t end) const {
    return {document_.file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  // The line at the position without its break; the position moves behind the break.
  Range take_line() {
    const std::size_t begin = position_;
    const std::size_t end = std::min(source_.find('\n', begin), source_.size());
    position_ = std::min(end + 1, source_.size());
    return {begin, end};
  }
  std::string_view slice(Range range) const { return source_.substr(range.begin, range.end - range.begin); }

  void read_line() {
    const Range line = take_line();
    const std::string_view text = slice(line);
    if (!fence_of(text).empty()) {
      finish_paragraph();
      read_block(line);
    } else if (is_rule_line(text)) {
      finish_paragraph();
    } else {
      read_text(line);
    }
  }

  void read_block(Range opening) {
    const std::string_view fence = fence_of(slice(opening));
    const auto fence_end = static_cast<std::size_t>(fence.data() + fence.size() - source_.data());
    const std::string_view info = trimmed(source_.substr(fence_end, opening.end - fence_end));
    const Range marker = {static_cast<std::size_t>(fence.data() - source_.data()), fence_end + info.size()};
    const std::string shown = std::string(fence) + std::string(info);
    const std::size_t body = position_;
    while (position_ < source_.size()) {
      const Range line = take_line();
      const std::string_view closing = fence_of(slice(line));
      if (closing.empty() || closing[0] != fence[0] || closing.size() < fence.size()) continue;
      const auto after = static_cast<std::size_t>(closing.data() + closing.size() - source_.data());
      const std::string_view rest = trimmed(source_.substr(after, line.end - after));
      if (is_rule_word(rest)) {  // the next block begins: this one was left open
        position_ = line.begin;
        break;
      }
      if (!rest.empty()) continue;
      if (is_rule_word(info)) {
        document_.blocks.push_back({span(body, line.begin), span(opening.begin, line.end)});
      } else {
        diagnostics_.report(Kind::foreign_fence, span(marker.begin, marker.end), {shown});
      }
      return;
    }
    diagnostics_.report(Kind::unclosed_fence, span(marker.begin, marker.end), {shown});
  }

  // Sets comments aside. A comment may go on over several lines; a line with nothing else in it parts paragraphs.
  void read_text(Range line) {
    std::vector<Range> pieces;
    for (std::size_t at = line.begin; at <= line.end;) {
      const std::size_t found = slice({at, line.end}).find(kCommentOpen);
      const std::size_t open = found == std::string_view::npos ? line.end : at + found;
      if (!trimmed(slice({at, open})).empty()) pieces.push_back({at, open});
      if (open == line.end) break;
      const std::size_t close = source_.find(kCommentClose, open + kCommentOpen.size());
      if (close == std::string_view::npos) {
        diagnostics_.report(Kind::unclosed_comment, span(open, open + kCommentOpen.size()));
        position_ = source_.size();
        break;
      }
      at = close + kCommentClose.size();
      if (at > line.end) {
        position_ = at;
        line = take_line();
      }
    }
    if (pieces.empty()) {
      finish_paragraph();
    } else {
      add_line(pieces);
    }
  }

  void add_line(const std::vector<Range>& pieces) {
    PlainText plain;
    for (const Range& piece : pieces) append_plain(plain, slice(piece), piece.begin);
    if (plain.bytes.empty()) return finish_paragraph();
    const std::string_view line = plain.bytes;
    const bool hash = trimmed(slice(pieces.front())).starts_with('#');
    const std::optional<ClauseMark> mark = clause_mark(line);
    if (hash || mark) finish_paragraph();
    PlainText& all = document_.plain;
    if (!open_) {
      open_ = true;
      all.paragraph_begins.push_back(all.bytes.size());
      marks_.push_back(mark);
      document_.paragraphs.push_back({span(plain.offsets.front(), 0), "", is_heading(line, mark, hash)});
    }
    all.bytes += plain.bytes;
    all.offsets.insert(all.offsets.end(), plain.offsets.begin(), plain.offsets.end());
    if (document_.paragraphs.back().heading) finish_paragraph();
  }

  static bool is_heading(std::string_view line, const std::optional<ClauseMark>& mark, bool hash) {
    if (hash && !mark) return true;
    if (!mark) return false;
    if (hash) return !has_sentence_end(line.substr(0, line.size() - 1));  // a full stop at its end is no sentence
    if (mark->level != ClauseLevel::chapter && mark->level != ClauseLevel::section) return false;
    const bool goes_on = line.ends_with("：") || line.ends_with(":");
    return !has_sentence_end(line) && !goes_on && base::display_width(line) <= kHeadingColumns;
  }

  void finish_paragraph() {
    if (open_) document_.paragraphs.back().span.end = document_.plain.offsets.back() + 1;
    open_ = false;
  }

  std::string_view plain_of(std::size_t paragraph) const {
    const PlainText& plain = document_.plain;
    const std::size_t begin = plain.paragraph_begins[paragraph];
    return std::string_view(plain.bytes).substr(begin, plain.paragraph_begins[paragraph + 1] - begin);
  }

  void set_clauses() {
    std::vector<ClauseParagraph> paragraphs;
    for (std::size_t i = 0; i < document_.paragraphs.size(); ++i) {
      paragraphs.push_back({plain_of(i), marks_[i], document_.paragraphs[i].heading});
    }
    std::vector<std::string> paths = clause_paths(paragraphs);
    for (std::size_t i = 0; i < paths.size(); ++i) document_.paragraphs[i].clause = std::move(paths[i]);
  }

  void cut_sentences() {
    for (std::size_t i = 0; i < document_.paragraphs.size(); ++i) {
      const std::string_view text = plain_of(i);
      const std::size_t base = document_.plain.paragraph_begins[i];
      for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = sentence_end(text, begin);
        document_.sentences.push_back({plain_span(document_, base + begin, base + end), i});
        begin = end;
      }
    }
  }

  static std::size_t sentence_end(std::string_view text, std::size_t begin) {
    constexpr std::u32string_view kEnds = U"。；;！？";
    constexpr std::u32string_view kClosers = U"”’」』）)】〕》\"";
    std::size_t at = begin;
    bool ended = false;
    while (at < text.size()) {
      const base::CodePoint point = base::decode(text, at);
      const bool end = kEnds.find(point.value) != std::u32string_view::npos;
      if (ended && !end && kClosers.find(point.value) == std::u32string_view::npos) break;
      ended = ended || end;
      at += point.length;
    }
    return at;
  }

  std::string_view source_;
  Diagnostics& diagnostics_;
  Document document_;
  std::vector<std::optional<ClauseMark>> marks_;  // of each paragraph
  std::size_t position_ = 0;
  bool open_ = false;  // the last paragraph may go on
};

}  // namespace

Document read_document(const SourceSet& sources, FileId file, Diagnostics& diagnostics) {
  return Reader(sources.file(file), file, diagnostics).read();
}

std::string normalised_text(const SourceSet&, const Document& document) { return document.plain.bytes; }

std::size_t paragraph_at(const Document& document, std::uint32_t offset) {
  const auto& paragraphs = document.paragraphs;
  const auto after = std::upper_bound(paragraphs.begin(), paragraphs.end(), offset,
                                      [](std::uint32_t at, const Paragraph& p) { return at < p.span.begin; });
  if (after == paragraphs.begin() || offset >= (after - 1)->span.end) return paragraphs.size();
  return static_cast<std::size_t>(after - paragraphs.begin()) - 1;
}

}  // namespace zhidui::text
