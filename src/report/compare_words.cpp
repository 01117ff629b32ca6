#include "report/compare_words.h"

#include <algorithm>

#include "evaluate/evaluate.h"
#include "ir/names.h"
#include "report/phrases.h"
#include "report/target_words.h"
#include "report/totals.h"
#include "report/values.h"

namespace zhidui::report {

using ir::Expr;
using ir::ExprId;
using ir::Op;
using outcome::IndexSet;
using outcome::Interval;
using S = Sentence;

namespace {

constexpr std::size_t kMostSubjects = 4;
constexpr int kDeepest = 4;  // sums within sums before they are called by their names

View view_of(const CompareView& report, std::size_t side) { return {report.policy, *report.sides[side].facts, report.sides[side].scope}; }

Wording number_of(std::size_t number) { return verbatim(std::to_string(number)); }

using Selected = std::optional<compare::Selection>;

// The rule of a sum, its tables written out as far as they are about what is selected.
class SumWords {
 public:
  SumWords(const View& view, const Selected& only) : view_(view), program_(view.policy.program), only_(only) {}

  Wording of(ExprId id, int depth = 0) const {
    const Expr& expr = program_.expr(id);
    if (depth > kDeepest) return operand_phrase(view_, id);
    switch (expr.op) {
      case Op::constant: return expr.type.kind == ir::TypeKind::money ? money_words(expr.value.interval) : composed_phrase(view_, id);
      case Op::rounded: return of(expr.args[0], depth);
      case Op::reading: return reading(expr, depth);
      case Op::choose: {
        if (const auto holds = decided(expr.args[0])) return of(expr.args[*holds ? 1 : 2], depth);
        const Wording then = entry(plain_condition(view_, expr.args[0], true), expr.args[1], depth);
        return joined({then, say(S::compare_otherwise, {of(expr.args[2], depth + 1)})}, S::list_semicolon);
      }
      case Op::tiers: return tiers(expr, depth);
      case Op::match: return match(expr, depth);
      case Op::cases: return cases(expr, depth);
      default: return composed_phrase(view_, id);
    }
  }

 private:
  Wording entry(const Wording& when, ExprId value, int depth) const { return say(S::compare_when, {when, of(value, depth + 1)}); }

  // A table that a clause uses for one of its rows compares what is written with what is written.
  std::optional<bool> decided(ExprId id) const {
    const Expr& expr = program_.expr(id);
    if (expr.op == Op::logical_not) {
      const auto inner = decided(expr.args[0]);
      return inner ? std::optional(!*inner) : std::nullopt;
    }
    if ((expr.op != Op::same && expr.op != Op::eq && expr.op != Op::member) || !is_literal(program_, expr.args[0])) return std::nullopt;
    const IndexSet& left = program_.expr(expr.args[0]).value.may;
    if (!left.single()) return std::nullopt;
    if (expr.op == Op::member) return std::binary_search(expr.members.begin(), expr.members.end(), left.indices[0]);
    if (!is_literal(program_, expr.args[1]) || !program_.expr(expr.args[1]).value.may.single()) return std::nullopt;
    return left == program_.expr(expr.args[1]).value.may;
  }

  Wording reading(const Expr& expr, int depth) const {
    const ir::Reading& reading = program_.readings[expr.reading.value];
    std::vector<Wording> each;
    for (std::size_t i = 0; i < expr.args.size(); ++i)
      each.push_back(entry(label_words(reading.alternatives[i].label), expr.args[i], depth));
    return say(S::compare_by_reading, {verbatim(reading.code), joined(each, S::list_semicolon)});
  }

  Wording tiers(const Expr& expr, int depth) const {
    std::vector<Wording> each;
    for (const ir::TierRow& row : expr.tiers) {
      const Wording bound =
          joined({verbatim(std::string(ir::tier_sign(row.comparison, row.greater))), composed_phrase(view_, row.bound)}, S::one_space);
      each.push_back(entry(bound, row.value, depth));
    }
    return say(S::compare_by, {operand_phrase(view_, expr.args[0]), joined(each, S::list_semicolon)});
  }

  Wording match(const Expr& expr, int depth) const {
    std::vector<Wording> each;
    for (const ir::MatchRow& row : expr.matches) {
      if (!selected(expr, row)) continue;
      std::vector<Wording> members;
      for (std::size_t k = 0; k < row.members.size() && k < expr.args.size(); ++k) {
        const ir::Enumeration& enumeration = program_.enumeration(program_.expr(expr.args[k]).type.enumeration);
        members.push_back(name_words(enumeration.members[row.members[k]].name));
      }
      each.push_back(entry(joined(members, S::one_space), row.value, depth));
    }
    return joined(each, S::list_semicolon);
  }

