// Comparisons agree with the words of the text: ≥ with 以上 and 达到, > with 超过, < with 不足, ≤ with 不超过
// (docs/language.md §6).
#include <algorithm>

#include "check/coverage.h"
#include "text/bound_phrase.h"

namespace zhidui::check {

using text::BoundPhrase;
using text::Kind;

namespace {

std::string_view sign_of(bool at_least, bool inclusive) {
  if (at_least) return inclusive ? "≥" : ">";
  return inclusive ? "≤" : "<";
}

// What one occurrence of a number asks of the literals that carry it.
struct Demand {
  BoundPhrase phrase;
  bool either = false;  // two bands meet here and both words include it: nobody can tell
};

// Where two bands meet, 30件（含）以上 and 30件以下, the explicit one decides for both.
Demand demand_of(const BoundPhrase& phrase, const std::vector<BoundPhrase>& all) {
  Demand out{phrase, false};
  if (phrase.explicit_) return out;
  for (const BoundPhrase& other : all) {
    if (other.at_least == phrase.at_least) continue;
    if (other.explicit_) {
      out.phrase.inclusive = !other.inclusive;
      return out;
    }
    out.either = true;
  }
  return out;
}

bool agrees(const BoundUse& use, const Demand& demand) {
  if (use.exact) return false;
  const BoundPhrase& phrase = demand.phrase;
  if (use.at_least == phrase.at_least) return demand.either || use.inclusive == phrase.inclusive;
  // 不足10件的不予资助 says ≥ 10件 of those who are paid: what falls short is named in order to be left out.
  const bool falls_short = !phrase.at_least && !phrase.inclusive && phrase.explicit_;
  if (!use.may_be_negated && !falls_short) return false;
  return demand.either || use.inclusive != phrase.inclusive;
}

}  // namespace

void check_bound(const text::SourceSet& sources, const text::Document& document, const Binding& binding,
                 const std::vector<Occurrence>& numbers, text::Diagnostics& diagnostics) {
  if (!binding.literal->use) return;
  const auto own = text::bound_phrase(document, binding.number);
  if (!own) return;
  std::vector<BoundPhrase> all;
  std::vector<BoundPhrase> deciding{*own};
  for (const Occurrence& occurrence : numbers) {
    if (!matches(*binding.literal, occurrence.number)) continue;
    const auto phrase = text::bound_phrase(document, occurrence.number.span);
    if (!phrase) continue;
    all.push_back(*phrase);
    if (!occurrence.taken) deciding.push_back(*phrase);  // a number that repeats says as much as the one bound before
  }
  const BoundUse& use = *binding.literal->use;
  const bool fits =
      std::any_of(deciding.begin(), deciding.end(), [&](const BoundPhrase& phrase) { return agrees(use, demand_of(phrase, all)); });
  if (fits) return;
  const std::string literal(sources.slice(binding.literal->span));
  const std::string sign(use.exact ? "=" : sign_of(use.at_least, use.inclusive));
  const BoundPhrase& said = demand_of(*own, all).phrase;
  diagnostics.report(
      Kind::bound_differs, binding.literal->span,
      {sign + " " + literal, std::string(sources.slice(own->span)), std::string(sign_of(said.at_least, said.inclusive)) + " " + literal});
}

}  // namespace zhidui::check
