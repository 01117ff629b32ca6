// Facts as canonical JSON: one text for one fact base, whatever file it was read from.
#include <span>
#include <utility>

#include "base/check.h"
#include "base/sha256.h"
#include "facts/read_json.h"
#include "facts/reading.h"

namespace zhidui::facts {

namespace {

using base::JsonValue;
using ir::TypeKind;

// "150000.00": yuan with two decimals, without grouping.
std::string yuan(const base::Rational& fen) {
  const std::int64_t whole = fen.to_int64();
  const std::int64_t magnitude = whole < 0 ? -whole : whole;
  const std::string cents = std::to_string(magnitude % 100);
  return (whole < 0 ? "-" : "") + std::to_string(magnitude / 100) + (cents.size() == 1 ? ".0" : ".") + cents;
}

class Writer {
 public:
  Writer(const ir::Program& program, const FactBase& facts) : program_(program), facts_(facts) {}

  // What write() gives without line breaks, an entry at a time: the tree of a large fact base takes more memory than the base itself.
  template <class Take>
  void write_parts(const Take& take) const {
    take("{\"format\":" + base::write_json(JsonValue::of(kFormat)));
    std::string before = ",\"records\":{";
    for (std::uint32_t type = 0; type < program_.records.size(); ++type) {
      const auto [first, last] = facts_.of_type(ir::RecordId{type});
      if (first == last) continue;
      take(before + base::write_json(JsonValue::of(program_.records[type].name.id)) + ":");
      const std::span<const Record> items(facts_.records().data() + first, last - first);
      write_items(take, items, [this](const Record& each) { return record(each); });
      before = ",";
    }
    if (before == ",") take("}");
    write_section(take, "complete", facts_.closures, [this](const Closure& c) { return closure(c); });
    write_section(take, "totals", facts_.totals, [this](const Total& t) { return total(t); });
    write_section(take, "history", facts_.history, [this](const Payment& p) { return payment(p); });
    write_section(take, "decisions", facts_.decisions, [this](const Decision& d) { return decision(d); });
    take("}");
  }

  JsonValue write() const {
    JsonValue root = JsonValue::object();
    root.set("format", JsonValue::of(kFormat));
    set_unless_empty(root, "records", records());
    set_unless_empty(root, "complete", all(facts_.closures, [this](const Closure& c) { return closure(c); }));
    set_unless_empty(root, "totals", all(facts_.totals, [this](const Total& t) { return total(t); }));
    set_unless_empty(root, "history", all(facts_.history, [this](const Payment& p) { return payment(p); }));
    set_unless_empty(root, "decisions", all(facts_.decisions, [this](const Decision& d) { return decision(d); }));
    return root;
  }

 private:
  template <class Take, class Items, class Write>
  static void write_items(const Take& take, const Items& items, const Write& write_item) {
    char sign = '[';
    for (const auto& item : items) take(std::exchange(sign, ',') + base::write_json(write_item(item)));
    take("]");
  }
  template <class Take, class Items, class Write>
  static void write_section(const Take& take, std::string_view key, const Items& items, const Write& write_item) {
    if (items.empty()) return;
    take(",\"" + std::string(key) + "\":");
    write_items(take, items, write_item);
  }

  static void set_unless_empty(JsonValue& object, std::string_view key, JsonValue value) {
    const bool empty = (value.as_array() && value.as_array()->empty()) || (value.as_object() && value.as_object()->empty()) ||
                       (value.as_string() && value.as_string()->empty());
    if (!empty) object.set(key, std::move(value));
  }
  static void set_text(JsonValue& object, std::string_view key, const std::string& text) {
    if (!text.empty()) object.set(key, JsonValue::of(text));
  }
  static void set_date(JsonValue& object, std::string_view key, const std::optional<base::Date>& date) {
    if (date) object.set(key, JsonValue::of(date->to_string()));
  }
  static void set_year(JsonValue& object, std::string_view key, const std::optional<int>& year) {
    if (year) object.set(key, JsonValue::of(*year));
  }
  static void set_provenance(JsonValue& object, const Provenance& provenance) {
    set_text(object, "source", provenance.source);
    set_date(object, "on", provenance.recorded_on);
  }

