// Literals: a number and its unit (docs/language.md §1), dates, 是 and 否.
#include <array>

#include "syntax/parser.h"

namespace zhidui::syntax {

namespace {

using base::Rational;

constexpr std::int64_t kFenPerYuan = 100;
constexpr std::int64_t kTenThousand = 10'000;
constexpr std::int64_t kHundredMillion = 100'000'000;
constexpr std::int64_t kLargestFen = std::int64_t{1} << 62;
constexpr std::int64_t kLongestYears = 1000;
constexpr std::int64_t kLongestDays = 366 * kLongestYears;

struct MoneyUnit {
  std::string_view word;
  std::int64_t fen;
};
constexpr std::array kMoneyUnits = {MoneyUnit{"元", kFenPerYuan}, MoneyUnit{"万元", kFenPerYuan* kTenThousand},
                                    MoneyUnit{"亿元", kFenPerYuan* kHundredMillion}};

struct Multiple {
  std::string_view word;
  std::int64_t factor;
};
constexpr std::array kMultiples = {Multiple{"万", kTenThousand}, Multiple{"亿", kHundredMillion}};

constexpr std::array<std::string_view, 5> kCalendarUnits = {"年度", "年", "个月", "天", "日"};
constexpr std::string_view kParts = "分之";

bool is_calendar_unit(std::string_view word) {
  return std::find(kCalendarUnits.begin(), kCalendarUnits.end(), word) != kCalendarUnits.end();
}

bool is_unit(std::string_view word) {
  for (const MoneyUnit& unit : kMoneyUnits) {
    if (unit.word == word) return true;
  }
  return is_calendar_unit(word) || is_count_unit(word);
}

// 件且 → 件: the longest unit that a run of words begins with.
std::string_view leading_unit(std::string_view word) {
  for (std::size_t size = word.size(); size > 0; --size) {
    if (is_unit(word.substr(0, size))) return word.substr(0, size);
  }
  return {};
}

std::string all_units() {
  std::string list = "% ‰";
  for (const MoneyUnit& unit : kMoneyUnits) list += " " + std::string(unit.word);
  for (const std::string_view unit : count_units()) list += " " + std::string(unit);
  for (const std::string_view unit : kCalendarUnits) list += " " + std::string(unit);
  return list;
}

// The lexer lets only well-formed numbers through.
Rational value_of(const Token& number) { return Rational::parse_decimal(number.text).value_or(Rational{}); }

}  // namespace

ExprId Parser::literal() {
  if (at(TokenKind::number)) return number();
  if (at(TokenKind::date)) {
    const Token& token = take();
    return add(token.span, DateLiteral{token.date});
  }
  if (at(Keyword::true_) || at(Keyword::false_)) {
    const Token& token = take();
    return add(token.span, BoolLiteral{token.keyword == Keyword::true_});
  }
  if (at(TokenKind::open_paren)) return parenthesis();
  fail(Kind::literal_missing);
  return error_expr();
}

ExprId Parser::number() {
  const Token number = take();
  const Span begin = number.span;
  const Token unit = peek();
  if (here(TokenKind::percent) || here(TokenKind::per_mille)) {
    take();
    return add(begin, RatioLiteral{value_of(number) / Rational(unit.kind == TokenKind::percent ? 100 : 1000)});
  }
  if (here(TokenKind::slash)) {
    fail(Kind::ratio_needs_parentheses);
    return error_expr();
  }
  if (!here(TokenKind::word)) {
    fail(Kind::number_without_unit, begin, {std::string(number.text)});
    return error_expr();
  }
  for (const MoneyUnit& row : kMoneyUnits) {
    if (row.word == unit.text) return take(), money(begin, number, row.fen);
  }
  if (is_count_unit(unit.text)) return take(), counted(begin, number, unit.text, 1);
  for (const Multiple& row : kMultiples) {
    const std::string_view rest = unit.text.substr(unit.text.starts_with(row.word) ? row.word.size() : 0);
    if (rest.size() < unit.text.size() && is_count_unit(rest)) return take(), counted(begin, number, rest, row.factor);
  }
  if (is_calendar_unit(unit.text)) return take(), calendar(begin, number, unit.text);
  return parts_or_unknown(number, unit);
}

// 3分之1, or a word that is no unit.
ExprId Parser::parts_or_unknown(const Token& den, const Token& unit) {
  const std::string_view rest = unit.text.substr(unit.text.starts_with(kParts) ? kParts.size() : 0);
  if (rest.size() < unit.text.size() && !rest.empty() && Rational::parse_decimal(rest)) {
    Token num = take();
    num.text = rest;
    return ratio_of(den.span, num, den);
  }
  const std::string text(den.text);
  const std::string word(unit.text);
  const std::string_view leading = leading_unit(unit.text);
  if (unit.spaced) {
    fail(Kind::number_without_unit, den.span, {text});
  } else if (!leading.empty()) {
    fail(Kind::unit_runs_on, unit.span, {word, text + std::string(leading) + " " + word.substr(leading.size())});
  } else {
    fail(Kind::unknown_unit, unit.span, {word, all_units()});
  }
  return error_expr();
}

ExprId Parser::ratio_of(const Span& begin, const Token& num, const Token& den) {
  const Rational divisor = value_of(den);
  if (divisor.sign() == 0 || !divisor.is_integer() || !value_of(num).is_integer()) {
    fail(Kind::ratio_form, since(begin));
    return error_expr();
  }
  return add(begin, RatioLiteral{value_of(num) / divisor});
}

ExprId Parser::money(const Span& begin, const Token& number, std::int64_t fen) {
  const Rational sum = value_of(number) * Rational(fen);
  if (!sum.is_integer()) {
    fail(Kind::part_of_a_fen, since(begin));
  } else if (sum > Rational(kLargestFen)) {
    fail(Kind::number_out_of_range, since(begin));
  }
  return add(begin, MoneyLiteral{sum});
}

ExprId Parser::counted(const Span& begin, const Token& number, std::string_view unit, std::int64_t factor) {
  const Rational value = value_of(number) * Rational(factor);
  if (!value.is_integer()) {
    fail(Kind::part_of_a_count, since(begin), {std::string(unit)});
  } else if (value > Rational(kLargestFen)) {
    fail(Kind::number_out_of_range, since(begin));
  }
  if (failed) return error_expr();
  return add(begin, CountLiteral{value.to_int64(), std::string(unit)});
}

ExprId Parser::calendar(const Span& begin, const Token& number, std::string_view unit) {
  const Rational value = value_of(number);
  const bool months = unit == "年" || unit == "个月";
  const std::int64_t longest = months ? kLongestYears * 12 : kLongestDays;
  if (!value.is_integer()) {
    fail(Kind::part_of_a_count, since(begin), {std::string(unit)});
  } else if (unit == "年" && value >= Rational(base::kFirstYear) && value <= Rational(base::kLastYear)) {
    fail(Kind::year_written_as_duration, since(begin), {std::string(number.text)});
  } else if (unit == "年度" && (value < Rational(base::kFirstYear) || value > Rational(base::kLastYear))) {
    fail(Kind::number_out_of_range, since(begin));
  } else if (value * Rational(unit == "年" ? 12 : 1) > Rational(longest)) {
    fail(Kind::number_out_of_range, since(begin));
  }
  if (failed) return error_expr();
  const std::int64_t n = value.to_int64();
  if (unit == "年度") return add(begin, YearLiteral{static_cast<int>(n)});
  return add(begin, DurationLiteral{unit == "年" ? n * 12 : n, months});
}

}  // namespace zhidui::syntax
