#include "text/document.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace zhidui::text {
namespace {

struct Fixture {
  SourceSet sources;
  Diagnostics diagnostics;
  Document document;

  explicit Fixture(std::string bytes, std::string name = "政策.md") {
    const FileId file = sources.add(std::move(name), std::move(bytes));
    document = read_document(sources, file, diagnostics);
  }
  std::string_view text(const Paragraph& paragraph) const { return sources.slice(paragraph.span); }
  // "clause|text" with "H " before headings, one a line.
  std::string outline() const {
    std::string out;
    for (const Paragraph& p : document.paragraphs) {
      out += (p.heading ? "H " : "") + p.clause + "|" + std::string(text(p)) + "\n";
    }
    return out;
  }
  std::vector<std::string> sentences() const {
    std::vector<std::string> out;
    for (const Sentence& s : document.sentences) out.emplace_back(sources.slice(s.span));
    return out;
  }
};

TEST_CASE("a notice: front matter, chapters, sections, paragraphs, closing") {
  const Fixture f(R"(# 某市市场监督管理局文件

某市监〔2023〕9号

---

## 某局 关于印发《若干 政策》的通知

各县（市、区）局：

为贯彻落实规划，制定本政策，现印发给你们。

某市市场监督管理局

2023年11月29日

（此件主动公开）

# 若干政策

为进一步推动工作，制定本政策。

## 一、创造

### （一）产出

对甲给予1万元。

```规则
措施 甲
```

对乙给予2万元。

#### (二) 质量
对丙给予3万元。
### 二、其他

本政策自印发之日起实施。

以前的规定以本政策为准。

---

抄送：驻局纪检监察组。

---

某局办公室

2023 年 11 月 29 日印发
)");
  CHECK(f.outline() ==
        "H 标题|某市市场监督管理局文件\n"
        "标题|某市监〔2023〕9号\n"
        "H 标题|某局 关于印发《若干 政策》的通知\n"
        "通知|各县（市、区）局：\n"
        "通知/¶1|为贯彻落实规划，制定本政策，现印发给你们。\n"
        "通知|某市市场监督管理局\n"
        "通知|2023年11月29日\n"
        "通知|（此件主动公开）\n"
        "H 标题|若干政策\n"
        "通知/¶2|为进一步推动工作，制定本政策。\n"
        "H 一|一、创造\n"
        "H 一/(一)|（一）产出\n"
        "一/(一)/¶1|对甲给予1万元。\n"
        "一/(一)/¶2|对乙给予2万元。\n"
        "H 一/(二)|(二) 质量\n"
        "一/(二)|对丙给予3万元。\n"
        "H 二|二、其他\n"
        "二/¶1|本政策自印发之日起实施。\n"
        "二/¶2|以前的规定以本政策为准。\n"
        "落款|抄送：驻局纪检监察组。\n"
        "落款|某局办公室\n"
        "落款|2023 年 11 月 29 日印发\n");
  CHECK(f.diagnostics.empty());
}

TEST_CASE("items under sections and chapters, responsibilities, wide spaces, no marks") {
  const Fixture f(
      "　　二、主要措施 \n\n　　（一）创造 \n\n"
      "　　1.建立机制。每年评选不超过5个项目。 \n\n　　责任单位：市甲局、乙局 \n\n"
      "　　11．奖励项目。设一、二、三等奖。 \n\n　　对甲奖励。 \n\n　　责任单位：市甲局 \n\n"
      "　　三、保障\n\n　　26、强化领导。加强联动。\n\n　　（1）先做甲。\n\n"
      "　　以上政策自发布之日起实施。\n\n某市人民政府\n\n2021年12月23日\n");
  CHECK(f.outline() ==
        "H 二|二、主要措施\n"
        "H 二/(一)|（一）创造\n"
        "二/(一)/1|1.建立机制。每年评选不超过5个项目。\n"
        "二/(一)/1|责任单位：市甲局、乙局\n"
        "二/(一)/11/¶1|11．奖励项目。设一、二、三等奖。\n"
        "二/(一)/11/¶2|对甲奖励。\n"
        "二/(一)/11|责任单位：市甲局\n"
        "H 三|三、保障\n"
        "三/26|26、强化领导。加强联动。\n"
        "三/26/(1)|（1）先做甲。\n"
        "末段|以上政策自发布之日起实施。\n"
        "落款|某市人民政府\n"
        "落款|2021年12月23日\n");
}

TEST_CASE("a clause line needs no blank line before it, and may be text and clause at once") {
  const Fixture f(
      "若干措施\n\n（征求意见稿）\n\n五、服务\n（十二）加强队伍。支持高校。\n（十三）加强服务。依托中心\n开展托管。\n六、其他\n\n甲。\n\n乙"
      "。\n");
  CHECK(f.outline() ==
        "标题|若干措施\n"
        "标题|（征求意见稿）\n"
        "H 五|五、服务\n"
        "五/(十二)|（十二）加强队伍。支持高校。\n"
        "五/(十三)|（十三）加强服务。依托中心\n开展托管。\n"
        "H 六|六、其他\n"
        "六/¶1|甲。\n"
        "六/¶2|乙。\n");
}

TEST_CASE("bold marks around items and headings") {
  const Fixture f("### **（三）加大保障**\n\n**2. 优化布局。**围绕甲。\n\n〔甲局、乙局按职责分工负责〕\n");
  CHECK(f.outline() ==
        "H (三)|（三）加大保障\n"
        "(三)/2|2. 优化布局。**围绕甲。\n"
        "(三)/2|〔甲局、乙局按职责分工负责〕\n");
  CHECK(f.sentences() == std::vector<std::string>{"（三）加大保障", "2. 优化布局。", "围绕甲。", "〔甲局、乙局按职责分工负责〕"});
}

TEST_CASE("what looks like a clause number and is none") {
  const Fixture f("一、奖励\n\n一、二、三等奖分别奖励。\n\n3.5万元以上。\n\n7、8月申报。\n\n2023.甲。\n\n(含)以上。\n");
  for (const Paragraph& p : f.document.paragraphs) CHECK(p.clause.starts_with("一"));
  CHECK(f.document.paragraphs.size() == 6);
  CHECK(f.document.paragraphs.back().clause == "一/¶5");
}

TEST_CASE("sentences end at their signs and take closing brackets along") {
  const Fixture f("对甲给予5 万元;对乙“给予。”（已获得的不重复。）丙！\n丁。**戊**");
  CHECK(f.sentences() == std::vector<std::string>{"对甲给予5 万元;", "对乙“给予。”", "（已获得的不重复。）", "丙！", "丁。", "戊"});
  for (const Sentence& s : f.document.sentences) CHECK(s.paragraph == 0);
}

TEST_CASE("rule blocks are kept apart, of either name and with longer fences") {
  const Fixture f("甲。\n```规则\n措施 一\n```\n乙。\n~~~~ rule\n```\nmeasure\n~~~~\n");
  REQUIRE(f.document.blocks.size() == 2);
  CHECK(f.sources.slice(f.document.blocks[0].body) == "措施 一\n");
  CHECK(f.sources.slice(f.document.blocks[0].fence) == "```规则\n措施 一\n```");
  CHECK(f.sources.slice(f.document.blocks[1].body) == "```\nmeasure\n");
  CHECK(f.document.paragraphs.size() == 2);
  CHECK(normalised_text(f.sources, f.document) == "甲。乙。");
  CHECK(f.diagnostics.empty());
}

TEST_CASE("an open fence is reported, and the next block is still read") {
  const Fixture f("甲。\n```规则\n措施 一\n乙。\n```规则\n措施 二\n```\n丙。\n```\n");
  REQUIRE(f.diagnostics.size() == 2);
  CHECK(f.diagnostics.list()[0].kind == Kind::unclosed_fence);
  CHECK(f.sources.slice(f.diagnostics.list()[0].span) == "```规则");
  CHECK(f.diagnostics.list()[1].kind == Kind::unclosed_fence);
  REQUIRE(f.document.blocks.size() == 1);
  CHECK(f.sources.slice(f.document.blocks[0].body) == "措施 二\n");
}

TEST_CASE("other fences are reported") {
  const Fixture f("甲。\n```python\nx\n```\n乙。\n");
  REQUIRE(f.diagnostics.size() == 1);
  CHECK(f.diagnostics.list()[0].kind == Kind::foreign_fence);
  CHECK(f.diagnostics.list()[0].arguments == std::vector<std::string>{"```python"});
  CHECK(normalised_text(f.sources, f.document) == "甲。乙。");
}

TEST_CASE("comments are no text and may hold fences") {
  const Fixture f("甲<!-- 注 -->乙。<!-- 一\n```规则\n二 -->丙。\n<!-- 三 -->\n丁。\n");
  CHECK(normalised_text(f.sources, f.document) == "甲乙。丙。丁。");
  CHECK(f.document.paragraphs.size() == 2);
  CHECK(f.document.blocks.empty());
  CHECK(f.diagnostics.empty());
  const Fixture open("甲。<!-- 乙\n丙。\n");
  REQUIRE(open.diagnostics.size() == 1);
  CHECK(open.diagnostics.list()[0].kind == Kind::unclosed_comment);
  CHECK(open.sources.slice(open.diagnostics.list()[0].span) == "<!--");
}

TEST_CASE("bytes that are not UTF-8 are reported where they stand") {
  const Fixture f("甲。\n乙\xFF。\n");
  REQUIRE(f.diagnostics.size() == 1);
  CHECK(f.diagnostics.list()[0].kind == Kind::ill_formed_text);
  CHECK(f.diagnostics.list()[0].span.begin == 10);
}

TEST_CASE("the text equals its source whatever the marks and breaks") {
  const std::string published = "\xEF\xBB\xBF# 题 目\r\n\r\n---\r\n一、甲\r\n　　平台 (<https://a.cn/>) 注\\\r\n册;  \r\n5-10万元。\r\n";
  const Fixture f("## 题目\n\n**一、甲**\n\n```规则\n措施 甲\n```\n平台(https://a.cn/)\n注册;5-10万\u00A0元。");
  CHECK(normalised_text(f.sources, f.document) == normalised_source(published));
  const Fixture g(published);
  CHECK(normalised_text(g.sources, g.document) == normalised_source(published));
  CHECK(normalised_source(published) == "题目一、甲平台(https://a.cn/)注册;5-10万元。");
}

TEST_CASE("the paragraph of an offset") {
  const Fixture f("甲。\n\n乙。\n");
  CHECK(paragraph_at(f.document, 0) == 0);
  CHECK(paragraph_at(f.document, 7) == 2);  // the blank line
  CHECK(paragraph_at(f.document, 8) == 1);
  CHECK(paragraph_at(f.document, 99) == 2);
  CHECK(paragraph_at(Fixture("").document, 0) == 0);
}

TEST_CASE("a written path names a clause") {
  CHECK(names_clause("一/(一)/¶1/s1", "一/(一)/¶1"));
  CHECK(names_clause("三/(十三)/s2", "三/(十三)"));
  CHECK(names_clause("二/(一)/1/责任", "二/(一)/1"));
  CHECK(names_clause("五", "五/¶2"));
  CHECK(names_clause("二/3", "二/¶3"));
  CHECK_FALSE(names_clause("一/(一)/¶2", "一/(一)/¶1"));
  CHECK_FALSE(names_clause("一/(一)", "一/(十)"));
  CHECK_FALSE(names_clause("二/(一)/1", "二/(一)/11"));
  CHECK_FALSE(names_clause("末段/s1", "五"));
}

TEST_CASE("signs that are not seen are reported wherever they stand") {
  const Fixture f("\uFEFF# 题\t目\r\n\n<!-- \x1b[2J -->\n给\u202E予\u0085奖\u200B励。\n");
  REQUIRE(f.diagnostics.size() == 4);
  const auto& list = f.diagnostics.list();
  CHECK(list[0].kind == Kind::control_character);
  CHECK(list[0].arguments[0] == "⟨U+001B⟩");
  CHECK(list[1].kind == Kind::invisible_character);
  CHECK(list[2].kind == Kind::control_character);
  CHECK(list[3].kind == Kind::invisible_character);
  CHECK(f.sources.slice(list[3].span) == "\u200B");
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

// The policies themselves, where they are at hand: every paragraph has its clause, every word is as it was published.
TEST_CASE("the policies are read without a defect and say what their sources say") {
  const std::filesystem::path folder = std::filesystem::path(ZHIDUI_ROOT) / "policies";
  if (!std::filesystem::exists(folder)) return;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".md") continue;
    const std::string name = entry.path().stem().string();
    CAPTURE(name);
    const Fixture f(read_file(entry.path()), name);
    CHECK(render_all(f.sources, f.diagnostics, Language::zh) == "");
    for (const Paragraph& paragraph : f.document.paragraphs) CHECK_FALSE(paragraph.clause.empty());
    const std::filesystem::path source = folder / "sources" / (name + ".txt");
    if (!std::filesystem::exists(source)) continue;
    CHECK(normalised_text(f.sources, f.document) == normalised_source(read_file(source)));
  }
}

}  // namespace
}  // namespace zhidui::text
