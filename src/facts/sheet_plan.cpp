#include "facts/sheet_plan.h"

#include <algorithm>
#include <map>

namespace zhidui::facts {

namespace {

using spreadsheet::Cell;
using spreadsheet::Row;
using spreadsheet::Sheet;
using spreadsheet::Workbook;
using text::Kind;
using Role = SheetColumn::Role;

constexpr std::size_t kHeaderRows = 10;  // a header stands among the first so many rows that hold anything; above it there may be a title

// "专利 (2)" goes on where 专利 is full.
std::string_view without_number(std::string_view name) {
  for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>{"(", ")"}, {"（", "）"}}) {
    const std::size_t at = name.rfind(open);
    if (!name.ends_with(close) || at == std::string_view::npos || at == 0) continue;
    const std::string_view inside = name.substr(at + open.size(), name.size() - at - open.size() - close.size());
    if (!inside.empty() && inside.find_first_not_of("0123456789") == std::string_view::npos) return without_outer_space(name.substr(0, at));
  }
  return name;
}

// "贷款额度（元）" in its name and its unit.
std::pair<std::string_view, std::string_view> split_unit(std::string_view header) {
  for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>{"(", ")"}, {"（", "）"}}) {
    const std::size_t at = header.rfind(open);
    if (!header.ends_with(close) || at == std::string_view::npos || at == 0) continue;
    const std::string_view unit = header.substr(at + open.size(), header.size() - at - open.size() - close.size());
    return {without_outer_space(header.substr(0, at)), without_outer_space(unit)};
  }
  return {header, {}};
}

class Planner {
 public:
  Planner(Reading& reading, const SheetCells& cells, const Workbook& workbook, const Sheet& sheet)
      : reading_(reading), cells_(cells), workbook_(workbook), sheet_(sheet) {
    plan_.sheet = &sheet;
  }

  std::optional<SheetPlan> plan() {
    const bool empty = std::all_of(sheet_.rows.begin(), sheet_.rows.end(), [&](const Row& row) { return blank(row); });
    const std::string_view name = without_outer_space(sheet_.name);
    for (const ColumnName& ignored : {kNotesSheet, kOptionsSheet, kRemarkColumn}) {
      if (name.starts_with(ignored.zh) || name == ignored.id) return std::nullopt;
    }
    if (empty || !find_kind(without_number(name))) return std::nullopt;
    const Row* header = find_header();
    if (header == nullptr) return std::nullopt;
    read_header(*header);
    check_merged(*header);
    check_hidden();
    check_without_header();
    return std::move(plan_);
  }

 private:
  std::span<const Cell> row_cells(const Row& row) const { return std::span(workbook_.cells).subspan(row.first, row.count); }
  bool blank(const Row& row) const {
    const auto all = row_cells(row);
    return std::all_of(all.begin(), all.end(), [&](const Cell& cell) { return cells_.blank(cell); });
  }
  bool of_records() const { return plan_.kind == SheetKind::records; }

  bool find_kind(std::string_view name) {
    if (const auto type = reading_.names.record(name)) {
      plan_.type = *type;
      return true;
    }
    for (const StatementSheet& sheet : statement_sheets()) {
      if (name != sheet.id && name != sheet.zh) continue;
      plan_.kind = sheet.kind;
      return true;
    }
    reading_.lost_register = true;
    Candidates candidates;
    for (const ir::RecordType& record : reading_.program.records) candidates.add(record.name.zh, record.name.id, record.name.zh);
    for (const StatementSheet& sheet : statement_sheets()) candidates.add(sheet.zh, sheet.id, std::string(sheet.zh));
    reading_.report(Kind::sheet_unknown, sheet_.title, {shortened(sheet_.name), candidates.nearest(name)});
    return false;
  }

  // ---- the header ----

  // The column of that name, as far as names go; nullopt for a name that is not known here.
  std::optional<SheetColumn> named(std::string_view header) const {
    SheetColumn out;
    if (!of_records()) {
      for (const StatementColumn& column : statement_sheet(plan_.kind).columns) {
        if (header != column.key && header != column.zh) continue;
        out.role = Role::statement;
        out.statement = &column;
        return out;
      }
      return std::nullopt;
    }
    if (const auto field = reading_.names.field(plan_.type, header)) {
      out.field = *field;
      return out;
    }
    for (const auto& [name, role] :
         {std::pair{kIdColumn, Role::id}, {kSourceColumn, Role::row_source}, {kRecordedColumn, Role::row_recorded}}) {
      if (!names(name, header)) continue;
      out.role = role;
      return out;
    }
    return companion(header);
  }

