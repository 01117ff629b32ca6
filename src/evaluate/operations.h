// The pure operations: values in, value out, with the rule for open values of docs/operations.md. No facts, no program state.
#pragma once

#include <span>
#include <vector>

#include "ir/program.h"
#include "outcome/comparison.h"
#include "outcome/logic.h"

namespace zhidui::evaluate {

using outcome::conjunction;
using outcome::disjunction;
using outcome::negation;
using outcome::OpenSet;
using outcome::Value;

// Operands in the order of Expr::args, then: tiers — the rows' bounds, then the rows' values; match — the rows' values;
// cases — the rows' conditions, the rows' values, then `otherwise`, which is anything (and open) where the rules are silent.
// CHECKs on operations that read rows or facts. `reached`, when given, takes the indices of the rows (or branches) that some
// possibility reaches; the number of rows stands for "none", of cases for `otherwise`.
Value apply(const ir::Expr& expr, std::span<const Value> args, std::vector<std::uint32_t>* reached = nullptr);

// One row of an aggregate: does it count, what does it add (unused by count and exists).
struct Member {
  Value keep;
  Value value;
};
// `unseen`: the opens of rows that may exist beyond the members; empty when the relation is complete for this filter.
// `unseen_value`: what one such row could add. `low`: the value of a maximum over no row; `high`: of a minimum.
struct RowSet {
  std::vector<Member> members;
  OpenSet unseen;
  Value unseen_value;
  base::Rational low, high;
};
Value aggregate(ir::Op op, const RowSet& rows);

Value opposite(const Value& number);  // −x
// The value when `condition` holds, else `other`.
Value choose(const Value& condition, const Value& value, const Value& other);

}  // namespace zhidui::evaluate
