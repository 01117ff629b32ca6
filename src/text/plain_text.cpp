#include "text/plain_text.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/utf8.h"

namespace zhidui::text {

namespace {

bool is_mark(char32_t c) { return c == '#' || c == '*' || c == '>' || c == '<' || c == '\\'; }

// The pieces between wildcards. A wildcard is a run of … or of at least three dots.
std::vector<std::string_view> pieces_of(std::string_view quotation) {
  constexpr std::string_view kEllipsis = "…";
  constexpr std::string_view kDots = "...";
  std::vector<std::string_view> pieces;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < quotation.size();) {
    std::size_t end = at;
    while (quotation.substr(end).starts_with(kEllipsis)) end += kEllipsis.size();
    if (quotation.substr(at).starts_with(kDots)) end = std::min(quotation.find_first_not_of('.', at), quotation.size());
    if (end == at) {
      ++at;
      continue;
    }
    pieces.push_back(quotation.substr(begin, at - begin));
    begin = at = end;
  }
  pieces.push_back(quotation.substr(begin));
  return pieces;
}

// Follows the pieces through the text, at least one character between them. The places asked for only grow, so every
// piece is searched for once over the whole text, however many beginnings there are.
class PieceFinder {
 public:
  PieceFinder(std::string_view text, std::vector<std::string_view> pieces) : text_(text), pieces_(std::move(pieces)) {
    for (const std::string_view piece : pieces_) places_.push_back(text_.find(piece));
  }

  std::size_t next_begin(std::size_t from) { return place(0, from); }

  // The end of the shortest match that begins at `begin`, or npos.
  std::size_t match_end(std::size_t begin) {
    std::size_t end = begin + pieces_.front().size();
    for (std::size_t i = 1; i < pieces_.size(); ++i) {
      if (end >= text_.size()) return std::string_view::npos;
      const std::size_t found = place(i, end + base::decode(text_, end).length);
      if (found == std::string_view::npos) return found;
      end = found + pieces_[i].size();
    }
    return end;
  }

 private:
  // INVARIANT: places_[i] is the first place of a piece from some earlier `from` on; npos is beyond every place.
  std::size_t place(std::size_t i, std::size_t from) {
    if (places_[i] < from) places_[i] = text_.find(pieces_[i], from);
    return places_[i];
  }

  std::string_view text_;
  std::vector<std::string_view> pieces_;
  std::vector<std::size_t> places_;
};

// For every paragraph, the end (in plain bytes) of the run of text paragraphs it stands in.
std::vector<std::size_t> run_limits(const Document& document) {
  const auto& begins = document.plain.paragraph_begins;
  std::vector<std::size_t> limits(document.paragraphs.size());
  for (std::size_t i = limits.size(); i-- > 0;) {
    const bool joins = i + 1 < limits.size() && !document.paragraphs[i].heading && !document.paragraphs[i + 1].heading;
    limits[i] = joins ? limits[i + 1] : begins[i + 1];
  }
  return limits;
}

}  // namespace

bool is_rule_line(std::string_view line) {
  char mark = '\0';
  std::size_t count = 0;
  for (std::size_t i = 0; i < line.size();) {
    const base::CodePoint point = base::decode(line, i);
    i += point.length;
    if (base::is_space(point.value)) continue;
    if (point.value != '-' && point.value != '*' && point.value != '_') return false;
    const char c = static_cast<char>(point.value);
    if (count++ > 0 && c != mark) return false;
    mark = c;
  }
  return count >= 3;
}

void append_plain(PlainText& plain, std::string_view text, std::size_t offset) {
  for (std::size_t i = 0; i < text.size();) {
    const base::CodePoint point = base::decode(text, i);
    if (!base::is_space(point.value) && !is_mark(point.value)) {
      plain.bytes += text.substr(i, point.length);
      for (std::size_t k = 0; k < point.length; ++k) {
        plain.offsets.push_back(static_cast<std::uint32_t>(offset + i + k));
      }
    }
    i += point.length;
  }
}

Span plain_span(const Document& document, std::size_t begin, std::size_t end) {
  const auto& offsets = document.plain.offsets;
  return {document.file, offsets[begin], offsets[end - 1] + 1};
}

std::string normalised_source(std::string_view published) {
  PlainText plain;
  while (!published.empty()) {
    const std::size_t end = std::min(published.find('\n'), published.size());
    const std::string_view line = published.substr(0, end);
    if (!is_rule_line(line)) append_plain(plain, line, 0);
    published.remove_prefix(std::min(end + 1, published.size()));
  }
  return plain.bytes;
}

std::vector<Span> find_quotation(const SourceSet&, const Document& document, std::string_view quotation) {
  PlainText wanted;
  append_plain(wanted, quotation, 0);
  const std::vector<std::string_view> pieces = pieces_of(wanted.bytes);
  if (std::any_of(pieces.begin(), pieces.end(), [](std::string_view piece) { return piece.empty(); })) return {};
  const std::string_view text = document.plain.bytes;
  const auto& begins = document.plain.paragraph_begins;
  const std::vector<std::size_t> runs = run_limits(document);
  PieceFinder finder(text, pieces);
  std::vector<Span> within_paragraphs;
  std::vector<Span> across_paragraphs;
  for (std::size_t at = finder.next_begin(0); at != std::string_view::npos; at = finder.next_begin(at + 1)) {
    const std::size_t end = finder.match_end(at);
    const auto after = std::upper_bound(begins.begin(), begins.end(), at);
    const auto paragraph = static_cast<std::size_t>(after - begins.begin()) - 1;
    if (end == std::string_view::npos || end > runs[paragraph]) continue;
    auto& matches = end <= begins[paragraph + 1] ? within_paragraphs : across_paragraphs;
    matches.push_back(plain_span(document, at, end));
  }
  return within_paragraphs.empty() ? across_paragraphs : within_paragraphs;
}

}  // namespace zhidui::text
