#include "outcome/open.h"

#include <algorithm>
#include <iterator>

namespace zhidui::outcome {

bool OpenSet::contains(OpenId id) const { return std::binary_search(ids_.begin(), ids_.end(), id); }

void OpenSet::insert(OpenId id) {
  const auto place = std::lower_bound(ids_.begin(), ids_.end(), id);
  if (place == ids_.end() || *place != id) ids_.insert(place, id);
}

void OpenSet::merge(const OpenSet& other) {
  if (other.empty() || this == &other) return;
  std::vector<OpenId> both;
  both.reserve(ids_.size() + other.ids_.size());
  std::set_union(ids_.begin(), ids_.end(), other.ids_.begin(), other.ids_.end(), std::back_inserter(both));
  ids_ = std::move(both);
}

OpenId OpenTable::intern(const Open& open) {
  const auto [place, inserted] = ids_.try_emplace(open, OpenId{static_cast<std::uint32_t>(list_.size())});
  if (inserted) list_.push_back(open);
  return place->second;
}

std::string_view open_kind_id(OpenKind kind) {
  switch (kind) {
    case OpenKind::fact: return "fact";
    case OpenKind::rows: return "rows";
    case OpenKind::reading: return "reading";
    case OpenKind::decision: return "decision";
    case OpenKind::round: return "round";
    case OpenKind::reference: return "reference";
    case OpenKind::document: return "document";
    case OpenKind::doc_date: return "doc_date";
    case OpenKind::gap: return "gap";
    case OpenKind::conflict: return "conflict";
  }
  return {};
}

std::string_view open_kind_zh(OpenKind kind) {
  switch (kind) {
    case OpenKind::fact: return "事实未知";
    case OpenKind::rows: return "记录不全";
    case OpenKind::reading: return "口径未决";
    case OpenKind::decision: return "待裁定";
    case OpenKind::round: return "待评选";
    case OpenKind::reference: return "参照数未载";
    case OpenKind::document: return "文件缺失";
    case OpenKind::doc_date: return "文件日期不明";
    case OpenKind::gap: return "规定空白";
    case OpenKind::conflict: return "规定冲突";
  }
  return {};
}

bool can_be_supplied(OpenKind kind) { return kind == OpenKind::fact || kind == OpenKind::rows || kind == OpenKind::reference; }

}  // namespace zhidui::outcome
