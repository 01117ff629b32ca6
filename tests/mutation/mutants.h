// The mutants of a policy: one or two literals of a rule block changed.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "text/document.h"
#include "text/source.h"

namespace zhidui::mutation {

struct Edit {
  text::Span span;
  std::string replacement;
};

struct Mutant {
  std::vector<Edit> edits;  // apart from one another, ascending
  std::string words;        // "第 53 行 5万元 → 4万元"
};

// For every literal of every rule block: one more and one less in its unit (days for dates), each other number of the
// block's quotations in its place; and every two different literals of a block swapped.
std::vector<Mutant> mutants_of(const text::SourceSet& sources, const text::Document& document);

std::string mutated(std::string_view source, const Mutant& mutant);

}  // namespace zhidui::mutation
