// Rows become entries of the JSON form, one at a time, and go through the readers of JSON: one place says what facts may be.
#include "facts/read_workbook.h"

#include <algorithm>
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

class Source {
 public:
  Source(Reading& reading, const text::SourceSet& sources, const Workbook& workbook)
      : reading_(reading), workbook_(workbook), cells_(reading, sources, workbook) {}

  Reading& reading() { return reading_; }
  SheetCells& cells() { return cells_; }

  // Rows that hold something, with it.
  template <class Each>
  void rows(const SheetPlan& plan, const Each& each) {
    std::vector<Filled> filled;
    for (std::size_t i = plan.first_row; i < plan.sheet->rows.size(); ++i) {
      const Row& row = plan.sheet->rows[i];
      filled.clear();
      for (std::uint32_t k = row.first; k < row.first + row.count; ++k) {
        const Cell& cell = workbook_.cells[k];
        const SheetColumn* column = plan.at(cell.column);
        if (column && !cells_.blank(cell)) filled.push_back({&cell, column});
      }
      if (!filled.empty()) each(row, filled);
    }
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

  bool unknown(const Cell& cell) const { return cell.kind == spreadsheet::CellKind::text && names(kUnknown, cells_.words(cell)); }

  void report_missing(const Row& row, std::string_view column) {
    reading_.report(Kind::row_lacks_cell, workbook_.end_of(row), {std::string(column)});
  }

 private:
  Reading& reading_;
  const Workbook& workbook_;
  SheetCells cells_;
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
      source_.rows(plan, [&](const Row& row, const std::vector<Filled>& filled) { read_row(row, filled); });
    }
  }

  void read_row(const Row& row, const std::vector<Filled>& filled) {
    bool whole = true;
    for (const StatementColumn& column : statement_sheet(SheetKind::changes).columns) {
      if (!column.required || of(filled, column.key)) continue;
      source_.report_missing(row, column.zh);
      whole = false;
    }
    if (!whole) return;
    SheetCells& cells = source_.cells();
    Reading& reading = source_.reading();
    const Filled &id_cell = *of(filled, "id"), &field_cell = *of(filled, "field"), &value_cell = *of(filled, "value");
    const auto id = cells.id(*id_cell.cell, *id_cell.column);
    const auto name = cells.text(*field_cell.cell, *field_cell.column);
    if (!id || !name) return;
    const IdEntry* record = read_reference(reading, std::string(id_cell.column->header), {}, *id);
    if (record == nullptr) return;
    const std::optional<ir::FieldId> field = dated_field(record->type, *name);
    if (!field) return;
    const ir::Field& type = reading.program.record(record->type).fields[field->value];
    JsonValue segment = Source::object(filled);
    if (source_.unknown(*value_cell.cell)) {
      JsonValue unknown = JsonValue::of(true);
      unknown.begin = value_cell.cell->begin, unknown.end = value_cell.cell->end;
      Source::set(segment, "unknown", std::move(unknown));
    } else if (auto value = cells.value(*value_cell.cell, *value_cell.column, type.type)) {
      Source::set(segment, "value", std::move(*value));
    } else {
      return;
    }
    for (const std::string_view key : {"from", "to", "source", "on"}) {
      const Filled* said = of(filled, key);
      if (said == nullptr) continue;
      auto value = cells.of_form(*said->cell, *said->column);
      if (!value) return;
      Source::set(segment, key, std::move(*value));
    }
    segments_[reading.records[record->index].id][field->value].push_back(std::move(segment));
  }

  std::optional<ir::FieldId> dated_field(ir::RecordId record, const JsonValue& name) {
    Reading& reading = source_.reading();
    const ir::RecordType& type = reading.program.record(record);
    const std::string words = base::nfc(*name.as_string());
    const std::optional<ir::FieldId> field = reading.names.field(record, words);
    if (field && type.fields[field->value].dated && type.fields[field->value].kind == ir::FieldKind::observed) return field;
    if (field) {
      reading.report(Kind::change_of_undated, reading.span(name), {shown(type, type.fields[field->value])});
      return std::nullopt;
    }
    Candidates candidates;
    for (const ir::Field& each : type.fields) {
      if (each.dated) candidates.add(each.name);
    }
    reading.report(Kind::facts_unknown_field, reading.span(name),
                   {shortened(words), shown(type.name), candidates.empty() ? "—" : candidates.nearest(words)});
    return std::nullopt;
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
      const Filled* id = of(filled, Role::id);
      if (id == nullptr) {
        if (asked == Asked::ids) source_.report_missing(row, kIdColumn.zh);
        return;
      }
      JsonValue entry = Source::object(filled);
      if (asked == Asked::ids) {
        // A defective cell still holds the place of its record.
        auto text = source_.cells().id(*id->cell, *id->column);
        Source::set(entry, "id", text ? std::move(*text) : source_.cells().json(*id->cell, ""));
      } else {
        fill(entry, filled, *id);
      }
      take(entry);
    });
  }

 private:
  void fill(JsonValue& entry, const std::vector<Filled>& filled, const Filled& id_cell) const {
    const ir::RecordType& type = source_.reading().program.record(plan_.type);
    const std::string id = base::nfc(from_cell(source_.cells().words(*id_cell.cell)));
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
    std::optional<JsonValue> source, recorded;
  };
  // What the row says, or the columns beside a field.
  RowProvenance provenance(const std::vector<Filled>& filled, Role source, Role recorded, ir::FieldId field) const {
    RowProvenance out;
    if (const Filled* said = of(filled, source, field)) out.source = source_.cells().text(*said->cell, *said->column);
    if (const Filled* said = of(filled, recorded, field)) {
      const bool none = names(kNone, source_.cells().words(*said->cell));
      out.recorded =
          none ? std::optional(source_.cells().json(*said->cell, std::string(kNone.zh))) : source_.cells().day(*said->cell, *said->column);
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
    const auto said = [&](const std::optional<JsonValue>& text) { return text && !names(kNone, *text->as_string()); };
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

// ---- statements ----

class StatementRows : public Entries {
 public:
  StatementRows(Source& source, std::vector<SheetPlan> plans) : source_(source), plans_(std::move(plans)) {}

  void each(Asked asked, const Take& take) const override {
    for (const SheetPlan& plan : plans_) {
      source_.rows(plan, [&](const Row& row, const std::vector<Filled>& filled) {
        JsonValue entry = Source::object(filled);
        const bool whole = asked == Asked::ids ? set_id(entry, filled) : fill(entry, plan, row, filled);
        if (whole) take(entry);
      });
    }
  }

 private:
  bool set_id(JsonValue& entry, const std::vector<Filled>& filled) const {
    const Filled* id = of(filled, "id");
    auto text = id ? source_.cells().id(*id->cell, *id->column) : std::nullopt;
    if (text) Source::set(entry, "id", std::move(*text));
    return text.has_value();
  }

  bool fill(JsonValue& entry, const SheetPlan& plan, const Row& row, const std::vector<Filled>& filled) const {
    bool whole = true;
    for (const StatementColumn& column : statement_sheet(plan.kind).columns) {
      // A column that is missing as a whole was reported with the header.
      if (!column.required || of(filled, column.key)) continue;
      if (plan.find(column.key)) source_.report_missing(row, column.zh);
      whole = false;
    }
    if (!whole) return false;
    if (plan.kind == SheetKind::decisions && !check_kind(row, filled)) return false;
    for (const Filled& each : filled) {
      std::optional<JsonValue> value = cell(filled, each);
      if (!value) whole = false;
      else Source::set(entry, each.column->statement->key, std::move(*value));
    }
    return whole;
  }

  // Cells that the kind of decision needs are there, and no others.
  bool check_kind(const Row& row, const std::vector<Filled>& filled) const {
    const Filled& kind_cell = *of(filled, "kind");
    const std::string_view words = source_.cells().words(*kind_cell.cell);
    const auto name =
        std::find_if(std::begin(kDecisionNames), std::end(kDecisionNames), [&](const ColumnName& n) { return names(n, words); });
    if (name == std::end(kDecisionNames)) return true;  // the reader says so
    const DecisionKeys keys = decision_keys(static_cast<DecisionKind>(name - std::begin(kDecisionNames)));
    const auto holds = [](const std::vector<std::string_view>& all, std::string_view key) {
      return std::find(all.begin(), all.end(), key) != all.end();
    };
    bool whole = true;
    for (const StatementColumn& column : statement_sheet(SheetKind::decisions).columns) {
      const Filled* found = of(filled, column.key);
      if (holds(keys.required, column.key) && !found) {
        source_.report_missing(row, column.zh);
        whole = false;
      } else if (found && !holds(keys.required, column.key) && !holds(keys.optional, column.key)) {
        source_.reading().report(Kind::cell_not_of_kind, source_.cells().span(*found->cell),
                                 {std::string(name->zh), std::string(column.zh)});
        whole = false;
      }
    }
    return whole;
  }

  std::optional<JsonValue> cell(const std::vector<Filled>& filled, const Filled& each) const {
    const StatementColumn& column = *each.column->statement;
    SheetCells& cells = source_.cells();
    const std::string_view words = cells.words(*each.cell);
    if (column.key == "relation" && names(kAll, words)) return cells.json(*each.cell, std::string(kAll.id));
    if (column.key == "relation" && names(kHistory, words)) return cells.json(*each.cell, std::string(kHistory.id));
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
    return field ? cells.value(*each.cell, *each.column, field->type) : cells.text(*each.cell, *each.column);
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
};

}  // namespace

FactBase read_workbook(const ir::Program& program, const text::SourceSet& sources, const Workbook& workbook,
                       text::Diagnostics& diagnostics) {
  Reading reading(program, workbook.file, diagnostics);
  Source source(reading, sources, workbook);
  std::vector<SheetPlan> records;
  std::map<SheetKind, std::vector<SheetPlan>> statements;
  std::map<std::uint32_t, std::size_t> rows;  // by type of record
  for (const spreadsheet::Sheet& sheet : workbook.sheets) {
    std::optional<SheetPlan> plan = plan_sheet(reading, source.cells(), workbook, sheet);
    if (!plan) continue;
    std::size_t& count = rows[plan->kind == SheetKind::records ? plan->type.value : UINT32_MAX - static_cast<std::uint32_t>(plan->kind)];
    count += sheet.rows.size() - plan->first_row;
    if (!check_row_count(reading, sheet.name, count, sheet.title)) continue;
    if (plan->kind == SheetKind::records) records.push_back(std::move(*plan));
    else statements[plan->kind].push_back(std::move(*plan));
  }
  if (records.empty() && statements.empty() && reading.errors == 0) reading.report(Kind::workbook_without_facts, {workbook.file, 0, 0});
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
  sections.complete = entries(SheetKind::complete);
  sections.totals = entries(SheetKind::totals);
  sections.history = entries(SheetKind::history);
  sections.decisions = entries(SheetKind::decisions);
  FactBase base = read_sections(reading, sections);
  source.cells().report_numbers_as_text();
  return base;
}

}  // namespace zhidui::facts
