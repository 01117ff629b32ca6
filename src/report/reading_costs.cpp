// What an alternative comes to beside what holds now.
#include <algorithm>
#include <utility>

#include "report/readings.h"
#include "report/tallies.h"
#include "report/totals.h"

namespace zhidui::report {

using base::Rational;
using outcome::Answer;
using outcome::Interval;

namespace {

std::map<std::uint32_t, Interval> measures_of(const Answer& answer) {
  std::map<std::uint32_t, Interval> out;
  for (const outcome::MeasureTotal& measure : answer.measures) out[measure.measure] = listed_total(answer, measure);
  return out;
}

// A measure that one of the two does not list is worth nothing there.
std::vector<Moved::Part> parts_of(const Answer& now, const Answer& then) {
  const std::map<std::uint32_t, Interval> before = measures_of(now), after = measures_of(then);
  std::map<std::uint32_t, Moved::Part> all;
  for (const auto& [measure, sum] : before) all[measure] = {measure, sum, {}};
  for (const auto& [measure, sum] : after) all[measure].measure = measure, all[measure].then = sum;
  std::vector<Moved::Part> out;
  for (const auto& [measure, part] : all) {
    if (!(part.now == part.then)) out.push_back(part);
  }
  return out;
}

}  // namespace

Difference difference_of(const Interval& now, const Interval& then) {
  Difference out;
  if (!now.lo_unbounded && !then.lo_unbounded) out.least = then.lo - now.lo;
  if (!now.hi_unbounded && !then.hi_unbounded) out.most = then.hi - now.hi;
  return out;
}

Direction direction_of(const Moved& moved) {
  const Interval &now = moved.now, &then = moved.then;
  const auto side = [](const Rational& a, const Rational& b) { return a < b ? 1 : b < a ? -1 : 0; };
  const int low = side(now.lo, then.lo);
  int high = static_cast<int>(then.hi_unbounded) - static_cast<int>(now.hi_unbounded);
  if (!now.hi_unbounded && !then.hi_unbounded) high = side(now.hi, then.hi);
  if (low * high < 0) return Direction::either;
  const bool both = low != 0 && high != 0;
  if (low + high >= 0) return both ? Direction::gains : Direction::may_gain;
  return both ? Direction::loses : Direction::may_lose;
}

Weighing::Weighing(const View& view, const engine::Baseline& base) : view_(view), base_(base), answers_(base.answers) {
  const Tallies tallies = tallies_of(view, answers_);
  costs_.subjects = base.subjects;
  costs_.total = tallies.all.total;
  costs_.perhaps_more = tallies.all.perhaps_more > 0;
}

void Weighing::add(const engine::Trial& trial, std::vector<Answer> changed) {
  AlternativeCost cost{trial.reading, trial.alternative, costs_.total, {}};
  for (std::size_t i = 0; i < changed.size(); ++i) {
    const std::size_t subject = trial.changeable[i];
    Moved moved{subject, listed_total(base_.answers[subject]), listed_total(changed[i]), parts_of(base_.answers[subject], changed[i])};
    // What only goes from one measure to another is nobody's gain.
    if (!(moved.now == moved.then)) cost.moved.push_back(std::move(moved));
  }
  if (!changed.empty()) {
    const auto exchange = [&] {
      for (std::size_t i = 0; i < changed.size(); ++i) std::swap(answers_[trial.changeable[i]], changed[i]);
    };
    const evaluate::Scope scope = engine::with_reading(view_.policy, view_.scope, trial.reading, trial.alternative);
    exchange();
    cost.total = tallies_of({view_.policy, view_.facts, scope}, answers_).all.total;
    exchange();
  }
  costs_.alternatives.push_back(std::move(cost));
}

}  // namespace zhidui::report
