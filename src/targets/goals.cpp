#include "targets/goals.h"

#include <utility>

#include "evaluate/evaluate.h"

namespace zhidui::targets {

using base::Rational;

namespace {

// A goal and its day rest on no applicant: constants, dates of the document, readings.
std::optional<Rational> number_of(const ir::Program& program, ir::ExprId id, base::Date on) {
  if (!id.present()) return std::nullopt;
  const facts::FactBase none;
  evaluate::Scope scope;
  scope.claimed = scope.decided = scope.known = on;
  scope.reasons = false;
  outcome::OpenTable opens;
  const outcome::Value value = evaluate::evaluate_in(program, none, scope, {}, id, opens);
  if (value.kind != outcome::ValueKind::number || !value.interval.single()) return std::nullopt;
  return value.interval.lo;
}

// Official texts name such indicators so: 每万人口高价值发明专利拥有量, 万人发明专利拥有量; 培训5万人 and 培训万人次 are none.
bool says_per_10000(const std::string& words) {
  constexpr std::string_view kPeople = "万人", kTimes = "次";
  for (std::size_t at = words.find(kPeople); at != std::string::npos; at = words.find(kPeople, at + 1)) {
    const bool counted = at > 0 && words[at - 1] >= '0' && words[at - 1] <= '9';
    const bool times = std::string_view(words).substr(at + kPeople.size()).starts_with(kTimes);
    if (!counted && !times) return true;
  }
  return false;
}

std::string whole_unit(const ir::Program& program, const Target& target) {
  const bool named = target.type.unit.present() && target.type.unit.value < program.units.size();
  return named ? program.units[target.type.unit.value] : "";
}

}  // namespace

std::optional<Due> due_of(const ir::Program& program, ir::ExprId due, base::Date on) {
  const std::optional<Rational> number = number_of(program, due, on);
  if (!number || !number->is_integer()) return std::nullopt;
  if (program.expr(due).type.kind == ir::TypeKind::year) return Due{base::Date::year_end(static_cast<int>(number->to_int64())), true};
  return Due{base::Date{static_cast<std::int32_t>(number->to_int64())}, false};
}

std::vector<Target> targets_of(const ir::Program& program, base::Date on) {
  std::vector<Target> out;
  for (std::uint32_t i = 0; i < program.typed.size(); ++i) {
    const ir::Typed& typed = program.typed[i];
    if (typed.kind != ir::TypedKind::target) continue;
    Target target;
    target.typed = i;
    target.indicator = typed.indicator.empty() ? typed.name : typed.indicator;
    target.has_due = typed.due.present();
    target.due = due_of(program, typed.due, on);
    if (typed.goal) {
      target.has_goal = true;
      target.type = program.expr(typed.goal->value).type;
      target.goal = number_of(program, typed.goal->value, on);
      const bool counted = target.type.kind == ir::TypeKind::count || target.type.kind == ir::TypeKind::money;
      target.per_10000 = counted && (says_per_10000(target.indicator) || whole_unit(program, target).ends_with(kPer10000));
    }
    out.push_back(std::move(target));
  }
  return out;
}

std::string unit_name(const ir::Program& program, const Target& target) {
  std::string name = whole_unit(program, target);
  if (name.ends_with(kPer10000)) name.resize(name.size() - kPer10000.size());
  return name;
}

bool reaches(const ir::Goal& goal, const Rational& figure, const Rational& wanted) {
  if (goal.comparison == ir::Op::eq) return figure == wanted;
  const Rational& small = goal.greater ? wanted : figure;
  const Rational& large = goal.greater ? figure : wanted;
  return goal.comparison == ir::Op::lt ? small < large : small <= large;
}

}  // namespace zhidui::targets
