#include "facts/fact_base.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include "base/check.h"
#include "facts/read_json.h"

namespace zhidui::facts {

namespace {

bool refers(const ir::Type& type) { return type.kind == ir::TypeKind::record || type.kind == ir::TypeKind::list; }

// Where each record goes: by type, then by id.
std::vector<std::uint32_t> sorted_order(const std::vector<Record>& records) {
  std::vector<std::uint32_t> order(records.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::tie(records[a].type, records[a].id) < std::tie(records[b].type, records[b].id);
  });
  return order;
}

void renumber(Record& record, const ir::RecordType& type, const std::vector<std::uint32_t>& new_index) {
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    if (!refers(type.fields[i].type)) continue;
    for (Segment& segment : record.fields[i].segments) {
      for (std::uint32_t& index : segment.value.may.indices) index = new_index[index];
      for (std::uint32_t& index : segment.value.must.indices) index = new_index[index];
    }
  }
}

// A field that leaves a day without a value may name anybody on that day.
bool covers_all_days(const FieldFacts& facts) {
  if (facts.segments.empty() || facts.segments.front().from || facts.segments.back().to) return false;
  for (std::size_t i = 1; i < facts.segments.size(); ++i) {
    const std::optional<base::Date>& end = facts.segments[i - 1].to;
    const std::optional<base::Date>& begin = facts.segments[i].from;
    if (end && begin && end->plus_days(1) < *begin) return false;
  }
  return true;
}

template <class Item, class Key>
void sort_by(std::vector<Item>& items, const Key& key) {
  std::sort(items.begin(), items.end(), [&](const Item& a, const Item& b) { return key(a) < key(b); });
}

}  // namespace

std::optional<std::uint32_t> FactBase::find(ir::RecordId type, std::string_view id) const {
  const std::optional<std::uint32_t> index = find(id);
  return index && records_[*index].type == type ? index : std::nullopt;
}

std::optional<std::uint32_t> FactBase::find(std::string_view id) const {
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) return std::nullopt;
  return found->second;
}

const std::vector<std::uint32_t>& FactBase::held_by(ir::RecordId type, ir::FieldId relation, std::uint32_t owner) const {
  static const std::vector<std::uint32_t> kNone;
  const auto by_owner = held_by_.find({type.value, relation.value});
  if (by_owner == held_by_.end()) return kNone;
  const auto held = by_owner->second.find(owner);
  return held == by_owner->second.end() ? kNone : held->second;
}

const std::vector<std::uint32_t>& FactBase::holder_unknown(ir::RecordId type, ir::FieldId relation) const {
  static const std::vector<std::uint32_t> kNone;
  const auto unknown = holder_unknown_.find({type.value, relation.value});
  return unknown == holder_unknown_.end() ? kNone : unknown->second;
}

void FactBase::seal(const ir::Program& program, std::vector<Record> records) {
  const std::vector<std::uint32_t> order = sorted_order(records);
  std::vector<std::uint32_t> new_index(records.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) new_index[order[i]] = i;
  records_.clear();
  records_.reserve(records.size());
  for (const std::uint32_t index : order) {
    Record& record = records[index];
    const ir::RecordType& type = program.record(record.type);
    CHECK(record.fields.size() == type.fields.size());
    renumber(record, type, new_index);
    records_.push_back(std::move(record));
  }
  for (Decision& decision : decisions) {
    if (decision.kind == DecisionKind::field) decision.record = new_index[decision.record];
  }
  index_records(program);
  statements_changed();
  hash = canonical_hash(program, *this);
}

void FactBase::index_records(const ir::Program& program) {
  type_ranges_.assign(program.records.size(), {0, 0});
  by_id_.clear();
  held_by_.clear();
  holder_unknown_.clear();
  std::uint32_t index = 0;
  for (std::uint32_t type = 0; type < program.records.size(); ++type) {
    const std::uint32_t first = index;
    while (index < records_.size() && records_[index].type.value == type) {
      by_id_.emplace(records_[index].id, index);
      index_holders(program.records[type], index);
      ++index;
    }
    type_ranges_[type] = {first, index};
  }
  CHECK(index == records_.size());
  CHECK(by_id_.size() == records_.size());
}

void FactBase::index_holders(const ir::RecordType& type, std::uint32_t index) {
  const Record& record = records_[index];
  for (std::uint32_t field = 0; field < type.fields.size(); ++field) {
    if (type.fields[field].kind != ir::FieldKind::observed || !refers(type.fields[field].type)) continue;
    const std::pair<std::uint32_t, std::uint32_t> relation = {record.type.value, field};
    if (!covers_all_days(record.fields[field])) holder_unknown_[relation].push_back(index);
    for (const Segment& segment : record.fields[field].segments) {
      for (const std::uint32_t owner : segment.value.may.indices) {
        std::vector<std::uint32_t>& held = held_by_[relation][owner];
        if (held.empty() || held.back() != index) held.push_back(index);
      }
    }
  }
}

