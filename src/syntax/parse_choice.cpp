// Operands that choose or aggregate: 如, 按 … 分档, 按 … 对照, 情形, 口径, 计数 … 取.
#include "base/check.h"
#include "syntax/parser.h"

namespace zhidui::syntax {

namespace {

std::optional<BinaryOp> tier_comparison(TokenKind kind) {
  switch (kind) {
    case TokenKind::lt: return BinaryOp::lt;
    case TokenKind::le: return BinaryOp::le;
    case TokenKind::gt: return BinaryOp::gt;
    case TokenKind::ge: return BinaryOp::ge;
    case TokenKind::eq: return BinaryOp::eq;
    default: return std::nullopt;
  }
}

AggregateOp aggregate_op(Keyword keyword) {
  switch (keyword) {
    case Keyword::count: return AggregateOp::count;
    case Keyword::exists: return AggregateOp::exists;
    case Keyword::every: return AggregateOp::every;
    case Keyword::sum: return AggregateOp::sum;
    case Keyword::maximum: return AggregateOp::maximum;
    default: break;
  }
  CHECK(keyword == Keyword::minimum);
  return AggregateOp::minimum;
}

}  // namespace

ExprId Parser::choice_if() {
  const Span begin = take().span;
  If choice;
  choice.condition = expression();
  expect(Keyword::then, Kind::if_needs_then);
  choice.then_branch = expression();
  expect(Keyword::else_, Kind::if_needs_else);
  choice.else_branch = expression();
  return add(begin, choice);
}

// = < ≤ > ≥, taken; anything else stays.
std::optional<BinaryOp> Parser::comparison_sign() {
  const std::optional<BinaryOp> sign = tier_comparison(peek().kind);
  if (sign) take();
  return sign;
}

ExprId Parser::choice_by() {
  const Span begin = take().span;
  std::vector<ExprId> subjects = expressions();
  if (accept(Keyword::match)) return match(begin, std::move(subjects));
  if (at(Keyword::tiers) && subjects.size() > 1) fail(Kind::tiers_of_one_value);
  expect(Keyword::tiers, Kind::by_needs_rows);
  return tiers(begin, subjects.front());
}

ExprId Parser::tiers(const Span& begin, ExprId subject) {
  Tiers tiers{subject, {}};
  const auto is_row = [&] { return peek().kind >= TokenKind::eq && peek().kind <= TokenKind::ge; };
  rows(Keyword::tiers, is_row, [&] {
    const Span row_begin = peek().span;
    const std::optional<BinaryOp> comparison = comparison_sign();
    if (!comparison) return fail(Kind::tier_row_form);
    TierRow row{*comparison, sum(), {}, {}};
    expect(TokenKind::colon, Kind::row_needs_colon, {spelled(Keyword::tiers)});
    row.value = expression();
    row.span = since(row_begin);
    tiers.rows.push_back(row);
  });
  return add(begin, std::move(tiers));
}

ExprId Parser::match(const Span& begin, std::vector<ExprId> subjects) {
  Match match{std::move(subjects), {}};
  const auto is_row = [&] {
    const Token& first = peek();
    const bool statement = is_statement(first.keyword) || is_declaration(first.keyword);
    const bool label = peek(1).kind == TokenKind::colon || peek(1).kind == TokenKind::comma;
    const bool other = first.keyword == Keyword::when || first.keyword == Keyword::otherwise ||
                       (first.kind >= TokenKind::eq && first.kind <= TokenKind::ge);
    return !other && (!statement || label) && line_holds(TokenKind::colon);
  };
  rows(Keyword::match, is_row, [&] {
    const Span row_begin = here_span();
    MatchRow row{expressions(), {}, {}};
    const bool fits = row.keys.size() == match.subjects.size();
    if (!fits && at(TokenKind::colon)) {
      fail(Kind::match_row_width, since(row_begin), {std::to_string(row.keys.size()), std::to_string(match.subjects.size())});
    }
    expect(TokenKind::colon, Kind::row_needs_colon, {spelled(Keyword::match)});
    row.value = expression();
    row.span = since(row_begin);
    match.rows.push_back(std::move(row));
  });
  return add(begin, std::move(match));
}

ExprId Parser::cases() {
  const Span begin = take().span;
  Cases cases;
  const auto otherwise = [&] {
    if (cases.otherwise.present()) return fail(Kind::row_after_otherwise);
    take();
    expect(TokenKind::colon, Kind::row_needs_colon, {spelled(Keyword::otherwise)});
    cases.otherwise = expression();
  };
  const auto is_row = [&] { return peek().keyword == Keyword::when || peek().keyword == Keyword::otherwise; };
  rows(Keyword::cases, is_row, [&] {
    if (at(Keyword::otherwise)) return otherwise();
    if (cases.otherwise.present()) return fail(Kind::row_after_otherwise);
    const Span row_begin = here_span();
    expect(Keyword::when, Kind::case_row_form);
    CaseRow row{expression(), {}, {}};
    expect(TokenKind::colon, Kind::row_needs_colon, {spelled(Keyword::cases)});
    row.value = expression();
    row.span = since(row_begin);
    cases.rows.push_back(row);
  });
  if (here(Keyword::otherwise)) otherwise();  // after the braces
  return add(begin, std::move(cases));
}

ExprId Parser::reading_choice() {
  const Span begin = take().span;
  ReadingChoice choice;
  choice.code = name_word(Kind::reading_code_missing);
  const auto is_row = [&] { return label_row_here(); };
  rows(Keyword::reading, is_row, [&] {
    const Span row_begin = peek().span;
    if (!at(TokenKind::word)) return fail(Kind::label_row_form);
    ReadingRow row{name_word(Kind::label_row_form), {}, {}};
    expect(TokenKind::colon, Kind::row_needs_colon, {spelled(Keyword::reading)});
    row.value = expression();
    row.span = since(row_begin);
    choice.rows.push_back(std::move(row));
  });
  return add(begin, std::move(choice));
}

ExprId Parser::aggregate() {
  const Token word = take();
  Aggregate aggregate;
  aggregate.op = aggregate_op(word.keyword);
  aggregate.range = range(word.keyword);
  const bool has_value = aggregate.op == AggregateOp::sum || aggregate.op == AggregateOp::maximum || aggregate.op == AggregateOp::minimum;
  if (has_value) {
    if (!here(Keyword::take)) fail(Kind::aggregate_needs_take, {std::string(word.text)});
    accept(Keyword::take);
    aggregate.value = expression();
  }
  return add(word.span, std::move(aggregate));
}

Range Parser::range(Keyword keyword) {
  const Span begin = here_span();
  Range range;
  if (here(TokenKind::open_paren)) fail(Kind::aggregate_of_values, {spelled(keyword)});
  range.record = name_word(Kind::range_record_missing, {spelled(keyword)});
  if (accept(Keyword::held_as)) range.held_as = name_word(Kind::held_as_field_missing);
  if (accept(Keyword::where)) range.where = expression();
  if (accept(Keyword::distinct)) range.distinct = expression();
  range.span = since(begin);
  return range;
}

}  // namespace zhidui::syntax
