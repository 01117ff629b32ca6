// The sum of a claim: 金额, 例外 with priorities, 裁量, 未定, and the decisions that settle them.
#include <algorithm>

#include "base/must.h"
#include "evaluate/claims.h"

namespace zhidui::evaluate {

using base::Rational;
using outcome::OpenKind;
using outcome::Quantum;
using outcome::QuantumKind;

namespace {
// Exceptions whose guard is open are tried both ways; more than this and all of them count as possible at once.
constexpr std::size_t kOpenGuardLimit = 8;

// Between the two ends. Where the lower one is above the upper one nothing lies between them: the rules are silent.
Value range_of(Interpreter& in, const Value& low, const Value& high) {
  OpenSet opens = low.opens;
  opens.merge(high.opens);
  const bool may_be_empty = low.interval.hi_unbounded || (!high.interval.hi_unbounded && high.interval.lo < low.interval.hi);
  if (may_be_empty) opens.merge(in.unsaid(OpenKind::gap, ""));
  const bool unbounded = may_be_empty || high.interval.hi_unbounded;
  return Value::interval_of({may_be_empty ? Rational(0) : low.interval.lo, high.interval.hi, false, unbounded}, std::move(opens));
}

// A recorded decision on the amount of this claim settles a range and gives a sum to what has none.
void apply_decision(const Interpreter& in, const ir::Measure& measure, const outcome::Claim& claim, Quantum& quantum) {
  if (quantum.kind == QuantumKind::computed) return;
  const facts::Decision* found = facts::decided_amount(in.facts_, claim.key, std::min(in.scope_.decided, in.scope_.known));
  if (!found) return;
  const outcome::Interval& range = quantum.money.interval;
  const bool inside = !(found->fen < range.lo) && (range.hi_unbounded || !(range.hi < found->fen));
  if (inside) quantum = {Value::number(found->fen), QuantumKind::computed, measure.decider};
}

Quantum quantum_of(Interpreter& in, const ir::Measure& measure, const ir::Amount& amount, outcome::Claim& claim, bool explained) {
  Quantum out;
  switch (amount.kind) {
    case ir::AmountKind::computed: {
      if (!explained) {
        out.money = in.eval(amount.value);
        break;
      }
      auto [value, node] = in.explain(amount.value, {.trace = &claim.trace});
      out.money = std::move(value);
      claim.amount_trace = node;
      break;
    }
    case ir::AmountKind::discretion: {
      out.kind = QuantumKind::discretionary;
      out.decider = measure.decider;
      out.money = range_of(in, in.eval(amount.low), in.eval(amount.high));
      break;
    }
    case ir::AmountKind::undetermined:
      out.kind = QuantumKind::unstated;
      out.decider = measure.decider;
      out.money = Value::interval_of({Rational(0), Rational(0), false, true},
                                     in.open(OpenKind::decision, claim.key.measure, claim.key.unit, "amount", measure.decider));
      break;
  }
  apply_decision(in, measure, claim, out);
  return out;
}

// The exceptions of `active` that no other active one overrides.
std::vector<std::size_t> prevailing(const std::vector<ir::Exception>& exceptions, const std::vector<std::size_t>& active) {
  std::vector<std::size_t> out;
  for (std::size_t i : active) {
    const bool overridden = std::any_of(active.begin(), active.end(), [&](std::size_t j) {
      const auto& over = exceptions[j].over;
      return std::find(over.begin(), over.end(), i) != over.end();
    });
    if (!overridden) out.push_back(i);
  }
  return out;
}

struct Guarded {
  std::vector<std::size_t> certain, open;
  OpenSet because;
};

// One possibility of the guards: the sum that then applies; a conflict where several prevail with different sums.
void add_outcome(const ir::Measure& measure, const std::vector<std::size_t>& active, const Quantum& general,
                 const std::vector<Quantum>& special, bool certain, const OpenSet& because, std::optional<Quantum>& out,
                 outcome::Claim& claim) {
  const std::vector<std::size_t> winners = prevailing(measure.exceptions, active);
  const Quantum& chosen = winners.empty() ? general : special[winners.front()];
  outcome::Fault conflict{outcome::Fault::Kind::conflict, {}, certain};
  for (std::size_t winner : winners) {
    if (special[winner].money == chosen.money) continue;
    conflict.rules.push_back(measure.exceptions[winner].name);
    conflict.certain = conflict.certain && outcome::equal(special[winner].money, chosen.money).is_false();
  }
  if (!conflict.rules.empty()) {
    conflict.rules.insert(conflict.rules.begin(), measure.exceptions[winners.front()].name);
    claim.faults.push_back(std::move(conflict));
  }
  for (std::size_t k = 0; k < std::max<std::size_t>(1, winners.size()); ++k) {
    const Quantum& next = winners.empty() ? general : special[winners[k]];
    if (!out) {
      out = next;
    } else {
      out->money = outcome::hull(out->money, next.money, because);
      if (next.kind != QuantumKind::computed) out->kind = next.kind;
    }
  }
}

Quantum with_exceptions(Interpreter& in, const ir::Measure& measure, const Quantum& general, outcome::Claim& claim) {
  Guarded guards;
  std::vector<Quantum> special;
  for (std::size_t i = 0; i < measure.exceptions.size(); ++i) {
    const Value when = in.eval(measure.exceptions[i].when);
    special.push_back(quantum_of(in, measure, measure.exceptions[i].amount, claim, when.is_true()));
    if (when.is_true()) guards.certain.push_back(i);
    if (when.may_true && when.may_false) {
      guards.open.push_back(i);
      guards.because.merge(when.opens);
    }
  }
  if (guards.open.size() > kOpenGuardLimit) {
    guards.certain.insert(guards.certain.end(), guards.open.begin(), guards.open.end());
    guards.open.clear();
  }
  std::optional<Quantum> out;
  for (std::size_t choice = 0; choice < (std::size_t{1} << guards.open.size()); ++choice) {
    std::vector<std::size_t> active = guards.certain;
    for (std::size_t bit = 0; bit < guards.open.size(); ++bit) {
      if (choice >> bit & 1) active.push_back(guards.open[bit]);
    }
    add_outcome(measure, active, general, special, guards.open.empty(), guards.because, out, claim);
  }
  return base::must(std::move(out));
}

}  // namespace

Quantum base_amount(Interpreter& in, const ir::Measure& measure, outcome::Claim& claim) {
  Quantum quantum;
  if (measure.amount) quantum = quantum_of(in, measure, *measure.amount, claim, true);
  if (!measure.exceptions.empty()) quantum = with_exceptions(in, measure, quantum, claim);
  for (std::uint32_t i = 0; i < measure.lets.size() && in.scope_.reasons; ++i) {
    claim.lets.emplace_back(i, in.explain(measure.lets[i].value, {.trace = &claim.trace}).second);
  }
  return quantum;
}

}  // namespace zhidui::evaluate
