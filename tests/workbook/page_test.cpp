// The examples of docs/workbook.md do what the page says. A block `workbook` describes a workbook (described_workbook.h); a block `json`
// behind it says the same; a block `text` behind a defective one holds its messages.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "described_workbook.h"
#include "facts/read_json.h"
#include "facts/read_workbook.h"
#include "facts/vocabulary_fixture.h"

namespace zhidui::facts {
namespace {

struct Block {
  std::string info;
  std::string body;
};

std::vector<Block> blocks_of_page() {
  std::ifstream in(std::filesystem::path(ZHIDUI_ROOT) / "docs/workbook.md");
  std::vector<Block> blocks;
  bool inside = false;
  for (std::string line; std::getline(in, line);) {
    const bool fence = line.starts_with("```");
    if (fence && !inside) blocks.push_back({line.substr(3), ""});
    if (fence) inside = !inside;
    if (!fence && inside) blocks.back().body += line + "\n";
  }
  return blocks;
}

struct Read {
  std::string hash;
  std::string said;
};

Read read_described(const ir::Program& program, const std::string& description) {
  text::SourceSet sources;
  text::Diagnostics diagnostics;
  const auto workbook = DescribedWorkbook(description).read("facts", sources, diagnostics);
  REQUIRE(workbook.has_value());
  const FactBase facts = read_workbook(program, sources, *workbook, diagnostics);
  return {facts.hash, text::render_all(sources, diagnostics, text::Language::en)};
}

std::string hash_of_json(const ir::Program& program, const std::string& json) {
  text::SourceSet sources;
  text::Diagnostics diagnostics;
  const FactBase facts = read_json(program, sources, sources.add("facts.json", json), diagnostics);
  CHECK(diagnostics.empty());
  return facts.hash;
}

TEST_CASE("the examples of the page on workbooks are read") {
  const ir::Program program = VocabularyFixture::make();
  std::size_t compared = 0, defective = 0;
  Read last;
  for (const Block& block : blocks_of_page()) {
    CAPTURE(block.body);
    if (block.info == "workbook") {
      last = read_described(program, block.body);
      CHECK(last.said == "");
    } else if (block.info == "json") {
      CHECK(last.hash == hash_of_json(program, block.body));
      ++compared;
    } else if (block.info == "workbook defective") {
      last = read_described(program, block.body);
    } else if (block.info == "text") {
      CHECK(block.body == last.said);
      ++defective;
    } else {
      CHECK(block.info == "sh");
    }
  }
  CHECK(compared == 3);
  CHECK(defective == 1);
}

}  // namespace
}  // namespace zhidui::facts
