#include "matching/list.h"

#include <doctest/doctest.h>

#include "spreadsheet/csv_record.h"
#include "spreadsheet/sample_workbook.h"

namespace zhidui::matching {
namespace {

struct Read {
  text::SourceSet sources;
  text::Diagnostics diagnostics;
  List list;
  explicit Read(const std::string& bytes, const std::vector<std::string>& wanted = {}) {
    list = read_list("list.csv", bytes, wanted, sources, diagnostics);
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
  CHECK(Read("").kinds() == "file_empty");
  CHECK(Read("\n , \n").kinds() == "list_empty");
  CHECK(Read("甲,乙\n").kinds() == "list_empty");
  CHECK(Read("甲\n\"乙").kinds() == "csv_open_quote");
  CHECK(Read("甲\n\"乙\"丙\n").kinds() == "csv_text_after_quote");
  CHECK(Read("甲,甲\n1,2\n").kinds() == "list_column_twice");
  CHECK(Read("甲\n1,2\n").kinds() == "list_cell_without_column");
  CHECK(Read("甲\n\xD6\xD0\n").kinds() == "csv_encoding_unknown");
}

std::string workbook(const std::string& sheets, const std::vector<std::string>& rows) {
  auto sample = spreadsheet::SampleWorkbook::of_rows("");
  std::vector<spreadsheet::SampleWorkbook::Relation> relations{{"s", "sharedStrings", "sharedStrings.xml"}, {"f", "styles", "styles.xml"}};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string part = "worksheets/sheet" + std::to_string(i + 1) + ".xml";
    sample.parts["xl/" + part] = spreadsheet::SampleWorkbook::sheet("<sheetData>" + rows[i] + "</sheetData>");
    relations.push_back({"r" + std::to_string(i + 1), "worksheet", part});
  }
  sample.parts["xl/workbook.xml"] = spreadsheet::SampleWorkbook::workbook("<sheets>" + sheets + "</sheets>");
  sample.parts["xl/_rels/workbook.xml.rels"] = spreadsheet::SampleWorkbook::relationships(relations);
  return sample.bytes();
}

std::string row_of(const std::vector<std::string>& cells) {
  std::string out = "<row>";
  for (const std::string& each : cells) out += "<c t=\"inlineStr\"><is><t>" + each + "</t></is></c>";
  return out + "</row>";
}

TEST_CASE("a list in a workbook: titles, an empty row, days and numbers as shown, the sheet that has the columns") {
  const std::string bytes = workbook(
      "<sheet name=\"说明\" r:id=\"r1\"/><sheet name=\"名单\" r:id=\"r2\"/>",
      {row_of({"填写说明"}), row_of({"2024年名单"}) + row_of({"企业名称", "认定日", "额"}) +
                                 "<row r=\"4\" hidden=\"1\"><c t=\"inlineStr\"><is><t>甲\n公司</t></is></c><c s=\"1\"><v>45422</v></c>"
                                 "<c><v>12.50</v></c><c><f>1/0</f></c></row>"});
  const Read read(bytes, {"企业名称", "认定日"});
  CHECK(read.kinds() == "list_cell_without_column");
  REQUIRE(read.list.rows.size() == 1);
  CHECK(read.list.rows[0].row == 2);
  CHECK(read.list.rows[0].cell("企业名称") == "甲\n公司");
  CHECK(read.list.rows[0].cell("认定日") == "2024-05-10");
  CHECK(read.list.rows[0].cell("额") == "12.5");
}

TEST_CASE("defects of a list in a workbook") {
  const std::string sheets = "<sheet name=\"一\" r:id=\"r1\"/><sheet name=\"二\" r:id=\"r2\"/>";
  const std::string rows = row_of({"名", "额"}) + row_of({"甲公司", "1"});
  CHECK(Read(workbook(sheets, {rows, rows}), {"名"}).kinds() == "list_several_sheets");
  CHECK(Read(workbook(sheets, {rows, rows}), {}).kinds().empty());
  const std::string failed = row_of({"名", "额"}) + "<row><c><f>A9</f></c><c t=\"e\"><v>#REF!</v></c></row>";
  CHECK(Read(workbook(sheets, {failed, ""}), {"名"}).kinds() == "list_cell_without_value");
  CHECK(Read(workbook(sheets, {failed, ""}), {"名", "额"}).kinds() == "list_cell_without_value list_cell_without_value");
}

TEST_CASE("what is written is read again") {
  const std::vector<std::string> cells{"甲,乙", "丙\"丁", "戊\n己", "", " 庚"};
  const Read read("1,2,3,4,5\r\n" + spreadsheet::csv_record(cells));
  REQUIRE(read.list.rows.size() == 1);
  for (std::size_t i = 0; i < cells.size(); ++i) CHECK(read.list.rows[0].cell(std::to_string(i + 1)) == cells[i]);
}

}  // namespace
}  // namespace zhidui::matching
