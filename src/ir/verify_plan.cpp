// The invariants of a plan as code.
#include <algorithm>
#include <set>

#include "ir/plan_stages.h"
#include "ir/plan_text.h"
#include "ir/verify.h"
#include "ir/walk.h"

namespace zhidui::ir {

namespace {

// How many operands an operation has: at least `least`, at most `most`, from its payload where it has rows.
struct Arity {
  std::size_t least = 0, most = 0;
};

Arity arity_of(const Plan& plan, const Node& n) {
  constexpr std::size_t kMany = SIZE_MAX;
  const auto exactly = [](std::size_t count) { return Arity{count, count}; };
  switch (n.op) {
    case Op::constant:
    case Op::subject:
    case Op::row:
    case Op::this_year:
    case Op::fact_date:
    case Op::clock:
    case Op::document_date: return exactly(0);
    case Op::field:
    case Op::series:
    case Op::first_of:
    case Op::is_recorded:
    case Op::logical_not:
    case Op::member:
    case Op::overlaps:
    case Op::rounded:
    case Op::year_of:
    case Op::year_start:
    case Op::year_end: return exactly(1);
    case Op::logical_and:
    case Op::logical_or:
    case Op::add:
    case Op::lower:
    case Op::higher: return {1, kMany};
    case Op::field_on:
    case Op::eq:
    case Op::ne:
    case Op::lt:
    case Op::le:
    case Op::same:
    case Op::list_has:
    case Op::subtract:
    case Op::multiply:
    case Op::ratio_of:
    case Op::add_months:
    case Op::add_days:
    case Op::days_between:
    case Op::shift_year: return exactly(2);
    case Op::choose:
    case Op::statistic: return exactly(3);
    case Op::tiers: return n.signs.empty() ? Arity{1, 0} : exactly(1 + 2 * n.signs.size());
    case Op::match: return n.keys.empty() ? Arity{1, 0} : exactly(n.keys.front().size() + n.keys.size());
    case Op::cases: {
      const std::size_t otherwise = n.has_otherwise ? 1 : 0;
      const bool odd = n.operands.size() > otherwise && (n.operands.size() - otherwise) % 2 == 0;
      return odd ? exactly(n.operands.size()) : Arity{1, 0};
    }
    case Op::reading:
      return n.reading.value < plan.readings.size() ? exactly(plan.readings[n.reading.value].alternatives.size()) : Arity{1, 0};
    case Op::count:
    case Op::exists: return exactly((n.has_where ? 1U : 0U) + (n.has_distinct ? 1U : 0U));
    case Op::every:
    case Op::sum:
    case Op::maximum:
    case Op::minimum: return exactly((n.has_where ? 1U : 0U) + (n.has_distinct ? 1U : 0U) + 1);
  }
  return {1, 0};
}

class BlockCheck {
 public:
  BlockCheck(const Plan& plan, const Block& block, std::string where, Breaches& breaches)
      : p_(plan), block_(block), b_(breaches), where_(std::move(where)) {}

  // `outputs`: what the block is for; `allowed`: rows an output may depend on.
  void run(const std::vector<NodeId>& outputs, RowsId allowed) {
    const std::size_t before = b_.count();
    for (std::size_t i = 0; i < block_.nodes.size(); ++i) node(i);
    if (b_.count() != before) return;  // ids are followed below
    distinct();
    needed(outputs, allowed);
    rows_in_scope(outputs, allowed);
  }

 private:
  std::string at(std::size_t i) const { return where_ + " %" + std::to_string(i); }

  bool row_set(RowsId id, std::size_t before, const std::string& where) {
    if (!b_.require(id.value < block_.rows.size(), where, "rows out of range")) return false;
    const Rows& r = block_.rows[id.value];
    if (!b_.require(r.record.value < p_.records.size(), where, "record of rows out of range")) return false;
    const std::size_t fields = p_.records[r.record.value].fields.size();
    const bool held = r.holder.present();
    b_.require(held == r.relation.present() && held == r.owner.present(), where, "holder, relation and owner go together");
    if (!held) return true;
    b_.require(r.holder.value < fields && r.relation.value < fields, where, "holder out of range");
    return b_.require(r.owner.value < before, where, "rows stand before their owner");
  }