  bool selected(const Expr& expr, const ir::MatchRow& row) const {
    for (std::size_t k = 0; only_ && k < row.members.size() && k < expr.args.size(); ++k) {
      const Expr& subject = program_.expr(expr.args[k]);
      const bool field = subject.op == Op::field && subject.record_type == only_->record && subject.field == only_->field;
      if (field && !std::binary_search(only_->members.begin(), only_->members.end(), row.members[k])) return false;
    }
    return true;
  }

  Wording cases(const Expr& expr, int depth) const {
    std::vector<Wording> each;
    for (const ir::CaseRow& row : expr.cases) {
      const std::optional<bool> holds = decided(row.condition);
      if (holds && *holds && each.empty()) return of(row.value, depth);
      if (!holds || *holds) each.push_back(entry(plain_condition(view_, row.condition, true), row.value, depth));
    }
    if (expr.otherwise.present()) each.push_back(say(S::compare_otherwise, {of(expr.otherwise, depth + 1)}));
    return joined(each, S::list_semicolon);
  }

  const View& view_;
  const ir::Program& program_;
  Selected only_;
};

Wording amount_words(const View& view, const ir::Measure& measure, const ir::Amount& amount, const Selected& only) {
  const SumWords sum(view, only);
  if (amount.kind == ir::AmountKind::undetermined) return say(S::compare_unstated, {verbatim(amount.phrase), verbatim(measure.decider)});
  if (amount.kind == ir::AmountKind::computed) return sum.of(amount.value);
  return say(S::compare_discretion, {sum.of(amount.low), sum.of(amount.high)});
}

Wording places_words(const View& view, const ir::Round& round) {
  std::vector<Wording> out;
  for (const ir::Place& place : round.places) {
    const Wording most = verbatim(std::to_string(place.count));
    const Expr* least = place.least.present() ? &view.policy.program.expr(place.least) : nullptr;
    const bool known = least && least->op == Op::constant;
    const Wording count = known ? joined({verbatim(least->value.interval.lo.to_string()), most}, S::compare_to) : most;
    const Wording sum = place.amount.present() ? SumWords(view, std::nullopt).of(place.amount) : Wording{};
    out.push_back(say(S::compare_place, {name_words(place.name), sum, count}));
  }
  return joined(out, S::list_semicolon);
}

Wording whole_amount(const View& view, const ir::Measure& measure, const Selected& only) {
  std::vector<Wording> parts;
  if (measure.amount) parts.push_back(amount_words(view, measure, *measure.amount, only));
  if (measure.round) parts.push_back(places_words(view, *measure.round));
  for (const ir::Exception& each : measure.exceptions)
    parts.push_back(say(S::compare_exception, {verbatim(each.name), amount_words(view, measure, each.amount, only)}));
  return joined(parts, S::list_semicolon);
}

Wording unit_words(const View& view, const ir::Unit& unit) {
  Wording out = say(S::compare_per_applicant);
  if (unit.kind == outcome::UnitKind::item) {
    const Wording name = name_words(view.policy.program.record(unit.range.record).name);
    out = say(S::compare_per_record, {name});
    if (unit.range.where.present()) out = say(S::in_brackets_after, {out, plain_phrase(view, unit.range.where)});
  }
  return unit.yearly ? say(S::compare_yearly, {out}) : out;
}

Wording subject_words(const View& view, const ir::Measure& measure) {
  std::vector<Wording> out;
  for (const ir::Condition& each : measure.subjects) {
    const Wording words = each.label.empty() ? plain_condition(view, each.value, !each.excluded) : verbatim(each.label);
    out.push_back(!each.label.empty() && each.excluded ? say(S::compare_excluded, {words}) : words);
  }
  return joined_shortly(out, S::list_semicolon, kMostSubjects);
}

bool governs(const ir::Settlement& rule, ir::MeasureId id) {
  return std::any_of(rule.measures.begin(), rule.measures.end(), [&](const ir::MeasureKeys& each) { return each.measure == id; });
}

// Limits with their sums; of other rules what they are called.
void settle_words(const View& view, ir::MeasureId id, MeasureWords& out) {
  std::vector<Wording> caps, rules;
  for (const ir::Settlement& rule : view.policy.program.settlements) {
    if (!governs(rule, id)) continue;
    const ir::SettleNode& root = rule.nodes[rule.root];
    if (root.op == ir::SettleOp::cap)
      caps.push_back(say(S::in_brackets_after, {SumWords(view, std::nullopt).of(root.limit), verbatim(rule.name)}));
    else rules.push_back(verbatim(rule.name));
  }
  out.cap = joined(caps, S::list_semicolon);
  out.rules = joined(rules, S::list_comma);
}

}  // namespace

Wording validity_words(const View& view, ir::DocumentId id) {
  const ir::Document& document = view.policy.program.documents[id.value];
  if (document.draft && !view.scope.assume.contains(id)) return say(S::compare_draft);
  const auto day = [&](ExprId expr) {
    outcome::OpenTable opens;
    const outcome::Value value = evaluate::evaluate_in(view.policy.program, view.facts, view.in_use, {}, expr, opens);
    return value_words(view, {ir::TypeKind::date, {}, {}, {}}, value);
  };
  const auto assumed = view.scope.assume.find(id);
  const Wording from = assumed != view.scope.assume.end() ? say(S::compare_assumed_from, {date_words(assumed->second)})
                       : document.effective.present()     ? say(S::compare_from, {day(document.effective)})
                                                          : say(S::compare_from_unsaid);
  const Wording until = document.expires.present() ? say(S::compare_until, {day(document.expires)}) : say(S::compare_no_end);
  return joined({from, until}, S::list_comma);
}

std::vector<SideWords> side_words(const CompareView& report) {
  std::vector<SideWords> out;
  for (std::size_t i = 0; i < report.sides.size(); ++i) {
    const compare::Side& side = report.sides[i];
    const ir::Document& document = report.policy.program.documents[side.document.value];
    SideWords words;
    words.name = name_words(document.name);
    words.document = say(S::document_named, {verbatim(document.number), verbatim(document.title), verbatim(document.organ)});
    words.asked = report.validity[i];
    if (!report.facts.empty())
      words.asked = joined({words.asked, say(S::compare_asked_on, {date_words(side.scope.claimed)})}, S::middle_dot);
    if (report.in_force) words.supposed.push_back(say(S::compare_supposed_in_force));
    const auto assumed = side.scope.assume.find(side.document);
    if (assumed != side.scope.assume.end()) words.supposed.push_back(say(S::compare_supposed_from, {date_words(assumed->second)}));
    if (side.local) words.supposed.push_back(say(S::compare_supposed_local, {verbatim(document.region)}));
    else if (report.local) words.supposed.push_back(say(S::compare_no_region));
    out.push_back(std::move(words));
  }
  return out;
}

Wording row_words(const compare::Row& row) { return {row.zh, row.en}; }

MeasureWords measure_words(const CompareView& report, const compare::Row& row, std::size_t side, ir::MeasureId id) {
  const View view = view_of(report, side);
  const ir::Measure& measure = report.policy.program.measures[id.value];
  MeasureWords out;
  out.name = name_words(measure.name);
  out.amount = whole_amount(view, measure, row.only);
  out.unit = unit_words(view, measure.unit);
  out.subject = subject_words(view, measure);
  settle_words(view, id, out);
  out.place = place_words(view, measure.clauses);
  out.quotation = verbatim(quotation_of(view, measure.clauses));
  return out;
}

bool Paid::out_of_force() const { return claims > 0 && statuses.size() == 1 && statuses.contains(outcome::Status::not_in_force); }

Wording statuses_words(const Paid& paid) {
  std::vector<Wording> out;
  for (const auto& [status, count] : paid.statuses) out.push_back(joined({status_words(status), number_of(count)}, S::one_space));
  return joined(out, S::list_comma);
}

Wording paid_words(const Paid& paid) {
  if (paid.claims == 0) return say(paid.perhaps_more ? S::compare_perhaps : S::compare_nothing_known);
  if (paid.out_of_force()) return status_words(outcome::Status::not_in_force);
  return paid.perhaps_more ? say(S::compare_and_more, {money_words(paid.sum)}) : money_words(paid.sum);
}

namespace {

void add(Interval& to, const Interval& sum) {
  to.lo = to.lo + sum.lo;
  to.hi_unbounded = to.hi_unbounded || sum.hi_unbounded;
  if (!to.hi_unbounded) to.hi = to.hi + sum.hi;
}

compare::Verdict most_of(const std::vector<Paid>& sides) {
  std::vector<std::optional<Interval>> sums;
  for (const Paid& each : sides) sums.push_back(each.out_of_force() ? std::nullopt : std::optional(each.sum));
  return compare::most_of(sums);
}

class Paying {
 public:
  Paying(const CompareView& report, const compare::Applicant& applicant) : report_(report), applicant_(applicant) {}

