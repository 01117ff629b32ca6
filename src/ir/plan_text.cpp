#include "ir/plan_text.h"

#include <algorithm>

#include "ir/names.h"

namespace zhidui::ir {

namespace {

template <class List, class NameOf>
References references(const List& list, NameOf name_of) {
  std::vector<std::string> names;
  for (const auto& item : list) names.push_back(name_of(item));
  return References(names);
}

}  // namespace

std::string word(std::string_view text) {
  const bool plain = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (byte > ' ' && std::string_view("\"(){}").find(c) == std::string_view::npos);
  });
  return plain ? std::string(text) : quoted(text);
}

References::References(const std::vector<std::string>& names) {
  std::map<std::string, int> uses;
  for (const std::string& name : names) ++uses[name];
  for (std::uint32_t i = 0; i < names.size(); ++i) {
    const bool alone = uses[names[i]] == 1 && names[i].find('#') == std::string::npos;
    references_.push_back(alone ? names[i] : names[i] + "#" + std::to_string(i));
    index_.emplace(references_.back(), i);
  }
}

std::string References::of(std::uint32_t index) const { return index < references_.size() ? word(references_[index]) : "?"; }

std::optional<std::uint32_t> References::find(const std::string& reference) const {
  const auto found = index_.find(reference);
  return found == index_.end() ? std::nullopt : std::optional(found->second);
}

PlanNames names_of(const Plan& plan) {
  const auto zh = [](const auto& item) { return item.name.zh; };
  PlanNames names;
  names.units = References(plan.units);
  names.enumerations = references(plan.enumerations, zh);
  names.records = references(plan.records, zh);
  names.readings = references(plan.readings, [](const PlanReading& r) { return r.code; });
  names.documents = references(plan.documents, [](const PlanDocument& d) { return d.name.id; });
  names.statistics = references(plan.statistics, zh);
  names.series = references(plan.series, zh);
  names.measures = references(plan.measures, [](const PlanMeasure& m) { return m.key; });
  names.settlements = references(plan.settlements, [](const PlanSettlement& s) { return s.name; });
  for (const PlanEnumeration& e : plan.enumerations) names.members.push_back(references(e.members, zh));
  for (const PlanRecord& r : plan.records) names.fields.push_back(references(r.fields, zh));
  for (const PlanReading& r : plan.readings) names.alternatives.push_back(references(r.alternatives, [](const Name& n) { return n.zh; }));
  return names;
}

std::string_view unit_kind_name(outcome::UnitKind kind) {
  switch (kind) {
    case outcome::UnitKind::entity: return "entity";
    case outcome::UnitKind::item: return "item";
    case outcome::UnitKind::none: return "none";
  }
  return {};
}

std::string_view rows_kind_name(RowsKind kind) {
  switch (kind) {
    case RowsKind::item: return "item";
    case RowsKind::member: return "member";
    case RowsKind::self: return "self";
  }
  return {};
}

std::string_view stage_kind_name(StageKind kind) {
  switch (kind) {
    case StageKind::rank: return "rank";
    case StageKind::place: return "place";
    case StageKind::own_key: return "own_key";
    case StageKind::group: return "group";
    case StageKind::order: return "order";
    case StageKind::earlier: return "earlier";
    case StageKind::first: return "first";
    case StageKind::no_repeat: return "no_repeat";
    case StageKind::keep: return "keep";
    case StageKind::highest: return "highest";
    case StageKind::cap: return "cap";
    case StageKind::allocate: return "allocate";
  }
  return {};
}

}  // namespace zhidui::ir
