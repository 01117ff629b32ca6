// Reading JSON with the place of every value, and writing it canonically. RapidJSON stays inside json.cpp.
// Numbers keep their source text (no double is ever made), duplicate keys are kept so that readers can refuse them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace zhidui::base {

struct JsonValue;
struct JsonNumber {
  std::string text;  // as written
};
using JsonArray = std::vector<JsonValue>;
struct JsonMember;
using JsonObject = std::vector<JsonMember>;

struct JsonValue {
  // Begins as null. (An initialiser here would ask for JsonMember before it is complete.)
  std::variant<std::nullptr_t, bool, JsonNumber, std::string, JsonArray, JsonObject> data;
  std::size_t begin = 0;  // byte offsets into the source; 0,0 for built values
  std::size_t end = 0;

  bool is_null() const { return data.index() == 0; }
  const bool* as_bool() const { return std::get_if<bool>(&data); }
  const JsonNumber* as_number() const { return std::get_if<JsonNumber>(&data); }
  const std::string* as_string() const { return std::get_if<std::string>(&data); }
  const JsonArray* as_array() const { return std::get_if<JsonArray>(&data); }
  const JsonObject* as_object() const { return std::get_if<JsonObject>(&data); }
  // The first member of that name, or nullptr (also when this is no object).
  const JsonValue* find(std::string_view key) const;

  static JsonValue of(bool value);
  static JsonValue of(std::int64_t value);
  static JsonValue of(int value);
  static JsonValue of(std::size_t value);
  static JsonValue of(std::string value);
  static JsonValue of(std::string_view value);
  static JsonValue of(const char* value);
  static JsonValue array();
  static JsonValue object();
  JsonValue& push(JsonValue value);                       // array; returns *this
  JsonValue& set(std::string_view key, JsonValue value);  // object, appended; returns *this
};

struct JsonMember {
  std::string key;
  JsonValue value;
  std::size_t key_begin = 0;
  std::size_t key_end = 0;
};

struct JsonError {
  enum class Kind { syntax, invalid_utf8, too_deep, too_large, trailing_text };
  // syntax: what would have to stand at the offset.
  enum class Expected {
    none,
    document,
    value,
    key,
    colon,
    comma_or_brace,
    comma_or_bracket,
    closing_quote,
    escape,
    plain_character,
    digits,
    smaller_number
  };
  Kind kind = Kind::syntax;
  std::size_t offset = 0;
  std::string detail;  // English, short
  Expected expected = Expected::none;
};

inline constexpr std::size_t kJsonDepthLimit = 64;
inline constexpr std::size_t kJsonSizeLimit = std::size_t{256} << 20;

std::variant<JsonValue, JsonError> parse_json(std::string_view source);
// indent < 0: one line without spaces (the canonical bytes that receipts hash); otherwise pretty.
// Chinese is written as UTF-8, not escaped.
std::string write_json(const JsonValue& value, int indent = -1);

}  // namespace zhidui::base
