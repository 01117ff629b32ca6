// Scenarios: YAML files beside a policy that say what must come out, sums derived by hand from the policy's text
// (docs/scenarios.md). Reading turns each case into a fact base; running assesses it and compares exactly.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "engine/engine.h"
#include "facts/fact_base.h"
#include "text/diagnostic.h"
#include "text/source.h"

namespace zhidui::scenario {

// A sum that must come out, in fen: one number, or a range whose upper end may be open.
struct Sum {
  base::Rational lo, hi;
  bool hi_unbounded = false;
  friend bool operator==(const Sum&, const Sum&) = default;
};

// What a duty of the payee must come to: {≥: 30000}.
struct ExpectedDuty {
  std::string sign;  // = < ≤ > ≥
  Sum sum;
};

// What one award must be. Whatever is absent is not compared.
struct ExpectedAward {
  ir::MeasureId measure;
  std::optional<std::string> unit;
  std::optional<int> period;
  std::optional<Sum> payable;
  std::optional<outcome::Status> status;
  std::optional<std::vector<ExpectedDuty>> duties;  // of the duties of the payee those that have a sum
  std::optional<std::vector<std::string>> cuts;     // kinds of the cuts that changed something, in order: "once", "cap"
  std::optional<std::string> place;                 // 评选: 一等奖
  std::map<std::string, Sum> readings;              // "JC23-08 乙" → the sum under that alternative
};

struct ExpectedRepair {
  std::vector<base::Rational> distances;
  Sum payable;
  friend bool operator==(const ExpectedRepair&, const ExpectedRepair&) = default;
};

struct Expectation {
  bool undecidable = false;  // total: null — no single number, and a status that says so
  Sum total;
  outcome::Status status = outcome::Status::eligible;
  std::vector<outcome::Status> also_accept_status;
  std::vector<ExpectedAward> awards;
  std::optional<std::vector<std::string>> missing;   // open_text of all that the sums rest on, sorted
  std::optional<std::vector<std::string>> rests_on;  // codes of readings, sorted
  std::optional<std::vector<ExpectedRepair>> repairs;
  std::optional<std::vector<std::string>> notes;  // codes of the answer's notes: "totals_disagree"
};

struct Case {
  std::string id, words, derivation;
  std::vector<std::string> clauses;  // paths of the policy
  std::vector<std::string> profiles;
  std::vector<ir::MeasureId> measures;  // under test; empty: all
  std::vector<std::string> units;       // ids of the units whose awards count; empty: all
  engine::Request request;
  std::uint32_t subject = 0;
  facts::FactBase facts;
  Expectation expect;
  text::Span span;  // its id
};

struct Suite {
  text::SourceSet sources;                             // the scenario files, for rendering diagnostics
  std::vector<Case> cases;                             // by file name, then as written; only those without defects
  std::map<std::string, text::Span, std::less<>> ids;  // of every case that was read
};

// The scenario files of a policy file: *.yaml of the folder `<policy without .md>.scenarios` beside it, by name. None
// if there is no folder.
base::Result<std::vector<std::string>> files_of(const std::string& policy_file);

// Reads scenario files for a loaded policy. Every defect is a diagnostic (places in `suite.sources`), all in one go.
base::Result<Suite> read(const engine::Policy& policy, const std::vector<std::string>& files, text::Diagnostics& diagnostics);
// The same for one file's text; cases are appended.
void read_text(const engine::Policy& policy, std::string name, std::string yaml, Suite& suite, text::Diagnostics& diagnostics);

struct Filter {
  std::string case_id;                   // empty: every case
  std::optional<ir::MeasureId> measure;  // only cases that have it under test and have a candidate of it
};

struct Difference {
  std::string what;              // "total", "status", "awards[0].payable", "missing" …
  std::string expected, actual;  // yuan, ids
};

struct Result {
  const Case* scenario = nullptr;
  std::vector<Difference> differences;  // none: passed
  outcome::Answer answer;
  bool passed() const { return differences.empty(); }
};

struct Report {
  std::vector<Result> results;  // in the order of the suite
  std::size_t failed() const;
};

// Assesses one case and compares.
Result run_case(const engine::Policy& policy, const Case& scenario);
Report run(const engine::Policy& policy, const Suite& suite, const Filter& filter = {});

// Whether the award counts in the case: of a measure and unit under test.
bool under_test(const Case& scenario, const outcome::Award& award);

// How a scenario writes an open: "fact(pledge_loan, L1, interest_paid)", "rows(patent.patentees, e1)",
// "reading(JC23-02)".
std::string open_text(const outcome::Open& open);

// Failures with their differences and places, then one line of counts. `verbose`: also the cases that passed.
std::string text_report(const Suite& suite, const Report& report, text::Language language, bool verbose = false);
base::JsonValue json_report(const Suite& suite, const Report& report);

}  // namespace zhidui::scenario
