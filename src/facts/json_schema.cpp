// The form of a fact base as JSON Schema, made from the vocabulary. It says what JSON Schema can say; that references
// exist, segments do not overlap, and sums are whole fen, only the reader checks.
#include <initializer_list>
#include <map>
#include <set>
#include <utility>

#include "facts/read_json.h"
#include "facts/reading.h"

namespace zhidui::facts {

namespace {

using base::JsonValue;
using ir::TypeKind;
using Properties = std::initializer_list<std::pair<std::string_view, JsonValue>>;

JsonValue object_of(Properties members) {
  JsonValue object = JsonValue::object();
  for (const auto& [key, value] : members) object.set(key, value);
  return object;
}

JsonValue array_of(std::initializer_list<JsonValue> elements) {
  JsonValue array = JsonValue::array();
  for (const JsonValue& element : elements) array.push(element);
  return array;
}

template <class Words>
JsonValue texts(const Words& words) {
  JsonValue array = JsonValue::array();
  for (const auto& word : words) array.push(JsonValue::of(std::string_view(word)));
  return array;
}

JsonValue reference(const std::string& definition) { return object_of({{"$ref", JsonValue::of("#/$defs/" + definition)}}); }

JsonValue type_of(std::string_view type) { return object_of({{"type", JsonValue::of(type)}}); }

JsonValue described(std::string_view type, std::string_view zh, std::string_view en) {
  return object_of({{"type", JsonValue::of(type)}, {"description", JsonValue::of(std::string(zh) + " / " + std::string(en))}});
}

JsonValue pattern(std::string_view expression, std::string_view zh, std::string_view en) {
  JsonValue schema = described("string", zh, en);
  schema.set("pattern", JsonValue::of(expression));
  return schema;
}

JsonValue strict_object(JsonValue properties, std::initializer_list<std::string_view> required) {
  JsonValue schema = type_of("object");
  schema.set("properties", std::move(properties));
  if (required.size() != 0) schema.set("required", texts(required));
  schema.set("additionalProperties", JsonValue::of(false));
  return schema;
}

JsonValue list_of(JsonValue items) {
  JsonValue schema = type_of("array");
  schema.set("items", std::move(items));
  return schema;
}

// Bounds as JSON numbers with all their digits.
JsonValue exact(const base::Rational& value) {
  JsonValue number;
  number.data = base::JsonNumber{value.to_decimal_string()};
  return number;
}

bool terminates(const base::Rational& value) { return value.to_decimal_string().find('/') == std::string::npos; }

class SchemaWriter {
 public:
  explicit SchemaWriter(const ir::Program& program) : program_(program) {}

  JsonValue write() const {
    JsonValue root = object_of({{"$schema", JsonValue::of("https://json-schema.org/draft/2020-12/schema")},
                                {"$id", JsonValue::of("urn:" + std::string(kFormat.substr(0, kFormat.find('/'))) + ":1")},
                                {"title", JsonValue::of("知兑事实库")}});
    root.set("description",
             JsonValue::of("申请人的事实、完整性、概括申报、此前兑现和裁定；不知道的不写 / Facts on applicants, which relations are "
                           "complete, totals, earlier payments and decisions; what is not known is left out"));
    JsonValue properties = object_of({{"format", object_of({{"const", JsonValue::of(kFormat)}})}});
    properties.set("records", records());
    properties.set("complete", closures());
    properties.set("totals", totals());
    properties.set("history", history());
    properties.set("decisions", decisions());
    const JsonValue body = strict_object(std::move(properties), {"format"});
    for (const base::JsonMember& member : *body.as_object()) root.set(member.key, member.value);
    root.set("$defs", definitions());
    return root;
  }

 private:
  JsonValue records() const {
    JsonValue properties = JsonValue::object();
    for (const ir::RecordType& type : program_.records) {
      JsonValue array = list_of(reference("record." + type.name.id));
      array.set("title", JsonValue::of(type.name.zh));
      properties.set(type.name.id, std::move(array));
      if (type.name.zh != type.name.id) {
        properties.set(type.name.zh, object_of({{"$ref", JsonValue::of("#/properties/records/properties/" + type.name.id)}}));
      }
    }
    JsonValue schema = strict_object(std::move(properties), {});
    schema.set("title", JsonValue::of("记录"));
    return schema;
  }

