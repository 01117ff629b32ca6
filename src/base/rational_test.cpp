#include "base/rational.h"

#include <doctest/doctest.h>

#include <random>
#include <stdexcept>
#include <string>

namespace zhidui::base {
namespace {

Rational q(std::int64_t num, std::int64_t den) { return Rational::of(num, den); }
Rational decimal(const std::string& text) {
  const auto parsed = Rational::parse_decimal(text);
  if (!parsed) throw std::invalid_argument(text);
  return *parsed;
}

TEST_CASE("a rational is kept in lowest terms with a positive denominator") {
  CHECK(q(6, -4).to_string() == "-3/2");
  CHECK(q(0, -7).to_string() == "0");
  CHECK(q(10, 5).is_integer());
  CHECK(q(10, 5).to_int64() == 2);
  CHECK(q(-1, 3).sign() == -1);
}

TEST_CASE("30% of 3.85% is 231/20000") {
  const Rational share = q(30, 100) * decimal("3.85") / 100;
  CHECK(share == q(231, 20000));
  CHECK(share.to_decimal_string() == "0.01155");
}

TEST_CASE("arithmetic is exact") {
  CHECK(q(1, 3) + q(1, 6) == q(1, 2));
  CHECK(q(1, 3) - q(1, 3) == Rational(0));
  CHECK(q(2, 3) * q(3, 2) == Rational(1));
  CHECK(q(-2, 3) / q(4, 9) == q(-3, 2));
  CHECK(-q(1, 2) == q(-1, 2));
}

TEST_CASE("products that fit are made although a careless product would not fit") {
  const Rational large = Rational::of(static_cast<Rational::Int>(1) << 100, 3);
  const Rational inverse = Rational::of(3, static_cast<Rational::Int>(1) << 100);
  CHECK(large * inverse == Rational(1));
  CHECK(large / large == Rational(1));
  CHECK(inverse + inverse == Rational::of(3, static_cast<Rational::Int>(1) << 99));
}

TEST_CASE("order agrees with subtraction") {
  std::mt19937 random(7);
  const auto number = [&] { return q(static_cast<std::int64_t>(random() % 2001) - 1000, static_cast<std::int64_t>(random() % 50) + 1); };
  for (int i = 0; i < 20000; ++i) {
    const Rational a = number();
    const Rational b = number();
    REQUIRE(((a <=> b) == ((a - b).sign() <=> 0)));
  }
}

TEST_CASE("fractions too large to multiply crosswise are still ordered") {
  const auto huge = (static_cast<Rational::Int>(1) << 126) - 1;
  const Rational a = Rational::of(huge, huge - 1);
  const Rational b = Rational::of(huge - 1, huge - 2);
  CHECK(a < b);
  CHECK(-b < -a);
  CHECK(a > Rational(1));
  CHECK(-a < Rational(-1));
}

TEST_CASE("rounding modes") {
  struct Row {
    Rational value;
    int half_up = 0, half_even = 0, down = 0, up = 0;
  };
  const Row rows[] = {
      {q(5, 2), 3, 2, 2, 3},     {q(7, 2), 4, 4, 3, 4}, {q(-5, 2), -3, -2, -2, -3}, {q(-7, 2), -4, -4, -3, -4},
      {q(1, 3), 0, 0, 0, 1},     {q(2, 3), 1, 1, 0, 1}, {q(-1, 3), 0, 0, 0, -1},    {q(-2, 3), -1, -1, 0, -1},
      {Rational(4), 4, 4, 4, 4}, {q(1, 2), 1, 0, 0, 1}, {q(-1, 2), -1, 0, 0, -1},
  };
  for (const Row& row : rows) {
    CAPTURE(row.value.to_string());
    CHECK(row.value.rounded_to(1, Rounding::half_up) == Rational(row.half_up));
    CHECK(row.value.rounded_to(1, Rounding::half_even) == Rational(row.half_even));
    CHECK(row.value.rounded_to(1, Rounding::down) == Rational(row.down));
    CHECK(row.value.rounded_to(1, Rounding::up) == Rational(row.up));
  }
  CHECK(Rational(12345).rounded_to(100, Rounding::half_up) == Rational(12300));
  CHECK(q(1, 3).rounded_to(q(1, 100), Rounding::half_up) == q(33, 100));
}

TEST_CASE("decimals are read") {
  CHECK(decimal("0.3") == q(3, 10));
  CHECK(decimal("-12.50") == q(-25, 2));
  CHECK(decimal("1,000") == Rational(1000));
  CHECK(decimal("12,345,678.90") == q(1234567890, 100));
  CHECK(decimal("007") == Rational(7));
  CHECK(decimal("999999999999999999") == Rational(999999999999999999));
}

TEST_CASE("what is no decimal is refused") {
  for (const char* text : {"", "-", ".", "5.", ".5", "1e3", "1 000", "10,00", ",100", "1,0000", "1000,000", "1.5.2", "+1",
                           "1234567890123456789", "0x1", "１"}) {
    CAPTURE(text);
    CHECK_FALSE(Rational::parse_decimal(text).has_value());
  }
}

TEST_CASE("a decimal is written where it ends") {
  CHECK(q(231, 200).to_decimal_string() == "1.155");
  CHECK(q(-1, 8).to_decimal_string() == "-0.125");
  CHECK(q(1, 3).to_decimal_string() == "1/3");
  CHECK(Rational(-40).to_decimal_string() == "-40");
}

TEST_CASE("sums are written in yuan") {
  CHECK(yuan_text(3000000) == "30,000");
  CHECK(yuan_text(123456789) == "1,234,567.89");
  CHECK(yuan_text(-50) == "-0.50");
  CHECK(yuan_text(0) == "0");
  CHECK(yuan_text(100000) == "1,000");
  CHECK(yuan_text(10) == "0.10");
  CHECK(yuan_text(q(1, 4)) == "0.0025");  // parts of a fen are not hidden
  CHECK(yuan_text(q(1, 3)) == "1/300");
}

TEST_CASE("writing and reading decimals are inverse") {
  for (std::int64_t i = -1000; i <= 1000; ++i) {
    const Rational value = q(i * 7, 80);
    REQUIRE(decimal(value.to_decimal_string()) == value);
  }
}

}  // namespace
}  // namespace zhidui::base
