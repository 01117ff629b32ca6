// What an award rests on: the readings under whose other alternatives its sum would differ.
#include <algorithm>

#include "engine/run.h"

namespace zhidui::engine {

namespace {

void compare(const ir::Program& program, ir::ReadingId id, std::uint32_t alternative, const Run& again, Run& run,
             const outcome::OpenTable& opens) {
  const ir::Reading& reading = program.readings[id.value];
  for (outcome::Award& award : run.awards) {
    const auto found = std::find_if(again.awards.begin(), again.awards.end(),
                                    [&](const outcome::Award& other) {
                                      return other.claim.key == award.claim.key && other.claim.subject == award.claim.subject;
                                    });
    if (found == again.awards.end()) continue;
    const bool listed = std::find(award.rests_on.begin(), award.rests_on.end(), reading.code) != award.rests_on.end();
    if (found->payable.money == award.payable.money && !listed) continue;
    if (!listed) award.rests_on.push_back(reading.code);
    outcome::Award other = *found;
    award.candidates.push_back({reading.code, reading.alternatives[alternative].label.zh, found->payable.money,
                                outcome::award_status(other, opens)});
  }
}

}  // namespace

void find_rests_on(const Setting& setting, const evaluate::Scope& scope, Run& run) {
  std::map<ir::ReadingId, std::set<std::uint32_t>> touched;   // reading → measures it can change
  for (std::size_t i = 0; i < run.awards.size(); ++i) {
    for (ir::ReadingId id : run.touched[i]) touched[id].insert(run.awards[i].claim.measure);
  }
  for (const auto& [id, measures] : touched) {
    const ir::Reading& reading = setting.program.readings[id.value];
    const bool chosen = id.value < scope.readings.size() && scope.readings[id.value].has_value();
    const bool left_open = !chosen && reading.adoption == ir::Adoption::left_open;
    const std::uint32_t taken = chosen ? *scope.readings[id.value] : reading.adopted;
    for (std::uint32_t alternative = 0; alternative < reading.alternatives.size(); ++alternative) {
      if (!left_open && alternative == taken) continue;
      evaluate::Scope other = scope;
      other.readings.resize(setting.program.readings.size());
      other.readings[id.value] = alternative;
      compare(setting.program, id, alternative, run_again(setting, other, run, measures), run, setting.opens);
    }
  }
}

}  // namespace zhidui::engine
