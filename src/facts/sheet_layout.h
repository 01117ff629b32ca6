// How a fact base lies in a workbook: its sheets, their columns and the signs that cells may hold. Reader and writer of workbooks share it.
// A sheet for each type of record, with a row for each record; and the sheets of statements below. docs/workbook.md is the page of it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace zhidui::facts {

// What a column of a statement holds.
enum class ColumnForm : std::uint8_t {
  words,     // a text
  id,        // an id: of a record, a payment, a decision
  ids,       // several
  day,       // a date
  year,      //
  sum,       // money, yuan unless the header says otherwise
  number,    // a whole number
  yes_no,    //
  of_field,  // as the field that the row names
};

struct StatementColumn {
  std::string_view key, zh;  // identifier (the key in JSON) and Chinese header
  ColumnForm form = ColumnForm::words;
  bool required = false;  // in every row; what only some rows need is checked by kind
  std::string_view note_zh, note_en;
};

enum class SheetKind : std::uint8_t { records, changes, complete, totals, history, decisions, notes, options };

struct StatementSheet {
  SheetKind kind;
  std::string_view section, id, zh;  // key in JSON; names of the sheet (spreadsheet programs keep `history` for themselves)
  std::span<const StatementColumn> columns;
};
std::span<const StatementSheet> statement_sheets();
const StatementSheet& statement_sheet(SheetKind kind);

// What is said about a whole row or, after a field's name and a dot, about one cell: 主体名称·来源, `subject_name.source`.
struct ColumnName {
  std::string_view id, zh;
};
inline constexpr ColumnName kIdColumn{"id", "编号"};
inline constexpr ColumnName kSourceColumn{"source", "来源"};
inline constexpr ColumnName kRecordedColumn{"on", "记录日"};
inline constexpr ColumnName kRemarkColumn{"remark", "备注"};  // for people: columns whose header begins so are not read
inline constexpr std::string_view kCompanionSigns[] = {"·", "."};

// Sheets for people: not read.
inline constexpr ColumnName kNotesSheet{"notes", "填表说明"};
inline constexpr ColumnName kOptionsSheet{"options", "选项"};

// Signs in cells. A text that is itself one of them stands in 「」.
inline constexpr ColumnName kUnknown{"unknown", "未知"};      // asked, and not known
inline constexpr ColumnName kNone{"(none)", "（无）"};        // an empty set; no source although the row has one
inline constexpr ColumnName kAll{"*", "全部"};                // every owner, every relation
inline constexpr ColumnName kHistory{"history", "此前兑现"};  // as a relation
inline constexpr ColumnName kNotPlaced{"(none)", "未入选"};   // as a place
inline constexpr ColumnName kDecisionNames[] = {
    {"field", "字段"},   {"amount", "金额"}, {"same_matter", "同一事项"}, {"place", "名额"}, {"adopted_reading", "采用口径"},
    {"places", "名额数"}};

inline bool names(const ColumnName& name, std::string_view text) { return text == name.id || text == name.zh; }
bool is_none(std::string_view text);  // （无）, in brackets of either width
bool is_sign(std::string_view text);  // 未知, （无）, or nothing at all
// A text as it stands in a cell, and back.
std::string to_cell(std::string_view text);
std::string from_cell(std::string_view cell);

}  // namespace zhidui::facts
