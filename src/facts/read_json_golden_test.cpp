// Every file of tests/golden/facts/*.json is read over the small vocabulary; beside it stands what comes out: the
// defects in Chinese and English, and, where there is no error, the canonical facts. ZHIDUI_UPDATE=1 writes the
// expectations.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "facts/read_json.h"
#include "facts/vocabulary_fixture.h"

namespace zhidui::facts {

namespace {

namespace fs = std::filesystem;

const fs::path kFolder = fs::path(ZHIDUI_ROOT) / "tests/golden/facts";

std::string content(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::vector<fs::path> cases() {
  std::vector<fs::path> paths;
  for (const fs::directory_entry& entry : fs::directory_iterator(kFolder)) {
    if (entry.path().extension() == ".json") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::string outcome_of(const ir::Program& program, const fs::path& path, std::set<std::string_view>& kinds) {
  text::SourceSet sources;
  const text::FileId file = sources.add(path.filename().string(), content(path));
  text::Diagnostics diagnostics;
  const FactBase facts = read_json(program, sources, file, diagnostics);
  for (const text::Diagnostic& diagnostic : diagnostics.list()) kinds.insert(text::kind_name(diagnostic.kind));
  std::string out;
  if (!diagnostics.empty()) {
    out +=
        text::render_all(sources, diagnostics, text::Language::zh) + "----\n" + text::render_all(sources, diagnostics, text::Language::en);
  }
  if (!diagnostics.has_errors()) out += canonical_json(program, facts, 1) + "\n";
  return out;
}

// Every kind of diagnostics/facts.def.
std::vector<std::string_view> all_kinds() {
  return {
#define DIAGNOSTIC(name, ...) #name,
#include "text/diagnostics/facts.def"
#undef DIAGNOSTIC
  };
}

}  // namespace

TEST_SUITE("fact bases on file") {
  TEST_CASE("the schema of the small vocabulary") {
    const std::string schema = json_schema(VocabularyFixture::make());
    const fs::path expected = kFolder / "schema.expected";
    if (std::getenv("ZHIDUI_UPDATE") != nullptr) std::ofstream(expected, std::ios::binary) << schema;
    CHECK(content(expected) == schema);
  }

  TEST_CASE("each comes out as expected") {
    const ir::Program program = VocabularyFixture::make();
    const bool update = std::getenv("ZHIDUI_UPDATE") != nullptr;
    std::set<std::string_view> kinds;
    std::size_t defective = 0;
    for (const fs::path& path : cases()) {
      CAPTURE(path.filename().string());
      fs::path expected = path;
      expected.replace_extension(".expected");
      const std::string actual = outcome_of(program, path, kinds);
      if (actual.find("错误[") != std::string::npos) ++defective;
      if (update) std::ofstream(expected, std::ios::binary) << actual;
      CHECK(content(expected) == actual);
    }
    CHECK(defective >= 60);
    for (const std::string_view kind : all_kinds()) {
      // Files too large to keep are made in read_json_test.cpp.
      const bool made_there = kind == "json_too_large" || kind == "facts_too_many_defects" || kind == "facts_too_many_rows";
      CHECK_MESSAGE((kinds.contains(kind) || made_there), kind, " stands in no file");
    }
  }
}

}  // namespace zhidui::facts
