// The explanation of one award as data: what text and JSON show. Made from the award, its trace and the program;
// nothing is decided here.
#pragma once

#include <optional>
#include <string>
#include <utility>
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
  Wording plain;     // 贷款额度不低于 300万元
  Wording found;     // 2,900,000 元
  Wording distance;  // 差 100,000 元
  std::uint32_t site = outcome::kNoSite;
  Wording needed;                        // of a check that fails: what would have to hold, where the words do not say it
  Wording spared;                        // what would have to hold so that an open reading is not asked
  int depth = 0;                         // 1: one of the alternatives that the check before it counts
  bool any = false;                      // counts alternatives of which one suffices
  bool exists = false;                   // asks whether there is a record
  std::vector<std::size_t> facts, rows;  // what it was decided by: indices into Explanation::facts and rows
};
struct Definition {
  Wording name;        // what it defines
  std::string source;  // the statute it comes from
  Wording row;         // what it asks in the case that applies: in our words, not in those of the statute
};
struct Condition {
  outcome::Stage stage = outcome::Stage::condition;
  std::uint32_t index = 0;
  Mark mark = Mark::holds;
  bool excluded = false;
  bool named = true;                    // by its author or by the definition it uses: else the label only says what is asked
  Wording label;                        // 「贷款额度」, quoted only where the official text says so; or what is asked
  std::vector<Check> checks;            // what decided it
  std::vector<Quotation> quotations;    // of the general rule it comes from; none: the measure's own clauses
  std::vector<Definition> definitions;  // used
  std::vector<std::uint32_t> readings;  // passed on the way
  // Asks of a list whether the applicant is on it.
  bool listed() const { return excluded && checks.size() == 1 && checks.front().exists && !checks.front().rows.empty(); }
};

struct FactUse {
  std::uint32_t record = 0;
  ir::FieldId field;
  std::optional<base::Date> day;  // of a dated field: the day asked about
  bool known = true;
  std::optional<base::Date> decided_on;  // of a decided field
  Wording of, name, value;
  Wording source;         // who vouches, and since when it is known
  Wording voucher;        // who could correct it
  Wording large;          // of a sum of a million and more: 280万元 (2,800,000 元)
  bool deciding = false;  // told among the deciding facts
  // Who says so, in a line that is about something else: who has to show what has no source stands among the next steps.
  Wording teller() const { return unsourced ? say(Sentence::source_not_stated) : source; }
  bool unsourced = false;  // known, but nobody is named who vouches for it
};
// A count, sum or search over records.
struct RowsUse {
  std::uint32_t site = outcome::kNoSite;
  Wording words, briefly;  // 专利 其中 类别 = 发明 …; without a long filter
  Wording value;
  std::vector<std::uint32_t> certain, possible;
  std::size_t held = 0;  // records of the owner, whether they count or not
  Wording members;
  Wording completeness;  // 截至 2025-03-01 完整, 国家知识产权局
  Wording voucher;
  Wording list_name;       // the exclusion that asks for it: 「失信联合惩戒」
  bool set_aside = false;  // a statement of totals is used instead
  bool exists = false;     // asks whether there is any
  Wording on_record;       // how many, and which
  Wording stated;          // the statement of totals that took their place
  bool deciding = false;   // told among the deciding facts
};

struct OpenUse {
  outcome::OpenId id;
  outcome::OpenKind kind = outcome::OpenKind::fact;
  Wording what, who;
  Wording asked;  // of rows: what has to be handed in
};

struct AlternativeUse {
  Wording label, meaning;
  Wording facts;  // that it asks for, with who says so
  Wording sum;    // what it gives
  Wording lacks;  // what that still depends on
  Wording why;    // the reason of the award then, where it is not simply paid
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

// Did the rule change the sum, or what it rests on?
inline bool changes(const outcome::Cut& cut) { return !(cut.before == cut.after); }

struct CutUse {
  std::size_t index = 0;                   // into Award::cuts
  Wording words;                           // what the rule did, in one sentence
  std::vector<Wording> against;            // what caused it
  std::vector<Wording> briefly;            // the causes in a few words
  std::vector<Wording> weighed;            // 就高: the sides with their sums, each against the claim's own
  std::vector<Wording> certain, possible;  // claims that come first for certain; those that perhaps do
  Wording balance;                         // what was paid, and whether the difference is
  bool listed = false;                     // `group` lists the claims that are held together
  std::vector<Wording> group;              // which records or claims the rule holds together, and in which order
  std::vector<Quotation> quotations;
};
// A rule that took nothing and yet is told: a 就高 that was won, a place that was kept by nothing but an id.
inline bool weighed_only(const outcome::Cut& cut) { return !changes(cut) && cut.kind != outcome::CutKind::cap && !cut.against.empty(); }
struct PaymentUse {
  std::size_t index = 0;  // into FactBase::history
  Wording words;
  bool counted = false;  // caused a cut
};
struct FaultUse {
  outcome::Fault::Kind kind = outcome::Fault::Kind::conflict;
  Wording words, rules;  // rules: those that contradict each other, with their sums
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
  std::vector<Wording> duties;  // of the payee, once paid
  std::vector<Condition> conditions;
  std::vector<Wording> amount;  // the derivation, a line each
  std::vector<FactUse> facts;
  std::vector<RowsUse> rows;
  std::vector<CutUse> cuts;
  std::vector<PaymentUse> earlier;
  std::vector<Wording> deciding;  // the facts that gave the status, with who says so
  std::vector<RepairUse> repairs;
  std::vector<Wording> next;              // what would settle or mend it, and who could do so
  std::vector<OpenUse> missing, awaited;  // others can supply; the decider settles
  std::vector<ReadingUse> readings;
  std::vector<ReadingUse> readings_same;     // on the way of what decided, but the sum does not depend on them
  std::vector<ir::ReadingId> readings_idle;  // of the other checks: read otherwise, each alone, they change nothing
  std::vector<ir::ReadingId> readings_next;  // that a next step rests on
  std::vector<FaultUse> faults;
  Wording selection;            // rank, places, cut-off
  std::vector<Wording> rivals;  // who stands level, and who stands ahead without taking part for certain
  Wording payee, decider;
  bool settled = false;  // was paid in full before, under its own key
  bool no_candidate = false;
  bool measured_nothing = false;     // a yearly claim of which all that counts is exactly 0: nobody would ask for it
  Wording candidates, completeness;  // of no_candidate: what there is none of, and who says so
  bool only_later = false;           // of no_candidate: nothing is listed up to the day of the claim, for certain
};

// Do the rivals stand among the key facts? They decide where nothing else does.
inline bool tells_rivals(const Explanation& award) {
  return award.award->status == outcome::Status::lost_competition || award.award->status == outcome::Status::needs_determination;
}

Explanation explain(const View& view, const outcome::Answer& answer, std::size_t award);
// `under_other_readings`: also why each award would turn out otherwise under another reading; the applicant is assessed again for that.
std::vector<Explanation> explain_all(const View& view, const outcome::Answer& answer, bool under_other_readings = true);
// A year for which every number that the claim asks for is exactly 0: nobody would claim it.
bool measures_nothing(const ir::Program& program, const outcome::Claim& claim);

}  // namespace zhidui::report
