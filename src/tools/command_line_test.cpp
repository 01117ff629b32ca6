// What the command says to wrong command lines, what it lets through to a terminal, and what it leaves in folders.
#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "base/json.h"
#include "base/json_validator.h"
#include "base/rational.h"
#include "tools/run_command.h"

namespace fs = std::filesystem;
namespace base = zhidui::base;
using zhidui::tools::content_of;
using zhidui::tools::Outcome;
using zhidui::tools::RunningCommand;
using Words = std::vector<std::string>;

namespace {

constexpr const char* kPolicy = "tests/policies/gap.md";
constexpr const char* kJincheng = "policies/jincheng-2023.md";
constexpr const char* kJinchengFacts = "examples/jincheng/facts.json";

// A folder of the test's own; `work` in it is where results go, so that what a run leaves beside them is seen.
struct Scratch {
  fs::path path = fs::temp_directory_path() / ("zhidui-line-" + std::to_string(getpid()));
  fs::path work = path / "work";
  Scratch() { fs::create_directories(work); }
  ~Scratch() { fs::remove_all(path); }

  std::string file(const std::string& name, const std::string& bytes) const {
    fs::create_directories((path / name).parent_path());
    std::ofstream(path / name, std::ios::binary) << bytes;
    return (path / name).string();
  }
  // A fact base of applicants: id and name of each.
  std::string facts(const std::vector<std::pair<std::string, std::string>>& applicants) const {
    std::string records;
    for (const auto& [id, name] : applicants) {
      records +=
          (records.empty() ? "" : ",\n") + std::string("{\"id\": \"") + id + "\", \"主体名称\": \"" + name + "\", \"主体类别\": \"企业\"}";
    }
    return file("facts.json", "{\"format\": \"zhidui-facts/1\", \"records\": {\"主体\": [" + records +
                                  "]}, \"complete\": [{\"relation\": \"*\", \"owner\": \"*\", \"source\": \"假定\"}]}");
  }
  Outcome run(Words words) const {
    words.insert(words.begin(), "zhidui");
    return RunningCommand(words, path).wait();
  }
  // Assesses the small policy.
  Outcome assess(const std::string& facts, Words more) const {
    Words words{"assess", kPolicy, "--facts", facts, "--on", "2024-12-02"};
    words.insert(words.end(), more.begin(), more.end());
    return run(words);
  }
  Outcome jincheng(Words more) const {
    Words words{"assess", kJincheng, "--facts", kJinchengFacts, "--on", "2025-03-10", "--subject", "E01"};
    words.insert(words.end(), more.begin(), more.end());
    return run(words);
  }
  std::vector<std::string> left() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator(work)) names.push_back(fs::relative(entry.path(), work).string());
    std::sort(names.begin(), names.end());
    return names;
  }
  std::string out() const { return (work / "out").string(); }
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }
std::size_t times(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}
// Letters of English words that a Chinese message may not hold.
bool chinese(const std::string& text) {
  for (const char* word : {" is ", "required", "expected", "no such", "not in", "missing", "argument"}) {
    if (has(text, word)) return false;
  }
  return has(text, "错误[");
}

constexpr const char* kOverride = "\u202E";

TEST_CASE("a policy put into English keywords says the same, and comes back as it was") {
  const Scratch at;
  const std::string file = at.file("policy.md", content_of(fs::path(ZHIDUI_ROOT) / kJincheng));
  const Words folders{"--vocabulary", "vocabulary", "--vocabulary", "reference"};
  const auto with = [&](Words words) {
    words.insert(words.end(), folders.begin(), folders.end());
    words.push_back(file);
    return at.run(words);
  };
  CHECK(with({"fmt"}).exit == 0);
  const std::string canonical = content_of(file);
  CHECK(with({"fmt", "--lang", "en"}).exit == 0);
  CHECK(content_of(file) != canonical);
  CHECK(with({"check"}).exit == 0);
  CHECK(with({"fmt", "--lang", "zh"}).exit == 0);
  CHECK(content_of(file) == canonical);
}

}  // namespace

TEST_CASE("control characters in facts are a defect, invisible ones are shown escaped") {
  const Scratch at;
  const Outcome control = at.assess(at.facts({{"e1", "甲\\u001b[31m公司"}}), {});
  CHECK(control.exit == 2);
  CHECK(has(control.error, "E6094"));
  CHECK(has(control.error, "⟨U+001B⟩"));
  CHECK_FALSE(has(control.error, "\x1b"));
  for (const char* code : {"\\u007f", "\\u0085", "\\n"})
    CHECK(at.assess(at.facts({{"e1", std::string("甲") + code + "公司"}}), {}).exit == 2);
  const std::string facts = at.facts({{"e1", std::string("甲") + kOverride + "公司"}, {"e2", "乙公司"}});
  const Outcome turned = at.assess(facts, {});
  CHECK(turned.exit == 0);
  CHECK(has(turned.error, "E6095"));
  CHECK(has(turned.out, "甲⟨U+202E⟩公司"));
  CHECK_FALSE(has(turned.out + turned.error, kOverride));
  const Outcome json = at.assess(facts, {"--format", "json"});
  CHECK(json.exit == 0);
  CHECK(has(json.out, "甲\\u202E公司"));
  CHECK_FALSE(has(json.out, kOverride));
  CHECK(at.assess(facts, {"--output", at.out()}).exit == 0);
  for (const char* name : {"out/answers.json", "out/summary.txt", "out/e1.txt"}) CHECK_FALSE(has(content_of(at.work / name), kOverride));
  CHECK(at.assess(at.facts({{std::string("e") + kOverride, "甲公司"}}), {}).exit == 2);  // ids that look alike
}

