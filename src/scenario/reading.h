// Private to scenario: the state of reading one file, and mappings with fixed keys.
#pragma once

#include <map>
#include <set>
#include <span>

#include "base/json.h"
#include "scenario/scenario.h"

namespace zhidui::scenario {

struct Reading {
  const engine::Policy& policy;
  text::FileId file;
  text::Diagnostics& diagnostics;
  std::size_t defects = 0;
  std::map<std::string, const base::JsonValue*, std::less<>> profiles;  // their `facts` sections

  text::Span span(const base::JsonValue& value) const {
    return {file, static_cast<std::uint32_t>(value.begin), static_cast<std::uint32_t>(value.end)};
  }
  text::Span key_span(const base::JsonMember& member) const {
    return {file, static_cast<std::uint32_t>(member.key_begin), static_cast<std::uint32_t>(member.key_end)};
  }
  text::Diagnostic& report(text::Kind kind, text::Span where, std::vector<std::string> arguments = {}) {
    ++defects;
    return diagnostics.report(kind, where, std::move(arguments));
  }
};

// The value as text, short, for messages.
std::string seen(const base::JsonValue& value);
std::string joined(std::span<const std::string_view> words);

// A mapping with fixed keys: reports what it is not, unknown, repeated and missing keys on construction.
class Mapping {
 public:
  Mapping(Reading& reading, const base::JsonValue& value, std::string where, std::span<const std::string_view> required,
          std::span<const std::string_view> optional);
  bool ok() const { return value_.as_object() != nullptr; }
  const base::JsonValue& json() const { return value_; }
  const base::JsonValue* get(std::string_view key) const { return value_.find(key); }
  std::string name(std::string_view key) const { return where_ + "." + std::string(key); }
  std::string text(std::string_view key) const;                // "" when absent; reports what is no text, or empty
  std::vector<std::string> texts(std::string_view key) const;  // a text or a list of texts
  std::optional<base::Date> date(std::string_view key) const;
  std::optional<int> year(std::string_view key) const;

 private:
  Reading& reading_;
  const base::JsonValue& value_;
  std::string where_;
};

std::string read_text_value(Reading& reading, const std::string& name, const base::JsonValue& value);
std::optional<ir::MeasureId> read_measure(Reading& reading, const base::JsonValue& value);
Expectation read_expectation(Reading& reading, const base::JsonValue& value);

// The fact base of a case: its own sections after those of its profiles, repeated records written out, quotations of
// decisions checked.
facts::FactBase read_facts(Reading& reading, const base::JsonValue& whole, const Case& scenario);

}  // namespace zhidui::scenario