  std::optional<SheetColumn> companion(std::string_view header) const {
    for (const std::string_view sign : kCompanionSigns) {
      const std::size_t at = header.rfind(sign);
      if (at == std::string_view::npos) continue;
      const auto field = reading_.names.field(plan_.type, without_outer_space(header.substr(0, at)));
      const std::string_view about = without_outer_space(header.substr(at + sign.size()));
      if (!field || (!names(kSourceColumn, about) && !names(kRecordedColumn, about))) continue;
      SheetColumn out;
      out.field = *field;
      out.role = names(kSourceColumn, about) ? Role::field_source : Role::field_recorded;
      return out;
    }
    return std::nullopt;
  }

  // With its unit, where it has one.
  std::optional<SheetColumn> understood(std::string_view header) const {
    if (auto whole = named(header)) return whole;
    const auto [name, unit] = split_unit(header);
    auto out = named(name);
    if (out) out->unit = unit;
    return out;
  }

  const Row* find_header() {
    const Row* best = nullptr;
    std::size_t most = 0, seen = 0;
    for (const Row& row : sheet_.rows) {
      if (blank(row)) continue;
      if (++seen > kHeaderRows) break;
      std::size_t known = 0;
      for (const Cell& cell : row_cells(row)) known += understood(cells_.words(cell)).has_value();
      if (known > most) best = &row, most = known;
    }
    // One word that is also a name may stand in a title.
    if (best && (most > 1 || row_cells(*best).size() == 1)) return best;
    std::string wanted(of_records() ? kIdColumn.zh : "");
    if (!of_records()) {
      for (const StatementColumn& column : statement_sheet(plan_.kind).columns) wanted.append(wanted.empty() ? "" : "、").append(column.zh);
    }
    reading_.report(Kind::sheet_without_header, sheet_.title, {shortened(sheet_.name), wanted});
    return nullptr;
  }

  void read_header(const Row& header) {
    plan_.first_row = static_cast<std::size_t>(&header - sheet_.rows.data()) + 1;
    for (const Cell& cell : row_cells(header)) {
      const std::string_view words = cells_.words(cell);
      if (words.empty()) continue;
      covered_.push_back(cell.column);
      if (words.starts_with(kRemarkColumn.zh) || words.starts_with(kRemarkColumn.id)) continue;
      std::optional<SheetColumn> column = understood(words);
      if (!column) {
        report_unknown(cell);
        continue;
      }
      column->column = cell.column;
      column->header = words;
      column->span = cells_.span(cell);
      if (!fits(*column) || !first_of_its_kind(*column)) continue;
      plan_.columns.push_back(std::move(*column));
    }
    if (of_records() && plan_.find(Role::id) == nullptr) {
      reading_.report(Kind::sheet_lacks_column, workbook_.end_of(header), {shortened(sheet_.name), std::string(kIdColumn.zh)});
    }
    if (of_records()) return;
    for (const StatementColumn& column : statement_sheet(plan_.kind).columns) {
      if (!column.required || plan_.find(column.key)) continue;
      reading_.report(Kind::sheet_lacks_column, workbook_.end_of(header), {shortened(sheet_.name), std::string(column.zh)});
    }
  }

  void report_unknown(const Cell& cell) {
    Candidates candidates;
    if (of_records()) {
      for (const ir::Field& field : reading_.program.record(plan_.type).fields) {
        if (field.kind == ir::FieldKind::observed) candidates.add(field.name.zh, field.name.id, field.name.zh);
      }
      for (const ColumnName& name : {kIdColumn, kSourceColumn, kRecordedColumn}) candidates.add(name.zh, name.id, std::string(name.zh));
    } else {
      for (const StatementColumn& column : statement_sheet(plan_.kind).columns)
        candidates.add(column.zh, column.key, std::string(column.zh));
    }
    const std::string_view words = cells_.words(cell);
    reading_.report(Kind::column_unknown, cells_.span(cell),
                    {shortened(words), shortened(sheet_.name), candidates.nearest(split_unit(words).first)});
  }

  // A column of something that nobody fills in, or in a unit that does not belong to it.
  bool fits(const SheetColumn& column) {
    if (column.role == Role::statement)
      return unit_fits(column, column.statement->form == ColumnForm::sum ? ir::TypeKind::money : ir::TypeKind::text, {});
    if (column.role != Role::field && column.role != Role::field_source && column.role != Role::field_recorded) return true;
    const ir::RecordType& type = reading_.program.record(plan_.type);
    const ir::Field& field = type.fields[column.field.value];
    switch (field.kind) {
      case ir::FieldKind::computed:
        reading_.report(Kind::facts_computed_field, column.span, {shown(type, field), computed_from(reading_.program, field)});
        return false;
      case ir::FieldKind::decided: reading_.report(Kind::column_decided, column.span, {shown(type, field), field.name.zh}); return false;
      case ir::FieldKind::observed: return unit_fits(column, field.type.kind, field.type.unit);
    }
    return true;
  }

