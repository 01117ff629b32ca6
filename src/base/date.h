// Civil days of the proleptic Gregorian calendar, as the number of days since 1970-01-01. No clock, no zone.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zhidui::base {

struct Date {
  std::int32_t days = 0;
  friend auto operator<=>(const Date&, const Date&) = default;

  static std::optional<Date> of(int year, int month, int day);  // nullopt if no such day; years 1900..2200
  static std::optional<Date> parse(std::string_view iso);       // "2023-11-29" only
  int year() const;
  int month() const;
  int day() const;
  std::string to_string() const;   // "2023-11-29"
  std::string to_chinese() const;  // "2023年11月29日"

  static Date year_start(int year);
  static Date year_end(int year);
  // Month arithmetic: the same day of the month, or the month's last day where there is none
  // (31 January + 1 month = 28 or 29 February; convention of 民法典 art. 202: 没有对应日的，月末日为届满日).
  Date plus_months(int months) const;
  Date plus_days(int n) const { return Date{days + n}; }
};

inline constexpr int kFirstYear = 1900;
inline constexpr int kLastYear = 2200;

}  // namespace zhidui::base
