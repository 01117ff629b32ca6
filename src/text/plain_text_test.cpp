#include "text/plain_text.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace zhidui::text {
namespace {

std::vector<std::string> found(const std::string& bytes, std::string_view quotation) {
  SourceSet sources;
  Diagnostics diagnostics;
  const Document document = read_document(sources, sources.add("a.md", bytes), diagnostics);
  std::vector<std::string> out;
  for (const Span& span : find_quotation(sources, document, quotation)) out.emplace_back(sources.slice(span));
  return out;
}

using Found = std::vector<std::string>;

TEST_CASE("a quotation ignores white space and marks on both sides") {
  CHECK(found("对**甲**，给予 5 万\n元 奖励。", "给予5万元") == Found{"给予 5 万\n元"});
  CHECK(found("对甲，给予5万元。", " 给予 5\u3000万元 ") == Found{"给予5万元"});
  CHECK(found("平台 (<https://a.cn/>) 注册", "(https://a.cn/)注册") == Found{"(<https://a.cn/>) 注册"});
  CHECK(found("对甲，给予5万元。", "给予6万元").empty());
  CHECK(found("50件（含）以上", "50件(含)以上").empty());  // signs are text
}

TEST_CASE("every place is found, also overlapping ones") {
  CHECK(found("给予奖励。给予奖励。", "给予奖励") == Found{"给予奖励", "给予奖励"});
  CHECK(found("甲甲甲", "甲甲") == Found{"甲甲", "甲甲"});
}

TEST_CASE("an ellipsis stands for at least one character, as few as possible") {
  const std::string text = "对甲给予5万元奖励；对乙给予3万元奖励。";
  CHECK(found(text, "对甲……奖励") == Found{"对甲给予5万元奖励"});
  CHECK(found(text, "对甲…3万元") == Found{"对甲给予5万元奖励；对乙给予3万元"});
  CHECK(found(text, "对甲...乙......3万元") == Found{"对甲给予5万元奖励；对乙给予3万元"});
  CHECK(found(text, "对甲……给予5万元").empty());
  CHECK(found(text, "对……奖励").size() == 2);
}

TEST_CASE("a quotation that begins or ends with an ellipsis, or is empty, finds nothing") {
  for (const char* quotation : {"", " ", "……", "……奖励", "对甲……"}) CHECK(found("对甲奖励甲乙", quotation).empty());
}

TEST_CASE("matches stay in one paragraph where they can") {
  const std::string text = "对甲单位奖励。\n\n对甲给予\n\n5万元奖励。";
  CHECK(found(text, "对甲……奖励") == Found{"对甲单位奖励"});
  CHECK(found(text, "对甲……5万元") == Found{"对甲单位奖励。\n\n对甲给予\n\n5万元", "对甲给予\n\n5万元"});
  CHECK(found(text, "给予5万元") == Found{"给予\n\n5万元"});
}

TEST_CASE("no match passes a heading") {
  CHECK(found("一、总则\n\n对甲给予\n\n二、分则\n\n5万元。", "对甲……5万元").empty());
  CHECK(found("一、总则\n\n对甲给予\n\n```规则\nx\n```\n\n5万元。", "对甲……5万元").size() == 1);
  CHECK(found("一、总则\n\n对甲", "一、总则") == Found{"一、总则"});
}

TEST_CASE("rule lines") {
  for (const char* line : {"---", " - - - ", "***", "___", "----------", "---\r"}) CHECK(is_rule_line(line));
  for (const char* line : {"", "--", "-*-", "---a", "—", "———"}) CHECK_FALSE(is_rule_line(line));
}

TEST_CASE("a long document is searched quickly") {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "对企业给予奖励，对单位给予补助。\n\n";
  SourceSet sources;
  Diagnostics diagnostics;
  const Document document = read_document(sources, sources.add("a.md", text + "对单位给予5万元。"), diagnostics);
  const auto count = [&](std::string_view quotation) { return find_quotation(sources, document, quotation).size(); };
  CHECK(count("对企业……6万元") == 0);
  CHECK(count("对企业……5万元") == 20000);
  CHECK(count("对单位……5万元") == 1);                  // the one within a paragraph
  CHECK(count("给予补助。……对单位……5万元") == 19999);  // after the last one nothing stands between
}

}  // namespace
}  // namespace zhidui::text
