#include "spreadsheet/number_text.h"

#include <algorithm>

#include "base/date.h"
#include "base/must.h"

namespace zhidui::spreadsheet {

namespace {

constexpr int kDigitLimit = 40;

// digits × 10^exponent
struct Scientific {
  bool negative = false;
  std::string digits;  // without leading zeros; empty: zero
  int exponent = 0;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<int> parse_exponent(std::string_view text) {
  bool negative = false;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  if (text.empty() || text.size() > 4 || !std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
  int value = 0;
  for (const char c : text) value = value * 10 + (c - '0');
  return negative ? -value : value;
}

std::optional<Scientific> parse(std::string_view text) {
  Scientific out;
  if (text.starts_with('-') || text.starts_with('+')) {
    out.negative = text[0] == '-';
    text.remove_prefix(1);
  }
  const std::size_t e = text.find_first_of("eE");
  if (e != std::string_view::npos) {
    const auto exponent = parse_exponent(text.substr(e + 1));
    if (!exponent) return std::nullopt;
    out.exponent = *exponent;
    text = text.substr(0, e);
  }
  bool point = false, any = false;
  for (const char c : text) {
    if (c == '.' && !point) {
      point = true;
      continue;
    }
    if (!is_digit(c)) return std::nullopt;
    any = true;
    if (point) --out.exponent;
    if (c != '0' || !out.digits.empty()) out.digits += c;
  }
  if (!any) return std::nullopt;
  return out;
}

void round_to_significant(Scientific& number) {
  const std::size_t excess = number.digits.size() > kSignificantDigits ? number.digits.size() - kSignificantDigits : 0;
  if (excess > 0) {
    const bool up = number.digits[kSignificantDigits] >= '5';
    number.digits.resize(kSignificantDigits);
    number.exponent += static_cast<int>(excess);
    std::size_t i = up ? number.digits.size() : 0;
    while (i > 0 && number.digits[i - 1] == '9') number.digits[--i] = '0';
    if (up && i > 0) ++number.digits[i - 1];
    if (up && i == 0) number.digits.insert(number.digits.begin(), '1');
  }
  while (!number.digits.empty() && number.digits.back() == '0') {
    number.digits.pop_back();
    ++number.exponent;
  }
}

}  // namespace

std::optional<std::string> plain_decimal(std::string_view text) {
  std::optional<Scientific> number = parse(text);
  if (!number) return std::nullopt;
  round_to_significant(*number);
  if (number->digits.empty()) return "0";
  const int size = static_cast<int>(number->digits.size());
  const int whole = size + number->exponent;  // digits before the point
  if (whole > kDigitLimit || -number->exponent > kDigitLimit) return std::nullopt;
  std::string out = number->negative ? "-" : "";
  if (number->exponent >= 0) return out + number->digits + std::string(static_cast<std::size_t>(number->exponent), '0');
  if (whole <= 0) return out + "0." + std::string(static_cast<std::size_t>(-whole), '0') + number->digits;
  return out + number->digits.substr(0, static_cast<std::size_t>(whole)) + "." + number->digits.substr(static_cast<std::size_t>(whole));
}

namespace {

// Minutes of the day of a fraction ".5", rounded: spreadsheet programs store times as binary fractions.
int minutes_of(std::string_view fraction) {
  std::int64_t numerator = 0, denominator = 1;
  for (const char c : fraction.substr(0, 12)) {
    numerator = numerator * 10 + (c - '0');
    denominator *= 10;
  }
  return static_cast<int>((numerator * 1440 + denominator / 2) / denominator);
}

std::string two(int value) { return (value < 10 ? "0" : "") + std::to_string(value); }

}  // namespace

std::optional<std::string> day_of_serial(std::string_view plain, bool from_1904) {
  const std::size_t point = std::min(plain.find('.'), plain.size());
  const std::string_view whole = plain.substr(0, point);
  if (whole.empty() || whole.size() > 6 || !std::all_of(whole.begin(), whole.end(), is_digit)) return std::nullopt;
  int serial = 0;
  for (const char c : whole) serial = serial * 10 + (c - '0');
  constexpr int kLeapDay1900 = 60;
  if (!from_1904 && (serial == kLeapDay1900 || serial == 0)) return std::nullopt;
  // Serial 1 is 1 January 1900; after the day that never was all are one too many. In the other system 1 January 1904 is serial 0.
  const base::Date origin = base::must(base::Date::of(from_1904 ? 1904 : 1900, 1, 1));
  const int offset = from_1904 ? serial : serial > kLeapDay1900 ? serial - 2 : serial - 1;
  const base::Date day = origin.plus_days(offset);
  if (day.year() > base::kLastYear) return std::nullopt;
  const int minutes = point < plain.size() ? minutes_of(plain.substr(point + 1)) : 0;
  if (minutes == 0) return day.to_string();
  if (minutes == 1440) return day.plus_days(1).to_string();
  return day.to_string() + " " + two(minutes / 60) + ":" + two(minutes % 60);
}

namespace {

// The code without what is only shown: quoted text, escaped signs, colours and conditions in brackets.
std::string bare_code(std::string_view code) {
  std::string out;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '"') {
      while (++i < code.size() && code[i] != '"') {}
    } else if (c == '[') {
      const std::string_view within = code.substr(i + 1, code.find(']', i) - i - 1);
      i += within.size() + 1;
      if (within.find_first_not_of("hHmMsS") == std::string_view::npos) out += 'h';  // a span of time: [h]:mm
    } else {
      out += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
  }
  return out;
}

}  // namespace

bool shows_day(int id, std::string_view code) {
  // Built in: 14–17 and 22 dates, 27–36 and 50–58 the East Asian ones (ECMA-376 part 1, 18.8.30).
  if (code.empty()) return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58);
  const std::string bare = bare_code(code);
  const std::string_view first = std::string_view(bare).substr(0, bare.find(';'));
  if (first.find("general") != std::string_view::npos) return false;
  if (first.find_first_of("yd") != std::string_view::npos) return true;
  // Years of an era (e), weekdays (aaa), months alone; an `e` among digits is an exponent, an `m` among hours and seconds minutes.
  if (first.find_first_of("0#?hs") != std::string_view::npos) return false;
  return first.find_first_of("em") != std::string_view::npos || first.find("aaa") != std::string_view::npos;
}

}  // namespace zhidui::spreadsheet
