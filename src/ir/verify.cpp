#include "ir/verify.h"

#include <algorithm>
#include <set>

#include "ir/names.h"
#include "ir/walk.h"

namespace zhidui::ir {

namespace {

template <class List, class NameOf>
void require_distinct(const List& list, NameOf name_of, std::string_view where, const char* what, Breaches& breaches) {
  std::set<std::string> seen;
  for (const auto& item : list) {
    const std::string name = name_of(item);
    if (!name.empty()) breaches.require(seen.insert(name).second, where, std::string(what) + " 「" + name + "」 stands twice");
  }
}

void verify_field(const Program& p, const RecordType& record, const Field& f, Breaches& b) {
  const std::string where = record.name.zh + "." + f.name.zh;
  b.require(!f.name.zh.empty() && !f.name.id.empty(), where, "a field has both names");
  b.require((f.kind == FieldKind::computed) == f.computed.present(), where, "computed fields, and only they, have an expression");
  if (f.computed.present()) {
    b.require(p.expr(f.computed).type == f.type, where, "the expression is of another type than the field");
    b.require(record.self.present(), where, "a record with computed fields has a binder");
    b.require(!f.dated, where, "a computed field is not dated");
  } else if (is_number(f.type.kind)) {
    b.require(f.low && f.high, where, "a numeric field declares its range");
    if (f.low && f.high) b.require(*f.low <= *f.high, where, "the range is empty");
  }
  if (f.occurs_on) b.require(f.type.kind == TypeKind::date, where, "发生日 is a date");
}

void verify_record(const Program& p, std::size_t index, Breaches& b) {
  const RecordType& record = p.records[index];
  require_distinct(record.fields, [](const Field& f) { return f.name.zh; }, record.name.zh, "field", b);
  require_distinct(record.fields, [](const Field& f) { return f.name.id; }, record.name.zh, "field", b);
  for (const Field& field : record.fields) verify_field(p, record, field, b);
  const auto marked = std::count_if(record.fields.begin(), record.fields.end(), [](const Field& f) { return f.occurs_on; });
  b.require(marked == (record.occurs_on.present() ? 1 : 0), record.name.zh, "the dating field is the one that is marked 发生日");
  if (record.occurs_on.present()) {
    b.require(record.fields[record.occurs_on.value].occurs_on, record.name.zh, "the dating field is the one that is marked 发生日");
  }
  if (record.self.present()) {
    b.require(p.binder_record[record.self.value].value == index, record.name.zh, "self is a binder of the record itself");
  }
}

void verify_enumeration(const Enumeration& e, Breaches& b) {
  b.require(!e.members.empty(), e.name.zh, "an enumeration has members");
  require_distinct(e.members, [](const Member& m) { return m.code; }, e.name.zh, "code", b);
  for (std::size_t i = 0; i < e.members.size(); ++i) {
    std::size_t steps = 0;
    std::optional<std::uint32_t> above = e.members[i].parent;
    while (above && steps++ <= e.members.size()) above = e.members[*above].parent;
    b.require(!above, e.name.zh, "a member stands under itself");
  }
}

void verify_reading(const Reading& r, Breaches& b) {
  b.require(r.alternatives.size() >= 2, r.code, "a reading has at least two alternatives");
  require_distinct(r.alternatives, [](const Alternative& a) { return a.label.zh; }, r.code, "label", b);
  if (r.adoption != Adoption::left_open) b.require(r.adopted < r.alternatives.size(), r.code, "the adopted alternative is out of range");
  b.require((r.adoption == Adoption::authority) == !r.authority.empty(), r.code, "an authority is named when one adopted it");
}

// What the date of a document rests on: no claim, no row; only other dates told before it.
void verify_document_date(const Program& p, const Document& d, ExprId id, const char* what, Breaches& b) {
  if (!id.present()) return;
  const std::string where = d.number + " " + what;
  b.require(p.expr(id).type.kind == TypeKind::date, where, "a date is required");
  const std::vector<bool> reached = reached_from(p, {id});
  for (std::size_t i = 0; i <= id.value; ++i) {
    if (!reached[i]) continue;
    const Op op = p.exprs[i].op;
    b.require(op != Op::row && op != Op::subject && op != Op::this_year && op != Op::fact_date, where,
              std::string("reads ") + std::string(op_name(op)));
  }
}

using DateNode = std::pair<std::uint32_t, DocDate>;

// True if the date is told in a circle.
bool in_circle(const Program& p, const DateNode& node, std::set<DateNode>& open) {
  const Document& d = p.documents[node.first];
  const ExprId id = node.second == DocDate::effective ? d.effective : node.second == DocDate::expires ? d.expires : ExprId{};
  if (!id.present()) return false;
  if (!open.insert(node).second) return true;
  const std::vector<bool> reached = reached_from(p, {id});
  for (std::size_t i = 0; i <= id.value; ++i) {
    const Expr& e = p.exprs[i];
    if (reached[i] && e.op == Op::document_date && in_circle(p, {e.document.value, e.doc_date}, open)) return true;
  }
  open.erase(node);
  return false;
}

void verify_document(const Program& p, std::size_t index, Breaches& b) {
  const Document& d = p.documents[index];
  b.require(!d.number.empty() && !d.name.id.empty(), d.number + d.name.id, "a document has a number and an identifier");
  verify_document_date(p, d, d.effective, "effective", b);
  verify_document_date(p, d, d.expires, "expires", b);
  if (d.validity_by.present()) b.require(p.expr(d.validity_by).type.kind == TypeKind::date, d.number, "validity goes by a date");
  for (const std::optional<DateBound>* bound : {&d.published, &d.missing_effective, &d.missing_expires}) {
    if (*bound) b.require((*bound)->low <= (*bound)->high, d.number, "a period of dates is empty");
  }
  if (d.missing) {
    b.require(!d.effective.present() && !d.expires.present() && !d.validity_by.present(), d.number,
              "a missing document has bounds, not expressions");
  } else {
    b.require(!d.missing_effective && !d.missing_expires, d.number, "only a missing document has bounds of its period");
  }
  for (const DocDate which : {DocDate::effective, DocDate::expires}) {
    std::set<DateNode> open;
    b.require(!in_circle(p, {static_cast<std::uint32_t>(index), which}, open), d.number, "a date is told by itself");
  }
}

}  // namespace

void verify_vocabulary(const Program& p, Breaches& b) {
  const auto name_of = [](const auto& item) { return item.name.zh; };
  require_distinct(p.units, [](const std::string& unit) { return unit; }, "units", "unit", b);
  require_distinct(p.records, name_of, "records", "record", b);
  require_distinct(p.readings, [](const Reading& r) { return r.code; }, "readings", "code", b);
  require_distinct(p.documents, [](const Document& d) { return d.name.id; }, "documents", "identifier", b);
  require_distinct(p.documents, [](const Document& d) { return d.number; }, "documents", "number", b);
  require_distinct(p.statistics, name_of, "statistics", "statistic", b);
  for (const Enumeration& enumeration : p.enumerations) verify_enumeration(enumeration, b);
  for (std::size_t i = 0; i < p.records.size(); ++i) verify_record(p, i, b);
  for (const Reading& reading : p.readings) verify_reading(reading, b);
  for (std::size_t i = 0; i < p.documents.size(); ++i) verify_document(p, i, b);
  require_distinct(p.checks, name_of, "checks", "check", b);
  for (const Check& c : p.checks) {
    b.require(c.required.present() != c.form.has_value(), c.name.zh, "a check requires a condition or a form, not both");
    for (const ExprId id : {c.when, c.required}) {
      if (id.present()) b.require(p.expr(id).type.kind == TypeKind::boolean, c.name.zh, "what a check asks is a bool");
    }
    if (c.form) b.require(p.record(c.record).fields[c.form->field.value].type.kind == TypeKind::text, c.name.zh, "a form is one of a text");
  }
  for (const Series& s : p.series) {
    b.require(is_number(s.type.kind), s.name.zh, "a series holds numbers");
    const bool ascending = std::adjacent_find(s.entries.begin(), s.entries.end(),
                                              [](const auto& x, const auto& y) { return x.key >= y.key; }) == s.entries.end();
    b.require(ascending, s.name.zh, "keys ascend");
  }
}

std::vector<std::string> verify(const Program& program) {
  std::vector<std::string> lines;
  Breaches breaches(lines);
  verify_ids(program, breaches);
  if (!lines.empty()) return lines;  // the other parts follow ids
  verify_vocabulary(program, breaches);
  verify_expressions(program, reached_from(program, all_roots(program)), breaches);
  if (!lines.empty()) return lines;  // types of operands are relied on from here
  verify_measures(program, breaches);
  verify_settlements(program, breaches);
  return lines;
}

}  // namespace zhidui::ir
