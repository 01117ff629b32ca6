#include "matching/words.h"

#include <algorithm>

namespace zhidui::matching {

namespace {

using View = std::u32string_view;

constexpr View kPlaceEndings[] = {
#define PLACE_ENDING(word) word,
#include "matching/words.def"
#undef PLACE_ENDING
};
constexpr View kCompanyEndings[] = {
#define COMPANY_ENDING(word) word,
#include "matching/words.def"
#undef COMPANY_ENDING
};
constexpr View kBranchEndings[] = {
#define BRANCH_ENDING(word) word,
#include "matching/words.def"
#undef BRANCH_ENDING
};
constexpr View kParentEndings[] = {
#define PARENT_ENDING(word) word,
#include "matching/words.def"
#undef PARENT_ENDING
};
constexpr View kOrganisationEndings[] = {
#define ORGANISATION_ENDING(word) word,
#include "matching/words.def"
#undef ORGANISATION_ENDING
};
constexpr View kFormsInBrackets[] = {
#define FORM_IN_BRACKETS(word) word,
#include "matching/words.def"
#undef FORM_IN_BRACKETS
};
constexpr View kOtherNames[] = {
#define OTHER_NAME(word) word,
#include "matching/words.def"
#undef OTHER_NAME
};
struct Form {
  View written, stands_for;
};
constexpr Form kForms[] = {
#define LEGAL_FORM(written, stands_for) {written, stands_for},
#include "matching/words.def"
#undef LEGAL_FORM
};

constexpr std::size_t kShortestParent = 3;  // signs
constexpr std::size_t kShortestName = 4;    // of an enterprise in brackets: 原平 is a place

template <std::size_t n>
std::size_t longest_ending(const View (&words)[n], View text) {
  std::size_t length = 0;
  for (const View word : words) {
    if (word.size() > length && word.size() < text.size() && text.ends_with(word)) length = word.size();
  }
  return length;
}

// 一中 for 第一中学: a numeral and 中, where nothing else can be meant.
std::optional<Wide> numbered_school(const Wide& text) {
  constexpr View kDigits = U"一二三四五六七八九十";
  if (text.size() < 3 || !text.ends_with(U'中')) return std::nullopt;
  std::size_t at = text.size() - 1;
  while (at > 0 && kDigits.find(text[at - 1]) != View::npos) --at;
  if (at == text.size() - 1 || at == 0) return std::nullopt;
  const bool ordinal = text[at - 1] == U'第';
  return text.substr(0, ordinal ? at - 1 : at) + U"第" + text.substr(at) + U"学";
}

}  // namespace

std::size_t place_ending(View text) { return longest_ending(kPlaceEndings, text); }
std::size_t company_ending(View text) { return longest_ending(kCompanyEndings, text); }
std::size_t branch_ending(View text) { return longest_ending(kBranchEndings, text); }
std::size_t organisation_ending(View text) { return longest_ending(kOrganisationEndings, text); }

std::size_t end_of_parent(View text) {
  std::size_t end = 0;
  for (const View word : kParentEndings) {
    // Not the ending of the whole: 甲公司分公司 ends the parent at the first 公司.
    for (std::size_t at = text.find(word); at != View::npos; at = text.find(word, at + 1)) {
      const std::size_t behind = at + word.size();
      const View head = text.substr(0, behind);
      if (behind < text.size() && behind >= kShortestParent && branch_ending(head) == 0) end = std::max(end, behind);
    }
  }
  return end;
}

bool form_in_brackets(View text) {
  return std::find(std::begin(kFormsInBrackets), std::end(kFormsInBrackets), text) != std::end(kFormsInBrackets);
}

Wide with_one_form(const Wide& text) {
  if (auto school = numbered_school(text)) return *std::move(school);
  for (const Form& form : kForms) {
    if (text.size() > form.written.size() && text.ends_with(form.written)) {
      return text.substr(0, text.size() - form.written.size()) + Wide(form.stands_for);
    }
  }
  return text;
}

Wide other_name(View text) {
  View best;
  for (const View word : kOtherNames) {
    if (word.size() > best.size() && text.starts_with(word)) best = word;
  }
  if (best.empty()) return {};
  View rest = text.substr(best.size());
  while (!rest.empty() && (rest.front() == U':' || rest.front() == U'"' || rest.front() == U'“' || rest.front() == U'「'))
    rest.remove_prefix(1);
  while (!rest.empty() && (rest.back() == U'"' || rest.back() == U'”' || rest.back() == U'」')) rest.remove_suffix(1);
  return rest.size() < kShortestName ? Wide() : Wide(rest);
}

}  // namespace zhidui::matching
