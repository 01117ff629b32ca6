// What an assessment returns: claims, cuts, awards, the answer (docs/outcome.md).
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "outcome/claim_key.h"
#include "outcome/value.h"

namespace zhidui::outcome {

enum class Stage { force, subject, condition, selection };
inline constexpr std::size_t kStageCount = 4;
std::string_view stage_id(Stage stage);  // "force"
std::string_view stage_zh(Stage stage);  // 效力

enum class QuantumKind { computed, discretionary, unstated };
std::string_view quantum_kind_id(QuantumKind kind);  // "computed"
std::string_view quantum_kind_zh(QuantumKind kind);  // 可计算
struct Quantum {
  Value money = Value::number(0);  // fen
  QuantumKind kind = QuantumKind::computed;
  std::string decider;  // discretionary, unstated: who decides
};

// One node of the explanation tree. `site` is an index into the program's expressions (kNoSite for grouping nodes).
inline constexpr std::uint32_t kNoSite = UINT32_MAX;
enum class TraceKind {
  expression,  // an operation and its value
  fact,        // a field read: record + provenance
  aggregate,   // a count or sum: members kept, members open, closure
  tier,
  match_row,
  case_row,  // the row that applied (payload: row index)
  reading,   // the alternative taken (payload: alternative index)
  rounding,
  definition,
  statistic,  // totals used or disagreeing
};
struct TraceNode {
  TraceKind kind = TraceKind::expression;
  std::uint32_t site = kNoSite;
  std::uint32_t record = UINT32_MAX;  // fact: index into the fact base; aggregate: owner
  std::uint32_t payload = UINT32_MAX;
  Value value;
  std::vector<std::uint32_t> children;  // indices into Trace::nodes
  std::vector<std::uint32_t> members;   // aggregate: records that certainly count, then those that may
  std::uint32_t certain_members = 0;
  std::string note;  // closure source and date, "totals disagree: 37/41" …
};
struct Trace {
  std::vector<TraceNode> nodes;
};

// One atomic condition. The vector of all atoms of a claim is canonical: evaluated without short-circuit, in program order.
struct Atom {
  Stage stage = Stage::condition;
  std::uint32_t condition = 0;   // index of the condition within its stage
  std::uint32_t site = kNoSite;  // the atomic expression
  bool negated = false;          // the condition needs it false (an exclusion)
  Value value;
  std::optional<Value> left, right;  // comparisons of numbers
};

struct Fault {
  enum class Kind { conflict, gap };
  Kind kind = Kind::conflict;
  std::vector<std::string> rules;  // names of the exceptions or rows that contradict, or the construct that is silent
  bool certain = true;             // false: only on some completion
  friend bool operator==(const Fault&, const Fault&) = default;
};

// What the rules leave unsaid or contradict among the opens of a value: certain if nothing else is open.
std::vector<Fault> faults_in(const OpenSet& opens, const OpenTable& table);

struct ConditionResult {
  Stage stage = Stage::condition;
  std::uint32_t condition = 0;
  Value value;
  std::uint32_t trace = UINT32_MAX;
};

// Another record of the same round that bears on whether this one wins a place.
enum class RivalKind {
  level,       // shares its rank or score
  unsettled,   // ahead, and perhaps not taking part
  unqualified  // ahead by rank, and not taking part: 对象 or 条件 fails, or a later document governs it
};
std::string_view rival_kind_id(RivalKind kind);  // "level"
struct Rival {
  std::uint32_t record = 0;  // index into the fact base
  RivalKind kind = RivalKind::level;
  friend bool operator==(const Rival&, const Rival&) = default;
};

struct Claim {
  ClaimKey key;
  std::uint32_t measure = 0;          // index into the program
  std::uint32_t subject = 0;          // applicant: index into the fact base
  std::uint32_t record = UINT32_MAX;  // item: the record
  std::vector<std::string> claimants;
  std::string payee;
  std::array<Value, kStageCount> stages;
  std::vector<ConditionResult> conditions;
  std::vector<Atom> atoms;
  std::vector<Fault> faults;
  Quantum base;  // the sum if all stages hold
  Value fact_date = Value::number(0);
  std::vector<Interval> duties;  // fen: the sums of those 义务 that have one, in order
  std::uint32_t amount_trace = UINT32_MAX;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> lets;  // (index of 设, trace node)
  std::string rank;                                           // selection: "3", "5–7"
  std::string place;                                          // "一等奖"
  std::string cut_off;                                        // how many places there are: "3", "5–8" while their number is open
  std::optional<base::Rational> cut_off_score;                // by scores: that of the last place, where it is certain
  std::vector<Rival> rivals;  // in the order of the fact base; none where they cannot change whether it wins
  Trace trace;
};

enum class CutKind { once, same_matter, highest_of, cap };
std::string_view cut_kind_id(CutKind kind);  // "once"
std::string_view cut_kind_zh(CutKind kind);  // 限次
// How another claim, or what was paid before, bears on one that a rule looks at.
enum class CauseKind {
  first,   // stands before it in the order of the rule
  level,   // the order does not part them: only by the ids of applicants and records does it stand before it
  behind,  // as level, and only by these ids it stands behind
  higher,  // 就高: on a side that is worth more, or as much and stands before
  lower,   // 就高: on one that is worth less
  beside,  // 就高: on the side of the claim itself, paid together with it
  sharer,  // shares the limit
  paid     // a payment
};
std::string_view cause_kind_id(CauseKind kind);  // "first"
struct Cause {
  std::string id;  // claim key, of another applicant followed by kOfApplicant and the applicant; or the payment
  CauseKind kind = CauseKind::first;
  Interval sum = {};                   // before the cut; of a payment what was paid; fen
  std::optional<base::Date> day = {};  // fact date or day of the payment, where it is certain
  std::size_t side = 0;                // 就高: causes of one side are worth something together; SIZE_MAX: a payment on none of them
  friend bool operator==(const Cause&, const Cause&) = default;
};
struct Cut {
  std::string rule;  // settlement's name; "" for the built-in rule "paid under its own key"
  std::uint32_t settlement = UINT32_MAX;
  CutKind kind = CutKind::once;
  Value before, after;         // fen
  Value slack;                 // cap: what the limit leaves after the group (0 when binding)
  std::vector<Cause> against;  // what caused it; of a 就高 that took nothing what it was weighed with, of 首个 who was level
  std::string allocation;      // "in_order" | "pro_rata"
  // Before the cut: what the claims that share the limit come to (in order: up to this one); of 就高 what the claim's own side is worth.
  std::optional<Interval> together = {};
  std::optional<Interval> limit = {};  // cap
};

enum class Status {
  not_in_force,
  ineligible,
  lost_competition,
  conflict,
  gap,
  unknown,
  needs_determination,
  deduplicated,
  capped,
  eligible
};
std::string_view status_id(Status status);  // "eligible"
std::string_view status_zh(Status status);  // 符合条件
std::optional<Status> parse_status(std::string_view id);

struct Candidate {  // a sum under another alternative of a reading, or under a decision still open
  std::string reading, alternative;
  Value payable;
  Status status = Status::eligible;
};

struct Repair {                           // "one more patent: +20,000"
  std::vector<std::uint32_t> atoms;       // atoms to change; empty for a step up in 分档
  std::uint32_t site = kNoSite;           // 分档: the expression
  std::vector<base::Rational> distances;  // per atom, in its unit; 0 where it has no distance
  Value payable;                          // what would be due then, settlement included
  bool gains_tier = false;                // already eligible: the next tier
};

struct Award {
  Claim claim;
  std::vector<Cut> cuts;  // in the order of the settlement rules, also some that took nothing (before == after)
  Quantum payable;
  Status status = Status::eligible;
  std::vector<Candidate> candidates;  // of rests_on readings
  std::vector<std::string> rests_on;  // reading codes
  std::vector<Repair> repairs;
};

struct GroupTotal {
  std::string rule, key;
  Value total;
  Value limit;
  std::vector<std::string> members;  // claim keys, in the order of the awards
};  // key: the claim that stands first in the group

struct MeasureTotal {
  std::uint32_t measure = 0;
  Value total;
  Status status = Status::eligible;
};

struct Note {
  std::string code, zh, en;
};  // totals that disagree, facts unseen at the day of knowledge …

struct Answer {
  std::string subject;
  OpenTable opens;
  std::vector<Award> awards;  // by measure in document order, then claim key
  std::vector<GroupTotal> groups;
  std::vector<MeasureTotal> measures;
  Value total;                       // fen
  Status status = Status::eligible;  // of the set of awards: set_status
  std::vector<Note> notes;
  std::string receipt;  // hash; the content is Receipt in engine
};

// The first that holds of the table in docs/outcome.md.
Status award_status(const Award& award, const OpenTable& opens);
// A label for several awards: the first present of conflict, gap, unknown, needs_determination; else the first present cut
// (deduplicated, capped) — eligible if something is due without a cut and none is cut; else lost_competition, ineligible, not_in_force.
Status set_status(const std::vector<Status>& statuses);

}  // namespace zhidui::outcome
