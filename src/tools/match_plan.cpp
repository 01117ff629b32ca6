#include "tools/match_plan.h"

#include <algorithm>
#include <set>

#include "facts/names.h"

namespace zhidui::tools {

namespace {

using ir::TypeKind;
using text::Kind;

std::optional<std::pair<std::string, std::string>> split_at(const std::string& text, char sign) {
  const std::size_t at = text.find(sign);
  if (at == std::string::npos || at == 0 || at + 1 == text.size()) return std::nullopt;
  return std::pair{text.substr(0, at), text.substr(at + 1)};
}

// A hierarchy of codes among the fields of applicants is that of places.
bool is_of_places(const ir::Program& program, const ir::Field& field) {
  if (field.type.kind != TypeKind::enumeration || field.kind != ir::FieldKind::observed) return false;
  const ir::Enumeration& codes = program.enumeration(field.type.enumeration);
  return codes.is_codes &&
         std::any_of(codes.members.begin(), codes.members.end(), [](const ir::Member& m) { return m.parent.has_value(); });
}

class Planning {
 public:
  Planning(const MatchOptions& options, const ir::Program& program, CommandLine& line)
      : options_(options), program_(program), names_(program), line_(line) {}

  std::optional<MatchPlan> run() {
    days();
    if (!subject() || !record()) return std::nullopt;
    for (const std::string& text : options_.columns) column(text);
    for (const std::string& text : options_.sets) set(text);
    if (plan_.name_column.empty() && !line_.has_errors()) report_no_recipient();
    if (line_.has_errors()) return std::nullopt;
    return plan_;
  }

 private:
  void days() {
    const auto day = [&](const std::string& text) {
      const auto date = base::Date::parse(text);
      if (!date && !text.empty()) line_.report(Kind::command_bad_date, text, {text});
      return date;
    };
    if (const auto on = day(options_.on)) plan_.on = *on;
    plan_.complete_as_of = day(options_.complete_as_of);
  }

  // Name and code: the first text that is no key, and the first that is one, as reports show them.
  bool subject() {
    if (!program_.subject_record.present()) return line_.report(Kind::match_no_register, "", {}), false;
    const auto& fields = program_.record(program_.subject_record).fields;
    for (std::uint32_t i = 0; i < fields.size(); ++i) {
      const bool text = fields[i].type.kind == TypeKind::text && fields[i].kind == ir::FieldKind::observed;
      ir::FieldId& place = fields[i].key ? plan_.subject_code : plan_.subject_name;
      if (text && !place.present()) place = ir::FieldId{i};
      const bool region = is_of_places(program_, fields[i]) && !fields[i].personal;
      if (region && !plan_.subject_region.present()) plan_.subject_region = ir::FieldId{i};
    }
    if (plan_.subject_name.present()) return true;
    line_.report(Kind::match_no_register, "", {});
    return false;
  }

  bool record() {
    const auto found = names_.record(options_.record);
    if (found && !recipients(*found).empty()) {
      plan_.record = *found;
      return true;
    }
    facts::Candidates possible;
    for (std::uint32_t i = 0; i < program_.records.size(); ++i) {
      if (!recipients(ir::RecordId{i}).empty()) possible.add(program_.records[i].name);
    }
    line_.report(Kind::match_unknown_record, options_.record, {options_.record, possible.nearest(options_.record)});
    return false;
  }

  // Fields that hold applicants.
  std::vector<ir::FieldId> recipients(ir::RecordId record) const {
    std::vector<ir::FieldId> out;
    const auto& fields = program_.record(record).fields;
    for (std::uint32_t i = 0; i < fields.size(); ++i) {
      if (fields[i].kind == ir::FieldKind::observed && holds_applicants(fields[i])) out.push_back(ir::FieldId{i});
    }
    return out;
  }

  bool holds_applicants(const ir::Field& field) const {
    return (field.type.kind == TypeKind::record || field.type.kind == TypeKind::list) && field.type.record == program_.subject_record;
  }

  void report_no_recipient() {
    std::string list;
    for (const ir::FieldId field : recipients(plan_.record))
      list += (list.empty() ? "" : "、") + program_.record(plan_.record).fields[field.value].name.zh;
    line_.report(Kind::match_no_recipient, "", {list});
  }

  std::optional<ir::FieldId> field(ir::RecordId record, const std::string& name, const std::string& whole) {
    const ir::RecordType& type = program_.record(record);
    const auto found = names_.field(record, name);
    if (!found) {
      facts::Candidates possible;
      for (const ir::Field& each : type.fields) {
        if (each.kind == ir::FieldKind::observed) possible.add(each.name);
      }
      line_.report(Kind::match_unknown_field, whole, {facts::shown(type.name), name, possible.nearest(name)});
    } else if (type.fields[found->value].kind != ir::FieldKind::observed) {
      line_.report(Kind::match_not_observed, whole, {facts::shown(type, type.fields[found->value])});
    } else {
      return found;
    }
    return std::nullopt;
  }

