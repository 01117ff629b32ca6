// The printed form of a plan. Everything in the plan is in it; `parse_plan` reads it back.
#include "ir/names.h"
#include "ir/plan_text.h"
#include "ir/walk.h"

namespace zhidui::ir {

namespace {

class PlanPrinter {
 public:
  explicit PlanPrinter(const Plan& plan) : p_(plan), names_(names_of(plan)) {}

  std::string run() {
    line("plan 1");
    line("hash " + word(p_.program_hash));
    for (const std::string& unit : p_.units) line("unit " + word(unit));
    for (const PlanEnumeration& e : p_.enumerations) enumeration(e);
    for (const PlanRecord& r : p_.records) line("record " + name(r.name));
    if (p_.subject_record.present()) line("subject " + names_.records.of(p_.subject_record.value));
    for (std::uint32_t i = 0; i < p_.records.size(); ++i) fields(i);
    for (std::uint32_t i = 0; i < p_.readings.size(); ++i) reading(i);
    for (const PlanDocument& d : p_.documents) document(d);
    for (const PlanStatistic& s : p_.statistics) line("statistic " + name(s.name) + " " + names_.records.of(s.record.value) + unit(s.unit));
    for (const PlanSeries& s : p_.series) series(s);
    for (std::uint32_t i = 0; i < p_.records.size(); ++i) computed(i);
    for (std::uint32_t i = 0; i < p_.documents.size(); ++i) dates(i);
    for (const PlanMeasure& m : p_.measures) line("measure " + word(m.key) + " " + names_.documents.of(m.document.value));
    for (const PlanMeasure& m : p_.measures) measure(m);
    for (const PlanSettlement& s : p_.settlements) settlement(s);
    for (const Stage& s : p_.stages) stage(s);
    return std::move(out_);
  }

 private:
  void line(const std::string& text) { out_ += text + "\n"; }
  static std::string name(const Name& n) { return word(n.zh) + " " + word(n.id); }
  static std::string node(NodeId id) { return "%" + std::to_string(id.value); }
  static std::string flag(bool set, const char* text) { return set ? std::string(" ") + text : ""; }
  static std::string number(std::uint32_t value) { return std::to_string(value); }

  std::string unit(UnitId id) const { return id.present() ? " " + names_.units.of(id.value) : ""; }

  std::string type(const Type& t) const {
    std::string text(type_kind_name(t.kind));
    switch (t.kind) {
      case TypeKind::count: return text + " " + (t.unit.present() ? names_.units.of(t.unit.value) : "-");
      case TypeKind::enumeration:
      case TypeKind::set: return text + " " + names_.enumerations.of(t.enumeration.value);
      case TypeKind::record:
      case TypeKind::list: return text + " " + names_.records.of(t.record.value);
      default: return text;
    }
  }

  static std::string bounds(const Type& t, const Bounds& b) {
    return (b.lo_unbounded ? "-∞" : number_text(t, b.lo)) + " " + (b.hi_unbounded ? "∞" : number_text(t, b.hi));
  }

  // ---- vocabulary ----
  void enumeration(const PlanEnumeration& e) {
    line((e.is_codes ? "codes " : "enumeration ") + name(e.name));
    for (const PlanMember& m : e.members)
      line("  member " + name(m.name) + " " + word(m.code) + (m.parent ? " under " + number(*m.parent) : ""));
  }

  void fields(std::uint32_t record) {
    for (const PlanField& f : p_.records[record].fields) {
      std::string text = "field " + names_.records.of(record) + " " + name(f.name) + " " + type(f.type) + " " +
                         std::string(field_kind_name(f.kind)) + flag(f.dated, "dated") + flag(f.occurs_on, "occurs_on");
      if (f.low) text += " low " + number_text(f.type, *f.low);
      if (f.high) text += " high " + number_text(f.type, *f.high);
      if (!f.voucher.empty()) text += " voucher " + word(f.voucher);
      line(text);
    }
  }

  void reading(std::uint32_t index) {
    const PlanReading& r = p_.readings[index];
    std::string text = "reading " + word(r.code) + " " + std::string(adoption_name(r.adoption));
    if (r.adoption != Adoption::left_open) text += " " + number(r.adopted);
    line(text);
    for (const Name& alternative : r.alternatives) line("  alternative " + name(alternative));
  }

  static std::string bound(const char* what, const std::optional<DateBound>& b) {
    return b ? std::string(" ") + what + " " + b->low.to_string() + " " + b->high.to_string() : "";
  }

  void document(const PlanDocument& d) {
    line("document " + name(d.name) + " " + word(d.number) + " " + word(d.organ) + " " + word(d.level) + " " + word(d.region) + " " +
         word(d.decider) + flag(d.draft, "draft") + flag(d.missing, "missing") + bound("published", d.published) +
         bound("effective", d.missing_effective) + bound("expires", d.missing_expires));
  }

  void series(const PlanSeries& s) {
    line("series " + name(s.name) + " " + type(s.type) + " " + std::string(series_key_name(s.key)) + " " + word(s.source));
    for (const SeriesEntry& entry : s.entries) line("  entry " + std::to_string(entry.key) + " " + entry.value.to_string());
  }

