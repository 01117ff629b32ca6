#include "facts/sheet_form.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/must.h"
#include "facts/read_json.h"
#include "facts/reading.h"
#include "ir/names.h"
#include "ir/walk.h"
#include "spreadsheet/number_text.h"

namespace zhidui::facts {

namespace {

using base::JsonValue;
using ir::TypeKind;
using Kind = FormCell::Kind;

bool chinese(text::Language language) { return language == text::Language::zh; }
std::string in(text::Language language, const ir::Name& name) { return chinese(language) ? name.zh : name.id; }
std::string in(text::Language language, const ColumnName& name) { return std::string(chinese(language) ? name.zh : name.id); }

FormCell text_cell(std::string text) { return {Kind::text, std::move(text)}; }

// Several values in one cell: at 、, or a line each where one of them holds a sign that parts.
std::string joined(const std::vector<std::string>& parts) {
  const bool parting = std::any_of(parts.begin(), parts.end(), [](const std::string& part) {
    return part.find_first_of(";,\n") != std::string::npos || part.find("、") != std::string::npos ||
           part.find("；") != std::string::npos || part.find("，") != std::string::npos;
  });
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) out += (i == 0 ? "" : parting ? "\n" : "、") + parts[i];
  return parts.size() == 1 && parting ? out + "\n" : out;
}

class Values {
 public:
  Values(const ir::Program& program, text::Language language) : program_(program), names_(program), language_(language) {}

  // A plain value of canonical JSON.
  FormCell cell(const ir::Type& type, const JsonValue& value) const {
    switch (type.kind) {
      case TypeKind::boolean: return yes_no(*value.as_bool());
      case TypeKind::count:
      case TypeKind::year:
      case TypeKind::months:
      case TypeKind::days: return {Kind::number, value.as_number()->text};
      case TypeKind::money: return {Kind::number, *value.as_string()};
      case TypeKind::ratio: return ratio(*value.as_string());
      case TypeKind::date: return {Kind::day, *value.as_string()};
      case TypeKind::text:
      case TypeKind::record: return text_cell(to_cell(*value.as_string()));
      case TypeKind::enumeration: return text_cell(member(type.enumeration, *value.as_string()));
      case TypeKind::set: {
        std::vector<std::string> members;
        for (const JsonValue& each : *value.as_array()) members.push_back(member(type.enumeration, *each.as_string()));
        return text_cell(members.empty() ? in(language_, kNone) : joined(members));
      }
      case TypeKind::list: return ids(value);
    }
    return {};
  }
  FormCell ids(const JsonValue& value) const {
    std::vector<std::string> out;
    for (const JsonValue& each : *value.as_array()) out.push_back(to_cell(*each.as_string()));
    return text_cell(joined(out));
  }
  FormCell yes_no(bool yes) const { return text_cell(chinese(language_) ? (yes ? "是" : "否") : (yes ? "yes" : "no")); }
  FormCell unknown() const { return text_cell(in(language_, kUnknown)); }

  // The Chinese name where it stands for this member alone.
  std::string member(ir::EnumId enumeration, const std::string& key) const {
    const auto index = names_.member(enumeration, key);
    const ir::Member& member = program_.enumeration(enumeration).members[base::must(index)];
    const bool plain = chinese(language_) && names_.member(enumeration, member.name.zh) == index;
    return to_cell(plain ? member.name.zh : key);
  }

 private:
  // A decimal where it is one of no more digits than spreadsheets keep.
  static FormCell ratio(const std::string& fraction) {
    const std::size_t slash = fraction.find('/');
    const auto part = [](const std::string& digits) { return base::must(base::Rational::parse_decimal(digits)); };
    if (slash == std::string::npos) return {Kind::number, fraction};
    base::Rational den = part(fraction.substr(slash + 1)), rest = den;
    for (const int prime : {2, 5}) {
      while ((rest / prime).is_integer()) rest = rest / prime;
    }
    const std::string decimal = rest == base::Rational(1) ? (part(fraction.substr(0, slash)) / den).to_decimal_string() : "";
    const bool kept = !decimal.empty() && decimal.size() <= spreadsheet::kSignificantDigits;
    return kept ? FormCell{Kind::number, decimal} : text_cell(fraction);
  }

