// The laws of the data report over the shipped vocabulary: every kind of finding is produced, what is not known is no finding, the order
// of a file says nothing, and nothing is changed.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <variant>
#include <vector>

#include "engine/engine.h"
#include "facts/read_json.h"
#include "quality/quality.h"

namespace zhidui::quality {
namespace {

const base::Date kOn = *base::Date::parse("2025-03-10");

std::string content_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

const engine::Policy& policy() {
  static const engine::Policy loaded = [] {
    const std::string root = ZHIDUI_ROOT;
    text::Diagnostics diagnostics;
    auto result = engine::load({root + "/policies/jincheng-2023.md"}, {root + "/vocabulary", root + "/reference"}, {}, diagnostics);
    REQUIRE(result);
    REQUIRE_FALSE(diagnostics.has_errors());
    return *std::move(result);
  }();
  return loaded;
}

facts::FactBase read(const std::string& json) {
  text::SourceSet sources;
  text::Diagnostics diagnostics;
  const text::FileId file = sources.add("facts.json", json);
  facts::FactBase base = facts::read_json(policy().program, sources, file, diagnostics);
  REQUIRE_MESSAGE(!diagnostics.has_errors(), text::render_all(sources, diagnostics, text::Language::en));
  return base;
}

// The findings without their places, in an order of their own.
std::vector<std::string> told(const Report& report) {
  std::vector<std::string> out;
  for (const Finding& finding : report.findings) {
    std::string line =
        std::string(weight_id(finding.weight)) + " " + std::string(text::kind_text(finding.said.kind).code) + " " + finding.record;
    for (const std::string& argument : finding.said.arguments) line += " | " + argument;
    out.push_back(line);
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::string defective() { return content_of(ZHIDUI_ROOT "/tests/quality/defective.json"); }

// Arrays of records and statements; what stands within a record keeps its order (patentees have one).
void reverse(base::JsonValue& root) {
  for (base::JsonMember& section : std::get<base::JsonObject>(root.data)) {
    if (auto* list = std::get_if<base::JsonArray>(&section.value.data)) std::reverse(list->begin(), list->end());
    if (auto* types = std::get_if<base::JsonObject>(&section.value.data)) {
      for (base::JsonMember& type : *types) {
        auto& records = std::get<base::JsonArray>(type.value.data);
        std::reverse(records.begin(), records.end());
      }
    }
  }
}

bool finds(const Report& report, text::Kind kind) {
  return std::any_of(report.findings.begin(), report.findings.end(), [&](const Finding& f) { return f.said.kind == kind; });
}

std::string loan(const std::string& fields) {
  return R"({"format": "zhidui-facts/1", "records": {"subject": [{"id": "e1"}], "pledge_loan": [{"id": "L1", "borrower": "e1", )" + fields +
         "}]}}";
}

}  // namespace

TEST_CASE("every kind of finding is produced by the defective fact base") {
  const Report report = inspect(policy().program, read(defective()), kOn);
  const text::Kind kinds[] = {
#define DIAGNOSTIC(name, ...) text::Kind::name,
#include "text/diagnostics/quality.def"
#undef DIAGNOSTIC
  };
  for (const text::Kind kind : kinds) CHECK_MESSAGE(finds(report, kind), text::kind_text(kind).code);
}

TEST_CASE("every weight is used, and the most weighty comes first") {
  const Report report = inspect(policy().program, read(defective()), kOn);
  for (const Weight weight : {Weight::contradiction, Weight::doubt, Weight::note}) CHECK(report.count(weight) > 0);
  CHECK(std::is_sorted(report.findings.begin(), report.findings.end(),
                       [](const Finding& a, const Finding& b) { return a.weight < b.weight; }));
}

TEST_CASE("the order of records and statements does not change what is found") {
  auto parsed = base::parse_json(defective());
  auto& root = std::get<base::JsonValue>(parsed);
  reverse(root);
  const Report forward = inspect(policy().program, read(defective()), kOn);
  const Report backward = inspect(policy().program, read(base::write_json(root)), kOn);
  CHECK(told(forward) == told(backward));
  CHECK(forward.findings.size() >= 18);  // one of each kind at least
}

TEST_CASE("the report changes neither facts nor answers") {
  const facts::FactBase facts = read(content_of(ZHIDUI_ROOT "/examples/jincheng/facts.json"));
  const std::string before = facts::canonical_json(policy().program, facts);
  engine::Request request;
  request.claimed = kOn;
  const auto scope = engine::scope_of(policy().program, request);
  REQUIRE(scope);
  const std::string receipt = engine::assess(policy(), facts, *scope, engine::applicants(policy().program, facts).front()).receipt;
  (void)inspect(policy().program, facts, kOn);
  CHECK(facts::canonical_json(policy().program, facts) == before);
  CHECK(engine::assess(policy(), facts, *scope, engine::applicants(policy().program, facts).front()).receipt == receipt);
}

TEST_CASE("what the reader warns of is a doubt, but for double keys, of which the report says more") {
  text::Diagnostics warnings;
  warnings.report(text::Kind::facts_same_key, {}, {"patent", "patent_number", "1"});
  warnings.report(text::Kind::facts_too_many_for_place, {}, {"a", "b", "1", "2"});
  Report report;
  add_warnings(report, warnings);
  REQUIRE(report.findings.size() == 1);
  CHECK(report.findings[0].said.kind == text::Kind::facts_too_many_for_place);
  CHECK(report.count(Weight::doubt) == 1);
}

TEST_CASE("records of which nothing is known give no finding") {
  std::string records;
  for (const ir::RecordType& type : policy().program.records) {
    records += (records.empty() ? "" : ", ") + ("\"" + type.name.id) + "\": [{\"id\": \"" + type.name.id + "-1\"}]";
  }
  const facts::FactBase facts = read(R"({"format": "zhidui-facts/1", "records": {)" + records + "}}");
  const Report report = inspect(policy().program, facts, kOn);
  CHECK(told(report).empty());
  CHECK(report.types.size() == policy().program.records.size());
}

TEST_CASE("a check speaks only where it is certain, and of what is seen on that day") {
  const auto found = [](const std::string& fields) { return told(inspect(policy().program, read(loan(fields)), kOn)).size(); };
  CHECK(found(R"("interest_paid": 100, "interest_accrued": 50)") == 1);
  CHECK(found(R"("interest_paid": 50, "interest_accrued": 50)") == 0);
  CHECK(found(R"("interest_paid": 100)") == 0);
  CHECK(found(R"("interest_paid": 100, "interest_accrued": {"unknown": true})") == 0);
  CHECK(found(R"("interest_paid": 100, "interest_accrued": {"value": 50, "on": "2025-03-11"})") == 0);
  CHECK(found(R"("interest_paid": 100, "interest_accrued": {"value": 50, "on": "2025-03-10"})") == 1);
}

TEST_CASE("a credit code is in doubt only where the applicant was certainly never registered there") {
  const auto found = [](const std::string& place) {
    const std::string json = R"({"format": "zhidui-facts/1", "records": {"subject": [{"id": "e1", "credit_code": "91140502MA0K403736")" +
                             (place.empty() ? "" : R"(, "registered_in": )" + place) + "}]}}";
    return finds(inspect(policy().program, read(json), kOn), text::Kind::quality_part_disagrees);
  };
  CHECK(found(R"("1401")"));
  CHECK(found(R"("140521")"));
  CHECK_FALSE(found(R"("140502")"));
  CHECK_FALSE(found(R"("1405")"));  // somewhere in the city, perhaps there
  CHECK_FALSE(found(""));
  CHECK_FALSE(found(R"([{"value": "1401", "from": "2020-01-01"}])"));  // where before is not known
  CHECK(found(R"([{"value": "1401", "to": "2019-12-31"}, {"value": "1402", "from": "2020-01-01"}])"));
  CHECK_FALSE(found(R"([{"value": "1401", "to": "2019-12-31"}, {"value": "1402", "from": "2020-02-01"}])"));
  CHECK_FALSE(
      found(R"([{"value": "140502", "to": "2019-12-31"}, {"value": "1402", "from": "2020-01-01"}])"));  // it moved and kept its code
}

// The codes of what is found, in order.
namespace {
std::string codes_of(const std::string& rest) {
  const std::string json = R"({"format": "zhidui-facts/1", "records": {"subject": [{"id": "e1"}, {"id": "e2"}], "patent": [
      {"id": "P1", "patentees": ["e1"], "granting_office": "国家知识产权局", "patent_kind": "invention", "granted_on": "2024-05-10"},
      {"id": "P2", "patentees": ["e1"], "granting_office": "国家知识产权局", "patent_kind": "invention",
       "granted_on": {"value": "2024-06-10", "on": "2025-02-01"}}]}, )" +
                           rest + "}";
  std::string out;
  for (const Finding& finding : inspect(policy().program, read(json), kOn).findings) out += text::kind_text(finding.said.kind).code;
  return out;
}
std::string payments(const std::string& first, const std::string& second) {
  const std::string same =
      R"("level": "city", "measure": "jc2023/foreign_grant", "subject": "e1", "amount": 10000, "paid_on": "2024-06-01")";
  return codes_of(R"("history": [{"id": "F1", )" + same + first + R"(}, {"id": "F2", )" + same + second + "}]");
}
}  // namespace

