// Why a condition holds or not: the atomic conditions that decided it, in words.
#include <algorithm>
#include <utility>

#include "base/must.h"
#include "report/explain.h"

namespace zhidui::report {

using ir::Expr;
using ir::ExprId;
using ir::Op;
using outcome::Value;

namespace {

void append(std::vector<Check>& out, std::vector<Check> more) {
  for (Check& check : more) {
    const bool said = std::any_of(out.begin(), out.end(), [&](const Check& c) { return c.words == check.words && c.found == check.found; });
    if (!said) out.push_back(std::move(check));
  }
}

// What was found for the operands of an atomic condition; literals say nothing.
Wording found_words(Explaining& in, ExprId id, std::uint32_t node) {
  const Expr& expr = in.program().expr(id);
  const auto operand_text = [&](std::size_t i) { return in.value_text(expr.args[i], in.below(node, expr.args[i])); };
  switch (expr.op) {
    case Op::eq:
    case Op::ne:
    case Op::lt:
    case Op::le:
    case Op::same:
    case Op::list_has: {
      std::vector<ExprId> told;
      for (ExprId arg : expr.args) {
        const Op op = in.program().expr(arg).op;
        if (op != Op::constant && op != Op::subject) told.push_back(arg);
      }
      if (told.size() == 1) {
        const std::uint32_t child = in.below(node, told[0]);
        const auto value = in.value(told[0], child);
        const bool sum = value && value->single() && in.program().expr(told[0]).type.kind == ir::TypeKind::money;
        Wording words = in.value_text(told[0], child);
        return sum ? like_threshold(in, expr, value->interval.lo, std::move(words)) : words;
      }
      std::vector<Wording> parts;
      for (ExprId arg : told) parts.push_back(in.operand(arg, in.below(node, arg)));
      return joined(parts, Sentence::list_comma);
    }
    case Op::member:
    case Op::overlaps: return operand_text(0);
    case Op::logical_not: return found_words(in, expr.args[0], in.below(node, expr.args[0]));
    case Op::exists:
    case Op::count: {
      const outcome::TraceNode* traced = in.node(node);
      if (!traced) return {};
      std::vector<Wording> titles;
      for (std::size_t i = 0; i < traced->certain_members; ++i) titles.push_back(record_title(in.view, traced->members[i]));
      if (!titles.empty()) return joined_shortly(titles, Sentence::list_comma, 3);
      if (traced->value.is_true()) return {};
      // What is said of the records is what makes "none" certain, or leaves it open.
      const ir::Range& range = base::must(expr.range);
      const Wording complete = completeness(in.view, range, in.owner_of(range, node));
      return complete.empty() ? say(Sentence::not_said_complete) : complete;
    }
    default: return in.value_text(id, node);
  }
}

// The distance of a comparison that fails: "差 100,000 元".
Wording distance_words(Explaining& in, ExprId id, std::uint32_t node, bool wanted) {
  const Expr& expr = in.program().expr(id);
  if (!wanted || (expr.op != Op::le && expr.op != Op::lt)) return {};
  const auto left = in.value(expr.args[0], in.below(node, expr.args[0]));
  const auto right = in.value(expr.args[1], in.below(node, expr.args[1]));
  if (!left || !right || !left->single() || !right->single()) return {};
  const ir::Type& type = in.program().expr(expr.args[0]).type;
  if (type.kind == ir::TypeKind::year) return {};
  const base::Rational gap = left->interval.lo - right->interval.lo;
  if (gap.sign() < 0 || (expr.op == Op::le && gap.sign() == 0)) return {};
  const bool dates = type.kind == ir::TypeKind::date;
  const ir::Type unit{dates ? ir::TypeKind::days : type.kind, type.unit, {}, {}};
  const bool raise = is_literal(in.program(), expr.args[0]);  // 300万元 ≤ x: x is too small
  const Sentence sentence = expr.op == Op::lt && gap.sign() == 0 ? Sentence::just_at_limit : raise ? Sentence::short_by : Sentence::over_by;
  Wording words = number_words(in.program(), unit, gap);
  if (type.kind == ir::TypeKind::money) words = like_threshold(in, expr, gap, std::move(words));
  return say(sentence, {words});
}

class Visitor {
 public:
  explicit Visitor(Explaining& in) : in_(in) {}

