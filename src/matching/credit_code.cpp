#include "matching/credit_code.h"

#include <algorithm>

#include "base/utf8.h"
#include "matching/signs.h"

namespace zhidui::matching {

namespace {

// GB 32100-2015, table 2: digits and letters without I, O, S, V, Z; the place of a sign is its value.
constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr int kModulus = 31;
constexpr int kWeightBase = 3;  // the weight of sign i is 3^(i-1) mod 31
constexpr std::size_t kOrganisationBegin = 8, kOrganisationLength = 9;

// Signs that are not in the alphabet, and the sign they are mistaken for.
constexpr std::string_view kMistaken = "OISZV", kMeant = "01521";

bool in_alphabet(std::string_view signs) { return signs.find_first_not_of(kAlphabet) == std::string_view::npos; }

bool separates(char32_t c) {
  return base::is_space(c) || base::is_invisible(c) || c == '-' || c == '_' || c == '.' || c == U'\u2010' || c == U'\u2011' || c == U'–' ||
         c == U'—' || c == U'\u2212';
}

std::string signs_of(std::string_view printed) {
  std::string out;
  for (const char32_t c : upper(compatible(wide(printed)))) {
    if (!separates(c)) base::append(out, c);
  }
  return out;
}

bool stands_for_nothing(std::string_view signs) { return signs.empty() || signs == "/" || signs == "无" || signs == "*"; }

bool check_fits(std::string_view code) { return credit_check_sign(code.substr(0, kCreditCodeLength - 1)) == code.back(); }

std::string without_mistakes(std::string code) {
  for (char& c : code) {
    if (const std::size_t at = kMistaken.find(c); at != std::string_view::npos) c = kMeant[at];
  }
  return code;
}

// One sign differs, or two neighbours changed places.
bool one_slip(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  std::size_t first = 0;
  while (first < a.size() && a[first] == b[first]) ++first;
  if (first == a.size()) return true;
  if (a.substr(first + 1) == b.substr(first + 1)) return true;
  return first + 1 < a.size() && a[first] == b[first + 1] && a[first + 1] == b[first] && a.substr(first + 2) == b.substr(first + 2);
}

}  // namespace

std::optional<char> credit_check_sign(std::string_view first_17) {
  if (first_17.size() != kCreditCodeLength - 1 || !in_alphabet(first_17)) return std::nullopt;
  int sum = 0, weight = 1;
  for (const char c : first_17) {
    sum += static_cast<int>(kAlphabet.find(c)) * weight;
    weight = weight * kWeightBase % kModulus;
  }
  return kAlphabet[static_cast<std::size_t>((kModulus - sum % kModulus) % kModulus)];
}

// The check sign may be any: what it should be the others say.
bool is_credit_code(std::string_view signs) {
  if (signs.size() != kCreditCodeLength || !in_alphabet(signs.substr(0, kCreditCodeLength - 1))) return false;
  return (signs.back() >= '0' && signs.back() <= '9') || (signs.back() >= 'A' && signs.back() <= 'Z');
}

PrintedCode read_code(std::string_view printed) {
  PrintedCode out;
  out.signs = signs_of(printed);
  if (stands_for_nothing(out.signs)) return {};
  if (is_credit_code(out.signs)) out.form = CodeForm::credit_code, out.check_fits = check_fits(out.signs);
  else if (out.signs.size() == kOrganisationLength && in_alphabet(out.signs)) out.form = CodeForm::organisation_code;
  else out.form = CodeForm::other;
  const std::string meant = without_mistakes(out.signs);
  if (meant != out.signs && is_credit_code(meant) && check_fits(meant)) out.could_be = meant;
  return out;
}

CodeMeeting meet(const PrintedCode& printed, const PrintedCode& registered) {
  if (printed.form == CodeForm::none || registered.form == CodeForm::none) return CodeMeeting::silent;
  if (printed.signs == registered.signs) return CodeMeeting::equal;
  const auto organisation = [](const PrintedCode& code) {
    if (code.form == CodeForm::credit_code) return code.signs.substr(kOrganisationBegin, kOrganisationLength);
    return code.form == CodeForm::organisation_code ? code.signs : std::string();
  };
  const std::string a = organisation(printed), b = organisation(registered);
  const bool whole = printed.form == CodeForm::credit_code && registered.form == CodeForm::credit_code;
  if (!whole && !a.empty() && a == b) return CodeMeeting::same_organisation;
  if (printed.could_be == registered.signs || one_slip(printed.signs, registered.signs)) return CodeMeeting::similar;
  return a.empty() || b.empty() ? CodeMeeting::not_comparable : CodeMeeting::different;
}

}  // namespace zhidui::matching
