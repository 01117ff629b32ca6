// The plan: what every executor but the reference interpreter reads, and nothing else (docs/operations.md).
// Differs from the program: no spans, no definitions, no names of 设; per block one flat list of operations, each once,
// operands before users; the fact date and the filters of candidates are ordinary outputs; settlement and rounds are
// relational stages over the outputs of the measures.
//
//   %4 field date @1 授权日 in [2000-01-01, 2100-12-31]
//
// `print` and `parse_plan` are inverse: parse_plan(print(plan)) == plan.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ir/program.h"

namespace zhidui::ir {

using NodeId = Id<struct NodeTag>;  // index into Block::nodes
using RowsId = Id<struct RowsTag>;  // index into Block::rows

// What a `row` node stands for: one row of a set of records.
enum class RowsKind {
  item,    // the record that the claim is about
  member,  // a record that an aggregate runs over
  self,    // the record whose field is computed
};
struct Rows {
  RowsKind kind = RowsKind::member;
  RecordId record;
  FieldId holder, relation;  // absent: the whole register
  NodeId owner;              // stands before every node that reads the rows
  std::uint32_t copy = 0;    // tells apart two rows of one set that are read together
  friend bool operator==(const Rows&, const Rows&) = default;
};

struct TierSign {
  Op comparison = Op::le;
  bool greater = true;
  friend bool operator==(const TierSign&, const TierSign&) = default;
};

// Operands in the canonical order of `walk.h`: arguments; bounds, then values of tiers; values of match; conditions,
// values and otherwise of cases; of an aggregate: filter, key of distinct rows, value, as far as it has them.
struct Node {
  Op op = Op::constant;
  Type type;
  Bounds bounds;  // numbers only
  std::vector<NodeId> operands;
  outcome::Value value;  // constant
  RowsId rows;           // row, aggregates
  RecordId record;       // field, field_on
  FieldId field;
  Clock clock = Clock::claimed;
  DocumentId document;  // document_date
  DocDate doc_date = DocDate::published;
  SeriesId series;
  std::vector<std::uint32_t> members;  // member, overlaps
  base::Rational step;                 // rounded
  base::Rounding rounding = base::Rounding::half_up;
  std::vector<TierSign> signs;                   // tiers: one per row
  std::vector<std::vector<std::uint32_t>> keys;  // match: members per row
  bool has_otherwise = false;                    // cases
  ReadingId reading;
  StatisticId statistic;
  bool has_where = false, has_distinct = false;  // aggregates
  friend bool operator==(const Node&, const Node&) = default;
};

struct Block {
  std::vector<Rows> rows;
  std::vector<Node> nodes;
  friend bool operator==(const Block&, const Block&) = default;
};

// A condition of a stage; its node is what must be true (exclusions are negated already).
struct StageOutput {
  std::uint32_t condition = 0;
  NodeId node;
  bool excluded = false;
  friend bool operator==(const StageOutput&, const StageOutput&) = default;
};
// One atomic condition, in program order, as a claim reports it. It is shown when each guard's alternative is in use or
// left open.
struct AtomGuard {
  ReadingId reading;
  std::uint32_t alternative = 0;
  friend bool operator==(const AtomGuard&, const AtomGuard&) = default;
};
struct PlanAtom {
  bool of_subject = false;  // stage subject, else condition
  std::uint32_t condition = 0;
  std::uint32_t site = UINT32_MAX;  // expression of the program: the place that reasons name
  NodeId node;
  bool negated = false;
  std::vector<AtomGuard> guards;
  friend bool operator==(const PlanAtom&, const PlanAtom&) = default;
};
struct PlanAmount {
  AmountKind kind = AmountKind::computed;
  NodeId value, low, high;
  friend bool operator==(const PlanAmount&, const PlanAmount&) = default;
};
struct PlanException {
  std::string name;
  NodeId when;
  PlanAmount amount;
  std::vector<std::uint32_t> over;
  friend bool operator==(const PlanException&, const PlanException&) = default;
};
struct PlanKey {
  bool same_matter = false;
  NodeId node;
  friend bool operator==(const PlanKey&, const PlanKey&) = default;
};
// A measure's part in a settlement rule.
struct PlanKeys {
  std::uint32_t settlement = 0;
  std::vector<std::vector<PlanKey>> per;  // one list, or one per alternative
  std::vector<NodeId> order;              // empty: by fact date
  NodeId limit;                           // of the rule's cap, told in the scope of a claim
  friend bool operator==(const PlanKeys&, const PlanKeys&) = default;
};
struct PlanPlace {
  Name name;
  std::int64_t count = 0;
  NodeId amount;
  NodeId least = {};  // present: their number is decided between this and `count`
  friend bool operator==(const PlanPlace&, const PlanPlace&) = default;
};
struct PlanRound {
  NodeId per;
  std::vector<NodeId> within;
  bool scored = false;
  NodeId by;
  std::vector<PlanPlace> places;
  bool ties_by_decision = true;
  NodeId ties, moves_up;
  friend bool operator==(const PlanRound&, const PlanRound&) = default;
};

struct PlanMeasure {
  MeasureId id;
  std::string key;  // "jc2023/foreign_grant"
  DocumentId document;
  std::string decider;
  outcome::UnitKind unit = outcome::UnitKind::entity;
  bool yearly = false;
  RowsId item;  // item: the rows that candidates are drawn from
  Block block;
  NodeId since;      // yearly: absent = force of the document
  NodeId candidate;  // item: the filter; absent: every record that is held
  NodeId force;      // of a draft: only where its adoption is assumed
  NodeId fact_date;
  std::vector<StageOutput> subjects, conditions;
  NodeId payee;                      // absent: the applicant
  std::optional<PlanAmount> amount;  // absent: the place gives it
  std::vector<PlanException> exceptions;
  std::optional<PlanRound> round;
  std::vector<PlanKeys> keys;
  std::vector<PlanAtom> atoms;
  friend bool operator==(const PlanMeasure&, const PlanMeasure&) = default;
};

// ---- relational stages, in the order in which they run ----
enum class StageKind {
  rank,     // a round: order the candidates of one `per`
  place,    // fill the places in order of rank
  own_key,  // paid before under the claim's own key (docs/language.md §5.4)
  group,    // a settlement begins: claims of its measures by equal keys
  order,    // total order within a group; ties end with the claim key
  earlier,  // payments already made join their groups
  first,    // the first n keep their sum
  no_repeat,
  keep,  // all keep their sum, less what was paid before
  highest,
  cap,       // the group's sum is at most the limit
  allocate,  // which members bear the cut
};
struct Stage {
  StageKind kind = StageKind::own_key;
  std::uint32_t of = UINT32_MAX;  // rank, place: measure; the rest: settlement
  friend bool operator==(const Stage&, const Stage&) = default;
};
struct Take {
  SettleOp op = SettleOp::group;
  MeasureId measure;
  std::vector<std::uint32_t> operands;
  std::int64_t n = 0;
  friend bool operator==(const Take&, const Take&) = default;
};
struct PlanSettlement {
  std::string name;
  DocumentId document;
  std::vector<MeasureId> measures;
  ReadingId per_reading;
  std::vector<Adopts> adopts;  // the rule holds where all of them do
  bool across_subjects = false;
  std::vector<History> earlier;
  ReadingId earlier_reading;
  EarlierEffect effect = EarlierEffect::counts;
  std::vector<Take> take;  // operands before users, the root last
  bool pro_rata = false;
  friend bool operator==(const PlanSettlement&, const PlanSettlement&) = default;
};

// ---- the vocabulary, as far as executors need it ----
struct PlanField {
  Name name;
  Type type;
  FieldKind kind = FieldKind::observed;
  bool dated = false, occurs_on = false;
  std::optional<base::Rational> low, high;
  std::string voucher;
  Block computed;  // kind computed: over the rows `self`
  NodeId output;
  friend bool operator==(const PlanField&, const PlanField&) = default;
};
struct PlanRecord {
  Name name;
  std::vector<PlanField> fields;
  FieldId occurs_on;
  friend bool operator==(const PlanRecord&, const PlanRecord&) = default;
};
struct PlanMember {
  Name name;
  std::string code;
  std::optional<std::uint32_t> parent;
  friend bool operator==(const PlanMember&, const PlanMember&) = default;
};
struct PlanEnumeration {
  Name name;
  bool is_codes = false;
  std::vector<PlanMember> members;
  friend bool operator==(const PlanEnumeration&, const PlanEnumeration&) = default;
};
struct PlanReading {
  std::string code;
  std::vector<Name> alternatives;
  Adoption adoption = Adoption::left_open;
  std::uint32_t adopted = 0;
  friend bool operator==(const PlanReading&, const PlanReading&) = default;
};
struct PlanDocument {
  Name name;
  std::string number, organ, level, region, decider;
  bool draft = false, missing = false;
  std::optional<DateBound> published, missing_effective, missing_expires;
  Block dates;                // no claim, no row
  NodeId effective, expires;  // absent: nothing is said; expires absent = open-ended
  friend bool operator==(const PlanDocument&, const PlanDocument&) = default;
};
struct PlanStatistic {
  Name name;
  RecordId record;
  UnitId unit;
  friend bool operator==(const PlanStatistic&, const PlanStatistic&) = default;
};
struct PlanSeries {
  Name name;
  Type type;
  SeriesKey key = SeriesKey::year;
  std::vector<SeriesEntry> entries;
  std::string source;
  friend bool operator==(const PlanSeries&, const PlanSeries&) = default;
};

struct Plan {
  std::string program_hash;
  std::vector<std::string> units;
  std::vector<PlanEnumeration> enumerations;
  std::vector<PlanRecord> records;
  RecordId subject_record;
  std::vector<PlanReading> readings;
  std::vector<PlanDocument> documents;
  std::vector<PlanStatistic> statistics;
  std::vector<PlanSeries> series;
  std::vector<PlanMeasure> measures;        // as in the program
  std::vector<PlanSettlement> settlements;  // as in the program
  std::vector<Stage> stages;
  friend bool operator==(const Plan&, const Plan&) = default;
};

// The program must satisfy `verify`.
Plan lower(const Program& program);

// Named outputs of a measure in a fixed order: "force", "subject 0", "amount", "key 1 0 2" (settlement, alternative,
// key) …
std::vector<std::pair<std::string, NodeId>> outputs(const PlanMeasure& measure);
// Operands of a node and, of an aggregate or a row, the owner of its rows.
std::vector<NodeId> needs(const Block& block, const Node& node);

// Every invariant of this page, as code; empty when it holds. A breach is a bug of `lower`.
std::vector<std::string> verify(const Plan& plan);
std::string print(const Plan& plan);

struct PlanError {
  std::uint32_t line = 0;
  std::string message;
};
std::variant<Plan, PlanError> parse_plan(std::string_view text);

}  // namespace zhidui::ir
