// Rows that are never reached, holes and overlaps between conditions, conditions and exceptions that never hold.
#include <algorithm>
#include <set>

#include "check/lint.h"
#include "check/slice.h"

namespace zhidui::check {

namespace {

using ir::ExprId;
using ir::Op;
using text::Kind;
using text::Span;

bool within(const Span& inner, const Span& outer) {
  return inner.file == outer.file && outer.begin <= inner.begin && inner.end <= outer.end;
}

// What is known of values where an expression stands: all these hold.
using Known = std::vector<Slice>;

class ChoiceLint {
 public:
  ChoiceLint(const ir::Program& program, text::Diagnostics& diagnostics) : program_(program), diagnostics_(diagnostics), slicer_(program) {}

  void measure(const ir::Measure& measure) {
    Known known;
    home_ = measure.span;
    if (measure.unit.range.where.present()) learn(measure.unit.range.where, known);
    const Known candidate = known;
    for (const auto* list : {&measure.subjects, &measure.conditions}) {
      for (const ir::Condition& condition : *list) {
        if (condition.excluded) learn_excluded(condition, known);
        else learn(condition.value, known);
      }
    }
    for (const auto* list : {&measure.subjects, &measure.conditions}) {
      for (const ir::Condition& condition : *list) {
        home_ = within(condition.span, measure.span) ? measure.span : condition.span;
        walk(condition.value, candidate);
      }
    }
    home_ = measure.span;
    if (measure.amount) amount(*measure.amount, known);
    exceptions(measure.exceptions, known);
  }

 private:
  Pieces allowed(ExprId subject, const Known& known) const {
    Pieces out = slicer_.all(subject);
    for (const Slice& slice : known) {
      if (alike(program_, slice.subject, subject)) out = common(out, slice.pieces);
    }
    return out;
  }

  // The parts that 且 joins hold one by one.
  void learn(ExprId id, Known& known) {
    const ir::Expr& expr = program_.expr(id);
    const std::optional<Slice> whole = slicer_.of(id);
    if (!whole && expr.op == Op::logical_and) {
      for (const ExprId arg : expr.args) learn(arg, known);
    } else if (whole) {
      learn(*whole, expr.span, known);
    }
  }
  void learn(const Slice& slice, const Span& span, Known& known) {
    const Pieces possible = allowed(slice.subject, known);
    const bool never = common(possible, slice.pieces).empty();
    if (never) report(Kind::lint_condition_never, span, {words(slice), slicer_.words(slice.subject, possible)});
    else known.push_back(slice);  // one report is enough
  }
  void learn_excluded(const ir::Condition& condition, Known& known) {
    std::optional<Slice> slice = slicer_.of(condition.value);
    if (!slice) return;
    slice->pieces = without(slicer_.all(slice->subject), slice->pieces);
    learn(*slice, condition.span, known);
  }

  void amount(const ir::Amount& amount, const Known& known) {
    for (const ExprId id : {amount.value, amount.low, amount.high}) {
      if (id.present()) walk(id, known);
    }
  }

  void walk(ExprId id, const Known& known) {
    const ir::Expr& expr = program_.expr(id);
    if (expr.op == Op::tiers) tiers(expr, known);
    if (expr.op == Op::match) match(expr, known);
    if (expr.op == Op::cases && !expr.cases.empty()) cases(expr, known);
    if (expr.op == Op::choose) choice(expr, known);
    if (expr.range) return;  // of the rows that are counted nothing is known
    for (const ExprId arg : expr.args) walk(arg, known);
    for (const ir::TierRow& row : expr.tiers) walk(row.value, known);
    for (const ir::MatchRow& row : expr.matches) walk(row.value, known);
    for (const ir::CaseRow& row : expr.cases) walk(row.condition, known), walk(row.value, known);
    if (expr.otherwise.present()) walk(expr.otherwise, known);
  }

  // A definition is for every use: what this one knows does not count against its rows.
  const Known& known_at(const Span& span, const Known& known) const {
    static const Known nothing;
    return within(span, home_) ? known : nothing;
  }

  void tiers(const ir::Expr& expr, const Known& known) {
    const ExprId subject = expr.args[0];
    const Pieces possible = allowed(subject, known_at(expr.tiers.front().span, known));
    Pieces rest = possible;
    for (const ir::TierRow& row : expr.tiers) {
      const Pieces taken = slicer_.of(row, subject);
      if (common(rest, taken).empty()) unreachable(row.span, subject, taken, possible);
      rest = without(rest, taken);
    }
  }

  void match(const ir::Expr& expr, const Known& known) {
    for (const ir::MatchRow& row : expr.matches) {
      for (std::size_t k = 0; k < expr.args.size(); ++k) {
        const auto member = static_cast<std::int64_t>(row.members[k]);
        const Pieces asked{{{0, member, false}, {0, member + 1, false}}};
        const Pieces possible = allowed(expr.args[k], known_at(row.span, known));
        if (!common(possible, asked).empty()) continue;
        unreachable(row.span, expr.args[k], asked, possible);
        break;
      }
    }
  }

