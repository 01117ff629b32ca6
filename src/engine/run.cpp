#include "engine/run.h"

#include <algorithm>
#include <array>

#include "evaluate/operations.h"
#include "ir/succession.h"

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
  run.groups = std::move(result.groups), run.places = std::move(result.places);
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

// Does the rule hold claims of different measures against each other by more than 同一事项?
bool ties_measures(const ir::Settlement& rule) {
  const auto by_matter = [](const ir::Key& key) { return key.same_matter; };
  return rule.measures.size() > 1 &&
         std::any_of(rule.measures.front().per.begin(), rule.measures.front().per.end(),
                     [&](const auto& alternative) { return std::none_of(alternative.keys.begin(), alternative.keys.end(), by_matter); });
}

// Measures with claims that decisions put into one matter with others.
std::set<std::uint32_t> decided_matters(const Setting& setting, const Run& base) {
  std::set<std::uint32_t> out;
  for (const facts::Decision& decision : setting.facts.decisions_of(facts::DecisionKind::same_matter)) {
    for (const outcome::Award& award : base.awards) {
      const Claim& claim = award.claim;
      const auto names = [&](const std::string& member) {
        return member == claim.key.to_string() || (claim.record != UINT32_MAX && member == setting.facts.record(claim.record).id);
      };
      if (std::any_of(decision.members.begin(), decision.members.end(), names)) out.insert(claim.measure);
    }
  }
  return out;
}

bool meets(const std::set<std::uint32_t>& a, const std::set<std::uint32_t>& b) {
  return std::any_of(a.begin(), a.end(), [&](std::uint32_t x) { return b.contains(x); });
}

// The measures of the documents that came before or after those of `measures`: awards under the earlier count under the later.
std::set<std::uint32_t> of_the_same_series(const ir::Program& program, const std::set<std::uint32_t>& measures) {
  const ir::Succession documents = ir::succession(program);
  const auto document = [&](std::uint32_t measure) { return program.measures[measure].document.value; };
  std::set<std::uint32_t> out;
  for (std::uint32_t other = 0; other < program.measures.size(); ++other) {
    const std::set<std::uint32_t>& before = documents.before[document(other)];
    const auto related = [&](std::uint32_t measure) {
      return before.contains(document(measure)) || documents.before[document(measure)].contains(document(other));
    };
    if (std::any_of(measures.begin(), measures.end(), related)) out.insert(other);
  }
  return out;
}

// The measures and all whose claims settlement may hold against theirs.
std::set<std::uint32_t> tied_to(const Setting& setting, const Run& base, std::set<std::uint32_t> measures) {
  const std::set<std::uint32_t> matters = decided_matters(setting, base);
  measures.merge(of_the_same_series(setting.program, measures));
  for (std::size_t before = 0; before != measures.size();) {
    before = measures.size();
    if (meets(matters, measures)) measures.insert(matters.begin(), matters.end());
    for (const ir::Settlement& rule : setting.program.settlements) {
      if (!ties_measures(rule)) continue;
      std::set<std::uint32_t> members;
      for (const ir::MeasureKeys& keys : rule.measures) members.insert(keys.measure.value);
      if (meets(members, measures)) measures.insert(members.begin(), members.end());
    }
  }
  return measures;
}

Value key_of(const Setting& setting, const evaluate::Scope& scope, std::uint32_t measure, std::uint32_t record, const ir::Key& key) {
  const evaluate::ClaimContext at{ir::MeasureId{measure}, setting.subject, record, std::nullopt, Value::number(scope.claimed.days)};
  return evaluate::evaluate_in(setting.program, setting.facts, scope, at, key.value, setting.opens);
}

