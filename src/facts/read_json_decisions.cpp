// Decisions: dated acts of an authority. Each kind has its own keys.
#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "base/check.h"
#include "base/must.h"
#include "base/utf8.h"
#include "facts/reading.h"

namespace zhidui::facts {

namespace {

using base::JsonValue;
using text::Kind;

// Keys of every decision; decider and date are reported by kinds of their own when they are missing.
constexpr std::string_view kSharedKeys[] = {"id", "decider", "decided_on", "basis", "source", "on"};

DecisionKeys own_keys(DecisionKind kind) {
  switch (kind) {
    case DecisionKind::field: return {{"kind", "record", "field", "value"}, {}};
    case DecisionKind::amount: return {{"kind", "measure", "unit", "amount"}, {"period"}};
    case DecisionKind::same_matter: return {{"kind", "members", "same"}, {}};
    case DecisionKind::place: return {{"kind", "measure", "unit", "place"}, {"period"}};
    case DecisionKind::adopted_reading: return {{"kind", "reading", "alternative"}, {}};
    case DecisionKind::places: return {{"kind", "measure", "period", "number"}, {}};
  }
  return {};
}

std::optional<DecisionKind> read_kind(Reading& reading, const JsonValue& value) {
  if (value.as_object() == nullptr) {
    reading.report(Kind::facts_object_expected, reading.span(value), {"decisions[]", reading.seen(value)});
    return std::nullopt;
  }
  const JsonValue* kind = value.find("kind");
  if (kind == nullptr || kind->is_null()) {
    const Kind defect = kind ? Kind::facts_null : Kind::facts_missing_key;
    reading.report(defect, kind ? reading.span(*kind) : reading.opening(value), {"kind", "decisions", "kind"});
    return std::nullopt;
  }
  const std::optional<std::string> text = read_text(reading, reading.called("decisions", "kind"), *kind);
  if (!text) return std::nullopt;
  Candidates candidates;
  for (std::size_t i = 0; i < std::size(kDecisionKinds); ++i) {
    if (*text == kDecisionKinds[i]) return static_cast<DecisionKind>(i);
    candidates.add(kDecisionKinds[i], kDecisionKinds[i], std::string(kDecisionKinds[i]));
  }
  reading.report(Kind::facts_unknown_decision_kind, reading.span(*kind), {shortened(*text), candidates.nearest(*text)});
  return std::nullopt;
}

void read_shared(Reading& reading, const Entry& entry, Decision& decision) {
  if (const JsonValue* id = entry.get("id")) {
    decision.id = read_id(reading, *id, {Bearer::decision, 0, {}, {}}).value_or("");
  }
  const JsonValue* decider = entry.get("decider");
  if (decider == nullptr) {
    if (entry.json().find("decider") == nullptr) {
      reading.report(Kind::facts_decider_missing, reading.opening(entry.json()));
    }
  } else {
    decision.decider = read_text(reading, reading.called("decisions", "decider"), *decider).value_or("?");
    const bool blank = decision.decider.find_first_not_of(" \t\r\n") == std::string::npos;
    if (blank) reading.report(Kind::facts_decider_empty, reading.span(*decider));
  }
  const JsonValue* decided_on = entry.get("decided_on");
  if (decided_on == nullptr) {
    if (entry.json().find("decided_on") == nullptr) {
      reading.report(Kind::facts_decision_date_missing, reading.opening(entry.json()));
    }
  } else {
    decision.decided_on = read_date(reading, reading.called("decisions", "decided_on"), *decided_on).value_or(base::Date{});
  }
  decision.basis = entry.text("basis").value_or("");
  decision.provenance = entry.provenance();
}

std::optional<ir::FieldId> read_field_name(Reading& reading, const Record& record, const JsonValue& value) {
  const std::optional<std::string> text = read_text(reading, reading.called("decisions", "field"), value);
  if (!text) return std::nullopt;
  const ir::RecordType& type = reading.program.record(record.type);
  const std::optional<ir::FieldId> id = reading.names.field(record.type, *text);
  if (!id) {
    Candidates candidates;
    for (const ir::Field& field : type.fields) {
      if (field.kind == ir::FieldKind::decided) candidates.add(field.name);
    }
    reading.report(Kind::facts_unknown_field, reading.span(value), {shortened(*text), shown(type.name), candidates.nearest(*text)});
    return std::nullopt;
  }
  const ir::Field& field = type.fields[id->value];
  if (field.kind == ir::FieldKind::decided) return id;
  if (field.kind == ir::FieldKind::computed) {
    reading.report(Kind::facts_computed_field, reading.span(value), {shown(type, field), computed_from(reading.program, field)});
  } else {
    reading.report(Kind::facts_observed_field_decided, reading.span(value), {shown(type, field), record.id});
  }
  return std::nullopt;
}

// The value goes to the record as a segment from the day of the decision on.
void read_field_decision(Reading& reading, const Entry& entry, Decision& decision) {
  const JsonValue* record_value = entry.require("record");
  const JsonValue* field_value = entry.require("field");
  const JsonValue* value = entry.require("value");
  const IdEntry* found = record_value ? read_reference(reading, reading.called("decisions", "record"), {}, *record_value) : nullptr;
  if (!found || !field_value || !value) return;
  Record& record = reading.records[found->index];
  const std::optional<ir::FieldId> field = read_field_name(reading, record, *field_value);
  if (!field) return;
  decision.record = found->index;
  decision.field = *field;
  std::optional<outcome::Value> plain = read_plain(reading, reading.expectation(record.type, *field), *value);
  if (!plain) return;
  const Provenance provenance{decision.decider, decision.provenance.recorded_on, reading.span(*value)};
  record.fields[field->value].segments.push_back({decision.decided_on, std::nullopt, std::move(*plain), provenance});
}

// The records that a measure is claimed for: one each, or the applicants.
ir::RecordId unit_type(const ir::Program& program, ir::MeasureId measure) {
  const ir::Unit& unit = program.measures[measure.value].unit;
  return unit.kind == outcome::UnitKind::item ? unit.range.record : program.subject_record;
}

// Measure, unit and period: the claim that is decided.
std::optional<ir::MeasureId> read_claim(Reading& reading, const Entry& entry, Decision& decision) {
  const JsonValue* measure_value = entry.require("measure");
  const JsonValue* unit_value = entry.require("unit");
  const JsonValue* period_value = entry.get("period");
  const auto measure = measure_value ? read_measure(reading, reading.called("decisions", "measure"), *measure_value) : std::nullopt;
  if (unit_value) {
    const bool known = measure && measure->id;
    const IdEntry* unit = read_reference(reading, reading.called("decisions", "unit"),
                                         known ? unit_type(reading.program, *measure->id) : ir::RecordId{}, *unit_value);
    if (unit) decision.unit = reading.records[unit->index].id;
  }
  if (period_value) decision.period = read_year(reading, reading.called("decisions", "period"), *period_value);
  if (!measure) return std::nullopt;
  decision.measure = measure->key;
  if (!measure->id) return std::nullopt;
  const bool yearly = reading.program.measures[measure->id->value].unit.yearly;
  if (yearly && entry.json().find("period") == nullptr) {
    // A row has no place of its own for what it lacks: the measure says why.
    const text::Span where = reading.sheets ? reading.span(*measure_value) : reading.opening(entry.json());
    reading.report(Kind::facts_period_missing, where, {measure->key});
  } else if (!yearly && period_value) {
    reading.report(Kind::facts_period_unused, reading.span(*period_value), {measure->key});
  }
  return measure->id;
}

// A sum that the file itself states, without facts.
std::optional<base::Rational> stated_sum(const ir::Program& program, ir::ExprId id) {
  if (!id.present() || program.expr(id).op != ir::Op::constant) return std::nullopt;
  return program.expr(id).value.interval.lo;
}

// The sum lies in the range of discretion, where the policy states it. A range that depends on facts, or an exception,
// leaves it to the assessment.
void check_amount(Reading& reading, ir::MeasureId id, const JsonValue& value, const base::Rational& fen) {
  const ir::Measure& measure = reading.program.measures[id.value];
  if (!measure.amount || measure.amount->kind != ir::AmountKind::discretion || !measure.exceptions.empty()) return;
  const auto low = stated_sum(reading.program, measure.amount->low);
  const auto high = stated_sum(reading.program, measure.amount->high);
  if (!low || !high || (!(fen < *low) && !(*high < fen))) return;
  reading.report(Kind::facts_amount_outside_range, reading.span(value),
                 {ir::measure_key(reading.program, id), (fen / 100).to_decimal_string(),
                  (*low / 100).to_decimal_string() + "–" + (*high / 100).to_decimal_string()});
}

void read_amount_decision(Reading& reading, const Entry& entry, Decision& decision) {
  const std::optional<ir::MeasureId> measure = read_claim(reading, entry, decision);
  const JsonValue* amount = entry.require("amount");
  if (amount == nullptr) return;
  const Expectation sum{{ir::TypeKind::money, {}, {}, {}}, reading.called("decisions", "amount"), {}, {}};
  const std::optional<base::Rational> fen = read_number(reading, sum, *amount);
  decision.fen = fen.value_or(base::Rational(0));
  if (measure && fen) check_amount(reading, *measure, *amount, *fen);
}

void read_place_decision(Reading& reading, const Entry& entry, Decision& decision) {
  const std::optional<ir::MeasureId> measure = read_claim(reading, entry, decision);
  const JsonValue* value = entry.require("place");
  const std::optional<std::string> text = value ? read_text(reading, reading.called("decisions", "place"), *value) : std::nullopt;
  if (!text) return;
  decision.place = *text;
  if (!measure) return;
  const std::optional<ir::Round>& round = reading.program.measures[measure->value].round;
  if (!round) {
    reading.report(Kind::facts_place_without_round, reading.span(*value), {decision.measure});
    return;
  }
  Candidates candidates;
  for (const ir::Place& place : round->places) {
    if (place.name.id == *text) decision.place = place.name.zh;
    if (place.name.id == *text || place.name.zh == *text) return;
    candidates.add(place.name);
  }
  if (text->empty()) return;
  reading.report(Kind::facts_unknown_place, reading.span(*value), {shortened(*text), decision.measure, candidates.nearest(*text)});
}

std::optional<std::string> read_matter(Reading& reading, const JsonValue& value) {
  const std::string* text = value.as_string();
  const IdEntry* entry = text ? reading.find_id(*text) : nullptr;
  if (entry && entry->bearer == Bearer::payment) return base::nfc(*text);
  entry = read_reference(reading, reading.called("decisions", "members"), {}, value);
  return entry ? std::optional(reading.records[entry->index].id) : std::nullopt;
}

void read_matter_decision(Reading& reading, const Entry& entry, Decision& decision) {
  if (const JsonValue* same = entry.require("same")) {
    decision.same = read_boolean(reading, reading.called("decisions", "same"), *same).value_or(true);
  }
  const JsonValue* value = entry.require("members");
  const base::JsonArray* members = value ? read_array(reading, reading.called("decisions", "members"), *value) : nullptr;
  if (members == nullptr) return;
  for (const JsonValue& element : *members) {
    const std::optional<std::string> member = read_matter(reading, element);
    if (!member) continue;
    if (std::find(decision.members.begin(), decision.members.end(), *member) != decision.members.end()) {
      reading.report(Kind::facts_repeated_reference, reading.span(element), {shortened(*member)});
    }
    decision.members.push_back(*member);
  }
  if (members->size() < 2) reading.report(Kind::facts_too_few_members, reading.span(*value));
}

void read_adopted_reading(Reading& reading, const Entry& entry, Decision& decision) {
  const JsonValue* code_value = entry.require("reading");
  const JsonValue* label_value = entry.require("alternative");
  const auto code = code_value ? read_text(reading, reading.called("decisions", "reading"), *code_value) : std::nullopt;
  const auto label = label_value ? read_text(reading, reading.called("decisions", "alternative"), *label_value) : std::nullopt;
  if (!code || !label) return;
  decision.reading = *code;
  const std::optional<ir::ReadingId> id = ir::find_reading(reading.program, *code);
  Candidates candidates;
  if (!id) {
    for (const ir::Reading& known : reading.program.readings) candidates.add(known.code, known.code, known.code);
    reading.report(Kind::facts_unknown_reading, reading.span(*code_value), {shortened(*code), candidates.nearest(*code)});
    return;
  }
  for (const ir::Alternative& alternative : reading.program.readings[id->value].alternatives) {
    candidates.add(alternative.label);
    if (*label == alternative.label.zh || *label == alternative.label.id) decision.alternative = alternative.label.id;
  }
  if (decision.alternative.empty()) {
    reading.report(Kind::facts_unknown_alternative, reading.span(*label_value), {shortened(*label), *code, candidates.nearest(*label)});
  }
}

// The most that the text allows is a limit of the file; the least may rest on a reading and is left to the assessment.
void read_places_decision(Reading& reading, const Entry& entry, Decision& decision) {
  const JsonValue* measure_value = entry.require("measure");
  const JsonValue* year_value = entry.require("period");
  const JsonValue* number_value = entry.require("number");
  const auto measure = measure_value ? read_measure(reading, reading.called("decisions", "measure"), *measure_value) : std::nullopt;
  if (year_value) decision.period = read_year(reading, reading.called("decisions", "period"), *year_value);
  base::Rational most(kTotalLimit);
  if (measure) {
    decision.measure = measure->key;
    const auto* round = measure->id ? &reading.program.measures[measure->id->value].round : nullptr;
    const bool ranged = round && *round && (*round)->places.front().least.present();
    if (ranged) most = base::Rational((*round)->places.front().count);
    else if (round) reading.report(Kind::facts_places_fixed, reading.span(*measure_value), {decision.measure});
  }
  if (!number_value) return;
  const Expectation count{{ir::TypeKind::count, {}, {}, {}}, reading.called("decisions", "number"), base::Rational(0), most};
  decision.number = read_number(reading, count, *number_value).value_or(base::Rational(0)).to_int64();
}

std::optional<Decision> read_decision(Reading& reading, const JsonValue& value) {
  const std::optional<DecisionKind> kind = read_kind(reading, value);
  if (!kind) return std::nullopt;
  const DecisionKeys keys = decision_keys(*kind);
  const Entry entry(reading, value, "decisions", keys.required, keys.optional);
  Decision decision;
  decision.kind = *kind;
  read_shared(reading, entry, decision);
  switch (*kind) {
    case DecisionKind::field: read_field_decision(reading, entry, decision); break;
    case DecisionKind::amount: read_amount_decision(reading, entry, decision); break;
    case DecisionKind::same_matter: read_matter_decision(reading, entry, decision); break;
    case DecisionKind::place: read_place_decision(reading, entry, decision); break;
    case DecisionKind::adopted_reading: read_adopted_reading(reading, entry, decision); break;
    case DecisionKind::places: read_places_decision(reading, entry, decision); break;
  }
  return decision;
}

// What a decision is about, as a key: of two on the same thing and day neither is the later.
using Site = std::tuple<DecisionKind, std::uint32_t, std::uint32_t, std::string, std::string, int, std::vector<std::string>, base::Date>;
Site site_of(const Decision& decision) {
  const std::string& named = decision.kind == DecisionKind::adopted_reading ? decision.reading : decision.measure;
  std::vector<std::string> members = decision.members;
  std::sort(members.begin(), members.end());
  return {decision.kind,      decision.record,    decision.field.value, named, decision.unit, decision.period.value_or(0),
          std::move(members), decision.decided_on};
}

std::string site_words(const Reading& reading, const Decision& decision) {
  switch (decision.kind) {
    case DecisionKind::field: {
      const Record& record = reading.records[decision.record];
      const ir::RecordType& type = reading.program.record(record.type);
      return record.id + ", " + shown(type, type.fields[decision.field.value]);
    }
    case DecisionKind::same_matter: return reading.sheets ? "同一事项 (same_matter)" : "same_matter";
    case DecisionKind::adopted_reading: return decision.reading;
    case DecisionKind::places: return decision.measure + " | " + std::to_string(decision.period.value_or(0));
    default: return decision.measure + " | " + decision.unit;
  }
}

// The round that a unit takes part in, as far as the file tells: the value of a plain field of the unit, the year of a
// yearly measure, or the same for all. nullopt: an expression, which only the assessment can evaluate.
std::optional<std::string> round_of(const Reading& reading, const ir::Measure& measure, const Decision& decision) {
  const ir::Round& asked = base::must(measure.round);
  if (!asked.per.present() || !asked.within.empty()) return std::nullopt;
  const ir::Expr& per = reading.program.expr(asked.per);
  if (per.op == ir::Op::constant) return "";
  if (per.op == ir::Op::this_year && decision.period) return std::to_string(*decision.period);
  const bool own_field = per.op == ir::Op::field && per.args.size() == 1 && reading.program.expr(per.args[0]).op == ir::Op::row &&
                         measure.unit.kind == outcome::UnitKind::item && per.record_type == measure.unit.range.record;
  const IdEntry* unit = own_field ? reading.find_id(decision.unit) : nullptr;
  if (unit == nullptr) return std::nullopt;
  const ir::Field& field = reading.program.record(per.record_type).fields[per.field.value];
  const std::vector<Segment>& segments = reading.records[unit->index].fields[per.field.value].segments;
  if (field.kind != ir::FieldKind::observed || field.dated || segments.size() != 1) return std::nullopt;
  const outcome::Value& value = segments.front().value;
  if (value.kind == outcome::ValueKind::number) return value.interval.lo.to_string();
  if (value.kind == outcome::ValueKind::choice && value.may.single()) return std::to_string(value.may.indices.front());
  return std::nullopt;
}

struct PlaceTaken {
  const Decision* decision = nullptr;
  text::Span span;
};

// No more units hold a place of a round than it has. Of several decisions about a unit the last one stands.
void check_places(Reading& reading, const std::vector<PlaceTaken>& taken) {
  std::map<std::tuple<std::string, std::string, int>, PlaceTaken> last;  // measure, unit, period
  for (const PlaceTaken& each : taken) {
    const Decision& decision = *each.decision;
    PlaceTaken& kept = last[{decision.measure, decision.unit, decision.period.value_or(0)}];
    if (!kept.decision || kept.decision->decided_on < decision.decided_on) kept = each;
  }
  std::map<std::tuple<std::string, std::string, std::string>, std::vector<text::Span>> held;  // measure, round, place
  for (const PlaceTaken& each : taken) {
    const Decision& decision = *each.decision;
    if (last[{decision.measure, decision.unit, decision.period.value_or(0)}].decision != each.decision) continue;
    const auto id = ir::find_measure(reading.program, decision.measure);
    if (!id || decision.place.empty()) continue;
    const ir::Measure& measure = reading.program.measures[id->value];
    const std::optional<std::string> round = round_of(reading, measure, decision);
    const std::vector<ir::Place>& places = base::must(measure.round).places;
    const auto place = std::find_if(places.begin(), places.end(), [&](const ir::Place& p) { return p.name.zh == decision.place; });
    if (!round || place == places.end()) continue;
    std::vector<text::Span>& holders = held[{decision.measure, *round, decision.place}];
    holders.push_back(each.span);
    if (static_cast<std::int64_t>(holders.size()) <= place->count) continue;
    text::Diagnostic& defect =
        reading.report(Kind::facts_too_many_for_place, each.span,
                       {decision.measure, decision.place, std::to_string(place->count), std::to_string(holders.size())});
    defect.labels.push_back({holders.front(), "已给出的", "given already"});
  }
}

}  // namespace

static bool lacks_value(const JsonValue& entry) {
  const base::JsonObject* object = entry.as_object();
  return object && std::any_of(object->begin(), object->end(), [](const base::JsonMember& member) { return member.value.is_null(); });
}

DecisionKeys decision_keys(DecisionKind kind) {
  DecisionKeys keys = own_keys(kind);
  keys.optional.insert(keys.optional.end(), std::begin(kSharedKeys), std::end(kSharedKeys));
  return keys;
}

void read_decisions(Reading& reading, const Entries& section) {
  std::map<Site, text::Span> met;
  std::vector<std::pair<std::size_t, text::Span>> places;  // positions in base.decisions
  section.each(Entries::Asked::all, [&](const JsonValue& element) {
    const std::size_t errors = reading.errors;
    std::optional<Decision> decision = read_decision(reading, element);
    if (!decision || reading.errors != errors) return;
    if (lacks_value(element)) {
      CHECK(errors > 0);  // a defect of a sheet, reported with its cell
      return;
    }
    const auto [first, added] = met.emplace(site_of(*decision), reading.span(element));
    if (!added) {
      text::Diagnostic& defect = reading.report(Kind::facts_decided_twice, reading.span(element),
                                                {site_words(reading, *decision), decision->decided_on.to_string()});
      defect.labels.push_back({first->second, "先前的一项", "the other decision"});
    }
    if (decision->kind == DecisionKind::place && added) places.emplace_back(reading.base.decisions.size(), first->second);
    reading.base.decisions.push_back(std::move(*decision));
  });
  std::vector<PlaceTaken> taken;
  for (const auto& [index, span] : places) taken.push_back({&reading.base.decisions[index], span});
  check_places(reading, taken);
}

}  // namespace zhidui::facts
