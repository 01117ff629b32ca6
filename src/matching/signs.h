// Signs of a name, one by one: compatible forms, simplified forms, readings, signs that look alike. ICU stays inside signs.cpp.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace zhidui::matching {

using Wide = std::u32string;
Wide wide(std::string_view text);
std::string narrow(std::u32string_view text);
Wide trimmed(const Wide& text);  // without white space of any kind at its ends

// Compatibility composition (NFKC): full-width letters, CJK radicals that a PDF put in the place of signs, circled numbers.
Wide compatible(const Wide& text);
// a…z to A…Z, of any script with capitals.
Wide upper(const Wide& text);
bool is_han(char32_t c);

// What ICU has to be asked for, once for each sign.
class SignTable {
 public:
  SignTable();
  ~SignTable();
  SignTable(const SignTable&) = delete;
  SignTable& operator=(const SignTable&) = delete;

  // The simplified form of a traditional sign; sign by sign, so 乾 stays what it may be. The sign itself where there is no other.
  char32_t simplified(char32_t c) const;
  Wide simplified(const Wide& text) const;
  bool sound_alike(char32_t a, char32_t b) const;   // the same syllable, tones aside
  bool look_alike(char32_t a, char32_t b) const;    // likeness.def
  bool same_numeral(char32_t a, char32_t b) const;  // 一 and 1, 壹 and 一

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace zhidui::matching