// Under some alternative of the rule's groups, may a record of one measure stand in one group with one of `mine` of another?
class Grouping {
 public:
  Grouping(const Setting& setting, const evaluate::Scope& scope, bool plain, const ir::MeasureKeys& own_keys,
           const std::vector<std::uint32_t>& mine, const ir::MeasureKeys& their_keys)
      : setting_(setting), scope_(scope), plain_(plain), their_keys_(their_keys) {
    for (const std::uint32_t record : mine) mine_.push_back(values(own_keys, record));
  }
  bool may_join(std::uint32_t record) const {
    const Keyed theirs = values(their_keys_, record);
    return std::any_of(mine_.begin(), mine_.end(), [&](const Keyed& own) {
      for (std::size_t a = 0; a < own.size(); ++a) {
        bool all = true;
        for (std::size_t k = 0; k < own[a].size(); ++k) {
          const std::optional<Value>&left = own[a][k], &right = theirs[a][k];
          all = all && (!left || !right || outcome::alike(*left, *right).may_true);
        }
        if (all) return true;
      }
      return false;
    });
  }

 private:
  // By alternative, then key. What the fact date, the year or a reading can change is not compared.
  using Keyed = std::vector<std::vector<std::optional<Value>>>;
  Keyed values(const ir::MeasureKeys& keys, std::uint32_t record) const {
    Keyed out;
    for (const ir::KeyAlternative& alternative : keys.per) {
      std::vector<std::optional<Value>>& list = out.emplace_back();
      for (const ir::Key& key : alternative.keys) {
        const bool fixed = plain_ && !key.same_matter && setting_.program.expr(key.value).op == ir::Op::field;
        list.push_back(fixed ? std::optional(key_of(setting_, scope_, keys.measure.value, record, key)) : std::nullopt);
      }
    }
    return out;
  }

  const Setting& setting_;
  const evaluate::Scope& scope_;
  bool plain_;
  const ir::MeasureKeys& their_keys_;
  std::vector<Keyed> mine_;
};

bool goes_through_records(const ir::Unit& unit) { return unit.kind == outcome::UnitKind::item && unit.range.relation.present(); }

// Records that the applicant holds, or may hold, under a measure.
std::vector<std::uint32_t> held_records(const Setting& setting, const ir::Unit& unit) {
  std::vector<std::uint32_t> out = setting.facts.held_by(unit.range.record, unit.range.relation, setting.subject);
  const auto& unknown = setting.facts.holder_unknown(unit.range.record, unit.range.relation);
  out.insert(out.end(), unknown.begin(), unknown.end());
  return out;
}

// The keys by which a rule 跨主体 groups the claims of a measure: its own; of one of an earlier document, whose awards count like
// payments, those of a measure that goes through the same records. nullptr if the rule does not look at it.
const ir::MeasureKeys* keys_across(const ir::Program& program, const ir::Succession& documents, const ir::Settlement& rule,
                                   std::uint32_t measure) {
  if (!rule.across_subjects) return nullptr;
  for (const ir::MeasureKeys& keys : rule.measures) {
    if (keys.measure.value == measure) return &keys;
  }
  const ir::Measure& of = program.measures[measure];
  if (!documents.before[rule.document.value].contains(of.document.value) || !goes_through_records(of.unit)) return nullptr;
  for (const ir::MeasureKeys& keys : rule.measures) {
    const ir::Unit& unit = program.measures[keys.measure.value].unit;
    if (goes_through_records(unit) && unit.range.record == of.unit.range.record) return &keys;
  }
  return nullptr;
}

