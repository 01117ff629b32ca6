#include "tools/match_records.h"

#include <algorithm>
#include <map>

#include "base/sha256.h"
#include "base/utf8.h"
#include "matching/signs.h"

namespace zhidui::tools {

namespace {

using base::JsonValue;
using ir::TypeKind;
using matching::Decided;
using matching::Match;
using matching::Outcome;

constexpr std::size_t kLongestTitle = 160;  // signs of a title in an id; ids have at most 200
constexpr std::size_t kHashShown = 12;

bool settled(const Decided& decided) { return decided.outcome == Outcome::automatic || decided.outcome == Outcome::confirmed; }

std::string id_of(const std::string& title, std::size_t row, std::size_t part) {
  const bool longer = base::code_point_count(title) > kLongestTitle;
  const std::string head = longer ? "名单 " + base::sha256_hex(title).substr(0, kHashShown) : title;
  return head + "#" + std::to_string(row) + (part > 0 ? "." + std::to_string(part) : "");
}

// The text of a cell or a flag as the fact base writes a value of that type; the reader of facts judges it.
JsonValue value_of(const ir::Type& type, const std::string& text) {
  std::string plain = base::nfc(text);
  switch (type.kind) {
    case TypeKind::boolean:
      if (plain == "是" || plain == "true") return JsonValue::of(true);
      if (plain == "否" || plain == "false") return JsonValue::of(false);
      return JsonValue::of(plain);
    case TypeKind::count:
    case TypeKind::year:
    case TypeKind::months:
    case TypeKind::days: {
      const bool digits =
          !plain.empty() && plain.size() <= 18 && std::all_of(plain.begin(), plain.end(), [](char c) { return c >= '0' && c <= '9'; });
      const bool number = digits && (plain.size() == 1 || plain.front() != '0');
      return number ? JsonValue::of(static_cast<std::int64_t>(std::stoll(plain))) : JsonValue::of(plain);
    }
    case TypeKind::set: {
      JsonValue members = JsonValue::array();
      for (std::size_t at = 0; at <= plain.size();) {
        constexpr std::string_view kBetween = "、";
        const std::size_t end = std::min(plain.find(kBetween, at), plain.size());
        members.push(JsonValue::of(plain.substr(at, end - at)));
        at = end + kBetween.size();
      }
      return members;
    }
    default: return JsonValue::of(plain);
  }
}

class Making {
 public:
  Making(const MatchPlan& plan, const ir::Program& program, const std::string& title, const matching::List& list)
      : plan_(plan), type_(program.record(plan.record)), title_(title) {
    for (const matching::ListRow& row : list.rows) rows_.emplace(row.row, &row);
  }

  JsonValue record(const Match& match, JsonValue recipient, bool whole_row) const {
    JsonValue out = JsonValue::object();
    out.set("id", JsonValue::of(id_of(title_, match.row, whole_row ? 0 : match.part)));
    out.set(name(plan_.recipient), sourced(std::move(recipient)));
    for (const auto& [field, value] : plan_.sets) out.set(name(field), sourced(value_of(type_.fields[field.value].type, value)));
    const matching::ListRow& row = *rows_.at(match.row);
    for (const auto& [field, column] : plan_.columns) {
      const std::string& cell = row.cell(column);
      if (!matching::narrow(matching::wide(cell)).empty()) out.set(name(field), sourced(value_of(type_.fields[field.value].type, cell)));
    }
    return out;
  }

  JsonValue completeness(const ir::Program& program) const {
    if (!plan_.complete_as_of) return {};
    JsonValue out = JsonValue::object();
    out.set("relation", JsonValue::of(program.record(plan_.record).name.zh + "." + name(plan_.recipient)));
    out.set("owner", JsonValue::of("*"));
    out.set("as_of", JsonValue::of(plan_.complete_as_of->to_string()));
    out.set("source", JsonValue::of(title_));
    out.set("on", JsonValue::of(plan_.on.to_string()));
    return out;
  }

 private:
  const std::string& name(ir::FieldId field) const { return type_.fields[field.value].name.zh; }
  JsonValue sourced(JsonValue value) const {
    JsonValue out = JsonValue::object();
    out.set("value", std::move(value));
    out.set("source", JsonValue::of(title_));
    out.set("on", JsonValue::of(plan_.on.to_string()));
    return out;
  }

  const MatchPlan& plan_;
  const ir::RecordType& type_;
  const std::string& title_;
  std::map<std::size_t, const matching::ListRow*> rows_;
};

JsonValue* member(JsonValue& object, const std::string& a, const std::string& b) {
  if (auto* members = std::get_if<base::JsonObject>(&object.data)) {
    for (base::JsonMember& each : *members) {
      if (each.key == a || each.key == b) return &each.value;
    }
  }
  return nullptr;
}

JsonValue& member_or(JsonValue& object, const std::string& a, const std::string& b, JsonValue otherwise) {
  if (JsonValue* found = member(object, a, b)) return *found;
  object.set(a, std::move(otherwise));
  return *member(object, a, a);
}

}  // namespace

ListRecords records_of(const MatchPlan& plan, const ir::Program& program, const std::string& title, const matching::List& list,
                       const std::vector<Match>& matches, std::vector<Decided>& decided) {
  const Making making(plan, program, title, list);
  ListRecords out;
  for (std::size_t i = 0; i < matches.size();) {
    std::size_t end = i + 1;
    while (end < matches.size() && matches[end].row == matches[i].row) ++end;
    const auto first = decided.begin() + static_cast<std::ptrdiff_t>(i), last = decided.begin() + static_cast<std::ptrdiff_t>(end);
    if (!plan.recipients) {
      for (std::size_t k = i; k < end; ++k) {
        if (settled(decided[k])) out.records.push_back(making.record(matches[k], JsonValue::of(decided[k].applicant), false));
      }
    } else if (std::all_of(first, last, settled)) {
      JsonValue several = JsonValue::array();
      for (auto each = first; each != last; ++each) several.push(JsonValue::of(each->applicant));
      out.records.push_back(making.record(matches[i], std::move(several), true));
    } else {
      for (auto each = first; each != last; ++each) {
        if (settled(*each)) *each = {};
      }
    }
    i = end;
  }
  out.completeness = making.completeness(program);
  return out;
}

JsonValue merged(JsonValue facts, const ir::Program& program, const MatchPlan& plan, const ListRecords& records) {
  const ir::Name& type = program.record(plan.record).name;
  if (!records.records.empty()) {
    JsonValue& all = member_or(facts, "records", "records", JsonValue::object());
    JsonValue& of_type = member_or(all, type.zh, type.id, JsonValue::array());
    for (const JsonValue& each : records.records) of_type.push(each);
  }
  if (!records.completeness.is_null()) member_or(facts, "complete", "complete", JsonValue::array()).push(records.completeness);
  return facts;
}

JsonValue fragment_of(const ir::Program& program, const MatchPlan& plan, const ListRecords& records) {
  JsonValue out = JsonValue::object();
  out.set("format", JsonValue::of("zhidui-facts/1"));
  return merged(std::move(out), program, plan, records);
}

}  // namespace zhidui::tools
