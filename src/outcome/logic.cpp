#include "outcome/logic.h"

#include <utility>

namespace zhidui::outcome {

namespace {

// One operand that certainly is `absorbing` decides; the open ones leave it open.
Value joined(std::span<const Value> operands, bool absorbing) {
  OpenSet opens;
  bool open = false;
  for (const Value& operand : operands) {
    if (absorbing ? operand.is_true() : operand.is_false()) return Value::boolean(absorbing);
    if (operand.single()) continue;
    open = true;
    opens.merge(operand.opens);
  }
  return open ? Value::open_boolean(std::move(opens)) : Value::boolean(!absorbing);
}

}  // namespace

Value conjunction(std::span<const Value> operands) { return joined(operands, false); }
Value disjunction(std::span<const Value> operands) { return joined(operands, true); }

Value both(const Value& a, const Value& b) {
  const Value operands[] = {a, b};
  return conjunction(operands);
}

Value negation(const Value& operand) {
  Value out = operand;
  std::swap(out.may_true, out.may_false);
  return out;
}

}  // namespace zhidui::outcome
