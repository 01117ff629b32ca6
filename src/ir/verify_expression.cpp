// Types and payload of every operation, by the signatures of operations.def (docs/operations.md).
#include <algorithm>
#include <set>

#include "ir/names.h"
#include "ir/verify.h"
#include "ir/walk.h"

namespace zhidui::ir {

namespace {

const base::Rational kMoneyLimit{std::int64_t{1} << 62};

bool ascending(const std::vector<std::uint32_t>& indices) {
  return std::adjacent_find(indices.begin(), indices.end(), [](auto a, auto b) { return a >= b; }) == indices.end();
}

class ExpressionCheck {
 public:
  ExpressionCheck(const Program& program, Breaches& breaches, std::size_t index)
      : p_(program),
        e_(program.exprs[index]),
        index_(index),
        b_(breaches),
        where_("%" + std::to_string(index) + " " + std::string(op_name(e_.op))) {}

  void run() {
    bounds();
    b_.require(e_.range.has_value() == is_aggregate(e_.op), where_, "aggregates, and only they, have a range");
    b_.require(e_.tiers.empty() == (e_.op != Op::tiers), where_, "tiers, and only they, have rows of tiers");
    b_.require(e_.matches.empty() == (e_.op != Op::match), where_, "match, and only it, has rows of matches");
    b_.require(e_.cases.empty() == (e_.op != Op::cases), where_, "cases, and only they, have rows of cases");
    b_.require(!e_.otherwise.present() || e_.op == Op::cases, where_, "only cases have an otherwise");
    sources();
  }

 private:
  // ---- words ----
  bool need(bool holds, const char* what) { return b_.require(holds, where_, what); }
  const Type& arg(std::size_t i) const { return p_.expr(e_.args[i]).type; }
  bool arity(std::size_t n) { return need(e_.args.size() == n, "wrong number of operands"); }
  bool some() { return need(!e_.args.empty(), "no operand"); }
  static bool is(const Type& t, TypeKind kind) { return t.kind == kind; }
  bool result(TypeKind kind) { return need(e_.type.kind == kind, "result of a wrong type"); }
  bool all_args_are(const Type& type) {
    return need(std::all_of(e_.args.begin(), e_.args.end(), [&](ExprId a) { return p_.expr(a).type == type; }),
                "operands of different types");
  }
  void value_is(ExprId id) { need(p_.expr(id).type == e_.type, "a branch of another type than the result"); }

  void bounds() {
    if (!is_number(e_.type.kind)) return;
    const Bounds& b = e_.bounds;
    if (!b.lo_unbounded && !b.hi_unbounded) need(b.lo <= b.hi, "empty bounds");
    if (e_.type.kind != TypeKind::money) return;
    if (!b.lo_unbounded) need(-kMoneyLimit <= b.lo, "money below -2^62 fen");
    if (!b.hi_unbounded) need(b.hi <= kMoneyLimit, "money above 2^62 fen");
  }

  // ---- operations ----
  void sources() {
    switch (e_.op) {
      case Op::constant: return constant();
      case Op::subject:
        arity(0);
        need(is(e_.type, TypeKind::record) && e_.type.record == p_.subject_record, "the applicant is a record of 主体");
        return;
      case Op::row:
        arity(0);
        need(is(e_.type, TypeKind::record) && e_.type.record == p_.binder_record[e_.binder.value], "the row of another record");
        return;
      case Op::field:
      case Op::field_on: return field();
      case Op::this_year:
        arity(0);
        result(TypeKind::year);
        return;
      case Op::fact_date:
      case Op::clock:
      case Op::document_date:
        arity(0);
        result(TypeKind::date);
        return;
      case Op::series: return series();
      case Op::first_of:
        if (arity(1)) {
          need(is(arg(0), TypeKind::list) && is(e_.type, TypeKind::record) && arg(0).record == e_.type.record, "the first of another list");
        }
        return;
      case Op::is_recorded: return is_recorded();
      default: return logic();
    }
  }

