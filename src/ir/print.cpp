// The listing of a program: declarations with their names, then one expression per line.
#include <algorithm>

#include "ir/names.h"
#include "ir/program.h"
#include "ir/walk.h"

namespace zhidui::ir {

namespace {

std::string name_text(const Name& name) { return name.zh == name.id || name.id.empty() ? name.zh : name.zh + " (" + name.id + ")"; }

std::string at(ExprId id) { return "%" + std::to_string(id.value); }

template <class List, class TextOf>
std::string joined(const List& list, TextOf text_of, std::string_view separator = ", ") {
  std::string out;
  for (const auto& item : list) {
    if (!out.empty()) out += separator;
    out += text_of(item);
  }
  return out;
}

class Printer {
 public:
  explicit Printer(const Program& program) : p_(program) {}

  std::string run() {
    line("program 1");
    if (!p_.units.empty()) line("units " + joined(p_.units, [](const std::string& u) { return u; }, " "));
    for (const Enumeration& e : p_.enumerations) enumeration(e);
    for (const RecordType& r : p_.records) record(r);
    for (const Statistic& s : p_.statistics) statistic(s);
    for (const Series& s : p_.series) series(s);
    for (const Check& c : p_.checks) check(c);
    for (const Convention& c : p_.conventions)
      line("convention " + name_text(c.name) + (c.value.present() ? " = " + at(c.value) : "") + " " + quoted(c.source));
    for (const Document& d : p_.documents) document(d);
    for (const Reading& r : p_.readings) reading(r);
    line("");
    for (std::size_t i = 0; i < p_.exprs.size(); ++i) line("%" + std::to_string(i) + " " + expression(p_.exprs[i]));
    for (std::size_t i = 0; i < p_.measures.size(); ++i) measure(MeasureId{static_cast<std::uint32_t>(i)});
    for (const Settlement& s : p_.settlements) settlement(s);
    for (const Typed& t : p_.typed) typed(t);
    for (const Departments& d : p_.departments) departments(d);
    return std::move(out_);
  }

 private:
  void line(const std::string& text) { out_ += text + "\n"; }

  // ---- vocabulary ----
  void enumeration(const Enumeration& e) {
    line((e.is_codes ? "codes " : "enumeration ") + name_text(e.name));
    for (const Member& m : e.members) {
      line("  " + (m.code.empty() ? "" : m.code + " ") + name_text(m.name) + (m.parent ? " under " + e.members[*m.parent].name.zh : ""));
    }
  }

  void record(const RecordType& r) {
    line("record " + name_text(r.name) + (r.self.present() ? " self @" + std::to_string(r.self.value) : ""));
    for (const Field& f : r.fields) {
      std::string text = "  " + name_text(f.name) + " : " + type_text(p_, f.type) + " " + std::string(field_kind_name(f.kind));
      if (f.low && f.high) text += " " + bounds_text(f.type, {*f.low, *f.high, false, false});
      if (f.dated) text += " dated";
      if (f.occurs_on) text += " occurs_on";
      if (f.key) text += " key";
      if (f.personal) text += " personal";
      if (f.computed.present()) text += " = " + at(f.computed);
      if (!f.voucher.empty()) text += " " + quoted(f.voucher);
      line(text);
    }
  }

  void statistic(const Statistic& s) {
    const std::string value = s.value.present() ? " @" + std::to_string(s.owner.value) + " = " + at(s.value) : "";
    line("statistic " + name_text(s.name) + " of " + p_.record(s.record).name.zh + value);
  }

  void check(const Check& c) {
    const RecordType& type = p_.record(c.record);
    std::string text = "check " + name_text(c.name) + " of " + type.name.zh;
    if (c.when.present()) text += " when " + at(c.when);
    if (c.required.present()) text += " required " + at(c.required);
    if (c.form) {
      const text::FormText& form = text::form_text(c.form->form);
      text += " form " + type.fields[c.form->field.value].name.zh + " by " + std::string(form.id);
      if (c.form->agrees_with.present())
        text += " of " + std::string(form.part.id) + " agrees_with " + type.fields[c.form->agrees_with.value].name.zh;
    }
    line(text + (c.doubtful ? " doubtful " : " ") + quoted(c.note) + (c.source.empty() ? "" : " " + quoted(c.source)));
  }

  void series(const Series& s) {
    line("series " + name_text(s.name) + " : " + type_text(p_, s.type) + " by " + std::string(series_key_name(s.key)) + " " +
         quoted(s.source));
    for (const SeriesEntry& entry : s.entries) line("  " + std::to_string(entry.key) + ": " + entry.value.to_string());
  }