// Other applicants with claims under `measure` that a rule 跨主体 may group with the applicant's own, under whichever measure of
// the rule these are: theirs take places and room too.
std::set<std::uint32_t> others_of(const Setting& setting, const evaluate::Scope& scope, std::uint32_t measure) {
  std::set<std::uint32_t> out;
  const ir::Unit& unit = setting.program.measures[measure].unit;
  if (!goes_through_records(unit)) return out;
  const ir::Succession documents = ir::succession(setting.program);
  for (std::size_t r = 0; r < setting.program.settlements.size(); ++r) {
    const ir::Settlement& rule = setting.program.settlements[r];
    const ir::MeasureKeys* const keys = keys_across(setting.program, documents, rule, measure);
    if (!keys) continue;
    const bool plain = r < setting.footprints.keys_read.size() && !setting.footprints.keys_read[r];
    for (const ir::MeasureKeys& own : rule.measures) {
      const ir::Unit& own_unit = setting.program.measures[own.measure.value].unit;
      if (!goes_through_records(own_unit)) continue;
      const std::vector<std::uint32_t> mine = held_records(setting, own_unit);
      if (mine.empty()) continue;  // nothing to group with: the register need not be gone through
      const Grouping grouping(setting, scope, plain, own, mine, *keys);
      const auto [first, last] = setting.facts.of_type(unit.range.record);
      for (std::uint32_t record = first; record < last; ++record) {
        if (!grouping.may_join(record)) continue;
        for (const facts::Segment& segment : setting.facts.record(record).fields[unit.range.relation.value].segments) {
          for (const std::uint32_t holder : segment.value.may.indices) out.insert(holder);
        }
      }
    }
  }
  out.erase(setting.subject);
  return out;
}

// The measure and all that a rule 跨主体 settles together with it.
std::set<std::uint32_t> settled_across(const ir::Program& program, std::uint32_t measure) {
  std::set<std::uint32_t> out{measure};
  const ir::Succession documents = ir::succession(program);
  for (const ir::Settlement& rule : program.settlements) {
    const auto covers = [&](const ir::MeasureKeys& keys) { return keys.measure.value == measure; };
    if (!rule.across_subjects || std::none_of(rule.measures.begin(), rule.measures.end(), covers)) continue;
    for (std::uint32_t other = 0; other < program.measures.size(); ++other) {
      if (keys_across(program, documents, rule, other)) out.insert(other);
    }
  }
  return out;
}

// Returns the readings that these claims rest on.
evaluate::TouchedReadings add_others(const Setting& setting, const evaluate::Scope& as_asked, std::uint32_t measure,
                                     evaluate::Evaluation& evaluation) {
  evaluate::Scope scope = as_asked;
  scope.reasons = false;
  const auto [known, fresh] = setting.others.try_emplace(measure);
  if (fresh) known->second = others_of(setting, scope, measure);
  evaluate::TouchedReadings touched;
  for (const std::uint32_t other : known->second) {
    auto theirs = evaluate::evaluate(setting.program, setting.facts, scope, other, setting.opens, ir::MeasureId{measure});
    for (std::size_t i = 0; i < theirs.claims.size(); ++i) {
      touched.merge(theirs.touched[i]);
      if (theirs.claims[i].key.unit_kind == outcome::UnitKind::none) continue;
      evaluation.claims.push_back(std::move(theirs.claims[i]));
      evaluation.touched.emplace_back();
    }
  }
  return touched;
}

}  // namespace

Run run_all(const Setting& setting, const evaluate::Scope& scope) {
  auto evaluation = evaluate::evaluate(setting.program, setting.facts, scope, setting.subject, setting.opens);
  std::set<std::uint32_t> measures;  // of claims of the applicant's own, and those settled with them
  for (const Claim& claim : evaluation.claims) {
    if (claim.key.unit_kind != outcome::UnitKind::none) measures.merge(settled_across(setting.program, claim.measure));
  }
  std::map<std::uint32_t, evaluate::TouchedReadings> by_others;
  for (const std::uint32_t measure : measures) by_others.emplace(measure, add_others(setting, scope, measure, evaluation));
  Run run = settled(setting, scope, std::move(evaluation));
  run.touched_by_others = std::move(by_others);
  return run;
}

namespace {
void evaluate_again(const Setting& setting, const evaluate::Scope& scope, std::uint32_t measure, evaluate::Evaluation& mixed) {
  auto again = evaluate::evaluate(setting.program, setting.facts, scope, setting.subject, setting.opens, ir::MeasureId{measure});
  for (Claim& claim : again.claims) mixed.claims.push_back(std::move(claim));
  mixed.touched.resize(mixed.claims.size());
  add_others(setting, scope, measure, mixed);
}
}  // namespace

