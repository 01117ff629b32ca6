// Settlement rules: a tree of what is taken, and keys and order told once for each measure in its own scope.
#include <algorithm>

#include "check/lowering.h"

namespace zhidui::check {

namespace {

ir::History history_of(syntax::History scope) {
  switch (scope) {
    case syntax::History::none: return ir::History::none;
    case syntax::History::this_measure: return ir::History::this_measure;
    case syntax::History::this_document: return ir::History::this_document;
    case syntax::History::same_level: return ir::History::same_level;
    case syntax::History::upper_levels: return ir::History::upper_levels;
    case syntax::History::lower_levels: return ir::History::lower_levels;
    case syntax::History::other_levels: return ir::History::other_levels;
    case syntax::History::all_levels: return ir::History::all_levels;
    case syntax::History::national: return ir::History::national;
    case syntax::History::provincial: return ir::History::provincial;
    case syntax::History::city: return ir::History::city;
    case syntax::History::county: return ir::History::county;
  }
  return ir::History::none;
}

bool by_level(ir::History scope) {
  return scope == ir::History::same_level || scope == ir::History::upper_levels || scope == ir::History::lower_levels ||
         scope == ir::History::other_levels;
}

bool is_same_matter(const syntax::Expr& node) {
  const auto* name = std::get_if<syntax::NameRef>(&node.kind);
  return name && (name->word == "同一事项" || name->word == "same_matter");
}

}  // namespace

void Lowering::lower_settlements() {
  for (std::size_t input = 0; input < inputs.size(); ++input) {
    for (const syntax::Declaration& declaration : inputs[input].tree.declarations) {
      const auto* tree = std::get_if<syntax::Settlement>(&declaration);
      if (!tree) continue;
      if (document_of[input].present()) lower_settlement(input, *tree);
      else if (!tree->name.text.empty()) diagnostics.report(Kind::without_document, tree->name.span, {tree->name.text});
    }
  }
}

std::vector<ir::MeasureId> Lowering::settled_measures(const Scope& scope, const syntax::Settlement& tree) {
  std::vector<ir::MeasureId> out;
  if (tree.all_measures) {
    std::set<ir::MeasureId> except;
    for (const syntax::Word& word : tree.except) {
      if (const auto measure = find_measure(scope, word)) except.insert(*measure);
    }
    for (std::uint32_t i = 0; i < program.measures.size(); ++i) {
      if (program.measures[i].document == scope.document && !except.contains(ir::MeasureId{i})) out.push_back(ir::MeasureId{i});
    }
    return out;
  }
  for (const syntax::Word& word : tree.measures) {
    const auto measure = find_measure(scope, word);
    if (!measure) continue;
    if (std::find(out.begin(), out.end(), *measure) == out.end()) out.push_back(*measure);
    else report(scope, Kind::duplicate_name, word.span, {word.text});
  }
  std::sort(out.begin(), out.end());  // in document order, whatever the order of the list
  return out;
}

void Lowering::lower_settlement(std::size_t input, const syntax::Settlement& tree) {
  LetFrame frame;
  frame.entries = let_entries(tree.lets);
  Scope& scope = frame.base;
  scope = file_scope(input);
  scope.lets = &frame;
  if (!tree.across_subjects) scope.subject = Scope::Subject::applicant;
  ir::Settlement out;
  out.name = tree.name.text;
  out.document = scope.document;
  out.clauses = lower_clauses(input, tree.clauses);
  out.across_subjects = tree.across_subjects;
  out.pro_rata = tree.pro_rata;
  out.span = tree.span;
  if (!tree.name.text.empty() && !settlement_names.emplace(std::pair(input, tree.name.text), tree.name.span).second) {
    report(scope, Kind::duplicate_name, tree.name.span, {tree.name.text})
        .labels.push_back({settlement_names[{input, tree.name.text}], "已在这里声明", "it is declared here"});
  }
  if (!tree.all_measures && tree.measures.empty()) report(scope, Kind::range_missing, tree.name.span, {tree.name.text});
  for (const ir::MeasureId measure : settled_measures(scope, tree)) out.measures.push_back({measure, {}, {}});
  const std::size_t reported = diagnostics.size();
  for (const syntax::Adopts& written : tree.adopts) {
    if (auto adopts = lower_adopts(scope, written)) out.adopts.push_back(*std::move(adopts));
  }
  lower_take(scope, tree, out);
  lower_keys(scope, tree, out);
  lower_earlier(scope, tree, out);
  if (diagnostics.size() == reported && !out.measures.empty() && !out.nodes.empty()) program.settlements.push_back(std::move(out));
}

// Which alternatives a rule adopts. One that adopts all of them, or none, needs no reading.
std::optional<ir::Adopts> Lowering::lower_adopts(const Scope& scope, const syntax::Adopts& written) {
  const auto found = find_reading(scope, written.reading);
  if (!found) return std::nullopt;
  const ir::Reading& declared = program.readings[found->value];
  std::vector<bool> adopted(declared.alternatives.size(), false);
  bool whole = true;
  for (const syntax::Word& label : written.labels) {
    const auto alternative = find_label(*found, label.text);
    if (!alternative) report(scope, Kind::unknown_label, label.span, {label.text, declared.code});
    else if (adopted[*alternative]) report(scope, Kind::duplicate_label, label.span, {label.text});
    whole = whole && alternative && !adopted[*alternative];
    if (alternative) adopted[*alternative] = true;
  }
  if (whole && std::find(adopted.begin(), adopted.end(), false) == adopted.end()) {
    report(scope, Kind::adopts_everything, written.reading.span, {declared.code});
    whole = false;
  }
  if (!whole) return std::nullopt;
  return ir::Adopts{*found, std::move(adopted)};
}

void Lowering::lower_take(Scope& scope, const syntax::Settlement& tree, ir::Settlement& out) {
  if (tree.take.value == UINT32_MAX) {
    report(scope, Kind::take_missing, tree.name.span, {tree.name.text});
    return;
  }
  const auto root = lower_settle(scope, out, tree.take, false);
  if (!root) return;
  out.root = *root;
  const ir::SettleNode& top = out.nodes[*root];
  const bool blocks = tree.earlier.effect == syntax::EarlierEffect::blocks;
  const bool none_earlier = tree.earlier.scope == syntax::History::none && tree.earlier.reading.text.empty();
  if (top.op == ir::SettleOp::group || top.op == ir::SettleOp::sum || (top.op == ir::SettleOp::keep && none_earlier)) {
    report(scope, Kind::take_cuts_nothing, top.span);
  } else if (out.pro_rata && top.op != ir::SettleOp::cap) {
    report(scope, Kind::allocation_without_cap, top.span);
  } else if (blocks && (top.op == ir::SettleOp::cap || top.op == ir::SettleOp::highest)) {
    report(scope, Kind::block_without_place, tree.earlier.span);
  } else if (!top.operands.empty()) {
    check_settle_scope(scope, out, top.span);
  }
}

std::optional<std::uint32_t> Lowering::lower_settle(Scope& scope, ir::Settlement& out, syntax::SettleId id, bool nested) {
  const syntax::Settle& written = inputs[scope.input].tree.settle(id);
  using Form = syntax::Settle::Op;
  ir::SettleNode node;
  node.span = written.span;
  if (nested && (written.op == Form::first || written.op == Form::cap || written.op == Form::no_repeat || written.op == Form::keep)) {
    report(scope, Kind::settle_nesting, written.span);
    return std::nullopt;
  }
  switch (written.op) {
    case Form::group: {
      const auto measure = find_measure(scope, written.measure);
      if (!measure) return std::nullopt;
      node.op = ir::SettleOp::group;
      node.measure = *measure;
      break;
    }
    case Form::sum: node.op = ir::SettleOp::sum; break;
    case Form::highest: node.op = ir::SettleOp::highest; break;
    case Form::keep: node.op = ir::SettleOp::keep; break;
    case Form::no_repeat: node.op = ir::SettleOp::no_repeat; break;
    case Form::first: {
      const auto count = positive_count(scope, written.argument);
      if (!count) return std::nullopt;
      node.op = ir::SettleOp::first;
      node.n = *count;
      break;
    }
    case Form::cap:
      node.op = ir::SettleOp::cap;
      node.limit = lower_sum_of_money(scope, written.argument);
      if (!node.limit.present()) return std::nullopt;
      break;
  }
  bool whole = true;
  for (const syntax::SettleId operand : written.operands) {
    const auto lowered = lower_settle(scope, out, operand, true);
    if (lowered) node.operands.push_back(*lowered);
    whole = whole && lowered;
  }
  if (!whole) return std::nullopt;
  out.nodes.push_back(std::move(node));
  return static_cast<std::uint32_t>(out.nodes.size() - 1);
}

// A take that names measures names each of its range exactly once.
void Lowering::check_settle_scope(const Scope& scope, const ir::Settlement& out, Span span) {
  std::map<std::uint32_t, int> times;
  for (const ir::MeasureKeys& keys : out.measures) times[keys.measure.value] = 0;
  for (const ir::SettleNode& node : out.nodes) {
    if (node.op != ir::SettleOp::group) continue;
    const auto it = times.find(node.measure.value);
    if (it == times.end()) {
      report(scope, Kind::settle_outside, node.span, {program.measures[node.measure.value].name.zh});
    } else {
      ++it->second;
    }
  }
  for (const auto& [measure, count] : times) {
    if (count != 1) report(scope, Kind::settle_scope, span, {program.measures[measure].name.zh, std::to_string(count)});
  }
}

std::vector<ir::Key> Lowering::lower_key_list(Scope& scope, const std::vector<syntax::ExprId>& keys, bool order) {
  std::vector<ir::Key> out;
  for (const syntax::ExprId id : keys) {
    if (!id.present()) continue;
    if (!order && is_same_matter(tree(scope, id))) {
      out.push_back({{}, true});
      continue;
    }
    const ExprId value = order ? lower_ordered(scope, id) : lower(scope, id);
    if (!value.present()) continue;
    if (is_key_type(type_of(value))) out.push_back({value, false});
    else report(scope, Kind::key_type, tree(scope, id).span, {type_text(type_of(value))});
  }
  return out;
}

bool Lowering::same_keys(const Scope& scope, const std::vector<ir::Key>& first, const std::vector<ir::Key>& next, ir::MeasureId measure,
                         Span span) {
  for (std::size_t i = 0; i < std::min(first.size(), next.size()); ++i) {
    if (first[i].same_matter || next[i].same_matter) continue;
    if (unify(scope, first[i].value, next[i].value)) continue;
    report(scope, Kind::keys_differ, span,
           {program.measures[measure.value].name.zh, type_text(type_of(next[i].value)), type_text(type_of(first[i].value))});
    return false;
  }
  return true;
}

std::optional<KeyLists> Lowering::key_alternatives(const Scope& scope, const syntax::Keys& written) {
  KeyLists out;
  if (written.reading.text.empty()) {
    out.lists.push_back(&written.keys);
    return out;
  }
  const auto reading = find_reading(scope, written.reading);
  if (!reading) return std::nullopt;
  std::vector<syntax::Word> labels;
  for (const syntax::KeyRow& row : written.rows) labels.push_back(row.label);
  const auto rows = rows_by_label(scope, *reading, labels, written.reading.span);
  if (!rows) return std::nullopt;
  out.reading = *reading;
  out.span = written.reading.span;
  for (const std::size_t row : *rows) out.lists.push_back(&written.rows[row].keys);
  return out;
}

// What is written elsewhere of a measure, in the scope of that measure.
void Lowering::stand_in(LetFrame& frame, ir::MeasureId measure) {
  frame.outer = &measure_lets[measure.value];
  frame.base = frame.outer->base;
  frame.base.lets = &frame;
  frame.base.behalf = program.measures[measure.value].name.zh;
  frame.base.behalf_span = program.measures[measure.value].span;
}

void Lowering::lower_keys(const Scope& scope, const syntax::Settlement& tree, ir::Settlement& out) {
  const auto all = key_alternatives(scope, tree.per);
  if (!all) return;
  out.per_reading = all->reading;
  const auto& alternatives = all->lists;
  for (ir::MeasureKeys& keys : out.measures) {
    if (broken_measures.contains(keys.measure.value)) continue;
    LetFrame frame;
    frame.entries = let_entries(tree.lets);
    stand_in(frame, keys.measure);
    for (const auto* list : alternatives) keys.per.push_back({lower_key_list(frame.base, *list, false)});
    keys.order = lower_key_list(frame.base, tree.order, true);
    const ir::MeasureKeys& first = out.measures.front();
    bool alike = same_keys(frame.base, first.order, keys.order, keys.measure, tree.name.span);
    for (std::size_t i = 0; alike && i < std::min(first.per.size(), keys.per.size()); ++i) {
      alike = same_keys(frame.base, first.per[i].keys, keys.per[i].keys, keys.measure, tree.name.span);
    }
    finish_lets(frame);
  }
}

void Lowering::lower_earlier(const Scope& scope, const syntax::Settlement& tree, ir::Settlement& out) {
  const syntax::Earlier& earlier = tree.earlier;
  switch (earlier.effect) {
    case syntax::EarlierEffect::counts: out.effect = ir::EarlierEffect::counts; break;
    case syntax::EarlierEffect::blocks: out.effect = ir::EarlierEffect::blocks; break;
    case syntax::EarlierEffect::tops_up: out.effect = ir::EarlierEffect::tops_up; break;
  }
  if (!earlier.reading.text.empty()) {
    const auto reading = find_reading(scope, earlier.reading);
    if (!reading) return;
    std::vector<syntax::Word> labels;
    for (const syntax::HistoryRow& row : earlier.rows) labels.push_back(row.label);
    const auto rows = rows_by_label(scope, *reading, labels, earlier.reading.span);
    if (!rows) return;
    out.earlier_reading = *reading;
    for (const std::size_t row : *rows) out.earlier.push_back(history_of(earlier.rows[row].scope));
  } else if (earlier.scope != syntax::History::none) {
    out.earlier = {history_of(earlier.scope)};
  }
  if (std::any_of(out.earlier.begin(), out.earlier.end(), by_level) && program.documents[scope.document.value].level.empty()) {
    report(scope, Kind::level_missing, earlier.span);
  }
}

}  // namespace zhidui::check
