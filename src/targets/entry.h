// One value of a series as a file has it: texts with their places, nothing understood yet. The same from JSON and from sheets, so that
// both say the same of the same defect.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "spreadsheet/workbook.h"
#include "text/diagnostic.h"

namespace zhidui::targets {

enum class Column { indicator, document, part, date, year, value, unit, source, publisher };
inline constexpr std::size_t kColumns = 9;

struct ColumnName {
  Column column;
  std::string_view zh, en;
};
inline constexpr std::array<ColumnName, kColumns> kColumnNames = {{{Column::indicator, "指标", "indicator"},
                                                                   {Column::document, "文件", "document"},
                                                                   {Column::part, "部分", "part"},
                                                                   {Column::date, "日期", "date"},
                                                                   {Column::year, "年度", "year"},
                                                                   {Column::value, "数值", "value"},
                                                                   {Column::unit, "单位", "unit"},
                                                                   {Column::source, "来源", "source"},
                                                                   {Column::publisher, "发布单位", "publisher"}}};
std::string column_called(Column column);  // 指标 (indicator)
std::optional<Column> find_column(std::string_view name);
bool is_remark(std::string_view name);  // 备注: for people, not read
std::string columns_listed();           // all of them, for messages

struct Piece {
  std::string text;
  text::Span span;
  bool broken = false;  // no text and no number: reported, and not to be looked at again
};

struct Entry {
  text::Span span;
  std::array<std::optional<Piece>, kColumns> pieces;  // those without text are absent
  const Piece* get(Column column) const {
    const auto& piece = pieces[static_cast<std::size_t>(column)];
    return piece ? &*piece : nullptr;
  }
};

inline constexpr std::string_view kSeriesFormat = "zhidui-series/1";

// Every entry of a file; what cannot be read is reported with its place, all in one go.
std::vector<Entry> read_json(const text::SourceSet& sources, text::FileId file, text::Diagnostics& diagnostics);
std::vector<Entry> read_sheets(const text::SourceSet& sources, const spreadsheet::Workbook& workbook, text::Diagnostics& diagnostics);

}  // namespace zhidui::targets
