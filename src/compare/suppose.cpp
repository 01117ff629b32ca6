#include "compare/suppose.h"

#include <algorithm>

#include "base/must.h"

namespace zhidui::compare {

using outcome::Value;

namespace {

std::optional<std::uint32_t> member_of(const ir::Program& program, ir::FieldId field, const std::string& region) {
  const ir::Type& type = program.record(program.subject_record).fields[field.value].type;
  return ir::find_member(program.enumeration(type.enumeration), region);
}

}  // namespace

void suppose_in_force(engine::Policy& policy, const std::vector<ir::DocumentId>& documents) {
  ir::Program& program = policy.program;
  // A day by which every document has begun: what is in force goes by it instead of by the fact date.
  ir::Expr always;
  always.type = {ir::TypeKind::date, {}, {}, {}};
  const base::Date day = base::Date::year_end(base::kLastYear);
  always.value = Value::number(day.days);
  always.bounds = {day.days, day.days};
  const ir::ExprId last{static_cast<std::uint32_t>(program.exprs.size())};
  program.exprs.push_back(always);
  for (const ir::DocumentId id : documents) {
    ir::Document& document = program.documents[id.value];
    document.draft = false;
    document.expires = {};
    document.validity_by = last;
  }
  for (ir::Measure& measure : program.measures) {
    if (std::find(documents.begin(), documents.end(), measure.document) != documents.end()) measure.superseded.clear();
  }
  policy.footprints = engine::footprints_of(program);
}

facts::FactBase as_local(const ir::Program& program, const facts::FactBase& facts, const std::vector<ir::FieldId>& places,
                         const std::string& region) {
  facts::FactBase out = facts;
  std::vector<facts::Record> records = facts.records();
  for (facts::Record& record : records) {
    if (!(record.type == program.subject_record)) continue;
    for (const ir::FieldId field : places) {
      facts::FieldFacts told;
      told.segments.push_back({std::nullopt, std::nullopt, Value::choice(base::must(member_of(program, field, region))), {}});
      record.fields[field.value] = std::move(told);
    }
  }
  out.seal(program, std::move(records));
  return out;
}

bool is_place(const ir::Program& program, const std::vector<ir::FieldId>& places, const std::string& region) {
  return !region.empty() &&
         std::all_of(places.begin(), places.end(), [&](ir::FieldId field) { return member_of(program, field, region).has_value(); });
}

}  // namespace zhidui::compare