  std::vector<Check> visit(ExprId id, std::uint32_t node, bool wanted) {
    const Expr& expr = in_.program().expr(id);
    const Naming outside = naming_;
    if (!expr.label.empty() && !source_of(expr.label).empty()) naming_ = defined(expr.label);
    std::vector<Check> out = within(expr, id, node, wanted);
    // A test of a definition that another document gives is told with that document.
    const bool bare = out.size() == 1 && out.front().depth == 0 && !naming_.source.empty() && outside.source.empty();
    if (bare) {
      for (Wording* words : {&out.front().words, &out.front().plain}) *words = say(Sentence::by_source, {*words, verbatim(naming_.source)});
    }
    naming_ = outside;
    return out;
  }

 private:
  struct Naming {
    Wording name;        // the definition that is being told, with the case that applies
    Wording row;         // that case
    std::string source;  // where it comes from
  };

  // The statute of a definition is told with the clauses.
  Naming defined(const std::string& name) {
    const auto known = [&](const Definition& each) { return each.name.zh == name; };
    if (std::none_of(in_.definitions.begin(), in_.definitions.end(), known))
      in_.definitions.push_back({verbatim(name), source_of(name), {}});
    return {verbatim(name), {}, source_of(name)};
  }

  std::string source_of(const std::string& name) const {
    for (const ir::Origin& origin : in_.program().origins) {
      if (origin.name == name && !origin.source.empty()) return origin.source;
    }
    return {};
  }

  std::vector<Check> within(const Expr& expr, ExprId id, std::uint32_t node, bool wanted) {
    switch (expr.op) {
      case Op::logical_not: {
        const Op inner = in_.program().expr(expr.args[0]).op;
        if (!ir::is_connective(inner)) return {check_of(in_, id, node, wanted)};
        return visit(expr.args[0], in_.below(node, expr.args[0]), !wanted);
      }
      case Op::logical_and:
      case Op::logical_or: return operands(expr, node, wanted);
      case Op::choose: return branch(expr, node, wanted);
      case Op::reading: return reading(expr, node, wanted);
      case Op::cases: return cases(expr, node, wanted);
      default: return {check_of(in_, id, node, wanted)};
    }
  }

  Mark mark(ExprId id, std::uint32_t node, bool wanted) {
    const auto value = in_.value(id, node);
    return value ? mark_of(*value, wanted) : Mark::open;
  }

  // The author sees every operand of his own line; of a definition only what decided.
  std::vector<Check> operands(const Expr& expr, std::uint32_t node, bool wanted) {
    const bool all_needed = (expr.op == Op::logical_and) == wanted;
    const ExprId self{static_cast<std::uint32_t>(&expr - in_.program().exprs.data())};
    const Mark whole = mark(self, node, wanted);
    // Of alternatives the reader has to see that one of them is enough; of a definition's list, that all are needed.
    if (!all_needed || !naming_.source.empty()) return alternatives(expr, node, wanted, whole, !all_needed);
    std::vector<Check> out;
    for (ExprId arg : expr.args) {
      const std::uint32_t child = in_.below(node, arg);
      const Mark part = mark(arg, child, wanted);
      const bool decides = part == whole;
      const bool own = in_.own(arg);
      const bool shown = all_needed ? own || decides : decides || (own && whole == Mark::fails);
      if (shown) append(out, visit(arg, child, wanted));
    }
    return out;
  }

