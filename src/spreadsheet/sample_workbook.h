// XLSX files from the XML of their parts, so that each oddity is in them by construction. For tests.
#pragma once

#include <zip.h>

#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace zhidui::spreadsheet {

class SampleWorkbook {
 public:
  // One sheet 「甲」 with these children of <worksheet>, and the other parts that a workbook needs.
  static SampleWorkbook of(const std::string& sheet_content) {
    SampleWorkbook out;
    out.parts["[Content_Types].xml"] = "<Types/>";
    out.parts["_rels/.rels"] = relationships({{"rId1", "officeDocument", "xl/workbook.xml"}});
    out.parts["xl/workbook.xml"] = workbook("<sheets><sheet name=\"甲\" sheetId=\"1\" r:id=\"rId1\"/></sheets>");
    out.parts["xl/_rels/workbook.xml.rels"] = relationships(
        {{"rId1", "worksheet", "worksheets/sheet1.xml"}, {"rId2", "sharedStrings", "sharedStrings.xml"}, {"rId3", "styles", "styles.xml"}});
    out.parts["xl/sharedStrings.xml"] = "<sst><si><t>零</t></si><si><t>一</t></si></sst>";
    out.parts["xl/styles.xml"] = styles({"0", "14"});
    out.parts["xl/worksheets/sheet1.xml"] = sheet(sheet_content);
    return out;
  }
  static SampleWorkbook of_rows(const std::string& rows) { return of("<sheetData>" + rows + "</sheetData>"); }
  static SampleWorkbook of_cells(const std::string& cells) { return of_rows("<row r=\"1\">" + cells + "</row>"); }

  static std::string sheet(const std::string& content) {
    return "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">" + content + "</worksheet>";
  }
  static std::string workbook(const std::string& content) {
    return "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
           "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">" +
           content + "</workbook>";
  }
  struct Relation {
    std::string id, type, target;
  };
  static std::string relationships(const std::vector<Relation>& list, const std::string& base = kTransitional) {
    std::string out = "<Relationships>";
    for (const auto& [id, type, target] : list)
      out += "<Relationship Id=\"" + id + "\" Type=\"" + base + type + "\" Target=\"" + target + "\"/>";
    return out + "</Relationships>";
  }
  // Formats of cells, as numbers of number formats; `codes`: the <numFmt> elements.
  static std::string styles(const std::vector<std::string>& formats, const std::string& codes = "") {
    std::string out = "<styleSheet><numFmts>" + codes + "</numFmts><cellXfs>";
    for (const std::string& format : formats) out += "<xf numFmtId=\"" + format + "\"/>";
    return out + "</cellXfs></styleSheet>";
  }

  std::string bytes() const {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(nullptr, 0, 0, &error);
    require(source != nullptr);
    zip_source_keep(source);
    zip_t* archive = zip_open_from_source(source, ZIP_TRUNCATE, &error);
    require(archive != nullptr);
    for (const auto& [name, content] : parts) {
      zip_source_t* part = zip_source_buffer(archive, content.data(), content.size(), 0);
      const zip_int64_t index = zip_file_add(archive, name.c_str(), part, ZIP_FL_ENC_UTF_8);
      require(index >= 0);
      if (stored) zip_set_file_compression(archive, static_cast<zip_uint64_t>(index), ZIP_CM_STORE, 0);
      zip_file_set_dostime(archive, static_cast<zip_uint64_t>(index), 0, 0x21, 0);
    }
    require(zip_close(archive) == 0);
    require(zip_source_open(source) == 0);
    zip_stat_t stat;
    zip_source_stat(source, &stat);
    std::string out(stat.size, '\0');
    require(zip_source_read(source, out.data(), out.size()) == static_cast<zip_int64_t>(out.size()));
    zip_source_close(source);
    zip_source_free(source);
    return out;
  }

  static constexpr const char* kTransitional = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  static constexpr const char* kStrict = "http://purl.oclc.org/ooxml/officeDocument/relationships/";

  static void require(bool done) {
    if (!done) throw std::runtime_error("no archive could be made");
  }

  std::map<std::string, std::string> parts;
  bool stored = false;  // not packed, so that a byte of a part can be changed in the file
};

}  // namespace zhidui::spreadsheet
