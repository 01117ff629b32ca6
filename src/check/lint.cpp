#include "check/lint.h"

#include <algorithm>
#include <map>

namespace zhidui::check {

namespace {

// Pairs of binders that stand for the same row on both sides.
class Likeness {
 public:
  explicit Likeness(const ir::Program& program) : program_(program) {}

  bool same(ir::ExprId a, ir::ExprId b) {
    if (a == b || !a.present() || !b.present()) return a == b;
    const ir::Expr& x = program_.expr(a);
    const ir::Expr& y = program_.expr(b);
    const bool plain = x.op == y.op && x.type == y.type && x.record_type == y.record_type && x.field == y.field && x.clock == y.clock &&
                       x.document == y.document && x.doc_date == y.doc_date && x.series == y.series && x.members == y.members &&
                       x.step == y.step && x.rounding == y.rounding && x.reading == y.reading && x.statistic == y.statistic;
    if (!plain || x.args.size() != y.args.size() || x.range.has_value() != y.range.has_value()) return false;
    if (x.op == ir::Op::constant && !(x.value == y.value)) return false;
    if (x.op == ir::Op::row && !same_row(x.binder, y.binder)) return false;
    return same_rows(x, y) && (!x.range || same_range(*x.range, *y.range)) && same_all(x.args, y.args);
  }

 private:
  bool same_row(ir::BinderId a, ir::BinderId b) const {
    const auto it = rows_.find(a);
    return it == rows_.end() ? a == b : it->second == b;
  }
  bool same_all(const std::vector<ir::ExprId>& a, const std::vector<ir::ExprId>& b) {
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (!same(a[i], b[i])) return false;
    }
    return true;
  }
  bool same_range(const ir::Range& a, const ir::Range& b) {
    if (!(a.record == b.record && a.holder == b.holder && a.relation == b.relation) || !same(a.owner, b.owner)) return false;
    rows_[a.binder] = b.binder;
    return same(a.where, b.where) && same(a.distinct, b.distinct);
  }
  bool same_rows(const ir::Expr& x, const ir::Expr& y) {
    if (x.tiers.size() != y.tiers.size() || x.matches.size() != y.matches.size() || x.cases.size() != y.cases.size()) return false;
    for (std::size_t i = 0; i < x.tiers.size(); ++i) {
      const ir::TierRow& a = x.tiers[i];
      const ir::TierRow& b = y.tiers[i];
      if (a.comparison != b.comparison || a.greater != b.greater || !same(a.bound, b.bound) || !same(a.value, b.value)) return false;
    }
    for (std::size_t i = 0; i < x.matches.size(); ++i) {
      if (x.matches[i].members != y.matches[i].members || !same(x.matches[i].value, y.matches[i].value)) return false;
    }
    for (std::size_t i = 0; i < x.cases.size(); ++i) {
      if (!same(x.cases[i].condition, y.cases[i].condition) || !same(x.cases[i].value, y.cases[i].value)) return false;
    }
    return same(x.otherwise, y.otherwise);
  }

  const ir::Program& program_;
  std::map<ir::BinderId, ir::BinderId> rows_;
};

}  // namespace

bool alike(const ir::Program& program, ir::ExprId a, ir::ExprId b) { return Likeness(program).same(a, b); }

void lint(const ir::Program& program, const std::vector<Input>& inputs, text::Diagnostics& diagnostics) {
  lint_choices(program, diagnostics);
  lint_readings(program, diagnostics);
  lint_settlements(program, diagnostics);
  lint_registers(program, inputs, diagnostics);
  lint_validity(program, inputs, diagnostics);
}

}  // namespace zhidui::check
