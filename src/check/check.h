// Tree → typed program: names, types, units, bounds, coverage. The only place that knows both sides.
#pragma once

#include <string>
#include <vector>

#include "ir/program.h"
#include "syntax/tree.h"
#include "text/diagnostic.h"
#include "text/document.h"

namespace zhidui::check {

struct Input {
  text::Document document;
  syntax::File tree;
};

// All files of one compilation: vocabulary, reference, policies, in any order (declarations are found across files).
// With errors in `diagnostics` the program must not be run; it is returned as far as it was understood (for the language server).
ir::Program compile(const text::SourceSet& sources, const std::vector<Input>& inputs, text::Diagnostics& diagnostics);

// Coverage of each file that declares a document (docs/language.md §6). Separate so that drafts can be run without it.
void check_coverage(const text::SourceSet& sources, const std::vector<Input>& inputs, text::Diagnostics& diagnostics);

}  // namespace zhidui::check
