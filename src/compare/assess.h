// The same applicants under several documents, each by itself: what one of them pays is nothing that another has paid.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "compare/rows.h"
#include "engine/engine.h"

namespace zhidui::compare {

// One document with the day, the suppositions and the facts under which it is asked.
struct Side {
  ir::DocumentId document;
  evaluate::Scope scope;                   // of this document alone
  const facts::FactBase* facts = nullptr;  // those as read, or as supposed to be local
  bool local = false;                      // supposed to be
};

struct Applicant {
  std::uint32_t subject = 0;
  std::vector<outcome::Answer> answers;  // per side
};

outcome::Answer assess(const engine::Policy& policy, const Side& side, std::uint32_t subject);

// The row that a claim stands in: the first of its measure that takes records like its own. Claims without a record stand in the first.
// Every claim of a compared document has one.
std::size_t row_of(const std::vector<Row>& rows, std::size_t side, const facts::FactBase& facts, const outcome::Claim& claim);
// Would records that nobody has shown make claims of this row?
bool may_hold_unseen(const Row& row, std::size_t side, const outcome::Claim& claim);

// Which of several sums is the most, as far as that is certain.
enum class Most { nothing, equal, one, open };
struct Verdict {
  Most most = Most::nothing;
  std::vector<std::size_t> sides;  // one: it; equal: those that give it; open: those that may
};
// nullopt: takes no part.
Verdict most_of(const std::vector<std::optional<outcome::Interval>>& sums);

}  // namespace zhidui::compare
