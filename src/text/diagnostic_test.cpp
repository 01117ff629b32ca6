#include "text/diagnostic.h"

#include <doctest/doctest.h>

#include <set>

#include "base/json.h"
#include "base/utf8.h"

namespace zhidui::text {
namespace {

constexpr Kind kAllKinds[] = {
#define DIAGNOSTIC(name, ...) Kind::name,
#include "text/diagnostics.def"
#undef DIAGNOSTIC
};

Span span_of(const SourceSet& sources, FileId file, std::string_view words) {
  const auto begin = sources.file(file).bytes().find(words);
  return {file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + words.size())};
}

std::string_view line_of(std::string_view text, int number) {
  for (; number > 1; --number) text.remove_prefix(text.find('\n') + 1);
  return text.substr(0, text.find('\n'));
}

TEST_CASE("codes are unique and texts keep the house style") {
  std::set<std::string_view> codes;
  for (const Kind kind : kAllKinds) {
    const KindText& text = kind_text(kind);
    CAPTURE(std::string(kind_name(kind)));
    CHECK(codes.insert(text.code).second);
    CHECK(text.code.size() == 5);
    for (const std::string_view words : {text.seen_zh, text.seen_en, text.rule_zh, text.rule_en, text.mend_zh, text.mend_en}) {
      CHECK_FALSE(words.empty());
      CHECK(words.find('\n') == std::string_view::npos);
      CHECK_FALSE(words.ends_with('.'));
      CHECK_FALSE(words.ends_with("。"));
      CHECK(words.find("illegal") == std::string_view::npos);
      CHECK(words.find("invalid") == std::string_view::npos);
    }
  }
}

TEST_CASE("a diagnostic in Chinese and in English") {
  SourceSet sources;
  const FileId file = sources.add("晋城.md", "第一行\n对企业给予5万元奖励。\n");
  Diagnostics diagnostics;
  Diagnostic& d = diagnostics.report(Kind::quotation_not_found, span_of(sources, file, "5万元"), {"五万元"});
  d.labels.push_back({span_of(sources, file, "第一"), "这里开始", "begins here"});
  CHECK(render(sources, diagnostics.list()[0], Language::zh) ==
        "晋城.md:2:6: 错误[E1010] 原文中没有 「五万元」\n"
        "  2 | 对企业给予5万元奖励。\n"
        "    |           ^^^^^\n"
        "  晋城.md:1:1: 这里开始\n"
        "  1 | 第一行\n"
        "    | ----\n"
        "  规则: 规则引用的文字必须与原文一字不差，空白除外\n"
        "  改法: 从原文复制这段文字；中间可用 …… 省略\n");
  const std::string english = render(sources, diagnostics.list()[0], Language::en);
  CHECK(line_of(english, 1) == "晋城.md:2:6: error[E1010]: the official text does not hold 「五万元」");
  CHECK(english.find("  rule: a rule quotes") != std::string::npos);
  CHECK(english.find("  mend: copy the words") != std::string::npos);
}

TEST_CASE("nothing that a diagnostic shows steers a terminal or stays unseen") {
  SourceSet sources;
  const FileId file = sources.add("a\x1b.md", "甲\u202E乙\u200B\n");
  Diagnostics diagnostics;
  diagnostics.report(Kind::quotation_not_found, {file, 3, 6}, {"\x1b[2J\u2066"}).labels.push_back({{file, 0, 3}, "\u0085", "\u0085"});
  const std::string shown = render(sources, diagnostics.list()[0], Language::zh);
  CHECK(line_of(shown, 1) == "a⟨U+001B⟩.md:1:2: 错误[E1010] 原文中没有 「⟨U+001B⟩[2J⟨U+2066⟩」");
  CHECK(line_of(shown, 2) == "  1 | 甲⟨U+202E⟩乙⟨U+200B⟩");
  CHECK(line_of(shown, 3) == "    |   ^^^^^^^^");
  CHECK(shown.find("⟨U+0085⟩") != std::string::npos);
}

TEST_CASE("an empty span at the end of a line and of a file is still marked") {
  SourceSet sources;
  const FileId file = sources.add("a", "ab\ncd");
  Diagnostics diagnostics;
  diagnostics.report(Kind::unclosed_comment, {file, 2, 2});
  diagnostics.report(Kind::unclosed_comment, {file, 5, 5});
  const std::string first = render(sources, diagnostics.list()[0], Language::en);
  CHECK(line_of(first, 2) == "  1 | ab");
  CHECK(line_of(first, 3) == "    |   ^");
  CHECK(line_of(render(sources, diagnostics.list()[1], Language::en), 3) == "    |   ^");
}

TEST_CASE("a span over several lines is marked to the end of the first") {
  SourceSet sources;
  const FileId file = sources.add("a", "ab知\ncd\n");
  Diagnostics diagnostics;
  diagnostics.report(Kind::unclosed_comment, {file, 1, 8});
  CHECK(line_of(render(sources, diagnostics.list()[0], Language::en), 3) == "    |  ^^^");
}

TEST_CASE("a long line is cut around the span") {
  std::string line;
  for (int i = 0; i < 100; ++i) line += "知兑";
  SourceSet sources;
  const FileId file = sources.add("a", line + "此处" + line);
  Diagnostics diagnostics;
  diagnostics.report(Kind::unclosed_comment, span_of(sources, file, "此处"));
  const std::string shown = render(sources, diagnostics.list()[0], Language::zh);
  const std::string_view excerpt = line_of(shown, 2);
  const std::string_view below = line_of(shown, 3);
  CHECK(base::display_width(excerpt) <= 110);
  CHECK(excerpt.find("| …") != std::string_view::npos);
  CHECK(excerpt.ends_with("…"));
  const std::string_view before = excerpt.substr(0, excerpt.find("此处"));
  CHECK(base::display_width(before) == below.find('^'));
  CHECK(below.ends_with("^^^^"));
}

TEST_CASE("sorting goes by file, place and code, and drops repetitions") {
  SourceSet sources;
  const FileId first = sources.add("a", "0123456789");
  const FileId second = sources.add("b", "0123456789");
  Diagnostics diagnostics;
  diagnostics.report(Kind::unclosed_fence, {second, 0, 1}, {"x"});
  diagnostics.report(Kind::unclosed_comment, {first, 5, 6});
  diagnostics.report(Kind::unclosed_fence, {first, 5, 6}, {"x"});
  diagnostics.report(Kind::unclosed_fence, {first, 5, 6}, {"y"});
  diagnostics.report(Kind::unclosed_fence, {first, 5, 6}, {"x"});
  diagnostics.report(Kind::unclosed_comment, {first, 1, 2});
  diagnostics.sort();
  REQUIRE(diagnostics.size() == 5);
  CHECK(diagnostics.list()[0].span.begin == 1);
  CHECK(diagnostics.list()[1].arguments[0] == "x");
  CHECK(diagnostics.list()[2].arguments[0] == "y");
  CHECK(diagnostics.list()[3].kind == Kind::unclosed_comment);
  CHECK(diagnostics.list()[4].span.file == second);
  CHECK(diagnostics.has_errors());
}

TEST_CASE("placeholders are filled once") {
  CHECK(filled("{0}和{1}和{0}", {"甲", "{0}"}) == "甲和{0}和甲");
  CHECK(filled("{2}|{x}|{", {"甲"}) == "|{x}|{");
  CHECK(filled("{0}", {"一\n二"}) == "一 二");
}

TEST_CASE("JSON holds every part in both languages") {
  SourceSet sources;
  const FileId file = sources.add("a.md", "甲乙\n");
  Diagnostics diagnostics;
  CHECK(render_json(sources, diagnostics) == "[]\n");
  diagnostics.report(Kind::quotation_not_found, {file, 3, 6}, {"丙"});
  const auto result = base::parse_json(render_json(sources, diagnostics));
  const base::JsonValue& entry = std::get<base::JsonValue>(result).as_array()->front();
  CHECK(*entry.find("code")->as_string() == "E1010");
  CHECK(*entry.find("kind")->as_string() == "quotation_not_found");
  CHECK(*entry.find("severity")->as_string() == "error");
  CHECK(entry.find("column")->as_number()->text == "2");
  CHECK(entry.find("end_column")->as_number()->text == "3");
  CHECK(*entry.find("message")->find("zh")->as_string() == "原文中没有 「丙」");
  CHECK(entry.find("mend")->find("en") != nullptr);
}

TEST_CASE("a line of any length is shown around the place, in well-formed text") {
  for (const std::size_t before : {0, 60, 4090, 4095, 4096, 4097, 50'000}) {
    CAPTURE(before);
    std::string line;
    while (line.size() < before) line += "知x";
    const auto begin = static_cast<std::uint32_t>(line.size());
    line += "HERE";
    for (int i = 0; i < 20'000; ++i) line += "兑y";
    SourceSet sources;
    const FileId file = sources.add("a", line);
    Diagnostics diagnostics;
    diagnostics.report(Kind::ill_formed_text, {file, begin, begin + 4});
    const std::string text = render_all(sources, diagnostics, Language::en);
    CHECK(text.find("HERE") != std::string::npos);
    CHECK(text.find("^^^^\n") != std::string::npos);
    CHECK(text.size() < 1000);
    CHECK(base::first_invalid(text) == std::string::npos);
  }
  SourceSet sources;
  const FileId file = sources.add("a", "甲\xD7\x1B[31m乙");
  Diagnostics diagnostics;
  diagnostics.report(Kind::ill_formed_text, {file, 3, 4});
  const std::string text = render_all(sources, diagnostics, Language::zh);
  CHECK(text.find("甲\uFFFD⟨U+001B⟩[31m乙") != std::string::npos);
}

}  // namespace
TEST_CASE("a place in a spreadsheet is its sheet and cell") {
  SourceSet sources;
  Grid grid{{"专利"}, {{}, {0, 0}, {0, 1}, {0, 12}}};
  const std::string bytes = "\n专利\n编号\t授权日\nP1\t2023-02-30";
  const FileId file = sources.add("申报.xlsx", bytes, grid);
  const auto begin = static_cast<std::uint32_t>(bytes.find("2023"));
  Diagnostics diagnostics;
  diagnostics.report(Kind::facts_no_such_day, {file, begin, begin + 10}, {"2023-02-30", "1900", "2200"});
  const std::string shown = render(sources, diagnostics.list().front(), Language::zh);
  CHECK(shown.starts_with("申报.xlsx:专利!B12: "));
  CHECK(shown.find("  12 | P1 │ 2023-02-30\n     |      ^^^^^^^^^^\n") != std::string::npos);
  CHECK(render_json(sources, diagnostics).find("\"cell\":\"B12\"") != std::string::npos);
  Diagnostics whole;
  whole.report(Kind::facts_no_such_day, {file, 0, 0}, {"a", "b", "c"});
  CHECK(render(sources, whole.list().front(), Language::zh).starts_with("申报.xlsx: "));
  CHECK(column_letters(27) == "AB");
}

}  // namespace zhidui::text
