// Counting what answers show.
#include "scenario/coverage.h"

#include <algorithm>
#include <set>

#include "base/must.h"
#include "ir/walk.h"
#include "outcome/comparison.h"
#include "scenario/coverage_places.h"

namespace zhidui::scenario {

namespace {

using ir::Op;
using outcome::Award;
using outcome::Claim;
using outcome::Stage;
using outcome::Value;

const Value& stage(const Claim& claim, Stage at) { return claim.stages[static_cast<std::size_t>(at)]; }

bool certainly_positive(const Value& money) { return money.interval.lo.sign() > 0; }

// Whether what a case expects of awards speaks of this one.
bool speaks_of(const ExpectedAward& expected, const Award& award) {
  const outcome::ClaimKey& key = award.claim.key;
  return award.claim.measure == expected.measure.value && (!expected.unit || key.unit == *expected.unit) &&
         (!expected.period || key.period == expected.period);
}

// What one case shows.
class Showing {
 public:
  Showing(const engine::Policy& policy, const Places& places, const Result& result, const evaluate::Scope& asked)
      : program_(policy.program),
        places_(places),
        case_(*result.scenario),
        answer_(result.answer),
        scope_(engine::with_adopted_readings(program_, case_.facts, asked)) {}

  // Pairs of a point and one of its sides.
  std::set<std::pair<PointIndex, std::size_t>> run() {
    for (const Award& award : answer_.awards) {
      if (!under_test(case_, award)) continue;
      if (award.claim.key.unit_kind != outcome::UnitKind::none) show(award);
      show_readings(award);
      show_duties(award);
    }
    return std::move(shown_);
  }

 private:
  void hit(PointIndex point, std::size_t side) { shown_.emplace(point, side); }
  void hit(PointIndex point, std::string_view id) {
    const std::vector<Side>& sides = places_.points[point].sides;
    const auto it = std::find_if(sides.begin(), sides.end(), [&](const Side& side) { return side.id == id; });
    if (it != sides.end()) hit(point, static_cast<std::size_t>(it - sides.begin()));
  }
  // The first side where it is certainly true, the second where it is certainly false.
  void hit(PointIndex point, const Value& verdict) {
    if (verdict.is_true()) hit(point, std::size_t{0});
    if (verdict.is_false()) hit(point, std::size_t{1});
  }
  template <class Map, class Key>
  static const PointIndex* find(const Map& map, const Key& key) {
    const auto it = map.find(key);
    return it == map.end() ? nullptr : &it->second;
  }

  void show(const Award& award) {
    const Claim& claim = award.claim;
    show_force(claim);
    walked_.clear();
    for (const outcome::ConditionResult& condition : claim.conditions) {
      const PointIndex* point = find(places_.conditions, std::tuple{claim.measure, condition.stage, condition.condition});
      if (point) hit(*point, condition.value);
      walk(claim, condition.trace);
    }
    // A sum that nobody is due shows nothing of how it is computed.
    const bool lost = std::any_of(claim.stages.begin(), claim.stages.end(), [](const Value& value) { return value.is_false(); });
    if (!lost) {
      walk(claim, claim.amount_trace);
      show_exceptions(claim);
    }
    show_round(claim);
    for (std::uint32_t i = 0; i < program_.settlements.size(); ++i) show_rule(award, i);
  }

  Value value_for(const Claim& claim, std::uint32_t record, ir::ExprId expr) {
    const ir::MeasureId measure{claim.measure};
    return evaluate::evaluate_in(program_, case_.facts, scope_, {measure, claim.subject, record, claim.key.period, claim.fact_date}, expr,
                                 opens_);
  }

  void show_force(const Claim& claim) {
    const ir::DocumentId id = program_.measures[claim.measure].document;
    const ir::Document& document = program_.documents[id.value];
    const PointIndex* point = find(places_.forces, id.value);
    if (!point) return;
    if (stage(claim, Stage::force).is_true()) hit(*point, "in");
    const Value day = document.validity_by.present() ? value_for(claim, claim.record, document.validity_by) : claim.fact_date;
    const auto assumed = scope_.assume.find(id);
    std::optional<Value> first;
    if (assumed != scope_.assume.end()) first = Value::number(assumed->second.days);
    else if (document.effective.present()) first = value_for(claim, claim.record, document.effective);
    if (first && outcome::less(day, *first).is_true()) hit(*point, "before");
    if (!document.expires.present()) return;
    if (outcome::at_most(value_for(claim, claim.record, document.expires), day).is_true()) hit(*point, "after");
  }

