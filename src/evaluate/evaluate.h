// The reference interpreter: one applicant in a fact base → the claims of every measure, with reasons. It is the
// specification: short, obvious, slow is fine. Settlement across claims is `settle`.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "facts/fact_base.h"
#include "ir/program.h"
#include "outcome/answer.h"

namespace zhidui::evaluate {

// What is asked, and as of when. The four clocks: facts carry their own dates; claimed, decided, known stand here.
struct Scope {
  std::vector<ir::DocumentId> documents;        // the documents asked under; empty: all that are at hand
  bool missing_documents = false;               // also answer for the periods of documents that are not at hand
  std::map<ir::DocumentId, base::Date> assume;  // drafts assumed adopted from that day
  base::Date claimed, decided, known;
  std::optional<int> period;                           // only claims of that year
  bool reasons = true;                                 // explanation nodes and atoms; values are the same without
  std::map<outcome::Open, outcome::Value> supposed;    // values supposed for facts and decisions that are not known ("what if")
  std::vector<std::optional<std::uint32_t>> readings;  // per reading of the program: the alternative to use; absent: as adopted
};

// Readings whose alternatives differ at a place that was evaluated: only those can change the answer.
using TouchedReadings = std::set<ir::ReadingId>;

struct Evaluation {
  std::vector<outcome::Claim> claims;    // measures in document order, claims by key
  std::vector<TouchedReadings> touched;  // per claim
  std::vector<outcome::Note> notes;
};

// subject: index of a record of the program's subject type. only: the claims of one measure.
Evaluation evaluate(const ir::Program& program, const facts::FactBase& facts, const Scope& scope, std::uint32_t subject,
                    outcome::OpenTable& opens, ir::MeasureId only = {});

// The alternative of a reading that the scope uses: the one asked for, else the adopted one; absent: left open.
std::optional<std::uint32_t> alternative_in_use(const ir::Program& program, const Scope& scope, ir::ReadingId reading);

// A key of a settlement rule for the claim of `measure` by `subject` on `record` (UINT32_MAX: none) in `year`.
struct ClaimContext {
  ir::MeasureId measure;  // absent: no claim, but the data of `record` as `row`
  std::uint32_t subject = UINT32_MAX, record = UINT32_MAX;
  std::optional<int> year;
  outcome::Value fact_date = outcome::Value::number(0);
  ir::BinderId row = {};
  std::optional<std::pair<ir::ExprId, outcome::Value>> given = {};  // what a named expression is taken for
};
outcome::Value evaluate_in(const ir::Program& program, const facts::FactBase& facts, const Scope& scope, const ClaimContext& context,
                           ir::ExprId expr, outcome::OpenTable& opens);

}  // namespace zhidui::evaluate