  JsonValue definitions() const {
    JsonValue definitions = JsonValue::object();
    JsonValue id = described("string", "记录的标识，在整个文件里唯一", "identifies a record, unique in the file");
    id.set("minLength", JsonValue::of(1));
    id.set("maxLength", JsonValue::of(kIdLimit));
    id.set("not", object_of({{"const", JsonValue::of("*")}}));
    definitions.set("id", std::move(id));
    definitions.set("date", pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "日期 年-月-日", "date YYYY-MM-DD"));
    JsonValue year = described("integer", "年度", "calendar year");
    year.set("minimum", JsonValue::of(base::kFirstYear));
    year.set("maximum", JsonValue::of(base::kLastYear));
    definitions.set("year", std::move(year));
    definitions.set("money_text", pattern("^-?[0-9,]+([.][0-9]+)? ?(元|万元|亿元)?$", "金额，以元为单位，精确到分；可写 5万元",
                                          "money in yuan, exact to the fen; 5万元 is read too"));
    definitions.set("ratio_text", pattern("^(-?[0-9]+([.][0-9]+)? ?[%‰]?|[0-9]+/[0-9]+)$", "比率 50%、1/3、0.5", "ratio: 50%, 1/3, 0.5"));
    definitions.set("amount", object_of({{"anyOf", array_of({number_from_zero(), reference("money_text")})}}));
    definitions.set("source", described("string", "由谁见证", "who vouches for it"));
    definitions.set("nonempty", object_of({{"type", JsonValue::of("string")}, {"minLength", JsonValue::of(1)}}));
    JsonValue unknown = strict_object(
        object_of({{"unknown", object_of({{"const", JsonValue::of(true)}})}, {"source", reference("source")}, {"on", reference("date")}}),
        {"unknown"});
    unknown.set("description", JsonValue::of("不知道，与不写相同 / not known, the same as leaving the field out"));
    definitions.set("unknown", std::move(unknown));
    for (const ir::Enumeration& enumeration : program_.enumerations) {
      definitions.set("members." + enumeration.name.id, members(enumeration));
    }
    for (const ir::RecordType& type : program_.records) definitions.set("record." + type.name.id, record(type));
    return definitions;
  }

  static JsonValue number_from_zero() { return object_of({{"type", JsonValue::of("number")}, {"minimum", JsonValue::of(0)}}); }

  // Every spelling that the reader takes, each once; a name that two members share is none.
  JsonValue members(const ir::Enumeration& enumeration) const {
    std::map<std::string_view, int> names;
    for (const ir::Member& member : enumeration.members) ++names[member.name.zh];
    JsonValue words = JsonValue::array();
    std::set<std::string_view> met;
    const auto add = [&](std::string_view word) {
      if (!word.empty() && met.insert(word).second) words.push(JsonValue::of(word));
    };
    for (const ir::Member& member : enumeration.members) {
      add(member.code);
      if (member.name.id != member.name.zh) add(member.name.id);
      if (names[member.name.zh] == 1) add(member.name.zh);
    }
    return object_of({{"title", JsonValue::of(enumeration.name.zh)}, {"enum", std::move(words)}});
  }

  JsonValue record(const ir::RecordType& type) const {
    JsonValue properties = object_of({{"id", reference("id")}});
    for (const ir::Field& field : type.fields) {
      if (field.kind != ir::FieldKind::observed) continue;
      properties.set(field.name.id, observed(field));
      if (field.name.zh == field.name.id) continue;
      const std::string path = "#/$defs/record." + type.name.id + "/properties/" + field.name.id;
      properties.set(field.name.zh, object_of({{"$ref", JsonValue::of(path)}}));
    }
    JsonValue schema = strict_object(std::move(properties), {"id"});
    schema.set("title", JsonValue::of(type.name.zh));
    schema.set("description", JsonValue::of((type.label.empty() ? type.name.zh : type.label) + " / record `" + type.name.id + "`"));
    return schema;
  }

  JsonValue observed(const ir::Field& field) const {
    JsonValue forms = array_of({plain(field), reference("unknown"), stated(field, field.dated)});
    if (field.dated) {
      JsonValue segments = list_of(stated(field, true));
      segments.set("minItems", JsonValue::of(1));
      forms.push(std::move(segments));
    }
    return object_of(
        {{"title", JsonValue::of(field.name.zh)}, {"description", JsonValue::of(description(field))}, {"anyOf", std::move(forms)}});
  }

