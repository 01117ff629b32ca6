#include "report/json_value.h"

#include "report/explain.h"

namespace zhidui::report {

using base::Rational;
using outcome::Interval;
using outcome::Value;

namespace {

JsonValue number_json(const Rational& number) {
  constexpr std::int64_t kLimit = std::int64_t{1} << 53;  // beyond, readers of JSON may lose digits
  const bool plain = number.is_integer() && -Rational(kLimit) <= number && number <= Rational(kLimit);
  return plain ? JsonValue::of(number.to_int64()) : JsonValue::of(number.to_string());
}

template <class F>
JsonValue bounds_json(const Interval& x, F number) {
  return object({{"min", x.lo_unbounded ? JsonValue{} : number(x.lo)}, {"max", x.hi_unbounded ? JsonValue{} : number(x.hi)}});
}

std::string_view kind_name(const ir::Type& type) {
  switch (type.kind) {
    case ir::TypeKind::boolean: return "boolean";
    case ir::TypeKind::count: return "count";
    case ir::TypeKind::money: return "money";
    case ir::TypeKind::ratio: return "ratio";
    case ir::TypeKind::date: return "date";
    case ir::TypeKind::year: return "year";
    case ir::TypeKind::months: return "months";
    case ir::TypeKind::days: return "days";
    case ir::TypeKind::enumeration: return "enumeration";
    case ir::TypeKind::set: return "set";
    case ir::TypeKind::text: return "text";
    case ir::TypeKind::record: return "record";
    case ir::TypeKind::list: return "list";
  }
  return "";
}

}  // namespace

JsonValue object(std::initializer_list<std::pair<std::string_view, JsonValue>> members) {
  JsonValue out = JsonValue::object();
  for (const auto& [key, value] : members) out.set(key, value);
  return out;
}

JsonValue words_json(const Wording& words) { return object({{"zh", JsonValue::of(words.zh)}, {"en", JsonValue::of(words.en)}}); }

JsonValue name_json(const ir::Name& name) {
  const Wording words = name_words(name);
  return object({{"id", JsonValue::of(name.id)}, {"zh", JsonValue::of(words.zh)}, {"en", JsonValue::of(words.en)}});
}

JsonValue status_json(outcome::Status status) { return status_json(status, status_words(status)); }

JsonValue status_json(outcome::Status status, const Wording& words) {
  return object({{"id", JsonValue::of(outcome::status_id(status))}, {"zh", JsonValue::of(words.zh)}, {"en", JsonValue::of(words.en)}});
}

JsonValue date_json(const std::optional<base::Date>& date) { return date ? JsonValue::of(date->to_string()) : JsonValue{}; }

std::string yuan_number(const Rational& fen) {
  const std::string text = (fen / Rational(100)).to_decimal_string();
  if (!fen.is_integer() || text.find('/') != std::string::npos) return text;
  const std::size_t point = text.find('.');
  if (point == std::string::npos) return text + ".00";
  return text + std::string(text.size() - point == 2 ? 1 : 0, '0');
}

JsonValue ValueJson::open(outcome::OpenId id) const {
  const outcome::Open& open = opens_[id];
  const OpenUse use = open_use(view_, opens_, id);
  JsonValue out = object({{"kind", JsonValue::of(outcome::open_kind_id(open.kind))}});
  const auto set = [&](std::string_view key, const std::string& value) { out.set(key, JsonValue::of(value)); };
  switch (open.kind) {
    case outcome::OpenKind::fact: set("record_type", open.a), set("record", open.b), set("field", open.c); break;
    case outcome::OpenKind::rows: set("relation", open.a), set("owner", open.b); break;
    case outcome::OpenKind::reading: set("code", open.a); break;
    case outcome::OpenKind::decision: set("site", open.a), set("unit", open.b), set("what", open.c); break;
    case outcome::OpenKind::round: set("measure", open.a), set("period", open.b); break;
    case outcome::OpenKind::reference: set("series", open.a), set("key", open.b); break;
    case outcome::OpenKind::document: set("document", open.a); break;
    case outcome::OpenKind::doc_date: set("document", open.a), set("date", open.b); break;
    case outcome::OpenKind::gap:
    case outcome::OpenKind::conflict: set("measure", open.a); break;
  }
  set("who", open.who);
  out.set("supplied_by_others", JsonValue::of(outcome::can_be_supplied(open.kind)));
  out.set("zh", JsonValue::of(use.what.zh));
  out.set("en", JsonValue::of(use.what.en));
  return out;
}

JsonValue ValueJson::opens(const outcome::OpenSet& set) const {
  JsonValue out = JsonValue::array();
  for (outcome::OpenId id : set) out.push(open(id));
  return out;
}

JsonValue ValueJson::money(const Value& value) const {
  const Interval& x = value.interval;
  return object({{"yuan", bounds_json(x, [](const Rational& fen) { return JsonValue::of(yuan_number(fen)); })},
                 {"fen", bounds_json(x, number_json)},
                 {"opens", opens(value.opens)}});
}

JsonValue ValueJson::holds(const Value& value) const {
  return object({{"value", value.single() ? JsonValue::of(value.is_true()) : JsonValue{}}, {"opens", opens(value.opens)}});
}

JsonValue ValueJson::of(const ir::Type& type, const Value& value) const {
  const Wording words = value_words(view_, type, value);
  JsonValue out = object({{"type", JsonValue::of(kind_name(type))}});
  switch (value.kind) {
    case outcome::ValueKind::boolean: out.set("value", value.single() ? JsonValue::of(value.is_true()) : JsonValue{}); break;
    case outcome::ValueKind::number:
      if (type.kind == ir::TypeKind::date) {
        out.set("range", bounds_json(value.interval, [](const Rational& day) { return JsonValue::of(date_of(day).to_string()); }));
      } else if (type.kind == ir::TypeKind::money) {
        out.set("yuan", bounds_json(value.interval, [](const Rational& fen) { return JsonValue::of(yuan_number(fen)); }));
        out.set("fen", bounds_json(value.interval, number_json));
      } else {
        out.set("range", bounds_json(value.interval, number_json));
      }
      break;
    case outcome::ValueKind::choice:
    case outcome::ValueKind::set:
    case outcome::ValueKind::list: {
      const bool members = type.kind == ir::TypeKind::enumeration || type.kind == ir::TypeKind::set;
      const auto id = [&](std::uint32_t index) {
        return members ? view_.policy.program.enumeration(type.enumeration).members[index].name.id : view_.facts.record(index).id;
      };
      JsonValue possible = JsonValue::array();
      for (std::uint32_t index : value.may.indices) possible.push(JsonValue::of(id(index)));
      out.set("possible", value.may.any ? JsonValue{} : possible);
      break;
    }
    case outcome::ValueKind::text: break;
  }
  out.set("zh", JsonValue::of(words.zh));
  out.set("en", JsonValue::of(words.en));
  out.set("opens", opens(value.opens));
  return out;
}

}  // namespace zhidui::report
