// What would change the answer: the least changes after which a claim would be due, and the next step up.
#include <algorithm>

#include "report/explain.h"

namespace zhidui::report {

using outcome::Repair;

namespace {

// "贷款额度 再多 100,000 元", "出借机构 属于 银行".
Wording change_words(Explaining& in, const outcome::Atom& atom, const base::Rational& distance) {
  const ir::ExprId id{atom.site};
  const ir::Expr& expr = in.program().expr(id);
  // What has to hold afterwards: an atom that is true now has to become false.
  const bool must_hold = !atom.value.is_true();
  const Wording wanted = plain_condition(in.view, id, must_hold);
  const bool comparison = (expr.op == ir::Op::le || expr.op == ir::Op::lt) && distance.sign() > 0 && must_hold;
  if (!comparison) return wanted;
  const ir::Type& type = in.program().expr(expr.args[0]).type;
  if (type.kind == ir::TypeKind::date || type.kind == ir::TypeKind::year) return wanted;
  Wording by = number_words(in.program(), type, distance);
  if (type.kind == ir::TypeKind::money) by = like_threshold(in, expr, distance, std::move(by));
  const bool raise = is_literal(in.program(), expr.args[0]);
  const Wording what = operand_phrase(in.view, expr.args[raise ? 1 : 0]);
  return say(raise ? Sentence::raise_by : Sentence::lower_by, {what, by, wanted});
}

Wording step_up_words(Explaining& in, const Repair& repair) {
  const ir::Expr& tiers = in.program().expr(ir::ExprId{repair.site});
  const ir::ExprId subject = tiers.args[0];
  const ir::Expr& measured = in.program().expr(subject);
  const Wording what = measured.label.empty() ? composed_phrase(in.view, subject) : verbatim(measured.label);
  const Wording more = number_words(in.program(), measured.type, repair.distances.front());
  return say(Sentence::step_up, {what, more, money_words(repair.payable.interval)});
}

}  // namespace

void explain_repairs(Explaining& in) {
  for (std::size_t r = 0; r < in.award.repairs.size(); ++r) {
    const Repair& repair = in.award.repairs[r];
    if (repair.atoms.empty()) {
      // Of a year that is over nothing more can be had.
      if (repair.site == outcome::kNoSite || repair.distances.empty() || in.period_over()) continue;
      in.out.repairs.push_back({r, step_up_words(in, repair), true});
      continue;
    }
    std::vector<Wording> changes;
    for (std::size_t i = 0; i < repair.atoms.size(); ++i) {
      const base::Rational distance = i < repair.distances.size() ? repair.distances[i] : base::Rational(0);
      Wording change = change_words(in, in.claim().atoms[repair.atoms[i]], distance);
      if (std::find(changes.begin(), changes.end(), change) == changes.end()) changes.push_back(std::move(change));
    }
    in.out.repairs.push_back(
        {r, say(Sentence::would_be_due, {joined(changes, Sentence::and_also), money_words(repair.payable.interval)}), false});
  }
}

}  // namespace zhidui::report
