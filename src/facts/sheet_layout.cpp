#include "facts/sheet_layout.h"

#include <algorithm>
#include <array>

#include "base/must.h"
#include "facts/sheet_cells.h"

namespace zhidui::facts {

namespace {

using Form = ColumnForm;

constexpr StatementColumn kChanges[] = {
    {"id", "编号", Form::id, true}, {"field", "字段", Form::words, true}, {"value", "值", Form::of_field, true}, {"from", "自", Form::day},
    {"to", "至", Form::day},        {"source", "来源", Form::words},      {"on", "记录日", Form::day},
};
constexpr StatementColumn kComplete[] = {
    {"relation", "关系", Form::words, true}, {"owner", "所有者", Form::id}, {"as_of", "截至", Form::day},
    {"source", "来源", Form::words, true},   {"on", "记录日", Form::day},
};
constexpr StatementColumn kTotals[] = {
    {"statistic", "统计", Form::words, true}, {"owner", "所有者", Form::id, true},   {"year", "年度", Form::year, true},
    {"value", "数值", Form::number, true},    {"source", "来源", Form::words, true}, {"on", "记录日", Form::day},
};
constexpr StatementColumn kPayments[] = {
    {"id", "编号", Form::id, true},      {"measure", "措施", Form::words},     {"document", "文号", Form::words},
    {"organ", "机关", Form::words},      {"level", "层级", Form::words, true}, {"region", "地区", Form::words},
    {"subject", "主体", Form::id, true}, {"payee", "受款", Form::id},          {"unit", "对应记录", Form::id},
    {"period", "年度", Form::year},      {"amount", "金额", Form::sum, true},  {"paid_on", "兑现日", Form::day, true},
    {"source", "来源", Form::words},     {"on", "记录日", Form::day},
};
constexpr StatementColumn kDecisions[] = {
    {"kind", "种类", Form::words, true},
    {"id", "编号", Form::id},
    {"record", "记录", Form::id},
    {"field", "字段", Form::words},
    {"value", "值", Form::of_field},
    {"measure", "措施", Form::words},
    {"unit", "对应记录", Form::id},
    {"period", "年度", Form::year},
    {"amount", "金额", Form::sum},
    {"place", "名额", Form::words},
    {"members", "成员", Form::ids},
    {"same", "相同", Form::yes_no},
    {"reading", "口径", Form::words},
    {"alternative", "备选", Form::words},
    {"decider", "裁定机关", Form::words, true},
    {"decided_on", "裁定日", Form::day, true},
    {"basis", "依据", Form::words},
    {"source", "来源", Form::words},
    {"on", "记录日", Form::day},
};
constexpr StatementSheet kSheets[] = {
    {SheetKind::changes, "changes", "变动", kChanges},       {SheetKind::complete, "complete", "完整", kComplete},
    {SheetKind::totals, "totals", "概括申报", kTotals},      {SheetKind::history, "history", "此前兑现", kPayments},
    {SheetKind::decisions, "decisions", "裁定", kDecisions},
};

constexpr std::string_view kOpening = "「", kClosing = "」";

bool is_quoted(std::string_view text) {
  return text.size() >= kOpening.size() + kClosing.size() && text.starts_with(kOpening) && text.ends_with(kClosing);
}

std::string_view unquoted(std::string_view text) { return text.substr(kOpening.size(), text.size() - kOpening.size() - kClosing.size()); }

// A sign, or a sign within any number of 「」: what needs one pair more to be a text.
bool needs_quotes(std::string_view text) {
  while (is_quoted(text)) text = unquoted(text);
  return is_sign(without_outer_space(text));  // in a cell white space around a sign does not matter
}

}  // namespace

std::span<const StatementSheet> statement_sheets() { return kSheets; }

const StatementSheet& statement_sheet(SheetKind kind) {
  return *std::find_if(std::begin(kSheets), std::end(kSheets), [&](const StatementSheet& sheet) { return sheet.kind == kind; });
}

bool is_none(std::string_view text) { return names(kNone, text) || text == "(无)"; }

bool is_sign(std::string_view text) { return text.empty() || names(kUnknown, text) || is_none(text) || text == kNotPlaced.zh; }

std::string to_cell(std::string_view text) {
  return needs_quotes(text) ? std::string(kOpening).append(text).append(kClosing) : std::string(text);
}

std::string from_cell(std::string_view cell) { return std::string(is_quoted(cell) && needs_quotes(cell) ? unquoted(cell) : cell); }

}  // namespace zhidui::facts
