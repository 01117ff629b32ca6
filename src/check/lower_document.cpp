// Documents, clauses and the typed blocks of text that give no money.
#include <algorithm>

#include "check/lowering.h"
#include "syntax/keywords.h"

namespace zhidui::check {

namespace {

constexpr std::string_view kClauseKinds[] = {"benefit",      "tier",       "match",       "status-award", "rate+cap",    "range",
                                             "per-year",     "rank",       "eligibility", "exclusion",    "stacking",    "validity",
                                             "supersession", "transition", "task",        "mechanism",    "competition", "discretionary",
                                             "target",       "fund",       "supervision", "use-condition"};

std::optional<ir::DateBound> bound_of(const std::optional<syntax::DateBound>& bound) {
  if (!bound) return std::nullopt;
  return ir::DateBound{bound->low, bound->high};
}

ir::TypedKind kind_of(syntax::TypedKind kind) {
  switch (kind) {
    case syntax::TypedKind::task: return ir::TypedKind::task;
    case syntax::TypedKind::mechanism: return ir::TypedKind::mechanism;
    case syntax::TypedKind::target: return ir::TypedKind::target;
    case syntax::TypedKind::fund: return ir::TypedKind::fund;
    case syntax::TypedKind::supervision: return ir::TypedKind::supervision;
    case syntax::TypedKind::supersession: return ir::TypedKind::supersession;
    case syntax::TypedKind::validity: return ir::TypedKind::validity;
  }
  return ir::TypedKind::task;
}

}  // namespace

Scope Lowering::file_scope(std::size_t input) const {
  Scope scope;
  scope.input = input;
  scope.document = document_of[input];
  return scope;
}

std::string Lowering::level_of(const syntax::Word& word) {
  for (const auto& [zh, id] : syntax::kLevels) {
    if (word.text == zh || word.text == id) return std::string(id);
  }
  if (!word.text.empty()) diagnostics.report(Kind::unknown_level, word.span, {word.text});
  return "";
}

void Lowering::declare_document(const syntax::Text& number, const syntax::Name& name) {
  const auto check = [&](std::map<std::string, Span>& taken, const std::string& text, Span span) {
    if (text.empty()) return;
    const auto [it, is_new] = taken.emplace(text, span);
    if (is_new) return;
    diagnostics.report(Kind::duplicate_name, span, {text}).labels.push_back({it->second, "已在这里声明", "it is declared here"});
  };
  check(document_numbers, number.text, number.span);
  check(document_ids, name_of(name).id, name.id.text.empty() ? name.name.span : name.id.span);
}

void Lowering::add_other_document(const syntax::OtherDocument& tree) {
  ir::Document document;
  document.name = name_of(tree.name);
  document.number = tree.number.text;
  document.title = tree.title.text;
  document.organ = tree.organ.text;
  document.level = level_of(tree.level);
  document.missing = true;
  document.missing_effective = bound_of(tree.effective);
  document.missing_expires = bound_of(tree.expires);
  document.span = tree.span;
  declare_document(tree.number, tree.name);
  program.documents.push_back(std::move(document));
}

// One 文件 a file; 缺失文件 may stand anywhere.
void Lowering::collect_documents() {
  document_of.assign(inputs.size(), {});
  for (std::size_t input = 0; input < inputs.size(); ++input) {
    const syntax::Document* first = nullptr;
    for (const syntax::Declaration& declaration : inputs[input].tree.declarations) {
      if (const auto* missing = std::get_if<syntax::MissingDocument>(&declaration)) add_other_document(*missing);
      const auto* tree = std::get_if<syntax::Document>(&declaration);
      if (!tree) continue;
      if (first) {
        diagnostics.report(Kind::second_document, tree->number.span).labels.push_back({first->number.span, "第一个", "the first"});
        continue;
      }
      first = tree;
      document_of[input] = ir::DocumentId{static_cast<std::uint32_t>(program.documents.size())};
      ir::Document document;
      document.name = name_of(tree->name);
      document.number = tree->number.text;
      document.title = tree->title.text;
      document.organ = tree->organ.text;
      document.level = level_of(tree->level);
      document.region = tree->region.text;
      document.decider = tree->decider.text.empty() ? tree->organ.text : tree->decider.text;
      document.draft = tree->draft;
      document.published = bound_of(tree->published);
      for (const syntax::Text& text : tree->supersedes) document.supersedes.push_back(text.text);
      document.span = tree->span;
      declare_document(tree->number, tree->name);
      program.documents.push_back(std::move(document));
    }
  }
  collect_later_documents();
}

// A later document that is loaded itself, or declared already, stands for what an older one says of it.
void Lowering::collect_later_documents() {
  for (std::size_t input = 0; input < inputs.size(); ++input) {
    std::set<std::string> said;
    for (const syntax::Declaration& declaration : inputs[input].tree.declarations) {
      const auto* tree = std::get_if<syntax::LaterDocument>(&declaration);
      if (!tree) continue;
      const bool own = document_of[input].present() && program.documents[document_of[input].value].number == tree->number.text;
      if (own) diagnostics.report(Kind::document_supersedes_itself, tree->number.span, {tree->number.text});
      else if (!said.emplace(tree->number.text).second) diagnostics.report(Kind::duplicate_name, tree->number.span, {tree->number.text});
      if (!document_numbers.contains(tree->number.text)) add_other_document(*tree);
    }
  }
}

void Lowering::lower_documents() {
  for (std::size_t input = 0; input < inputs.size(); ++input) {
    bool first = true;
    for (const syntax::Declaration& declaration : inputs[input].tree.declarations) {
      const auto* tree = std::get_if<syntax::Document>(&declaration);
      if (tree && std::exchange(first, false)) lower_document(input, *tree);
      if (tree) lower_clauses(input, tree->clauses);
      if (const auto* missing = std::get_if<syntax::MissingDocument>(&declaration)) lower_clauses(input, missing->clauses);
      if (const auto* reading = std::get_if<syntax::Reading>(&declaration)) lower_clauses(input, reading->clauses);
    }
  }
  check_succession();
  check_periods();
  collect_order();
}

void Lowering::lower_document(std::size_t input, const syntax::Document& tree) {
  const ir::DocumentId id = document_of[input];
  Scope scope = file_scope(input);
  scope.clocks = false;
  // 施行 may rest on 印发, 失效 on both; so nothing is told by itself.
  scope.hidden_dates = {ir::DocDate::effective, ir::DocDate::expires};
  const ExprId effective = tree.effective.present() ? lower_typed(scope, tree.effective, kDate) : ExprId{};
  scope.hidden_dates = {ir::DocDate::expires};
  const ExprId expires = tree.expires.present() ? lower_typed(scope, tree.expires, kDate) : ExprId{};
  Scope claim = file_scope(input);
  claim.fact_date = true;
  const ExprId validity = tree.validity_by.present() ? lower_typed(claim, tree.validity_by, kDate) : ExprId{};
  ir::Document& document = program.documents[id.value];
  document.effective = effective;
  document.expires = expires;
  document.validity_by = validity;
  check_draft(input, tree);
}

// It takes effect on the day from which it is assumed adopted, and on no other.
void Lowering::check_draft(std::size_t input, const syntax::Document& tree) {
  if (!tree.draft) return;
  const Scope scope = file_scope(input);
  const auto reject = [&](Span span, const char* zh, const char* en) {
    report(scope, Kind::draft_has_date, span, {tree.number.text, zh, en});
  };
  if (tree.published) reject(tree.published->span, "印发", "published");
  if (tree.effective.present()) reject(this->tree(scope, tree.effective).span, "施行", "effective");
  if (tree.expires.present()) reject(this->tree(scope, tree.expires).span, "失效", "expires");
}

// The place of each quotation in the text; one that is not found exactly once is left out here and reported by the
// coverage.
std::vector<ir::ClauseId> Lowering::lower_clauses(std::size_t input, const std::vector<syntax::ClauseRef>& clauses) {
  std::vector<ir::ClauseId> ids;
  const Scope scope = file_scope(input);
  for (const syntax::ClauseRef& tree : clauses) {
    const bool known = std::find(std::begin(kClauseKinds), std::end(kClauseKinds), tree.kind.text) != std::end(kClauseKinds);
    if (!known && !tree.kind.text.empty()) {
      std::string kinds;
      for (const std::string_view kind : kClauseKinds) kinds += (kinds.empty() ? "" : " ") + std::string(kind);
      report(scope, Kind::unknown_clause_kind, tree.kind.span, {tree.kind.text, kinds});
    }
    if (!scope.document.present()) continue;
    ir::Clause clause{scope.document, tree.path.text, tree.kind.text, {}, {}, tree.span};
    for (const syntax::Text& quotation : tree.quotations) {
      const std::vector<Span> places = text::find_quotation(sources, inputs[input].document, quotation.text);
      if (places.size() != 1) continue;
      clause.quotations.push_back(places[0]);
      clause.written.push_back(quotation.span);
    }
    ids.push_back(ir::ClauseId{static_cast<std::uint32_t>(program.clauses.size())});
    program.clauses.push_back(std::move(clause));
  }
  return ids;
}

// nullopt: of a value that could not be understood.
std::optional<ir::Goal> Lowering::goal_of(syntax::BinaryOp sign, ExprId value) {
  using syntax::BinaryOp;
  if (!value.present()) return std::nullopt;
  const Op op = sign == BinaryOp::eq ? Op::eq : sign == BinaryOp::gt || sign == BinaryOp::lt ? Op::lt : Op::le;
  return ir::Goal{op, sign == BinaryOp::ge || sign == BinaryOp::gt, value};
}

// What is counted is a whole number of 件, unless it is one per 10,000 people.
void Lowering::check_goal(const Scope& scope, const ir::Goal& goal, const syntax::Typed& tree) {
  const Type& type = type_of(goal.value);
  const Span span = this->tree(scope, tree.goal->value).span;
  const ir::Bounds& bounds = expr(goal.value).bounds;
  const bool counted = type.kind == TypeKind::count, money = type.kind == TypeKind::money;
  const bool lasting = type.kind == TypeKind::months || type.kind == TypeKind::days;
  if (!counted && !money && !lasting) return;
  if (!bounds.lo_unbounded && bounds.lo.sign() < 0) {
    report(scope, Kind::goal_negative, span, {money ? base::yuan_text(bounds.lo) : bounds.lo.to_string()});
    return;
  }
  const Grain grain = grains[goal.value.value];
  const bool per_people = (tree.indicator.text.empty() ? tree.name.text : tree.indicator.text).find("万人") != std::string::npos;
  if ((grain.scale == 1 && !grain.loose) || (per_people && !lasting)) return;
  if (money) report(scope, Kind::parts_of_fen, span);
  else report(scope, Kind::goal_in_parts, span, {type_text(type)});
}

// A text that names figures: what a target is to reach and by when, how large a fund is.
void Lowering::lower_figures(std::size_t input, const syntax::Typed& tree, ir::Typed& typed) {
  Scope scope = file_scope(input);
  typed.indicator = tree.indicator.text;
  if (tree.goal) {
    typed.goal = goal_of(tree.goal->comparison, lower_ordered(scope, tree.goal->value));
    if (typed.goal) check_goal(scope, *typed.goal, tree);
  }
  if (tree.due.present()) {
    typed.due = lower(scope, tree.due);
    const bool dated = !typed.due.present() || type_of(typed.due) == kDate || type_of(typed.due) == kYear;
    if (!dated) report(scope, Kind::target_figure, this->tree(scope, tree.due).span, {type_text(type_of(typed.due))});
  }
  if (tree.size.present()) typed.size = lower_sum_of_money(scope, tree.size);
}

// The words that definitions of a document quote. A definition is expanded where it is used, its clause stands for itself.
void Lowering::lower_definition_clauses() {
  for (std::size_t input = 0; input < inputs.size(); ++input) {
    for (const syntax::Declaration& declaration : inputs[input].tree.declarations) {
      const auto* tree = std::get_if<syntax::Definition>(&declaration);
      if (!tree || tree->clauses.empty()) continue;
      if (document_of[input].present()) program.origins.push_back({name_of(tree->name).zh, "", lower_clauses(input, tree->clauses)});
      else diagnostics.report(Kind::without_document, tree->name.name.span, {tree->name.name.text});
    }
  }
}

// In the order of the text, so that a standing list serves the articles after it.
void Lowering::lower_departments() {
  for (std::size_t input = 0; input < inputs.size(); ++input) {
    std::vector<std::string> standing;
    std::map<std::string, Span> seen;
    for (const syntax::Declaration& declaration : inputs[input].tree.declarations) {
      const auto* tree = std::get_if<syntax::Departments>(&declaration);
      if (!tree || tree->path.text.empty()) continue;
      if (!document_of[input].present()) {
        diagnostics.report(Kind::without_document, tree->path.span, {tree->path.text});
        continue;
      }
      if (tree->units.empty() && tree->standing.empty()) diagnostics.report(Kind::departments_missing, tree->path.span, {tree->path.text});
      if (!seen.emplace(tree->path.text, tree->path.span).second) {
        diagnostics.report(Kind::departments_twice, tree->path.span, {tree->path.text});
      }
      for (const syntax::Text& text : tree->standing) standing.push_back(text.text);
      ir::Departments out{document_of[input], tree->path.text, {}, standing, lower_clauses(input, tree->clauses), tree->span};
      for (const syntax::Text& text : tree->units) out.units.push_back(text.text);
      program.departments.push_back(std::move(out));
    }
  }
}

void Lowering::lower_typed_blocks() {
  for (std::size_t input = 0; input < inputs.size(); ++input) {
    for (const syntax::Declaration& declaration : inputs[input].tree.declarations) {
      const auto* tree = std::get_if<syntax::Typed>(&declaration);
      if (!tree) continue;
      if (!document_of[input].present()) {
        diagnostics.report(Kind::without_document, tree->name.text.empty() ? tree->span : tree->name.span, {tree->name.text});
        continue;
      }
      ir::Typed typed;
      typed.kind = kind_of(tree->kind);
      typed.name = tree->name.text;
      typed.document = document_of[input];
      typed.clauses = lower_clauses(input, tree->clauses);
      for (const syntax::Text& text : tree->responsible) typed.responsible.push_back(text.text);
      lower_figures(input, *tree, typed);
      typed.note = tree->note.text;
      typed.span = tree->span;
      program.typed.push_back(std::move(typed));
    }
  }
}

}  // namespace zhidui::check
