// The explanation of one award as data: what text and JSON show. Made from the award, its trace and the program;
// nothing is decided here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/clauses.h"
#include "report/phrases.h"
#include "report/values.h"

namespace zhidui::report {

enum class Mark { holds, fails, open };
std::string_view mark_id(Mark mark);  // "holds"

struct Quotation {
  ir::ClauseId clause;
  std::string document;         // its number
  Wording place;                // 一(一)第2款
  std::string text, shortened;  // exact; around what decided
  bool decides = true;          // holds what decided, where the measure quotes several clauses
};

// One thing that was tested.
struct Check {
  Mark mark = Mark::holds;
  Wording words;     // 贷款额度 ≥ 300万元
  Wording found;     // 2,900,000 元
  Wording distance;  // 差 100,000 元
  std::uint32_t site = outcome::kNoSite;
};
struct Condition {
  outcome::Stage stage = outcome::Stage::condition;
  std::uint32_t index = 0;
  Mark mark = Mark::holds;
  bool excluded = false;
  Wording label;                      // 「贷款额度」, or what the author wrote
  std::vector<Check> checks;          // what decided it
  std::vector<Quotation> quotations;  // of the general rule it comes from; none: the measure's own clauses
};

struct FactUse {
  std::uint32_t record = 0;
  ir::FieldId field;
  std::optional<base::Date> day;  // of a dated field: the day asked about
  bool known = true;
  Wording of, name, value;
  Wording source;  // who vouches, and since when it is known
};
// A count, sum or search over records.
struct RowsUse {
  std::uint32_t site = outcome::kNoSite;
  Wording words;  // 专利 其中 类别 = 发明 …
  Wording value;
  std::vector<std::uint32_t> certain, possible;
  std::size_t held = 0;  // records of the owner, whether they count or not
  Wording members;
  Wording completeness;  // 截至 2025-03-01 完整, 国家知识产权局
};

struct OpenUse {
  outcome::OpenId id;
  outcome::OpenKind kind = outcome::OpenKind::fact;
  Wording what, who;
};

struct AlternativeUse {
  Wording label, meaning;
  bool taken = false;
  std::optional<outcome::Value> payable;  // where it would change the sum
  std::optional<outcome::Status> status;
};
struct ReadingUse {
  ir::ReadingId reading;
  std::string code, question;
  Wording standing;  // 本库默认, 未见官方解释
  std::vector<AlternativeUse> alternatives;
  bool left_open = false;
};

struct CutUse {
  std::size_t index = 0;         // into Award::cuts
  Wording words;                 // what the rule did, in one sentence
  std::vector<Wording> against;  // what caused it
  std::vector<Quotation> quotations;
};
struct PaymentUse {
  std::size_t index = 0;  // into FactBase::history
  Wording words;
  bool counted = false;  // caused a cut
};
struct FaultUse {
  outcome::Fault::Kind kind = outcome::Fault::Kind::conflict;
  Wording words;
};
struct RepairUse {
  std::size_t index = 0;  // into Award::repairs
  Wording words;
  bool step_up = false;
};

struct Explanation {
  const outcome::Award* award = nullptr;
  std::size_t number = 0;        // index in the answer
  Wording measure, unit, title;  // title: measure · unit · applicant
  Wording sum, status;
  Wording reason;  // why this status, in one line
  std::vector<Quotation> quotations;
  Wording fact_date, validity;
  std::vector<Quotation> validity_quotations;
  std::vector<Condition> conditions;
  std::vector<Wording> amount;  // the derivation, a line each
  std::vector<FactUse> facts;
  std::vector<RowsUse> rows;
  std::vector<CutUse> cuts;
  std::vector<PaymentUse> earlier;
  std::vector<RepairUse> repairs;
  Wording remedy;                         // what would settle it where no change of facts does
  std::vector<OpenUse> missing, awaited;  // others can supply; the decider settles
  std::vector<ReadingUse> readings;
  std::vector<FaultUse> faults;
  Wording selection;  // rank, places, cut-off
  Wording payee, decider;
  bool no_candidate = false;
  bool measured_nothing = false;     // a yearly claim of which what counts is exactly 0: nobody would ask for it
  Wording candidates, completeness;  // of no_candidate: what there is none of, and who says so
};

Explanation explain(const View& view, const outcome::Answer& answer, std::size_t award);
std::vector<Explanation> explain_all(const View& view, const outcome::Answer& answer);

}  // namespace zhidui::report
