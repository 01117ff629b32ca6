#include "engine/reading_cost.h"

#include "engine/run.h"

namespace zhidui::engine {

using outcome::Answer;

namespace {

// Sums need neither reasons nor what would mend them.
Answer sums_of(const Policy& policy, const facts::FactBase& facts, evaluate::Scope scope, std::uint32_t subject) {
  scope.reasons = false;
  Request request;
  request.repairs = false;
  request.rests_on = false;
  return assess(policy, facts, scope, subject, request);
}

// INVARIANT: an answer changes only where a place was evaluated at which the alternatives differ: of the applicant's own claims, of what
// settles them, or of another applicant's claim that a rule 跨主体 settles with them.
evaluate::TouchedReadings touched_by(const Policy& policy, const facts::FactBase& facts, const evaluate::Scope& asked,
                                     std::uint32_t subject) {
  evaluate::Scope scope = with_adopted_readings(policy.program, facts, asked);
  scope.reasons = false;
  outcome::OpenTable opens;
  std::map<std::uint32_t, std::set<std::uint32_t>> others;
  const Run run = run_all({policy.program, policy.footprints, facts, subject, opens, others}, scope);
  evaluate::TouchedReadings out;
  for (const evaluate::TouchedReadings& touched : run.touched) out.insert(touched.begin(), touched.end());
  for (const auto& [measure, touched] : run.touched_by_others) out.insert(touched.begin(), touched.end());
  return out;
}

}  // namespace

std::optional<std::uint32_t> alternative_taken(const Policy& policy, const facts::FactBase& facts, const evaluate::Scope& scope,
                                               ir::ReadingId reading) {
  return evaluate::alternative_in_use(policy.program, with_adopted_readings(policy.program, facts, scope), reading);
}

evaluate::Scope with_reading(const Policy& policy, evaluate::Scope scope, ir::ReadingId reading, std::uint32_t alternative) {
  scope.readings.resize(policy.program.readings.size());
  scope.readings[reading.value] = alternative;
  return scope;
}

std::optional<Baseline> baseline(const Policy& policy, const facts::FactBase& facts, const evaluate::Scope& scope,
                                 const std::vector<std::uint32_t>& subjects, const Step& step) {
  Baseline out;
  out.subjects = subjects;
  for (const std::uint32_t subject : subjects) {
    out.answers.push_back(sums_of(policy, facts, scope, subject));
    out.touched.push_back(touched_by(policy, facts, scope, subject));
    if (!step()) return std::nullopt;
  }
  return out;
}

std::vector<Trial> trials(const Policy& policy, const facts::FactBase& facts, const evaluate::Scope& scope, const Baseline& base) {
  std::vector<Trial> out;
  for (std::uint32_t r = 0; r < policy.program.readings.size(); ++r) {
    const ir::ReadingId reading{r};
    Trial trial{reading, 0, {}};
    for (std::size_t i = 0; i < base.subjects.size(); ++i) {
      if (base.touched[i].contains(reading)) trial.changeable.push_back(i);
    }
    const auto taken = alternative_taken(policy, facts, scope, reading);
    for (std::uint32_t a = 0; a < policy.program.readings[r].alternatives.size(); ++a) {
      if (taken == a) continue;
      trial.alternative = a;
      out.push_back(trial);
    }
  }
  return out;
}

std::optional<std::vector<Answer>> answers_under(const Policy& policy, const facts::FactBase& facts, const evaluate::Scope& scope,
                                                 const Baseline& base, const Trial& trial, const Step& step) {
  const evaluate::Scope other = with_reading(policy, scope, trial.reading, trial.alternative);
  std::vector<Answer> out;
  for (const std::size_t i : trial.changeable) {
    out.push_back(sums_of(policy, facts, other, base.subjects[i]));
    if (!step()) return std::nullopt;
  }
  return out;
}

}  // namespace zhidui::engine
