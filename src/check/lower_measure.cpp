// Measures: who, when, under what conditions, how much; and the 通则 that apply to them.
#include <algorithm>

#include "check/lowering.h"

namespace zhidui::check {

namespace {

std::vector<std::string> words_of(const std::vector<syntax::Text>& texts) {
  std::vector<std::string> out;
  for (const syntax::Text& text : texts) out.push_back(text.text);
  return out;
}

}  // namespace

std::vector<LetEntry> Lowering::let_entries(const std::vector<syntax::Let>& lets) {
  std::vector<LetEntry> entries;
  for (const syntax::Let& let : lets) entries.push_back({&let, {}, Progress::untouched});
  return entries;
}

// Every 设 is lowered, used or not, so that its mistakes show.
void Lowering::finish_lets(LetFrame& frame) {
  for (std::size_t i = 0; i < frame.entries.size(); ++i) {
    const syntax::Let& let = *frame.entries[i].let;
    for (std::size_t j = 0; j < i; ++j) {
      if (frame.entries[j].let->name.text != let.name.text || let.name.text.empty()) continue;
      report(frame.base, Kind::duplicate_name, let.name.span, {let.name.text})
          .labels.push_back({frame.entries[j].let->name.span, "已在这里声明", "it is declared here"});
    }
    warn_shadowing(frame.base, let);
    lower_let(frame, frame.entries[i]);
  }
}

void Lowering::lower_measures() {
  std::uint32_t next = 0;
  for (std::size_t input = 0; input < inputs.size(); ++input) {
    if (!document_of[input].present()) continue;
    for (const syntax::Declaration& declaration : inputs[input].tree.declarations) {
      if (const auto* tree = std::get_if<syntax::Measure>(&declaration)) lower_measure(input, *tree, ir::MeasureId{next++});
    }
    check_generals(input);
  }
  for (std::size_t input = 0; input < inputs.size(); ++input) {
    if (document_of[input].present()) continue;
    for (const syntax::Declaration& declaration : inputs[input].tree.declarations) {
      const auto* general = std::get_if<syntax::General>(&declaration);
      if (general && !general->name.text.empty()) diagnostics.report(Kind::without_document, general->name.span, {general->name.text});
    }
  }
}

void Lowering::lower_measure(std::size_t input, const syntax::Measure& tree, ir::MeasureId id) {
  LetFrame& frame = measure_lets[id.value];
  frame.entries = let_entries(tree.lets);
  Scope& scope = frame.base;
  scope = file_scope(input);
  scope.lets = &frame;
  scope.subject = Scope::Subject::applicant;
  ir::Measure measure = std::move(program.measures[id.value]);
  measure.clauses = lower_clauses(input, tree.clauses);
  if (!lower_unit(scope, tree, measure)) broken_measures.insert(id.value);
  if (!broken_measures.contains(id.value)) {
    lower_fact_date(scope, tree, measure);
    for (const syntax::Condition& condition : tree.subjects) add_condition(scope, condition, false, {}, measure.subjects);
    lower_generals(input, measure, scope);
    for (const syntax::Condition& condition : tree.conditions) add_condition(scope, condition, false, {}, measure.conditions);
    if (tree.payee.present()) measure.payee = lower_typed(scope, tree.payee, Type{TypeKind::record, {}, {}, program.subject_record});
    lower_round(scope, tree, measure);
    if (tree.amount.kind != syntax::Amount::Kind::missing) measure.amount = lower_amount(scope, tree.amount);
    else if (!tree.round) report(scope, Kind::amount_missing, tree.name.name.span, {measure.name.zh});
    lower_exceptions(scope, tree, measure);
    measure.duties = lower_duties(scope, tree.duties);
    finish_lets(frame);
    for (const LetEntry& entry : frame.entries) {
      if (entry.value.present()) measure.lets.push_back({entry.let->name.text, entry.value});
    }
  }
  measure.evidence = words_of(tree.evidence);
  measure.continues = words_of(tree.continues);
  measure.criteria = tree.criteria.text;
  measure.decider = tree.decider.text.empty() ? program.documents[measure.document.value].decider : tree.decider.text;
  program.measures[id.value] = std::move(measure);
}

std::vector<ir::Duty> Lowering::lower_duties(Scope& scope, const std::vector<syntax::Duty>& duties) {
  std::vector<ir::Duty> out;
  for (const syntax::Duty& tree : duties) {
    ir::Duty duty{tree.text.text, {}, tree.evidence.text, {}, tree.span};
    if (tree.sum) duty.sum = goal_of(tree.sum->comparison, lower_sum_of_money(scope, tree.sum->value));
    if (tree.due.present()) duty.due = lower_typed(scope, tree.due, kDate);
    out.push_back(std::move(duty));
  }
  return out;
}

void Lowering::add_condition(Scope& scope, const syntax::Condition& tree, bool excluded, const std::vector<ir::ClauseId>& clauses,
                             std::vector<ir::Condition>& out) {
  const ExprId value = lower_condition(scope, tree.value);
  if (value.present()) out.push_back({tree.label.text, value, excluded, clauses, tree.span});
}

// False: the rows or the year of the claims are not known, so nothing else of the measure can be understood.
bool Lowering::lower_unit(Scope& scope, const syntax::Measure& tree, ir::Measure& measure) {
  if (!program.subject_record.present()) {
    report(scope, Kind::no_subject_record, tree.name.name.span);
    return false;
  }
  if (!tree.unit) return true;
  const syntax::Unit& unit = *tree.unit;
  measure.unit.yearly = unit.yearly;
  if (unit.yearly) scope.year = Scope::Year::own;
  if (unit.since.present()) {
    Scope before = scope;
    before.lets = nullptr;
    before.year = Scope::Year::none;
    measure.unit.since = lower_typed(before, unit.since, kDate);
  }
  if (unit.kind == syntax::Unit::Kind::entity) return true;
  Scope with_row;
  auto range = lower_range(scope, unit.record, unit.held_as, unit.record.span, with_row);
  if (!range) return false;
  measure.unit.kind = outcome::UnitKind::item;
  scope.rows = with_row.rows;
  scope.item = scope.rows.back().expr;
  if (unit.where.present()) range->where = lower_condition(scope, unit.where);
  measure.unit.range = *range;
  return true;
}

// 事实日 is known to everything but its own expression and what that needs.
void Lowering::lower_fact_date(Scope& scope, const syntax::Measure& tree, ir::Measure& measure) {
  if (tree.fact_date.present()) {
    measure.fact_date = lower_typed(scope, tree.fact_date, kDate);
  } else if (measure.unit.kind == outcome::UnitKind::item && !measure.unit.yearly) {
    const ir::RecordType& record = program.record(measure.unit.range.record);
    if (!record.occurs_on.present()) report(scope, Kind::fact_date_missing, tree.name.name.span, {measure.name.zh, record.name.zh});
  }
  scope.fact_date = true;
}

void Lowering::lower_generals(std::size_t input, ir::Measure& measure, const Scope& measure_scope) {
  for (const syntax::Declaration& declaration : inputs[input].tree.declarations) {
    const auto* general = std::get_if<syntax::General>(&declaration);
    if (!general) continue;
    const auto names_it = [&](const std::vector<syntax::Word>& words) {
      return std::any_of(words.begin(), words.end(),
                         [&](const syntax::Word& word) { return word.text == measure.name.zh || word.text == measure.name.id; });
    };
    if (names_it(general->except) || (!general->only.empty() && !names_it(general->only))) continue;
    if (!general_clauses.contains(general)) general_clauses[general] = lower_clauses(input, general->clauses);
    lower_general(measure_scope, *general, measure, general_clauses[general]);
  }
}

void Lowering::lower_general(const Scope& measure_scope, const syntax::General& general, ir::Measure& measure,
                             const std::vector<ir::ClauseId>& clauses) {
  LetFrame frame;
  frame.entries = let_entries(general.lets);
  frame.base = measure_scope;
  frame.base.lets = &frame;
  frame.base.item = {};
  frame.base.rows.clear();  // a general rule speaks of the applicant, whatever the unit
  frame.base.behalf = measure.name.zh;
  frame.base.behalf_span = measure.span;
  const std::size_t first = measure.subjects.size();
  for (const syntax::Condition& condition : general.subjects) add_condition(frame.base, condition, false, clauses, measure.subjects);
  for (const syntax::Condition& condition : general.exclusions) add_condition(frame.base, condition, true, clauses, measure.subjects);
  for (const syntax::Adopts& written : general.adopts) {
    const auto adopts = lower_adopts(frame.base, written);
    for (std::size_t i = first; adopts && i < measure.subjects.size(); ++i) adopt(frame.base, measure.subjects[i], *adopts);
  }
  finish_lets(frame);
}

// Under an alternative that the rule does not adopt, its condition asks for nothing.
void Lowering::adopt(const Scope& scope, ir::Condition& condition, const ir::Adopts& adopts) {
  const ExprId nothing = constant(scope, kBoolean, outcome::Value::boolean(!condition.excluded), condition.span);
  ir::Expr choice;
  choice.op = Op::reading;
  choice.type = kBoolean;
  choice.span = condition.span;
  choice.reading = adopts.reading;
  for (const bool held : adopts.holds) choice.args.push_back(held ? condition.value : nothing);
  condition.value = add(scope, std::move(choice));
}

void Lowering::check_generals(std::size_t input) {
  const Scope scope = file_scope(input);
  for (const syntax::Declaration& declaration : inputs[input].tree.declarations) {
    const auto* general = std::get_if<syntax::General>(&declaration);
    if (!general) continue;
    for (const syntax::Word& word : general->except) find_measure(scope, word);
    for (const syntax::Word& word : general->only) find_measure(scope, word);
    if (!general_clauses.contains(general)) general_clauses[general] = lower_clauses(input, general->clauses);
  }
}

ExprId Lowering::lower_sum_of_money(Scope& scope, syntax::ExprId id) {
  const ExprId value = lower_typed(scope, id, kMoney);
  if (!value.present()) return {};
  const Grain grain = grains[value.value];
  if (grain.scale != 1 || grain.loose) {
    report(scope, Kind::parts_of_fen, tree(scope, id).span);
    return {};
  }
  const ir::Bounds& bounds = expr(value).bounds;
  if (!bounds.lo_unbounded && bounds.lo.sign() < 0) {
    report(scope, Kind::negative_amount, tree(scope, id).span, {base::yuan_text(bounds.lo)});
    return {};
  }
  return value;
}

std::optional<ir::Amount> Lowering::lower_amount(Scope& scope, const syntax::Amount& tree) {
  ir::Amount amount;
  amount.span = tree.span;
  switch (tree.kind) {
    case syntax::Amount::Kind::missing: return std::nullopt;
    case syntax::Amount::Kind::computed:
      amount.value = lower_sum_of_money(scope, tree.value);
      if (!amount.value.present()) return std::nullopt;
      break;
    case syntax::Amount::Kind::discretion:
      amount.kind = ir::AmountKind::discretion;
      amount.low = lower_sum_of_money(scope, tree.low);
      amount.high = lower_sum_of_money(scope, tree.high);
      if (!amount.low.present() || !amount.high.present()) return std::nullopt;
      if (expr(amount.high).bounds.hi < expr(amount.low).bounds.lo) report(scope, Kind::discretion_reversed, tree.span);
      break;
    case syntax::Amount::Kind::undetermined:
      amount.kind = ir::AmountKind::undetermined;
      amount.phrase = tree.phrase.text;
      break;
  }
  return amount;
}

void Lowering::lower_exceptions(Scope& scope, const syntax::Measure& tree, ir::Measure& measure) {
  std::map<std::string, std::uint32_t> index;
  bool whole = true;
  for (const syntax::Exception& exception : tree.exceptions) {
    const auto [it, is_new] = index.emplace(exception.name.text, static_cast<std::uint32_t>(index.size()));
    if (is_new || exception.name.text.empty()) continue;
    report(scope, Kind::duplicate_name, exception.name.span, {exception.name.text})
        .labels.push_back({tree.exceptions[it->second].name.span, "已在这里声明", "it is declared here"});
    return;
  }
  for (const syntax::Exception& exception : tree.exceptions) {
    ir::Exception out;
    out.name = exception.name.text;
    out.span = exception.span;
    out.when = lower_condition(scope, exception.when);
    const auto amount = lower_amount(scope, exception.amount);
    whole = whole && out.when.present() && amount;
    if (amount) out.amount = *amount;
    for (const syntax::Word& word : exception.over) {
      const auto it = index.find(word.text);
      if (it != index.end()) {
        out.over.push_back(it->second);
        continue;
      }
      std::vector<std::string> candidates;
      for (const auto& [name, i] : index) candidates.push_back(name);
      suggest(report(scope, Kind::unknown_exception, word.span, {word.text}), word.text, candidates);
      whole = false;
    }
    measure.exceptions.push_back(std::move(out));
  }
  if (whole) check_priorities(scope, measure);
  else measure.exceptions.clear();
}

void Lowering::check_priorities(const Scope& scope, const ir::Measure& measure) {
  const auto& list = measure.exceptions;
  for (std::uint32_t start = 0; start < list.size(); ++start) {
    std::set<std::uint32_t> below;
    std::vector<std::uint32_t> pending(list[start].over);
    while (!pending.empty()) {
      const std::uint32_t next = pending.back();
      pending.pop_back();
      if (below.insert(next).second) pending.insert(pending.end(), list[next].over.begin(), list[next].over.end());
    }
    if (below.contains(start)) report(scope, Kind::priority_cycle, list[start].span, {list[start].name});
  }
}

}  // namespace zhidui::check
