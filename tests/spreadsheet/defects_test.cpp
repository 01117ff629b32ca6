// Defective files and what is said about them, in both languages: the files are made here, the messages are defects/NAME.txt.
// ZHIDUI_UPDATE=1 rewrites the messages.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <set>
#include <sstream>

#include "spreadsheet/reader.h"
#include "spreadsheet/sample_workbook.h"

namespace zhidui::spreadsheet {
namespace {

namespace fs = std::filesystem;
using namespace std::string_literals;
using text::Kind;

const fs::path kFolder = ZHIDUI_ROOT "/tests/spreadsheet/defects";

std::string content_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

struct Case {
  std::string name;  // of the messages
  std::string file;  // as shown
  std::string bytes;
  Limits limits = {};
  std::vector<CsvFile> folder = {};
};

std::string messages_of(Case& given) {
  text::SourceSet sources;
  text::Diagnostics diagnostics;
  ReadOptions options;
  options.limits = given.limits;
  const bool folder = given.file.ends_with('/');
  if (folder) read_csv_folder(given.file, given.folder, sources, diagnostics, options);
  else read_workbook(given.file, given.bytes, sources, diagnostics, options);
  return text::render_all(sources, diagnostics, text::Language::zh) + "\n" + text::render_all(sources, diagnostics, text::Language::en);
}

std::string replaced(std::string bytes, const std::string& from, const std::string& to, bool all = false) {
  std::size_t at = bytes.find(from);
  REQUIRE(at != std::string::npos);
  for (; at != std::string::npos; at = all ? bytes.find(from, at + to.size()) : std::string::npos) bytes.replace(at, from.size(), to);
  return bytes;
}

// Sets a byte of every record of a ZIP file that begins with the signature.
std::string with_byte(std::string bytes, const std::string& signature, std::size_t offset, char byte) {
  for (std::size_t at = bytes.find(signature); at != std::string::npos; at = bytes.find(signature, at + 1)) bytes.at(at + offset) = byte;
  return bytes;
}
const std::string kLocal = "PK\x03\x04", kCentral = "PK\x01\x02";

std::string utf16(const std::string& ascii) {
  std::string out;
  for (const char c : ascii) out += {c, '\0'};
  return out;
}

std::string compound(const std::string& stream) {
  return "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(1016, '\0') + utf16(stream) + std::string(64, '\0');
}

std::string package(const std::map<std::string, std::string>& parts) {
  SampleWorkbook out;
  out.parts = parts;
  return out.bytes();
}

std::string cells(const std::string& xml) { return SampleWorkbook::of_cells(xml).bytes(); }
std::string rows(const std::string& xml) { return SampleWorkbook::of_rows(xml).bytes(); }
std::string with_part(const std::string& name, const std::string& content, const std::string& xml = "<c t=\"s\"><v>1</v></c>") {
  auto sample = SampleWorkbook::of_cells(xml);
  sample.parts[name] = content;
  return sample.bytes();
}
std::string without_part(const std::string& name) {
  auto sample = SampleWorkbook::of_cells("<c t=\"s\"><v>1</v></c>");
  sample.parts.erase(name);
  return sample.bytes();
}
std::string stored(const std::string& xml) {
  auto sample = SampleWorkbook::of_cells(xml);
  sample.stored = true;
  return sample.bytes();
}
std::string repeated(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}
Limits limited(const std::function<void(Limits&)>& change) {
  Limits out;
  change(out);
  return out;
}

std::vector<Case> kinds_of_files() {
  return {
      {"empty", "a.xlsx", ""},
      {"too_large", "a.xlsx", std::string(2000, 'a'), limited([](Limits& l) { l.file = 1000; })},
      {"old_xls", "a.xls", compound("Workbook")},
      {"old_biff", "a.xls", "\x09\x08\x10\x00\x00\x06"s},
      {"encrypted", "a.xlsx", compound("EncryptedPackage")},
      {"encrypted_zip", "a.xlsx", with_byte(with_byte(stored("<c><v>1</v></c>"), kLocal, 6, 1), kCentral, 8, 1)},
      {"old_word", "a.doc", compound("WordDocument") + utf16("Workbook") + std::string(64, '\0')},
      {"compound_other", "a.msi", compound("Property")},
      {"xlsb", "a.xlsb", package({{"[Content_Types].xml", "<Types/>"}, {"xl/workbook.bin", "x"}})},
      {"ods", "a.ods", package({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", "<a/>"}})},
      {"odt", "a.odt", package({{"mimetype", "application/vnd.oasis.opendocument.text"}, {"content.xml", "<a/>"}})},
      {"word", "a.docx", package({{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", "<a/>"}})},
      {"powerpoint", "a.pptx", package({{"[Content_Types].xml", "<Types/>"}, {"ppt/presentation.xml", "<a/>"}})},
      {"archive", "a.zip", package({{"专利.csv", "a,b"}})},
      {"rar", "a.rar", "Rar!\x1A\x07\x00"s},
      {"pdf", "a.xlsx", "%PDF-1.7\n%"},
      {"png", "a.xlsx", "\x89PNG\r\n\x1A\n\0\0\0\rIHDR"s},
      {"jpeg", "a.csv", "\xFF\xD8\xFF\xE0\0\x10JFIF"s},
      {"html", "a.xls", "\xEF\xBB\xBF\r\n<html xmlns:x=\"urn\"><body><table><tr><td>1</td></tr></table></body></html>"},
      {"mhtml", "a.xls", "MIME-Version: 1.0\nContent-Type: multipart/related\n"},
      {"xml_2003", "a.xls", "<?xml version=\"1.0\"?>\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>"},
      {"xml", "a.xml", "<?xml version=\"1.0\"?><a/>"},
      {"rtf", "a.doc", "{\\rtf1 a}"},
      {"unknown", "a.dat", "\x01\x02\x03\x04\x05\x06\x07\x08\x0E\x0F\x10\x11"},
  };
}

std::vector<Case> packages() {
  const std::string whole = cells("<c t=\"s\"><v>1</v></c>");
  return {
      {"truncated", "a.xlsx", whole.substr(0, whole.size() / 2)},
      {"checksum", "a.xlsx", replaced(stored("<c><v>12345</v></c>"), "<v>12345</v>", "<v>99999</v>")},
      {"deflate_broken", "a.xlsx", with_byte(rows(repeated("<row><c><v>7</v></c></row>", 200)), kLocal, 60, '\x55')},
      {"size_lied", "a.xlsx", with_byte(whole, kCentral, 24, 5)},
      {"part_twice", "a.xlsx", replaced(with_part("xl/workbook.xmk", "<workbook/>"), "xl/workbook.xmk", "xl/workbook.xml", true)},
      {"no_workbook_part", "a.xlsx", without_part("xl/workbook.xml")},
      {"no_relationships", "a.xlsx", without_part("xl/_rels/workbook.xml.rels")},
      {"no_sheet_part", "a.xlsx", without_part("xl/worksheets/sheet1.xml")},
      {"no_texts_part", "a.xlsx", without_part("xl/sharedStrings.xml")},
      {"no_styles_part", "a.xlsx", without_part("xl/styles.xml")},
      {"unpacked_too_large", "a.xlsx", rows(repeated("<row><c><v>7</v></c></row>", 2000)), limited([](Limits& l) { l.unpacked = 20'000; })},
      {"bomb", "a.xlsx", rows(std::string(1 << 20, ' ')), limited([](Limits& l) { l.unsuspected = 1 << 16; })},
      {"xml_broken", "a.xlsx", with_part("xl/worksheets/sheet1.xml", "<worksheet>\n<sheetData>\n<row></sheetData></worksheet>")},
      {"xml_cut_short", "a.xlsx", with_part("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c><v>1</v></c></row>")},
      {"not_a_sheet", "a.xlsx", with_part("xl/worksheets/sheet1.xml", "<chartsheet/>")},
      {"xml_empty", "a.xlsx", with_part("xl/workbook.xml", "")},
      {"dtd", "a.xlsx",
       with_part("xl/sharedStrings.xml", "<!DOCTYPE a [<!ENTITY b \"c\"><!ENTITY d \"&b;&b;\">]><sst><si><t>&d;</t></si></sst>")},
      {"external_entity", "a.xlsx", with_part("xl/worksheets/sheet1.xml", "<!DOCTYPE a SYSTEM \"file:///etc/hostname\"><worksheet/>")},
      {"deep", "a.xlsx", with_part("xl/worksheets/sheet1.xml", repeated("<a>", 1000))},
      {"long_tag", "a.xlsx", with_part("xl/worksheets/sheet1.xml", "<worksheet a=\"" + std::string(3 << 20, 'x') + "\"/>")},
      {"many_texts", "a.xlsx", with_part("xl/sharedStrings.xml", "<sst>" + repeated("<si/>", 2000) + "</sst>"),
       limited([](Limits& l) { l.cells = 1000; })},
  };
}

std::vector<Case> sheets() {
  const std::string two = "<sheets><sheet name=\"Ab\" r:id=\"rId1\"/><sheet name=\"aB\" r:id=\"rId1\"/></sheets>";
  return {
      {"no_sheets", "a.xlsx", with_part("xl/workbook.xml", SampleWorkbook::workbook("<sheets/>"))},
      {"sheet_name_twice", "a.xlsx", with_part("xl/workbook.xml", SampleWorkbook::workbook(two))},
      {"sheet_without_name", "a.xlsx", with_part("xl/workbook.xml", SampleWorkbook::workbook("<sheets><sheet r:id=\"rId1\"/></sheets>"))},
      {"sheet_without_part", "a.xlsx",
       with_part("xl/workbook.xml", SampleWorkbook::workbook("<sheets><sheet name=\"乙\" r:id=\"rId9\"/></sheets>"))},
      {"rows", "a.xlsx",
       rows("<row r=\"5\"><c><v>5</v></c></row><row r=\"5\"><c><v>1</v></c></row><row r=\"3\"><c><v>1</v></c></row>"
            "<row r=\"0\"><c><v>1</v></c></row><row r=\"1048577\"/><row r=\"x\"/><row r=\"6\"><c><v>6</v></c></row>")},
      {"references", "a.xlsx",
       cells("<c r=\"B1\"><v>1</v></c><c r=\"B1\"><v>2</v></c><c r=\"A1\"><v>2</v></c><c r=\"C2\"><v>3</v></c><c r=\"XFE1\"><v>4</v></c>"
             "<c r=\"1\"><v>5</v></c><c r=\"C0\"><v>6</v></c>")},
      {"too_wide", "a.xlsx", cells("<c r=\"ALJ1\"><v>1</v></c><c r=\"ALK1\"><v>2</v></c><c r=\"XFD1\"><v>2</v></c>")},
      {"too_full", "a.xlsx", rows(repeated("<row><c><v>7</v></c></row>", 20)), limited([](Limits& l) { l.cells = 10; })},
      {"one_text_many_times", "a.xlsx",
       with_part("xl/sharedStrings.xml", "<sst><si/><si><t>" + std::string(1000, 'x') + "</t></si></sst>",
                 repeated("<c t=\"s\"><v>1</v></c>", 100)),
       limited([](Limits& l) { l.text = 20'000; })},
      {"too_long", "a.xlsx", cells("<c t=\"inlineStr\"><is><t>" + std::string(3000, 'x') + "</t></is></c><c><v>1</v></c>"),
       limited([](Limits& l) { l.cell = 2000; })},
      {"values", "a.xlsx",
       cells("<c t=\"s\"><v>2</v></c><c t=\"s\"><v>-1</v></c><c><v>1,5</v></c><c><v>1E300</v></c><c t=\"b\"><v>是</v></c>"
             "<c t=\"d\"><v>2024-02-30</v></c><c t=\"q\"><v>1</v></c><c s=\"7\"><v>1</v></c>")},
      {"days_and_long_numbers", "a.xlsx",
       cells("<c s=\"1\"><v>60</v></c><c s=\"1\"><v>0.25</v></c><c s=\"1\"><v>-3</v></c><c><v>1.4010519900307123E+17</v></c>"
             "<c><v>140105199003071234</v></c>")},
      {"merges", "a.xlsx",
       SampleWorkbook::of("<sheetData/><mergeCells><mergeCell ref=\"B2:A1\"/><mergeCell ref=\"A1:B\"/><mergeCell/></mergeCells>").bytes()},
      {"more_of_the_same", "a.xlsx", rows(repeated("<row><c t=\"b\"><v>2</v></c></row>", 103))},
  };
}

std::vector<Case> csv_files() {
  const std::string gb = "\xC3\xFB\xB3\xC6,\xB5\xD8\xC7\xF8\n";  // 名称,地区
  return {
      {"csv_neither", "a.csv", gb + gb + "\xC3\xFB,\xFF\xFF\n"},
      {"csv_cut_in_utf8", "a.csv", "名称\n云锦光电\xE5\x85"},
      {"csv_mixed", "a.csv", "名称,地区\n云锦光电有限公司,城区\n" + gb + gb},
      {"csv_mixed_other", "a.csv", gb + gb + "云锦光电有限公司,城区\n"},
      {"csv_utf16_cut", "a.csv", "\xFF\xFE\x0D\x54\x0A\x00\x0D\x54\x0D"s},
      {"csv_utf16_half_pair", "a.csv", "\xFE\xFF\x54\x0D\xD8\x00\x54\x0D"s},
      {"csv_nul", "a.csv", "a,b\nc\0,d\n"s},
      {"csv_open_quote", "a.csv", "名称,地区\n甲公司,\"城区\n乙公司,城区\n"},
      {"csv_text_after_quote", "a.csv", "名称,地区\n\"甲\"公司,城区\n\"乙\"\"公司\"丙\"\",城区\n"},
      {"csv_chinese_comma", "a.csv", "名称，地区\n甲公司，城区\n乙公司，城区\n"},
      {"csv_too_long", "a.csv", "a\n" + std::string(3000, 'x') + "\nb\n", limited([](Limits& l) { l.cell = 2000; })},
      {"csv_too_wide", "a.csv", "a\n" + std::string(1024, ',') + "x\n"},
      {"csv_too_full", "a.csv", repeated("a,b\n", 20), limited([](Limits& l) { l.cells = 11; })},
      {"folder_empty", "表/", ""},
      {"folder", "表/", "", {}, {{"表/a.csv", "a,\"b"}, {"表/a.txt", gb + "\xFF\xFF"}, {"表/c.csv", ""}, {"表/d.csv", cells("<c/>")}}},
  };
}

TEST_CASE("defective files and what is said about them") {
  const bool update = std::getenv("ZHIDUI_UPDATE") != nullptr;
  std::set<std::string> names;
  for (const auto& group : {kinds_of_files(), packages(), sheets(), csv_files()}) {
    for (Case each : group) {
      CAPTURE(each.name);
      const std::string messages = messages_of(each);
      REQUIRE(names.insert(each.name + ".txt").second);
      CHECK(messages.size() > 1);
      const fs::path path = kFolder / (each.name + ".txt");
      if (update) std::ofstream(path, std::ios::binary) << messages;
      CHECK(content_of(path) == messages);
    }
  }
  for (const auto& entry : fs::directory_iterator(kFolder)) CHECK_MESSAGE(names.contains(entry.path().filename()), entry.path().string());
}

TEST_CASE("every diagnostic about spreadsheets is produced") {
  constexpr Kind kAllKinds[] = {
#define DIAGNOSTIC(name, ...) Kind::name,
#include "text/diagnostics.def"
#undef DIAGNOSTIC
  };
  std::string produced;
  for (const auto& entry : fs::directory_iterator(kFolder)) produced += content_of(entry.path());
  for (const Kind kind : kAllKinds) {
    const std::string code(text::kind_text(kind).code);
    if (code.starts_with("E92"))
      CHECK_MESSAGE(produced.find("[" + code + "]") != std::string::npos, code, " ", std::string(kind_name(kind)));
  }
}

}  // namespace
}  // namespace zhidui::spreadsheet