  static std::string bound_text(const DateBound& b) {
    return b.low == b.high ? b.low.to_string() : b.low.to_string() + ".." + b.high.to_string();
  }

  void document(const Document& d) {
    line(std::string(d.missing ? "missing document " : "document ") + quoted(d.number) + " " + name_text(d.name) +
         (d.draft ? " draft" : ""));
    if (!d.organ.empty()) {
      line("  organ " + quoted(d.organ) + " level " + d.level + (d.region.empty() ? "" : " region " + quoted(d.region)) + " decider " +
           quoted(d.decider));
    }
    if (d.published) line("  published " + bound_text(*d.published));
    if (d.effective.present()) line("  effective " + at(d.effective));
    if (d.expires.present()) line("  expires " + at(d.expires));
    if (d.validity_by.present()) line("  validity by " + at(d.validity_by));
    if (d.missing_effective) line("  effective " + bound_text(*d.missing_effective));
    if (d.missing_expires) line("  expires " + bound_text(*d.missing_expires));
    if (!d.supersedes.empty()) line("  supersedes " + joined(d.supersedes, [](const std::string& s) { return quoted(s); }));
  }

  void reading(const Reading& r) {
    std::string text = "reading " + r.code + " " + std::string(adoption_name(r.adoption));
    if (r.adoption != Adoption::left_open) text += " " + r.alternatives[r.adopted].label.zh;
    line(text + " " + quoted(r.question));
    for (const Alternative& a : r.alternatives) line("  " + name_text(a.label) + ": " + quoted(a.meaning));
  }

  // ---- expressions ----
  std::string expression(const Expr& e) const {
    std::string text = std::string(op_name(e.op)) + " " + type_text(p_, e.type);
    const std::string rest = payload(e);
    if (!rest.empty()) text += " " + rest;
    if (is_number(e.type.kind) && e.op != Op::constant) text += " in " + bounds_text(e.type, e.bounds);
    if (!e.label.empty()) text += "  # " + e.label;
    return text;
  }

  std::string args(const Expr& e) const { return joined(e.args, at, " "); }

  std::string members(const Type& type, const std::vector<std::uint32_t>& indices) const {
    const Enumeration& all = p_.enumeration(type.enumeration);
    return "{" + joined(indices, [&](std::uint32_t i) { return all.members[i].name.zh; }) + "}";
  }

  std::string constant(const Expr& e) const {
    switch (e.value.kind) {
      case outcome::ValueKind::boolean: return e.value.is_true() ? "true" : "false";
      case outcome::ValueKind::number: return number_text(e.type, e.value.interval.lo);
      case outcome::ValueKind::choice: return e.type.kind == TypeKind::enumeration ? members(e.type, e.value.may.indices) : "?";
      case outcome::ValueKind::set: return e.type.kind == TypeKind::set ? members(e.type, e.value.must.indices) : "?";
      case outcome::ValueKind::text: return quoted(e.value.text);
      case outcome::ValueKind::list: return "?";
    }
    return {};
  }

  std::string field(const Expr& e) const {
    std::string text = at(e.args[0]) + "." + p_.record(e.record_type).fields[e.field.value].name.zh;
    if (e.op == Op::field_on) text += " on " + at(e.args[1]);
    return text;
  }

  std::string range(const Range& r) const {
    const RecordType& record = p_.record(r.record);
    std::string text = "@" + std::to_string(r.binder.value) + " " + record.name.zh;
    if (r.holder.present()) {
      text += " held as " + record.fields[r.holder.value].name.zh;
      if (r.relation != r.holder) text += " (" + record.fields[r.relation.value].name.zh + ")";
      text += " by " + at(r.owner);
    }
    if (r.where.present()) text += " where " + at(r.where);
    if (r.distinct.present()) text += " distinct " + at(r.distinct);
    return text;
  }

