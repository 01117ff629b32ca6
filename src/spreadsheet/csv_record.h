// Writing comma-separated files (RFC 4180).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace zhidui::spreadsheet {

// One record, with its line break.
std::string csv_record(const std::vector<std::string>& cells);
// What Excel wants before UTF-8.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace zhidui::spreadsheet
