// Uses of definitions, conventions, statistics and series. Definitions are expanded at each use.
#include <algorithm>

#include "check/lowering.h"

namespace zhidui::check {

ExprId Lowering::lower_call(Scope& scope, const syntax::Call& call, Span span) {
  if (ValueSymbol* symbol = find_value(scope.input, call.callee.text)) return use_value(scope, *symbol, &call, span);
  bool known = true;
  const ExprId out = lower_builtin_call(scope, call, span, known);
  if (known) return out;
  if (is_value_name(scope, call.callee.text)) {
    report(scope, Kind::not_a_function, call.callee.span, {call.callee.text});
    return {};
  }
  unknown_name(scope, call.callee.text, call.callee.span);
  return {};
}

bool Lowering::check_arity(const Scope& scope, const syntax::Call& call, std::size_t expected) {
  if (call.arguments.size() == expected) return true;
  report(scope, Kind::argument_count, call.callee.span,
         {call.callee.text, std::to_string(expected), std::to_string(call.arguments.size())});
  return false;
}

ExprId Lowering::use_value(Scope& scope, ValueSymbol& symbol, const syntax::Call* call, Span span) {
  symbol.used = true;
  switch (symbol.kind) {
    case ValueSymbol::Kind::convention: {
      if (call) {
        report(scope, Kind::not_a_function, call->callee.span, {symbol.name});
        return {};
      }
      if (!symbol.mode.empty()) {
        report(scope, Kind::mode_as_value, span, {symbol.name});
        return {};
      }
      if (!symbol.value.present()) return {};
      return named(symbol.value, symbol.name, span, program.exprs.size(), true);
    }
    case ValueSymbol::Kind::statistic: return use_statistic(scope, symbol, call, span);
    case ValueSymbol::Kind::series: {
      const std::size_t given = call ? call->arguments.size() : 0;
      if (given != 1) {
        report(scope, Kind::argument_count, call ? call->callee.span : span, {symbol.name, "1", std::to_string(given)});
        return {};
      }
      const ir::Series& series = program.series[symbol.index];
      const ExprId key = lower_typed(scope, call->arguments[0], series.key == ir::SeriesKey::year ? kYear : kDate);
      if (!key.present() || symbol.broken) return {};
      ir::Expr out;
      out.op = Op::series;
      out.type = series.type;
      out.span = span;
      out.args = {key};
      out.series = ir::SeriesId{symbol.index};
      out.label = symbol.name;
      return add(scope, std::move(out));
    }
    case ValueSymbol::Kind::definition: break;
  }
  const std::size_t given = call ? call->arguments.size() : 0;
  if (given != symbol.parameters.size()) {
    report(scope, Kind::argument_count, call ? call->callee.span : span,
           {symbol.name, std::to_string(symbol.parameters.size()), std::to_string(given)});
    return {};
  }
  std::vector<ExprId> arguments;
  bool whole = true;
  for (std::size_t i = 0; i < given; ++i) {
    const std::optional<Type>& type = symbol.parameters[i];
    arguments.push_back(type ? lower_typed(scope, call->arguments[i], *type) : lower(scope, call->arguments[i]));
    whole = whole && arguments.back().present();
  }
  if (!ensure_checked(scope, symbol, call ? call->callee.span : span) || !whole) return {};
  return expand(scope, symbol, std::move(arguments), span);
}

ExprId Lowering::use_statistic(Scope& scope, ValueSymbol& symbol, const syntax::Call* call, Span span) {
  const ir::RecordId record = program.statistics[symbol.index].record;
  const Type owner_type{TypeKind::record, {}, {}, record};
  if (call && !check_arity(scope, *call, 2)) return {};
  if (!ensure_checked(scope, symbol, call ? call->callee.span : span)) return {};
  ExprId owner;
  ExprId year;
  if (call) {
    owner = lower_typed(scope, call->arguments[0], owner_type);
    year = lower_typed(scope, call->arguments[1], kYear);
  } else {
    owner = find_owner(scope, record, syntax::Word{symbol.name, span});
    year = owner.present() ? year_of_scope(scope, span) : ExprId{};
  }
  if (!owner.present() || !year.present()) return {};
  return expand_statistic(scope, symbol, owner, year, span);
}

// Checked once by itself, so that its mistakes are reported where it is written and not at each use.
bool Lowering::ensure_checked(const Scope& scope, ValueSymbol& symbol, Span span) {
  if (symbol.progress == Progress::active) {
    cycle(scope, symbol.name, span);
    symbol.broken = true;
    return false;
  }
  if (symbol.progress == Progress::untouched) {
    symbol.progress = Progress::active;
    chain.push_back(symbol.name);
    const int outer_depth = std::exchange(depth, 0);
    if (chain.size() > kExpansionDepthLimit * 4) {
      report(scope, Kind::expression_too_deep, span);
      symbol.broken = true;
    } else if (symbol.kind == ValueSymbol::Kind::definition) {
      check_definition(symbol);
    } else if (symbol.kind == ValueSymbol::Kind::statistic) {
      check_statistic(symbol);
    }
    depth = outer_depth;
    chain.pop_back();
    symbol.progress = Progress::done;
  }
  return !symbol.broken;
}

// The record that a definition is of: its one parameter that is a record.
ExprId Lowering::only_record(const std::vector<Parameter>& parameters) const {
  ExprId found;
  for (const Parameter& parameter : parameters) {
    if (!parameter.value.present() || type_of(parameter.value).kind != TypeKind::record) continue;
    if (found.present()) return {};
    found = parameter.value;
  }
  return found;
}

void Lowering::check_definition(ValueSymbol& symbol) {
  const syntax::Definition& tree = *symbol.definition;
  Scope scope = file_scope(symbol.input);
  scope.in_definition = true;
  scope.subject = Scope::Subject::applicant;
  scope.year = Scope::Year::own;
  scope.fact_date = true;
  for (std::size_t i = 0; i < tree.parameters.size(); ++i) {
    const syntax::Word& name = tree.parameters[i].name;
    for (const Parameter& earlier : scope.parameters) {
      if (earlier.name == name.text) report(scope, Kind::duplicate_name, name.span, {name.text});
    }
    const std::optional<Type>& type = symbol.parameters[i];
    if (!type) symbol.broken = true;
    scope.parameters.push_back({name.text, type ? unknown_of(scope, *type, name.span) : ExprId{}});
  }
  scope.item = only_record(scope.parameters);
  const ExprId value = symbol.declared ? lower_typed(scope, tree.value, *symbol.declared) : lower(scope, tree.value);
  if (!value.present()) symbol.broken = true;
}

ExprId Lowering::expand(const Scope& scope, ValueSymbol& symbol, std::vector<ExprId> arguments, Span span) {
  if (scope.expansions >= kExpansionDepthLimit) {
    report(scope, Kind::expression_too_deep, span);
    return {};
  }
  Scope body = scope;
  body.input = symbol.input;
  body.lets = nullptr;
  body.rows.clear();
  body.parameters.clear();
  body.expansions = scope.expansions + 1;
  body.expanding = symbol.name;
  if (scope.expansions == 0) body.use = span;
  for (std::size_t i = 0; i < arguments.size(); ++i) body.parameters.push_back({symbol.definition->parameters[i].name.text, arguments[i]});
  body.item = only_record(body.parameters);
  const std::size_t fresh_from = program.exprs.size();
  const ExprId value = lower(body, symbol.definition->value, symbol.declared);
  if (!value.present() || (symbol.declared && !expect(body, value, *symbol.declared, span))) return {};
  if (!has_sound_size(symbol, fresh_from)) return {};
  return named(value, symbol.name, span, fresh_from, true);
}

// What it uses has been checked before, so all that is new since `fresh_from` is this one expansion.
bool Lowering::has_sound_size(ValueSymbol& symbol, std::size_t fresh_from) {
  if (program.exprs.size() - fresh_from <= kDefinitionLimit) return true;
  if (!symbol.broken) diagnostics.report(Kind::definition_too_large, symbol.span, {symbol.name, std::to_string(kDefinitionLimit)});
  symbol.broken = true;
  return false;
}

void Lowering::check_statistic(ValueSymbol& symbol) {
  const ir::RecordId record = program.statistics[symbol.index].record;
  const Scope scope = file_scope(symbol.input);
  const Span span = symbol.statistic->span;
  const ExprId owner = row_of(scope, record, new_binder(record), span);
  const ExprId year = add(scope, Op::this_year, kYear, span, {});
  if (!owner.present() || !year.present()) {
    symbol.broken = true;
    return;
  }
  const ExprId value = expand_statistic(scope, symbol, owner, year, span);
  if (!value.present()) symbol.broken = true;
  program.statistics[symbol.index].owner = expr(owner).binder;
  program.statistics[symbol.index].value = value;
}

ExprId Lowering::expand_statistic(const Scope& scope, ValueSymbol& symbol, ExprId owner, ExprId year, Span span) {
  const ir::RecordId record = program.statistics[symbol.index].record;
  Scope body = file_scope(symbol.input);
  body.rows = {{record, owner}};
  body.item = owner;
  body.year = Scope::Year::given;
  body.year_expr = year;
  body.clocks = false;
  body.document = {};
  if (record == program.subject_record) {
    body.subject = Scope::Subject::given;
    body.subject_expr = owner;
  }
  if (symbol.progress == Progress::done) {
    if (scope.expansions >= kExpansionDepthLimit) {
      report(scope, Kind::expression_too_deep, span);
      return {};
    }
    body.expansions = scope.expansions + 1;
    body.use = scope.expansions == 0 ? span : scope.use;
    body.expanding = symbol.name;
  }
  const std::size_t fresh_from = program.exprs.size();
  const ExprId value = lower(body, symbol.statistic->value);
  if (!value.present()) return {};
  if (symbol.progress == Progress::done && !has_sound_size(symbol, fresh_from)) return {};
  if (type_of(value).kind != TypeKind::count) {
    report(body, Kind::type_mismatch, tree(body, symbol.statistic->value).span, {"数 (count)", type_text(type_of(value))});
    return {};
  }
  ir::UnitId& settled = program.statistics[symbol.index].unit;
  if (settled.present() && !set_unit(body, value, settled, span)) return {};
  if (!settled.present()) settled = type_of(value).unit;
  ir::Expr out;
  out.op = Op::statistic;
  out.type = type_of(value);
  out.span = span;
  out.args = {owner, year, value};
  out.statistic = ir::StatisticId{symbol.index};
  out.label = symbol.name;
  return add(scope, std::move(out));
}

}  // namespace zhidui::check
