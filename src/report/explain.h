// Private to report: the steps of `explain`, each on its own page.
#pragma once

#include <map>
#include <set>
#include <tuple>

#include "report/explanation.h"

namespace zhidui::report {

// The applicant's answer under one other alternative of a reading: assessed when it is first asked for, shared by the awards.
class Again {
 public:
  struct Under {
    bool with_readings = false;  // with what each award rests on
    evaluate::Scope scope;
    outcome::Answer answer;
  };
  const Under& under(const View& view, std::uint32_t subject, ir::ReadingId reading, std::size_t alternative, bool with_readings);

 private:
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::size_t>, Under> seen_;
};

// What the steps share while one award is explained.
struct Explaining {
  Explaining(const View& seen, const outcome::Answer& given, std::size_t number, Again* asked_anew = nullptr)
      : view(seen), answer(given), award(given.awards[number]), opens(given.opens), again(asked_anew) {}

  const View& view;
  const outcome::Answer& answer;
  const outcome::Award& award;
  outcome::OpenTable opens;  // a copy: values that the trace left out are evaluated again
  Again* again;              // null: what is explained is itself asked under another reading
  Explanation out;
  std::vector<std::string> terms;  // numbers and names that decided: quotations are cut down to them
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> facts_seen;
  std::map<std::string, std::size_t> rows_seen;
  std::set<std::uint32_t> readings_passed;         // readings on the way of what is being told
  std::set<std::uint32_t> sum_readings;            // of the sum
  text::Span home;                                 // the declaration that is being explained
  std::vector<std::size_t> facts_used, rows_used;  // of what was asked last: indices into `out`
  std::vector<std::size_t> day_facts, rank_facts;  // what gave the fact date, the rank, the sum
  std::vector<std::size_t> sum_facts, sum_rows;
  std::vector<Wording> matter_deciders;       // who decided that matters are the same
  std::vector<std::string> matter_decisions;  // their ids
  std::vector<std::size_t> cut_facts;         // by which a rule holds claims together
  std::vector<std::size_t> unit_facts;        // what made the record a candidate
  std::vector<Definition> definitions;        // of the condition that is being told
  Wording open_tiers;                         // the rows, where it is open which one applies
  Wording cases;                              // of which none applies
  Wording stated_by;                          // who made the statement of totals that gave a number

  const ir::Program& program() const { return view.policy.program; }
  const outcome::Claim& claim() const { return award.claim; }
  const ir::Measure& measure() const { return program().measures[claim().measure]; }
  const ir::Document& document() const { return program().documents[measure().document.value]; }
  const outcome::TraceNode* node(std::uint32_t index) const {
    return index < claim().trace.nodes.size() ? &claim().trace.nodes[index] : nullptr;
  }

  // The trace node of an operand below `node`; kNoSite if it was not traced.
  std::uint32_t below(std::uint32_t node, ir::ExprId operand) const;
  // As traced, else evaluated again for this claim; nullopt where that is not possible (within a row of a count).
  std::optional<outcome::Value> value(ir::ExprId id, std::uint32_t node);
  std::optional<std::uint32_t> alternative(ir::ReadingId id) const { return alternative_in_use(view, id); }
  bool own(ir::ExprId id) const;       // written in the declaration that is being explained
  Wording words(ir::ExprId id) const;  // as the author wrote it there, else composed
  Wording operand(ir::ExprId id,
                  std::uint32_t node);  // Whose records a range asks for, as an index into the facts; UINT32_MAX if that is not one record.
  std::uint32_t owner_of(const ir::Range& range, std::uint32_t node);
  // "费用总额 82,000 元"
  bool vague(ir::ExprId id, std::uint32_t node);          // rests on a number of which nothing is known
  Wording value_text(ir::ExprId id, std::uint32_t node);  // "82,000 元"
  void add_term(ir::ExprId literal);
  // Facts and rows that the value rests on.
  void use_facts(ir::ExprId id, std::uint32_t node);
  // The statement of totals that gave a statistic its value; null where the records did.
  const facts::Total* statement_of(const ir::Expr& statistic, std::uint32_t node);
  void use_fact(std::uint32_t record, ir::FieldId field, std::optional<base::Date> day);
  // A condition's or phrase's own words, in quotation marks where the clauses say exactly that.
  Wording quoted(const std::string& words, const std::vector<ir::ClauseId>& clauses) const;
  bool period_over() const;  // the year of the claim lies before the day of the claim