TEST_CASE("payments look like one unless both say for what") {
  CHECK(payments("", "") == "Q1023");
  CHECK(payments(R"(, "unit": "P1")", R"(, "unit": "P1")") == "Q1023");
  CHECK(payments(R"(, "unit": "P1")", "") == "Q1023");
  CHECK(payments(R"(, "unit": "P1")", R"(, "unit": "P2")") == "");
  CHECK(payments(R"(, "period": 2023)", R"(, "period": 2024)") == "");
  CHECK(payments(R"(, "period": 2023)", "") == "Q1023");
  CHECK(payments("", R"(, "on": "2025-03-11")") == "");  // not known on that day
}

TEST_CASE("a total is held against what the records certainly come to") {
  const auto total = [](int value, const std::string& complete) {
    return codes_of(R"("totals": [{"statistic": "yearly_invention_grants", "owner": "e1", "year": 2024, "source": "s", "value": )" +
                    std::to_string(value) + "}]" + complete);
  };
  const std::string closed = R"(, "complete": [{"relation": "patent.patentees", "owner": "e1", "as_of": "2025-03-01", "source": "s"}])";
  CHECK(total(1, "") == "Q1030");
  CHECK(total(2, "") == "");
  CHECK(total(3, "") == "");
  CHECK(total(2, closed) == "");
  CHECK(total(3, closed) == "Q1030");
}

