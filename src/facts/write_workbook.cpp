#include "facts/write_workbook.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "base/must.h"
#include "base/utf8.h"
#include "spreadsheet/csv_record.h"
#include "spreadsheet/writer.h"

namespace zhidui::facts {

namespace {

namespace fs = std::filesystem;
using spreadsheet::Area;
using spreadsheet::ColumnIndex;
using spreadsheet::RowIndex;
using spreadsheet::SheetWriter;
using spreadsheet::Style;
using spreadsheet::WorkbookWriter;
using Kind = FormCell::Kind;

constexpr std::size_t kRoom = 2000;         // rows to fill in below those that are filled
constexpr std::size_t kLargeRows = 20'000;  // beyond them rows go to the disk as they are written
constexpr std::size_t kLookedAt = 200;      // rows, for the width of a column
constexpr unsigned kNarrow = 12, kWide = 36;

class Writing {
 public:
  Writing(const ir::Program& program, const std::vector<FormSheet>& sheets, const FormWords& words, text::Language language,
          WorkbookWriter& book)
      : program_(program), forms_(sheets), words_(words), language_(language), book_(book) {}

  // What could not be written as it is.
  std::optional<base::Error> run() {
    notes();
    for (const FormSheet& form : forms_) writers_.push_back(&book_.add(form.name));
    options_ = &book_.add_hidden(std::string(zh() ? kOptionsSheet.zh : kOptionsSheet.id));
    collect_options();
    for (std::size_t i = 0; i < forms_.size(); ++i) fill(forms_[i], *writers_[i]);
    return too_long_;
  }

 private:
  bool zh() const { return language_ == text::Language::zh; }
  std::string say(const char* chinese, const char* english) const { return zh() ? chinese : english; }

  // ---- 填表说明 ----

  void notes() {
    SheetWriter& sheet = book_.add(std::string(zh() ? kNotesSheet.zh : kNotesSheet.id));
    sheet.print({spreadsheet::Paper::portrait, 0, words_.title, "", ""});
    RowIndex row = 0;
    Style title, wrapped, header;
    title.large = title.bold = true;
    wrapped.wrapped = true;
    header.header = true;
    sheet.column_width(0, 0, 16);
    sheet.column_width(1, 1, 22);
    sheet.column_width(2, 2, 26);
    sheet.column_width(3, 3, 60);
    sheet.text(row++, 0, words_.title, title);
    for (const std::string& policy : words_.policies) sheet.text(row++, 0, policy);
    ++row;
    for (const std::string& line : how_to()) sheet.text(row++, 0, line);
    ++row;
    ColumnIndex column = 0;
    for (const char* name : {"工作表", "列", "填什么", "说明"}) {
      const std::map<std::string, std::string> english{
          {"工作表", "sheet"}, {"列", "column"}, {"填什么", "what to enter"}, {"说明", "notes"}};
      sheet.text(row, column++, zh() ? name : english.at(name), header);
    }
    ++row;
    for (const FormSheet& form : forms_) {
      for (const FormColumn& each : form.columns) {
        Style style = wrapped;
        if (!each.read) style.tone = spreadsheet::Tone::quiet;
        sheet.text(row, 0, form.name, style);
        sheet.text(row, 1, each.header, style);
        sheet.text(row, 2, entry_words(each), style);
        sheet.text(row++, 3, each.note, style);
      }
    }
  }

  std::vector<std::string> how_to() const {
    if (!zh()) {
      return {
          "A sheet for each type of record, a row for each record. What is not known stays empty; nothing has a default. `unknown` says: "
          "asked, and not known.",
          "Ids are your own, unique over all sheets. A cell that names several records or members has them parted by commas or line "
          "breaks.",
          "Money is yuan (a header may say 万元); dates 2024-05-10; yes or no as chosen from the list.",
          "`changes`: values of dated fields that held only for some days. `complete`: up to which day the records are all there, and who "
          "vouches for it; only then can anything be said to be absent.",
          "`history`: what was paid earlier. `decisions`: what an authority has decided, with its day. Grey columns are not used by these "
          "policies.",
          "Columns and sheets whose name begins with 备注 are for people and are not read."};
    }
    return {"每种记录一张表，一行一条记录。不知道的空着，什么都没有默认值；写“未知”，是说问过了、仍不知道。",
            "编号自己起，全部表里不重复。一格里有几个编号或者几个选项的，用顿号或者换行隔开。",
            "金额按元（列名里可以改成万元、亿元）；日期如 2024-05-10；是否从下拉表里选。",
            "变动：随日期变化的情况只在某些日子成立的，写在这里。完整：哪一种记录到哪一天为止齐全、由谁证明；没有写的，就不能断定“没有”。",
            "此前兑现：以前已经给付的。裁定：主管部门已经认定的，写明机关和日期。灰色的列，所选政策用不到。",
            "列名、表名以“备注”开头的给人看，不读入。"};
  }