  void constant() {
    arity(0);
    const outcome::Value& v = e_.value;
    need(v.single() && v.opens.empty(), "a constant has one value");
    switch (e_.type.kind) {
      case TypeKind::boolean: need(v.kind == outcome::ValueKind::boolean, "a value of another kind"); return;
      case TypeKind::enumeration: {
        const std::size_t size = p_.enumeration(e_.type.enumeration).members.size();
        if (need(v.kind == outcome::ValueKind::choice && v.may.single(), "a value of another kind"))
          need(v.may.indices[0] < size, "a member out of range");
        return;
      }
      case TypeKind::set: need(v.kind == outcome::ValueKind::set, "a value of another kind"); return;
      case TypeKind::text: need(v.kind == outcome::ValueKind::text, "a value of another kind"); return;
      case TypeKind::record:
      case TypeKind::list: need(false, "no record is a constant"); return;
      default: break;
    }
    if (!need(v.kind == outcome::ValueKind::number, "a value of another kind")) return;
    const bool inside =
        (e_.bounds.lo_unbounded || e_.bounds.lo <= v.interval.lo) && (e_.bounds.hi_unbounded || v.interval.hi <= e_.bounds.hi);
    need(inside, "a constant outside its bounds");
  }

  void field() {
    if (!arity(e_.op == Op::field ? 1 : 2)) return;
    const Field& f = p_.record(e_.record_type).fields[e_.field.value];
    need(is(arg(0), TypeKind::record) && arg(0).record == e_.record_type, "a field of another record");
    need(e_.type == f.type, "of another type than the field");
    if (f.computed.present()) need(f.computed.value < index_, "the expression of a computed field stands after its use");
    if (e_.op == Op::field) return;
    need(f.dated, "a day for a field that is not dated");
    need(is(arg(1), TypeKind::date), "a field is read on a date");
  }

  void series() {
    if (!arity(1)) return;
    const Series& s = p_.series[e_.series.value];
    need(e_.type == s.type, "of another type than the series");
    need(s.key != SeriesKey::year || is(arg(0), TypeKind::year), "a key of another kind");
    need(s.key == SeriesKey::year || is(arg(0), TypeKind::date), "a key of another kind");
  }

  void is_recorded() {
    result(TypeKind::boolean);
    if (!arity(1)) return;
    const Expr& access = p_.expr(e_.args[0]);
    if (need(access.op == Op::field || access.op == Op::field_on, "asks for the decision of what is no field")) {
      need(p_.record(access.record_type).fields[access.field.value].kind == FieldKind::decided,
           "asks for the decision of a field that is not decided");
    }
  }

  void logic() {
    switch (e_.op) {
      case Op::logical_and:
      case Op::logical_or:
        result(TypeKind::boolean);
        if (some()) all_args_are(e_.type);
        return;
      case Op::logical_not:
        result(TypeKind::boolean);
        if (arity(1)) all_args_are(e_.type);
        return;
      case Op::eq:
      case Op::ne:
      case Op::lt:
      case Op::le:
        result(TypeKind::boolean);
        if (arity(2)) need(is_number(arg(0).kind) && arg(0) == arg(1), "compares different types");
        return;
      case Op::same:
        result(TypeKind::boolean);
        if (!arity(2)) return;
        need(arg(0) == arg(1), "compares different types");
        need(is(arg(0), TypeKind::boolean) || is(arg(0), TypeKind::enumeration) || is(arg(0), TypeKind::record),
             "compares what has no identity");
        return;
      case Op::member:
      case Op::overlaps: return members();
      case Op::list_has:
        result(TypeKind::boolean);
        if (arity(2)) {
          need(is(arg(0), TypeKind::list) && is(arg(1), TypeKind::record) && arg(0).record == arg(1).record, "a record of another list");
        }
        return;
      default: return arithmetic();
    }
  }

  void members() {
    result(TypeKind::boolean);
    if (!arity(1)) return;
    if (!need(is(arg(0), e_.op == Op::member ? TypeKind::enumeration : TypeKind::set), "an operand of a wrong type")) return;
    const std::size_t size = p_.enumeration(arg(0).enumeration).members.size();
    need(!e_.members.empty() && ascending(e_.members), "members are listed once, ascending");
    for (const std::uint32_t m : e_.members) need(m < size, "a member out of range");
  }

