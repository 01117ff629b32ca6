#include "base/utf8.h"

#include <doctest/doctest.h>

#include <vector>

namespace zhidui::base {
namespace {

TEST_CASE("every code point survives encoding and decoding") {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    append(text, c);
    const CodePoint point = decode(text, 0);
    REQUIRE(point.value == c);
    REQUIRE(point.length == text.size());
  }
}

TEST_CASE("ill-formed bytes give the replacement character, one byte at a time") {
  const std::vector<std::string> cases = {"\x80",         "\xC0\x80",         "\xC1\xBF",         "\xE4\xB8",         "\xE0\x80\x80",
                                          "\xED\xA0\x80", "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\xF8\x88\x80\x80", "\xFF",
                                          "\xE4\x41\x41"};
  for (const std::string& text : cases) {
    CHECK(decode(text, 0).value == 0xFFFD);
    CHECK(decode(text, 0).length == 1);
    CHECK(first_invalid("知" + text) == 3);
  }
  CHECK(first_invalid("知兑\xEF\xBF\xBD") == std::string_view::npos);  // a real U+FFFD is well formed
  CHECK(decode("", 0).length == 1);
}

TEST_CASE("counting and width") {
  CHECK(code_point_count("知兑 ok") == 5);
  CHECK(display_width("知兑 ok") == 7);
  CHECK(display_width("（含）") == 6);
  CHECK(display_width("e\u0301") == 1);
  CHECK(display_width("…") == 1);
}

TEST_CASE("classes") {
  CHECK(is_word_start(U'知'));
  CHECK(is_word_start(U'_'));
  CHECK(is_word_start(U'〇'));
  CHECK(is_word_start(U'é'));
  CHECK_FALSE(is_word_start(U'1'));
  CHECK_FALSE(is_word_start(U'，'));
  CHECK_FALSE(is_word_start(U'·'));
  CHECK(is_word_part(U'1'));
  CHECK(is_word_part(U'·'));
  CHECK_FALSE(is_word_part(U'-'));
  CHECK_FALSE(is_word_part(U'「'));
  for (const char32_t c : {U' ', U'\t', U'\n', U'\r', U'\u3000', U'\u00A0', U'\uFEFF', U'\u2028'}) CHECK(is_space(c));
  CHECK_FALSE(is_space(U'a'));
  CHECK_FALSE(is_space(U'。'));
}

TEST_CASE("what is not seen is written out") {
  CHECK(visible("知兑 ok é（含）👍") == "知兑 ok é（含）👍");
  const std::string hidden = "a\x1b[2J\x7f\u0085\u202Eb\uFEFF\U000E0001";
  CHECK(visible(hidden) == "a⟨U+001B⟩[2J⟨U+007F⟩⟨U+0085⟩⟨U+202E⟩b⟨U+FEFF⟩⟨U+E0001⟩");
  CHECK(visible(hidden, Shown::json) == "a\\u001B[2J\\u007F\\u0085\\u202Eb\\uFEFF\\uDB40\\uDC01");
  CHECK(visible("a\tb\nc\r") == "a⟨U+0009⟩b⟨U+000A⟩c⟨U+000D⟩");
  CHECK(visible("a\tb\nc\r", Shown::page) == "a\tb\nc⟨U+000D⟩");
  CHECK(visible("a\xFF") == "a\uFFFD");
  for (const char32_t c : {U'\u200B', U'\u200F', U'\u202A', U'\u2066', U'\u2069', U'\u061C', U'\u2028'}) CHECK(is_invisible(c));
  for (const char32_t c : {U' ', U'\u3000', U'\u00A0', U'—', U'…', U'甲'}) CHECK_FALSE((is_invisible(c) || is_control(c)));
}

TEST_CASE("composition") {
  CHECK(nfc("e\u0301") == "\u00E9");
  CHECK(nfc("知兑") == "知兑");
  CHECK(nfc("") == "");
  CHECK(nfc("\xFF") == "\xFF");
  CHECK(nfc("\u1100\u1161\u11A8") == "\uAC01");
}

TEST_CASE("edit distance counts characters") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("措施", "措施") == 0);
  CHECK(edit_distance("措施", "措失") == 1);
  CHECK(edit_distance("计数专利", "计数") == 2);
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance("bnak", "bank") == 1);
  CHECK(edit_distance("专利授权", "专授利权") == 1);
  CHECK(edit_distance("ca", "abc") == 3);
}

}  // namespace
}  // namespace zhidui::base
