#include "text/chinese_numeral.h"

#include <algorithm>
#include <string>

#include "base/utf8.h"
#include "text/numerals.h"

namespace zhidui::text {

namespace {

constexpr std::int64_t kTenThousand = 10'000;
constexpr std::int64_t kHundredMillion = 100'000'000;
constexpr std::size_t kMaxNumeralSize = 24;
constexpr std::size_t kYearDigits = 4;

// 二〇二三: four digits without powers.
std::optional<std::int64_t> year_digits(std::u32string_view text) {
  if (text.size() != kYearDigits) return std::nullopt;
  std::int64_t value = 0;
  for (const char32_t c : text) {
    if (digit_of(c) < 0 || c == U'两') return std::nullopt;
    value = value * 10 + digit_of(c);
  }
  return value;
}

// Reads powers from large to small: 三千五百万 is (3×1000 + 5×100) × 10000.
class NumeralReader {
 public:
  std::optional<std::int64_t> read(std::u32string_view text) {
    if (text.empty() || text.size() > kMaxNumeralSize) return std::nullopt;
    if (const auto year = year_digits(text)) return year;
    if (text.size() == 1 && digit_of(text[0]) == 0) return 0;
    for (const char32_t c : text) {
      const int digit = digit_of(c);
      const bool read = digit == 0               ? zero()
                        : digit > 0              ? this->digit(digit)
                        : small_power_of(c) != 0 ? small_power(small_power_of(c))
                                                 : large_power(large_power_of(c));
      if (!read) return std::nullopt;
    }
    return finish();
  }

 private:
  bool zero() {
    const bool allowed = digit_ < 0 && !zero_ && section_ + total_ > 0;
    zero_ = true;
    return allowed;
  }
  bool digit(int value) {
    if (digit_ >= 0) return false;
    digit_ = value;
    return true;
  }
  bool small_power(std::int64_t power) {
    if (power >= last_power_) return false;
    if (digit_ < 0 && (power != 10 || section_ != 0)) return false;
    section_ += (digit_ < 0 ? 1 : digit_) * power;
    last_power_ = power;
    digit_ = -1;
    zero_ = false;
    return true;
  }
  bool large_power(std::int64_t power) {
    if (power == 0) return false;
    section_ += std::max(digit_, 0);
    if (section_ + total_ == 0 || total_ > kLargestNumeral / power) return false;
    // 三万亿 multiplies what stands before it; 一亿三千万 adds to it.
    if (power > last_large_) {
      total_ = (total_ + section_) * power;
    } else if (power < last_large_ && section_ != 0) {
      total_ += section_ * power;
    } else {
      return false;
    }
    last_large_ = power;
    section_ = 0;
    digit_ = -1;
    last_power_ = power;
    zero_ = false;
    return true;
  }
  std::optional<std::int64_t> finish() const {
    if (digit_ < 0) return zero_ ? std::nullopt : std::optional(total_ + section_);
    // 一百五 is 150, 一百零五 is 105.
    const bool next_power = !zero_ && last_power_ >= 100 && section_ + total_ > 0;
    return total_ + section_ + digit_ * (next_power ? last_power_ / 10 : 1);
  }

  std::int64_t total_ = 0;
  std::int64_t section_ = 0;
  std::int64_t last_power_ = kLargestNumeral;
  std::int64_t last_large_ = 0;
  int digit_ = -1;
  bool zero_ = false;
};

}  // namespace

int digit_of(char32_t c) {
  constexpr std::u32string_view kDigits = U"零一二三四五六七八九";
  constexpr std::u32string_view kFormal = U"〇壹贰叁肆伍陆柒捌玖";
  for (const std::u32string_view digits : {kDigits, kFormal}) {
    if (const std::size_t at = digits.find(c); at != std::u32string_view::npos) return static_cast<int>(at);
  }
  return c == U'两' ? 2 : -1;
}

std::int64_t small_power_of(char32_t c) {
  switch (c) {
    case U'十':
    case U'拾': return 10;
    case U'百':
    case U'佰': return 100;
    case U'千':
    case U'仟': return 1000;
    default: return 0;
  }
}

std::int64_t large_power_of(char32_t c) { return c == U'万' ? kTenThousand : c == U'亿' ? kHundredMillion : 0; }

bool is_numeral(char32_t c) { return digit_of(c) >= 0 || small_power_of(c) != 0 || large_power_of(c) != 0; }

std::optional<std::int64_t> read_numeral(std::u32string_view text) { return NumeralReader().read(text); }

std::optional<std::int64_t> parse_chinese_numeral(std::string_view text) {
  std::u32string code_points;
  for (std::size_t i = 0; i < text.size();) {
    const base::CodePoint point = base::decode(text, i);
    if (!is_numeral(point.value)) return std::nullopt;
    code_points.push_back(point.value);
    i += point.length;
  }
  return read_numeral(code_points);
}

}  // namespace zhidui::text
