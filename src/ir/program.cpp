#include "ir/program.h"

namespace zhidui::ir {

namespace {

bool names(const Name& name, std::string_view text) { return !text.empty() && (name.zh == text || name.id == text); }

// The index of the first of `list` that `is` accepts, as an id.
template <class Result, class List, class Predicate>
std::optional<Result> first_where(const List& list, Predicate is) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (is(list[i])) return Result{static_cast<std::uint32_t>(i)};
  }
  return std::nullopt;
}

}  // namespace

std::string_view op_name(Op op) {
  switch (op) {
#define OPERATION(name, ...) \
  case Op::name: return #name;
#include "ir/operations.def"
#undef OPERATION
  }
  return {};
}

std::optional<RecordId> find_record(const Program& program, std::string_view name) {
  return first_where<RecordId>(program.records, [&](const RecordType& r) { return names(r.name, name); });
}

std::optional<FieldId> find_field(const RecordType& record, std::string_view name) {
  return first_where<FieldId>(record.fields, [&](const Field& f) { return names(f.name, name); });
}

std::optional<std::uint32_t> find_member(const Enumeration& enumeration, std::string_view name_or_code) {
  // A code wins over a name: codes are unique by law, names are not (two districts may be called 城区).
  for (std::uint32_t i = 0; i < enumeration.members.size(); ++i) {
    if (!name_or_code.empty() && enumeration.members[i].code == name_or_code) return i;
  }
  for (std::uint32_t i = 0; i < enumeration.members.size(); ++i) {
    if (names(enumeration.members[i].name, name_or_code)) return i;
  }
  return std::nullopt;
}

std::optional<ReadingId> find_reading(const Program& program, std::string_view code) {
  return first_where<ReadingId>(program.readings, [&](const Reading& r) { return r.code == code; });
}

std::optional<DocumentId> find_document(const Program& program, std::string_view number_or_id) {
  return first_where<DocumentId>(program.documents, [&](const Document& d) {
    return names(d.name, number_or_id) || (!number_or_id.empty() && d.number == number_or_id);
  });
}

std::string measure_key(const Program& program, MeasureId id) {
  const Measure& measure = program.measures[id.value];
  return program.documents[measure.document.value].name.id + "/" + measure.name.id;
}

std::optional<MeasureId> find_measure(const Program& program, std::string_view name_or_key) {
  std::optional<MeasureId> found;
  for (std::uint32_t i = 0; i < program.measures.size(); ++i) {
    if (measure_key(program, MeasureId{i}) == name_or_key) return MeasureId{i};
    if (!names(program.measures[i].name, name_or_key)) continue;
    // Two documents may use one name: then only the key tells them apart.
    if (found) return std::nullopt;
    found = MeasureId{i};
  }
  return found;
}

bool is_connective(Op op) {
  return op == Op::logical_and || op == Op::logical_or || op == Op::logical_not || op == Op::choose || op == Op::reading || op == Op::cases;
}

bool is_comparison(Op op) { return op == Op::eq || op == Op::ne || op == Op::lt || op == Op::le; }

outcome::TraceKind trace_kind(Op op) {
  using outcome::TraceKind;
  switch (op) {
    case Op::field:
    case Op::field_on: return TraceKind::fact;
    case Op::count:
    case Op::exists:
    case Op::every:
    case Op::sum:
    case Op::maximum:
    case Op::minimum: return TraceKind::aggregate;
    case Op::tiers: return TraceKind::tier;
    case Op::match: return TraceKind::match_row;
    case Op::cases: return TraceKind::case_row;
    case Op::reading: return TraceKind::reading;
    case Op::rounded: return TraceKind::rounding;
    case Op::statistic: return TraceKind::statistic;
    default: return TraceKind::expression;
  }
}

}  // namespace zhidui::ir
