#include "text/numerals.h"

#include <algorithm>
#include <utility>

#include "base/date.h"
#include "base/utf8.h"
#include "text/chinese_numeral.h"

namespace zhidui::text {

namespace {

using base::Rational;

constexpr std::size_t kYearDigits = 4;
constexpr int kMonthsPerYear = 12;
constexpr int kFenPerYuan = 100;

struct Unit {
  std::u32string_view name;
  std::string_view shown;
};

// What an Arabic number may count. Longer names stand before their beginnings.
constexpr Unit kCountUnits[] = {
    {U"美元", "美元"}, {U"欧元", "欧元"}, {U"港元", "港元"}, {U"日元", "日元"}, {U"平方米", "平方米"}, {U"平方公里", "平方公里"},
    {U"小时", "小时"}, {U"分钟", "分钟"}, {U"月份", "月份"}, {U"公里", "公里"}, {U"人次", "人次"},     {U"件", "件"},
    {U"个", "个"},     {U"家", "家"},     {U"名", "名"},     {U"人", "人"},     {U"次", "次"},         {U"项", "项"},
    {U"期", "期"},     {U"所", "所"},     {U"户", "户"},     {U"种", "种"},     {U"分", "分"},         {U"位", "位"},
    {U"批", "批"},     {U"类", "类"},     {U"笔", "笔"},     {U"套", "套"},     {U"篇", "篇"},         {U"部", "部"},
    {U"台", "台"},     {U"处", "处"},     {U"条", "条"},     {U"款", "款"},     {U"座", "座"},         {U"间", "间"},
    {U"本", "本"},     {U"张", "张"},     {U"份", "份"},     {U"辆", "辆"},     {U"亩", "亩"},         {U"级", "级"},
    {U"届", "届"},     {U"轮", "轮"},     {U"组", "组"},     {U"幅", "幅"},     {U"场", "场"},         {U"倍", "倍"},
    {U"吨", "吨"},     {U"岁", "岁"},     {U"月", "月"},     {U"国", "国"},
};

// After Chinese numerals only these: 十分, 三级, 一类 are words.
constexpr std::u32string_view kUnitsAfterNumerals = U"件个家名人次项期所户种位笔倍份";

struct Character {
  char32_t value = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool after_space = false;
  bool begins_line = false;
};

// Full-width digits and signs as their narrow forms.
char32_t folded(char32_t c) {
  if (c >= U'０' && c <= U'９') return c - U'０' + U'0';
  if (c == U'％') return U'%';
  if (c == U'．') return U'.';
  if (c == U'：') return U':';
  return c;
}

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
bool is_latin(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_dash(char32_t c) { return std::u32string_view(U"-–—―~～〜﹣－").find(c) != std::u32string_view::npos; }

class Scanner {
 public:
  Scanner(const SourceSet& sources, Span span) : file_(span.file) {
    const std::string_view text = sources.slice(span);
    bool space = true;
    bool line_begin = begins_line(sources.file(span.file).bytes().substr(0, span.begin));
    for (std::size_t i = 0; i < text.size();) {
      const base::CodePoint point = base::decode(text, i);
      const auto begin = static_cast<std::uint32_t>(span.begin + i);
      i += point.length;
      if (base::is_space(point.value)) {
        space = true;
        line_begin = line_begin || point.value == '\n';
      } else if (point.value != '*' && point.value != '\\') {
        text_.push_back({folded(point.value), begin, static_cast<std::uint32_t>(span.begin + i), space, line_begin});
        space = line_begin = false;
      }
    }
  }

  std::vector<NumberOccurrence> scan() {
    while (at_ < text_.size()) {
      if (!skip_zone() && !skip_ordinal() && !read_word() && !read_number()) {
        track_quotation_marks();
        ++at_;
      }
    }
    return std::move(found_);
  }

 private:
  struct Number {
    Rational value;
    std::size_t begin = 0;
    std::size_t end = 0;
    bool chinese = false;
    std::size_t digits = 0;  // of an Arabic number without point and multiplier
  };

  // Too many digits, or numerals that form no number.
  static constexpr Rational kUnreadable = Rational(-1);

  char32_t peek(std::size_t i) const { return i < text_.size() ? text_[i].value : U'\0'; }
  bool next_is(std::size_t i, std::u32string_view word) const {
    for (std::size_t k = 0; k < word.size(); ++k) {
      if (peek(i + k) != word[k]) return false;
    }
    return true;
  }
  std::size_t run_end(std::size_t i, bool (*predicate)(char32_t)) const {
    while (i < text_.size() && predicate(text_[i].value)) ++i;
    return i;
  }

  // What stands before the text on its line: nothing but white space and Markdown marks.
  static bool begins_line(std::string_view before) {
    while (before.ends_with("　")) before.remove_suffix(std::string_view("　").size());
    const std::size_t last = before.find_last_not_of(" \t*#>");
    return last == std::string_view::npos || before[last] == '\n';
  }

  void emit(std::size_t begin, std::size_t end, NumberClass number_class, const Rational& value, std::string_view unit) {
    NumberOccurrence occurrence;
    occurrence.span = {file_, text_[begin].begin, text_[end - 1].end};
    occurrence.number_class = number_class;
    occurrence.value = value;
    occurrence.unit = unit;
    found_.push_back(std::move(occurrence));
  }

  void track_quotation_marks() {
    if (peek(at_) == U'“') quoted_ = true;
    if (peek(at_) == U'”') quoted_ = false;
  }

  // 《…》 as a whole; 〔2023〕177号 and the damaged 〔2022〕—93.
  bool skip_zone() {
    if (peek(at_) == U'《') {
      std::size_t depth = 0;
      std::size_t i = at_;
      do {
        if (peek(i) == U'《') ++depth;
        if (peek(i) == U'》') --depth;
        ++i;
      } while (depth > 0 && i < text_.size());
      if (depth > 0) return false;
      at_ = i;
      return true;
    }
    if (peek(at_) != U'〔' && peek(at_) != U'[') return false;
    const std::size_t digits = run_end(at_ + 1, is_digit);
    if (digits == at_ + 1 || (peek(digits) != U'〕' && peek(digits) != U']')) return false;
    at_ = run_end(run_end(digits + 1, is_dash), is_digit);
    if (peek(at_) == U'号') ++at_;
    return true;
  }

  // 第11条, 第二、三款, 第十九届; item numbers where a line begins.
  bool skip_ordinal() {
    if (peek(at_) == U'第') {
      const auto part = [](char32_t c) { return is_digit(c) || is_numeral(c); };
      std::size_t i = run_end(at_ + 1, part);
      if (i == at_ + 1) return false;
      while (peek(i) == U'、' && part(peek(i + 1))) i = run_end(i + 1, part);
      at_ = i;
      return true;
    }
    if (!text_[at_].begins_line || !is_digit(peek(at_))) return false;
    const std::size_t end = run_end(at_, is_digit);
    const bool sign = peek(end) == U'.' || peek(end) == U'、';
    if (!sign || is_digit(peek(end + 1))) return false;
    at_ = end + 1;
    return true;
  }

  // Numbers that are words.
  bool read_word() {
    const auto ratio = [&](std::size_t size, const Rational& value) {
      emit(at_, at_ + size, NumberClass::ratio, value, "%");
      at_ += size;
      return true;
    };
    if (next_is(at_, U"一半")) return ratio(2, Rational::of(1, 2));
    if (next_is(at_, U"对等")) return ratio(2, Rational(1));
    if (next_is(at_, U"半年")) {
      emit(at_, at_ + 2, NumberClass::duration, Rational(kMonthsPerYear / 2), "个月");
      at_ += 2;
      return true;
    }
    return false;
  }

  bool read_number() {
    std::optional<Number> number = is_digit(peek(at_)) ? arabic(at_) : chinese(at_);
    if (!number) return false;
    if (number->chinese) {
      read_chinese(*number);
    } else {
      read_arabic(*number);
    }
    return true;
  }

  // Digits with grouping commas and one point, then 万 and the like.
  std::optional<Number> arabic(std::size_t begin) const {
    if (!is_digit(peek(begin))) return std::nullopt;
    std::string digits;
    std::size_t i = begin;
    const auto take = [&] {
      while (is_digit(peek(i)) && (i == begin || !text_[i].after_space)) digits.push_back(static_cast<char>(peek(i++)));
    };
    take();
    const bool whole_is_short = digits.size() <= 3;
    while (whole_is_short && peek(i) == U',' && run_end(i + 1, is_digit) == i + 4) {
      ++i;
      take();
    }
    Number number{Rational(), begin, i, false, digits.size()};
    const std::size_t second = run_end(i + 1, is_digit);
    const bool dotted = peek(second) == U'.' && is_digit(peek(second + 1));  // 2023.12.1
    if (peek(i) == U'.' && is_digit(peek(i + 1)) && !text_[i + 1].after_space && !dotted) {
      digits.push_back('.');
      ++i;
      take();
      number.digits = 0;
    }
    const auto value = Rational::parse_decimal(digits);
    number.value = value.value_or(kUnreadable);
    std::int64_t multiplier = 1;
    while (small_power_of(peek(i)) != 0 || large_power_of(peek(i)) != 0) {
      const std::int64_t power = std::max(small_power_of(peek(i)), large_power_of(peek(i)));
      if (multiplier > kLargestNumeral / power) break;
      multiplier *= power;
      number.digits = 0;
      ++i;
    }
    if (value) number.value = number.value * Rational(multiplier);
    number.end = i;
    return number;
  }

  std::optional<Number> chinese(std::size_t begin) const {
    const std::size_t end = run_end(begin, is_numeral);
    if (end == begin) return std::nullopt;
    std::u32string text;
    for (std::size_t i = begin; i < end; ++i) text.push_back(text_[i].value);
    Number number{kUnreadable, begin, end, true, 0};
    if (const auto value = read_numeral(text)) number.value = Rational(*value);
    return number;
  }

  static bool is_year(const Number& number) {
    const std::size_t digits = number.chinese ? number.end - number.begin : number.digits;
    return digits == kYearDigits && number.value.is_integer() && number.value >= Rational(base::kFirstYear) &&
           number.value <= Rational(base::kLastYear);
  }

  // 2023年11月29日 in either kind of digits, 2023-11-29, 2023年6月, 2024年, 2024年度.
  bool read_date(const Number& number) {
    if (!is_year(number)) return false;
    const auto year = static_cast<int>(number.value.to_int64());
    if (iso_date(number.end, year)) return true;
    if (peek(number.end) != U'年') return false;
    const auto month = part(number.end + 1);
    const auto day = month && peek(month->end) == U'月' ? part(month->end + 1) : std::nullopt;
    if (day && (peek(day->end) == U'日' || peek(day->end) == U'号')) {
      if (emit_date(number.begin, day->end + 1, year, month->value, day->value)) return true;
    }
    at_ = number.end + (peek(number.end + 1) == U'度' ? 2 : 1);
    emit(number.begin, at_, NumberClass::year, number.value, "年");
    return true;
  }

  std::optional<Number> part(std::size_t begin) const { return is_digit(peek(begin)) ? arabic(begin) : chinese(begin); }

  // 2023-11-29, 2023.11.29, 2023/11/29
  bool iso_date(std::size_t sign, int year) {
    const char32_t separator = peek(sign);
    if (separator != U'-' && separator != U'.' && separator != U'/') return false;
    const std::size_t month_end = run_end(sign + 1, is_digit);
    if (month_end == sign + 1 || peek(month_end) != separator) return false;
    const std::size_t day_end = run_end(month_end + 1, is_digit);
    if (day_end == month_end + 1 || day_end - month_end > 3 || month_end - sign > 3) return false;
    const auto value = [&](std::size_t begin, std::size_t end) {
      std::int64_t digits = 0;
      for (std::size_t i = begin; i < end; ++i) digits = digits * 10 + static_cast<std::int64_t>(peek(i) - U'0');
      return Rational(digits);
    };
    const std::size_t begin = sign - kYearDigits;
    return emit_date(begin, day_end, year, value(sign + 1, month_end), value(month_end + 1, day_end));
  }

  bool emit_date(std::size_t begin, std::size_t end, int year, const Rational& month, const Rational& day) {
    const auto small = [](const Rational& r) { return r.is_integer() && r.sign() > 0 && r < Rational(100); };
    if (!small(month) || !small(day)) return false;
    const auto date = base::Date::of(year, static_cast<int>(month.to_int64()), static_cast<int>(day.to_int64()));
    if (!date) return false;
    emit(begin, end, NumberClass::date, Rational(date->days), "日");
    at_ = end;
    return true;
  }

  struct Measure {
    NumberClass number_class = NumberClass::count;
    Rational scale = Rational(1);
    std::string_view unit;
    std::size_t end = 0;
  };

  // The unit that stands at i, for either kind of number.
  std::optional<Measure> measure(std::size_t i, bool chinese) const {
    const auto of = [&](NumberClass c, const Rational& scale, std::string_view unit, std::size_t size) {
      return Measure{c, scale, unit, i + size};
    };
    if (peek(i) == U'元') return of(NumberClass::money, Rational(kFenPerYuan), "元", 1);
    if (next_is(i, U"人民币元")) return of(NumberClass::money, Rational(kFenPerYuan), "元", 4);
    if (peek(i) == U'%') return of(NumberClass::ratio, Rational::of(1, 100), "%", 1);
    if (next_is(i, U"个百分点")) return of(NumberClass::ratio, Rational::of(1, 100), "%", 4);
    if (peek(i) == U'‰') return of(NumberClass::ratio, Rational::of(1, 1000), "‰", 1);
    if (next_is(i, U"个月")) return of(NumberClass::duration, Rational(1), "个月", 2);
    if (next_is(i, U"个工作日")) return of(NumberClass::duration, Rational(1), "工作日", 4);
    if (next_is(i, U"个自然日")) return of(NumberClass::duration, Rational(1), "天", 4);
    if (next_is(i, U"周年")) return of(NumberClass::duration, Rational(kMonthsPerYear), "个月", 2);
    if (next_is(i, U"年级")) return std::nullopt;
    if (peek(i) == U'年') return of(NumberClass::duration, Rational(kMonthsPerYear), "个月", 1);
    if (peek(i) == U'天' || peek(i) == U'日') return of(NumberClass::duration, Rational(1), "天", 1);
    if (chinese && kUnitsAfterNumerals.find(peek(i)) == std::u32string_view::npos) return std::nullopt;
    for (const Unit& unit : kCountUnits) {
      if (!next_is(i, unit.name)) continue;
      const NumberClass number_class = unit.name == U"倍" ? NumberClass::ratio : NumberClass::count;
      return of(number_class, Rational(1), unit.shown, unit.name.size());
    }
    return std::nullopt;
  }

  void emit_measured(const Number& number, const Measure& measure, std::size_t end, const Rational& scale) {
    emit(number.begin, end, measure.number_class, number.value * scale * measure.scale, measure.unit);
  }

  void read_arabic(const Number& number) {
    at_ = number.end;
    const bool after_latin = number.begin > 0 && is_latin(peek(number.begin - 1)) && !text_[number.begin].after_space;
    const bool before_latin = is_latin(peek(number.end)) && !text_[number.end].after_space;
    if (after_latin || before_latin || number.value.sign() < 0 || peek(number.end) == U'号' || read_date(number)) return;
    if (const auto found = measure(number.end, false)) {
      emit_measured(number, *found, found->end, Rational(1));
      at_ = found->end;
      return;
    }
    if (read_proportion(number) || read_series(number)) return;
    emit(number.begin, number.end, NumberClass::count, number.value, "");
  }

  // 1:1 and 1/3.
  bool read_proportion(const Number& number) {
    const char32_t sign = peek(number.end);
    if (sign != U':' && sign != U'/') return false;
    const auto second = arabic(number.end + 1);
    if (!second || second->value.sign() <= 0) return false;
    if (!is_digit(peek(number.end - 1)) || !is_digit(peek(second->end - 1))) return false;  // 1万:3
    emit(number.begin, second->end, NumberClass::ratio, number.value / second->value, "%");
    at_ = second->end;
    return true;
  }

  // 5-10万元, 6—10 个, 5、3、2万元: the numbers share the unit (and the 万) of the last one.
  bool read_series(const Number& first) {
    std::vector<Number> numbers = {first};
    while (is_dash(peek(numbers.back().end)) ||
           std::u32string_view(U"、至到").find(peek(numbers.back().end)) != std::u32string_view::npos) {
      const auto next = arabic(numbers.back().end + 1);
      if (!next || next->value.sign() < 0) break;
      numbers.push_back(*next);
      if (measure(next->end, false)) break;
    }
    const auto shared = measure(numbers.back().end, false);
    if (numbers.size() == 1 || !shared) return false;
    if (is_year(first) && is_year(numbers.back()) && peek(numbers.back().end) == U'年') {  // 2021—2025年
      emit(first.begin, first.end, NumberClass::year, first.value, "年");
      return true;
    }
    const Number& last = numbers.back();
    Rational scale(1);
    for (std::size_t i = last.begin; i < last.end; ++i) {
      const std::int64_t power = std::max(small_power_of(peek(i)), large_power_of(peek(i)));
      if (power != 0) scale = scale * Rational(power);
    }
    for (const Number& number : numbers) {
      const bool is_last = number.begin == last.begin;
      const bool own_scale = number.digits == 0 && number.end > number.begin && !is_digit(peek(number.end - 1));
      emit_measured(number, *shared, is_last ? shared->end : number.end, is_last || own_scale ? Rational(1) : scale);
    }
    at_ = shared->end;
    return true;
  }

  void read_chinese(const Number& number) {
    at_ = number.end;
    if (read_fraction(number)) return;
    const bool one = number.end - number.begin == 1 && peek(number.begin) == U'一';
    const char32_t before = number.begin > 0 ? peek(number.begin - 1) : U'\0';
    const bool part_of_word = one && std::u32string_view(U"同统任进唯单专每上下某另之这那其各逐").find(before) != std::u32string_view::npos;
    // 千家万户, 百件: a power without a digit is no number.
    const bool vague = digit_of(peek(number.begin)) < 0 && small_power_of(peek(number.begin)) != 10;
    if (quoted_ || part_of_word || vague || number.value.sign() < 0 || read_date(number)) return;
    const auto found = measure(number.end, true);
    // 二次开发, 二期工程 are ordinals; two of them are 两次, 两期.
    const bool second = number.end - number.begin == 1 && peek(number.begin) == U'二';
    if (!found || (second && (found->unit == "次" || found->unit == "期"))) return;
    emit_measured(number, *found, found->end, Rational(1));
    at_ = found->end;
  }

  // 三分之一, 百分之五十.
  bool read_fraction(const Number& den) {
    if (!next_is(den.end, U"分之")) return false;
    const auto num = chinese(den.end + 2);
    const bool hundred = den.end - den.begin == 1 && peek(den.begin) == U'百';
    const bool thousand = den.end - den.begin == 1 && peek(den.begin) == U'千';
    const Rational below = hundred ? Rational(100) : thousand ? Rational(1000) : den.value;
    if (!num || num->value.sign() < 0 || below.sign() <= 0) return false;
    emit(den.begin, num->end, NumberClass::ratio, num->value / below, "%");
    at_ = num->end;
    return true;
  }

  FileId file_;
  std::vector<Character> text_;
  std::vector<NumberOccurrence> found_;
  std::size_t at_ = 0;
  bool quoted_ = false;
};

}  // namespace

std::vector<NumberOccurrence> find_numbers(const SourceSet& sources, Span text) { return Scanner(sources, text).scan(); }

}  // namespace zhidui::text
