#include "facts/read_json.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <variant>

#include "base/json.h"
#include "base/sha256.h"
#include "facts/vocabulary_fixture.h"
#include "ir/limits.h"

namespace zhidui::facts {

namespace {

const ir::Program& vocabulary() {
  static const ir::Program program = VocabularyFixture::make();
  return program;
}

struct Read {
  text::SourceSet sources;
  text::Diagnostics diagnostics;
  FactBase facts;
};

Read read(std::string json) {
  Read result;
  const text::FileId file = result.sources.add("facts.json", std::move(json));
  result.facts = read_json(vocabulary(), result.sources, file, result.diagnostics);
  return result;
}

std::string frame(const std::string& members) { return R"({"format": "zhidui-facts/1", )" + members + "}"; }

// The kinds of all defects, in order of place.
std::string kinds(const std::string& json) {
  Read result = read(json);
  result.diagnostics.sort();
  std::string out;
  for (const text::Diagnostic& diagnostic : result.diagnostics.list()) {
    out += (out.empty() ? "" : " ") + std::string(text::kind_name(diagnostic.kind));
  }
  return out;
}

// A field of one subject e1 as it is written canonically, or the defects.
std::string subject_field(const std::string& field, const std::string& value) {
  const std::string json = frame(R"("records": {"subject": [{"id": "e1", ")" + field + "\": " + value + "}]}");
  const Read result = read(json);
  if (result.diagnostics.has_errors()) return kinds(json);
  const std::string canonical = canonical_json(vocabulary(), result.facts);
  const std::string before = R"({"format":"zhidui-facts/1","records":{"subject":[{"id":"e1",)";
  CHECK(canonical.starts_with(before));
  return canonical.substr(before.size(), canonical.size() - before.size() - 4);
}

std::string loan_field(const std::string& field, const std::string& value) {
  const std::string json = frame(R"("records": {"pledge_loan": [{"id": "L1", ")" + field + "\": " + value + "}]}");
  const Read result = read(json);
  if (result.diagnostics.has_errors()) return kinds(json);
  const std::string canonical = canonical_json(vocabulary(), result.facts);
  const std::string before = R"({"format":"zhidui-facts/1","records":{"pledge_loan":[{"id":"L1",)";
  return canonical.substr(before.size(), canonical.size() - before.size() - 4);
}

}  // namespace

