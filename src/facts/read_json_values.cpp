// Plain values: what stands for a fact, without provenance.
#include <algorithm>
#include <unordered_set>
#include <utility>

#include "base/utf8.h"
#include "facts/reading.h"

namespace zhidui::facts {

namespace {

using base::JsonValue;
using base::Rational;
using ir::TypeKind;
using text::Kind;

bool has_exponent(std::string_view number) { return number.find_first_of("eE") != std::string_view::npos; }

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Digits, points, commas and a sign only: what parse_decimal refuses of these is too long or put together wrongly.
bool looks_numeric(std::string_view text) {
  return text.find_first_not_of("0123456789.,-") == std::string_view::npos && text.find_first_of("0123456789") != std::string_view::npos;
}

bool is_long(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }) > 18;
}

// "1e6", "1.5E-3" in quotes.
bool looks_exponential(std::string_view text) {
  return has_exponent(text) && text.find_first_not_of("0123456789.,-+eE") == std::string_view::npos &&
         text.find_first_of("0123456789") == 0;
}

struct Scaled {
  std::string_view digits;
  Rational factor;
};

// Splits a unit off: "0.3万元" = 0.3 × 1,000,000 fen. One space may stand between.
Scaled split_unit(std::string_view text, std::initializer_list<std::pair<std::string_view, Rational>> units, Rational plain) {
  for (const auto& [unit, factor] : units) {
    if (!text.ends_with(unit)) continue;
    text.remove_suffix(unit.size());
    if (text.ends_with(' ')) text.remove_suffix(1);
    return {text, factor};
  }
  return {text, plain};
}

// A decimal of a JSON number or string; `malformed` is the kind of report when the text is none.
std::optional<Rational> read_decimal(Reading& reading, const std::string& name, const JsonValue& value, std::string_view digits,
                                     Kind malformed) {
  if (const std::optional<Rational> number = Rational::parse_decimal(digits)) return number;
  const bool too_long = looks_numeric(digits) && is_long(digits);
  const Kind kind = has_exponent(digits) && (value.as_number() || looks_exponential(digits)) ? Kind::facts_exponent
                    : too_long                                                               ? Kind::facts_number_too_long
                                                                                             : malformed;
  reading.report(kind, reading.span(value), {name, reading.seen(value)});
  return std::nullopt;
}

std::optional<Rational> read_count(Reading& reading, const std::string& name, const JsonValue& value) {
  const base::JsonNumber* number = value.as_number();
  if (number == nullptr || (number->text.find('.') != std::string::npos && !has_exponent(number->text))) {
    reading.report(Kind::facts_count_expected, reading.span(value), {name, reading.seen(value)});
    return std::nullopt;
  }
  return read_decimal(reading, name, value, number->text, Kind::facts_count_expected);
}

std::optional<Rational> read_fraction(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::string_view top = text.substr(0, slash);
  const std::string_view bottom = text.substr(slash + 1);
  if (!all_digits(top) || !all_digits(bottom)) return std::nullopt;
  const std::optional<Rational> num = Rational::parse_decimal(top);
  const std::optional<Rational> den = Rational::parse_decimal(bottom);
  if (!num || !den || den->sign() == 0) return std::nullopt;
  return *num / *den;
}

std::optional<Rational> read_any_ratio(Reading& reading, const std::string& name, const JsonValue& value) {
  if (const base::JsonNumber* number = value.as_number()) {
    return read_decimal(reading, name, value, number->text, Kind::facts_ratio_expected);
  }
  const std::string* text = value.as_string();
  if (text == nullptr) {
    reading.report(Kind::facts_ratio_expected, reading.span(value), {name, reading.seen(value)});
    return std::nullopt;
  }
  if (const std::optional<Rational> fraction = read_fraction(*text)) return fraction;
  const Scaled scaled = split_unit(*text, {{"%", Rational::of(1, 100)}, {"‰", Rational::of(1, 1000)}}, 1);
  const auto number = read_decimal(reading, name, value, scaled.digits, Kind::facts_ratio_expected);
  if (!number) return std::nullopt;
  return *number * scaled.factor;
}

std::optional<Rational> read_ratio(Reading& reading, const std::string& name, const JsonValue& value) {
  const std::optional<Rational> ratio = read_any_ratio(reading, name, value);
  if (!ratio || ratio->den() <= kDenominatorLimit) return ratio;
  reading.report(Kind::facts_ratio_too_fine, reading.span(value), {name, reading.seen(value), std::to_string(kDenominatorLimit)});
  return std::nullopt;
}

