#include "spreadsheet/number_text.h"

#include <doctest/doctest.h>

namespace zhidui::spreadsheet {
namespace {

TEST_CASE("decimals keep fifteen significant digits and never become binary") {
  const std::pair<const char*, const char*> cases[] = {
      {"1500000", "1500000"},
      {"1.5E7", "15000000"},
      {"1.5e-3", "0.0015"},
      {"0.30000000000000004", "0.3"},
      {"-0", "0"},
      {"-12.50", "-12.5"},
      {".5", "0.5"},
      {"5.", "5"},
      {"0.28999999999999998", "0.29"},
      {"999999999999999.9", "1000000000000000"},
      {"123456789012345678", "123456789012346000"},
      {"1E+2", "100"},
      {"00012", "12"},
  };
  for (const auto& [text, expected] : cases) CHECK_MESSAGE(plain_decimal(text).value_or("none") == expected, text);
  for (const char* text : {"", "-", ".", "1,5", "abc", "1E", "1E99999", "1E300", "1E-300", "0x10", "1 "})
    CHECK_MESSAGE(!plain_decimal(text), text);
}

TEST_CASE("days of serial numbers") {
  CHECK(day_of_serial("1", false) == "1900-01-01");
  CHECK(day_of_serial("59", false) == "1900-02-28");
  CHECK_FALSE(day_of_serial("60", false));
  CHECK(day_of_serial("61", false) == "1900-03-01");
  CHECK(day_of_serial("45422", false) == "2024-05-10");
  CHECK(day_of_serial("45422.354166666664", false) == "2024-05-10 08:30");
  CHECK(day_of_serial("45422.9999999", false) == "2024-05-11");
  CHECK(day_of_serial("43960", true) == "2024-05-10");
  CHECK_FALSE(day_of_serial("0", false));
  CHECK_FALSE(day_of_serial("-1", false));
  CHECK_FALSE(day_of_serial("999999", false));
}

TEST_CASE("formats that show a day") {
  for (const char* code : {"yyyy-mm-dd", "yyyy\"年\"m\"月\"d\"日\"", "[$-804]yyyy/m/d;@", "m/d/yy h:mm", "d-mmm", "mmm", "e\"年\"", "aaaa",
                           "yyyy-mm-dd hh:mm:ss.000"})
    CHECK_MESSAGE(shows_day(164, code), code);
  for (const char* code :
       {"General", "0.00", "#,##0\"days\"", "h:mm:ss", "[h]:mm", "0.00E+00", "[Red]0.00", "mm:ss.0", "@", "\\d0", "_d0", "[$USD] 0"})
    CHECK_MESSAGE(!shows_day(164, code), code);
  for (const int id : {14, 17, 22, 27, 31, 36, 50, 58}) CHECK_MESSAGE(shows_day(id, ""), id);
  for (const int id : {0, 1, 9, 13, 18, 21, 32, 35, 49, 59}) CHECK_MESSAGE(!shows_day(id, ""), id);
}

}  // namespace
}  // namespace zhidui::spreadsheet
