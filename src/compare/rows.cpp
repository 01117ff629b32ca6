#include "compare/rows.h"

#include <algorithm>
#include <array>
#include <map>

namespace zhidui::compare {

namespace {

using ir::Expr;
using ir::ExprId;
using ir::MeasureId;
using ir::Op;

// What a part of a filter says of one enumerated field of the row; nullopt: nothing that can be read off it.
std::optional<Selection> part(const ir::Program& program, const ir::Range& range, ExprId id, bool wanted) {
  const Expr& expr = program.expr(id);
  if (expr.op == Op::logical_not) return part(program, range, expr.args[0], !wanted);
  const bool equal = expr.op == Op::same || expr.op == Op::eq;
  if (expr.op != Op::member && !equal) return std::nullopt;
  const Expr& field = program.expr(expr.args[0]);
  const bool own = field.op == Op::field && field.type.kind == ir::TypeKind::enumeration && program.expr(field.args[0]).op == Op::row &&
                   program.expr(field.args[0]).binder == range.binder;
  if (!own) return std::nullopt;
  std::vector<std::uint32_t> told = expr.members;
  if (equal) {
    const Expr& other = program.expr(expr.args[1]);
    if (other.op != Op::constant || !other.value.may.single()) return std::nullopt;
    told = {other.value.may.indices[0]};
  }
  Selection out{range.record, field.field, {}};
  for (std::uint32_t i = 0; i < program.enumeration(field.type.enumeration).members.size(); ++i) {
    const bool among = std::find(told.begin(), told.end(), i) != told.end();
    if (among == wanted) out.members.push_back(i);
  }
  return out;
}

// Measures that range over one type of record, held in one way.
using Kin = std::array<std::uint32_t, 3>;  // record, relation, the field by which a table has taken a part of them

struct Kindred {
  std::vector<MeasureId> measures;
  std::vector<std::optional<Selection>> selections;
};

class Deriving {
 public:
  Deriving(const ir::Program& program, const std::vector<ir::DocumentId>& documents) : program_(program), documents_(documents) {}

  std::size_t side_of(MeasureId id) const {
    const auto at = std::find(documents_.begin(), documents_.end(), program_.measures[id.value].document);
    return static_cast<std::size_t>(at - documents_.begin());
  }
  bool compared(MeasureId id) const { return side_of(id) < documents_.size(); }

  Row blank(std::string zh, std::string en) const {
    Row row;
    row.zh = std::move(zh);
    row.en = std::move(en);
    row.measures.resize(documents_.size());
    return row;
  }

  void named(const NamedRow& from) {
    Row row = blank(from.zh, from.en);
    row.named = true;
    row.only = from.only;
    bool any = false;
    for (const MeasureId id : from.measures) {
      if (!compared(id)) continue;
      row.measures[side_of(id)].push_back(id);
      any = true;
    }
    if (any) rows.push_back(std::move(row));
  }

  // The records of a measure that rows of the table name by what they select, and that none of them selects.
  std::optional<Selection> rest(MeasureId id, const std::vector<NamedRow>& named) const {
    std::optional<Selection> out;
    for (const NamedRow& row : named) {
      if (std::find(row.measures.begin(), row.measures.end(), id) == row.measures.end()) continue;
      if (!row.only) return std::nullopt;
      if (!out) out = all_of(id, *row.only);
      std::erase_if(out->members,
                    [&](std::uint32_t member) { return std::binary_search(row.only->members.begin(), row.only->members.end(), member); });
    }
    return out && !out->members.empty() ? out : std::nullopt;
  }

  void alone(MeasureId id) {
    const ir::Name& name = program_.measures[id.value].name;
    Row row = blank(name.zh, spaced(name.id));
    row.measures[side_of(id)].push_back(id);
    rows.push_back(std::move(row));
  }

  void kindred(const Kindred& of) {
    const std::optional<ir::FieldId> field = field_of(of);
    if (!field) return whole(of);
    const ir::Measure& first = program_.measures[of.measures[0].value];
    const ir::RecordType& type = program_.record(first.unit.range.record);
    const ir::Enumeration& enumeration = program_.enumeration(type.fields[field->value].type.enumeration);
    // Members that the same measures reward make one row, in the order in which they are declared.
    std::vector<std::pair<std::vector<std::size_t>, std::vector<std::uint32_t>>> sets;
    for (std::uint32_t member = 0; member < enumeration.members.size(); ++member) {
      std::vector<std::size_t> who;
      for (std::size_t i = 0; i < of.measures.size(); ++i) {
        const auto& only = of.selections[i];
        const bool says = only && only->field == *field;
        if (!says || std::binary_search(only->members.begin(), only->members.end(), member)) who.push_back(i);
      }
      if (who.empty()) continue;
      const auto found = std::find_if(sets.begin(), sets.end(), [&](const auto& set) { return set.first == who; });
      if (found == sets.end()) sets.push_back({who, {member}});
      else found->second.push_back(member);
    }
    for (const auto& [who, members] : sets) selected(of, type, enumeration, {first.unit.range.record, *field, members}, who);
  }

