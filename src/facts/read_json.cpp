// The frame of a fact base: the JSON text, the format, the sections in the order in which they need one another.
#include "facts/read_json.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"
#include "facts/reading.h"

namespace zhidui::facts {

namespace {

using base::JsonError;
using base::JsonValue;
using text::Kind;

constexpr std::string_view kRequiredKeys[] = {"format"};
constexpr std::string_view kSections[] = {"records", "complete", "totals", "history", "decisions"};

Kind kind_of(JsonError::Expected expected) {
  using Expected = JsonError::Expected;
  switch (expected) {
    case Expected::none:
    case Expected::value: return Kind::json_value_expected;
    case Expected::document: return Kind::json_empty;
    case Expected::key: return Kind::json_key_expected;
    case Expected::colon: return Kind::json_colon_expected;
    case Expected::comma_or_brace: return Kind::json_comma_or_brace_expected;
    case Expected::comma_or_bracket: return Kind::json_comma_or_bracket_expected;
    case Expected::closing_quote: return Kind::json_quote_expected;
    case Expected::escape: return Kind::json_bad_escape;
    case Expected::plain_character: return Kind::json_raw_control;
    case Expected::digits: return Kind::json_digits_expected;
    case Expected::smaller_number: return Kind::json_number_too_big;
  }
  return Kind::json_value_expected;
}

// What the file lacks where it ends.
std::string sign_of(JsonError::Expected expected) {
  using Expected = JsonError::Expected;
  switch (expected) {
    case Expected::key: return "\"…\"";
    case Expected::colon: return ":";
    case Expected::comma_or_brace: return ", }";
    case Expected::comma_or_bracket: return ", ]";
    case Expected::digits: return "0–9";
    default: return "…";
  }
}

Kind kind_at_end(JsonError::Expected expected) {
  const bool own = expected == JsonError::Expected::document || expected == JsonError::Expected::closing_quote;
  return own ? kind_of(expected) : Kind::json_cut_off;
}

// "037" is read as 0, after which nothing may follow.
bool leading_zero(std::string_view source, std::size_t offset) {
  const auto digit = [&](std::size_t i) { return i < source.size() && source[i] >= '0' && source[i] <= '9'; };
  const bool zero_before = offset > 0 && source[offset - 1] == '0' && digit(offset);
  return zero_before && (offset == 1 || (!digit(offset - 2) && source[offset - 2] != '.'));
}

// A word that is no literal (nul, True) is seen from its beginning.
std::size_t begin_of(std::string_view source, const JsonError& error) {
  std::size_t begin = std::min(error.offset, source.size());
  if (error.expected != JsonError::Expected::value) return begin;
  while (begin > 0 && base::is_word_part(static_cast<unsigned char>(source[begin - 1]))) --begin;
  return begin;
}

// The word, number or sign that begins at `offset`.
std::size_t token_end(std::string_view source, std::size_t offset) {
  std::size_t end = offset;
  while (end < source.size() && end - offset < 40) {
    const base::CodePoint point = base::decode(source, end);
    if (!base::is_word_part(point.value) && point.value != '.' && point.value != '-') break;
    end += point.length;
  }
  return end > offset || offset >= source.size() ? end : offset + base::decode(source, offset).length;
}

}  // namespace

void report_json_error(const text::SourceSet& sources, text::FileId file, const JsonError& error, text::Diagnostics& diagnostics) {
  const std::string_view source = sources.file(file).bytes();
  const std::size_t begin = begin_of(source, error);
  const auto report = [&](Kind kind, std::size_t end, std::vector<std::string> arguments) {
    diagnostics.report(kind, {file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}, std::move(arguments));
  };
  const std::size_t end = begin < source.size() ? token_end(source, begin) : begin;
  const std::string token = shortened(source.substr(begin, end - begin));
  switch (error.kind) {
    case JsonError::Kind::syntax:
      if (leading_zero(source, begin)) return report(Kind::json_leading_zero, end, {});
      if (begin < source.size()) return report(kind_of(error.expected), end, {token});
      return report(kind_at_end(error.expected), end, {sign_of(error.expected)});
    case JsonError::Kind::invalid_utf8: return report(Kind::json_invalid_utf8, begin + 1, {});
    case JsonError::Kind::too_deep: return report(Kind::json_too_deep, begin + 1, {std::to_string(base::kJsonDepthLimit)});
    case JsonError::Kind::too_large: return report(Kind::json_too_large, begin, {std::to_string(base::kJsonSizeLimit >> 20)});
    case JsonError::Kind::trailing_text: return report(Kind::json_trailing_text, end, {token});
  }
}

namespace {

void read_format(Reading& reading, const Entry& root) {
  const JsonValue* format = root.get("format");
  if (format == nullptr) {
    if (root.json().find("format") == nullptr) {
      reading.report(Kind::facts_format_missing, reading.opening(root.json()), {std::string(kFormat)});
    }
    return;
  }
  const std::string* text = format->as_string();
  if (text && *text == kFormat) return;
  reading.report(Kind::facts_format_unknown, reading.span(*format), {seen(*format), std::string(kFormat)});
}

Sections sections_of(Reading& reading, const Entry& root) {
  const auto entries = [&](const char* key) -> OwnedEntries {
    const JsonValue* section = root.get(key);
    const base::JsonArray* array = section ? read_array(reading, key, *section) : nullptr;
    return array ? std::make_unique<ArrayEntries>(*array) : nullptr;
  };
  Sections out;
  if (const JsonValue* records = root.get("records")) out.records = record_sections(reading, *records);
  out.complete = entries("complete");
  out.totals = entries("totals");
  out.history = entries("history");
  out.decisions = entries("decisions");
  return out;
}

// Decisions on a field were appended as they came.
void sort_decided(const ir::Program& program, std::vector<Record>& records) {
  for (Record& record : records) {
    const ir::RecordType& type = program.record(record.type);
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
      std::vector<Segment>& segments = record.fields[i].segments;
      if (type.fields[i].kind != ir::FieldKind::decided || segments.size() < 2) continue;
      std::sort(segments.begin(), segments.end(), [](const Segment& a, const Segment& b) { return a.from < b.from; });
    }
  }
}

}  // namespace

