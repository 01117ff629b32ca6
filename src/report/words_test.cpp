#include <doctest/doctest.h>

#include "base/utf8.h"
#include "report/clauses.h"
#include "report/json_value.h"
#include "report/layout.h"

using namespace zhidui;
using namespace zhidui::report;
using base::Rational;

TEST_CASE("clause paths are spelled as people write them") {
  const auto zh = [](const char* path) { return clause_place(path).zh; };
  const auto en = [](const char* path) { return clause_place(path).en; };
  CHECK(zh("一/(一)/¶2") == "一(一)第2款");
  CHECK(zh("一/(一)/¶1/s1") == "一(一)第1款第1句");
  CHECK(zh("二/(八)") == "二(八)");
  CHECK(zh("二/(五)/s1b") == "二(五)第1句第2分句");
  CHECK(zh("四/(十七)/¶2/a") == "四(十七)第2款第1分句");
  CHECK(zh("四/(一)/4") == "四(一)第4项");
  CHECK(zh("末段/s1") == "末段第1句");
  CHECK(zh("通知/¶1/修订") == "通知第1款(修订)");
  CHECK(en("一/(一)/¶1/s1") == "一(一), para. 1, sentence 1");
  CHECK(en("二/(五)/s1b") == "二(五), sentence 1, part 2");
}

TEST_CASE("quotations are cut down to what decided") {
  const std::string tiers =
      "对年度获得发明专利授权量达到50件（含）以上、30件（含）以上50件以下、10件（含）以上30件以下的专利权人（第一专利权"
      "人），"
      "分别一次性给予5万元、3万元、1万元奖励。";
  CHECK(shortened_quotation("对入选的，奖励3万元。", {"3万元"}) == "对入选的，奖励3万元。");
  // Up to 320 characters a quotation stays whole: what is left out might be what decides.
  CHECK(shortened_quotation(tiers, {"30件", "3万元"}) == tiers);
  std::string longer = tiers;
  for (int i = 0; i < 12; ++i) longer += "对其他情形，另行规定办理，由有关部门负责解释。";
  longer += "给予7万元。";
  CHECK(shortened_quotation(longer, {"30件", "7万元"}).starts_with("对年度获得发明专利授权量达到50件（含）以上、30件"));
  CHECK(shortened_quotation(longer, {"30件", "7万元"}).ends_with("给予7万元。"));
  CHECK(shortened_quotation(longer, {}).find("……") != std::string::npos);
}

TEST_CASE("a term is no part of a longer number") {
  CHECK(terms_held("给予13万元", {"3万元"}) == 0);
  CHECK(terms_held("给予13万元、3万元", {"3万元"}) == 1);
  CHECK(terms_held("给予 3 万元", {"3万元", "5万元"}) == 1);
}

TEST_CASE("sums are written with separators and open ends") {
  CHECK(money_words(Rational(3'000'000)).zh == "30,000 元");
  CHECK(money_words(Rational(6'500'017)).zh == "65,000.17 元");
  CHECK(money_words(Rational::of(13'000'033, 2)).zh == "65,000.165 元");
  CHECK(money_words(outcome::Interval{Rational(0), Rational(5'000'000), false, false}).zh == "0 至 50,000 元");
  CHECK(money_words(outcome::Interval{Rational(0), Rational(0), false, true}).zh == "金额未知");
  CHECK(money_words(outcome::Interval{Rational(500), Rational(0), false, true}).en == "at least 5 yuan");
  CHECK(grouped_number(Rational(-1'234'567)) == "-1,234,567");
  CHECK(grouped_number(Rational::of(1, 3)) == "1/3");
  CHECK(yuan_number(Rational(3'000'000)) == "30000.00");
  CHECK(yuan_number(Rational(3'000'050)) == "30000.50");
  CHECK(yuan_number(Rational::of(13'000'033, 2)) == "65000.165");
}

TEST_CASE("lines are wrapped by width and never begin with a closing mark") {
  const std::string text = "对通过《专利合作条约》途径或直接向国外（地区）递交申请并获得授权的，每件给予1万元资助。";
  for (std::size_t columns = 10; columns < 60; ++columns) {
    std::string all;
    for (const std::string& line : wrapped(text, columns)) {
      CHECK(base::display_width(line) <= columns);
      for (const char* mark : {"，", "。", "》", "）"}) CHECK(!line.starts_with(mark));
      for (const char* mark : {"《", "（"}) CHECK(!line.ends_with(mark));
      all += line;
    }
    CHECK(all == text);
  }
  CHECK(wrapped("", 10) == std::vector<std::string>{""});
  CHECK(wrapped("2,900,000 元, 差 100,000 元", 12) == std::vector<std::string>{"2,900,000", "元, 差", "100,000 元"});
}

TEST_CASE("columns line up for wide characters") {
  CHECK(padded("元", 4) == "元  ");
  CHECK(padded_left("1 元", 6) == "  1 元");
  CHECK(table_text({{"名", "数"}, {"甲公司", "10"}}, 1) == "名      数\n------  --\n甲公司  10\n");
}

TEST_CASE("every sentence has both languages and the same arguments") {
#define SENTENCE(name, zh, en) {#name, zh, en},
  constexpr const char* kAll[][3] = {
#include "report/sentences.def"
  };
#undef SENTENCE
  for (const auto& [name, zh, en] : kAll) {
    const std::string chinese = zh;
    const std::string english = en;
    if (chinese != "") CHECK_MESSAGE(english != "", name);
    for (const char* argument : {"{0}", "{1}", "{2}", "{3}", "{4}"}) {
      // A count has no unit in English.
      if (std::string(name) == "counted" && argument == std::string("{1}")) continue;
      CHECK_MESSAGE((chinese.find(argument) == std::string::npos) == (english.find(argument) == std::string::npos), name);
    }
  }
}
