// How the sum of a claim came about: an equation a line, from the sum down to what was read.
#include <algorithm>
#include <optional>
#include <utility>

#include "base/must.h"
#include "report/explain.h"

namespace zhidui::report {

using base::Rational;
using ir::Expr;
using ir::ExprId;
using ir::Op;
using outcome::Value;

namespace {

constexpr std::size_t kMostLines = 16;

class Derivation {
 public:
  explicit Derivation(Explaining& in) : in_(in) {}

  void of(ExprId id, std::uint32_t node, const Wording& name) {
    if (lines_ >= kMostLines || !seen_.insert(id.value).second) return;
    const Expr& expr = in_.program().expr(id);
    switch (expr.op) {
      case Op::reading: return reading(expr, id, node, name);
      case Op::rounded: return rounded(expr, id, node, name);
      case Op::choose: return choose(expr, node, name);
      case Op::tiers: return tiers(expr, id, node, name);
      case Op::match: return match(expr, id, node, name);
      case Op::cases: return cases(expr, id, node, name);
      case Op::add: return equation(expr, id, node, name, Sentence::plus);
      case Op::subtract: return equation(expr, id, node, name, Sentence::minus);
      case Op::multiply: return equation(expr, id, node, name, Sentence::times);
      case Op::ratio_of: return equation(expr, id, node, name, Sentence::divided_by);
      case Op::lower: return equation(expr, id, node, name, Sentence::lower_of);
      case Op::higher:
        if (const ExprId above = above_zero(expr, node); above.present()) return of(above, in_.below(node, above), name);
        return equation(expr, id, node, name, Sentence::higher_of);
      case Op::constant: in_.add_term(id); return line(name, say(Sentence::stated_sum, {in_.value_text(id, node)}));
      default: return leaf(id, node, name);
    }
  }

 private:
  // "费用总额 = …" below the first line; the first line is the sum itself.
  void line(const Wording& name, const Wording& words) {
    const Wording notes = joined(notes_, Sentence::list_semicolon);
    notes_.clear();
    Wording all = name.empty() ? words : say(Sentence::name_equals, {name, words});
    all = joined({all, std::exchange(rounding_, {})}, Sentence::then);
    if (!notes.empty()) all = say(Sentence::with_note, {all, notes});
    in_.out.amount.push_back(std::move(all));
    ++lines_;
  }

  Wording name_of(ExprId id) const {
    const Expr& expr = in_.program().expr(id);
    return expr.label.empty() ? composed_phrase(in_.view, id) : verbatim(expr.label);
  }

  // What an operand is made of is told below, unless it is a plain fact or a literal.
  void operands(const std::vector<ExprId>& ids, std::uint32_t node) {
    for (ExprId id : ids) {
      const Expr& expr = in_.program().expr(id);
      const std::uint32_t child = in_.below(node, id);
      if (expr.op == Op::constant) in_.add_term(id);
      const bool plain = expr.op == Op::constant || expr.op == Op::field || expr.op == Op::field_on;
      if (plain) in_.use_facts(id, child);
      else of(id, child, name_of(id));
    }
  }

  void leaf(ExprId id, std::uint32_t node, const Wording& name) {
    in_.use_facts(id, node);
    const Expr& expr = in_.program().expr(id);
    const Wording value = in_.value_text(id, node);
    if (expr.op == Op::count || expr.op == Op::sum || expr.op == Op::statistic) return rows(expr, id, node, name, value);
    line(name, name_of(id) == name ? value : in_.operand(id, node));
  }

  void rows(const Expr& expr, ExprId id, std::uint32_t node, const Wording& name, const Wording& value) {
    const Wording words = composed_phrase(in_.view, id);
    const outcome::TraceNode* traced = in_.node(node);
    const Wording subject = name.empty() || name == words ? words : name;
    if (expr.op == Op::statistic) {
      const std::uint32_t child = in_.below(node, expr.args[2]);
      const outcome::TraceNode* counted = in_.node(child);
      const bool stated = traced && counted && !(traced->value == counted->value);
      if (stated) return by_statement(expr, node, subject, value);
      return line(subject, say(Sentence::by_records, {value, composed_phrase(in_.view, expr.args[2])}));
    }
    line(subject, subject == words ? value : say(Sentence::by_records, {value, words}));
  }

