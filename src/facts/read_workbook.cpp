// Rows become entries of the JSON form, one at a time, and go through the readers of JSON: one place says what facts may be.
#include "facts/read_workbook.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

#include "base/utf8.h"
#include "facts/sheet_plan.h"

namespace zhidui::facts {

namespace {

using base::JsonMember;
using base::JsonValue;
using spreadsheet::Cell;
using spreadsheet::Row;
using spreadsheet::Workbook;
using text::Kind;
using Role = SheetColumn::Role;
using Take = std::function<void(const JsonValue&)>;

// A row taken apart: its cells that hold something under a column that is read.
struct Filled {
  const Cell* cell = nullptr;
  const SheetColumn* column = nullptr;
};

// How far the rows are. Most of them are met twice: for their ids, then for all they hold.
class RowsDone {
 public:
  RowsDone(const Workbook& workbook, const std::function<bool(int)>& progress) : progress_(progress) {
    for (const spreadsheet::Sheet& sheet : workbook.sheets) visits_ += 2 * sheet.rows.size();
  }
  // False once the reading is to stop.
  bool next() {
    constexpr std::size_t kBetween = 256;
    if (++done_ % kBetween == 0 && progress_ && go_on_) go_on_ = progress_(static_cast<int>(std::min(done_, visits_) * 1000 / visits_));
    return go_on_;
  }

 private:
  const std::function<bool(int)>& progress_;
  std::size_t visits_ = 0, done_ = 0;
  bool go_on_ = true;
};

class Source {
 public:
  Source(Reading& reading, const text::SourceSet& sources, const Workbook& workbook, const std::function<bool(int)>& progress)
      : reading_(reading), workbook_(workbook), cells_(reading, sources, workbook), done_(workbook, progress) {}

  Reading& reading() { return reading_; }
  SheetCells& cells() { return cells_; }

  // Rows that hold something, with it.
  template <class Each>
  void rows(const SheetPlan& plan, const Each& each) {
    std::vector<Filled> filled;
    for (std::size_t i = plan.first_row; i < plan.sheet->rows.size() && done_.next(); ++i) {
      const Row& row = plan.sheet->rows[i];
      fill(plan, row, filled);
      if (!filled.empty() && !repeats_header(filled) && !is_sum(filled)) each(row, filled);
    }
  }

  bool has_rows(const SheetPlan& plan) const {
    std::vector<Filled> filled;
    return std::any_of(plan.sheet->rows.begin() + static_cast<std::ptrdiff_t>(plan.first_row), plan.sheet->rows.end(), [&](const Row& row) {
      fill(plan, row, filled);
      return !filled.empty();
    });
  }

  // An object whose place is its row.
  static JsonValue object(const std::vector<Filled>& filled) {
    JsonValue out = JsonValue::object();
    out.begin = filled.front().cell->begin;
    out.end = filled.back().cell->end;
    return out;
  }

  static void set(JsonValue& object, std::string_view key, JsonValue value) {
    const std::size_t begin = value.begin, end = value.end;
    std::get<base::JsonObject>(object.data).push_back({std::string(key), std::move(value), begin, end});
  }

  // A value that stands there and was reported.
  static void set_defective(JsonValue& object, std::string_view key) {
    JsonValue defective;
    defective.begin = object.begin, defective.end = object.end;
    set(object, key, std::move(defective));
  }

  bool unknown(const Cell& cell) const { return cell.kind == spreadsheet::CellKind::text && names(kUnknown, cells_.words(cell)); }
  // Said to be not known, or not there.
  bool unsaid(const Cell& cell) const { return unknown(cell) || is_none(cells_.words(cell)); }

  // The id of the row itself.
  std::optional<JsonValue> own_id(const Filled& id) {
    if (!unsaid(*id.cell)) return cells_.id(*id.cell, *id.column);
    reading_.report(Kind::cell_bad_id, cells_.span(*id.cell), {std::string(cells_.words(*id.cell)), std::to_string(kIdLimit)});
    return std::nullopt;
  }

