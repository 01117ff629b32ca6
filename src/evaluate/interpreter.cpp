#include "evaluate/interpreter.h"

#include <algorithm>
#include <array>

#include "base/check.h"
#include "ir/walk.h"

namespace zhidui::evaluate {

using ir::Op;
using outcome::IndexSet;
using outcome::OpenKind;
using outcome::TraceNode;

void Interpreter::enter(ir::MeasureId measure, std::uint32_t subject, std::uint32_t record, std::optional<int> year) {
  measure_ = measure;
  subject_ = subject;
  year_ = year;
  known_.clear();
  const ir::BinderId unit = measure.present() ? program_.measures[measure.value].unit.range.binder : ir::BinderId{};
  if (unit.present()) rows_[unit.value] = Row{record, false, {}, {}};
}

const std::string& Interpreter::decider() const {
  static const std::string none;
  return measure_.present() ? measure().decider : none;
}

OpenSet Interpreter::open(OpenKind kind, std::string a, std::string b, std::string c, std::string who) {
  return OpenSet(opens_.intern({kind, std::move(a), std::move(b), std::move(c), std::move(who)}));
}

TraceNode* Interpreter::node_at(std::uint32_t node) { return tracing_ && node != outcome::kNoSite ? &sink_.trace->nodes[node] : nullptr; }

std::uint32_t Interpreter::open_node(const ir::Expr& expr, ir::ExprId id, std::uint32_t parent) {
  if (!tracing_) return outcome::kNoSite;
  auto& nodes = sink_.trace->nodes;
  const auto index = static_cast<std::uint32_t>(nodes.size());
  TraceNode node;
  node.kind = ir::trace_kind(expr.op);
  node.site = id.value;
  nodes.push_back(std::move(node));
  if (parent != outcome::kNoSite) nodes[parent].children.push_back(index);
  return index;
}

void Interpreter::record_atom(const ir::Expr& expr, ir::ExprId id, const Value& value) {
  outcome::Atom atom;
  atom.stage = sink_.stage;
  atom.condition = sink_.condition;
  atom.site = id.value;
  atom.negated = sink_.negated;
  atom.value = value;
  if (ir::is_comparison(expr.op)) {
    atom.left = eval(expr.args[0]);
    atom.right = eval(expr.args[1]);
  }
  sink_.atoms->push_back(std::move(atom));
}

std::pair<Value, std::uint32_t> Interpreter::explain(ir::ExprId id, const Sink& sink) {
  sink_ = sink;
  tracing_ = sink.trace != nullptr && scope_.reasons;
  collecting_ = sink.atoms != nullptr && scope_.reasons;
  Value value = eval_operand(id, outcome::kNoSite);
  tracing_ = collecting_ = false;
  sink_ = Sink{};
  return {std::move(value), last_node_};
}

Value Interpreter::eval(ir::ExprId id, bool atoms) {
  const bool tracing = std::exchange(tracing_, false);
  const bool collecting = std::exchange(collecting_, atoms && collecting_);
  Value value = eval_operand(id, outcome::kNoSite);
  tracing_ = tracing;
  collecting_ = collecting;
  return value;
}

Value Interpreter::eval_operand(ir::ExprId id, std::uint32_t parent) {
  const ir::Expr& expr = program_.expr(id);
  const bool shared = depth_ == 0 && !collecting_ && (expr.range || !expr.label.empty());
  const auto known = shared ? known_.find(id.value) : known_.end();
  if (known != known_.end() && (!tracing_ || known->second.second != outcome::kNoSite)) {
    last_node_ = known->second.second;
    if (tracing_ && parent != outcome::kNoSite) sink_.trace->nodes[parent].children.push_back(last_node_);
    return known->second.first;
  }
  const std::uint32_t node = open_node(expr, id, parent);
  Value value = compute(expr, id, node);
  if (TraceNode* slot = node_at(node)) slot->value = value;
  if (shared) known_[id.value] = {value, node};
  last_node_ = node;
  return value;
}

Value Interpreter::compute(const ir::Expr& expr, ir::ExprId id, std::uint32_t node) {
  const bool atomic = collecting_ && expr.type.kind == ir::TypeKind::boolean && !ir::is_connective(expr.op);
  if (atomic) collecting_ = false;
  Value value;
  switch (expr.op) {
    case Op::constant: value = expr.value; break;
    case Op::subject: value = Value::choice(subject_); break;
    case Op::row:
      value = rows_[expr.binder.value].is_virtual ? Value::choice_of(IndexSet::all(), rows_[expr.binder.value].opens)
                                                  : Value::choice(rows_[expr.binder.value].record);
      break;
    case Op::field:
    case Op::field_on: value = evaluate_field(expr, node); break;
    case Op::this_year:
      CHECK(year_.has_value());
      value = Value::number(*year_);
      break;
    case Op::fact_date: value = fact_date_; break;
    case Op::clock:
      value = Value::number(std::array{scope_.claimed, scope_.decided, scope_.known}[static_cast<std::size_t>(expr.clock)].days);
      break;
    case Op::document_date: value = document_date(expr.document, expr.doc_date); break;
    case Op::series: value = evaluate_series(expr, node); break;
    case Op::first_of: {
      const Value list = eval_operand(expr.args[0], node);
      value = list.may.any ? Value::choice_of(IndexSet::all(), list.opens) : Value::choice(list.may.indices.front());
      break;
    }
    case Op::is_recorded: value = evaluate_is_recorded(expr); break;
    case Op::reading: value = evaluate_reading(expr, node); break;
    case Op::count:
    case Op::exists:
    case Op::every:
    case Op::sum:
    case Op::maximum:
    case Op::minimum: value = evaluate_aggregate(expr, node); break;
    case Op::statistic: value = evaluate_statistic(expr, node); break;
    default: value = evaluate_pure(expr, node); break;
  }
  if (atomic) {
    collecting_ = true;
    record_atom(expr, id, value);
  }
  return value;
}

// Operands in the order that `apply` documents; all are evaluated, and pushed on one stack (nested ones above).
Value Interpreter::evaluate_pure(const ir::Expr& expr, std::uint32_t node) {
  const std::size_t base = stack_.size();
  for (ir::ExprId arg : expr.args) stack_.push_back(eval_operand(arg, node));
  for (const ir::TierRow& row : expr.tiers) stack_.push_back(eval(row.bound));
  for (const ir::TierRow& row : expr.tiers) stack_.push_back(eval(row.value));
  for (const ir::MatchRow& row : expr.matches) stack_.push_back(eval(row.value));
  for (const ir::CaseRow& row : expr.cases) stack_.push_back(eval_operand(row.condition, node));
  for (const ir::CaseRow& row : expr.cases) stack_.push_back(eval(row.value, true));
  if (expr.otherwise.present()) stack_.push_back(eval(expr.otherwise, true));
  else if (expr.op == Op::cases) stack_.push_back(facts::any_value(expr.type, nullptr, unsaid(OpenKind::gap, "")));
  const std::span<const Value> args(stack_.data() + base, stack_.size() - base);
  std::vector<std::uint32_t> reached;
  Value value = apply(expr, args, &reached);
  if (expr.op == Op::cases && !value.single()) value.opens.merge(contradicted(expr, args));
  stack_.resize(base);
  if (TraceNode* slot = node_at(node); slot && reached.size() == 1) {
    slot->payload = reached[0];
    explain_row(expr, reached[0], node);
  }
  return value;
}

// The one row that gives the value is explained too, below the node; its atoms are recorded with those of the other rows.
void Interpreter::explain_row(const ir::Expr& expr, std::uint32_t row, std::uint32_t node) {
  const bool collecting = std::exchange(collecting_, false);
  if (expr.op == Op::tiers && row < expr.tiers.size()) eval_operand(expr.tiers[row].value, node);
  if (expr.op == Op::match && row < expr.matches.size()) eval_operand(expr.matches[row].value, node);
  if (expr.op == Op::cases && row < expr.cases.size()) eval_operand(expr.cases[row].value, node);
  if (expr.op == Op::cases && row == expr.cases.size() && expr.otherwise.present()) eval_operand(expr.otherwise, node);
  collecting_ = collecting;
}

// What the organ that interprets the rules has not said: what holds where they are silent, or contradict each other.
OpenSet Interpreter::unsaid(OpenKind kind, std::string rules) {
  return open(kind, measure_.present() ? ir::measure_key(program_, measure_) : "", "", std::move(rules), decider());
}

// Rows of 情形 that certainly hold together, with different values; none where there is one at most.
OpenSet Interpreter::contradicted(const ir::Expr& expr, std::span<const Value> args) {
  const std::size_t n = expr.cases.size();
  std::string rows;
  const Value* first = nullptr;
  bool differ = false;
  for (std::size_t row = 0; row < n; ++row) {
    if (!args[row].is_true()) continue;
    differ = differ || (first && !(args[n + row] == *first));
    first = first ? first : &args[n + row];
    rows += (rows.empty() ? "" : "|") + std::to_string(row + 1);
  }
  return differ ? unsaid(OpenKind::conflict, std::move(rows)) : OpenSet{};
}

Value Interpreter::evaluate_reading(const ir::Expr& expr, std::uint32_t node) {
  const std::optional<std::uint32_t> taken = alternative_in_use(program_, scope_, expr.reading);
  std::vector<Value> all;
  for (std::size_t i = 0; i < expr.args.size(); ++i) {
    const bool shown = taken ? i == *taken : true;
    all.push_back(shown ? eval_operand(expr.args[i], node) : eval(expr.args[i]));
  }
  const bool differ = std::any_of(all.begin(), all.end(), [&](const Value& v) { return !(v == all[0]); });
  if (differ) touched.insert(expr.reading);
  if (TraceNode* slot = node_at(node); slot && taken) slot->payload = *taken;
  if (taken) return all[*taken];
  const ir::Reading& reading = program_.readings[expr.reading.value];
  const OpenSet because = open(OpenKind::reading, reading.code, "", "", decider());
  Value value = all[0];
  for (std::size_t i = 1; i < all.size(); ++i) value = outcome::hull(value, all[i], because);
  return value;
}

Value Interpreter::document_date(ir::DocumentId id, ir::DocDate which) {
  const ir::Document& document = program_.documents[id.value];
  const auto assumed = scope_.assume.find(id);
  if (assumed != scope_.assume.end() && (which == ir::DocDate::effective || (which == ir::DocDate::published && !document.published))) {
    return Value::number(assumed->second.days);
  }
  // A draft that nobody assumes adopted: the day does not come.
  if (which == ir::DocDate::effective && document.draft) return Value::number(base::Date::year_end(base::kLastYear).days);
  if (which == ir::DocDate::effective && document.effective.present()) return eval(document.effective);
  if (which == ir::DocDate::expires && document.expires.present()) return eval(document.expires);
  const auto& bound = which == ir::DocDate::expires ? document.missing_expires : document.missing_effective;
  const auto between = [](const ir::DateBound& days, OpenSet opens) {
    return Value::range(days.low.days, days.high.days, std::move(opens));
  };
  if (which == ir::DocDate::replaces) {  // not before it takes effect
    const Value from = document.missing ? Value::number(bound ? bound->low.days : base::Date::year_start(base::kFirstYear).days)
                                        : document_date(id, ir::DocDate::effective);
    return Value::interval_of({from.interval.lo, base::Rational(0), from.interval.lo_unbounded, true},
                              open(OpenKind::document, document.name.id, "", "", document.organ));
  }
  static const char* const kNames[] = {"published", "effective", "expires"};
  OpenSet unsaid = open(OpenKind::doc_date, document.name.id, kNames[static_cast<std::size_t>(which)], "", document.organ);
  if (document.missing && bound && which != ir::DocDate::published) return between(*bound, std::move(unsaid));
  if (which != ir::DocDate::published || !document.published) return facts::any_value({ir::TypeKind::date, {}, {}, {}}, nullptr, unsaid);
  return between(*document.published, std::move(unsaid));
}

// The document is in force on the day that its 时效依据 names: effective ≤ day < expires (the first day out).
Value Interpreter::in_force(const ir::Document& document) {
  const auto id = ir::DocumentId{static_cast<std::uint32_t>(&document - program_.documents.data())};
  if (document.draft && !scope_.assume.contains(id)) return Value::boolean(false);
  const Value day = document.validity_by.present() ? eval(document.validity_by) : fact_date_;
  std::vector<Value> both{outcome::at_most(document_date(id, ir::DocDate::effective), day)};
  if (document.expires.present()) both.push_back(outcome::less(day, document_date(id, ir::DocDate::expires)));
  return conjunction(both);
}

Value Interpreter::evaluate_series(const ir::Expr& expr, std::uint32_t node) {
  const Value key = eval_operand(expr.args[0], node);
  const ir::Series& series = program_.series[expr.series.value];
  const Value unknown = Value::interval_of(
      {expr.bounds.lo, expr.bounds.hi, expr.bounds.lo_unbounded, expr.bounds.hi_unbounded},
      key.single() ? open(OpenKind::reference, series.name.id,
                          ir::key_text(series, program_.expr(expr.args[0]).type.kind, key.interval.lo.to_int64()), "", series.source)
                   : key.opens);
  if (!key.single()) return unknown;
  const ir::SeriesEntry* entry = ir::entry_at(series, program_.expr(expr.args[0]).type.kind, key.interval.lo.to_int64());
  return entry ? Value::number(entry->value) : unknown;
}

Value Interpreter::evaluate_is_recorded(const ir::Expr& expr) {
  const ir::Expr& access = program_.expr(expr.args[0]);
  const Value reference = eval(access.args[0]);
  if (!reference.may.single()) return Value::open_boolean(reference.opens);
  const ir::Field& field = program_.record(access.record_type).fields[access.field.value];
  const auto& segments = facts_.record(reference.may.indices[0]).fields[access.field.value].segments;
  const bool recorded =
      std::any_of(segments.begin(), segments.end(), [&](const facts::Segment& segment) { return visible(segment, field); });
  return Value::boolean(recorded);
}

}  // namespace zhidui::evaluate