  // The nodes behind a value. Of 如 both branches are explained: only the one taken shows anything.
  void walk(const Claim& claim, std::uint32_t index) {
    if (index >= claim.trace.nodes.size() || !walked_.insert(index).second) return;
    const outcome::TraceNode& node = claim.trace.nodes[index];
    const bool decided = node.payload != UINT32_MAX;
    if (const PointIndex* part = find(places_.parts, node.site)) hit(*part, node.value);
    if (const PointIndex* rows = find(places_.rows, node.site); rows && decided) {
      if (node.payload < places_.points[*rows].sides.size()) hit(*rows, std::size_t{node.payload});
    }
    const bool choice = node.site != outcome::kNoSite && program_.exprs[node.site].op == Op::choose && node.children.size() == 3;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      if (!choice || i == 0 || (decided && i == 1 + node.payload)) walk(claim, node.children[i]);
    }
  }

  void show_exceptions(const Claim& claim) {
    const ir::Measure& measure = program_.measures[claim.measure];
    for (std::uint32_t i = 0; i < measure.exceptions.size(); ++i) {
      const PointIndex* point = find(places_.exceptions, std::pair{claim.measure, i});
      if (point) hit(*point, value_for(claim, claim.record, measure.exceptions[i].when));
    }
  }

  // Another record of the same round with the same rank or score.
  bool is_tied(const Claim& claim, const ir::Round& round) {
    const Value per = value_for(claim, claim.record, round.per);
    const Value by = value_for(claim, claim.record, round.by);
    const auto [first, last] = case_.facts.of_type(program_.measures[claim.measure].unit.range.record);
    for (std::uint32_t other = first; other < last; ++other) {
      if (other == claim.record) continue;
      const bool same_round = outcome::alike(value_for(claim, other, round.per), per).is_true();
      if (same_round && outcome::alike(value_for(claim, other, round.by), by).is_true()) return true;
    }
    return false;
  }

  void show_round(const Claim& claim) {
    const PointIndex* point = find(places_.rounds, claim.measure);
    const auto open_or_true = [&](Stage at) { return !stage(claim, at).is_false(); };
    if (!point || !open_or_true(Stage::force) || !open_or_true(Stage::subject) || !open_or_true(Stage::condition)) return;
    const ir::Round& round = base::must(program_.measures[claim.measure].round);
    const Value& selected = stage(claim, Stage::selection);
    if (selected.is_false()) hit(*point, "lost");
    for (std::size_t i = 0; i < round.places.size(); ++i) {
      if (selected.is_true() && claim.place == round.places[i].name.zh) hit(*point, i);
    }
    if (is_tied(claim, round)) hit(*point, "tie");
  }

  void show_rule(const Award& award, std::uint32_t index) {
    const auto& measures = program_.settlements[index].measures;
    const auto covers = [&](const ir::MeasureKeys& keys) { return keys.measure.value == award.claim.measure; };
    if (std::none_of(measures.begin(), measures.end(), covers)) return;
    const auto binds = [&](const outcome::Cut& cut) { return cut.settlement == index && !(cut.before == cut.after); };
    const auto cut = std::find_if(award.cuts.begin(), award.cuts.end(), binds);
    const bool bound = cut != award.cuts.end();
    if (!bound && !certainly_positive(award.payable.money)) return;
    const PointIndex* rule = find(places_.rules, index);
    const PointIndex* earlier = find(places_.earlier, index);
    const auto is_payment = [](const outcome::Cause& cause) { return cause.kind == outcome::CauseKind::paid; };
    const bool paid = bound && std::any_of(cut->against.begin(), cut->against.end(), is_payment);
    if (rule) hit(*rule, bound ? "cuts" : "leaves");
    if (earlier) hit(*earlier, paid ? "paid" : "unpaid");
  }