  const ir::Program& program_;
  Names names_;
  text::Language language_;
};

// What canonical JSON says of a field, taken apart.
struct Said {
  const JsonValue* value = nullptr;  // nullptr: explicitly unknown
  std::string source, recorded;
};
Said said_of(const JsonValue& value) {
  if (value.as_object() == nullptr) return {&value, "", ""};
  const auto words = [&](const char* key) {
    const JsonValue* found = value.find(key);
    return found ? *found->as_string() : std::string();
  };
  return {value.find("value"), words("source"), words("on")};
}

// Whether the array is the segments of a dated field, not a list or set that is its value.
bool is_segments(const JsonValue& value) { return value.as_array() && !value.as_array()->empty() && value.as_array()->front().as_object(); }

class RecordSheet {
 public:
  RecordSheet(const ir::Program& program, ir::RecordId id, const std::vector<bool>& read, text::Language language)
      : program_(program), type_(program.record(id)), values_(program, language), language_(language) {
    sheet_.name = in(language, type_.name);
    sheet_.type = id;
    for (std::uint32_t f = 0; f < type_.fields.size(); ++f) {
      if (type_.fields[f].kind == ir::FieldKind::observed) fields_.push_back({f, read[f], false, false});
    }
  }

  // `records`: of canonical JSON, or nullptr; segments of dated fields become rows of `changes`.
  FormSheet make(const JsonValue* records, FormSheet& changes) {
    if (records) {
      for (const JsonValue& record : *records->as_array()) look_at(record);
    }
    add_columns();
    if (records) {
      for (const JsonValue& record : *records->as_array()) add_row(record, changes);
    }
    return std::move(sheet_);
  }

 private:
  struct Column {
    std::uint32_t field = 0;
    bool read = false, own_source = false, own_recorded = false;
  };
  using Pair = std::pair<std::string, std::string>;  // source, day of record

  // What most values of the row have in common: it stands once, at the end of the row.
  Pair common(const JsonValue& record) const {
    std::map<Pair, std::size_t> counts;
    for (const Column& column : fields_) {
      const JsonValue* value = record.find(type_.fields[column.field].name.id);
      if (!value || is_segments(*value)) continue;
      const Said said = said_of(*value);
      ++counts[{said.source, said.recorded}];
    }
    const auto most = std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == counts.end() ? Pair{} : most->first;
  }

  void look_at(const JsonValue& record) {
    const auto [source, recorded] = common(record);
    for (Column& column : fields_) {
      const JsonValue* value = record.find(type_.fields[column.field].name.id);
      if (!value || is_segments(*value)) continue;
      const Said said = said_of(*value);
      column.own_source = column.own_source || said.source != source;
      column.own_recorded = column.own_recorded || said.recorded != recorded;
    }
  }

  void add_columns() {
    FormColumn id;
    id.header = in(language_, kIdColumn);
    id.note = chinese(language_) ? "这条记录的代号：自己起，全部表里不重复；别的表用它指这一条"
                                 : "names this record: your choice, unique over all sheets; other sheets refer to it";
    sheet_.columns.push_back(std::move(id));
    for (const Column& column : fields_) {
      sheet_.columns.push_back(field_column(type_.fields[column.field], column.read));
      const std::string name = in(language_, type_.fields[column.field].name), dot = chinese(language_) ? "·" : ".";
      const auto companion = [&](const ColumnName& about, FormFormat format) {
        FormColumn out;
        out.header = name + dot + in(language_, about);
        out.format = format;
        out.read = column.read;
        sheet_.columns.push_back(std::move(out));
      };
      if (column.own_source) companion(kSourceColumn, FormFormat::text);
      if (column.own_recorded) companion(kRecordedColumn, FormFormat::day);
    }
    FormColumn source, recorded;
    source.header = in(language_, kSourceColumn);
    source.note = chinese(language_) ? "这一行各项由谁见证；某一项不同的，加一列，列名写 字段·来源"
                                     : "who vouches for this row; for one field that differs add a column field.source";
    recorded.header = in(language_, kRecordedColumn);
    recorded.format = FormFormat::day;
    recorded.note = chinese(language_) ? "这些情况自哪一天起为人所知" : "since when this has been known";
    sheet_.columns.push_back(std::move(source));
    sheet_.columns.push_back(std::move(recorded));
  }

