// Fact bases from what people have them in: JSON, workbooks, CSV files.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/engine.h"
#include "tools/console.h"

namespace zhidui::tools {

// A fact base with the files it came from and what their reader warned of.
struct LoadedFacts {
  text::SourceSet sources;
  text::Diagnostics warnings;
  facts::FactBase base;
};

// What is called .json or begins as an object. Whatever else it is, the reader of spreadsheets says it.
bool is_json(const std::string& path, std::string_view bytes);

// Of a file (.json; .xlsx, .csv: its first bytes say which) or a folder of CSV files. nullopt after what is wrong has been shown (`exit`
// says how), and where Ctrl-C stopped the reading.
std::optional<LoadedFacts> load_facts_quietly(const Common& common, const engine::Policy& policy, const std::string& path, int& exit);
// The same after its warnings have been shown.
std::optional<facts::FactBase> load_facts(const Common& common, const engine::Policy& policy, const std::string& path, int& exit);

}  // namespace zhidui::tools
