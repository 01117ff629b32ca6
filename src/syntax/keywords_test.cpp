#include <doctest/doctest.h>

#include <set>

#include "syntax/keywords.h"

namespace zhidui::syntax {

TEST_CASE("no spelling stands twice in the two tables") {
  std::set<std::string_view> seen;
  for (const KeywordText& row : keyword_table()) {
    CHECK_MESSAGE(seen.insert(row.zh).second, row.zh);
    CHECK_MESSAGE(seen.insert(row.en).second, row.en);
    CHECK(find_keyword(row.zh) == row.keyword);
    CHECK(find_keyword(row.en) == row.keyword);
    CHECK(spelling(row.keyword, text::Language::zh) == row.zh);
    CHECK(spelling(row.keyword, text::Language::en) == row.en);
  }
  CHECK(find_keyword("专利") == Keyword::none);
  CHECK(find_keyword("") == Keyword::none);
}

TEST_CASE("what goes on a line or begins a statement") {
  CHECK(is_declaration(Keyword::document));
  CHECK(is_declaration(Keyword::no_effect));
  CHECK(!is_declaration(Keyword::clause));
  CHECK(is_statement(Keyword::condition));
  CHECK(continues_line(Keyword::and_op));
  CHECK(!continues_line(Keyword::when));
  for (const KeywordText& row : keyword_table()) {
    if (continues_line(row.keyword)) CHECK(is_reserved(row.keyword));
    if (continues_line(row.keyword)) CHECK(!is_statement(row.keyword));
  }
}

TEST_CASE("a run of words is cut at keywords and known names") {
  const WordSet names = {"授权量", "本年度", "专利"};
  CHECK(spaced_form("条件授权量", {}) == "条件 授权量");
  CHECK(spaced_form("计数专利以其为权利人", names) == "计数 专利 以其为 权利人");
  CHECK(spaced_form("授权量在本年度", names) == "授权量 在 本年度");
  CHECK(spaced_form("且甲", {"甲"}) == "且 甲");
  CHECK(spaced_form("取整", {}) == "");
  CHECK(spaced_form("授权量", names) == "");
  CHECK(spaced_form("甲乙丙", names) == "");
  CHECK(spaced_form("condition", {}) == "");
  CHECK(spaced_form("", {}) == "");
}

}  // namespace zhidui::syntax
