// The readings an answer rests on, and those on its way that would not change the sum.
#include <algorithm>
#include <set>

#include "report/explain.h"

namespace zhidui::report {

using outcome::Status;

namespace {

Wording standing_words(const Explaining& in, ir::ReadingId id) {
  const ir::Reading& reading = in.program().readings[id.value];
  if (id.value < in.view.scope.readings.size() && in.view.scope.readings[id.value]) return say(Sentence::reading_asked);
  switch (reading.adoption) {
    case ir::Adoption::house_default: return say(Sentence::reading_house_default);
    case ir::Adoption::authority: return say(Sentence::reading_authority, {verbatim(reading.authority)});
    case ir::Adoption::left_open: return say(Sentence::reading_left_open);
  }
  return {};
}

// Readings on the way of what decided: of the conditions, of the sum, of the cuts.
std::set<std::uint32_t> readings_used(const Explaining& in) {
  std::set<std::uint32_t> used;
  const Status status = in.award.status;
  if (in.out.no_candidate || status == Status::not_in_force || status == Status::lost_competition) return used;
  const bool open = status == Status::unknown || status == Status::needs_determination;
  // What is paid already or stands behind another claim was met: only the rule that cuts matters.
  bool decided = status == Status::deduplicated;
  for (const Condition& condition : in.out.conditions) {
    if (decided && status == Status::deduplicated) break;
    const bool decides = status == Status::ineligible ? condition.mark == Mark::fails : open ? condition.mark == Mark::open : true;
    decided = decided || (decides && condition.mark != Mark::holds);
    // A general rule that is met is no matter of this award.
    const bool told = decides && (condition.quotations.empty() || condition.mark != Mark::holds);
    if (told) used.insert(condition.readings.begin(), condition.readings.end());
  }
  if (!decided) used.insert(in.sum_readings.begin(), in.sum_readings.end());
  for (const outcome::Cut& cut : in.award.cuts) {
    if (!changes(cut) || cut.settlement >= in.program().settlements.size()) continue;
    const ir::Settlement& rule = in.program().settlements[cut.settlement];
    if (rule.per_reading.present()) used.insert(rule.per_reading.value);
    if (rule.earlier_reading.present()) used.insert(rule.earlier_reading.value);
  }
  return used;
}

ReadingUse reading_use(const Explaining& in, ir::ReadingId id) {
  const ir::Reading& reading = in.program().readings[id.value];
  ReadingUse use;
  use.reading = id;
  use.code = reading.code;
  use.question = reading.question;
  use.standing = standing_words(in, id);
  const auto taken = in.alternative(id);
  use.left_open = !taken;
  for (std::size_t i = 0; i < reading.alternatives.size(); ++i) {
    const ir::Alternative& alternative = reading.alternatives[i];
    AlternativeUse each;
    each.label = label_words(alternative.label);
    each.meaning = verbatim(alternative.meaning);
    each.taken = taken && *taken == i;
    if (each.taken) each.payable = in.award.payable.money;
    for (const outcome::Candidate& candidate : in.award.candidates) {
      const bool mine = candidate.reading == reading.code &&
                        (candidate.alternative == alternative.label.zh || candidate.alternative == alternative.label.id);
      if (mine) each.payable = candidate.payable, each.status = candidate.status;
    }
    use.alternatives.push_back(std::move(each));
  }
  return use;
}

}  // namespace

void explain_readings(Explaining& in) {
  const std::vector<std::string>& rests_on = in.award.rests_on;
  for (const std::string& code : rests_on) {
    if (const auto id = ir::find_reading(in.program(), code)) in.out.readings.push_back(reading_use(in, *id));
  }
  for (const std::uint32_t id : readings_used(in)) {
    const ir::Reading& reading = in.program().readings[id];
    if (std::find(rests_on.begin(), rests_on.end(), reading.code) != rests_on.end()) continue;
    in.out.readings_same.push_back(reading_use(in, ir::ReadingId{id}));
  }
}

}  // namespace zhidui::report
