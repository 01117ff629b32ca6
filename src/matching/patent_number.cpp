#include "matching/patent_number.h"

#include <algorithm>

#include "base/utf8.h"
#include "matching/signs.h"

namespace zhidui::matching {

namespace {

struct Layout {
  std::size_t length, year_digits;
  int first_year, last_year;
};
// Two digits of a year mean 1985 to 2003: applications are taken since 1985-04-01, and four digits are written since 2003-10-01.
constexpr Layout kOld{8, 2, 1985, 2003}, kNew{12, 4, 2003, 2099};
constexpr int kModulus = 11;
constexpr std::string_view kChecks = "0123456789X";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view signs) { return std::all_of(signs.begin(), signs.end(), is_digit); }

// Weights 2 to 9 and again from 2.
char check_of(std::string_view signs) {
  constexpr std::size_t kRun = 8;
  std::size_t sum = 0;
  for (std::size_t i = 0; i < signs.size(); ++i) sum += static_cast<std::size_t>(signs[i] - '0') * (i % kRun + 2);
  return kChecks[sum % kModulus];
}

std::optional<PatentKind> kind_of(char digit) {
  switch (digit) {
    case '1': return PatentKind::invention;
    case '2': return PatentKind::utility_model;
    case '3': return PatentKind::design;
    case '8': return PatentKind::pct_invention;
    case '9': return PatentKind::pct_utility_model;
    default: return std::nullopt;
  }
}

int year_of(std::string_view signs, const Layout& layout) {
  int year = 0;
  for (const char c : signs.substr(0, layout.year_digits)) year = year * 10 + (c - '0');
  if (layout.year_digits == 4) return year;
  return year + (year >= layout.first_year % 100 ? 1900 : 2000);
}

std::string plain_signs(std::string_view printed) {
  std::string out;
  for (const char32_t c : upper(compatible(wide(printed)))) {
    if (!base::is_space(c) && !base::is_invisible(c)) base::append(out, c);
  }
  return out;
}

}  // namespace

std::optional<PatentNumber> read_patent_number(std::string_view printed) {
  std::string text = plain_signs(printed);
  PatentNumber out;
  out.granted = text.starts_with("ZL");
  if (out.granted) text.erase(0, 2);
  if (text.starts_with("CN")) text.erase(0, 2);
  const std::size_t point = text.find('.');
  out.signs = text.substr(0, point);
  std::string rest = point == std::string::npos ? "" : text.substr(point + 1);
  // Many lists leave the point out: 2017106018623.
  const bool joined = point == std::string::npos && (out.signs.size() == kOld.length + 1 || out.signs.size() == kNew.length + 1);
  if (joined) rest = out.signs.substr(out.signs.size() - 1), out.signs.pop_back();
  if (out.signs.size() != kOld.length && out.signs.size() != kNew.length) return std::nullopt;
  if (!all_digits(out.signs) || rest.size() > 1) return std::nullopt;
  if (point != std::string::npos && rest.empty()) return std::nullopt;
  if (!rest.empty() && kChecks.find(rest[0]) == std::string_view::npos) return std::nullopt;
  const Layout& layout = out.signs.size() == kOld.length ? kOld : kNew;
  const auto kind = kind_of(out.signs[layout.year_digits]);
  out.year = year_of(out.signs, layout);
  if (!kind || out.year < layout.first_year || out.year > layout.last_year) return std::nullopt;
  out.kind = *kind;
  if (!rest.empty()) out.check = rest[0];
  out.asked = check_of(out.signs);
  return out;
}

}  // namespace zhidui::matching
