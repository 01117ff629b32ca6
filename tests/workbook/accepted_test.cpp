// What a workbook may hold: accepted/NAME.txt describes a workbook and, below the line `---- json`, the JSON that says the same. Both give
// one fact base. A word behind it, `---- json E9324`, names the warnings of the workbook.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "described_workbook.h"
#include "facts/read_json.h"
#include "facts/read_workbook.h"
#include "facts/vocabulary_fixture.h"

namespace zhidui::facts {
namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

TEST_CASE("accepted workbooks say what their JSON says") {
  constexpr std::string_view kParting = "---- json";
  const ir::Program program = VocabularyFixture::make();
  std::size_t count = 0;
  for (const auto& entry : fs::directory_iterator(ZHIDUI_ROOT "/tests/workbook/accepted")) {
    const std::string content = content_of(entry.path());
    CAPTURE(entry.path().filename().string());
    const std::size_t parting = content.find(kParting);
    REQUIRE(parting != std::string::npos);
    const std::size_t line_end = content.find('\n', parting);
    std::string warnings = content.substr(parting + kParting.size(), line_end - parting - kParting.size());

    text::SourceSet sources;
    text::Diagnostics of_workbook, of_json;
    const auto workbook = DescribedWorkbook(content.substr(0, parting)).read("facts", sources, of_workbook);
    REQUIRE(workbook.has_value());
    const FactBase facts = read_workbook(program, sources, *workbook, of_workbook);
    std::string said;
    for (const text::Diagnostic& diagnostic : of_workbook.list()) said += " " + std::string(text::kind_text(diagnostic.kind).code);
    CHECK_MESSAGE(said == warnings, text::render_all(sources, of_workbook, text::Language::en));
    const FactBase same = read_json(program, sources, sources.add("facts.json", content.substr(line_end)), of_json);
    CHECK_MESSAGE(!of_json.has_errors(), text::render_all(sources, of_json, text::Language::en));
    CHECK(canonical_json(program, facts, 1) == canonical_json(program, same, 1));
    CHECK(facts.hash == same.hash);
    ++count;
  }
  CHECK(count >= 15);
}

}  // namespace
}  // namespace zhidui::facts
