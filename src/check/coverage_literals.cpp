#include "check/coverage_literals.h"

#include <algorithm>

#include "syntax/walk.h"

namespace zhidui::check {

using syntax::BinaryOp;
using syntax::ExprId;
using text::NumberClass;

namespace {

using Use = std::optional<BoundUse>;

// Collects depth first, with what the surrounding expressions say about the value of the one at hand.
class Collector {
 public:
  Collector(const syntax::File& tree, std::vector<Literal>& out) : tree_(tree), out_(out) {}

  void collect(ExprId id, const Use& use, bool negated) {
    if (!id.present()) return;
    const syntax::Expr& expr = tree_.expr(id);
    span_ = expr.span;
    use_ = use && compared_under_reading_ ? Use() : use;
    if (use_ && negated) use_->may_be_negated = true;
    std::visit([&](const auto& kind) { visit(kind, use, negated); }, expr.kind);
  }

 private:
  void visit(const syntax::MoneyLiteral& e, const Use&, bool) { add(NumberClass::money, e.fen); }
  void visit(const syntax::RatioLiteral& e, const Use&, bool) { add(NumberClass::ratio, e.value); }
  void visit(const syntax::CountLiteral& e, const Use&, bool) { add(NumberClass::count, base::Rational(e.value), e.unit); }
  void visit(const syntax::DateLiteral& e, const Use&, bool) { add(NumberClass::date, base::Rational(e.value.days)); }
  void visit(const syntax::YearLiteral& e, const Use&, bool) { add(NumberClass::year, base::Rational(e.value)); }
  void visit(const syntax::DurationLiteral& e, const Use&, bool) { add(NumberClass::duration, base::Rational(e.value)); }

  void visit(const syntax::Binary& e, const Use&, bool negated) {
    Use left;
    Use right;
    switch (e.op) {
      case BinaryOp::ge: right = BoundUse{true, true}, left = BoundUse{false, true}; break;
      case BinaryOp::gt: right = BoundUse{true, false}, left = BoundUse{false, false}; break;
      case BinaryOp::le: right = BoundUse{false, true}, left = BoundUse{true, true}; break;
      case BinaryOp::lt: right = BoundUse{false, false}, left = BoundUse{true, false}; break;
      case BinaryOp::eq:
      case BinaryOp::ne: left = right = BoundUse{false, true, true}; break;
      case BinaryOp::logical_or:
      case BinaryOp::logical_and:
      case BinaryOp::add:
      case BinaryOp::subtract:
      case BinaryOp::multiply: break;
    }
    collect(e.left, left, negated);
    collect(e.right, right, negated);
  }
  void visit(const syntax::Within& e, const Use&, bool negated) {
    collect(e.value, {}, negated);
    collect(e.low, BoundUse{true, true}, negated);
    collect(e.high, BoundUse{false, true}, negated);
  }
  void visit(const syntax::Unary& e, const Use&, bool) { collect(e.operand, {}, true); }

  // A branch stands for the whole; which one is taken may as well be asked the other way round.
  void visit(const syntax::If& e, const Use& use, bool negated) {
    collect(e.condition, {}, true);
    collect(e.then_branch, use, negated);
    collect(e.else_branch, use, negated);
  }
  void visit(const syntax::Cases& e, const Use& use, bool negated) {
    for (const syntax::CaseRow& row : e.rows) {
      collect(row.condition, {}, true);
      collect(row.value, use, negated);
    }
    collect(e.otherwise, use, negated);
  }
  void visit(const syntax::ReadingChoice& e, const Use& use, bool negated) {
    // What a comparison below asks is how the text bounds its number: the alternatives answer that differently.
    for (const syntax::ReadingRow& row : e.rows) {
      const bool compares = holds_comparison(row.value);
      compared_under_reading_ += compares;
      collect(row.value, use, negated);
      compared_under_reading_ -= compares;
    }
  }
  bool holds_comparison(ExprId id) const {
    const auto* binary = id.present() ? std::get_if<syntax::Binary>(&tree_.expr(id).kind) : nullptr;
    if (!binary) return false;
    if (binary->op == BinaryOp::logical_and || binary->op == BinaryOp::logical_or) {
      return holds_comparison(binary->left) || holds_comparison(binary->right);
    }
    return binary->op == BinaryOp::ge || binary->op == BinaryOp::gt || binary->op == BinaryOp::le || binary->op == BinaryOp::lt;
  }
  void visit(const syntax::Match& e, const Use& use, bool negated) {
    for (const ExprId subject : e.subjects) collect(subject, {}, negated);
    for (const syntax::MatchRow& row : e.rows) {
      for (const ExprId key : row.keys) collect(key, {}, negated);
      collect(row.value, use, negated);
    }
  }
  void visit(const syntax::Tiers& e, const Use& use, bool negated) {
    collect(e.subject, {}, negated);
    for (const syntax::TierRow& row : e.rows) {
      const bool at_least = row.comparison == BinaryOp::ge || row.comparison == BinaryOp::gt;
      const bool exact = row.comparison == BinaryOp::eq;
      const bool inclusive = exact || row.comparison == BinaryOp::ge || row.comparison == BinaryOp::le;
      collect(row.bound, BoundUse{at_least, inclusive, exact}, negated);
      collect(row.value, use, negated);
    }
  }
  // The one of two built-in operations that is a limit to both operands.
  void visit(const syntax::Call& e, const Use&, bool negated) {
    const bool lower = e.callee.text == "较小" || e.callee.text == "lower";
    const bool higher = e.callee.text == "较大" || e.callee.text == "higher";
    const Use limit = lower || higher ? Use(BoundUse{higher, true}) : Use();
    for (const ExprId argument : e.arguments) collect(argument, limit, negated);
  }
  template <class Other>
  void visit(const Other& e, const Use&, bool negated) {
    auto below = [&](ExprId child) { collect(child, {}, negated); };
    syntax::ChildWalk<decltype(below)> walk{below};
    walk(e);
  }

  void add(NumberClass number_class, const base::Rational& value, std::string unit = {}) {
    out_.push_back({number_class, value, std::move(unit), span_, use_});
  }

  const syntax::File& tree_;
  std::vector<Literal>& out_;
  text::Span span_;  // of the expression at hand
  Use use_;
  int compared_under_reading_ = 0;
};

}  // namespace

std::vector<Literal> literals_of(const syntax::File& tree, const std::vector<Root>& roots) {
  std::vector<Literal> out;
  Collector collector(tree, out);
  for (const Root& root : roots) collector.collect(root.value, root.use, root.negated);
  std::sort(out.begin(), out.end(), [](const Literal& a, const Literal& b) { return a.span.begin < b.span.begin; });
  return out;
}

bool matches(const Literal& literal, const text::NumberOccurrence& number) {
  if (literal.number_class != number.number_class || !(literal.value == number.value)) return false;
  return literal.number_class != NumberClass::count || number.unit.empty() || literal.unit == number.unit;
}

}  // namespace zhidui::check
