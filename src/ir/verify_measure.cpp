// Declarations: rows in scope, types of what they name, sums in whole fen, settlement trees.
#include <algorithm>
#include <set>

#include "ir/names.h"
#include "ir/verify.h"
#include "ir/walk.h"

namespace zhidui::ir {

namespace {

// Binders: what is free must be in scope, and no aggregate binds a row that stands bound around it.
class ScopeCheck {
 public:
  ScopeCheck(const Program& program, Breaches& breaches) : p_(program), b_(breaches), free_(free_binders(program)) {}

  void only(ExprId id, BinderId allowed, const std::string& where) {
    if (!id.present()) return;
    for (const BinderId binder : free_[id.value]) b_.require(binder == allowed, where, "reads a row that is not in scope");
  }

  void shadowing() {
    std::vector<std::set<BinderId>> bound(p_.exprs.size());
    for (std::size_t i = 0; i < p_.exprs.size(); ++i) {
      const Expr& e = p_.exprs[i];
      bool shadows = false;
      for (const Operand& operand : operands(e)) {
        const std::set<BinderId>& inner = bound[operand.id.value];
        shadows = shadows || (operand.inside && e.range && inner.contains(e.range->binder));
        bound[i].insert(inner.begin(), inner.end());
      }
      b_.require(!shadows, "%" + std::to_string(i), "binds a row that is bound within");
      if (!e.range) continue;
      b_.require(!e.range->owner.present() || !frees(e.range->owner, e.range->binder), "%" + std::to_string(i),
                 "an owner that is the row itself");
      bound[i].insert(e.range->binder);
    }
  }

  void computed_fields() {
    for (const RecordType& record : p_.records) {
      for (const Field& field : record.fields) {
        if (!field.computed.present()) continue;
        const std::string where = record.name.zh + "." + field.name.zh;
        only(field.computed, record.self, where);
        for (const Op op : {Op::subject, Op::this_year, Op::fact_date})
          b_.require(!reads(p_, field.computed, op), where, "a computed field reads " + std::string(op_name(op)));
      }
    }
  }

 private:
  bool frees(ExprId id, BinderId binder) const { return std::binary_search(free_[id.value].begin(), free_[id.value].end(), binder); }

  const Program& p_;
  Breaches& b_;
  std::vector<std::vector<BinderId>> free_;
};

class MeasureCheck {
 public:
  MeasureCheck(const Program& program, Breaches& breaches, ScopeCheck& scopes, const std::vector<std::int64_t>& grains,
               const Measure& measure)
      : p_(program), b_(breaches), scopes_(scopes), grains_(grains), m_(measure), where_(measure.name.zh) {}

  void run() {
    need(!m_.name.zh.empty() && !m_.name.id.empty(), "a measure has both names");
    need(!p_.documents[m_.document.value].missing, "a measure of a document that is not at hand");
    for (const ClauseId clause : m_.clauses) need(p_.clauses[clause.value].document == m_.document, "a clause of another document");
    unit();
    conditions();
    if (m_.fact_date.present()) {
      is(m_.fact_date, TypeKind::date, "fact date");
      need(!reads(p_, m_.fact_date, Op::fact_date), "the fact date is told by itself");
    }
    if (m_.payee.present()) is(m_.payee, TypeKind::record, "payee");
    for (const Supersession& superseded : m_.superseded) is(superseded.when, TypeKind::boolean, "superseded");
    for (const Duty& duty : m_.duties) {
      if (duty.sum) is(duty.sum->value, TypeKind::money, "sum of a duty");
      if (duty.due.present()) is(duty.due, TypeKind::date, "day of a duty");
    }
    if (m_.round) round(*m_.round);
    sums();
    context();
  }

 private:
  bool need(bool holds, const std::string& what) { return b_.require(holds, where_, what); }
  const Type& type(ExprId id) const { return p_.expr(id).type; }
  void is(ExprId id, TypeKind kind, const std::string& what) {
    need(type(id).kind == kind, what + " is a " + std::string(type_kind_name(kind)));
  }
  void money(ExprId id, const std::string& what) {
    if (!id.present()) return;
    is(id, TypeKind::money, what);
    need(grains_[id.value] == 1, what + " may have parts of a fen");
  }

  void unit() {
    if (m_.unit.since.present()) is(m_.unit.since, TypeKind::date, "since");
    need(!m_.unit.since.present() || m_.unit.yearly, "only a yearly measure begins on a day");
    need(m_.unit.kind != outcome::UnitKind::none, "a measure has a unit");
    if (m_.unit.kind != outcome::UnitKind::item) return;
    const Range& r = m_.unit.range;
    need(p_.binder_record[r.binder.value] == r.record, "the binder of the unit stands for its record");
    need(!r.distinct.present(), "a unit has no key of distinct rows");
    if (r.where.present()) {
      is(r.where, TypeKind::boolean, "the filter of the unit");
      need(!reads(p_, r.where, Op::fact_date), "the filter of candidates reads the fact date");
    }
    if (!need(r.holder.present() && r.relation.present() && r.owner.present(), "a unit belongs to the applicant")) return;
    need(type(r.owner) == Type{TypeKind::record, {}, {}, p_.subject_record}, "a unit belongs to the applicant");
    const Type& holder = p_.record(r.record).fields[r.holder.value].type;
    need((holder.kind == TypeKind::record || holder.kind == TypeKind::list) && holder.record == p_.subject_record,
         "the holder of a unit is an applicant");
  }