Run run_again(const Setting& setting, const evaluate::Scope& as_asked, const Run& base, const std::set<std::uint32_t>& measures) {
  evaluate::Scope scope = as_asked;
  scope.reasons = false;
  evaluate::Evaluation mixed;
  std::set<std::uint32_t> done;
  const std::set<std::uint32_t> tied = tied_to(setting, base, measures);
  for (const outcome::Award& award : base.awards) {
    const std::uint32_t measure = award.claim.measure;
    if (!tied.contains(measure)) continue;
    if (!measures.contains(measure)) {
      mixed.claims.push_back(without_reasons(award.claim));
    } else if (done.insert(measure).second) {
      evaluate_again(setting, scope, measure, mixed);
    }
  }
  mixed.touched.resize(mixed.claims.size());
  return settled(setting, scope, std::move(mixed));
}

outcome::Value payable_if(const Setting& setting, const evaluate::Scope& as_asked, const Run& base, std::size_t index,
                          const Claim& supposed) {
  evaluate::Scope scope = as_asked;
  scope.reasons = false;
  evaluate::Evaluation mixed;
  const std::set<std::uint32_t> tied = tied_to(setting, base, {supposed.measure});
  std::size_t place = 0;
  for (std::size_t i = 0; i < base.awards.size(); ++i) {
    if (!tied.contains(base.awards[i].claim.measure)) continue;
    if (i == index) place = mixed.claims.size();
    mixed.claims.push_back(without_reasons(i == index ? supposed : base.awards[i].claim));
  }
  mixed.touched.resize(mixed.claims.size());
  return settled(setting, scope, std::move(mixed)).awards[place].payable.money;
}

namespace {

// Is the claim's record certainly one that the measure is about? Then its conditions alone make the stage.
bool surely_candidate(const Setting& setting, const evaluate::Scope& scope, const Claim& claim) {
  const ir::Unit& unit = setting.program.measures[claim.measure].unit;
  if (claim.key.unit_kind == outcome::UnitKind::none) return false;
  if (unit.kind != outcome::UnitKind::item) return true;
  if (unit.range.relation.present()) {
    const auto& segments = setting.facts.record(claim.record).fields[unit.range.relation.value].segments;
    if (segments.size() != 1 || segments[0].from || segments[0].to || !segments[0].value.opens.empty()) return false;
  }
  const evaluate::ClaimContext at{ir::MeasureId{claim.measure}, claim.subject, claim.record, claim.key.period, claim.fact_date};
  return !unit.range.where.present() ||
         evaluate::evaluate_in(setting.program, setting.facts, scope, at, unit.range.where, setting.opens).is_true();
}

// The claim with those conditions evaluated anew that read the reading.
Claim with_conditions_again(const Setting& setting, const evaluate::Scope& scope, ir::ReadingId reading, const Claim& old) {
  const ir::Measure& measure = setting.program.measures[old.measure];
  const Footprint& footprint = setting.footprints.measures[old.measure];
  const evaluate::ClaimContext at{ir::MeasureId{old.measure}, old.subject, old.record, old.key.period, old.fact_date};
  std::array<std::vector<Value>, outcome::kStageCount> results;
  for (const outcome::ConditionResult& result : old.conditions) {
    const bool of_subject = result.stage == outcome::Stage::subject;
    const ReadingMask& mask = (of_subject ? footprint.subjects : footprint.conditions)[result.condition];
    Value value = result.value;
    if (mask[reading.value]) {
      const ir::Condition& condition = (of_subject ? measure.subjects : measure.conditions)[result.condition];
      value = evaluate::evaluate_in(setting.program, setting.facts, scope, at, condition.value, setting.opens);
      if (condition.excluded) value = outcome::negation(value);
    }
    results[static_cast<std::size_t>(result.stage)].push_back(std::move(value));
  }
  Claim claim = without_reasons(old);
  for (const outcome::Stage stage : {outcome::Stage::subject, outcome::Stage::condition}) {
    const auto at_stage = static_cast<std::size_t>(stage);
    claim.stages[at_stage] = outcome::conjunction(results[at_stage]);
  }
  return claim;
}

// Of `measures` those whose claims the reading can change otherwise than by a condition of a claim that stands.
std::set<std::uint32_t> measures_to_evaluate(const Setting& setting, const evaluate::Scope& scope, const Run& base, ir::ReadingId reading,
                                             const std::set<std::uint32_t>& measures) {
  std::set<std::uint32_t> out;
  const auto& footprints = setting.footprints.measures;
  for (const outcome::Award& award : base.awards) {
    const std::uint32_t measure = award.claim.measure;
    if (!measures.contains(measure) || out.contains(measure)) continue;
    const bool conditions_only =
        !footprints.empty() && !footprints[measure].rest[reading.value] && surely_candidate(setting, scope, award.claim);
    if (!conditions_only) out.insert(measure);
  }
  return out;
}

// Settlement would see the same.
bool same_worth(const std::vector<const Claim*>& before, const std::vector<const Claim*>& after) {
  return std::equal(before.begin(), before.end(), after.begin(), after.end(), [](const Claim* a, const Claim* b) {
    return a->key == b->key && a->subject == b->subject && a->fact_date == b->fact_date && settle::worth(*a) == settle::worth(*b);
  });
}

std::vector<const Claim*> claims_of(const Run& run, const std::set<std::uint32_t>& measures) {
  std::vector<const Claim*> out;
  for (const outcome::Award& award : run.awards) {
    if (measures.contains(award.claim.measure)) out.push_back(&award.claim);
  }
  return out;
}

}  // namespace

