#include "text/source.h"

#include <doctest/doctest.h>

#include <string>

#include "base/utf8.h"

namespace zhidui::text {
namespace {

TEST_CASE("places are lines and columns of characters") {
  const SourceFile file("政策.md", "知兑\r\n\n第三行 x\n");
  CHECK(file.place(0).line == 1);
  CHECK(file.place(3).column == 2);
  CHECK(file.place(8).line == 2);
  CHECK(file.place(9).line == 3);
  CHECK(file.place(9 + 9 + 1).column == 5);
  CHECK(file.place(999).line == 4);
  CHECK(file.line(1) == "知兑");
  CHECK(file.line(2).empty());
  CHECK(file.line(3) == "第三行 x");
  CHECK(file.line(4).empty());
  CHECK(file.line_begin(3) == 9);
}

TEST_CASE("an empty file has one empty line") {
  const SourceFile file("a", "");
  CHECK(file.place(0).line == 1);
  CHECK(file.line(1).empty());
}

TEST_CASE("files keep their ids and their bytes") {
  SourceSet sources;
  const FileId first = sources.add("a", "甲");
  const std::string_view bytes = sources.file(first).bytes();
  for (int i = 0; i < 100; ++i) sources.add("b", "乙");
  CHECK(sources.slice({first, 0, 3}) == "甲");
  CHECK(bytes.data() == sources.file(first).bytes().data());
  CHECK(sources.size() == 101);
}

TEST_CASE("places on long lines are those that counting from the line's beginning gives") {
  std::string bytes = "短行\n";
  const std::size_t start = bytes.size();
  for (int i = 0; i < 20'000; ++i) bytes += i % 7 == 0 ? "知" : i % 501 == 0 ? "\xFF" : "x";
  bytes += "\n末行";
  const SourceFile file("a", bytes);
  for (std::size_t offset = start; offset < bytes.size(); offset += 37) {
    const std::size_t columns = base::code_point_count(std::string_view(bytes).substr(start, offset - start));
    if (file.place(static_cast<std::uint32_t>(offset)).line != 2) continue;
    CHECK(file.place(static_cast<std::uint32_t>(offset)).column == columns + 1);
  }
  CHECK(file.place(static_cast<std::uint32_t>(bytes.size())).column == 3);
}

}  // namespace
}  // namespace zhidui::text
