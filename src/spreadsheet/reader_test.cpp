#include "spreadsheet/reader.h"

#include <doctest/doctest.h>

#include "spreadsheet/sample_workbook.h"
#include "spreadsheet/writer.h"

namespace zhidui::spreadsheet {
namespace {

struct Read {
  text::SourceSet sources;
  text::Diagnostics diagnostics;
  std::optional<Workbook> workbook;

  explicit Read(std::string bytes, const ReadOptions& options = {}) {
    workbook = read_workbook("book.xlsx", std::move(bytes), sources, diagnostics, options);
  }
  explicit Read(const SampleWorkbook& sample, const ReadOptions& options = {}) : Read(sample.bytes(), options) {}

  std::string kinds() const {
    std::string out;
    for (const auto& each : diagnostics.list()) out += (out.empty() ? "" : " ") + std::string(text::kind_name(each.kind));
    return out;
  }
  // "甲 A1=text B2:number=1.5 …": what is not a text with its kind; defects where there are any.
  std::string cells() const {
    if (!workbook) return "nothing: " + kinds();
    std::string out;
    for (const Sheet& sheet : workbook->sheets) {
      out += (out.empty() ? "" : " ") + sheet.name + (sheet.hidden ? "(hidden)" : "");
      for (const Row& row : sheet.rows) append_row(out, row);
    }
    return diagnostics.empty() ? out : out + " " + kinds();
  }

