// Private to engine: evaluate and settle under variations of a scope, re-evaluating only the measures a variation can touch.
#pragma once

#include <set>
#include <vector>

#include "engine/engine.h"
#include "settle/settle.h"

namespace zhidui::engine {

struct Run {
  std::vector<outcome::Award> awards;
  std::vector<evaluate::TouchedReadings> touched;
  std::vector<outcome::GroupTotal> groups, places;  // of caps; of rules that pay only some claims of a group
  std::vector<outcome::Note> notes;
  // Readings that the claims of other applicants rest on, or that would make more of them, by measure: they can take places and room.
  std::map<std::uint32_t, evaluate::TouchedReadings> touched_by_others;
};

struct Setting {
  const ir::Program& program;
  const Footprints& footprints;
  const facts::FactBase& facts;
  std::uint32_t subject;
  outcome::OpenTable& opens;
  std::map<std::uint32_t, std::set<std::uint32_t>>& others;  // measure → applicants whose claims may take places of this one's
};

Run run_all(const Setting& setting, const evaluate::Scope& scope);
// The awards of `measures` under another scope, and of the measures that a settlement rule ties to them: the rest is as
// before and left out.
Run run_again(const Setting& setting, const evaluate::Scope& scope, const Run& base, const std::set<std::uint32_t>& measures);
// The same for another alternative of one reading, chosen in `scope`; nullopt: no claim is worth anything else under it.
std::optional<Run> run_with_reading(const Setting& setting, const evaluate::Scope& scope, const Run& base, ir::ReadingId reading,
                                    const std::set<std::uint32_t>& measures);

// What would be left of the award at `index` if its claim were `supposed`, everything else as in `base`.
outcome::Value payable_if(const Setting& setting, const evaluate::Scope& scope, const Run& base, std::size_t index,
                          const outcome::Claim& supposed);

// What a supposed value may be for an open with few possibilities (bools, enumerations); empty for all others.
std::vector<outcome::Value> completions(const ir::Program& program, const outcome::Open& open);

// ---- the steps of assess, each on its own page ----
struct Totals {
  outcome::Value all = outcome::Value::number(0);
  std::map<std::uint32_t, outcome::Value> by_measure;
};
// Adds the award's sum as it stands.
void add_award(Totals& totals, const outcome::Award& award);
outcome::Value plus(const outcome::Value& a, const outcome::Value& b);  // of sums: end by end
// Totals of awards of the run, which are the applicant's: no more than their groups can pay together.
void hold_to_limits(const Setting& setting, const evaluate::Scope& scope, const std::vector<const outcome::Award*>& awards, const Run& run,
                    Totals& totals);
// Case split over opens with few possibilities: narrower sums, and only opens that matter remain. Returns the totals.
Totals sharpen(const Setting& setting, const evaluate::Scope& scope, Run& run);
// The plain sum of the awards.
outcome::Value total_of(const std::vector<outcome::Award>& awards);
void find_rests_on(const Setting& setting, const evaluate::Scope& scope, Run& run);
// Repairs of the award at `index` of the run, each with what settlement would leave of it.
void find_repairs(const Setting& setting, const evaluate::Scope& scope, Run& run, std::size_t index);
// Says which recorded decisions on the applicant's claims could not be used, and why.
void note_decisions(const Setting& setting, const evaluate::Scope& scope, const Run& run, std::vector<outcome::Note>& notes);
std::string receipt_of(const ir::Program& program, const facts::FactBase& facts, const evaluate::Scope& scope,
                       const outcome::Answer& answer);

}  // namespace zhidui::engine