  std::string entry_words(const FormColumn& column) const {
    switch (column.format) {
      case FormFormat::whole: return bounds(column, say("整数", "whole number"));
      case FormFormat::money: return bounds(column, say("金额，元", "money, yuan"));
      case FormFormat::ratio: return say("比率，如 38.5%", "ratio, such as 38.5%");
      case FormFormat::day: return say("日期，如 2024-05-10", "date, such as 2024-05-10");
      case FormFormat::yes_no: return say("是、否", "yes, no");
      case FormFormat::member: return say("从下拉表里选：", "one of: ") + program_.enumeration(column.enumeration).name.zh;
      case FormFormat::of_field: return say("和那个字段一样填", "written like the field itself");
      case FormFormat::text:
        return column.refers_to.present() ? say("编号，见 ", "id of a record of ") + program_.record(column.refers_to).name.zh
                                          : say("文字", "text");
    }
    return {};
  }
  static std::string bounds(const FormColumn& column, std::string words) {
    if (column.least && column.most) words += "，" + std::to_string(*column.least) + "–" + std::to_string(*column.most);
    return words;
  }

  // ---- 选项 ----

  std::vector<std::string> members(ir::EnumId id) const {
    const ir::Enumeration& enumeration = program_.enumeration(id);
    std::vector<std::string> out;
    std::map<std::string, std::size_t> named;
    for (const ir::Member& member : enumeration.members) ++named[member.name.zh];
    for (const ir::Member& member : enumeration.members) {
      const std::string& key = enumeration.is_codes ? member.code : member.name.id;
      out.push_back(to_cell(zh() && named[member.name.zh] == 1 ? member.name.zh : key));
    }
    return out;
  }

  // One column for each enumeration that some sheet asks for.
  void collect_options() {
    for (const FormSheet& form : forms_) {
      for (const FormColumn& column : form.columns) {
        if (column.format != FormFormat::member || areas_.count(column.enumeration.value) > 0) continue;
        const auto at = static_cast<ColumnIndex>(areas_.size());
        const auto entries = static_cast<RowIndex>(program_.enumeration(column.enumeration).members.size());
        areas_[column.enumeration.value] = {1, at, entries, at};
        columns_of_options_.push_back(column.enumeration);
      }
    }
    RowIndex rows = 0;
    std::vector<std::vector<std::string>> lists;
    for (const ir::EnumId id : columns_of_options_) {
      lists.push_back(members(id));
      rows = std::max(rows, static_cast<RowIndex>(lists.back().size()));
    }
    for (ColumnIndex c = 0; c < columns_of_options_.size(); ++c) options_->text(0, c, program_.enumeration(columns_of_options_[c]).name.zh);
    for (RowIndex r = 0; r < rows; ++r) {
      for (ColumnIndex c = 0; c < lists.size(); ++c) {
        if (r < lists[c].size()) options_->text(r + 1, c, lists[c][r]);
      }
    }
  }

  // ---- a sheet ----

  void fill(const FormSheet& form, SheetWriter& sheet) {
    const auto last = static_cast<RowIndex>(std::min<std::size_t>(form.rows.size() + kRoom, spreadsheet::kMostRows - 1));
    sheet.freeze(1, 1);
    sheet.print({spreadsheet::Paper::landscape, 1, words_.title, form.name, ""});
    for (ColumnIndex c = 0; c < form.columns.size(); ++c) {
      const FormColumn& column = form.columns[c];
      Style style;
      style.header = true;
      if (!column.read) style.tone = spreadsheet::Tone::quiet;
      sheet.column_width(c, c, std::clamp(width_of(form, c), kNarrow, kWide), typed(column.format));
      sheet.text(0, c, column.header, style);
      if (!column.note.empty()) sheet.note(0, c, column.note);
      restrict(column, sheet, {1, c, last, c});
    }
    for (RowIndex r = 0; r < form.rows.size(); ++r) {
      for (ColumnIndex c = 0; c < form.rows[r].size(); ++c) put(form, sheet, r + 1, c, form.rows[r][c], form.columns[c]);
    }
  }

