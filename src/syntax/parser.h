// The recursive-descent parser, private to this module. One method per rule of docs/language.md §2; each construct has
// its own file. After the first defect of a statement `failed` is set: nothing more is reported until the next
// statement or row.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "syntax/keywords.h"
#include "syntax/parse.h"
#include "syntax/token.h"
#include "syntax/tree.h"

namespace zhidui::syntax {

using text::Kind;

// What may stand in a declaration: its keyword, and its statements with whether they may be repeated.
struct Statement {
  Keyword keyword = Keyword::none;
  bool repeats = false;
};
struct Construct {
  Keyword keyword = Keyword::none;
  std::vector<Statement> statements;
};
const Construct& construct_of(Keyword keyword);

struct Parser {
  const text::SourceSet& sources;
  text::Diagnostics& diagnostics;
  File& file;
  const WordSet& names;  // every word of the file, to cut runs of words
  std::vector<Token> tokens;
  std::size_t block_index = 0;
  std::size_t at_token = 0;
  bool failed = false;
  int depth = 0;                                 // of open parentheses and nested constructs
  std::size_t first_expr = 0;                    // of this block in the file
  std::vector<int> heights;                      // of the block's expressions; bounds the recursion of whoever walks the tree
  text::Language language = text::Language::zh;  // of the declaration's keyword; used for lists in messages

  // ---- tokens (parser.cpp) ----
  const Token& peek(std::size_t ahead = 0) const { return tokens[std::min(at_token + ahead, tokens.size() - 1)]; }
  const Token& previous() const { return tokens[at_token == 0 ? 0 : at_token - 1]; }
  bool at_end() const { return peek().kind == TokenKind::end; }
  bool at_line_end() const { return peek().begins_line || at_end(); }
  bool at(TokenKind kind) const { return !failed && peek().kind == kind; }
  bool at(Keyword keyword) const { return !failed && peek().keyword == keyword; }
  // The same on this line only: a word that may also begin a statement.
  bool here(TokenKind kind) const { return at(kind) && !peek().begins_line; }
  bool here(Keyword keyword) const { return at(keyword) && !peek().begins_line; }
  const Token& take() { return tokens[at_end() ? at_token : at_token++]; }
  bool accept(TokenKind kind) { return at(kind) && (take(), true); }
  bool accept(Keyword keyword) { return at(keyword) && (take(), true); }
  Span here_span() const;
  Span since(const Span& begin) const;

  bool line_was_reported() const;
  void fail(Kind kind, Span span, std::vector<std::string> arguments = {});
  void fail(Kind kind, std::vector<std::string> arguments = {}) { fail(kind, here_span(), std::move(arguments)); }
  bool expect(TokenKind token, Kind kind, std::vector<std::string> arguments = {});
  bool expect(Keyword keyword, Kind kind, std::vector<std::string> arguments = {});
  std::string spelled(Keyword keyword) const { return std::string(spelling(keyword, language)); }

  // ---- words, texts, lists (parser.cpp) ----
  Word any_word(Kind missing, std::vector<std::string> arguments = {});
  Word name_word(Kind missing, std::vector<std::string> arguments = {});  // a word that is not reserved
  std::vector<Word> name_words(Kind missing, const std::vector<std::string>& arguments = {});
  Name name(Kind missing, std::vector<std::string> arguments = {});
  Text text_after(Keyword keyword);
  void texts_after(Keyword keyword, std::vector<Text>& texts);
  Text optional_text();
  std::optional<base::Date> date_after(Keyword keyword);
  DateBound date_bound(Keyword keyword);

  // ---- lines and rows (parser.cpp) ----
  void end_statement();
  void skip_line();
  void skip_rows();
  bool line_holds(TokenKind kind) const;
  bool label_row_here() const { return peek().kind == TokenKind::word && peek(1).kind == TokenKind::colon; }
  template <class IsRow, class ParseRow>
  void rows(Keyword construct, IsRow is_row, ParseRow parse_row);
  template <class ParseRow>
  void braced_rows(Keyword construct, ParseRow parse_row);
  void skip_braced_row();
  template <class Handle, class Other>
  void statements(Keyword keyword, Handle handle, Other other);
  template <class Handle>
  void statements(Keyword keyword, Handle handle) {
    statements(keyword, handle, [] { return false; });
  }
  void report_no_statement(const Token& word, const Construct& construct);
  void report_no_declaration(const Token& word);
  void report_rest();
  void repeated(const Token& word, Span first);

  // ---- shared statements (parse_shared.cpp) ----
  ClauseRef clause();
  Embodied embodied();
  Let let();
  Condition condition(bool labelled);
  Adopts adopts();
  std::optional<BinaryOp> comparison_sign();

