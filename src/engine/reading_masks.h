// Private to engine: which readings stand behind every expression, and behind what measures and rules are made of.
#pragma once

#include <vector>

#include "engine/footprint.h"

namespace zhidui::engine {

void add(ReadingMask& to, const ReadingMask& from);

// Computed fields and document dates are expressions of their own that may stand anywhere: what they read is repeated until nothing is
// added.
class ReadingMasks {
 public:
  explicit ReadingMasks(const ir::Program& program);  // must outlive this
  const ReadingMask& of(ir::ExprId id) const { return masks_[id.value]; }
  void add_to(ReadingMask& mask, ir::ExprId id) const;  // an absent expression reads nothing
  // All that makes the claims of a measure. It need not be the one of the program: what is taken out of it is not looked at.
  void add_claims(ReadingMask& mask, const ir::Measure& measure) const;
  void add_keys(ReadingMask& mask, const ir::Settlement& rule) const;
  // Groups, orders, limits, earlier payments, and whether the rule holds.
  void add_rule(ReadingMask& mask, const ir::Settlement& rule) const;

 private:
  void add_dates(ReadingMask& mask, ir::DocumentId id) const;
  ReadingMask direct(const ir::Expr& expr) const;

  const ir::Program& program_;
  std::vector<ReadingMask> masks_;
};

}  // namespace zhidui::engine
