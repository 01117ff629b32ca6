// Random fact bases over the vocabulary of a program, biased towards the numbers and days at which a policy changes its mind.
#pragma once

#include <cstdint>
#include <vector>

#include "facts/fact_base.h"

namespace zhidui::property {

// A small generator of our own: the same numbers on every machine.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15u + 0xD1B54A32D192ED03u) {}
  std::uint64_t next() {
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    return state_ * 0x2545F4914F6CDD1Du;
  }
  std::uint64_t below(std::uint64_t n) { return next() % n; }
  bool chance(std::uint64_t percent) { return below(100) < percent; }

 private:
  std::uint64_t state_;
};

// Everything known, every relation complete: one applicant "e1" and two others, up to three records of each other type.
struct World {
  std::vector<facts::Record> records;
  std::vector<facts::Closure> closures;
  std::vector<facts::Payment> history;
};
World complete_world(const ir::Program& program, Random& random);

facts::FactBase base_of(const ir::Program& program, const World& world);

// A place where a fact stands: record and field.
struct Site {
  std::size_t record = 0;
  std::size_t field = 0;
};
// The observed and decided fields that say something.
std::vector<Site> sites(const ir::Program& program, const World& world);

}  // namespace zhidui::property
