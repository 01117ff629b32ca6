#include "base/json.h"

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include "base/check.h"
#include "base/utf8.h"

namespace zhidui::base {

namespace {

constexpr unsigned kParseFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseNumbersAsStringsFlag |
                                 rapidjson::kParseValidateEncodingFlag | rapidjson::kParseStopWhenDoneFlag;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_json_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Builds the tree from RapidJSON's events. RapidJSON tells no places, so the builder walks the source beside it:
// between two tokens stand only white space, commas and colons.
class Builder {
 public:
  Builder(std::string_view source, const rapidjson::MemoryStream& stream, std::size_t start)
      : source_(source), stream_(stream), start_(start), position_(start) {}

  bool Null() { return literal(nullptr, 4); }
  bool Bool(bool value) { return literal(value, value ? 4 : 5); }
  bool RawNumber(const char* text, rapidjson::SizeType size, bool) { return literal(JsonNumber{std::string(text, size)}, size); }
  bool String(const char* text, rapidjson::SizeType size, bool) {
    JsonValue value;
    value.data = std::string(text, size);
    value.begin = next_token();
    value.end = position_ = start_ + stream_.Tell();
    return put(std::move(value));
  }
  bool Key(const char* text, rapidjson::SizeType size, bool) {
    JsonMember member;
    member.key.assign(text, size);
    member.key_begin = next_token();
    member.key_end = position_ = start_ + stream_.Tell();
    key_ = std::move(member);
    return true;
  }
  bool StartObject() { return open(JsonObject{}); }
  bool EndObject(rapidjson::SizeType) { return close(); }
  bool StartArray() { return open(JsonArray{}); }
  bool EndArray(rapidjson::SizeType) { return close(); }
  // Numbers come as text.
  bool Int(int) { return false; }
  bool Uint(unsigned) { return false; }
  bool Int64(std::int64_t) { return false; }
  bool Uint64(std::uint64_t) { return false; }
  template <class Floating>
  bool Double(Floating) {
    return false;
  }

  bool too_deep() const { return too_deep_; }
  JsonValue take_root() { return std::move(root_); }

 private:
  struct Open {
    JsonValue value;
    JsonMember member;  // the key under which the value will stand
  };

  std::size_t next_token() {
    while (position_ < source_.size() && (is_json_space(source_[position_]) || source_[position_] == ',' || source_[position_] == ':')) {
      ++position_;
    }
    return position_;
  }

  template <class Data>
  bool literal(Data data, std::size_t size) {
    JsonValue value;
    value.data = std::move(data);
    value.begin = next_token();
    value.end = position_ = value.begin + size;
    return put(std::move(value));
  }

  template <class Data>
  bool open(Data data) {
    if (open_.size() == kJsonDepthLimit) {
      too_deep_ = true;
      return false;
    }
    Open entry;
    entry.value.data = std::move(data);
    entry.value.begin = next_token();
    entry.member = std::move(key_);
    position_ = entry.value.begin + 1;
    open_.push_back(std::move(entry));
    return true;
  }

  bool close() {
    CHECK(!open_.empty());
    Open entry = std::move(open_.back());
    open_.pop_back();
    entry.value.end = position_ = next_token() + 1;
    key_ = std::move(entry.member);
    return put(std::move(entry.value));
  }

  bool put(JsonValue value) {
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (auto* array = std::get_if<JsonArray>(&open_.back().value.data)) {
      array->push_back(std::move(value));
    } else {
      key_.value = std::move(value);
      std::get<JsonObject>(open_.back().value.data).push_back(std::move(key_));
    }
    return true;
  }

  std::string_view source_;
  const rapidjson::MemoryStream& stream_;
  std::size_t start_;
  std::size_t position_;
  std::vector<Open> open_;
  JsonMember key_;
  JsonValue root_;
  bool too_deep_ = false;
};

JsonError::Expected expected_at(rapidjson::ParseErrorCode code, unsigned char seen) {
  using Expected = JsonError::Expected;
  // RapidJSON calls a control character inside a string a bad escape.
  if (code == rapidjson::kParseErrorStringEscapeInvalid && seen < 0x20) return Expected::plain_character;
  switch (code) {
    case rapidjson::kParseErrorDocumentEmpty: return Expected::document;
    case rapidjson::kParseErrorValueInvalid: return Expected::value;
    case rapidjson::kParseErrorObjectMissName: return Expected::key;
    case rapidjson::kParseErrorObjectMissColon: return Expected::colon;
    case rapidjson::kParseErrorObjectMissCommaOrCurlyBracket: return Expected::comma_or_brace;
    case rapidjson::kParseErrorArrayMissCommaOrSquareBracket: return Expected::comma_or_bracket;
    case rapidjson::kParseErrorStringMissQuotationMark: return Expected::closing_quote;
    case rapidjson::kParseErrorStringUnicodeEscapeInvalidHex:
    case rapidjson::kParseErrorStringUnicodeSurrogateInvalid:
    case rapidjson::kParseErrorStringEscapeInvalid: return Expected::escape;
    case rapidjson::kParseErrorStringInvalidEncoding: return Expected::plain_character;
    case rapidjson::kParseErrorNumberMissFraction:
    case rapidjson::kParseErrorNumberMissExponent: return Expected::digits;
    case rapidjson::kParseErrorNumberTooBig: return Expected::smaller_number;
    default: return Expected::none;
  }
}

void write_string(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out.push_back('"');
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode(text, i);
    i += point.length;
    switch (point.value) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\b': out += "\\b"; break;
      case '\f': out += "\\f"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        if (point.value < 0x20) {
          out += "\\u00";
          out.push_back(kHex[point.value >> 4]);
          out.push_back(kHex[point.value & 15]);
        } else {
          append(out, point.value);
        }
    }
  }
  out.push_back('"');
}

