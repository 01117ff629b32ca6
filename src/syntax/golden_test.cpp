// tests/golden/syntax/good: the tree and both canonical forms of a file; bad: its diagnostics in both languages.
// ZHIDUI_UPDATE=1 rewrites what is expected; review the difference.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "syntax/parse.h"
#include "syntax/round_trip.h"

namespace zhidui::syntax {

namespace {

namespace fs = std::filesystem;
using text::Language;

std::string contents(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

std::vector<fs::path> markdown_files(const fs::path& folder) {
  std::vector<fs::path> files;
  if (!fs::exists(folder)) return files;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".md") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

struct Read {
  text::SourceSet sources;
  text::Diagnostics diagnostics;
  text::Document document;
  File file;
};

Read read(const fs::path& path) {
  Read result;
  const text::FileId id = result.sources.add(path.filename().string(), contents(path));
  result.document = text::read_document(result.sources, id, result.diagnostics);
  result.file = parse(result.sources, result.document, result.diagnostics);
  return result;
}

void expect(const fs::path& markdown, const std::string& actual) {
  fs::path expected = markdown;
  expected.replace_extension(".expected");
  if (std::getenv("ZHIDUI_UPDATE") != nullptr) std::ofstream(expected, std::ios::binary) << actual;
  CHECK_MESSAGE(contents(expected) == actual, markdown.string() << " gives\n" << actual);
}

const fs::path kGolden = fs::path(ZHIDUI_ROOT) / "tests/golden/syntax";

std::string canonical(const Read& source, Language language) {
  std::string out;
  for (std::size_t i = 0; i < source.document.blocks.size(); ++i) out += print(source.file, i, language);
  return out;
}

}  // namespace

TEST_CASE("good files have the expected tree and canonical forms") {
  const std::vector<fs::path> files = markdown_files(kGolden / "good");
  REQUIRE(!files.empty());
  for (const fs::path& path : files) {
    const Read source = read(path);
    CHECK_MESSAGE(source.diagnostics.empty(), text::render_all(source.sources, source.diagnostics, Language::en));
    expect(path,
           print_tree(source.file) + "\n---- zh\n" + canonical(source, Language::zh) + "\n---- en\n" + canonical(source, Language::en));
    const std::string failure = round_trip_failure(contents(path));
    CHECK_MESSAGE(failure.empty(), path.string() << ": " << failure);
  }
}

TEST_CASE("bad files have the expected diagnostics") {
  for (const fs::path& path : markdown_files(kGolden / "bad")) {
    const Read source = read(path);
    CHECK_MESSAGE(source.diagnostics.has_errors(), path.string());
    expect(path, text::render_all(source.sources, source.diagnostics, Language::zh) + "\n----\n" +
                     text::render_all(source.sources, source.diagnostics, Language::en));
  }
}

TEST_CASE("every diagnostic of the syntax is produced by a bad file") {
  std::set<std::string_view> produced;
  for (const fs::path& path : markdown_files(kGolden / "bad")) {
    const Read source = read(path);
    for (const text::Diagnostic& diagnostic : source.diagnostics.list()) {
      produced.insert(text::kind_text(diagnostic.kind).code);
    }
  }
  const text::Kind kinds[] = {
#define DIAGNOSTIC(name, ...) text::Kind::name,
#include "text/diagnostics/syntax.def"
#undef DIAGNOSTIC
  };
  for (const text::Kind kind : kinds) {
    const text::KindText& row = text::kind_text(kind);
    CHECK_MESSAGE(produced.contains(row.code), row.code << ": " << row.seen_en);
  }
}

TEST_CASE("the examples of the language page, the vocabulary and the policies survive every round trip") {
  std::vector<fs::path> files = {fs::path(ZHIDUI_ROOT) / "docs/language.md"};
  for (const char* folder : {"vocabulary", "reference", "policies"}) {
    for (const fs::path& path : markdown_files(fs::path(ZHIDUI_ROOT) / folder)) files.push_back(path);
  }
  for (const fs::path& path : files) {
    const Read source = read(path);
    std::string blocks;  // a page may hold other fences, a policy may not
    for (const text::RuleBlock& block : source.document.blocks) {
      blocks += "```rule\n" + std::string(source.sources.slice(block.body)) + "```\n\n";
    }
    CHECK(!blocks.empty());
    for (const text::Diagnostic& diagnostic : source.diagnostics.list()) {
      const bool syntax = text::kind_text(diagnostic.kind).code.starts_with("E2");
      CHECK_MESSAGE(!syntax, text::render(source.sources, diagnostic, Language::en));
    }
    const std::string failure = round_trip_failure(blocks);
    CHECK_MESSAGE(failure.empty(), path.string() << ": " << failure);
  }
}

}  // namespace zhidui::syntax
