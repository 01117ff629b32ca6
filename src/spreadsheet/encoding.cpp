#include "spreadsheet/encoding.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/check.h"
#include "base/utf8.h"

namespace zhidui::spreadsheet {

namespace {

using text::Kind;
using namespace std::string_view_literals;

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF", kLittleMark = "\xFF\xFE", kBigMark = "\xFE\xFF";
constexpr std::size_t kNone = std::string_view::npos;

// GB18030 as UTF-8, up to the first byte that is none.
class Gb18030 {
 public:
  Gb18030() {
    UErrorCode error = U_ZERO_ERROR;
    converter_.reset(ucnv_open("gb18030", &error));
    CHECK(U_SUCCESS(error));
    ucnv_setToUCallBack(converter_.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
    CHECK(U_SUCCESS(error));
  }

  // Returns the offset of the first bad sequence, or npos. `out`: nullptr where only that is asked.
  std::size_t read(std::string_view bytes, std::string* out) {
    ucnv_resetToUnicode(converter_.get());
    const char* source = bytes.data();
    const char* const end = bytes.data() + bytes.size();
    for (bool more = true; more;) {
      UChar* target = piece_.data();
      UErrorCode error = U_ZERO_ERROR;
      ucnv_toUnicode(converter_.get(), &target, piece_.data() + piece_.size(), &source, end, nullptr, true, &error);
      if (out) append(*out, {piece_.data(), static_cast<std::size_t>(target - piece_.data())});
      more = error == U_BUFFER_OVERFLOW_ERROR;
      if (!more && U_FAILURE(error)) return static_cast<std::size_t>(source - bytes.data()) - pending();
    }
    return kNone;
  }

 private:
  // Bytes of the bad sequence that were taken already.
  std::size_t pending() {
    std::array<char, 16> bad{};
    auto count = static_cast<std::int8_t>(bad.size());
    UErrorCode error = U_ZERO_ERROR;
    ucnv_getInvalidChars(converter_.get(), bad.data(), &count, &error);
    return U_SUCCESS(error) ? static_cast<std::size_t>(count) : 0;
  }

  void append(std::string& out, std::u16string_view units) {
    for (const char16_t unit : units) {
      if (unit >= 0xD800 && unit < 0xDC00) {
        high_ = unit;
      } else if (unit >= 0xDC00 && unit < 0xE000) {
        base::append(out, 0x10000 + ((static_cast<char32_t>(high_) - 0xD800) << 10) + (unit - 0xDC00u));
      } else {
        base::append(out, unit);
      }
    }
  }

  struct Closing {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
  };
  std::unique_ptr<UConverter, Closing> converter_;
  std::array<UChar, 4096> piece_{};
  char16_t high_ = 0;  // the first half of a pair that two pieces part
};

std::size_t line_of(std::string_view bytes, std::size_t offset) {
  return static_cast<std::size_t>(std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(offset), '\n')) + 1;
}

std::string_view before_on_line(std::string_view bytes, std::size_t offset) {
  const std::size_t line_break = offset == 0 ? kNone : bytes.rfind('\n', offset - 1);
  const std::size_t begin = line_break == kNone ? 0 : line_break + 1;
  return bytes.substr(begin, offset - begin);
}

std::string hexadecimal(char byte) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  const auto value = static_cast<unsigned char>(byte);
  return {'0', 'x', kDigits[value >> 4], kDigits[value & 15]};
}

// Signs of Chinese texts as UTF-8 among the bytes: three bytes from E3 to E9.
std::size_t chinese_signs(std::string_view line) {
  return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xE3 && byte <= 0xE9;
  }));
}

// UTF-8 with a few bytes that are damaged or cut off. GB18030 taken for UTF-8 has hardly a well-formed sign.
bool is_damaged_utf8(std::string_view bytes) {
  std::size_t good = 0, bad = 0;
  for (std::size_t i = 0; i < bytes.size();) {
    const base::CodePoint point = base::decode(bytes, i);
    if (point.length > 1) good += point.length;
    else if (static_cast<unsigned char>(bytes[i]) >= 0x80) ++bad;
    i += point.length;
  }
  return good > 2 * bad;
}

