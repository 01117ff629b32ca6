#include "settle/groups.h"

#include <algorithm>

#include "facts/lookup.h"
#include "ir/walk.h"

namespace zhidui::settle {

using facts::Payment;
using outcome::Claim;
using outcome::UnitKind;

bool decided_same(const Context& context, const std::vector<std::string>& a, const std::vector<std::string>& b) {
  const facts::Decision* latest = facts::decided_matter(context.facts, a, b, std::min(context.scope.decided, context.scope.known));
  return latest && latest->same;
}

namespace {

bool continued_by(const ir::Measure& measure, const Payment& payment) {
  return std::find(measure.continues.begin(), measure.continues.end(), payment.measure) != measure.continues.end();
}

// Paid under the measure, or under one of an earlier document that it continues (承接).
bool under(const Context& context, const Payment& payment, ir::MeasureId measure) {
  return payment.measure == ir::measure_key(context.program, measure) || continued_by(context.program.measures[measure.value], payment);
}

// The same for the measure of a claim, whose key is at hand.
bool under(const Context& context, const Payment& payment, const Claim& claim) {
  return payment.measure == claim.key.measure || continued_by(context.program.measures[claim.measure], payment);
}

}  // namespace

bool pays(const Context& context, const Payment& payment, const Claim& claim) {
  const outcome::ClaimKey& key = claim.key;
  const bool year = !key.period || !payment.period || payment.period == key.period;
  return under(context, payment, claim) && payment.unit == key.unit && year && payment.subject == context.facts.record(claim.subject).id;
}

std::vector<Earlier> earlier_than(const Context& context, const Claim& claim, const facts::FactBase::Indices* listed,
                                  const std::function<bool(const Payment&)>& wanted) {
  std::vector<Earlier> out;
  const std::string& claimant = context.facts.record(claim.subject).id;
  const auto consider = [&](const Payment& payment) {
    if (!facts::visible(payment, context.scope.decided, context.scope.known) || payment.fen.sign() == 0 || !wanted(payment)) return;
    out.push_back({&payment, {payment.id, outcome::CauseKind::paid, {payment.fen, payment.fen}, payment.paid_on}, {}});
  };
  if (listed) {
    for (const std::uint32_t index : *listed) consider(context.facts.history[index]);
  } else {
    for (const Payment& payment : context.facts.history) consider(payment);
  }
  for (const Awarded& award : context.awarded) {
    const bool own = award.payment.subject == claimant;
    if ((listed && !own) || !wanted(award.payment)) continue;
    const std::string name = award.payment.id + (own ? "" : std::string(outcome::kOfApplicant) + award.payment.subject);
    const bool rest = std::any_of(out.begin(), out.end(), [&](const Earlier& paid) { return pays(context, *paid.payment, *award.claim); });
    const auto day = outcome::certain_day(award.claim->fact_date);
    out.push_back({&award.payment, {name, outcome::CauseKind::first, award.money.interval, day}, award.money.opens, rest});
  }
  return out;
}

OpenSet unseen_history(const Context& context, const std::string& subject) {
  if (facts::find_closure(context.facts, "history", subject, context.scope.known)) return {};
  return OpenSet(context.opens.intern({outcome::OpenKind::rows, "history", subject, "", ""}));
}

OpenSet field_of_payment(const Context& context, const Payment& payment, const char* field) {
  return OpenSet(context.opens.intern({outcome::OpenKind::fact, "history", payment.id, field, payment.organ}));
}

Groups::Groups(const Context& context, const ir::Settlement& rule, const Variant& variant, const std::vector<const Claim*>& claims)
    : context_(context), rule_(rule), variant_(variant) {
  for (const Claim* claim : claims) {
    Item item;
    item.claim = claim;
    const ir::MeasureKeys& keys = keys_of(claim->measure);
    const auto value_of = [&](const ir::Key& key) { return key.same_matter ? Value{} : value_for(*claim, key.value); };
    for (const ir::Key& key : keys.per[variant.per].keys) {
      item.keys.push_back(value_of(key));
      item.same_matter.push_back(key.same_matter);
    }
    item.names = {claim->key.to_string()};
    if (claim->record != UINT32_MAX) item.names.push_back(context.facts.record(claim->record).id);
    for (const ir::Key& key : keys.order) item.order.push_back(value_of(key));
    if (keys.order.empty()) item.order.push_back(claim->fact_date);
    items_.push_back(std::move(item));
  }
}

Value Groups::value_for(const Claim& claim, ir::ExprId expr) const {
  return evaluate::evaluate_in(context_.program, context_.facts, context_.scope,
                               {ir::MeasureId{claim.measure}, claim.subject, claim.record, claim.key.period, claim.fact_date}, expr,
                               context_.opens);
}

const ir::MeasureKeys& Groups::keys_of(std::uint32_t measure) const {
  return *std::find_if(rule_.measures.begin(), rule_.measures.end(),
                       [&](const ir::MeasureKeys& keys) { return keys.measure.value == measure; });
}

Value Groups::same_group(std::size_t a, std::size_t b) const {
  if (!rule_.across_subjects && items_[a].claim->subject != items_[b].claim->subject) return Value::boolean(false);
  Value out = Value::boolean(true);
  for (std::size_t k = 0; k < items_[a].keys.size(); ++k) {
    Value same;
    if (items_[a].same_matter[k]) {
      same = Value::boolean(a == b || decided_same(context_, items_[a].names, items_[b].names));
    } else {
      same = outcome::alike(items_[a].keys[k], items_[b].keys[k]);
    }
    out = both(out, same);
  }
  return out;
}

Value Groups::before(std::size_t a, std::size_t b) const {
  for (std::size_t k = 0; k < items_[a].order.size(); ++k) {
    const Value& x = items_[a].order[k];
    const Value& y = items_[b].order[k];
    if (x.kind != outcome::ValueKind::number) continue;
    const Value less = outcome::less(x, y);
    const Value same = outcome::equal(x, y);
    if (less.is_true() || same.is_false()) return less;
    if (!same.is_true()) return Value::open_boolean(same.opens);
  }
  // Of one unit that several hold, the holder who stands first in the fact base.
  const Claim& x = *items_[a].claim;
  const Claim& y = *items_[b].claim;
  return Value::boolean(x.key == y.key ? x.subject < y.subject : x.key < y.key);
}

bool Groups::in_scope(const Payment& payment, const Claim& claim) const {
  const ir::Document& document = context_.program.documents[rule_.document.value];
  const facts::Level own = facts::level_of(document.level);
  const bool own_place = payment.region.empty() || document.region.empty() || payment.region == document.region;
  switch (variant_.earlier) {
    case ir::History::none: return false;
    case ir::History::this_measure: return under(context_, payment, claim);
    case ir::History::this_document: return payment.document == document.number || from_own_measure(payment);
    case ir::History::same_level: return payment.level == own && own_place;
    case ir::History::upper_levels: return payment.level < own;
    case ir::History::lower_levels: return own < payment.level && payment.level != facts::Level::other;
    case ir::History::other_levels: return payment.level != own && payment.level != facts::Level::other;
    case ir::History::all_levels: return true;
    case ir::History::national: return payment.level == facts::Level::national;
    case ir::History::provincial: return payment.level == facts::Level::provincial;
    case ir::History::city: return payment.level == facts::Level::city;
    case ir::History::county: return payment.level == facts::Level::county;
  }
  return false;
}

bool Groups::from_own_measure(const Payment& payment) const {
  if (payment.measure.starts_with(context_.program.documents[rule_.document.value].name.id + "/")) return true;
  const std::vector<ir::Measure>& all = context_.program.measures;
  return std::any_of(all.begin(), all.end(),
                     [&](const ir::Measure& measure) { return measure.document == rule_.document && continued_by(measure, payment); });
}

// A payment is for the matter of a claim if a decision says so, or if it was made for the same record outside this document's measures.
Value Groups::matter_matches(const Payment& payment, const Item& item) const {
  const std::vector<std::string> payment_names{payment.id, payment.unit, payment.measure + "|" + payment.unit};
  const Claim& claim = *item.claim;
  const bool other_year = claim.key.period && payment.period && claim.key.period != payment.period;
  const bool same_record =
      claim.key.unit_kind == UnitKind::item && payment.unit == claim.key.unit && !from_own_measure(payment) && !other_year;
  return Value::boolean(same_record || decided_same(context_, payment_names, item.names));
}

Value Groups::payment_in_group(const Payment& payment, std::size_t index) const {
  const Item& item = items_[index];
  const Claim& claim = *item.claim;
  Value best = Value::boolean(false);
  if (!rule_.across_subjects && payment.subject != context_.facts.record(claim.subject).id) return best;
  // What is for the same matter may have been paid for anything: it need be no candidate of a measure.
  const auto asked = [&](bool same) { return std::find(item.same_matter.begin(), item.same_matter.end(), same) != item.same_matter.end(); };
  const bool same_matter = (asked(true) || !asked(false)) && matter_matches(payment, item).is_true();
  if (same_matter && !asked(false)) return Value::boolean(true);
  const auto subject = context_.facts.find(payment.subject);
  const auto unit = context_.facts.find(payment.unit);
  if (!subject) return best;
  for (const ir::MeasureKeys& keys : rule_.measures) {
    const ir::Measure& measure = context_.program.measures[keys.measure.value];
    const bool own = under(context_, payment, keys.measure);
    evaluate::ClaimContext at{keys.measure, *subject, UINT32_MAX, payment.period, Value::number(payment.paid_on.days)};
    const bool item_unit = measure.unit.kind == UnitKind::item;
    if (!own && !item_unit) continue;  // a payment for the applicant as such counts only for the measure it was paid under
    if (item_unit && unit && context_.facts.record(*unit).type == measure.unit.range.record) at.record = *unit;
    // Nor is a unit that is no candidate, unless another office paid for the claimant whatever it was and no key asks for the unit:
    // what was decided to be the same matter needs none.
    const auto& key_list = keys.per[variant_.per].keys;
    const bool unit_asked = std::any_of(key_list.begin(), key_list.end(), [&](const ir::Key& key) {
      return key.same_matter ? !same_matter : ir::reads(context_.program, key.value, measure.unit.range.binder);
    });
    if (item_unit && !own && at.record == UINT32_MAX && (unit_asked || from_own_measure(payment))) continue;
    const auto value = [&](ir::ExprId expr) {
      return evaluate::evaluate_in(context_.program, context_.facts, context_.scope, at, expr, context_.opens);
    };
    Value all = Value::boolean(true);
    if (at.record != UINT32_MAX && !own && measure.unit.range.where.present()) all = value(measure.unit.range.where);
    // Of a payment that names no unit of this fact base, or no year, it is open what these would give.
    const bool row_missing = item_unit && at.record == UINT32_MAX;
    const bool year_missing = measure.unit.yearly && !payment.period;
    const auto unknown = [&](ir::ExprId expr) {
      return (row_missing && ir::reads(context_.program, expr, measure.unit.range.binder)) ||
             (year_missing && ir::reads(context_.program, expr, ir::Op::this_year));
    };
    if (measure.fact_date.present() && !unknown(measure.fact_date)) at.fact_date = value(measure.fact_date);
    for (std::size_t k = 0; k < item.keys.size() && all.may_true; ++k) {
      const ir::Key& key = keys.per[variant_.per].keys[k];
      if (key.same_matter) {
        all = both(all, Value::boolean(same_matter));
      } else if (unknown(key.value)) {
        all = both(all, Value::open_boolean(field_of_payment(context_, payment, row_missing ? "unit" : "period")));
      } else {
        all = both(all, outcome::alike(value(key.value), item.keys[k]));
      }
    }
    if (all.is_true() || (all.may_true && !best.may_true)) best = all;
  }
  return best;
}

std::vector<Groups::Paid> Groups::paid(std::size_t item) const {
  std::vector<Paid> out;
  const Claim& claim = *items_[item].claim;
  const auto counts = [&](const Payment& payment) { return in_scope(payment, claim); };
  const auto* const listed = rule_.across_subjects ? nullptr : &context_.facts.payments_of(context_.facts.record(claim.subject).id);
  for (Earlier& earlier : earlier_than(context_, claim, listed, counts)) {
    Value in_group = payment_in_group(*earlier.payment, item);
    if (!in_group.may_true) continue;
    earlier.opens.merge(in_group.opens);
    const bool own = pays(context_, *earlier.payment, claim);
    out.push_back({std::move(earlier), std::move(in_group), own});
  }
  return out;
}

}  // namespace zhidui::settle