  template <class Item, class Write>
  static JsonValue all(const std::vector<Item>& items, const Write& write_item) {
    JsonValue array = JsonValue::array();
    for (const Item& item : items) array.push(write_item(item));
    return array;
  }

  JsonValue records() const {
    JsonValue object = JsonValue::object();
    for (std::uint32_t type = 0; type < program_.records.size(); ++type) {
      JsonValue array = JsonValue::array();
      const auto [first, last] = facts_.of_type(ir::RecordId{type});
      for (std::uint32_t index = first; index < last; ++index) array.push(record(facts_.record(index)));
      set_unless_empty(object, program_.records[type].name.id, std::move(array));
    }
    return object;
  }

  JsonValue record(const Record& record) const {
    const ir::RecordType& type = program_.record(record.type);
    JsonValue object = JsonValue::object();
    object.set("id", JsonValue::of(record.id));
    for (std::size_t i = 0; i < type.fields.size(); ++i) {
      if (type.fields[i].kind != ir::FieldKind::observed) continue;
      const FieldFacts& facts = record.fields[i];
      if (!facts.segments.empty() || facts.unknown) object.set(type.fields[i].name.id, field(type.fields[i], facts));
    }
    return object;
  }

  // The plain value where nothing else is said, else the long form, else segments.
  JsonValue field(const ir::Field& field, const FieldFacts& facts) const {
    if (facts.segments.empty()) {
      JsonValue object = JsonValue::object();
      object.set("unknown", JsonValue::of(true));
      if (facts.unknown) set_provenance(object, *facts.unknown);
      return object;
    }
    const Segment& only = facts.segments.front();
    if (facts.segments.size() == 1 && !only.from && !only.to) {
      const bool bare = only.provenance.source.empty() && !only.provenance.recorded_on;
      return bare ? plain(field.type, only.value) : segment(field, only);
    }
    return all(facts.segments, [&](const Segment& s) { return segment(field, s); });
  }

  JsonValue segment(const ir::Field& field, const Segment& segment) const {
    JsonValue object = JsonValue::object();
    object.set("value", plain(field.type, segment.value));
    set_date(object, "from", segment.from);
    set_date(object, "to", segment.to);
    set_provenance(object, segment.provenance);
    return object;
  }

  JsonValue plain(const ir::Type& type, const outcome::Value& value) const {
    const base::Rational& number = value.interval.lo;
    switch (type.kind) {
      case TypeKind::boolean: return JsonValue::of(value.is_true());
      case TypeKind::money: return JsonValue::of(yuan(number));
      case TypeKind::ratio: return JsonValue::of(number.to_string());
      case TypeKind::date: return JsonValue::of(base::Date{static_cast<std::int32_t>(number.to_int64())}.to_string());
      case TypeKind::count:
      case TypeKind::year:
      case TypeKind::months:
      case TypeKind::days: return JsonValue::of(number.to_int64());
      case TypeKind::text: return JsonValue::of(value.text);
      case TypeKind::enumeration: return member(type, value.may.indices.front());
      case TypeKind::set: return all(value.may.indices, [&](std::uint32_t index) { return member(type, index); });
      case TypeKind::record: return JsonValue::of(facts_.record(value.may.indices.front()).id);
      case TypeKind::list: return all(value.may.indices, [&](std::uint32_t index) { return JsonValue::of(facts_.record(index).id); });
    }
    return {};
  }

  JsonValue member(const ir::Type& type, std::uint32_t index) const {
    const ir::Enumeration& enumeration = program_.enumeration(type.enumeration);
    const ir::Member& member = enumeration.members[index];
    return JsonValue::of(enumeration.is_codes ? member.code : member.name.id);
  }

  JsonValue closure(const Closure& closure) const {
    JsonValue object = JsonValue::object();
    object.set("relation", JsonValue::of(closure.relation));
    object.set("owner", JsonValue::of(closure.owner));
    set_date(object, "as_of", closure.as_of);
    set_provenance(object, closure.provenance);
    return object;
  }

