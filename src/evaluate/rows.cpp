// Ranges over records: who holds them, which the filter keeps, and whether more may exist.
#include <algorithm>

#include "base/check.h"
#include "base/must.h"
#include "evaluate/interpreter.h"

namespace zhidui::evaluate {

using base::Rational;
using outcome::OpenKind;

// Does the record's holder field name (or contain) the owner?
Value Interpreter::holds_reference(std::uint32_t record, const ir::Range& range, std::uint32_t owner) {
  const Value holder = field(record, range.record, range.holder);
  if (holder.may.any) return Value::open_boolean(holder.opens);
  const bool possible = std::find(holder.may.indices.begin(), holder.may.indices.end(), owner) != holder.may.indices.end();
  if (!possible) return Value::boolean(false);
  if (holder.kind == outcome::ValueKind::list || holder.may.single()) return Value::boolean(true);
  return Value::open_boolean(holder.opens);
}

Interpreter::Candidates Interpreter::candidates(const ir::Range& range) {
  Candidates out;
  const ir::RecordType& type = program_.record(range.record);
  std::vector<std::uint32_t> records;
  std::uint32_t owner = kNoRecord;
  std::string owner_id;
  std::string relation = type.name.id;
  if (range.holder.present()) {
    relation += "." + type.fields[range.relation.value].name.id;
    const Value who = eval(range.owner);
    if (!who.may.single()) {  // whose rows is not known: there may be any number
      out.unseen = who.opens;
      return out;
    }
    owner = who.may.indices[0];
    owner_id = facts_.record(owner).id;
    const auto& held = facts_.held_by(range.record, range.relation, owner);
    const auto& unknown = facts_.holder_unknown(range.record, range.relation);
    // A dated holder with days left open stands in both.
    std::set_union(held.begin(), held.end(), unknown.begin(), unknown.end(), std::back_inserter(records));
  } else {
    const auto [first, last] = facts_.of_type(range.record);
    for (std::uint32_t record = first; record < last; ++record) records.push_back(record);
  }
  for (std::uint32_t record : records) {
    rows_[range.binder.value] = Row{record, false, {}, {}};
    Value both[] = {range.holder.present() ? holds_reference(record, range, owner) : Value::boolean(true),
                    range.where.present() ? eval(range.where) : Value::boolean(true)};
    Value keep = conjunction(both);
    if (keep.may_true) out.records.emplace_back(record, std::move(keep));
  }
  out.closure = facts::find_closure(facts_, relation, owner_id, scope_.known);
  if (out.closure && (!facts::may_be_followed(*out.closure) || !type.occurs_on.present())) return out;
  if (out.closure) out.unseen_after = out.closure->as_of;
  OpenSet rows = open(OpenKind::rows, relation, owner_id, "", range.holder.present() ? type.fields[range.relation.value].voucher : "");
  rows_[range.binder.value] = Row{kNoRecord, true, out.unseen_after, rows};
  const bool possible = !range.where.present() || eval(range.where).may_true;
  if (possible) out.unseen = std::move(rows);
  return out;
}

Value Interpreter::evaluate_aggregate(const ir::Expr& expr, std::uint32_t node) {
  CHECK(expr.range.has_value());
  const ir::Range& range = *expr.range;
  const bool tracing = std::exchange(tracing_, false);
  ++depth_;
  const Row saved = rows_[range.binder.value];
  const Candidates found = candidates(range);
  Value value;
  if (expr.op == ir::Op::count && range.distinct.present()) {
    value = distinct_count(expr, found);
  } else {
    RowSet rows{{}, found.unseen, {}, expr.bounds.lo, expr.bounds.hi};
    for (const auto& [record, keep] : found.records) {
      rows_[range.binder.value] = Row{record, false, {}, {}};
      rows.members.push_back({keep, expr.args.empty() ? Value{} : eval(expr.args[0])});
    }
    if (!found.unseen.empty() && !expr.args.empty()) {
      rows_[range.binder.value] = virtual_row(found);
      rows.unseen_value = eval(expr.args[0]);
    }
    value = aggregate(expr.op, rows);
  }
  rows_[range.binder.value] = saved;
  --depth_;
  tracing_ = tracing;
  if (outcome::TraceNode* slot = node_at(node)) {
    for (const bool certain : {true, false}) {
      for (const auto& [record, keep] : found.records) {
        if (keep.is_true() == certain) slot->members.push_back(record);
      }
      if (certain) slot->certain_members = static_cast<std::uint32_t>(slot->members.size());
    }
    if (found.closure) {
      slot->note = found.closure->provenance.source;
      if (found.closure->as_of) slot->note += " " + found.closure->as_of->to_string();
    }
  }
  return value;
}

// Each key once. A row whose key or membership is open adds at most one to the keys that are certain.
Value Interpreter::distinct_count(const ir::Expr& expr, const Candidates& found) {
  const ir::Range& range = base::must(expr.range);
  std::vector<Value> certain, possible;
  std::int64_t open_keys = 0;
  OpenSet opens = found.unseen;
  const auto add = [](std::vector<Value>& keys, const Value& key) {
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
  };
  for (const auto& [record, keep] : found.records) {
    rows_[range.binder.value] = Row{record, false, {}, {}};
    const Value key = eval(range.distinct);
    if (key.single() && keep.is_true()) add(certain, key);
    if (key.single()) add(possible, key);
    else ++open_keys;
    opens.merge(keep.opens), opens.merge(key.opens);
  }
  const bool some = std::any_of(found.records.begin(), found.records.end(), [](const auto& r) { return r.second.is_true(); });
  const auto least = std::max(static_cast<std::int64_t>(certain.size()), std::int64_t{some});
  const auto most = static_cast<std::int64_t>(possible.size()) + open_keys;
  return Value::interval_of({Rational(least), Rational(most), false, !found.unseen.empty()}, std::move(opens));
}

// A statement of totals stands in where the records are not complete; complete records win over it, and a disagreement is reported.
Value Interpreter::evaluate_statistic(const ir::Expr& expr, std::uint32_t node) {
  const Value owner = eval(expr.args[0]);
  const Value year = eval(expr.args[1]);
  Value value = eval_operand(expr.args[2], node);
  if (!owner.may.single() || !year.single()) return value;
  const std::string& owner_id = facts_.record(owner.may.indices[0]).id;
  for (const facts::Total& total : facts_.totals_of(expr.statistic, owner_id, static_cast<int>(year.interval.lo.to_int64()))) {
    if (total.provenance.recorded_on && *total.provenance.recorded_on > scope_.known) continue;
    const bool fits = !(total.value < value.interval.lo) && (value.interval.hi_unbounded || !(value.interval.hi < total.value));
    if (fits) {
      if (outcome::TraceNode* slot = node_at(node)) slot->note = total.provenance.source;
      return Value::number(total.value);
    }
    const std::string& name = program_.statistics[expr.statistic.value].name.zh;
    const std::string stated = total.value.to_string();
    const std::string counted = value.interval.lo.to_string() + (value.single() ? "" : "+");
    notes.push_back({"totals_disagree", "概括申报的" + name + "为 " + stated + ", 与逐条记录的 " + counted + " 不一致, 以记录为准",
                     "the stated total of " + program_.statistics[expr.statistic.value].name.id + " is " + stated + ", the records give " +
                         counted + "; the records stand"});
    if (outcome::TraceNode* slot = node_at(node)) slot->note = stated + "≠" + counted;
  }
  return value;
}

}  // namespace zhidui::evaluate
