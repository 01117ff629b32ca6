// Objects with fixed keys, and values with their provenance.
#include <algorithm>
#include <utility>

#include "base/utf8.h"
#include "facts/reading.h"

namespace zhidui::facts {

namespace {

using base::JsonMember;
using base::JsonObject;
using base::JsonValue;
using text::Kind;

constexpr std::string_view kStatedKeys[] = {"value", "unknown", "from", "to", "source", "on"};

bool contains(std::span<const std::string_view> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

void report_unknown_key(Reading& reading, const JsonMember& member, const std::string& where, std::span<const std::string_view> required,
                        std::span<const std::string_view> optional) {
  Candidates candidates;
  for (const std::string_view key : required) candidates.add(key, key, std::string(key));
  for (const std::string_view key : optional) candidates.add(key, key, std::string(key));
  reading.report(Kind::facts_unknown_key, reading.key_span(member), {shortened(member.key), where, candidates.nearest(member.key)});
}

void report_duplicate_key(Reading& reading, const JsonMember& member, const JsonMember& first) {
  text::Diagnostic& defect = reading.report(Kind::facts_duplicate_key, reading.key_span(member), {shortened(member.key)});
  defect.labels.push_back({reading.key_span(first), "第一次写在这里", "given here first"});
}

// The key may stand, and stands here for the first time. Objects of fixed keys are short, so looking back is cheap:
// unknown keys are reported before they are compared.
bool check_key(Reading& reading, const JsonObject& object, const JsonMember& member, const std::string& where,
               std::span<const std::string_view> required, std::span<const std::string_view> optional) {
  if (!contains(required, member.key) && !contains(optional, member.key)) {
    report_unknown_key(reading, member, where, required, optional);
    return false;
  }
  const auto first = std::find_if(object.begin(), object.end(), [&](const JsonMember& other) { return other.key == member.key; });
  if (&*first != &member) {
    report_duplicate_key(reading, member, *first);
    return false;
  }
  return true;
}

std::string listed(std::span<const std::string_view> words) {
  std::string out;
  for (const std::string_view word : words) out.append(out.empty() ? "" : ", ").append(word);
  return out;
}

bool sound_id(std::string_view id) {
  const std::size_t count = base::code_point_count(id);
  if (count == 0 || count > kIdLimit || id == "*") return false;
  char32_t last = 0;
  for (std::size_t i = 0; i < id.size();) {
    const base::CodePoint point = base::decode(id, i);
    if (i == 0 && base::is_space(point.value)) return false;
    if (base::is_control(point.value) || base::is_invisible(point.value)) return false;
    last = point.value;
    i += point.length;
  }
  return !base::is_space(last);
}

}  // namespace

Reading::Reading(const ir::Program& program_, text::FileId file_, text::Diagnostics& diagnostics_, const text::SourceSet* sheets_)
    : program(program_), names(program_), file(file_), diagnostics(diagnostics_), sheets(sheets_) {
  for (const ir::RecordType& type : program.records) {
    std::vector<Expectation>& fields = expectations_.emplace_back();
    for (const ir::Field& field : type.fields) {
      fields.push_back({field.type, sheets ? shown(field.name) : shown(type, field), field.low, field.high});
    }
  }
  greatest_totals_.assign(program.statistics.size(), base::Rational(kTotalLimit));
  for (const ir::Expr& expr : program.exprs) {
    if (expr.op != ir::Op::statistic || expr.bounds.hi_unbounded) continue;
    base::Rational& greatest = greatest_totals_[expr.statistic.value];
    greatest = std::min(greatest, expr.bounds.hi);
  }
}

std::string Reading::called(std::string_view section, std::string_view key) const {
  return sheets ? column_called(section, key) : std::string(section).append(".").append(key);
}

std::string Reading::seen(const JsonValue& value) const { return sheets ? shortened(sheets->slice(span(value))) : facts::seen(value); }

bool Reading::lost(ir::RecordId type) const {
  if (!type.present()) return lost_register || !broken.empty();
  return std::find(broken.begin(), broken.end(), type) != broken.end();
}

text::Diagnostic& Reading::report(Kind kind, text::Span where, std::vector<std::string> arguments) {
  if (sheets) kind = in_sheet_words(kind);
  if (text::kind_text(kind).severity == text::Severity::error) ++errors;
  if (++defects <= kDefectLimit) return diagnostics.report(kind, where, std::move(arguments));
  if (defects == kDefectLimit + 1) {
    diagnostics.report(Kind::facts_too_many_defects, where, {std::to_string(kDefectLimit)});
  }
  unheard_ = text::Diagnostic{kind, where, {}, {}};
  return unheard_;
}

const IdEntry* Reading::find_id(std::string_view id) const {
  auto found = ids.find(std::string(id));
  if (found == ids.end()) found = ids.find(base::nfc(id));
  return found == ids.end() ? nullptr : &found->second;
}

Entry::Entry(Reading& reading, const JsonValue& value, std::string section, std::span<const std::string_view> required,
             std::span<const std::string_view> optional)
    : reading_(reading), value_(value), object_(value.as_object()), section_(std::move(section)), required_(listed(required)) {
  if (object_ == nullptr) {
    reading.report(Kind::facts_object_expected, reading.span(value), {section_, reading.seen(value)});
    return;
  }
  check_keys(required, optional);
}

void Entry::check_keys(std::span<const std::string_view> required, std::span<const std::string_view> optional) {
  for (const JsonMember& member : *object_) {
    if (!check_key(reading_, *object_, member, section_, required, optional)) continue;
    // From a sheet it is a cell that was reported.
    if (member.value.is_null() && !reading_.sheets) reading_.report(Kind::facts_null, reading_.span(member.value), {name(member.key)});
  }
}

const JsonValue* Entry::get(std::string_view key) const {
  const JsonValue* value = value_.find(key);
  return value && !value->is_null() ? value : nullptr;
}

const JsonValue* Entry::require(std::string_view key) const {
  if (value_.find(key) == nullptr) {
    reading_.report(Kind::facts_missing_key, reading_.opening(value_), {std::string(key), section_, required_});
  }
  return get(key);
}

std::optional<std::string> Entry::text(std::string_view key) const {
  const JsonValue* value = get(key);
  return value ? read_text(reading_, name(key), *value) : std::nullopt;
}

std::optional<std::string> Entry::required_text(std::string_view key) const {
  const JsonValue* value = require(key);
  std::optional<std::string> words = value ? read_text(reading_, name(key), *value) : std::nullopt;
  if (words && words->empty()) {
    reading_.report(Kind::facts_empty_text, reading_.span(*value), {reading_.sheets ? name(key) : std::string(key), section_});
    return std::nullopt;
  }
  return words;
}

Provenance Entry::provenance() const {
  Provenance result;
  result.source = text("source").value_or("");
  if (const JsonValue* on = get("on")) result.recorded_on = read_date(reading_, name("on"), *on);
  result.span = reading_.span(value_);
  return result;
}

const base::JsonArray* read_array(Reading& reading, const std::string& what, const JsonValue& value) {
  const base::JsonArray* array = value.as_array();
  if (array == nullptr) reading.report(Kind::facts_array_expected, reading.span(value), {what, reading.seen(value)});
  return array && check_row_count(reading, what, array->size(), reading.opening(value)) ? array : nullptr;
}

bool check_row_count(Reading& reading, const std::string& what, std::size_t rows, text::Span where) {
  if (rows <= static_cast<std::size_t>(ir::kSumRowsLimit)) return true;
  reading.report(Kind::facts_too_many_rows, where, {what, std::to_string(rows), std::to_string(ir::kSumRowsLimit)});
  return false;
}

std::optional<std::string> read_id(Reading& reading, const JsonValue& value, IdEntry entry) {
  const std::string* text = value.as_string();
  if (text == nullptr || !sound_id(base::nfc(*text))) {
    reading.report(Kind::facts_bad_id, reading.span(value), {reading.seen(value), std::to_string(kIdLimit)});
    return std::nullopt;
  }
  std::string id = base::nfc(*text);
  entry.span = reading.span(value);
  const auto [other, added] = reading.ids.emplace(id, entry);
  if (added) return id;
  text::Diagnostic& defect = reading.report(Kind::facts_duplicate_id, entry.span, {shortened(id)});
  defect.labels.push_back({other->second.span, "第一次用在这里", "taken here"});
  return std::nullopt;
}

// A period may stand only where values change over time.
static void read_period(Reading& reading, const std::string& name, bool dated, const Entry& entry, Stated& stated) {
  const JsonValue* from = entry.get("from");
  const JsonValue* to = entry.get("to");
  if (!dated) {
    for (const JsonValue* end : {from, to}) {
      if (end) reading.report(Kind::facts_not_dated, reading.span(*end), {name});
    }
    return;
  }
  if (from) stated.from = read_date(reading, name + ".from", *from);
  if (to) stated.to = read_date(reading, name + ".to", *to);
  if (stated.from && stated.to && *stated.to < *stated.from) {
    reading.report(Kind::facts_dates_reversed, reading.span(*to), {stated.from->to_string(), stated.to->to_string()});
  }
}

std::optional<Stated> read_stated(Reading& reading, const std::string& name, bool dated, const JsonValue& value) {
  Stated stated;
  if (value.as_object() == nullptr) {
    stated.value = &value;
    stated.provenance.span = reading.span(value);
    return stated;
  }
  const Entry entry(reading, value, name, {}, kStatedKeys);
  read_period(reading, name, dated, entry, stated);
  stated.provenance = entry.provenance();
  stated.value = entry.get("value");
  const JsonValue* unknown = entry.get("unknown");
  if (unknown && stated.value) {
    reading.report(Kind::facts_value_and_unknown, reading.span(*unknown), {name});
    return std::nullopt;
  }
  if (unknown && (unknown->as_bool() == nullptr || !*unknown->as_bool())) {
    reading.report(Kind::facts_unknown_not_true, reading.span(*unknown), {name});
    return std::nullopt;
  }
  if (!unknown && !stated.value) {
    // A null has been reported as such.
    const bool null_given = value.find("value") != nullptr || value.find("unknown") != nullptr;
    if (!null_given) reading.report(Kind::facts_value_missing, reading.opening(value), {name});
    return std::nullopt;
  }
  if (stated.value) stated.provenance.span = reading.span(*stated.value);
  return stated;
}

}  // namespace zhidui::facts