  bool once(ir::RecordId record, ir::FieldId field, const std::string& whole) {
    if (filled_.emplace(record.value, field.value).second) return true;
    line_.report(Kind::match_field_twice, whole, {facts::shown(program_.record(record), program_.record(record).fields[field.value])});
    return false;
  }

  // COLUMN=FIELD of the record, or COLUMN=APPLICANT.FIELD: what the list says of the applicant.
  void column(const std::string& text) {
    const auto parts = split_at(text, '=');
    if (!parts) return line_.report(Kind::match_bad_assignment, text, {text, "列=字段 COLUMN=FIELD", "企业名称=名称字段"});
    const auto dotted = split_at(parts->second, '.');
    const bool of_subject = dotted && names_.record(dotted->first) == program_.subject_record;
    const ir::RecordId record = of_subject ? program_.subject_record : plan_.record;
    const auto found = field(record, of_subject ? dotted->second : parts->second, text);
    if (!found || !once(record, *found, text)) return;
    const ir::Field& named = program_.record(record).fields[found->value];
    if (of_subject) return subject_column(*found, named, parts->first, text);
    if (!holds_applicants(named)) return plan_.columns.emplace_back(*found, parts->first), void();
    plan_.recipient = *found;
    plan_.recipients = named.type.kind == TypeKind::list;
    plan_.name_column = parts->first;
  }

  void subject_column(ir::FieldId field, const ir::Field& named, const std::string& column, const std::string& whole) {
    if (field == plan_.subject_code) {
      plan_.code_column = column;
    } else if (is_of_places(program_, named)) {
      plan_.region_column = column;
      plan_.subject_region = field;
    } else {
      line_.report(Kind::match_not_observed, whole, {facts::shown(program_.record(program_.subject_record), named)});
    }
  }

  void set(const std::string& text) {
    const auto parts = split_at(text, '=');
    if (!parts) return line_.report(Kind::match_bad_assignment, text, {text, "字段=值 FIELD=VALUE", "级别=省级"});
    const auto found = field(plan_.record, parts->first, text);
    if (found && once(plan_.record, *found, text)) plan_.sets.emplace_back(*found, parts->second);
  }

  const MatchOptions& options_;
  const ir::Program& program_;
  facts::Names names_;
  CommandLine& line_;
  MatchPlan plan_;
  std::set<std::pair<std::uint32_t, std::uint32_t>> filled_;
};

// All values that the field ever had, the last one last.
std::vector<std::string> texts_of(const facts::Record& record, ir::FieldId field) {
  std::vector<std::string> out;
  if (!field.present()) return out;
  for (const facts::Segment& segment : record.fields[field.value].segments) {
    if (!segment.value.text.empty()) out.push_back(segment.value.text);
  }
  return out;
}

}  // namespace

std::optional<MatchPlan> plan_match(const MatchOptions& options, const ir::Program& program, CommandLine& line) {
  return Planning(options, program, line).run();
}

std::vector<matching::Applicant> applicants_of(const MatchPlan& plan, const ir::Program& program, const facts::FactBase& facts) {
  std::vector<matching::Applicant> out;
  const auto [first, last] = facts.of_type(program.subject_record);
  for (std::uint32_t i = first; i < last; ++i) {
    const facts::Record& record = facts.record(i);
    matching::Applicant applicant;
    applicant.id = record.id;
    std::vector<std::string> names = texts_of(record, plan.subject_name);
    if (!names.empty()) applicant.name = names.back(), names.pop_back();
    applicant.former_names = std::move(names);
    if (const auto codes = texts_of(record, plan.subject_code); !codes.empty()) applicant.code = codes.back();
    if (plan.subject_region.present()) {
      const ir::Field& field = program.record(program.subject_record).fields[plan.subject_region.value];
      for (const facts::Segment& segment : record.fields[plan.subject_region.value].segments) {
        for (const std::uint32_t index : segment.value.may.indices)
          applicant.regions.push_back(program.enumeration(field.type.enumeration).members[index].code);
      }
    }
    out.push_back(std::move(applicant));
  }
  return out;
}

std::vector<matching::Place> places_of(const MatchPlan& plan, const ir::Program& program) {
  std::vector<matching::Place> out;
  if (!plan.subject_region.present()) return out;
  const ir::Field& field = program.record(program.subject_record).fields[plan.subject_region.value];
  for (const ir::Member& member : program.enumeration(field.type.enumeration).members)
    out.push_back({member.code, member.name.zh, member.parent});
  return out;
}

}  // namespace zhidui::tools
