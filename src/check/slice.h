// Private to check: sets of the values of one expression, as conditions without a solver can tell them: unions of
// intervals of numbers, sets of members. `投入 ≥ 5万元 且 投入 < 10万元` is the slice [5万, 10万) of 投入.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ir/program.h"

namespace zhidui::check {

// A place between values: before or after `value`, or beyond all of them.
struct CutPoint {
  int infinite = 0;  // -1: below all, 1: above all
  base::Rational value;
  bool after = false;
  friend bool operator==(const CutPoint&, const CutPoint&) = default;
  friend bool operator<(const CutPoint& a, const CutPoint& b);
};

// Ascending pieces that do not touch.
using Pieces = std::vector<std::pair<CutPoint, CutPoint>>;
Pieces united(const Pieces& a, const Pieces& b);
Pieces common(const Pieces& a, const Pieces& b);
Pieces without(const Pieces& a, const Pieces& b);

struct Slice {
  ir::ExprId subject;  // the value spoken of
  Pieces pieces;
};

class Slicer {
 public:
  explicit Slicer(const ir::Program& program) : program_(program) {}

  // The values of one subject for which the condition holds; nullopt: it speaks of several, or of what cannot be told.
  std::optional<Slice> of(ir::ExprId condition) const;
  // Every value that the subject may have.
  Pieces all(ir::ExprId subject) const;
  // The row of 分档 as a slice of its subject.
  Pieces of(const ir::TierRow& row, ir::ExprId subject) const;
  // In words that both languages share: "≥ 10", "5 – 9", "甲级、乙级".
  std::string words(ir::ExprId subject, const Pieces& pieces) const;

 private:
  std::optional<Slice> of_comparison(const ir::Expr& expr) const;
  Pieces compared(ir::Op op, ir::ExprId subject, const base::Rational& limit, bool turned) const;
  Pieces of_members(ir::ExprId subject, const std::vector<std::uint32_t>& members) const;
  bool is_discrete(ir::ExprId subject) const;
  CutPoint settled(ir::ExprId subject, CutPoint cut) const;  // between whole numbers one cut stands for all
  std::string end_words(ir::ExprId subject, const CutPoint& cut, bool lowest) const;
  std::string number(ir::ExprId subject, const base::Rational& value) const;

  const ir::Program& program_;
};

}  // namespace zhidui::check