  void conditions() {
    for (const Condition& c : m_.subjects) is(c.value, TypeKind::boolean, "对象");
    for (const Condition& c : m_.conditions) {
      is(c.value, TypeKind::boolean, "条件");
      need(!c.excluded, "an exclusion stands among the subjects");
    }
  }

  void round(const Round& r) {
    need(m_.unit.kind == outcome::UnitKind::item, "a round is held among records");
    need(is_number(type(r.per).kind), "a round has a number or a year");
    need(is_number(type(r.by).kind), "a rank or a score is a number");
    need(!r.ties.present() || !r.ties_by_decision, "ties go by a decision or by an order");
    need(r.ties.present() || r.ties_by_decision || !r.scored, "those who stand level take a place together by rank alone");
    if (r.ties.present()) need(is_number(type(r.ties).kind), "ties go by a number");
    need(!r.moves_up.present() || (!r.scored && type(r.moves_up).kind == TypeKind::boolean), "who moves up is asked of ranks");
    if (!need(!r.places.empty(), "a round has places")) return;
    const bool paid = r.places.front().amount.present();
    for (const Place& place : r.places) {
      need(place.count > 0, "a place is open to nobody");
      need(place.amount.present() == paid, "all places have a sum, or none has");
      money(place.amount, "the sum of a place");
    }
  }

  void amount(const Amount& a) {
    need(a.value.present() == (a.kind == AmountKind::computed), "a computed amount, and only it, has an expression");
    need(a.low.present() == (a.kind == AmountKind::discretion) && a.high.present() == a.low.present(),
         "a discretionary amount, and only it, has two ends");
    money(a.value, "the amount");
    money(a.low, "the lower end of the amount");
    money(a.high, "the upper end of the amount");
  }

  void sums() {
    const bool by_place = m_.round && !m_.round->places.empty() && m_.round->places.front().amount.present();
    need(m_.amount.has_value() || by_place, "a measure gives a sum");
    if (m_.amount) amount(*m_.amount);
    for (std::size_t i = 0; i < m_.exceptions.size(); ++i) {
      is(m_.exceptions[i].when, TypeKind::boolean, "the guard of an exception");
      amount(m_.exceptions[i].amount);
      std::set<std::uint32_t> below;
      need(!overrides(static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i), below), "an exception has priority over itself");
    }
  }

  bool overrides(std::uint32_t from, std::uint32_t target, std::set<std::uint32_t>& seen) const {
    for (const std::uint32_t over : m_.exceptions[from].over) {
      if (over == target) return true;
      if (seen.insert(over).second && overrides(over, target, seen)) return true;
    }
    return false;
  }

  // What all expressions of the measure may read.
  void context() {
    const BinderId row = m_.unit.kind == outcome::UnitKind::item ? m_.unit.range.binder : BinderId{};
    for (const Root& root : roots(p_, m_)) {
      const bool before_row = root.role == "unit owner" || root.role == "since";
      scopes_.only(root.id, before_row ? BinderId{} : row, where_ + " " + root.role);
      if (!m_.unit.yearly) {
        b_.require(!reads(p_, root.id, Op::this_year), where_ + " " + root.role, "本年度 of a measure that is not yearly");
      }
    }
  }

  const Program& p_;
  Breaches& b_;
  ScopeCheck& scopes_;
  const std::vector<std::int64_t>& grains_;
  const Measure& m_;
  std::string where_;
};

class SettlementCheck {
 public:
  SettlementCheck(const Program& program, Breaches& breaches, const std::vector<std::int64_t>& grains, const Settlement& settlement)
      : p_(program), b_(breaches), grains_(grains), s_(settlement) {}

  void run() {
    if (!need(!s_.measures.empty(), "a rule covers a measure")) return;
    keys();
    tree();
    const std::size_t scopes =
        s_.earlier_reading.present() ? alternatives(s_.earlier_reading) : std::min<std::size_t>(1, s_.earlier.size());
    need(s_.earlier.size() == scopes, "one scope of earlier payments, or one per alternative");
    for (const Adopts& adopts : s_.adopts) {
      need(adopts.holds.size() == alternatives(adopts.reading), "says of each alternative whether the rule holds");
    }
    need(!s_.pro_rata || s_.nodes[s_.root].op == SettleOp::cap, "only a cap is shared out");
    for (const ClauseId clause : s_.clauses) need(p_.clauses[clause.value].document == s_.document, "a clause of another document");
  }

