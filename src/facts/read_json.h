// Fact bases as JSON (docs/facts.md; the schema is generated from the vocabulary).
#pragma once

#include <string>

#include "facts/fact_base.h"
#include "text/diagnostic.h"

namespace zhidui::facts {

// Reads a whole fact base. Every defect is reported with its place, all in one go; with errors the base returned is empty.
FactBase read_json(const ir::Program& program, const text::SourceSet& sources, text::FileId file, text::Diagnostics& diagnostics);

// The facts as canonical JSON: keys and records sorted, provenance kept, spans left out. Reading it gives an equal base.
std::string canonical_json(const ir::Program& program, const FactBase& facts, int indent = -1);

// JSON Schema (2020-12) of a fact base over this vocabulary, titles in Chinese, descriptions in both languages.
std::string json_schema(const ir::Program& program);

}  // namespace zhidui::facts
