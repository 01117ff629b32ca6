#include "matching/match.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "matching/sample_places.h"

namespace zhidui::matching {
namespace {

std::vector<Applicant> applicants() {
  return {{"e1", "云山云锦光电有限公司", {}, "91512081MA62K0260E", {"140502"}},
          {"e2", "沁川装备制造有限公司", {"沁川机械厂有限公司"}, "9131000063159284XQ", {"140521"}},
          {"e3", "北原信息技术有限公司", {}, "", {"11"}},
          {"e4", "北原信息技术有限公司云山分公司", {}, "", {"140502"}},
          {"e5", "山禾种植专业合作社", {}, "", {"140521"}},
          {"e6", "山禾种植专业合作社", {}, "", {"140581"}},
          {"p1", "程望", {}, "", {}}};
}

struct Matching {
  Matcher matcher{applicants(), sample_places()};
  Match operator()(const std::string& name, const std::string& code = "", const std::string& region = "") const {
    return matcher.match(Row{1, name, code, region}).front();
  }
};

bool says(const Match& match, ReasonKind kind) {
  const auto is = [&](const Reason& reason) { return reason.kind == kind; };
  return std::any_of(match.remarks.begin(), match.remarks.end(), is) ||
         (!match.candidates.empty() && std::any_of(match.candidates[0].reasons.begin(), match.candidates[0].reasons.end(), is));
}

std::string best(const Match& match) {
  if (match.candidates.empty()) return "";
  return match.candidates[0].id + " " + std::string(certainty_id(match.candidates[0].certainty));
}

TEST_CASE("what a list may say by itself") {
  const Matching match;
  CHECK(best(match("云山云锦光电有限公司")) == "e1 certain");
  CHECK(best(match("1、云山云锦光电有限公司＊")) == "e1 certain");
  CHECK(best(match("云锦光电有限责任公司", "91512081ma62k0260e")) == "e1 certain");
  CHECK(best(match("北原信息技术有限公司云山分公司")) == "e4 certain");
  CHECK(best(match("北原信息技术有限公司")) == "e3 certain");
}

TEST_CASE("what a person has to confirm") {
  const Matching match;
  CHECK(best(match("云锦光电有限责任公司")) == "e1 likely");
  CHECK(best(match("云山云锦光电有限公司", "9131000063159284XQ")) == "e2 likely");  // the code of another
  CHECK(best(match("云山云锦光电有限公司", "91350100M000100Y4Z")) == "e1 possible");
  CHECK(best(match("云山云锦光电有限公司", "91512081MA62KO26OE")) == "e1 likely");
  CHECK(best(match("阳泉钢铁有限公司", "91512081MA62K0260E")) == "e1 likely");
  CHECK(best(match("云山云锦光电有限公司", "", "阳泉市")) == "e1 likely");
  CHECK(best(match("沁川机械厂有限公司")) == "e2 likely");
  CHECK(best(match("沁远重工有限公司（原：沁川装备制造有限公司）")) == "e2 likely");
  CHECK(best(match("北原信息技术有限公司阳泉分公司")).ends_with("possible"));
  CHECK(best(match("山禾种植专业合作社")) == "e5 possible");
  CHECK(best(match("程望")) == "p1 possible");
  CHECK(best(match("云山云绵光电有限公司")) == "e1 possible");
  CHECK(best(match("阳泉钢铁有限公司")).empty());
  CHECK(says(match("程望"), ReasonKind::personal_name));
  CHECK(says(match("山禾种植专业合作社"), ReasonKind::name_shared));
  CHECK(says(match("云山云锦光电有限公司", "91350100M000100Y4Z"), ReasonKind::code_check));
  CHECK(says(match("云山云锦光电有限公司（原：沁川装备制造有限公司）"), ReasonKind::other_elsewhere));
  CHECK(match("云山云锦光电有限公司（原：沁川装备制造有限公司）").automatic().empty());
}

TEST_CASE("a joint award is several names, none of them matched by itself") {
  const Matching match;
  const auto found = match.matcher.match(Row{7, "云山云锦光电有限公司、沁川装备制造有限公司", "", ""});
  REQUIRE(found.size() == 2);
  for (const Match& each : found) {
    CHECK(each.row == 7);
    CHECK(each.automatic().empty());
    CHECK(says(each, ReasonKind::joint));
  }
  CHECK(best(found[0]) == "e1 likely");
  CHECK(best(found[1]) == "e2 likely");
}

TEST_CASE("rows that name one applicant say so") {
  const Matching match;
  const auto found = match.matcher.match(std::vector<Row>{{1, "云山云锦光电有限公司", "", ""}, {5, "云山云锦光电有限公司", "", ""}});
  CHECK(says(found[0], ReasonKind::also_row));
  CHECK(found[0].candidates[0].reasons.back().arguments == std::vector<std::string>{"5"});
  CHECK(found[1].candidates[0].reasons.back().arguments == std::vector<std::string>{"1"});
}

}  // namespace
}  // namespace zhidui::matching