TEST_CASE("a statement of completeness is overtaken by what lies within it and became known later") {
  const auto closure = [](const std::string& relation, const std::string& owner, const std::string& rest) {
    return codes_of(R"("complete": [{"relation": ")" + relation + R"(", "owner": ")" + owner + R"(", "source": "s")" + rest + "}]");
  };
  const std::string january = R"(, "as_of": "2025-01-31", "on": "2025-01-31")";
  CHECK(closure("patent.patentees", "e1", january) == "Q1031");
  CHECK(closure("patent.patentees", "*", january) == "Q1031");
  CHECK(closure("patent", "", january) == "Q1031");
  CHECK(closure("patent.patentees", "e1", R"(, "on": "2025-01-31")") == "Q1031");  // without limit
  CHECK(closure("patent.patentees", "e2", january) == "");
  CHECK(closure("patent.patentees", "e1", R"(, "as_of": "2024-06-09", "on": "2025-01-31")") == "");
  CHECK(closure("patent.patentees", "e1", R"(, "as_of": "2025-02-01", "on": "2025-02-01")") == "");
  CHECK(closure("patent.patentees", "e1", R"(, "as_of": "2025-02-01")") == "");       // when it was said is not known
  CHECK(closure("patent.patentees", "e1", R"(, "as_of": "2025-03-11")") == "Q1013");  // after the day that is asked
  const auto paid = [&](const std::string& since) {
    return codes_of(
        R"("complete": [{"relation": "history", "owner": "e1", "source": "s", "on": "2025-01-31", "as_of": "2024-12-31"}], "history": [
        {"id": "F1", "level": "city", "subject": "e1", "amount": 1, "paid_on": "2024-06-01", "on": ")" +
        since + R"("}])");
  };
  CHECK(paid("2025-01-31") == "");
  CHECK(paid("2025-02-01") == "Q1031");
  CHECK(paid("2025-03-11") == "");
}

