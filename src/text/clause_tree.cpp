#include "text/clause_tree.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>

#include "base/utf8.h"
#include "text/document.h"

namespace zhidui::text {

namespace {

constexpr std::size_t kLevels = 4;
constexpr std::size_t kMaxItemDigits = 3;

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
bool is_numeral(char32_t c) { return std::u32string_view(U"零〇一二三四五六七八九十百").find(c) != std::u32string_view::npos; }

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(), [&](std::string_view b) { return text.starts_with(b); });
}

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view e) { return text.ends_with(e); });
}

// The longest beginning all of whose characters satisfy the predicate.
template <class Predicate>
std::string_view run(std::string_view text, Predicate predicate) {
  std::size_t end = 0;
  while (end < text.size()) {
    const base::CodePoint point = base::decode(text, end);
    if (!predicate(point.value)) break;
    end += point.length;
  }
  return text.substr(0, end);
}

// （一） (一) （1） (1)
std::optional<ClauseMark> bracketed_mark(std::string_view line) {
  for (const std::string_view open : {"（", "("}) {
    if (!line.starts_with(open)) continue;
    const std::string_view inside = line.substr(open.size());
    const std::string_view numerals = run(inside, is_numeral);
    const std::string_view digits = run(inside, is_digit);
    const std::string_view label = numerals.empty() ? digits : numerals;
    if (label.empty() || digits.size() > kMaxItemDigits) return std::nullopt;
    for (const std::string_view close : {"）", ")"}) {
      if (!inside.substr(label.size()).starts_with(close)) continue;
      const ClauseLevel level = numerals.empty() ? ClauseLevel::subitem : ClauseLevel::section;
      return ClauseMark{level, "(" + std::string(label) + ")", open.size() + label.size() + close.size()};
    }
    return std::nullopt;
  }
  return std::nullopt;
}

// 一、but not 一、二、三等奖; 7. 7．7、but not 7.5 and 7、8
std::optional<ClauseMark> plain_mark(std::string_view line) {
  if (const std::string_view label = run(line, is_numeral); !label.empty()) {
    const std::string_view rest = line.substr(label.size());
    constexpr std::string_view kComma = "、";
    if (!rest.starts_with(kComma)) return std::nullopt;
    const std::string_view next = rest.substr(kComma.size());
    const std::string_view numerals = run(next, is_numeral);
    if (!numerals.empty() && starts_with_any(next.substr(numerals.size()), {"、", "等"})) return std::nullopt;
    return ClauseMark{ClauseLevel::chapter, std::string(label), label.size() + kComma.size()};
  }
  const std::string_view digits = run(line, is_digit);
  if (digits.empty() || digits.size() > kMaxItemDigits) return std::nullopt;
  for (const std::string_view sign : {".", "．", "、"}) {
    const std::string_view rest = line.substr(digits.size());
    if (rest.starts_with(sign) && run(rest.substr(sign.size()), is_digit).empty()) {
      return ClauseMark{ClauseLevel::item, std::string(digits), digits.size() + sign.size()};
    }
  }
  return std::nullopt;
}

// 责任单位：…, or a bracket that says who is responsible and nothing else.
bool is_responsibility(std::string_view text) {
  return starts_with_any(text, {"责任单位", "牵头单位", "责任部门", "责任分工"}) || (text.starts_with("〔") && text.ends_with("〕"));
}

// 2023年11月29日, also with 印发 behind it.
bool is_date_line(std::string_view text) {
  if (text.ends_with("日印发")) return true;
  const std::string_view date =
      run(text, [](char32_t c) { return is_digit(c) || is_numeral(c) || c == U'年' || c == U'月' || c == U'日'; });
  return !text.empty() && date.size() == text.size() && text.ends_with("日");
}

bool closes_document(std::string_view text) {
  return is_date_line(text) || starts_with_any(text, {"抄送", "（此件", "(此件", "（联系", "（公开"});
}

class PathBuilder {
 public:
  explicit PathBuilder(const std::vector<ClauseParagraph>& paragraphs) : paragraphs_(paragraphs) {}

  std::vector<std::string> build() {
    nodes_.push_back({"通知", 0});
    for (const ClauseParagraph& paragraph : paragraphs_) place(paragraph);
    mark_closing();
    mark_last_paragraph();
    std::vector<std::string> paths;
    for (const Entry& entry : entries_) paths.push_back(path_of(entry));
    return paths;
  }

 private:
  struct Node {
    std::string path;
    std::size_t counted = 0;
  };
  struct Entry {
    std::size_t node = 0;
    std::size_t number = 0;  // among the counted paragraphs of its node, from 1; 0: not counted
    std::string fixed;       // a path that depends on no count
  };