  FormColumn field_column(const ir::Field& field, bool read) const {
    FormColumn out;
    out.header = in(language_, field.name);
    out.read = read;
    out.enumeration = field.type.enumeration;
    if (field.type.kind == TypeKind::record) out.refers_to = field.type.record;
    const bool money = field.type.kind == TypeKind::money;
    const auto bound = [&](const base::Rational& value, bool up) {
      const base::Rational in_units = money ? value / 100 : value;
      return in_units.rounded_to(base::Rational(1), up ? base::Rounding::up : base::Rounding::down).to_int64();
    };
    if (field.low) out.least = bound(*field.low, false);
    if (field.high) out.most = bound(*field.high, true);
    std::string unit;
    switch (field.type.kind) {
      case TypeKind::boolean: out.format = FormFormat::yes_no; break;
      case TypeKind::money:
        out.format = FormFormat::money;
        unit = "元";
        break;
      case TypeKind::count:
        out.format = FormFormat::whole;
        if (field.type.unit.present()) unit = program_.units[field.type.unit.value];
        break;
      case TypeKind::year:
      case TypeKind::months:
      case TypeKind::days: out.format = FormFormat::whole; break;
      case TypeKind::ratio: out.format = FormFormat::ratio; break;
      case TypeKind::date: out.format = FormFormat::day; break;
      case TypeKind::enumeration: out.format = FormFormat::member; break;
      default: break;
    }
    if (!unit.empty()) out.header += chinese(language_) ? "（" + unit + "）" : " (" + unit + ")";
    const std::string dot = chinese(language_) ? "；" : "; ";
    const auto say = [&](const std::string& words) { out.note += (out.note.empty() ? "" : dot) + words; };
    if (!field.note.empty()) say(field.note);
    if (!field.voucher.empty()) say((chinese(language_) ? "见证：" : "vouched for by ") + field.voucher);
    if (field.dated) say(chinese(language_) ? "随日期变化：有变动的，写在 变动 表" : "changes over time: changes go on the sheet changes");
    if (field.personal) say(chinese(language_) ? "个人信息" : "personal data");
    if (!read) say(chinese(language_) ? "所选政策用不到" : "not used by these policies");
    return out;
  }

  void add_row(const JsonValue& record, FormSheet& changes) {
    std::vector<FormCell> row;
    const std::string& id = *record.find("id")->as_string();
    row.push_back(text_cell(to_cell(id)));
    const auto [source, recorded] = common(record);
    for (const Column& column : fields_) {
      const ir::Field& field = type_.fields[column.field];
      const JsonValue* value = record.find(field.name.id);
      const bool segments = value && is_segments(*value);
      if (segments) add_changes(changes, id, field, *value);
      const bool here = value && !segments;
      const Said said = here ? said_of(*value) : Said{};
      row.push_back(!here ? FormCell{} : said.value ? values_.cell(field.type, *said.value) : values_.unknown());
      if (column.own_source) row.push_back(here && said.source != source ? beside(said.source, Kind::text) : FormCell{});
      if (column.own_recorded) row.push_back(here && said.recorded != recorded ? beside(said.recorded, Kind::day) : FormCell{});
    }
    row.push_back(source.empty() ? FormCell{} : text_cell(to_cell(source)));
    row.push_back(recorded.empty() ? FormCell{} : FormCell{Kind::day, recorded});
    sheet_.rows.push_back(std::move(row));
  }

  // What one value has where its row has something else: perhaps nothing.
  FormCell beside(const std::string& words, Kind kind) const {
    if (words.empty()) return text_cell(in(language_, kNone));
    return kind == Kind::day ? FormCell{Kind::day, words} : text_cell(to_cell(words));
  }

  void add_changes(FormSheet& changes, const std::string& id, const ir::Field& field, const JsonValue& segments) const {
    for (const JsonValue& segment : *segments.as_array()) {
      std::vector<FormCell> row;
      for (const StatementColumn& column : statement_sheet(SheetKind::changes).columns) {
        const JsonValue* found = segment.find(column.key);
        if (column.key == "id") row.push_back(text_cell(to_cell(id)));
        else if (column.key == "field") row.push_back(text_cell(in(language_, field.name)));
        else if (!found) row.emplace_back();
        else if (column.key == "value") row.push_back(values_.cell(field.type, *found));
        else if (column.form == ColumnForm::day) row.push_back({Kind::day, *found->as_string()});
        else row.push_back(text_cell(to_cell(*found->as_string())));
      }
      changes.rows.push_back(std::move(row));
    }
  }