FactBase read_sections(Reading& reading, const Sections& sections) {
  // All ids come before anything that may refer to one.
  read_record_ids(reading, sections.records);
  if (sections.history) read_payment_ids(reading, *sections.history);
  read_fields(reading, sections.records);
  if (sections.complete) read_closures(reading, *sections.complete);
  if (sections.totals) read_totals(reading, *sections.totals);
  if (sections.history) read_history(reading, *sections.history);
  if (sections.decisions) read_decisions(reading, *sections.decisions);
  if (reading.errors != 0) {
    FactBase empty;
    empty.seal(reading.program, {});
    return empty;
  }
  sort_decided(reading.program, reading.records);
  reading.base.seal(reading.program, std::move(reading.records));
  return std::move(reading.base);
}

FactBase read_value(const ir::Program& program, const JsonValue& root, text::FileId file, text::Diagnostics& diagnostics) {
  Reading reading(program, file, diagnostics);
  const Entry entry(reading, root, "facts", kRequiredKeys, kSections);
  Sections sections;
  if (entry.is_object()) {
    read_format(reading, entry);
    sections = sections_of(reading, entry);
  }
  return read_sections(reading, sections);
}

FactBase read_json(const ir::Program& program, const text::SourceSet& sources, text::FileId file, text::Diagnostics& diagnostics) {
  std::variant<JsonValue, JsonError> parsed = base::parse_json(sources.file(file).bytes());
  if (const JsonValue* root = std::get_if<JsonValue>(&parsed)) return read_value(program, *root, file, diagnostics);
  report_json_error(sources, file, std::get<JsonError>(parsed), diagnostics);
  FactBase empty;
  empty.seal(program, {});
  return empty;
}

}  // namespace zhidui::facts