  // ---- expressions (parse_expression.cpp, parse_choice.cpp, parse_literal.cpp) ----
  ExprId expression();
  ExprId conjunction();
  ExprId negation();
  ExprId comparison();
  ExprId comparison_after(ExprId left, const Span& begin);
  ExprId sum();
  ExprId product();
  ExprId access();
  ExprId dated_field(const Span& begin, ExprId field);
  ExprId primary();
  ExprId word_primary();
  ExprId parenthesis();
  ExprId call();
  ExprId missing_operand();
  std::vector<ExprId> operands();     // sums between separators
  std::vector<ExprId> expressions();  // expressions between separators
  ExprId choice_if();
  ExprId choice_by();
  ExprId tiers(const Span& begin, ExprId subject);
  ExprId match(const Span& begin, std::vector<ExprId> subjects);
  ExprId cases();
  ExprId reading_choice();
  ExprId aggregate();
  Range range(Keyword aggregate);
  ExprId literal();
  ExprId number();
  ExprId parts_or_unknown(const Token& den, const Token& unit);
  ExprId ratio_of(const Span& begin, const Token& num, const Token& den);
  ExprId money(const Span& begin, const Token& number, std::int64_t fen);
  ExprId counted(const Span& begin, const Token& number, std::string_view unit, std::int64_t factor);
  ExprId calendar(const Span& begin, const Token& number, std::string_view unit);
  ExprId add(const Span& begin, decltype(Expr::kind) kind);
  ExprId error_expr();
  bool enter();  // false at the nesting limit, reported
  void leave() { --depth; }

  // ---- declarations ----
  void block();
  void skip_declaration();
  void declaration(Keyword keyword);
  void document();  // parse_document.cpp
  void other_document(Keyword declaration, OtherDocument& document, const std::function<void(Keyword)>& own);
  void missing_document();
  void later_document();
  Supersedes supersedes(bool perhaps);
  void reading();
  void convention();
  void typed(TypedKind kind, Keyword keyword);
  void departments();
  Goal goal(Keyword keyword);
  void no_effect();
  void record();  // parse_vocabulary.cpp
  Field field();
  void attributes(Field& field);
  TypeExpr type();
  TypeExpr enumeration();
  void codes();
  Word code();
  void definition();
  void validity(Definition& definition);
  std::vector<Parameter> parameters();
  void statistic();
  void series();
  SeriesRow series_row(SeriesKey key);
  void check();
  FormRule form_rule();
  void measure();  // parse_measure.cpp
  void measure_statement(Measure& measure, Keyword keyword);
  Unit unit(Keyword keyword);
  Amount amount();
  Exception exception();
  Round round();
  Duty duty();
  Place place();
  void general();
  void settlement();  // parse_settlement.cpp
  void settlement_statement(Settlement& settlement, Keyword keyword);
  SettleId settle();
  std::vector<SettleId> settle_list(Keyword keyword);
  Keys keys();
  Earlier earlier();
  History history();

  template <class Declared>
  void declare(Declared declared) {
    file.declarations.emplace_back(std::move(declared));
    file.block_of.push_back(block_index);
  }
};

// ---- templates ----

template <class ParseRow>
void Parser::braced_rows(Keyword construct, ParseRow parse_row) {
  const Token open = take();
  std::size_t count = 0;
  while (!accept(TokenKind::close_brace)) {
    if (at_line_end()) {  // an unclosed brace, reported by the lexer
      failed = true;
      return;
    }
    parse_row();
    ++count;
    const bool ended = at(TokenKind::semicolon) || at(TokenKind::close_brace);
    if (!ended && !(open.unclosed && at_line_end())) fail(Kind::row_not_ended, {spelled(construct)});
    if (failed) skip_braced_row();
    if (failed) return;
    accept(TokenKind::semicolon);
  }
  if (count == 0) fail(Kind::rows_missing, open.span, {spelled(construct)});
}

// Rows in braces, or one to a line as long as `is_row()` says that the line is one.
template <class IsRow, class ParseRow>
void Parser::rows(Keyword construct, IsRow is_row, ParseRow parse_row) {
  if (failed) return;
  if (at(TokenKind::open_brace)) return braced_rows(construct, parse_row);
  std::size_t count = 0;
  while (!at_end() && peek().begins_line && is_row()) {
    tokens[at_token].begins_line = false;  // from here on it is part of this statement
    parse_row();
    ++count;
    if (!failed) continue;
    skip_line();
    failed = false;
  }
  if (count == 0) fail(Kind::rows_missing, {spelled(construct)});
}

// The statements of a declaration up to the next one: handle(keyword) parses what follows a keyword, and other() may
// take a line that begins with none of them.
template <class Handle, class Other>
void Parser::statements(Keyword keyword, Handle handle, Other other) {
  const Construct& construct = construct_of(keyword);
  std::map<Keyword, Span> seen;
  for (end_statement(); !at_end() && !is_declaration(peek().keyword); end_statement()) {
    if (other()) continue;
    const Token& word = take();
    const auto found = std::find_if(construct.statements.begin(), construct.statements.end(),
                                    [&](const Statement& row) { return row.keyword == word.keyword; });
    if (word.keyword == Keyword::none || found == construct.statements.end()) {
      report_no_statement(word, construct);
      continue;
    }
    const auto [first, fresh] = seen.emplace(word.keyword, word.span);
    if (fresh || found->repeats) {
      handle(word.keyword);
    } else {
      repeated(word, first->second);
    }
  }
}

}  // namespace zhidui::syntax
