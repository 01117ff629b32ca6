// 属于, 包含, 在.
#include <algorithm>

#include "check/lowering.h"

namespace zhidui::check {

// Indices of the members named, of a code table with everything under them; ascending.
std::optional<std::vector<std::uint32_t>> Lowering::lower_members(Scope& scope, const std::vector<syntax::ExprId>& members,
                                                                  ir::EnumId enumeration) {
  std::set<std::uint32_t> chosen;
  bool whole = true;
  const Type type{TypeKind::enumeration, {}, enumeration, {}};
  for (const syntax::ExprId member : members) {
    const ExprId value = lower_typed(scope, member, type);
    if (!value.present()) {
      whole = false;
    } else if (const auto index = fixed_member(value)) {
      chosen.insert(*index);
    } else {
      report(scope, Kind::member_expected, tree(scope, member).span);
      whole = false;
    }
  }
  if (!whole) return std::nullopt;
  const ir::Enumeration& e = program.enumeration(enumeration);
  for (std::uint32_t i = 0; i < e.members.size(); ++i) {
    // A parent may stand below its child in the table, so the way up is walked for each; it cannot go round.
    for (auto up = e.members[i].parent; e.is_codes && up; up = e.members[*up].parent) {
      if (chosen.contains(*up)) chosen.insert(i);
    }
  }
  return std::vector<std::uint32_t>(chosen.begin(), chosen.end());
}

ExprId Lowering::lower_membership(Scope& scope, const syntax::Membership& membership, Span span) {
  const ExprId value = lower(scope, membership.value);
  if (!value.present()) return {};
  const Type type = type_of(value);
  if (type.kind != TypeKind::enumeration) {
    const bool holds_many = type.kind == TypeKind::set || type.kind == TypeKind::list;
    report(scope, holds_many ? Kind::in_on_set : Kind::in_on_other, tree(scope, membership.value).span, {type_text(type)});
    return {};
  }
  auto members = lower_members(scope, membership.members, type.enumeration);
  if (!members) return {};
  ir::Expr out;
  out.op = Op::member;
  out.type = kBoolean;
  out.span = span;
  out.args = {value};
  out.members = std::move(*members);
  const ExprId inside = add(scope, std::move(out));
  return membership.negated ? add(scope, Op::logical_not, kBoolean, span, {inside}) : inside;
}

ExprId Lowering::lower_contains(Scope& scope, const syntax::Contains& contains, Span span) {
  const ExprId set = lower(scope, contains.set);
  if (!set.present()) return {};
  const Type type = type_of(set);
  if (type.kind == TypeKind::list) {
    std::vector<ExprId> any;
    for (const syntax::ExprId member : contains.members) {
      const ExprId record = lower_typed(scope, member, Type{TypeKind::record, {}, {}, type.record});
      any.push_back(add(scope, Op::list_has, kBoolean, tree(scope, member).span, {set, record}));
    }
    if (any.size() == 1 && any[0].present()) program.exprs[any[0].value].span = span;
    return any.size() == 1 ? any[0] : add(scope, Op::logical_or, kBoolean, span, std::move(any));
  }
  if (type.kind != TypeKind::set) {
    report(scope, Kind::contains_on_value, tree(scope, contains.set).span, {type_text(type)});
    return {};
  }
  auto members = lower_members(scope, contains.members, type.enumeration);
  if (!members) return {};
  ir::Expr out;
  out.op = Op::overlaps;
  out.type = kBoolean;
  out.span = span;
  out.args = {set};
  out.members = std::move(*members);
  return add(scope, std::move(out));
}

// Two comparisons, both ends included; years stand for their first and last day where a date is asked about.
ExprId Lowering::lower_within(Scope& scope, const syntax::Within& within, Span span) {
  const ExprId value = lower(scope, within.value);
  ExprId low = lower(scope, within.low);
  ExprId high = within.high.present() ? lower(scope, within.high) : low;
  if (!value.present() || !low.present() || !high.present()) return {};
  const bool is_date = type_of(value).kind == TypeKind::date;
  if (!within.high.present() && (!is_date || type_of(low).kind != TypeKind::year)) {
    report(scope, Kind::needs_year, tree(scope, within.low).span, {type_text(type_of(low))});
    return {};
  }
  if (is_date && type_of(low).kind == TypeKind::year) low = add(scope, Op::year_start, kDate, expr(low).span, {low});
  if (is_date && type_of(high).kind == TypeKind::year) high = add(scope, Op::year_end, kDate, expr(high).span, {high});
  if (!low.present() || !high.present()) return {};
  if (!same_type(scope, value, low, span) || !same_type(scope, value, high, span)) return {};
  if (!is_ordered_type(type_of(value))) {
    report(scope, Kind::not_comparable, span, {type_text(type_of(value))});
    return {};
  }
  const ExprId from = add(scope, Op::le, kBoolean, span, {low, value});
  const ExprId until = add(scope, Op::le, kBoolean, span, {value, high});
  return add(scope, Op::logical_and, kBoolean, span, {from, until});
}

}  // namespace zhidui::check
