#include "matching/patent_number.h"

#include <doctest/doctest.h>

#include "base/must.h"

namespace zhidui::matching {
namespace {

PatentNumber number_of(const char* printed) { return base::must(read_patent_number(printed)); }

TEST_CASE("numbers of applications before and after 2003-10-01") {
  for (const char* printed : {"201710601862.3", "95115608.X", "97101765.4", "ZL201710601862.3", "zl 2017 1 0601862.3",
                              "ＺＬ９５１１５６０８．Ｘ", "2017106018623", "CN201710601862.3"}) {
    CAPTURE(printed);
    const PatentNumber number = number_of(printed);
    CHECK(number.check_fits());
    CHECK(number.kind == PatentKind::invention);
  }
  CHECK(number_of("201710601862.3").year == 2017);
  CHECK(number_of("95115608.X").year == 1995);
  CHECK(number_of("ZL97101765.4").granted);
  CHECK_FALSE(number_of("97101765.4").granted);
}

TEST_CASE("a wrong or missing check sign is seen, and the number stays one") {
  const PatentNumber wrong = number_of("201710601862.5");
  CHECK_FALSE(wrong.check_fits());
  CHECK(wrong.asked == '3');
  const PatentNumber none = number_of("201710601862");
  CHECK_FALSE(none.check);
  CHECK(none.check_fits());
}

TEST_CASE("kinds, and what is no number") {
  CHECK(number_of("202120601862").kind == PatentKind::utility_model);
  CHECK(number_of("202130601862").kind == PatentKind::design);
  CHECK(number_of("202180601862").kind == PatentKind::pct_invention);
  CHECK(number_of("202190601862").kind == PatentKind::pct_utility_model);
  for (const char* printed : {"", "202140601862", "20171060186.3", "US10123456B2", "CN101234567A", "201710601862.", "201710601862.33", "ZL",
                              "201710601862.Y", "190010601862", "44115608.X"}) {
    CAPTURE(printed);
    CHECK_FALSE(read_patent_number(printed));
  }
}

}  // namespace
}  // namespace zhidui::matching