  // `column`: where it should stand; nullptr where the sheet has no such column, which was reported with the header.
  void report_missing(const SheetPlan& plan, const Row& row, const SheetColumn* column, std::string_view name) {
    // Of merged cells all but the first are empty.
    if (column == nullptr || plan.merged_over(row.number, column->column)) return;
    const std::string cell = text::column_letters(column->column) + std::to_string(row.number);
    reading_.report(Kind::row_lacks_cell, empty_cell(row, column->column), {std::string(name), cell});
  }

 private:
  // Its place: before the next cell, a sign for each column between; behind the last one there is nothing to point at.
  text::Span empty_cell(const Row& row, std::uint32_t column) const {
    for (std::uint32_t k = row.first; k < row.first + row.count; ++k) {
      const Cell& next = workbook_.cells[k];
      if (next.column <= column) continue;
      const std::uint32_t at = next.begin - (next.column - column);
      return {workbook_.file, at, at};
    }
    return workbook_.end_of(row);
  }

  void fill(const SheetPlan& plan, const Row& row, std::vector<Filled>& filled) const {
    filled.clear();
    for (std::uint32_t k = row.first; k < row.first + row.count; ++k) {
      const Cell& cell = workbook_.cells[k];
      const SheetColumn* column = plan.at(cell.column);
      if (column && !cells_.blank(cell)) filled.push_back({&cell, column});
    }
  }

  // Long tables bear their header on each page.
  bool repeats_header(const std::vector<Filled>& filled) const {
    return filled.size() > 1 &&
           std::all_of(filled.begin(), filled.end(), [&](const Filled& each) { return cells_.words(*each.cell) == each.column->header; });
  }

  bool is_sum(const std::vector<Filled>& filled) {
    const Cell& first = *filled.front().cell;
    const std::string words = plain_name(cells_.words(first));
    constexpr std::string_view kSums[] = {"合计", "总计", "小计", "共计", "合计：", "总计：", "小计：", "合计:", "总计:", "小计:"};
    if (std::find(std::begin(kSums), std::end(kSums), words) == std::end(kSums)) return false;
    reading_.report(Kind::row_of_sums, cells_.span(first), {words});
    return true;
  }

  Reading& reading_;
  const Workbook& workbook_;
  SheetCells cells_;
  RowsDone done_;
};

const Filled* of(const std::vector<Filled>& filled, Role role, ir::FieldId field = {}) {
  const auto found =
      std::find_if(filled.begin(), filled.end(), [&](const Filled& f) { return f.column->role == role && f.column->field == field; });
  return found == filled.end() ? nullptr : &*found;
}

const Filled* of(const std::vector<Filled>& filled, std::string_view key) {
  const auto found =
      std::find_if(filled.begin(), filled.end(), [&](const Filled& f) { return f.column->statement && f.column->statement->key == key; });
  return found == filled.end() ? nullptr : &*found;
}

// ---- 变动: values of some days ----

// Segments of dated fields, by the record and the field.
class Changes {
 public:
  Changes(Source& source, std::vector<SheetPlan> plans) : source_(source), plans_(std::move(plans)) {}

  // After all ids were read. nullptr where nothing is said of that field.
  const base::JsonArray* of_field(const std::string& id, ir::FieldId field) {
    if (!std::exchange(read_, true)) read();
    const auto record = segments_.find(id);
    if (record == segments_.end()) return nullptr;
    const auto found = record->second.find(field.value);
    return found == record->second.end() ? nullptr : &found->second;
  }
  const std::map<std::uint32_t, base::JsonArray>* of_record(const std::string& id) {
    if (!std::exchange(read_, true)) read();
    const auto record = segments_.find(id);
    return record == segments_.end() ? nullptr : &record->second;
  }

 private:
  void read() {
    for (const SheetPlan& plan : plans_) {
      source_.rows(plan, [&](const Row& row, const std::vector<Filled>& filled) { read_row(plan, row, filled); });
    }
  }

