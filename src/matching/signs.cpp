#include "matching/signs.h"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <mutex>
#include <string>
#include <unordered_map>

#include "base/check.h"
#include "base/utf8.h"

namespace zhidui::matching {

namespace {

icu::UnicodeString icu_text(const Wide& text) {
  icu::UnicodeString out;
  for (const char32_t c : text) out.append(static_cast<UChar32>(c));
  return out;
}

Wide from_icu(const icu::UnicodeString& text) {
  Wide out;
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) out.push_back(static_cast<char32_t>(text.char32At(i)));
  return out;
}

constexpr std::u32string_view kLookAlike[] = {
#define LOOK_ALIKE(signs) signs,
#include "matching/likeness.def"
#undef LOOK_ALIKE
};
constexpr std::u32string_view kNumerals[] = {U"0零〇", U"1一壹", U"2二贰", U"3三叁", U"4四肆",
                                             U"5五伍", U"6六陆", U"7七柒", U"8八捌", U"9九玖"};

template <std::size_t n>
bool together(const std::u32string_view (&groups)[n], char32_t a, char32_t b) {
  for (const std::u32string_view group : groups) {
    if (group.find(a) != group.npos && group.find(b) != group.npos) return true;
  }
  return false;
}

std::unique_ptr<icu::Transliterator> transliterator(const char* id) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::Transliterator> made(icu::Transliterator::createInstance(id, UTRANS_FORWARD, status));
  CHECK(U_SUCCESS(status) && made);
  return made;
}

}  // namespace

Wide wide(std::string_view text) {
  Wide out;
  for (std::size_t i = 0; i < text.size();) {
    const base::CodePoint point = base::decode(text, i);
    out.push_back(point.value);
    i += point.length;
  }
  return out;
}

std::string narrow(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) base::append(out, c);
  return out;
}

bool is_han(char32_t c) { return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_IDEOGRAPHIC) != 0; }

Wide trimmed(const Wide& text) {
  std::size_t begin = 0, end = text.size();
  while (begin < end && base::is_space(text[begin])) ++begin;
  while (end > begin && base::is_space(text[end - 1])) --end;
  return text.substr(begin, end - begin);
}

Wide compatible(const Wide& text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(status);
  const icu::UnicodeString out = nfkc->normalize(icu_text(text), status);
  return U_SUCCESS(status) ? from_icu(out) : text;
}

Wide upper(const Wide& text) {
  Wide out = text;
  for (char32_t& c : out) c = static_cast<char32_t>(u_toupper(static_cast<UChar32>(c)));
  return out;
}

struct SignTable::State {
  std::unique_ptr<icu::Transliterator> simplify = transliterator("Traditional-Simplified");
  std::unique_ptr<icu::Transliterator> read = transliterator("Han-Latin; Latin-ASCII");
  std::mutex lock;
  std::unordered_map<char32_t, char32_t> simple;
  std::unordered_map<char32_t, std::string> readings;

  const std::string& reading(char32_t c) {
    const auto [at, fresh] = readings.try_emplace(c);
    if (fresh) {
      icu::UnicodeString text(static_cast<UChar32>(c));
      read->transliterate(text);
      text.toUTF8String(at->second);
    }
    return at->second;
  }
};

SignTable::SignTable() : state_(std::make_unique<State>()) {}
SignTable::~SignTable() = default;

char32_t SignTable::simplified(char32_t c) const {
  if (c < 0x80) return c;
  const std::scoped_lock guard(state_->lock);
  const auto [at, fresh] = state_->simple.try_emplace(c, c);
  if (fresh) {
    icu::UnicodeString text(static_cast<UChar32>(c));
    state_->simplify->transliterate(text);
    if (text.countChar32() == 1) at->second = static_cast<char32_t>(text.char32At(0));
  }
  return at->second;
}

Wide SignTable::simplified(const Wide& text) const {
  Wide out = text;
  for (char32_t& c : out) c = simplified(c);
  return out;
}

bool SignTable::sound_alike(char32_t a, char32_t b) const {
  if (!is_han(a) || !is_han(b)) return false;
  const std::scoped_lock guard(state_->lock);
  const std::string first = state_->reading(a);  // a copy: the second may move the table
  return first == state_->reading(b);
}

bool SignTable::look_alike(char32_t a, char32_t b) const { return together(kLookAlike, a, b); }
bool SignTable::same_numeral(char32_t a, char32_t b) const { return together(kNumerals, a, b); }

}  // namespace zhidui::matching
