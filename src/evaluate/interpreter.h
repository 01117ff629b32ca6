// Private to evaluate: the state of one evaluation and the evaluation of expressions.
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "evaluate/evaluate.h"
#include "evaluate/operations.h"
#include "facts/lookup.h"

namespace zhidui::evaluate {

inline constexpr std::uint32_t kNoRecord = UINT32_MAX;

// The row a binder stands for: a record, or a virtual record (one that may exist beyond the known ones) whose 发生日 lies after `after`.
struct Row {
  std::uint32_t record = kNoRecord;
  bool is_virtual = false;
  std::optional<base::Date> after;
  OpenSet opens;
};

class Interpreter {
 public:
  Interpreter(const ir::Program& program, const facts::FactBase& facts, const Scope& scope, outcome::OpenTable& opens)
      : program_(program), facts_(facts), scope_(scope), opens_(opens), rows_(program.binder_count) {}

  Value eval(ir::ExprId id, bool atoms = false);

  void enter(ir::MeasureId measure, std::uint32_t subject, std::uint32_t record, std::optional<int> year);
  void take(ir::ExprId named, Value value) { known_[named.value] = {std::move(value), outcome::kNoSite}; }
  void set_fact_date(Value value) { fact_date_ = std::move(value), known_.clear(); }
  const Value& fact_date() const { return fact_date_; }
  void bind(ir::BinderId binder, Row row) { rows_[binder.value] = std::move(row), known_.clear(); }
  const ir::Measure& measure() const { return program_.measures[measure_.value]; }
  ir::MeasureId measure_id() const { return measure_; }
  std::uint32_t subject() const { return subject_; }
  std::optional<int> year() const { return year_; }
  const std::string& decider() const;

  // While a sink is set, nodes of the explanation and atoms are recorded; never inside aggregates.
  struct Sink {
    outcome::Trace* trace = nullptr;
    std::vector<outcome::Atom>* atoms = nullptr;
    outcome::Stage stage = outcome::Stage::condition;
    std::uint32_t condition = 0;
    bool negated = false;
  };
  // The value, and the index of its explanation node in sink.trace.
  std::pair<Value, std::uint32_t> explain(ir::ExprId id, const Sink& sink);

  struct Candidates {
    std::vector<std::pair<std::uint32_t, Value>> records;  // record, whether it is held and kept by the filter (never certainly false)
    OpenSet unseen;                                        // rows that may exist beyond them
    std::optional<base::Date> unseen_after;
    const facts::Closure* closure = nullptr;
  };
  Candidates candidates(const ir::Range& range);
  Row virtual_row(const Candidates& found) const { return Row{kNoRecord, true, found.unseen_after, found.unseen}; }

  Value field(std::uint32_t record, ir::RecordId type, ir::FieldId field);
  OpenSet open(outcome::OpenKind kind, std::string a, std::string b, std::string c, std::string who);
  OpenSet unsaid(outcome::OpenKind kind, std::string rules);
  Value in_force(const ir::Document& document);

  TouchedReadings touched;
  std::vector<outcome::Note> notes;

  const ir::Program& program_;
  const facts::FactBase& facts_;
  const Scope& scope_;
  outcome::OpenTable& opens_;

 private:
  Value compute(const ir::Expr& expr, ir::ExprId id, std::uint32_t node);
  Value eval_operand(ir::ExprId id, std::uint32_t parent);
  Value evaluate_pure(const ir::Expr& expr, std::uint32_t node);
  void explain_row(const ir::Expr& expr, std::uint32_t row, std::uint32_t node);
  OpenSet contradicted(const ir::Expr& expr, std::span<const Value> args);
  Value evaluate_field(const ir::Expr& expr, std::uint32_t node);
  Value evaluate_reading(const ir::Expr& expr, std::uint32_t node);
  Value evaluate_aggregate(const ir::Expr& expr, std::uint32_t node);
  Value evaluate_statistic(const ir::Expr& expr, std::uint32_t node);
  Value evaluate_series(const ir::Expr& expr, std::uint32_t node);
  Value evaluate_is_recorded(const ir::Expr& expr);
  Value document_date(ir::DocumentId id, ir::DocDate which);
  Value field_of_row(const Row& row, ir::RecordId type, ir::FieldId field, std::uint32_t node);
  Value observed(std::uint32_t record, ir::RecordId type, ir::FieldId field, std::uint32_t node);
  Value field_on(std::uint32_t record, ir::RecordId type, ir::FieldId field, const Value& day, std::uint32_t node);
  Value computed(const Row& row, ir::RecordId type, ir::FieldId field, std::uint32_t node);
  Value distinct_count(const ir::Expr& expr, const Candidates& found);
  bool visible(const facts::Segment& segment, const ir::Field& field) const {
    return facts::visible(segment, field, scope_.decided, scope_.known);
  }
  Value not_known(std::uint32_t record, ir::RecordId type, ir::FieldId field, const OpenSet& further = {});
  Value holds_reference(std::uint32_t record, const ir::Range& range, std::uint32_t owner);
  std::uint32_t open_node(const ir::Expr& expr, ir::ExprId id, std::uint32_t parent);
  void record_atom(const ir::Expr& expr, ir::ExprId id, const Value& value);
  outcome::TraceNode* node_at(std::uint32_t node);
  Row row_of(const ir::Expr& record_expr, std::uint32_t node, Value* reference);

  std::vector<Row> rows_;
  std::vector<Value> stack_;
  ir::MeasureId measure_;
  std::uint32_t subject_ = kNoRecord;
  std::optional<int> year_;
  Value fact_date_ = Value::number(0);
  // Named and counted expressions of the claim at hand, with their nodes: what a claim names twice is evaluated and
  // explained once. Not below an aggregate or a computed field (depth_ > 0), where a row may stand for another record.
  std::map<std::uint32_t, std::pair<Value, std::uint32_t>> known_;
  int depth_ = 0;
  std::uint32_t last_node_ = outcome::kNoSite;
  Sink sink_;
  bool tracing_ = false;
  bool collecting_ = false;  // atoms: only on the boolean skeleton of a condition
};

}  // namespace zhidui::evaluate
