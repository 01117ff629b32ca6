// Exact rational numbers. Money is held in fen, rates as p/q (30% of 3.85% is 231/20000), counts and
// day numbers as integers. No floating point anywhere.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zhidui::base {

// How a rational becomes an integer. Half-way cases are named: 四舍五入 is half_up (away from zero).
enum class Rounding { half_up, half_even, down, up };

// INVARIANT: den > 0 and gcd(num, den) == 1.
// Operations CHECK that the exact result fits; `check` bounds every operation of a program so that it does.
class Rational {
 public:
  __extension__ typedef __int128 Int;  // a typedef, for `using` takes no __extension__
  constexpr Rational() = default;
  constexpr Rational(std::int64_t value) : num_(value) {}  // NOLINT(google-explicit-constructor)
  static Rational of(Int num, Int den);                    // den != 0
  Int num() const { return num_; }
  Int den() const { return den_; }
  bool is_integer() const { return den_ == 1; }
  std::int64_t to_int64() const;  // CHECKs is_integer and range
  int sign() const { return num_ > 0 ? 1 : num_ < 0 ? -1 : 0; }

  Rational operator-() const;
  friend Rational operator+(const Rational&, const Rational&);
  friend Rational operator-(const Rational&, const Rational&);
  friend Rational operator*(const Rational&, const Rational&);
  friend Rational operator/(const Rational&, const Rational&);  // divisor != 0
  friend bool operator==(const Rational& a, const Rational& b) { return a.num_ == b.num_ && a.den_ == b.den_; }
  friend std::strong_ordering operator<=>(const Rational&, const Rational&);

  // Nearest multiple of `step` (> 0) under `mode`.
  Rational rounded_to(const Rational& step, Rounding mode) const;

  // "0.3", "-12.50", "1,000": digits, one optional point, grouping commas in threes. nullopt if malformed
  // or longer than 18 significant digits.
  static std::optional<Rational> parse_decimal(std::string_view text);
  // "p" or "p/q".
  std::string to_string() const;
  // A terminating decimal where there is one ("1.155"), else "p/q".
  std::string to_decimal_string() const;

 private:
  Int num_ = 0;
  Int den_ = 1;
};

// Sum in fen as yuan with two decimals and grouping commas: 3000000 -> "30,000.00"; whole yuan -> "30,000".
std::string yuan_text(const Rational& fen);

}  // namespace zhidui::base
