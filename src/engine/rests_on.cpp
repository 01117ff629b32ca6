// What an award rests on: the readings under whose other alternatives its sum would differ.
#include <algorithm>

#include "engine/run.h"

namespace zhidui::engine {

namespace {

bool same_claim(const outcome::Award& a, const outcome::Award& b) {
  return a.claim.key == b.claim.key && a.claim.subject == b.claim.subject;
}

bool among(const std::vector<outcome::Award>& awards, const outcome::Award& award) {
  return std::any_of(awards.begin(), awards.end(), [&](const outcome::Award& other) { return same_claim(other, award); });
}

// The award as it would be. One whose record is then no candidate is worth nothing; where a measure now has no
// candidate, what it would have is shown on the award that says so.
outcome::Award as_in(const std::vector<outcome::Award>& again, const std::vector<outcome::Award>& now, const outcome::Award& award) {
  const auto found = std::find_if(again.begin(), again.end(), [&](const outcome::Award& other) { return same_claim(other, award); });
  if (found != again.end()) return *found;
  outcome::Award out = award;
  out.claim.stages[static_cast<std::size_t>(outcome::Stage::condition)] = outcome::Value::boolean(false);
  out.payable.money = outcome::Value::number(0);
  if (award.claim.key.unit_kind != outcome::UnitKind::none) return out;
  std::vector<outcome::Award> fresh;
  for (const outcome::Award& other : again) {
    if (other.claim.measure == award.claim.measure && other.claim.subject == award.claim.subject && !among(now, other))
      fresh.push_back(other);
  }
  if (!fresh.empty()) out = fresh.front();
  out.payable.money = total_of(fresh);
  return out;
}

// What each award would be under an alternative; without a run of it, as it is now.
std::vector<outcome::Candidate> under(const ir::Reading& reading, std::uint32_t alternative, const std::optional<Run>& again,
                                      const Run& run, const std::set<std::uint32_t>& measures, const outcome::OpenTable& opens) {
  std::vector<outcome::Candidate> out;
  for (const outcome::Award& award : run.awards) {
    const bool run_again = again && (measures.contains(award.claim.measure) || among(again->awards, award));
    const outcome::Award then = run_again ? as_in(again->awards, run.awards, award) : award;
    const bool same = then.payable.money == award.payable.money;
    out.push_back(
        {reading.code, reading.alternatives[alternative].label.zh, then.payable.money, outcome::award_status(same ? award : then, opens)});
  }
  return out;
}

// An award of which some alternative changes the sum rests on the reading; then every alternative is shown.
void list(const ir::Reading& reading, const std::vector<std::vector<outcome::Candidate>>& alternatives, Run& run) {
  for (std::size_t i = 0; i < run.awards.size(); ++i) {
    outcome::Award& award = run.awards[i];
    const bool differs = std::any_of(alternatives.begin(), alternatives.end(),
                                     [&](const auto& candidates) { return !(candidates[i].payable == award.payable.money); });
    if (!differs) continue;
    award.rests_on.push_back(reading.code);
    for (const auto& candidates : alternatives) award.candidates.push_back(candidates[i]);
  }
}

}  // namespace

void find_rests_on(const Setting& setting, const evaluate::Scope& scope, Run& run) {
  std::map<ir::ReadingId, std::set<std::uint32_t>> touched;  // reading → measures it can change
  for (std::size_t i = 0; i < run.awards.size(); ++i) {
    for (ir::ReadingId id : run.touched[i]) touched[id].insert(run.awards[i].claim.measure);
  }
  for (const auto& [measure, readings] : run.touched_by_others) {
    for (ir::ReadingId id : readings) touched[id].insert(measure);
  }
  for (const auto& [id, measures] : touched) {
    const ir::Reading& reading = setting.program.readings[id.value];
    const bool chosen = id.value < scope.readings.size() && scope.readings[id.value].has_value();
    const bool left_open = !chosen && reading.adoption == ir::Adoption::left_open;
    const std::uint32_t taken = scope.readings[id.value].value_or(reading.adopted);
    std::vector<std::vector<outcome::Candidate>> alternatives;
    for (std::uint32_t alternative = 0; alternative < reading.alternatives.size(); ++alternative) {
      if (!left_open && alternative == taken) continue;
      evaluate::Scope other = scope;
      other.readings.resize(setting.program.readings.size());
      other.readings[id.value] = alternative;
      alternatives.push_back(
          under(reading, alternative, run_with_reading(setting, other, run, id, measures), run, measures, setting.opens));
    }
    list(reading, alternatives, run);
  }
}

}  // namespace zhidui::engine
