// The passes of check, in order. Names of everything come first, so that declarations may stand in any order and in any
// file.
#include <algorithm>

#include "base/sha256.h"
#include "check/lint.h"
#include "check/lowering.h"

namespace zhidui::check {

namespace {

std::string hash_of(const text::SourceSet& sources, const std::vector<Input>& inputs) {
  std::vector<const text::SourceFile*> files;
  for (const Input& input : inputs) files.push_back(&sources.file(input.document.file));
  std::sort(files.begin(), files.end(), [](const auto* a, const auto* b) { return a->name() < b->name(); });
  std::string all;
  for (const text::SourceFile* file : files) {
    // Lengths keep one file from running into the next.
    all += file->name() + "\n" + std::to_string(file->bytes().size()) + "\n";
    all += file->bytes();
  }
  return base::sha256_hex(all);
}

}  // namespace

ir::Program Lowering::run() {
  collect_documents();
  collect_types();
  collect_readings();
  collect_measures();
  collect_values();
  lower_ranges();
  lower_computed_fields();
  for (ValueSymbol& symbol : values) ensure_checked(file_scope(symbol.input), symbol, symbol.span);
  lower_checks();
  lower_documents();
  lower_departments();
  lower_definition_clauses();
  lower_measures();
  lower_later_documents();
  check_continued();
  lower_settlements();
  lower_typed_blocks();
  settle_units();
  if (!diagnostics.has_errors()) warn_unused();
  compact(program);
  if (!diagnostics.has_errors()) lint(program, inputs, diagnostics);
  program.hash = hash_of(sources, inputs);
  return std::move(program);
}

ir::Program compile(const text::SourceSet& sources, const std::vector<Input>& inputs, text::Diagnostics& diagnostics) {
  return Lowering(sources, inputs, diagnostics).run();
}

}  // namespace zhidui::check