  // ---- blocks ----
  void block(const Block& b) {
    for (std::uint32_t i = 0; i < b.rows.size(); ++i) {
      const Rows& r = b.rows[i];
      std::string text = "  @" + number(i) + " " + std::string(rows_kind_name(r.kind)) + " " + names_.records.of(r.record.value);
      if (r.holder.present()) {
        const References& fields = names_.fields[r.record.value];
        text += " held " + fields.of(r.holder.value) + " " + fields.of(r.relation.value) + " by " + node(r.owner);
      }
      if (r.copy != 0) text += " copy " + number(r.copy);
      line(text);
    }
    for (std::uint32_t i = 0; i < b.nodes.size(); ++i) line("  %" + number(i) + " " + node_text(b, b.nodes[i]));
  }

  std::string node_text(const Block& b, const Node& n) const {
    std::string text = std::string(op_name(n.op)) + " " + type(n.type);
    if (!n.operands.empty()) {
      text += " (";
      for (std::size_t i = 0; i < n.operands.size(); ++i) text += (i == 0 ? "" : " ") + node(n.operands[i]);
      text += ")";
    }
    const std::string rest = payload(b, n);
    if (!rest.empty()) text += " " + rest;
    if (is_number(n.type.kind)) text += " in " + bounds(n.type, n.bounds);
    return text;
  }

  std::string members(const Type& t, const std::vector<std::uint32_t>& list) const {
    std::string text = "{";
    for (std::size_t i = 0; i < list.size(); ++i) text += (i == 0 ? "" : " ") + names_.members[t.enumeration.value].of(list[i]);
    return text + "}";
  }

  std::string constant(const Node& n) const {
    switch (n.value.kind) {
      case outcome::ValueKind::boolean: return n.value.is_true() ? "true" : "false";
      case outcome::ValueKind::number: return number_text(n.type, n.value.interval.lo);
      case outcome::ValueKind::choice: return members(n.type, n.value.may.indices);
      case outcome::ValueKind::set: return members(n.type, n.value.must.indices);
      case outcome::ValueKind::text: return quoted(n.value.text);
      case outcome::ValueKind::list: return {};
    }
    return {};
  }

  std::string keys(const Block& b, const Node& n) const {
    std::string text;
    for (const std::vector<std::uint32_t>& row : n.keys) {
      text += text.empty() ? "{" : " {";
      for (std::size_t i = 0; i < row.size(); ++i) {
        const Type& subject = b.nodes[n.operands[i].value].type;
        text += (i == 0 ? "" : " ") + names_.members[subject.enumeration.value].of(row[i]);
      }
      text += "}";
    }
    return text;
  }

  std::string payload(const Block& b, const Node& n) const {
    switch (n.op) {
      case Op::constant: return constant(n);
      case Op::row: return "@" + number(n.rows.value);
      case Op::field:
      case Op::field_on: return names_.fields[n.record.value].of(n.field.value);
      case Op::clock: return std::string(clock_name(n.clock));
      case Op::document_date: return names_.documents.of(n.document.value) + " " + std::string(doc_date_name(n.doc_date));
      case Op::series: return names_.series.of(n.series.value);
      case Op::member:
      case Op::overlaps: return members(b.nodes[n.operands[0].value].type, n.members);
      case Op::rounded: return n.step.to_string() + " " + std::string(rounding_name(n.rounding));
      case Op::tiers: {
        std::string text;
        for (const TierSign& sign : n.signs) text += (text.empty() ? "" : " ") + std::string(tier_sign(sign.comparison, sign.greater));
        return text;
      }
      case Op::match: return keys(b, n);
      case Op::cases: return n.has_otherwise ? "otherwise" : "";
      case Op::reading: return names_.readings.of(n.reading.value);
      case Op::statistic: return names_.statistics.of(n.statistic.value);
      case Op::count:
      case Op::exists:
      case Op::every:
      case Op::sum:
      case Op::maximum:
      case Op::minimum: return "@" + number(n.rows.value) + flag(n.has_where, "where") + flag(n.has_distinct, "distinct");
      default: return {};
    }
  }

  void computed(std::uint32_t record) {
    const std::vector<PlanField>& fields = p_.records[record].fields;
    for (std::uint32_t i = 0; i < fields.size(); ++i) {
      if (fields[i].kind != FieldKind::computed) continue;
      line("\ncomputed " + names_.records.of(record) + " " + names_.fields[record].of(i));
      block(fields[i].computed);
      line("  output " + node(fields[i].output));
    }
  }

  void dates(std::uint32_t index) {
    const PlanDocument& d = p_.documents[index];
    if (!d.effective.present() && !d.expires.present()) return;
    line("\ndates " + names_.documents.of(index));
    block(d.dates);
    if (d.effective.present()) line("  effective " + node(d.effective));
    if (d.expires.present()) line("  expires " + node(d.expires));
  }

  // ---- measures ----
  void output(const char* what, NodeId id) {
    if (id.present()) line(std::string("  ") + what + " " + node(id));
  }

