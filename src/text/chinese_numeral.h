// The characters of Chinese numerals and their reading. Private to `text`; the public name is parse_chinese_numeral.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace zhidui::text {

inline constexpr std::int64_t kLargestNumeral = 1'000'000'000'000'000;

int digit_of(char32_t c);                 // 零 … 九, 两 and the formal 壹 贰 …; -1 for others
std::int64_t small_power_of(char32_t c);  // 十 百 千; 0 for others
std::int64_t large_power_of(char32_t c);  // 万 亿; 0 for others
bool is_numeral(char32_t c);
std::optional<std::int64_t> read_numeral(std::u32string_view text);

}  // namespace zhidui::text
