#include "base/date.h"

#include <doctest/doctest.h>

#include <stdexcept>

namespace zhidui::base {
namespace {

Date date(const char* iso) {
  const auto parsed = Date::parse(iso);
  if (!parsed) throw std::invalid_argument(iso);
  return *parsed;
}

TEST_CASE("days are counted from 1970-01-01") {
  CHECK(date("1970-01-01").days == 0);
  CHECK(date("2023-11-29").days == 19690);
  CHECK(date("1969-12-31").days == -1);
}

TEST_CASE("every day from 1900 to 2200 goes to its civil date and back") {
  int days = Date::year_start(kFirstYear).days;
  int count = 0;
  for (int year = kFirstYear; year <= kLastYear; ++year) {
    for (int month = 1; month <= 12; ++month) {
      for (int day = 1; day <= 31; ++day) {
        const auto made = Date::of(year, month, day);
        if (!made) continue;
        REQUIRE(made->days == days++);
        REQUIRE(made->year() == year);
        REQUIRE(made->month() == month);
        REQUIRE(made->day() == day);
        ++count;
      }
    }
  }
  CHECK(count == Date::year_end(kLastYear).days - Date::year_start(kFirstYear).days + 1);
}

TEST_CASE("days that do not exist are refused") {
  CHECK_FALSE(Date::of(2023, 2, 29));
  CHECK(Date::of(2024, 2, 29));
  CHECK_FALSE(Date::of(2100, 2, 29));
  CHECK(Date::of(2000, 2, 29));
  CHECK_FALSE(Date::of(2023, 13, 1));
  CHECK_FALSE(Date::of(2023, 0, 1));
  CHECK_FALSE(Date::of(2023, 4, 31));
  CHECK_FALSE(Date::of(1899, 12, 31));
  CHECK_FALSE(Date::of(2201, 1, 1));
}

TEST_CASE("only the ISO form is read") {
  for (const char* text : {"", "2023-1-1", "2023/01/01", "20230101", "2023-01-01T", " 2023-01-01", "2023-02-30", "+023-01-01"}) {
    CAPTURE(text);
    CHECK_FALSE(Date::parse(text));
  }
}

TEST_CASE("dates are written in both forms") {
  CHECK(date("2023-01-09").to_string() == "2023-01-09");
  CHECK(date("2023-01-09").to_chinese() == "2023年1月9日");
}

TEST_CASE("months keep the day or end with the month") {
  CHECK(date("2023-01-31").plus_months(1) == date("2023-02-28"));
  CHECK(date("2024-01-31").plus_months(1) == date("2024-02-29"));
  CHECK(date("2021-12-23").plus_months(36) == date("2024-12-23"));
  CHECK(date("2024-02-29").plus_months(12) == date("2025-02-28"));
  CHECK(date("2024-03-31").plus_months(-1) == date("2024-02-29"));
  CHECK(date("2024-01-15").plus_months(-13) == date("2022-12-15"));
  CHECK(date("2024-12-31").plus_days(1) == date("2025-01-01"));
}

TEST_CASE("dates are ordered") {
  CHECK(date("2023-11-29") < date("2023-12-01"));
  CHECK(Date::year_end(2023).plus_days(1) == Date::year_start(2024));
}

}  // namespace
}  // namespace zhidui::base
