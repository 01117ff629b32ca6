// The declarations of a file as coverage sees them: their quotations, and their expressions with the part each plays.
#include "check/coverage.h"

namespace zhidui::check {

using syntax::ExprId;

namespace {

constexpr BoundUse kExact{false, true, true, false};
constexpr BoundUse kAtLeast{true, true, false, false};
constexpr BoundUse kAtMost{false, true, false, false};

void add_amount(const syntax::Amount& amount, std::vector<Root>& roots) {
  roots.push_back({amount.value, kExact});
  roots.push_back({amount.low, kAtLeast});
  roots.push_back({amount.high, kAtMost});
}

void add_conditions(const std::vector<syntax::Condition>& conditions, bool negated, std::vector<Root>& roots) {
  for (const syntax::Condition& condition : conditions) roots.push_back({condition.value, {}, negated});
}

void add_all(const std::vector<ExprId>& values, std::vector<Root>& roots) {
  for (const ExprId value : values) roots.push_back({value, {}});
}

void add_lets(const std::vector<syntax::Let>& lets, std::vector<Root>& roots) {
  for (const syntax::Let& let : lets) roots.push_back({let.value, {}});
}

Construct construct_of(const syntax::File&, const syntax::Measure& m) {
  Construct out{&m.clauses, &m.embodied, {}, "措施", m.name, Construct::Role::entitles};
  add_all({m.fact_date, m.payee}, out.roots);
  if (m.unit) add_all({m.unit->where, m.unit->since}, out.roots);
  add_conditions(m.subjects, false, out.roots);
  add_conditions(m.conditions, false, out.roots);
  add_lets(m.lets, out.roots);
  if (m.round) {
    add_all(m.round->per.keys, out.roots);
    for (const auto& row : m.round->per.rows) add_all(row.keys, out.roots);
    add_all({m.round->by, m.round->ties, m.round->moves_up}, out.roots);
    for (const auto& place : m.round->places) {
      out.roots.push_back({place.count, place.most.present() ? std::optional(kAtLeast) : std::nullopt});
      out.roots.push_back({place.most, kAtMost});
      out.roots.push_back({place.amount, kExact});
    }
  }
  add_amount(m.amount, out.roots);
  for (const auto& exception : m.exceptions) {
    out.roots.push_back({exception.when, {}, true});
    add_amount(exception.amount, out.roots);
  }
  for (const syntax::Duty& duty : m.duties) {
    if (duty.sum) out.roots.push_back({duty.sum->value, {}});
    out.roots.push_back({duty.due, {}});
  }
  return out;
}

Construct construct_of(const syntax::File&, const syntax::General& g) {
  Construct out{&g.clauses, &g.embodied, {}, "通则", {g.name, {}}};
  add_conditions(g.subjects, false, out.roots);
  add_conditions(g.exclusions, true, out.roots);
  add_lets(g.lets, out.roots);
  return out;
}

void add_settle(const syntax::File& tree, syntax::SettleId id, std::vector<Root>& roots) {
  if (id.value == UINT32_MAX) return;
  const syntax::Settle& node = tree.settle(id);
  roots.push_back({node.argument, kAtMost});
  for (const syntax::SettleId operand : node.operands) add_settle(tree, operand, roots);
}

Construct construct_of(const syntax::File& tree, const syntax::Settlement& s) {
  Construct out{&s.clauses, &s.embodied, {}, "结算", {s.name, {}}, Construct::Role::cuts};
  add_all(s.order, out.roots);
  add_lets(s.lets, out.roots);
  add_settle(tree, s.take, out.roots);
  add_all(s.per.keys, out.roots);
  for (const auto& row : s.per.rows) add_all(row.keys, out.roots);
  return out;
}

Construct construct_of(const syntax::File&, const syntax::Document& d) {
  Construct out{&d.clauses, nullptr, {}, "文件", d.name};
  add_all({d.effective, d.expires, d.validity_by}, out.roots);
  return out;
}

Construct construct_of(const syntax::File&, const syntax::MissingDocument& d) { return {&d.clauses, nullptr, {}, "缺失文件", d.name}; }
// It cites another text than that of its file.
Construct construct_of(const syntax::File&, const syntax::LaterDocument& d) { return {nullptr, nullptr, {}, "后出文件", d.name}; }
Construct construct_of(const syntax::File&, const syntax::Reading& r) {
  return {&r.clauses, nullptr, {}, "口径", {}, Construct::Role::asks};
}
BoundUse use_of(syntax::BinaryOp sign) {
  using syntax::BinaryOp;
  if (sign == BinaryOp::eq) return kExact;
  return {sign == BinaryOp::ge || sign == BinaryOp::gt, sign == BinaryOp::ge || sign == BinaryOp::le, false, false};
}

Construct construct_of(const syntax::File&, const syntax::Typed& t) {
  Construct out{&t.clauses, &t.embodied, {}, "事项", {t.name, {}}};
  if (t.goal) out.roots.push_back({t.goal->value, use_of(t.goal->comparison)});
  add_all({t.due, t.size}, out.roots);
  return out;
}
Construct construct_of(const syntax::File&, const syntax::Departments& d) { return {&d.clauses, nullptr, {}, "责任单位", {d.path, {}}}; }
Construct construct_of(const syntax::File&, const syntax::Definition& d) {
  return {&d.clauses, &d.embodied, {{d.value, kExact}}, "定义", d.name};
}
Construct construct_of(const syntax::File&, const syntax::Statistic& s) { return {nullptr, nullptr, {{s.value, {}}}, "统计", {}}; }
Construct construct_of(const syntax::File&, const syntax::NoEffect&) { return {nullptr, nullptr, {}, "无效力", {}}; }
// Conventions, vocabulary and series carry their own source.
template <class T>
Construct construct_of(const syntax::File&, const T&) {
  return {};
}

}  // namespace

std::vector<Construct> constructs_of(const syntax::File& tree) {
  std::vector<Construct> out;
  for (const syntax::Declaration& declaration : tree.declarations) {
    out.push_back(std::visit([&](const auto& d) { return construct_of(tree, d); }, declaration));
  }
  return out;
}

}  // namespace zhidui::check
