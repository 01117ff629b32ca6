#include "base/files.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace fs = std::filesystem;

namespace zhidui::base {

namespace {

struct Folder {
  fs::path path = fs::temp_directory_path() / ("zhidui-base-files-" + std::to_string(getpid()));
  Folder() { fs::create_directories(path); }
  ~Folder() {
    fs::permissions(path, fs::perms::owner_all);
    fs::remove_all(path);
  }
  std::string operator/(const char* name) const { return (path / name).string(); }
  void write(const char* name, const std::string& bytes) const { std::ofstream(path / name, std::ios::binary) << bytes; }
};

}  // namespace

TEST_CASE("a file is read whole, or it is said why not") {
  const Folder at;
  at.write("a.md", "甲\n");
  at.write("empty.md", "");
  CHECK(*read_file(at / "a.md", 4) == "甲\n");
  CHECK(*read_file(at / "empty.md", 4) == "");
  CHECK(read_file(at / "a.md", 3).error().code == Error::Code::too_large);
  CHECK(read_file(at / "b.md", 4).error().code == Error::Code::not_found);
  CHECK(read_file(at.path.string(), 4).error().message == "is a folder: " + at.path.string());
  CHECK(read_file("/dev/null", 4).error().message == "is a device or a pipe, not a file: /dev/null");
  REQUIRE(mkfifo((at / "pipe.md").c_str(), 0600) == 0);
  CHECK(read_file(at / "pipe.md", 4).error().code == Error::Code::unreadable);
  fs::create_symlink("loop.md", at / "loop.md");
  CHECK(read_file(at / "loop.md", 4).error().code == Error::Code::unreadable);
  CHECK(read_file("/proc/self/mem", 4).ok() == false);
}

TEST_CASE("a folder gives its files by name, or it is said why not") {
  const Folder at;
  for (const char* name : {"b.md", "a.md", "c.txt", ".hidden.md"}) at.write(name, "");
  fs::create_directory(at / "folder.md");
  fs::create_symlink("a.md", at / "link.md");
  CHECK(*files_in(at.path.string(), ".md") == std::vector<std::string>{at / "a.md", at / "b.md", at / "link.md"});
  CHECK(files_in(at.path.string(), ".yaml")->empty());
  CHECK(files_in(at / "nowhere", ".md").error().code == Error::Code::unreadable);
  CHECK(files_in(at / "a.md", ".md").error().code == Error::Code::unreadable);
  fs::create_symlink("z.md", at / "z.md");
  CHECK(files_in(at.path.string(), ".md").error().message == "cannot be read: " + (at / "z.md"));
  fs::remove(at / "z.md");
  fs::create_symlink("gone.md", at / "dangling.md");
  CHECK(!files_in(at.path.string(), ".md").ok());
  fs::remove(at / "dangling.md");
  fs::permissions(at.path, fs::perms::none);
  if (geteuid() != 0) CHECK(!files_in(at.path.string(), ".md").ok());  // root reads everything
}

}  // namespace zhidui::base
