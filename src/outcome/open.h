// What is not known in an answer, and who could settle it (DESIGN of the answer: docs/outcome.md).
#pragma once

#include <compare>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace zhidui::outcome {

enum class OpenKind {
  fact,       // a = record type id, b = record id, c = field id, who = voucher
  rows,       // a = relation ("patent.patentees", "history"), b = owner record id ("" for a whole register)
  reading,    // a = code
  decision,   // a = site (a decided field "record.field", a measure id, "same_matter"), b = record id or unit, who = decider
  round,      // a = measure id, b = period
  reference,  // a = series id, b = key
  document,   // a = document id of a missing document
  doc_date,   // a = document id, b = "published" | "effective" | "expires"
  gap,        // a = measure id, b = unit: no rule gives the value; who = the organ that interprets
  conflict,   // a = measure id, b = unit, c = the rules that contradict, parted by |; who = the organ that interprets
};
std::string_view open_kind_id(OpenKind kind);  // "fact"
std::string_view open_kind_zh(OpenKind kind);  // 事实未知
// Somebody other than the decider could supply it: facts, rows, reference data.
bool can_be_supplied(OpenKind kind);

struct Open {
  OpenKind kind = OpenKind::fact;
  std::string a, b, c, who;
  friend auto operator<=>(const Open&, const Open&) = default;
};

struct OpenId {
  std::uint32_t value = 0;
  friend auto operator<=>(OpenId, OpenId) = default;
};

// A sorted set of ids.
class OpenSet {
 public:
  OpenSet() = default;
  explicit OpenSet(OpenId id) : ids_{id} {}
  bool empty() const { return ids_.empty(); }
  std::size_t size() const { return ids_.size(); }
  bool contains(OpenId id) const;
  void insert(OpenId id);
  void merge(const OpenSet& other);
  void clear() { ids_.clear(); }
  auto begin() const { return ids_.begin(); }
  auto end() const { return ids_.end(); }
  friend bool operator==(const OpenSet&, const OpenSet&) = default;

 private:
  std::vector<OpenId> ids_;
};

// The opens of one assessment, each once. Ids are given in order of first use.
class OpenTable {
 public:
  OpenId intern(const Open& open);
  const Open& operator[](OpenId id) const { return list_[id.value]; }
  std::size_t size() const { return list_.size(); }

 private:
  std::vector<Open> list_;
  std::map<Open, OpenId> ids_;
};

}  // namespace zhidui::outcome