  // The statement that gave the number: who made it, when, for which year.
  void by_statement(const Expr& expr, std::uint32_t node, const Wording& subject, const Wording& value) {
    const facts::Total* found = in_.statement_of(expr, node);
    for (RowsUse& use : in_.out.rows) use.set_aside = use.set_aside || use.site == expr.args[2].value;
    const std::string source = found ? found->provenance.source : in_.node(node)->note;
    const Wording who = source.empty() ? say(Sentence::source_not_stated) : verbatim(source);
    const bool dated = found && found->provenance.recorded_on;
    const Wording by =
        dated ? say(Sentence::stated_by_on, {who, date_words(base::must(found->provenance.recorded_on))}) : say(Sentence::stated_by, {who});
    const Wording when = found ? say(Sentence::year, {verbatim(std::to_string(found->year))}) : Wording{};
    const Wording words =
        say(Sentence::by_stated_total,
            {value, when, by, composed_phrase(in_.view, ExprId{static_cast<std::uint32_t>(&expr - in_.program().exprs.data())})});
    in_.stated_by = who;
    line(subject, words);
    in_.out.deciding.push_back(say(Sentence::name_equals, {subject, words}));
    const Expr& counted = in_.program().expr(expr.args[2]);
    if (!counted.range) return;
    const Wording name = composed_phrase(in_.view, ExprId{static_cast<std::uint32_t>(&expr - in_.program().exprs.data())});
    in_.out.deciding.push_back(say(Sentence::statistic_counts, {name, whole_rows_phrase(in_.view, expr.args[2])}));
  }

  // 较大(x, 0元) only keeps a sum from falling below zero: of one that does not, x is all there is to say.
  ExprId above_zero(const Expr& expr, std::uint32_t node) {
    for (std::size_t i = 0; i < expr.args.size() && expr.args.size() == 2; ++i) {
      const Expr& guard = in_.program().expr(expr.args[i]);
      if (guard.op != Op::constant || guard.value.interval.lo.sign() != 0) continue;
      const ExprId other = expr.args[1 - i];
      const auto value = in_.value(other, in_.below(node, other));
      if (value && value->interval.lo.sign() >= 0 && !value->interval.lo_unbounded) return other;
    }
    return {};
  }

  void equation(const Expr& expr, ExprId id, std::uint32_t node, const Wording& name, Sentence sign) {
    std::vector<Wording> parts;
    std::vector<ExprId> told;
    for (ExprId arg : expr.args) {
      const auto value = in_.value(arg, in_.below(node, arg));
      // Terms of a sum that are certainly nothing only tire.
      const bool nothing = expr.op == Op::add && value && value->single() && value->interval.lo.sign() == 0;
      if (nothing && in_.program().expr(arg).op != Op::constant) {
        in_.use_facts(arg, in_.below(node, arg));
        zero_.push_back(name_of(arg));
        continue;
      }
      parts.push_back(in_.operand(arg, in_.below(node, arg)));
      told.push_back(arg);
    }
    if (!zero_.empty()) notes_.push_back(say(Sentence::are_zero, {joined(zero_, Sentence::list_comma)}));
    zero_.clear();
    const Wording value = in_.value_text(id, node);
    Wording formula = joined(parts, sign);
    if (expr.op == Op::lower) formula = say(Sentence::lower_pick, {formula});
    if (expr.op == Op::higher) formula = say(Sentence::higher_pick, {formula});
    line(name, parts.empty() ? value : say(Sentence::equals, {formula, value}));
    operands(told, node);
  }

  void reading(const Expr& expr, ExprId id, std::uint32_t node, const Wording& name) {
    in_.readings_passed.insert(expr.reading.value);
    const ir::Reading& reading = in_.program().readings[expr.reading.value];
    const auto taken = in_.alternative(expr.reading);
    if (taken) {
      const ExprId arg = expr.args[*taken];
      const bool differ = differing(expr, node);
      if (differ) notes_.push_back(say(Sentence::reading_taken, {verbatim(reading.code), label_words(reading.alternatives[*taken].label)}));
      return of(arg, in_.below(node, arg), name);
    }
    if (!differing(expr, node)) return of(expr.args[0], in_.below(node, expr.args[0]), name);
    std::vector<Wording> each;
    for (std::size_t i = 0; i < expr.args.size(); ++i) {
      const Wording label = label_words(reading.alternatives[i].label);
      each.push_back(say(Sentence::alternative_gives, {label, in_.value_text(expr.args[i], in_.below(node, expr.args[i]))}));
    }
    line(name,
         say(Sentence::reading_open_values, {in_.value_text(id, node), verbatim(reading.code), joined(each, Sentence::list_semicolon)}));
    operands(expr.args, node);
  }

