#include "value_text.h"

#include <algorithm>
#include <stdexcept>

#include "base/date.h"

namespace zhidui::conformance {

using outcome::IndexSet;
using outcome::Interval;
using outcome::OpenSet;
using outcome::Value;
using outcome::ValueKind;

namespace {

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

[[noreturn]] void fail(std::string_view text) { throw std::runtime_error("no value: " + std::string(text)); }

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!trimmed(text).empty()) {
    const std::size_t end = text.find(separator);
    if (!trimmed(text.substr(0, end)).empty()) parts.push_back(trimmed(text.substr(0, end)));
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  }
  return parts;
}

std::uint32_t parse_index(std::string_view text) {
  if (!text.starts_with('#')) fail(text);
  return static_cast<std::uint32_t>(parse_number(text.substr(1)).to_int64());
}

// Between braces.
IndexSet parse_indices(std::string_view text) {
  text = trimmed(text);
  if (!text.starts_with('{') || !text.ends_with('}')) fail(text);
  text = trimmed(text.substr(1, text.size() - 2));
  if (text == "any") return IndexSet::all();
  IndexSet out;
  for (const std::string_view part : split(text, ',')) out.indices.push_back(parse_index(part));
  return out;
}

Value parse_interval(std::string_view text, OpenSet opens) {
  const std::size_t comma = text.find(',');
  if (comma == std::string_view::npos) fail(text);
  const std::string_view lo = trimmed(text.substr(1, comma - 1));
  const std::string_view hi = trimmed(text.substr(comma + 1, text.size() - comma - 2));
  Interval out;
  out.lo_unbounded = lo == "-∞";
  out.hi_unbounded = hi == "∞";
  if (!out.lo_unbounded) out.lo = parse_number(lo);
  if (!out.hi_unbounded) out.hi = parse_number(hi);
  return Value::interval_of(out, std::move(opens));
}

Value parse_set(std::string_view text, OpenSet opens) {
  const std::size_t middle = text.find('}');
  if (!text.ends_with('>') || middle == std::string_view::npos) fail(text);
  const IndexSet must = parse_indices(text.substr(1, middle));
  std::string_view rest = trimmed(text.substr(middle + 1, text.size() - middle - 2));
  if (!rest.starts_with(',')) fail(text);
  return Value::set_of(must, parse_indices(rest.substr(1)), std::move(opens));
}

Value parse_list(std::string_view text, OpenSet opens) {
  if (trimmed(text) == "any") return Value::open_list(std::move(opens));
  std::vector<std::uint32_t> records;
  for (const std::string_view part : split(text, ' ')) records.push_back(parse_index(part));
  return Value::list_of(std::move(records));
}

std::string indices_text(const IndexSet& set) {
  if (set.any) return "{any}";
  std::string text = "{";
  for (const std::uint32_t index : set.indices) text += (text.size() == 1 ? "#" : ",#") + std::to_string(index);
  return text + "}";
}

}  // namespace

base::Rational parse_number(std::string_view text) {
  if (const auto day = base::Date::parse(text)) return day->days;
  const std::size_t slash = text.find('/');
  const auto num = base::Rational::parse_decimal(text.substr(0, slash));
  const auto den =
      slash == std::string_view::npos ? std::optional<base::Rational>(1) : base::Rational::parse_decimal(text.substr(slash + 1));
  if (!num || !den || den->sign() == 0) fail(text);
  return *num / *den;
}

outcome::OpenId named_open(const std::string& name, outcome::OpenTable& opens) {
  return opens.intern({outcome::OpenKind::fact, "case", name, "", ""});
}

Value parse_value(std::string_view text, outcome::OpenTable& table) {
  OpenSet opens;
  if (const std::size_t at = text.find("open("); at != std::string_view::npos) {
    const std::size_t end = text.find(')', at);
    for (const std::string_view name : split(text.substr(at + 5, end - at - 5), ',')) opens.insert(named_open(std::string(name), table));
    text = text.substr(0, at);
  }
  text = trimmed(text);
  if (text == "T" || text == "F") return Value::boolean(text == "T");
  if (text == "{T,F}") return Value::open_boolean(std::move(opens));
  if (text.starts_with("list")) return parse_list(text.substr(4), std::move(opens));
  if (text.starts_with('#')) return Value::choice(parse_index(text));
  if (text.starts_with('{')) return Value::choice_of(parse_indices(text), std::move(opens));
  if (text.starts_with('<')) return parse_set(text, std::move(opens));
  if (text.starts_with('[') || text.starts_with('(')) return parse_interval(text, std::move(opens));
  return Value::number(parse_number(text));
}

std::vector<std::string> open_names(const OpenSet& set, const outcome::OpenTable& opens) {
  std::vector<std::string> names;
  for (const outcome::OpenId id : set) {
    const outcome::Open& open = opens[id];
    const bool of_case = open.kind == outcome::OpenKind::fact && open.a == "case";
    names.push_back(of_case ? open.b : std::string(outcome::open_kind_id(open.kind)));
  }
  std::sort(names.begin(), names.end());
  // Several records may be open for one kind of reason.
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::string value_text(const Value& value) {
  switch (value.kind) {
    case ValueKind::boolean: return value.may_true && value.may_false ? "{T,F}" : value.may_true ? "T" : "F";
    case ValueKind::number: {
      const Interval& i = value.interval;
      if (i.single()) return i.lo.to_string();
      return (i.lo_unbounded ? "(-∞" : "[" + i.lo.to_string()) + ", " + (i.hi_unbounded ? "∞)" : i.hi.to_string() + "]");
    }
    case ValueKind::choice: return indices_text(value.may);
    case ValueKind::set: return "<" + indices_text(value.must) + ", " + indices_text(value.may) + ">";
    case ValueKind::list: {
      std::string text = value.may.any ? "list any" : "list";
      for (const std::uint32_t index : value.may.indices) text += " #" + std::to_string(index);
      return text;
    }
    case ValueKind::text: return value.text;
  }
  return {};
}

}  // namespace zhidui::conformance
