// Rule blocks → tree. Parsing never fails: what it cannot read is reported and skipped to the next statement or declaration.
#pragma once

#include <string>

#include "syntax/tree.h"
#include "text/diagnostic.h"
#include "text/document.h"

namespace zhidui::syntax {

inline constexpr int kNestingLimit = 100;

File parse(const text::SourceSet& sources, const text::Document& document, text::Diagnostics& diagnostics);

// The declarations of one block printed in canonical form, keywords in `language`; names stay as written unless `translate`
// (word → word in the other language) is given. parse(print(x)) has the same tree as x.
using Translate = std::string (*)(const void* context, const std::string& word);
std::string print(const File& file, std::size_t block, text::Language language, Translate translate = nullptr,
                  const void* context = nullptr);

// The whole literate file with every rule block printed canonically; text outside the blocks is unchanged.
std::string format(const text::SourceSet& sources, const text::Document& document, const File& file, text::Language language,
                   Translate translate = nullptr, const void* context = nullptr);

// Token listing, one per line, for `zhidui print --stage=tokens`.
std::string print_tokens(const text::SourceSet& sources, const text::Document& document);

// The tree as indented text, spans left out: equal trees print equally. For `--stage=tree` and the tests of parse∘print.
std::string print_tree(const File& file);

}  // namespace zhidui::syntax
