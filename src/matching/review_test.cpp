#include "matching/review.h"

#include <doctest/doctest.h>

#include "matching/sample_places.h"

namespace zhidui::matching {
namespace {

const ApplicantNames kNames{{"e1", "云锦光电有限公司"}, {"e2", "沁川装备制造有限公司"}};

std::vector<Match> matches() {
  const Matcher matcher({{"e1", "云锦光电有限公司", {}, "", {}}, {"e2", "沁川装备制造有限公司", {}, "", {}}}, sample_places());
  return matcher.match(std::vector<Row>{{1, "云锦光电有限公司", "", ""},
                                        {2, "沁川装备有限公司", "=1", ""},
                                        {3, "=阳泉钢铁有限公司", "", ""},
                                        {4, "云锦光电有限公司、沁川装备制造有限公司", "", ""}});
}

struct Read {
  text::SourceSet sources;
  text::Diagnostics diagnostics;
  std::vector<Decided> decided;
  explicit Read(const std::string& csv) {
    decided = read_review(read_list("review.csv", csv, {}, sources, diagnostics), matches(), kNames, diagnostics);
  }
  std::string kinds() const {
    std::string out;
    for (const auto& each : diagnostics.list()) out += (out.empty() ? "" : " ") + std::string(text::kind_name(each.kind));
    return out;
  }
};

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

TEST_CASE("a review that nobody touched holds the automatic match and nothing else") {
  for (const auto language : {text::Language::zh, text::Language::en}) {
    const Read read(review_csv(matches(), kNames, language));
    CHECK(read.kinds().empty());
    REQUIRE(read.decided.size() == 5);
    CHECK(read.decided[0].outcome == Outcome::automatic);
    CHECK(read.decided[0].applicant == "e1");
    for (std::size_t i = 1; i < 5; ++i) CHECK(read.decided[i].outcome == Outcome::open);
  }
}

TEST_CASE("nothing in a review is a formula") {
  const std::string csv = review_csv(matches(), kNames, text::Language::zh);
  CHECK(csv.find(",'=1,") != std::string::npos);
  CHECK(csv.find(",'=阳泉钢铁有限公司,") != std::string::npos);
}

TEST_CASE("what a person fills in") {
  const std::string csv = review_csv(matches(), kNames, text::Language::zh);
  const Read read(replaced(replaced(csv, "e1,自动", "否,自动"), "'=1,,,", "'=1,, e2 ,"));
  CHECK(read.kinds().empty());
  CHECK(read.decided[0].outcome == Outcome::refused);
  CHECK(read.decided[1].outcome == Outcome::confirmed);
  CHECK(read.decided[1].applicant == "e2");
  const std::string open = open_csv(matches(), read.decided, kNames, text::Language::zh);
  CHECK(open.find("1,,云锦光电有限公司,,,不是申请人") != std::string::npos);
  CHECK(open.find("沁川装备有限公司") == std::string::npos);
}

TEST_CASE("defects of a review") {
  const std::string csv = review_csv(matches(), kNames, text::Language::zh);
  CHECK(Read(replaced(csv, ",确认,", ",核定,")).kinds() == "review_no_column");
  CHECK(Read(replaced(csv, "e1,自动", "e9,")).kinds() == "review_unknown_applicant");
  CHECK(Read(replaced(csv, "沁川装备有限公司", "沁河装备有限公司")).kinds() == "review_other_name");
  CHECK(Read(csv + "9,,某公司,,,,,\r\n").kinds() == "review_unknown_row");
  CHECK(Read(csv + "1,,云锦光电有限公司,,,,,\r\n").kinds() == "review_row_twice");
  const std::size_t last = csv.rfind("4,2,");
  CHECK(Read(csv.substr(0, last)).kinds() == "review_row_missing");
}

}  // namespace
}  // namespace zhidui::matching
