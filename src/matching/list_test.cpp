#include "matching/list.h"

#include <doctest/doctest.h>

namespace zhidui::matching {
namespace {

struct Read {
  text::SourceSet sources;
  text::Diagnostics diagnostics;
  List list;
  explicit Read(const std::string& bytes, const std::vector<std::string>& wanted = {}) {
    list = read_csv(sources, sources.add("list.csv", bytes), wanted, diagnostics);
  }
  std::string kinds() const {
    std::string out;
    for (const auto& each : diagnostics.list()) out += (out.empty() ? "" : " ") + std::string(text::kind_name(each.kind));
    return out;
  }
};

TEST_CASE("cells, quotes, line breaks and a byte order mark") {
  const Read read("\xEF\xBB\xBF序号,企业名称\r\n1,\"甲,乙\"\"丙\"\"\n公司\"\r\n\r\n2,丁公司");
  CHECK(read.kinds().empty());
  REQUIRE(read.list.rows.size() == 2);
  CHECK(read.list.rows[0].cell("企业名称") == "甲,乙\"丙\"\n公司");
  CHECK(read.list.rows[1].row == 3);
  CHECK(read.list.rows[1].cell("企业名称") == "丁公司");
  CHECK(read.list.rows[1].cell("地区").empty());
}

TEST_CASE("titles above the header are passed over") {
  const Read read("2024年名单,,\n,,\n序号, 企业名称 ,地区\n1,甲公司,城区\n", {"企业名称", "地区"});
  CHECK(read.kinds().empty());
  REQUIRE(read.list.rows.size() == 1);
  CHECK(read.list.rows[0].row == 1);
  CHECK(read.list.rows[0].cell("地区") == "城区");
}

TEST_CASE("a list without the columns asked for has columns and no rows") {
  const Read read("2024年名单\n\n序号,单位,地区\n1,甲公司,城区\n", {"企业名称"});
  CHECK(read.kinds().empty());
  CHECK(read.list.columns == std::vector<std::string>{"序号", "单位", "地区"});
  CHECK(read.list.rows.empty());
}

TEST_CASE("defects") {
  CHECK(Read("").kinds() == "list_empty");
  CHECK(Read("甲,乙\n").kinds() == "list_empty");
  CHECK(Read("甲\n\"乙").kinds() == "list_open_quote");
  CHECK(Read("甲\n\"乙\"丙\n").kinds() == "list_text_after_quote");
  CHECK(Read("甲,甲\n1,2\n").kinds() == "list_column_twice");
  CHECK(Read("甲\n1,2\n").kinds() == "list_cell_without_column");
  CHECK(Read("甲\n\xD6\xD0\n").kinds() == "list_not_utf8");
}

TEST_CASE("what is written is read again") {
  const std::vector<std::string> cells{"甲,乙", "丙\"丁", "戊\n己", "", " 庚"};
  const Read read("1,2,3,4,5\r\n" + csv_record(cells));
  REQUIRE(read.list.rows.size() == 1);
  for (std::size_t i = 0; i < cells.size(); ++i) CHECK(read.list.rows[0].cell(std::to_string(i + 1)) == cells[i]);
}

}  // namespace
}  // namespace zhidui::matching
