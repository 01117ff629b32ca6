// Ids in range and operands before their users.
#include "ir/verify.h"
#include "ir/walk.h"

namespace zhidui::ir {

namespace {

class IdCheck {
 public:
  IdCheck(const Program& program, Breaches& breaches) : p_(program), b_(breaches) {}

  void run() {
    b_.require(p_.binder_record.size() == p_.binder_count, "binders", "one record type each");
    for (const RecordId record : p_.binder_record) in(record, p_.records.size(), "binders", "record type");
    in(p_.subject_record, p_.records.size(), "program", "subject record", p_.records.empty());
    for (const Enumeration& enumeration : p_.enumerations) check(enumeration);
    for (const RecordType& record : p_.records) check(record);
    for (std::size_t i = 0; i < p_.exprs.size(); ++i) check(p_.exprs[i], i);
    check_documents();
    for (const Measure& measure : p_.measures) check(measure);
    for (const Settlement& settlement : p_.settlements) check(settlement);
    for (const Statistic& s : p_.statistics) {
      in(s.record, p_.records.size(), s.name.zh, "record");
      in(s.unit, p_.units.size(), s.name.zh, "unit", true);
      in(s.owner, p_.binder_record.size(), s.name.zh, "owner", true);
      expr(s.value, s.name.zh, "value", true);
    }
    for (const Series& s : p_.series) type(s.type, s.name.zh);
    for (const Check& c : p_.checks) check(c);
    for (const Convention& c : p_.conventions) expr(c.value, c.name.zh, "value", true);
    for (const Typed& t : p_.typed) {
      in(t.document, p_.documents.size(), t.name, "document");
      clauses(t.clauses, t.name);
      if (t.goal) expr(t.goal->value, t.name, "goal", false);
      expr(t.due, t.name, "due", true);
      expr(t.size, t.name, "size", true);
    }
    for (const Departments& d : p_.departments) {
      in(d.document, p_.documents.size(), d.path, "document");
      clauses(d.clauses, d.path);
    }
  }

 private:
  template <class Id>
  bool in(Id id, std::size_t size, const std::string& where, const char* what, bool optional = false) {
    if (!id.present() && optional) return true;
    return b_.require(id.value < size, where, std::string(what) + " out of range");
  }
  void expr(ExprId id, const std::string& where, const char* what, bool optional) { in(id, p_.exprs.size(), where, what, optional); }
  void clauses(const std::vector<ClauseId>& ids, const std::string& where) {
    for (const ClauseId id : ids) in(id, p_.clauses.size(), where, "clause");
  }

  void type(const Type& t, const std::string& where) {
    switch (t.kind) {
      case TypeKind::count: in(t.unit, p_.units.size(), where, "unit", true); break;
      case TypeKind::enumeration:
      case TypeKind::set: in(t.enumeration, p_.enumerations.size(), where, "enumeration"); break;
      case TypeKind::record:
      case TypeKind::list: in(t.record, p_.records.size(), where, "record"); break;
      default: break;
    }
  }

  void check(const Enumeration& enumeration) {
    for (const Member& member : enumeration.members) {
      if (member.parent) b_.require(*member.parent < enumeration.members.size(), enumeration.name.zh, "parent of a member out of range");
    }
  }

  void check(const RecordType& record) {
    in(record.self, p_.binder_record.size(), record.name.zh, "self", true);
    in(record.occurs_on, record.fields.size(), record.name.zh, "dating field", true);
    for (const Field& field : record.fields) {
      const std::string where = record.name.zh + "." + field.name.zh;
      type(field.type, where);
      expr(field.computed, where, "computed", true);
    }
  }

  void check(const Check& c) {
    if (!in(c.record, p_.records.size(), c.name.zh, "record")) return;
    expr(c.when, c.name.zh, "condition", true);
    expr(c.required, c.name.zh, "requirement", true);
    if (!c.form) return;
    in(c.form->field, p_.record(c.record).fields.size(), c.name.zh, "field");
    in(c.form->agrees_with, p_.record(c.record).fields.size(), c.name.zh, "field of the part", true);
  }

  void range(const Range& r, const std::string& where, std::size_t limit) {
    if (!in(r.record, p_.records.size(), where, "record of a range")) return;
    const std::size_t fields = p_.record(r.record).fields.size();
    in(r.holder, fields, where, "holder", true);
    in(r.relation, fields, where, "relation", true);
    in(r.binder, p_.binder_record.size(), where, "binder");
    in(r.owner, limit, where, "owner", true);
    in(r.where, limit, where, "filter", true);
    in(r.distinct, limit, where, "key of distinct rows", true);
  }

