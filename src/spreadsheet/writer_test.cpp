#include "spreadsheet/writer.h"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "base/must.h"
#include "spreadsheet/package.h"
#include "spreadsheet/table.h"

using namespace zhidui::spreadsheet;
using zhidui::base::Date;
using zhidui::base::Rational;
using zhidui::text::Language;

namespace {

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string part_of(const std::string& bytes, const std::string& name) {
  auto package = Package::of(bytes);
  REQUIRE(package.ok());
  auto part = package->part(name);
  REQUIRE_MESSAGE(part.ok(), name);
  return *part;
}

// What `fill` puts on a single sheet, as the XML of the sheet and of its texts.
template <class Fill>
std::string sheet_of(Fill fill) {
  auto book = WorkbookWriter::to_memory({});
  REQUIRE(book.ok());
  fill(book->add("A"));
  auto bytes = book->finish_bytes();
  REQUIRE(bytes.ok());
  auto package = Package::of(*bytes);
  REQUIRE(package.ok());
  CHECK(is_whole(*package));
  auto texts = package->part("xl/sharedStrings.xml");
  return *package->part("xl/worksheets/sheet1.xml") + (texts ? *texts : "");
}

std::string money(const Rational& fen) {
  return sheet_of([&](SheetWriter& sheet) { sheet.money(0, 0, fen); });
}

}  // namespace

TEST_CASE("what is typed into empty cells of a column keeps its form") {
  auto book = WorkbookWriter::to_memory({});
  REQUIRE(book.ok());
  SheetWriter& sheet = book->add("A");
  sheet.column_width(0, 0, 12);
  sheet.column_width(1, 1, 12, Typed::as_text);
  sheet.column_width(2, 2, 12, Typed::as_day);
  const auto bytes = book->finish_bytes();
  REQUIRE(bytes.ok());
  const std::string xml = part_of(*bytes, "xl/worksheets/sheet1.xml"), styles = part_of(*bytes, "xl/styles.xml");
  CHECK(holds(xml, "<col min=\"1\" max=\"1\" width=\"12.7109375\" customWidth=\"1\"/>"));
  CHECK(holds(xml, "<col min=\"2\" max=\"2\" width=\"12.7109375\" style=\"1\" customWidth=\"1\"/>"));
  CHECK(holds(xml, "<col min=\"3\" max=\"3\" width=\"12.7109375\" style=\"2\" customWidth=\"1\"/>"));
  CHECK(holds(styles, "formatCode=\"@\""));
  CHECK(holds(styles, "formatCode=\"yyyy-mm-dd\""));
}

TEST_CASE("what looks like a formula, an address or a code stays a text") {
  for (const char* text : {"=1+1", "+1", "@SUM(A1)", "https://example.com", "{=A1}", "'x", "_x0041_"}) {
    const std::string xml = sheet_of([&](SheetWriter& sheet) { sheet.text(0, 0, text); });
    CHECK_MESSAGE(holds(xml, "t=\"s\""), text);
    CHECK_MESSAGE(!holds(xml, "<f>"), text);
    CHECK_MESSAGE(!holds(xml, "hyperlink"), text);
  }
  CHECK(holds(sheet_of([](SheetWriter& sheet) { sheet.text(0, 0, "_x0041_"); }), "_x005F_x0041_"));
  CHECK(holds(sheet_of([](SheetWriter& sheet) { sheet.text(0, 0, "<script>&"); }), "&lt;script&gt;&amp;"));
}

