#include <algorithm>

#include "base/utf8.h"
#include "scenario/reading.h"

namespace zhidui::scenario {

using base::JsonMember;
using base::JsonValue;
using text::Kind;

std::string seen(const JsonValue& value) {
  if (value.as_array()) return "[…]";
  if (value.as_object()) return "{…}";
  if (const std::string* text = value.as_string()) return "「" + *text + "」";
  return base::write_json(value);
}

std::string joined(std::span<const std::string_view> words) {
  std::string out;
  for (std::string_view word : words) out += (out.empty() ? "" : ", ") + std::string(word);
  return out;
}

Mapping::Mapping(Reading& reading, const JsonValue& value, std::string where, std::span<const std::string_view> required,
                 std::span<const std::string_view> optional)
    : reading_(reading), value_(value), where_(std::move(where)) {
  const base::JsonObject* object = value.as_object();
  if (!object) {
    reading.report(Kind::scenario_mapping_expected, reading.span(value), {where_, seen(value)});
    return;
  }
  std::vector<std::string_view> known(required.begin(), required.end());
  known.insert(known.end(), optional.begin(), optional.end());
  for (const JsonMember& member : *object) {
    if (value.find(member.key) != &member.value) {
      reading.report(Kind::scenario_duplicate_key, reading.key_span(member), {member.key});
    } else if (std::find(known.begin(), known.end(), member.key) == known.end()) {
      reading.report(Kind::scenario_unknown_key, reading.key_span(member), {member.key, where_, joined(known)});
    }
  }
  for (std::string_view key : required) {
    if (!value.find(key)) reading.report(Kind::scenario_missing_key, reading.span(value), {std::string(key), where_});
  }
}

std::string read_text_value(Reading& reading, const std::string& name, const JsonValue& value) {
  const std::string* text = value.as_string();
  if (!text) {
    reading.report(Kind::scenario_text_expected, reading.span(value), {name, seen(value)});
    return {};
  }
  if (text->find_first_not_of(" \t\n") == std::string::npos) reading.report(Kind::scenario_empty_text, reading.span(value), {name});
  return base::nfc(*text);
}

std::string Mapping::text(std::string_view key) const {
  const JsonValue* value = get(key);
  return value ? read_text_value(reading_, name(key), *value) : "";
}

std::vector<std::string> Mapping::texts(std::string_view key) const {
  const JsonValue* value = get(key);
  std::vector<std::string> out;
  if (!value) return out;
  const base::JsonArray* array = value->as_array();
  if (!array) return {read_text_value(reading_, name(key), *value)};
  for (const JsonValue& element : *array) out.push_back(read_text_value(reading_, name(key), element));
  return out;
}

std::optional<base::Date> Mapping::date(std::string_view key) const {
  const JsonValue* value = get(key);
  if (!value) return std::nullopt;
  const std::string* text = value->as_string();
  const std::optional<base::Date> date = text ? base::Date::parse(*text) : std::nullopt;
  if (!date) reading_.report(Kind::scenario_date_expected, reading_.span(*value), {name(key), seen(*value)});
  return date;
}

std::optional<int> Mapping::year(std::string_view key) const {
  const JsonValue* value = get(key);
  if (!value) return std::nullopt;
  const base::JsonNumber* number = value->as_number();
  const bool four = number && number->text.size() == 4 && number->text.find('.') == std::string::npos;
  const int year = four ? std::stoi(number->text) : 0;
  if (year >= base::kFirstYear && year <= base::kLastYear) return year;
  reading_.report(Kind::scenario_year_expected, reading_.span(*value), {name(key), seen(*value)});
  return std::nullopt;
}

}  // namespace zhidui::scenario
