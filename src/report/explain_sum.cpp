// The sum of an award where it is not settled: the few sums that are possible, rather than a range between them.
#include <algorithm>

#include "report/explain.h"

namespace zhidui::report {

using base::Rational;
using outcome::Interval;

namespace {

constexpr std::size_t kMostSums = 6;

void sort_out(std::vector<Rational>& sums) {
  std::sort(sums.begin(), sums.end());
  sums.erase(std::unique(sums.begin(), sums.end()), sums.end());
}

// The tiers that give the sum, below rounding and the readings in use.
const ir::Expr* tiers_of(const Explaining& in, ir::ExprId id) {
  while (id.present()) {
    const ir::Expr& expr = in.program().expr(id);
    if (expr.op == ir::Op::tiers) return &expr;
    if (expr.op == ir::Op::rounded) {
      id = expr.args[0];
    } else if (const auto taken = expr.op == ir::Op::reading ? in.alternative(expr.reading) : std::nullopt) {
      id = expr.args[*taken];
    } else {
      return nullptr;
    }
  }
  return nullptr;
}

// What the claim comes to if everything is asked for and granted.
std::vector<Rational> base_sums(const Explaining& in) {
  const Interval& base = in.claim().base.money.interval;
  if (base.single()) return {base.lo};
  if (base.hi_unbounded || in.claim().base.kind != outcome::QuantumKind::computed) return {};
  const ir::Measure& measure = in.measure();
  const ir::Expr* tiers = measure.amount && measure.exceptions.empty() ? tiers_of(in, measure.amount->value) : nullptr;
  if (!tiers) return {};
  std::vector<Rational> out = tier_sums(in.program(), *tiers, base);
  if (base.lo.sign() == 0) out.push_back(base.lo);
  return out;
}

// Of rules that contradict each other: their sums.
std::vector<Rational> contradicting(Explaining& in) {
  std::vector<Rational> out;
  for (const outcome::Fault& fault : in.claim().faults) {
    for (const ir::Exception& exception : in.measure().exceptions) {
      const bool named = std::find(fault.rules.begin(), fault.rules.end(), exception.name) != fault.rules.end();
      if (!named || !exception.amount.value.present()) continue;
      const auto sum = in.value(exception.amount.value, UINT32_MAX);
      if (!sum || !sum->single()) return {};
      out.push_back(sum->interval.lo);
    }
  }
  return out;
}

// Of a reading that is left open, and nothing else: what each alternative gives.
std::vector<Rational> by_reading(const Explaining& in) {
  std::vector<Rational> out;
  for (const outcome::Candidate& candidate : in.award.candidates) {
    const auto id = ir::find_reading(in.program(), candidate.reading);
    if (!id || in.alternative(*id)) continue;
    if (!candidate.payable.single()) return {};
    out.push_back(candidate.payable.interval.lo);
  }
  return out;
}

// Only where the list reaches from the least to the greatest sum is it the whole list.
bool covers(const std::vector<Rational>& sums, const Interval& payable) {
  return sums.size() > 1 && sums.size() <= kMostSums && sums.front() == payable.lo && sums.back() == payable.hi;
}

}  // namespace

std::vector<Rational> tier_sums(const ir::Program& program, const ir::Expr& tiers, const Interval& sum) {
  std::vector<Rational> out;
  for (const ir::TierRow& row : tiers.tiers) {
    const ir::Expr& value = program.expr(row.value);
    if (value.op != ir::Op::constant) return {};
    const Rational& fen = value.value.interval.lo;
    if (!(fen < sum.lo) && (sum.hi_unbounded || !(sum.hi < fen))) out.push_back(fen);
  }
  sort_out(out);
  return out;
}

std::vector<Rational> outcomes_of(const Explaining& in) {
  const Interval& payable = in.award.payable.money.interval;
  const bool cut = std::any_of(in.award.cuts.begin(), in.award.cuts.end(), changes);
  if (payable.single() || payable.hi_unbounded || cut || in.award.payable.kind != outcome::QuantumKind::computed) return {};
  std::vector<Rational> sums = by_reading(in);
  sort_out(sums);
  if (covers(sums, payable)) return sums;
  sums = base_sums(in);
  const bool may_fail =
      std::any_of(in.claim().stages.begin(), in.claim().stages.end(), [](const outcome::Value& stage) { return !stage.single(); });
  if (may_fail && !sums.empty()) sums.emplace_back(0);
  sort_out(sums);
  return covers(sums, payable) ? sums : std::vector<Rational>{};
}

// Only where nothing can leave a part of the sum, it is all or nothing; what another reading makes of the sum is not known here.
Wording possible_words(const Explaining& in, const outcome::Value& money, ir::ReadingId reading) {
  const Interval& payable = money.interval;
  if (payable == in.award.payable.money.interval && !in.out.sum.empty()) return in.out.sum;
  const bool parts = std::any_of(in.award.cuts.begin(), in.award.cuts.end(), [&](const outcome::Cut& cut) {
    const bool limit = cut.kind == outcome::CutKind::cap;
    const auto& rules = in.program().settlements;
    return limit || (cut.settlement < rules.size() && rules[cut.settlement].effect == ir::EarlierEffect::tops_up);
  });
  // Of payments that nobody has told a part may be due.
  const bool paid = std::any_of(money.opens.begin(), money.opens.end(), [&](outcome::OpenId id) {
    return id.value >= in.answer.opens.size() || in.answer.opens[id].a == "history";
  });
  const bool computed = in.award.payable.kind == outcome::QuantumKind::computed;
  if (payable.single() || payable.hi_unbounded || parts || paid || !computed || !in.out.earlier.empty()) return money_words(payable);
  const ir::Measure& measure = in.measure();
  ir::ExprId amount = measure.amount && measure.exceptions.empty() ? measure.amount->value : ir::ExprId{};
  while (amount.present() && in.program().expr(amount).op == ir::Op::rounded) amount = in.program().expr(amount).args[0];
  const bool tiers = amount.present() && in.program().expr(amount).op == ir::Op::tiers;
  std::vector<Rational> sums;
  if (tiers) sums = tier_sums(in.program(), in.program().expr(amount), payable);
  else if (in.claim().base.money.single() && !in.sum_readings.contains(reading.value)) sums.push_back(in.claim().base.money.interval.lo);
  if (!sums.empty() && payable.lo.sign() == 0) sums.push_back(payable.lo);
  sort_out(sums);
  return covers(sums, payable) ? sums_words(sums) : money_words(payable);
}

Wording sums_words(const std::vector<Rational>& sums) {
  std::vector<Wording> first;
  for (const Rational& sum : sums) first.push_back(money_words(sum));
  const Wording last = first.back();
  first.pop_back();
  return first.empty() ? last : say(Sentence::or_last, {joined(first, Sentence::list_comma), last});
}

void explain_sum(Explaining& in) {
  if (in.out.no_candidate) return;
  std::vector<Rational> sums = outcomes_of(in);
  if (in.award.status == outcome::Status::conflict && sums.empty()) {
    sums = contradicting(in);
    sort_out(sums);
    if (!covers(sums, in.award.payable.money.interval)) sums.clear();
  }
  if (!sums.empty()) in.out.sum = sums_words(sums);
}

}  // namespace zhidui::report