  ApplicantPaid run() {
    const View view = view_of(report_, 0);
    ApplicantPaid out;
    out.name = record_title(view, applicant_.subject);
    out.id = view.facts.record(applicant_.subject).id;
    rows_.assign(report_.rows.size(), std::vector<Paid>(report_.sides.size()));
    for (std::size_t side = 0; side < report_.sides.size(); ++side) out.totals.push_back(total(side));
    out.most = most_of(out.totals);
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      const auto& sides = rows_[row];
      const bool known = std::any_of(sides.begin(), sides.end(), [](const Paid& paid) { return paid.claims > 0; });
      const bool more = std::any_of(sides.begin(), sides.end(), [](const Paid& paid) { return paid.perhaps_more; });
      if (known) out.rows.push_back({row, sides, most_of(sides)});
      else if (more) ++out.perhaps_more;
    }
    return out;
  }

 private:
  Paid total(std::size_t side) {
    const outcome::Answer& answer = applicant_.answers[side];
    const facts::FactBase& facts = *report_.sides[side].facts;
    Paid all;
    for (const outcome::Award& award : answer.awards) {
      const bool more = award.payable.money.interval.hi_unbounded;
      if (award.claim.key.unit_kind == outcome::UnitKind::none) {
        all.perhaps_more = all.perhaps_more || more;
        for (std::size_t row = 0; row < rows_.size() && more; ++row) {
          if (compare::may_hold_unseen(report_.rows[row], side, award.claim)) rows_[row][side].perhaps_more = true;
        }
        continue;
      }
      Paid& paid = rows_[compare::row_of(report_.rows, side, facts, award.claim)][side];
      ++paid.claims, ++all.claims;
      ++paid.statuses[award.status], ++all.statuses[award.status];
      add(paid.sum, award.payable.money.interval);
    }
    all.sum = listed_total(answer);
    limit(side, answer);
    return all;
  }

