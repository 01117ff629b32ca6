// UTF-8 walking, width and classes of code points. ICU stays inside utf8.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace zhidui::base {

// The code point at `offset` and its length in bytes (1..4); an ill-formed byte gives U+FFFD with length 1.
struct CodePoint {
  char32_t value = 0;
  std::size_t length = 0;
};
CodePoint decode(std::string_view text, std::size_t offset);
// Byte offset of the first ill-formed sequence, or npos.
std::size_t first_invalid(std::string_view text);
void append(std::string& out, char32_t code_point);
std::size_t code_point_count(std::string_view text);
// Columns on a terminal: East Asian wide and full-width characters take 2.
std::size_t display_width(std::string_view text);
bool is_word_start(char32_t c);  // a letter of any script, or '_'
bool is_word_part(char32_t c);   // a letter, a digit, '_', '·'
bool is_space(char32_t c);       // any Unicode white space, U+3000 and U+FEFF included
bool is_control(char32_t c);     // C0 (line breaks and tabs included), DEL, C1
bool is_invisible(char32_t c);   // turns the direction of writing, or takes no room: U+200B…200F, U+202A…202E, U+FEFF …
// How such a character is shown: ⟨U+202E⟩.
std::string escaped(char32_t c);
// The text without anything that steers a terminal or is not seen: such characters are written out, ill-formed bytes
// become U+FFFD. Of a page line breaks and tabs stay; JSON keeps its line breaks and its meaning: \u202E.
enum class Shown { line, page, json };
std::string visible(std::string_view text, Shown shown = Shown::line);
// Canonical composition (NFC); ill-formed input is returned unchanged.
std::string nfc(std::string_view text);
// Least number of insertions, deletions, replacements of code points and of neighbours that changed places; for "did you mean".
std::size_t edit_distance(std::string_view a, std::string_view b);

}  // namespace zhidui::base
