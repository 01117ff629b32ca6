#include "facts/names.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"

namespace zhidui::facts {

namespace {

constexpr std::size_t kNearestShown = 3;
constexpr std::size_t kOtherwiseShown = 8;

template <class Value>
std::optional<Value> look_up(const std::unordered_map<std::string_view, std::uint32_t>& table, std::string_view name) {
  const auto found = table.find(name);
  if (found == table.end()) return std::nullopt;
  return Value{found->second};
}

// Of two things with one name the first keeps it: `check` has refused such a vocabulary.
void enter(std::unordered_map<std::string_view, std::uint32_t>& table, const ir::Name& name, std::size_t index) {
  table.emplace(name.id, static_cast<std::uint32_t>(index));
  table.emplace(name.zh, static_cast<std::uint32_t>(index));
}

// All code points of `part` stand in `whole`, in order: 质押补贴 in 质押融资补贴.
bool leaves_out(std::string_view part, std::string_view whole) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < part.size();) {
    const base::CodePoint point = base::decode(part, i);
    i += point.length;
    while (at < whole.size() && base::decode(whole, at).value != point.value) at += base::decode(whole, at).length;
    if (at >= whole.size()) return false;
    at += base::decode(whole, at).length;
  }
  return true;
}

std::string joined(const std::vector<std::string>& words, bool more) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return more ? out + " …" : out;
}

}  // namespace

Names::Names(const ir::Program& program) {
  for (std::size_t i = 0; i < program.records.size(); ++i) {
    enter(records_, program.records[i].name, i);
    Table& fields = fields_.emplace_back();
    for (std::size_t j = 0; j < program.records[i].fields.size(); ++j) {
      enter(fields, program.records[i].fields[j].name, j);
    }
  }
  for (std::size_t i = 0; i < program.statistics.size(); ++i) enter(statistics_, program.statistics[i].name, i);
  for (const ir::Enumeration& enumeration : program.enumerations) {
    Table& exact = members_.emplace_back();
    Table& names = member_names_.emplace_back();
    for (std::uint32_t i = 0; i < enumeration.members.size(); ++i) {
      const ir::Member& member = enumeration.members[i];
      if (!member.code.empty()) exact.emplace(member.code, i);
      if (member.name.id != member.name.zh) exact.emplace(member.name.id, i);
      // A code table may have one name in two places (市辖区).
      if (const auto [entry, added] = names.emplace(member.name.zh, i); !added) entry->second = kAmbiguous;
    }
  }
}

std::optional<ir::RecordId> Names::record(std::string_view name) const { return look_up<ir::RecordId>(records_, name); }

std::optional<ir::FieldId> Names::field(ir::RecordId type, std::string_view name) const {
  return look_up<ir::FieldId>(fields_[type.value], name);
}

std::optional<std::uint32_t> Names::member(ir::EnumId enumeration, std::string_view name_or_code) const {
  const auto exact = look_up<std::uint32_t>(members_[enumeration.value], name_or_code);
  return exact ? exact : look_up<std::uint32_t>(member_names_[enumeration.value], name_or_code);
}

std::optional<ir::StatisticId> Names::statistic(std::string_view name) const { return look_up<ir::StatisticId>(statistics_, name); }

std::string shown(const ir::Name& name) { return name.id == name.zh ? name.zh : name.id + " (" + name.zh + ")"; }

std::string shown(const ir::RecordType& type, const ir::Field& field) { return type.name.id + "." + shown(field.name); }

std::string shown(const ir::Member& member, bool is_codes) {
  return is_codes && !member.code.empty() ? member.code + " (" + member.name.zh + ")" : shown(member.name);
}

void Candidates::add(std::string_view spelling, std::string_view other_spelling, std::string shown_as) {
  entries_.push_back({std::string(spelling), std::string(other_spelling), std::move(shown_as)});
}

std::string Candidates::nearest(std::string_view seen) const {
  const std::string query = shortened(seen, 60);
  const std::size_t slip = std::max<std::size_t>(1, base::code_point_count(query) / 3);
  const bool abridged = base::code_point_count(query) > 1;
  std::vector<std::pair<std::size_t, std::size_t>> near;  // distance, index
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const auto& [spelling, other, words] = entries_[i];
    const std::size_t distance = std::min(base::edit_distance(query, spelling), base::edit_distance(query, other));
    const bool part = abridged && (leaves_out(query, spelling) || leaves_out(query, other));
    if (distance <= slip || part) near.emplace_back(distance, i);
  }
  std::sort(near.begin(), near.end());
  std::vector<std::string> words;
  for (const auto& [distance, index] : near) {
    if (words.size() < kNearestShown) words.push_back(entries_[index].shown_as);
  }
  if (!words.empty()) return joined(words, false);
  // None is close: the first that come to mind are those that have most in common with it, for their length.
  std::vector<std::pair<std::size_t, std::size_t>> all;
  const auto unlike = [&](const std::string& spelling) {
    const std::size_t longest = std::max(base::code_point_count(query), base::code_point_count(spelling));
    return longest == 0 ? 0 : base::edit_distance(query, spelling) * 100 / longest;
  };
  for (std::size_t i = 0; i < entries_.size(); ++i) all.emplace_back(std::min(unlike(entries_[i].spelling), unlike(entries_[i].other)), i);
  std::sort(all.begin(), all.end());
  for (const auto& [distance, index] : all) {
    if (words.size() < kOtherwiseShown) words.push_back(entries_[index].shown_as);
  }
  return words.empty() ? "—" : joined(words, entries_.size() > words.size());
}

std::string shortened(std::string_view text, std::size_t limit) {
  std::string out;
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (count++ == limit) return out + "…";
    const base::CodePoint point = base::decode(text, i);
    out += base::visible(text.substr(i, point.length));
    i += point.length;
  }
  return out;
}

}  // namespace zhidui::facts
