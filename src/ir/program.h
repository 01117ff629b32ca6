// The typed, total program: what `check` makes of all literate files of one compilation, and what `evaluate` reads.
// Names are resolved, definitions inlined, units and ranges checked; every list is in source order. Expressions form a DAG in one
// store: an operand stands before its user. Differs from the tree: no words, no overloads, nothing left to infer.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/rational.h"
#include "outcome/answer.h"
#include "outcome/claim_key.h"
#include "outcome/value.h"
#include "text/forms.h"
#include "text/source.h"

namespace zhidui::ir {

using text::Span;

template <class Tag>
struct Id {
  std::uint32_t value = UINT32_MAX;
  bool present() const { return value != UINT32_MAX; }
  friend auto operator<=>(Id, Id) = default;
};
using ExprId = Id<struct ExprTag>;
using RecordId = Id<struct RecordTag>;  // a record type
using FieldId = Id<struct FieldTag>;    // index into RecordType::fields
using EnumId = Id<struct EnumTag>;
using UnitId = Id<struct UnitTag>;
using BinderId = Id<struct BinderTag>;  // one per `逐`, aggregate, computed field: names the row in scope
using ReadingId = Id<struct ReadingTag>;
using DocumentId = Id<struct DocumentTag>;
using MeasureId = Id<struct MeasureTag>;
using StatisticId = Id<struct StatisticTag>;
using SeriesId = Id<struct SeriesTag>;
using ClauseId = Id<struct ClauseTag>;

struct Name {
  std::string zh, id;  // 授权日, grant_date; equal where only one was given
  friend bool operator==(const Name&, const Name&) = default;
};

enum class TypeKind { boolean, count, money, ratio, date, year, months, days, enumeration, set, text, record, list };
struct Type {
  TypeKind kind = TypeKind::boolean;
  UnitId unit;         // count
  EnumId enumeration;  // enumeration, set
  RecordId record;     // record, list
  friend bool operator==(const Type&, const Type&) = default;
};

struct Member {
  Name name;
  std::string code;
  std::optional<std::uint32_t> parent;
};  // parent: index of the member above (代码表)
struct Enumeration {
  Name name;
  std::vector<Member> members;
  bool is_codes = false;
  Span span;
};

enum class FieldKind { observed, computed, decided };
struct Field {
  Name name;
  Type type;
  FieldKind kind = FieldKind::observed;
  bool dated = false, personal = false, occurs_on = false, key = false;
  std::optional<base::Rational> low,
      high;  // numbers: inclusive range in base units (fen, days since epoch …); always set when observed or decided
  std::string voucher, note;
  ExprId computed;  // over `self` of the record type
  Span span;
};
struct RecordType {
  Name name;
  std::string label;
  std::vector<Field> fields;
  BinderId self;      // binder of computed fields
  FieldId occurs_on;  // the dating field, if any
  Span span;
};

enum class Op {
#define OPERATION(name, ...) name,
#include "ir/operations.def"
#undef OPERATION
};
std::string_view op_name(Op op);
bool is_connective(Op op);  // boolean operations whose operands are conditions of their own: and, or, not, choose, reading, cases
bool is_comparison(Op op);  // of numbers: eq, ne, lt, le
outcome::TraceKind trace_kind(Op op);  // how an explanation shows it

enum class Clock { claimed, decided, known };
// replaces: the day from which a document that is not at hand takes the place of what it may replace; it is open, and not before effective.
enum class DocDate { published, effective, expires, replaces };

// Where a count or sum ranges: records of `record` whose `holder` field is (or contains) the row or subject given by `owner`;
// holder absent: all records of the type (a whole register).
struct Range {
  RecordId record;
  FieldId holder;
  FieldId relation;  // the observed field behind `holder` (专利权人 behind 第一专利权人): the relation that is closed or open
  ExprId owner;      // absent when holder is
  BinderId binder;
  ExprId where;     // absent: every one
  ExprId distinct;  // absent: each record counts
};

struct TierRow {
  Op comparison = Op::le;
  ExprId bound, value;
  Span span;
  bool greater = true;
};  // greater: subject ≥ (le) or > (lt) bound; else ≤ / <; eq
struct MatchRow {
  std::vector<std::uint32_t> members;
  ExprId value;
  Span span;
};
struct CaseRow {
  ExprId condition, value;
  Span span;
};

struct Bounds {
  base::Rational lo, hi;
  bool lo_unbounded = false, hi_unbounded = false;
  friend bool operator==(const Bounds&, const Bounds&) = default;
};

// One operation. Which members are in use follows from `op`:
//   operands        args (logical_and … shift_year, choose, first_of, is_recorded, field: record; field_on: record, day; statistic: owner,
//   year, value;
//                   tiers: subject; match: subjects; sum/maximum/minimum/every: value)
//   constant        value
//   row             binder
//   field, field_on record_type, field
//   clock, document_date  clock / document + doc_date
//   series          series (args: key)
//   member, overlaps  members (indices of the enumeration, ascending, descendants of codes included)
//   rounded         step, rounding
//   tiers, match, cases  rows
//   reading         reading, args = one per alternative of the reading in declaration order
//   count … minimum range
struct Expr {
  Op op = Op::constant;
  Type type;
  Span span;  // what the author wrote; for an inlined definition, its use
  std::vector<ExprId> args;
  Bounds bounds;  // numbers only
  outcome::Value value;
  BinderId binder;
  RecordId record_type;
  FieldId field;
  Clock clock = Clock::claimed;
  DocumentId document;
  DocDate doc_date = DocDate::published;
  SeriesId series;
  std::vector<std::uint32_t> members;
  base::Rational step;
  base::Rounding rounding = base::Rounding::half_up;
  std::vector<TierRow> tiers;
  std::vector<MatchRow> matches;
  std::vector<CaseRow> cases;
  ExprId otherwise;  // cases: absent = gap when nothing holds
  ReadingId reading;
  StatisticId statistic;
  std::optional<Range> range;
  std::string label;  // the name of the definition or 设 this is the value of, for explanations
};

struct Clause {  // 条款
  DocumentId document;
  std::string path, kind;        // "一/(一)/¶2", "tier"
  std::vector<Span> quotations;  // in the official text
  std::vector<Span> written;     // in the rule block
  Span span;
};

struct Alternative {
  Name label;
  std::string meaning;
};  // label: 甲, id "A"
enum class Adoption { left_open, house_default, authority };
struct Reading {
  std::string code, question;
  std::vector<Alternative> alternatives;
  Adoption adoption = Adoption::left_open;
  std::uint32_t adopted = 0;  // unless left_open
  std::string authority;      // "document, organ, date"
  DocumentId document;
  Span span;
};
struct Convention {
  Name name;
  std::string source;
  ExprId value;
  Span span;
};
struct Origin {
  std::string name, source;
  std::vector<ClauseId> clauses = {};
};  // 来源 and 条款 of a definition; its name is the label of its uses

struct DateBound {
  base::Date low, high;  // equal when known
  friend bool operator==(const DateBound&, const DateBound&) = default;
};
struct Document {
  Name name;                                         // id "jc2023"
  std::string number, title, organ, level, decider;  // level: national provincial city county
  std::string region;                                // code of the place that the organ governs; "" = not said
  bool draft = false, missing = false;               // missing: 缺失文件, 后出文件 that is not loaded
  std::optional<DateBound> published;
  ExprId effective, expires,
      validity_by;  // absent for missing documents (bounds below) and where nothing is said; expires absent = open-ended
  std::optional<DateBound> missing_effective, missing_expires;
  std::vector<std::string> supersedes;
  Span span;
};

struct Condition {
  std::string label;  // 「…」 or ""
  ExprId value;
  bool excluded = false;          // 除外: must be false
  std::vector<ClauseId> clauses;  // of the 通则 it comes from; empty: the measure's own
  Span span;
};
struct Unit {
  outcome::UnitKind kind = outcome::UnitKind::entity;
  bool yearly = false;
  Range range;   // item
  ExprId since;  // yearly: first day, absent = force of the document
};
enum class AmountKind { computed, discretion, undetermined };
struct Amount {
  AmountKind kind = AmountKind::computed;
  ExprId value, low, high;
  std::string phrase;
  Span span;
};
struct Exception {
  std::string name;
  ExprId when;
  Amount amount;
  std::vector<std::uint32_t> over;
  Span span;
};  // over: indices of exceptions
struct Place {
  Name name;
  std::int64_t count = 0;  // the most there are
  ExprId amount;
  ExprId least = {};  // present: a decision for the round's year fixes their number between this and `count`
};
struct Round {
  ExprId per;  // a number or a year; the claims that agree in it and in `within` compete
  std::vector<ExprId> within;
  bool scored = false;
  ExprId by;
  std::vector<Place> places;
  bool ties_by_decision = true;
  ExprId ties;
  ExprId moves_up;  // by rank: is the place of one who does not qualify passed on? absent: no
  Span span;
};
struct Let {
  std::string name;
  ExprId value;
};
// A later document that takes the place of a measure, from the day on which `when` holds of the fact date.
struct Supersession {
  DocumentId by;
  ExprId when;
  std::string now;        // the clause of the later document that holds instead; "" = none is named
  std::string authority;  // its words
  Span span;
};
struct Goal {
  Op comparison = Op::le;
  bool greater = true;  // ≥ (le) or > (lt) the value; else ≤ / <; eq
  ExprId value;
};
struct Duty {
  std::string text;
  std::optional<Goal> sum;  // how much of what is paid
  std::string evidence;
  ExprId due;
  Span span;
};
struct Measure {
  Name name;
  DocumentId document;
  std::vector<ClauseId> clauses;
  Unit unit;
  std::vector<Condition> subjects, conditions;  // subjects: own 对象, then those of each 通则 that applies
  ExprId fact_date;  // absent: 31 December of the year (yearly) or the record's 发生日 (item) or the claimed day (entity)
  ExprId payee;      // absent: the applicant
  std::vector<Let> lets;
  std::optional<Round> round;  // its places give the amount unless `amount` is written
  std::optional<Amount> amount;
  std::vector<Exception> exceptions;
  std::vector<Supersession> superseded;
  std::vector<std::string> continues;  // keys of measures of earlier documents whose payments are payments of this one
  std::vector<std::string> evidence;
  std::vector<Duty> duties;
  std::string decider, criteria;  // decider: own, else the document's, else its organ
  Span span;
};

// ---- settlement ----
enum class SettleOp { group, sum, highest, first, cap, no_repeat, keep };  // keep: all claims, less what was paid before
struct SettleNode {
  SettleOp op = SettleOp::group;
  MeasureId measure;
  std::vector<std::uint32_t> operands;
  ExprId limit;
  std::int64_t n = 0;
  Span span;
};
enum class History {
  none,
  this_measure,
  this_document,
  same_level,
  upper_levels,
  lower_levels,
  other_levels,
  all_levels,
  national,
  provincial,
  city,
  county
};
enum class EarlierEffect { counts, blocks, tops_up };
// A key is an expression over the claim of one measure, or the built-in 同一事项.
struct Key {
  ExprId value;
  bool same_matter = false;
};
struct KeyAlternative {
  std::vector<Key> keys;
};
struct MeasureKeys {  // the keys and order of a rule, resolved in the scope of one measure
  MeasureId measure;
  std::vector<KeyAlternative> per;  // one, or one per alternative of `per_reading`
  std::vector<Key> order;
};
// A reading, and whether a rule holds under each of its alternatives.
struct Adopts {
  ReadingId reading;
  std::vector<bool> holds;
  friend bool operator==(const Adopts&, const Adopts&) = default;
};
struct Settlement {
  std::string name;
  DocumentId document;
  std::vector<ClauseId> clauses;
  std::vector<MeasureKeys> measures;  // in document order
  std::vector<SettleNode> nodes;      // operands before users
  std::uint32_t root = 0;
  ReadingId per_reading;       // absent: a single key list
  std::vector<Adopts> adopts;  // 采用: the rule holds where all of them do
  bool across_subjects = false;
  std::vector<History> earlier;  // one, or one per alternative of `earlier_reading`; empty: none
  ReadingId earlier_reading;
  EarlierEffect effect = EarlierEffect::counts;
  bool pro_rata = false;
  Span span;
};

enum class TypedKind { task, mechanism, target, fund, supervision, supersession, validity };
struct Typed {
  TypedKind kind = TypedKind::task;
  std::string name;
  DocumentId document;
  std::vector<ClauseId> clauses;
  std::vector<std::string> responsible;
  std::string indicator;  // target
  std::optional<Goal> goal;
  ExprId due;   // target: a day or a year
  ExprId size;  // fund: money
  std::string note;
  Span span;
};
// The departments that answer for an article, those of standing lists included, in the order of the text.
struct Departments {
  DocumentId document;
  std::string path;
  std::vector<std::string> units, standing;  // standing: those that lists of this and of earlier articles add
  std::vector<ClauseId> clauses;
  Span span;
};

struct Statistic {
  Name name;
  RecordId record;
  UnitId unit;
  Span span;
  BinderId owner = {};  // the row of whose records it is, in `value`
  ExprId value = {};    // the statistic of that row in 本年度; what rules use is expanded at each use
};
struct SeriesEntry {
  std::int64_t key = 0;  // day number, year × 12 + month − 1, or year; ascending
  base::Rational value;
  friend bool operator==(const SeriesEntry&, const SeriesEntry&) = default;
};
enum class SeriesKey { day, month, year };
struct Series {
  Name name;
  Type type;
  SeriesKey key = SeriesKey::year;
  std::vector<SeriesEntry> entries;
  std::string source;
  Span span;
  base::Rational low, high;  // 范围: what an entry that is not listed may be
};

// 核对: what must hold of the data of one record, whatever a policy says. Never part of a claim.
struct FormRule {
  text::Form form = text::Form::credit_code;
  FieldId field;        // a text
  FieldId agrees_with;  // absent: the whole text is checked; else the part of the form is held against this field
};
struct Check {
  Name name;
  RecordId record;
  ExprId when;      // absent: always
  ExprId required;  // over `self` of the record type; absent where `form` is there
  std::optional<FormRule> form;
  bool doubtful = false;  // what does not hold may still be right
  std::string note, source;
  Span span;
};

struct Program {
  std::vector<std::string> units;
  std::vector<Enumeration> enumerations;
  std::vector<RecordType> records;
  RecordId subject_record;  // 主体
  std::vector<Expr> exprs;
  std::uint32_t binder_count = 0;
  std::vector<RecordId> binder_record;  // record type of each binder
  std::vector<Clause> clauses;
  std::vector<Reading> readings;
  std::vector<Convention> conventions;
  std::vector<Origin> origins;  // for explanations
  std::vector<Document> documents;
  std::vector<Measure> measures;
  std::vector<Settlement> settlements;
  std::vector<Typed> typed;
  std::vector<Departments> departments;
  std::vector<Statistic> statistics;
  std::vector<Series> series;
  std::vector<Check> checks;
  std::string hash;  // SHA-256 over the names and bytes of all files

  const Expr& expr(ExprId id) const { return exprs[id.value]; }
  const RecordType& record(RecordId id) const { return records[id.value]; }
  const Enumeration& enumeration(EnumId id) const { return enumerations[id.value]; }
};

// Lookups by Chinese name or identifier; nullopt if there is none.
std::optional<RecordId> find_record(const Program&, std::string_view name);
std::optional<FieldId> find_field(const RecordType&, std::string_view name);
std::optional<std::uint32_t> find_member(const Enumeration&, std::string_view name_or_code);
std::optional<ReadingId> find_reading(const Program&, std::string_view code);
std::optional<DocumentId> find_document(const Program&, std::string_view number_or_id);
std::optional<MeasureId> find_measure(const Program&, std::string_view name_or_key);  // "foreign_grant" or "jc2023/foreign_grant"
std::string measure_key(const Program&, MeasureId);                                   // "jc2023/foreign_grant"

// Every invariant of this page, as code. Empty when it holds; else one English line per breach. A breach is a bug of `check`.
std::vector<std::string> verify(const Program&);
// Deterministic listing for `zhidui print --stage=program` and golden tests.
std::string print(const Program&);

}  // namespace zhidui::ir