  static bool adds(TypeKind kind) { return is_number(kind) && kind != TypeKind::date && kind != TypeKind::year; }

  void arithmetic() {
    switch (e_.op) {
      case Op::add:
      case Op::subtract:
        if (e_.op == Op::add ? some() : arity(2)) all_args_are(e_.type);
        need(adds(e_.type.kind), "a type that does not add");
        return;
      case Op::lower:
      case Op::higher:
        if (some()) all_args_are(e_.type);
        need(is_number(e_.type.kind), "numbers are required");
        return;
      case Op::multiply:
        if (arity(2)) need(multiplies(arg(0), arg(1)) || multiplies(arg(1), arg(0)), "types that do not multiply");
        return;
      case Op::ratio_of: return ratio();
      case Op::rounded:
        if (arity(1)) all_args_are(e_.type);
        need(adds(e_.type.kind), "rounds what is no quantity");
        need(e_.step.sign() > 0, "a step of rounding that is not positive");
        return;
      default: return calendar();
    }
  }

  // The divisor is a positive constant, so that every executor divides by a literal.
  void ratio() {
    result(TypeKind::ratio);
    if (!arity(2)) return;
    need(adds(arg(0).kind) && arg(0) == arg(1), "quantities of two types");
    const Expr& divisor = p_.expr(e_.args[1]);
    need(divisor.op == Op::constant && divisor.value.interval.lo.sign() > 0, "a divisor that is no positive constant");
  }

  // 金额 × 比率, 金额 × 数, 比率 × 比率, 数 × 比率.
  bool multiplies(const Type& a, const Type& b) const {
    if (b.kind == TypeKind::ratio) return adds(a.kind) && e_.type == a;
    return b.kind == TypeKind::count && a.kind == TypeKind::money && e_.type == a;
  }

  void signature(std::initializer_list<TypeKind> kinds, TypeKind out) {
    result(out);
    if (!arity(kinds.size())) return;
    std::size_t i = 0;
    for (const TypeKind kind : kinds) need(is(arg(i++), kind), "an operand of a wrong type");
  }

  void calendar() {
    switch (e_.op) {
      case Op::year_of: return signature({TypeKind::date}, TypeKind::year);
      case Op::year_start:
      case Op::year_end: return signature({TypeKind::year}, TypeKind::date);
      case Op::add_months: return signature({TypeKind::date, TypeKind::months}, TypeKind::date);
      case Op::add_days: return signature({TypeKind::date, TypeKind::days}, TypeKind::date);
      case Op::days_between: return signature({TypeKind::date, TypeKind::date}, TypeKind::days);
      case Op::shift_year:
        result(TypeKind::year);
        if (arity(2)) need(is(arg(0), TypeKind::year) && is_number(arg(1).kind), "an operand of a wrong type");
        return;
      default: return choice();
    }
  }

  void choice() {
    switch (e_.op) {
      case Op::choose:
        if (!arity(3)) return;
        need(is(arg(0), TypeKind::boolean), "a condition that is no bool");
        value_is(e_.args[1]);
        value_is(e_.args[2]);
        return;
      case Op::tiers: return tiers();
      case Op::match: return match();
      case Op::cases:
        arity(0);
        for (const CaseRow& row : e_.cases) {
          need(is(p_.expr(row.condition).type, TypeKind::boolean), "a condition that is no bool");
          value_is(row.value);
        }
        if (e_.otherwise.present()) value_is(e_.otherwise);
        need(e_.otherwise.present() || is_number(e_.type.kind), "only sums may be silent on what remains");
        return;
      case Op::reading:
        need(e_.args.size() == p_.readings[e_.reading.value].alternatives.size(), "one operand per alternative");
        all_args_are(e_.type);
        return;
      default: return aggregate();
    }
  }

  void tiers() {
    need(is_number(e_.type.kind), "below the lowest row stands 0: a number is required");
    if (!arity(1)) return;
    need(is_number(arg(0).kind), "tiers of what is no number");
    for (const TierRow& row : e_.tiers) {
      need(row.comparison == Op::le || row.comparison == Op::lt || row.comparison == Op::eq, "a sign that tiers do not have");
      need(p_.expr(row.bound).type == arg(0), "a bound of another type than the subject");
      const Bounds& bound = p_.expr(row.bound).bounds;
      need(!bound.lo_unbounded && !bound.hi_unbounded && bound.lo == bound.hi, "a bound that varies");
      value_is(row.value);
    }
  }

