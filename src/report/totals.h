// Private to report: what an answer comes to where records that nobody has shown leave its total without a bound.
#pragma once

#include "outcome/answer.h"

namespace zhidui::report {

// The answer's own total; without a bound: what the listed claims can come to, limits that they share observed.
outcome::Interval listed_total(const outcome::Answer& answer);
outcome::Interval listed_total(const outcome::Answer& answer, const outcome::MeasureTotal& measure);
// The sum of listed claims (of one measure, or all), no more than what the limits leave to their groups.
outcome::Interval claims_total(const outcome::Answer& answer, const std::uint32_t* measure);
// What is due for certain of awards of which nothing is open.
base::Rational payable_now(const outcome::Answer& answer);

}  // namespace zhidui::report
