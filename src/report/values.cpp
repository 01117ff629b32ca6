#include "report/values.h"

#include <algorithm>

namespace zhidui::report {

using base::Rational;
using ir::TypeKind;
using outcome::Interval;
using outcome::Value;

namespace {

constexpr std::size_t kMostMembers = 6;
constexpr std::size_t kMostRecords = 6;

Wording between(const Wording& low, const Wording& high) { return say(Sentence::from_to, {low, high}); }

std::string percent(const Rational& ratio) {
  const std::string text = (ratio * Rational(100)).to_decimal_string();
  return text.find('/') == std::string::npos ? text + "%" : ratio.to_string();
}

// The whole range of a date or year is no information.
bool says_nothing(TypeKind kind, const Interval& x) {
  if (x.lo_unbounded && x.hi_unbounded) return true;
  if (kind == TypeKind::date) {
    return x.lo == Rational(base::Date::year_start(base::kFirstYear).days) && x.hi == Rational(base::Date::year_end(base::kLastYear).days);
  }
  if (kind == TypeKind::year) return x.lo == Rational(base::kFirstYear) && x.hi == Rational(base::kLastYear);
  return x.lo.sign() == 0 && x.hi_unbounded;
}

Wording interval_words(const ir::Program& program, const ir::Type& type, const Interval& x) {
  if (x.single()) return number_words(program, type, x.lo);
  if (type.kind == TypeKind::money && !x.lo_unbounded) return money_words(x);
  if (says_nothing(type.kind, x)) return say(Sentence::not_known);
  if (x.hi_unbounded) return say(Sentence::at_least, {number_words(program, type, x.lo)});
  if (x.lo_unbounded) return say(Sentence::at_most, {number_words(program, type, x.hi)});
  return between(number_words(program, type, x.lo), number_words(program, type, x.hi));
}

Wording set_words(const ir::Enumeration& enumeration, const Value& value) {
  if (value.may.any && value.must.indices.empty()) return say(Sentence::not_known);
  const Wording certain = members_words(enumeration, value.must.indices);
  if (value.may == value.must) return certain.empty() ? say(Sentence::none) : certain;
  return say(Sentence::and_perhaps_more, {certain});
}

Wording records_words(const View& view, const Value& value) {
  if (value.may.any) return say(Sentence::not_known);
  std::vector<Wording> titles;
  for (std::uint32_t record : value.may.indices) titles.push_back(record_title(view, record));
  const Sentence separator = value.kind == outcome::ValueKind::choice ? Sentence::or_between : Sentence::list_comma;
  return joined_shortly(titles, separator, kMostRecords);
}

const outcome::Value* told(const facts::Record& record, std::size_t field) {
  if (field >= record.fields.size()) return nullptr;  // hand-made records of tests
  const auto& segments = record.fields[field].segments;
  return segments.empty() ? nullptr : &segments.back().value;
}

}  // namespace

Wording name_words(const ir::Name& name) { return {name.zh, spaced_identifier(name.id)}; }

Wording money_words(const Rational& fen) {
  if (fen.is_integer()) return say(Sentence::yuan, {verbatim(base::yuan_text(fen))});
  // A step of a formula may have parts of a fen that no decimal ends: people read it rounded, the receipt keeps it exact.
  const std::string exact = grouped_number(fen / Rational(100));
  if (exact.find('/') == std::string::npos) return say(Sentence::yuan, {verbatim(exact)});
  return say(Sentence::about_yuan, {verbatim(base::yuan_text(fen.rounded_to(Rational(1), base::Rounding::half_up)))});
}

Wording money_words(const Interval& fen) {
  if (fen.single()) return money_words(fen.lo);
  const auto number = [](const Rational& x) { return verbatim(x.is_integer() ? base::yuan_text(x) : grouped_number(x / Rational(100))); };
  if (fen.hi_unbounded) return fen.lo.sign() == 0 ? say(Sentence::sum_not_known) : say(Sentence::yuan_at_least, {number(fen.lo)});
  return say(Sentence::yuan_from_to, {number(fen.lo), number(fen.hi)});
}

std::string grouped_number(const Rational& number) {
  const std::string text = number.to_decimal_string();
  if (text.find('/') != std::string::npos) return text;
  const std::size_t begin = text.starts_with('-') ? 1 : 0;
  const std::size_t point = std::min(text.find('.'), text.size());
  std::string out = text.substr(0, begin);
  for (std::size_t i = begin; i < point; ++i) {
    if (i > begin && (point - i) % 3 == 0) out += ',';
    out += text[i];
  }
  return out + text.substr(point);
}

base::Date date_of(const Rational& days) { return base::Date{static_cast<std::int32_t>(days.to_int64())}; }
Wording date_words(base::Date date) { return verbatim(date.to_string()); }

Wording number_words(const ir::Program& program, const ir::Type& type, const Rational& number) {
  switch (type.kind) {
    case TypeKind::money: return money_words(number);
    case TypeKind::date: return date_words(date_of(number));
    case TypeKind::year: return say(Sentence::year, {verbatim(number.to_string())});
    case TypeKind::ratio: return verbatim(percent(number));
    case TypeKind::months: return say(Sentence::months, {verbatim(grouped_number(number))});
    case TypeKind::days: return say(Sentence::days, {verbatim(grouped_number(number))});
    default: break;
  }
  const bool has_unit = type.kind == TypeKind::count && type.unit.present() && type.unit.value < program.units.size();
  const Wording bare = verbatim(grouped_number(number));
  return has_unit ? say(Sentence::counted, {bare, verbatim(program.units[type.unit.value])}) : bare;
}

Wording value_words(const View& view, const ir::Type& type, const Value& value) {
  const ir::Program& program = view.policy.program;
  switch (value.kind) {
    case outcome::ValueKind::boolean: return say(value.is_true() ? Sentence::yes : value.is_false() ? Sentence::no : Sentence::not_known);
    case outcome::ValueKind::number: return interval_words(program, type, value.interval);
    case outcome::ValueKind::set: return set_words(program.enumeration(type.enumeration), value);
    case outcome::ValueKind::text: return value.text.empty() ? say(Sentence::not_known) : verbatim(value.text);
    case outcome::ValueKind::list: return records_words(view, value);
    case outcome::ValueKind::choice: break;
  }
  if (type.kind != TypeKind::enumeration) return records_words(view, value);
  if (value.may.any || value.may.indices.size() > kMostMembers) return say(Sentence::not_known);
  const ir::Enumeration& enumeration = program.enumeration(type.enumeration);
  std::vector<Wording> names;
  for (std::uint32_t member : value.may.indices) names.push_back(name_words(enumeration.members[member].name));
  return joined(names, Sentence::or_between);
}

Wording members_words(const ir::Enumeration& enumeration, const std::vector<std::uint32_t>& members) {
  std::vector<Wording> names;
  for (std::uint32_t member : members) {
    const auto& parent = enumeration.members[member].parent;
    const bool below = parent && std::find(members.begin(), members.end(), *parent) != members.end();
    if (!below) names.push_back(name_words(enumeration.members[member].name));
  }
  return joined_shortly(names, Sentence::list_comma, kMostMembers);
}

// The first text that is no key is a name (主体名称, 项目标题); else a key is a number (专利号).
Wording record_title(const View& view, std::uint32_t index) {
  const facts::Record& record = view.facts.record(index);
  const ir::RecordType& type = view.policy.program.record(record.type);
  for (const bool key : {false, true}) {
    for (std::size_t i = 0; i < type.fields.size(); ++i) {
      if (type.fields[i].type.kind != TypeKind::text || type.fields[i].key != key) continue;
      const Value* value = told(record, i);
      if (value && !value->text.empty()) return verbatim(value->text);
    }
  }
  return verbatim(record.id);
}

Wording record_words(const View& view, std::uint32_t record) {
  const ir::RecordType& type = view.policy.program.record(view.facts.record(record).type);
  return say(Sentence::record_named, {name_words(type.name), record_title(view, record)});
}

Wording subject_words(const View& view, std::uint32_t record) {
  const Wording title = record_title(view, record);
  const Wording id = verbatim(view.facts.record(record).id);
  return title == id ? title : say(Sentence::named_with_id, {title, id});
}

Wording label_words(const ir::Name& label) { return {label.zh, label.id}; }

Wording status_words(outcome::Status status) {
  return {std::string(outcome::status_zh(status)), spaced_identifier(outcome::status_id(status))};
}

Wording status_words(outcome::Status status, const outcome::Interval& payable) {
  const bool rest = status == outcome::Status::deduplicated && payable.lo.sign() > 0;
  return rest ? say(Sentence::status_rest) : status_words(status);
}

Wording cut_kind_words(outcome::CutKind kind) {
  return {std::string(outcome::cut_kind_zh(kind)), spaced_identifier(outcome::cut_kind_id(kind))};
}

}  // namespace zhidui::report
