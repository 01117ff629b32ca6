// Private to report: values of an answer as JSON.
#pragma once

#include "base/json.h"
#include "report/explanation.h"

namespace zhidui::report {

using base::JsonValue;

// Objects in one call: object({{"zh", …}, {"en", …}}).
JsonValue object(std::initializer_list<std::pair<std::string_view, JsonValue>> members);
JsonValue words_json(const Wording& words);                           // {"zh", "en"}
JsonValue name_json(const ir::Name& name);                            // {"id", "zh", "en"}
JsonValue status_json(outcome::Status status);                        // {"id", "zh", "en"}
JsonValue status_json(outcome::Status status, const Wording& words);  // as a page names it
JsonValue date_json(const std::optional<base::Date>& date);           // "2024-05-10" or null

class ValueJson {
 public:
  ValueJson(const View& view, const outcome::OpenTable& opens) : view_(view), opens_(opens) {}

  // {"yuan": {"min", "max"}, "fen": {"min", "max"}, "opens": […]}
  JsonValue money(const outcome::Value& value) const;
  // A value of any type: its kind, what is possible, its words, its opens.
  JsonValue of(const ir::Type& type, const outcome::Value& value) const;
  // true, false or null, and the opens.
  JsonValue holds(const outcome::Value& value) const;
  JsonValue opens(const outcome::OpenSet& set) const;
  JsonValue open(outcome::OpenId id) const;

 private:
  const View& view_;
  const outcome::OpenTable& opens_;
};

std::string yuan_number(const base::Rational& fen);  // "30000.00"; more decimals where fen have parts

}  // namespace zhidui::report