class Writer {
 public:
  explicit Writer(int indent) : indent_(indent) {}
  std::string take() { return std::move(out_); }

  void write(const JsonValue& value) {
    if (value.is_null()) out_ += "null";
    if (const bool* flag = value.as_bool()) out_ += *flag ? "true" : "false";
    if (const JsonNumber* number = value.as_number()) out_ += number->text;
    if (const std::string* text = value.as_string()) write_string(out_, *text);
    if (const JsonArray* array = value.as_array()) {
      write_sequence('[', *array, ']', [this](const JsonValue& element) { write(element); });
    }
    if (const JsonObject* object = value.as_object()) {
      write_sequence('{', *object, '}', [this](const JsonMember& member) {
        write_string(out_, member.key);
        out_ += indent_ < 0 ? ":" : ": ";
        write(member.value);
      });
    }
  }

 private:
  template <class Sequence, class WriteElement>
  void write_sequence(char open, const Sequence& sequence, char close, const WriteElement& write_element) {
    out_.push_back(open);
    ++depth_;
    bool first = true;
    for (const auto& element : sequence) {
      if (!first) out_.push_back(',');
      first = false;
      break_line();
      write_element(element);
    }
    --depth_;
    if (!first) break_line();
    out_.push_back(close);
  }

  void break_line() {
    if (indent_ < 0) return;
    out_.push_back('\n');
    out_.append(static_cast<std::size_t>(indent_) * depth_, ' ');
  }

  int indent_;
  std::size_t depth_ = 0;
  std::string out_;
};

}  // namespace

const JsonValue* JsonValue::find(std::string_view key) const {
  const JsonObject* object = as_object();
  if (object == nullptr) return nullptr;
  for (const JsonMember& member : *object) {
    if (member.key == key) return &member.value;
  }
  return nullptr;
}

JsonValue JsonValue::of(bool value) {
  JsonValue result;
  result.data = value;
  return result;
}

JsonValue JsonValue::of(std::int64_t value) {
  JsonValue result;
  result.data = JsonNumber{std::to_string(value)};
  return result;
}

JsonValue JsonValue::of(int value) { return of(std::int64_t{value}); }
JsonValue JsonValue::of(std::size_t value) { return of(static_cast<std::int64_t>(value)); }

JsonValue JsonValue::of(std::string value) {
  JsonValue result;
  result.data = std::move(value);
  return result;
}

JsonValue JsonValue::of(std::string_view value) { return of(std::string(value)); }
JsonValue JsonValue::of(const char* value) { return of(std::string(value)); }

JsonValue JsonValue::array() {
  JsonValue result;
  result.data = JsonArray{};
  return result;
}

JsonValue JsonValue::object() {
  JsonValue result;
  result.data = JsonObject{};
  return result;
}

JsonValue& JsonValue::push(JsonValue value) {
  auto* array = std::get_if<JsonArray>(&data);
  CHECK(array != nullptr);
  array->push_back(std::move(value));
  return *this;
}

JsonValue& JsonValue::set(std::string_view key, JsonValue value) {
  auto* object = std::get_if<JsonObject>(&data);
  CHECK(object != nullptr);
  JsonMember member;
  member.key = std::string(key);
  member.value = std::move(value);
  object->push_back(std::move(member));
  return *this;
}

std::variant<JsonValue, JsonError> parse_json(std::string_view source) {
  using Kind = JsonError::Kind;
  if (source.size() > kJsonSizeLimit) return JsonError{Kind::too_large, 0, "the document is larger than 256 MiB", {}};
  if (const std::size_t offset = first_invalid(source); offset != std::string_view::npos) {
    return JsonError{Kind::invalid_utf8, offset, "the bytes are not UTF-8", {}};
  }
  const std::size_t start = source.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  rapidjson::MemoryStream stream(source.data() + start, source.size() - start);
  Builder builder(source, stream, start);
  rapidjson::Reader reader;
  const rapidjson::ParseResult result = reader.Parse<kParseFlags>(stream, builder);
  if (result.IsError()) {
    const std::size_t offset = start + result.Offset();
    if (builder.too_deep()) return JsonError{Kind::too_deep, offset, "more than 64 levels of nesting", {}};
    const bool encoding = result.Code() == rapidjson::kParseErrorStringInvalidEncoding;
    const auto seen = static_cast<unsigned char>(offset < source.size() ? source[offset] : ' ');
    return JsonError{encoding ? Kind::invalid_utf8 : Kind::syntax, offset, rapidjson::GetParseError_En(result.Code()),
                     expected_at(result.Code(), seen)};
  }
  std::size_t rest = start + stream.Tell();
  while (rest < source.size() && is_json_space(source[rest])) ++rest;
  if (rest != source.size()) return JsonError{Kind::trailing_text, rest, "text after the end of the value", {}};
  return builder.take_root();
}

std::string write_json(const JsonValue& value, int indent) {
  Writer writer(indent);
  writer.write(value);
  return writer.take();
}

}  // namespace zhidui::base
