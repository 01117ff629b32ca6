// Assessing a case and comparing, exactly, what comes out with what must.
#include <algorithm>
#include <set>

#include "scenario/scenario.h"

namespace zhidui::scenario {

namespace {

using outcome::Award;
using outcome::Value;

// Sums and texts as differences show them.
std::string shown(const Sum& sum) {
  if (!sum.hi_unbounded && sum.lo == sum.hi) return base::yuan_text(sum.lo);
  return "[" + base::yuan_text(sum.lo) + ", " + (sum.hi_unbounded ? "…)" : base::yuan_text(sum.hi) + "]");
}

std::string shown(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : "; ") + word;
  return "[" + out + "]";
}

Sum sum_of(const Value& money) {
  const outcome::Interval& x = money.interval;
  return {x.lo, x.hi_unbounded ? base::Rational(0) : x.hi, x.hi_unbounded};
}

std::string_view sign_of(const ir::Goal& goal) {
  if (goal.comparison == ir::Op::eq) return "=";
  if (goal.comparison == ir::Op::lt) return goal.greater ? ">" : "<";
  return goal.greater ? "≥" : "≤";
}

// Upper ends that are open compare equal whatever number stands beside them.
bool equal(const Sum& a, const Sum& b) { return a.lo == b.lo && a.hi_unbounded == b.hi_unbounded && (a.hi_unbounded || a.hi == b.hi); }

class Comparison {
 public:
  Comparison(const engine::Policy& policy, const Case& scenario, Result& result)
      : program_(policy.program), case_(scenario), result_(result) {
    for (const Award& award : result.answer.awards) {
      if (under_test(scenario, award)) counted_.push_back(&award);
    }
  }

  void run() {
    compare_total();
    compare_status();
    for (std::size_t i = 0; i < case_.expect.awards.size(); ++i) compare_award(case_.expect.awards[i], "awards[" + std::to_string(i) + "]");
    compare_lists();
    compare_repairs();
  }

 private:
  void differ(std::string what, std::string expected, std::string actual) {
    result_.differences.push_back({std::move(what), std::move(expected), std::move(actual)});
  }

  void compare_sum(const std::string& what, const Sum& expected, const Sum& actual) {
    if (!equal(expected, actual)) differ(what, shown(expected), shown(actual));
  }

  // The answer's own total where everything counts: it was narrowed as a whole.
  Sum total() const {
    if (counted_.size() == result_.answer.awards.size()) return sum_of(result_.answer.total);
    Sum sum;
    for (const Award* award : counted_) {
      const Sum one = sum_of(award->payable.money);
      sum.lo = sum.lo + one.lo;
      sum.hi = sum.hi + one.hi;
      sum.hi_unbounded = sum.hi_unbounded || one.hi_unbounded;
    }
    return sum;
  }

  void compare_total() {
    const Sum actual = total();
    if (!case_.expect.undecidable) return compare_sum("total", case_.expect.total, actual);
    const auto unstated = [](const Award* award) {
      return award->payable.kind == outcome::QuantumKind::unstated || !award->claim.faults.empty();
    };
    const bool open = actual.hi_unbounded || actual.lo != actual.hi || std::any_of(counted_.begin(), counted_.end(), unstated);
    if (!open) differ("total", "null", shown(actual));
  }

  void compare_status() {
    std::vector<outcome::Status> statuses;
    for (const Award* award : counted_) statuses.push_back(award->status);
    const outcome::Status actual = outcome::set_status(statuses);
    const auto& also = case_.expect.also_accept_status;
    if (actual == case_.expect.status || std::find(also.begin(), also.end(), actual) != also.end()) return;
    differ("status", std::string(outcome::status_id(case_.expect.status)), std::string(outcome::status_id(actual)));
  }