TEST_CASE("control characters in policies are a defect") {
  const Scratch at;
  const Outcome control = at.run({"check", at.file("a.md", "# 办法\x1b[2J\n"), "--vocabulary", "vocabulary"});
  CHECK(control.exit == 2);
  CHECK(has(control.error, "E1005"));
  CHECK_FALSE(has(control.error, "\x1b"));
  const std::string policy = content_of(fs::path(ZHIDUI_ROOT) / kPolicy);
  const std::string turned = at.file("b.md", "<!-- " + std::string(kOverride) + " -->\n" + policy);
  const Outcome invisible = at.run({"check", turned, "--vocabulary", "vocabulary", "--vocabulary", "reference"});
  CHECK(invisible.exit == 0);
  CHECK(has(invisible.error, "E1006"));
  CHECK_FALSE(has(invisible.error, kOverride));
}

TEST_CASE("a command line with control characters is shown escaped") {
  const Scratch at;
  const Outcome outcome = at.jincheng({"--reading", "\x1b[2J"});
  CHECK(outcome.exit == 2);
  CHECK_FALSE(has(outcome.error, "\x1b"));
}

TEST_CASE("every applicant has a file of its own, with a name that every system takes") {
  const Scratch at;
  const std::string longest(150, 'x');
  const Outcome outcome = at.assess(at.facts({{"a/b", "1"},
                                              {"a_b", "2"},
                                              {"A_B", "3"},
                                              {"CON", "4"},
                                              {".x", "5"},
                                              {"summary", "6"},
                                              {"index", "9"},
                                              {"q", "10"},
                                              {"q.case", "11"},
                                              {longest + "甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸", "7"},
                                              {longest + "甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬子", "8"}}),
                                    {"--output", at.out()});
  CHECK(outcome.exit == 0);
  std::vector<std::string> names = at.left();
  CHECK(names.size() == 1 + 11 * 4 + 5);  // the folder, applicants, tables
  for (std::string& name : names) {
    CHECK(fs::path(name).filename().string().size() <= 240);
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    CHECK_FALSE(name == "out/con.txt");
    CHECK_FALSE(name.starts_with("out/."));
  }
  std::sort(names.begin(), names.end());
  CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
  const std::string index = content_of(at.work / "out/index.json");
  CHECK(has(index, "\"a/b\""));
  CHECK(has(index, "zhidui-results/1"));
}

TEST_CASE("new results take the place of old ones; other folders are refused") {
  const Scratch at;
  CHECK(at.assess(at.facts({{"e1", "甲"}, {"e2", "乙"}}), {"--output", at.out()}).exit == 0);
  CHECK(fs::exists(at.work / "out/e2.txt"));
  const std::string one = at.facts({{"e1", "甲"}});
  CHECK(at.assess(one, {"--output", at.out() + "/", "--write", "text,json"}).exit == 0);
  CHECK(at.left() == std::vector<std::string>{"out", "out/answers.json", "out/e1.txt", "out/index.json", "out/summary.txt"});
  at.file("work/out/notes.txt", "mine");
  const Outcome mixed = at.assess(one, {"--output", at.out()});
  CHECK(mixed.exit == 2);
  CHECK(has(mixed.error, "E8033"));
  CHECK(has(mixed.error, "notes.txt"));
  CHECK(content_of(at.work / "out/notes.txt") == "mine");
  at.file("work/other/thesis.txt", "mine");
  const Outcome foreign = at.assess(one, {"--output", (at.work / "other").string()});
  CHECK(foreign.exit == 2);
  CHECK(has(foreign.error, "E8033"));
  CHECK(at.assess(one, {"--output", (at.work / "other/thesis.txt").string()}).exit == 2);
  CHECK(at.left().size() == 8);
  fs::create_directories(at.work / "empty");
  CHECK(at.assess(one, {"--output", (at.work / "empty").string()}).exit == 0);
  CHECK(fs::exists(at.work / "empty/summary.txt"));
}

TEST_CASE("an index that somebody wrote into a folder does not give that folder away") {
  const Scratch at;
  at.file("work/out/index.json", "{\"format\": \"zhidui-results/1\", \"files\": [\"../../facts.json\", \"sub\"]}");
  at.file("work/out/sub/deep.txt", "mine");
  const std::string facts = at.facts({{"e1", "甲"}});
  CHECK(at.assess(facts, {"--output", at.out()}).exit == 2);
  CHECK(content_of(at.work / "out/sub/deep.txt") == "mine");
  CHECK(fs::exists(facts));
}

