// Warnings: names that nothing uses, names that hide others. Only for programs without errors, where use is known.
#include "check/lowering.h"

namespace zhidui::check {

namespace {

Kind unused_kind(ValueSymbol::Kind kind) {
  switch (kind) {
    case ValueSymbol::Kind::definition: return Kind::unused_definition;
    case ValueSymbol::Kind::statistic: return Kind::unused_statistic;
    case ValueSymbol::Kind::series: return Kind::unused_series;
    case ValueSymbol::Kind::convention: return Kind::unused_convention;
  }
  return Kind::unused_definition;
}

}  // namespace

void Lowering::warn_shadowing(const Scope& scope, const syntax::Let& let) {
  const std::string& name = let.name.text;
  for (const Row& row : scope.rows) {
    if (find_field(row.record, name)) {
      diagnostics.report(Kind::shadowed_name, let.name.span, {name, program.record(row.record).name.zh + " 的 " + name});
      return;
    }
  }
  const ValueSymbol* symbol = find_value(scope.input, name);
  if (symbol) {
    diagnostics.report(Kind::shadowed_name, let.name.span, {name, symbol->name})
        .labels.push_back({symbol->span, "被遮住的声明", "the declaration that is hidden"});
  } else if (is_builtin_name(name)) {
    diagnostics.report(Kind::shadowed_name, let.name.span, {name, name});
  }
}

void Lowering::warn_unused() {
  for (const ValueSymbol& symbol : values) {
    if (symbol.used || !document_of[symbol.input].present()) continue;
    diagnostics.report(unused_kind(symbol.kind), symbol.span, {symbol.name});
  }
  for (std::uint32_t i = 0; i < program.readings.size(); ++i) {
    const ir::Reading& reading = program.readings[i];
    if (reading.document.present() && !used_readings.contains(i)) {
      diagnostics.report(Kind::unused_reading, reading.span, {reading.code});
    }
  }
  const auto lets = [&](const std::vector<syntax::Let>& list) {
    for (const syntax::Let& let : list) {
      if (!used_lets.contains(&let)) diagnostics.report(Kind::unused_let, let.name.span, {let.name.text});
    }
  };
  for (const Input& input : inputs) {
    for (const syntax::Declaration& declaration : input.tree.declarations) {
      if (const auto* measure = std::get_if<syntax::Measure>(&declaration)) lets(measure->lets);
      if (const auto* general = std::get_if<syntax::General>(&declaration)) lets(general->lets);
      if (const auto* settlement = std::get_if<syntax::Settlement>(&declaration)) lets(settlement->lets);
    }
  }
}

}  // namespace zhidui::check