  bool unit_fits(const SheetColumn& column, ir::TypeKind kind, ir::UnitId unit) {
    if (column.unit.empty()) return true;
    std::string wanted;
    if (kind == ir::TypeKind::money) wanted = "元、万元、亿元";
    if (kind == ir::TypeKind::count && unit.present()) wanted = reading_.program.units[unit.value];
    if (kind == ir::TypeKind::ratio) wanted = "—";
    const bool money = column.unit == "元" || column.unit == "万元" || column.unit == "亿元";
    if (wanted.empty() || column.unit == wanted || (kind == ir::TypeKind::money && money)) return true;
    reading_.report(Kind::column_unit, column.span, {shortened(column.header), shortened(column.unit), wanted});
    return false;
  }

  bool first_of_its_kind(const SheetColumn& column) {
    const auto other = std::find_if(plan_.columns.begin(), plan_.columns.end(), [&](const SheetColumn& each) {
      return each.role == column.role && each.field == column.field && each.statement == column.statement;
    });
    if (other == plan_.columns.end()) return true;
    text::Diagnostic& defect = reading_.report(Kind::column_twice, column.span, {shortened(column.header), shortened(sheet_.name)});
    defect.labels.push_back({other->span, "第一列在这里", "the first one"});
    return false;
  }

  // ---- what lies below ----

  std::span<const Row> body() const { return std::span(sheet_.rows).subspan(plan_.first_row); }

  text::Span place(std::uint32_t row, std::uint32_t column) const {
    for (const Row& each : body()) {
      if (each.number != row) continue;
      for (const Cell& cell : row_cells(each)) {
        if (cell.column == column) return cells_.span(cell);
      }
    }
    return sheet_.title;
  }

  // A value that stands over several cells belongs to one row only, as far as the file goes.
  void check_merged(const Row& header) {
    for (const spreadsheet::Range& range : sheet_.merged) {
      const bool read = std::any_of(plan_.columns.begin(), plan_.columns.end(), [&](const SheetColumn& column) {
        return range.first_column <= column.column && column.column <= range.last_column;
      });
      if (!read || range.last_row <= header.number) continue;
      const std::string cells = text::column_letters(range.first_column) + std::to_string(range.first_row) + ":" +
                                text::column_letters(range.last_column) + std::to_string(range.last_row);
      reading_.report(Kind::cells_merged, place(range.first_row, range.first_column), {cells});
    }
  }

  void check_hidden() {
    if (sheet_.hidden) reading_.report(Kind::sheet_hidden, sheet_.title, {shortened(sheet_.name)});
    std::size_t rows = 0;
    const Row* first = nullptr;
    for (const Row& row : body()) {
      if (!row.hidden || blank(row)) continue;
      if (rows++ == 0) first = &row;
    }
    if (first) reading_.report(Kind::rows_hidden, cells_.span(row_cells(*first).front()), {shortened(sheet_.name), std::to_string(rows)});
    for (const SheetColumn& column : plan_.columns) {
      const auto& hidden = sheet_.hidden_columns;
      if (std::find(hidden.begin(), hidden.end(), column.column) == hidden.end()) continue;
      reading_.report(Kind::column_hidden, column.span, {shortened(column.header)});
    }
  }

  void check_without_header() {
    std::map<std::uint32_t, std::pair<std::size_t, text::Span>> lost;  // by column
    for (const Row& row : body()) {
      for (const Cell& cell : row_cells(row)) {
        if (cells_.blank(cell) || std::find(covered_.begin(), covered_.end(), cell.column) != covered_.end()) continue;
        auto& [count, first] = lost[cell.column];
        if (count++ == 0) first = cells_.span(cell);
      }
    }
    for (const auto& [column, found] : lost) {
      reading_.report(Kind::column_without_header, found.second, {text::column_letters(column), std::to_string(found.first)});
    }
  }

  Reading& reading_;
  const SheetCells& cells_;
  const Workbook& workbook_;
  const Sheet& sheet_;
  SheetPlan plan_;
  std::vector<std::uint32_t> covered_;  // columns that have a header, read or not
};

}  // namespace

const SheetColumn* SheetPlan::at(std::uint32_t column) const {
  const auto found =
      std::lower_bound(columns.begin(), columns.end(), column, [](const SheetColumn& c, std::uint32_t at) { return c.column < at; });
  return found != columns.end() && found->column == column ? &*found : nullptr;
}

const SheetColumn* SheetPlan::find(Role role, ir::FieldId field) const {
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const SheetColumn& c) { return c.role == role && c.field == field; });
  return found == columns.end() ? nullptr : &*found;
}

const SheetColumn* SheetPlan::find(std::string_view statement_key) const {
  const auto found =
      std::find_if(columns.begin(), columns.end(), [&](const SheetColumn& c) { return c.statement && c.statement->key == statement_key; });
  return found == columns.end() ? nullptr : &*found;
}

std::optional<SheetPlan> plan_sheet(Reading& reading, const SheetCells& cells, const Workbook& workbook, const Sheet& sheet) {
  return Planner(reading, cells, workbook, sheet).plan();
}

}  // namespace zhidui::facts
