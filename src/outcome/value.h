// Values with what is open: a set of possibilities (an interval for numbers and dates, a set for the rest) and the opens it rests on.
// INVARIANT: a single possibility has no opens, and at least one possibility remains.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/rational.h"
#include "outcome/open.h"

namespace zhidui::outcome {

enum class ValueKind : std::uint8_t {
  boolean,  // may_true / may_false
  number,   // interval: money in fen, ratio, count, date in days since 1970-01-01, year, duration in months or days
  choice,   // one member of an enumeration, or one record: `may` holds the possible indices
  set,      // a set of members: contains all of `must`, nothing outside `may`
  list,     // an ordered list of records: `may` in order when known
  text,     // for display; `may` unused
};

// Indices (enumeration members or records), ascending unless of a list. `any` = every index of the type.
struct IndexSet {
  bool any = false;
  std::vector<std::uint32_t> indices;
  static IndexSet all() { return IndexSet{true, {}}; }
  static IndexSet one(std::uint32_t index) { return IndexSet{false, {index}}; }
  bool single() const { return !any && indices.size() == 1; }
  bool may_hold(std::uint32_t index) const;
  friend bool operator==(const IndexSet&, const IndexSet&) = default;
};

struct Interval {
  base::Rational lo, hi;
  bool lo_unbounded = false, hi_unbounded = false;
  bool single() const { return !lo_unbounded && !hi_unbounded && lo == hi; }
  friend bool operator==(const Interval&, const Interval&) = default;
};

struct Value {
  ValueKind kind = ValueKind::boolean;
  bool may_true = false, may_false = false;  // boolean
  Interval interval;                         // number
  IndexSet may, must;                        // choice, set, list
  std::string text;                          // text
  OpenSet opens;

  static Value boolean(bool value);
  static Value open_boolean(OpenSet opens);
  static Value number(base::Rational value);
  static Value range(base::Rational lo, base::Rational hi, OpenSet opens);  // lo == hi drops the opens
  static Value interval_of(Interval interval, OpenSet opens);
  static Value choice(std::uint32_t index);
  static Value choice_of(IndexSet may, OpenSet opens);
  static Value set_of(IndexSet must, IndexSet may, OpenSet opens);
  static Value list_of(std::vector<std::uint32_t> records);  // in their order
  static Value open_list(OpenSet opens);                     // nothing is known of it: `may` is any
  static Value text_of(std::string text);

  bool is_true() const { return may_true && !may_false; }  // certainly
  bool is_false() const { return may_false && !may_true; }
  bool single() const;  // exactly one possibility; a text is single when it has no opens
  friend bool operator==(const Value&, const Value&) = default;
};

// Of a date that is certain; else nothing.
std::optional<base::Date> certain_day(const Value& date);

// The smallest value that covers both; opens merged with `because` unless the result is single.
Value hull(const Value& a, const Value& b, const OpenSet& because = {});

}  // namespace zhidui::outcome
