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
  round.per = lower_ordered(scope, written.per);
  round.by = lower_ordered(scope, written.by);
  bool whole = round.per.present() && round.by.present();
  if (whole && !written.scored && (program.expr(round.by).op != ir::Op::field || type_of(round.by).kind != ir::TypeKind::count)) {
    report(scope, Kind::rank_not_plain, tree(scope, written.by).span);
    whole = false;
  }
  if (written.ties.present()) {
    round.ties_by_decision = false;
    round.ties = lower_ordered(scope, written.ties);
    whole = whole && round.ties.present();
  }
  const bool has_amount = measure_tree.amount.kind != syntax::Amount::Kind::missing;
  bool some_amount = false;
  for (const syntax::Place& place : written.places) some_amount = some_amount || place.amount.present();
  std::set<std::string> names;
  for (const syntax::Place& place : written.places) {
    if (!names.insert(place.name.text).second) report(scope, Kind::duplicate_name, place.name.span, {place.name.text});
    const auto count = positive_count(scope, place.count);
    ExprId amount;
    if (place.amount.present()) {
      amount = lower_sum_of_money(scope, place.amount);
      whole = whole && amount.present();
    } else if (some_amount || !has_amount) {
      report(scope, Kind::place_without_amount, place.name.span, {place.name.text});
      whole = false;
    }
    whole = whole && count;
    round.places.push_back({{place.name.text, place.name.text}, count.value_or(1), amount});
  }
  if (whole && !round.places.empty()) measure.round = std::move(round);
}

}  // namespace zhidui::check