  // One of several alternatives that asks for several things: they stand below a line of their own.
  static std::vector<Check> one_way(std::vector<Check> parts, Mark whole) {
    Check head;
    head.mark = whole;
    std::vector<Wording> asked;
    for (Check& check : parts) {
      if (check.depth == 0) asked.push_back(check.needed.empty() ? check.plain : check.needed);
      ++check.depth;
    }
    head.words = say(Sentence::every_alternative, {verbatim(std::to_string(asked.size()))});
    head.plain = head.needed = joined(asked, Sentence::and_between);
    for (const Check& check : parts) {
      head.facts.insert(head.facts.end(), check.facts.begin(), check.facts.end());
      head.rows.insert(head.rows.end(), check.rows.begin(), check.rows.end());
    }
    parts.insert(parts.begin(), std::move(head));
    return parts;
  }

  std::vector<Check> alternatives(const Expr& expr, std::uint32_t node, bool wanted, Mark whole, bool any) {
    const Naming naming = std::exchange(naming_, {});
    Check head;
    head.mark = whole;
    head.any = any;
    head.site = static_cast<std::uint32_t>(&expr - in_.program().exprs.data());
    const Wording many = verbatim(std::to_string(expr.args.size()));
    const Sentence any_of = !any ? Sentence::all_are_needed : whole == Mark::fails ? Sentence::none_suffices : Sentence::any_suffices;
    head.words =
        naming.name.empty() ? say(any ? Sentence::any_alternative : Sentence::every_alternative, {many}) : say(any_of, {naming.name, many});
    if (!naming.source.empty()) head.words = say(Sentence::by_source, {head.words, verbatim(naming.source)});
    head.plain = head.words;
    std::vector<Check> out{head};
    std::vector<Wording> members;
    for (ExprId arg : expr.args) {
      std::vector<Check> part = visit(arg, in_.below(node, arg), wanted);
      const auto parts = std::count_if(part.begin(), part.end(), [](const Check& check) { return check.depth == 0; });
      if (any && parts > 1) part = one_way(part, mark(arg, in_.below(node, arg), wanted));
      for (Check& check : part) {
        if (check.depth == 0) members.push_back(check.needed.empty() ? check.plain : check.needed);
        ++check.depth;
        out.front().facts.insert(out.front().facts.end(), check.facts.begin(), check.facts.end());
        out.front().rows.insert(out.front().rows.end(), check.rows.begin(), check.rows.end());
        out.push_back(std::move(check));
      }
    }
    out.front().needed = joined(members, any ? Sentence::or_between_conditions : Sentence::and_between);
    for (Definition& each : in_.definitions) {
      if (naming.source.empty() || each.source != naming.source || !naming.name.zh.starts_with(each.name.zh)) continue;
      const Wording& asked = out.front().needed;
      each.row = naming.row.empty() ? say(Sentence::definition_rule, {asked}) : say(Sentence::definition_row, {naming.row, asked});
    }
    naming_ = naming;
    return out;
  }

  // A constant result is decided by the guard alone; then the guard is shown as it turned out.
  Check guard(ExprId id, std::uint32_t node, bool turned_out, Mark result) {
    Check check = check_of(in_, id, node, turned_out);
    check.mark = result;
    check.distance = {};
    return check;
  }

  static Mark constant_mark(const Expr& expr, bool wanted) { return mark_of(expr.value, wanted); }

  std::vector<Check> branch(const Expr& expr, std::uint32_t node, bool wanted) {
    const ExprId condition = expr.args[0];
    const std::uint32_t child = in_.below(node, condition);
    const auto value = in_.value(condition, child);
    std::vector<Check> out;
    if (!value || !value->single()) {
      append(out, visit(condition, child, true));
      for (std::size_t i : {1, 2}) {
        if (in_.program().expr(expr.args[i]).op == Op::constant) continue;
        append(out, visit(expr.args[i], in_.below(node, expr.args[i]), wanted));
      }
      return out;
    }
    const ExprId taken = expr.args[value->is_true() ? 1 : 2];
    const Expr& result = in_.program().expr(taken);
    if (result.op == Op::constant) {
      return {guard(condition, child, value->is_true(), constant_mark(result, wanted))};
    }
    out = led_by(condition, child, visit(taken, in_.below(node, taken), wanted));
    // On the other way the reading is not asked.
    const Expr& other = in_.program().expr(expr.args[value->is_true() ? 2 : 1]);
    const bool spared = result.op == Op::reading && other.op == Op::constant && constant_mark(other, wanted) == Mark::holds;
    if (spared && !out.empty()) out.front().spared = contrary(condition, !value->is_true());
    return out;
  }

