// Program → plan.
#include <algorithm>

#include "ir/lower_block.h"
#include "ir/plan_stages.h"
#include "ir/walk.h"

namespace zhidui::ir {

namespace {

class MeasureLowering {
 public:
  MeasureLowering(const Program& program, const std::vector<std::vector<BinderId>>& free, MeasureId id)
      : p_(program), m_(program.measures[id.value]), block_(program, free), id_(id) {}

  PlanMeasure run() {
    out_.id = id_;
    out_.key = measure_key(p_, id_);
    out_.document = m_.document;
    out_.decider = m_.decider;
    out_.unit = m_.unit.kind;
    out_.yearly = m_.unit.yearly;
    out_.since = block_.lower(m_.unit.since);
    item();
    fact_date();
    force();
    for (std::uint32_t i = 0; i < m_.subjects.size(); ++i) condition(m_.subjects[i], i, true);
    for (std::uint32_t i = 0; i < m_.conditions.size(); ++i) condition(m_.conditions[i], i, false);
    out_.payee = block_.lower(m_.payee);
    if (m_.amount) out_.amount = amount(*m_.amount);
    for (const Exception& e : m_.exceptions) {
      const NodeId when = block_.lower(e.when);
      out_.exceptions.push_back({e.name, when, amount(e.amount), e.over});
    }
    if (m_.round) round(*m_.round);
    for (std::uint32_t s = 0; s < p_.settlements.size(); ++s) keys(s);
    out_.block = block_.take();
    return std::move(out_);
  }

 private:
  void item() {
    if (m_.unit.kind != outcome::UnitKind::item) return;
    const Range& range = m_.unit.range;
    const NodeId owner = block_.lower(range.owner);
    out_.item = block_.add_rows({RowsKind::item, range.record, range.holder, range.relation, owner, 0});
    block_.bind(range.binder, out_.item);
    out_.candidate = block_.lower(range.where);
  }

  // docs/language.md §3: its statement; 31 December of the year; the record's 发生日; the claimed day.
  void fact_date() {
    const RecordId record = m_.unit.kind == outcome::UnitKind::item ? m_.unit.range.record : RecordId{};
    if (m_.fact_date.present()) {
      out_.fact_date = block_.lower(m_.fact_date);
    } else if (m_.unit.yearly) {
      out_.fact_date = block_.year_end_of_this_year();
    } else if (record.present() && p_.record(record).occurs_on.present()) {
      out_.fact_date = block_.field(block_.row(out_.item), record, p_.record(record).occurs_on);
    } else {
      out_.fact_date = block_.clock(Clock::claimed);
    }
    block_.set_fact_date(out_.fact_date);
  }

  // In force on the day that 时效依据 names: effective ≤ day < expires; and what is claimed for has happened by the claimed day.
  void force() {
    const Document& document = p_.documents[m_.document.value];
    const NodeId day = document.validity_by.present() ? block_.lower(document.validity_by) : out_.fact_date;
    const NodeId from = block_.document_date(m_.document, DocDate::effective);
    std::vector<NodeId> both{block_.boolean(Op::le, {from, day})};
    if (document.expires.present()) {
      const NodeId until = block_.document_date(m_.document, DocDate::expires);
      both.push_back(block_.boolean(Op::lt, {day, until}));
    }
    for (const Supersession& superseded : m_.superseded) {
      both.push_back(block_.boolean(Op::logical_not, {block_.lower(superseded.when)}));
    }
    both.push_back(block_.boolean(Op::le, {out_.fact_date, block_.clock(Clock::claimed)}));
    out_.force = block_.boolean(Op::logical_and, std::move(both));
  }

  void condition(const Condition& condition, std::uint32_t index, bool of_subject) {
    NodeId node = block_.lower(condition.value);
    collect_atoms(condition.value, {of_subject, index, UINT32_MAX, {}, condition.excluded, {}});
    if (condition.excluded) node = block_.boolean(Op::logical_not, {node});
    (of_subject ? out_.subjects : out_.conditions).push_back({index, node, condition.excluded});
  }