TEST_CASE("only the kinds that are asked for are written; those of an earlier run go") {
  const Scratch at;
  const std::string one = at.facts({{"e1", "甲"}});
  const auto written = [&](const std::string& kinds) {
    CHECK(at.assess(one, {"--output", at.out(), "--write", kinds}).exit == 0);
    std::string names;
    for (const std::string& name : at.left()) names += fs::path(name).filename().string() + " ";
    return names;
  };
  CHECK(written("text,json,xlsx,html,pdf") ==
        "out answers.json answers.xlsx e1.case.html e1.html e1.pdf e1.txt index.html index.json summary.txt ");
  CHECK(written("text") == "out e1.txt index.json summary.txt ");
  CHECK(written("json") == "out answers.json index.json ");
  CHECK(written("xlsx") == "out answers.xlsx index.json ");
  CHECK(written("html") == "out e1.case.html e1.html index.html index.json ");
  CHECK(written("pdf") == "out e1.pdf index.json ");
  const Outcome unknown = at.assess(one, {"--output", at.out(), "--write", "text,docx"});
  CHECK(unknown.exit == 64);
  CHECK(has(unknown.error, "E8023"));
  const Outcome nowhere = at.assess(one, {"--write", "text"});
  CHECK(nowhere.exit == 64);
  CHECK(has(nowhere.error, "E8040"));
}

TEST_CASE("without a font for Chinese no PDF is written, and that is said") {
  const Scratch at;
  fs::create_directories(at.path / "no-fonts");
  const std::string fonts = at.file("fonts.conf", "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig><dir>" +
                                                      (at.path / "no-fonts").string() + "</dir></fontconfig>");
  const std::string one = at.facts({{"e1", "甲"}});
  setenv("FONTCONFIG_FILE", fonts.c_str(), 1);
  const Outcome none = at.assess(one, {"--output", at.out()});
  const Outcome others = at.assess(one, {"--output", at.out(), "--write", "html"});
  unsetenv("FONTCONFIG_FILE");
  CHECK(none.exit == 3);
  CHECK(has(none.error, "E8041"));
  CHECK(has(none.error, "fonts-noto-cjk"));
  CHECK(others.exit == 0);
}

TEST_CASE("explain prints a page for the applicant, or for the case officer") {
  const Scratch at;
  const std::string one = at.facts({{"e1", "甲<b>"}});
  const Words explain{"explain", kPolicy, "--facts", one, "--on", "2024-12-02", "--subject", "e1"};
  const auto page = [&](const Words& more) {
    Words words = explain;
    words.insert(words.end(), more.begin(), more.end());
    return at.run(words);
  };
  const Outcome applicant = page({"--format", "html"});
  CHECK(applicant.exit == 0);
  CHECK(has(applicant.out, "<!DOCTYPE html>"));
  CHECK(has(applicant.out, "甲&lt;b&gt;"));
  CHECK_FALSE(has(applicant.out, "class=\"case\""));
  CHECK(has(page({"--format", "html", "--page", "case"}).out, "class=\"case\""));
  CHECK(has(page({"--format", "html", "--lang", "en"}).out, "lang=\"en\""));
  CHECK(page({"--page", "case"}).exit == 64);
  CHECK(page({"--format", "html", "--award", "x"}).exit == 64);
  CHECK(at.assess(one, {"--format", "html"}).exit == 64);
}

