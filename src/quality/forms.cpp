// Texts held against the closed list of forms (text/forms.h), each by the reading that `matching` has of it.
#include <algorithm>

#include "base/must.h"
#include "matching/credit_code.h"
#include "matching/patent_number.h"
#include "quality/inspection.h"

namespace zhidui::quality {

namespace {

// GB 32100-2015: signs 3 to 8 are the division whose organ registered.
constexpr std::size_t kRegionBegin = 2, kRegionLength = 6;

struct Reading {
  bool fits = false;           // it is of the form, whatever the check sign says
  std::optional<char> wanted;  // the check sign, where another one stands
  std::string part;            // "" where it cannot be read
  std::string could_be;        // what was perhaps meant; "" where nothing is near
};

Reading read(text::Form form, const std::string& text) {
  switch (form) {
    case text::Form::credit_code: {
      const matching::PrintedCode code = matching::read_code(text);
      if (code.form != matching::CodeForm::credit_code) return {false, std::nullopt, "", code.could_be};
      const auto wanted = matching::credit_check_sign(std::string_view(code.signs).substr(0, matching::kCreditCodeLength - 1));
      return {true, code.check_fits ? std::nullopt : wanted, code.signs.substr(kRegionBegin, kRegionLength), ""};
    }
    case text::Form::chinese_patent_number: {
      const auto number = matching::read_patent_number(text);
      if (!number || !number->check) return {};
      const std::optional<char> wanted = number->check_fits() ? std::nullopt : std::optional(number->asked);
      const auto kind = number->kind == matching::PatentKind::invention || number->kind == matching::PatentKind::pct_invention ? 0
                        : number->kind == matching::PatentKind::design                                                         ? 2
                                                                                                                               : 1;
      return {true, wanted, std::string(text::kPatentKinds[kind]), ""};
    }
  }
  return {};
}

// The member of that code, else the nearest one above it: 140525 → 1405 → 14. Codes of divisions grow by two digits a level.
std::optional<std::uint32_t> member_of(const ir::Enumeration& codes, std::string_view code) {
  for (; code.size() >= 2; code.remove_suffix(2)) {
    for (std::uint32_t i = 0; i < codes.members.size(); ++i) {
      if (codes.members[i].code == code) return i;
    }
  }
  return std::nullopt;
}

bool lies_under(const ir::Enumeration& codes, std::uint32_t member, std::uint32_t above) {
  std::optional<std::uint32_t> at = member;
  while (at && *at != above) at = codes.members[*at].parent;
  return at.has_value();
}

// Days that no value speaks of: there the part may agree.
bool all_days_told(const std::vector<const facts::Segment*>& segments) {
  if (segments.empty() || segments.front()->from || segments.back()->to) return false;
  for (std::size_t i = 1; i < segments.size(); ++i) {
    const auto &before = segments[i - 1]->to, &after = segments[i]->from;
    if (!before || !after || before->plus_days(1) < *after) return false;
  }
  return true;
}

// Certainly another: of codes neither lies under the other, for a place that is only told as a city may be in it.
bool differs(const ir::Enumeration& members, const text::FormPart& part, const std::string& read, std::uint32_t value) {
  if (!part.names.empty()) return members.members[value].name.zh != read;
  const auto told = member_of(members, read);
  return told && !lies_under(members, *told, value) && !lies_under(members, value, *told);
}

}  // namespace

void Inspection::form(const ir::Check& check, std::uint32_t record) {
  const ir::FormRule& rule = base::must(check.form);
  const facts::Segment* text = only(record, rule.field);
  if (!text) return;
  const text::FormText& form = text::form_text(rule.form);
  const Reading reading = read(rule.form, text->value.text);
  if (rule.agrees_with.present()) {
    if (reading.fits) part(check, record, *text, reading.part);
    return;
  }
  if ((reading.fits && !reading.wanted) || !applies(check, record)) return;
  const std::string field = words(type_of(record).fields[rule.field.value].name);
  const std::string standard = " (" + (check.source.empty() ? std::string(form.standard) : check.source) + ")";
  const std::string third = reading.fits ? std::string(1, *reading.wanted) : std::string(form.zh) + " (" + std::string(form.id) + ")";
  find(reading.fits ? Kind::quality_check_sign : Kind::quality_not_of_form, text->provenance.span, facts_.record(record).id,
       {words(record), field, text->value.text, third, check.note, standard,
        reading.could_be.empty() ? "" : " (→ " + reading.could_be + " ?)"});
}

void Inspection::part(const ir::Check& check, std::uint32_t record, const facts::Segment& text, const std::string& read) {
  const ir::FormRule& rule = base::must(check.form);
  const ir::RecordType& type = type_of(record);
  const ir::Field& other = type.fields[rule.agrees_with.value];
  const ir::Enumeration& members = program_.enumeration(other.type.enumeration);
  const text::FormPart& part = text::form_text(rule.form).part;
  const auto values = seen(record, rule.agrees_with);
  if (values.empty() || (other.dated && !all_days_told(values))) return;
  const auto other_than = [&](const facts::Segment* segment) {
    return segment->value.may.single() && differs(members, part, read, segment->value.may.indices[0]);
  };
  if (!std::all_of(values.begin(), values.end(), other_than) || !applies(check, record)) return;
  std::string now = read;
  if (part.names.empty()) {
    if (const auto told = member_of(members, read)) now += " " + members.members[*told].name.zh;
  }
  std::string stated;
  for (const facts::Segment* segment : values) stated += (stated.empty() ? "" : "、") + words(other.type, segment->value);
  const std::string source = " (" + (check.source.empty() ? std::string(text::form_text(rule.form).standard) : check.source) + ")";
  Finding& found = find(Kind::quality_part_disagrees, text.provenance.span, facts_.record(record).id,
                        {words(record), words(type.fields[rule.field.value].name), text.value.text,
                         std::string(part.zh) + " (" + std::string(part.id) + ")", now, words(other.name), stated, check.note, source});
  for (const facts::Segment* segment : values) also(found, segment->provenance.span, "与这一项", "with this");
}

}  // namespace zhidui::quality
