// Chinese numbers of patent applications, 201710601862.3: year, kind, serial number, check sign. With ZL before it, the number of the
// patent. A wrong check sign is a remark, never a refusal.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace zhidui::matching {

// The standard of numbers changed on 2003-10-01: 2 + 1 + 5 signs before, 4 + 1 + 7 from then on.
enum class PatentKind { invention, utility_model, design, pct_invention, pct_utility_model };
struct PatentNumber {
  std::string signs;  // the number without ZL and point, without the check sign
  int year = 0;       // of the application, four digits
  PatentKind kind = PatentKind::invention;
  bool granted = false;       // ZL stands before it
  std::optional<char> check;  // as printed; absent where none is
  char asked = '0';           // the check sign that the others ask for
  bool check_fits() const { return !check || *check == asked; }
};

// nullopt: no Chinese number of an application (a foreign one, a number of a publication, a slip of the pen).
std::optional<PatentNumber> read_patent_number(std::string_view printed);

}  // namespace zhidui::matching