  void read_row(const SheetPlan& plan, const Row& row, const std::vector<Filled>& filled) {
    for (const StatementColumn& column : statement_sheet(SheetKind::changes).columns) {
      if (column.required && !of(filled, column.key)) source_.report_missing(plan, row, plan.find(column.key), column.zh);
    }
    JsonValue segment = Source::object(filled);
    bool whole = true;
    for (const std::string_view key : {"from", "to", "source", "on"}) {
      if (const Filled* said = of(filled, key)) whole = set_said(segment, *said) && whole;
    }
    const Filled *id_cell = of(filled, "id"), *value_cell = of(filled, "value");
    const IdEntry* record = id_cell ? record_of(*id_cell) : nullptr;
    const std::optional<ir::FieldId> field = record ? dated_field(record->type, of(filled, "field")) : std::nullopt;
    if (!field || value_cell == nullptr) return;
    Reading& reading = source_.reading();
    const ir::Field& type = reading.program.record(record->type).fields[field->value];
    if (source_.unknown(*value_cell->cell)) {
      reading.report(Kind::change_unknown, source_.cells().span(*value_cell->cell), {shown(type.name)});
      return;
    }
    auto value = source_.cells().value(*value_cell->cell, *value_cell->column, type.type);
    if (!value || !whole) return;
    Source::set(segment, "value", std::move(*value));
    segments_[reading.records[record->index].id][field->value].push_back(std::move(segment));
  }

  // From when to when, who says so and since when that is known. False after a report.
  bool set_said(JsonValue& segment, const Filled& said) {
    const std::string_view key = said.column->statement->key;
    const bool end = key == "from" || key == "to";
    if (end && source_.unknown(*said.cell)) {
      source_.reading().report(Kind::cell_end_unknown, source_.cells().span(*said.cell), {shortened(said.column->header)});
      return false;
    }
    if (source_.unsaid(*said.cell)) return true;
    auto value = source_.cells().of_form(*said.cell, *said.column);
    if (value) Source::set(segment, key, std::move(*value));
    return value.has_value();
  }

  const IdEntry* record_of(const Filled& id_cell) {
    const auto id = source_.cells().id(*id_cell.cell, *id_cell.column);
    return id ? read_reference(source_.reading(), id_cell.column->header, {}, *id) : nullptr;
  }

  std::optional<ir::FieldId> dated_field(ir::RecordId record, const Filled* cell) {
    Reading& reading = source_.reading();
    const auto text = cell ? source_.cells().id(*cell->cell, *cell->column) : std::nullopt;
    if (!text) return std::nullopt;
    const JsonValue& name = *text;
    const ir::RecordType& type = reading.program.record(record);
    const std::string words = base::nfc(*name.as_string());
    const std::optional<ir::FieldId> field = reading.names.field(record, words);
    if (field && type.fields[field->value].dated && type.fields[field->value].kind == ir::FieldKind::observed) return field;
    if (field) {
      report_unchanging(type, type.fields[field->value], reading.span(name));
      return std::nullopt;
    }
    Candidates candidates;
    for (const ir::Field& each : type.fields) {
      if (each.dated && each.kind == ir::FieldKind::observed) candidates.add(each.name);
    }
    if (candidates.empty()) reading.report(Kind::change_of_undated, reading.span(name), {shortened(words)});
    else reading.report(Kind::facts_unknown_field, reading.span(name), {shortened(words), shown(type.name), candidates.nearest(words)});
    return std::nullopt;
  }

  void report_unchanging(const ir::RecordType& type, const ir::Field& field, text::Span where) {
    Reading& reading = source_.reading();
    switch (field.kind) {
      case ir::FieldKind::observed: reading.report(Kind::change_of_undated, where, {shown(type, field)}); return;
      case ir::FieldKind::decided: reading.report(Kind::change_of_decided, where, {shown(type, field), field.name.zh}); return;
      case ir::FieldKind::computed:
        reading.report(Kind::facts_computed_field, where, {shown(type, field), computed_from(reading.program, field)});
        return;
    }
  }

