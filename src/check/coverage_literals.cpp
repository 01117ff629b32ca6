#include "check/coverage_literals.h"

#include <algorithm>

#include "syntax/walk.h"

namespace zhidui::check {

using text::NumberClass;

namespace {

class Collector {
 public:
  Collector(const syntax::File& tree, std::vector<Literal>& out) : tree_(tree), out_(out) {}

  void collect(syntax::ExprId id) {
    const syntax::Expr& expr = tree_.expr(id);
    if (const auto* money = std::get_if<syntax::MoneyLiteral>(&expr.kind)) add(NumberClass::money, money->fen, "", expr.span);
    if (const auto* ratio = std::get_if<syntax::RatioLiteral>(&expr.kind)) add(NumberClass::ratio, ratio->value, "", expr.span);
    if (const auto* count = std::get_if<syntax::CountLiteral>(&expr.kind)) {
      add(NumberClass::count, base::Rational(count->value), count->unit, expr.span);
    }
    if (const auto* date = std::get_if<syntax::DateLiteral>(&expr.kind)) {
      add(NumberClass::date, base::Rational(date->value.days), "", expr.span);
    }
    if (const auto* year = std::get_if<syntax::YearLiteral>(&expr.kind)) {
      add(NumberClass::year, base::Rational(year->value), "", expr.span);
    }
    if (const auto* duration = std::get_if<syntax::DurationLiteral>(&expr.kind)) {
      add(NumberClass::duration, base::Rational(duration->value), "", expr.span);
    }
    syntax::for_each_child(expr, [&](syntax::ExprId child) { collect(child); });
  }

 private:
  void add(NumberClass number_class, const base::Rational& value, std::string unit, text::Span span) {
    out_.push_back({number_class, value, std::move(unit), span});
  }

  const syntax::File& tree_;
  std::vector<Literal>& out_;
};

}  // namespace

std::vector<Literal> literals_of(const syntax::File& tree, const std::vector<syntax::ExprId>& roots) {
  std::vector<Literal> out;
  Collector collector(tree, out);
  for (const syntax::ExprId root : roots) {
    if (root.present()) collector.collect(root);
  }
  std::sort(out.begin(), out.end(), [](const Literal& a, const Literal& b) { return a.span.begin < b.span.begin; });
  return out;
}

bool matches(const Literal& literal, const text::NumberOccurrence& number) {
  if (literal.number_class != number.number_class || !(literal.value == number.value)) return false;
  return literal.number_class != NumberClass::count || number.unit.empty() || literal.unit == number.unit;
}

}  // namespace zhidui::check
