// Names that stand for values: definitions, statistics, series, conventions; readings and measures.
#include <algorithm>

#include "check/lowering.h"
#include "text/numerals.h"

namespace zhidui::check {

namespace {

constexpr std::string_view kLabels[][2] = {{"甲", "A"}, {"乙", "B"}, {"丙", "C"}, {"丁", "D"}, {"戊", "E"},
                                           {"己", "F"}, {"庚", "G"}, {"辛", "H"}, {"壬", "I"}, {"癸", "J"}};

ir::Name label_name(const std::string& label) {
  for (const auto& [zh, id] : kLabels) {
    if (label == zh || label == id) return {std::string(zh), std::string(id)};
  }
  return {label, label};
}

}  // namespace

// Names of a policy file are its own; those of files without a document are everybody's.
void Lowering::add_value(ValueSymbol symbol, const syntax::Name& name) {
  symbol.name = name_of(name).zh;
  symbol.span = name.name.span;
  symbol.own = document_of[symbol.input].present() && symbol.kind != ValueSymbol::Kind::statistic;
  const std::size_t index = values.size();
  for (const syntax::Word* word : {&name.name, &name.id}) {
    if (word->text.empty() || (word == &name.id && word->text == name.name.text)) continue;
    const auto [first, last] = value_index.equal_range(word->text);
    const auto taken = std::find_if(first, last, [&](const auto& entry) {
      const ValueSymbol& other = values[entry.second];
      return other.own == symbol.own && (!symbol.own || other.input == symbol.input);
    });
    if (taken == last) {
      value_index.emplace(word->text, index);
    } else {
      diagnostics.report(Kind::duplicate_name, word->span, {word->text})
          .labels.push_back({values[taken->second].span, "已在这里声明", "it is declared here"});
    }
  }
  values.push_back(std::move(symbol));
}

void Lowering::collect_values() {
  for (std::size_t input = 0; input < inputs.size(); ++input) {
    for (const syntax::Declaration& declaration : inputs[input].tree.declarations) {
      ValueSymbol symbol;
      symbol.input = input;
      if (const auto* definition = std::get_if<syntax::Definition>(&declaration)) {
        symbol.definition = definition;
        for (const syntax::Parameter& p : definition->parameters) symbol.parameters.push_back(resolve_type(input, p.type, {}));
        symbol.declared = resolve_type(input, definition->type, {});
        symbol.broken = !symbol.declared && definition->type.kind != syntax::TypeExpr::Kind::missing;
        if (!definition->source.text.empty()) {
          const ir::Name name = name_of(definition->name);
          program.origins.push_back({name.zh, definition->source.text});
        }
        add_value(std::move(symbol), definition->name);
      } else if (const auto* statistic = std::get_if<syntax::Statistic>(&declaration)) {
        const auto record = find_record(statistic->record);
        if (!record) continue;
        symbol.kind = ValueSymbol::Kind::statistic;
        symbol.statistic = statistic;
        symbol.index = static_cast<std::uint32_t>(program.statistics.size());
        program.statistics.push_back({name_of(statistic->name), *record, {}, statistic->span});
        add_value(std::move(symbol), statistic->name);
      } else if (const auto* series = std::get_if<syntax::Series>(&declaration)) {
        symbol.kind = ValueSymbol::Kind::series;
        symbol.series = series;
        symbol.index = static_cast<std::uint32_t>(program.series.size());
        program.series.push_back({name_of(series->name), {}, ir::SeriesKey::year, {}, series->source.text, series->span, 0, 0});
        add_value(std::move(symbol), series->name);
      } else if (const auto* convention = std::get_if<syntax::Convention>(&declaration)) {
        symbol.kind = ValueSymbol::Kind::convention;
        symbol.convention = convention;
        symbol.index = static_cast<std::uint32_t>(program.conventions.size());
        program.conventions.push_back({name_of(convention->name), convention->source.text, {}, convention->span});
        add_value(std::move(symbol), convention->name);
      }
    }
  }
  for (ValueSymbol& symbol : values) {
    if (symbol.kind == ValueSymbol::Kind::convention) lower_convention(symbol);
    if (symbol.kind == ValueSymbol::Kind::series) lower_series(symbol, *symbol.series);
  }
}

void Lowering::lower_convention(ValueSymbol& symbol) {
  Scope scope = file_scope(symbol.input);
  symbol.progress = Progress::done;
  const syntax::ExprId id = symbol.convention->value;
  if (!id.present()) return;
  const syntax::Expr& node = tree(scope, id);
  if (const auto* name = std::get_if<syntax::NameRef>(&node.kind); name && is_rounding_mode(name->word)) {
    symbol.mode = name->word;
    return;
  }
  ExprId value = lower(scope, id);
  if (!value.present()) return;
  if (expr(value).op != Op::constant) {
    const auto fixed = fixed_number(value);
    if (!fixed) {
      report(scope, Kind::value_varies, node.span);
      return;
    }
    value = constant(scope, Type(type_of(value)), outcome::Value::number(*fixed), node.span);
  }
  symbol.value = named(value, symbol.name, node.span, 0, true);
  program.conventions[symbol.index].value = symbol.value;
}

// "2023-01-20", "2023-01" or "2023" as the key of an entry; nullopt if malformed.
std::optional<std::int64_t> series_key(syntax::SeriesKey kind, const std::string& text) {
  const auto day = base::Date::parse(kind == syntax::SeriesKey::day     ? text
                                     : kind == syntax::SeriesKey::month ? text + "-01"
                                                                        : text + "-01-01");
  if (!day) return std::nullopt;
  switch (kind) {
    case syntax::SeriesKey::day: return day->days;
    case syntax::SeriesKey::month: return std::int64_t{day->year()} * 12 + day->month() - 1;
    case syntax::SeriesKey::year: return day->year();
  }
  return std::nullopt;
}

bool Lowering::lower_series_range(Scope& scope, ir::Series& series, const syntax::Series& tree) {
  if (!tree.low.present()) {
    report(scope, Kind::series_without_range, tree.type.span, {series.name.zh});
    return false;
  }
  for (const auto& [end, value] : {std::pair{tree.low, &series.low}, std::pair{tree.high, &series.high}}) {
    const ExprId lowered = lower_typed(scope, end, series.type);
    if (!lowered.present()) return false;
    const auto fixed = fixed_number(lowered);
    if (!fixed) {
      report(scope, Kind::value_varies, inputs[scope.input].tree.expr(end).span);
      return false;
    }
    *value = *fixed;
  }
  if (!(series.high < series.low)) return true;
  report(scope, Kind::range_reversed, inputs[scope.input].tree.expr(tree.low).span);
  return false;
}

void Lowering::lower_series(ValueSymbol& symbol, const syntax::Series& tree) {
  Scope scope = file_scope(symbol.input);
  symbol.progress = Progress::done;
  symbol.broken = true;
  ir::Series& series = program.series[symbol.index];
  const auto type = resolve_type(symbol.input, tree.type, tree.name);
  if (!type) return;
  const bool is_number = type->kind == TypeKind::money || type->kind == TypeKind::ratio || type->kind == TypeKind::count;
  if (!is_number) {
    report(scope, Kind::type_mismatch, tree.type.span, {"比率 (ratio)", type_text(*type)});
    return;
  }
  series.type = *type;
  static constexpr const char* kKeyText[] = {"日期 (date)", "月份 (month)", "年度 (year)"};
  series.key = tree.key == syntax::SeriesKey::day     ? ir::SeriesKey::day
               : tree.key == syntax::SeriesKey::month ? ir::SeriesKey::month
                                                      : ir::SeriesKey::year;
  if (!lower_series_range(scope, series, tree)) return;
  for (const syntax::SeriesRow& row : tree.rows) {
    const auto key = series_key(tree.key, row.key);
    if (!key || (!series.entries.empty() && *key <= series.entries.back().key)) {
      report(scope, Kind::series_key, row.span, {row.key, kKeyText[static_cast<int>(tree.key)]});
      return;
    }
    const ExprId value = lower_typed(scope, row.value, *type);
    if (!value.present()) return;
    const auto fixed = fixed_number(value);
    if (!fixed) {
      report(scope, Kind::value_varies, row.span);
      return;
    }
    if (*fixed < series.low || series.high < *fixed) {
      report(scope, Kind::series_entry_outside, row.span, {row.key, series.low.to_string(), series.high.to_string()});
      return;
    }
    series.entries.push_back({*key, *fixed});
  }
  symbol.broken = series.entries.empty();
}

void Lowering::collect_readings() {
  for (std::size_t input = 0; input < inputs.size(); ++input) {
    for (const syntax::Declaration& declaration : inputs[input].tree.declarations) {
      if (const auto* reading = std::get_if<syntax::Reading>(&declaration)) collect_reading(input, *reading);
    }
  }
}

void Lowering::collect_reading(std::size_t input, const syntax::Reading& tree) {
  const Scope scope = file_scope(input);
  if (tree.code.text.empty()) return;  // reported by the parser
  const auto [it, is_new] = reading_index.emplace(tree.code.text, static_cast<std::uint32_t>(program.readings.size()));
  if (!is_new) {
    report(scope, Kind::duplicate_name, tree.code.span, {tree.code.text})
        .labels.push_back({program.readings[it->second].span, "已在这里声明", "it is declared here"});
    return;
  }
  ir::Reading reading;
  reading.code = tree.code.text;
  reading.question = tree.question.text;
  reading.document = document_of[input];
  reading.span = tree.code.span;
  std::optional<std::uint32_t> adopted;
  for (const syntax::Alternative& alternative : tree.alternatives) {
    const ir::Name label = label_name(alternative.label.text);
    for (const ir::Alternative& earlier : reading.alternatives) {
      if (earlier.label.zh == label.zh) report(scope, Kind::duplicate_label, alternative.label.span, {alternative.label.text});
    }
    if (label_name(tree.adopted.text).zh == label.zh) adopted = static_cast<std::uint32_t>(reading.alternatives.size());
    reading.alternatives.push_back({label, alternative.meaning.text});
  }
  if (reading.alternatives.size() < 2) report(scope, Kind::single_alternative, tree.code.span, {reading.code});
  if (tree.adoption != syntax::Adoption::left_open && adopted) {
    const bool by_default = tree.adoption == syntax::Adoption::house_default;
    reading.adoption = by_default ? ir::Adoption::house_default : ir::Adoption::authority;
    reading.adopted = *adopted;
    const std::string date = tree.authority_date ? tree.authority_date->to_string() : "";
    if (!by_default) reading.authority = tree.authority_document.text + ", " + tree.authority_organ.text + ", " + date;
  } else if (!tree.adopted.text.empty()) {
    report(scope, Kind::unknown_label, tree.adopted.span, {tree.adopted.text, reading.code});
  }
  program.readings.push_back(std::move(reading));
}

void Lowering::collect_measures() {
  std::vector<Span> places;
  for (std::size_t input = 0; input < inputs.size(); ++input) {
    for (const syntax::Declaration& declaration : inputs[input].tree.declarations) {
      const auto* tree = std::get_if<syntax::Measure>(&declaration);
      if (!tree) continue;
      const ir::DocumentId document = document_of[input];
      if (!document.present()) {
        if (!tree->name.name.text.empty())  // where the name could not be read, that has been reported
          diagnostics.report(Kind::without_document, tree->name.name.span, {tree->name.name.text});
        continue;
      }
      const ir::MeasureId id{static_cast<std::uint32_t>(program.measures.size())};
      for (const syntax::Word* word : {&tree->name.name, &tree->name.id}) {
        if (word->text.empty()) continue;
        const auto [it, is_new] = measure_index.emplace(std::pair(document.value, word->text), id);
        if (is_new || it->second == id) continue;
        diagnostics.report(Kind::duplicate_name, word->span, {word->text})
            .labels.push_back({places[it->second.value], "已在这里声明", "it is declared here"});
      }
      places.push_back(tree->name.name.span);
      measure_trees.push_back(tree);
      ir::Measure measure;
      measure.name = name_of(tree->name);
      measure.document = document;
      measure.span = tree->span;
      program.measures.push_back(std::move(measure));
    }
  }
}

}  // namespace zhidui::check
