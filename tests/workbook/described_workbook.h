// A workbook from a description that can be read in a diff. For tests.
//
//   # what the file shows
//   == 主体                     a sheet; its rows follow, cells parted by |
//   编号 | 名称 | 营业收入（万元）
//   e1 | 甲光机电有限公司 | 1500
//   @hidden                     of the sheet; or: @hidden column B, @hidden row 3, @merged A3:A4, @row 9 (the next row has this number)
//
// Cells are what one would type: 1500 a number, 2024-05-10 and 2024-05-10 08:30 days, TRUE and FALSE truth values, =A1+1 a formula without
// result, =A1+1 -> 3 one with it (-> #REF! an error), all else texts; so too what follows the sign ', with its leading blanks. An empty row is
// a single |. In texts stand \n for a line break, \u{202E} for a code point. A line @csv makes of each sheet a CSV file of one folder.
#pragma once

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/utf8.h"
#include "spreadsheet/reader.h"
#include "spreadsheet/sample_workbook.h"

namespace zhidui::facts {

class DescribedWorkbook {
 public:
  explicit DescribedWorkbook(std::string_view description) {
    while (!description.empty()) {
      const std::size_t end = std::min(description.find('\n'), description.size());
      take(trimmed(description.substr(0, end)));
      description.remove_prefix(std::min(end + 1, description.size()));
    }
  }

  std::optional<spreadsheet::Workbook> read(const std::string& name, text::SourceSet& sources, text::Diagnostics& diagnostics) const {
    spreadsheet::ReadOptions options;
    options.warn_of_lost_digits = false;
    if (!csv_) return spreadsheet::read_workbook(name + ".xlsx", xlsx(), sources, diagnostics, options);
    std::vector<spreadsheet::CsvFile> files;
    for (const Sheet& sheet : sheets_) files.push_back({name + "/" + sheet.name + ".csv", csv(sheet)});
    return spreadsheet::read_csv_folder(name + "/", std::move(files), sources, diagnostics);
  }

  std::string xlsx() const {
    using spreadsheet::SampleWorkbook;
    SampleWorkbook out = SampleWorkbook::of_rows("");
    out.parts["xl/styles.xml"] = SampleWorkbook::styles({"0", "14", "22"});
    std::string list;
    std::vector<SampleWorkbook::Relation> relations{{"rIdS", "styles", "styles.xml"}};
    for (std::size_t i = 0; i < sheets_.size(); ++i) {
      const std::string number = std::to_string(i + 1);
      list += "<sheet name=\"" + escaped(sheets_[i].name) + "\" sheetId=\"" + number + "\" r:id=\"rId" + number + "\"" +
              (sheets_[i].hidden ? " state=\"hidden\"" : "") + "/>";
      relations.push_back({"rId" + number, "worksheet", "worksheets/sheet" + number + ".xml"});
      out.parts["xl/worksheets/sheet" + number + ".xml"] = SampleWorkbook::sheet(content(sheets_[i]));
    }
    out.parts.erase("xl/sharedStrings.xml");
    out.parts["xl/workbook.xml"] = SampleWorkbook::workbook("<sheets>" + list + "</sheets>");
    out.parts["xl/_rels/workbook.xml.rels"] = SampleWorkbook::relationships(relations);
    return out.bytes();
  }

 private:
  struct Row {
    unsigned number = 0;
    std::vector<std::string> cells;
  };
  struct Sheet {
    std::string name;
    bool hidden = false;
    std::vector<Row> rows;
    std::vector<std::string> merged, hidden_columns;
    std::vector<unsigned> hidden_rows;
    unsigned next_row = 1;
  };

  static std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \r"), end = text.find_last_not_of(" \r");
    return begin == std::string_view::npos ? std::string_view{} : text.substr(begin, end - begin + 1);
  }

  void take(std::string_view line) {
    if (line.empty() || line.starts_with('#')) return;
    if (line == "@csv") csv_ = true;
    else if (line.starts_with("==")) sheets_.emplace_back().name = unescaped(trimmed(line.substr(2)));
    else if (line.starts_with('@')) direct(line.substr(1));
    else take_row(line);
  }

  void direct(std::string_view line) {
    Sheet& sheet = sheets_.at(sheets_.size() - 1);
    const std::size_t space = line.rfind(' ');
    const std::string last(line.substr(space == std::string_view::npos ? 0 : space + 1));
    if (line == "hidden") sheet.hidden = true;
    else if (line.starts_with("hidden column ")) sheet.hidden_columns.push_back(last);
    else if (line.starts_with("hidden row ")) sheet.hidden_rows.push_back(number_of(last));
    else if (line.starts_with("merged ")) sheet.merged.push_back(last);
    else if (line.starts_with("row ")) sheet.next_row = number_of(last);
    else throw std::runtime_error("no such direction: " + std::string(line));
  }

  void take_row(std::string_view line) {
    Sheet& sheet = sheets_.at(sheets_.size() - 1);
    Row row{sheet.next_row++, {}};
    while (true) {
      const std::size_t bar = std::min(line.find('|'), line.size());
      row.cells.emplace_back(trimmed(line.substr(0, bar)));
      if (bar == line.size()) break;
      line.remove_prefix(bar + 1);
    }
    sheet.rows.push_back(std::move(row));
  }

