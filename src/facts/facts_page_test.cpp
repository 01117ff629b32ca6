// The examples of docs/facts.md do what the page says.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "facts/read_json.h"
#include "facts/vocabulary_fixture.h"

namespace zhidui::facts {

namespace {

struct Block {
  std::string info;
  std::string body;
};

std::vector<Block> blocks_of_page() {
  std::ifstream in(std::filesystem::path(ZHIDUI_ROOT) / "docs/facts.md");
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

std::string read(const std::string& json) {
  static const ir::Program program = VocabularyFixture::make();
  text::SourceSet sources;
  text::Diagnostics diagnostics;
  read_json(program, sources, sources.add("facts.json", json), diagnostics);
  return text::render_all(sources, diagnostics, text::Language::en);
}

}  // namespace

TEST_SUITE("the page on fact bases") {
  TEST_CASE("its examples are read") {
    std::size_t sound = 0;
    std::string said;  // of the last defective example
    for (const Block& block : blocks_of_page()) {
      CAPTURE(block.body);
      if (block.info == "json") {
        CHECK(read(block.body) == "");
        ++sound;
      } else if (block.info == "json defective") {
        said = read(block.body);
        CHECK_FALSE(said.empty());
      } else {
        CHECK(block.info == "text");
        CHECK(block.body == said);
      }
    }
    CHECK(sound >= 5);
    CHECK_FALSE(said.empty());
  }
}

}  // namespace zhidui::facts