  void choice(const ir::Expr& expr, const Known& known) {
    const auto slice = slicer_.of(expr.args[0]);
    if (!slice) return;
    const Pieces possible = allowed(slice->subject, known_at(expr.span, known));
    const Pieces not_taken = without(possible, slice->pieces);
    if (common(possible, slice->pieces).empty()) unreachable(expr.span, slice->subject, slice->pieces, possible);
    if (not_taken.empty()) unreachable(expr.span, slice->subject, without(slicer_.all(slice->subject), slice->pieces), possible);
  }

  void cases(const ir::Expr& expr, const Known& known) {
    std::vector<std::optional<Slice>> slices;
    for (const ir::CaseRow& row : expr.cases) slices.push_back(slicer_.of(row.condition));
    const Known& here = known_at(expr.cases.front().span, known);
    for (std::size_t i = 0; i < slices.size(); ++i) {
      if (!slices[i]) continue;
      const Pieces possible = allowed(slices[i]->subject, here);
      if (common(possible, slices[i]->pieces).empty()) unreachable(expr.cases[i].span, slices[i]->subject, slices[i]->pieces, possible);
      for (std::size_t j = 0; j < i; ++j) overlap(expr.cases[j], slices[j], expr.cases[i], *slices[i], possible);
    }
    const bool one_subject = std::all_of(slices.begin(), slices.end(), [&](const std::optional<Slice>& slice) {
      return slice && slices.front() && alike(program_, slice->subject, slices.front()->subject);
    });
    if (!one_subject) return;
    const ExprId subject = slices.front()->subject;
    Pieces rest = allowed(subject, here);
    for (const std::optional<Slice>& slice : slices) rest = without(rest, slice->pieces);
    if (!expr.otherwise.present() && !rest.empty()) report(Kind::lint_rows_leave_gap, expr.span, {slicer_.words(subject, rest)});
    if (expr.otherwise.present() && rest.empty()) report(Kind::lint_otherwise_unreachable, expr.span, {});
  }

  void overlap(const ir::CaseRow& above, const std::optional<Slice>& first, const ir::CaseRow& row, const Slice& slice,
               const Pieces& possible) {
    if (!first || !alike(program_, first->subject, slice.subject) || alike(program_, above.value, row.value)) return;
    const Pieces both = common(common(first->pieces, slice.pieces), possible);
    if (both.empty()) return;
    report(Kind::lint_rows_overlap, row.span, {slicer_.words(slice.subject, both)})
        .labels.push_back({above.span, "这一行也成立", "this row holds too"});
  }

  void exceptions(const std::vector<ir::Exception>& list, const Known& known) {
    std::vector<std::optional<Slice>> guards;
    for (std::size_t i = 0; i < list.size(); ++i) {
      const std::optional<Slice>& guard = guards.emplace_back(slicer_.of(list[i].when));
      walk(list[i].when, known);
      amount(list[i].amount, known);
      if (!guard) continue;
      const Pieces possible = allowed(guard->subject, known);
      if (common(possible, guard->pieces).empty()) {
        report(Kind::lint_exception_never, list[i].span, {list[i].name, slicer_.words(guard->subject, possible)});
      } else if (without(possible, guard->pieces).empty()) {
        report(Kind::lint_exception_always, list[i].span, {list[i].name, slicer_.words(guard->subject, possible)});
      }
      for (std::size_t j = 0; j < i; ++j) meet(list, guards, j, i, possible);
    }
  }

  bool over(const std::vector<ir::Exception>& list, std::size_t a, std::size_t b) const {
    return std::find(list[a].over.begin(), list[a].over.end(), b) != list[a].over.end();
  }
  void meet(const std::vector<ir::Exception>& list, const std::vector<std::optional<Slice>>& guards, std::size_t a, std::size_t b,
            const Pieces& possible) {
    if (!guards[a] || over(list, a, b) || over(list, b, a)) return;
    if (!alike(program_, guards[a]->subject, guards[b]->subject) || same_amount(list[a].amount, list[b].amount)) return;
    const Pieces both = common(common(guards[a]->pieces, guards[b]->pieces), possible);
    if (both.empty()) return;
    report(Kind::lint_exceptions_overlap, list[b].span, {list[a].name, list[b].name, slicer_.words(guards[b]->subject, both)})
        .labels.push_back({list[a].span, "这个例外也成立", "this exception holds too"});
  }
  bool same_amount(const ir::Amount& a, const ir::Amount& b) const {
    const bool ends = alike(program_, a.low, b.low) && alike(program_, a.high, b.high);
    return a.kind == b.kind && a.phrase == b.phrase && alike(program_, a.value, b.value) && ends;
  }

  std::string words(const Slice& slice) const { return slicer_.words(slice.subject, slice.pieces); }
  void unreachable(const Span& span, ExprId subject, const Pieces& asked, const Pieces& possible) {
    report(Kind::lint_row_unreachable, span, {slicer_.words(subject, asked), slicer_.words(subject, possible)});
  }
  text::Diagnostic& report(Kind kind, const Span& span, std::vector<std::string> arguments) {
    return diagnostics_.report(kind, span, std::move(arguments));
  }

  const ir::Program& program_;
  text::Diagnostics& diagnostics_;
  Slicer slicer_;
  Span home_;  // the construct whose expressions are walked
};

}  // namespace

void lint_choices(const ir::Program& program, text::Diagnostics& diagnostics) {
  ChoiceLint lint(program, diagnostics);
  for (const ir::Measure& measure : program.measures) lint.measure(measure);
}

}  // namespace zhidui::check
