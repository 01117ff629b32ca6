#include "engine/run.h"

#include <algorithm>

namespace zhidui::engine {

using outcome::Claim;
using outcome::Value;

namespace {

Run settled(const Setting& setting, const evaluate::Scope& scope, evaluate::Evaluation evaluation) {
  settle::Settled result = settle::settle(setting.program, setting.facts, scope, std::move(evaluation.claims), setting.opens);
  Run run;
  run.touched = std::move(evaluation.touched);
  for (std::size_t i = 0; i < result.touched.size(); ++i) run.touched[i].merge(result.touched[i]);
  run.awards = std::move(result.awards);
  run.groups = std::move(result.groups);
  run.notes = std::move(evaluation.notes);
  return run;
}

Claim without_reasons(const Claim& claim) {
  Claim bare;
  bare.key = claim.key;
  bare.measure = claim.measure;
  bare.subject = claim.subject;
  bare.record = claim.record;
  bare.stages = claim.stages;
  bare.base = claim.base;
  bare.fact_date = claim.fact_date;
  bare.faults = claim.faults;
  return bare;
}

// Does the rule ever hold claims of different measures against each other? One that groups by 同一事项 alone does so only where a decision says so.
bool ties_measures(const Setting& setting, const ir::Settlement& rule) {
  if (rule.measures.size() < 2) return false;
  const bool decided = std::any_of(setting.facts.decisions.begin(), setting.facts.decisions.end(),
                                   [](const facts::Decision& d) { return d.kind == facts::DecisionKind::same_matter; });
  for (const ir::KeyAlternative& alternative : rule.measures.front().per) {
    const bool by_matter = std::any_of(alternative.keys.begin(), alternative.keys.end(), [](const ir::Key& key) { return key.same_matter; });
    if (!by_matter || decided) return true;
  }
  return false;
}

std::set<std::uint32_t> tied_to(const Setting& setting, std::set<std::uint32_t> measures) {
  for (std::size_t before = 0; before != measures.size();) {
    before = measures.size();
    for (const ir::Settlement& rule : setting.program.settlements) {
      const bool touches = std::any_of(rule.measures.begin(), rule.measures.end(),
                                       [&](const ir::MeasureKeys& keys) { return measures.contains(keys.measure.value); });
      if (!touches || !ties_measures(setting, rule)) continue;
      for (const ir::MeasureKeys& keys : rule.measures) measures.insert(keys.measure.value);
    }
  }
  return measures;
}

// Other applicants who hold records of a measure that a rule settles across applicants: their claims take places too.
std::set<std::uint32_t> others_of(const Setting& setting, std::uint32_t measure) {
  std::set<std::uint32_t> out;
  const ir::Unit& unit = setting.program.measures[measure].unit;
  const bool across = std::any_of(setting.program.settlements.begin(), setting.program.settlements.end(), [&](const ir::Settlement& rule) {
    return rule.across_subjects && std::any_of(rule.measures.begin(), rule.measures.end(),
                                               [&](const ir::MeasureKeys& keys) { return keys.measure.value == measure; });
  });
  if (!across || unit.kind != outcome::UnitKind::item || !unit.range.relation.present()) return out;
  const auto [first, last] = setting.facts.of_type(unit.range.record);
  for (std::uint32_t record = first; record < last; ++record) {
    for (const facts::Segment& segment : setting.facts.record(record).fields[unit.range.relation.value].segments) {
      for (const std::uint32_t holder : segment.value.may.indices) out.insert(holder);
    }
  }
  out.erase(setting.subject);
  return out;
}

void add_others(const Setting& setting, const evaluate::Scope& as_asked, std::uint32_t measure, evaluate::Evaluation& evaluation) {
  evaluate::Scope scope = as_asked;
  scope.reasons = false;
  for (const std::uint32_t other : others_of(setting, measure)) {
    auto theirs = evaluate::evaluate(setting.program, setting.facts, scope, other, setting.opens, ir::MeasureId{measure});
    for (std::size_t i = 0; i < theirs.claims.size(); ++i) {
      if (theirs.claims[i].key.unit_kind == outcome::UnitKind::none) continue;
      evaluation.claims.push_back(std::move(theirs.claims[i]));
      evaluation.touched.emplace_back();
    }
  }
}

}  // namespace

Run run_all(const Setting& setting, const evaluate::Scope& scope) {
  auto evaluation = evaluate::evaluate(setting.program, setting.facts, scope, setting.subject, setting.opens);
  std::set<std::uint32_t> measures;
  for (const Claim& claim : evaluation.claims) {
    if (claim.key.unit_kind != outcome::UnitKind::none) measures.insert(claim.measure);
  }
  for (const std::uint32_t measure : measures) add_others(setting, scope, measure, evaluation);
  return settled(setting, scope, std::move(evaluation));
}

Run run_again(const Setting& setting, const evaluate::Scope& as_asked, const Run& base, const std::set<std::uint32_t>& measures) {
  evaluate::Scope scope = as_asked;
  scope.reasons = false;
  evaluate::Evaluation mixed;
  std::set<std::uint32_t> done;
  const std::set<std::uint32_t> tied = tied_to(setting, measures);
  for (const outcome::Award& award : base.awards) {
    const std::uint32_t measure = award.claim.measure;
    if (!tied.contains(measure)) continue;
    if (!measures.contains(measure)) {
      mixed.claims.push_back(without_reasons(award.claim));
    } else if (done.insert(measure).second) {
      auto again = evaluate::evaluate(setting.program, setting.facts, scope, setting.subject, setting.opens, ir::MeasureId{measure});
      for (Claim& claim : again.claims) mixed.claims.push_back(std::move(claim));
      mixed.touched.resize(mixed.claims.size());
      add_others(setting, scope, measure, mixed);
    }
  }
  mixed.touched.resize(mixed.claims.size());
  return settled(setting, scope, std::move(mixed));
}

std::vector<Value> completions(const ir::Program& program, const outcome::Open& open) {
  constexpr std::size_t kMostMembers = 48;
  std::string record = open.a;
  std::string field = open.c;
  if (open.kind == outcome::OpenKind::decision) {
    const std::size_t dot = open.a.find('.');
    if (dot == std::string::npos) return {};
    record = open.a.substr(0, dot);
    field = open.a.substr(dot + 1);
  } else if (open.kind != outcome::OpenKind::fact) {
    return {};
  }
  const auto type = ir::find_record(program, record);
  if (!type) return {};
  const auto id = ir::find_field(program.record(*type), field);
  if (!id) return {};
  const ir::Type& of = program.record(*type).fields[id->value].type;
  std::vector<Value> out;
  if (of.kind == ir::TypeKind::boolean) out = {Value::boolean(true), Value::boolean(false)};
  if (of.kind == ir::TypeKind::enumeration) {
    const std::size_t n = program.enumeration(of.enumeration).members.size();
    for (std::uint32_t i = 0; i < n && n <= kMostMembers; ++i) out.push_back(Value::choice(i));
  }
  return out;
}

Value total_of(const std::vector<outcome::Award>& awards) {
  outcome::Interval sum;
  outcome::OpenSet opens;
  for (const outcome::Award& award : awards) {
    const outcome::Interval& money = award.payable.money.interval;
    sum.lo = sum.lo + money.lo;
    if (!money.hi_unbounded) sum.hi = sum.hi + money.hi;
    sum.hi_unbounded = sum.hi_unbounded || money.hi_unbounded;
    opens.merge(award.payable.money.opens);
  }
  return Value::interval_of(sum, std::move(opens));
}

}  // namespace zhidui::engine
