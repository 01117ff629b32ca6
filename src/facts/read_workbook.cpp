// Rows become entries of the JSON form, one at a time, and go through the readers of JSON: one place says what facts may be.
#include "facts/read_workbook.h"

#include <map>
#include <unordered_map>
#include <utility>

#include "base/utf8.h"
#include "facts/sheet_rows.h"

namespace zhidui::facts {

namespace {

using base::JsonValue;
using spreadsheet::Cell;
using spreadsheet::Row;
using spreadsheet::Workbook;
using text::Kind;
using Role = SheetColumn::Role;
using Take = std::function<void(const JsonValue&)>;

// ---- 变动: values of some days ----

// Segments of dated fields, by the record and the field.
class Changes {
 public:
  Changes(SheetRows& rows, std::vector<SheetPlan> plans) : rows_(rows), plans_(std::move(plans)) {}

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
      rows_.each(plan, [&](const Row& row, const FilledCells& filled) { read_row(plan, row, filled); });
    }
  }

  void read_row(const SheetPlan& plan, const Row& row, const FilledCells& filled) {
    for (const StatementColumn& column : statement_sheet(SheetKind::changes).columns) {
      if (column.required && !of(filled, column.key)) rows_.report_missing(plan, row, plan.find(column.key), column.zh);
    }
    JsonValue segment = entry_of(filled);
    bool whole = true;
    for (const std::string_view key : {"from", "to", "source", "on"}) {
      if (const Filled* said = of(filled, key)) whole = set_said(segment, *said) && whole;
    }
    const Filled *id_cell = of(filled, "id"), *value_cell = of(filled, "value");
    const IdEntry* record = id_cell ? record_of(*id_cell) : nullptr;
    const std::optional<ir::FieldId> field = record ? dated_field(record->type, of(filled, "field")) : std::nullopt;
    if (!field || value_cell == nullptr) return;
    Reading& reading = rows_.reading();
    const ir::Field& type = reading.program.record(record->type).fields[field->value];
    if (rows_.unknown(*value_cell->cell)) {
      reading.report(Kind::change_unknown, rows_.cells().span(*value_cell->cell), {shown(type.name)});
      return;
    }
    auto value = rows_.cells().value(*value_cell->cell, *value_cell->column, type.type);
    if (!value || !whole) return;
    set(segment, "value", std::move(*value));
    segments_[reading.records[record->index].id][field->value].push_back(std::move(segment));
  }

  // From when to when, who says so and since when that is known. False after a report.
  bool set_said(JsonValue& segment, const Filled& said) {
    const std::string_view key = said.column->statement->key;
    const bool end = key == "from" || key == "to";
    if (end && rows_.unknown(*said.cell)) {
      rows_.reading().report(Kind::cell_end_unknown, rows_.cells().span(*said.cell), {shortened(said.column->header)});
      return false;
    }
    if (rows_.unsaid(*said.cell)) return true;
    auto value = rows_.cells().of_form(*said.cell, *said.column);
    if (value) set(segment, key, std::move(*value));
    return value.has_value();
  }

  const IdEntry* record_of(const Filled& id_cell) {
    const auto id = rows_.cells().id(*id_cell.cell, *id_cell.column);
    return id ? read_reference(rows_.reading(), id_cell.column->header, {}, *id) : nullptr;
  }

  std::optional<ir::FieldId> dated_field(ir::RecordId record, const Filled* cell) {
    Reading& reading = rows_.reading();
    const auto text = cell ? rows_.cells().id(*cell->cell, *cell->column) : std::nullopt;
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
    Reading& reading = rows_.reading();
    switch (field.kind) {
      case ir::FieldKind::observed: reading.report(Kind::change_of_undated, where, {shown(type, field)}); return;
      case ir::FieldKind::decided: reading.report(Kind::change_of_decided, where, {shown(type, field), field.name.zh}); return;
      case ir::FieldKind::computed:
        reading.report(Kind::facts_computed_field, where, {shown(type, field), computed_from(reading.program, field)});
        return;
    }
  }

  SheetRows& rows_;
  std::vector<SheetPlan> plans_;
  bool read_ = false;
  std::unordered_map<std::string, std::map<std::uint32_t, base::JsonArray>> segments_;
};

// ---- records ----

class RecordRows : public Entries {
 public:
  RecordRows(SheetRows& rows, Changes& changes, SheetPlan plan) : rows_(rows), changes_(changes), plan_(std::move(plan)) {}

  void each(Asked asked, const Take& take) const override {
    if (plan_.find(Role::id) == nullptr) return;
    rows_.each(plan_, [&](const Row& row, const FilledCells& filled) {
      // A row whose id is missing or defective, which is reported here, still holds the place of a record.
      const Filled* id = of(filled, Role::id);
      JsonValue entry = entry_of(filled);
      if (asked == Asked::all) {
        fill(entry, filled, id);
      } else if (id == nullptr) {
        rows_.report_missing(plan_, row, plan_.find(Role::id), kIdColumn.zh);
      } else if (auto text = rows_.own_id(*id)) {
        set(entry, "id", std::move(*text));
      }
      take(entry);
    });
    report_alone();
  }

