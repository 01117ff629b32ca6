// The tree of rule blocks as written: names are words, nothing is resolved. One struct per construct of docs/language.md §2.
// Nodes live in vectors of File and are addressed by ids; every node has the span of its source text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/date.h"
#include "base/rational.h"
#include "text/source.h"

namespace zhidui::syntax {

using text::Span;

struct ExprId {
  std::uint32_t value = UINT32_MAX;
  bool present() const { return value != UINT32_MAX; }
  friend bool operator==(ExprId, ExprId) = default;
};

struct Word {
  std::string text;
  Span span;
};

struct Text {  // 「…」 without its marks; so is the span
  std::string text;
  Span span;
};

// 「名 (id)」: the Chinese name and the English identifier. Either may be absent (empty text).
struct Name {
  Word name;
  Word id;
};

// ---- expressions ----

struct MoneyLiteral {
  base::Rational fen;
};
struct RatioLiteral {
  base::Rational value;
};
struct CountLiteral {
  std::int64_t value = 0;
  std::string unit;
};
struct DateLiteral {
  base::Date value;
};
struct YearLiteral {
  int value = 0;
};
struct DurationLiteral {
  std::int64_t value = 0;
  bool months = true;
};  // years are 12 months
struct BoolLiteral {
  bool value = false;
};
struct NameRef {
  std::string word;
};
struct Call {
  Word callee;
  std::vector<ExprId> arguments;
};
struct Access {
  ExprId record;
  Word field;
  ExprId on;
};  // record 的 field [于 on]; field 于 on: record absent, a field of a row in scope
enum class UnaryOp { logical_not };
struct Unary {
  UnaryOp op = UnaryOp::logical_not;
  ExprId operand;
};
enum class BinaryOp { logical_or, logical_and, add, subtract, multiply, eq, ne, lt, le, gt, ge };
struct Binary {
  BinaryOp op = BinaryOp::eq;
  ExprId left;
  ExprId right;
};
struct Membership {
  ExprId value;
  std::vector<ExprId> members;
  bool negated = false;
};  // 属于 / 不属于
struct Contains {
  ExprId set;
  std::vector<ExprId> members;
};  // 包含
struct Within {
  ExprId value;
  ExprId low;
  ExprId high;
};  // 在 low [至 high]; high absent: 在 <year>
struct If {
  ExprId condition;
  ExprId then_branch;
  ExprId else_branch;
};
struct TierRow {
  BinaryOp comparison = BinaryOp::ge;
  ExprId bound;
  ExprId value;
  Span span;
};  // comparison: lt le gt ge eq
struct Tiers {
  ExprId subject;
  std::vector<TierRow> rows;
};
struct MatchRow {
  std::vector<ExprId> keys;
  ExprId value;
  Span span;
};
struct Match {
  std::vector<ExprId> subjects;
  std::vector<MatchRow> rows;
};
struct CaseRow {
  ExprId condition;
  ExprId value;
  Span span;
};
struct Cases {
  std::vector<CaseRow> rows;
  ExprId otherwise;
};
struct ReadingRow {
  Word label;
  ExprId value;
  Span span;
};
struct ReadingChoice {
  Word code;
  std::vector<ReadingRow> rows;
};
enum class AggregateOp { count, exists, every, sum, maximum, minimum };
struct Range {
  Word record;
  Word held_as;
  ExprId where;
  ExprId distinct;
  Span span;
};  // held_as.text may be empty
struct Aggregate {
  AggregateOp op = AggregateOp::count;
  Range range;
  ExprId value;
};  // value absent for count, exists, every
struct IsRecorded {
  ExprId decision;
};
struct Error {};  // where the parser gave up; already reported

struct Expr {
  std::variant<Error, MoneyLiteral, RatioLiteral, CountLiteral, DateLiteral, YearLiteral, DurationLiteral, BoolLiteral, NameRef, Call,
               Access, Unary, Binary, Membership, Contains, Within, If, Tiers, Match, Cases, ReadingChoice, Aggregate, IsRecorded>
      kind;
  Span span;
};

// ---- shared statements ----

struct ClauseRef {  // 条款 PATH KIND 「…」、「…」 共用 甲、乙
  Word path;
  Word kind;  // one of the row kinds: benefit tier match status-award rate+cap range per-year rank eligibility exclusion stacking
              // validity supersession transition task mechanism competition discretionary target fund supervision use-condition
  std::vector<Text> quotations;
  std::vector<Word> shared;  // the constructs that quote some of the same words
  Span span;
};
struct Embodied {
  Text number;
  Text structure;
};
struct Let {
  Word name;
  ExprId value;
  Span span;
};
struct DateBound {
  base::Date low;
  base::Date high;
  bool known = true;
  Span span;
};  // known: low == high

// ---- declarations ----

struct Document {
  Text number;
  Name name;
  Text title, organ, decider;
  Word level;
  Text region;
  bool draft = false;
  std::optional<DateBound> published;
  ExprId effective, expires, validity_by;
  bool never_expires = false;
  std::vector<Text> supersedes;
  std::vector<ClauseRef> clauses;
  Span span;
};
// A document of which this file does not hold the text.
struct OtherDocument {
  Text number;
  Name name;
  Text title, organ;
  Word level;
  std::optional<DateBound> effective, expires;
  Span span;
};
struct MissingDocument : OtherDocument {
  std::vector<ClauseRef> clauses;
};
// 采用: the rule holds only under these alternatives of a reading.
struct Adopts {
  Word reading;
  std::vector<Word> labels;
};
// What a later document does to measures of this one.
struct Supersedes {
  bool perhaps = false;  // 可能取代: the later document is not at hand
  bool all_measures = false;
  std::vector<Word> measures;
  Text now;     // the clause of the later document that takes their place
  ExprId when;  // absent: all claims of these measures
  Span span;
};
struct LaterDocument : OtherDocument {
  Text authority;
  std::vector<Supersedes> supersedes;
};
struct Alternative {
  Word label;
  Text meaning;
};
enum class Adoption { left_open, house_default, authority };
struct Reading {
  Word code;
  Text question;
  std::vector<ClauseRef> clauses;
  std::vector<Alternative> alternatives;
  Adoption adoption = Adoption::left_open;
  Word adopted;  // label
  Text authority_document, authority_organ;
  std::optional<base::Date> authority_date;
  Span span;
};
struct Convention {
  Name name;
  ExprId value;
  Text source;
  Span span;
};

struct TypeExpr {
  enum class Kind { boolean, count, money, ratio, date, year, text, word, list, set, enumeration, missing };
  Kind kind = Kind::missing;
  std::string unit;           // count
  Word word;                  // word, list, set: a record or a code table
  std::vector<Name> members;  // enumeration
  Span span;
};
struct Field {
  Name name;
  TypeExpr type;
  ExprId computed;   // present: a computed field
  ExprId low, high;  // 范围
  Text voucher, note;
  bool decided = false, dated = false, personal = false, occurs_on = false, key = false;
  Span span;
};
struct Record {
  Name name;
  Text label;
  std::vector<Field> fields;
  Span span;
};
struct CodeRow {
  Word code;
  Name name;
  Word parent;
};  // parent.text may be empty
struct Codes {
  Name name;
  Text label;
  std::vector<CodeRow> rows;
  Text source;
  Span span;
};
struct Parameter {
  Word name;
  TypeExpr type;
};
struct Definition {
  Name name;
  std::vector<Parameter> parameters;
  TypeExpr type;
  ExprId value;
  Text source;
  std::optional<base::Date> valid_from, valid_to;
  std::vector<ClauseRef> clauses;  // of a definition that a document makes
  std::vector<Embodied> embodied;
  Span span;
};
struct Statistic {
  Name name;
  Word record;
  ExprId value;
  Span span;
};  // 按 年度
enum class SeriesKey { day, month, year };
struct SeriesRow {
  std::string key;
  ExprId value;
  Span span;
};  // "2023-01-20", "2023-01", "2023"
struct Series {
  Name name;
  TypeExpr type;
  ExprId low, high;  // what an entry that is not listed may be
  SeriesKey key = SeriesKey::year;
  std::vector<SeriesRow> rows;
  Text source;
  Span span;
};

struct FormRule {
  Word field, form, part, agrees_with;
  Span span;
};  // 格式 field 按 form [的 part 合 agrees_with]
struct Check {
  Name name;
  Word record;
  ExprId when;                   // 条件
  ExprId required;               // 要求
  std::optional<FormRule> form;  // in place of `required`
  bool doubtful = false;
  Text note, source;
  Span span;
};

struct Unit {
  enum class Kind { entity, item };
  Kind kind = Kind::entity;
  bool yearly = false;
  Word record, held_as;
  ExprId where;
  ExprId since;
  Span span;
};
struct Condition {
  Text label;
  ExprId value;
  Span span;
};
struct Amount {
  enum class Kind { computed, discretion, undetermined, missing };
  Kind kind = Kind::missing;
  ExprId value;      // computed
  ExprId low, high;  // discretion
  Text phrase;       // undetermined
  Span span;
};
struct Exception {
  Word name;
  ExprId when;
  Amount amount;
  std::vector<Word> over;
  Span span;
};
struct KeyRow {
  Word label;
  std::vector<ExprId> keys;
};
struct Keys {
  std::vector<ExprId> keys;
  Word reading;
  std::vector<KeyRow> rows;
};  // either keys or reading + rows
struct Place {
  Word name;
  ExprId count;
  ExprId most;  // 至: the number of places is decided between the two
  ExprId amount;
};
struct Round {
  Keys per;
  bool scored = false;  // 得分 (high first) or 名次
  ExprId by;
  std::vector<Place> places;
  bool ties_by_decision = false, ties_together = false;
  ExprId ties;
  ExprId moves_up;
  Span span;
};
struct Goal {  // 目标值 ≥ 4件, 数额 ≥ 配套额 × 50%
  BinaryOp comparison = BinaryOp::ge;
  ExprId value;
};
// What the payee owes once paid: words, and perhaps how much of it, shown by what, by when.
struct Duty {
  Text text;
  std::optional<Goal> sum;
  Text evidence;
  ExprId due;
  Span span;
};
struct Measure {
  Name name;
  std::vector<ClauseRef> clauses;
  std::vector<Embodied> embodied;
  std::optional<Unit> unit;                     // absent: one claim per applicant
  std::vector<Condition> subjects, conditions;  // 对象, 条件
  ExprId fact_date, payee;
  std::vector<Let> lets;
  std::optional<Round> round;
  Amount amount;
  std::vector<Exception> exceptions;
  std::vector<Text> evidence;
  std::vector<Duty> duties;
  std::vector<Text> continues;  // keys of measures of earlier documents: what was paid under them was paid under this one
  Text decider, criteria;
  Span span;
};
struct General {
  Word name;
  std::vector<ClauseRef> clauses;
  std::vector<Embodied> embodied;
  std::vector<Condition> subjects, exclusions;
  std::vector<Let> lets;
  bool applies_to_all = true;
  std::vector<Word> except;
  std::vector<Word> only;      // the measures it applies to, where not all
  std::vector<Adopts> adopts;  // all must hold
  Span span;
};

struct SettleId {
  std::uint32_t value = UINT32_MAX;
};
struct Settle {
  enum class Op { group, sum, highest, first, cap, no_repeat, keep };  // keep: 全部
  Op op = Op::group;
  Word measure;                    // group
  std::vector<SettleId> operands;  // sum, highest
  ExprId argument;                 // first: count; cap: money
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
struct HistoryRow {
  Word label;
  History scope = History::none;
};
enum class EarlierEffect { counts, blocks, tops_up };
struct Earlier {
  History scope = History::none;
  Word reading;
  std::vector<HistoryRow> rows;
  EarlierEffect effect = EarlierEffect::counts;
  Span span;
};
struct Settlement {
  Word name;
  std::vector<ClauseRef> clauses;
  std::vector<Embodied> embodied;
  bool all_measures = false;
  std::vector<Word> measures;
  std::vector<Word> except;    // of all measures
  std::vector<Adopts> adopts;  // all must hold
  std::vector<Let> lets;
  SettleId take;
  Keys per;
  bool across_subjects = false;
  std::vector<ExprId> order;
  Earlier earlier;
  bool pro_rata = false;
  Span span;
};
enum class TypedKind { task, mechanism, target, fund, supervision, supersession, validity };
struct Typed {
  TypedKind kind = TypedKind::task;
  Word name;
  std::vector<ClauseRef> clauses;
  std::vector<Embodied> embodied;
  std::vector<Text> responsible;
  Text indicator;            // 目标: what is measured
  std::optional<Goal> goal;  // 目标: what it is to reach
  ExprId due;                // 目标: by when
  ExprId size;               // 资金
  Text note;
  Span span;
};
// 责任单位: the departments of the article at a path, and a standing list that joins those of every article from it on.
struct Departments {
  Word path;
  std::vector<ClauseRef> clauses;
  std::vector<Text> quotations;  // 原文, where the words are no row of their own
  std::vector<Text> units, standing;
  Span span;
};
struct NoEffect {
  Text reason;
  std::vector<Text> quotations;
  Span span;
};

using Declaration = std::variant<Document, MissingDocument, LaterDocument, Reading, Convention, Record, Codes, Definition, Statistic,
                                 Series, Check, Measure, General, Settlement, Typed, Departments, NoEffect>;

struct File {
  text::FileId file;
  std::vector<Declaration> declarations;  // in source order
  std::vector<std::size_t> block_of;      // index of the rule block each declaration stands in
  std::vector<Expr> exprs;
  std::vector<Settle> settles;
  const Expr& expr(ExprId id) const { return exprs[id.value]; }
  const Settle& settle(SettleId id) const { return settles[id.value]; }
};

}  // namespace zhidui::syntax