  static std::string amount(const PlanAmount& a) {
    std::string text(amount_kind_name(a.kind));
    for (const NodeId id : {a.value, a.low, a.high}) text += id.present() ? " " + node(id) : "";
    return text;
  }

  void measure(const PlanMeasure& m) {
    line("\nblock " + names_.measures.of(m.id.value));
    line("  unit " + std::string(unit_kind_name(m.unit)) + flag(m.yearly, "yearly") +
         (m.item.present() ? " @" + number(m.item.value) : ""));
    if (!m.decider.empty()) line("  decider " + word(m.decider));
    block(m.block);
    output("since", m.since);
    output("candidate", m.candidate);
    output("force", m.force);
    output("fact_date", m.fact_date);
    for (const StageOutput& s : m.subjects) line("  on subject " + number(s.condition) + " " + node(s.node) + flag(s.excluded, "excluded"));
    for (const StageOutput& s : m.conditions)
      line("  on condition " + number(s.condition) + " " + node(s.node) + flag(s.excluded, "excluded"));
    output("payee", m.payee);
    if (m.amount) line("  amount " + amount(*m.amount));
    for (const PlanException& e : m.exceptions) {
      std::string text = "  exception " + word(e.name) + " " + node(e.when) + " " + amount(e.amount) + " over";
      for (const std::uint32_t over : e.over) text += " " + number(over);
      line(text);
    }
    if (m.round) round(*m.round);
    for (const PlanKeys& keys : m.keys) settlement_keys(keys);
    for (const PlanAtom& a : m.atoms) atom(a);
  }

  void round(const PlanRound& r) {
    std::string per = node(r.per);
    for (const NodeId key : r.within) per += " within " + node(key);
    line("  round " + per + (r.scored ? " score " : " rank ") + node(r.by) + (r.ties_by_decision ? " by_decision" : "") +
         (r.ties.present() ? " ties " + node(r.ties) : "") + (r.moves_up.present() ? " moves_up " + node(r.moves_up) : ""));
    for (const PlanPlace& place : r.places) {
      line("    seats " + name(place.name) + " " + std::to_string(place.count) +
           (place.least.present() ? " least " + node(place.least) : "") + (place.amount.present() ? " " + node(place.amount) : ""));
    }
  }

  void settlement_keys(const PlanKeys& keys) {
    line("  keys " + number(keys.settlement));
    for (const std::vector<PlanKey>& alternative : keys.per) {
      std::string text = "    per";
      for (const PlanKey& key : alternative) text += key.same_matter ? " same_matter" : " " + node(key.node);
      line(text);
    }
    std::string order = "    order";
    for (const NodeId id : keys.order) order += " " + node(id);
    line(order);
    output("  limit", keys.limit);
  }

  void atom(const PlanAtom& a) {
    std::string text = std::string("  atom ") + (a.of_subject ? "subject " : "condition ") + number(a.condition) + " " + node(a.node) +
                       " site " + number(a.site) + flag(a.negated, "negated");
    for (const AtomGuard& guard : a.guards) text += " if " + names_.readings.of(guard.reading.value) + " " + number(guard.alternative);
    line(text);
  }

  // ---- stages ----
  void settlement(const PlanSettlement& s) {
    line("\nsettlement " + word(s.name) + " " + names_.documents.of(s.document.value) + flag(s.across_subjects, "across_subjects") +
         flag(s.pro_rata, "pro_rata"));
    for (const MeasureId id : s.measures) line("  covers " + names_.measures.of(id.value));
    if (s.per_reading.present()) line("  per_reading " + names_.readings.of(s.per_reading.value));
    for (const Adopts& adopts : s.adopts) {
      std::string text = "  adopts " + names_.readings.of(adopts.reading.value);
      for (const bool holds : adopts.holds) text += holds ? " yes" : " no";
      line(text);
    }
    std::string history = "  history " + std::string(effect_name(s.effect));
    for (const History h : s.earlier) history += " " + std::string(history_name(h));
    line(history);
    if (s.earlier_reading.present()) line("  earlier_reading " + names_.readings.of(s.earlier_reading.value));
    for (const Take& take : s.take) {
      std::string text = "  take " + std::string(settle_op_name(take.op));
      if (take.op == SettleOp::group) text += " " + names_.measures.of(take.measure.value);
      if (take.op == SettleOp::first) text += " " + std::to_string(take.n);
      for (const std::uint32_t operand : take.operands) text += " $" + number(operand);
      line(text);
    }
  }

  void stage(const Stage& s) {
    std::string text = "stage " + std::string(stage_kind_name(s.kind));
    if (s.kind == StageKind::rank || s.kind == StageKind::place) {
      text += " " + names_.measures.of(s.of);
    } else if (s.kind != StageKind::own_key) {
      text += " " + names_.settlements.of(s.of);
    }
    line(text);
  }

  const Plan& p_;
  PlanNames names_;
  std::string out_;
};

}  // namespace

std::string print(const Plan& plan) { return PlanPrinter(plan).run(); }

}  // namespace zhidui::ir
