#include "report/clauses.h"

#include <algorithm>

#include "base/utf8.h"
#include "text/document.h"

namespace zhidui::report {

namespace {

constexpr std::size_t kWholeColumns = 640;  // a quotation up to this width, 320 characters, stays whole
constexpr std::size_t kShortColumns = 600;  // a longer one is cut down to about this

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// s2 → sentence 2; s2b → sentence 2, part 2; a → part 1.
Wording sentence_place(std::string_view part) {
  std::size_t digits = 1;
  while (digits < part.size() && part[digits] >= '0' && part[digits] <= '9') ++digits;
  std::vector<Wording> out;
  if (part[0] == 's' && digits > 1) {
    out.push_back(say(Sentence::clause_sentence, {verbatim(std::string(part.substr(1, digits - 1)))}));
    part.remove_prefix(digits);
  }
  if (part.size() == 1 && part[0] >= 'a' && part[0] <= 'z') {
    out.push_back(say(Sentence::clause_part, {verbatim(std::to_string(part[0] - 'a' + 1))}));
  } else if (!part.empty()) {
    out.push_back(verbatim(std::string(part)));
  }
  return joined(out, Sentence::clause_level);
}

Wording part_place(std::string_view part) {
  constexpr std::string_view kParagraph = "¶";
  if (part.starts_with(kParagraph) && all_digits(part.substr(kParagraph.size()))) {
    return say(Sentence::clause_paragraph, {verbatim(std::string(part.substr(kParagraph.size())))});
  }
  if (all_digits(part)) return say(Sentence::clause_item, {verbatim(std::string(part))});
  const bool letter = part.size() == 1 && part[0] >= 'a' && part[0] <= 'z';
  const bool sentence = part.size() > 1 && part[0] == 's' && part[1] >= '0' && part[1] <= '9';
  if (letter || sentence) return sentence_place(part);
  if (part.front() == '(') return verbatim(std::string(part));
  return say(Sentence::in_brackets, {verbatim(std::string(part))});
}

bool ends_phrase(char32_t c) { return c == U'，' || c == U'、' || c == U'；' || c == U'。' || c == U',' || c == U';' || c == U'：'; }

std::vector<std::string_view> phrases_of(std::string_view text) {
  std::vector<std::string_view> out;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size();) {
    const base::CodePoint point = base::decode(text, i);
    i += point.length;
    if (!ends_phrase(point.value)) continue;
    out.push_back(text.substr(begin, i - begin));
    begin = i;
  }
  if (begin < text.size()) out.push_back(text.substr(begin));
  return out;
}

std::string squeezed(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const base::CodePoint point = base::decode(text, i);
    if (!base::is_space(point.value)) out += text.substr(i, point.length);
    i += point.length;
  }
  return out;
}

bool holds(std::string_view text, const std::string& term) {
  const auto digit = [](char c) { return (c >= '0' && c <= '9') || c == '.'; };
  for (std::size_t at = text.find(term); at != std::string_view::npos; at = text.find(term, at + 1)) {
    const bool part_of_number = at > 0 && digit(term.front()) && digit(text[at - 1]);
    if (!part_of_number) return true;
  }
  return false;
}

std::string with_gaps(const std::vector<std::string_view>& phrases, const std::vector<bool>& kept) {
  std::string out;
  bool gap = false;
  for (std::size_t i = 0; i < phrases.size(); ++i) {
    if (!kept[i]) {
      gap = true;
      continue;
    }
    if (gap) out += "……";
    gap = false;
    out += phrases[i];
  }
  return gap ? out + "……" : out;
}

}  // namespace

Wording clause_place(std::string_view path) {
  Wording out;
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
    if (part.empty()) continue;
    const bool first = out.empty();
    const Wording words = first && !all_digits(part) ? verbatim(std::string(part)) : part_place(part);
    out.zh += words.zh;
    // Labels run together, as the document has them: 一(一).
    out.en += (first || part.front() == '(' ? "" : ", ") + words.en;
  }
  return out;
}

// What a rule skips with …… is quoted too: the words that decide often stand there. Only rules and comments in between
// are no text.
std::string official_text(const View& view, const ir::Clause& clause) {
  if (!clause.quotations.empty() && clause.quotations.front().file.value < view.policy.sources.size()) {
    const text::Span& first = clause.quotations.front();
    const text::Span& last = clause.quotations.back();
    const bool forward = first.file == last.file && first.begin < last.end;
    const std::string_view whole = forward ? view.policy.sources.slice({first.file, first.begin, last.end}) : std::string_view();
    const bool only_text = whole.find("```") == std::string_view::npos && whole.find("<!--") == std::string_view::npos;
    if (forward && only_text) return text::normalised_source(whole);
  }
  std::string out;
  for (const text::Span& span : clause.quotations) {
    if (span.file.value >= view.policy.sources.size()) continue;
    if (!out.empty()) out += "……";
    out += text::normalised_source(view.policy.sources.slice(span));
  }
  return out;
}

std::size_t terms_held(const std::string& text, const std::vector<std::string>& terms) {
  const std::string bare = squeezed(text);
  return static_cast<std::size_t>(
      std::count_if(terms.begin(), terms.end(), [&](const std::string& term) { return !term.empty() && holds(bare, squeezed(term)); }));
}

bool holds_words(const std::string& official, const std::string& words) {
  const std::string asked = squeezed(words);
  return !asked.empty() && squeezed(official).find(asked) != std::string::npos;
}

std::string shortened_quotation(const std::string& text, const std::vector<std::string>& terms) {
  if (base::display_width(text) <= kWholeColumns) return text;
  const std::vector<std::string_view> phrases = phrases_of(text);
  std::vector<bool> kept(phrases.size(), false);
  std::size_t width = 0;
  const auto keep = [&](std::size_t i) {
    if (kept[i]) return;
    kept[i] = true;
    width += base::display_width(phrases[i]);
  };
  // Numbers are bound in the order of the text (分别): the first phrase that holds a term is the one.
  for (const std::string& term : terms) {
    for (std::size_t i = 0; i < phrases.size(); ++i) {
      if (terms_held(std::string(phrases[i]), {term}) == 0) continue;
      keep(i);
      break;
    }
  }
  if (width == 0) keep(0);
  // Room that is left goes to the beginning and the end of the text, then to what stands beside the phrases that are
  // kept.
  const auto fits = [&](std::size_t i) { return !kept[i] && width + base::display_width(phrases[i]) <= kShortColumns; };
  if (fits(0)) keep(0);
  if (fits(phrases.size() - 1)) keep(phrases.size() - 1);
  for (bool grown = true; grown;) {
    grown = false;
    for (std::size_t i = 0; i < phrases.size() && !grown; ++i) {
      const bool beside = (i > 0 && kept[i - 1]) || (i + 1 < phrases.size() && kept[i + 1]);
      grown = beside && fits(i);
      if (grown) keep(i);
    }
  }
  return with_gaps(phrases, kept);
}

}  // namespace zhidui::report
