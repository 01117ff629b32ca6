// One fact base: records of the vocabulary with provenance, closed and open relations, statements of totals, earlier payments, decisions.
// Readers fill it; nothing else changes it. Indices of records are stable: by record type in vocabulary order, then by id.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ir/program.h"
#include "outcome/value.h"

namespace zhidui::facts {

struct Provenance {
  std::string source;                     // who vouches: "国家知识产权局"; empty: not stated
  std::optional<base::Date> recorded_on;  // when it became known; empty: always known
  text::Span span;
};

// One known value of a field, or one dated segment of it (both ends inclusive; absent = unbounded).
struct Segment {
  std::optional<base::Date> from, to;
  outcome::Value value;
  Provenance provenance;
};
// No segments: nothing is known. An explicit {"unknown": true} is the same, with its provenance kept for the quality report.
// A decided field holds the recorded decisions instead: `from` is the decision's date (visible from then on), later ones replace earlier
// ones.
struct FieldFacts {
  std::vector<Segment> segments;      // ascending, without overlap
  std::optional<Provenance> unknown;  // an explicit {"unknown": true}; then no segments
};

struct Record {
  ir::RecordId type;
  std::string id;
  std::vector<FieldFacts> fields;  // one per field of the type (computed ones stay empty)
  text::Span span;
};

// The relation is complete for records whose 发生日 is on or before `as_of` (all of them when the type has none).
struct Closure {
  std::string relation;             // "patent.patentees", "history", "*"
  std::string owner;                // record id, "" = the whole register, "*" = every owner
  std::optional<base::Date> as_of;  // absent: without limit
  Provenance provenance;
};

struct Total {  // 概括申报
  ir::StatisticId statistic;
  std::string owner;
  int year = 0;
  base::Rational value;
  Provenance provenance;
};

enum class Level { national, provincial, city, county, other };
struct Payment {  // an entry of history: money paid or awarded earlier
  std::string id;
  std::string measure;   // claim key's measure: "jc2023/pledge_loan_subsidy"; "" where only the project is known
  std::string document;  // number of the document it was paid under, may be unknown here
  std::string organ;
  Level level = Level::city;
  std::string region;   // code of the place the payer governs; "" = same as the asked document's
  std::string subject;  // record id of the applicant whose claim it was
  std::string payee;    // record id of who received it, where that is another; "" = the subject
  std::string unit;     // record id of the unit, or the subject's
  std::optional<int> period;
  base::Rational fen;
  base::Date paid_on;
  Provenance provenance;
};

enum class DecisionKind { field, amount, same_matter, place, adopted_reading, places };
struct Decision {
  DecisionKind kind = DecisionKind::field;
  std::string id;
  std::string decider, basis;
  base::Date decided_on;
  std::uint32_t record = UINT32_MAX;  // field
  ir::FieldId field;
  std::string measure, unit;  // amount, place: the claim
  std::optional<int> period;
  base::Rational fen;                // amount
  std::string place;                 // place: name of the place, "" = not selected
  std::int64_t number = 0;           // places: how many there are in the round of `period`
  std::vector<std::string> members;  // same_matter: ids of units (records, payments)
  bool same = true;                  // same_matter: false records that they are different matters
  std::string reading, alternative;  // adopted_reading: its code, the identifier of the alternative's label
  Provenance provenance;
};

class FactBase {
 public:
  const std::vector<Record>& records() const { return records_; }
  const Record& record(std::uint32_t index) const { return records_[index]; }
  // Records of one type: [first, last).
  std::pair<std::uint32_t, std::uint32_t> of_type(ir::RecordId type) const { return type_ranges_[type.value]; }
  std::optional<std::uint32_t> find(ir::RecordId type, std::string_view id) const;
  // Any record of that id (ids are unique over all types).
  std::optional<std::uint32_t> find(std::string_view id) const;
  // Records of `type` whose observed reference field `relation` is or contains `owner` now or at any date, ascending.
  const std::vector<std::uint32_t>& held_by(ir::RecordId type, ir::FieldId relation, std::uint32_t owner) const;
  // Records of `type` whose `relation` field is not known: they may belong to anybody. A dated field with days left open makes
  // its record stand here and under held_by both.
  const std::vector<std::uint32_t>& holder_unknown(ir::RecordId type, ir::FieldId relation) const;

  // ---- statements by what they are about, in the order of their vectors; nothing is searched from end to end ----
  using Indices = std::vector<std::uint32_t>;
  std::span<const Closure> closures_of(std::string_view relation, std::string_view owner) const;  // exactly so written: "*" is a name
  std::span<const Total> totals_of(ir::StatisticId statistic, std::string_view owner, int year) const;
  const Indices& payments_of(std::string_view subject) const;
  const Indices& payments_for(std::string_view unit) const;  // under whatever measure
  const Payment* payment(std::string_view id) const;
  std::span<const Decision> decisions_of(DecisionKind kind) const;
  const Indices& decisions_under(DecisionKind kind, std::string_view measure, std::string_view unit) const;  // amounts, places
  const Indices& decisions_on_matter(std::string_view member) const;
  const Indices& decisions_on_reading(std::string_view code) const;
  const Indices& decisions_on_places(std::string_view measure) const;  // how many there are in a round

  std::vector<Closure> closures;
  std::vector<Total> totals;
  std::vector<Payment> history;
  std::vector<Decision> decisions;
  std::string hash;  // SHA-256 of canonical_json(): the same facts give the same hash from any reader

  // Readers only, after the statements above are filled: sorts everything, indexes, hashes. Values that refer to records, and
  // decisions on fields, hold indices into `records` as given; they are renumbered here.
  void seal(const ir::Program& program, std::vector<Record> records);
  // Whoever changes statements of a sealed base (another base is asked "what if") says so; the hash stays that of what was read.
  void statements_changed();

 private:
  struct StatementIndex {
    using Pair = std::pair<std::string, std::string>;
    std::map<std::string, Indices, std::less<>> payments_of, payments_for, matters, readings, place_numbers;
    std::map<Pair, Indices> amounts, places;
  };
  void index_records(const ir::Program& program);
  void index_holders(const ir::RecordType& type, std::uint32_t index);
  void sort_statements();

  std::vector<Record> records_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> type_ranges_;
  std::map<std::string, std::uint32_t, std::less<>> by_id_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::map<std::uint32_t, std::vector<std::uint32_t>>> held_by_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::uint32_t>> holder_unknown_;
  StatementIndex statements_;
};

}  // namespace zhidui::facts