  // Claims that share a limit come to no more than their measures do together.
  void limit(std::size_t side, const outcome::Answer& answer) {
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      Interval most;
      for (const outcome::MeasureTotal& measure : answer.measures) {
        const auto& of = report_.rows[row].measures[side];
        const bool here = std::any_of(of.begin(), of.end(), [&](ir::MeasureId id) { return id.value == measure.measure; });
        if (here) add(most, listed_total(answer, measure));
      }
      Interval& sum = rows_[row][side].sum;
      if (!most.hi_unbounded && (sum.hi_unbounded || most.hi < sum.hi) && !(most.hi < sum.lo)) sum.hi = most.hi, sum.hi_unbounded = false;
    }
  }

  const CompareView& report_;
  const compare::Applicant& applicant_;
  std::vector<std::vector<Paid>> rows_;
};

}  // namespace

std::vector<ApplicantPaid> applicants_paid(const CompareView& report) {
  std::vector<ApplicantPaid> out;
  for (const compare::Applicant& each : report.applicants) out.push_back(Paying(report, each).run());
  return out;
}

Wording verdict_words(const std::vector<SideWords>& sides, const compare::Verdict& verdict) {
  std::vector<Wording> names;
  for (const std::size_t side : verdict.sides) names.push_back(sides[side].name);
  const Wording named = joined(names, S::list_comma);
  switch (verdict.most) {
    case compare::Most::nothing: break;
    case compare::Most::equal: return names.size() > 1 ? say(S::compare_equal, {named}) : say(S::compare_one, {named});
    case compare::Most::one: return say(S::compare_one, {named});
    case compare::Most::open: return say(S::compare_open, {named});
  }
  return say(S::compare_none_pays);
}

std::vector<Wording> compare_meta(const CompareView& report) {
  std::vector<Wording> out;
  for (const SideWords& side : side_words(report)) {
    out.push_back(joined({side.name, side.document, side.asked}, S::middle_dot));
    if (!side.supposed.empty()) out.push_back(say(S::compare_supposed, {side.name, joined(side.supposed, S::list_semicolon)}));
  }
  if (report.period) out.push_back(say(S::compare_period, {verbatim(std::to_string(*report.period))}));
  else if (report.in_force) out.push_back(say(S::compare_years_differ));
  out.push_back(report.table.empty() ? say(S::compare_derived_rows) : say(S::compare_table_rows, {verbatim(report.table)}));
  std::vector<Wording> absent;
  for (const std::string& each : report.absent) absent.push_back(verbatim(each));
  if (!absent.empty()) out.push_back(say(S::compare_absent, {joined(absent, S::list_comma)}));
  return out;
}

}  // namespace zhidui::report
