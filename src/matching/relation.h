// How two names are related, from the same name to no relation. Symmetric where nothing else is said; the first is of a list, the second of
// the register.
#pragma once

#include <vector>

#include "matching/enterprise_name.h"
#include "matching/match.h"

namespace zhidui::matching {

enum class Relation {
  none,
  near,          // some signs differ
  contains,      // the list's holds the register's
  short_name,    // the list's is cut or short
  sister,        // two branches of one enterprise
  branch,        // of the other, or a part of it
  form_changed,  // another form of organisation, 集团
  other_places,  // the same but for divisions that exclude each other
  division,      // the same but for the division, or a remark in brackets
  form,          // the same but for the way the form of organisation is written
  script,        // the same in simplified signs, without punctuation
  spelled,       // the same name
  identical,     // sign by sign
};
inline bool same_name(Relation relation) { return relation >= Relation::spelled; }
inline bool nearly_same_name(Relation relation) { return relation >= Relation::division; }

struct Related {
  Relation relation = Relation::none;
  int score = 0;
  std::vector<Reason> reasons;
};

// Places of a side whose name has none: where it is registered, or what the list says beside it.
struct Sides {
  const Places& list;
  const Places& registered;
};
Related relate(const Name& list, const Name& registered, const Sides& sides, const Regions& regions, const SignTable& signs);

// Insertions, deletions, replacements and exchanges of neighbours; more than `limit` counts as limit + 1.
std::size_t slips(const Wide& a, const Wide& b, std::size_t limit);

}  // namespace zhidui::matching
