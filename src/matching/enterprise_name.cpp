#include "matching/enterprise_name.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "base/utf8.h"
#include "matching/words.h"

namespace zhidui::matching {

namespace {

using View = std::u32string_view;

constexpr View kOpening = U"([{〔【〖〈<";
constexpr View kClosing = U")]}〕】〗〉>";
constexpr View kDots = U"·•・‧∙⋅●∘.";
constexpr View kDashes = U"-‐‑‒–—―−ー_";
constexpr View kMarks = U"*＊★☆※#＃△▲◆◇■□†‡";
constexpr View kStops = U"。；;，,、.．:：";
constexpr std::size_t kLeastRest = 3;      // signs that stay when a division is taken off
constexpr std::size_t kLongestPerson = 4;  // Han signs in the name of a person
constexpr std::size_t kShortestPart = 4;   // of a cell with several enterprises
constexpr std::size_t kLongestTail = 24;   // behind the name of the parent

bool holds(View set, char32_t c) { return set.find(c) != View::npos; }

void note(Name& name, Step step) { name.steps |= static_cast<std::uint32_t>(step); }

bool is_footnote(char32_t c) {
  return (c >= U'①' && c <= U'⑳') || c == U'¹' || c == U'²' || c == U'³' || (c >= U'⁰' && c <= U'⁹') || holds(kMarks, c);
}

Wide without(const Wide& text, const std::function<bool(char32_t)>& dropped) {
  Wide out;
  for (const char32_t c : text) {
    if (!dropped(c)) out.push_back(c);
  }
  return out;
}

// Applies one step and notes it where it changed something.
void apply(Name& name, Step step, Wide changed) {
  if (changed != name.spelled) note(name, step);
  name.spelled = std::move(changed);
}

Wide with_round_brackets(Wide text) {
  for (char32_t& c : text) {
    if (holds(kOpening, c)) c = U'(';
    else if (holds(kClosing, c)) c = U')';
  }
  return text;
}

// A middle dot between signs of a name; a full stop between letters (Inc.) is none of these.
Wide with_one_dot(Wide text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool between_han = i > 0 && i + 1 < text.size() && is_han(text[i - 1]) && is_han(text[i + 1]);
    if (holds(kDots, text[i]) && (text[i] != U'.' || between_han)) text[i] = U'·';
    else if (holds(kDashes, text[i])) text[i] = U'-';
  }
  return text;
}

// The steps that leave every name what it is.
void spell(Name& name) {
  apply(name, Step::invisible, without(name.spelled, [](char32_t c) { return base::is_invisible(c) || base::is_control(c); }));
  apply(name, Step::width, compatible(name.spelled));
  apply(name, Step::brackets, with_round_brackets(name.spelled));
  apply(name, Step::spaces, without(name.spelled, base::is_space));
  apply(name, Step::capitals, upper(name.spelled));
  apply(name, Step::dots, with_one_dot(name.spelled));
}

// Stars and footnotes behind the name, and what shows that it was cut.
void drop_marks(Name& name) {
  apply(name, Step::spaces, trimmed(name.spelled));
  Wide text = name.spelled;
  for (bool again = true; again && !text.empty();) {
    again = false;
    if (text.ends_with(U"...") || text.back() == U'…') name.cut = true;
    while (!text.empty() && (is_footnote(text.back()) || holds(kStops, text.back()) || text.back() == U'…' || base::is_space(text.back())))
      text.pop_back(), again = true;
  }
  while (!text.empty() && is_footnote(text.front())) text.erase(0, 1);
  apply(name, Step::marks, text);
}

// 12. 12、 (12) before a name. A number with nothing behind it is part of the name: 360公司.
void drop_serial(Name& name) {
  const Wide& text = name.spelled;
  const bool bracket = text.starts_with(U'(');
  std::size_t at = bracket ? 1 : 0;
  const std::size_t first = at;
  while (at < text.size() && text[at] >= U'0' && text[at] <= U'9') ++at;
  if (at == first || at - first > 5 || at + 1 >= text.size()) return;
  const bool closed = bracket ? text[at] == U')' : holds(U".、,):", text[at]);
  const bool digit_behind = text[at + 1] >= U'0' && text[at + 1] <= U'9';
  if (closed && !digit_behind) apply(name, Step::serial, text.substr(at + 1));
}

struct Group {
  std::size_t begin, end;  // of the brackets
  Wide content;
};

// Outermost brackets, in order. One that is not closed reaches to the end: cells are cut.
std::vector<Group> groups_of(const Wide& text) {
  std::vector<Group> out;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == U'(' && depth++ == 0) begin = i;
    if (text[i] == U')' && depth > 0 && --depth == 0) out.push_back({begin, i + 1, text.substr(begin + 1, i - begin - 1)});
  }
  if (depth > 0) out.push_back({begin, text.size(), text.substr(begin + 1)});
  return out;
}

void take_other_names(Name& name) {
  const std::vector<Group> groups = groups_of(name.spelled);
  for (std::size_t i = groups.size(); i-- > 0;) {
    Wide other = other_name(groups[i].content);
    if (other.empty()) continue;
    name.others.insert(name.others.begin(), std::move(other));
    name.spelled.erase(groups[i].begin, groups[i].end - groups[i].begin);
  }
}

Wide without_punctuation(const Wide& text) {
  return without(text, [](char32_t c) { return holds(U"()·-'\"“”‘’&+,.、:;!《》「」『』/|~", c); });
}

bool reads_like_a_person(const Wide& text) {
  if (organisation_ending(text) > 0) return false;
  return text.size() <= kLongestPerson || text.find(U'·') != Wide::npos;
}

}  // namespace

