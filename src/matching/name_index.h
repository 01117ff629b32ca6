// Finds names of a register that may be related to a name: the same in some form, branches, names a slip of the pen away, names that
// share rare pairs of signs. It may find too many, relate() decides; it does not miss a name one slip away.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "matching/enterprise_name.h"

namespace zhidui::matching {

using EntryId = std::uint32_t;

class NameIndex {
 public:
  // Entries are added in the order of their ids, from 0.
  void add(const Name& name);
  void seal();
  // The same in its strong forms or without division; entries ascending, each once.
  std::vector<EntryId> same(const Name& name) const;
  std::vector<EntryId> spelled(const Wide& spelled) const;
  // All that may be related, the same included.
  std::vector<EntryId> related(const Name& name) const;

 private:
  using Table = std::unordered_map<Wide, std::vector<EntryId>>;
  static void collect(const Table& table, const Wide& key, std::vector<EntryId>& out);
  void add_near(const Wide& stem, std::vector<EntryId>& out) const;
  void add_longer(const Wide& core, std::vector<EntryId>& out) const;
  void add_sharing(const Wide& text, std::vector<EntryId>& out) const;

  std::size_t count_ = 0;
  Table spelled_, formed_, core_, stem_, parent_;
  std::vector<std::pair<std::uint64_t, EntryId>> variants_;        // hash of a stem with one sign left out
  std::vector<std::pair<Wide, EntryId>> sorted_;                   // cores
  std::unordered_map<std::uint64_t, std::vector<EntryId>> pairs_;  // two neighbouring signs
};

}  // namespace zhidui::matching