  void node(std::size_t i) {
    const Node& n = block_.nodes[i];
    const std::string where = at(i) + " " + std::string(op_name(n.op));
    const Arity arity = arity_of(p_, n);
    b_.require(arity.least <= n.operands.size() && n.operands.size() <= arity.most, where, "wrong number of operands");
    for (const NodeId operand : n.operands) b_.require(operand.value < i, where, "an operand stands after its user");
    b_.require(n.op != Op::fact_date, where, "the fact date is an output, not an operation");
    if (n.op == Op::row || is_aggregate(n.op)) {
      row_set(n.rows, i, where);
    } else {
      b_.require(!n.rows.present(), where, "rows without use");
    }
    payload(n, where);
  }

  void payload(const Node& n, const std::string& where) {
    const auto need = [&](bool holds, const char* what) { b_.require(holds, where, what); };
    switch (n.op) {
      case Op::constant: need(n.value.single() && n.value.opens.empty(), "a constant has one value"); break;
      case Op::field:
      case Op::field_on:
        if (b_.require(n.record.value < p_.records.size(), where, "record out of range"))
          need(n.field.value < p_.records[n.record.value].fields.size(), "field out of range");
        break;
      case Op::document_date: need(n.document.value < p_.documents.size(), "document out of range"); break;
      case Op::series: need(n.series.value < p_.series.size(), "series out of range"); break;
      case Op::statistic: need(n.statistic.value < p_.statistics.size(), "statistic out of range"); break;
      case Op::member:
      case Op::overlaps: need(!n.members.empty(), "no members"); break;
      case Op::rounded: need(n.step.sign() > 0, "a step of rounding that is not positive"); break;
      case Op::match:
        for (const auto& row : n.keys) need(row.size() == n.keys.front().size(), "rows of different lengths");
        break;
      default: break;
    }
    const bool bounded = !n.bounds.lo_unbounded && !n.bounds.hi_unbounded;
    if (is_number(n.type.kind) && bounded) need(n.bounds.lo <= n.bounds.hi, "empty bounds");
    if (!is_number(n.type.kind)) need(n.bounds == Bounds{}, "bounds of what is no number");
  }

  void distinct() {
    for (std::size_t i = 0; i < block_.nodes.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) b_.require(!(block_.nodes[i] == block_.nodes[j]), at(i), "stands twice");
    }
    for (std::size_t i = 0; i < block_.rows.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j)
        b_.require(!(block_.rows[i] == block_.rows[j]), where_ + " @" + std::to_string(i), "stands twice");
    }
  }

  void needed(const std::vector<NodeId>& outputs, RowsId allowed) {
    std::vector<bool> nodes(block_.nodes.size(), false);
    std::vector<bool> rows(block_.rows.size(), false);
    for (const NodeId id : outputs) {
      if (b_.require(id.value < nodes.size(), where_, "an output out of range")) nodes[id.value] = true;
    }
    if (allowed.present() && b_.require(allowed.value < rows.size(), where_, "rows out of range")) {
      rows[allowed.value] = true;
      const NodeId owner = block_.rows[allowed.value].owner;
      if (owner.present()) nodes[owner.value] = true;
    }
    for (std::size_t i = nodes.size(); i-- > 0;) {
      if (!b_.require(nodes[i], at(i), "is needed by nothing")) continue;
      for (const NodeId id : needs(block_, block_.nodes[i])) nodes[id.value] = true;
      if (block_.nodes[i].rows.present()) rows[block_.nodes[i].rows.value] = true;
    }
    for (std::size_t i = 0; i < rows.size(); ++i) b_.require(rows[i], where_ + " @" + std::to_string(i), "is needed by nothing");
  }

