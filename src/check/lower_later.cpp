// 后出文件: what a later document does to measures of this one, and whether it says so itself where it is at hand.
#include <algorithm>

#include "check/lowering.h"

namespace zhidui::check {

void Lowering::lower_later_documents() {
  for (std::size_t input = 0; input < inputs.size(); ++input) {
    for (const syntax::Declaration& declaration : inputs[input].tree.declarations) {
      const auto* tree = std::get_if<syntax::LaterDocument>(&declaration);
      if (!tree || tree->number.text.empty()) continue;
      if (document_of[input].present()) lower_later(input, *tree);
      else diagnostics.report(Kind::without_document, tree->number.span, {tree->number.text});
    }
  }
}

void Lowering::lower_later(std::size_t input, const syntax::LaterDocument& tree) {
  const Scope scope = file_scope(input);
  const auto found = std::find_if(program.documents.begin(), program.documents.end(),
                                  [&](const ir::Document& document) { return document.number == tree.number.text; });
  const ir::DocumentId by{static_cast<std::uint32_t>(found - program.documents.begin())};
  if (by == scope.document) return;  // has been reported
  const auto require = [&](bool said, const char* what) {
    if (!said) report(scope, Kind::later_document_incomplete, tree.number.span, {tree.number.text, what});
  };
  const bool certain =
      std::any_of(tree.supersedes.begin(), tree.supersedes.end(), [](const syntax::Supersedes& one) { return !one.perhaps; });
  const bool perhaps =
      std::any_of(tree.supersedes.begin(), tree.supersedes.end(), [](const syntax::Supersedes& one) { return one.perhaps; });
  require(tree.effective.has_value(), "施行");
  require(certain || perhaps, "取代");
  require(!certain || perhaps || !tree.authority.text.empty(), "依据");
  check_later(scope, tree, *found);
  check_later_day(scope, tree, by);
  check_listed_once(scope, tree);
  for (const syntax::Supersedes& one : tree.supersedes) {
    for (const syntax::Word& word : one.measures) find_measure(scope, word);  // reports a name that is none
    for (std::uint32_t i = 0; i < program.measures.size(); ++i) {
      const ir::Measure& measure = program.measures[i];
      const auto is_named = [&](const syntax::Word& word) { return word.text == measure.name.zh || word.text == measure.name.id; };
      const bool named = one.all_measures || std::any_of(one.measures.begin(), one.measures.end(), is_named);
      if (!named || measure.document != scope.document || broken_measures.contains(i)) continue;
      const ExprId when = superseded_when(ir::MeasureId{i}, one, by);
      if (when.present()) program.measures[i].superseded.push_back({by, when, one.now.text, tree.authority.text, one.span});
    }
  }
}

// Where the later document is at hand, it takes effect on the day that is said here, and its text holds the words that are quoted.
void Lowering::check_later(const Scope& scope, const syntax::LaterDocument& tree, const ir::Document& at_hand) {
  for (std::size_t input = 0; input < inputs.size(); ++input) {
    if (!document_of[input].present() || &program.documents[document_of[input].value] != &at_hand) continue;
    if (!tree.authority.text.empty() && text::find_quotation(sources, inputs[input].document, tree.authority.text).empty()) {
      report(scope, Kind::later_document_quote, tree.authority.span, {at_hand.number});
    }
    for (const syntax::Supersedes& one : tree.supersedes) {
      const std::vector<text::Paragraph>& all = inputs[input].document.paragraphs;
      const bool there =
          std::any_of(all.begin(), all.end(), [&](const text::Paragraph& each) { return text::names_clause(one.now.text, each.clause); });
      if (!one.now.text.empty() && !there) report(scope, Kind::later_clause_unknown, one.now.span, {one.now.text, at_hand.number});
    }
    const ir::Expr* effective = at_hand.effective.present() ? &program.expr(at_hand.effective) : nullptr;
    const bool published = effective && effective->op == ir::Op::document_date && effective->doc_date == ir::DocDate::published;
    if (!tree.effective || !published || !at_hand.published) continue;
    const ir::DateBound& own = *at_hand.published;
    if (own.low == tree.effective->low && own.high == tree.effective->high) continue;
    report(scope, Kind::later_document_differs, tree.effective->span,
           {at_hand.number, tree.effective->low.to_string(), own.low.to_string()});
  }
}

// It takes effect after the document that it follows.
void Lowering::check_later_day(const Scope& scope, const syntax::LaterDocument& tree, ir::DocumentId by) {
  const auto own = day_of(program.documents[scope.document.value], ir::DocDate::effective);
  if (!tree.effective || !own || in_circle.contains({by.value, scope.document.value})) return;
  if (own->low <= tree.effective->high) return;
  report(scope, Kind::later_document_earlier, tree.effective->span,
         {tree.number.text, tree.effective->high.to_string(), own->low.to_string()});
}

// Twice in one list, or in two statements that both ask for nothing.
void Lowering::check_listed_once(const Scope& scope, const syntax::LaterDocument& tree) {
  std::map<std::string, Span> always;
  for (const syntax::Supersedes& one : tree.supersedes) {
    std::map<std::string, Span> listed = one.when.present() ? std::map<std::string, Span>{} : always;
    for (const syntax::Word& word : one.measures) {
      const auto [before, is_new] = listed.emplace(word.text, word.span);
      if (is_new || word.text.empty()) continue;
      report(scope, Kind::listed_twice, word.span, {word.text}).labels.push_back({before->second, "前一处", "the place before"});
    }
    if (!one.when.present()) always = std::move(listed);
  }
}

// 事实日 ≥ the day from which it supersedes; 可能取代 only as long as the later document holds; 当: of the claims of which that is so.
ExprId Lowering::superseded_when(ir::MeasureId measure, const syntax::Supersedes& tree, ir::DocumentId by) {
  LetFrame frame;
  stand_in(frame, measure);
  Scope& scope = frame.base;
  const auto date = [&](ir::DocDate which) {
    ir::Expr out;
    out.op = Op::document_date;
    out.type = kDate;
    out.span = tree.span;
    out.document = by;
    out.doc_date = which;
    return add(scope, std::move(out));
  };
  const ExprId day = add(scope, Op::fact_date, kDate, tree.span, {});
  std::vector<ExprId> all{
      add(scope, Op::le, kBoolean, tree.span, {date(tree.perhaps ? ir::DocDate::replaces : ir::DocDate::effective), day})};
  const ir::Document& document = program.documents[by.value];
  // Where its day is not known either, a claim between the two rests on that day too.
  const auto from = day_of(document, ir::DocDate::effective);
  if (tree.perhaps && from && from->low != from->high) {
    all.push_back(add(scope, Op::le, kBoolean, tree.span, {date(ir::DocDate::effective), day}));
  }
  if (tree.perhaps && (document.missing_expires || document.expires.present())) {
    all.push_back(add(scope, Op::lt, kBoolean, tree.span, {day, date(ir::DocDate::expires)}));
  }
  if (tree.when.present()) {
    const ExprId when = lower_condition(scope, tree.when);
    if (!when.present()) return {};
    all.push_back(when);
  }
  return all.size() == 1 ? all.front() : add(scope, Op::logical_and, kBoolean, tree.span, std::move(all));
}

}  // namespace zhidui::check
