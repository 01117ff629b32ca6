// For the tests: as much of JSON Schema as the schemas of our output use. A keyword that is not known here is a defect of the schema, so
// that nothing is believed to be checked that is not.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "base/json.h"

namespace zhidui::base {

class JsonValidator {
 public:
  explicit JsonValidator(const JsonValue& root) : root_(root) {}

  // Empty if the value fits the whole schema, else where and why not.
  std::string check(const JsonValue& value, const std::string& at) const { return check(root_, value, at); }

 private:
  std::string check(const JsonValue& schema, const JsonValue& value, const std::string& at) const {
    for (const JsonMember& member : *schema.as_object()) {
      if (!known(member.key)) return at + ": the schema has the keyword " + member.key;
    }
    if (const JsonValue* reference = schema.find("$ref")) return check_reference(*reference->as_string(), value, at);
    if (const JsonValue* any = schema.find("anyOf")) return check_any(*any->as_array(), value, at);
    if (const JsonValue* constant = schema.find("const")) {
      return write_json(*constant) == write_json(value) ? "" : at + ": not the constant";
    }
    if (const JsonValue* list = schema.find("enum")) {
      const bool listed = std::any_of(list->as_array()->begin(), list->as_array()->end(),
                                      [&](const JsonValue& option) { return write_json(option) == write_json(value); });
      return listed ? "" : at + ": not listed: " + write_json(value);
    }
    if (const JsonValue* type = schema.find("type"); type && !has_type(*type, value)) return at + ": wrong type: " + write_json(value);
    if (value.as_object()) return check_object(schema, value, at);
    return value.as_array() ? check_array(schema, *value.as_array(), at) : "";
  }

  static bool known(std::string_view keyword) {
    constexpr std::string_view kKnown[] = {"$ref",     "anyOf", "const",       "enum",  "type",    "properties",
                                           "required", "items", "description", "title", "$schema", "additionalProperties",
                                           "$defs"};
    return std::find(std::begin(kKnown), std::end(kKnown), keyword) != std::end(kKnown);
  }

  std::string check_reference(const std::string& reference, const JsonValue& value, const std::string& at) const {
    constexpr std::string_view kDefinitions = "#/$defs/";
    const JsonValue* definitions = root_.find("$defs");
    const JsonValue* found =
        reference.starts_with(kDefinitions) && definitions ? definitions->find(reference.substr(kDefinitions.size())) : nullptr;
    return found ? check(*found, value, at) : at + ": the schema does not define " + reference;
  }

  std::string check_any(const JsonArray& options, const JsonValue& value, const std::string& at) const {
    std::string why;
    for (const JsonValue& option : options) {
      const std::string result = check(option, value, at);
      if (result.empty()) return "";
      why += result + " | ";
    }
    return why;
  }

  static bool is(const std::string& type, const JsonValue& value) {
    if (type == "object") return value.as_object() != nullptr;
    if (type == "array") return value.as_array() != nullptr;
    if (type == "string") return value.as_string() != nullptr;
    if (type == "boolean") return value.as_bool() != nullptr;
    if (type == "integer") return value.as_number() != nullptr && value.as_number()->text.find_first_of(".eE") == std::string::npos;
    return type == "null" && value.is_null();
  }

  static bool has_type(const JsonValue& type, const JsonValue& value) {
    if (const std::string* one = type.as_string()) return is(*one, value);
    return std::any_of(type.as_array()->begin(), type.as_array()->end(),
                       [&](const JsonValue& each) { return is(*each.as_string(), value); });
  }

  std::string check_array(const JsonValue& schema, const JsonArray& array, const std::string& at) const {
    const JsonValue* items = schema.find("items");
    for (std::size_t i = 0; items && i < array.size(); ++i) {
      std::string result = check(*items, array[i], at + "[" + std::to_string(i) + "]");
      if (!result.empty()) return result;
    }
    return "";
  }

  // Our output has no key that its schema does not name.
  std::string check_object(const JsonValue& schema, const JsonValue& value, const std::string& at) const {
    if (const JsonValue* required = schema.find("required")) {
      for (const JsonValue& key : *required->as_array()) {
        if (value.find(*key.as_string()) == nullptr) return at + ": lacks " + *key.as_string();
      }
    }
    const JsonValue* properties = schema.find("properties");
    for (const JsonMember& member : *value.as_object()) {
      const JsonValue* property = properties ? properties->find(member.key) : nullptr;
      if (!property) return at + ": unknown key " + member.key;
      std::string result = check(*property, member.value, at + "." + member.key);
      if (!result.empty()) return result;
    }
    return "";
  }

  const JsonValue& root_;
};

}  // namespace zhidui::base