  // What would have to hold instead; of an enumeration the members that are left.
  Wording contrary(ExprId id, bool wanted) const {
    const Expr& expr = in_.program().expr(id);
    const bool member = !wanted && expr.op == Op::same && expr.args.size() == 2 && is_literal(in_.program(), expr.args[1]) &&
                        in_.program().expr(expr.args[1]).type.kind == ir::TypeKind::enumeration;
    if (!member) return plain_condition(in_.view, id, wanted);
    const Expr& literal = in_.program().expr(expr.args[1]);
    const ir::Enumeration& enumeration = in_.program().enumeration(literal.type.enumeration);
    std::vector<Wording> others;
    for (std::uint32_t i = 0; i < enumeration.members.size(); ++i) {
      const auto& taken = literal.value.may.indices;
      if (std::find(taken.begin(), taken.end(), i) == taken.end()) others.push_back(name_words(enumeration.members[i].name));
    }
    constexpr std::size_t kMostOthers = 6;
    if (others.empty() || others.size() > kMostOthers) return plain_condition(in_.view, id, wanted);
    return say(Sentence::field_is, {operand_phrase(in_.view, expr.args[0]), joined(others, Sentence::or_between)});
  }

  std::vector<Check> reading(const Expr& expr, std::uint32_t node, bool wanted) {
    in_.readings_passed.insert(expr.reading.value);
    const ir::Reading& reading = in_.program().readings[expr.reading.value];
    const auto taken = in_.alternative(expr.reading);
    if (taken && in_.program().expr(expr.args[*taken]).op != Op::constant) {
      const ExprId arg = expr.args[*taken];
      return visit(arg, in_.below(node, arg), wanted);
    }
    Check check;
    check.site = static_cast<std::uint32_t>(&expr - in_.program().exprs.data());
    if (taken) {
      const ir::Alternative& alternative = reading.alternatives[*taken];
      check.words = say(Sentence::reading_says, {verbatim(reading.code), label_words(alternative.label), verbatim(alternative.meaning)});
      check.plain = check.words;
      check.mark = constant_mark(in_.program().expr(expr.args[*taken]), wanted);
      return {check};
    }
    check.mark = mark(ExprId{check.site}, node, wanted);
    check.words = say(check.mark == Mark::open ? Sentence::reading_undecided : Sentence::reading_undecided_same,
                      {verbatim(reading.code), verbatim(reading.question)});
    check.plain = check.words;
    std::vector<Check> out{check};
    for (ExprId arg : expr.args) {
      if (in_.program().expr(arg).op == Op::constant) continue;
      append(out, visit(arg, in_.below(node, arg), wanted));
    }
    return out;
  }