  const ir::Program& program_;
  const ir::RecordType& type_;
  Values values_;
  text::Language language_;
  std::vector<Column> fields_;
  FormSheet sheet_;
};

FormSheet empty_statements(const StatementSheet& layout, text::Language language) {
  FormSheet out;
  out.kind = layout.kind;
  out.name = chinese(language) ? layout.zh : layout.id;
  for (const StatementColumn& column : layout.columns) {
    FormColumn made;
    made.header = chinese(language) ? column.zh : column.key;
    made.note = chinese(language) ? column.note_zh : column.note_en;
    switch (column.form) {
      case ColumnForm::day: made.format = FormFormat::day; break;
      case ColumnForm::year:
      case ColumnForm::number: made.format = FormFormat::whole; break;
      case ColumnForm::sum:
        made.format = FormFormat::money;
        made.header += chinese(language) ? "（元）" : " (元)";
        break;
      case ColumnForm::yes_no: made.format = FormFormat::yes_no; break;
      case ColumnForm::of_field: made.format = FormFormat::of_field; break;
      default: break;
    }
    out.columns.push_back(std::move(made));
  }
  return out;
}

// Rows of the statements of canonical JSON.
class Statements {
 public:
  Statements(const ir::Program& program, const FactBase& facts, text::Language language)
      : program_(program), facts_(facts), names_(program), values_(program, language), language_(language) {}

  void fill(FormSheet& sheet, const JsonValue& entries) const {
    for (const JsonValue& entry : *entries.as_array()) {
      std::vector<FormCell> row;
      for (const StatementColumn& column : statement_sheet(sheet.kind).columns) {
        const JsonValue* found = entry.find(column.key);
        row.push_back(found ? cell(column, entry, *found) : FormCell{});
      }
      sheet.rows.push_back(std::move(row));
    }
  }

 private:
  FormCell cell(const StatementColumn& column, const JsonValue& entry, const JsonValue& value) const {
    switch (column.form) {
      case ColumnForm::day: return {Kind::day, *value.as_string()};
      case ColumnForm::year:
      case ColumnForm::number: return {Kind::number, value.as_number()->text};
      case ColumnForm::sum: return {Kind::number, *value.as_string()};
      case ColumnForm::yes_no: return values_.yes_no(*value.as_bool());
      case ColumnForm::ids: return values_.ids(value);
      case ColumnForm::of_field: return field_of(entry) ? values_.cell(field_of(entry)->type, value) : FormCell{};
      case ColumnForm::id:
      case ColumnForm::words: return words(column.key, entry, *value.as_string());
    }
    return {};
  }

  FormCell words(std::string_view key, const JsonValue& entry, const std::string& text) const {
    if (key == "relation") return text_cell(relation(text));
    if (key == "owner" && text.empty())
      return entry.find("relation")->as_string()->find('.') == std::string::npos ? FormCell{} : text_cell(in(language_, kNone));
    if (key == "owner") return text_cell(text == kAll.id ? in(language_, kAll) : to_cell(text));
    if (key == "place" && text.empty()) return text_cell(in(language_, kNotPlaced));
    if (!chinese(language_)) return text.empty() ? FormCell{} : text_cell(to_cell(text));
    if (key == "statistic") return text_cell(program_.statistics[base::must(names_.statistic(text)).value].name.zh);
    if (key == "measure") return text_cell(measure(text));
    if (key == "field" && field_of(entry)) return text_cell(field_of(entry)->name.zh);
    if (key == "alternative") return text_cell(alternative(*entry.find("reading")->as_string(), text));
    if (key == "kind") {
      for (const ColumnName& name : kDecisionNames) {
        if (text == name.id) return text_cell(std::string(name.zh));
      }
    }
    if (key == "level") {
      for (std::size_t i = 0; i < std::size(kLevelIds); ++i) {
        if (text == kLevelIds[i]) return text_cell(std::string(kLevelNames[i]));
      }
    }
    return text.empty() ? FormCell{} : text_cell(to_cell(text));
  }

  std::string relation(const std::string& id) const {
    if (id == kAll.id) return in(language_, kAll);
    if (id == kHistory.id) return in(language_, kHistory);
    if (!chinese(language_)) return id;
    const std::size_t dot = id.find('.');
    const ir::RecordId type = base::must(names_.record(id.substr(0, dot)));
    const std::string& record = program_.record(type).name.zh;
    if (dot == std::string::npos) return record;
    return record + "." + program_.record(type).fields[base::must(names_.field(type, id.substr(dot + 1))).value].name.zh;
  }

  // The Chinese name, where it leads back to the same measure.
  std::string measure(const std::string& key) const {
    const auto id = ir::find_measure(program_, key);
    if (!id) return key;
    const std::string& name = program_.measures[id->value].name.zh;
    return ir::find_measure(program_, name) == id ? name : key;
  }

