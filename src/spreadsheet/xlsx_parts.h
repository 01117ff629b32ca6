// The parts of an XLSX workbook beside its sheets: what sheets there are, the table of texts, which formats show a date.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "spreadsheet/findings.h"
#include "spreadsheet/package.h"
#include "spreadsheet/xml.h"

namespace zhidui::spreadsheet {

// Reads parts under the limits of the whole file.
class Parts {
 public:
  Parts(const Package& package, Reading& reading) : package_(package), reading_(reading) {}

  const Package& package() const { return package_; }
  bool has(std::string_view part) const { return package_.find(part) != nullptr; }
  void expect(std::string_view part);  // for progress
  // What is wrong with the part is reported, of the file or of the sheet under way; false where it could not be read to its end.
  bool parse(std::string_view part, XmlHandler& handler, std::uint64_t limit = UINT64_MAX);

  // Of the file, or of the sheet under way.
  void report(text::Kind kind, std::vector<std::string> arguments);
  bool in_sheet = false;

 private:
  bool take(std::string_view part, std::string_view piece, std::uint64_t limit);
  bool judge(std::string_view part, const XmlParser& parser, XmlParser::State state, Package::Fault fault);

  const Package& package_;
  Reading& reading_;
  std::uint64_t read_ = 0, read_of_part_ = 0, expected_ = 0;
};

struct Relationship {
  std::string type;    // its last step: `worksheet`, `sharedStrings`, …
  std::string target;  // the name of a part; empty where it lies outside of the file
};
using Relationships = std::map<std::string, Relationship>;  // by id
// Of a part; empty where it has none.
Relationships read_relationships(Parts& parts, const std::string& part);

struct SheetEntry {
  std::string name, relationship;
  bool hidden = false;
};
struct WorkbookPart {
  std::vector<SheetEntry> sheets;
  bool from_1904 = false;
};
bool read_workbook_part(Parts& parts, const std::string& part, WorkbookPart& out);

// Which of the formats that cells name show a day.
struct Formats {
  std::vector<bool> days;
};
bool read_styles(Parts& parts, const std::string& part, Formats& out);

class SharedTexts {
 public:
  std::size_t size() const { return ends_.size(); }
  std::string_view at(std::size_t i) const {
    const std::uint32_t begin = i == 0 ? 0 : ends_[i - 1];
    return std::string_view(bytes_).substr(begin, ends_[i] - begin);
  }
  // False beyond the limits.
  bool add(std::string_view text, const Limits& limits);

 private:
  std::string bytes_;
  std::vector<std::uint32_t> ends_;
};
bool read_shared_texts(Parts& parts, const std::string& part, const Limits& limits, SharedTexts& out);

// One text item: an entry of the table of texts, or the text of a cell that holds its own. Its runs are joined, phonetic ones left out.
class TextItem {
 public:
  explicit TextItem(std::uint64_t limit) : limit_(limit) {}
  void begin();
  // Elements below the item.
  void open(std::string_view name, const XmlAttributes& attributes);
  void close(std::string_view name);
  void text(std::string_view text);
  const std::string& value() const { return value_; }

 private:
  std::uint64_t limit_;  // bytes that are kept; one more shows that it is too long
  std::string value_, run_;
  int phonetic_ = 0;  // depth within
  bool in_text_ = false, preserved_ = false;
};

// "_x000D_" stands for a sign that XML cannot hold, "_x005F_" for the underscore before one (ECMA-376 part 1, 22.9.2.19).
std::string unescaped(std::string_view text);
std::string_view trimmed_xml(std::string_view text);

}  // namespace zhidui::spreadsheet
