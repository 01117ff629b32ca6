#include "text/bound_phrase.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "base/utf8.h"
#include "text/plain_text.h"

namespace zhidui::text {

namespace {

struct Words {
  std::string_view text;
  bool at_least;
  bool inclusive;
};

// What stands before a number. The longest that fits counts: 不超过 before 超过. 民法典第1259条 names 超过 and 不满;
// 不足, 低于 and their like are used as 不满 is, 达到 and 满 as 届满 is (立法技术规范（试行）（一）第24条).
constexpr Words kBefore[] = {
    {"不超过", false, true},  {"不得超过", false, true}, {"不能超过", false, true}, {"未超过", false, true},  {"不超出", false, true},
    {"不高于", false, true},  {"不得高于", false, true}, {"不大于", false, true},   {"不多于", false, true},  {"不得多于", false, true},
    {"至多", false, true},    {"最多", false, true},     {"最高", false, true},     {"上限", false, true},    {"上限为", false, true},
    {"限额", false, true},    {"不低于", true, true},    {"不得低于", true, true},  {"不少于", true, true},   {"不得少于", true, true},
    {"不小于", true, true},   {"不短于", true, true},    {"至少", true, true},      {"最低", true, true},     {"达到", true, true},
    {"达", true, true},       {"满", true, true},        {"下限", true, true},      {"超过", true, false},    {"超出", true, false},
    {"高于", true, false},    {"大于", true, false},     {"多于", true, false},     {"低于", false, false},   {"少于", false, false},
    {"小于", false, false},   {"不足", false, false},    {"不满", false, false},    {"未满", false, false},   {"不到", false, false},
    {"未达到", false, false}, {"未达", false, false},    {"不达", false, false},    {"达不到", false, false}, {"没有达到", false, false},
};

// Between 最高, 最多, 至少 and the number: 最多资助1个国家, 最高给予20万元.
constexpr std::string_view kVerbs[] = {"人民币", "了", "为", "可", "按", "资助", "奖励", "补助", "补贴", "给予", "支持", "奖补"};

constexpr Words kAfter[] = {
    {"以上", true, true},  {"之上", true, true},   {"以下", false, true}, {"之下", false, true},
    {"以内", false, true}, {"之内", false, true},  {"为限", false, true}, {"为上限", false, true},
    {"封顶", false, true}, {"为下限", true, true}, {"以外", true, false},
};

// 以上 and 以下 alone are what a bracket at the neighbouring band may overrule.
bool is_plain(std::string_view words) {
  return words == "以上" || words == "之上" || words == "以下" || words == "之下" || words == "以内" || words == "之内";
}

const Words* longest_ending(std::string_view text) {
  const Words* best = nullptr;
  for (const Words& words : kBefore) {
    if (text.ends_with(words.text) && (!best || words.text.size() > best->text.size())) best = &words;
  }
  return best;
}

const Words* words_before(std::string_view& text) {
  if (const Words* found = longest_ending(text)) return found;
  for (bool shortened = true; shortened;) {
    shortened = false;
    for (const std::string_view verb : kVerbs) {
      if (!text.ends_with(verb)) continue;
      text.remove_suffix(verb.size());
      shortened = true;
      const Words* found = longest_ending(text);
      if (found) return found;
    }
  }
  return nullptr;
}

// （含）, （含50件）, （不含本数）; nullopt and nothing taken if there is none.
std::optional<bool> take_bracket(std::string_view& text) {
  for (const auto& [open, close] : {std::pair{"（", "）"}, std::pair{"(", ")"}}) {
    if (!text.starts_with(open)) continue;
    const std::string_view inside = text.substr(std::string_view(open).size());
    const std::size_t end = inside.find(close);
    const bool includes = inside.starts_with("含");
    if (end == std::string_view::npos || (!includes && !inside.starts_with("不含"))) return std::nullopt;
    text = inside.substr(end + std::string_view(close).size());
    return includes;
  }
  return std::nullopt;
}

const Words* take_after(std::string_view& text) {
  std::string_view rest = text;
  for (const std::string_view link : {"及", "或", "和", "的"}) {
    if (rest.starts_with(link)) rest.remove_prefix(link.size());
  }
  for (const Words& words : kAfter) {
    if (!rest.starts_with(words.text)) continue;
    text = rest.substr(words.text.size());
    return &words;
  }
  return nullptr;
}

std::size_t plain_index(const PlainText& plain, std::uint32_t offset) {
  return static_cast<std::size_t>(std::lower_bound(plain.offsets.begin(), plain.offsets.end(), offset) - plain.offsets.begin());
}

}  // namespace

std::optional<BoundPhrase> bound_phrase(const Document& document, Span number) {
  const std::size_t paragraph = paragraph_at(document, number.begin);
  if (paragraph >= document.paragraphs.size()) return std::nullopt;
  const std::size_t paragraph_begin = document.plain.paragraph_begins[paragraph];
  const std::size_t paragraph_end = document.plain.paragraph_begins[paragraph + 1];
  const std::size_t begin = plain_index(document.plain, number.begin);
  const std::size_t end = plain_index(document.plain, number.end);
  const std::string_view plain = document.plain.bytes;
  std::string_view before = plain.substr(paragraph_begin, begin - paragraph_begin);
  std::string_view after = plain.substr(end, paragraph_end - end);
  const Words* left = words_before(before);
  std::optional<bool> bracket = take_bracket(after);
  const Words* right = take_after(after);
  if (!bracket) bracket = take_bracket(after);
  if (!left && !right) return std::nullopt;
  const Words& first = left ? *left : *right;
  const Words& second = right ? *right : *left;
  if (first.at_least != second.at_least || first.inclusive != second.inclusive) return std::nullopt;
  BoundPhrase out;
  out.at_least = first.at_least;
  out.inclusive = bracket.value_or(first.inclusive);
  out.explicit_ = bracket.has_value() || left || !is_plain(right->text);
  const std::size_t from = left ? static_cast<std::size_t>(before.data() - plain.data()) + before.size() - left->text.size() : begin;
  const std::size_t to = right || bracket ? static_cast<std::size_t>(after.data() - plain.data()) : end;
  out.span = plain_span(document, from, to);
  return out;
}

}  // namespace zhidui::text
