// Inside of the JSON reader: what its parts share. Not for other modules.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/json.h"
#include "facts/fact_base.h"
#include "facts/names.h"
#include "ir/limits.h"
#include "text/diagnostic.h"

namespace zhidui::facts {

inline constexpr std::string_view kFormat = "zhidui-facts/1";
inline constexpr std::size_t kIdLimit = 200;  // characters
inline constexpr std::size_t kDefectLimit = 1000;
inline constexpr std::int64_t kNumberLimit = std::int64_t{1} << 62;
inline constexpr std::int64_t kDenominatorLimit = 1'000'000'000;
inline constexpr std::int64_t kTotalLimit = 1'000'000'000;
inline constexpr std::string_view kLevelIds[] = {"national", "provincial", "city", "county", "other"};
inline constexpr std::string_view kLevelNames[] = {"国家级", "省级", "市级", "县级", "其他"};
inline constexpr std::string_view kDecisionKinds[] = {"field", "amount", "same_matter", "place", "adopted_reading", "places"};

// What has an id: a record, a payment or a decision. `index`: position in the records as read.
enum class Bearer { record, payment, decision };
struct IdEntry {
  Bearer bearer = Bearer::record;
  std::uint32_t index = 0;
  ir::RecordId type;
  text::Span span;
};

// The measure as a claim key has it; measures of documents that are not read stay as written.
struct MeasureName {
  std::string key;
  std::optional<ir::MeasureId> id;
};

// What a value should be, and what messages call it.
struct Expectation {
  ir::Type type;
  std::string name;  // "subject.employees (从业人员)"
  std::optional<base::Rational> low, high;
};

// State of one reading: reports defects, knows all ids, collects the facts.
struct Reading {
  // `sheets_`: where the file is a workbook, the sources that hold its cells; messages then speak of sheets, columns and cells.
  Reading(const ir::Program& program_, text::FileId file_, text::Diagnostics& diagnostics_, const text::SourceSet* sheets_ = nullptr);

  const ir::Program& program;
  Names names;
  text::FileId file;
  text::Diagnostics& diagnostics;
  const text::SourceSet* sheets;  // nullptr: the file is JSON
  std::size_t defects = 0;        // errors and warnings
  std::size_t errors = 0;
  bool lost_register = false;        // records of a name that is not known were left out, after a report
  std::vector<ir::RecordId> broken;  // registers that could not be read, after a report

  std::unordered_map<std::string, IdEntry> ids;
  std::unordered_map<std::string, MeasureName> measures;  // as they were written
  std::vector<Record> records;
  FactBase base;

  text::Span span(const base::JsonValue& value) const { return span(value.begin, value.end); }
  text::Span key_span(const base::JsonMember& member) const { return span(member.key_begin, member.key_end); }
  // Where an object or array begins: the place of what is missing in it.
  text::Span opening(const base::JsonValue& value) const { return span(value.begin, value.begin + 1); }
  text::Span span(std::size_t begin, std::size_t end) const {
    return {file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }
  // After kDefectLimit defects the rest is only counted.
  text::Diagnostic& report(text::Kind kind, text::Span where, std::vector<std::string> arguments = {});
  // How messages call the value of a key: "history.amount", or its column 金额 (amount).
  std::string called(std::string_view section, std::string_view key) const;
  // The value as it stands in the file, short: as JSON, or the words of its cell.
  std::string seen(const base::JsonValue& value) const;
  // What refers to records of this type (any if absent) may refer to one that was left out.
  bool lost(ir::RecordId type) const;
  bool muted() const { return defects >= kDefectLimit; }
  const IdEntry* find_id(std::string_view id) const;
  // The greatest total that may be stated: no greater than the values for which `check` has shown that nothing overflows.
  const base::Rational& greatest_total(ir::StatisticId statistic) const { return greatest_totals_[statistic.value]; }
  const Expectation& expectation(ir::RecordId type, ir::FieldId field) const { return expectations_[type.value][field.value]; }

 private:
  std::vector<std::vector<Expectation>> expectations_;  // per record type and field
  std::vector<base::Rational> greatest_totals_;         // per statistic
  text::Diagnostic unheard_{};
};

// ---- sheet_words.cpp: what the readers say of a workbook ----

// The kind that says the same of a sheet, without the words of JSON.
text::Kind in_sheet_words(text::Kind kind);
// A column of a statement, or of what is said about a value: "金额 (amount)".
std::string column_called(std::string_view section, std::string_view key);

// ---- read_json_values.cpp: plain values ----

// The value as JSON, short, for messages.
std::string seen(const base::JsonValue& value);
// nullopt after a report. Numbers are in base units: fen, days since the epoch, months of none.
std::optional<outcome::Value> read_plain(Reading& reading, const Expectation& expected, const base::JsonValue& value);
std::optional<base::Rational> read_number(Reading& reading, const Expectation& expected, const base::JsonValue& value);
std::optional<base::Date> read_date(Reading& reading, const std::string& name, const base::JsonValue& value);
std::optional<int> read_year(Reading& reading, const std::string& name, const base::JsonValue& value);
std::optional<base::Rational> read_money(Reading& reading, const std::string& name, const base::JsonValue& value);
std::optional<bool> read_boolean(Reading& reading, const std::string& name, const base::JsonValue& value);
std::optional<std::string> read_text(Reading& reading, const std::string& name, const base::JsonValue& value);
// A record that exists and is of `type` (any if absent); the entry of its id.
const IdEntry* read_reference(Reading& reading, const std::string& name, ir::RecordId type, const base::JsonValue& value);

// ---- read_json_objects.cpp: objects with fixed keys, values with provenance ----

// An entry of a section: reports unknown, repeated and null keys on construction.
class Entry {
 public:
  // `section`: what messages call it, "complete"; `required`: keys every entry has.
  Entry(Reading& reading, const base::JsonValue& value, std::string section, std::span<const std::string_view> required,
        std::span<const std::string_view> optional);
  bool is_object() const { return object_ != nullptr; }
  const base::JsonValue& json() const { return value_; }
  const std::string& section() const { return section_; }
  // The value of a key, nullptr when it is not there or null.
  const base::JsonValue* get(std::string_view key) const;
  // The same; reports the missing key.
  const base::JsonValue* require(std::string_view key) const;
  std::string name(std::string_view key) const { return reading_.called(section_, key); }
  std::optional<std::string> text(std::string_view key) const;           // optional text
  std::optional<std::string> required_text(std::string_view key) const;  // not empty
  // "source" and "on".
  Provenance provenance() const;

