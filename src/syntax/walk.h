// for_each_child(expr, f): f(ExprId) for every expression directly below, in source order; absent ones are left out.
#pragma once

#include <variant>

#include "syntax/tree.h"

namespace zhidui::syntax {

template <class F>
struct ChildWalk {
  F& call;

  void one(ExprId id) {
    if (id.present()) call(id);
  }
  void all(const std::vector<ExprId>& ids) {
    for (const ExprId id : ids) one(id);
  }

  template <class Leaf>
  void operator()(const Leaf&) {}
  void operator()(const Call& e) { all(e.arguments); }
  void operator()(const Access& e) { one(e.record), one(e.on); }
  void operator()(const Unary& e) { one(e.operand); }
  void operator()(const Binary& e) { one(e.left), one(e.right); }
  void operator()(const Membership& e) { one(e.value), all(e.members); }
  void operator()(const Contains& e) { one(e.set), all(e.members); }
  void operator()(const Within& e) { one(e.value), one(e.low), one(e.high); }
  void operator()(const If& e) { one(e.condition), one(e.then_branch), one(e.else_branch); }
  void operator()(const Tiers& e) {
    one(e.subject);
    for (const TierRow& row : e.rows) one(row.bound), one(row.value);
  }
  void operator()(const Match& e) {
    all(e.subjects);
    for (const MatchRow& row : e.rows) all(row.keys), one(row.value);
  }
  void operator()(const Cases& e) {
    for (const CaseRow& row : e.rows) one(row.condition), one(row.value);
    one(e.otherwise);
  }
  void operator()(const ReadingChoice& e) {
    for (const ReadingRow& row : e.rows) one(row.value);
  }
  void operator()(const Aggregate& e) { one(e.range.where), one(e.range.distinct), one(e.value); }
  void operator()(const IsRecorded& e) { one(e.decision); }
};

template <class F>
void for_each_child(const Expr& expr, F&& f) {
  std::visit(ChildWalk<std::remove_reference_t<F>>{f}, expr.kind);
}

}  // namespace zhidui::syntax