TEST_CASE("what is not seen is spelled out, what XML cannot hold is replaced, long texts are cut with a sign") {
  CHECK(holds(sheet_of([](SheetWriter& sheet) { sheet.text(0, 0, "a\u202Eb\x01"); }), "a⟨U+202E⟩b⟨U+0001⟩"));
  CHECK(holds(sheet_of([](SheetWriter& sheet) { sheet.text(0, 0, "a\xEF\xBF\xBE\xFF"); }), "a\uFFFD\uFFFD"));
  const std::string xml = sheet_of([](SheetWriter& sheet) { sheet.text(0, 0, std::string(40'000, 'a')); });
  CHECK(holds(xml, std::string(kMostTextUnits - 1, 'a') + "…<"));
}

TEST_CASE("sums are exact or texts") {
  CHECK(holds(money(3'000'000), "<v>30000</v>"));
  CHECK(holds(money(1), "<v>0.01</v>"));
  CHECK(holds(money(-1050), "<v>-10.5</v>"));
  CHECK(holds(money(999'999'999'999'999), "<v>9999999999999.99</v>"));
  // 16 digits
  CHECK(holds(money(1'234'567'890'123'456), "<t>12,345,678,901,234.56</t>"));
  CHECK(holds(money(Rational::of(100, 3)), "<t>1/3</t>"));
}

TEST_CASE("numbers, days, yes and no") {
  const std::string xml = sheet_of([](SheetWriter& sheet) {
    sheet.integer(0, 0, 37);
    sheet.ratio(0, 1, Rational::of(3, 8));
    sheet.ratio(0, 2, Rational::of(1, 3));
    sheet.date(0, 3, *Date::parse("2024-05-10"));
    sheet.date(0, 4, *Date::parse("1900-02-28"));
    sheet.yes_no(0, 5, true, Language::zh);
    sheet.yes_no(0, 6, false, Language::zh);
    sheet.integer(0, 7, INT64_MAX);
  });
  for (const char* part : {"<v>37</v>", "<v>0.375</v>", "<t>1/3</t>", "<v>45422</v>", "<t>1900-02-28</t>", "<t>是</t>", "<t>否</t>",
                           "<t>9223372036854775807</t>"})
    CHECK_MESSAGE(holds(xml, part), part);
}

TEST_CASE("sheets: names that no tab may hold, links, hidden ones, lists to choose from") {
  auto book = WorkbookWriter::to_memory({"题", "", "", ""});
  REQUIRE(book.ok());
  SheetWriter& first = book->add("一/二:[三]'");
  SheetWriter& second = book->add("一/二:[三]'");
  SheetWriter& lists = book->add_hidden(std::string(40, 'x'));
  CHECK(first.name() == "一_二__三__");
  CHECK(second.name() == "一_二__三__ (2)");
  CHECK(lists.name() == std::string(30, 'x') + "…");
  first.link(0, 0, "二", second, 4, 1);
  first.note(1, 1, "记");
  CHECK(first.choice({1, 0, 9, 0}, {"是", "否"}, {"选", "只能是或否"}));
  CHECK(!first.choice({1, 1, 9, 1}, {std::string(256, 'a')}));
  CHECK(!first.choice({1, 1, 9, 1}, {"a,b"}));
  lists.text(0, 0, "a,b");
  first.choice({1, 1, 9, 1}, lists, {0, 0, 0, 0});
  first.only_dates({1, 2, 9, 2}, zhidui::base::must(Date::parse("1949-10-01")), zhidui::base::must(Date::parse("2100-12-31")),
                   {"年-月-日", ""});
  first.only_numbers({1, 3, 9, 3}, 0, 100, true);
  auto bytes = book->finish_bytes();
  REQUIRE(bytes.ok());
  const std::string sheet = part_of(*bytes, "xl/worksheets/sheet1.xml");
  CHECK(holds(sheet, "location=\"'一_二__三__ (2)'!B5\""));
  CHECK(holds(sheet, "<formula1>\"是,否\"</formula1>"));
  CHECK(holds(sheet, "'!$A$1</formula1>"));
  CHECK(holds(sheet, "type=\"whole\""));
  CHECK(holds(sheet, "<formula1>18172</formula1>"));
  CHECK(holds(part_of(*bytes, "xl/workbook.xml"), "state=\"hidden\""));
  CHECK(holds(part_of(*bytes, "xl/comments1.xml"), "记"));
  CHECK(holds(part_of(*bytes, "docProps/core.xml"), "2000-01-01T00:00:00Z"));
}

TEST_CASE("a page is printed on A4 with its head repeated") {
  const std::string xml = sheet_of([](SheetWriter& sheet) {
    Print setup;
    setup.repeated_rows = 1;
    setup.header_left = "甲 & 乙";
    sheet.print(setup);
    sheet.freeze(1, 1);
    sheet.text(0, 0, "a", {.header = true});
    sheet.autofilter({0, 0, 3, 2});
  });
  for (const char* part :
       {"paperSize=\"9\"", "orientation=\"landscape\"", "fitToHeight=\"0\"", "&amp;L甲 &amp;&amp; 乙&amp;R", "<autoFilter"})
    CHECK_MESSAGE(holds(xml, part), part);
}

TEST_CASE("the same content gives the same bytes") {
  const auto make = [] {
    auto book = WorkbookWriter::to_memory({"题", "", "", "注"});
    SheetWriter& sheet = book->add("表");
    sheet.text(0, 0, "甲", {.bold = true, .tone = Tone::good});
    sheet.note(0, 0, "记");
    return *book->finish_bytes();
  };
  const std::string once = make();
  CHECK(once == make());
}

TEST_CASE("a file that cannot be written is an error, and nothing is left of one that was not finished") {
  namespace fs = std::filesystem;
  CHECK(!WorkbookWriter::to_file("/nowhere/at/all.xlsx", {}).ok());
  const fs::path folder = fs::temp_directory_path() / "zhidui-writer-test";
  fs::create_directories(folder);
  const std::string path = (folder / "a.xlsx").string();
  { auto book = WorkbookWriter::to_file(path, {}); }
  CHECK(fs::is_empty(folder));
  {
    auto book = WorkbookWriter::to_file(path, {}, WorkbookWriter::Memory::by_rows);
    SheetWriter& sheet = book->add("A");
    for (RowIndex row = 0; row < 1000; ++row) sheet.text(row, 0, "行" + std::to_string(row));
    CHECK(!book->finish());
  }
  auto package = Package::open(path);
  REQUIRE(package.ok());
  CHECK(holds(*package->part("xl/worksheets/sheet1.xml"), "行999"));
  {
    auto book = WorkbookWriter::to_file(path, {});
    book->add("A").text(kMostRows, 0, "below the last row");
    CHECK(book->finish());
  }
  CHECK(fs::is_empty(folder));
  fs::remove_all(folder);
}

// A child that may write files of at most `bytes`: 0 if it said so or wrote a whole workbook, 1 if it lost something unseen.
int within(const std::string& path, unsigned bytes, WorkbookWriter::Memory memory) {
  const pid_t child = fork();
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{bytes, bytes};
    setrlimit(RLIMIT_FSIZE, &limit);
    freopen("/dev/null", "w", stderr);
    auto book = WorkbookWriter::to_file(path, {}, memory);
    if (!book.ok()) _exit(0);
    SheetWriter& sheet = book->add("A");
    for (RowIndex row = 0; row < 2000; ++row) sheet.text(row, 0, "行" + std::to_string(row * 7919));
    const bool said = book->finish().has_value();
    _exit(said ? 0 : 2);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST_CASE("a disk that runs full is an error wherever it happens, and leaves no file") {
  namespace fs = std::filesystem;
  const fs::path folder = fs::temp_directory_path() / "zhidui-writer-full";
  fs::create_directories(folder);
  const std::string path = (folder / "a.xlsx").string();
  for (const auto memory : {WorkbookWriter::Memory::whole, WorkbookWriter::Memory::by_rows}) {
    for (const unsigned bytes : {0u, 512u, 4'096u, 20'000u, 60'000u, 100'000u}) {
      CHECK_MESSAGE(within(path, bytes, memory) == 0, bytes);
      CHECK_MESSAGE(fs::is_empty(folder), bytes);
    }
    CHECK(within(path, 10'000'000, memory) == 2);
    CHECK(fs::remove(path));
  }
  fs::remove_all(folder);
}

TEST_CASE("a table that fills a sheet goes on on the next one, under the same head") {
  auto book = WorkbookWriter::to_memory({});
  REQUIRE(book.ok());
  Table table(*book, "兑现", {{"编号", 10}, {"金额", 12}}, {}, 1, 4);
  for (int i = 0; i < 7; ++i) {
    table.next();
    table.integer(i);
    table.money(i * 100);
  }
  table.finish();
  CHECK(table.rows() == 7);
  auto bytes = book->finish_bytes();
  REQUIRE(bytes.ok());
  const std::string names = part_of(*bytes, "xl/workbook.xml");
  for (const char* name : {"name=\"兑现\"", "name=\"兑现 (2)\"", "name=\"兑现 (3)\""}) CHECK_MESSAGE(holds(names, name), name);
  const std::string last = part_of(*bytes, "xl/worksheets/sheet3.xml");
  CHECK(holds(last, "<c r=\"A2\" s=\"2\"><v>6</v>"));
  CHECK(holds(last, "<autoFilter ref=\"A1:B2\"/>"));
}
