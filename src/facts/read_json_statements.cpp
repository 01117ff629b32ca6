// Statements beside the records: which relations are complete, totals, what was paid earlier.
#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "base/utf8.h"
#include "facts/reading.h"

namespace zhidui::facts {

namespace {

using base::JsonValue;
using text::Kind;

constexpr std::string_view kClosureRequired[] = {"relation", "owner", "source"};
constexpr std::string_view kRegisterRequired[] = {"relation", "source"};
constexpr std::string_view kClosureOptional[] = {"as_of", "on"};
constexpr std::string_view kRegisterOptional[] = {"owner", "as_of", "on"};
constexpr std::string_view kTotalRequired[] = {"statistic", "owner", "year", "value", "source"};
constexpr std::string_view kTotalOptional[] = {"on"};
constexpr std::string_view kPaymentRequired[] = {"id", "level", "subject", "amount", "paid_on"};
constexpr std::string_view kPaymentOptional[] = {"measure", "document", "organ", "region", "payee", "unit", "period", "source", "on"};

// What a relation is about: whose it may be.
struct Relation {
  std::string name;
  ir::RecordId owner;  // type of the owner; absent: any record
  bool whole_register = false;
};

bool is_relation(const ir::Field& field) {
  return field.kind == ir::FieldKind::observed && (field.type.kind == ir::TypeKind::record || field.type.kind == ir::TypeKind::list);
}

std::string relation_name(const ir::RecordType& type, const ir::Field& field) { return type.name.id + "." + field.name.id; }

Candidates relation_candidates(const Reading& reading) {
  Candidates candidates;
  for (const ir::RecordType& type : reading.program.records) {
    for (const ir::Field& field : type.fields) {
      if (!is_relation(field)) continue;
      const std::string zh = type.name.zh + "." + field.name.zh, id = relation_name(type, field);
      candidates.add(zh, id, reading.sheets ? shown({zh, id}) : id);
    }
  }
  for (const ir::RecordType& type : reading.program.records) candidates.add(type.name);
  candidates.add("此前兑现", "history", reading.sheets ? "此前兑现 (history)" : "history");
  candidates.add("全部", "*", reading.sheets ? "全部 (*)" : "*");
  return candidates;
}

// "patent.owners", 专利.专利权人, "patent", "history", "*".
std::optional<Relation> find_relation(const Reading& reading, const std::string& text) {
  if (text == "*") return Relation{text, {}, false};
  if (text == "history") return Relation{text, reading.program.subject_record, false};
  const std::size_t dot = text.find('.');
  const std::optional<ir::RecordId> type = reading.names.record(std::string_view(text).substr(0, dot));
  if (!type) return std::nullopt;
  const ir::RecordType& record = reading.program.record(*type);
  if (dot == std::string::npos) return Relation{record.name.id, {}, true};
  const std::optional<ir::FieldId> id = reading.names.field(*type, std::string_view(text).substr(dot + 1));
  if (!id || !is_relation(record.fields[id->value])) return std::nullopt;
  const ir::Field& field = record.fields[id->value];
  return Relation{relation_name(record, field), field.type.record, false};
}

std::optional<Relation> read_relation(Reading& reading, const JsonValue& value) {
  const std::optional<std::string> text = read_text(reading, reading.called("complete", "relation"), value);
  if (!text) return std::nullopt;
  std::optional<Relation> relation = find_relation(reading, *text);
  if (!relation) {
    reading.report(Kind::facts_unknown_relation, reading.span(value), {shortened(*text), relation_candidates(reading).nearest(*text)});
  }
  return relation;
}

// "*", "" (the whole register) or the id of a record.
std::optional<std::string> read_owner(Reading& reading, const Relation& relation, const JsonValue& value) {
  const std::string* text = value.as_string();
  if (text && (*text == "*" || (text->empty() && relation.name != "history"))) return *text;
  const IdEntry* entry = read_reference(reading, reading.called("complete", "owner"), relation.owner, value);
  return entry ? std::optional(reading.records[entry->index].id) : std::nullopt;
}

void read_closure(Reading& reading, const JsonValue& value) {
  // A whole register has no owner, every other relation has.
  const JsonValue* named = value.find("relation");
  const std::string* text = named ? named->as_string() : nullptr;
  const std::optional<Relation> peeked = text ? find_relation(reading, base::nfc(*text)) : std::nullopt;
  const bool whole_register = text && (!peeked || peeked->whole_register);  // or not known what, which is said below
  using Keys = std::span<const std::string_view>;
  const Entry entry(reading, value, "complete", whole_register ? Keys(kRegisterRequired) : Keys(kClosureRequired),
                    whole_register ? Keys(kRegisterOptional) : Keys(kClosureOptional));
  if (!entry.is_object()) return;
  Closure closure;
  closure.provenance = entry.provenance();
  entry.required_text("source");
  if (const JsonValue* as_of = entry.get("as_of")) closure.as_of = read_date(reading, reading.called("complete", "as_of"), *as_of);
  const JsonValue* relation_value = entry.require("relation");
  const JsonValue* owner_value = whole_register ? entry.get("owner") : entry.require("owner");
  const std::optional<Relation> relation = relation_value ? read_relation(reading, *relation_value) : std::nullopt;
  if (!relation) return;
  closure.relation = relation->name;
  if (owner_value) closure.owner = read_owner(reading, *relation, *owner_value).value_or("");
  reading.base.closures.push_back(std::move(closure));
}

std::optional<ir::StatisticId> read_statistic(Reading& reading, const JsonValue& value) {
  const std::optional<std::string> text = read_text(reading, reading.called("totals", "statistic"), value);
  if (!text) return std::nullopt;
  const std::optional<ir::StatisticId> statistic = reading.names.statistic(*text);
  if (statistic) return statistic;
  Candidates candidates;
  for (const ir::Statistic& candidate : reading.program.statistics) candidates.add(candidate.name);
  reading.report(Kind::facts_unknown_statistic, reading.span(value), {shortened(*text), candidates.nearest(*text)});
  return std::nullopt;
}

std::optional<base::Rational> read_total_value(Reading& reading, const std::optional<ir::StatisticId>& statistic, const JsonValue& value) {
  const std::string name = statistic ? shown(reading.program.statistics[statistic->value].name) : reading.called("totals", "value");
  const base::Rational greatest = statistic ? reading.greatest_total(*statistic) : base::Rational(kTotalLimit);
  // Any whole number is read first, so that the range of totals is reported as theirs.
  Expectation whole{{ir::TypeKind::count, {}, {}, {}}, name, base::Rational(-kNumberLimit), {}};
  const std::optional<base::Rational> number = read_number(reading, whole, value);
  if (!number || (number->sign() >= 0 && *number <= greatest)) return number;
  reading.report(Kind::facts_total_out_of_range, reading.span(value), {name, reading.seen(value), greatest.to_string()});
  return std::nullopt;
}

std::optional<Total> read_total(Reading& reading, const JsonValue& value) {
  const Entry entry(reading, value, "totals", kTotalRequired, kTotalOptional);
  if (!entry.is_object()) return std::nullopt;
  const JsonValue* statistic_value = entry.require("statistic");
  const JsonValue* owner_value = entry.require("owner");
  const JsonValue* year_value = entry.require("year");
  const JsonValue* number_value = entry.require("value");
  Total total;
  total.provenance = entry.provenance();
  entry.required_text("source");
  const auto statistic = statistic_value ? read_statistic(reading, *statistic_value) : std::nullopt;
  const ir::RecordId owner_type = statistic ? reading.program.statistics[statistic->value].record : ir::RecordId{};
  const IdEntry* owner = owner_value ? read_reference(reading, reading.called("totals", "owner"), owner_type, *owner_value) : nullptr;
  const auto year = year_value ? read_year(reading, reading.called("totals", "year"), *year_value) : std::nullopt;
  const auto number = number_value ? read_total_value(reading, statistic, *number_value) : std::nullopt;
  if (!statistic || !owner || !year || !number) return std::nullopt;
  total.statistic = *statistic;
  total.owner = reading.records[owner->index].id;
  total.year = *year;
  total.value = *number;
  total.provenance.span = reading.span(*number_value);
  return total;
}

// Position of the level in `Level`, by identifier or Chinese name.
std::optional<Level> read_level(Reading& reading, const JsonValue& value) {
  const std::optional<std::string> text = read_text(reading, reading.called("history", "level"), value);
  if (!text) return std::nullopt;
  Candidates candidates;
  for (std::size_t i = 0; i < std::size(kLevelIds); ++i) {
    if (*text == kLevelIds[i] || *text == kLevelNames[i]) return static_cast<Level>(i);
    candidates.add({std::string(kLevelNames[i]), std::string(kLevelIds[i])});
  }
  reading.report(Kind::facts_unknown_level, reading.span(value), {shortened(*text), candidates.nearest(*text)});
  return std::nullopt;
}

std::string read_record_name(Reading& reading, const Entry& entry, std::string_view key, ir::RecordId type) {
  const JsonValue* value = entry.get(key);
  const IdEntry* found = value ? read_reference(reading, entry.name(key), type, *value) : nullptr;
  return found ? reading.records[found->index].id : "";
}

void read_payment(Reading& reading, const JsonValue& value) {
  const Entry entry(reading, value, "history", kPaymentRequired, kPaymentOptional);
  if (!entry.is_object()) return;
  Payment payment;
  if (const JsonValue* id = entry.require("id"); id && id->as_string()) payment.id = base::nfc(*id->as_string());
  payment.document = entry.text("document").value_or("");
  if (const JsonValue* measure = entry.get("measure")) {
    const auto name =
        read_measure(reading, reading.called("history", "measure"), *measure, ir::find_document(reading.program, payment.document));
    payment.measure = name ? name->key : "";
  }
  payment.organ = entry.text("organ").value_or("");
  payment.region = entry.text("region").value_or("");
  if (const JsonValue* level = entry.require("level")) payment.level = read_level(reading, *level).value_or(Level::city);
  entry.require("subject");
  payment.subject = read_record_name(reading, entry, "subject", reading.program.subject_record);
  if (entry.get("payee")) payment.payee = read_record_name(reading, entry, "payee", {});
  if (payment.payee == payment.subject) payment.payee.clear();
  payment.unit = entry.get("unit") ? read_record_name(reading, entry, "unit", {}) : payment.subject;
  if (const JsonValue* period = entry.get("period")) payment.period = read_year(reading, reading.called("history", "period"), *period);
  if (const JsonValue* amount = entry.require("amount")) {
    const Expectation sum{{ir::TypeKind::money, {}, {}, {}}, reading.called("history", "amount"), {}, {}};
    payment.fen = read_number(reading, sum, *amount).value_or(base::Rational(0));
  }
  if (const JsonValue* paid_on = entry.require("paid_on")) {
    payment.paid_on = read_date(reading, reading.called("history", "paid_on"), *paid_on).value_or(base::Date{});
  }
  payment.provenance = entry.provenance();
  reading.base.history.push_back(std::move(payment));
}

}  // namespace

bool needs_owner(const Reading& reading, const std::string& relation) {
  const std::optional<Relation> found = find_relation(reading, base::nfc(relation));
  return found && !found->whole_register;
}

void read_closures(Reading& reading, const Entries& section) {
  section.each(Entries::Asked::all, [&](const JsonValue& element) { read_closure(reading, element); });
}

void read_totals(Reading& reading, const Entries& section) {
  std::map<std::tuple<ir::StatisticId, std::string, int>, std::size_t> met;
  std::vector<Total>& totals = reading.base.totals;
  section.each(Entries::Asked::all, [&](const JsonValue& element) {
    std::optional<Total> total = read_total(reading, element);
    if (!total) return;
    const auto [first, added] = met.emplace(std::tuple(total->statistic, total->owner, total->year), totals.size());
    if (!added && totals[first->second].value != total->value) {
      const Total& other = totals[first->second];
      text::Diagnostic& defect = reading.report(Kind::facts_total_contradicted, total->provenance.span,
                                                {shown(reading.program.statistics[total->statistic.value].name),
                                                 std::to_string(total->year), other.value.to_string(), total->value.to_string()});
      defect.labels.push_back({other.provenance.span, "先写在这里", "stated first here"});
    }
    totals.push_back(std::move(*total));
  });
}

void read_payment_ids(Reading& reading, const Entries& section) {
  section.each(Entries::Asked::ids, [&](const JsonValue& element) {
    const JsonValue* id = element.find("id");
    if (id && !id->is_null()) read_id(reading, *id, {Bearer::payment, 0, {}, {}});
  });
}

void read_history(Reading& reading, const Entries& section) {
  section.each(Entries::Asked::all, [&](const JsonValue& element) { read_payment(reading, element); });
}

std::optional<MeasureName> read_measure(Reading& reading, const std::string& name, const JsonValue& value,
                                        std::optional<ir::DocumentId> document_said) {
  const std::optional<std::string> text = read_text(reading, name, value);
  if (!text) return std::nullopt;
  // Measures of several policies may be called the same; the document tells them apart.
  for (std::uint32_t i = 0; document_said && i < reading.program.measures.size(); ++i) {
    const ir::Measure& measure = reading.program.measures[i];
    if (measure.document == *document_said && (measure.name.zh == *text || measure.name.id == *text))
      return MeasureName{ir::measure_key(reading.program, ir::MeasureId{i}), ir::MeasureId{i}};
  }
  if (const auto known = reading.measures.find(*text); known != reading.measures.end()) return known->second;
  if (const std::optional<ir::MeasureId> id = ir::find_measure(reading.program, *text)) {
    return reading.measures[*text] = MeasureName{ir::measure_key(reading.program, *id), id};
  }
  const std::size_t slash = text->find('/');
  const std::string document = text->substr(0, slash);
  if (slash != std::string::npos && slash != 0 && !ir::find_document(reading.program, document)) {
    // A measure that one of these goes on from is one of theirs.
    const bool continued = std::any_of(reading.program.measures.begin(), reading.program.measures.end(), [&](const ir::Measure& measure) {
      return std::find(measure.continues.begin(), measure.continues.end(), *text) != measure.continues.end();
    });
    if (!continued) reading.report(Kind::facts_foreign_measure, reading.span(value), {shortened(*text), shortened(document)});
    return MeasureName{*text, std::nullopt};
  }
  Candidates candidates;
  std::string same;  // the keys of all that are called so
  for (std::uint32_t i = 0; i < reading.program.measures.size(); ++i) {
    const ir::Name& called = reading.program.measures[i].name;
    const std::string key = ir::measure_key(reading.program, ir::MeasureId{i});
    candidates.add(called.zh, key, key + " (" + called.zh + ")");
    if (called.zh == *text || called.id == *text) same += (same.empty() ? "" : ", ") + key;
  }
  if (!same.empty()) {
    reading.report(Kind::facts_ambiguous_measure, reading.span(value), {shortened(*text), same});
    return std::nullopt;
  }
  reading.report(Kind::facts_unknown_measure, reading.span(value), {shortened(*text), candidates.nearest(*text)});
  return std::nullopt;
}

}  // namespace zhidui::facts
