#include "syntax/keywords.h"

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

#include "base/utf8.h"

namespace zhidui::syntax {

namespace {

constexpr std::array kTable = {
#define KEYWORD(token, chinese, english) KeywordText{Keyword::token, chinese, english},
#include "syntax/keywords.def"
#undef KEYWORD
};

struct Spelling {
  std::string_view text;
  Keyword keyword;
};

const std::vector<Spelling>& sorted_spellings() {
  static const std::vector<Spelling> sorted = [] {
    std::vector<Spelling> all;
    for (const KeywordText& row : kTable) {
      all.push_back({row.zh, row.keyword});
      all.push_back({row.en, row.keyword});
    }
    std::sort(all.begin(), all.end(), [](const Spelling& a, const Spelling& b) { return a.text < b.text; });
    return all;
  }();
  return sorted;
}

template <std::size_t n>
bool holds(const std::array<Keyword, n>& set, Keyword keyword) {
  return std::find(set.begin(), set.end(), keyword) != set.end();
}

using enum Keyword;

constexpr std::array kStatements = {
    clause,          embodied,      title,      organ,      level,     region,       state,         published,  effective, expires,
    validity_by,     supersedes,    decided_by, by_default, left_open, by_authority, source,        field,      range,     subject_is,
    excluded,        each,          yearly,     fact_date,  let,       condition,    round,         places,     ties,      amount,
    exception,       evidence,      payee,      criteria,   duty,      responsible,  quoted,        applies_to, take,      per,
    across_subjects, order,         earlier,    allocation, note,      valid,        required,      form,       doubtful,  unit_names,
    standing,        may_supersede, continues,  indicator,  goal,      due,          Keyword::size, adopts,
};

constexpr std::array kReserved = {
    or_op,    and_op,      not_op, in_op,  not_in_op, contains, within,  of,    on,   if_,     then,
    else_,    tiers,       match,  cases,  otherwise, count,    exists,  every, sum,  maximum, minimum,
    distinct, is_recorded, true_,  false_, by,        reading,  held_as, where, take, to,      when,
};

// Words that only ever stand inside an expression. 当, 其余 (rows), 取 and 按 begin lines of their own.
constexpr std::array kContinuing = {
    or_op, and_op, in_op, not_in_op, Keyword::contains, within, of, on, then, else_, tiers, match, distinct, held_as, where, to,
};

constexpr std::array<std::string_view, 12> kCountUnits = {"件", "个", "家", "人", "名", "项", "次", "期", "所", "户", "种", "分"};

}  // namespace

std::span<const KeywordText> keyword_table() { return kTable; }

Keyword find_keyword(std::string_view word) {
  const std::vector<Spelling>& all = sorted_spellings();
  const auto at =
      std::lower_bound(all.begin(), all.end(), word, [](const Spelling& row, std::string_view text) { return row.text < text; });
  return at != all.end() && at->text == word ? at->keyword : none;
}

std::string_view spelling(Keyword keyword, text::Language language) {
  if (keyword == none) return {};
  const KeywordText& row = kTable[static_cast<std::size_t>(keyword) - 1];
  return language == text::Language::zh ? row.zh : row.en;
}

bool is_declaration(Keyword keyword) { return keyword >= document && keyword <= no_effect; }
bool is_statement(Keyword keyword) { return holds(kStatements, keyword); }
bool is_reserved(Keyword keyword) { return holds(kReserved, keyword); }
bool continues_line(Keyword keyword) { return holds(kContinuing, keyword); }

std::span<const std::string_view> count_units() { return kCountUnits; }
bool is_count_unit(std::string_view word) { return std::find(kCountUnits.begin(), kCountUnits.end(), word) != kCountUnits.end(); }

namespace {

// The cheapest cut of a word: a keyword or known name costs 1, anything else 2 and 1 a character.
struct Cut {
  std::size_t cost = std::numeric_limits<std::size_t>::max();
  std::size_t previous = 0;  // index of the boundary before
  bool known = false;
};

std::string join_pieces(std::string_view word, const std::vector<std::size_t>& bounds, const std::vector<Cut>& cuts) {
  std::string result;
  for (std::size_t i = bounds.size() - 1; i > 0; i = cuts[i].previous) {
    const std::size_t begin = bounds[cuts[i].previous];
    std::string piece(word.substr(begin, bounds[i] - begin));
    result = result.empty() ? piece : piece + " " + result;
  }
  return result;
}

}  // namespace

std::string spaced_form(std::string_view word, const WordSet& names) {
  constexpr std::size_t kLongest = 40;  // characters; a longer run is no slip of the space bar
  std::vector<std::size_t> bounds = {0};
  while (bounds.back() < word.size()) bounds.push_back(bounds.back() + base::decode(word, bounds.back()).length);
  if (bounds.size() > kLongest || word.empty() || static_cast<unsigned char>(word[0]) < 0x80) return {};
  std::vector<Cut> cuts(bounds.size());
  cuts[0].cost = 0;
  bool any_known = false;
  for (std::size_t end = 1; end < bounds.size(); ++end) {
    for (std::size_t begin = 0; begin < end; ++begin) {
      const std::string_view piece = word.substr(bounds[begin], bounds[end] - bounds[begin]);
      const bool known = piece.size() < word.size() && (find_keyword(piece) != none || names.contains(piece));
      if (!known && begin > 0 && !cuts[begin].known) continue;  // two unknown pieces side by side are one
      const std::size_t cost = cuts[begin].cost + (known ? 1 : 2 + (end - begin));
      if (cost < cuts[end].cost || (cost == cuts[end].cost && known)) cuts[end] = {cost, begin, known};
    }
    any_known = any_known || cuts[end].known;
  }
  std::string spaced = any_known ? join_pieces(word, bounds, cuts) : std::string();
  return spaced == word ? std::string() : spaced;
}

}  // namespace zhidui::syntax
