#include <doctest/doctest.h>

#include "syntax/parse.h"

namespace zhidui::syntax {

namespace {

struct Read {
  text::SourceSet sources;
  text::Diagnostics diagnostics;
  text::Document document;
  File file;
};

Read read(const std::string& body) {
  Read result;
  const text::FileId id = result.sources.add("t.md", "```规则\n" + body + "\n```\n");
  result.document = text::read_document(result.sources, id, result.diagnostics);
  result.file = parse(result.sources, result.document, result.diagnostics);
  return result;
}

template <class Declared>
const Declared& only(const Read& source) {
  REQUIRE(source.file.declarations.size() == 1);
  REQUIRE(std::holds_alternative<Declared>(source.file.declarations[0]));
  return std::get<Declared>(source.file.declarations[0]);
}

}  // namespace

TEST_CASE("spans are the source text of their construct") {
  const Read source = read("措施 甲 (a) # 尾\n  条款 一 tier 「引文」\n  条件 「标」 x ≥ 5 件\n    且 (y)\n# 末");
  CHECK(!source.diagnostics.has_errors());
  const Measure& measure = only<Measure>(source);
  const auto slice = [&](text::Span span) { return std::string(source.sources.slice(span)); };
  CHECK(slice(measure.span).starts_with("措施 甲"));
  CHECK(slice(measure.span).ends_with("且 (y)"));
  CHECK(slice(measure.name.id.span) == "a");
  CHECK(slice(measure.clauses[0].span) == "条款 一 tier 「引文」");
  CHECK(slice(measure.clauses[0].quotations[0].span) == "引文");
  CHECK(slice(measure.conditions[0].span).starts_with("条件 「标」"));
  const Expr& both = source.file.expr(measure.conditions[0].value);
  const Expr& left = source.file.expr(std::get<Binary>(both.kind).left);
  CHECK(slice(left.span) == "x ≥ 5 件");
  CHECK(slice(source.file.expr(std::get<Binary>(left.kind).right).span) == "5 件");
}

TEST_CASE("a declaration remembers its block") {
  text::SourceSet sources;
  text::Diagnostics diagnostics;
  const text::FileId id = sources.add("t.md", "```规则\n措施 甲\n```\n\n文\n\n```rule\nmeasure b\nmeasure c\n```\n");
  const File file = parse(sources, text::read_document(sources, id, diagnostics), diagnostics);
  CHECK(file.block_of == std::vector<std::size_t>{0, 1, 1});
}

TEST_CASE("what could not be read is an error expression and the rest is read") {
  const Read source = read("措施 甲\n  条件 a 且\n  条件 b\n结算 乙\n  取 封顶\n  每 主体");
  CHECK(source.diagnostics.size() == 2);
  const Measure& measure = std::get<Measure>(source.file.declarations.at(0));
  CHECK(measure.conditions.size() == 2);
  CHECK(std::get<Settlement>(source.file.declarations.at(1)).per.keys.size() == 1);
}

TEST_CASE("what the lexer could not read is not reported again, least of all in another file") {
  for (const char* body : {"口径 「", "口径 「」", "措施 「", "结算 「", "记录 「", "惯例 「", "文件 「"}) {
    CAPTURE(body);
    text::SourceSet sources;
    sources.add("innocent.md", "# 甲\n");
    const text::FileId id = sources.add("t.md", "```规则\n" + std::string(body) + "\n```\n");
    text::Diagnostics diagnostics;
    const text::Document document = text::read_document(sources, id, diagnostics);
    parse(sources, document, diagnostics);
    CHECK(diagnostics.has_errors());
    for (const text::Diagnostic& each : diagnostics.list()) CHECK(each.span.file.value == id.value);
  }
}

TEST_CASE("the English form of a name has its identifier first") {
  const Read source = read("measure invention_prize (发明奖励)");
  const Measure& measure = only<Measure>(source);
  CHECK(measure.name.name.text == "发明奖励");
  CHECK(measure.name.id.text == "invention_prize");
  CHECK(only<Measure>(read("measure a (b)")).name.name.text == "a");
  CHECK(only<Measure>(read("measure a")).name.name.text == "a");
}

TEST_CASE("any ending of a file is read without a crash") {
  const std::string whole =
      "措施 甲 (a)\n条款 一 tier 「引文」、「二」\n评选 每 a 名次 b 名额 { 一 1个: 1元 } 并列 按 c\n"
      "金额 = 按 a、b 对照 { c、d: (1/2) ; e: 2023-11-29 }\n结算 乙\n取 就高(合计(a、封顶 3元), b)\n"
      "每 口径 K { 甲: a }\n代码表 丙 { 01 甲 属于 02 } 来源 「x」\n记录 丁\n字段 戊: {己、庚 (g)} 范围 1件 至 2件\n";
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    const Read source = read(whole.substr(0, size));
    CHECK(source.file.declarations.size() <= 4);
    CHECK(!print_tokens(source.sources, source.document).empty());
  }
}

}  // namespace zhidui::syntax
