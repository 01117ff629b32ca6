// Goldens of tests/golden/check: good cases print the program, bad ones what is wrong with it. A case is compiled
// together with vocabulary.md unless it says <!-- alone -->; those of coverage/ are only parsed and held against their
// texts. ZHIDUI_UPDATE=1 rewrites the expectations; review the
// diff.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "check/check.h"
#include "syntax/parse.h"

namespace zhidui::check {

namespace {

namespace fs = std::filesystem;

const fs::path kGolden = fs::path(ZHIDUI_ROOT) / "tests" / "golden" / "check";

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

bool updating() { return std::getenv("ZHIDUI_UPDATE") != nullptr; }

std::vector<fs::path> cases_in(const fs::path& folder) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".md") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

struct Compilation {
  text::SourceSet sources;
  text::Diagnostics diagnostics;
  ir::Program program;
};

void compile_files(Compilation& out, const std::vector<std::pair<std::string, std::string>>& files) {
  std::vector<Input> inputs;
  for (const auto& [name, bytes] : files) {
    const text::FileId file = out.sources.add(name, bytes);
    text::Document document = text::read_document(out.sources, file, out.diagnostics);
    syntax::File tree = syntax::parse(out.sources, document, out.diagnostics);
    inputs.push_back({std::move(document), std::move(tree)});
  }
  out.program = compile(out.sources, inputs, out.diagnostics);
  out.diagnostics.sort();
}

// Each case once for all tests.
const Compilation& compiled(const fs::path& path) {
  static std::map<fs::path, Compilation> done;
  const auto [it, is_new] = done.try_emplace(path);
  Compilation& out = it->second;
  if (!is_new) return out;
  const std::string bytes = read(path);
  std::vector<std::pair<std::string, std::string>> files;
  if (bytes.find("<!-- alone -->") == std::string::npos) files.emplace_back("vocabulary.md", read(kGolden / "vocabulary.md"));
  for (const char* other : {"newer.md", "older.md"}) {  // <!-- with newer.md -->: a second document
    if (bytes.find("<!-- with " + std::string(other) + " -->") != std::string::npos) files.emplace_back(other, read(kGolden / other));
  }
  files.emplace_back(path.filename().string(), bytes);
  compile_files(out, files);
  return out;
}

void compare(const fs::path& path, const std::string& actual) {
  fs::path expected = path;
  expected.replace_extension(".expected");
  if (updating()) {
    std::ofstream(expected, std::ios::binary) << actual;
    return;
  }
  CHECK_MESSAGE(read(expected) == actual, path.filename().string(), " differs from its expectation:\n", actual);
}

}  // namespace

TEST_CASE("good programs are lowered as expected") {
  for (const fs::path& path : cases_in(kGolden / "good")) {
    const Compilation& run = compiled(path);
    const std::string said = text::render_all(run.sources, run.diagnostics, text::Language::zh);
    CHECK_MESSAGE(!run.diagnostics.has_errors(), path.filename().string(), ":\n", said);
    for (const std::string& breach : ir::verify(run.program)) FAIL_CHECK(path.filename().string(), ": ", breach);
    compare(path, said + ir::print(run.program));
  }
}

TEST_CASE("bad programs are reported as expected") {
  for (const fs::path& path : cases_in(kGolden / "bad")) {
    const Compilation& run = compiled(path);
    std::string both;
    for (const text::Diagnostic& d : run.diagnostics.list()) {
      both += text::render(run.sources, d, text::Language::zh) + text::render(run.sources, d, text::Language::en);
    }
    CHECK_MESSAGE(!run.diagnostics.empty(), path.filename().string(), " is not bad");
    compare(path, both);
  }
}

TEST_CASE("rules that part from the text are reported as expected") {
  std::set<std::string> seen;
  for (const fs::path& path : cases_in(kGolden / "coverage")) {
    text::SourceSet sources;
    text::Diagnostics diagnostics;
    const text::FileId file = sources.add(path.filename().string(), read(path));
    text::Document document = text::read_document(sources, file, diagnostics);
    syntax::File tree = syntax::parse(sources, document, diagnostics);
    REQUIRE_MESSAGE(diagnostics.empty(), text::render_all(sources, diagnostics, text::Language::zh));
    check_coverage(sources, {{std::move(document), std::move(tree)}}, diagnostics);
    diagnostics.sort();
    std::string both;
    for (const text::Diagnostic& d : diagnostics.list()) {
      both += text::render(sources, d, text::Language::zh) + text::render(sources, d, text::Language::en);
      seen.emplace(text::kind_name(d.kind));
    }
    compare(path, both);
  }
  const char* kinds[] = {
#define DIAGNOSTIC(name, ...) #name,
#include "text/diagnostics/coverage.def"
#undef DIAGNOSTIC
  };
  for (const std::string kind : kinds) CHECK_MESSAGE(seen.contains(kind), kind, " occurs in no golden");
}

TEST_CASE("every diagnostic of names, types and lints occurs in a golden") {
  std::set<std::string> seen;
  for (const char* folder : {"good", "bad"}) {
    for (const fs::path& path : cases_in(kGolden / folder)) {
      const Compilation& run = compiled(path);
      for (const text::Diagnostic& d : run.diagnostics.list()) seen.emplace(text::kind_name(d.kind));
    }
  }
  const char* kinds[] = {
#define DIAGNOSTIC(name, ...) #name,
#include "text/diagnostics/lint.def"
#include "text/diagnostics/names.def"
#include "text/diagnostics/types.def"
#undef DIAGNOSTIC
  };
  for (const std::string kind : kinds) CHECK_MESSAGE(seen.contains(kind), kind, " occurs in no golden");
}

TEST_CASE("a declaration whose name could not be read is not reported in an innocent file") {
  const std::string policy = read(kGolden.parent_path().parent_path() / "policies/gap.md");
  for (const std::string& before : {std::string("# 甲\n"), policy}) {
    for (const char* word :
         {"口径", "措施", "通则", "结算", "记录", "惯例", "文件", "缺失文件", "定义", "统计", "代码表", "数列", "核对"}) {
      CAPTURE(word);
      Compilation out;
      const std::string block = "\n```规则\n" + std::string(word) + " 「\n```\n";
      compile_files(out, {{"innocent.md", "# 词汇\n"}, {"t.md", before + block}});
      CHECK(out.diagnostics.has_errors());
      for (const text::Diagnostic& each : out.diagnostics.list()) CHECK(each.span.file.value == 1);
    }
  }
}

TEST_CASE("what is returned after errors keeps the invariants of the ids") {
  for (const fs::path& path : cases_in(kGolden / "bad")) {
    const Compilation& run = compiled(path);
    CHECK_NOTHROW(ir::print(run.program));
  }
}

TEST_CASE("the hash covers names and bytes of all files and does not depend on their order") {
  const std::string one = "```规则\n惯例 甲额 (a) = 1元 来源 「一」\n```\n";
  const std::string two = "```规则\n惯例 乙额 (b) = 1元 来源 「二」\n```\n";
  const auto hash = [](const std::vector<std::pair<std::string, std::string>>& files) {
    Compilation run;
    compile_files(run, files);
    return run.program.hash;
  };
  const std::string base = hash({{"a.md", one}, {"b.md", two}});
  CHECK(base.size() == 64);
  CHECK(base == hash({{"b.md", two}, {"a.md", one}}));
  CHECK(base != hash({{"a.md", one}, {"c.md", two}}));
  CHECK(base != hash({{"a.md", one}, {"b.md", two + "\n"}}));
}

}  // namespace zhidui::check