  // The skeleton of connectives in program order; `shape` carries what all atoms of the condition share.
  void collect_atoms(ExprId id, const PlanAtom& shape) {
    const Expr& expr = p_.expr(id);
    if (expr.type.kind != TypeKind::boolean || !is_connective(expr.op)) {
      PlanAtom atom = shape;
      atom.site = id.value;
      atom.node = block_.lower(id);
      out_.atoms.push_back(std::move(atom));
      return;
    }
    for (std::uint32_t i = 0; i < expr.args.size(); ++i) {
      PlanAtom inner = shape;
      if (expr.op == Op::reading) inner.guards.push_back({expr.reading, i});
      collect_atoms(expr.args[i], inner);
    }
    for (const CaseRow& row : expr.cases) collect_atoms(row.condition, shape);
    for (const CaseRow& row : expr.cases) collect_atoms(row.value, shape);
    if (expr.otherwise.present()) collect_atoms(expr.otherwise, shape);
  }

  PlanAmount amount(const Amount& a) {
    const NodeId value = block_.lower(a.value);
    const NodeId low = block_.lower(a.low);
    return {a.kind, value, low, block_.lower(a.high)};
  }

  void round(const Round& r) {
    PlanRound round;
    round.per = block_.lower(r.per);
    for (const ExprId key : r.within) round.within.push_back(block_.lower(key));
    round.scored = r.scored;
    round.by = block_.lower(r.by);
    for (const Place& place : r.places)
      round.places.push_back({place.name, place.count, block_.lower(place.amount), block_.lower(place.least)});
    round.ties_by_decision = r.ties_by_decision;
    round.ties = block_.lower(r.ties);
    round.moves_up = block_.lower(r.moves_up);
    out_.round = std::move(round);
  }

  void keys(std::uint32_t settlement) {
    const Settlement& s = p_.settlements[settlement];
    for (const MeasureKeys& m : s.measures) {
      if (m.measure != id_) continue;
      PlanKeys keys;
      keys.settlement = settlement;
      for (const KeyAlternative& alternative : m.per) {
        std::vector<PlanKey>& list = keys.per.emplace_back();
        for (const Key& key : alternative.keys) list.push_back({key.same_matter, block_.lower(key.value)});
      }
      for (const Key& key : m.order) keys.order.push_back(block_.lower(key.value));
      for (const SettleNode& node : s.nodes) {
        if (node.op == SettleOp::cap) keys.limit = block_.lower(node.limit);
      }
      out_.keys.push_back(std::move(keys));
    }
  }

  const Program& p_;
  const Measure& m_;
  BlockLowering block_;
  MeasureId id_;
  PlanMeasure out_;
};

class PlanLowering {
 public:
  explicit PlanLowering(const Program& program) : p_(program), free_(free_binders(program)) {}

  Plan run() {
    out_.program_hash = p_.hash;
    out_.units = p_.units;
    out_.subject_record = p_.subject_record;
    for (const Enumeration& e : p_.enumerations) enumeration(e);
    for (const RecordType& r : p_.records) record(r);
    for (const Reading& r : p_.readings) reading(r);
    for (const Document& d : p_.documents) document(d);
    for (const Statistic& s : p_.statistics) out_.statistics.push_back({s.name, s.record, s.unit});
    for (const Series& s : p_.series) out_.series.push_back({s.name, s.type, s.key, s.entries, s.source});
    for (std::uint32_t i = 0; i < p_.measures.size(); ++i) out_.measures.push_back(MeasureLowering(p_, free_, MeasureId{i}).run());
    for (const Settlement& s : p_.settlements) settlement(s);
    out_.stages = stages_of(out_);
    return std::move(out_);
  }

 private:
  void enumeration(const Enumeration& e) {
    PlanEnumeration out{e.name, e.is_codes, {}};
    for (const Member& m : e.members) out.members.push_back({m.name, m.code, m.parent});
    out_.enumerations.push_back(std::move(out));
  }

