// Chinese numerals and every number in an official text.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/rational.h"
#include "text/source.h"

namespace zhidui::text {

// 十二 -> 12, 两 -> 2, 一百零五 -> 105, 三十 -> 30, 五万 -> 50000, 二〇二三 -> 2023 (four digits read as a year);
// nullopt if the text is no numeral.
std::optional<std::int64_t> parse_chinese_numeral(std::string_view text);

enum class NumberClass { money, count, ratio, date, year, duration };

// One occurrence of a number in a text. Values: money in fen, ratio exact, date as days since 1970-01-01,
// duration in its own unit (months for 个月 and 年: 1年 = 12; days for 日/天).
struct NumberOccurrence {
  Span span;  // digits and unit
  NumberClass number_class = NumberClass::count;
  base::Rational value;
  // Count: "件", "个", "家", "名", "人", "次", "项" …, empty for a number that has none. Money "元", ratio "%" (also of 一半,
  // 1:1, 三分之一), "‰" or "倍", year "年", date "日", duration "个月", "天" or "工作日".
  std::string unit;
};

// Finds, in order: sums (5万元, 3 万元, 0.3 万元/年, 5000元, 5万元-10万元 as two, 5-10万元 as two, 10—20万元 as two),
// counts with a unit (50件（含）, 1个国家, 2个称号, 40 家, 前3名 as 3名, 5名, 6—10 个 as two),
// ratios (50%, 2％, 一半 as 1/2, 对等 as 1), dates (2023年11月29日, 2023 年 11 月 29 日), years (2024年, 2025 年度),
// durations (两年, 1年以上, 5 年, 3年, 2个月, 一年以上). A number of Arabic digits is never passed over for want of a known
// unit: 1月份 and 80分 count too. Skips document numbers (〔2023〕177号, 第427号), everything inside 《》 (2021—2035年),
// ordinals (第11条, 一等奖, 二、三等奖, 同一, 上一年度), Chinese numerals in quotation marks (“十四五”), item numbers at the
// beginning of a line, and digits inside Latin words (ISO56005).
std::vector<NumberOccurrence> find_numbers(const SourceSet& sources, Span text);

}  // namespace zhidui::text