  static unsigned number_of(const std::string& text) { return static_cast<unsigned>(std::stoul(text)); }

  static std::string unescaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const std::size_t close = text.find('}', i);
      if (text.substr(i, 2) == "\\n") {
        out += '\n';
        ++i;
      } else if (text.substr(i, 3) == "\\u{" && close != std::string_view::npos) {
        base::append(out, static_cast<char32_t>(std::stoul(std::string(text.substr(i + 3, close - i - 3)), nullptr, 16)));
        i = close;
      } else {
        out += text[i];
      }
    }
    return out;
  }

  static std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
      if (c == '<') out += "&lt;";
      else if (c == '&') out += "&amp;";
      else if (c == '"') out += "&quot;";
      else out += c;
    }
    return out;
  }

  static bool is_number(std::string_view cell) {
    if (cell.starts_with('-')) cell.remove_prefix(1);
    const std::size_t point = cell.find('.');
    const auto digits = [](std::string_view part) {
      return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
    };
    return digits(cell.substr(0, point)) && (point == std::string_view::npos || digits(cell.substr(point + 1)));
  }

  // The number that a spreadsheet holds for a day, with its time as a fraction.
  static std::optional<std::string> serial(std::string_view cell) {
    const auto day = base::Date::parse(std::string(cell.substr(0, 10)));
    if (!day || (cell.size() != 10 && (cell.size() != 16 || cell[13] != ':'))) return std::nullopt;
    std::string out = std::to_string(day->days + 25569);  // 1970-01-01 in the system that counts from 1900
    if (cell.size() == 10) return out;
    const unsigned minutes = number_of(std::string(cell.substr(11, 2))) * 60 + number_of(std::string(cell.substr(14)));
    return out + std::to_string(minutes / 1440.0).substr(1);
  }

  static std::string value(std::string_view cell, const std::string& formula = "") {
    if (cell.starts_with('=') && formula.empty()) {
      const std::size_t arrow = cell.find(" -> ");
      const std::string written = "<f>" + escaped(cell.substr(1, arrow == std::string_view::npos ? arrow : arrow - 1)) + "</f>";
      return arrow == std::string_view::npos ? ">" + written : value(cell.substr(arrow + 4), written);
    }
    if (const auto days = serial(cell)) return (cell.size() == 10 ? " s=\"1\">" : " s=\"2\">") + formula + "<v>" + *days + "</v>";
    if (is_number(cell)) return ">" + formula + "<v>" + std::string(cell) + "</v>";
    if (cell == "TRUE" || cell == "FALSE") return " t=\"b\">" + formula + "<v>" + (cell == "TRUE" ? "1" : "0") + "</v>";
    if (!formula.empty() && cell.starts_with('#')) return " t=\"e\">" + formula + "<v>" + escaped(cell) + "</v>";
    if (!formula.empty()) return " t=\"str\">" + formula + "<v>" + escaped(unescaped(cell)) + "</v>";
    if (cell.starts_with('\'')) cell.remove_prefix(1);
    return " t=\"inlineStr\"><is><t xml:space=\"preserve\">" + escaped(unescaped(cell)) + "</t></is>";
  }

  static std::string content(const Sheet& sheet) {
    std::string columns, rows, merged;
    for (const std::string& column : sheet.hidden_columns) {
      const std::string number = std::to_string(spreadsheet::parse_reference(column + "1").value().column + 1);
      columns += "<col min=\"" + number + "\" max=\"" + number + "\" hidden=\"1\"/>";
    }
    for (const Row& row : sheet.rows) {
      bool hidden = false;
      for (const unsigned number : sheet.hidden_rows) hidden = hidden || number == row.number;
      rows += "<row r=\"" + std::to_string(row.number) + (hidden ? "\" hidden=\"1\">" : "\">");
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        if (row.cells[i].empty()) continue;
        rows += "<c r=\"" + text::column_letters(static_cast<std::uint32_t>(i)) + std::to_string(row.number) + "\"" + value(row.cells[i]) +
                "</c>";
      }
      rows += "</row>";
    }
    for (const std::string& range : sheet.merged) merged += "<mergeCell ref=\"" + range + "\"/>";
    return (columns.empty() ? "" : "<cols>" + columns + "</cols>") + "<sheetData>" + rows + "</sheetData>" +
           (merged.empty() ? "" : "<mergeCells>" + merged + "</mergeCells>");
  }

  static std::string csv(const Sheet& sheet) {
    std::string out;
    for (const Row& row : sheet.rows) {
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        std::string cell = unescaped(row.cells[i].starts_with('\'') ? std::string_view(row.cells[i]).substr(1) : row.cells[i]);
        if (cell.find_first_of(",\"\n") != std::string::npos) cell = "\"" + cell + "\"";
        out += (i == 0 ? "" : ",") + cell;
      }
      out += "\n";
    }
    return out;
  }

  bool csv_ = false;
  std::vector<Sheet> sheets_;
};

}  // namespace zhidui::facts
