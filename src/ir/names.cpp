#include "ir/names.h"

#include "base/json.h"

namespace zhidui::ir {

std::string_view type_kind_name(TypeKind kind) {
  switch (kind) {
    case TypeKind::boolean: return "boolean";
    case TypeKind::count: return "count";
    case TypeKind::money: return "money";
    case TypeKind::ratio: return "ratio";
    case TypeKind::date: return "date";
    case TypeKind::year: return "year";
    case TypeKind::months: return "months";
    case TypeKind::days: return "days";
    case TypeKind::enumeration: return "enumeration";
    case TypeKind::set: return "set";
    case TypeKind::text: return "text";
    case TypeKind::record: return "record";
    case TypeKind::list: return "list";
  }
  return {};
}

std::string type_text(const Program& program, const Type& type) {
  const auto enumeration = [&] {
    return type.enumeration.value < program.enumerations.size() ? program.enumeration(type.enumeration).name.zh : "?";
  };
  const auto record = [&] { return type.record.value < program.records.size() ? program.record(type.record).name.zh : "?"; };
  switch (type.kind) {
    case TypeKind::count: return type.unit.value < program.units.size() ? program.units[type.unit.value] : std::string("count");
    case TypeKind::enumeration: return enumeration();
    case TypeKind::set: return "{" + enumeration() + "}";
    case TypeKind::record: return record();
    case TypeKind::list: return "[" + record() + "]";
    default: return std::string(type_kind_name(type.kind));
  }
}

std::string number_text(const Type& type, const base::Rational& value) {
  if (type.kind == TypeKind::date && value.is_integer()) {
    const base::Rational first = base::Date::year_start(base::kFirstYear).days;
    const base::Rational last = base::Date::year_end(base::kLastYear).days;
    if (first <= value && value <= last) return base::Date{static_cast<std::int32_t>(value.to_int64())}.to_string();
  }
  return value.to_string();
}

std::string bounds_text(const Type& type, const Bounds& bounds) {
  const std::string lo = bounds.lo_unbounded ? "(-∞" : "[" + number_text(type, bounds.lo);
  const std::string hi = bounds.hi_unbounded ? "∞)" : number_text(type, bounds.hi) + "]";
  return lo + ", " + hi;
}

std::string quoted(std::string_view text) { return base::write_json(base::JsonValue::of(text)); }

std::string_view clock_name(Clock clock) {
  switch (clock) {
    case Clock::claimed: return "claimed";
    case Clock::decided: return "decided";
    case Clock::known: return "known";
  }
  return {};
}

std::string_view doc_date_name(DocDate date) {
  switch (date) {
    case DocDate::published: return "published";
    case DocDate::effective: return "effective";
    case DocDate::expires: return "expires";
    case DocDate::replaces: return "replaces";
  }
  return {};
}

std::string_view rounding_name(base::Rounding mode) {
  switch (mode) {
    case base::Rounding::half_up: return "half_up";
    case base::Rounding::half_even: return "half_even";
    case base::Rounding::down: return "down";
    case base::Rounding::up: return "up";
  }
  return {};
}

std::string_view settle_op_name(SettleOp op) {
  switch (op) {
    case SettleOp::group: return "group";
    case SettleOp::sum: return "sum";
    case SettleOp::highest: return "highest";
    case SettleOp::first: return "first";
    case SettleOp::cap: return "cap";
    case SettleOp::no_repeat: return "no_repeat";
    case SettleOp::keep: return "keep";
  }
  return {};
}

std::string_view history_name(History history) {
  switch (history) {
    case History::none: return "none";
    case History::this_measure: return "this_measure";
    case History::this_document: return "this_document";
    case History::same_level: return "same_level";
    case History::upper_levels: return "upper_levels";
    case History::lower_levels: return "lower_levels";
    case History::other_levels: return "other_levels";
    case History::all_levels: return "all_levels";
    case History::national: return "national";
    case History::provincial: return "provincial";
    case History::city: return "city";
    case History::county: return "county";
  }
  return {};
}

std::string_view effect_name(EarlierEffect effect) {
  switch (effect) {
    case EarlierEffect::counts: return "counts";
    case EarlierEffect::blocks: return "blocks";
    case EarlierEffect::tops_up: return "tops_up";
  }
  return {};
}

std::string_view adoption_name(Adoption adoption) {
  switch (adoption) {
    case Adoption::left_open: return "left_open";
    case Adoption::house_default: return "house_default";
    case Adoption::authority: return "authority";
  }
  return {};
}

std::string_view amount_kind_name(AmountKind kind) {
  switch (kind) {
    case AmountKind::computed: return "computed";
    case AmountKind::discretion: return "discretion";
    case AmountKind::undetermined: return "undetermined";
  }
  return {};
}

std::string_view field_kind_name(FieldKind kind) {
  switch (kind) {
    case FieldKind::observed: return "observed";
    case FieldKind::computed: return "computed";
    case FieldKind::decided: return "decided";
  }
  return {};
}

std::string_view typed_kind_name(TypedKind kind) {
  switch (kind) {
    case TypedKind::task: return "task";
    case TypedKind::mechanism: return "mechanism";
    case TypedKind::target: return "target";
    case TypedKind::fund: return "fund";
    case TypedKind::supervision: return "supervision";
    case TypedKind::supersession: return "supersession";
    case TypedKind::validity: return "validity";
  }
  return {};
}

std::string_view series_key_name(SeriesKey key) {
  switch (key) {
    case SeriesKey::day: return "day";
    case SeriesKey::month: return "month";
    case SeriesKey::year: return "year";
  }
  return {};
}

std::string_view tier_sign(Op comparison, bool greater) {
  if (comparison == Op::eq) return "=";
  if (comparison == Op::lt) return greater ? ">" : "<";
  return greater ? "≥" : "≤";
}

}  // namespace zhidui::ir
