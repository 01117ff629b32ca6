#include "matching/patent_number.h"

#include <doctest/doctest.h>

namespace zhidui::matching {
namespace {

TEST_CASE("numbers of applications before and after 2003-10-01") {
  for (const char* printed : {"201710601862.3", "95115608.X", "97101765.4", "ZL201710601862.3", "zl 2017 1 0601862.3",
                              "ＺＬ９５１１５６０８．Ｘ", "2017106018623", "CN201710601862.3"}) {
    CAPTURE(printed);
    const auto number = read_patent_number(printed);
    REQUIRE(number);
    CHECK(number->check_fits());
    CHECK(number->kind == PatentKind::invention);
  }
  CHECK(read_patent_number("201710601862.3")->year == 2017);
  CHECK(read_patent_number("95115608.X")->year == 1995);
  CHECK(read_patent_number("ZL97101765.4")->granted);
  CHECK_FALSE(read_patent_number("97101765.4")->granted);
}

TEST_CASE("a wrong or missing check sign is seen, and the number stays one") {
  const auto wrong = read_patent_number("201710601862.5");
  REQUIRE(wrong);
  CHECK_FALSE(wrong->check_fits());
  CHECK(wrong->asked == '3');
  const auto none = read_patent_number("201710601862");
  REQUIRE(none);
  CHECK_FALSE(none->check);
  CHECK(none->check_fits());
}

TEST_CASE("kinds, and what is no number") {
  CHECK(read_patent_number("202120601862")->kind == PatentKind::utility_model);
  CHECK(read_patent_number("202130601862")->kind == PatentKind::design);
  CHECK(read_patent_number("202180601862")->kind == PatentKind::pct_invention);
  CHECK(read_patent_number("202190601862")->kind == PatentKind::pct_utility_model);
  for (const char* printed : {"", "202140601862", "20171060186.3", "US10123456B2", "CN101234567A", "201710601862.", "201710601862.33", "ZL",
                              "201710601862.Y", "190010601862", "44115608.X"}) {
    CAPTURE(printed);
    CHECK_FALSE(read_patent_number(printed));
  }
}

}  // namespace
}  // namespace zhidui::matching
