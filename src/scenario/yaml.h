// YAML as JSON values with places. yaml-cpp stays inside yaml.cpp.
#pragma once

#include <optional>

#include "base/json.h"
#include "text/diagnostic.h"
#include "text/source.h"

namespace zhidui::scenario {

// Plain true/false, numbers and null become such; every other scalar, and every quoted one, is a text. `begin` and
// `end` are byte places of the file. nullopt after a diagnostic.
std::optional<base::JsonValue> parse_yaml(const text::SourceSet& sources, text::FileId file, text::Diagnostics& diagnostics);

}  // namespace zhidui::scenario
