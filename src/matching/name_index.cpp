#include "matching/name_index.h"

#include <algorithm>

namespace zhidui::matching {

namespace {

constexpr std::size_t kShortestStem = 3;    // a slip in a shorter one leaves nothing to go by
constexpr std::size_t kLongestStem = 60;    // longer ones are found by their pairs
constexpr std::size_t kMostOfOneKey = 64;   // entries looked at for one key of a weak kind
constexpr std::size_t kMostOfAPair = 2000;  // a pair of signs that more names share says nothing
constexpr std::size_t kPairsAsked = 6;      // the rarest
constexpr std::size_t kSharingKept = 24;

// FNV-1a over signs, one left out.
std::uint64_t hash_without(const Wide& text, std::size_t left_out) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i != left_out) hash = (hash ^ text[i]) * 0x100000001b3u;
  }
  return hash;
}

std::vector<std::uint64_t> variants_of(const Wide& stem) {
  if (stem.size() < kShortestStem || stem.size() > kLongestStem) return {};
  std::vector<std::uint64_t> out;
  for (std::size_t i = 0; i <= stem.size(); ++i) out.push_back(hash_without(stem, i));
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::vector<std::uint64_t> pairs_of(const Wide& text) {
  std::vector<std::uint64_t> out;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) out.push_back(std::uint64_t{text[i]} << 32 | text[i + 1]);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

void keep_each_once(std::vector<EntryId>& entries) {
  std::sort(entries.begin(), entries.end());
  entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
}

}  // namespace

void NameIndex::add(const Name& name) {
  const auto entry = static_cast<EntryId>(count_++);
  spelled_[name.spelled].push_back(entry);
  formed_[name.formed].push_back(entry);
  core_[name.core].push_back(entry);
  stem_[name.stem].push_back(entry);
  if (!name.parent.empty()) parent_[name.parent].push_back(entry);
  for (const std::uint64_t variant : variants_of(name.stem)) variants_.emplace_back(variant, entry);
  for (const std::uint64_t pair : pairs_of(name.stem)) pairs_[pair].push_back(entry);
  sorted_.emplace_back(name.core, entry);
}

void NameIndex::seal() {
  std::sort(variants_.begin(), variants_.end());
  std::sort(sorted_.begin(), sorted_.end());
}

void NameIndex::collect(const Table& table, const Wide& key, std::vector<EntryId>& out) {
  const auto found = table.find(key);
  if (found == table.end()) return;
  const std::size_t kept = std::min(found->second.size(), kMostOfOneKey);
  out.insert(out.end(), found->second.begin(), found->second.begin() + static_cast<std::ptrdiff_t>(kept));
}

std::vector<EntryId> NameIndex::same(const Name& name) const {
  std::vector<EntryId> out;
  collect(formed_, name.formed, out);
  collect(core_, name.core, out);
  keep_each_once(out);
  return out;
}

std::vector<EntryId> NameIndex::spelled(const Wide& spelled) const {
  const auto found = spelled_.find(spelled);
  return found == spelled_.end() ? std::vector<EntryId>() : found->second;
}

std::vector<EntryId> NameIndex::related(const Name& name) const {
  std::vector<EntryId> out = same(name);
  collect(stem_, name.stem, out);
  collect(parent_, name.core, out);
  if (!name.parent.empty()) {
    collect(core_, name.parent, out);
    collect(parent_, name.parent, out);
  }
  for (const Wide& remark : name.remarks) collect(core_, remark, out);
  add_near(name.stem, out);
  add_longer(name.core, out);
  add_sharing(name.stem, out);
  keep_each_once(out);
  return out;
}

// Two stems one slip apart have a variant in common: the sign that differs is left out of both.
void NameIndex::add_near(const Wide& stem, std::vector<EntryId>& out) const {
  for (const std::uint64_t variant : variants_of(stem)) {
    auto at = std::lower_bound(variants_.begin(), variants_.end(), std::pair<std::uint64_t, EntryId>(variant, 0));
    for (std::size_t kept = 0; at != variants_.end() && at->first == variant && kept < kMostOfOneKey; ++at, ++kept)
      out.push_back(at->second);
  }
}

void NameIndex::add_longer(const Wide& core, std::vector<EntryId>& out) const {
  if (core.size() < kShortestStem) return;
  auto at = std::lower_bound(sorted_.begin(), sorted_.end(), std::pair<Wide, EntryId>(core, 0));
  for (std::size_t kept = 0; at != sorted_.end() && at->first.starts_with(core) && kept < kMostOfOneKey; ++at, ++kept)
    out.push_back(at->second);
}

void NameIndex::add_sharing(const Wide& text, std::vector<EntryId>& out) const {
  std::vector<const std::vector<EntryId>*> rare;
  for (const std::uint64_t pair : pairs_of(text)) {
    const auto found = pairs_.find(pair);
    if (found != pairs_.end() && found->second.size() <= kMostOfAPair) rare.push_back(&found->second);
  }
  std::stable_sort(rare.begin(), rare.end(), [](const auto* a, const auto* b) { return a->size() < b->size(); });
  if (rare.size() > kPairsAsked) rare.resize(kPairsAsked);
  std::vector<EntryId> seen;
  for (const auto* entries : rare) seen.insert(seen.end(), entries->begin(), entries->end());
  std::sort(seen.begin(), seen.end());
  std::vector<std::pair<std::size_t, EntryId>> counted;  // how often, negated by the order below
  for (std::size_t i = 0; i < seen.size();) {
    std::size_t end = i;
    while (end < seen.size() && seen[end] == seen[i]) ++end;
    counted.emplace_back(end - i, seen[i]);
    i = end;
  }
  const auto nearer = [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; };
  const std::size_t kept = std::min(counted.size(), kSharingKept);
  std::partial_sort(counted.begin(), counted.begin() + static_cast<std::ptrdiff_t>(kept), counted.end(), nearer);
  for (std::size_t i = 0; i < kept; ++i) out.push_back(counted[i].second);
}

}  // namespace zhidui::matching