  static spreadsheet::Typed typed(FormFormat format) {
    switch (format) {
      case FormFormat::text:
      case FormFormat::member: return spreadsheet::Typed::as_text;
      case FormFormat::day: return spreadsheet::Typed::as_day;
      default: return spreadsheet::Typed::freely;
    }
  }

  // As wide as its header and the first of its cells.
  static unsigned width_of(const FormSheet& form, ColumnIndex c) {
    std::size_t width = base::display_width(form.columns[c].header);
    for (std::size_t r = 0; r < std::min(form.rows.size(), kLookedAt); ++r)
      width = std::max(width, base::display_width(form.rows[r][c].text));
    return static_cast<unsigned>(width) + 2;
  }

  // 未知 may stand in every cell, so lists offer and do not refuse; the reader says what does not fit.
  void restrict(const FormColumn& column, SheetWriter& sheet, const Area& area) {
    if (column.format == FormFormat::yes_no)
      sheet.choice(area, zh() ? std::vector<std::string>{"是", "否", "未知"} : std::vector<std::string>{"yes", "no", "unknown"});
    if (column.format == FormFormat::member) sheet.choice(area, *options_, areas_.at(column.enumeration.value));
  }

  void put(const FormSheet& form, SheetWriter& sheet, RowIndex row, ColumnIndex c, const FormCell& cell, const FormColumn& column) {
    switch (cell.kind) {
      case Kind::blank: return;
      case Kind::text:
        if (!sheet.verbatim(row, c, cell.text)) {
          too_long_ = base::Error{base::Error::Code::limit, form.name + " " + text::column_letters(c) + std::to_string(row + 1) +
                                                                ": a text of more than 32767 signs"};
        }
        return;
      case Kind::day: return sheet.date(row, c, base::must(base::Date::parse(cell.text)));
      case Kind::number: break;
    }
    const base::Rational number = base::must(base::Rational::parse_decimal(cell.text));
    if (column.format == FormFormat::money) sheet.money(row, c, number * 100);
    else if (column.format == FormFormat::ratio) sheet.ratio(row, c, number);
    else sheet.number(row, c, number);
  }

  const ir::Program& program_;
  const std::vector<FormSheet>& forms_;
  const FormWords& words_;
  text::Language language_;
  WorkbookWriter& book_;
  std::vector<SheetWriter*> writers_;
  SheetWriter* options_ = nullptr;
  std::map<std::uint32_t, Area> areas_;  // on the sheet of options, by enumeration
  std::vector<ir::EnumId> columns_of_options_;
  std::optional<base::Error> too_long_;
};

}  // namespace

std::optional<base::Error> write_workbook(const ir::Program& program, const std::vector<FormSheet>& sheets, const FormWords& words,
                                          text::Language language, const std::string& path) {
  std::size_t rows = 0;
  for (const FormSheet& sheet : sheets) rows += sheet.rows.size();
  const std::string staged = path + ".part";
  const auto memory = rows > kLargeRows ? WorkbookWriter::Memory::by_rows : WorkbookWriter::Memory::whole;
  auto book = WorkbookWriter::to_file(staged, {words.title, "", "", ""}, memory);
  if (!book) return book.error();
  std::optional<base::Error> error = Writing(program, sheets, words, language, *book).run();
  if (const auto unfinished = book->finish(); unfinished && !error) error = unfinished;
  std::error_code failed;
  if (!error) fs::rename(staged, path, failed);
  if (failed) error = base::Error{base::Error::Code::unreadable, path + ": " + failed.message()};
  if (error) fs::remove(staged, failed);
  return error;
}

std::vector<std::pair<std::string, std::string>> csv_files(const std::vector<FormSheet>& sheets) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const FormSheet& sheet : sheets) {
    std::vector<std::string> line;
    for (const FormColumn& column : sheet.columns) line.push_back(column.header);
    std::string bytes(spreadsheet::kByteOrderMark);
    bytes += spreadsheet::csv_record(line);
    for (const std::vector<FormCell>& row : sheet.rows) {
      line.clear();
      for (const FormCell& cell : row) line.push_back(cell.text);
      bytes += spreadsheet::csv_record(line);
    }
    out.emplace_back(sheet.name + ".csv", std::move(bytes));
  }
  return out;
}

}  // namespace zhidui::facts
