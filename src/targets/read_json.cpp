#include "facts/read_json.h"

#include <set>
#include <utility>

#include "base/json.h"
#include "base/utf8.h"
#include "targets/entry.h"

namespace zhidui::targets {

using base::JsonValue;
using text::Kind;

namespace {

class Reading {
 public:
  Reading(text::FileId file, text::Diagnostics& diagnostics) : file_(file), diagnostics_(diagnostics) {}

  std::vector<Entry> run(const JsonValue& root) {
    const base::JsonObject* object = root.as_object();
    if (!object) return refuse(root, seen(root));
    const JsonValue* format = root.find("format");
    if (!format || !format->as_string() || *format->as_string() != kSeriesFormat) return refuse(format ? *format : root, "format");
    const JsonValue* values = root.find("values");
    if (!values || !values->as_array()) return refuse(values ? *values : root, "values");
    std::set<std::string> met;
    for (const base::JsonMember& member : *object) {
      const bool known = member.key == "format" || member.key == "values" || member.key == "note";
      if (!known) diagnostics_.report(Kind::series_unknown_key, key_span(member), {member.key, "format, note, values"});
      if (!met.insert(member.key).second) diagnostics_.report(Kind::series_key_twice, key_span(member), {member.key});
    }
    std::vector<Entry> out;
    for (const JsonValue& value : *values->as_array()) {
      if (value.as_object()) out.push_back(entry(value));
      else refuse(value, seen(value));
    }
    return out;
  }

 private:
  text::Span span(std::size_t begin, std::size_t end) const {
    return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }
  text::Span key_span(const base::JsonMember& member) const { return span(member.key_begin, member.key_end); }

  static std::string seen(const JsonValue& value) { return value.as_array() ? "[…]" : value.as_object() ? "{…}" : base::write_json(value); }

  // Where an object or array begins, so that not the whole of it is underlined.
  std::vector<Entry> refuse(const JsonValue& value, const std::string& what) {
    const bool large = value.as_array() || value.as_object();
    diagnostics_.report(Kind::series_format, span(value.begin, large ? value.begin + 1 : value.end), {what});
    return {};
  }

  Entry entry(const JsonValue& value) {
    Entry out;
    out.span = span(value.begin, value.begin + 1);
    std::set<Column> met;
    for (const base::JsonMember& member : *value.as_object()) {
      if (is_remark(member.key)) continue;
      const auto column = find_column(member.key);
      if (!column) {
        diagnostics_.report(Kind::series_unknown_key, key_span(member), {member.key, columns_listed()});
      } else if (!met.insert(*column).second) {
        diagnostics_.report(Kind::series_key_twice, key_span(member), {column_called(*column)});
      } else {
        put(out, *column, member.value);
      }
    }
    return out;
  }

  void put(Entry& into, Column column, const JsonValue& value) {
    if (value.is_null()) return;
    const text::Span at = span(value.begin, value.end);
    Piece piece{"", at, false};
    if (const std::string* words = value.as_string()) piece.text = base::nfc(*words);
    else if (const base::JsonNumber* number = value.as_number()) piece.text = number->text;
    else diagnostics_.report(Kind::series_not_plain, at, {column_called(column)}), piece.broken = true;
    if (!piece.text.empty() || piece.broken) into.pieces[static_cast<std::size_t>(column)] = std::move(piece);
  }

  text::FileId file_;
  text::Diagnostics& diagnostics_;
};

}  // namespace

std::vector<Entry> read_json(const text::SourceSet& sources, text::FileId file, text::Diagnostics& diagnostics) {
  const auto parsed = base::parse_json(sources.file(file).bytes());
  if (const auto* error = std::get_if<base::JsonError>(&parsed)) {
    facts::report_json_error(sources, file, *error, diagnostics);
    return {};
  }
  return Reading(file, diagnostics).run(std::get<JsonValue>(parsed));
}

std::string column_called(Column column) {
  const ColumnName& name = kColumnNames[static_cast<std::size_t>(column)];
  return std::string(name.zh) + " (" + std::string(name.en) + ")";
}

std::optional<Column> find_column(std::string_view name) {
  for (const ColumnName& each : kColumnNames) {
    if (name == each.zh || name == each.en) return each.column;
  }
  return std::nullopt;
}

bool is_remark(std::string_view name) { return name == "备注" || name == "remark"; }

std::string columns_listed() {
  std::string out;
  for (const ColumnName& each : kColumnNames) out += column_called(each.column) + "、";
  return out + "备注 (remark)";
}

}  // namespace zhidui::targets
