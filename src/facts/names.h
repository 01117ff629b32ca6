// Names of a vocabulary as readers look them up: Chinese name, identifier or code, in constant time; and the nearest
// ones for a name that is not there. Views into the program, which outlives the table.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ir/program.h"

namespace zhidui::facts {

inline constexpr std::uint32_t kAmbiguous = UINT32_MAX - 1;

class Names {
 public:
  explicit Names(const ir::Program& program);
  std::optional<ir::RecordId> record(std::string_view name) const;
  std::optional<ir::FieldId> field(ir::RecordId type, std::string_view name) const;
  // Index of the member; kAmbiguous when the name is shared and no code or identifier; nullopt when there is none.
  std::optional<std::uint32_t> member(ir::EnumId enumeration, std::string_view name_or_code) const;
  std::optional<ir::StatisticId> statistic(std::string_view name) const;

 private:
  using Table = std::unordered_map<std::string_view, std::uint32_t>;
  Table records_, statistics_;
  std::vector<Table> fields_;        // per record type
  std::vector<Table> members_;       // per enumeration: codes and identifiers
  std::vector<Table> member_names_;  // per enumeration: Chinese names
};

// "grant_date (授权日)": how a message names a thing of the vocabulary.
std::string shown(const ir::Name& name);
std::string shown(const ir::RecordType& type, const ir::Field& field);  // "patent.grant_date (授权日)"
std::string shown(const ir::Member& member, bool is_codes);

// What could have been meant by a name that is not there.
class Candidates {
 public:
  void add(const ir::Name& name) { add(name.zh, name.id, shown(name)); }
  void add(std::string_view spelling, std::string_view other_spelling, std::string shown_as);
  // Those within a slip of the pen of `seen`, nearest first; if there are none, the few that have most in common with it. Never empty text.
  std::string nearest(std::string_view seen) const;
  bool empty() const { return entries_.empty(); }

 private:
  struct Entry {
    std::string spelling, other, shown_as;
  };
  std::vector<Entry> entries_;
};

// At most `limit` code points of user text, control characters replaced.
std::string shortened(std::string_view text, std::size_t limit = 40);

}  // namespace zhidui::facts
