#include "facts/sheet_plan.h"

#include <algorithm>
#include <map>

#include "base/utf8.h"

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

std::string lower_case(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

// The unit multiplies: 百人, 千元, %.
bool multiplies(std::string_view unit) {
  for (const std::string_view sign : {"十", "百", "千", "万", "亿", "%", "％", "‰"}) {
    if (unit.find(sign) != std::string_view::npos) return true;
  }
  return false;
}

// What the name looks like.
std::string without_invisible(std::string_view name) {
  std::string out;
  for (std::size_t i = 0; i < name.size();) {
    const base::CodePoint point = base::decode(name, i);
    if (!base::is_invisible(point.value) && !base::is_control(point.value)) out.append(name, i, point.length);
    i += point.length;
  }
  return out;
}

// Within a slip of the pen of one another.
bool alike(std::string_view a, std::string_view b) {
  return base::edit_distance(a, b) <= std::max<std::size_t>(1, base::code_point_count(a) / 3);
}

// "贷款额度（元）" in its name and its unit.
std::pair<std::string_view, std::string_view> split_unit(std::string_view header) {
  for (const auto& [open, close] :
       {std::pair<std::string_view, std::string_view>{"(", ")"}, {"（", "）"}, {"[", "]"}, {"【", "】"}, {"［", "］"}}) {
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
    if (empty || !find_kind(plain_name(sheet_.name))) return std::nullopt;
    const Row* header = find_header();
    if (header == nullptr) {
      if (of_records()) reading_.broken.push_back(plan_.type);
      return std::nullopt;
    }
    if (!check_header_rows(*header)) return std::nullopt;
    read_header(*header);
    check_companions();
    check_lacking(*header);
    find_merged(*header);
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

  // False for a sheet that is for people, and after a report.
  bool find_kind(const std::string& written) {
    if (kind_named(without_number(written)) || kind_named(without_number(lower_case(written)))) return true;
    for (const ColumnName& ignored : {kNotesSheet, kOptionsSheet, kRemarkColumn}) {
      if (written.starts_with(ignored.zh) || lower_case(written) == ignored.id) return false;
    }
    reading_.lost_register = true;
    Candidates candidates;
    for (const ir::RecordType& record : reading_.program.records) candidates.add(record.name.zh, record.name.id, record.name.zh);
    for (const StatementSheet& sheet : statement_sheets()) candidates.add(sheet.zh, sheet.id, std::string(sheet.zh));
    reading_.report(Kind::sheet_unknown, sheet_.title,
                    {shortened(sheet_.name), candidates.nearest(without_number(without_invisible(written)))});
    return false;
  }

  // A type of record that is called like a statement is meant by its identifier.
  bool kind_named(std::string_view name) {
    for (const StatementSheet& sheet : statement_sheets()) {
      if (name != sheet.section && name != sheet.id && name != sheet.zh) continue;
      plan_.kind = sheet.kind;
      return true;
    }
    const auto type = reading_.names.record(name);
    if (type) plan_.type = *type;
    return type.has_value();
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
  std::optional<SheetColumn> understood(std::string_view words) const {
    const std::string header = plain_name(words);
    for (const std::string& spelled : {header, lower_case(header)}) {
      if (auto whole = named(spelled)) return whole;
      const auto [name, unit] = split_unit(spelled);
      auto out = named(name);
      if (out) out->unit = unit;
      if (out) return out;
    }
    return std::nullopt;
  }

  const Row* find_header() {
    const Row* best = nullptr;
    std::size_t most = 0, seen = 0;
    bool has_id = false;
    for (const Row& row : sheet_.rows) {
      if (blank(row)) continue;
      if (++seen > kHeaderRows) break;
      std::size_t known = 0;
      bool id = false;
      for (const Cell& cell : row_cells(row)) {
        const auto column = understood(cells_.words(cell));
        known += column.has_value();
        id = id || (column && column->role == Role::id);
      }
      if (known > most) best = &row, most = known, has_id = id;
    }
    // One word that is also a name may stand in a title.
    if (best && (most > 1 || has_id || row_cells(*best).size() <= 2)) return best;
    std::string wanted(of_records() ? kIdColumn.zh : "");
    if (!of_records()) {
      for (const StatementColumn& column : statement_sheet(plan_.kind).columns) wanted.append(wanted.empty() ? "" : "、").append(column.zh);
    }
    reading_.report(Kind::sheet_without_header, sheet_.title, {shortened(sheet_.name), wanted});
    return nullptr;
  }

  // A header over two rows would leave names of columns among the data. False after a report.
  bool check_header_rows(const Row& header) {
    for (const spreadsheet::Range& range : sheet_.merged) {
      if (range.first_row > header.number || range.last_row <= header.number) continue;
      const Cell* cell = cell_at(range.first_row, range.first_column);
      if (cell == nullptr) continue;
      reading_.report(Kind::header_over_rows, cells_.span(*cell), {shortened(sheet_.name)});
      if (of_records()) reading_.broken.push_back(plan_.type);
      return false;
    }
    return true;
  }

  void read_header(const Row& header) {
    plan_.first_row = static_cast<std::size_t>(&header - sheet_.rows.data()) + 1;
    for (const Cell& cell : row_cells(header)) {
      const std::string_view words = cells_.words(cell);
      if (words.empty()) continue;
      covered_.push_back(cell.column);
      std::optional<SheetColumn> column = understood(words);
      if (!column) {
        const std::string name = plain_name(words);
        if (!name.starts_with(kRemarkColumn.zh) && !lower_case(name).starts_with(kRemarkColumn.id)) report_unknown(cell);
        continue;
      }
      column->column = cell.column;
      column->header = words;
      column->span = cells_.span(cell);
      if (fits(*column) && first_of_its_kind(*column)) plan_.columns.push_back(std::move(*column));
      else if (column->role == Role::field) refused_.push_back(column->field);
      else if (column->statement) unknown_.emplace_back(column->statement->zh);
    }
  }

  // A name that is misspelt, or whose column cannot be read, was reported as such, and is not missing besides.
  bool misspelt(std::string_view zh, std::string_view id) const {
    return std::any_of(unknown_.begin(), unknown_.end(), [&](const std::string& name) { return alike(name, zh) || alike(name, id); });
  }

  void check_lacking(const Row& header) {
    const auto lacking = [&](std::string_view zh, std::string_view id) {
      if (misspelt(zh, id)) return;
      reading_.report(Kind::sheet_lacks_column, workbook_.end_of(header), {shortened(sheet_.name), std::string(zh)});
    };
    if (of_records()) {
      if (plan_.find(Role::id)) return;
      lacking(kIdColumn.zh, kIdColumn.id);
      reading_.broken.push_back(plan_.type);
      return;
    }
    for (const StatementColumn& column : statement_sheet(plan_.kind).columns) {
      if (column.required && !plan_.find(column.key)) lacking(column.zh, column.key);
    }
  }

  // Columns that say who says so of a column that is not there.
  void check_companions() {
    std::vector<SheetColumn>& columns = plan_.columns;
    const auto alone = [&](const SheetColumn& column) {
      const bool companion = column.role == Role::field_source || column.role == Role::field_recorded;
      return companion && !plan_.find(Role::field, column.field);
    };
    std::vector<SheetColumn> lonely;
    std::copy_if(columns.begin(), columns.end(), std::back_inserter(lonely), alone);
    for (const SheetColumn& column : lonely) {
      const ir::Name& name = reading_.program.record(plan_.type).fields[column.field.value].name;
      std::erase_if(columns, [&](const SheetColumn& each) { return each.column == column.column; });
      const bool said = std::find(refused_.begin(), refused_.end(), column.field) != refused_.end() || misspelt(name.zh, name.id);
      if (!said) reading_.report(Kind::column_says_of_nothing, column.span, {shortened(column.header), name.zh});
    }
  }

  void report_unknown(const Cell& cell) {
    const std::string plain = without_invisible(plain_name(cells_.words(cell)));
    unknown_.emplace_back(split_unit(plain).first);
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
                    {shortened(words), shortened(sheet_.name), candidates.nearest(unknown_.back())});
  }

  // A column of something that nobody fills in, or in a unit that does not belong to it.
  bool fits(const SheetColumn& column) {
    if (column.role == Role::statement) return statement_unit_fits(column);
    if (column.role != Role::field) return true;
    const ir::RecordType& type = reading_.program.record(plan_.type);
    const ir::Field& field = type.fields[column.field.value];
    switch (field.kind) {
      case ir::FieldKind::computed:
        reading_.report(Kind::facts_computed_field, column.span, {shown(type, field), computed_from(reading_.program, field)});
        return false;
      case ir::FieldKind::decided: reading_.report(Kind::column_decided, column.span, {shown(type, field), field.name.zh}); return false;
      case ir::FieldKind::observed: return unit_fits(column, field);
    }
    return true;
  }

  bool statement_unit_fits(const SheetColumn& column) {
    switch (column.statement->form) {
      case ColumnForm::sum: return one_of_units(column, {"元", "万元", "亿元"});
      case ColumnForm::of_field: return column.unit.empty() || unwanted(column, column.statement->zh);  // fields have units of their own
      case ColumnForm::number: return !multiplies(column.unit) || unwanted(column, column.statement->zh);
      default: return true;
    }
  }

  bool unit_fits(const SheetColumn& column, const ir::Field& field) {
    switch (field.type.kind) {
      case ir::TypeKind::money: return one_of_units(column, {"元", "万元", "亿元"});
      case ir::TypeKind::months: return one_of_units(column, {"月", "个月"});
      case ir::TypeKind::days: return one_of_units(column, {"天", "日"});
      case ir::TypeKind::ratio: return column.unit.empty() || unwanted(column, field.name.zh);
      case ir::TypeKind::count:
        if (field.type.unit.present()) return one_of_units(column, {reading_.program.units[field.type.unit.value]});
        return !multiplies(column.unit) || unwanted(column, field.name.zh);
      default: return true;  // brackets hold a remark: 名称（全称）
    }
  }

  bool one_of_units(const SheetColumn& column, std::initializer_list<std::string_view> units) {
    if (column.unit.empty() || std::find(units.begin(), units.end(), column.unit) != units.end()) return true;
    std::string wanted;
    for (const std::string_view unit : units) wanted.append(wanted.empty() ? "" : "、").append(unit);
    reading_.report(Kind::column_unit, column.span, {shortened(column.header), shortened(column.unit), wanted});
    return false;
  }

  bool unwanted(const SheetColumn& column, std::string_view name) {
    reading_.report(Kind::column_unit_unwanted, column.span, {shortened(column.header), shortened(column.unit), std::string(name)});
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

  // The cell, where it holds something.
  const Cell* cell_at(std::uint32_t row, std::uint32_t column) const {
    const auto found =
        std::lower_bound(sheet_.rows.begin(), sheet_.rows.end(), row, [](const Row& r, std::uint32_t n) { return r.number < n; });
    if (found == sheet_.rows.end() || found->number != row) return nullptr;
    for (const Cell& cell : row_cells(*found)) {
      if (cell.column == column) return cells_.blank(cell) ? nullptr : &cell;
    }
    return nullptr;
  }

  // A value that stands over several cells belongs to one row only, as far as the file goes. Said once of a column.
  void find_merged(const Row& header) {
    constexpr std::size_t kNamed = 3;
    struct Merged {
      const Cell* first = nullptr;
      std::size_t count = 0;
      std::string cells;
    };
    std::map<std::uint32_t, Merged> merged;  // by column
    for (const spreadsheet::Range& range : sheet_.merged) {
      const Cell* cell = range.last_row > header.number ? cell_at(range.first_row, range.first_column) : nullptr;
      const auto read = std::find_if(plan_.columns.begin(), plan_.columns.end(), [&](const SheetColumn& column) {
        return range.first_column <= column.column && column.column <= range.last_column;
      });
      if (cell == nullptr || read == plan_.columns.end()) continue;
      for (auto each = read; each != plan_.columns.end() && each->column <= range.last_column; ++each) {
        const bool needed = each->role == Role::id || each->role == Role::statement;  // others may be empty anyway
        if (needed) plan_.merged[{each->column, range.first_row}] = range.last_row;
      }
      Merged& of_column = merged[read->column];
      if (of_column.first == nullptr || cell->begin < of_column.first->begin) of_column.first = cell;
      if (++of_column.count > kNamed) continue;
      of_column.cells += (of_column.count == 1 ? "" : "、") + text::column_letters(range.first_column) + std::to_string(range.first_row) +
                         ":" + text::column_letters(range.last_column) + std::to_string(range.last_row);
    }
    for (const auto& [column, found] : merged) {
      reading_.report(Kind::cells_merged, cells_.span(*found.first),
                      {shortened(plan_.at(column)->header), found.cells + (found.count > kNamed ? " …" : "")});
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
        if (cells_.blank(cell) || std::binary_search(covered_.begin(), covered_.end(), cell.column)) continue;
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
  std::vector<std::uint32_t> covered_;  // columns that have a header, read or not, ascending
  std::vector<std::string> unknown_;    // headers that are no name
  std::vector<ir::FieldId> refused_;    // fields whose column was reported
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

bool SheetPlan::merged_over(std::uint32_t row, std::uint32_t column) const {
  auto after = merged.upper_bound({column, row});
  if (after == merged.begin()) return false;
  const auto& [from, last_row] = *--after;
  return from.first == column && row <= last_row;
}

std::optional<SheetPlan> plan_sheet(Reading& reading, const SheetCells& cells, const Workbook& workbook, const Sheet& sheet) {
  return Planner(reading, cells, workbook, sheet).plan();
}

}  // namespace zhidui::facts
