// What posting writes into the history: whose claim it was, who received the money, at which level.
#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/must.h"
#include "engine/engine.h"
#include "facts/read_json.h"

namespace zhidui::engine {

namespace {

namespace fs = std::filesystem;

constexpr const char* kFacts = R"({"format": "zhidui-facts/1",
  "records": {"主体": [{"id": "e1", "主体类别": "企业"}, {"id": "e2", "主体类别": "企业"}],
              "获奖": [{"id": "A1", "奖项": "中国专利奖", "等级": "银奖", "获奖专利权人": ["e1", "e2"], "公布日": "2024-10-15"}]},
  "complete": [{"relation": "*", "owner": "*", "source": "假定"}]})";

// The small policy, with every holder as claimant, `lines` added to its measure, and another level.
Policy changed_policy(const std::string& lines, const std::string& level) {
  std::ifstream in(ZHIDUI_ROOT "/tests/policies/gap.md");
  std::ostringstream bytes;
  bytes << in.rdbuf();
  std::string text = bytes.str();
  const auto replace = [&](const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
  };
  replace("以其为 第一专利权人", "以其为 获奖专利权人");
  replace("  事实日 公布日\n", "  事实日 公布日\n" + lines);
  replace("层级 市级", "层级 " + level);
  const fs::path file = fs::temp_directory_path() / ("zhidui-post-" + std::to_string(getpid()) + ".md");
  std::ofstream(file, std::ios::binary) << text;
  text::Diagnostics diagnostics;
  auto policy = load({file.string()}, {ZHIDUI_ROOT "/vocabulary", ZHIDUI_ROOT "/reference"}, {.coverage = false}, diagnostics);
  fs::remove(file);
  REQUIRE(policy.ok());
  INFO(text::render_all(policy->sources, diagnostics, text::Language::en));
  REQUIRE_FALSE(diagnostics.has_errors());
  return *std::move(policy);
}

facts::FactBase facts_of(const Policy& policy) {
  text::SourceSet sources;
  text::Diagnostics diagnostics;
  return facts::read_json(policy.program, sources, sources.add("facts.json", kFacts), diagnostics);
}

struct Posting {
  Policy policy;
  facts::FactBase facts;
  evaluate::Scope scope;

  explicit Posting(const std::string& lines, const std::string& level = "市级")
      : policy(changed_policy(lines, level)), facts(facts_of(policy)) {
    Request request;
    request.claimed = base::Date::parse("2024-12-02");
    scope = *scope_of(policy.program, request);
  }
  outcome::Answer answer(const char* subject) const {
    return assess(policy, facts, scope, base::must(facts.find(policy.program.subject_record, subject)));
  }
  std::vector<facts::Payment> of(const char* subject) const { return post(policy.program, facts, answer(subject), scope.claimed); }
};

}  // namespace

TEST_CASE("a payment names the applicant whose claim it was, and the payee where that is another") {
  const Posting plain("");
  REQUIRE(plain.of("e2").size() == 1);
  CHECK(plain.of("e2")[0].subject == "e2");
  CHECK(plain.of("e2")[0].payee.empty());
  CHECK(plain.of("e2")[0].fen == base::Rational(10'000'000));
  Posting first("  受款 第一专利权人\n");
  REQUIRE(first.of("e2").size() == 1);
  CHECK(first.of("e2")[0].subject == "e2");
  CHECK(first.of("e2")[0].payee == "e1");
  REQUIRE(first.of("e1").size() == 1);
  CHECK(first.of("e1")[0].payee.empty());
  // What was posted is read again as it stands, and not paid twice.
  first.facts.history = first.of("e2");
  first.facts.statements_changed();
  const std::string canonical = facts::canonical_json(first.policy.program, first.facts);
  CHECK(canonical.find(R"("payee":"e1")") != std::string::npos);
  text::SourceSet sources;
  text::Diagnostics diagnostics;
  const facts::FactBase again = facts::read_json(first.policy.program, sources, sources.add("again.json", canonical), diagnostics);
  REQUIRE_FALSE(diagnostics.has_errors());
  CHECK(again.history[0].payee == "e1");
  CHECK(first.of("e2").empty());
}

TEST_CASE("the level of a payment is that of the document") {
  const std::vector<std::pair<std::string, facts::Level>> levels{
      {"国家级", facts::Level::national}, {"省级", facts::Level::provincial}, {"市级", facts::Level::city}, {"县级", facts::Level::county}};
  for (const auto& [word, level] : levels) {
    const Posting posting("", word);
    REQUIRE(posting.of("e1").size() == 1);
    CHECK(posting.of("e1")[0].level == level);
  }
}

}  // namespace zhidui::engine