  void record(const RecordType& r) {
    PlanRecord out{r.name, {}, r.occurs_on};
    for (const Field& f : r.fields) {
      PlanField field{f.name, f.type, f.kind, f.dated, f.occurs_on, f.low, f.high, f.voucher, {}, {}};
      if (f.computed.present()) {
        BlockLowering block(p_, free_);
        const RecordId id{static_cast<std::uint32_t>(&r - p_.records.data())};
        block.bind(r.self, block.add_rows({RowsKind::self, id, {}, {}, {}, 0}));
        field.output = block.lower(f.computed);
        field.computed = block.take();
      }
      out.fields.push_back(std::move(field));
    }
    out_.records.push_back(std::move(out));
  }

  void reading(const Reading& r) {
    PlanReading out{r.code, {}, r.adoption, r.adoption == Adoption::left_open ? 0 : r.adopted};
    for (const Alternative& a : r.alternatives) out.alternatives.push_back(a.label);
    out_.readings.push_back(std::move(out));
  }

  void document(const Document& d) {
    PlanDocument out{
        d.name, d.number, d.organ, d.level, d.region, d.decider, d.draft, d.missing, d.published, d.missing_effective, d.missing_expires,
        {},     NodeId{}, NodeId{}};
    BlockLowering block(p_, free_);
    out.effective = block.lower(d.effective);
    out.expires = block.lower(d.expires);
    out.dates = block.take();
    out_.documents.push_back(std::move(out));
  }

  void settlement(const Settlement& s) {
    PlanSettlement out;
    out.name = s.name;
    out.document = s.document;
    for (const MeasureKeys& m : s.measures) out.measures.push_back(m.measure);
    out.per_reading = s.per_reading;
    out.adopts = s.adopts;
    out.across_subjects = s.across_subjects;
    out.earlier = s.earlier;
    out.earlier_reading = s.earlier_reading;
    out.effect = s.effect;
    for (const SettleNode& node : s.nodes) out.take.push_back({node.op, node.measure, node.operands, node.n});
    out.pro_rata = s.pro_rata;
    out_.settlements.push_back(std::move(out));
  }

  const Program& p_;
  std::vector<std::vector<BinderId>> free_;
  Plan out_;
};

}  // namespace

std::vector<Stage> stages_of(const Plan& plan) {
  std::vector<Stage> stages;
  for (std::uint32_t i = 0; i < plan.measures.size(); ++i) {
    if (!plan.measures[i].round) continue;
    stages.push_back({StageKind::rank, i});
    stages.push_back({StageKind::place, i});
  }
  stages.push_back({StageKind::own_key, UINT32_MAX});
  // Whether before how much (docs/language.md §5.4).
  for (const StageKind phase : {StageKind::no_repeat, StageKind::first, StageKind::highest, StageKind::keep, StageKind::cap}) {
    for (std::uint32_t i = 0; i < plan.settlements.size(); ++i) {
      const PlanSettlement& s = plan.settlements[i];
      const StageKind take = stage_of(s.take.back().op);
      const bool blocks = !s.earlier.empty() && s.effect == EarlierEffect::blocks;
      if ((blocks ? StageKind::no_repeat : take) != phase) continue;
      stages.push_back({StageKind::group, i});
      stages.push_back({StageKind::order, i});
      if (!s.earlier.empty()) stages.push_back({StageKind::earlier, i});
      stages.push_back({take, i});
      if (take == StageKind::cap) stages.push_back({StageKind::allocate, i});
    }
  }
  return stages;
}

StageKind stage_of(SettleOp op) {
  switch (op) {
    case SettleOp::first: return StageKind::first;
    case SettleOp::no_repeat: return StageKind::no_repeat;
    case SettleOp::keep: return StageKind::keep;
    case SettleOp::cap: return StageKind::cap;
    case SettleOp::highest:
    case SettleOp::group:
    case SettleOp::sum: return StageKind::highest;
  }
  return StageKind::highest;
}

Plan lower(const Program& program) { return PlanLowering(program).run(); }

}  // namespace zhidui::ir