// A bound or value in the words of the format.
std::string in_words(TypeKind kind, const Rational& value) {
  if (kind == TypeKind::money) return (value / 100).to_decimal_string();
  if (kind == TypeKind::date) return base::Date{static_cast<std::int32_t>(value.to_int64())}.to_string();
  return value.to_decimal_string();
}

std::pair<Rational, Rational> limits(const Expectation& expected) {
  const TypeKind kind = expected.type.kind;
  const bool signless = kind != TypeKind::date && kind != TypeKind::year;
  return {expected.low.value_or(signless ? Rational(0) : Rational(-kNumberLimit)), expected.high.value_or(Rational(kNumberLimit))};
}

bool in_range(Reading& reading, const Expectation& expected, const JsonValue& value, const Rational& number) {
  const auto [low, high] = limits(expected);
  if (low <= number && number <= high) return true;
  if (expected.type.kind == TypeKind::money && number.sign() < 0 && low.sign() >= 0) {
    reading.report(Kind::facts_negative_money, reading.span(value), {expected.name, reading.seen(value)});
  } else {
    const TypeKind kind = expected.type.kind;
    reading.report(Kind::facts_out_of_range, reading.span(value),
                   {expected.name, reading.seen(value), in_words(kind, low), in_words(kind, high)});
  }
  return false;
}

std::optional<std::uint32_t> read_member(Reading& reading, const Expectation& expected, const JsonValue& value) {
  const ir::Enumeration& enumeration = reading.program.enumeration(expected.type.enumeration);
  const std::string* text = value.as_string();
  if (text == nullptr) {
    // A code without quotes is named back, quoted by the message.
    const base::JsonNumber* number = value.as_number();
    const auto meant = number ? reading.names.member(expected.type.enumeration, number->text) : std::nullopt;
    const std::string example = enumeration.members.empty() ? "" : shown(enumeration.members[meant.value_or(0)], enumeration.is_codes);
    reading.report(Kind::facts_member_expected, reading.span(value), {expected.name, reading.seen(value), example});
    return std::nullopt;
  }
  auto index = reading.names.member(expected.type.enumeration, *text);
  if (!index) index = reading.names.member(expected.type.enumeration, base::nfc(*text));
  if (index && *index != kAmbiguous) return index;
  if (reading.muted()) {
    reading.report(Kind::facts_unknown_member, reading.span(value));
    return std::nullopt;
  }
  Candidates candidates;
  for (const ir::Member& member : enumeration.members) {
    if (index && member.name.zh != *text) continue;
    const std::string& other = enumeration.is_codes ? member.code : member.name.id;
    candidates.add(member.name.zh, other, shown(member, enumeration.is_codes));
  }
  const Kind kind = index ? Kind::facts_ambiguous_member : Kind::facts_unknown_member;
  reading.report(kind, reading.span(value), {shortened(*text), shown(enumeration.name), candidates.nearest(*text)});
  return std::nullopt;
}

std::optional<outcome::Value> read_set(Reading& reading, const Expectation& expected, const JsonValue& value) {
  const base::JsonArray* array = value.as_array();
  if (array == nullptr) {
    const ir::Enumeration& enumeration = reading.program.enumeration(expected.type.enumeration);
    const std::string example = value.as_string() ? *value.as_string() : enumeration.members.empty() ? "" : enumeration.members[0].name.id;
    reading.report(Kind::facts_set_expected, reading.span(value), {expected.name, reading.seen(value), shortened(example)});
    return std::nullopt;
  }
  bool sound = true;
  std::vector<std::uint32_t> members;
  std::unordered_set<std::uint32_t> met;
  for (const JsonValue& element : *array) {
    const std::optional<std::uint32_t> member = read_member(reading, expected, element);
    sound = sound && member;
    if (!member) continue;
    if (!met.insert(*member).second) {
      reading.report(Kind::facts_repeated_member, reading.span(element), {shortened(*element.as_string())});
      sound = false;
    }
    members.push_back(*member);
  }
  if (!sound) return std::nullopt;
  std::sort(members.begin(), members.end());
  const outcome::IndexSet set{false, members};
  return outcome::Value::set_of(set, set, {});
}