  void rows_in_scope(const std::vector<NodeId>& outputs, RowsId allowed) {
    std::vector<std::set<RowsId>> free(block_.nodes.size());
    for (std::size_t i = 0; i < free.size(); ++i) {
      const Node& n = block_.nodes[i];
      if (n.op == Op::row) free[i].insert(n.rows);
      for (const NodeId operand : n.operands) free[i].insert(free[operand.value].begin(), free[operand.value].end());
      if (!is_aggregate(n.op)) continue;
      free[i].erase(n.rows);
      const NodeId owner = block_.rows[n.rows.value].owner;
      if (!owner.present()) continue;
      b_.require(!free[owner.value].contains(n.rows), at(i), "an owner that is the row itself");
      free[i].insert(free[owner.value].begin(), free[owner.value].end());
    }
    for (const NodeId id : outputs) {
      if (id.value >= free.size()) continue;
      for (const RowsId rows : free[id.value]) b_.require(rows == allowed, at(id.value), "an output reads a row that is not in scope");
    }
  }

  const Plan& p_;
  const Block& block_;
  Breaches& b_;
  std::string where_;
};

class PlanCheck {
 public:
  PlanCheck(const Plan& plan, Breaches& breaches) : p_(plan), b_(breaches) {}

  void run() {
    for (const PlanRecord& r : p_.records) {
      for (const PlanField& f : r.fields) {
        if (f.kind == FieldKind::computed) BlockCheck(p_, f.computed, r.name.zh + "." + f.name.zh, b_).run({f.output}, RowsId{0});
      }
    }
    for (const PlanDocument& d : p_.documents) {
      std::vector<NodeId> dates;
      for (const NodeId id : {d.effective, d.expires}) {
        if (id.present()) dates.push_back(id);
      }
      BlockCheck(p_, d.dates, d.number, b_).run(dates, RowsId{});
    }
    for (std::size_t i = 0; i < p_.measures.size(); ++i) measure(p_.measures[i], i);
    for (std::size_t i = 0; i < p_.settlements.size(); ++i) settlement(p_.settlements[i], i);
    b_.require(p_.stages == stages_of(p_), "stages", "not the order of docs/language.md §5.4");
  }

 private:
  void measure(const PlanMeasure& m, std::size_t index) {
    b_.require(m.id.value == index, m.key, "stands at another place");
    b_.require(m.document.value < p_.documents.size(), m.key, "document out of range");
    b_.require((m.unit == outcome::UnitKind::item) == m.item.present(), m.key, "a unit of records, and only it, has rows");
    b_.require(m.force.present() && m.fact_date.present(), m.key, "force and fact date are told");
    b_.require(m.amount || (m.round && !m.round->places.empty() && m.round->places.front().amount.present()), m.key, "gives no sum");
    std::vector<NodeId> all;
    for (const auto& [name, id] : outputs(m)) all.push_back(id);
    BlockCheck(p_, m.block, m.key, b_).run(all, m.item);
    for (const PlanAtom& atom : m.atoms) {
      const std::size_t conditions = atom.of_subject ? m.subjects.size() : m.conditions.size();
      b_.require(atom.condition < conditions, m.key, "an atom of no condition");
      for (const AtomGuard& guard : atom.guards) b_.require(guard.reading.value < p_.readings.size(), m.key, "reading out of range");
    }
    for (const PlanKeys& keys : m.keys) {
      if (!b_.require(keys.settlement < p_.settlements.size(), m.key, "keys of no settlement")) continue;
      const PlanSettlement& s = p_.settlements[keys.settlement];
      b_.require(std::count(s.measures.begin(), s.measures.end(), m.id) == 1, m.key, "keys of a settlement that does not cover it");
    }
  }