  Source& source_;
  std::vector<SheetPlan> plans_;
  bool read_ = false;
  std::unordered_map<std::string, std::map<std::uint32_t, base::JsonArray>> segments_;
};

// ---- records ----

class RecordRows : public Entries {
 public:
  RecordRows(Source& source, Changes& changes, SheetPlan plan) : source_(source), changes_(changes), plan_(std::move(plan)) {}

  void each(Asked asked, const Take& take) const override {
    if (plan_.find(Role::id) == nullptr) return;
    source_.rows(plan_, [&](const Row& row, const std::vector<Filled>& filled) {
      // A row whose id is missing or defective, which is reported here, still holds the place of a record.
      const Filled* id = of(filled, Role::id);
      JsonValue entry = Source::object(filled);
      if (asked == Asked::all) {
        fill(entry, filled, id);
      } else if (id == nullptr) {
        source_.report_missing(plan_, row, plan_.find(Role::id), kIdColumn.zh);
      } else if (auto text = source_.own_id(*id)) {
        Source::set(entry, "id", std::move(*text));
      }
      take(entry);
    });
  }

 private:
  void fill(JsonValue& entry, const std::vector<Filled>& filled, const Filled* id_cell) const {
    const ir::RecordType& type = source_.reading().program.record(plan_.type);
    const std::string id = id_cell ? base::nfc(from_cell(source_.cells().words(*id_cell->cell))) : "";
    const auto* changed = changes_.of_record(id);
    const RowProvenance row = provenance(filled, Role::row_source, Role::row_recorded, {});
    for (const Filled& each : filled) {
      if (each.column->role == Role::field_source || each.column->role == Role::field_recorded) check_companion(filled, each);
      if (each.column->role != Role::field) continue;
      const ir::FieldId field = each.column->field;
      auto value = stated(filled, each, type.fields[field.value], row);
      if (!value) continue;
      const base::JsonArray* more = changed ? changes_.of_field(id, field) : nullptr;
      Source::set(entry, type.fields[field.value].name.id, more ? with_changes(*each.cell, std::move(*value), *more) : std::move(*value));
    }
    if (!changed) return;
    for (const auto& [field, segments] : *changed) {
      if (of(filled, Role::field, ir::FieldId{field})) continue;
      JsonValue value;
      value.data = segments;
      value.begin = segments.front().begin, value.end = segments.back().end;
      Source::set(entry, type.fields[field].name.id, std::move(value));
    }
  }

  static JsonValue with_changes(const Cell& cell, JsonValue value, const base::JsonArray& segments) {
    if (value.as_object() == nullptr) {
      JsonValue plain = JsonValue::object();
      plain.begin = cell.begin, plain.end = cell.end;
      Source::set(plain, "value", std::move(value));
      value = std::move(plain);
    }
    JsonValue out = JsonValue::array();
    out.begin = cell.begin, out.end = cell.end;
    out.push(std::move(value));
    for (const JsonValue& segment : segments) out.push(segment);
    return out;
  }

  struct RowProvenance {
    std::optional<JsonValue> source, recorded;  // null: expressly none
  };
  // What the row says, or the columns beside a field.
  RowProvenance provenance(const std::vector<Filled>& filled, Role source, Role recorded, ir::FieldId field) const {
    RowProvenance out;
    if (const Filled* said = of(filled, source, field)) {
      out.source = source_.unsaid(*said->cell) ? JsonValue{} : source_.cells().text(*said->cell, *said->column);
    }
    if (const Filled* said = of(filled, recorded, field)) {
      out.recorded = source_.unsaid(*said->cell) ? JsonValue{} : source_.cells().day(*said->cell, *said->column);
    }
    return out;
  }

