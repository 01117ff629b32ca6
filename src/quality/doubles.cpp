// What may have been entered twice: records of one key, applicants of one name, payments that look like one.
#include <algorithm>
#include <map>
#include <tuple>

#include "facts/lookup.h"
#include "quality/inspection.h"

namespace zhidui::quality {

namespace {

bool is_held_by(const ir::Field& field, ir::RecordId subject) {
  const bool reference = field.type.kind == ir::TypeKind::record || field.type.kind == ir::TypeKind::list;
  return field.kind == ir::FieldKind::observed && reference && field.type.record == subject;
}

// Name and code of an applicant: the first text that is no key, and the first that is one.
std::optional<std::uint32_t> text_field(const ir::RecordType& type, bool key) {
  for (std::uint32_t i = 0; i < type.fields.size(); ++i) {
    const ir::Field& field = type.fields[i];
    if (field.type.kind == ir::TypeKind::text && field.kind == ir::FieldKind::observed && field.key == key) return i;
  }
  return std::nullopt;
}

}  // namespace

void Inspection::same_keys() {
  for (std::uint32_t t = 0; t < program_.records.size(); ++t) {
    const ir::RecordType& type = program_.records[t];
    std::map<std::string, std::uint32_t> first_of;
    const auto [first, last] = facts_.of_type(ir::RecordId{t});
    for (std::uint32_t record = first; record < last; ++record) {
      std::string key;
      bool whole = true;
      for (std::uint32_t f = 0; f < type.fields.size(); ++f) {
        if (!type.fields[f].key) continue;
        const facts::Segment* value = only(record, ir::FieldId{f});
        whole = whole && value;
        if (value) key += (key.empty() ? "" : "、") + words(type.fields[f].type, value->value);
      }
      if (!whole || key.empty()) continue;
      const auto [found, fresh] = first_of.try_emplace(key, record);
      if (!fresh) same_key(found->second, record, key);
    }
  }
}

void Inspection::same_key(std::uint32_t first, std::uint32_t second, const std::string& key) {
  const ir::RecordType& type = type_of(first);
  ir::FieldId key_field, holder;
  for (std::uint32_t f = 0; f < type.fields.size(); ++f) {
    if (type.fields[f].key && !key_field.present()) key_field = ir::FieldId{f};
    if (holder.present() || !is_held_by(type.fields[f], program_.subject_record)) continue;
    const facts::Segment *a = only(first, ir::FieldId{f}), *b = only(second, ir::FieldId{f});
    if (a && b && a->value.may != b->value.may) holder = ir::FieldId{f};
  }
  const Kind kind = holder.present() ? Kind::quality_two_holders : Kind::quality_same_key;
  std::vector<std::string> arguments{words(second), words(first), words(type.fields[key_field.value].name), key};
  if (holder.present()) arguments.push_back(words(type.fields[holder.value].name));
  Finding& found = find(kind, only(second, key_field)->provenance.span, facts_.record(second).id, std::move(arguments));
  also(found, only(first, key_field)->provenance.span, "另一条在这里", "the other one");
  if (!holder.present()) return;
  also(found, only(second, holder)->provenance.span, "它的权利人", "its holders");
  also(found, only(first, holder)->provenance.span, "另一条的权利人", "the holders of the other one");
}

void Inspection::same_names() {
  if (!program_.subject_record.present()) return;
  const ir::RecordType& type = program_.record(program_.subject_record);
  const auto name = text_field(type, false), code = text_field(type, true);
  if (!name || !code) return;
  std::map<std::string, std::uint32_t> first_of;
  const auto [first, last] = facts_.of_type(program_.subject_record);
  for (std::uint32_t record = first; record < last; ++record) {
    const facts::Segment* named = only(record, ir::FieldId{*name});
    if (!named) continue;
    const auto [found, fresh] = first_of.try_emplace(named->value.text, record);
    if (fresh) continue;
    const std::uint32_t other = found->second;
    if (only(record, ir::FieldId{*code}) && only(other, ir::FieldId{*code})) continue;  // their codes tell them apart, or same_keys speaks
    Finding& said = find(Kind::quality_same_name, named->provenance.span, facts_.record(record).id,
                         {words(record), words(other), named->value.text, words(type.fields[*code].name)});
    also(said, only(other, ir::FieldId{*name})->provenance.span, "另一个在这里", "the other one");
  }
}

void Inspection::same_payments() {
  using facts::Payment;
  std::map<std::tuple<std::string, std::string, base::Rational, base::Date>, std::vector<const Payment*>> alike;
  for (const Payment& payment : facts_.history) {
    if (!facts::visible(payment, on_, on_)) continue;
    auto& earlier = alike[{payment.subject, payment.measure, payment.fen, payment.paid_on}];
    // For different records or different years they are two; where one of them does not say for what, they may be one.
    const auto apart = [&](const Payment& other) {
      const bool both_say = payment.unit != payment.subject && other.unit != other.subject;
      const bool years = payment.period && other.period && payment.period != other.period;
      return years || (both_say && payment.unit != other.unit);
    };
    const auto found = std::find_if(earlier.begin(), earlier.end(), [&](const Payment* other) { return !apart(*other); });
    const Payment* twin = found == earlier.end() ? nullptr : *found;
    earlier.push_back(&payment);
    if (!twin) continue;
    Finding& said = find(Kind::quality_payment_twice, payment.provenance.span, payment.id, {payment.id, twin->id});
    also(said, twin->provenance.span, "另一笔在这里", "the other one");
  }
}

}  // namespace zhidui::quality
