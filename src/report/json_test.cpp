// Answers of a real policy: the JSON keeps its schema, the text its width, and both are the same every time.
#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "base/json_validator.h"
#include "base/utf8.h"
#include "report/examples.h"
#include "report/report.h"

using namespace zhidui;
using base::JsonValue;
using report::examples;
using report::load_example;
using report::Loaded;

namespace {

// A column of sources may be as long as the sources are; everything else keeps the width.
void check_width(const std::string& text) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    CHECK_MESSAGE(base::display_width(line) <= report::kTextColumns + 16, line);
    CHECK_MESSAGE(!line.ends_with(' '), line);
  }
}

}  // namespace

TEST_CASE("answers keep their schema, texts their width, and both come out the same again") {
  const JsonValue schema = report::answer_schema();
  const base::JsonValidator validator(schema);
  for (const Loaded& example : examples()) {
    const report::View view{example.policy, example.facts, example.scope};
    for (std::uint32_t subject : engine::applicants(example.policy.program, example.facts)) {
      const outcome::Answer answer = engine::assess(example.policy, example.facts, example.scope, subject);
      const JsonValue json = report::json(view, answer);
      CHECK(validator.check(json, "answer") == "");
      const outcome::Answer again = engine::assess(example.policy, example.facts, example.scope, subject);
      CHECK(base::write_json(report::json(view, again)) == base::write_json(json));
      for (const text::Language language : {text::Language::zh, text::Language::en}) {
        for (const report::Detail detail : {report::Detail::compact, report::Detail::full}) {
          const std::string text = report::text(view, answer, {language, detail, ""});
          CHECK(report::text(view, again, {language, detail, ""}) == text);
          if (detail == report::Detail::full) check_width(text);
          CHECK(text.find("{0}") == std::string::npos);
        }
      }
    }
  }
}

TEST_CASE("groups and awards can be joined by key") {
  std::size_t joined = 0;
  for (const Loaded& example : examples()) {
    for (std::uint32_t subject : engine::applicants(example.policy.program, example.facts)) {
      const outcome::Answer answer = engine::assess(example.policy, example.facts, example.scope, subject);
      for (const outcome::GroupTotal& group : answer.groups) {
        REQUIRE(!group.members.empty());
        CHECK(group.members.front() == group.key);
        for (const std::string& member : group.members) {
          joined += static_cast<std::size_t>(std::count_if(answer.awards.begin(), answer.awards.end(), [&](const outcome::Award& award) {
            return award.claim.key.to_string() == member;
          }));
        }
      }
    }
  }
  CHECK(joined > 0);
}

TEST_CASE("an award can be asked for, and what is left out of a tree is not what is missing") {
  const Loaded example = load_example("/policies/jincheng-2023.md", "/tests/golden/command/jincheng.json", "2025-03-10");
  const report::View view{example.policy, example.facts, example.scope};
  const std::uint32_t subject = engine::applicants(example.policy.program, example.facts).front();
  outcome::Answer answer = engine::assess(example.policy, example.facts, example.scope, subject);
  REQUIRE(answer.awards.size() > 1);
  const std::string key = answer.awards[1].claim.key.to_string();
  const JsonValue one = report::json(view, answer, key);
  REQUIRE(one.find("awards")->as_array()->size() == 1);
  CHECK(*one.find("awards")->as_array()->front().find("key")->find("text")->as_string() == key);
  CHECK(report::json(view, answer).find("awards")->as_array()->size() == answer.awards.size());
  CHECK(base::write_json(*one.find("total")) == base::write_json(*report::json(view, answer).find("total")));
  // A tree of forty levels, and none.
  outcome::Claim& claim = answer.awards[1].claim;
  claim.trace.nodes.assign(40, {});
  for (std::uint32_t i = 0; i + 1 < 40; ++i) claim.trace.nodes[i].children = {i + 1};
  claim.conditions = {{outcome::Stage::condition, 0, outcome::Value::boolean(true), 0}};
  claim.lets.clear();
  claim.amount_trace = UINT32_MAX;
  const JsonValue cut = report::json(view, answer, key);
  const JsonValue& trace = *cut.find("awards")->as_array()->front().find("trace");
  CHECK(trace.find("amount")->is_null());
  const JsonValue* at = trace.find("conditions")->as_array()->front().find("tree");
  int depth = 0;
  for (; at->find("operands"); ++depth) at = &at->find("operands")->as_array()->front();
  CHECK(depth == 25);
  CHECK(*at->find("kind")->as_string() == "cut");
}

TEST_CASE("a reader learns from the text alone why each award has its status") {
  for (const Loaded& example : examples()) {
    const report::View view{example.policy, example.facts, example.scope};
    for (std::uint32_t subject : engine::applicants(example.policy.program, example.facts)) {
      const outcome::Answer answer = engine::assess(example.policy, example.facts, example.scope, subject);
      const JsonValue json = report::json(view, answer);
      for (const JsonValue& award : *json.find("awards")->as_array()) {
        const std::string key = *award.find("key")->find("text")->as_string();
        CHECK_MESSAGE(!award.find("clauses")->as_array()->empty(), key);
        for (const char* language : {"zh", "en"}) {
          CHECK_MESSAGE(!award.find("reason")->find(language)->as_string()->empty(), key);
        }
      }
    }
  }
}

TEST_CASE("the table of applicants adds up") {
  const Loaded example = load_example("/policies/jincheng-2023.md", "/tests/golden/command/jincheng.json", "2025-03-10");
  const report::View view{example.policy, example.facts, example.scope};
  std::vector<outcome::Answer> answers;
  for (std::uint32_t subject : engine::applicants(example.policy.program, example.facts)) {
    answers.push_back(engine::assess(example.policy, example.facts, example.scope, subject));
  }
  const JsonValue summary = report::summary_json(view, answers);
  const auto awards = [](const JsonValue& row) { return std::stoll(row.find("tally")->find("awards")->as_number()->text); };
  long long subjects = 0, measures = 0;
  for (const JsonValue& row : *summary.find("subjects")->as_array()) subjects += awards(row);
  for (const JsonValue& row : *summary.find("measures")->as_array()) measures += awards(row);
  CHECK(subjects == measures);
  CHECK(std::to_string(subjects) == summary.find("all")->find("awards")->as_number()->text);
  CHECK(report::summary(view, answers, text::Language::zh).find("合计") != std::string::npos);
}
