// Numbers as spreadsheet files hold them, brought to plain decimals without ever becoming binary floating point.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zhidui::spreadsheet {

// "1.5E7" → "15000000", "0.30000000000000004" → "0.3": spreadsheet programs keep fifteen significant digits and write up to seventeen of
// the binary number behind them; the result is rounded to fifteen, half up, as they show it. nullopt if it is no number, or one beyond
// forty digits.
inline constexpr int kSignificantDigits = 15;
std::optional<std::string> plain_decimal(std::string_view text);

// The day of a serial number in plain decimal: "45422" → "2024-05-10", "45422.5" → "2024-05-10 12:00". `from_1904`: the other date system.
// nullopt outside the years of base::Date, and for the day 60 of the 1900 system, 29 February 1900, which never was (ECMA-376 part
// 1, 18.17.4.1).
std::optional<std::string> day_of_serial(std::string_view plain, bool from_1904);

// Does a number format show a date? `id`: its number; `code`: its own code, empty for the built-in ones.
bool shows_day(int id, std::string_view code);

}  // namespace zhidui::spreadsheet