  static std::string description(const ir::Field& field) {
    std::string zh = field.note;
    std::string en = "observed";
    if (!field.voucher.empty()) {
      zh += (zh.empty() ? "" : "；") + ("见证：" + field.voucher);
      en += ", vouched for by " + field.voucher;
    }
    if (field.dated) {
      zh += std::string(zh.empty() ? "" : "；") + "随日期变化，可分段";
      en += ", dated: segments may be given";
    }
    if (field.personal) {
      zh += std::string(zh.empty() ? "" : "；") + "个人信息";
      en += ", personal data";
    }
    return zh.empty() ? en : zh + " / " + en;
  }

  JsonValue stated(const ir::Field& field, bool with_period) const {
    JsonValue properties = object_of({{"value", plain(field)}, {"source", reference("source")}, {"on", reference("date")}});
    if (with_period) {
      properties.set("from", reference("date"));
      properties.set("to", reference("date"));
    }
    return strict_object(std::move(properties), {"value"});
  }

  JsonValue plain(const ir::Field& field) const {
    switch (field.type.kind) {
      case TypeKind::boolean: return type_of("boolean");
      case TypeKind::count:
      case TypeKind::months:
      case TypeKind::days: return bounded(field, "integer", 1);
      case TypeKind::money: return object_of({{"anyOf", array_of({bounded(field, "number", 100), reference("money_text")})}});
      case TypeKind::ratio: return object_of({{"anyOf", array_of({bounded(field, "number", 1), reference("ratio_text")})}});
      case TypeKind::date: return reference("date");
      case TypeKind::year: return reference("year");
      case TypeKind::text: return type_of("string");
      case TypeKind::enumeration: return reference("members." + program_.enumeration(field.type.enumeration).name.id);
      case TypeKind::set: return unique(reference("members." + program_.enumeration(field.type.enumeration).name.id));
      case TypeKind::record: return reference("id");
      case TypeKind::list: {
        JsonValue list = unique(reference("id"));
        list.set("minItems", JsonValue::of(1));
        return list;
      }
    }
    return {};
  }

  static JsonValue unique(JsonValue items) {
    JsonValue schema = list_of(std::move(items));
    schema.set("uniqueItems", JsonValue::of(true));
    return schema;
  }

  static JsonValue bounded(const ir::Field& field, std::string_view type, std::int64_t scale) {
    JsonValue schema = type_of(type);
    const base::Rational low = field.low.value_or(0) / scale;
    if (terminates(low)) schema.set("minimum", exact(low));
    if (field.high && terminates(*field.high / scale)) schema.set("maximum", exact(*field.high / scale));
    return schema;
  }

  JsonValue closures() const {
    JsonValue owner = described("string", "记录的 id，* 表示所有人，空文字表示整个登记",
                                "id of a record, * for every owner, empty for the whole register");
    JsonValue schema = list_of(strict_object(
        object_of({{"relation", described("string", "关系：记录.字段、记录、history 或 *", "relation: record.field, record, history or *")},
                   {"owner", std::move(owner)},
                   {"as_of", reference("date")},
                   {"source", reference("nonempty")},
                   {"on", reference("date")}}),
        {"relation", "source"}));
    schema.set("title", JsonValue::of("完整的关系"));
    return schema;
  }

  JsonValue totals() const {
    JsonValue names = JsonValue::array();
    for (const ir::Statistic& statistic : program_.statistics) {
      names.push(JsonValue::of(statistic.name.id));
      if (statistic.name.zh != statistic.name.id) names.push(JsonValue::of(statistic.name.zh));
    }
    JsonValue number = type_of("integer");
    number.set("minimum", JsonValue::of(0));
    number.set("maximum", JsonValue::of(kTotalLimit));
    JsonValue schema = list_of(strict_object(object_of({{"statistic", object_of({{"enum", std::move(names)}})},
                                                        {"owner", reference("id")},
                                                        {"year", reference("year")},
                                                        {"value", std::move(number)},
                                                        {"source", reference("nonempty")},
                                                        {"on", reference("date")}}),
                                             {"statistic", "owner", "year", "value", "source"}));
    schema.set("title", JsonValue::of("概括申报"));
    return schema;
  }