  std::vector<Check> cases(const Expr& expr, std::uint32_t node, bool wanted) {
    std::vector<Check> out;
    std::optional<std::size_t> reached;
    bool undecided = false;
    for (std::size_t i = 0; i < expr.cases.size() && !reached; ++i) {
      const std::uint32_t child = in_.below(node, expr.cases[i].condition);
      const auto value = in_.value(expr.cases[i].condition, child);
      if (value && value->is_true()) reached = i;
      const bool open = !value || !value->single();
      if (open) append(out, visit(expr.cases[i].condition, child, true));
      undecided = undecided || open;
    }
    if (!reached && undecided) return is_table(expr) ? std::vector<Check>{depends(expr, node)} : out;
    if (!reached && expr.otherwise.present() && in_.program().expr(expr.otherwise).op != Op::constant) {
      out = visit(expr.otherwise, in_.below(node, expr.otherwise), wanted);
      for (const ir::CaseRow& row : expr.cases) out = led_by(row.condition, in_.below(node, row.condition), std::move(out));
      return out;
    }
    if (!reached) return {none_applies(expr, node, wanted)};
    const ir::CaseRow& row = expr.cases[*reached];
    const std::uint32_t child = in_.below(node, row.condition);
    const Expr& result = in_.program().expr(row.value);
    if (result.op == Op::constant) {
      append(out, {guard(row.condition, child, true, constant_mark(result, wanted))});
      return out;
    }
    if (!naming_.name.empty()) {
      naming_.row = plain_condition(in_.view, row.condition, true);
      naming_.name = say(Sentence::for_case, {naming_.name, naming_.row});
    }
    append(out, led_by(row.condition, child, visit(row.value, in_.below(node, row.value), wanted)));
    return out;
  }

  // What led to a case is among the facts of what is asked there.
  std::vector<Check> led_by(ExprId guard, std::uint32_t node, std::vector<Check> checks) {
    in_.facts_used.clear();
    in_.use_facts(guard, node);
    if (!checks.empty()) checks.front().facts.insert(checks.front().facts.begin(), in_.facts_used.begin(), in_.facts_used.end());
    return checks;
  }

  // Do all rows ask for the same operand? Then what is not known about it is said once.
  bool is_table(const Expr& expr) const {
    const auto subject = [&](const ir::CaseRow& row) {
      const Expr& condition = in_.program().expr(row.condition);
      const bool asks = condition.op == Op::same || condition.op == Op::member || condition.op == Op::eq;
      return asks ? composed_phrase(in_.view, condition.args[0]) : Wording{};
    };
    const Wording first = subject(expr.cases.front());
    return !first.empty() &&
           std::all_of(expr.cases.begin(), expr.cases.end(), [&](const ir::CaseRow& row) { return subject(row) == first; });
  }

  Check depends(const Expr& expr, std::uint32_t node) {
    const ExprId condition = expr.cases.front().condition;
    const ExprId subject = in_.program().expr(condition).args[0];
    const std::uint32_t child = in_.below(in_.below(node, condition), subject);
    Check check;
    check.mark = Mark::open;
    check.site = static_cast<std::uint32_t>(&expr - in_.program().exprs.data());
    check.words = say(Sentence::depends_on, {composed_phrase(in_.view, subject)});
    check.plain = check.words;
    check.found = in_.value_text(subject, child);
    in_.facts_used.clear();
    in_.rows_used.clear();
    in_.use_facts(subject, child);
    check.facts = in_.facts_used;
    check.rows = in_.rows_used;
    return check;
  }

  Check none_applies(const Expr& expr, std::uint32_t node, bool wanted) {
    Check check;
    std::vector<Wording> rows, found;
    for (const ir::CaseRow& row : expr.cases) {
      const std::uint32_t child = in_.below(node, row.condition);
      rows.push_back(plain_condition(in_.view, row.condition, true));
      const Check tested = check_of(in_, row.condition, child, true);
      check.facts.insert(check.facts.end(), tested.facts.begin(), tested.facts.end());
      check.rows.insert(check.rows.end(), tested.rows.begin(), tested.rows.end());
      const Wording value = tested.found;
      if (!value.empty() && std::find(found.begin(), found.end(), value) == found.end()) found.push_back(value);
    }
    check.site = static_cast<std::uint32_t>(&expr - in_.program().exprs.data());
    const Wording listed = joined_shortly(rows, Sentence::list_semicolon, 4);
    check.words = check.plain = say(Sentence::no_case_applies, {listed});
    check.needed = say(Sentence::one_of_cases, {listed});
    check.found = joined(found, Sentence::list_comma);
    const bool constant = expr.otherwise.present() && in_.program().expr(expr.otherwise).op == Op::constant;
    check.mark = constant ? constant_mark(in_.program().expr(expr.otherwise), wanted) : mark(ExprId{check.site}, node, wanted);
    return check;
  }

