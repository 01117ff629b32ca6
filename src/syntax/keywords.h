// The two keyword tables over one list of tokens, and which keywords an expression claims for itself.
#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "text/diagnostic.h"

namespace zhidui::syntax {

enum class Keyword : std::uint8_t {
  none,
#define KEYWORD(token, chinese, english) token,
#include "syntax/keywords.def"
#undef KEYWORD
};

struct KeywordText {
  Keyword keyword;
  std::string_view zh, en;
};
std::span<const KeywordText> keyword_table();  // in the order of keywords.def

Keyword find_keyword(std::string_view word);  // either table; none if the word is a name
std::string_view spelling(Keyword keyword, text::Language language);

bool is_declaration(Keyword keyword);  // 措施, 结算 …: begins a declaration where it begins a line
bool is_statement(Keyword keyword);    // 条件, 设 …: begins a statement of some declaration
bool is_reserved(Keyword keyword);     // 如, 且, 计数 …: never a name, because an expression could not tell
bool continues_line(Keyword keyword);  // 且, 否则 …: an expression goes on where a line begins with it

// Units of counts: 件, 个 … A unit is part of the type.
std::span<const std::string_view> count_units();
bool is_count_unit(std::string_view word);

// Levels of a document, 层级: words of the language, unlike the members of a vocabulary that are called the same.
struct LevelText {
  std::string_view zh, en;
};
// From the highest down.
inline constexpr LevelText kLevels[] = {{"国家级", "national"}, {"省级", "provincial"}, {"市级", "city"}, {"县级", "county"}};

using WordSet = std::set<std::string, std::less<>>;

// The word cut at keywords and known names, with spaces between: 条件授权量 → "条件 授权量". Empty if no cut makes
// sense.
std::string spaced_form(std::string_view word, const WordSet& names);

}  // namespace zhidui::syntax
