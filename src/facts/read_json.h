// Fact bases as JSON (docs/facts.md; the schema is generated from the vocabulary).
#pragma once

#include <string>

#include "base/json.h"
#include "facts/fact_base.h"
#include "text/diagnostic.h"

namespace zhidui::facts {

// Reads a whole fact base. Every defect is reported with its place, all in one go; with errors the base returned is empty.
FactBase read_json(const ir::Program& program, const text::SourceSet& sources, text::FileId file, text::Diagnostics& diagnostics);

// The same from JSON that was read already, or built by another reader (YAML of scenarios): `begin` and `end` of its values are
// places in `file`.
FactBase read_value(const ir::Program& program, const base::JsonValue& root, text::FileId file, text::Diagnostics& diagnostics);
// One diagnostic that says what should stand where the text is no JSON.
void report_json_error(const text::SourceSet& sources, text::FileId file, const base::JsonError& error, text::Diagnostics& diagnostics);

// The facts as canonical JSON: keys and records sorted, provenance kept, spans left out. Reading it gives an equal base.
std::string canonical_json(const ir::Program& program, const FactBase& facts, int indent = -1);
std::string canonical_hash(const ir::Program& program, const FactBase& facts);  // SHA-256 of it, as FactBase::hash holds it
base::JsonValue canonical_value(const ir::Program& program, const FactBase& facts);

// JSON Schema (2020-12) of a fact base over this vocabulary, titles in Chinese, descriptions in both languages.
std::string json_schema(const ir::Program& program);

}  // namespace zhidui::facts