void FactBase::statements_changed() {
  sort_statements();
  statements_ = {};
  for (std::uint32_t i = 0; i < history.size(); ++i) {
    statements_.payments_of[history[i].subject].push_back(i);
    statements_.payments_for[history[i].unit].push_back(i);
  }
  for (std::uint32_t i = 0; i < decisions.size(); ++i) {
    const Decision& decision = decisions[i];
    switch (decision.kind) {
      case DecisionKind::field: break;  // stands in its record
      case DecisionKind::amount: statements_.amounts[{decision.measure, decision.unit}].push_back(i); break;
      case DecisionKind::place: statements_.places[{decision.measure, decision.unit}].push_back(i); break;
      case DecisionKind::same_matter:
        for (const std::string& member : decision.members) statements_.matters[member].push_back(i);
        break;
      case DecisionKind::adopted_reading: statements_.readings[decision.reading].push_back(i); break;
      case DecisionKind::places: statements_.place_numbers[decision.measure].push_back(i); break;
    }
  }
}

namespace {

template <class Map, class Key>
const FactBase::Indices& found_in(const Map& map, const Key& key) {
  static const FactBase::Indices kNone;
  const auto found = map.find(key);
  return found == map.end() ? kNone : found->second;
}

// Of a vector that is sorted by `key_of`.
template <class Item, class KeyOf, class Key>
std::span<const Item> stretch_of(const std::vector<Item>& sorted, const KeyOf& key_of, const Key& key) {
  const auto first = std::partition_point(sorted.begin(), sorted.end(), [&](const Item& item) { return key_of(item) < key; });
  const auto last = std::partition_point(first, sorted.end(), [&](const Item& item) { return !(key < key_of(item)); });
  return {first, last};
}

}  // namespace

std::span<const Closure> FactBase::closures_of(std::string_view relation, std::string_view owner) const {
  using Key = std::pair<std::string_view, std::string_view>;
  return stretch_of(closures, [](const Closure& c) { return Key{c.relation, c.owner}; }, Key{relation, owner});
}

std::span<const Total> FactBase::totals_of(ir::StatisticId statistic, std::string_view owner, int year) const {
  using Key = std::tuple<ir::StatisticId, std::string_view, int>;
  return stretch_of(totals, [](const Total& t) { return Key{t.statistic, t.owner, t.year}; }, Key{statistic, owner, year});
}

const FactBase::Indices& FactBase::payments_of(std::string_view subject) const { return found_in(statements_.payments_of, subject); }

const FactBase::Indices& FactBase::payments_for(std::string_view unit) const { return found_in(statements_.payments_for, unit); }

const Payment* FactBase::payment(std::string_view id) const {
  const std::span<const Payment> found = stretch_of(history, [](const Payment& p) { return std::string_view(p.id); }, id);
  return found.empty() ? nullptr : &found.front();
}

std::span<const Decision> FactBase::decisions_of(DecisionKind kind) const {
  return stretch_of(decisions, [](const Decision& d) { return d.kind; }, kind);
}

const FactBase::Indices& FactBase::decisions_under(DecisionKind kind, std::string_view measure, std::string_view unit) const {
  CHECK(kind == DecisionKind::amount || kind == DecisionKind::place);
  return found_in(kind == DecisionKind::amount ? statements_.amounts : statements_.places, StatementIndex::Pair{measure, unit});
}

const FactBase::Indices& FactBase::decisions_on_matter(std::string_view member) const { return found_in(statements_.matters, member); }

const FactBase::Indices& FactBase::decisions_on_reading(std::string_view code) const { return found_in(statements_.readings, code); }

const FactBase::Indices& FactBase::decisions_on_places(std::string_view measure) const {
  return found_in(statements_.place_numbers, measure);
}

// The order in which statements were written says nothing, so none is kept.
void FactBase::sort_statements() {
  sort_by(closures, [](const Closure& c) { return std::tie(c.relation, c.owner, c.as_of, c.provenance.source, c.provenance.recorded_on); });
  sort_by(totals,
          [](const Total& t) { return std::tie(t.statistic, t.owner, t.year, t.value, t.provenance.source, t.provenance.recorded_on); });
  sort_by(history, [](const Payment& p) { return std::tie(p.id); });
  for (Decision& decision : decisions) std::sort(decision.members.begin(), decision.members.end());
  sort_by(decisions, [](const Decision& d) {
    return std::tie(d.kind, d.decided_on, d.record, d.field, d.measure, d.unit, d.period, d.members, d.reading, d.id);
  });
}

}  // namespace zhidui::facts
