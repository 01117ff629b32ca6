// Private to check: what the parts of coverage share (docs/language.md §6). One file of src/check/coverage_*.cpp is one
// rule.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "check/check.h"
#include "check/coverage_literals.h"

namespace zhidui::check {

// One declaration as coverage sees it.
struct Construct {
  const std::vector<syntax::ClauseRef>* clauses = nullptr;
  const std::vector<syntax::Embodied>* embodied = nullptr;
  std::vector<Root> roots;
  std::string kind;   // for literal_without_clause
  syntax::Name name;  // both empty: it cannot be named
  enum class Role { other, entitles, cuts, asks };
  Role role = Role::other;  // 措施, 结算; 口径 asks about the text and says nothing of its own
  bool encodes() const { return role != Role::asks; }
};

// A quotation and its one place in the text.
struct Quotation {
  std::size_t construct = 0;
  const syntax::ClauseRef* clause = nullptr;  // absent in 无效力
  const syntax::Text* written = nullptr;
  text::Span place;
};

// In source order; a 无效力 is a construct with neither name nor clauses.
std::vector<Construct> constructs_of(const syntax::File& tree);

// Two constructs quote the same words only where each names the other with 共用.
void check_shared_quotations(const std::vector<Construct>& constructs, const std::vector<Quotation>& quotations,
                             text::Diagnostics& diagnostics);
// The row marks below a clause (s1, s2a, b) follow the text.
void check_row_marks(const text::Document& document, const std::vector<Quotation>& quotations, text::Diagnostics& diagnostics);
// Number, dates and predecessors of the document stand in its text.
void check_document_block(const text::SourceSet& sources, const Input& input, const std::vector<Quotation>& quotations,
                          text::Diagnostics& diagnostics);
// Who is responsible is named by the words that are quoted.
void check_departments(const text::SourceSet& sources, const Input& input, const std::vector<Quotation>& quotations,
                       text::Diagnostics& diagnostics);
// A literal compared with something is compared as the words around its number say.
void check_bound(const text::SourceSet& sources, const text::Document& document, const Binding& binding,
                 const std::vector<Occurrence>& numbers, text::Diagnostics& diagnostics);

}  // namespace zhidui::check
