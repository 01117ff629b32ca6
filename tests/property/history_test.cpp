// Limits and places hold over any history (docs/language.md §5.4): whoever asks when, and whatever of the awards is paid, what was
// paid in all under a rule stays within its limit, and its places are taken once each.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "base/must.h"
#include "outcome/comparison.h"
#include "random_facts.h"
#include "subjects.h"

namespace {

using namespace zhidui;
using base::Date;
using base::Rational;
using outcome::Value;
using property::Random;
using property::Subject;
using property::World;

// What was paid of one claim on one day.
struct Posted {
  outcome::ClaimKey key;
  evaluate::ClaimContext claim;
  Rational fen;
};

evaluate::Scope on(const ir::Program& program, Date day) {
  evaluate::Scope at = property::settled_readings(program, *engine::scope_of(program, property::asked_on(program, day)));
  at.reasons = false;
  return at;
}

// All that is due, or a part of it.
std::vector<Posted> pay(const engine::Policy& policy, facts::FactBase& base, const evaluate::Scope& at, std::uint32_t subject,
                        Random& random) {
  engine::Request plain;
  plain.repairs = plain.rests_on = false;
  const outcome::Answer answer = engine::assess(policy, base, at, subject, plain);
  std::vector<Posted> out;
  for (facts::Payment& payment : engine::post(policy.program, base, answer, at.claimed)) {
    if (random.chance(20)) continue;  // not paid yet
    if (random.chance(20)) payment.fen = (payment.fen / Rational(2)).rounded_to(Rational(1), base::Rounding::up);
    const auto award = std::find_if(answer.awards.begin(), answer.awards.end(),
                                    [&](const outcome::Award& a) { return payment.id == "post:" + a.claim.key.to_string(); });
    REQUIRE(award != answer.awards.end());
    const outcome::Claim& claim = award->claim;
    out.push_back({claim.key, {ir::MeasureId{claim.measure}, claim.subject, claim.record, claim.key.period, claim.fact_date}, payment.fen});
    payment.id += "@" + std::to_string(base.history.size());
    base.history.push_back(std::move(payment));
  }
  base.statements_changed();
  return out;
}

struct Run {
  const ir::Program& program;
  const facts::FactBase& base;
  const evaluate::Scope& at;
  outcome::OpenTable opens;

  std::size_t taken(ir::ReadingId reading) const {
    return reading.present() ? base::must(evaluate::alternative_in_use(program, at, reading)) : 0;
  }
  Value value(const Posted& posted, ir::ExprId expr) { return evaluate::evaluate_in(program, base, at, posted.claim, expr, opens); }

  bool holds(const ir::Settlement& rule) const {
    return std::all_of(rule.adopts.begin(), rule.adopts.end(),
                       [&](const ir::Adopts& adopts) { return adopts.holds[taken(adopts.reading)]; });
  }
  bool counts_own_payments(const ir::Settlement& rule) const {
    if (rule.earlier.empty()) return false;
    switch (rule.earlier[taken(rule.earlier_reading)]) {
      case ir::History::this_measure:
      case ir::History::this_document:
      case ir::History::same_level:
      case ir::History::all_levels: return true;
      default: return false;
    }
  }

  const ir::MeasureKeys* keys_of(const ir::Settlement& rule, const Posted& posted) const {
    const auto found = std::find_if(rule.measures.begin(), rule.measures.end(),
                                    [&](const ir::MeasureKeys& keys) { return keys.measure == posted.claim.measure; });
    return found == rule.measures.end() ? nullptr : &*found;
  }
  bool same_group(const ir::Settlement& rule, const Posted& a, const Posted& b) {
    if (!rule.across_subjects && a.claim.subject != b.claim.subject) return false;
    const std::size_t per = taken(rule.per_reading);
    const auto& of_a = keys_of(rule, a)->per[per].keys;
    const auto& of_b = keys_of(rule, b)->per[per].keys;
    for (std::size_t k = 0; k < of_a.size(); ++k) {
      // Nobody has decided what else is the same matter: each claim is its own.
      const bool same = of_a[k].same_matter ? a.key == b.key && a.claim.subject == b.claim.subject
                                            : outcome::alike(value(a, of_a[k].value), value(b, of_b[k].value)).is_true();
      if (!same) return false;
    }
    return true;
  }

  // Of the group of one payment: paid in all, and to how many claims.
  void check(const ir::Settlement& rule, const Posted& one, const std::vector<Posted>& all) {
    Rational paid;
    std::set<std::pair<std::string, std::uint32_t>> claims;
    for (const Posted& other : all) {
      if (!keys_of(rule, other) || !same_group(rule, one, other)) continue;
      paid = paid + other.fen;
      claims.insert({other.key.to_string(), other.claim.subject});
    }
    const ir::SettleNode& root = rule.nodes[rule.root];
    INFO(rule.name << ": " << one.key.to_string());
    if (root.op == ir::SettleOp::cap) {
      const Value limit = value(one, root.limit);
      CHECK_MESSAGE(!(limit.interval.hi < paid), paid.to_string(), " of ", limit.interval.hi.to_string());
    }
    if (root.op == ir::SettleOp::first) CHECK(claims.size() <= static_cast<std::size_t>(root.n));
    if (root.op == ir::SettleOp::no_repeat) CHECK(claims.size() <= 1);
  }
};

std::size_t check_history(const Subject& subject, std::uint64_t seed) {
  const ir::Program& program = subject.policy.program;
  Random random(seed + 8'000'000);
  World world = property::complete_world(program, random);
  world.history.clear();
  facts::FactBase base = property::base_of(program, world);
  const std::vector<std::uint32_t> applicants = engine::applicants(program, base);
  std::vector<Posted> all;
  evaluate::Scope at;
  for (const char* day : {"2024-03-10", "2024-12-20", "2025-03-10", "2025-03-10", "2025-09-30", "2026-02-01"}) {
    at = on(program, base::must(Date::parse(day)));
    for (Posted& posted : pay(subject.policy, base, at, applicants[random.below(applicants.size())], random)) {
      all.push_back(std::move(posted));
    }
  }
  CAPTURE(seed);
  Run run{program, base, at, {}};
  std::size_t checks = 0;
  for (const ir::Settlement& rule : program.settlements) {
    if (!run.holds(rule) || !run.counts_own_payments(rule)) continue;
    for (const Posted& one : all) {
      if (run.keys_of(rule, one)) run.check(rule, one, all), ++checks;
    }
  }
  return checks;
}

TEST_CASE("limits and places hold over any history") {
  for (const Subject& subject : property::all_policies()) {
    CAPTURE(subject.name);
    const std::size_t count = std::max<std::size_t>(150, property::patterns(100'000) / 20 / subject.share);
    std::size_t checks = 0;
    for (std::uint64_t seed = 1; seed <= count; ++seed) checks += check_history(subject, seed);
    MESSAGE(subject.name, ", groups looked at: ", checks);
  }
}

}  // namespace