  bool differing(const Expr& expr, std::uint32_t node) {
    const auto first = in_.value(expr.args[0], in_.below(node, expr.args[0]));
    return std::any_of(expr.args.begin() + 1, expr.args.end(), [&](ExprId arg) {
      const auto next = in_.value(arg, in_.below(node, arg));
      return !first || !next || !(*first == *next);
    });
  }

  void rounded(const Expr& expr, ExprId id, std::uint32_t node, const Wording& name) {
    const ExprId inner = expr.args[0];
    const auto exact = in_.value(inner, in_.below(node, inner));
    const auto result = in_.value(id, node);
    if (exact && result && exact->single() && !(exact->interval == result->interval)) {
      rounding_ = say(Sentence::rounded_to, {rounding_words(expr.rounding), number_words(in_.program(), expr.type, expr.step),
                                             value_words(in_.view, expr.type, *result)});
    }
    of(inner, in_.below(node, inner), name);
  }

  static Wording rounding_words(base::Rounding mode) {
    switch (mode) {
      case base::Rounding::half_up: return say(Sentence::half_up);
      case base::Rounding::half_even: return say(Sentence::half_even);
      case base::Rounding::down: return say(Sentence::round_down);
      case base::Rounding::up: return say(Sentence::round_up);
    }
    return {};
  }

  void choose(const Expr& expr, std::uint32_t node, const Wording& name) {
    const ExprId condition = expr.args[0];
    const auto holds = in_.value(condition, in_.below(node, condition));
    in_.use_facts(condition, in_.below(node, condition));
    if (holds && holds->single()) {
      const ExprId taken = expr.args[holds->is_true() ? 1 : 2];
      return of(taken, in_.below(node, taken), name);
    }
    const Wording words =
        say(Sentence::either_sum, {composed_phrase(in_.view, condition), in_.value_text(expr.args[1], in_.below(node, expr.args[1])),
                                   in_.value_text(expr.args[2], in_.below(node, expr.args[2]))});
    line(name, words);
    operands({expr.args[1], expr.args[2]}, node);
  }

  void tiers(const Expr& expr, ExprId id, std::uint32_t node, const Wording& name) {
    const ExprId subject = expr.args[0];
    const std::uint32_t child = in_.below(node, subject);
    const Wording measured = in_.operand(subject, child);
    const auto value = in_.value(subject, child);
    const outcome::TraceNode* traced = in_.node(node);
    const std::uint32_t row = traced ? traced->payload : UINT32_MAX;
    const Wording sum = in_.value_text(id, node);
    if (row < expr.tiers.size()) {
      in_.add_term(expr.tiers[row].bound);
      in_.add_term(expr.tiers[row].value);
      line(name, say(Sentence::tier_applies, {measured, row_words(expr.tiers[row].span), sum}));
    } else if (row == expr.tiers.size() && value && value->single()) {
      below_lowest(expr, measured, *value, name);
    } else {
      const auto between = in_.value(id, node);
      const std::vector<Rational> sums = between ? tier_sums(in_.program(), expr, between->interval) : std::vector<Rational>{};
      const bool all = between && sums.size() > 1 && sums.front() == between->interval.lo;
      std::vector<Wording> rows;
      for (const ir::TierRow& each : expr.tiers) rows.push_back(row_words(each.span));
      in_.open_tiers = joined(rows, Sentence::list_semicolon);
      line(name, say(Sentence::tier_open_rows, {measured, all ? sums_words(sums) : sum, joined(rows, Sentence::list_semicolon)}));
    }
    operands({subject}, node);
    if (row < expr.tiers.size() && in_.period_over() && value) next_row(expr, *value);
  }

