#include <doctest/doctest.h>

#include "syntax/token.h"

namespace zhidui::syntax {

namespace {

// The kinds and texts of all tokens; `|` before one that begins a line, `!` after one whose defect was reported.
std::string tokens_of(const std::string& body) {
  text::SourceSet sources;
  text::Diagnostics diagnostics;
  const text::FileId id = sources.add("t.md", body);
  const TokenList list = lex(sources, {id, 0, static_cast<std::uint32_t>(body.size())}, diagnostics);
  std::string out;
  for (const Token& token : list.tokens) {
    if (token.kind == TokenKind::end) break;
    out += (out.empty() ? "" : " ") + std::string(token.begins_line ? "|" : "") + std::string(token_kind_name(token.kind));
    if (!token.text.empty() && token.kind < TokenKind::colon) out += ":" + std::string(token.text);
    if (token.reported) out += "!";
  }
  return out;
}

}  // namespace

TEST_CASE("words, hyphens and numbers") {
  CHECK(tokens_of("计数专利 JC23-08 a - b a-b") == "|word:计数专利 word:JC23-08 word:a minus word:b word:a-b");
  CHECK(tokens_of("50件 5 万元 1,000.5元 50％") == "|number:50 word:件 number:5 word:万元 number:1,000.5 word:元 number:50 percent");
  CHECK(tokens_of("f(1件,200件)") == "|word:f ( number:1 word:件 comma number:200 word:件 )");
  CHECK(tokens_of("国·家 _x") == "|word:国·家 word:_x");
}

TEST_CASE("dates and months") {
  CHECK(tokens_of("2023-11-29 2023年11月29日 2023 年 11 月 29 日") == "|date:2023-11-29 date:2023年11月29日 date:2023 年 11 月 29 日");
  CHECK(tokens_of("2023-11 2023年11月 2年 2024年度") == "|month:2023-11 month:2023年11月 number:2 word:年 number:2024 word:年度");
  CHECK(tokens_of("2023-02-30") == "|date:2023-02-30");
}

TEST_CASE("texts nest and stay on their line") {
  CHECK(tokens_of("「a「b」c」 \"d「\"") == "|text:a「b」c text:d「");
  CHECK(tokens_of("「a\n」") == "|error:「a! |error:」!");
}

TEST_CASE("the path and the kind after 条款 are read raw") {
  CHECK(tokens_of("条款 一/(一)/¶2 rate+cap 「x」") == "|word:条款 raw:一/(一)/¶2 raw:rate+cap text:x");
  CHECK(tokens_of("a 条款 b") == "|word:a word:条款 word:b");
  CHECK(tokens_of("条款: b") == "|word:条款 colon word:b");
  CHECK(tokens_of("条款 # 注释\nb") == "|word:条款 |word:b");
}

TEST_CASE("a line goes on at an operator, in brackets and after a comma") {
  CHECK(tokens_of("a\n且 b\n+ c\nd") == "|word:a word:且 word:b plus word:c |word:d");
  CHECK(tokens_of("f(a,\nb)\nc") == "|word:f ( word:a comma word:b ) |word:c");
  CHECK(tokens_of("a、\nb\nc") == "|word:a comma word:b |word:c");
  CHECK(tokens_of("a、\n条件 b") == "|word:a comma |word:条件 word:b");
  CHECK(tokens_of("a\n≥ b") == "|word:a |ge word:b");
}

TEST_CASE("an unclosed bracket holds no lines together") {
  CHECK(tokens_of("f(a\n条件 b)") == "|word:f (! word:a |word:条件 word:b error:)!");
  CHECK(tokens_of("f(a\n金额, b)") == "|word:f ( word:a word:金额 comma word:b )");
  CHECK(tokens_of("{ (a }\nb") == "|{ (! word:a } |word:b");
}

TEST_CASE("comments are kept aside") {
  text::SourceSet sources;
  text::Diagnostics diagnostics;
  const std::string body = "# a\nb # c\n";
  const text::FileId id = sources.add("t.md", body);
  const TokenList list = lex(sources, {id, 0, static_cast<std::uint32_t>(body.size())}, diagnostics);
  REQUIRE(list.comments.size() == 2);
  CHECK(list.comments[0].own_line);
  CHECK(!list.comments[1].own_line);
  CHECK(sources.slice(list.comments[1].span) == "# c");
}

}  // namespace zhidui::syntax
