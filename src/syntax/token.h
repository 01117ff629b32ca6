// Tokens of a rule block. Words are not told apart into names and keywords here: `keyword` says what a word could be,
// the parser decides where it stands. Numbers carry no unit: `50件` is a number and a word.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "syntax/keywords.h"
#include "text/document.h"
#include "text/source.h"

namespace zhidui::syntax {

enum class TokenKind : std::uint8_t {
  end,    // of the block
  error,  // reported by the lexer
  word,
  number,  // 50, 1,000, 0.3
  date,    // 2023-11-29, 2023年11月29日
  month,   // 2023-11, 2023年11月
  text,    // 「…」; `text` is what stands between the marks
  raw,     // path and kind after 条款
  colon,
  semicolon,
  comma,  // also 、
  open_paren,
  close_paren,
  open_brace,
  close_brace,
  plus,
  minus,
  times,
  slash,
  percent,
  per_mille,
  eq,
  ne,
  lt,
  le,
  gt,
  ge,
};

struct Token {
  TokenKind kind = TokenKind::end;
  Keyword keyword = Keyword::none;
  bool begins_line = false;  // a statement or row begins here: first on its line, outside brackets, no continuation
  bool spaced = false;       // white space before it
  bool unclosed = false;     // a bracket whose partner is missing
  bool reported = false;     // a defect of the lexer: what goes wrong on its line because of it is not a second one
  text::Span span;
  std::string_view text;  // a view of the source file
  base::Date date;        // date, month (its first day)
};

struct Comment {
  text::Span span;  // from # to the end of the line
  bool own_line = false;
};

struct TokenList {
  std::vector<Token> tokens;  // the last one is `end`
  std::vector<Comment> comments;
};

TokenList lex(const text::SourceSet& sources, text::Span block, text::Diagnostics& diagnostics);

std::string_view token_kind_name(TokenKind kind);

}  // namespace zhidui::syntax