 private:
  void append_row(std::string& out, const Row& row) const {
    constexpr const char* kKinds[] = {"", ":number", ":day", ":boolean", ":error"};
    for (std::uint32_t i = row.first; i < row.first + row.count; ++i) {
      const Cell& cell = workbook->cells[i];
      out += " " + text::column_letters(cell.column) + std::to_string(row.number) + kKinds[static_cast<int>(cell.kind)] +
             (cell.unfinished ? ":unfinished" : "") + "=" + std::string(workbook->text(sources, cell));
      const auto place = sources.file(workbook->file).cell(cell.begin);
      CHECK(place.line.row == row.number);
      CHECK(place.column == cell.column);
    }
  }
};

std::string cells_of(const std::string& cells) { return Read(SampleWorkbook::of_cells(cells)).cells(); }
std::string csv(const std::string& bytes) { return Read(bytes).cells(); }

TEST_CASE("every type of cell") {
  CHECK(cells_of("<c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"inlineStr\"><is><t>文</t></is></c>") == "甲 A1=一 C1=文");
  CHECK(cells_of("<c t=\"str\"><f>A2</f><v>果</v></c><c t=\"b\"><v>1</v></c><c t=\"e\"><v>#N/A</v></c>") ==
        "甲 A1=果 B1:boolean=1 C1:error=#N/A");
  CHECK(cells_of("<c><v>1.5E3</v></c><c t=\"n\"><v>0.30000000000000004</v></c><c s=\"1\"><v>45422</v></c>") ==
        "甲 A1:number=1500 B1:number=0.3 C1:day=2024-05-10");
  CHECK(cells_of("<c t=\"d\"><v>2024-05-10T08:30:00</v></c><c t=\"d\"><v>2024-05-10T00:00:00Z</v></c>") ==
        "甲 A1:day=2024-05-10 08:30 B1:day=2024-05-10");
}

TEST_CASE("formulas: results are used; without a result the formula is shown as unfinished") {
  CHECK(cells_of("<c><f>1+1</f><v>2</v></c><c><f>SUM(A1)</f><v></v></c><c><f>A1&amp;\"x\"</f></c>") ==
        "甲 A1:number=2 B1:unfinished==SUM(A1) C1:unfinished==A1&\"x\"");
  CHECK(cells_of("<c t=\"str\"><f>IF(1,\"\")</f><v></v></c><c t=\"str\"><f>A1</f></c>") == "甲 B1:unfinished==A1");
}

TEST_CASE("cells without a value cost nothing") {
  CHECK(cells_of("<c r=\"A1\" s=\"1\"/><c r=\"XFD1\" s=\"1\"/>") == "甲");
  CHECK(Read(SampleWorkbook::of_rows("<row r=\"1\"/><row><c t=\"s\"><v>0</v></c></row><row r=\"7\"><c><v>7</v></c></row>")).cells() ==
        "甲 A2=零 A7:number=7");
}

TEST_CASE("texts: runs are joined, phonetic ones left out, white space as marked, escapes resolved") {
  auto sample = SampleWorkbook::of_cells("<c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"s\"><v>2</v></c><c t=\"s\"><v>3</v></c>");
  sample.parts["xl/sharedStrings.xml"] =
      "<sst><si><r><rPr><b/></rPr><t>云锦</t></r><r><t xml:space=\"preserve\"> 光电</t></r>"
      "<rPh sb=\"0\" eb=\"1\"><t>ユン</t></rPh><phoneticPr/></si>"
      "<si><t> 去 </t></si><si><t>第一_x000D_\n第二_x005F_x0041_</t></si><si><t xml:space=\"preserve\">a\tb</t></si></sst>";
  CHECK(Read(sample).cells() == "甲 A1=云锦 光电 B1=去 C1=第一\v第二_x0041_ D1=a\vb");
}

TEST_CASE("parts may have any name, targets be absolute or relative, namespaces transitional or strict, with or without prefix") {
  SampleWorkbook sample;
  sample.parts["[Content_Types].xml"] = "<Types/>";
  sample.parts["_rels/.rels"] = SampleWorkbook::relationships({{"a", "officeDocument", "/book/main.xml"}}, SampleWorkbook::kStrict);
  sample.parts["book/main.xml"] =
      "<x:workbook xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\" xmlns:q=\"q\"><x:workbookPr date1904=\"1\"/><x:sheets>"
      "<x:sheet name=\"二\" sheetId=\"9\" state=\"veryHidden\" q:id=\"b\"/><x:sheet name=\"一\" sheetId=\"1\" "
      "q:id=\"c\"/></x:sheets></x:workbook>";
  sample.parts["book/_rels/main.xml.rels"] = SampleWorkbook::relationships(
      {{"b", "worksheet", "/pages/Two.XML"}, {"c", "worksheet", "../pages/one.xml"}, {"d", "styles", "./s.xml"}}, SampleWorkbook::kStrict);
  sample.parts["book/s.xml"] = SampleWorkbook::styles({"0", "14"});
  sample.parts["pages/two.xml"] = SampleWorkbook::sheet("<sheetData><row><c s=\"1\"><v>0</v></c></row></sheetData>");
  sample.parts["pages/one.xml"] =
      "<x:worksheet xmlns:x=\"urn\"><x:sheetData><x:row><x:c "
      "t=\"inlineStr\"><x:is><x:t>文</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>";
  CHECK(Read(sample).cells() == "二(hidden) A1:day=1904-01-01 一 A1=文");
}

TEST_CASE("hidden rows and columns, merged cells; what extensions call by the same names is passed over") {
  const Read read(
      SampleWorkbook::of("<cols><col min=\"2\" max=\"3\" hidden=\"1\"/><col min=\"5\" max=\"16384\"/></cols>"
                         "<sheetData><row hidden=\"1\"><c><v>1</v></c></row><row><c><v>2</v></c></row></sheetData>"
                         "<mergeCells><mergeCell ref=\"A1:B2\"/><mergeCell ref=\"C5\"/></mergeCells>"
                         "<extLst><ext><row><c><v>9</v></c></row><sheetData><row><c><v>9</v></c></row></sheetData></ext></extLst>"));
  CHECK(read.cells() == "甲 A1:number=1 A2:number=2");
  const Sheet& sheet = read.workbook->sheets.at(0);
  CHECK(sheet.rows.at(0).hidden);
  CHECK_FALSE(sheet.rows.at(1).hidden);
  CHECK(sheet.hidden_columns == std::vector<std::uint32_t>{1, 2});
  REQUIRE(sheet.merged.size() == 2);
  CHECK(sheet.merged[0].last_row == 2);
  CHECK(sheet.merged[0].last_column == 1);
  CHECK(sheet.merged[1].first_column == 2);
}

TEST_CASE("which formats show a day") {
  auto sample = SampleWorkbook::of_cells(
      "<c s=\"0\"><v>45422</v></c><c s=\"1\"><v>45422</v></c><c s=\"2\"><v>45422.5</v></c>"
      "<c s=\"3\"><v>45422</v></c><c s=\"4\"><v>45422</v></c><c s=\"5\"><v>0.5</v></c>");
  sample.parts["xl/styles.xml"] =
      SampleWorkbook::styles({"176", "31", "22", "177", "57", "20"},
                             "<numFmt numFmtId=\"176\" formatCode=\"#,##0.00&quot;day&quot;\"/>"
                             "<numFmt numFmtId=\"177\" formatCode=\"[$-804]yyyy&quot;年&quot;m&quot;月&quot;\"/>");
  CHECK(Read(sample).cells() ==
        "甲 A1:number=45422 B1:day=2024-05-10 C1:day=2024-05-10 12:00 D1:day=2024-05-10 E1:day=2024-05-10 F1:number=0.5");
}

TEST_CASE("a workbook without styles and texts, and sheets of charts") {
  SampleWorkbook sample = SampleWorkbook::of_cells("<c><v>1</v></c>");
  sample.parts.erase("xl/styles.xml");
  sample.parts.erase("xl/sharedStrings.xml");
  sample.parts["xl/workbook.xml"] =
      SampleWorkbook::workbook("<sheets><sheet name=\"图\" r:id=\"rId2\"/><sheet name=\"甲\" r:id=\"rId1\"/></sheets>");
  sample.parts["xl/_rels/workbook.xml.rels"] =
      SampleWorkbook::relationships({{"rId2", "chartsheet", "charts/1.xml"}, {"rId1", "worksheet", "worksheets/sheet1.xml"}});
  CHECK(Read(sample).cells() == "甲 A1:number=1");
}

TEST_CASE("what the writer writes is read again") {
  auto book = WorkbookWriter::to_memory({});
  REQUIRE(book.ok());
  SheetWriter& sheet = book->add("兑现");
  sheet.text(0, 0, "第一\n第二");
  sheet.text(0, 1, "=1+1");
  sheet.text(0, 2, " _x0041_ ");
  sheet.money(1, 0, 1'234'567);
  sheet.date(1, 3, *base::Date::parse("2024-05-10"));
  sheet.ratio(2, 1, base::Rational::of(3, 8));
  book->add_hidden("清单").text(4, 4, "末");
  const auto bytes = book->finish_bytes();
  REQUIRE(bytes.ok());
  CHECK(Read(*bytes).cells() ==
        "兑现 A1=第一\v第二 B1==1+1 C1= _x0041_  A2:number=12345.67 D2:day=2024-05-10 B3:number=0.375 清单(hidden) E5=末");
}

TEST_CASE("csv: separators, quotes, line breaks, empty lines") {
  CHECK(csv("a,b\r\n\r\n\"甲,乙\"\"丙\"\"\n公司\",,2\n") == "book A1=a B1=b A3=甲,乙\"丙\"\v公司 C3=2");
  CHECK(csv("a\tb,c\nd\te") == "book A1=a B1=b,c A2=d B2=e");
  CHECK(csv("名;额\na;1,5\n") == "book A1=名 B1=额 A2=a B2=1,5");
  CHECK(csv("sep=;\na,b;c\n") == "book A1=a,b B1=c");
  CHECK(csv("a\rb\r") == "book A1=a A2=b");
  CHECK(csv("名称\n甲，乙公司\n丙\n") == "book A1=名称 A2=甲，乙公司 A3=丙");
  CHECK(csv("\"\",\" x \" ,y") == "book B1= x  C1=y");
}

TEST_CASE("csv: encodings") {
  CHECK(csv("\xEF\xBB\xBF名,1\n") == "book A1=名 B1=1");
  CHECK(csv("\xC3\xFB\xB3\xC6,1\n") == "book A1=名称 B1=1");                     // GBK
  CHECK(csv("\x95\x32\x82\x36,1\n") == "book A1=\xF0\xA0\x80\x80 B1=1");         // 𠀀 takes four bytes of GB18030
  CHECK(csv(std::string("\xFF\xFE\x0D\x54,\0001\0", 8)) == "book A1=名 B1=1");   // UTF-16, little end first
  CHECK(csv(std::string("\xFE\xFF\x54\x0D\0,\0001", 8)) == "book A1=名 B1=1");   // UTF-16, big end first
  CHECK(csv("\xC1\xAA\xCD\xA8\n\xB9\xAB\xCB\xBE\n") == "book A1=联通 A2=公司");  // its first line would be UTF-8 as well
}

TEST_CASE("what the names of all CSV files begin with is the name of the workbook") {
  const auto names = [](std::vector<std::string> files) {
    text::SourceSet sources;
    text::Diagnostics diagnostics;
    std::vector<CsvFile> all;
    for (const std::string& file : files) all.push_back({"表/" + file + ".csv", "号\n1\n"});
    const auto workbook = read_csv_folder("表/", std::move(all), sources, diagnostics);
    std::string out;
    for (const Sheet& sheet : workbook->sheets) out += sheet.name + " ";
    return out;
  };
  CHECK(names({"facts-主体", "facts-专利", "facts-专利族"}) == "主体 专利 专利族 ");
  CHECK(names({"表-2024-主体", "表-2024-专利"}) == "主体 专利 ");
  CHECK(names({"专利", "专利族"}) == "专利 专利族 ");
  CHECK(names({"facts-主体"}) == "facts-主体 ");
  CHECK(names({"旧-专利", "专利"}) == "旧-专利 专利 ");
  CHECK(names({"旧-", "旧-专利"}) == "旧- 旧-专利 ");
}

TEST_CASE("truth values that were saved as formulas are truth values") {
  auto sample = SampleWorkbook::of_cells(
      "<c t=\"n\"><f aca=\"false\">TRUE()</f><v>1</v></c><c t=\"b\"><f>FALSE()</f><v>0</v></c><c><f>TRUE()+0</f><v>1</v></c>");
  CHECK(Read(sample).cells() == "甲 A1:boolean=1 B1:boolean=0 C1:number=1");
}

TEST_CASE("a folder of CSV files is a workbook") {
  text::SourceSet sources;
  text::Diagnostics diagnostics;
  const auto workbook = read_csv_folder("表/", {{"表/专利.csv", "号\n1\n"}, {"表/企业.csv", "\xC3\xFB\xB3\xC6\n"}}, sources, diagnostics);
  REQUIRE(workbook);
  CHECK(diagnostics.empty());
  REQUIRE(workbook->sheets.size() == 2);
  CHECK(workbook->sheets[0].name == "专利");
  CHECK(workbook->sheets[1].name == "企业");
  CHECK(workbook->text(sources, workbook->cells.back()) == "名称");
}

TEST_CASE("a reading reports how far it is, and stops when asked") {
  std::string rows;
  for (int i = 1; i <= 20'000; ++i) rows += "<row><c><v>" + std::to_string(i) + "</v></c></row>";
  int last = -1;
  bool between = false;
  ReadOptions options;
  options.progress = [&](int part) {
    CHECK(part >= last);
    if (last < 0) CHECK(part == 0);
    between = between || (part > 100 && part < 900);
    last = part;
    return true;
  };
  const auto sample = SampleWorkbook::of_rows(rows);
  CHECK(Read(sample, options).workbook);
  CHECK(last > 900);
  CHECK(between);
  options.progress = [](int) { return false; };
  const Read stopped(sample, options);
  CHECK_FALSE(stopped.workbook);
  CHECK(stopped.diagnostics.empty());
}

}  // namespace
}  // namespace zhidui::spreadsheet