std::optional<Run> run_with_reading(const Setting& setting, const evaluate::Scope& as_asked, const Run& base, ir::ReadingId reading,
                                    const std::set<std::uint32_t>& measures) {
  evaluate::Scope scope = as_asked;
  scope.reasons = false;
  evaluate::Evaluation mixed;
  const std::set<std::uint32_t> tied = tied_to(setting, base, measures);
  const bool known = !setting.footprints.measures.empty();
  const std::set<std::uint32_t> whole = measures_to_evaluate(setting, scope, base, reading, measures);
  std::set<std::uint32_t> done;
  for (const outcome::Award& award : base.awards) {
    const Claim& claim = award.claim;
    if (!tied.contains(claim.measure)) continue;
    if (whole.contains(claim.measure)) {
      if (done.insert(claim.measure).second) evaluate_again(setting, scope, claim.measure, mixed);
      continue;
    }
    mixed.claims.push_back(measures.contains(claim.measure) ? with_conditions_again(setting, scope, reading, claim)
                                                            : without_reasons(claim));
  }
  const std::vector<const Claim*> before = claims_of(base, tied);
  std::vector<const Claim*> after;
  for (const Claim& claim : mixed.claims) after.push_back(&claim);
  if (known && !setting.footprints.rules[reading.value] && same_worth(before, after)) return std::nullopt;
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
  const ir::Field& asked = program.record(*type).fields[id->value];
  // What changes over time may be one thing on one day and another on the next: it is no single case to be supposed.
  if (asked.dated) return {};
  const ir::Type& of = asked.type;
  std::vector<Value> out;
  if (of.kind == ir::TypeKind::boolean) out = {Value::boolean(true), Value::boolean(false)};
  if (of.kind == ir::TypeKind::enumeration) {
    const std::size_t n = program.enumeration(of.enumeration).members.size();
    for (std::uint32_t i = 0; i < n && n <= kMostMembers; ++i) out.push_back(Value::choice(i));
  }
  return out;
}

}  // namespace zhidui::engine
