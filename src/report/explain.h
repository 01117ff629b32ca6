// Private to report: the steps of `explain`, each on its own page.
#pragma once

#include <set>

#include "report/explanation.h"

namespace zhidui::report {

// What the steps share while one award is explained.
struct Explaining {
  const View& view;
  const outcome::Answer& answer;
  const outcome::Award& award;
  outcome::OpenTable opens;  // a copy: values that the trace left out are evaluated again
  Explanation out;
  std::vector<std::string> terms;  // numbers and names that decided: quotations are cut down to them
  std::set<std::pair<std::uint32_t, std::uint32_t>> facts_seen;
  std::set<std::string> rows_seen;
  std::set<std::uint32_t> readings_passed;  // readings on the way of what decided
  text::Span home;                          // the declaration that is being explained

  const ir::Program& program() const { return view.policy.program; }
  const outcome::Claim& claim() const { return award.claim; }
  const ir::Measure& measure() const { return program().measures[claim().measure]; }
  const ir::Document& document() const { return program().documents[measure().document.value]; }
  const outcome::TraceNode* node(std::uint32_t index) const {
    return index < claim().trace.nodes.size() ? &claim().trace.nodes[index] : nullptr;
  }

  // The trace node of an operand below `node`; kNoSite if it was not traced.
  std::uint32_t below(std::uint32_t node, ir::ExprId operand) const;
  // As traced, else evaluated again for this claim; nullopt where that is not possible (within a row of a count).
  std::optional<outcome::Value> value(ir::ExprId id, std::uint32_t node);
  std::optional<std::uint32_t> alternative(ir::ReadingId id) const { return alternative_in_use(view, id); }
  bool own(ir::ExprId id) const;                          // written in the declaration that is being explained
  Wording words(ir::ExprId id) const;                     // as the author wrote it there, else composed
  Wording operand(ir::ExprId id, std::uint32_t node);     // "费用总额 82,000 元"
  bool vague(ir::ExprId id, std::uint32_t node);          // rests on a number of which nothing is known
  Wording value_text(ir::ExprId id, std::uint32_t node);  // "82,000 元"
  void add_term(ir::ExprId literal);
  // Facts and rows that the value rests on.
  void use_facts(ir::ExprId id, std::uint32_t node);
  void use_fact(std::uint32_t record, ir::FieldId field, std::optional<base::Date> day);
};

void explain_conditions(Explaining& in);
void explain_amount(Explaining& in);
void explain_opens(Explaining& in);
void explain_readings(Explaining& in);
void explain_cuts(Explaining& in);
void explain_repairs(Explaining& in);
void explain_validity(Explaining& in);
void explain_reason(Explaining& in);

std::vector<Check> checks_of(Explaining& in, ir::ExprId id, std::uint32_t node, bool wanted);
// One leaf: the words of an atomic condition and what was found.
Check check_of(Explaining& in, ir::ExprId id, std::uint32_t node, bool wanted);

OpenUse open_use(const View& view, const outcome::OpenTable& opens, outcome::OpenId id);
// 截至 2025-03-01 完整, 国家知识产权局; empty where the relation is open.
Wording completeness(const View& view, const ir::Range& range, std::uint32_t owner);
Quotation quotation_of(const View& view, ir::ClauseId clause, const std::vector<std::string>& terms);
// What a claim key or the id of a payment stands for.
Wording cause_words(const View& view, const std::string& key);
Wording unit_words(const View& view, const outcome::Claim& claim);
Mark mark_of(const outcome::Value& value, bool wanted);

}  // namespace zhidui::report
