// Built-in operations (docs/language.md §3).
#include <algorithm>

#include "check/lowering.h"

namespace zhidui::check {

namespace {

// Operations whose operands and result have fixed types.
struct FixedCall {
  std::string_view zh, id;
  Op op;
  Type result;
  std::vector<Type> operands;
};

const std::vector<FixedCall>& fixed_calls() {
  static const std::vector<FixedCall> calls = {
      {"年初", "year_start", Op::year_start, kDate, {kYear}},
      {"年末", "year_end", Op::year_end, kDate, {kYear}},
      {"年度", "year_of", Op::year_of, kYear, {kDate}},
      {"加月", "add_months", Op::add_months, kDate, {kDate, kMonths}},
      {"减月", "months_before", Op::add_months, kDate, {kDate, kMonths}},
      {"减天", "days_before", Op::add_days, kDate, {kDate, kDays}},
      {"加天", "add_days", Op::add_days, kDate, {kDate, kDays}},
      {"天数", "days_between", Op::days_between, kDays, {kDate, kDate}},
      {"上一年度", "previous_year", Op::shift_year, kYear, {kYear}},
      {"下一年度", "next_year", Op::shift_year, kYear, {kYear}},
  };
  return calls;
}

bool is_one_of(std::string_view word, std::string_view zh, std::string_view id) { return word == zh || word == id; }

struct StepName {
  std::string_view zh, id;
  std::int64_t fen;
};
constexpr StepName kSteps[] = {{"分", "fen", 1}, {"角", "jiao", 10}, {"元", "yuan", 100}};

struct ModeName {
  std::string_view zh, id;
  base::Rounding mode;
};
constexpr ModeName kModes[] = {{"四舍五入", "half_up", base::Rounding::half_up},
                               {"四舍六入", "half_even", base::Rounding::half_even},
                               {"舍去", "down", base::Rounding::down},
                               {"进一", "up", base::Rounding::up}};

std::optional<base::Rounding> mode_named(std::string_view word) {
  for (const ModeName& name : kModes) {
    if (is_one_of(word, name.zh, name.id)) return name.mode;
  }
  return std::nullopt;
}

}  // namespace

bool is_rounding_mode(std::string_view word) { return mode_named(word).has_value(); }

ExprId Lowering::lower_builtin_call(Scope& scope, const syntax::Call& call, Span span, bool& known) {
  const std::string& word = call.callee.text;
  if (is_one_of(word, "较小", "lower")) return lower_extreme(scope, Op::lower, call, span);
  if (is_one_of(word, "较大", "higher")) return lower_extreme(scope, Op::higher, call, span);
  if (is_one_of(word, "占比", "ratio_of")) return lower_ratio(scope, call, span);
  if (is_one_of(word, "取整", "rounded")) return lower_rounded(scope, call, span);
  if (is_one_of(word, "首位", "first")) return lower_first(scope, call, span);
  for (const FixedCall& fixed : fixed_calls()) {
    if (!is_one_of(word, fixed.zh, fixed.id)) continue;
    if (!check_arity(scope, call, fixed.operands.size())) return {};
    std::vector<ExprId> args;
    for (std::size_t i = 0; i < fixed.operands.size(); ++i) args.push_back(lower_typed(scope, call.arguments[i], fixed.operands[i]));
    if (fixed.id.ends_with("_before")) args.back() = opposite(scope, args.back());
    if (fixed.op == Op::shift_year) {
      const std::int64_t by = fixed.id == "previous_year" ? -1 : 1;
      args.push_back(constant(scope, Type{TypeKind::count, unit("年"), {}, {}}, outcome::Value::number(by), call.callee.span));
    }
    return add(scope, fixed.op, fixed.result, span, std::move(args));
  }
  known = false;
  return {};
}

// −n of a duration: of a written one a constant.
ExprId Lowering::opposite(const Scope& scope, ExprId duration) {
  if (!duration.present()) return {};
  const Type type = type_of(duration);
  const Span span = expr(duration).span;
  if (const auto fixed = fixed_number(duration)) return constant(scope, type, outcome::Value::number(-*fixed), span);
  return add(scope, Op::subtract, type, span, {constant(scope, type, outcome::Value::number(0), span), duration});
}

ExprId Lowering::lower_extreme(Scope& scope, Op op, const syntax::Call& call, Span span) {
  if (call.arguments.size() < 2) {
    report(scope, Kind::argument_count, call.callee.span, {call.callee.text, "2", std::to_string(call.arguments.size())});
    return {};
  }
  std::vector<ExprId> args;
  bool whole = true;
  for (const syntax::ExprId argument : call.arguments) {
    args.push_back(lower(scope, argument));
    whole = whole && args.back().present();
  }
  if (!whole) return {};
  for (std::size_t i = 0; i < args.size(); ++i) {
    if (!is_ordered_type(type_of(args[i]))) {
      report(scope, Kind::not_comparable, tree(scope, call.arguments[i]).span, {type_text(type_of(args[i]))});
      return {};
    }
    if (!same_type(scope, args.front(), args[i], span)) return {};
  }
  const Type type = type_of(args.front());
  return add(scope, op, type, span, std::move(args));
}

// 占比(a, b): b is a fixed quantity, so that what follows stays linear and every executor divides by a literal.
ExprId Lowering::lower_ratio(Scope& scope, const syntax::Call& call, Span span) {
  if (!check_arity(scope, call, 2)) return {};
  const ExprId part = lower(scope, call.arguments[0]);
  const ExprId whole = lower(scope, call.arguments[1]);
  if (!part.present() || !whole.present()) return {};
  for (std::size_t i = 0; i < 2; ++i) {
    const ExprId arg = i == 0 ? part : whole;
    if (is_additive(type_of(arg).kind)) continue;
    report(scope, Kind::not_additive, tree(scope, call.arguments[i]).span, {type_text(type_of(arg))});
    return {};
  }
  if (!same_type(scope, part, whole, span)) return {};
  const auto divisor = fixed_number(whole);
  if (!divisor || divisor->sign() <= 0) {
    report(scope, Kind::divisor_not_fixed, tree(scope, call.arguments[1]).span);
    return {};
  }
  const ExprId fixed = constant(scope, type_of(whole), outcome::Value::number(*divisor), expr(whole).span);
  return add(scope, Op::ratio_of, kRatio, span, {part, fixed});
}

std::optional<Rational> Lowering::rounding_step(Scope& scope, syntax::ExprId id) {
  if (!id.present()) return std::nullopt;
  const syntax::Expr& node = tree(scope, id);
  const auto* name = std::get_if<syntax::NameRef>(&node.kind);
  if (name && !is_value_name(scope, name->word)) {
    for (const StepName& step : kSteps) {
      if (is_one_of(name->word, step.zh, step.id)) return Rational(step.fen);
    }
  }
  const ExprId value = lower_typed(scope, id, kMoney);
  if (!value.present()) return std::nullopt;
  const auto fen = fixed_number(value);
  if (fen && fen->is_integer() && fen->sign() > 0) return fen;
  report(scope, Kind::rounding_step, node.span);
  return std::nullopt;
}

std::optional<base::Rounding> Lowering::rounding_mode(Scope& scope, syntax::ExprId id) {
  if (!id.present()) return std::nullopt;
  const syntax::Expr& node = tree(scope, id);
  std::string word(sources.slice(node.span));
  if (const auto* name = std::get_if<syntax::NameRef>(&node.kind)) {
    word = name->word;
    ValueSymbol* symbol = find_value(scope.input, word);
    if (symbol && !symbol->mode.empty()) {
      symbol->used = true;
      return mode_named(symbol->mode);
    }
    if (const auto mode = mode_named(word)) return mode;
  }
  report(scope, Kind::rounding_mode, node.span, {word});
  return std::nullopt;
}

ExprId Lowering::lower_rounded(Scope& scope, const syntax::Call& call, Span span) {
  if (!check_arity(scope, call, 3)) return {};
  const ExprId value = lower_typed(scope, call.arguments[0], kMoney);
  const auto step = rounding_step(scope, call.arguments[1]);
  const auto mode = rounding_mode(scope, call.arguments[2]);
  if (!value.present() || !step || !mode) return {};
  ir::Expr out;
  out.op = Op::rounded;
  out.type = kMoney;
  out.span = span;
  out.args = {value};
  out.step = *step;
  out.rounding = *mode;
  return add(scope, std::move(out));
}

ExprId Lowering::lower_first(Scope& scope, const syntax::Call& call, Span span) {
  if (!check_arity(scope, call, 1)) return {};
  const ExprId list = lower(scope, call.arguments[0]);
  if (!list.present()) return {};
  const Type type = type_of(list);
  if (type.kind != TypeKind::list) {
    report(scope, Kind::list_expected, tree(scope, call.arguments[0]).span, {type_text(type)});
    return {};
  }
  return add(scope, Op::first_of, Type{TypeKind::record, {}, {}, type.record}, span, {list});
}

}  // namespace zhidui::check
