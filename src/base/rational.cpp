#include "base/rational.h"

#include <algorithm>
#include <limits>

#include "base/check.h"

namespace zhidui::base {

namespace {

using Int = Rational::Int;
__extension__ typedef unsigned __int128 UInt;

constexpr std::size_t kMaxSignificantDigits = 18;

UInt magnitude(Int value) { return value < 0 ? UInt{0} - static_cast<UInt>(value) : static_cast<UInt>(value); }

UInt greatest_common_divisor(UInt a, UInt b) {
  while (b != 0) {
    const UInt rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

Int checked_multiply(Int a, Int b) {
  Int result = 0;
  CHECK(!__builtin_mul_overflow(a, b, &result));
  return result;
}

Int checked_add(Int a, Int b) {
  Int result = 0;
  CHECK(!__builtin_add_overflow(a, b, &result));
  return result;
}

Int checked_negate(Int a) {
  Int result = 0;
  CHECK(!__builtin_sub_overflow(Int{0}, a, &result));
  return result;
}

Int divide_down(Int a, Int b) {  // towards minus infinity, b > 0
  const Int quotient = a / b;
  return a % b < 0 ? quotient - 1 : quotient;
}

std::string digits_of(UInt value) {
  std::string text;
  do {
    text.push_back(static_cast<char>('0' + static_cast<int>(value % 10)));
    value /= 10;
  } while (value != 0);
  std::reverse(text.begin(), text.end());
  return text;
}

std::string digits_of_signed(Int value) { return (value < 0 ? "-" : "") + digits_of(magnitude(value)); }

std::string grouped(const std::string& digits) {
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i != 0 && (digits.size() - i) % 3 == 0) text.push_back(',');
    text.push_back(digits[i]);
  }
  return text;
}

// Fractions with positive denominators, compared by their integer parts and then by the turned-over rests.
std::strong_ordering compare(Int a, Int b, Int c, Int d) {
  bool turned = false;
  for (;;) {
    const Int left = divide_down(a, b);
    const Int right = divide_down(c, d);
    if (left != right) return (left < right) != turned ? std::strong_ordering::less : std::strong_ordering::greater;
    // The floors agree, so their product with the denominator cannot pass the numerator.
    const Int left_rest = a - left * b;
    const Int right_rest = c - right * d;
    if (left_rest == 0 && right_rest == 0) return std::strong_ordering::equal;
    if (left_rest == 0) return turned ? std::strong_ordering::greater : std::strong_ordering::less;
    if (right_rest == 0) return turned ? std::strong_ordering::less : std::strong_ordering::greater;
    a = b;
    b = left_rest;
    c = d;
    d = right_rest;
    turned = !turned;
  }
}

// True if the integer part has its commas, if any, before every third digit from the right.
bool commas_in_threes(std::string_view whole) {
  if (whole.find(',') == std::string_view::npos) return true;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    const bool comma_due = (whole.size() - i) % 4 == 0;
    if ((whole[i] == ',') != comma_due) return false;
  }
  return whole.front() != ',';
}

}  // namespace

Rational Rational::of(Int num, Int den) {
  CHECK(den != 0);
  const UInt divisor = greatest_common_divisor(magnitude(num), magnitude(den));
  CHECK(divisor <= magnitude(std::numeric_limits<Int>::max()));
  num /= static_cast<Int>(divisor);
  den /= static_cast<Int>(divisor);
  if (den < 0) {
    num = checked_negate(num);
    den = checked_negate(den);
  }
  Rational result;
  result.num_ = num;
  result.den_ = den;
  return result;
}

std::int64_t Rational::to_int64() const {
  CHECK(is_integer());
  CHECK(num_ >= std::numeric_limits<std::int64_t>::min() && num_ <= std::numeric_limits<std::int64_t>::max());
  return static_cast<std::int64_t>(num_);
}

Rational Rational::operator-() const {
  Rational result = *this;
  result.num_ = checked_negate(num_);
  return result;
}

Rational operator+(const Rational& a, const Rational& b) {
  if (a.den_ == 1 && b.den_ == 1) {  // counts, days and whole fen: nothing to cancel
    Rational sum;
    sum.num_ = checked_add(a.num_, b.num_);
    return sum;
  }
  const Int shared = static_cast<Int>(greatest_common_divisor(magnitude(a.den_), magnitude(b.den_)));
  const Int num = checked_add(checked_multiply(a.num_, b.den_ / shared), checked_multiply(b.num_, a.den_ / shared));
  // Only divisors of `shared` can be common to the sum and the denominator.
  const Int rest = static_cast<Int>(greatest_common_divisor(magnitude(num), magnitude(shared)));
  return Rational::of(num / rest, checked_multiply(a.den_ / shared, b.den_ / rest));
}