  const Award* find(const ExpectedAward& expected, const std::string& what) {
    std::vector<const Award*> found;
    for (const Award& award : result_.answer.awards) {
      const outcome::ClaimKey& key = award.claim.key;
      if (award.claim.measure != expected.measure.value || (expected.unit && key.unit != *expected.unit)) continue;
      if (!expected.period || key.period == expected.period) found.push_back(&award);
    }
    if (found.size() == 1) return found.front();
    differ(what, "1 × " + program_.measures[expected.measure.value].name.zh, std::to_string(found.size()) + " ×");
    return nullptr;
  }

  // The sums of a claim are those of its measure's duties that have one, in order.
  void compare_duties(const std::vector<ExpectedDuty>& expected, const Award& award, const std::string& what) {
    const std::vector<outcome::Interval>& sums = award.claim.duties;
    if (sums.size() != expected.size()) return differ(what, std::to_string(expected.size()), std::to_string(sums.size()));
    std::size_t i = 0;
    for (const ir::Duty& duty : program_.measures[award.claim.measure].duties) {
      if (!duty.sum) continue;
      const std::string sign{sign_of(*duty.sum)};
      if (sign != expected[i].sign) differ(what, expected[i].sign, sign);
      compare_sum(what, expected[i].sum, sum_of(Value::interval_of(sums[i], {})));
      ++i;
    }
  }

  void compare_award(const ExpectedAward& expected, const std::string& what) {
    const Award* award = find(expected, what);
    if (!award) return;
    const Sum payable = sum_of(award->payable.money);
    if (expected.payable) compare_sum(what + ".payable", *expected.payable, payable);
    if (expected.status && *expected.status != award->status) {
      differ(what + ".status", std::string(outcome::status_id(*expected.status)), std::string(outcome::status_id(award->status)));
    }
    if (expected.duties) compare_duties(*expected.duties, *award, what + ".duties");
    if (expected.place && *expected.place != award->claim.place) differ(what + ".place", *expected.place, award->claim.place);
    if (expected.cuts) {
      std::vector<std::string> cuts;
      for (const outcome::Cut& cut : award->cuts) {
        if (!(cut.before == cut.after)) cuts.emplace_back(outcome::cut_kind_id(cut.kind));
      }
      if (cuts != *expected.cuts) differ(what + ".cuts", shown(*expected.cuts), shown(cuts));
    }
    for (const auto& [reading, sum] : expected.readings) compare_reading(*award, reading, sum, what);
  }

  // A reading that is not listed as a candidate leaves the sum as it is.
  void compare_reading(const Award& award, const std::string& reading, const Sum& expected, const std::string& what) {
    Sum actual = sum_of(award.payable.money);
    for (const outcome::Candidate& candidate : award.candidates) {
      if (candidate.reading + " " + candidate.alternative == reading) actual = sum_of(candidate.payable);
    }
    compare_sum(what + ".readings " + reading, expected, actual);
  }

  void compare_list(const char* what, const std::optional<std::vector<std::string>>& expected, const std::set<std::string>& actual) {
    if (!expected) return;
    const std::vector<std::string> sorted(actual.begin(), actual.end());
    if (sorted != *expected) differ(what, shown(*expected), shown(sorted));
  }

  void compare_lists() {
    std::set<std::string> missing, rests_on, notes;
    for (const Award* award : counted_) {
      for (outcome::OpenId id : award->payable.money.opens) missing.insert(open_text(result_.answer.opens[id]));
      rests_on.insert(award->rests_on.begin(), award->rests_on.end());
    }
    for (const outcome::Note& note : result_.answer.notes) notes.insert(note.code);
    compare_list("missing", case_.expect.missing, missing);
    compare_list("rests_on", case_.expect.rests_on, rests_on);
    compare_list("notes", case_.expect.notes, notes);
  }

  static std::string repairs_text(const std::vector<ExpectedRepair>& repairs) {
    std::vector<std::string> words;
    for (const ExpectedRepair& repair : repairs) {
      std::string distances;
      for (const base::Rational& distance : repair.distances) distances += (distances.empty() ? "" : ", ") + distance.to_decimal_string();
      words.push_back("(" + distances + ") → " + shown(repair.payable));
    }
    return shown(words);
  }

