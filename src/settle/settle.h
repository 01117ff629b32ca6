// The reference settlement: the claims of one applicant → awards. A specification like `evaluate` (docs/language.md
// §5.4): every rule is a pure function of what the claims are worth before it; open values are carried as bounds.
#pragma once

#include <vector>

#include "evaluate/evaluate.h"
#include "facts/fact_base.h"
#include "outcome/answer.h"

namespace zhidui::settle {

struct Settled {
  std::vector<outcome::Award> awards;              // one per claim, in the order given; status not yet set
  std::vector<outcome::GroupTotal> groups;         // what each cap holds together
  std::vector<outcome::GroupTotal> places;         // what groups of which only some claims are paid can come to
  std::vector<evaluate::TouchedReadings> touched;  // per award: readings of settlement rules that would change it
};

// What a claim is worth before any rule: its sum if all stages hold, 0 if one certainly fails, otherwise anything between.
outcome::Value worth(const outcome::Claim& claim);

Settled settle(const ir::Program& program, const facts::FactBase& facts, const evaluate::Scope& scope, std::vector<outcome::Claim> claims,
               outcome::OpenTable& opens);

}  // namespace zhidui::settle
