// Expressions up to operands, by precedence: 或, 且, 非, comparison, sum, product, 的.
#include "base/check.h"
#include "syntax/parser.h"
#include "syntax/walk.h"

namespace zhidui::syntax {

namespace {

std::optional<BinaryOp> comparison_op(TokenKind kind) {
  switch (kind) {
    case TokenKind::eq: return BinaryOp::eq;
    case TokenKind::ne: return BinaryOp::ne;
    case TokenKind::lt: return BinaryOp::lt;
    case TokenKind::le: return BinaryOp::le;
    case TokenKind::gt: return BinaryOp::gt;
    case TokenKind::ge: return BinaryOp::ge;
    default: return std::nullopt;
  }
}

bool is_membership(Keyword keyword) {
  return keyword == Keyword::in_op || keyword == Keyword::not_in_op || keyword == Keyword::contains || keyword == Keyword::within;
}

}  // namespace

ExprId Parser::add(const Span& begin, decltype(Expr::kind) kind) {
  const ExprId id{static_cast<std::uint32_t>(file.exprs.size())};
  file.exprs.push_back({std::move(kind), since(begin)});
  int height = 0;
  for_each_child(file.exprs.back(), [&](ExprId child) { height = std::max(height, heights[child.value - first_expr]); });
  heights.push_back(height + 1);
  if (height + 1 > kNestingLimit) fail(Kind::nesting_limit, file.exprs.back().span, {std::to_string(kNestingLimit)});
  return id;
}

ExprId Parser::error_expr() { return add(here_span(), Error{}); }

bool Parser::enter() {
  if (depth >= kNestingLimit) {
    fail(Kind::nesting_limit, {std::to_string(kNestingLimit)});
    return false;
  }
  ++depth;
  return true;
}

ExprId Parser::expression() {
  if (failed || !enter()) return error_expr();
  const Span begin = here_span();
  ExprId left = conjunction();
  while (here(Keyword::or_op)) {
    take();
    const ExprId right = conjunction();
    left = add(begin, Binary{BinaryOp::logical_or, left, right});
  }
  leave();
  return left;
}

ExprId Parser::conjunction() {
  const Span begin = here_span();
  ExprId left = negation();
  while (here(Keyword::and_op)) {
    take();
    const ExprId right = negation();
    left = add(begin, Binary{BinaryOp::logical_and, left, right});
  }
  return left;
}

ExprId Parser::negation() {
  std::vector<Span> signs;
  while (here(Keyword::not_op)) signs.push_back(take().span);
  ExprId operand = comparison();
  for (; !signs.empty(); signs.pop_back()) operand = add(signs.back(), Unary{UnaryOp::logical_not, operand});
  return operand;
}

ExprId Parser::comparison() {
  const Span begin = here_span();
  ExprId left = sum();
  if (failed || at_line_end()) return left;
  left = comparison_after(left, begin);
  if (failed || at_line_end()) return left;
  if (comparison_op(peek().kind) || is_membership(peek().keyword)) {
    fail(Kind::comparison_chain, {std::string(peek().text)});
  }
  return left;
}

ExprId Parser::comparison_after(ExprId left, const Span& begin) {
  if (const std::optional<BinaryOp> op = comparison_op(peek().kind)) {
    take();
    const ExprId right = sum();
    return add(begin, Binary{*op, left, right});
  }
  if (accept(Keyword::in_op)) return add(begin, Membership{left, operands(), false});
  if (accept(Keyword::not_in_op)) return add(begin, Membership{left, operands(), true});
  if (accept(Keyword::contains)) return add(begin, Contains{left, operands()});
  if (!accept(Keyword::within)) return left;
  const ExprId low = sum();
  const ExprId high = here(Keyword::to) ? (take(), sum()) : ExprId{};
  return add(begin, Within{left, low, high});
}

std::vector<ExprId> Parser::operands() {
  std::vector<ExprId> list;
  do {
    list.push_back(sum());
  } while (here(TokenKind::comma) && accept(TokenKind::comma));
  return list;
}

std::vector<ExprId> Parser::expressions() {
  std::vector<ExprId> list;
  do {
    list.push_back(expression());
  } while (here(TokenKind::comma) && accept(TokenKind::comma));
  return list;
}

ExprId Parser::sum() {
  const Span begin = here_span();
  ExprId left = product();
  while (here(TokenKind::plus) || here(TokenKind::minus)) {
    const BinaryOp op = take().kind == TokenKind::plus ? BinaryOp::add : BinaryOp::subtract;
    const ExprId right = product();
    left = add(begin, Binary{op, left, right});
  }
  return left;
}

ExprId Parser::product() {
  const Span begin = here_span();
  ExprId left = access();
  while (here(TokenKind::times)) {
    take();
    const ExprId right = access();
    left = add(begin, Binary{BinaryOp::multiply, left, right});
  }
  if (here(TokenKind::slash)) fail(Kind::no_division);
  return left;
}

ExprId Parser::access() {
  const Span begin = here_span();
  ExprId record = primary();
  if (here(Keyword::on)) record = dated_field(begin, record);
  while (here(Keyword::of)) {
    take();
    Access access{record, name_word(Kind::field_missing), {}};
    if (here(Keyword::on)) {
      take();
      access.on = primary();
    }
    record = add(begin, std::move(access));
  }
  return record;
}

// 营业收入 于 某日: a dated field of the row in scope.
ExprId Parser::dated_field(const Span& begin, ExprId field) {
  const Expr& name = file.expr(field);
  const auto* ref = std::get_if<NameRef>(&name.kind);
  if (ref == nullptr) {
    fail(Kind::day_of_no_field);
    return field;
  }
  Access access{{}, {ref->word, name.span}, {}};
  take();
  access.on = primary();
  return add(begin, std::move(access));
}

ExprId Parser::primary() {
  if (failed || at_line_end()) return missing_operand();
  switch (peek().kind) {
    case TokenKind::word: return word_primary();
    case TokenKind::number:
    case TokenKind::date: return literal();
    case TokenKind::open_paren: return parenthesis();
    default: return missing_operand();
  }
}

ExprId Parser::word_primary() {
  switch (peek().keyword) {
    case Keyword::true_:
    case Keyword::false_: return literal();
    case Keyword::if_: return choice_if();
    case Keyword::by: return choice_by();
    case Keyword::cases: return cases();
    case Keyword::reading: return reading_choice();
    case Keyword::count:
    case Keyword::exists:
    case Keyword::every:
    case Keyword::sum:
    case Keyword::maximum:
    case Keyword::minimum: return aggregate();
    case Keyword::is_recorded: {
      const Span begin = take().span;
      if (!enter()) return error_expr();
      const ExprId decision = access();
      leave();
      return add(begin, IsRecorded{decision});
    }
    default: break;
  }
  if (is_reserved(peek().keyword)) return missing_operand();
  if (peek(1).kind == TokenKind::open_paren && !peek(1).begins_line) return call();
  const Token& word = take();
  return add(word.span, NameRef{std::string(word.text)});
}

// Why no operand can begin here, in the words of the situation.
ExprId Parser::missing_operand() {
  const std::string before(at_token == 0 ? std::string_view{} : previous().text);
  if (at_line_end()) {
    fail(Kind::operand_missing_at_end, {before});
    return error_expr();
  }
  const std::string text(peek().text);
  if (at(TokenKind::minus) || at(TokenKind::plus)) fail(Kind::no_signed_number, {text});
  if (at(TokenKind::text)) fail(Kind::text_in_expression);
  if (at(TokenKind::month)) fail(Kind::month_in_expression, {text});
  if (at(Keyword::not_op)) fail(Kind::not_needs_parentheses);
  fail(Kind::operand_missing, {before, text});
  return error_expr();
}

ExprId Parser::parenthesis() {
  const Token open = take();
  if (peek().kind == TokenKind::number && peek(1).kind == TokenKind::slash && peek(2).kind == TokenKind::number &&
      peek(3).kind == TokenKind::close_paren) {
    const Token num = take();
    take();
    const Token den = take();
    take();
    return ratio_of(open.span, num, den);
  }
  const ExprId inner = expression();
  if (open.unclosed) failed = true;  // reported by the lexer
  if (!accept(TokenKind::close_paren)) fail(Kind::parenthesis_content);
  return inner;
}

ExprId Parser::call() {
  const Token& word = take();
  const Token open = take();
  Call call{{std::string(word.text), word.span}, {}};
  if (at(TokenKind::close_paren)) {
    fail(Kind::call_without_arguments, since(word.span), {call.callee.text});
    return error_expr();
  }
  call.arguments = expressions();
  if (open.unclosed) failed = true;
  if (!accept(TokenKind::close_paren)) fail(Kind::arguments_not_ended, {call.callee.text});
  return add(word.span, std::move(call));
}

}  // namespace zhidui::syntax