  JsonValue history() const {
    JsonValue levels = texts(kLevelIds);
    for (const std::string_view name : kLevelNames) levels.push(JsonValue::of(name));
    JsonValue properties = object_of({{"id", reference("id")},
                                      {"measure", described("string", "措施：文件/措施", "measure: document/measure")},
                                      {"document", described("string", "文号", "number of the document")},
                                      {"organ", type_of("string")},
                                      {"level", object_of({{"enum", std::move(levels)}})},
                                      {"region", described("string", "付款一方所管地区的代码", "code of the place that the payer governs")},
                                      {"subject", reference("id")},
                                      {"payee", reference("id")},
                                      {"unit", reference("id")},
                                      {"period", reference("year")},
                                      {"amount", reference("amount")},
                                      {"paid_on", reference("date")},
                                      {"source", reference("source")},
                                      {"on", reference("date")}});
    JsonValue schema = list_of(strict_object(std::move(properties), {"id", "level", "subject", "amount", "paid_on"}));
    schema.set("title", JsonValue::of("此前兑现"));
    return schema;
  }

  // One form per kind of decision; each has a decider and a date.
  JsonValue decision(std::string_view kind, JsonValue properties, std::initializer_list<std::string_view> required) const {
    properties.set("kind", object_of({{"const", JsonValue::of(kind)}}));
    for (const auto& [key, definition] : {std::pair("id", "id"), std::pair("decider", "nonempty"), std::pair("decided_on", "date"),
                                          std::pair("source", "source"), std::pair("on", "date")}) {
      properties.set(key, reference(definition));
    }
    properties.set("basis", type_of("string"));
    JsonValue schema = strict_object(std::move(properties), {});
    JsonValue keys = texts(required);
    for (const std::string_view key : {"kind", "decider", "decided_on"}) keys.push(JsonValue::of(key));
    schema.set("required", std::move(keys));
    return schema;
  }

  // A decided field and its value.
  JsonValue decided_values() const {
    JsonValue forms = JsonValue::array();
    for (const ir::RecordType& type : program_.records) {
      for (const ir::Field& field : type.fields) {
        if (field.kind != ir::FieldKind::decided) continue;
        const std::vector<std::string> names = {field.name.id, field.name.zh};
        JsonValue pair = object_of({{"field", object_of({{"enum", names[0] == names[1] ? texts(std::vector{names[0]}) : texts(names)}})},
                                    {"value", plain(field)}});
        forms.push(object_of({{"title", JsonValue::of(type.name.zh + "的" + field.name.zh)}, {"properties", std::move(pair)}}));
      }
    }
    return forms;
  }

  JsonValue decisions() const {
    const JsonValue text = type_of("string");
    const JsonValue id = reference("id");
    JsonValue field =
        decision("field", object_of({{"record", id}, {"field", text}, {"value", object_of({})}}), {"record", "field", "value"});
    if (JsonValue values = decided_values(); !values.as_array()->empty()) field.set("anyOf", std::move(values));
    JsonValue members = unique(id);
    members.set("minItems", JsonValue::of(2));
    JsonValue claim = object_of({{"measure", text}, {"unit", id}, {"period", reference("year")}});
    JsonValue amount = claim;
    amount.set("amount", reference("amount"));
    JsonValue place = claim;
    place.set("place", text);
    JsonValue number = type_of("integer");
    number.set("minimum", JsonValue::of(0));
    JsonValue forms =
        array_of({std::move(field), decision("amount", std::move(amount), {"measure", "unit", "amount"}),
                  decision("same_matter", object_of({{"members", std::move(members)}, {"same", type_of("boolean")}}), {"members", "same"}),
                  decision("place", std::move(place), {"measure", "unit", "place"}),
                  decision("places", object_of({{"measure", text}, {"period", reference("year")}, {"number", std::move(number)}}),
                           {"measure", "period", "number"}),
                  decision("adopted_reading", object_of({{"reading", text}, {"alternative", text}}), {"reading", "alternative"})});
    JsonValue schema = list_of(object_of({{"oneOf", std::move(forms)}}));
    schema.set("title", JsonValue::of("裁定"));
    return schema;
  }

  const ir::Program& program_;
};

}  // namespace

std::string json_schema(const ir::Program& program) { return base::write_json(SchemaWriter(program).write(), 2) + "\n"; }

}  // namespace zhidui::facts
