// 统一社会信用代码 (GB 32100-2015): 18 signs, the last of them a check sign. Codes with a wrong check sign were really issued, so a wrong
// one is a remark, never a refusal; and nothing here mends a code, it only says what it could have been.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace zhidui::matching {

inline constexpr std::size_t kCreditCodeLength = 18;

enum class CodeForm {
  none,               // empty, or a mark that stands for "no code": —, /, 无
  credit_code,        // 18 signs of the standard's alphabet
  organisation_code,  // 9 signs: the 组织机构代码 that stands in a credit code as signs 9 to 17
  other,              // a registration number of 15 digits, a code with a sign too many, anything else
};

// A code as printed, read without guessing: full-width signs, small letters, spaces and hyphens are the same code.
struct PrintedCode {
  CodeForm form = CodeForm::none;
  std::string signs;
  bool check_fits = true;  // of a credit code
  std::string could_be;    // O read as 0, I as 1, Z as 2 …, if that makes it a credit code whose check sign fits; else ""
};
PrintedCode read_code(std::string_view printed);

// The sign that the first 17 ask for; nullopt where they are not 17 signs of the alphabet.
std::optional<char> credit_check_sign(std::string_view first_17);
bool is_credit_code(std::string_view signs);  // 18 signs, the first 17 of the alphabet, whatever the last one says

// What two codes say about each other. Two codes that cannot be compared (an old registration number and a credit code) say nothing,
// and still somebody has to look.
enum class CodeMeeting { silent, equal, same_organisation, similar, not_comparable, different };
CodeMeeting meet(const PrintedCode& printed, const PrintedCode& registered);

}  // namespace zhidui::matching