 private:
  void use_known_fact(std::uint32_t record, ir::FieldId field);
  void use_rows(ir::ExprId id, std::uint32_t node);
  void use_statement(const ir::Expr& statistic, std::uint32_t node);
  void use_members(const ir::Expr& expr, const outcome::TraceNode& traced);
};

// What decided an award: indices into the facts and rows of the explanation.
struct Deciding {
  std::vector<std::size_t> facts, rows;
  bool empty() const { return facts.empty() && rows.empty(); }
  void add(const Check& check) {
    facts.insert(facts.end(), check.facts.begin(), check.facts.end());
    rows.insert(rows.end(), check.rows.begin(), check.rows.end());
  }
};
Deciding deciding_of(const Explaining& in);
Deciding of_conditions(const Explanation& out, Mark mark);
// Is one of several alternatives enough that are still open? Then nobody has to show all of them.
bool any_of_several(const Explaining& in);
// A sum in the unit in which the threshold of the comparison is written, so that the two can be compared at sight.
Wording like_threshold(const Explaining& in, const ir::Expr& comparison, const base::Rational& fen, Wording plain);
// What was tested and found: 放款日的从业人员低于 1000人 (1,500 人, 超出 500 人).
Wording check_words(const Check& check);
void add_once(std::vector<Wording>& list, Wording words);
// 在「失信联合惩戒」名单上 (失-E11).
Wording list_words(const RowsUse& use);

void explain_conditions(Explaining& in);
void explain_amount(Explaining& in);
void explain_sum(Explaining& in);  // after the derivation
// The sums that are possible where they are few and known; empty where anything between may be due.
std::vector<base::Rational> outcomes_of(const Explaining& in);
// Of rows of tiers those that may apply: the sums within an interval, in order.
std::vector<base::Rational> tier_sums(const ir::Program& program, const ir::Expr& tiers, const outcome::Interval& sum);
// What another sum of this award can come to: the few sums where they are known, else the range.
Wording possible_words(const Explaining& in, const outcome::Value& money, ir::ReadingId reading);
// Why this award has its status under another alternative, in one line; empty where it is no award then, or must not be asked.
Wording reason_under(Explaining& in, ir::ReadingId reading, std::size_t alternative);
// This award, assessed again under other facts.
struct AskedAgain {
  outcome::Interval sum;
  outcome::Status status = outcome::Status::eligible;
  Wording reason;
};
std::optional<AskedAgain> asked_again(const Explaining& in, const facts::FactBase& facts);
// 10,000 元、30,000 元 或 50,000 元.
Wording sums_words(const std::vector<base::Rational>& sums);
void explain_opens(Explaining& in);
void explain_readings(Explaining& in);
void explain_cuts(Explaining& in);
void explain_repairs(Explaining& in);
void explain_deciding(Explaining& in);  // after conditions, sum, opens and cuts
void explain_next(Explaining& in);      // after deciding facts and readings
void explain_validity(Explaining& in);
void explain_reason(Explaining& in);
void explain_selection(Explaining& in);
// The decision on how many places the round of the claim has; null where there is none, or the text fixes the number.
const facts::Decision* places_decision(Explaining& in);

std::vector<Check> checks_of(Explaining& in, ir::ExprId id, std::uint32_t node, bool wanted);
// One leaf: the words of an atomic condition and what was found.
Check check_of(Explaining& in, ir::ExprId id, std::uint32_t node, bool wanted);

OpenUse open_use(const View& view, const outcome::OpenTable& opens, outcome::OpenId id);
// 截至 2025-03-01 完整, 国家知识产权局; empty where the relation is open.
Wording completeness(const View& view, const ir::Range& range, std::uint32_t owner);
// How far the records of an owner ("": the whole register) are said to be complete, as seen on the day of the claim.
enum class Register { unsaid, until, through, whole };
Register register_state(const View& view, const std::string& relation, const std::string& owner);
Wording register_words(const View& view, const std::string& relation, const std::string& owner);
// "patent.patentees" and the owner's id, of the rows that a range asks for.
std::pair<std::string, std::string> relation_of(const View& view, const ir::Range& range, std::uint32_t owner);
// Of a measure without a candidate: nothing is listed up to the day of the claim, for certain.
bool nothing_until_claimed(const View& view, const outcome::Claim& claim);
// The causes of a cut: in full for the key facts, in few words for the line that says why, and what 就高 weighed.
void tell_causes(Explaining& in, const outcome::Cut& cut, CutUse& use);
// Of a claim that keeps its place: who stands level with it and behind it by nothing but an id.
Wording levels_behind(const Explaining& in, const outcome::Cut& cut);
// By what a rule orders its claims.
Wording order_name(const Explaining& in, const outcome::Cut& cut);
Wording payment_matter(const View& view, const facts::Payment& payment);
// Which records or claims a settlement rule holds together with this one.
std::vector<Wording> group_words(Explaining& in, const outcome::Cut& cut);
// A cause that is a claim: also the day by which the rule orders.
Wording against_words(Explaining& in, const outcome::Cut& cut, const std::string& key);
// Does a claim fall under the rule for certain together with this one, or only if a fact that nobody told turns out so?
bool surely_held(const Explaining& in, const outcome::Cut& cut, const std::string& key);
// How many of the claims that the rule holds together it takes; 0 where it takes none before others.
std::int64_t places_of(const Explaining& in, const outcome::Cut& cut);
// Does `group_words` list the claims that the rule holds together?
bool is_listed(Explaining& in, const outcome::Cut& cut);
// The clauses of the rules on the same matter that bear on this measure.
std::vector<ir::ClauseId> same_matter_clauses(const Explaining& in);
bool asks_same_matter(const Explaining& in, const outcome::Cut& cut);
// "(10,000 元, 符合条件)" of another claim of the same answer; empty for one of another applicant.
Wording state_words(const Explaining& in, const std::string& key);
// The clause by which another claim has its sum: of this applicant's claims the one that decides; else what the clauses of the measure
// share.
Wording place_of_claim(const Explaining& in, const std::string& key);
// The last value of a field that the record tells; null where it tells none that is known on the day of knowledge.
const outcome::Value* told(const Explaining& in, std::uint32_t record, ir::FieldId field);
const facts::Payment* payment_of(const View& view, const std::string& id);
Quotation quotation_of(const View& view, ir::ClauseId clause, const std::vector<std::string>& terms);
// What a claim key or the id of a payment stands for.
Wording cause_words(const View& view, const std::string& key);
Wording unit_words(const View& view, const outcome::Claim& claim);
// Who keeps the records of a type: the first that vouches for one of its fields.
std::string keeper_of(const ir::RecordType& type);
Mark mark_of(const outcome::Value& value, bool wanted);

// Who stands level and what is left for them; empty unless nothing but a tie is open. 2 项并列第 5 名, 名额 5 个只剩 1 个.
Wording tie_words(Explaining& in);
// "3", "5–7"; "7–" is the seventh or later.
Wording rank_words(const std::string& rank);

}  // namespace zhidui::report