TEST_SUITE("reading facts") {
  TEST_CASE("money is exact fen, whatever way it is written") {
    const auto revenue = [](const std::string& value) { return subject_field("revenue", value); };
    CHECK(revenue("50000") == R"("revenue":"50000.00")");
    CHECK(revenue("0.1") == R"("revenue":"0.10")");
    CHECK(revenue("\"0.01\"") == R"("revenue":"0.01")");
    CHECK(revenue("\"150,000.50\"") == R"("revenue":"150000.50")");
    CHECK(revenue("\"5万元\"") == R"("revenue":"50000.00")");
    CHECK(revenue("\"0.3 万元\"") == R"("revenue":"3000.00")");
    CHECK(revenue("\"1.5亿元\"") == R"("revenue":"150000000.00")");
    CHECK(revenue("\"12元\"") == R"("revenue":"12.00")");
    CHECK(revenue("-0") == R"("revenue":"0.00")");
    CHECK(revenue("9007199254740.93") == R"("revenue":"9007199254740.93")");  // no double in between
    CHECK(subject_field("net_profit", "-12.3") == R"("net_profit":"-12.30")");
    CHECK(revenue("0.001") == "facts_fraction_of_fen");
    CHECK(revenue("\"0.00001万元\"") == R"("revenue":"0.10")");
    CHECK(revenue("\"0.0000001万元\"") == "facts_fraction_of_fen");
    CHECK(revenue("1e6") == "facts_exponent");
    CHECK(revenue("\"1E6\"") == "facts_exponent");
    CHECK(revenue("-1") == "facts_negative_money");
    CHECK(revenue("\"-1元\"") == "facts_negative_money");
    CHECK(revenue("10000000000000.01") == "facts_out_of_range");
    CHECK(revenue("12345678901234567890") == "facts_number_too_long");
    CHECK(revenue("\"999999999999999999亿元\"") == "facts_out_of_range");
    for (const char* wrong : {"\"\"", "\"元\"", "\"五万元\"", "\"¥5\"", "\"1,00\"", "\"+5\"", "\"1/3\"", "\"5 0\"", "true", "[5]",
                              "\"5万 元\"", "\"5千元\"", "\"1-2\""}) {
      CAPTURE(wrong);
      CHECK(revenue(wrong) == "facts_money_expected");
    }
  }

  TEST_CASE("ratios") {
    const auto rate = [](const std::string& value) { return loan_field("rate", value); };
    CHECK(rate("0.25") == R"("rate":"1/4")");
    CHECK(rate("\"0.25\"") == R"("rate":"1/4")");
    CHECK(rate("\"3.85%\"") == R"("rate":"77/2000")");
    CHECK(rate("\"2‰\"") == R"("rate":"1/500")");
    CHECK(rate("\"1/3\"") == R"("rate":"1/3")");
    CHECK(rate("0") == R"("rate":"0")");
    CHECK(rate("0.000000001") == R"("rate":"1/1000000000")");
    CHECK(rate("\"0.0000000001\"") == "facts_ratio_too_fine");
    CHECK(rate("\"1/1000000001\"") == "facts_ratio_too_fine");
    CHECK(rate("\"51%\"") == "facts_out_of_range");
    CHECK(rate("-0.1") == "facts_out_of_range");
    CHECK(rate("2.5e-1") == "facts_exponent");
    for (const char* wrong : {"\"1/0\"", "\"1/\"", "\"a/b\"", "\"-1/2\"", "\"%\"", "\"百分之五\"", "true", "{\"value\": []}"}) {
      CAPTURE(wrong);
      CHECK(rate(wrong) == "facts_ratio_expected");
    }
  }

  TEST_CASE("counts, years, months") {
    CHECK(subject_field("employees", "37") == R"("employees":37)");
    CHECK(subject_field("employees", "10000000") == R"("employees":10000000)");
    CHECK(subject_field("employees", "10000001") == "facts_out_of_range");
    CHECK(subject_field("employees", "-1") == "facts_out_of_range");
    CHECK(subject_field("employees", "37.0") == "facts_count_expected");
    CHECK(subject_field("employees", "1e2") == "facts_exponent");
    CHECK(subject_field("employees", "\"37\"") == "facts_count_expected");
    CHECK(subject_field("employees", "\"37人\"") == "facts_count_expected");
    CHECK(subject_field("founded", "2015") == R"("founded":2015)");
    CHECK(subject_field("founded", "1948") == "facts_out_of_range");
    CHECK(subject_field("founded", "1800") == "facts_year_expected");
    CHECK(subject_field("founded", "\"2015\"") == "facts_year_expected");
    CHECK(subject_field("founded", "20150") == "facts_year_expected");
    CHECK(loan_field("grace_months", "18") == R"("grace_months":18)");
  }

  TEST_CASE("dates are days of the calendar") {
    const auto drawn = [](const std::string& value) { return loan_field("drawn_on", value); };
    CHECK(drawn("\"2024-02-29\"") == R"("drawn_on":"2024-02-29")");
    CHECK(drawn("\"2023-02-30\"") == "facts_no_such_day");
    CHECK(drawn("\"1899-12-31\"") == "facts_no_such_day");
    for (const char* wrong : {"\"2024-5-10\"", "\"20240510\"", "\"2024/05/10\"", "\"2024-05-10 \"", "\"2024-05-10T00:00\"", "20240510",
                              "\"2024年5月10日\"", "\"\""}) {
      CAPTURE(wrong);
      CHECK(drawn(wrong) == "facts_date_expected");
    }
  }

  TEST_CASE("booleans, texts, members, sets") {
    CHECK(subject_field("listed", "true") == R"("listed":true)");
    CHECK(subject_field("listed", "\"是\"") == "facts_boolean_expected");
    CHECK(subject_field("listed", "1") == "facts_boolean_expected");
    CHECK(subject_field("name", "\"甲\"") == R"("name":"甲")");
    CHECK(subject_field("name", "5") == "facts_text_expected");
    CHECK(subject_field("name", "\"Cafe\\u0301\"") == "\"name\":\"Café\"");
    CHECK(subject_field("kind", "\"企业\"") == R"("kind":"enterprise")");
    CHECK(subject_field("kind", "\"enterprise\"") == R"("kind":"enterprise")");
    CHECK(subject_field("kind", "\"事业\"") == "facts_unknown_member");
    CHECK(subject_field("kind", "0") == "facts_member_expected");
    CHECK(subject_field("registered_in", "\"140502\"") == R"("registered_in":"140502")");
    CHECK(subject_field("registered_in", "\"yunshan_urban\"") == R"("registered_in":"140502")");
    CHECK(subject_field("registered_in", "\"云山市\"") == R"("registered_in":"1405")");
    CHECK(subject_field("registered_in", "\"城区\"") == "facts_ambiguous_member");
    CHECK(subject_field("registered_in", "140502") == "facts_member_expected");
    CHECK(loan_field("collateral", R"(["copyright", "专利权"])") == R"("collateral":["patent_right","copyright"])");
    CHECK(loan_field("collateral", "[]") == R"("collateral":[])");
    CHECK(loan_field("collateral", "\"专利权\"") == "facts_set_expected");
    CHECK(loan_field("collateral", R"(["专利权", "patent_right"])") == "facts_repeated_member");
  }

  TEST_CASE("what is said about a value is kept") {
    CHECK(subject_field("revenue", R"({"value": 5, "source": "税务", "on": "2025-03-02"})") ==
          R"("revenue":{"value":"5.00","source":"税务","on":"2025-03-02"})");
    CHECK(subject_field("revenue", R"({"unknown": true})") == R"("revenue":{"unknown":true})");
    CHECK(subject_field("revenue", R"({"unknown": true, "source": "申报人"})") == R"("revenue":{"unknown":true,"source":"申报人"})");
    CHECK(subject_field("revenue", "null") == "facts_null");
    CHECK(subject_field("revenue", R"({"value": null})") == "facts_null");
    CHECK(subject_field("revenue", R"({"source": "税务"})") == "facts_value_missing");
    CHECK(subject_field("revenue", R"({"value": 1, "unknown": true})") == "facts_value_and_unknown");
    CHECK(subject_field("revenue", R"({"unknown": false})") == "facts_unknown_not_true");
    CHECK(subject_field("revenue", R"({"value": 1, "from": "2020-01-01"})") == "facts_not_dated");
    CHECK(subject_field("revenue", R"([{"value": 1}])") == "facts_money_expected");
    CHECK(subject_field("revenue", R"({"value": 1, "sorce": "税务"})") == "facts_unknown_key");
  }

  TEST_CASE("dated fields have segments") {
    const auto staff = [](const std::string& value) { return subject_field("employees", value); };
    CHECK(staff(R"([{"value": 5}])") == R"("employees":5)");
    CHECK(staff(R"({"value": 5, "from": "2020-01-01"})") == R"("employees":[{"value":5,"from":"2020-01-01"}])");
    CHECK(staff(R"([{"value": 6, "from": "2021-01-01"}, {"value": 5, "to": "2020-12-31", "source": "甲"}])") ==
          R"("employees":[{"value":5,"to":"2020-12-31","source":"甲"},{"value":6,"from":"2021-01-01"}])");
    CHECK(staff(R"([{"value": 6, "from": "2021-01-01"}, {"value": 5, "to": "2021-01-01"}])") == "facts_segments_overlap");
    CHECK(staff(R"([{"value": 6}, {"value": 6}])") == "facts_segments_overlap");
    CHECK(staff(R"([{"value": 6, "from": "2021-01-02", "to": "2021-01-01"}])") == "facts_dates_reversed");
    CHECK(staff(R"([{"unknown": true, "to": "2021-01-01"}])") == "facts_unknown_segment");
    CHECK(staff(R"({"unknown": true, "to": "2021-01-01"})") == "facts_unknown_segment");
    CHECK(staff("[]") == "facts_no_segments");
    CHECK(staff("[5]") == "facts_segment_expected");
    // An array that is the value itself.
    CHECK(subject_field("licences", "[]") == R"("licences":[])");
    CHECK(subject_field("licences", "[\"专利权\"]") == R"("licences":["patent_right"])");
    CHECK(subject_field("licences", R"([{"value": ["专利权"], "to": "2020-12-31"}, {"value": [], "from": "2021-01-01"}])") ==
          R"("licences":[{"value":["patent_right"],"to":"2020-12-31"},{"value":[],"from":"2021-01-01"}])");
    CHECK(subject_field("shareholders", "[\"e1\"]") == R"("shareholders":["e1"])");
  }

  TEST_CASE("a later decision on a field replaces an earlier one") {
    const auto decision = [](const std::string& id, const std::string& on, const std::string& value) {
      return R"({"id": ")" + id + R"(", "kind": "field", "record": "e1", "field": "科技创新类", "value": )" + value +
             R"(, "decider": "科技局", "decided_on": ")" + on + "\"}";
    };
    const Read result = read(frame(R"("records": {"主体": [{"id": "e1"}]}, "decisions": [)" + decision("d2", "2024-06-01", "false") + "," +
                                   decision("d1", "2023-03-01", "true") + "]"));
    REQUIRE(result.diagnostics.empty());
    const std::vector<Segment>& segments = result.facts.record(0).fields[10].segments;
    REQUIRE(segments.size() == 2);
    CHECK(segments[0].from == base::Date::of(2023, 3, 1));
    CHECK(segments[0].value.is_true());
    CHECK(segments[0].provenance.source == "科技局");
    CHECK(segments[1].value.is_false());
    REQUIRE(result.facts.decisions.size() == 2);
    CHECK(result.facts.decisions[0].id == "d1");
    CHECK(result.facts.decisions[0].record == 0);
    const std::string canonical = canonical_json(vocabulary(), result.facts);
    CHECK(canonical_json(vocabulary(), read(canonical).facts) == canonical);
  }

  TEST_CASE("the order of a file says nothing, and the hash is of the canonical text") {
    const std::string a = R"({"id": "a", "name": "甲"})";
    const std::string b = R"({"id": "b", "revenue": 1})";
    const std::string x = R"({"relation": "history", "owner": "a", "source": "s"})";
    const std::string y = R"({"relation": "*", "owner": "*", "source": "s"})";
    const FactBase one = read(frame(R"("records": {"subject": [)" + a + "," + b + R"(]}, "complete": [)" + x + "," + y + "]")).facts;
    const FactBase two = read(frame(R"("complete": [)" + y + "," + x + R"(], "records": {"主体": [)" + b + "," + a + "]}")).facts;
    CHECK(one.hash == two.hash);
    CHECK(one.hash == base::sha256_hex(canonical_json(vocabulary(), one)));
    CHECK(one.records().size() == 2);
  }

  TEST_CASE("with errors the base is empty, with warnings it is not") {
    const Read wrong = read(frame(R"("records": {"subject": [{"id": "e1", "revenue": null}]})"));
    CHECK(wrong.facts.records().empty());
    CHECK(wrong.facts.of_type(ir::RecordId{0}).second == 0);
    const Read odd = read(frame(R"("records": {"subject": [{"id": "e1"}]}, "history": [{"id": "p", "measure": "ys2019/x",
        "level": "市级", "subject": "e1", "amount": 1, "paid_on": "2024-01-01"}])"));
    CHECK(odd.diagnostics.size() == 1);
    CHECK_FALSE(odd.diagnostics.has_errors());
    REQUIRE(odd.facts.history.size() == 1);
    CHECK(odd.facts.history[0].measure == "ys2019/x");
    CHECK(odd.facts.history[0].unit == "e1");
    CHECK(odd.facts.history[0].fen == base::Rational(100));
  }

  TEST_CASE("a file that is too large or has too many defects says so once") {
    text::SourceSet sources;
    const text::FileId file = sources.add("facts.json", "{}");
    text::Diagnostics diagnostics;
    report_json_error(sources, file, {base::JsonError::Kind::too_large, 0, "", {}}, diagnostics);
    REQUIRE(diagnostics.size() == 1);
    CHECK(text::kind_name(diagnostics.list()[0].kind) == "json_too_large");
    CHECK(diagnostics.list()[0].arguments == std::vector<std::string>{"256"});
    std::string records;
    for (int i = 0; i < 1500; ++i) records += (i ? "," : "") + std::string("{}");
    const Read result = read(frame(R"("records": {"subject": [)" + records + "]}"));
    CHECK(result.diagnostics.size() == 1001);
    CHECK(text::kind_name(result.diagnostics.list().back().kind) == "facts_too_many_defects");
  }

  TEST_CASE("no more rows than the proofs of a policy reckon with") {
    base::JsonValue rows = base::JsonValue::array();
    for (std::int64_t i = 0; i < ir::kSumRowsLimit; ++i) rows.push(base::JsonValue{});
    const auto kinds = [&] {
      base::JsonValue root = base::JsonValue::object();
      root.set("format", base::JsonValue::of("zhidui-facts/1"));
      root.set("history", rows);
      text::Diagnostics diagnostics;
      (void)read_value(vocabulary(), root, text::FileId{}, diagnostics);
      std::set<std::string_view> out;
      for (const text::Diagnostic& diagnostic : diagnostics.list()) out.insert(text::kind_name(diagnostic.kind));
      return out;
    };
    CHECK_FALSE(kinds().contains("facts_too_many_rows"));
    rows.push(base::JsonValue{});
    CHECK(kinds() == std::set<std::string_view>{"facts_too_many_rows"});
  }

  TEST_CASE("facts read from JSON that was built by another reader") {
    base::JsonValue root = base::JsonValue::object();
    root.set("format", base::JsonValue::of("zhidui-facts/1"));
    text::Diagnostics diagnostics;
    CHECK(read_value(vocabulary(), root, text::FileId{}, diagnostics).records().empty());
    CHECK(diagnostics.empty());
  }

  TEST_CASE("ten thousand records") {
    constexpr int kSubjects = 2'000;
    std::string json = R"({"format":"zhidui-facts/1","records":{"subject":[)";
    for (int i = 0; i < kSubjects; ++i) {
      const std::string n = std::to_string(i);
      json += (i ? ",\n" : "") + (R"({"id":"e)" + n) + R"(","name":"第)" + n +
              R"(号公司","kind":"企业","registered_in":[{"value":"140502","from":"2015-01-01","source":"登记机关"}],"employees":)" + n +
              R"(,"revenue":")" + n + R"(.25"})";
    }
    json += R"(],"patent":[)";
    for (int i = 0; i < 4 * kSubjects; ++i) {
      json += (i ? ",\n" : "") + (R"({"id":"ZL)" + std::to_string(i)) + R"(","owners":["e)" + std::to_string(i % kSubjects) +
              R"("],"grant_date":"2024-05-10","kind":"invention"})";
    }
    json += "]}}";
    const Read result = read(json);
    CHECK(result.diagnostics.empty());
    CHECK(result.facts.records().size() == 5 * kSubjects);
    CHECK(result.facts.held_by(ir::RecordId{1}, ir::FieldId{0}, 7).size() == 4);
  }
}

TEST_SUITE("schema of facts") {
  TEST_CASE("it is JSON and names every observed field twice") {
    const std::string schema = json_schema(vocabulary());
    const auto parsed = base::parse_json(schema);
    const base::JsonValue* root = std::get_if<base::JsonValue>(&parsed);
    REQUIRE(root != nullptr);
    const base::JsonValue* definitions = root->find("$defs");
    REQUIRE(definitions != nullptr);
    for (const ir::RecordType& type : vocabulary().records) {
      const base::JsonValue* record = definitions->find("record." + type.name.id);
      REQUIRE(record != nullptr);
      const base::JsonValue* properties = record->find("properties");
      REQUIRE(properties != nullptr);
      for (const ir::Field& field : type.fields) {
        const bool observed = field.kind == ir::FieldKind::observed;
        CHECK((properties->find(field.name.id) != nullptr) == observed);
        CHECK((properties->find(field.name.zh) != nullptr) == observed);
      }
    }
  }
}

}  // namespace zhidui::facts
