// The order of the parts, what their messages have in common, and the table of what is known.
#include <algorithm>
#include <tuple>

#include "facts/lookup.h"
#include "quality/inspection.h"

namespace zhidui::quality {

namespace {

Weight weight_of(Kind kind) {
  switch (kind) {
    case Kind::quality_check_fails:
    case Kind::quality_future_record:
    case Kind::quality_future_payment:
    case Kind::quality_future_decision:
    case Kind::quality_future_closure:
    case Kind::quality_future_total:
    case Kind::quality_two_holders:
    case Kind::quality_total_disagrees:
    case Kind::quality_closure_overtaken: return Weight::contradiction;
    case Kind::quality_closures_differ: return Weight::note;
    default: return Weight::doubt;
  }
}

bool comes_before(const Finding& a, const Finding& b) {
  const auto key = [](const Finding& f) {
    const Span& at = f.said.span;
    return std::make_tuple(f.weight, at.file.value, at.begin, text::kind_text(f.said.kind).code);
  };
  return key(a) != key(b) ? key(a) < key(b) : a.said.arguments < b.said.arguments;
}

}  // namespace

std::size_t Report::count(Weight weight) const {
  return static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(), [&](const Finding& finding) { return finding.weight == weight; }));
}

std::string_view weight_id(Weight weight) {
  switch (weight) {
    case Weight::contradiction: return "contradiction";
    case Weight::doubt: return "doubt";
    case Weight::note: return "note";
  }
  return {};
}

Report inspect(const ir::Program& program, const facts::FactBase& facts, base::Date on) { return Inspection(program, facts, on).run(); }

void add_warnings(Report& report, const text::Diagnostics& warnings) {
  for (const text::Diagnostic& warning : warnings.list()) {
    if (warning.kind != Kind::facts_same_key) report.findings.push_back({Weight::doubt, "", warning});  // same_keys says whose they are
  }
  std::sort(report.findings.begin(), report.findings.end(), comes_before);
}

Inspection::Inspection(const ir::Program& program, const facts::FactBase& facts, base::Date on)
    : program_(program), facts_(facts), on_(on) {
  scope_.claimed = scope_.decided = scope_.known = on;
  scope_.reasons = false;
  report_.on = on;
}

Report Inspection::run() {
  checks();
  same_keys();
  same_names();
  same_payments();
  days_to_come();
  totals();
  closures();
  count();
  std::sort(report_.findings.begin(), report_.findings.end(), comes_before);
  return std::move(report_);
}

Finding& Inspection::find(Kind kind, Span span, std::string record, std::vector<std::string> arguments) {
  report_.findings.push_back({weight_of(kind), std::move(record), {kind, span, std::move(arguments), {}}});
  return report_.findings.back();
}

// A place that the finding shows already is not shown twice.
void Inspection::also(Finding& finding, Span span, std::string zh, std::string en) {
  if (span == finding.said.span) return;
  finding.said.labels.push_back({span, std::move(zh), std::move(en)});
}

std::string Inspection::words(const ir::Name& name) { return name.id == name.zh ? name.zh : name.zh + " (" + name.id + ")"; }

std::string Inspection::words(std::uint32_t record) const { return words(type_of(record).name) + " " + facts_.record(record).id; }

std::string Inspection::words(const ir::Type& type, const outcome::Value& value) const {
  using ir::TypeKind;
  const auto listed = [&](const auto& word_of) {
    std::string out;
    for (const std::uint32_t index : value.may.indices) out += (out.empty() ? "" : "、") + word_of(index);
    return out.empty() ? std::string("—") : out;
  };
  const auto number = [&] { return value.interval.lo; };
  switch (type.kind) {
    case TypeKind::boolean: return value.is_true() ? "是 (true)" : "否 (false)";
    case TypeKind::money: return base::yuan_text(number()) + " 元";
    case TypeKind::date: return base::Date{static_cast<std::int32_t>(number().to_int64())}.to_string();
    case TypeKind::count:
    case TypeKind::ratio:
    case TypeKind::year:
    case TypeKind::months:
    case TypeKind::days: return number().to_decimal_string();
    case TypeKind::enumeration:
    case TypeKind::set: return listed([&](std::uint32_t i) { return program_.enumeration(type.enumeration).members[i].name.zh; });
    case TypeKind::text: return value.text;
    case TypeKind::record:
    case TypeKind::list: return listed([&](std::uint32_t i) { return facts_.record(i).id; });
  }
  return {};
}

std::vector<const facts::Segment*> Inspection::seen(std::uint32_t record, ir::FieldId field) const {
  std::vector<const facts::Segment*> out;
  const ir::Field& known = type_of(record).fields[field.value];
  for (const facts::Segment& segment : facts_.record(record).fields[field.value].segments) {
    if (facts::visible(segment, known, on_, on_)) out.push_back(&segment);
  }
  return out;
}

const facts::Segment* Inspection::only(std::uint32_t record, ir::FieldId field) const {
  const auto all = seen(record, field);
  return all.size() == 1 ? all.front() : nullptr;
}

// 领证日 (certificate_on) 是 2024-03-01; of a dated field each value with its days.
std::string Inspection::seen_words(std::uint32_t record, ir::FieldId field) const {
  const ir::Field& known = type_of(record).fields[field.value];
  std::string out;
  for (const facts::Segment* segment : seen(record, field)) {
    out += (out.empty() ? "" : "、") + words(known.type, segment->value);
    if (!segment->from && !segment->to) continue;
    const auto day = [](const std::optional<base::Date>& date) { return date ? date->to_string() : std::string(); };
    out += " [" + day(segment->from) + ".." + day(segment->to) + "]";
  }
  return words(known.name) + " = " + (out.empty() ? "?" : out);
}

const facts::Segment* Inspection::occurred(std::uint32_t record) const {
  const ir::FieldId field = type_of(record).occurs_on;
  return field.present() ? only(record, field) : nullptr;
}

void Inspection::count() {
  for (std::uint32_t t = 0; t < program_.records.size(); ++t) {
    const auto [first, last] = facts_.of_type(ir::RecordId{t});
    if (first == last) continue;
    TypeCount type{ir::RecordId{t}, last - first, {}};
    const auto& fields = program_.records[t].fields;
    for (std::uint32_t f = 0; f < fields.size(); ++f) {
      if (fields[f].kind != ir::FieldKind::observed) continue;
      FieldCount row{ir::FieldId{f}};
      for (std::uint32_t record = first; record < last; ++record) {
        const facts::FieldFacts& said = facts_.record(record).fields[f];
        const auto visible = seen(record, row.field);
        if (!visible.empty()) ++row.known;
        else if (!said.segments.empty()) ++row.later;
        else if (said.unknown) ++row.unknown;
        else ++row.not_given;
        if (std::any_of(visible.begin(), visible.end(), [](const auto* segment) { return segment->provenance.source.empty(); }))
          ++row.without_source;
      }
      type.fields.push_back(row);
    }
    report_.types.push_back(std::move(type));
  }
}

}  // namespace zhidui::quality