  std::vector<Row> rows;

 private:
  // What the measure lets through of the field that `by` selects by.
  Selection all_of(MeasureId id, const Selection& by) const {
    const auto own = selection_of(program_, program_.measures[id.value].unit.range);
    if (own && own->field == by.field) return *own;
    Selection out{by.record, by.field, {}};
    const ir::Type& type = program_.record(by.record).fields[by.field.value].type;
    for (std::uint32_t i = 0; i < program_.enumeration(type.enumeration).members.size(); ++i) out.members.push_back(i);
    return out;
  }

  static std::string spaced(std::string id) {
    std::replace(id.begin(), id.end(), '_', ' ');
    return id;
  }

  // The field that most of the measures select by.
  static std::optional<ir::FieldId> field_of(const Kindred& of) {
    std::map<ir::FieldId, std::size_t> count;
    for (const auto& only : of.selections) {
      if (only) ++count[only->field];
    }
    const auto most = std::max_element(count.begin(), count.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == count.end() ? std::nullopt : std::optional(most->first);
  }

  void whole(const Kindred& of) {
    const ir::Measure& first = program_.measures[of.measures[0].value];
    const bool single = of.measures.size() == 1;
    const ir::Name& name = single ? first.name : program_.record(first.unit.range.record).name;
    Row row = blank(name.zh, spaced(name.id));
    for (const MeasureId id : of.measures) row.measures[side_of(id)].push_back(id);
    rows.push_back(std::move(row));
  }

  void selected(const Kindred& of, const ir::RecordType& type, const ir::Enumeration& enumeration, const Selection& only,
                const std::vector<std::size_t>& who) {
    constexpr std::size_t kMostNames = 3;
    std::string zh, en;
    for (std::size_t i = 0; i < only.members.size() && i < kMostNames; ++i) {
      const ir::Name& name = enumeration.members[only.members[i]].name;
      zh += (zh.empty() ? "" : "、") + name.zh;
      en += (en.empty() ? "" : ", ") + spaced(name.id);
    }
    const bool more = only.members.size() > kMostNames;
    Row row = blank(type.name.zh + ": " + zh + (more ? "等 " + std::to_string(only.members.size()) + " 种" : ""),
                    spaced(type.name.id) + ": " + en + (more ? " and others, " + std::to_string(only.members.size()) + " in all" : ""));
    row.only = only;
    for (const std::size_t i : who) row.measures[side_of(of.measures[i])].push_back(of.measures[i]);
    rows.push_back(std::move(row));
  }

  const ir::Program& program_;
  const std::vector<ir::DocumentId>& documents_;
};

}  // namespace

std::optional<Selection> selection_of(const ir::Program& program, const ir::Range& range) {
  if (!range.where.present()) return std::nullopt;
  const Expr& where = program.expr(range.where);
  if (where.op != Op::logical_and) return part(program, range, range.where, true);
  for (const ExprId each : where.args) {
    if (auto out = part(program, range, each, true)) return out;
  }
  return std::nullopt;
}

std::vector<Row> rows_of(const ir::Program& program, const std::vector<ir::DocumentId>& documents, const Table& table) {
  Deriving deriving(program, documents);
  std::vector<bool> named(program.measures.size());
  for (const NamedRow& row : table.rows) {
    deriving.named(row);
    for (const MeasureId id : row.measures) named[id.value] = true;
  }
  std::vector<std::pair<Kin, Kindred>> kindred;  // in the order of the text
  for (std::uint32_t i = 0; i < program.measures.size(); ++i) {
    const MeasureId id{i};
    if (!deriving.compared(id)) continue;
    const ir::Unit& unit = program.measures[i].unit;
    const bool item = unit.kind == outcome::UnitKind::item;
    const std::optional<Selection> rest = named[i] && item ? deriving.rest(id, table.rows) : std::nullopt;
    if (named[i] && !rest) continue;
    // Measures of the applicant as a whole say nowhere what they reward.
    const Kin kin = item ? Kin{unit.range.record.value, unit.range.relation.value, rest ? rest->field.value : UINT32_MAX}
                         : Kin{UINT32_MAX, i, UINT32_MAX};
    auto found = std::find_if(kindred.begin(), kindred.end(), [&](const auto& each) { return each.first == kin; });
    if (found == kindred.end()) found = kindred.insert(kindred.end(), {kin, {}});
    found->second.measures.push_back(id);
    found->second.selections.push_back(rest || !item ? rest : selection_of(program, unit.range));
  }
  for (const auto& [kin, each] : kindred) {
    if (kin[0] == UINT32_MAX) deriving.alone(each.measures[0]);
    else deriving.kindred(each);
  }
  return std::move(deriving.rows);
}

}  // namespace zhidui::compare