  // Distances as people count: sums in yuan.
  std::vector<base::Rational> distances_of(const Award& award, const outcome::Repair& repair) const {
    std::vector<base::Rational> out = repair.distances;
    for (std::size_t i = 0; i < out.size(); ++i) {
      const std::uint32_t site = i < repair.atoms.size() ? award.claim.atoms[repair.atoms[i]].site : repair.site;
      const ir::Expr& expr = program_.exprs[site];
      const bool money = !expr.args.empty() && program_.expr(expr.args.front()).type.kind == ir::TypeKind::money;
      if (money) out[i] = out[i] / base::Rational(100);
    }
    return out;
  }

  void compare_repairs() {
    if (!case_.expect.repairs) return;
    std::vector<ExpectedRepair> actual;
    for (const Award* award : counted_) {
      for (const outcome::Repair& repair : award->repairs) actual.push_back({distances_of(*award, repair), sum_of(repair.payable)});
    }
    if (actual != *case_.expect.repairs) differ("repairs", repairs_text(*case_.expect.repairs), repairs_text(actual));
  }

  const ir::Program& program_;
  const Case& case_;
  Result& result_;
  std::vector<const Award*> counted_;
};

bool wanted(const Case& scenario, const Filter& filter) {
  if (!filter.case_id.empty() && scenario.id != filter.case_id) return false;
  const auto& named = scenario.measures;
  return !filter.measure || named.empty() || std::find(named.begin(), named.end(), *filter.measure) != named.end();
}

// Does the answer hold a claim of the measure, not only "no candidate"?
bool has_claim(const outcome::Answer& answer, ir::MeasureId measure) {
  return std::any_of(answer.awards.begin(), answer.awards.end(), [&](const Award& award) {
    return award.claim.measure == measure.value && award.claim.key.unit_kind != outcome::UnitKind::none;
  });
}

}  // namespace

bool under_test(const Case& scenario, const Award& award) {
  const auto same = [&](ir::MeasureId id) { return id.value == award.claim.measure; };
  const bool measure = scenario.measures.empty() || std::any_of(scenario.measures.begin(), scenario.measures.end(), same);
  const std::vector<std::string>& units = scenario.units;
  const bool unit = units.empty() || std::find(units.begin(), units.end(), award.claim.key.unit) != units.end();
  return measure && unit;
}

std::string open_text(const outcome::Open& open) {
  std::string text = std::string(outcome::open_kind_id(open.kind)) + "(" + open.a;
  if (!open.b.empty()) text += ", " + open.b;
  if (!open.c.empty()) text += ", " + open.c;
  return text + ")";
}

Result run_case(const engine::Policy& policy, const Case& scenario) {
  Result result;
  result.scenario = &scenario;
  const auto scope = engine::scope_of(policy.program, scenario.request);
  if (!scope) {  // the names were checked on reading; a changed policy may lack one
    result.differences.push_back({"scope", "", scope.error().message});
    return result;
  }
  result.answer = engine::assess(policy, scenario.facts, *scope, scenario.subject, scenario.request);
  Comparison(policy, scenario, result).run();
  return result;
}

std::size_t Report::failed() const {
  return static_cast<std::size_t>(std::count_if(results.begin(), results.end(), [](const Result& r) { return !r.passed(); }));
}

Report run(const engine::Policy& policy, const Suite& suite, const Filter& filter) {
  Report report;
  for (const Case& scenario : suite.cases) {
    if (!wanted(scenario, filter)) continue;
    Result result = run_case(policy, scenario);
    if (!filter.measure || has_claim(result.answer, *filter.measure)) report.results.push_back(std::move(result));
  }
  return report;
}

}  // namespace zhidui::scenario
