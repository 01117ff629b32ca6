#include "tools/files.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/files.h"
#include "base/must.h"

using namespace zhidui::tools;
namespace fs = std::filesystem;

namespace {

struct Folder {
  fs::path path = fs::temp_directory_path() / ("zhidui-files-" + std::to_string(getpid()));
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
  std::string operator/(const char* name) const { return (path / name).string(); }
};

zhidui::base::Result<std::string> read(const std::string& path) { return zhidui::base::read_file(path, zhidui::base::kDataFileLimit); }

std::optional<Refusal> refused(const std::string& folder) { return *refusal(folder); }

std::size_t entries(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator{}));
}

}  // namespace

TEST_CASE("results appear together or not at all") {
  const Folder at;
  {
    auto folder = StagedFolder::create(at / "out");
    REQUIRE(folder.ok());
    CHECK(!folder->write("a.txt", "1"));
    CHECK(!fs::exists(at / "out/a.txt"));
  }
  CHECK(!fs::exists(at / "out"));
  {
    auto folder = StagedFolder::create(at / "out");
    REQUIRE(folder.ok());
    CHECK(!folder->write("a.txt", "1"));
    CHECK(!folder->append("b.txt", "2"));
    CHECK(!folder->append("b.txt", "3"));
    CHECK(!folder->finish());
  }
  CHECK(*read(at / "out/a.txt") == "1");
  CHECK(*read(at / "out/b.txt") == "23");
  CHECK(entries(at / "out") == 3);  // with the index
  {
    auto folder = StagedFolder::create(at / "out");
    REQUIRE(folder.ok());
    CHECK(!folder->write("a.txt", "new"));
  }
  CHECK(*read(at / "out/a.txt") == "1");
  CHECK(entries(at / "out") == 3);
  {
    auto folder = StagedFolder::create(at / "out");
    REQUIRE(folder.ok());
    CHECK(!folder->write("c.txt", "new"));
    CHECK(!folder->finish());
  }
  CHECK(*read(at / "out/c.txt") == "new");
  CHECK(entries(at / "out") == 2);  // nothing of the earlier run
  CHECK(entries(at.path) == 1);
}

TEST_CASE("only a folder of results is replaced by results") {
  const Folder at;
  CHECK(!refused(at / "out"));
  fs::create_directories(at.path / "out");
  CHECK(!refused(at / "out"));
  CHECK(!write_file(at / "out/index.json", R"({"format": "zhidui-results/1", "files": ["a.txt", "sub"]})"));
  CHECK(!write_file(at / "out/a.txt", "1"));
  CHECK(!refused(at / "out"));
  fs::create_directories(at.path / "out/sub");
  REQUIRE(refused(at / "out"));
  CHECK(zhidui::base::must(refused(at / "out")).entry == "sub");
  CHECK(zhidui::base::must(refused(at / "out/a.txt")).is_file);
  fs::remove(at.path / "out/sub");
  CHECK(!write_file(at / "out/index.json", "{}"));
  CHECK(zhidui::base::must(refused(at / "out")).entry == "a.txt");
  // A folder that filled while the results were made is left alone.
  auto folder = StagedFolder::create(at / "new");
  REQUIRE(folder.ok());
  CHECK(!write_file((fs::create_directories(at.path / "new"), at / "new/mine.txt"), "mine"));
  CHECK(folder->finish());
  CHECK(*read(at / "new/mine.txt") == "mine");
}

TEST_CASE("a file that cannot be written leaves nothing behind") {
  const Folder at;
  CHECK(!write_file(at / "x.md", "text"));
  CHECK(*read(at / "x.md") == "text");
  CHECK(write_file(at / "no/such/x.md", "text"));
  CHECK(entries(at.path) == 1);
  CHECK(!read(at / "y.md").ok());
  CHECK(!read(at.path.string()).ok());
}

TEST_CASE("ids become file names") {
  CHECK(file_name_of("e1") == "e1");
  CHECK(file_name_of("甲公司") == "甲公司");
  CHECK(file_name_of("a/b c") == "a_b_c");
  CHECK(file_name_of("..") == "_..");
  CHECK(file_name_of("") == "_");
  CHECK(file_name_of("甲\u202E乙\u0085\u200B\u3000丙\x1b") == "甲_乙___丙_");
  CHECK(file_name_of("Aux") == "_Aux");
  CHECK(file_name_of("lpt1.a") == "_lpt1.a");
  CHECK(file_name_of("console") == "console");
  std::string many;
  for (int i = 0; i < 200; ++i) many += "甲";
  CHECK(file_name_of(many) == many.substr(0, 198));
  CHECK(folded("甲E1.TXT") == "甲e1.txt");
}

TEST_CASE("the vocabulary is found above the policy") {
  const Folder at;
  fs::create_directories(at.path / "vocabulary");
  fs::create_directories(at.path / "reference");
  fs::create_directories(at.path / "policies/deep");
  const auto found = find_vocabulary({at / "policies/deep/x.md"});
  REQUIRE(found.size() == 2);
  CHECK(fs::equivalent(found[0], at.path / "vocabulary"));
  CHECK(fs::equivalent(found[1], at.path / "reference"));
  CHECK(fs::equivalent(find_vocabulary({at / "vocabulary/x.md"})[0], at.path / "vocabulary"));
}
