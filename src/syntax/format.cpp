// The whole literate file with its rule blocks in canonical form. A comment before a line stays before it, a comment at
// the end of a line stays there. A block with defects, or with a comment that has no such place, stays as it is.
#include <algorithm>
#include <map>

#include "syntax/printer.h"
#include "syntax/token.h"

namespace zhidui::syntax {

namespace {

struct Placed {
  std::vector<text::Span> before;      // comments on lines of their own
  std::optional<text::Span> trailing;  // comment at the end of the line
};

class BlockFormatter {
 public:
  BlockFormatter(const text::SourceSet& sources, text::Span body, std::vector<Line> lines)
      : source_(sources.file(body.file).bytes()), body_(body), lines_(std::move(lines)), placed_(lines_.size()) {
    text::Diagnostics ignored;
    tokens_ = lex(sources, body, ignored);
    for (const Token& token : tokens_.tokens) {
      if (token.begins_line) line_starts_.push_back(token.span.begin);
    }
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (lines_[i].position != kNowhere) line_at_.emplace(start_of(lines_[i].position), i);  // the first one
    }
  }

  // False if a comment has no place in the printed lines.
  bool place_comments();
  std::string text() const;

 private:
  std::uint32_t start_of(std::uint32_t offset) const {
    const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
    return after == line_starts_.begin() ? body_.begin : *(after - 1);
  }
  const Token& token_after(std::uint32_t offset) const {
    const auto& all = tokens_.tokens;
    const auto after =
        std::upper_bound(all.begin(), all.end(), offset, [](std::uint32_t at, const Token& token) { return at < token.span.begin; });
    return after == all.end() ? all.back() : *after;
  }
  bool blank_before(std::uint32_t offset) const;
  bool place(const Comment& comment);

  std::string_view source_;
  text::Span body_;
  std::vector<Line> lines_;
  TokenList tokens_;
  std::vector<std::uint32_t> line_starts_;
  std::map<std::uint32_t, std::size_t> line_at_;  // start of a line in the source → the line printed from it
  std::vector<Placed> placed_;
  std::vector<text::Span> last_;  // comments after the last statement
};

bool BlockFormatter::blank_before(std::uint32_t offset) const {
  int breaks = 0;
  for (std::uint32_t at = offset; at > body_.begin; --at) {
    const char c = source_[at - 1];
    if (c == '\n') ++breaks;
    if (c != '\n' && c != ' ' && c != '\t' && c != '\r') return breaks > 1;
  }
  return false;
}

bool BlockFormatter::place(const Comment& comment) {
  const Token& next = token_after(comment.span.begin);
  const bool at_end = next.kind == TokenKind::end;
  if (!at_end && !next.begins_line) return false;
  if (comment.own_line) {
    if (at_end) return last_.push_back(comment.span), true;
    const auto found = line_at_.find(next.span.begin);
    if (found == line_at_.end()) return false;
    placed_[found->second].before.push_back(comment.span);
    return true;
  }
  const auto found = line_at_.find(start_of(comment.span.begin));
  if (found == line_at_.end()) return false;
  std::size_t line = found->second;
  while (line + 1 < lines_.size() && lines_[line + 1].continues) ++line;
  if (placed_[line].trailing) return false;
  placed_[line].trailing = comment.span;
  return true;
}

bool BlockFormatter::place_comments() {
  return std::all_of(tokens_.comments.begin(), tokens_.comments.end(), [&](const Comment& c) { return place(c); });
}

std::string BlockFormatter::text() const {
  std::string out;
  const auto comment = [&](text::Span span) { return std::string(source_.substr(span.begin, span.end - span.begin)); };
  const auto own_line = [&](text::Span span, std::size_t indent) {
    if (!out.empty() && blank_before(span.begin)) out += "\n";
    out += indented({indent, comment(span)}) + "\n";
  };
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const Line& line = lines_[i];
    for (const text::Span span : placed_[i].before) own_line(span, line.indent);
    const std::uint32_t start = line.position == kNowhere ? kNowhere : start_of(line.position);
    const auto printed = line_at_.find(start);
    const bool first = printed != line_at_.end() && printed->second == i;
    if (first && !out.empty() && blank_before(start)) out += "\n";
    out += indented(line);
    if (const auto& trailing = placed_[i].trailing) out += "  " + comment(*trailing);
    out += "\n";
  }
  for (const text::Span span : last_) own_line(span, span.begin > body_.begin && source_[span.begin - 1] == ' ' ? 1 : 0);
  return out;
}

}  // namespace

std::string format(const text::SourceSet& sources, const text::Document& document, const File& file, text::Language language,
                   Translate translate, const void* context) {
  const std::string_view source = sources.file(document.file).bytes();
  text::Diagnostics diagnostics;
  parse(sources, document, diagnostics);
  std::string out;
  std::uint32_t copied = 0;
  for (std::size_t i = 0; i < document.blocks.size(); ++i) {
    const text::Span body = document.blocks[i].body;
    const auto& list = diagnostics.list();
    const bool defective = std::any_of(list.begin(), list.end(),
                                       [&](const text::Diagnostic& d) { return d.span.begin >= body.begin && d.span.end <= body.end; });
    std::vector<Line> lines = print_lines(file, i, language, translate, context, &sources);
    if (defective || lines.empty()) continue;
    BlockFormatter block(sources, body, std::move(lines));
    if (!block.place_comments()) continue;
    out += source.substr(copied, body.begin - copied);
    out += block.text();
    copied = body.end;
  }
  out += source.substr(copied);
  return out;
}

}  // namespace zhidui::syntax
