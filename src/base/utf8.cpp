#include "base/utf8.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>
#include <vector>

namespace zhidui::base {

namespace {

constexpr CodePoint kIllFormed = {0xFFFD, 1};

std::vector<char32_t> code_points(std::string_view text) {
  std::vector<char32_t> result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode(text, i);
    result.push_back(point.value);
    i += point.length;
  }
  return result;
}

std::size_t column_width(char32_t c) {
  if (c >= 0x20 && c < 0x7F) return 1;
  const auto point = static_cast<UChar32>(c);
  switch (u_charType(point)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR: return 0;
    default: break;
  }
  const int width = u_getIntPropertyValue(point, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

}  // namespace

CodePoint decode(std::string_view text, std::size_t offset) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[offset + i]); };
  if (offset >= text.size()) return kIllFormed;
  const unsigned char first = byte(0);
  if (first < 0x80) return {first, 1};
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || offset + length > text.size()) return kIllFormed;
  char32_t value = first & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return kIllFormed;
    value = value << 6 | (byte(i) & 0x3Fu);
  }
  constexpr std::array<char32_t, 5> kLeast = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < kLeast[length] || value > 0x10FFFF || surrogate) return kIllFormed;
  return {value, length};
}

std::size_t first_invalid(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode(text, i);
    if (point.value == 0xFFFD && point.length == 1) return i;
    i += point.length;
  }
  return std::string_view::npos;
}

void append(std::string& out, char32_t c) {
  const auto push = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = 0xFFFD;
  if (c < 0x80) {
    push(c);
  } else if (c < 0x800) {
    push(0xC0 | c >> 6);
    push(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    push(0xE0 | c >> 12);
    push(0x80 | (c >> 6 & 0x3F));
    push(0x80 | (c & 0x3F));
  } else {
    push(0xF0 | c >> 18);
    push(0x80 | (c >> 12 & 0x3F));
    push(0x80 | (c >> 6 & 0x3F));
    push(0x80 | (c & 0x3F));
  }
}

std::size_t code_point_count(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); i += decode(text, i).length) ++count;
  return count;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode(text, i);
    width += column_width(point.value);
    i += point.length;
  }
  return width;
}

bool is_word_start(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  return u_isalpha(static_cast<UChar32>(c)) != 0 || c == U'〇';
}

bool is_word_part(char32_t c) {
  if (c < 0x80) return is_word_start(c) || (c >= '0' && c <= '9');
  return is_word_start(c) || u_isdigit(static_cast<UChar32>(c)) != 0 || c == U'·';
}

bool is_space(char32_t c) {
  if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
  return u_isUWhiteSpace(static_cast<UChar32>(c)) != 0 || c == 0xFEFF;
}

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }

bool is_invisible(char32_t c) {
  if (c < 0x061C) return false;
  const auto in = [&](char32_t first, char32_t last) { return c >= first && c <= last; };
  return c == 0x061C || c == 0x180E || in(0x200B, 0x200F) || in(0x2028, 0x202E) || in(0x2060, 0x206F) || c == 0xFEFF ||
         in(0xFFF9, 0xFFFB) || in(0xE0000, 0xE007F);
}

namespace {

// At least four digits.
std::string hexadecimal(char32_t value) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (unsigned shift = value > 0xFFFFF ? 24 : value > 0xFFFF ? 20 : 16; shift > 0; shift -= 4) out += kDigits[value >> (shift - 4) & 0xF];
  return out;
}

std::string json_escape(char32_t c) {
  if (c < 0x10000) return "\\u" + hexadecimal(c);
  return "\\u" + hexadecimal(0xD800 + ((c - 0x10000) >> 10)) + "\\u" + hexadecimal(0xDC00 + ((c - 0x10000) & 0x3FF));
}

}  // namespace

std::string escaped(char32_t c) { return "⟨U+" + hexadecimal(c) + "⟩"; }

std::string visible(std::string_view text, Shown shown) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode(text, i);
    const bool ill_formed = point.value == 0xFFFD && point.length == 1;
    const bool layout = shown != Shown::line && (point.value == '\n' || point.value == '\t');
    const bool hidden = !layout && (is_control(point.value) || is_invisible(point.value));
    if (ill_formed) out += "\uFFFD";
    else if (hidden) out += shown == Shown::json ? json_escape(point.value) : escaped(point.value);
    else out += text.substr(i, point.length);
    i += point.length;
  }
  return out;
}

std::string nfc(std::string_view text) {
  constexpr auto kLimit = static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max() / 4);
  if (text.size() > kLimit || first_invalid(text) != std::string_view::npos) return std::string(text);
  const auto size = static_cast<std::int32_t>(text.size());
  std::vector<UChar> wide(text.size() + 1);
  std::int32_t wide_size = 0;
  UErrorCode status = U_ZERO_ERROR;
  u_strFromUTF8(wide.data(), size + 1, &wide_size, text.data(), size, &status);
  const UNormalizer2* normalizer = unorm2_getNFCInstance(&status);
  if (U_FAILURE(status) || unorm2_isNormalized(normalizer, wide.data(), wide_size, &status)) return std::string(text);
  std::vector<UChar> composed(static_cast<std::size_t>(wide_size) * 3 + 1);  // NFC grows UTF-16 by at most 3
  const std::int32_t composed_size =
      unorm2_normalize(normalizer, wide.data(), wide_size, composed.data(), static_cast<std::int32_t>(composed.size()), &status);
  std::string result(static_cast<std::size_t>(composed_size) * 3, '\0');
  std::int32_t result_size = 0;
  u_strToUTF8(result.data(), static_cast<std::int32_t>(result.size()), &result_size, composed.data(), composed_size, &status);
  if (U_FAILURE(status)) return std::string(text);
  result.resize(static_cast<std::size_t>(result_size));
  return result;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  const std::vector<char32_t> left = code_points(a);
  const std::vector<char32_t> right = code_points(b);
  // Three rows of the table: two letters that changed places are one slip, and look two rows back.
  std::vector<std::size_t> before, above, row(right.size() + 1);
  for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= left.size(); ++i) {
    before = std::exchange(above, row);
    row[0] = i;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const std::size_t replaced = above[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
      row[j] = std::min({replaced, above[j] + 1, row[j - 1] + 1});
      const bool turned = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
      if (turned) row[j] = std::min(row[j], before[j - 2] + 1);
    }
  }
  return row.back();
}

}  // namespace zhidui::base