std::optional<outcome::Value> read_list(Reading& reading, const Expectation& expected, const JsonValue& value) {
  const base::JsonArray* array = value.as_array();
  if (array == nullptr) {
    reading.report(Kind::facts_list_expected, reading.span(value),
                   {expected.name, reading.seen(value), shown(reading.program.record(expected.type.record).name)});
    return std::nullopt;
  }
  if (array->empty()) {
    reading.report(Kind::facts_empty_list, reading.span(value), {expected.name, shown(reading.program.record(expected.type.record).name)});
    return std::nullopt;
  }
  bool sound = true;
  std::vector<std::uint32_t> records;
  std::unordered_set<std::uint32_t> met;
  for (const JsonValue& element : *array) {
    const IdEntry* entry = read_reference(reading, expected.name, expected.type.record, element);
    sound = sound && entry != nullptr;
    if (entry == nullptr) continue;
    if (!met.insert(entry->index).second) {
      reading.report(Kind::facts_repeated_reference, reading.span(element), {shortened(*element.as_string())});
      sound = false;
    }
    records.push_back(entry->index);
  }
  if (!sound) return std::nullopt;
  return outcome::Value::list_of(std::move(records));
}

void report_dangling(Reading& reading, ir::RecordId type, const JsonValue& value, const std::string& id) {
  // OPTIMIZATION: with very many records only some are compared; a suggestion is a courtesy.
  constexpr std::size_t kCompared = 500;
  if (reading.muted()) {
    reading.report(Kind::facts_dangling_reference, reading.span(value));
    return;
  }
  Candidates candidates;
  for (std::size_t i = 0; i < reading.records.size() && i < kCompared; ++i) {
    const Record& record = reading.records[i];
    if (!type.present() || record.type == type) candidates.add(record.id, record.id, shortened(record.id));
  }
  const std::string wanted = type.present() ? shown(reading.program.record(type).name) : "record (记录)";
  if (reading.lost(type) || (candidates.empty() && reading.lost_register)) {
    // Where a register could not be read, which was reported, what refers to it is not the defect; yet it has no value.
    ++reading.errors;
    return;
  }
  if (candidates.empty()) {
    reading.report(Kind::facts_reference_to_none, reading.span(value), {shortened(id), wanted});
    return;
  }
  reading.report(Kind::facts_dangling_reference, reading.span(value), {shortened(id), wanted, candidates.nearest(id)});
}

}  // namespace

std::string seen(const JsonValue& value) {
  if (value.as_array()) return "[…]";
  if (value.as_object()) return "{…}";
  if (const std::string* text = value.as_string()) return "\"" + shortened(*text) + "\"";
  return shortened(base::write_json(value));
}

std::optional<base::Date> read_date(Reading& reading, const std::string& name, const JsonValue& value) {
  const std::string* text = value.as_string();
  const bool shaped = text && text->size() == 10 && (*text)[4] == '-' && (*text)[7] == '-' && all_digits(text->substr(0, 4)) &&
                      all_digits(text->substr(5, 2)) && all_digits(text->substr(8));
  if (!shaped) {
    reading.report(Kind::facts_date_expected, reading.span(value), {name, reading.seen(value)});
    return std::nullopt;
  }
  const std::optional<base::Date> date = base::Date::parse(*text);
  if (!date) {
    reading.report(Kind::facts_no_such_day, reading.span(value),
                   {*text, std::to_string(base::kFirstYear), std::to_string(base::kLastYear)});
  }
  return date;
}

std::optional<int> read_year(Reading& reading, const std::string& name, const JsonValue& value) {
  const base::JsonNumber* number = value.as_number();
  if (number && all_digits(number->text) && number->text.size() == 4) {
    const int year = std::stoi(number->text);
    if (year >= base::kFirstYear && year <= base::kLastYear) return year;
  }
  reading.report(Kind::facts_year_expected, reading.span(value),
                 {name, reading.seen(value), std::to_string(base::kFirstYear), std::to_string(base::kLastYear)});
  return std::nullopt;
}