  void place(const ClauseParagraph& paragraph) {
    if (paragraph.mark) open(*paragraph.mark);
    Entry entry;
    entry.node = nodes_.size() - 1;
    const bool front = entry.node == 0;
    if (front) entry.fixed = front_path(paragraph);
    const bool counted = front ? entry.fixed.empty() : !paragraph.heading && !is_responsibility(paragraph.text);
    if (counted) entry.number = ++nodes_.back().counted;
    entries_.push_back(std::move(entry));
  }

  // Before the first chapter: the sentences are the notice's paragraphs, the rest is title or belongs to the notice.
  std::string front_path(const ClauseParagraph& paragraph) const {
    if (paragraph.heading) return "标题";
    if (has_sentence_end(paragraph.text)) return "";
    const bool before_notice = nodes_.front().counted == 0;
    return before_notice && !ends_with_any(paragraph.text, {"：", ":"}) ? "标题" : "通知";
  }

  void open(const ClauseMark& mark) {
    const auto level = static_cast<std::size_t>(mark.level);
    labels_[level] = mark.label;
    std::fill(labels_.begin() + static_cast<std::ptrdiff_t>(level) + 1, labels_.end(), "");
    std::string path;
    for (const std::string& label : labels_) {
      if (!label.empty()) path += (path.empty() ? "" : "/") + label;
    }
    nodes_.push_back({std::move(path), 0});
  }

  // From the end backwards: dates, 抄送 and the like, and the short lines (signatures) that stand before one of them.
  void mark_closing() {
    bool seen = false;
    for (std::size_t i = entries_.size(); i-- > 0;) {
      const ClauseParagraph& paragraph = paragraphs_[i];
      if (entries_[i].node == 0 || paragraph.mark || paragraph.heading || is_responsibility(paragraph.text)) return;
      seen = seen || closes_document(paragraph.text);
      const bool signature = seen && !has_sentence_end(paragraph.text);
      if (!closes_document(paragraph.text) && !signature) return;
      uncount(entries_[i], "落款");
    }
  }

  void mark_last_paragraph() {
    std::size_t last = entries_.size();
    while (last > 0 && entries_[last - 1].fixed == "落款") --last;
    if (last == 0) return;
    Entry& entry = entries_[last - 1];
    const bool others_in_node = entry.number > 1;
    if (paragraphs_[last - 1].mark || !others_in_node || entry.node == 0) return;
    if (paragraphs_[last - 1].text.starts_with("以上")) uncount(entry, "末段");
  }

  // Only the last paragraphs of the last node are taken out, so the other numbers stay.
  void uncount(Entry& entry, std::string_view path) {
    if (entry.number > 0) --nodes_[entry.node].counted;
    entry.number = 0;
    entry.fixed = path;
  }

  std::string path_of(const Entry& entry) const {
    if (!entry.fixed.empty()) return entry.fixed;
    const Node& node = nodes_[entry.node];
    const bool numbered = entry.number > 0 && (node.counted > 1 || entry.node == 0);
    return numbered ? node.path + "/¶" + std::to_string(entry.number) : node.path;
  }

  const std::vector<ClauseParagraph>& paragraphs_;
  std::vector<Node> nodes_;  // the first is the front matter
  std::vector<Entry> entries_;
  std::array<std::string, kLevels> labels_;
};

std::string_view take_label(std::string_view& path) {
  const std::size_t slash = path.find('/');
  const std::string_view label = path.substr(0, slash);
  path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
  return label;
}

std::string_view without_pilcrow(std::string_view label) {
  constexpr std::string_view kPilcrow = "¶";
  return label.starts_with(kPilcrow) ? label.substr(kPilcrow.size()) : label;
}

}  // namespace

std::optional<ClauseMark> clause_mark(std::string_view line) {
  if (auto mark = bracketed_mark(line)) return mark;
  return plain_mark(line);
}

bool has_sentence_end(std::string_view text) {
  const std::initializer_list<std::string_view> ends = {"。", "；", ";", "！", "？"};
  return std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return text.find(end) != std::string_view::npos; });
}

std::vector<std::string> clause_paths(const std::vector<ClauseParagraph>& paragraphs) { return PathBuilder(paragraphs).build(); }

bool names_clause(std::string_view path, std::string_view clause) {
  while (!path.empty() && !clause.empty()) {
    const std::string_view wanted = take_label(path);
    const std::string_view found = take_label(clause);
    if (wanted != found && wanted != without_pilcrow(found)) return false;
  }
  return true;
}

std::string_view row_mark(std::string_view path, std::string_view clause) {
  while (!path.empty() && !clause.empty()) {
    const std::string_view wanted = take_label(path);
    const std::string_view found = take_label(clause);
    if (wanted != found && wanted != without_pilcrow(found)) return {};
  }
  return clause.empty() ? path : std::string_view{};
}

bool is_clause_mark(std::string_view text) {
  const auto mark = clause_mark(text);
  return mark && mark->length == text.size();
}

}  // namespace zhidui::text