  void settlement(const PlanSettlement& s, std::size_t index) {
    if (!b_.require(!s.take.empty(), s.name, "takes nothing")) return;
    for (std::size_t i = 0; i < s.take.size(); ++i) {
      for (const std::uint32_t operand : s.take[i].operands) b_.require(operand < i, s.name, "an operand stands after its user");
    }
    const bool caps = s.take.back().op == SettleOp::cap;
    for (const MeasureId id : s.measures) {
      if (!b_.require(id.value < p_.measures.size(), s.name, "measure out of range")) continue;
      const std::vector<PlanKeys>& keys = p_.measures[id.value].keys;
      const auto own = std::find_if(keys.begin(), keys.end(), [&](const PlanKeys& k) { return k.settlement == index; });
      if (!b_.require(own != keys.end(), s.name, "a measure without keys")) continue;
      b_.require(own->limit.present() == caps, s.name, "a cap, and only it, has a limit");
      const std::size_t lists =
          s.per_reading.present() && s.per_reading.value < p_.readings.size() ? p_.readings[s.per_reading.value].alternatives.size() : 1;
      b_.require(own->per.size() == lists, s.name, "one list of keys, or one per alternative");
    }
  }

  const Plan& p_;
  Breaches& b_;
};

class OutputList {
 public:
  void add(std::string name, NodeId id) {
    if (id.present()) out_.emplace_back(std::move(name), id);
  }
  void add(const std::string& name, const PlanAmount& amount) {
    add(name, amount.value);
    add(name + " low", amount.low);
    add(name + " high", amount.high);
  }
  std::vector<std::pair<std::string, NodeId>> take() { return std::move(out_); }

 private:
  std::vector<std::pair<std::string, NodeId>> out_;
};

std::string numbered(const char* name, std::size_t a) { return std::string(name) + " " + std::to_string(a); }

}  // namespace

std::vector<std::pair<std::string, NodeId>> outputs(const PlanMeasure& m) {
  OutputList out;
  out.add("since", m.since);
  out.add("candidate", m.candidate);
  out.add("force", m.force);
  out.add("fact_date", m.fact_date);
  for (const StageOutput& s : m.subjects) out.add(numbered("subject", s.condition), s.node);
  for (const StageOutput& s : m.conditions) out.add(numbered("condition", s.condition), s.node);
  out.add("payee", m.payee);
  if (m.amount) out.add("amount", *m.amount);
  for (std::size_t i = 0; i < m.exceptions.size(); ++i) {
    out.add(numbered("exception", i) + " when", m.exceptions[i].when);
    out.add(numbered("exception", i) + " amount", m.exceptions[i].amount);
  }
  if (m.round) {
    out.add("round per", m.round->per);
    for (std::size_t i = 0; i < m.round->within.size(); ++i) out.add(numbered("round within", i), m.round->within[i]);
    out.add("round by", m.round->by);
    out.add("round ties", m.round->ties);
    out.add("round moves_up", m.round->moves_up);
    for (std::size_t i = 0; i < m.round->places.size(); ++i) {
      out.add(numbered("least", i), m.round->places[i].least);
      out.add(numbered("place", i), m.round->places[i].amount);
    }
  }
  for (const PlanKeys& keys : m.keys) {
    for (std::size_t a = 0; a < keys.per.size(); ++a) {
      for (std::size_t k = 0; k < keys.per[a].size(); ++k) {
        out.add(numbered("key", keys.settlement) + " " + std::to_string(a) + " " + std::to_string(k), keys.per[a][k].node);
      }
    }
    for (std::size_t k = 0; k < keys.order.size(); ++k)
      out.add(numbered("order", keys.settlement) + " " + std::to_string(k), keys.order[k]);
    out.add(numbered("limit", keys.settlement), keys.limit);
  }
  for (std::size_t i = 0; i < m.atoms.size(); ++i) out.add(numbered("atom", i), m.atoms[i].node);
  return out.take();
}

std::vector<NodeId> needs(const Block& block, const Node& node) {
  std::vector<NodeId> out = node.operands;
  if (node.rows.present() && block.rows[node.rows.value].owner.present()) out.push_back(block.rows[node.rows.value].owner);
  return out;
}

std::vector<std::string> verify(const Plan& plan) {
  std::vector<std::string> lines;
  Breaches breaches(lines);
  PlanCheck(plan, breaches).run();
  return lines;
}

}  // namespace zhidui::ir