 private:
  bool need(bool holds, const char* what) { return b_.require(holds, s_.name, what); }
  std::size_t alternatives(ReadingId id) const { return p_.readings[id.value].alternatives.size(); }

  static bool alike(const Program& p, const Key& a, const Key& b) {
    return a.same_matter == b.same_matter && (a.same_matter || p.expr(a.value).type == p.expr(b.value).type);
  }

  bool is_key(const Key& key) const {
    if (key.same_matter) return true;
    const TypeKind kind = p_.expr(key.value).type.kind;
    return is_number(kind) || kind == TypeKind::boolean || kind == TypeKind::enumeration || kind == TypeKind::record;
  }

  void keys() {
    const MeasureKeys& first = s_.measures.front();
    const std::size_t count = s_.per_reading.present() ? alternatives(s_.per_reading) : 1;
    std::set<MeasureId> seen;
    for (const MeasureKeys& m : s_.measures) {
      need(seen.insert(m.measure).second, "a measure is covered twice");
      if (!need(m.per.size() == count, "one list of keys, or one per alternative")) return;
      for (std::size_t a = 0; a < count; ++a) {
        if (!need(m.per[a].keys.size() == first.per[a].keys.size(), "measures with different numbers of keys")) return;
        for (std::size_t k = 0; k < m.per[a].keys.size(); ++k) {
          need(is_key(m.per[a].keys[k]), "a key that cannot be compared");
          need(alike(p_, m.per[a].keys[k], first.per[a].keys[k]), "measures with keys of different types");
        }
      }
      if (!need(m.order.size() == first.order.size(), "measures with orders of different lengths")) return;
      for (std::size_t k = 0; k < m.order.size(); ++k) {
        need(!m.order[k].same_matter && is_number(p_.expr(m.order[k].value).type.kind), "an order goes by numbers");
        need(alike(p_, m.order[k], first.order[k]), "measures ordered by different types");
      }
    }
  }

  bool covered(MeasureId id) const {
    return std::any_of(s_.measures.begin(), s_.measures.end(), [&](const MeasureKeys& m) { return m.measure == id; });
  }

  void tree() {
    std::vector<int> uses(s_.nodes.size(), 0);
    std::set<MeasureId> groups;
    for (const SettleNode& node : s_.nodes) {
      for (const std::uint32_t operand : node.operands) ++uses[operand];
      switch (node.op) {
        case SettleOp::group:
          need(node.operands.empty() && covered(node.measure), "a group is a measure of the rule");
          need(groups.insert(node.measure).second, "a measure stands in two groups");
          break;
        case SettleOp::sum: need(!node.operands.empty(), "a sum of nothing"); break;
        case SettleOp::highest: break;  // without operands: of single claims
        case SettleOp::first: need(node.n > 0 && node.operands.empty(), "the first of none"); break;
        case SettleOp::keep: need(node.operands.empty() && !s_.earlier.empty(), "全部 cuts by what was paid before"); break;
        case SettleOp::no_repeat: need(node.operands.empty(), "不重复 takes the whole scope"); break;
        case SettleOp::cap:
          need(node.operands.empty(), "封顶 takes the whole scope");
          need(p_.expr(node.limit).type.kind == TypeKind::money, "a limit is money");
          need(grains_[node.limit.value] == 1, "a limit may have parts of a fen");
          break;
      }
    }
    for (std::size_t i = 0; i < uses.size(); ++i) need(uses[i] == (i == s_.root ? 0 : 1), "the nodes are no tree");
    const SettleOp op = s_.nodes[s_.root].op;
    need(op != SettleOp::group && op != SettleOp::sum, "a rule that cuts nothing");
    need(s_.nodes[s_.root].operands.empty() || groups.size() == s_.measures.size(), "a measure of the rule stands in no group");
  }

  const Program& p_;
  Breaches& b_;
  const std::vector<std::int64_t>& grains_;
  const Settlement& s_;
};

}  // namespace

void verify_measures(const Program& p, Breaches& b) {
  ScopeCheck scopes(p, b);
  scopes.shadowing();
  scopes.computed_fields();
  const std::vector<std::int64_t> grain = grains(p);
  std::set<std::string> keys;
  for (std::uint32_t i = 0; i < p.measures.size(); ++i) {
    b.require(keys.insert(measure_key(p, MeasureId{i})).second, p.measures[i].name.zh, "two measures have one key");
    MeasureCheck(p, b, scopes, grain, p.measures[i]).run();
  }
  for (const Document& d : p.documents) {
    for (const ExprId id : {d.effective, d.expires, d.validity_by}) scopes.only(id, {}, d.number);
  }
}

void verify_settlements(const Program& p, Breaches& b) {
  const std::vector<std::int64_t> grain = grains(p);
  for (const Settlement& settlement : p.settlements) SettlementCheck(p, b, grain, settlement).run();
}

}  // namespace zhidui::ir