  std::string payload(const Expr& e) const {
    switch (e.op) {
      case Op::constant: return constant(e);
      case Op::row: return "@" + std::to_string(e.binder.value);
      case Op::field:
      case Op::field_on: return field(e);
      case Op::clock: return std::string(clock_name(e.clock));
      case Op::document_date: return p_.documents[e.document.value].name.id + " " + std::string(doc_date_name(e.doc_date));
      case Op::series: return p_.series[e.series.value].name.zh + " " + args(e);
      case Op::member: return args(e) + " " + members(p_.expr(e.args[0]).type, e.members);
      case Op::overlaps: return args(e) + " " + members(p_.expr(e.args[0]).type, e.members);
      case Op::rounded: return args(e) + " to " + e.step.to_string() + " " + std::string(rounding_name(e.rounding));
      case Op::tiers:
        return args(e) + " {" +
               joined(
                   e.tiers,
                   [](const TierRow& r) {
                     return std::string(tier_sign(r.comparison, r.greater)) + " " + at(r.bound) + ": " + at(r.value);
                   },
                   "; ") +
               "}";
      case Op::match: return args(e) + " {" + joined(e.matches, [&](const MatchRow& r) { return match_row(e, r); }, "; ") + "}";
      case Op::cases:
        return "{" +
               joined(
                   e.cases, [](const CaseRow& r) { return at(r.condition) + ": " + at(r.value); }, "; ") +
               (e.otherwise.present() ? "; else: " + at(e.otherwise) : "") + "}";
      case Op::reading: return reading_payload(e);
      case Op::statistic: return p_.statistics[e.statistic.value].name.zh + " " + args(e);
      case Op::count:
      case Op::exists:
      case Op::every:
      case Op::sum:
      case Op::maximum:
      case Op::minimum: return (e.range ? range(*e.range) : std::string("?")) + (e.args.empty() ? "" : " value " + args(e));
      default: return args(e);
    }
  }

  std::string match_row(const Expr& e, const MatchRow& row) const {
    std::string text;
    for (std::size_t i = 0; i < row.members.size(); ++i) {
      const Enumeration& all = p_.enumeration(p_.expr(e.args[i]).type.enumeration);
      text += (i == 0 ? "" : ", ") + all.members[row.members[i]].name.zh;
    }
    return text + ": " + at(row.value);
  }

  std::string reading_payload(const Expr& e) const {
    const Reading& r = p_.readings[e.reading.value];
    std::string text = r.code + " {";
    for (std::size_t i = 0; i < e.args.size(); ++i) text += (i == 0 ? "" : "; ") + r.alternatives[i].label.zh + ": " + at(e.args[i]);
    return text + "}";
  }

  // ---- measures ----
  std::string clause_text(ClauseId id) const { return p_.clauses[id.value].path + " " + p_.clauses[id.value].kind; }

  static std::string amount_text(const Amount& a) {
    switch (a.kind) {
      case AmountKind::computed: return at(a.value);
      case AmountKind::discretion: return "discretion " + at(a.low) + " to " + at(a.high);
      case AmountKind::undetermined: return "undetermined " + quoted(a.phrase);
    }
    return {};
  }

  void measure(MeasureId id) {
    const Measure& m = p_.measures[id.value];
    line("\nmeasure " + measure_key(p_, id) + " " + m.name.zh);
    for (const ClauseId clause : m.clauses) line("  clause " + clause_text(clause));
    std::string unit = m.unit.kind == outcome::UnitKind::item ? "item " + range(m.unit.range) : "entity";
    if (m.unit.yearly) unit += " yearly";
    if (m.unit.since.present()) unit += " since " + at(m.unit.since);
    line("  unit " + unit);
    for (const Condition& c : m.subjects) line((c.excluded ? "  except " : "  subject ") + condition_text(c));
    for (const Condition& c : m.conditions) line("  condition " + condition_text(c));
    if (m.fact_date.present()) line("  fact date " + at(m.fact_date));
    if (m.payee.present()) line("  payee " + at(m.payee));
    for (const Let& let : m.lets) line("  let " + let.name + " = " + at(let.value));
    if (m.round) round(*m.round);
    if (m.amount) line("  amount " + amount_text(*m.amount));
    for (const Exception& e : m.exceptions) {
      line("  exception " + e.name + " when " + at(e.when) + " amount " + amount_text(e.amount) +
           (e.over.empty() ? "" : " over " + joined(e.over, [&](std::uint32_t i) { return m.exceptions[i].name; })));
    }
    if (!m.decider.empty()) line("  decider " + quoted(m.decider));
    for (const std::string& text : m.evidence) line("  evidence " + quoted(text));
    for (const Duty& duty : m.duties) {
      const char* sign = !duty.sum ? "" : duty.sum->comparison == Op::eq ? "=" : duty.sum->greater ? "≥" : "≤";
      line("  duty " + quoted(duty.text) + (duty.sum ? std::string(" sum ") + sign + " " + at(duty.sum->value) : "") +
           (duty.evidence.empty() ? "" : " evidence " + quoted(duty.evidence)) + (duty.due.present() ? " due " + at(duty.due) : ""));
    }
    for (const std::string& key : m.continues) line("  continues " + quoted(key));
    for (const Supersession& superseded : m.superseded) {
      line("  superseded by " + p_.documents[superseded.by.value].name.id + " when " + at(superseded.when) +
           (superseded.now.empty() ? "" : " now " + quoted(superseded.now)));
    }
  }

