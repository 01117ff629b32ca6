// Private to evaluate: from a measure to its claims.
#pragma once

#include "evaluate/interpreter.h"

namespace zhidui::evaluate {

// The selection stage of a claim on a record of a competition, and the sum its place gives.
struct Selection {
  Value selected;
  Value amount = Value::number(0);
  std::string rank, place, cut_off;
  std::optional<base::Rational> cut_off_score;
  std::vector<outcome::Rival> rivals;
};
Selection select(Interpreter& interpreter, const ir::Measure& measure, std::uint32_t record);

// The claim's own day, by the 事实日 statement or by what stands for it.
Value fact_date_of(Interpreter& interpreter, const ir::Measure& measure, std::uint32_t record);

// 对象 and 条件 of the measure as they stand for the rows now bound, without reasons.
Value qualifies(Interpreter& interpreter, const ir::Measure& measure);

// The sum by 金额 and 例外, and the faults of it.
outcome::Quantum base_amount(Interpreter& interpreter, const ir::Measure& measure, outcome::Claim& claim);

}  // namespace zhidui::evaluate