  void match() {
    if (!some()) return;
    need(is_number(e_.type.kind) || lists_everything(), "what no row lists has 0: a number, or a row for everything, is required");
    for (std::size_t i = 0; i < e_.args.size(); ++i) need(is(arg(i), TypeKind::enumeration), "a subject that is no enumeration");
    for (const MatchRow& row : e_.matches) {
      value_is(row.value);
      if (!need(row.members.size() == e_.args.size(), "one member per subject")) continue;
      for (std::size_t i = 0; i < row.members.size(); ++i) {
        if (is(arg(i), TypeKind::enumeration))
          need(row.members[i] < p_.enumeration(arg(i).enumeration).members.size(), "a member out of range");
      }
    }
  }

  // Rows differ, so a full table has as many as there are combinations.
  bool lists_everything() const {
    std::set<std::vector<std::uint32_t>> rows;
    for (const MatchRow& row : e_.matches) rows.insert(row.members);
    std::size_t combinations = 1;
    for (const ExprId arg : e_.args) {
      const Type& subject = p_.expr(arg).type;
      if (!is(subject, TypeKind::enumeration)) return false;
      combinations *= p_.enumeration(subject.enumeration).members.size();
      if (combinations > rows.size()) return false;
    }
    return rows.size() == combinations;
  }

  void aggregate() {
    if (e_.op == Op::statistic) {
      if (!arity(3)) return;
      need(is(arg(0), TypeKind::record) && is(arg(1), TypeKind::year), "an operand of a wrong type");
      need(is_number(e_.type.kind) && arg(2) == e_.type, "a value of another type than the result");
      return;
    }
    if (!e_.range) return;
    range(*e_.range);
    switch (e_.op) {
      case Op::count:
        arity(0);
        result(TypeKind::count);
        return;
      case Op::exists:
        arity(0);
        result(TypeKind::boolean);
        return;
      case Op::every:
        result(TypeKind::boolean);
        if (arity(1)) all_args_are(e_.type);
        return;
      default:
        if (arity(1)) all_args_are(e_.type);
        need(e_.op == Op::sum ? adds(e_.type.kind) : is_number(e_.type.kind), "a type that has no such aggregate");
    }
  }

  void range(const Range& r) {
    const RecordType& record = p_.record(r.record);
    need(p_.binder_record[r.binder.value] == r.record, "the binder of a range stands for its record");
    const bool whole = !r.holder.present() && !r.relation.present() && !r.owner.present();
    const bool held = r.holder.present() && r.relation.present() && r.owner.present();
    need(whole || held, "holder, relation and owner go together");
    if (held) {
      const Type& holder = record.fields[r.holder.value].type;
      const Type& owner = p_.expr(r.owner).type;
      need((is(holder, TypeKind::record) || is(holder, TypeKind::list)) && is(owner, TypeKind::record) && holder.record == owner.record,
           "the holder names records of the owner's type");
      const Field& relation = record.fields[r.relation.value];
      need(relation.kind != FieldKind::computed, "a relation is observed");
      need((is(relation.type, TypeKind::record) || is(relation.type, TypeKind::list)) && relation.type.record == holder.record,
           "a relation names records of the owner's type");
    }
    if (r.where.present()) need(is(p_.expr(r.where).type, TypeKind::boolean), "a filter that is no bool");
    if (r.distinct.present()) need(e_.op == Op::count, "only a count has a key of distinct rows");
  }

  const Program& p_;
  const Expr& e_;
  std::size_t index_;
  Breaches& b_;
  std::string where_;
};

}  // namespace

void verify_expressions(const Program& program, const std::vector<bool>& reached, Breaches& breaches) {
  for (std::size_t i = 0; i < program.exprs.size(); ++i) {
    if (reached[i]) ExpressionCheck(program, breaches, i).run();
  }
}

}  // namespace zhidui::ir