  static std::string condition_text(const Condition& c) { return at(c.value) + (c.label.empty() ? "" : " " + quoted(c.label)); }

  void round(const Round& r) {
    std::string per = at(r.per);
    for (const ExprId key : r.within) per += " " + at(key);
    line("  round per " + per + (r.scored ? " score " : " rank ") + at(r.by) + " ties " +
         (r.ties.present()     ? at(r.ties)
          : r.ties_by_decision ? "by decision"
                               : "together") +
         (r.moves_up.present() ? " moves up " + at(r.moves_up) : ""));
    for (const Place& place : r.places) {
      line("    " + name_text(place.name) + " " + (place.least.present() ? at(place.least) + " to " : "") + std::to_string(place.count) +
           (place.amount.present() ? ": " + at(place.amount) : ""));
    }
  }

  // ---- settlement ----
  std::string keys(const std::vector<Key>& list) const {
    return "(" + joined(list, [](const Key& k) { return k.same_matter ? std::string("同一事项") : at(k.value); }) + ")";
  }

  void settlement(const Settlement& s) {
    line("\nsettlement " + s.name + (s.across_subjects ? " across_subjects" : ""));
    for (const ClauseId clause : s.clauses) line("  clause " + clause_text(clause));
    for (const MeasureKeys& m : s.measures) {
      std::string text = "  measure " + measure_key(p_, m.measure) + " per ";
      if (s.per_reading.present()) text += p_.readings[s.per_reading.value].code + " ";
      text += joined(m.per, [&](const KeyAlternative& a) { return keys(a.keys); }, " | ");
      line(text + " order " + keys(m.order));
    }
    for (const Adopts& adopts : s.adopts) {
      const Reading& reading = p_.readings[adopts.reading.value];
      std::string text = "  adopts " + reading.code;
      for (std::size_t i = 0; i < adopts.holds.size(); ++i) text += adopts.holds[i] ? " " + reading.alternatives[i].label.zh : "";
      line(text);
    }
    for (std::size_t i = 0; i < s.nodes.size(); ++i) {
      const SettleNode& n = s.nodes[i];
      std::string text = "  $" + std::to_string(i) + " " + std::string(settle_op_name(n.op));
      if (n.op == SettleOp::group) text += " " + measure_key(p_, n.measure);
      if (n.op == SettleOp::first) text += " " + std::to_string(n.n);
      if (n.op == SettleOp::cap) text += " " + at(n.limit);
      for (const std::uint32_t operand : n.operands) text += " $" + std::to_string(operand);
      line(text + (i == s.root ? "  # root" : ""));
    }
    if (!s.earlier.empty()) {
      line("  earlier " + (s.earlier_reading.present() ? p_.readings[s.earlier_reading.value].code + " " : "") +
           joined(s.earlier, [](History h) { return std::string(history_name(h)); }, " | ") + " " + std::string(effect_name(s.effect)));
    }
    if (s.nodes[s.root].op == SettleOp::cap) line(std::string("  allocate ") + (s.pro_rata ? "pro_rata" : "in_order"));
  }

  void typed(const Typed& t) {
    line("\n" + std::string(typed_kind_name(t.kind)) + (t.name.empty() ? "" : " " + t.name));
    for (const ClauseId clause : t.clauses) line("  clause " + clause_text(clause));
    if (!t.responsible.empty()) line("  responsible " + joined(t.responsible, [](const std::string& r) { return quoted(r); }));
    if (!t.indicator.empty()) line("  indicator " + quoted(t.indicator));
    if (t.goal) line("  goal " + std::string(op_name(t.goal->comparison)) + (t.goal->greater ? " greater " : " ") + at(t.goal->value));
    if (t.due.present()) line("  due " + at(t.due));
    if (t.size.present()) line("  size " + at(t.size));
    if (!t.note.empty()) line("  note " + quoted(t.note));
  }

  void departments(const Departments& d) {
    const auto list = [](const std::vector<std::string>& texts) { return joined(texts, [](const std::string& t) { return quoted(t); }); };
    line("\ndepartments " + d.path);
    for (const ClauseId clause : d.clauses) line("  clause " + clause_text(clause));
    if (!d.units.empty()) line("  units " + list(d.units));
    if (!d.standing.empty()) line("  standing " + list(d.standing));
  }

  const Program& p_;
  std::string out_;
};

}  // namespace

std::string print(const Program& program) { return Printer(program).run(); }

}  // namespace zhidui::ir
