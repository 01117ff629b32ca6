#include "facts/lookup.h"

#include <algorithm>

namespace zhidui::facts {

using base::Rational;
using outcome::IndexSet;
using outcome::Value;

const Closure* find_closure(const FactBase& facts, const std::string& relation, const std::string& owner, base::Date known) {
  const Closure* best = nullptr;
  for (const Closure& closure : facts.closures) {
    if (closure.relation != "*" && closure.relation != relation) continue;
    if (closure.owner != "*" && !closure.owner.empty() && closure.owner != owner) continue;
    if (closure.provenance.recorded_on && known < *closure.provenance.recorded_on) continue;
    if (!best || (best->as_of && (!closure.as_of || *best->as_of < *closure.as_of))) best = &closure;
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

const Decision* latest_decision(const FactBase& facts, DecisionKind kind, base::Date day,
                                const std::function<bool(const Decision&)>& fits) {
  const Decision* latest = nullptr;
  for (const Decision& decision : facts.decisions) {
    if (decision.kind != kind || day < decision.decided_on || !fits(decision)) continue;
    if (!latest || latest->decided_on <= decision.decided_on) latest = &decision;
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

Level level_of(const std::string& word) {
  if (word == "国家级" || word == "national") return Level::national;
  if (word == "省级" || word == "provincial") return Level::provincial;
  if (word == "市级" || word == "city" || word == "municipal") return Level::city;
  if (word == "县级" || word == "county") return Level::county;
  return Level::other;
}

}  // namespace zhidui::facts
