// What a file is, by its content; its name says nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "spreadsheet/package.h"
#include "text/diagnostic.h"

namespace zhidui::spreadsheet {

struct Refusal {
  text::Kind kind;
  std::vector<std::string> arguments;
};

// What is neither a ZIP package nor text, and texts that are no tables: web pages, XML, RTF. nullopt if it may be one of the former.
std::optional<Refusal> refused_by_first_bytes(std::string_view bytes);
bool is_zip(std::string_view bytes);
// Packages of other formats. nullopt if it may be an XLSX file.
std::optional<Refusal> refused_package(const Package& package);

}  // namespace zhidui::spreadsheet
