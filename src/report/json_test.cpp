// Answers of a real policy: the JSON keeps its schema, the text its width, and both are the same every time.
#include <doctest/doctest.h>

#include <sstream>

#include "base/utf8.h"
#include "report/examples.h"
#include "report/report.h"

using namespace zhidui;
using base::JsonValue;
using report::examples;
using report::load_example;
using report::Loaded;

namespace {

// As much of JSON Schema as the schema of answers uses.
class Validator {
 public:
  explicit Validator(const JsonValue& root) : root_(root) {}

  // Empty if the value fits, else where and why not.
  std::string check(const JsonValue& schema, const JsonValue& value, const std::string& at) const {
    if (const JsonValue* reference = schema.find("$ref")) return check(resolved(*reference->as_string()), value, at);
    if (const JsonValue* any = schema.find("anyOf")) {
      std::string why;
      for (const JsonValue& option : *any->as_array()) {
        const std::string result = check(option, value, at);
        if (result.empty()) return "";
        why += result + " | ";
      }
      return why;
    }
    if (const JsonValue* constant = schema.find("const")) {
      return base::write_json(*constant) == base::write_json(value) ? "" : at + ": not the constant";
    }
    if (const JsonValue* list = schema.find("enum")) {
      for (const JsonValue& option : *list->as_array()) {
        if (base::write_json(option) == base::write_json(value)) return "";
      }
      return at + ": not listed: " + base::write_json(value);
    }
    if (const JsonValue* type = schema.find("type"); type && !has_type(*type, value))
      return at + ": wrong type: " + base::write_json(value);
    if (const base::JsonObject* object = value.as_object()) return check_object(schema, *object, value, at);
    if (const base::JsonArray* array = value.as_array()) {
      const JsonValue* items = schema.find("items");
      for (std::size_t i = 0; items && i < array->size(); ++i) {
        std::string result = check(*items, (*array)[i], at + "[" + std::to_string(i) + "]");
        if (!result.empty()) return result;
      }
    }
    return "";
  }

 private:
  const JsonValue& resolved(const std::string& reference) const {
    const JsonValue* found = root_.find("$defs")->find(reference.substr(std::string("#/$defs/").size()));
    REQUIRE_MESSAGE(found != nullptr, reference);
    return *found;
  }

  static bool is(const std::string& type, const JsonValue& value) {
    if (type == "object") return value.as_object() != nullptr;
    if (type == "array") return value.as_array() != nullptr;
    if (type == "string") return value.as_string() != nullptr;
    if (type == "boolean") return value.as_bool() != nullptr;
    if (type == "integer") return value.as_number() != nullptr;
    return type == "null" && value.is_null();
  }

  static bool has_type(const JsonValue& type, const JsonValue& value) {
    if (const std::string* one = type.as_string()) return is(*one, value);
    for (const JsonValue& each : *type.as_array()) {
      if (is(*each.as_string(), value)) return true;
    }
    return false;
  }

  std::string check_object(const JsonValue& schema, const base::JsonObject& object, const JsonValue& value, const std::string& at) const {
    if (const JsonValue* required = schema.find("required")) {
      for (const JsonValue& key : *required->as_array()) {
        if (value.find(*key.as_string()) == nullptr) return at + ": lacks " + *key.as_string();
      }
    }
    const JsonValue* properties = schema.find("properties");
    for (const base::JsonMember& member : object) {
      const JsonValue* property = properties ? properties->find(member.key) : nullptr;
      if (!property) return at + ": unknown key " + member.key;
      std::string result = check(*property, member.value, at + "." + member.key);
      if (!result.empty()) return result;
    }
    return "";
  }

  const JsonValue& root_;
};

// A column of sources may be as long as the sources are; everything else keeps the width.
void check_width(const std::string& text) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    CHECK_MESSAGE(base::display_width(line) <= report::kTextColumns + 16, line);
    CHECK_MESSAGE(!line.ends_with(' '), line);
  }
}

}  // namespace

TEST_CASE("answers keep their schema, texts their width, and both come out the same again") {
  const JsonValue schema = report::answer_schema();
  const Validator validator(schema);
  for (const Loaded& example : examples()) {
    const report::View view{example.policy, example.facts, example.scope};
    for (std::uint32_t subject : engine::applicants(example.policy.program, example.facts)) {
      const outcome::Answer answer = engine::assess(example.policy, example.facts, example.scope, subject);
      const JsonValue json = report::json(view, answer);
      CHECK(validator.check(schema, json, "answer") == "");
      const outcome::Answer again = engine::assess(example.policy, example.facts, example.scope, subject);
      CHECK(base::write_json(report::json(view, again)) == base::write_json(json));
      for (const text::Language language : {text::Language::zh, text::Language::en}) {
        for (const report::Detail detail : {report::Detail::compact, report::Detail::full}) {
          const std::string text = report::text(view, answer, {language, detail, ""});
          CHECK(report::text(view, again, {language, detail, ""}) == text);
          if (detail == report::Detail::full) check_width(text);
          CHECK(text.find("{0}") == std::string::npos);
        }
      }
    }
  }
}

TEST_CASE("a reader learns from the text alone why each award has its status") {
  for (const Loaded& example : examples()) {
    const report::View view{example.policy, example.facts, example.scope};
    for (std::uint32_t subject : engine::applicants(example.policy.program, example.facts)) {
      const outcome::Answer answer = engine::assess(example.policy, example.facts, example.scope, subject);
      const JsonValue json = report::json(view, answer);
      for (const JsonValue& award : *json.find("awards")->as_array()) {
        const std::string key = *award.find("key")->find("text")->as_string();
        CHECK_MESSAGE(!award.find("clauses")->as_array()->empty(), key);
        for (const char* language : {"zh", "en"}) {
          CHECK_MESSAGE(!award.find("reason")->find(language)->as_string()->empty(), key);
        }
      }
    }
  }
}

TEST_CASE("the table of applicants adds up") {
  const Loaded example = load_example("/policies/jincheng-2023.md", "/tests/golden/command/jincheng.json", "2025-03-10");
  const report::View view{example.policy, example.facts, example.scope};
  std::vector<outcome::Answer> answers;
  for (std::uint32_t subject : engine::applicants(example.policy.program, example.facts)) {
    answers.push_back(engine::assess(example.policy, example.facts, example.scope, subject));
  }
  const JsonValue summary = report::summary_json(view, answers);
  const auto awards = [](const JsonValue& row) { return std::stoll(row.find("tally")->find("awards")->as_number()->text); };
  long long subjects = 0, measures = 0;
  for (const JsonValue& row : *summary.find("subjects")->as_array()) subjects += awards(row);
  for (const JsonValue& row : *summary.find("measures")->as_array()) measures += awards(row);
  CHECK(subjects == measures);
  CHECK(std::to_string(subjects) == summary.find("all")->find("awards")->as_number()->text);
  CHECK(report::summary(view, answers, text::Language::zh).find("合计") != std::string::npos);
}