  std::string alternative(const std::string& code, const std::string& label) const {
    const auto reading = ir::find_reading(program_, code);
    if (!reading) return label;
    for (const ir::Alternative& each : program_.readings[reading->value].alternatives) {
      if (each.label.id == label) return each.label.zh;
    }
    return label;
  }

  const ir::Field* field_of(const JsonValue& entry) const {
    const JsonValue *record = entry.find("record"), *field = entry.find("field");
    const auto index = record ? facts_.find(*record->as_string()) : std::nullopt;
    if (!index || !field) return nullptr;
    const ir::RecordId type = facts_.record(*index).type;
    const auto id = names_.field(type, *field->as_string());
    return id ? &program_.record(type).fields[id->value] : nullptr;
  }

  const ir::Program& program_;
  const FactBase& facts_;
  Names names_;
  Values values_;
  text::Language language_;
};

// Types of records that a form has sheets for: those read, and those that their fields refer to.
std::vector<bool> types_shown(const ir::Program& program, const std::vector<std::vector<bool>>& read) {
  std::vector<bool> out(program.records.size(), false);
  out[program.subject_record.value] = true;
  for (std::size_t r = 0; r < read.size(); ++r) {
    for (std::size_t f = 0; f < read[r].size(); ++f) {
      if (!read[r][f]) continue;
      out[r] = true;
      const ir::RecordId to = program.records[r].fields[f].type.record;
      if (to.present()) out[to.value] = true;
    }
  }
  return out;
}

}  // namespace

std::vector<std::vector<bool>> fields_read(const ir::Program& program) {
  std::vector<ir::ExprId> roots;
  std::vector<std::vector<bool>> out;
  for (const ir::RecordType& type : program.records) out.emplace_back(type.fields.size(), false);
  std::vector<bool> ranged(program.records.size(), false);
  const auto read = [&](ir::RecordId record, ir::FieldId field) {
    if (!record.present() || !field.present() || out[record.value][field.value]) return;
    out[record.value][field.value] = true;
    const ir::ExprId computed = program.record(record).fields[field.value].computed;
    if (computed.present()) roots.push_back(computed);
  };
  const auto range = [&](const ir::Range& each) {
    if (!each.record.present()) return;
    ranged[each.record.value] = true;
    read(each.record, each.holder);
  };
  for (const ir::Measure& measure : program.measures) {
    for (const ir::Root& root : ir::roots(program, measure)) roots.push_back(root.id);
    if (measure.unit.kind == outcome::UnitKind::item) range(measure.unit.range);
  }
  for (std::size_t known = 0; known != roots.size();) {
    known = roots.size();
    const std::vector<bool> reached = ir::reached_from(program, std::vector<ir::ExprId>(roots));
    for (std::size_t i = 0; i < reached.size(); ++i) {
      if (!reached[i]) continue;
      const ir::Expr& expr = program.exprs[i];
      if (expr.op == ir::Op::field || expr.op == ir::Op::field_on) read(expr.record_type, expr.field);
      if (expr.range) range(*expr.range);
    }
  }
  for (std::size_t r = 0; r < ranged.size(); ++r) {
    for (std::size_t f = 0; f < out[r].size(); ++f) {
      if (ranged[r] && (program.records[r].fields[f].key || program.records[r].fields[f].occurs_on)) out[r][f] = true;
    }
  }
  return out;
}

std::vector<FormSheet> lay_out(const ir::Program& program, const FactBase* facts, text::Language language) {
  const std::vector<std::vector<bool>> read = fields_read(program);
  const std::vector<bool> shown = types_shown(program, read);
  const JsonValue canonical = facts ? canonical_value(program, *facts) : JsonValue::object();
  const JsonValue* records = canonical.find("records");
  std::vector<FormSheet> out;
  FormSheet changes = empty_statements(statement_sheet(SheetKind::changes), language);
  for (std::uint32_t i = 0; i < program.records.size(); ++i) {
    const JsonValue* of_type = records ? records->find(program.records[i].name.id) : nullptr;
    if (shown[i] || of_type) out.push_back(RecordSheet(program, ir::RecordId{i}, read[i], language).make(of_type, changes));
  }
  out.push_back(std::move(changes));
  for (const StatementSheet& layout : statement_sheets()) {
    if (layout.kind == SheetKind::changes) continue;
    FormSheet sheet = empty_statements(layout, language);
    const JsonValue* entries = canonical.find(layout.section);
    if (entries) Statements(program, *facts, language).fill(sheet, *entries);
    out.push_back(std::move(sheet));
  }
  return out;
}

}  // namespace zhidui::facts
