#include "facts/sheet_layout.h"

#include <algorithm>
#include <array>

#include "base/must.h"
#include "facts/sheet_cells.h"

namespace zhidui::facts {

namespace {

using Form = ColumnForm;

constexpr StatementColumn kChanges[] = {
    {"id", "编号", Form::id, true, "记录的编号", "the id of the record"},
    {"field", "字段", Form::words, true, "随日期变化的字段", "a field that changes over time"},
    {"value", "值", Form::of_field, true, "和那个字段一样填", "written like the field itself"},
    {"from", "自", Form::day, false, "这个值成立的第一天；空着是从来如此", "the first day of the value; empty: since ever"},
    {"to", "至", Form::day, false, "这个值成立的最后一天；空着是至今", "the last day of the value; empty: until now"},
    {"source", "来源", Form::words, false, "由谁见证", "who vouches for it"},
    {"on", "记录日", Form::day, false, "自哪一天起为人所知", "since when it has been known"},
};
constexpr StatementColumn kComplete[] = {
    {"relation", "关系", Form::words, true, "哪一种记录齐全：归某个主体的写 记录.字段，整个登记簿写 记录的名字；也可以写 此前兑现、全部",
     "which records are complete: record.field of an owner, record for the whole register; history; *"},
    {"owner", "所有者", Form::id, false, "谁的记录齐全：编号，或者 全部；整个登记簿的不填",
     "whose records: an id, or *; of a whole register none"},
    {"as_of", "截至", Form::day, false, "到这一天为止发生的都在；空着是不论哪一天",
     "all that happened up to this day is there; empty: whenever"},
    {"source", "来源", Form::words, true, "由谁证明齐全", "who vouches for it"},
    {"on", "记录日", Form::day, false, "自哪一天起为人所知", "since when it has been known"},
};
constexpr StatementColumn kTotals[] = {
    {"statistic", "统计", Form::words, true, "统计的名称", "the name of a statistic"},
    {"owner", "所有者", Form::id, true, "谁的", "whose"},
    {"year", "年度", Form::year, true, "", ""},
    {"value", "数值", Form::number, true, "只知道总数、没有逐条记录时填", "where only the total is known"},
    {"source", "来源", Form::words, true, "由谁见证", "who vouches for it"},
    {"on", "记录日", Form::day, false, "自哪一天起为人所知", "since when it has been known"},
};
constexpr StatementColumn kPayments[] = {
    {"id", "编号", Form::id, true, "这笔兑现的编号", "the id of this payment"},
    {"measure", "措施", Form::words, false, "按哪一项措施给的；别的文件的写 文件/措施", "under which measure"},
    {"document", "文号", Form::words, false, "按哪一份文件给的", "under which document"},
    {"organ", "机关", Form::words, false, "哪个机关给的", "who paid"},
    {"level", "层级", Form::words, true, "国家级、省级、市级、县级、其他", "national, provincial, city, county, other"},
    {"region", "地区", Form::words, false, "给付机关所辖地区的代码；空着是本地",
     "code of the place the payer governs; empty: the same as the document"},
    {"subject", "主体", Form::id, true, "谁申领的", "whose claim it was"},
    {"payee", "受款", Form::id, false, "钱给了别人的，写那个主体", "who received it, where that is another"},
    {"unit", "对应记录", Form::id, false, "为哪一条记录给的；空着是为主体本身", "the record it was paid for; empty: the applicant"},
    {"period", "年度", Form::year, false, "按年度给的，写年度", "the year of a yearly claim"},
    {"amount", "金额", Form::sum, true, "", ""},
    {"paid_on", "兑现日", Form::day, true, "", ""},
    {"source", "来源", Form::words, false, "由谁见证", "who vouches for it"},
    {"on", "记录日", Form::day, false, "自哪一天起为人所知", "since when it has been known"},
};
constexpr StatementColumn kDecisions[] = {
    {"kind", "种类", Form::words, true, "字段、金额、同一事项、名额、名额数、采用口径；种类不同，填的列不同",
     "field, amount, same_matter, place, places, adopted_reading; each has its own columns"},
    {"id", "编号", Form::id, false, "裁定的编号，可以不填", "the id of the decision, if it has one"},
    {"record", "记录", Form::id, false, "字段：哪一条记录", "field: of which record"},
    {"field", "字段", Form::words, false, "字段：由主管部门认定的字段", "field: which decided field"},
    {"value", "值", Form::of_field, false, "字段：认定的结果", "field: what was decided"},
    {"measure", "措施", Form::words, false, "金额、名额、名额数：哪一项措施", "amount, place, places: which measure"},
    {"unit", "对应记录", Form::id, false, "金额、名额：为哪一条记录，或者哪个主体", "amount, place: for which record or applicant"},
    {"period", "年度", Form::year, false, "金额、名额：按年度的措施写年度；名额数：哪一年度的评选",
     "amount, place: the year of a yearly measure; places: of which year"},
    {"amount", "金额", Form::sum, false, "金额：裁量的数额", "amount: the sum"},
    {"place", "名额", Form::words, false, "名额：如 一等奖；没有评上的写 未入选", "place: its name; (none) for not selected"},
    {"number", "个数", Form::number, false, "名额数：当年定几个名额", "places: how many there are that year"},
    {"members", "成员", Form::ids, false, "同一事项：几条记录或者兑现的编号", "same_matter: ids of records or payments"},
    {"same", "相同", Form::yes_no, false, "同一事项：是不是同一件事", "same_matter: whether they are one"},
    {"reading", "口径", Form::words, false, "采用口径：口径的代号", "adopted_reading: its code"},
    {"alternative", "备选", Form::words, false, "采用口径：取哪一种理解，如 甲", "adopted_reading: which alternative"},
    {"decider", "裁定机关", Form::words, true, "", ""},
    {"decided_on", "裁定日", Form::day, true, "", ""},
    {"basis", "依据", Form::words, false, "会议纪要、批复等", "minutes, reply or the like"},
    {"source", "来源", Form::words, false, "由谁见证", "who vouches for it"},
    {"on", "记录日", Form::day, false, "自哪一天起为人所知", "since when it has been known"},
};
constexpr StatementSheet kSheets[] = {
    {SheetKind::changes, "changes", "changes", "变动", kChanges},
    {SheetKind::complete, "complete", "complete", "完整", kComplete},
    {SheetKind::totals, "totals", "totals", "概括申报", kTotals},
    {SheetKind::history, "history", "payments", "此前兑现", kPayments},
    {SheetKind::decisions, "decisions", "decisions", "裁定", kDecisions},
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
