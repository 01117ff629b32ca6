// expect: what must come out of a case.
#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "scenario/reading.h"

namespace zhidui::scenario {

namespace {

using base::JsonValue;
using base::Rational;
using text::Kind;

constexpr std::string_view kRequired[] = {"total", "status"};
constexpr std::string_view kOptional[] = {"also_accept_status", "awards", "missing", "rests_on", "repairs", "notes"};
constexpr std::string_view kAwardRequired[] = {"measure"};
constexpr std::string_view kAwardOptional[] = {"unit", "period", "payable", "status", "cuts", "duties", "place", "readings"};
constexpr std::string_view kDutySigns[] = {"=", "<", "≤", ">", "≥"};
constexpr std::string_view kRepairRequired[] = {"distances", "payable"};

std::vector<std::string_view> status_ids() {
  std::vector<std::string_view> ids;
  for (int i = 0; i <= static_cast<int>(outcome::Status::eligible); ++i) ids.push_back(outcome::status_id(static_cast<outcome::Status>(i)));
  return ids;
}

std::vector<std::string_view> cut_ids() {
  std::vector<std::string_view> ids;
  for (int i = 0; i <= static_cast<int>(outcome::CutKind::cap); ++i) ids.push_back(outcome::cut_kind_id(static_cast<outcome::CutKind>(i)));
  return ids;
}

outcome::Status read_status(Reading& reading, const std::string& name, const JsonValue& value) {
  const std::string word = read_text_value(reading, name, value);
  for (int i = 0; i <= static_cast<int>(outcome::Status::eligible); ++i) {
    const auto status = static_cast<outcome::Status>(i);
    if (word == outcome::status_id(status) || word == outcome::status_zh(status)) return status;
  }
  if (!word.empty()) reading.report(Kind::scenario_unknown_status, reading.span(value), {word, joined(status_ids())});
  return outcome::Status::eligible;
}

std::optional<Rational> read_yuan(Reading& reading, const std::string& name, const JsonValue& value) {
  const base::JsonNumber* number = value.as_number();
  const std::optional<Rational> yuan = number ? Rational::parse_decimal(number->text) : std::nullopt;
  const std::optional<Rational> fen = yuan ? std::optional(*yuan * Rational(100)) : std::nullopt;
  if (fen && fen->is_integer() && fen->sign() >= 0) return fen;
  reading.report(Kind::scenario_money_expected, reading.span(value), {name, seen(value)});
  return std::nullopt;
}

// 50000, or [least, most] where most may be null.
Sum read_sum(Reading& reading, const std::string& name, const JsonValue& value) {
  Sum sum;
  const base::JsonArray* pair = value.as_array();
  if (!pair) {
    sum.lo = sum.hi = read_yuan(reading, name, value).value_or(Rational(0));
    return sum;
  }
  if (pair->size() != 2) {
    reading.report(Kind::scenario_money_expected, reading.span(value), {name, seen(value)});
    return sum;
  }
  sum.lo = read_yuan(reading, name, (*pair)[0]).value_or(Rational(0));
  sum.hi_unbounded = (*pair)[1].is_null();
  if (!sum.hi_unbounded) sum.hi = read_yuan(reading, name, (*pair)[1]).value_or(sum.lo);
  if (!sum.hi_unbounded && sum.hi < sum.lo) reading.report(Kind::scenario_range_reversed, reading.span(value), {name});
  return sum;
}

const base::JsonArray* read_list(Reading& reading, const std::string& name, const JsonValue& value) {
  const base::JsonArray* array = value.as_array();
  if (!array) reading.report(Kind::scenario_list_expected, reading.span(value), {name, seen(value)});
  return array;
}

std::optional<std::vector<std::string>> sorted_texts(const Mapping& mapping, std::string_view key) {
  if (!mapping.get(key)) return std::nullopt;
  std::vector<std::string> texts = mapping.texts(key);
  std::sort(texts.begin(), texts.end());
  return texts;
}

bool is_alternative(const ir::Program& program, const std::string& text) {
  const std::size_t space = text.find(' ');
  const auto reading = ir::find_reading(program, text.substr(0, space));
  if (!reading || space == std::string::npos) return false;
  const auto& list = program.readings[reading->value].alternatives;
  return std::any_of(list.begin(), list.end(), [&](const ir::Alternative& a) { return a.label.zh == text.substr(space + 1); });
}

void read_readings(Reading& reading, const JsonValue& value, ExpectedAward& award) {
  const base::JsonObject* object = value.as_object();
  if (!object) {
    reading.report(Kind::scenario_mapping_expected, reading.span(value), {"readings", seen(value)});
    return;
  }
  for (const base::JsonMember& member : *object) {
    if (is_alternative(reading.policy.program, member.key)) {
      award.readings[member.key] = read_sum(reading, "readings." + member.key, member.value);
    } else {
      reading.report(Kind::scenario_reading_expected, reading.key_span(member), {member.key});
    }
  }
}

// [{≥: 30000}]: one sign with one sum for each duty.
std::vector<ExpectedDuty> read_duties(Reading& reading, const JsonValue& value) {
  std::vector<ExpectedDuty> duties;
  const base::JsonArray* list = read_list(reading, "duties", value);
  if (!list) return duties;
  for (const JsonValue& entry : *list) {
    const Mapping mapping(reading, entry, "duties[]", {}, kDutySigns);
    if (!mapping.ok()) continue;
    for (const base::JsonMember& member : *entry.as_object())
      duties.push_back({member.key, read_sum(reading, "duties[]." + member.key, member.value)});
  }
  return duties;
}

void read_award(Reading& reading, const JsonValue& value, Expectation& expect) {
  const Mapping mapping(reading, value, "awards[]", kAwardRequired, kAwardOptional);
  if (!mapping.ok()) return;
  ExpectedAward award;
  if (const JsonValue* measure = mapping.get("measure")) award.measure = read_measure(reading, *measure).value_or(ir::MeasureId{});
  if (mapping.get("unit")) award.unit = mapping.text("unit");
  award.period = mapping.year("period");
  if (const JsonValue* sum = mapping.get("payable")) award.payable = read_sum(reading, "payable", *sum);
  if (const JsonValue* status = mapping.get("status")) award.status = read_status(reading, "status", *status);
  if (const JsonValue* duties = mapping.get("duties")) award.duties = read_duties(reading, *duties);
  if (mapping.get("place")) award.place = mapping.text("place");
  if (const JsonValue* cuts = mapping.get("cuts")) {
    award.cuts = mapping.texts("cuts");
    const std::vector<std::string_view> known = cut_ids();
    for (const std::string& cut : *award.cuts) {
      if (std::find(known.begin(), known.end(), cut) == known.end()) {
        reading.report(Kind::scenario_unknown_cut, reading.span(*cuts), {cut, joined(known)});
      }
    }
  }
  if (const JsonValue* readings = mapping.get("readings")) read_readings(reading, *readings, award);
  expect.awards.push_back(std::move(award));
}

void read_repairs(Reading& reading, const JsonValue& value, Expectation& expect) {
  expect.repairs.emplace();
  const base::JsonArray* array = read_list(reading, "repairs", value);
  if (!array) return;
  for (const JsonValue& element : *array) {
    const Mapping mapping(reading, element, "repairs[]", kRepairRequired, {});
    const JsonValue* distances = mapping.get("distances");
    const JsonValue* payable = mapping.get("payable");
    if (!distances || !payable) continue;
    ExpectedRepair repair;
    repair.payable = read_sum(reading, "repairs.payable", *payable);
    const base::JsonArray* list = read_list(reading, "repairs.distances", *distances);
    for (std::size_t i = 0; list && i < list->size(); ++i) {
      const base::JsonNumber* number = (*list)[i].as_number();
      repair.distances.push_back(number ? Rational::parse_decimal(number->text).value_or(Rational(0)) : Rational(0));
    }
    expect.repairs->push_back(std::move(repair));
  }
}

bool may_be_null(outcome::Status status) {
  constexpr std::array kOpen{outcome::Status::unknown, outcome::Status::needs_determination, outcome::Status::conflict,
                             outcome::Status::gap};
  return std::find(kOpen.begin(), kOpen.end(), status) != kOpen.end();
}

}  // namespace

std::optional<ir::MeasureId> read_measure(Reading& reading, const JsonValue& value) {
  const std::string name = read_text_value(reading, "measure", value);
  if (name.empty()) return std::nullopt;
  const ir::Program& program = reading.policy.program;
  if (const auto id = ir::find_measure(program, name)) return id;
  std::string nearest;
  std::size_t best = SIZE_MAX;
  for (const ir::Measure& measure : program.measures) {
    const std::size_t away = base::edit_distance(name, measure.name.zh);
    if (away < best) best = away, nearest = measure.name.zh;
  }
  reading.report(Kind::scenario_unknown_measure, reading.span(value), {name, nearest});
  return std::nullopt;
}

Expectation read_expectation(Reading& reading, const JsonValue& value) {
  Expectation expect;
  const Mapping mapping(reading, value, "expect", kRequired, kOptional);
  if (!mapping.ok()) return expect;
  const JsonValue* status = mapping.get("status");
  if (status) expect.status = read_status(reading, "expect.status", *status);
  if (const JsonValue* total = mapping.get("total")) {
    expect.undecidable = total->is_null();
    if (!expect.undecidable) expect.total = read_sum(reading, "expect.total", *total);
    if (expect.undecidable && status && !may_be_null(expect.status)) {
      reading.report(Kind::scenario_null_needs_reason, reading.span(*status), {std::string(outcome::status_id(expect.status))});
    }
  }
  if (const JsonValue* also = mapping.get("also_accept_status")) {
    const base::JsonArray* list = read_list(reading, "also_accept_status", *also);
    for (std::size_t i = 0; list && i < list->size(); ++i) expect.also_accept_status.push_back(read_status(reading, "status", (*list)[i]));
  }
  if (const JsonValue* awards = mapping.get("awards")) {
    const base::JsonArray* list = read_list(reading, "awards", *awards);
    for (std::size_t i = 0; list && i < list->size(); ++i) read_award(reading, (*list)[i], expect);
  }
  expect.missing = sorted_texts(mapping, "missing");
  expect.rests_on = sorted_texts(mapping, "rests_on");
  expect.notes = sorted_texts(mapping, "notes");
  if (const JsonValue* repairs = mapping.get("repairs")) read_repairs(reading, *repairs, expect);
  return expect;
}

}  // namespace zhidui::scenario