  void check(const Expr& e, std::size_t index) {
    const std::string where = "%" + std::to_string(index);
    type(e.type, where);
    for (const Operand& operand : operands(e)) b_.require(operand.id.value < index, where, "an operand stands after its user");
    for (const ExprId arg : e.args) b_.require(arg.present(), where, "an operand is absent");
    for (const TierRow& row : e.tiers) b_.require(row.bound.present() && row.value.present(), where, "a row is not complete");
    for (const MatchRow& row : e.matches) b_.require(row.value.present(), where, "a row is not complete");
    for (const CaseRow& row : e.cases) b_.require(row.condition.present() && row.value.present(), where, "a row is not complete");
    if (e.range) range(*e.range, where, index);
    switch (e.op) {
      case Op::row: in(e.binder, p_.binder_record.size(), where, "binder"); break;
      case Op::field:
      case Op::field_on:
        if (in(e.record_type, p_.records.size(), where, "record type")) in(e.field, p_.record(e.record_type).fields.size(), where, "field");
        break;
      case Op::document_date: in(e.document, p_.documents.size(), where, "document"); break;
      case Op::series: in(e.series, p_.series.size(), where, "series"); break;
      case Op::reading: in(e.reading, p_.readings.size(), where, "reading"); break;
      case Op::statistic: in(e.statistic, p_.statistics.size(), where, "statistic"); break;
      default: break;
    }
  }

  void check_documents() {
    for (const Document& d : p_.documents) {
      expr(d.effective, d.number, "effective", true);
      expr(d.expires, d.number, "expires", true);
      expr(d.validity_by, d.number, "validity", true);
    }
    for (const Clause& c : p_.clauses) in(c.document, p_.documents.size(), c.path, "document");
    for (const Reading& r : p_.readings) in(r.document, p_.documents.size(), r.code, "document", true);
  }

  void check(const Measure& m) {
    const std::string& where = m.name.zh;
    in(m.document, p_.documents.size(), where, "document");
    clauses(m.clauses, where);
    if (m.unit.kind == outcome::UnitKind::item) range(m.unit.range, where, p_.exprs.size());
    for (const Condition& c : m.subjects) condition(c, where);
    for (const Condition& c : m.conditions) condition(c, where);
    expr(m.unit.since, where, "since", true);
    expr(m.fact_date, where, "fact date", true);
    expr(m.payee, where, "payee", true);
    for (const Supersession& superseded : m.superseded) {
      in(superseded.by, p_.documents.size(), where, "later document");
      expr(superseded.when, where, "superseded", false);
    }
    for (const Duty& duty : m.duties) {
      if (duty.sum) expr(duty.sum->value, where, "sum of a duty", false);
      expr(duty.due, where, "day of a duty", true);
    }
    for (const Let& let : m.lets) expr(let.value, where, "let", false);
    if (m.round) {
      expr(m.round->per, where, "round", false);
      for (const ExprId key : m.round->within) expr(key, where, "key of a round", false);
      expr(m.round->by, where, "rank", false);
      expr(m.round->ties, where, "ties", true);
      expr(m.round->moves_up, where, "moving up", true);
      for (const Place& place : m.round->places) {
        expr(place.least, where, "least number of a place", true);
        expr(place.amount, where, "sum of a place", true);
      }
    }
    if (m.amount) amount(*m.amount, where);
    for (const Exception& e : m.exceptions) {
      expr(e.when, where, "guard of an exception", false);
      amount(e.amount, where);
      for (const std::uint32_t over : e.over) b_.require(over < m.exceptions.size(), where, "priority over no exception");
    }
  }

  void condition(const Condition& c, const std::string& where) {
    expr(c.value, where, "condition", false);
    clauses(c.clauses, where);
  }

  void amount(const Amount& a, const std::string& where) {
    expr(a.value, where, "amount", a.kind != AmountKind::computed);
    expr(a.low, where, "lower end of the amount", a.kind != AmountKind::discretion);
    expr(a.high, where, "upper end of the amount", a.kind != AmountKind::discretion);
  }

  void keys(const std::vector<Key>& list, const std::string& where) {
    for (const Key& key : list) {
      b_.require(key.same_matter != key.value.present(), where, "a key is an expression or 同一事项");
      expr(key.value, where, "key", true);
    }
  }

  void check(const Settlement& s) {
    in(s.document, p_.documents.size(), s.name, "document");
    clauses(s.clauses, s.name);
    for (const MeasureKeys& m : s.measures) {
      in(m.measure, p_.measures.size(), s.name, "measure");
      for (const KeyAlternative& alternative : m.per) keys(alternative.keys, s.name);
      keys(m.order, s.name);
    }
    b_.require(s.root < s.nodes.size(), s.name, "root out of range");
    for (std::size_t i = 0; i < s.nodes.size(); ++i) {
      for (const std::uint32_t operand : s.nodes[i].operands) b_.require(operand < i, s.name, "an operand stands after its user");
      expr(s.nodes[i].limit, s.name, "limit", s.nodes[i].op != SettleOp::cap);
      if (s.nodes[i].op == SettleOp::group) in(s.nodes[i].measure, p_.measures.size(), s.name, "measure of a group");
    }
    in(s.per_reading, p_.readings.size(), s.name, "reading of the keys", true);
    for (const Adopts& adopts : s.adopts) in(adopts.reading, p_.readings.size(), s.name, "reading that the rule adopts");
    in(s.earlier_reading, p_.readings.size(), s.name, "reading of earlier payments", true);
  }

  const Program& p_;
  Breaches& b_;
};

}  // namespace

void verify_ids(const Program& program, Breaches& breaches) { IdCheck(program, breaches).run(); }

}  // namespace zhidui::ir