 private:
  void fill(JsonValue& entry, const FilledCells& filled, const Filled* id_cell) const {
    const ir::RecordType& type = rows_.reading().program.record(plan_.type);
    const std::string id = id_cell ? base::nfc(from_cell(rows_.cells().words(*id_cell->cell))) : "";
    // Of two records with one id, which is a defect, changes are of the first; another type has other fields.
    const IdEntry* entered = rows_.reading().find_id(id);
    const bool own = entered && entered->bearer == Bearer::record && entered->type == plan_.type;
    const auto* changed = own ? changes_.of_record(id) : nullptr;
    const RowProvenance row = provenance(filled, Role::row_source, Role::row_recorded, {});
    for (const Filled& each : filled) {
      if (each.column->role == Role::field_source || each.column->role == Role::field_recorded) check_companion(filled, each);
      if (each.column->role != Role::field) continue;
      const ir::FieldId field = each.column->field;
      auto value = stated(filled, each, type.fields[field.value], row);
      if (!value) continue;
      const base::JsonArray* more = changed ? changes_.of_field(id, field) : nullptr;
      set(entry, type.fields[field.value].name.id, more ? with_changes(*each.cell, std::move(*value), *more) : std::move(*value));
    }
    if (!changed) return;
    for (const auto& [field, segments] : *changed) {
      if (of(filled, Role::field, ir::FieldId{field})) continue;
      JsonValue value;
      value.data = segments;
      value.begin = segments.front().begin, value.end = segments.back().end;
      set(entry, type.fields[field].name.id, std::move(value));
    }
  }

  static JsonValue with_changes(const Cell& cell, JsonValue value, const base::JsonArray& segments) {
    if (value.as_object() == nullptr) {
      JsonValue plain = JsonValue::object();
      plain.begin = cell.begin, plain.end = cell.end;
      set(plain, "value", std::move(value));
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
  RowProvenance provenance(const FilledCells& filled, Role source, Role recorded, ir::FieldId field) const {
    RowProvenance out;
    if (const Filled* said = of(filled, source, field)) {
      out.source = rows_.unsaid(*said->cell) ? JsonValue{} : rows_.cells().text(*said->cell, *said->column);
    }
    if (const Filled* said = of(filled, recorded, field)) {
      out.recorded = rows_.unsaid(*said->cell) ? JsonValue{} : rows_.cells().day(*said->cell, *said->column);
    }
    return out;
  }

  // The value with what is said about it. A mark of none sets aside what the row says.
  std::optional<JsonValue> stated(const FilledCells& filled, const Filled& each, const ir::Field& field, const RowProvenance& row) const {
    const bool unknown = rows_.unknown(*each.cell);
    std::optional<JsonValue> value;
    if (!unknown) value = rows_.cells().value(*each.cell, *each.column, field.type);
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
      set(out, "unknown", std::move(mark));
    } else {
      set(out, "value", std::move(*value));
    }
    if (said(own.source)) set(out, "source", *own.source);
    if (said(own.recorded)) set(out, "on", *own.recorded);
    return out;
  }

  // Who says so, of a value that is not there: sources are often filled in down to the last row, so it is said once of a column.
  void check_companion(const FilledCells& filled, const Filled& each) const {
    if (of(filled, Role::field, each.column->field)) return;
    auto& [count, first] = alone_[each.column];
    if (count++ == 0) first = rows_.cells().span(*each.cell);
  }

  void report_alone() const {
    for (const auto& [column, found] : alone_) {
      rows_.reading().report(Kind::cell_says_of_nothing, found.second, {shortened(column->header), std::to_string(found.first)});
    }
    alone_.clear();
  }

  SheetRows& rows_;
  Changes& changes_;
  SheetPlan plan_;
  mutable std::map<const SheetColumn*, std::pair<std::size_t, text::Span>> alone_;  // companions of empty cells
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

}  // namespace

FactBase read_workbook(const ir::Program& program, const text::SourceSet& sources, const Workbook& workbook, text::Diagnostics& diagnostics,
                       const std::function<bool(int)>& progress) {
  Reading reading(program, workbook.file, diagnostics, &sources);
  SheetRows rows(reading, sources, workbook, progress);
  std::vector<SheetPlan> records;
  std::map<SheetKind, std::vector<SheetPlan>> statements;
  std::map<std::pair<SheetKind, ir::RecordId>, std::size_t> counts;
  bool any = false;
  for (const spreadsheet::Sheet& sheet : workbook.sheets) {
    std::optional<SheetPlan> plan = plan_sheet(reading, rows.cells(), workbook, sheet);
    if (!plan) continue;
    std::size_t& count = counts[{plan->kind, plan->type}];
    count += rows.count(*plan);
    any = any || count > 0;
    if (!check_row_count(reading, shortened(sheet.name), count, sheet.title)) continue;
    if (plan->kind == SheetKind::records) records.push_back(std::move(*plan));
    else statements[plan->kind].push_back(std::move(*plan));
  }
  if (!any && reading.errors == 0) reading.report(Kind::workbook_without_facts, {workbook.file, 0, 0});
  Changes changes(rows, std::move(statements[SheetKind::changes]));
  const auto entries = [&](SheetKind kind) -> OwnedEntries {
    std::vector<SheetPlan>& plans = statements[kind];
    return plans.empty() ? nullptr : statement_entries(rows, std::move(plans));
  };
  Sections sections;
  for (SheetPlan& plan : records) {
    const ir::RecordId type = plan.type;
    sections.records.push_back({type, std::make_unique<RecordRows>(rows, changes, std::move(plan))});
  }
  sections.records.push_back({ir::RecordId{0}, std::make_unique<AfterRecords>(changes)});
  sections.complete = entries(SheetKind::complete);
  sections.totals = entries(SheetKind::totals);
  sections.history = entries(SheetKind::history);
  sections.decisions = entries(SheetKind::decisions);
  FactBase base = read_sections(reading, sections);
  rows.cells().report_numbers_as_text();
  return base;
}

}  // namespace zhidui::facts