  // The value with what is said about it. A mark of none sets aside what the row says.
  std::optional<JsonValue> stated(const std::vector<Filled>& filled, const Filled& each, const ir::Field& field,
                                  const RowProvenance& row) const {
    const bool unknown = source_.unknown(*each.cell);
    std::optional<JsonValue> value;
    if (!unknown) value = source_.cells().value(*each.cell, *each.column, field.type);
    if (!unknown && !value) return std::nullopt;
    RowProvenance own = provenance(filled, Role::field_source, Role::field_recorded, each.column->field);
    if (!own.source) own.source = row.source;
    if (!own.recorded) own.recorded = row.recorded;
    const auto said = [](const std::optional<JsonValue>& text) { return text && !text->is_null(); };
    if (value && !said(own.source) && !said(own.recorded)) return value;
    JsonValue out = JsonValue::object();
    out.begin = each.cell->begin, out.end = each.cell->end;
    if (unknown) {
      JsonValue mark = JsonValue::of(true);
      mark.begin = out.begin, mark.end = out.end;
      Source::set(out, "unknown", std::move(mark));
    } else {
      Source::set(out, "value", std::move(*value));
    }
    if (said(own.source)) Source::set(out, "source", *own.source);
    if (said(own.recorded)) Source::set(out, "on", *own.recorded);
    return out;
  }

  // Who says so, of a value that is not there.
  void check_companion(const std::vector<Filled>& filled, const Filled& each) const {
    if (of(filled, Role::field, each.column->field)) return;
    source_.reading().report(Kind::cell_says_of_nothing, source_.cells().span(*each.cell), {shortened(each.column->header)});
  }

  Source& source_;
  Changes& changes_;
  SheetPlan plan_;
};

// Stands behind the records: changes are read also where there is no record that asks for them.
class AfterRecords : public Entries {
 public:
  explicit AfterRecords(Changes& changes) : changes_(changes) {}
  void each(Asked asked, const Take&) const override {
    if (asked == Asked::all) changes_.of_record("");
  }

 private:
  Changes& changes_;
};

// ---- statements ----

class StatementRows : public Entries {
 public:
  StatementRows(Source& source, std::vector<SheetPlan> plans) : source_(source), plans_(std::move(plans)) {}

  void each(Asked asked, const Take& take) const override {
    for (const SheetPlan& plan : plans_) {
      source_.rows(plan, [&](const Row& row, const std::vector<Filled>& filled) {
        JsonValue entry = Source::object(filled);
        const bool taken = asked == Asked::ids ? set_id(entry, filled) : fill(entry, plan, row, filled);
        if (taken) take(entry);
      });
    }
  }

 private:
  bool set_id(JsonValue& entry, const std::vector<Filled>& filled) const {
    const Filled* id = of(filled, "id");
    auto text = id ? source_.own_id(*id) : std::nullopt;
    if (text) Source::set(entry, "id", std::move(*text));
    return text.has_value();
  }

  // What is missing or defective is reported here; the readers see that it stands there and go on with the rest of the row.

  bool fill(JsonValue& entry, const SheetPlan& plan, const Row& row, const std::vector<Filled>& filled) const {
    Wanted wanted;
    if (plan.kind == SheetKind::decisions && !check_kind(filled, wanted)) return false;
    for (const StatementColumn& column : statement_sheet(plan.kind).columns) {
      if (of(filled, column.key) || !(column.required || contains(wanted.required, column.key) || lacks_owner(plan, column, filled)))
        continue;
      const SheetColumn* at = plan.find(column.key);
      if (at == nullptr && !column.required) report_lacking(plan, column);
      source_.report_missing(plan, row, at, column.zh);
      Source::set_defective(entry, column.key);
    }
    for (const Filled& each : filled) {
      const StatementColumn& column = *each.column->statement;
      if (contains(wanted.superfluous, column.key)) continue;
      const bool needed = column.required || contains(wanted.required, column.key);
      if (!needed && source_.unsaid(*each.cell)) continue;
      std::optional<JsonValue> value;
      if (source_.unknown(*each.cell) && column.key != "id") report(Kind::cell_unknown_refused, each, {});
      else value = cell(filled, each);
      if (value) Source::set(entry, column.key, std::move(*value));
      else Source::set_defective(entry, column.key);
    }
    return plan.kind != SheetKind::decisions || of(filled, "kind");
  }

  // What a row needs by its kind of decision, and what it has nevertheless.
  struct Wanted {
    std::vector<std::string_view> required, superfluous;
  };
  static bool contains(const std::vector<std::string_view>& all, std::string_view key) {
    return std::find(all.begin(), all.end(), key) != all.end();
  }

