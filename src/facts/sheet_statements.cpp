// Rows of the sheets of statements: what is complete, totals, earlier payments, decisions.
#include <algorithm>
#include <set>
#include <utility>

#include "base/utf8.h"
#include "facts/sheet_rows.h"

namespace zhidui::facts {

namespace {

using base::JsonValue;
using spreadsheet::Row;
using text::Kind;
using Take = std::function<void(const JsonValue&)>;

class StatementRows : public Entries {
 public:
  StatementRows(SheetRows& rows, std::vector<SheetPlan> plans) : rows_(rows), plans_(std::move(plans)) {}

  void each(Asked asked, const Take& take) const override {
    for (const SheetPlan& plan : plans_) {
      rows_.each(plan, [&](const Row& row, const FilledCells& filled) {
        JsonValue entry = entry_of(filled);
        const bool taken = asked == Asked::ids ? set_id(entry, filled) : fill(entry, plan, row, filled);
        if (taken) take(entry);
      });
    }
  }

 private:
  bool set_id(JsonValue& entry, const FilledCells& filled) const {
    const Filled* id = of(filled, "id");
    auto text = id ? rows_.own_id(*id) : std::nullopt;
    if (text) set(entry, "id", std::move(*text));
    return text.has_value();
  }

  // What is missing or defective is reported here; the readers see that it stands there and go on with the rest of the row.
  bool fill(JsonValue& entry, const SheetPlan& plan, const Row& row, const FilledCells& filled) const {
    Wanted wanted;
    if (plan.kind == SheetKind::decisions && !check_kind(filled, wanted)) return false;
    for (const StatementColumn& column : statement_sheet(plan.kind).columns) {
      if (of(filled, column.key) || !(column.required || contains(wanted.required, column.key) || lacks_owner(plan, column, filled)))
        continue;
      const SheetColumn* at = plan.find(column.key);
      if (at == nullptr && !column.required) report_lacking(plan, column);
      rows_.report_missing(plan, row, at, column.zh);
      set_defective(entry, column.key);
    }
    for (const Filled& each : filled) {
      const StatementColumn& column = *each.column->statement;
      if (contains(wanted.superfluous, column.key)) continue;
      const bool needed = column.required || column.key == "owner" || contains(wanted.required, column.key);
      if (!needed && rows_.unsaid(*each.cell)) continue;
      std::optional<JsonValue> value;
      if (rows_.unknown(*each.cell) && column.key != "id") report(Kind::cell_unknown_refused, each, {});
      else value = cell(filled, each);
      if (value) set(entry, column.key, std::move(*value));
      else set_defective(entry, column.key);
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
  bool lacks_owner(const SheetPlan& plan, const StatementColumn& column, const FilledCells& filled) const {
    const Filled* relation = plan.kind == SheetKind::complete && column.key == "owner" ? of(filled, "relation") : nullptr;
    return relation && needs_owner(rows_.reading(), relation_named(rows_.cells().words(*relation->cell)));
  }

  // A column that only some rows need is missing as a whole: said once.
  void report_lacking(const SheetPlan& plan, const StatementColumn& column) const {
    if (!lacking_.insert({plan.sheet, column.key}).second) return;
    const text::Span last = plan.columns.back().span;
    rows_.reading().report(Kind::sheet_lacks_column, {last.file, last.end, last.end},
                           {shortened(plan.sheet->name), std::string(column.zh)});
  }

  void report(Kind kind, const Filled& each, std::vector<std::string> more) const {
    more.insert(more.begin(), shortened(each.column->header));
    rows_.reading().report(kind, rows_.cells().span(*each.cell), std::move(more));
  }

  // False where the kind is not known, after a report; where there is none, nothing more is wanted.
  bool check_kind(const FilledCells& filled, Wanted& wanted) const {
    const Filled* kind_cell = of(filled, "kind");
    if (kind_cell == nullptr) return true;
    if (!rows_.cells().id(*kind_cell->cell, *kind_cell->column)) return false;
    const std::string_view words = rows_.cells().words(*kind_cell->cell);
    const auto name =
        std::find_if(std::begin(kDecisionNames), std::end(kDecisionNames), [&](const ColumnName& n) { return names(n, words); });
    if (name == std::end(kDecisionNames)) {
      Candidates candidates;
      for (const ColumnName& each : kDecisionNames) candidates.add({std::string(each.zh), std::string(each.id)});
      rows_.reading().report(Kind::decision_kind_unknown, rows_.cells().span(*kind_cell->cell),
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
      if (!found || needed || contains(keys.optional, column.key) || rows_.unsaid(*found->cell)) continue;
      wanted.superfluous.push_back(column.key);
      superfluous.append(superfluous.empty() ? "" : "、").append(column.zh);
    }
    if (superfluous.empty()) return true;
    if (!lacking.empty()) {
      // One slip of the kind, not one of each cell.
      rows_.reading().report(Kind::decision_of_another_kind, rows_.cells().span(*kind_cell->cell),
                             {std::string(name->zh), lacking, superfluous});
      return false;
    }
    for (const std::string_view key : wanted.superfluous) {
      const Filled& found = *of(filled, key);
      rows_.reading().report(Kind::cell_not_of_kind, rows_.cells().span(*found.cell),
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

  std::optional<JsonValue> cell(const FilledCells& filled, const Filled& each) const {
    const StatementColumn& column = *each.column->statement;
    SheetCells& cells = rows_.cells();
    const std::string_view words = cells.words(*each.cell);
    if (column.key == "id") return rows_.own_id(each);
    if (column.key == "relation" && each.cell->kind == spreadsheet::CellKind::text) return cells.json(*each.cell, relation_named(words));
    if (column.key == "owner" && names(kAll, words)) return cells.json(*each.cell, std::string(kAll.id));
    if (column.key == "owner" && is_none(words)) return cells.json(*each.cell, "");
    if (column.key == "place" && names(kNotPlaced, words)) return cells.json(*each.cell, "");
    if (column.key == "kind") {
      for (const ColumnName& name : kDecisionNames) {
        if (names(name, words)) return cells.json(*each.cell, std::string(name.id));
      }
    }
    // Of names blanks at the ends do not count; of texts they do, as in JSON.
    constexpr std::string_view kNames[] = {"statistic", "measure", "level", "field", "place", "reading", "alternative"};
    if (std::find(std::begin(kNames), std::end(kNames), column.key) != std::end(kNames)) return cells.id(*each.cell, *each.column);
    if (column.form != ColumnForm::of_field) return cells.of_form(*each.cell, *each.column);
    const ir::Field* field = named_field(filled);
    return field ? cells.value(*each.cell, *each.column, field->type) : cells.json(*each.cell, std::string(words));
  }

  // The field that a decision is on; nullptr where the reader will say that there is none.
  const ir::Field* named_field(const FilledCells& filled) const {
    Reading& reading = rows_.reading();
    const Filled *record = of(filled, "record"), *field = of(filled, "field");
    const IdEntry* found = record ? reading.find_id(from_cell(rows_.cells().words(*record->cell))) : nullptr;
    if (!found || found->bearer != Bearer::record || !field) return nullptr;
    const auto id = reading.names.field(found->type, base::nfc(from_cell(rows_.cells().words(*field->cell))));
    return id ? &reading.program.record(found->type).fields[id->value] : nullptr;
  }

  SheetRows& rows_;
  std::vector<SheetPlan> plans_;
  mutable std::set<std::pair<const spreadsheet::Sheet*, std::string_view>> lacking_;  // said already
};

}  // namespace

OwnedEntries statement_entries(SheetRows& rows, std::vector<SheetPlan> plans) {
  return std::make_unique<StatementRows>(rows, std::move(plans));
}

}  // namespace zhidui::facts