  // What the next row would have asked for, where the number cannot grow any more: told as a fact, not as advice.
  void next_row(const Expr& expr, const Value& value) {
    const ir::TierRow* next = nullptr;
    std::optional<Rational> away;
    for (const ir::TierRow& row : expr.tiers) {
      const auto bound = in_.value(row.bound, UINT32_MAX);
      if (!row.greater || !bound || !bound->single() || !value.single()) continue;
      const Rational gap = bound->interval.lo - value.interval.lo;
      if (gap.sign() > 0 && (!away || gap < *away)) away = gap, next = &row;
    }
    if (!next) return;
    const ir::Type& type = in_.program().expr(expr.args[0]).type;
    in_.out.amount.push_back(say(Sentence::next_tier, {row_words(next->span), number_words(in_.program(), type, base::must(away))}));
  }

  void below_lowest(const Expr& expr, const Wording& measured, const Value& value, const Wording& name) {
    const ir::TierRow* nearest = nullptr;
    std::optional<Rational> away;
    for (const ir::TierRow& row : expr.tiers) {
      const auto bound = in_.value(row.bound, UINT32_MAX);
      if (!row.greater || !bound || !bound->single()) continue;
      const Rational gap = bound->interval.lo - value.interval.lo;
      if (gap.sign() >= 0 && (!away || gap < *away)) away = gap, nearest = &row;
    }
    in_.out.measured_nothing =
        in_.out.measured_nothing || (in_.claim().key.unit_kind == outcome::UnitKind::entity && value.interval.lo.sign() == 0);
    if (!nearest) return line(name, say(Sentence::no_tier_applies, {measured}));
    in_.add_term(nearest->bound);
    in_.add_term(nearest->value);
    const ir::Type& type = in_.program().expr(expr.args[0]).type;
    line(name, say(Sentence::below_lowest_tier, {measured, row_words(nearest->span), number_words(in_.program(), type, base::must(away))}));
  }

  Wording row_words(text::Span span) const { return verbatim(source_line(in_.view, span)); }

  Wording rows_words(const Expr& expr) const {
    std::vector<Wording> rows;
    for (const ir::MatchRow& row : expr.matches) rows.push_back(row_words(row.span));
    return joined_shortly(rows, Sentence::list_semicolon, 5);
  }

  void match(const Expr& expr, ExprId id, std::uint32_t node, const Wording& name) {
    std::vector<Wording> keys;
    for (ExprId arg : expr.args) {
      keys.push_back(in_.operand(arg, in_.below(node, arg)));
      in_.use_facts(arg, in_.below(node, arg));
    }
    const outcome::TraceNode* traced = in_.node(node);
    const std::uint32_t row = traced ? traced->payload : UINT32_MAX;
    const Wording found = joined(keys, Sentence::list_comma);
    if (row < expr.matches.size()) {
      const ir::MatchRow& chosen = expr.matches[row];
      for (std::size_t k = 0; k < chosen.members.size() && k < expr.args.size(); ++k) {
        const ir::Enumeration& enumeration = in_.program().enumeration(in_.program().expr(expr.args[k]).type.enumeration);
        in_.terms.push_back(enumeration.members[chosen.members[k]].name.zh);
      }
      in_.add_term(chosen.value);
      return line(name, say(Sentence::row_applies, {found, row_words(chosen.span), in_.value_text(id, node)}));
    }
    if (row == expr.matches.size()) return line(name, say(Sentence::not_in_table, {found, rows_words(expr)}));
    line(name, say(Sentence::table_open, {found, in_.value_text(id, node)}));
  }

  void cases(const Expr& expr, ExprId id, std::uint32_t node, const Wording& name) {
    const outcome::TraceNode* traced = in_.node(node);
    const std::uint32_t row = traced ? traced->payload : UINT32_MAX;
    in_.use_facts(id, node);
    if (row < expr.cases.size()) {
      notes_.push_back(say(Sentence::because, {in_.words(expr.cases[row].condition)}));
      return of(expr.cases[row].value, in_.below(node, expr.cases[row].value), name);
    }
    if (row == expr.cases.size() && expr.otherwise.present()) return of(expr.otherwise, in_.below(node, expr.otherwise), name);
    in_.cases = conditions_words(expr);
    if (row == expr.cases.size()) return line(name, say(Sentence::silent_case, {in_.cases}));
    line(name, say(Sentence::case_open, {conditions_words(expr), in_.value_text(id, node)}));
  }

