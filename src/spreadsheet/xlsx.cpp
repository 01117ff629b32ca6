#include "spreadsheet/xlsx.h"

#include <algorithm>
#include <set>

#include "spreadsheet/file_kind.h"
#include "spreadsheet/xlsx_sheet.h"

namespace zhidui::spreadsheet {

namespace {

using text::Kind;

std::string capitals_aside(std::string name) {
  for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return name;
}

class ReadingXlsx {
 public:
  ReadingXlsx(const Package& package, Reading& reading) : parts_(package, reading), reading_(reading) {}

  void run() {
    const std::string main = main_part();
    if (!read_workbook_part(parts_, main, workbook_)) return;
    context_.from_1904 = workbook_.from_1904;
    relationships_ = read_relationships(parts_, main);
    if (workbook_.sheets.empty()) return fail(Kind::workbook_without_sheets, {});
    for (const auto& [id, relationship] : relationships_) {
      const bool needed = relationship.type == "sharedStrings" || is_sheet(relationship);
      if (needed && !relationship.target.empty()) parts_.expect(relationship.target);
    }
    if (!read_shared()) return;
    for (std::size_t i = 0; i < workbook_.sheets.size() && !reading_.stopped; ++i) sheet(i);
  }

 private:
  static bool is_sheet(const Relationship& relationship) {
    return relationship.type == "worksheet" || relationship.type == "xlMacrosheet" || relationship.type == "xlIntlMacrosheet";
  }

  void fail(Kind kind, std::vector<std::string> arguments) {
    parts_.report(kind, std::move(arguments));
    reading_.broken = true;
  }

  std::string main_part() {
    for (const auto& [id, relationship] : read_relationships(parts_, "")) {
      if (relationship.type == "officeDocument" && !relationship.target.empty()) return relationship.target;
    }
    return "xl/workbook.xml";
  }

  // The table of texts and the formats, where there are any. Without them no cell can be read.
  bool read_shared() {
    for (const auto& [id, relationship] : relationships_) {
      if (relationship.target.empty()) continue;
      const std::string& part = relationship.target;
      if (relationship.type == "styles" && !read_styles(parts_, part, context_.formats)) return false;
      if (relationship.type == "sharedStrings" && !read_shared_texts(parts_, part, reading_.options.limits, context_.texts)) return false;
    }
    return true;
  }

  void sheet(std::size_t i) {
    const SheetEntry& entry = workbook_.sheets[i];
    const auto found = relationships_.find(entry.relationship);
    const bool known = found != relationships_.end() && !found->second.target.empty();
    // Sheets of charts and dialogs hold no cells.
    if (known && !is_sheet(found->second)) return;
    reading_.builder.begin_sheet(entry.name, entry.hidden);
    parts_.in_sheet = true;
    if (entry.name.empty()) reading_.findings.report(Kind::sheet_without_name, {std::to_string(i + 1)});
    else if (!names_.insert(capitals_aside(entry.name)).second) reading_.report_sheet(Kind::sheet_name_twice, {entry.name});
    if (known) read_sheet(parts_, found->second.target, context_, reading_);
    else fail(Kind::sheet_without_part, {entry.name});
    parts_.in_sheet = false;
  }

  Parts parts_;
  Reading& reading_;
  WorkbookPart workbook_;
  Relationships relationships_;
  SheetContext context_;
  std::set<std::string> names_;
};

}  // namespace

void read_xlsx(std::string bytes, Reading& reading) {
  const auto fail = [&](Kind kind, std::vector<std::string> arguments) {
    reading.findings.report(kind, std::move(arguments));
    reading.broken = true;
  };
  const auto package = Package::of(std::move(bytes));
  if (!package.ok()) return fail(Kind::package_damaged, {});
  if (auto refusal = refused_package(*package)) return fail(refusal->kind, std::move(refusal->arguments));
  if (auto name = package->repeated_name()) return fail(Kind::part_twice, {*std::move(name)});
  ReadingXlsx(*package, reading).run();
}

}  // namespace zhidui::spreadsheet
