// What holds of every list: the order of applicants says nothing, nobody is matched with two, an automatic match has no rival.
#include <algorithm>
#include <random>

#include "register.h"

namespace zhidui::matching {
namespace {

constexpr unsigned kSeed = 20240917;

std::vector<Row> rows_of_variants() {
  std::vector<Row> out;
  for (const ListRow& row : table("variants.csv").rows) out.push_back({row.row, row.cell("名单所印"), row.cell("代码"), row.cell("地区")});
  return out;
}

std::string shown(const std::vector<Match>& matches) {
  std::string out;
  for (const Match& match : matches) {
    out += std::to_string(match.row) + "." + std::to_string(match.part) + " " + match.printed;
    for (const Candidate& each : match.candidates) {
      out += "\n  " + each.id + " " + std::string(certainty_id(each.certainty)) + " " + std::to_string(each.score);
      for (const Reason& reason : each.reasons) out += "; " + reason_text(reason, text::Language::zh);
    }
    out += "\n";
  }
  return out;
}

// Names out of few parts, so that they meet often.
std::string one_of(std::mt19937& random, std::initializer_list<const char*> words) { return words.begin()[random() % words.size()]; }

std::string random_name(std::mt19937& random) {
  return one_of(random, {"", "", "晋城市", "晋城", "太原市", "山西", "高平市"}) + one_of(random, {"金", "鑫", "云", "雲"}) +
         one_of(random, {"鼎", "源", "锦", "錦"}) + one_of(random, {"", "恒", "（晋城）"}) + one_of(random, {"装备", "光电", "商贸"}) +
         one_of(random, {"有限公司", "有限责任公司", "股份有限公司", "集团有限公司", "厂", "有限公司晋城分公司"});
}

// A cell: mostly the name of an applicant, with what lists put around it.
std::string random_cell(std::mt19937& random, const std::vector<Applicant>& applicants) {
  const std::string name = random() % 2 == 0 ? random_name(random) : applicants[random() % applicants.size()].name;
  return one_of(random, {"", "", "", " ", "3、", "*"}) + name +
         one_of(random, {"", "", "", "", " ", "①", "（原：金鼎光电有限公司）", "、云锦商贸有限公司", "（牵头）", "…"});
}

std::string random_code(std::mt19937& random) {
  const char* codes[] = {"", "", "91512081MA62K0260E", "9131000063159284XQ", "91512081MA62KO260E", "MA62K0260", "140500200012345"};
  return codes[random() % std::size(codes)];
}

std::vector<Applicant> random_register(std::mt19937& random) {
  std::vector<Applicant> out;
  for (int i = 0; i < 12; ++i) {
    Applicant applicant{"e" + std::to_string(i), random_name(random), {}, random_code(random), {}};
    if (random() % 3 == 0) applicant.former_names.push_back(random_name(random));
    if (random() % 2 == 0) applicant.regions.emplace_back(random() % 2 == 0 ? "140502" : "1401");
    out.push_back(std::move(applicant));
  }
  return out;
}

TEST_CASE("the order of applicants changes nothing") {
  const std::vector<Row> rows = rows_of_variants();
  std::vector<Applicant> applicants = register_of_test();
  const std::vector<Place> places = reference_places();
  const std::string first = shown(Matcher(applicants, places).match(rows));
  std::mt19937 random(kSeed);
  for (int turn = 0; turn < 3; ++turn) {
    std::shuffle(applicants.begin(), applicants.end(), random);
    CHECK(shown(Matcher(applicants, places).match(rows)) == first);
  }
}

TEST_CASE("a row is matched by itself with one applicant at most, and never against the code") {
  std::mt19937 random(kSeed);
  const std::vector<Place> places = reference_places();
  std::size_t automatic = 0;
  for (int turn = 0; turn < 60; ++turn) {
    const std::vector<Applicant> applicants = random_register(random);
    const Matcher matcher(applicants, places);
    for (int k = 0; k < 40; ++k) {
      const Row row{1, random_cell(random, applicants), random_code(random), random() % 3 == 0 ? "太原市" : ""};
      CAPTURE(row.name);
      CAPTURE(row.code);
      const std::vector<Match> found = matcher.match(row);
      std::size_t certain = 0;
      for (const Match& match : found) {
        for (const Candidate& each : match.candidates) certain += each.certainty == Certainty::certain ? 1 : 0;
        CHECK(match.candidates.size() <= kMostCandidates);
        CHECK((found.size() == 1 || match.automatic().empty()));
      }
      CHECK(certain <= 1);
      automatic += certain;
      if (certain == 0) continue;
      const std::string id = found.front().automatic();
      for (const Applicant& other : applicants) {
        if (other.id == id) continue;
        CHECK_FALSE((other.name == row.name && other.code == row.code));
        CHECK_FALSE((!row.code.empty() && other.code == row.code));
      }
    }
  }
  CHECK(automatic > 20);
}

TEST_CASE("normalising twice changes nothing more") {
  std::mt19937 random(kSeed);
  const Regions regions(reference_places());
  const SignTable signs;
  const NameReader reader(regions, signs);
  const std::vector<Applicant> applicants = register_of_test();
  std::vector<std::string> names;
  for (const Row& row : rows_of_variants()) names.push_back(row.name);
  for (int k = 0; k < 1000; ++k) names.push_back(random_cell(random, applicants));
  for (const std::string& name : names) {
    const Name once = reader.printed(name);
    CHECK(narrow(reader.printed(narrow(once.spelled)).spelled) == narrow(once.spelled));
    CHECK(narrow(reader.printed(narrow(once.formed)).formed) == narrow(once.formed));
  }
}

}  // namespace
}  // namespace zhidui::matching