  Wording conditions_words(const Expr& expr) const {
    std::vector<Wording> rows;
    for (const ir::CaseRow& row : expr.cases) rows.push_back(plain_condition(in_.view, row.condition, true));
    return joined_shortly(rows, Sentence::list_semicolon, 4);
  }

  Explaining& in_;
  std::set<std::uint32_t> seen_;
  std::vector<Wording> notes_, zero_;
  Wording rounding_;  // of the next line
  std::size_t lines_ = 0;
};

void explain_place(Explaining& in) {
  const outcome::Claim& claim = in.claim();
  if (claim.place.empty()) return;
  in.terms.push_back(claim.place);
  const Wording place = verbatim(claim.place);
  if (claim.base.money.single()) {
    in.terms.push_back(claim.base.money.interval.lo.to_string());
    in.out.amount.push_back(say(Sentence::place_gives, {place, money_words(claim.base.money.interval)}));
  }
}

void explain_exception(Explaining& in, const ir::Exception& exception) {
  const auto when = in.value(exception.when, UINT32_MAX);
  if (!when || when->is_false()) return;
  const Sentence sentence = when->is_true() ? Sentence::exception_applies : Sentence::exception_may_apply;
  const bool computed = exception.amount.kind == ir::AmountKind::computed && exception.amount.value.present();
  const Wording sum = computed ? in.value_text(exception.amount.value, UINT32_MAX) : verbatim(exception.amount.phrase);
  in.out.amount.push_back(say(sentence, {verbatim(exception.name), in.words(exception.when), sum}));
  in.use_facts(exception.when, UINT32_MAX);
}

void derive(Explaining& in) {
  const ir::Measure& measure = in.measure();
  const outcome::Quantum& base = in.claim().base;
  in.home = measure.span;
  explain_place(in);
  if (!measure.amount || in.out.no_candidate) return;
  const ir::Amount& amount = *measure.amount;
  if (amount.kind == ir::AmountKind::discretion) {
    in.add_term(amount.low);
    in.add_term(amount.high);
    const Sentence sentence = base.kind == outcome::QuantumKind::discretionary ? Sentence::discretion_between : Sentence::decided_within;
    in.out.amount.push_back(
        say(sentence, {money_words(base.money.interval), verbatim(measure.decider), in.words(amount.low), in.words(amount.high)}));
    return;
  }
  if (amount.kind == ir::AmountKind::undetermined) {
    const bool decided = base.kind == outcome::QuantumKind::computed;
    const Wording phrase_words = in.quoted(amount.phrase, measure.clauses);
    in.out.amount.push_back(decided ? say(Sentence::decided_sum, {money_words(base.money.interval), verbatim(measure.decider)})
                                    : say(Sentence::unstated_sum, {phrase_words, verbatim(measure.decider)}));
    return;
  }
  // The sum that was traced is that of the exception where one applies.
  const outcome::TraceNode* traced = in.node(in.claim().amount_trace);
  const ir::ExprId root = traced ? ir::ExprId{traced->site} : amount.value;
  // No single derivation leads to the sum where the rules contradict each other.
  const bool contradicts = in.award.status == outcome::Status::conflict && !measure.exceptions.empty();
  // An exception that gives no sum leaves nothing to derive: what was decided is the sum.
  const bool decided = !traced && base.kind == outcome::QuantumKind::computed &&
                       std::any_of(measure.exceptions.begin(), measure.exceptions.end(), [&](const ir::Exception& exception) {
                         const auto holds = in.value(exception.when, UINT32_MAX);
                         return exception.amount.kind != ir::AmountKind::computed && holds && holds->is_true();
                       });
  if (decided) in.out.amount.push_back(say(Sentence::decided_sum, {money_words(base.money.interval), verbatim(measure.decider)}));
  if (root.present() && !contradicts && !decided) Derivation(in).of(root, in.claim().amount_trace, {});
  for (const ir::Exception& exception : measure.exceptions) explain_exception(in, exception);
}

}  // namespace

void explain_amount(Explaining& in) {
  in.facts_used.clear();
  in.rows_used.clear();
  in.readings_passed.clear();
  derive(in);
  in.sum_readings = in.readings_passed;
  in.sum_facts = in.facts_used;
  in.sum_rows = in.rows_used;
}

}  // namespace zhidui::report