 private:
  void check_keys(std::span<const std::string_view> required, std::span<const std::string_view> optional);

  Reading& reading_;
  const base::JsonValue& value_;
  const base::JsonObject* object_;
  std::string section_, required_;
};

// A value with what is said about it: plain, or {"value" | "unknown", "from", "to", "source", "on"}.
struct Stated {
  const base::JsonValue* value = nullptr;  // nullptr: unknown
  std::optional<base::Date> from, to;
  Provenance provenance;
};
std::optional<Stated> read_stated(Reading& reading, const std::string& name, bool dated, const base::JsonValue& value);

// Elements of an array, or a report and none. `what`: the place in words of the format, "records.patent".
const base::JsonArray* read_array(Reading& reading, const std::string& what, const base::JsonValue& value);
// No more rows than sums can be of; false after a report.
bool check_row_count(Reading& reading, const std::string& what, std::size_t rows, text::Span where);
// The id of an object, registered; nullopt after a report or when it is absent and not required.
std::optional<std::string> read_id(Reading& reading, const base::JsonValue& value, IdEntry entry);

// ---- sections ----
// The entries of a section, wherever they come from: elements of a JSON array, or rows of a sheet that become an entry as they are asked
// for.
class Entries {
 public:
  enum class Asked { ids, all };  // ids: the rest may be left out
  virtual ~Entries() = default;
  // One after another, in the same order each time; an entry is there until the next one.
  virtual void each(Asked asked, const std::function<void(const base::JsonValue&)>& take) const = 0;
};
using OwnedEntries = std::unique_ptr<const Entries>;
class ArrayEntries : public Entries {
 public:
  explicit ArrayEntries(const base::JsonArray& array) : array_(array) {}  // which outlives this
  void each(Asked, const std::function<void(const base::JsonValue&)>& take) const override {
    for (const base::JsonValue& element : array_) take(element);
  }

 private:
  const base::JsonArray& array_;
};
struct RecordEntries {
  ir::RecordId type;
  OwnedEntries entries;
};
// A fact base in its sections; absent ones are null.
struct Sections {
  std::vector<RecordEntries> records;
  OwnedEntries complete, totals, history, decisions;
};
// Reads all of them in the order in which they need one another, and seals the base; it is empty where there were errors.
FactBase read_sections(Reading& reading, const Sections& sections);

// read_json_records.cpp: first all ids, then all fields, so that references may point forward.
std::vector<RecordEntries> record_sections(Reading& reading, const base::JsonValue& section);
void read_record_ids(Reading& reading, const std::vector<RecordEntries>& sections);
void read_fields(Reading& reading, const std::vector<RecordEntries>& sections);
// What a computed field is made from: the records it ranges over and the observed fields it reads, for messages.
std::string computed_from(const ir::Program& program, const ir::Field& field);
FieldFacts read_field(Reading& reading, const Expectation& expected, bool dated, const base::JsonValue& value);
// read_json_statements.cpp
void read_closures(Reading& reading, const Entries& section);
bool needs_owner(const Reading& reading, const std::string& relation);  // a whole register needs none
void read_totals(Reading& reading, const Entries& section);
void read_payment_ids(Reading& reading, const Entries& section);
void read_history(Reading& reading, const Entries& section);
// document: that under which it is said to be paid; a name that several documents have is then that document's.
std::optional<MeasureName> read_measure(Reading& reading, const std::string& name, const base::JsonValue& value,
                                        std::optional<ir::DocumentId> document_said = {});
// read_json_decisions.cpp: after the records, for they may name any of them.
void read_decisions(Reading& reading, const Entries& section);
struct DecisionKeys {
  std::vector<std::string_view> required, optional;
};
DecisionKeys decision_keys(DecisionKind kind);

}  // namespace zhidui::facts
