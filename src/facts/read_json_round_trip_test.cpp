// What is written reads back as the same base; damaged text is refused or read, never more.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "base/sha256.h"
#include "facts/read_json.h"
#include "facts/read_workbook.h"
#include "facts/vocabulary_fixture.h"
#include "facts/write_workbook.h"
#include "spreadsheet/reader.h"

namespace zhidui::facts {

namespace {

namespace fs = std::filesystem;

std::string content(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

FactBase read(const ir::Program& program, const std::string& json, bool& sound) {
  text::SourceSet sources;
  text::Diagnostics diagnostics;
  const text::FileId file = sources.add("facts.json", json);
  FactBase facts = read_json(program, sources, file, diagnostics);
  sound = !diagnostics.has_errors();
  return facts;
}

bool same(const Provenance& a, const Provenance& b) { return a.source == b.source && a.recorded_on == b.recorded_on; }

bool same(const Segment& a, const Segment& b) {
  return a.from == b.from && a.to == b.to && a.value == b.value && same(a.provenance, b.provenance);
}

bool same(const FieldFacts& a, const FieldFacts& b) {
  const bool unknown = a.unknown && b.unknown ? same(*a.unknown, *b.unknown) : !a.unknown && !b.unknown;
  return unknown && std::equal(a.segments.begin(), a.segments.end(), b.segments.begin(), b.segments.end(),
                               [](const Segment& x, const Segment& y) { return same(x, y); });
}

bool same(const Record& a, const Record& b) {
  return a.type == b.type && a.id == b.id &&
         std::equal(a.fields.begin(), a.fields.end(), b.fields.begin(), b.fields.end(),
                    [](const FieldFacts& x, const FieldFacts& y) { return same(x, y); });
}

void check_round_trip(const ir::Program& program, const FactBase& facts) {
  const std::string canonical = canonical_json(program, facts);
  bool sound = false;
  const FactBase again = read(program, canonical, sound);
  REQUIRE_MESSAGE(sound, canonical);
  CHECK(std::equal(facts.records().begin(), facts.records().end(), again.records().begin(), again.records().end(),
                   [](const Record& x, const Record& y) { return same(x, y); }));
  CHECK(again.closures.size() == facts.closures.size());
  CHECK(again.decisions.size() == facts.decisions.size());
  CHECK(canonical_json(program, again) == canonical);
  CHECK(again.hash == facts.hash);
  CHECK(facts.hash == base::sha256_hex(canonical));
}

void check_read(const ir::Program& program, const FactBase& facts, const text::SourceSet& sources,
                const std::optional<spreadsheet::Workbook>& book, text::Diagnostics& diagnostics) {
  const FactBase again = book ? read_workbook(program, sources, *book, diagnostics) : FactBase();
  INFO(canonical_json(program, facts));
  INFO(text::render_all(sources, diagnostics, text::Language::en));
  CHECK_FALSE(diagnostics.has_errors());
  CHECK(again.hash == facts.hash);
}

// The same facts on sheets, in both languages.
void check_sheets(const ir::Program& program, const FactBase& facts, bool as_file) {
  const bool nothing = facts.records().empty() && facts.closures.empty() && facts.totals.empty() && facts.history.empty();
  if (nothing && facts.decisions.empty()) return;  // sheets of nothing are a form that nobody has filled in, which is refused
  for (const text::Language language : {text::Language::zh, text::Language::en}) {
    const std::vector<FormSheet> form = lay_out(program, &facts, language);
    std::vector<spreadsheet::CsvFile> files;
    for (const auto& [name, bytes] : csv_files(form)) files.push_back({name, bytes});
    text::SourceSet sources;
    text::Diagnostics diagnostics;
    check_read(program, facts, sources, spreadsheet::read_csv_folder("folder", files, sources, diagnostics), diagnostics);
    if (!as_file) continue;
    const fs::path path = fs::temp_directory_path() / "zhidui_round_trip.xlsx";
    REQUIRE_FALSE(write_workbook(program, form, {"facts", {}}, language, path.string()));
    text::SourceSet of_file;
    text::Diagnostics heard;
    check_read(program, facts, of_file, spreadsheet::read_workbook("facts.xlsx", content(path), of_file, heard), heard);
    fs::remove(path);
  }
}

// One change to a text: a byte, a cut, or a piece moved.
std::string damaged(std::string text, std::mt19937& random) {
  const auto below = [&](std::size_t n) { return n == 0 ? 0 : random() % n; };
  const std::size_t at = below(text.size());
  switch (below(4)) {
    case 0: text[at] = static_cast<char>(random() % 256); break;
    case 1: text.erase(at, 1 + below(20)); break;
    case 2: text.insert(at, text.substr(below(text.size()), 1 + below(40))); break;
    default: text.insert(at, 1, "{}[],:\"0-e."[below(11)]);
  }
  return text;
}

}  // namespace

TEST_SUITE("reading what was written") {
  TEST_CASE("sound files") {
    const ir::Program program = VocabularyFixture::make();
    for (const fs::directory_entry& entry : fs::directory_iterator(fs::path(ZHIDUI_ROOT) / "tests/golden/facts")) {
      if (entry.path().extension() != ".json") continue;
      CAPTURE(entry.path().filename().string());
      bool sound = false;
      const FactBase facts = read(program, content(entry.path()), sound);
      if (!sound) continue;
      check_round_trip(program, facts);
      check_sheets(program, facts, true);
    }
  }

  TEST_CASE("damaged files") {
    const ir::Program program = VocabularyFixture::make();
    std::mt19937 random(20231129);
    for (const char* name : {"good_statements.json", "good_chinese_names.json", "good_provenance.json"}) {
      const std::string original = content(fs::path(ZHIDUI_ROOT) / "tests/golden/facts" / name);
      REQUIRE_FALSE(original.empty());
      for (int i = 0; i < 400; ++i) {
        std::string text = original;
        for (std::size_t changes = 1 + random() % 3; changes > 0; --changes) text = damaged(std::move(text), random);
        bool sound = false;
        const FactBase facts = read(program, text, sound);
        if (!sound) continue;
        check_round_trip(program, facts);
        check_sheets(program, facts, i % 20 == 0);
      }
    }
  }
}

}  // namespace zhidui::facts
