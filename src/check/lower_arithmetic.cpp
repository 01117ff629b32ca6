// Sums, products and comparisons: which types go together, and which operation they are.
#include "check/lowering.h"

namespace zhidui::check {

bool is_additive(TypeKind kind) {
  return kind == TypeKind::money || kind == TypeKind::count || kind == TypeKind::ratio || kind == TypeKind::months ||
         kind == TypeKind::days;
}

namespace {

bool is_ordered(TypeKind kind) { return is_additive(kind) || kind == TypeKind::date || kind == TypeKind::year; }

bool has_equality(TypeKind kind) { return kind == TypeKind::boolean || kind == TypeKind::enumeration || kind == TypeKind::record; }

std::optional<Type> product_type(const Type& a, const Type& b) {
  const auto is = [&](TypeKind x, TypeKind y) { return a.kind == x && b.kind == y; };
  if (is(TypeKind::money, TypeKind::ratio) || is(TypeKind::money, TypeKind::count)) return a;
  if (is(TypeKind::ratio, TypeKind::money) || is(TypeKind::count, TypeKind::money)) return b;
  if (is(TypeKind::ratio, TypeKind::ratio) || is(TypeKind::count, TypeKind::ratio)) return a;
  if (is(TypeKind::ratio, TypeKind::count)) return b;
  return std::nullopt;
}

}  // namespace

// Two sides that give each other context: a bare member takes its enumeration from the other side.
std::pair<ExprId, ExprId> Lowering::lower_pair(Scope& scope, syntax::ExprId left, syntax::ExprId right) {
  const auto needs_context = [&](syntax::ExprId id) {
    const auto* name = id.present() ? std::get_if<syntax::NameRef>(&tree(scope, id).kind) : nullptr;
    return name && !is_value_name(scope, name->word);
  };
  const auto other = [&](syntax::ExprId id, ExprId context, bool context_tried) {
    if (context_tried && !context.present() && needs_context(id)) return ExprId{};  // its context is what is broken
    return lower(scope, id, context.present() ? Expected(type_of(context)) : std::nullopt);
  };
  if (needs_context(left) && !needs_context(right)) {
    const ExprId second = lower(scope, right);
    return {other(left, second, true), second};
  }
  const ExprId first = lower(scope, left);
  return {first, other(right, first, true)};
}

bool Lowering::same_type(const Scope& scope, ExprId left, ExprId right, Span span) {
  const Type a = type_of(left);
  const Type b = type_of(right);
  if (unify(scope, left, right)) return true;
  if (a.unit.present() && b.unit.present()) {
    report(scope, Kind::units_differ, span, {program.units[a.unit.value], program.units[b.unit.value]});
  } else {
    report(scope, Kind::operands_differ, span, {type_text(a), type_text(b)});
  }
  return false;
}

ExprId Lowering::lower_sum(Scope& scope, const syntax::Binary& binary, Span span, const Expected& expected) {
  // The spine of a long sum is walked, not recursed into: a + b + c is one operation.
  std::vector<syntax::ExprId> operands{binary.right};
  syntax::ExprId rest = binary.left;
  while (binary.op == syntax::BinaryOp::add && rest.present()) {
    const auto* inner = std::get_if<syntax::Binary>(&tree(scope, rest).kind);
    if (!inner || inner->op != syntax::BinaryOp::add) break;
    operands.push_back(inner->right);
    rest = inner->left;
  }
  operands.push_back(rest);
  std::vector<ExprId> args;
  bool whole = true;
  for (auto it = operands.rbegin(); it != operands.rend(); ++it) {
    args.push_back(lower(scope, *it, expected));
    whole = whole && args.back().present();
  }
  if (!whole) return {};
  for (std::size_t i = 0; i < args.size(); ++i) {
    if (!is_additive(type_of(args[i]).kind)) {
      report(scope, Kind::not_additive, tree(scope, operands[args.size() - 1 - i]).span, {type_text(type_of(args[i]))});
      return {};
    }
    if (!same_type(scope, args.front(), args[i], span)) return {};
  }
  const Type type = type_of(args.front());
  return add(scope, binary.op == syntax::BinaryOp::add ? Op::add : Op::subtract, type, span, std::move(args));
}

ExprId Lowering::lower_product(Scope& scope, const syntax::Binary& binary, Span span) {
  const ExprId left = lower(scope, binary.left);
  const ExprId right = lower(scope, binary.right);
  if (!left.present() || !right.present()) return {};
  const auto type = product_type(type_of(left), type_of(right));
  if (!type) {
    report(scope, Kind::not_multipliable, span, {type_text(type_of(left)), type_text(type_of(right))});
    return {};
  }
  return add(scope, Op::multiply, *type, span, {left, right});
}

ExprId Lowering::lower_comparison(Scope& scope, const syntax::Binary& binary, Span span) {
  using syntax::BinaryOp;
  const auto [left, right] = lower_pair(scope, binary.left, binary.right);
  if (!left.present() || !right.present() || !same_type(scope, left, right, span)) return {};
  const TypeKind kind = type_of(left).kind;
  const Type boolean = kBoolean;
  if (kind == TypeKind::text) {
    report(scope, Kind::text_as_value, span);
    return {};
  }
  const bool equality = binary.op == BinaryOp::eq || binary.op == BinaryOp::ne;
  if (equality && has_equality(kind)) {
    const ExprId same = add(scope, Op::same, boolean, span, {left, right});
    return binary.op == BinaryOp::eq ? same : add(scope, Op::logical_not, boolean, span, {same});
  }
  if (!is_ordered(kind)) {
    report(scope, Kind::not_comparable, span, {type_text(type_of(left))});
    return {};
  }
  switch (binary.op) {
    case BinaryOp::eq: return add(scope, Op::eq, boolean, span, {left, right});
    case BinaryOp::ne: return add(scope, Op::ne, boolean, span, {left, right});
    case BinaryOp::lt: return add(scope, Op::lt, boolean, span, {left, right});
    case BinaryOp::le: return add(scope, Op::le, boolean, span, {left, right});
    case BinaryOp::gt: return add(scope, Op::lt, boolean, span, {right, left});
    case BinaryOp::ge: return add(scope, Op::le, boolean, span, {right, left});
    default: return {};
  }
}

}  // namespace zhidui::check