  // Only a whole register is nobody's.
  bool lacks_owner(const SheetPlan& plan, const StatementColumn& column, const std::vector<Filled>& filled) const {
    const Filled* relation = plan.kind == SheetKind::complete && column.key == "owner" ? of(filled, "relation") : nullptr;
    return relation && needs_owner(source_.reading(), relation_named(source_.cells().words(*relation->cell)));
  }

  // A column that only some rows need is missing as a whole: said once.
  void report_lacking(const SheetPlan& plan, const StatementColumn& column) const {
    if (!lacking_.insert({plan.sheet, column.key}).second) return;
    const text::Span last = plan.columns.back().span;
    source_.reading().report(Kind::sheet_lacks_column, {last.file, last.end, last.end},
                             {shortened(plan.sheet->name), std::string(column.zh)});
  }

  void report(Kind kind, const Filled& each, std::vector<std::string> more) const {
    more.insert(more.begin(), shortened(each.column->header));
    source_.reading().report(kind, source_.cells().span(*each.cell), std::move(more));
  }

  // False where the kind is not known, after a report; where there is none, nothing more is wanted.
  bool check_kind(const std::vector<Filled>& filled, Wanted& wanted) const {
    const Filled* kind_cell = of(filled, "kind");
    if (kind_cell == nullptr) return true;
    if (!source_.cells().id(*kind_cell->cell, *kind_cell->column)) return false;
    const std::string_view words = source_.cells().words(*kind_cell->cell);
    const auto name =
        std::find_if(std::begin(kDecisionNames), std::end(kDecisionNames), [&](const ColumnName& n) { return names(n, words); });
    if (name == std::end(kDecisionNames)) {
      Candidates candidates;
      for (const ColumnName& each : kDecisionNames) candidates.add({std::string(each.zh), std::string(each.id)});
      source_.reading().report(Kind::decision_kind_unknown, source_.cells().span(*kind_cell->cell),
                               {shortened(words), candidates.nearest(words)});
      return false;
    }
    const DecisionKeys keys = decision_keys(static_cast<DecisionKind>(name - std::begin(kDecisionNames)));
    std::string lacking, superfluous;
    for (const StatementColumn& column : statement_sheet(SheetKind::decisions).columns) {
      const Filled* found = of(filled, column.key);
      const bool needed = contains(keys.required, column.key);
      if (needed) wanted.required.push_back(column.key);
      if (needed && !found) lacking.append(lacking.empty() ? "" : "、").append(column.zh);
      if (!found || needed || contains(keys.optional, column.key)) continue;
      wanted.superfluous.push_back(column.key);
      superfluous.append(superfluous.empty() ? "" : "、").append(column.zh);
    }
    if (superfluous.empty()) return true;
    if (!lacking.empty()) {
      // One slip of the kind, not one of each cell.
      source_.reading().report(Kind::decision_of_another_kind, source_.cells().span(*kind_cell->cell),
                               {std::string(name->zh), lacking, superfluous});
      return false;
    }
    for (const std::string_view key : wanted.superfluous) {
      const Filled& found = *of(filled, key);
      source_.reading().report(Kind::cell_not_of_kind, source_.cells().span(*found.cell),
                               {std::string(name->zh), std::string(found.column->statement->zh)});
    }
    return true;
  }

  // 专利·专利权人 as 专利.专利权人, and the signs for all and for earlier payments.
  static std::string relation_named(std::string_view words) {
    if (names(kAll, words)) return std::string(kAll.id);
    if (names(kHistory, words)) return std::string(kHistory.id);
    std::string out = plain_name(words);
    constexpr std::string_view kDot = "·";
    if (const std::size_t at = out.find(kDot); at != std::string::npos) out.replace(at, kDot.size(), ".");
    return out;
  }

