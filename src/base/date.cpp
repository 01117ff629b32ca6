#include "base/date.h"

#include <array>

#include "base/check.h"

namespace zhidui::base {

namespace {

struct Civil {
  int year;
  int month;
  int day;
};

// Years are counted from March, so that the leap day is the last of its year; 400 years are one era of 146097 days.
constexpr int kDaysPerEra = 146097;
constexpr int kEpochShift = 719468;  // days from 0000-03-01 to 1970-01-01

constexpr std::int32_t days_from(int year, int month, int day) {
  const int march_year = month <= 2 ? year - 1 : year;
  const int era = march_year / 400;
  const int year_of_era = march_year - era * 400;
  const int month_from_march = month > 2 ? month - 3 : month + 9;
  const int day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * kDaysPerEra + day_of_era - kEpochShift;
}

constexpr int floor_div(int a, int b) { return a / b - (a % b < 0 ? 1 : 0); }

constexpr Civil civil_from(std::int32_t days) {
  const int shifted = days + kEpochShift;
  const int era = floor_div(shifted, kDaysPerEra);
  const int day_of_era = shifted - era * kDaysPerEra;
  const int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int month_from_march = (5 * day_of_year + 2) / 153;
  const int day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
  const int month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  return {era * 400 + year_of_era + (month <= 2 ? 1 : 0), month, day};
}

constexpr bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

constexpr int days_in_month(int year, int month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

std::optional<int> digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::string padded(int value, std::size_t width) {
  std::string text = std::to_string(value);
  if (text.size() < width) text.insert(0, width - text.size(), '0');
  return text;
}

static_assert(days_from(1970, 1, 1) == 0);
static_assert(days_from(2000, 3, 1) == 11017);
static_assert(civil_from(11016).day == 29);

}  // namespace

std::optional<Date> Date::of(int year, int month, int day) {
  if (year < kFirstYear || year > kLastYear || month < 1 || month > 12) return std::nullopt;
  if (day < 1 || day > days_in_month(year, month)) return std::nullopt;
  return Date{days_from(year, month, day)};
}

std::optional<Date> Date::parse(std::string_view iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  const auto year = digits(iso.substr(0, 4));
  const auto month = digits(iso.substr(5, 2));
  const auto day = digits(iso.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  return of(*year, *month, *day);
}

int Date::year() const { return civil_from(days).year; }
int Date::month() const { return civil_from(days).month; }
int Date::day() const { return civil_from(days).day; }

std::string Date::to_string() const {
  const Civil civil = civil_from(days);
  return padded(civil.year, 4) + "-" + padded(civil.month, 2) + "-" + padded(civil.day, 2);
}

std::string Date::to_chinese() const {
  const Civil civil = civil_from(days);
  return std::to_string(civil.year) + "年" + std::to_string(civil.month) + "月" + std::to_string(civil.day) + "日";
}

Date Date::year_start(int year) { return Date{days_from(year, 1, 1)}; }
Date Date::year_end(int year) { return Date{days_from(year, 12, 31)}; }

Date Date::plus_months(int months) const {
  const Civil civil = civil_from(days);
  const int index = civil.year * 12 + (civil.month - 1) + months;
  const int year = floor_div(index, 12);
  const int month = index - year * 12 + 1;
  CHECK(year >= 0);
  const int last = days_in_month(year, month);
  return Date{days_from(year, month, civil.day < last ? civil.day : last)};
}

}  // namespace zhidui::base
