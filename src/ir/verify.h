// Private to ir: the parts of `verify`. Each appends one English line per breach.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ir/program.h"

namespace zhidui::ir {

class Breaches {
 public:
  explicit Breaches(std::vector<std::string>& lines) : lines_(lines) {}
  // Records the breach unless `holds`; returns `holds`.
  bool require(bool holds, std::string_view where, std::string_view what) {
    if (!holds) lines_.push_back(std::string(where) + ": " + std::string(what));
    return holds;
  }
  std::size_t count() const { return lines_.size(); }

 private:
  std::vector<std::string>& lines_;
};

// Every id points into its table and every operand stands before its user. The other parts rely on it.
void verify_ids(const Program& program, Breaches& breaches);
void verify_vocabulary(const Program& program, Breaches& breaches);  // units … statistics, readings, documents, series
// Operands and payload of those expressions that some declaration reaches; others are left over from checking
// definitions.
void verify_expressions(const Program& program, const std::vector<bool>& reached, Breaches& breaches);
void verify_measures(const Program& program, Breaches& breaches);
void verify_settlements(const Program& program, Breaches& breaches);

// Per expression: value × grain is a whole number; 0: not known to be.
std::vector<std::int64_t> grains(const Program& program);

}  // namespace zhidui::ir
