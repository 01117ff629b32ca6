#include "facts/lookup.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "facts/reading.h"

namespace zhidui::facts {

using base::Rational;
using outcome::IndexSet;
using outcome::Value;

const Closure* find_closure(const FactBase& facts, const std::string& relation, const std::string& owner, base::Date known) {
  const Closure* best = nullptr;
  for (const std::string_view of : {std::string_view("*"), std::string_view(relation)}) {
    for (const std::string_view by : {std::string_view(), std::string_view("*"), std::string_view(owner)}) {
      for (const Closure& closure : facts.closures_of(of, by)) {
        if (closure.provenance.recorded_on && known < *closure.provenance.recorded_on) continue;
        if (!best || (best->as_of && (!closure.as_of || *best->as_of < *closure.as_of))) best = &closure;
      }
    }
  }
  return best;
}

bool visible(const Segment& segment, const ir::Field& field, base::Date decided, base::Date known) {
  if (field.kind == ir::FieldKind::decided) return !segment.from || *segment.from <= std::min(decided, known);
  return !segment.provenance.recorded_on || *segment.provenance.recorded_on <= known;
}

bool visible(const Payment& payment, base::Date day, base::Date known) {
  if (std::min(day, known) < payment.paid_on) return false;
  return !payment.provenance.recorded_on || *payment.provenance.recorded_on <= known;
}

namespace {

template <class Fits>
const Decision* latest_among(const FactBase& facts, const FactBase::Indices& among, base::Date day, const Fits& fits) {
  const Decision* latest = nullptr;
  for (const std::uint32_t index : among) {
    const Decision& decision = facts.decisions[index];
    if (day < decision.decided_on || !fits(decision)) continue;
    if (!latest || latest->decided_on <= decision.decided_on) latest = &decision;
  }
  return latest;
}

}  // namespace

const Decision* decided_amount(const FactBase& facts, const outcome::ClaimKey& key, base::Date day) {
  return latest_among(facts, facts.decisions_under(DecisionKind::amount, key.measure, key.unit), day,
                      [&](const Decision& decision) { return !decision.period || decision.period == key.period; });
}

const Decision* decided_place(const FactBase& facts, std::string_view measure, std::string_view unit, base::Date day) {
  return latest_among(facts, facts.decisions_under(DecisionKind::place, measure, unit), day, [](const Decision&) { return true; });
}

const Decision* decided_places(const FactBase& facts, std::string_view measure, int year, base::Date day) {
  return latest_among(facts, facts.decisions_on_places(measure), day, [&](const Decision& decision) { return decision.period == year; });
}

const Decision* decided_reading(const FactBase& facts, std::string_view code, base::Date day) {
  return latest_among(facts, facts.decisions_on_reading(code), day, [](const Decision&) { return true; });
}

const Decision* decided_matter(const FactBase& facts, std::span<const std::string> some, std::span<const std::string> others,
                               base::Date day) {
  const Decision* latest = nullptr;
  const auto names_other = [&](const Decision& decision) {
    return std::any_of(others.begin(), others.end(), [&](const std::string& name) {
      return std::binary_search(decision.members.begin(), decision.members.end(), name);  // sealed: sorted
    });
  };
  for (const std::string& name : some) {
    const Decision* found = latest_among(facts, facts.decisions_on_matter(name), day, names_other);
    // Of one day the one that is listed last.
    if (found && (!latest || std::tie(latest->decided_on, latest) < std::tie(found->decided_on, found))) latest = found;
  }
  return latest;
}

namespace {

Value any_number(const ir::Type& type, const ir::Field* field, const outcome::OpenSet& opens) {
  if (field && field->low && field->high) return Value::range(*field->low, *field->high, opens);
  if (type.kind == ir::TypeKind::date) {
    return Value::range(base::Date::year_start(base::kFirstYear).days, base::Date::year_end(base::kLastYear).days, opens);
  }
  if (type.kind == ir::TypeKind::year) return Value::range(base::kFirstYear, base::kLastYear, opens);
  return Value::interval_of({Rational(0), Rational(0), false, true}, opens);
}

}  // namespace

bool may_be_followed(const Closure& closure) { return closure.as_of && *closure.as_of < base::Date::year_end(base::kLastYear); }

Value any_value(const ir::Type& type, const ir::Field* field, const outcome::OpenSet& opens) {
  Value value;
  switch (type.kind) {
    case ir::TypeKind::boolean: return Value::open_boolean(opens);
    case ir::TypeKind::enumeration:
    case ir::TypeKind::record: return Value::choice_of(IndexSet::all(), opens);
    case ir::TypeKind::list:
      value = Value::choice_of(IndexSet::all(), opens);
      value.kind = outcome::ValueKind::list;
      return value;
    case ir::TypeKind::set: return Value::set_of({}, IndexSet::all(), opens);
    case ir::TypeKind::text: value.kind = outcome::ValueKind::text; return value;
    default: return any_number(type, field, opens);
  }
}

Payment payment_for(const ir::Program& program, const FactBase& facts, const outcome::ClaimKey& key, ir::MeasureId measure,
                    std::uint32_t subject) {
  const ir::Document& document = program.documents[program.measures[measure.value].document.value];
  Payment payment;
  payment.id = key.to_string();
  payment.measure = key.measure;
  payment.document = document.number;
  payment.organ = document.organ;
  payment.level = level_of(document.level);
  payment.region = document.region;
  payment.subject = facts.record(subject).id;
  payment.unit = key.unit;
  payment.period = key.period;
  return payment;
}

Level level_of(std::string_view word) {
  for (std::size_t i = 0; i < std::size(kLevelIds); ++i) {
    if (word == kLevelIds[i] || word == kLevelNames[i]) return static_cast<Level>(i);
  }
  return Level::other;
}

}  // namespace zhidui::facts