  Explaining& in_;
  Naming naming_;
};

// Named by the author, by the definition it uses, or by what is asked.
Wording label_of(const Explaining& in, const ir::Condition& condition) {
  const bool reading = in.program().expr(condition.value).op == Op::reading;
  if (condition.label.empty()) return reading ? composed_phrase(in.view, condition.value) : operand_phrase(in.view, condition.value);
  return in.quoted(condition.label, condition.clauses.empty() ? in.measure().clauses : condition.clauses);
}

void explain_condition(Explaining& in, const outcome::ConditionResult& result) {
  const bool subject = result.stage == outcome::Stage::subject;
  const auto& list = subject ? in.measure().subjects : in.measure().conditions;
  if (result.condition >= list.size()) return;
  const ir::Condition& condition = list[result.condition];
  Condition out;
  out.stage = result.stage;
  out.index = result.condition;
  out.excluded = condition.excluded;
  out.mark = mark_of(result.value, true);
  in.home = condition.span;
  in.definitions.clear();
  in.readings_passed.clear();
  out.label = label_of(in, condition);
  const Expr& asked = in.program().expr(condition.value);
  out.named = !condition.label.empty() || !asked.label.empty() || asked.op == Op::reading;
  out.checks = checks_of(in, condition.value, result.trace, !condition.excluded);
  out.definitions = in.definitions;
  out.readings.assign(in.readings_passed.begin(), in.readings_passed.end());
  for (ir::ClauseId clause : condition.clauses) out.quotations.push_back(quotation_of(in.view, clause, {}));
  if (out.listed()) {
    for (std::size_t row : out.checks.front().rows) in.out.rows[row].list_name = out.label;
  }
  in.out.conditions.push_back(std::move(out));
}

}  // namespace

Wording like_threshold(const Explaining& in, const Expr& comparison, const base::Rational& fen, Wording plain) {
  constexpr std::size_t kMostDecimals = 4;
  for (ExprId arg : comparison.args) {
    const Expr& literal = in.program().expr(arg);
    if (literal.op != Op::constant || literal.type.kind != ir::TypeKind::money) continue;
    const std::string written = source_line(in.view, literal.span);
    using Unit = std::pair<const char*, std::int64_t>;
    for (const auto& [unit, size] : {Unit{"亿元", 10'000'000'000}, Unit{"万元", 1'000'000}}) {
      if (!written.ends_with(unit)) continue;
      const std::string number = grouped_number(fen / base::Rational(size));
      const std::size_t point = number.find('.');
      const bool exact = number.find('/') == std::string::npos;
      if (exact && (point == std::string::npos || number.size() - point - 1 <= kMostDecimals)) plain.zh = number + unit;
      return plain;
    }
  }
  return plain;
}

Mark mark_of(const Value& value, bool wanted) {
  if (!value.single()) return Mark::open;
  return value.is_true() == wanted ? Mark::holds : Mark::fails;
}

std::string_view mark_id(Mark mark) {
  switch (mark) {
    case Mark::holds: return "holds";
    case Mark::fails: return "fails";
    case Mark::open: return "open";
  }
  return {};
}

namespace {

// 是, 晋城市市场监督管理局 2025-01-20 认定; of what follows from records, what was found there.
Wording vouched_words(const Explaining& in, const Check& check) {
  std::vector<Wording> parts;
  for (std::size_t i : check.rows) {
    const RowsUse& use = in.out.rows[i];
    if (!use.exists || !use.possible.empty()) continue;
    const Wording found = use.certain.empty() ? say(Sentence::exists_none, {use.briefly}) : use.members;
    parts.push_back(joined({found, use.certain.empty() ? use.completeness : Wording{}}, Sentence::then));
  }
  if (check.facts.size() == 1 && check.rows.empty()) {
    const FactUse& use = in.out.facts[check.facts.front()];
    Wording source = use.source;
    // Of a lasting state of the applicant that was decided after the fact nothing says from which day it counts.
    const outcome::Value& day = in.claim().fact_date;
    const bool late =
        use.decided_on && use.record == in.claim().subject && day.single() && day.interval.hi < base::Rational(use.decided_on->days);
    if (late) source = say(Sentence::decided_after_fact, {source, in.out.fact_date});
    parts.push_back(joined({use.value, source}, Sentence::then));
  }
  return joined(parts, Sentence::list_semicolon);
}

// That there is none is told as it is; what is wanted stands for the repair.
void tell_absence(const Explaining& in, ExprId id, Check& check) {
  check.needed = std::exchange(check.plain, plain_condition(in.view, id, false));
  if (check.rows.size() != 1) return;
  const RowsUse& use = in.out.rows[check.rows.front()];
  if (use.held == 0) return;
  const Wording none_fits = say(Sentence::rows_none_fit, {use.on_record});
  check.found =
      joined({none_fits, use.completeness.empty() ? say(Sentence::not_said_complete) : use.completeness}, Sentence::list_semicolon);
}

}  // namespace

Check check_of(Explaining& in, ExprId id, std::uint32_t node, bool wanted) {
  Check check;
  check.site = id.value;
  const auto value = in.value(id, node);
  check.mark = value ? mark_of(*value, wanted) : Mark::open;
  // What must not be there is told as it is where it is there.
  const bool there = !wanted && check.mark == Mark::fails;
  check.words = wanted || there ? in.words(id) : negated_phrase(in.view, id);
  const Expr& expr = in.program().expr(id);
  // A definition that the author calls by its name keeps it.
  const bool called = !expr.label.empty() && in.own(id) && wanted;
  check.plain = called ? verbatim(expr.label) : plain_condition(in.view, id, wanted || there);
  // The author's own words where they read as language; a call, a negation or a search is told as a sentence.
  const bool formal =
      check.words.zh.find('(') != std::string::npos || check.words.zh.starts_with("非 ") || check.words.zh.starts_with("存在 ");
  if (formal) check.words = check.plain;
  const Expr& asked = expr.op == Op::logical_not ? in.program().expr(expr.args[0]) : expr;
  check.exists = asked.op == Op::exists;
  // An equality with a literal that holds, or a yes-or-no that is yes, says itself.
  const bool said =
      check.mark == Mark::holds && (expr.op == Op::same || expr.op == Op::eq || expr.op == Op::field || expr.op == Op::field_on);
  if (!said) check.found = found_words(in, id, node);
  if (check.mark == Mark::fails && ir::is_comparison(expr.op)) check.distance = distance_words(in, id, node, wanted);
  for (ExprId arg : expr.args) {
    if (in.program().expr(arg).type.kind != ir::TypeKind::enumeration) in.add_term(arg);
  }
  in.facts_used.clear();
  in.rows_used.clear();
  in.use_facts(id, node);
  check.facts = in.facts_used;
  check.rows = in.rows_used;
  if (check.exists && wanted && check.mark == Mark::fails) tell_absence(in, id, check);
  // A yes-or-no that is yes is told by who says so.
  const bool yes =
      check.mark == Mark::holds && expr.type.kind == ir::TypeKind::boolean && (expr.op == Op::field || expr.op == Op::field_on);
  if (yes) check.found = vouched_words(in, check);
  return check;
}

std::vector<Check> checks_of(Explaining& in, ExprId id, std::uint32_t node, bool wanted) { return Visitor(in).visit(id, node, wanted); }

void explain_conditions(Explaining& in) {
  for (const outcome::ConditionResult& result : in.claim().conditions) explain_condition(in, result);
}

}  // namespace zhidui::report