  // What only a duty rests on is shown where a case says what the duty comes to.
  void show_duties(const Award& award) {
    const bool said = std::any_of(case_.expect.awards.begin(), case_.expect.awards.end(),
                                  [&](const ExpectedAward& expected) { return expected.duties && speaks_of(expected, award); });
    if (!said) return;
    for (const ir::Duty& duty : program_.measures[award.claim.measure].duties) {
      if (!duty.sum) continue;
      const std::vector<bool> below = ir::reached_from(program_, {duty.sum->value});
      for (std::size_t i = 0; i < below.size(); ++i) {
        const ir::Expr& expr = program_.exprs[i];
        if (!below[i] || expr.op != ir::Op::reading) continue;
        const auto point = places_.readings.find(expr.reading.value);
        const auto taken = evaluate::alternative_in_use(program_, scope_, expr.reading);
        if (point != places_.readings.end() && taken) hit(point->second, *taken);
      }
    }
  }

  // An alternative is shown where it is in use, or a case says what the sum would be under it, and another alternative
  // would give another sum.
  void show_readings(const Award& award) {
    for (const auto& [index, point] : places_.readings) {
      const ir::Reading& reading = program_.readings[index];
      if (std::find(award.rests_on.begin(), award.rests_on.end(), reading.code) == award.rests_on.end()) continue;
      std::vector<Value> sums(reading.alternatives.size(), award.payable.money);
      std::vector<bool> in_use(sums.size(), true);  // candidates are the other alternatives
      for (const outcome::Candidate& candidate : award.candidates) {
        for (std::size_t i = 0; i < sums.size(); ++i) {
          if (candidate.reading != reading.code || candidate.alternative != reading.alternatives[i].label.zh) continue;
          sums[i] = candidate.payable;
          in_use[i] = false;
        }
      }
      for (std::size_t i = 0; i < sums.size(); ++i) {
        const bool matters = std::any_of(sums.begin(), sums.end(), [&](const Value& other) { return !(other == sums[i]); });
        if (matters && (in_use[i] || is_expected(award, reading.code + " " + reading.alternatives[i].label.zh))) hit(point, i);
      }
    }
  }

  bool is_expected(const Award& award, const std::string& alternative) const {
    return std::any_of(case_.expect.awards.begin(), case_.expect.awards.end(), [&](const ExpectedAward& expected) {
      return speaks_of(expected, award) && expected.readings.contains(alternative);
    });
  }

  const ir::Program& program_;
  const Places& places_;
  const Case& case_;
  const outcome::Answer& answer_;
  evaluate::Scope scope_;
  outcome::OpenTable opens_;        // what is open while places are looked up matters to nobody
  std::set<std::uint32_t> walked_;  // nodes of the claim at hand
  std::set<std::pair<PointIndex, std::size_t>> shown_;
};

bool stands_before(const text::Span& a, const text::Span& b) { return std::pair{a.file.value, a.begin} < std::pair{b.file.value, b.begin}; }

}  // namespace

Tally tally(const Section& section) {
  Tally out;
  for (const Point& point : section.points) {
    out.sides += point.sides.size();
    out.shown += static_cast<std::size_t>(std::count_if(point.sides.begin(), point.sides.end(), [](const Side& s) { return s.times > 0; }));
  }
  return out;
}

Tally tally(const Coverage& coverage) {
  Tally out;
  for (const Section& section : coverage.sections) {
    const Tally one = tally(section);
    out.sides += one.sides, out.shown += one.shown;
  }
  return out;
}

Coverage coverage(const engine::Policy& policy, const Report& report) {
  Places places = places_of(policy);
  for (const Result& result : report.results) {
    const auto scope = engine::scope_of(policy.program, result.scenario->request);
    if (!scope) continue;  // said where the case failed
    for (const auto& [point, index] : Showing(policy, places, result, *scope).run()) {
      Side& side = places.points[point].sides[index];
      if (side.times++ == 0) side.first = result.scenario->id;
    }
  }
  Coverage out;
  out.scenarios = report.results.size();
  out.sections = std::move(places.sections);
  for (std::size_t i = 0; i < places.points.size(); ++i) out.sections[places.section_of[i]].points.push_back(std::move(places.points[i]));
  std::erase_if(out.sections, [](const Section& section) { return section.points.empty(); });
  for (Section& section : out.sections) {
    std::stable_sort(section.points.begin(), section.points.end(),
                     [](const Point& a, const Point& b) { return stands_before(a.span, b.span); });
  }
  std::stable_sort(out.sections.begin(), out.sections.end(),
                   [](const Section& a, const Section& b) { return stands_before(a.span, b.span); });
  return out;
}

}  // namespace zhidui::scenario
