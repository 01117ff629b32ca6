// Defective workbooks of facts and what is said about them, in both languages: defects/NAME.txt describes the workbook, NAME.expected holds
// the messages. ZHIDUI_UPDATE=1 rewrites them.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "described_workbook.h"
#include "facts/read_workbook.h"
#include "facts/vocabulary_fixture.h"

namespace zhidui::facts {
namespace {

namespace fs = std::filesystem;
using text::Kind;

const fs::path kFolder = ZHIDUI_ROOT "/tests/workbook/defects";

std::string content_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::vector<fs::path> cases() {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(kFolder)) {
    if (entry.path().extension() == ".txt") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

struct Said {
  std::string messages;
  std::set<Kind> kinds;
};

Said said_of(const ir::Program& program, const fs::path& path) {
  text::SourceSet sources;
  text::Diagnostics diagnostics;
  const auto workbook = DescribedWorkbook(content_of(path)).read(path.stem().string(), sources, diagnostics);
  REQUIRE(workbook.has_value());
  REQUIRE_FALSE(diagnostics.has_errors());
  const FactBase facts = read_workbook(program, sources, *workbook, diagnostics);
  Said out;
  for (const text::Diagnostic& diagnostic : diagnostics.list()) out.kinds.insert(diagnostic.kind);
  if (diagnostics.has_errors()) CHECK(facts.records().empty());
  out.messages =
      text::render_all(sources, diagnostics, text::Language::zh) + "----\n" + text::render_all(sources, diagnostics, text::Language::en);
  return out;
}

// Of diagnostics/facts.def: what is no matter of JSON, and has no words of its own for sheets (facts/sheet_words.cpp).
constexpr Kind kOfBothForms[] = {
    Kind::facts_computed_field,      Kind::facts_unknown_field,        Kind::facts_no_such_day,        Kind::facts_fraction_of_fen,
    Kind::facts_number_too_long,     Kind::facts_out_of_range,         Kind::facts_negative_money,     Kind::facts_unknown_member,
    Kind::facts_ambiguous_member,    Kind::facts_repeated_member,      Kind::facts_repeated_reference, Kind::facts_ratio_too_fine,
    Kind::facts_control_character,   Kind::facts_invisible_character,  Kind::facts_dates_reversed,     Kind::facts_unknown_statistic,
    Kind::facts_total_out_of_range,  Kind::facts_total_contradicted,   Kind::facts_unknown_measure,    Kind::facts_foreign_measure,
    Kind::facts_unknown_level,       Kind::facts_decider_empty,        Kind::facts_decided_twice,      Kind::facts_unknown_reading,
    Kind::facts_unknown_alternative, Kind::facts_amount_outside_range, Kind::facts_same_key,
};

// Every kind of diagnostics/workbook.def.
constexpr Kind kOfWorkbooks[] = {
#define DIAGNOSTIC(name, ...) Kind::name,
#include "text/diagnostics/workbook.def"
#undef DIAGNOSTIC
};

TEST_CASE("defective workbooks and what is said about them") {
  const ir::Program program = VocabularyFixture::make();
  const bool update = std::getenv("ZHIDUI_UPDATE") != nullptr;
  std::set<Kind> kinds;
  const std::vector<fs::path> paths = cases();
  for (const fs::path& path : paths) {
    CAPTURE(path.filename().string());
    const Said said = said_of(program, path);
    CHECK_FALSE(said.kinds.empty());
    kinds.insert(said.kinds.begin(), said.kinds.end());
    fs::path expected = path;
    expected.replace_extension(".expected");
    if (update) std::ofstream(expected, std::ios::binary) << said.messages;
    CHECK(content_of(expected) == said.messages);
  }
  CHECK(paths.size() >= 50);
  for (const Kind kind : kOfWorkbooks) CHECK_MESSAGE(kinds.contains(kind), std::string(text::kind_name(kind)), " stands in no file");
  for (const Kind kind : kOfBothForms) CHECK_MESSAGE(kinds.contains(kind), std::string(text::kind_name(kind)), " stands in no file");
  for (const Kind kind : kinds) {
    const bool known = std::find(std::begin(kOfWorkbooks), std::end(kOfWorkbooks), kind) != std::end(kOfWorkbooks) ||
                       std::find(std::begin(kOfBothForms), std::end(kOfBothForms), kind) != std::end(kOfBothForms);
    CHECK_MESSAGE(known, std::string(text::kind_name(kind)), " is said of a sheet in words of JSON");
  }
}

}  // namespace
}  // namespace zhidui::facts