TEST_CASE("what is broken off leaves nothing behind") {
  const Scratch at;
  std::vector<std::pair<std::string, std::string>> many;
  for (int i = 0; i < 20000; ++i) many.emplace_back("e" + std::to_string(i), "甲");
  const std::string facts = at.facts(many);
  for (const int signal : {SIGINT, SIGTERM}) {
    RunningCommand running(
        {"zhidui", "assess", kPolicy, "--facts", facts, "--on", "2024-12-02", "--output", (at.work / "new/out").string()}, at.path);
    while (at.left().empty() && !running.ended()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    running.send(signal);
    CHECK(running.wait().exit == 130);
    CHECK(at.left().empty());
  }
  const Outcome failed = at.assess(at.facts({{"e1", "甲"}}), {"--output", "/dev/null/out"});
  CHECK(failed.exit != 0);
}

TEST_CASE("an option has one value") {
  const Scratch at;
  const Outcome readings = at.jincheng({"--reading", "JC23-08=甲", "--reading", "JC23-08=乙"});
  CHECK(readings.exit == 64);
  CHECK(has(readings.error, "E8024"));
  CHECK(at.jincheng({"--reading", "JC23-08=甲", "--reading", "JC23-08=甲"}).exit == 0);
  CHECK(at.jincheng({"--reading", "JC23-08=甲", "--reading", "JC23-08=A"}).exit == 0);
  const Outcome days = at.jincheng({"--on", "2025-03-11"});
  CHECK(days.exit == 64);
  CHECK(has(days.error, "E8024"));
  CHECK(at.jincheng({"--on", "2025-03-10"}).exit == 0);
  CHECK(at.jincheng({"--lang", "en", "--lang", "zh"}).exit == 64);
  const Outcome empty = at.jincheng({"--output", ""});
  CHECK(empty.exit == 64);
  CHECK(has(empty.error, "E8025"));
  const Words draft{"assess",     kJincheng,  "policies/yanhu-draft.md", "--facts", kJinchengFacts, "--on",
                    "2025-03-10", "--assume", "yanhu_draft=2025-01-01"};
  Words twice = draft;
  twice.insert(twice.end(), {"--assume", "yanhu_draft=2025-01-02"});
  CHECK(at.run(draft).exit == 0);
  CHECK(at.run(twice).exit == 64);
}

TEST_CASE("a decision comes after its claim; what is known may be asked for any day") {
  const Scratch at;
  const Outcome early = at.jincheng({"--decided", "2025-03-09"});
  CHECK(early.exit == 2);
  CHECK(has(early.error, "E8027"));
  CHECK(at.jincheng({"--decided", "2025-03-10"}).exit == 0);
  CHECK(at.jincheng({"--known", "2025-03-01"}).exit == 0);
}

TEST_CASE("a document that is not at hand gives no sum") {
  const Scratch at;
  for (const char* name : {"jc2022_trial", "晋市市监〔2022〕112号"}) {
    const Outcome outcome = at.jincheng({"--document", name});
    CHECK(outcome.exit == 2);
    CHECK(outcome.out.empty());
    CHECK(has(outcome.error, "E8028"));
    CHECK(has(outcome.error, "2022-12-31"));
  }
}

TEST_CASE("a folder of policies stands for its files") {
  const Scratch at;
  const Outcome whole = at.run({"check", "tests/policies"});
  CHECK(whole.exit == 0);
  CHECK(has(whole.out, "2 份文件"));
}

TEST_CASE("files and folders that are not what they should be") {
  const Scratch at;
  const Outcome missing = at.run({"check", "nowhere.md"});
  CHECK(missing.exit == 3);
  CHECK(has(missing.error, "E8029"));
  CHECK(chinese(missing.error));
  const Outcome folder = at.run({"check", "src"});
  CHECK(folder.exit == 3);
  CHECK(has(folder.error, "是文件夹"));
  CHECK(has(folder.error, "src/….md"));
  const Outcome facts = at.run({"assess", kJincheng, "--facts", "examples/jincheng", "--on", "2025-03-10"});
  CHECK(facts.exit == 3);
  CHECK(has(facts.error, "examples/jincheng/facts.json"));
  for (const std::string& wrong : {std::string("/nope"), at.work.string()}) {
    const Outcome vocabulary = at.run({"check", kPolicy, "--vocabulary", wrong});
    CHECK(vocabulary.exit == 3);
    CHECK(times(vocabulary.error, "错误[") == 1);
  }
  CHECK(has(at.run({"test", kJincheng, "--scenarios", "/nope"}).error, "/nope"));
}

TEST_CASE("devices, pipes and links in a circle are named, and nothing breaks") {
  const Scratch at;
  const auto facts = [&](const std::string& path) { return at.run({"assess", kPolicy, "--facts", path, "--on", "2025-03-10"}); };
  REQUIRE(mkfifo((at.path / "pipe").c_str(), 0600) == 0);
  fs::create_symlink("loop.md", at.path / "loop.md");
  for (const std::string& path : {std::string("/dev/null"), (at.path / "pipe").string()}) {
    CHECK(facts(path).exit == 3);
    CHECK(has(facts(path).error, "E8036"));
  }
  CHECK(facts((at.path / "loop.md").string()).exit == 3);
  CHECK(has(facts((at.path / "loop.md").string()).error, "E8037"));
  CHECK(has(facts(at.path.string()).error, "E8030"));
  const std::string policy = at.file("set/p.md", content_of(fs::path(ZHIDUI_ROOT) / kPolicy));
  at.file("set/vocabulary/v.md", "# 词汇\n");
  fs::create_symlink("a.md", at.path / "set/vocabulary/a.md");
  const std::string loop = (at.path / "set/vocabulary/a.md").string();
  const Outcome found = at.run({"check", policy});
  CHECK(found.exit == 3);
  CHECK(has(found.error, "zhidui: 不能读写: " + loop));
  const Outcome given = at.run({"check", policy, "--vocabulary", (at.path / "set/vocabulary").string()});
  CHECK(given.exit == 3);
  CHECK(has(given.error, "E8037"));
  CHECK(has(given.error, loop));
  at.file("work/out/index.json", "{}");
  fs::create_symlink("x", at.work / "out/x");
  CHECK(at.assess(at.facts({{"e1", "甲"}}), {"--output", at.out()}).exit == 2);
  at.file("set/p.scenarios/a.yaml", "cases: []\n");
  fs::create_symlink("b.yaml", at.path / "set/p.scenarios/b.yaml");
  fs::remove(at.path / "set/vocabulary/a.md");
  const Words test{"test", policy, "--vocabulary", "vocabulary", "--vocabulary", "reference"};
  CHECK(at.run(test).exit == 3);
}

#ifndef __SANITIZE_ADDRESS__
TEST_CASE("without memory the command says so") {
  const Scratch at;
  const std::string facts = at.file("facts.json", "");
  fs::resize_file(facts, std::uintmax_t{200} << 20);
  rlimit before{};
  REQUIRE(getrlimit(RLIMIT_DATA, &before) == 0);
  rlimit small = before;
  small.rlim_cur = rlim_t{96} << 20;
  REQUIRE(setrlimit(RLIMIT_DATA, &small) == 0);
  RunningCommand running({"zhidui", "assess", kPolicy, "--facts", facts, "--on", "2025-03-10"}, at.path);
  REQUIRE(setrlimit(RLIMIT_DATA, &before) == 0);
  const Outcome outcome = running.wait();
  CHECK(outcome.exit == 70);
  CHECK(outcome.error == "zhidui: 内存不够, 没有算完 (out of memory, nothing was finished)\n");
}
#endif

TEST_CASE("a file without anything to check is no sound policy") {
  const Scratch at;
  const Words vocabulary{"--vocabulary", "vocabulary", "--vocabulary", "reference"};
  const std::string blocks = "# 甲\n\n第一条 给予奖励。\n\n```规则\n无效力 「说明」\n  原文 「第一条 给予奖励。」\n```\n";
  for (const std::string& bytes : {std::string(), std::string("# 只有标题\n"), blocks}) {
    Words words{"check", at.file("a.md", bytes)};
    words.insert(words.end(), vocabulary.begin(), vocabulary.end());
    const Outcome outcome = at.run(words);
    CHECK(outcome.exit == 2);
    CHECK(has(outcome.error, "E1007"));
    CHECK(has(outcome.error, "a.md:1:1"));
  }
  CHECK(at.run({"check", "vocabulary/intellectual-property.md"}).exit == 0);
  const std::string facts = at.facts({{"e1", "甲"}});
  CHECK(at.run({"assess", "vocabulary/intellectual-property.md", "--facts", facts, "--on", "2025-03-10"}).exit == 2);
}

// What other systems get has a schema, and the schema that the command prints fits what it writes.
TEST_CASE("JSON that is written fits its schema") {
  using zhidui::base::JsonValue;
  const Scratch at;
  const auto parsed = [](const std::string& text) {
    auto result = zhidui::base::parse_json(text);
    REQUIRE(std::holds_alternative<JsonValue>(result));
    return std::get<JsonValue>(std::move(result));
  };
  const auto misfit = [&](const std::string& schema, const std::string& text) {
    const JsonValue of = parsed(at.run({"schema", schema}).out);
    return zhidui::base::JsonValidator(of).check(parsed(text), schema);
  };
  const Words example{kJincheng, "--facts", kJinchengFacts, "--on", "2025-03-10", "--format", "json"};
  const auto run = [&](const std::string& command, const Words& more) {
    Words words{command};
    words.insert(words.end(), example.begin(), example.end());
    words.insert(words.end(), more.begin(), more.end());
    return at.run(words);
  };
  CHECK(misfit("answers", run("assess", {}).out) == "");
  CHECK(misfit("answers", at.assess(at.facts({{"e1", "甲"}}), {"--format", "json"}).out) == "");
  CHECK(at.jincheng({"--output", at.out()}).exit == 0);
  CHECK(misfit("answers", content_of(at.work / "out/answers.json")) == "");
  CHECK(misfit("answer", run("explain", {"--subject", "E01"}).out) == "");
  const std::string award = run("explain", {"--subject", "E01", "--award", "invention_volume_reward"}).out;
  CHECK(misfit("answer", award) == "");
  const JsonValue one = parsed(award);
  for (const JsonValue& each : *one.find("awards")->as_array())
    CHECK(*each.find("measure")->find("id")->as_string() == "invention_volume_reward");
  CHECK(award.size() < run("explain", {"--subject", "E01"}).out.size());
  CHECK(misfit("quality", run("check-facts", {}).out) == "");
  const Words defective{"check-facts", kJincheng, "--facts", "tests/quality/defective.json", "--on", "2025-03-10", "--format", "json"};
  CHECK(misfit("quality", at.run(defective).out) == "");
  CHECK(misfit("diagnostics", run("explain", {"--subject", "E0"}).out) == "");
  CHECK(misfit("diagnostics", at.run({"check", "tests/golden/check/bad/calls.md", "--format", "json"}).out) == "");
  CHECK(misfit("diagnostics", at.run({"check", kPolicy, "--format", "json"}).out) == "");
  CHECK(misfit("diagnostics", run("assess", {"--subject", "E01"}).out) != "");
  const std::string page = content_of(fs::path(ZHIDUI_ROOT) / "docs/outcome.md");
  const std::size_t example_begin = page.find("{\"format\": \"zhidui-answers/1\"");
  REQUIRE(example_begin != std::string::npos);
  CHECK(misfit("answers", page.substr(example_begin, page.find("```", example_begin) - example_begin)) == "");
  CHECK(misfit("answers", "{\"format\": \"zhidui-answers/1\", \"answers\": []}") == "answers: lacks summary");
}

// A comparison counts every claim in one row, and pays what each document pays when it is asked alone.
TEST_CASE("a comparison of policies loses no claim and changes no sum") {
  using zhidui::base::JsonValue;
  const Scratch at;
  const auto parsed = [](const std::string& text) {
    auto result = zhidui::base::parse_json(text);
    REQUIRE(std::holds_alternative<JsonValue>(result));
    return std::get<JsonValue>(std::move(result));
  };
  const auto text_of = [](const JsonValue& of, const char* key) { return *of.find(key)->as_string(); };
  const Words policies{"policies/jincheng-2020.md", kJincheng, "policies/quanzhou-2021.md", "policies/shijiazhuang-2022.md",
                       "policies/yanhu-draft.md"};
  const auto run = [&](const std::string& command, const Words& more) {
    Words words{command,     "--facts", kJinchengFacts, "--on", "2024-11-30", "--format", "json",
                "--subject", "E01",     "--subject",    "E05",  "--subject",  "C01"};
    words.insert(words.end(), policies.begin(), policies.end());
    words.insert(words.end(), more.begin(), more.end());
    return at.run(words).out;
  };
  const JsonValue schema = parsed(at.run({"schema", "compare"}).out);
  for (const Words& more :
       {Words{}, Words{"--as-in-force", "--as-local", "--period", "2024"}, Words{"--table", "tests/compare/rows.yaml"}}) {
    const JsonValue whole = parsed(run("compare", more));
    CHECK(zhidui::base::JsonValidator(schema).check(whole, "compare") == "");
    std::map<std::string, int> in_rows, in_totals;
    for (const JsonValue& applicant : *whole.find("applicants")->as_array()) {
      const auto count = [&](const JsonValue& cells, std::map<std::string, int>& into) {
        for (const JsonValue& cell : *cells.as_array())
          into[text_of(applicant, "id") + text_of(cell, "document")] += std::stoi(cell.find("claims")->as_number()->text);
      };
      count(*applicant.find("totals"), in_totals);
      for (const JsonValue& row : *applicant.find("rows")->as_array()) count(*row.find("cells"), in_rows);
    }
    std::erase_if(in_totals, [](const auto& each) { return each.second == 0; });
    std::erase_if(in_rows, [](const auto& each) { return each.second == 0; });
    CHECK_FALSE(in_totals.empty());
    CHECK(in_rows == in_totals);
  }
  const JsonValue compared = parsed(run("compare", {}));
  for (const char* document : {"jc2023", "qz2021"}) {
    CAPTURE(document);
    const JsonValue alone = parsed(run("assess", {"--document", document}));
    const zhidui::base::JsonArray& subjects = *alone.find("summary")->find("subjects")->as_array();
    const zhidui::base::JsonArray& applicants = *compared.find("applicants")->as_array();
    REQUIRE(subjects.size() == applicants.size());
    for (std::size_t i = 0; i < subjects.size(); ++i) {
      for (const JsonValue& total : *applicants[i].find("totals")->as_array()) {
        if (text_of(total, "document") != document || total.find("yuan")->is_null()) continue;
        CHECK(zhidui::base::write_json(*total.find("yuan")) == zhidui::base::write_json(*subjects[i].find("tally")->find("yuan")));
      }
    }
  }
}

TEST_CASE("the example is the same from JSON, from a workbook and from CSV files") {
  const Scratch at;
  const auto answers = [&](const std::string& facts) {
    return at.run({"assess", kJincheng, "--facts", facts, "--on", "2025-03-10", "--format", "json"}).out;
  };
  const std::string expected = answers(kJinchengFacts);
  REQUIRE(has(expected, "facts_hash"));
  CHECK(answers("examples/jincheng/facts.xlsx") == expected);
  const std::string book = (at.path / "facts.xlsx").string(), folder = (at.path / "csv").string();
  for (const char* language : {"zh", "en"}) {
    for (const std::string& output : {book, folder}) {
      CHECK(at.run({"template", kJincheng, "--facts", kJinchengFacts, "--output", output, "--lang", language}).exit == 0);
      CHECK(answers(output) == expected);
    }
    // From a workbook back into JSON's sums by way of CSV: nothing wears off.
    CHECK(at.run({"template", kJincheng, "--facts", book, "--output", folder, "--lang", language}).exit == 0);
    CHECK(answers(folder) == expected);
    CHECK(at.run({"template", kJincheng, "--output", book}).exit == 2);  // it is there, and may have been filled in
    fs::remove(book);
  }
}

TEST_CASE("a form that nobody filled in is no fact base, and defects of sheets fit the schema") {
  const Scratch at;
  const std::string book = (at.path / "form.xlsx").string();
  CHECK(at.run({"template", kJincheng, "--output", book}).exit == 0);
  const Outcome empty = at.run({"assess", kJincheng, "--facts", book, "--on", "2025-03-10"});
  CHECK(empty.exit == 2);
  CHECK(has(empty.error, "E9301"));
  fs::create_directory(at.path / "csv");
  at.file("csv/主体.csv", "编号,主体类别\nE1,公司\n");
  const Outcome wrong = at.run({"assess", kJincheng, "--facts", (at.path / "csv").string(), "--on", "2025-03-10", "--format", "json"});
  CHECK(wrong.exit == 2);
  const auto schema = zhidui::base::parse_json(at.run({"schema", "diagnostics"}).out);
  const auto said = zhidui::base::parse_json(wrong.out);
  CHECK(zhidui::base::JsonValidator(std::get<zhidui::base::JsonValue>(schema))
            .check(std::get<zhidui::base::JsonValue>(said), "diagnostics") == "");
}

TEST_CASE("without a vocabulary there is no schema of facts") {
  const Scratch at;
  const Outcome none = RunningCommand({"zhidui", "schema", "facts"}, at.path, at.path).wait();
  CHECK(none.exit == 3);
  CHECK(none.out.empty());
  CHECK(has(none.error, "E8038"));
  CHECK(at.run({"schema", "facts"}).exit == 0);
}

// Another process, another order of the file: the same bytes.
TEST_CASE("an answer comes out the same in another run and from facts in another order") {
  using zhidui::base::JsonValue;
  const Scratch at;
  auto result = zhidui::base::parse_json(content_of(fs::path(ZHIDUI_ROOT) / kJinchengFacts));
  REQUIRE(std::holds_alternative<JsonValue>(result));
  JsonValue turned = std::get<JsonValue>(std::move(result));
  const auto turn = [](JsonValue& list) {
    auto* array = std::get_if<zhidui::base::JsonArray>(&list.data);
    if (array) std::reverse(array->begin(), array->end());
  };
  auto& sections = std::get<zhidui::base::JsonObject>(turned.data);
  std::reverse(sections.begin(), sections.end());
  std::size_t lists = 0;
  for (zhidui::base::JsonMember& section : sections) {
    turn(section.value);
    auto* types = std::get_if<zhidui::base::JsonObject>(&section.value.data);
    for (std::size_t i = 0; types && i < types->size(); ++i, ++lists) {
      turn((*types)[i].value);
      for (JsonValue& record : std::get<zhidui::base::JsonArray>((*types)[i].value.data)) {
        auto& fields = std::get<zhidui::base::JsonObject>(record.data);
        std::reverse(fields.begin(), fields.end());
      }
    }
  }
  CHECK(lists > 5);
  const std::string other = at.file("turned.json", zhidui::base::write_json(turned));
  const auto run = [&](const std::string& facts) {
    return at.run({"assess", kJincheng, "--facts", facts, "--on", "2025-03-10", "--format", "json"});
  };
  const Outcome first = run(kJinchengFacts), again = run(kJinchengFacts), from_other = run(other);
  REQUIRE(first.exit == 0);
  CHECK(first.out == again.out);
  CHECK(first.out == from_other.out);
}

TEST_CASE("usage errors are in the language that was chosen") {
  const Scratch at;
  const std::vector<std::pair<Words, std::string>> wrong{
      {{}, "E8018"},
      {{"frobnicate"}, "E8017"},
      {{"asess", kJincheng}, "E8017"},
      {{"assess"}, "E8021"},
      {{"assess", kJincheng}, "E8021"},
      {{"assess", kJincheng, "--facts"}, "E8022"},
      {{"assess", kJincheng, "--facts", "x.json", "--subjet", "E01"}, "E8019"},
      {{"print", "--stage=sql", kJincheng}, "E8023"},
      {{"print", kJincheng}, "E8021"},
      {{"schema", "replies"}, "E8023"},
      {{"schema", "facts", "answer"}, "E8020"},
      {{"help", "me"}, "E8023"},
      {{"fmt", "--check=maybe", kJincheng}, "E8026"},
      {{"check", kJincheng, "--lang", "fr"}, "E8023"},
      {{"test", kJincheng, "--case", ""}, "E8025"},
  };
  for (const auto& [words, code] : wrong) {
    CAPTURE(code);
    CAPTURE(words.empty() ? "" : words.back());
    const Outcome outcome = at.run(words);
    CHECK(outcome.exit == 64);
    CHECK(has(outcome.error, code));
    CHECK(chinese(outcome.error));
    Words english = words;
    english.insert(english.begin(), {"--lang", "en"});
    if (code != "E8023" || words.back() != "fr") {
      const Outcome translated = at.run(english);
      CHECK(translated.exit == 64);
      CHECK(has(translated.error, "error[" + code));
    }
  }
  CHECK(has(at.run({"asess", kJincheng}).error, "assess"));
  CHECK(has(at.run({"assess", kJincheng, "--facts", "x.json", "--subjet", "E01"}).error, "--subject"));
}

TEST_CASE("help teaches in either language") {
  const Scratch at;
  const Outcome general = at.run({"--help"});
  CHECK(general.exit == 0);
  CHECK(has(general.out, "--scenarios"));
  CHECK(has(general.out, "--lang en --help"));
  CHECK_FALSE(has(general.out, "e1 "));
  CHECK(at.run({"--lang", "en", "--help"}).out == at.run({"--help", "--lang", "en"}).out);
  CHECK(at.run({"help"}).out == general.out);
  for (const char* command :
       {"check", "check-facts", "assess", "explain", "test", "targets", "tasks", "readings", "compare", "fmt", "print", "schema"}) {
    CAPTURE(command);
    const Outcome zh = at.run({command, "--help"});
    const Outcome en = at.run({command, "--help", "--lang", "en"});
    CHECK(zh.exit == 0);
    CHECK(en.exit == 0);
    CHECK(has(zh.out, "用法"));
    CHECK(has(zh.out, "例"));
    CHECK(has(en.out, "Usage"));
    CHECK(has(en.out, "Example"));
    CHECK(at.run({"help", command}).out == zh.out);
    // Nothing Chinese in the English page but what is typed: labels and numbers of documents.
    CHECK_FALSE(has(en.out, "文件"));
    CHECK_FALSE(has(en.out, "默认"));
  }
  CHECK(has(at.run({"test", "--help"}).out, "--scenarios"));
}

// The examples of the help run as they stand.
TEST_CASE("the examples of the help work") {
  const Scratch at;
  const Words facts{"--facts", kJinchengFacts, "--on", "2025-03-10"};
  for (const char* label : {"甲", "乙"}) {
    Words words{
        "explain", kJincheng, "--subject", "E01", "--award", "invention_volume_reward", "--reading", std::string("JC23-08=") + label};
    words.insert(words.end(), facts.begin(), facts.end());
    CHECK(at.run(words).exit == 0);
  }
}

base::JsonValue json_of(const std::string& text) {
  auto parsed = base::parse_json(text);
  REQUIRE(std::holds_alternative<base::JsonValue>(parsed));
  return std::get<base::JsonValue>(std::move(parsed));
}

// Two runs of assess, and what readings says of the same: by the numbers that the commands print.
TEST_CASE("what a reading costs is what assess says with it less what it says without") {
  const Scratch at;
  struct Case {
    std::string policy, facts, day, code, label;
  };
  const auto of = [](const std::string& policy, const std::string& city, const char* day, const char* code, const char* label) {
    return Case{"policies/" + policy + ".md", "examples/" + city + "/facts.json", day, code, label};
  };
  for (const Case& each :
       {of("jincheng-2023", "jincheng", "2025-03-10", "JC23-28", "乙"), of("jincheng-2023", "jincheng", "2025-03-10", "JC23-24", "甲"),
        of("quanzhou-2021", "quanzhou", "2025-03-10", "QZ-44b", "乙"),
        of("shijiazhuang-2022", "shijiazhuang", "2026-09-10", "SJZ-32", "甲")}) {
    CAPTURE(each.code);
    const Words scope{each.policy, "--facts", each.facts, "--on", each.day, "--format", "json"};
    const auto run = [&](Words words, const Words& more) {
      words.insert(words.end(), scope.begin(), scope.end());
      words.insert(words.end(), more.begin(), more.end());
      return json_of(at.run(words).out);
    };
    const auto total = [&](const Words& more) { return *run({"assess"}, more).find("summary")->find("all")->find("yuan"); };
    const base::JsonValue now = total({}), then = total({"--reading", each.code + "=" + each.label});
    const base::JsonValue report = run({"readings", "--cost"}, {"--code", each.code});
    CHECK(base::write_json(*report.find("base")->find("yuan")) == base::write_json(now));
    const base::JsonArray& readings = *report.find("readings")->as_array();
    REQUIRE(readings.size() == 1);
    bool found = false;
    for (const base::JsonValue& choice : *readings[0].find("alternatives")->as_array()) {
      if (*choice.find("label")->find("zh")->as_string() != each.label) continue;
      found = true;
      CHECK(base::write_json(*choice.find("cost")->find("yuan")) == base::write_json(then));
      for (const char* end : {"min", "max"}) {
        const auto number = [&](const base::JsonValue& sums) { return *base::Rational::parse_decimal(*sums.find(end)->as_string()); };
        CHECK(number(*choice.find("cost")->find("difference")) == number(then) - number(now));
      }
    }
    CHECK(found);
  }
}

// What examples/jincheng/README.md says of those applicants.
TEST_CASE("the example of Jincheng gives what its page says") {
  const Scratch at;
  const auto total = [&](const std::string& subject, Words more) {
    Words words{"assess", kJincheng, "--facts", kJinchengFacts, "--on", "2025-03-10", "--subject", subject};
    words.insert(words.end(), more.begin(), more.end());
    const std::string out = at.run(words).out;
    const std::size_t begin = out.find("合计 ");
    return out.substr(begin, out.find(" 元", begin) - begin);
  };
  const std::vector<std::pair<std::string, std::string>> said{
      {"E33", "10,000 至 20,000"}, {"T01", "10,000"},     {"T02", "5,000"}, {"T03", "5,000"}, {"T04", "0"}, {"T05", "3,000"},
      {"T06", "0 至 3,000"},       {"T07", "0 至 3,000"}, {"T08", "0"}};
  for (const auto& [subject, sum] : said) CHECK(total(subject, {}) == "合计 " + sum);
  const Outcome open = at.run({"explain", kJincheng, "--facts", kJinchengFacts, "--on", "2025-03-10", "--subject", "T02", "--award",
                               "guidance_station_prize", "--known", "2025-03-09"});
  CHECK(has(open.out, "全部指导站年度评价的登记"));
  CHECK(has(open.out, "2025-01-31 为止完整"));
  CHECK(has(open.out, "0 至 5,000 元"));
}