TEST_CASE("one name is a doubt unless both have a code; one key is one holder's or two") {
  const auto found = [](const std::string& one, const std::string& other) {
    const std::string json = R"({"format": "zhidui-facts/1", "records": {"subject": [
        {"id": "e1", "subject_name": "甲公司")" +
                             one + R"(}, {"id": "e2", "subject_name": "甲公司")" + other + "}]}}";
    std::string out;
    for (const Finding& finding : inspect(policy().program, read(json), kOn).findings) out += text::kind_text(finding.said.kind).code;
    return out;
  };
  const std::string a = R"(, "credit_code": "91140502MA0K403736")", b = R"(, "credit_code": "9131000063159284XQ")";
  CHECK(found("", "") == "Q1022");
  CHECK(found(a, "") == "Q1022");
  CHECK(found(a, b) == "");
  CHECK(found(a, a) == "Q1020");
}

TEST_CASE("signs that no code has are said with what could be meant") {
  const std::string json = R"({"format": "zhidui-facts/1", "records": {"subject": [{"id": "e1", "credit_code": "9114O502MA0K403736"}]}})";
  const Report report = inspect(policy().program, read(json), kOn);
  REQUIRE(report.findings.size() == 1);
  CHECK(report.findings[0].said.kind == text::Kind::quality_not_of_form);
  CHECK(report.findings[0].said.arguments.back() == " (→ 91140502MA0K403736 ?)");
}

TEST_CASE("only what the form asks for is a doubt") {
  const auto codes = [](const std::string& fields) {
    const std::string json = R"({"format": "zhidui-facts/1", "records": {"patent": [{"id": "P1", )" + fields + "}]}}";
    std::string out;
    for (const Finding& finding : inspect(policy().program, read(json), kOn).findings) out += text::kind_text(finding.said.kind).code;
    return out;
  };
  const std::string office = R"(, "granting_office": "国家知识产权局")";
  CHECK(codes(R"("patent_number": "ZL201710601862.3")" + office) == "");
  CHECK(codes(R"("patent_number": "95115608.X")" + office) == "");
  CHECK(codes(R"("patent_number": "ZL201710601862.4")" + office) == "Q1004");
  CHECK(codes(R"("patent_number": "ZL201710601862")" + office) == "Q1003");
  CHECK(codes(R"("patent_number": "US12003131B2")" + office) == "Q1003");
  CHECK(codes(R"("patent_number": "US12003131B2", "granting_office": "美国专利商标局")") == "");
  CHECK(codes(R"("patent_number": "US12003131B2")") == "");  // who granted it is not known
  CHECK(codes(R"("patent_number": "ZL201710601862.3", "patent_kind": "invention")" + office) == "");
  CHECK(codes(R"("patent_number": "ZL201710601862.3", "patent_kind": "design")" + office) == "Q1005");
}

}  // namespace zhidui::quality