Rational operator-(const Rational& a, const Rational& b) { return a + -b; }

Rational operator*(const Rational& a, const Rational& b) {
  // Cancelling crosswise first keeps the products as small as the result.
  const Rational left = Rational::of(a.num_, b.den_);
  const Rational right = Rational::of(b.num_, a.den_);
  Rational result;
  result.num_ = checked_multiply(left.num_, right.num_);
  result.den_ = checked_multiply(left.den_, right.den_);
  return result;
}

Rational operator/(const Rational& a, const Rational& b) {
  CHECK(b.num_ != 0);
  return a * Rational::of(b.den_, b.num_);
}

std::strong_ordering operator<=>(const Rational& a, const Rational& b) {
  if (a.den_ == b.den_) return a.num_ <=> b.num_;
  return compare(a.num_, a.den_, b.num_, b.den_);
}

Rational Rational::rounded_to(const Rational& step, Rounding mode) const {
  CHECK(step.sign() > 0);
  const Rational quotient = *this / step;
  const Int floor = divide_down(quotient.num_, quotient.den_);
  const Int rest = quotient.num_ - floor * quotient.den_;  // in [0, den)
  if (rest == 0) return *this;
  const bool negative = quotient.sign() < 0;
  const Int to_next = quotient.den_ - rest;
  bool go_up = false;  // towards plus infinity
  switch (mode) {
    case Rounding::down: go_up = negative; break;
    case Rounding::up: go_up = !negative; break;
    case Rounding::half_up: go_up = rest > to_next || (rest == to_next && !negative); break;
    case Rounding::half_even: go_up = rest > to_next || (rest == to_next && floor % 2 != 0); break;
  }
  return Rational::of(checked_add(floor, go_up ? 1 : 0), 1) * step;
}

std::optional<Rational> Rational::parse_decimal(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view fraction = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  if (whole.empty() || (point != std::string_view::npos && fraction.empty())) return std::nullopt;
  if (!commas_in_threes(whole)) return std::nullopt;
  Int num = 0;
  Int den = 1;
  std::size_t significant = 0;
  for (const char c : whole) {
    if (c == ',') continue;
    if (c < '0' || c > '9') return std::nullopt;
    if ((num != 0 || c != '0') && ++significant > kMaxSignificantDigits) return std::nullopt;
    num = num * 10 + (c - '0');
  }
  if (fraction.size() > kMaxSignificantDigits) return std::nullopt;
  for (const char c : fraction) {
    if (c < '0' || c > '9') return std::nullopt;
    if ((num != 0 || c != '0') && ++significant > kMaxSignificantDigits) return std::nullopt;
    num = num * 10 + (c - '0');
    den *= 10;
  }
  return of(negative ? -num : num, den);
}

std::string Rational::to_string() const {
  std::string text = digits_of_signed(num_);
  if (den_ != 1) text += "/" + digits_of(magnitude(den_));
  return text;
}

std::string Rational::to_decimal_string() const {
  UInt rest_of_den = magnitude(den_);
  while (rest_of_den % 2 == 0) rest_of_den /= 2;
  while (rest_of_den % 5 == 0) rest_of_den /= 5;
  const UInt den = magnitude(den_);
  if (rest_of_den != 1 || den > ~UInt{0} / 10) return to_string();
  std::string text = (num_ < 0 ? "-" : "") + digits_of(magnitude(num_) / den);
  UInt rest = magnitude(num_) % den;
  if (rest != 0) text.push_back('.');
  while (rest != 0) {
    rest *= 10;
    text.push_back(static_cast<char>('0' + static_cast<int>(rest / den)));
    rest %= den;
  }
  return text;
}

std::string yuan_text(const Rational& fen) {
  std::string text = (fen / 100).to_decimal_string();
  if (text.find('/') != std::string::npos) return text;
  const std::size_t sign = text.starts_with('-') ? 1 : 0;
  const std::size_t point = text.find('.');
  std::string fraction = point == std::string::npos ? "" : text.substr(point);
  if (fraction.size() == 2) fraction.push_back('0');
  const std::string whole = text.substr(sign, (point == std::string::npos ? text.size() : point) - sign);
  return text.substr(0, sign) + grouped(whole) + fraction;
}

}  // namespace zhidui::base