// Where a file that is not UTF-8 as a whole changes between it and GB18030. A line that is UTF-8 counts only with two Chinese signs: short
// words of GB18030 may look like UTF-8 by chance.
std::optional<Decoded::Defect> find_change(std::string_view bytes, Gb18030& gb) {
  std::string_view first;
  std::size_t number = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    const std::string_view line = bytes.substr(at, end - at);
    at = end + 1;
    ++number;
    if (std::none_of(line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) continue;
    const bool utf8 = base::first_invalid(line) == kNone;
    if (utf8 ? chinese_signs(line) < 2 : is_damaged_utf8(line) || gb.read(line, nullptr) != kNone) continue;
    const std::string_view here = utf8 ? "UTF-8"sv : "GB18030"sv;
    if (!first.empty() && first != here)
      return Decoded::Defect{Kind::csv_encoding_mixed, {std::to_string(number), std::string(first), std::string(here)}};
    first = here;
  }
  return std::nullopt;
}

// Neither of the two. `as_gb`: what is before the bad byte is GB18030.
Decoded::Defect unknown(std::string_view bytes, std::size_t end, bool as_gb, Gb18030& gb) {
  std::string before(before_on_line(bytes, end));
  if (as_gb) {
    std::string as_utf8;
    gb.read(before, &as_utf8);
    before = std::move(as_utf8);
  }
  return {Kind::csv_encoding_unknown,
          {std::to_string(line_of(bytes, end)), std::to_string(base::code_point_count(before) + 1), hexadecimal(bytes[end])}};
}

Decoded from_utf16(std::string_view bytes, bool big) {
  Decoded out;
  const auto unit_at = [&](std::size_t i) {
    const auto first = static_cast<unsigned char>(bytes[i]), second = static_cast<unsigned char>(bytes[i + 1]);
    return static_cast<char32_t>(big ? first << 8 | second : second << 8 | first);
  };
  bool broken = bytes.size() % 2 != 0;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    char32_t sign = unit_at(i);
    if (sign >= 0xD800 && sign < 0xDC00 && i + 3 < bytes.size() && unit_at(i + 2) >= 0xDC00 && unit_at(i + 2) < 0xE000) {
      sign = 0x10000 + ((sign - 0xD800) << 10) + (unit_at(i + 2) - 0xDC00);
      i += 2;
    }
    broken = broken || (sign >= 0xD800 && sign < 0xE000);
    if (sign >= 0xD800 && sign < 0xE000) break;
    base::append(out.text, sign);
  }
  if (!broken) return out;
  const std::string line = std::to_string(line_of(out.text, out.text.size()));
  const std::string sign = std::to_string(base::code_point_count(before_on_line(out.text, out.text.size())) + 1);
  return {"", Decoded::Defect{Kind::csv_utf16_broken, {line, sign}}};
}

Decoded from_bytes(std::string bytes) {
  const std::size_t utf8_end = base::first_invalid(bytes);
  if (utf8_end == kNone) return {std::move(bytes), std::nullopt};
  Gb18030 gb;
  if (auto change = find_change(bytes, gb)) return {"", std::move(change)};
  if (is_damaged_utf8(bytes)) return {"", unknown(bytes, utf8_end, false, gb)};
  Decoded out;
  const std::size_t gb_end = gb.read(bytes, &out.text);
  if (gb_end != kNone) return {"", unknown(bytes, std::max(utf8_end, gb_end), gb_end >= utf8_end, gb)};
  return out;
}

}  // namespace

Decoded decode_text(std::string bytes) {
  Decoded out;
  if (bytes.starts_with(kLittleMark) || bytes.starts_with(kBigMark)) {
    out = from_utf16(std::string_view(bytes).substr(2), bytes.starts_with(kBigMark));
  } else {
    if (bytes.starts_with(kUtf8Mark)) bytes.erase(0, kUtf8Mark.size());
    out = from_bytes(std::move(bytes));
  }
  if (out.defect) return out;
  if (const std::size_t nul = out.text.find('\0'); nul != std::string::npos) {
    const std::string sign = std::to_string(base::code_point_count(before_on_line(out.text, nul)) + 1);
    return {"", Decoded::Defect{Kind::csv_nul, {std::to_string(line_of(out.text, nul)), sign}}};
  }
  return out;
}

}  // namespace zhidui::spreadsheet