  std::optional<JsonValue> cell(const std::vector<Filled>& filled, const Filled& each) const {
    const StatementColumn& column = *each.column->statement;
    SheetCells& cells = source_.cells();
    const std::string_view words = cells.words(*each.cell);
    if (column.key == "id") return source_.own_id(each);
    if (column.key == "relation" && each.cell->kind == spreadsheet::CellKind::text) return cells.json(*each.cell, relation_named(words));
    if (column.key == "owner" && names(kAll, words)) return cells.json(*each.cell, std::string(kAll.id));
    if (column.key == "owner" && names(kNone, words)) return cells.json(*each.cell, "");
    if (column.key == "place" && names(kNotPlaced, words)) return cells.json(*each.cell, "");
    if (column.key == "kind") {
      for (const ColumnName& name : kDecisionNames) {
        if (names(name, words)) return cells.json(*each.cell, std::string(name.id));
      }
    }
    if (column.form != ColumnForm::of_field) return cells.of_form(*each.cell, *each.column);
    const ir::Field* field = named_field(filled);
    return field ? cells.value(*each.cell, *each.column, field->type) : cells.json(*each.cell, std::string(words));
  }

  // The field that a decision is on; nullptr where the reader will say that there is none.
  const ir::Field* named_field(const std::vector<Filled>& filled) const {
    Reading& reading = source_.reading();
    const Filled *record = of(filled, "record"), *field = of(filled, "field");
    const IdEntry* found = record ? reading.find_id(from_cell(source_.cells().words(*record->cell))) : nullptr;
    if (!found || found->bearer != Bearer::record || !field) return nullptr;
    const auto id = reading.names.field(found->type, source_.cells().words(*field->cell));
    return id ? &reading.program.record(found->type).fields[id->value] : nullptr;
  }

  Source& source_;
  std::vector<SheetPlan> plans_;
  mutable std::set<std::pair<const spreadsheet::Sheet*, std::string_view>> lacking_;  // said already
};

}  // namespace

FactBase read_workbook(const ir::Program& program, const text::SourceSet& sources, const Workbook& workbook, text::Diagnostics& diagnostics,
                       const std::function<bool(int)>& progress) {
  Reading reading(program, workbook.file, diagnostics, &sources);
  Source source(reading, sources, workbook, progress);
  std::vector<SheetPlan> records;
  std::map<SheetKind, std::vector<SheetPlan>> statements;
  std::map<std::uint32_t, std::size_t> rows;  // by type of record
  bool any = false;
  for (const spreadsheet::Sheet& sheet : workbook.sheets) {
    std::optional<SheetPlan> plan = plan_sheet(reading, source.cells(), workbook, sheet);
    if (!plan) continue;
    std::size_t& count = rows[plan->kind == SheetKind::records ? plan->type.value : UINT32_MAX - static_cast<std::uint32_t>(plan->kind)];
    count += sheet.rows.size() - plan->first_row;
    if (!check_row_count(reading, sheet.name, count, sheet.title)) continue;
    any = any || source.has_rows(*plan);
    if (plan->kind == SheetKind::records) records.push_back(std::move(*plan));
    else statements[plan->kind].push_back(std::move(*plan));
  }
  if (!any && reading.errors == 0) reading.report(Kind::workbook_without_facts, {workbook.file, 0, 0});
  Changes changes(source, std::move(statements[SheetKind::changes]));
  const auto entries = [&](SheetKind kind) -> OwnedEntries {
    std::vector<SheetPlan>& plans = statements[kind];
    return plans.empty() ? nullptr : std::make_unique<StatementRows>(source, std::move(plans));
  };
  Sections sections;
  for (SheetPlan& plan : records) {
    const ir::RecordId type = plan.type;
    sections.records.push_back({type, std::make_unique<RecordRows>(source, changes, std::move(plan))});
  }
  sections.records.push_back({ir::RecordId{0}, std::make_unique<AfterRecords>(changes)});
  sections.complete = entries(SheetKind::complete);
  sections.totals = entries(SheetKind::totals);
  sections.history = entries(SheetKind::history);
  sections.decisions = entries(SheetKind::decisions);
  FactBase base = read_sections(reading, sections);
  source.cells().report_numbers_as_text();
  return base;
}

}  // namespace zhidui::facts