// In fen, of any sign.
std::optional<Rational> read_money(Reading& reading, const std::string& name, const JsonValue& value) {
  const Rational yuan = 100;
  Scaled scaled;
  if (const base::JsonNumber* number = value.as_number()) {
    scaled = {number->text, yuan};
  } else if (const std::string* text = value.as_string()) {
    scaled = split_unit(*text, {{"亿元", yuan * 100'000'000}, {"万元", yuan * 10'000}, {"元", yuan}}, yuan);
  } else {
    reading.report(Kind::facts_money_expected, reading.span(value), {name, reading.seen(value)});
    return std::nullopt;
  }
  const auto number = read_decimal(reading, name, value, scaled.digits, Kind::facts_money_expected);
  if (!number) return std::nullopt;
  const Rational fen = *number * scaled.factor;
  if (fen.is_integer()) return fen;
  reading.report(Kind::facts_fraction_of_fen, reading.span(value), {name, reading.seen(value)});
  return std::nullopt;
}

std::optional<Rational> read_number(Reading& reading, const Expectation& expected, const JsonValue& value) {
  std::optional<Rational> number;
  switch (expected.type.kind) {
    case TypeKind::money: number = read_money(reading, expected.name, value); break;
    case TypeKind::ratio: number = read_ratio(reading, expected.name, value); break;
    case TypeKind::date:
      if (const auto date = read_date(reading, expected.name, value)) number = Rational(date->days);
      break;
    case TypeKind::year:
      if (const auto year = read_year(reading, expected.name, value)) number = Rational(*year);
      break;
    default: number = read_count(reading, expected.name, value);
  }
  return number && in_range(reading, expected, value, *number) ? number : std::nullopt;
}

std::optional<bool> read_boolean(Reading& reading, const std::string& name, const JsonValue& value) {
  if (const bool* flag = value.as_bool()) return *flag;
  reading.report(Kind::facts_boolean_expected, reading.span(value), {name, reading.seen(value)});
  return std::nullopt;
}

// Control characters are a defect, invisible ones a warning: each text says so once, of its first.
static void check_signs(Reading& reading, const std::string& name, const JsonValue& value, std::string_view text) {
  std::optional<char32_t> invisible;
  for (std::size_t i = 0; i < text.size();) {
    const base::CodePoint point = base::decode(text, i);
    if (base::is_control(point.value)) {
      reading.report(Kind::facts_control_character, reading.span(value), {name, base::escaped(point.value)});
      return;
    }
    if (!invisible && base::is_invisible(point.value)) invisible = point.value;
    i += point.length;
  }
  if (invisible) reading.report(Kind::facts_invisible_character, reading.span(value), {name, base::escaped(*invisible)});
}

std::optional<std::string> read_text(Reading& reading, const std::string& name, const JsonValue& value) {
  if (const std::string* text = value.as_string()) {
    check_signs(reading, name, value, *text);
    return base::nfc(*text);
  }
  reading.report(Kind::facts_text_expected, reading.span(value), {name, reading.seen(value)});
  return std::nullopt;
}

const IdEntry* read_reference(Reading& reading, const std::string& name, ir::RecordId type, const JsonValue& value) {
  const std::string* text = value.as_string();
  const ir::Program& program = reading.program;
  const auto wanted = [&] { return type.present() ? shown(program.record(type).name) : "record (记录)"; };
  if (text == nullptr) {
    reading.report(Kind::facts_reference_expected, reading.span(value), {name, reading.seen(value), wanted()});
    return nullptr;
  }
  const IdEntry* entry = reading.find_id(*text);
  if (entry == nullptr || entry->bearer != Bearer::record) {
    report_dangling(reading, type, value, *text);
    return nullptr;
  }
  if (!type.present() || entry->type == type) return entry;
  text::Diagnostic& defect = reading.report(Kind::facts_reference_of_wrong_type, reading.span(value),
                                            {shortened(*text), shown(program.record(entry->type).name), wanted()});
  defect.labels.push_back({entry->span, "「" + shortened(*text) + "」 在这里", "`" + shortened(*text) + "` stands here"});
  return nullptr;
}

std::optional<outcome::Value> read_plain(Reading& reading, const Expectation& expected, const JsonValue& value) {
  if (value.is_null()) {
    reading.report(Kind::facts_null, reading.span(value), {expected.name});
    return std::nullopt;
  }
  switch (expected.type.kind) {
    case TypeKind::boolean: {
      const auto flag = read_boolean(reading, expected.name, value);
      return flag ? std::optional(outcome::Value::boolean(*flag)) : std::nullopt;
    }
    case TypeKind::count:
    case TypeKind::money:
    case TypeKind::ratio:
    case TypeKind::date:
    case TypeKind::year:
    case TypeKind::months:
    case TypeKind::days: {
      const auto number = read_number(reading, expected, value);
      return number ? std::optional(outcome::Value::number(*number)) : std::nullopt;
    }
    case TypeKind::enumeration: {
      const auto member = read_member(reading, expected, value);
      return member ? std::optional(outcome::Value::choice(*member)) : std::nullopt;
    }
    case TypeKind::set: return read_set(reading, expected, value);
    case TypeKind::text: {
      auto text = read_text(reading, expected.name, value);
      return text ? std::optional(outcome::Value::text_of(std::move(*text))) : std::nullopt;
    }
    case TypeKind::record: {
      const IdEntry* entry = read_reference(reading, expected.name, expected.type.record, value);
      return entry ? std::optional(outcome::Value::choice(entry->index)) : std::nullopt;
    }
    case TypeKind::list: return read_list(reading, expected, value);
  }
  return std::nullopt;
}

}  // namespace zhidui::facts
