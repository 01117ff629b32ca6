// Definitions are checked by themselves before they are used, and what was reported is left half made: the expressions
// that no declaration reaches are dropped, and expressions and binders numbered anew in their order.
#include "check/lowering.h"

namespace zhidui::check {

namespace {

template <class F>
void each_in_range(ir::Range& range, F f) {
  f(range.owner);
  f(range.where);
  f(range.distinct);
}

template <class F>
void each_operand(ir::Expr& e, F f) {
  for (ExprId& arg : e.args) f(arg);
  for (ir::TierRow& row : e.tiers) {
    f(row.bound);
    f(row.value);
  }
  for (ir::MatchRow& row : e.matches) f(row.value);
  for (ir::CaseRow& row : e.cases) {
    f(row.condition);
    f(row.value);
  }
  f(e.otherwise);
  if (e.range) each_in_range(*e.range, f);
}

template <class F>
void each_in_amount(ir::Amount& amount, F f) {
  f(amount.value);
  f(amount.low);
  f(amount.high);
}

template <class F>
void each_in_measure(ir::Measure& measure, F f) {
  each_in_range(measure.unit.range, f);
  f(measure.unit.since);
  for (ir::Condition& condition : measure.subjects) f(condition.value);
  for (ir::Condition& condition : measure.conditions) f(condition.value);
  f(measure.fact_date);
  f(measure.payee);
  for (ir::Supersession& superseded : measure.superseded) f(superseded.when);
  for (ir::Duty& duty : measure.duties) {
    if (duty.sum) f(duty.sum->value);
    f(duty.due);
  }
  for (ir::Let& let : measure.lets) f(let.value);
  if (measure.round) {
    f(measure.round->per);
    for (ExprId& key : measure.round->within) f(key);
    f(measure.round->by);
    f(measure.round->ties);
    f(measure.round->moves_up);
    for (ir::Place& place : measure.round->places) f(place.least), f(place.amount);
  }
  if (measure.amount) each_in_amount(*measure.amount, f);
  for (ir::Exception& exception : measure.exceptions) {
    f(exception.when);
    each_in_amount(exception.amount, f);
  }
}

// Every expression that a declaration names.
template <class F>
void each_root(ir::Program& program, F f) {
  for (ir::RecordType& record : program.records) {
    for (ir::Field& field : record.fields) f(field.computed);
  }
  for (ir::Convention& convention : program.conventions) f(convention.value);
  for (ir::Statistic& statistic : program.statistics) f(statistic.value);
  for (ir::Check& check : program.checks) {
    f(check.when);
    f(check.required);
  }
  for (ir::Document& document : program.documents) {
    f(document.effective);
    f(document.expires);
    f(document.validity_by);
  }
  for (ir::Measure& measure : program.measures) each_in_measure(measure, f);
  for (ir::Typed& typed : program.typed) {
    if (typed.goal) f(typed.goal->value);
    f(typed.due), f(typed.size);
  }
  for (ir::Settlement& settlement : program.settlements) {
    for (ir::SettleNode& node : settlement.nodes) f(node.limit);
    for (ir::MeasureKeys& keys : settlement.measures) {
      for (ir::KeyAlternative& alternative : keys.per) {
        for (ir::Key& key : alternative.keys) f(key.value);
      }
      for (ir::Key& key : keys.order) f(key.value);
    }
  }
}

void compact_exprs(ir::Program& program) {
  std::vector<bool> live(program.exprs.size(), false);
  const auto mark = [&](ExprId& id) {
    if (id.present()) live[id.value] = true;
  };
  each_root(program, mark);
  for (std::size_t i = program.exprs.size(); i-- > 0;) {  // users stand after their operands
    if (live[i]) each_operand(program.exprs[i], mark);
  }
  std::vector<ExprId> moved(program.exprs.size());
  std::vector<ir::Expr> kept;
  for (std::size_t i = 0; i < program.exprs.size(); ++i) {
    if (!live[i]) continue;
    moved[i] = ExprId{static_cast<std::uint32_t>(kept.size())};
    kept.push_back(std::move(program.exprs[i]));
  }
  const auto move = [&](ExprId& id) {
    if (id.present()) id = moved[id.value];
  };
  for (ir::Expr& e : kept) each_operand(e, move);
  program.exprs = std::move(kept);
  each_root(program, move);
}

void compact_binders(ir::Program& program) {
  std::vector<ir::BinderId> moved(program.binder_count);
  std::vector<ir::RecordId> kept;
  const auto move = [&](ir::BinderId& binder) {
    if (!binder.present()) return;
    ir::BinderId& target = moved[binder.value];
    if (!target.present()) {
      target = ir::BinderId{static_cast<std::uint32_t>(kept.size())};
      kept.push_back(program.binder_record[binder.value]);
    }
    binder = target;
  };
  for (ir::RecordType& record : program.records) move(record.self);
  for (ir::Statistic& statistic : program.statistics) move(statistic.owner);
  for (ir::Expr& e : program.exprs) {
    move(e.binder);
    if (e.range) move(e.range->binder);
  }
  for (ir::Measure& measure : program.measures) move(measure.unit.range.binder);
  program.binder_count = static_cast<std::uint32_t>(kept.size());
  program.binder_record = std::move(kept);
}

}  // namespace

void compact(ir::Program& program) {
  compact_exprs(program);
  compact_binders(program);
}

}  // namespace zhidui::check