Wide NameReader::without_divisions(const Wide& text, Places& places) const {
  std::size_t at = 0;
  while (at < text.size()) {
    const auto hit = regions_.at_start(View(text).substr(at));
    if (!hit || text.size() - at - hit->length < kLeastRest) break;
    Places next = places.empty() ? *hit->places : regions_.within(places, *hit->places);
    if (next.empty()) break;  // 太原晋城路…: the second is no place of the first, but part of the name
    places = std::move(next);
    at += hit->length;
  }
  return text.substr(at);
}

void NameReader::set_core(Name& name) const {
  Wide text = name.simple;
  const std::vector<Group> groups = groups_of(text);
  for (std::size_t i = groups.size(); i-- > 0;) {
    const Group& group = groups[i];
    const bool all = group.begin == 0 && group.end == text.size();
    if (all || form_in_brackets(group.content)) continue;
    Places named = regions_.named_by(group.content);
    if (!named.empty()) {
      name.places = std::move(named);
    } else {
      note(name, Step::note);
      Places ignored;
      name.remarks.push_back(with_one_form(without_punctuation(without_divisions(group.content, ignored))));
    }
    text.erase(group.begin, group.end - group.begin);
  }
  Places before;
  text = without_divisions(with_one_form(text), before);  // in this order: 一中 alone is too short to lose its division
  if (!before.empty()) {
    const Places inner = regions_.within(before, name.places);
    name.places = inner.empty() ? before : inner;
  }
  name.core = with_one_form(without_punctuation(text));
}

void NameReader::set_parent(Name& name) const {
  const std::size_t end = end_of_parent(name.core);
  if (end == 0 || name.core.size() - end > kLongestTail) return;
  const Wide head = name.core.substr(0, end);
  name.branch = branch_ending(name.core) > 0;
  const bool within = company_ending(name.core) == 0 && company_ending(head) > 0;
  if (name.branch || within) name.parent = with_one_form(head);
}

Name NameReader::finished(Name name) const {
  name.simple = signs_.simplified(name.spelled);
  if (name.simple != name.spelled) note(name, Step::script);
  const Wide plain = without_punctuation(name.simple);
  if (plain != name.simple) note(name, Step::punctuation);
  name.formed = with_one_form(plain);
  if (name.formed != plain) note(name, Step::form);
  set_core(name);
  name.stem = name.core;
  name.stem.resize(name.stem.size() - company_ending(name.stem));
  if (const std::size_t at = name.stem.find(U"集团"); at != Wide::npos && name.stem.size() > 3) name.stem.erase(at, 2);
  set_parent(name);
  name.personal = reads_like_a_person(name.spelled);
  return name;
}

Name NameReader::registered(const std::string& text) const {
  Name name;
  name.printed = text;
  name.spelled = wide(text);
  spell(name);
  return finished(std::move(name));
}

Name NameReader::printed(const std::string& cell) const {
  Name name;
  name.printed = cell;
  name.spelled = wide(cell);
  apply(name, Step::invisible, without(name.spelled, base::is_invisible));
  drop_marks(name);
  spell(name);
  drop_serial(name);
  take_other_names(name);
  drop_marks(name);  // 甲公司*（原：乙公司）
  return finished(std::move(name));
}

namespace {

// A text that could be an enterprise in a cell of several.
bool is_part(const Wide& text) {
  Wide bare = trimmed(text);
  for (std::size_t open; bare.ends_with(U')') && (open = bare.rfind(U'(')) != Wide::npos && open > 0;) bare.resize(open);
  return bare.size() >= kShortestPart && organisation_ending(bare) > 0;
}

// Cuts at signs of a set outside of brackets.
std::vector<Wide> cut_at(const Wide& text, View separators) {
  std::vector<Wide> out(1);
  int depth = 0;
  for (const char32_t c : text) {
    if (c == U'(') ++depth;
    if (c == U')') --depth;
    if (depth <= 0 && holds(separators, c)) out.emplace_back();
    else out.back().push_back(c);
  }
  std::erase_if(out, [](const Wide& part) { return trimmed(part).empty(); });
  return out;
}

bool all_parts(const std::vector<Wide>& parts) { return parts.size() > 1 && std::all_of(parts.begin(), parts.end(), is_part); }

// 甲公司与乙公司: 与 only separates where names of organisations stand on both sides.
void cut_at_words(const Wide& text, std::vector<Wide>& out) {
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    if (!holds(U"与和及暨", text[i]) || !is_part(text.substr(0, i)) || !is_part(text.substr(i + 1))) continue;
    out.push_back(text.substr(0, i));
    return cut_at_words(text.substr(i + 1), out);
  }
  out.push_back(text);
}

}  // namespace

std::vector<std::string> NameReader::parts(const std::string& cell) {
  const Wide text = trimmed(with_round_brackets(compatible(wide(cell))));
  std::vector<Wide> strong;
  for (const View separators : {View(U"、;/\n,|+"), View(U"、;/\n,|+ \t")}) {
    if (strong.size() < 2) strong = cut_at(text, separators);
    if (!all_parts(strong)) strong.clear();
  }
  if (strong.empty()) strong.push_back(text);
  std::vector<Wide> out;
  for (const Wide& part : strong) cut_at_words(trimmed(part), out);
  if (out.size() == 1) return {cell};
  std::vector<std::string> texts;
  for (const Wide& part : out) texts.push_back(narrow(trimmed(part)));
  return texts;
}

}  // namespace zhidui::matching
