#include "compare/assess.h"

#include <algorithm>

#include "base/check.h"

namespace zhidui::compare {

using outcome::Interval;

outcome::Answer assess(const engine::Policy& policy, const Side& side, std::uint32_t subject) {
  engine::Request request;
  request.repairs = false;  // what would mend a claim belongs to the answer of the document by itself
  request.rests_on = false;
  return engine::assess(policy, *side.facts, side.scope, subject, request);
}

namespace {

bool names(const Row& row, std::size_t side, std::uint32_t measure) {
  const std::vector<ir::MeasureId>& of = row.measures[side];
  return std::any_of(of.begin(), of.end(), [&](ir::MeasureId id) { return id.value == measure; });
}

bool takes(const Row& row, const facts::FactBase& facts, const outcome::Claim& claim) {
  if (!row.only || claim.record == UINT32_MAX) return true;
  const facts::Record& record = facts.record(claim.record);
  if (!(record.type == row.only->record)) return true;
  const auto& segments = record.fields[row.only->field.value].segments;
  if (segments.empty()) return true;
  return std::any_of(row.only->members.begin(), row.only->members.end(),
                     [&](std::uint32_t member) { return segments.front().value.may.may_hold(member); });
}

}  // namespace

std::size_t row_of(const std::vector<Row>& rows, std::size_t side, const facts::FactBase& facts, const outcome::Claim& claim) {
  std::size_t last = rows.size();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!names(rows[i], side, claim.measure)) continue;
    if (takes(rows[i], facts, claim)) return i;
    last = i;
  }
  CHECK(last < rows.size());
  return last;
}

bool may_hold_unseen(const Row& row, std::size_t side, const outcome::Claim& claim) {
  return claim.key.unit_kind == outcome::UnitKind::none && names(row, side, claim.measure);
}

Verdict most_of(const std::vector<std::optional<Interval>>& sums) {
  Verdict out;
  std::optional<base::Rational> floor;  // what some side gives at least
  for (const auto& sum : sums) {
    if (sum && (!floor || *floor < sum->lo)) floor = sum->lo;
  }
  for (std::size_t i = 0; i < sums.size(); ++i) {
    if (!sums[i]) continue;
    const bool nothing = !sums[i]->hi_unbounded && sums[i]->hi.sign() <= 0;
    if (!nothing && (sums[i]->hi_unbounded || !(sums[i]->hi < *floor))) out.sides.push_back(i);
  }
  if (out.sides.empty()) return {};
  // One alone may reach the floor: whatever it comes to in the end, no other comes to more.
  if (out.sides.size() == 1) out.most = Most::one;
  else if (std::all_of(out.sides.begin(), out.sides.end(), [&](std::size_t i) { return sums[i]->single(); })) out.most = Most::equal;
  else out.most = Most::open;
  return out;
}

}  // namespace zhidui::compare
