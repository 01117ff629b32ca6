// 评选: graded places among the claims of one measure.
#include "check/lowering.h"
#include "ir/walk.h"

namespace zhidui::check {

bool Lowering::is_key_type(const Type& type) const {
  return type.kind != TypeKind::text && type.kind != TypeKind::set && type.kind != TypeKind::list;
}

bool Lowering::is_ordered_type(const Type& type) const { return ir::is_number(type.kind); }

std::optional<std::int64_t> Lowering::positive_count(Scope& scope, syntax::ExprId id) {
  const ExprId value = lower(scope, id);
  if (!value.present()) return std::nullopt;
  const auto count = fixed_number(value);
  if (type_of(value).kind == TypeKind::count && count && count->is_integer() && count->sign() > 0) return count->to_int64();
  report(scope, Kind::count_not_positive, tree(scope, id).span);
  return std::nullopt;
}

ExprId Lowering::lower_ordered(Scope& scope, syntax::ExprId id) {
  const ExprId value = lower(scope, id);
  if (!value.present() || is_ordered_type(type_of(value))) return value;
  report(scope, Kind::order_type, tree(scope, id).span, {type_text(type_of(value))});
  return {};
}

// Keys of a round. Where an alternative has fewer than another, a constant stands for what it lacks: all agree in it.
void Lowering::lower_round_keys(Scope& scope, const syntax::Keys& written, ir::Round& round) {
  const auto all = key_alternatives(scope, written);
  if (!all) return;
  std::vector<std::vector<ExprId>> lists;
  std::size_t longest = 0;
  for (const auto* keys : all->lists) {
    std::vector<ExprId>& list = lists.emplace_back();
    for (const syntax::ExprId id : *keys) {
      const ExprId key = list.empty() ? lower_ordered(scope, id) : lower(scope, id);
      if (!key.present()) return;
      if (!is_key_type(type_of(key))) {
        report(scope, Kind::key_type, tree(scope, id).span, {type_text(type_of(key))});
        return;
      }
      list.push_back(key);
    }
    longest = std::max(longest, list.size());
  }
  for (std::size_t k = 0; k < longest; ++k) {
    const auto with = std::find_if(lists.begin(), lists.end(), [&](const auto& list) { return k < list.size(); });
    for (auto& list : lists) {
      if (k == list.size()) list.push_back(nothing_of(scope, (*with)[k]));
      if (!list[k].present() || !same_type(scope, (*with)[k], list[k], tree(scope, all->lists.front()->front()).span)) return;
    }
    ExprId key = lists.front()[k];
    if (all->reading.present()) {
      ir::Expr choice;
      choice.op = Op::reading;
      choice.type = type_of(key);
      choice.span = all->span;
      choice.reading = all->reading;
      for (const auto& list : lists) choice.args.push_back(list[k]);
      key = add(scope, std::move(choice));
    }
    if (k == 0) round.per = key;
    else round.within.push_back(key);
  }
}

// A constant of the type of a key.
ExprId Lowering::nothing_of(const Scope& scope, ExprId key) {
  const Type type = type_of(key);
  const Span span = expr(key).span;
  switch (type.kind) {
    case TypeKind::boolean: return constant(scope, type, outcome::Value::boolean(false), span);
    case TypeKind::enumeration: return member_constant(scope, type.enumeration, 0, span);
    case TypeKind::record: report(scope, Kind::key_type, span, {type_text(type)}); return {};
    default: return constant(scope, type, outcome::Value::number(0), span);
  }
}

// 名额 { 入选 5个 至 8个 }: the number of places is decided once a year, so that the round goes by years and has one kind of place.
ExprId Lowering::lower_least(Scope& scope, const syntax::Place& place, const syntax::Round& round, ExprId per) {
  const ExprId least = lower(scope, place.count);
  const ExprId most = lower(scope, place.most);
  if (!least.present() || !most.present() || !same_type(scope, least, most, place.name.span)) return {};
  const ir::Bounds& low = expr(least).bounds;
  const auto high = fixed_number(most);
  if (type_of(least).kind != TypeKind::count || low.lo_unbounded || low.hi_unbounded || low.lo.sign() < 0 || !high || *high < low.hi) {
    report(scope, Kind::places_range, tree(scope, place.count).span);
    return {};
  }
  if (round.places.size() > 1 || (per.present() && type_of(per).kind != TypeKind::year)) {
    report(scope, Kind::places_range_alone, place.name.span, {place.name.text});
    return {};
  }
  return least;
}

void Lowering::lower_round(Scope& scope, const syntax::Measure& measure_tree, ir::Measure& measure) {
  if (!measure_tree.round) return;
  const syntax::Round& written = *measure_tree.round;
  if (measure.unit.kind != outcome::UnitKind::item) {
    report(scope, Kind::round_without_rows, written.span);
    return;
  }
  ir::Round round;
  round.scored = written.scored;
  round.span = written.span;
  lower_round_keys(scope, written.per, round);
  round.by = lower_ordered(scope, written.by);
  bool whole = round.per.present() && round.by.present();
  if (whole && !written.scored && (program.expr(round.by).op != ir::Op::field || type_of(round.by).kind != ir::TypeKind::count)) {
    report(scope, Kind::rank_not_plain, tree(scope, written.by).span);
    whole = false;
  }
  if (written.ties_together) {
    round.ties_by_decision = false;
    if (written.scored) report(scope, Kind::together_by_rank, written.span);
    whole = whole && !written.scored;
  }
  if (written.ties.present()) {
    round.ties_by_decision = false;
    round.ties = lower_ordered(scope, written.ties);
    whole = whole && round.ties.present();
  }
  if (written.moves_up.present()) {
    round.moves_up = lower_typed(scope, written.moves_up, kBoolean);
    if (written.scored) report(scope, Kind::moves_up_by_rank, tree(scope, written.moves_up).span);
    whole = whole && round.moves_up.present() && !written.scored;
  }
  const bool has_amount = measure_tree.amount.kind != syntax::Amount::Kind::missing;
  bool some_amount = false;
  for (const syntax::Place& place : written.places) some_amount = some_amount || place.amount.present();
  std::set<std::string> names;
  for (const syntax::Place& place : written.places) {
    if (!names.insert(place.name.text).second) report(scope, Kind::duplicate_name, place.name.span, {place.name.text});
    const auto count = positive_count(scope, place.most.present() ? place.most : place.count);
    ExprId least;
    if (place.most.present()) {
      least = lower_least(scope, place, written, round.per);
      whole = whole && least.present();
    }
    ExprId amount;
    if (place.amount.present()) {
      amount = lower_sum_of_money(scope, place.amount);
      whole = whole && amount.present();
    } else if (some_amount || !has_amount) {
      report(scope, Kind::place_without_amount, place.name.span, {place.name.text});
      whole = false;
    }
    whole = whole && count;
    round.places.push_back({{place.name.text, place.name.text}, count.value_or(1), amount, least});
  }
  if (whole && !round.places.empty()) measure.round = std::move(round);
}

}  // namespace zhidui::check
