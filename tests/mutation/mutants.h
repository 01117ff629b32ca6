// The mutants of a policy: its rule blocks with one thing changed, as a slip of the pen or of the understanding would.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "text/document.h"
#include "text/source.h"

namespace zhidui::mutation {

enum class Kind {
  number,       // a literal changed, or two swapped
  comparison,   // ≥ for >, ≤ for ≥
  word,         // 且 for 或, 阻断 for 计入, 较小 for 较大, another label as 默认
  statement,    // a statement left out
  declaration,  // a whole 措施, 结算, 口径 left out
  member,       // a member of a list left out, an end of a range of places, the exceptions of 全部
  quotation,    // the quotations of two neighbouring 条款 swapped, or one of them given to both
};
inline constexpr Kind kKinds[] = {Kind::number,      Kind::comparison, Kind::word,     Kind::statement,
                                  Kind::declaration, Kind::member,     Kind::quotation};
std::string_view name_of(Kind kind);

struct Edit {
  text::Span span;
  std::string replacement;
};

struct Mutant {
  Kind kind = Kind::number;
  std::vector<Edit> edits;  // apart from one another, ascending
  std::string words;        // "5万元 → 4万元"
  std::size_t line = 0;
};

// For every literal of every rule block: one more and one less in its unit (days for dates), each other number of the
// block's quotations in its place; and every two different literals of a block swapped.
std::vector<Mutant> number_mutants(const text::SourceSet& sources, const text::Document& document);
// The other kinds.
std::vector<Mutant> structure_mutants(const text::SourceSet& sources, const text::Document& document);

std::string mutated(std::string_view source, const Mutant& mutant);

}  // namespace zhidui::mutation