  JsonValue total(const Total& total) const {
    JsonValue object = JsonValue::object();
    object.set("statistic", JsonValue::of(program_.statistics[total.statistic.value].name.id));
    object.set("owner", JsonValue::of(total.owner));
    object.set("year", JsonValue::of(total.year));
    object.set("value", JsonValue::of(total.value.to_int64()));
    set_provenance(object, total.provenance);
    return object;
  }

  JsonValue payment(const Payment& payment) const {
    JsonValue object = JsonValue::object();
    object.set("id", JsonValue::of(payment.id));
    set_text(object, "measure", payment.measure);
    set_text(object, "document", payment.document);
    set_text(object, "organ", payment.organ);
    object.set("level", JsonValue::of(kLevelIds[static_cast<std::size_t>(payment.level)]));
    set_text(object, "region", payment.region);
    object.set("subject", JsonValue::of(payment.subject));
    set_text(object, "payee", payment.payee);
    set_text(object, "unit", payment.unit);
    set_year(object, "period", payment.period);
    object.set("amount", JsonValue::of(yuan(payment.fen)));
    set_date(object, "paid_on", payment.paid_on);
    set_provenance(object, payment.provenance);
    return object;
  }

  JsonValue decision(const Decision& decision) const {
    JsonValue object = JsonValue::object();
    set_text(object, "id", decision.id);
    object.set("kind", JsonValue::of(kDecisionKinds[static_cast<std::size_t>(decision.kind)]));
    switch (decision.kind) {
      case DecisionKind::field: set_field(object, decision); break;
      case DecisionKind::amount:
        set_claim(object, decision);
        object.set("amount", JsonValue::of(yuan(decision.fen)));
        break;
      case DecisionKind::same_matter:
        object.set("members", all(decision.members, [](const std::string& id) { return JsonValue::of(id); }));
        object.set("same", JsonValue::of(decision.same));
        break;
      case DecisionKind::place:
        set_claim(object, decision);
        object.set("place", JsonValue::of(decision.place));
        break;
      case DecisionKind::places:
        object.set("measure", JsonValue::of(decision.measure));
        set_year(object, "period", decision.period);
        object.set("number", JsonValue::of(decision.number));
        break;
      case DecisionKind::adopted_reading:
        object.set("reading", JsonValue::of(decision.reading));
        object.set("alternative", JsonValue::of(decision.alternative));
        break;
    }
    object.set("decider", JsonValue::of(decision.decider));
    object.set("decided_on", JsonValue::of(decision.decided_on.to_string()));
    set_text(object, "basis", decision.basis);
    set_provenance(object, decision.provenance);
    return object;
  }

  static void set_claim(JsonValue& object, const Decision& decision) {
    object.set("measure", JsonValue::of(decision.measure));
    object.set("unit", JsonValue::of(decision.unit));
    set_year(object, "period", decision.period);
  }

  // The value stands in the record, from the day of the decision on.
  void set_field(JsonValue& object, const Decision& decision) const {
    const Record& record = facts_.record(decision.record);
    const ir::Field& field = program_.record(record.type).fields[decision.field.value];
    object.set("record", JsonValue::of(record.id));
    object.set("field", JsonValue::of(field.name.id));
    for (const Segment& segment : record.fields[decision.field.value].segments) {
      if (segment.from == decision.decided_on) object.set("value", plain(field.type, segment.value));
    }
    CHECK(object.find("value") != nullptr);
  }

  const ir::Program& program_;
  const FactBase& facts_;
};

}  // namespace

base::JsonValue canonical_value(const ir::Program& program, const FactBase& facts) { return Writer(program, facts).write(); }

std::string canonical_json(const ir::Program& program, const FactBase& facts, int indent) {
  return base::write_json(canonical_value(program, facts), indent);
}

std::string canonical_hash(const ir::Program& program, const FactBase& facts) {
  base::Sha256 hash;
  Writer(program, facts).write_parts([&](const std::string& part) { hash.add(part); });
  return hash.hex();
}

}  // namespace zhidui::facts
