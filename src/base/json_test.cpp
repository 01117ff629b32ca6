#include "base/json.h"

#include <doctest/doctest.h>

#include <random>

namespace zhidui::base {
namespace {

JsonValue parsed(std::string_view source) {
  auto result = parse_json(source);
  REQUIRE(std::holds_alternative<JsonValue>(result));
  return std::get<JsonValue>(std::move(result));
}

JsonError refused(std::string_view source) {
  auto result = parse_json(source);
  REQUIRE(std::holds_alternative<JsonError>(result));
  return std::get<JsonError>(result);
}

TEST_CASE("every value knows its bytes") {
  const std::string source = R"( { "名" : [1, -2.50e3 ,"a\"b"], "空":{ } , "t":true,"n": null } )";
  const JsonValue root = parsed(source);
  const auto bytes = [&](const JsonValue& value) { return source.substr(value.begin, value.end - value.begin); };
  CHECK(bytes(root) == source.substr(1, source.size() - 2));
  const JsonArray& list = *root.find("名")->as_array();
  CHECK(bytes(*root.find("名")) == R"([1, -2.50e3 ,"a\"b"])");
  CHECK(bytes(list[0]) == "1");
  CHECK(bytes(list[1]) == "-2.50e3");
  CHECK(bytes(list[2]) == R"("a\"b")");
  CHECK(*list[2].as_string() == "a\"b");
  CHECK(bytes(*root.find("空")) == "{ }");
  CHECK(bytes(*root.find("t")) == "true");
  CHECK(bytes(*root.find("n")) == "null");
  const JsonMember& last = root.as_object()->back();
  CHECK(source.substr(last.key_begin, last.key_end - last.key_begin) == "\"n\"");
  CHECK(root.find("x") == nullptr);
  CHECK(list[0].find("x") == nullptr);
}

TEST_CASE("numbers stay as they are written") {
  for (const char* text : {"0", "-0", "1.10", "123456789012345678901234567890", "1e-7", "1E+2", "9007199254740993"}) {
    CHECK(parsed(text).as_number()->text == text);
    CHECK(write_json(parsed(text)) == text);
  }
}

TEST_CASE("members keep their order and their repetitions") {
  const JsonValue root = parsed(R"({"b":1,"a":2,"b":3})");
  CHECK(root.as_object()->size() == 3);
  CHECK(root.find("b")->as_number()->text == "1");
  CHECK(write_json(root) == R"({"b":1,"a":2,"b":3})");
}

TEST_CASE("writing is canonical") {
  const JsonValue root = parsed(R"({ "k" : [ ] , "汉" : "\u6c49\ud83d\ude00\/\u0001\u001f\n" })");
  CHECK(write_json(root) == "{\"k\":[],\"汉\":\"汉😀/\\u0001\\u001f\\n\"}");
  CHECK(write_json(parsed("[1,{\"a\":[]}]"), 2) == "[\n  1,\n  {\n    \"a\": []\n  }\n]");
}

TEST_CASE("values are built") {
  JsonValue list = JsonValue::array();
  list.push(JsonValue::of(true)).push(JsonValue::of(7)).push(JsonValue::of(std::size_t{8})).push(JsonValue{});
  list.push(JsonValue::of("字")).push(JsonValue::of(std::int64_t{-9223372036854775807}));
  const JsonValue root = JsonValue::object().set("l", list).set("o", JsonValue::object());
  CHECK(write_json(root) == R"({"l":[true,7,8,null,"字",-9223372036854775807],"o":{}})");
}

TEST_CASE("defects are placed") {
  using Kind = JsonError::Kind;
  CHECK(refused("").kind == Kind::syntax);
  CHECK(refused("{\"a\":1,}").offset == 7);
  CHECK(refused("[1 2]").kind == Kind::syntax);
  CHECK(refused("[1] 2").kind == Kind::trailing_text);
  CHECK(refused("[1] 2").offset == 4);
  CHECK(refused(std::string_view("1\0", 2)).kind == Kind::trailing_text);
  CHECK(refused(std::string_view("\"a\0b\"", 5)).kind == Kind::syntax);
  CHECK(refused("\"\xFF\"").kind == Kind::invalid_utf8);
  CHECK(refused("\"\xFF\"").offset == 1);
  CHECK(refused("\"\\ud800\"").kind == Kind::syntax);
  CHECK(refused("01").kind == Kind::trailing_text);
  CHECK(refused("[NaN]").kind == Kind::syntax);
  CHECK(refused("'a'").kind == Kind::syntax);
}

TEST_CASE("nesting is limited") {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  CHECK(write_json(parsed(nested(kJsonDepthLimit))) == nested(kJsonDepthLimit));
  CHECK(refused(nested(kJsonDepthLimit + 1)).kind == JsonError::Kind::too_deep);
  CHECK(refused(std::string(1'000'000, '[')).kind == JsonError::Kind::too_deep);
}

TEST_CASE("a byte order mark is passed over and counted") {
  const JsonValue root = parsed("\xEF\xBB\xBF[1]");
  CHECK(root.begin == 3);
  CHECK(root.end == 6);
}

JsonValue random_value(std::mt19937& random, int depth) {
  switch (random() % (depth > 0 ? 6 : 4)) {
    case 0: return JsonValue{};
    case 1: return JsonValue::of(random() % 2 == 0);
    case 2: return JsonValue::of(static_cast<std::int64_t>(random()) - 1000);
    case 3: {
      std::string text;
      for (auto i = random() % 6; i > 0; --i) text += random() % 2 == 0 ? "知\t" : "\"x";
      return JsonValue::of(text);
    }
    case 4: {
      JsonValue list = JsonValue::array();
      for (auto i = random() % 4; i > 0; --i) list.push(random_value(random, depth - 1));
      return list;
    }
    default: {
      JsonValue object = JsonValue::object();
      for (auto i = random() % 4; i > 0; --i) object.set("k" + std::to_string(i), random_value(random, depth - 1));
      return object;
    }
  }
}

TEST_CASE("what is written is read back, and its places hold its canonical bytes") {
  std::mt19937 random(11);
  for (int i = 0; i < 500; ++i) {
    const std::string text = write_json(random_value(random, 4));
    REQUIRE(write_json(parsed(text)) == text);
    REQUIRE(write_json(parsed(write_json(parsed(text), 2))) == text);
    const JsonValue root = parsed(text);
    if (const JsonArray* list = root.as_array()) {
      for (const JsonValue& element : *list) {
        REQUIRE(text.substr(element.begin, element.end - element.begin) == write_json(element));
      }
    }
  }
}

}  // namespace
}  // namespace zhidui::base
