// Statements about the records, held against them: days to come, totals, closures.
#include <algorithm>
#include <map>
#include <tuple>

#include "base/must.h"
#include "facts/lookup.h"
#include "quality/inspection.h"

namespace zhidui::quality {

namespace {

base::Date day_of(const facts::Segment& segment) { return base::Date{static_cast<std::int32_t>(segment.value.interval.lo.to_int64())}; }

std::string until_words(const facts::Closure& closure) { return closure.as_of ? closure.as_of->to_string() : "∞"; }

std::string relation_words(const facts::Closure& closure) {
  return closure.relation + (closure.owner.empty() ? "" : " / " + closure.owner);
}

}  // namespace

void Inspection::days_to_come() {
  const std::string asked = on_.to_string();
  for (std::uint32_t record = 0; record < facts_.records().size(); ++record) {
    const facts::Segment* day = occurred(record);
    if (!day || day_of(*day) <= on_) continue;
    const ir::RecordType& type = type_of(record);
    find(Kind::quality_future_record, day->provenance.span, facts_.record(record).id,
         {words(record), words(type.fields[type.occurs_on.value].name), day_of(*day).to_string(), asked});
  }
  for (const facts::Payment& payment : facts_.history) {
    if (on_ < payment.paid_on)
      find(Kind::quality_future_payment, payment.provenance.span, payment.id, {payment.id, payment.paid_on.to_string(), asked});
  }
  for (const facts::Decision& decision : facts_.decisions) {
    if (on_ < decision.decided_on)
      find(Kind::quality_future_decision, decision.provenance.span, decision.id, {decision.id, decision.decided_on.to_string(), asked});
  }
  for (const facts::Total& total : facts_.totals) {
    if (total.year <= on_.year()) continue;
    find(Kind::quality_future_total, total.provenance.span, total.owner,
         {words(program_.statistics[total.statistic.value].name), std::to_string(total.year), asked});
  }
}

// A total below what the records show, or other than what complete records come to.
void Inspection::totals() {
  for (const facts::Total& total : facts_.totals) {
    if (total.provenance.recorded_on && on_ < *total.provenance.recorded_on) continue;
    const ir::Statistic& statistic = program_.statistics[total.statistic.value];
    const auto owner = facts_.find(total.owner);
    if (!statistic.value.present() || !owner) continue;
    outcome::OpenTable opens;
    evaluate::ClaimContext context;
    context.record = *owner;
    context.year = total.year;
    context.row = statistic.owner;
    // The statistic itself would take the total where the records are open; what it counts does not.
    const ir::ExprId counted = program_.expr(statistic.value).args[2];
    const outcome::Value records = evaluate::evaluate_in(program_, facts_, scope_, context, counted, opens);
    const outcome::Interval& range = records.interval;
    if (!(total.value < range.lo) && (range.hi_unbounded || !(range.hi < total.value))) continue;
    const std::string shown = range.single()       ? range.lo.to_decimal_string()
                              : range.hi_unbounded ? "≥ " + range.lo.to_decimal_string()
                                                   : range.lo.to_decimal_string() + ".." + range.hi.to_decimal_string();
    find(Kind::quality_total_disagrees, total.provenance.span, total.owner,
         {words(*owner), std::to_string(total.year), words(statistic.name), total.value.to_decimal_string(), shown});
  }
}

void Inspection::closures() {
  // Statements of different days are a history: the register was looked up again.
  std::map<std::tuple<std::string, std::string, std::optional<base::Date>>, const facts::Closure*> first_of;
  for (const facts::Closure& closure : facts_.closures) {
    if (closure.provenance.recorded_on && on_ < *closure.provenance.recorded_on) continue;
    const std::string until = until_words(closure);
    const bool stated = closure.provenance.recorded_on.has_value();
    const base::Date day = stated ? *closure.provenance.recorded_on : on_;
    if (closure.as_of && day < *closure.as_of)
      find(Kind::quality_future_closure, closure.provenance.span, closure.owner, {relation_words(closure), until, day.to_string()});
    const auto [found, fresh] = first_of.try_emplace({closure.relation, closure.owner, closure.provenance.recorded_on}, &closure);
    if (!fresh && found->second->as_of != closure.as_of) {
      Finding& said = find(Kind::quality_closures_differ, closure.provenance.span, closure.owner,
                           {relation_words(closure), until_words(*found->second), until});
      also(said, found->second->provenance.span, "另一个说法在这里", "the other statement");
    }
    if (stated) overtaken(closure);
  }
}

// Records dated within the closure, and payments, that became known only after it was stated.
void Inspection::overtaken(const facts::Closure& closure) {
  const base::Date stated = base::must(closure.provenance.recorded_on);
  for (const facts::Payment& payment : facts_.history) {
    const bool meant = closure.relation == "history" && (closure.owner == "*" || closure.owner == payment.subject);
    const bool within = !closure.as_of || payment.paid_on <= *closure.as_of;
    const auto& since = payment.provenance.recorded_on;
    if (meant && within && since && stated < *since && *since <= on_)
      overtaken_by(closure, payment.id, payment.id, payment.provenance.span, payment.paid_on, *since);
  }
  for (std::uint32_t t = 0; t < program_.records.size(); ++t) {
    const ir::RecordType& type = program_.records[t];
    const ir::RecordId id{t};
    const auto [first, last] = facts_.of_type(id);
    const bool whole = closure.relation == type.name.id;
    for (std::uint32_t record = first; whole && record < last; ++record) overtaken_by(closure, record);
    for (std::uint32_t f = 0; f < type.fields.size() && !whole; ++f) {
      if (closure.relation != type.name.id + "." + type.fields[f].name.id) continue;
      const auto owner = facts_.find(closure.owner);
      if (closure.owner == "*") {
        for (std::uint32_t record = first; record < last; ++record) overtaken_by(closure, record);
      } else if (owner) {
        for (const std::uint32_t record : facts_.held_by(id, ir::FieldId{f}, *owner)) overtaken_by(closure, record);
      }
    }
  }
}

void Inspection::overtaken_by(const facts::Closure& closure, std::uint32_t record) {
  const facts::Segment* day = occurred(record);
  if (!day || !day->provenance.recorded_on || *day->provenance.recorded_on <= base::must(closure.provenance.recorded_on)) return;
  if (closure.as_of && *closure.as_of < day_of(*day)) return;
  overtaken_by(closure, facts_.record(record).id, words(record), day->provenance.span, day_of(*day), *day->provenance.recorded_on);
}

void Inspection::overtaken_by(const facts::Closure& closure, const std::string& id, const std::string& what, Span span, base::Date day,
                              base::Date since) {
  Finding& said = find(Kind::quality_closure_overtaken, span, id,
                       {what, day.to_string(), since.to_string(), base::must(closure.provenance.recorded_on).to_string(),
                        relation_words(closure), until_words(closure)});
  also(said, closure.provenance.span, "这个说法", "this statement");
}

}  // namespace zhidui::quality
