// Names as real lists print them, thought out by hand (variants.csv): every match that nobody looks at is right, and the applicant stands
// among the candidates.
#include <algorithm>
#include <map>
#include <set>

#include "register.h"

namespace zhidui::matching {
namespace {

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, at);) out.push_back(part);
  return out;
}

struct Count {
  std::size_t rows = 0, automatic = 0, wrong = 0, expected = 0, found = 0, first = 0;
};

std::string percent(std::size_t part, std::size_t whole) {
  return whole == 0 ? "-" : std::to_string(part * 1000 / whole / 10) + "." + std::to_string(part * 1000 / whole % 10) + "%";
}

bool among(const Match& match, const std::string& id, std::size_t first) {
  const auto end = match.candidates.begin() + static_cast<std::ptrdiff_t>(std::min(first, match.candidates.size()));
  return std::any_of(match.candidates.begin(), end, [&](const Candidate& each) { return each.id == id; });
}

// Expected: an id; ids of the parts with +; "-" nobody; "?" open between several: nobody may be matched by itself.
void judge(const ListRow& row, const std::vector<Match>& found, Count& count) {
  const std::vector<std::string> expected = split(row.cell("申请人"), '+');
  CAPTURE(row.row);
  CAPTURE(row.cell("名单所印"));
  CHECK_MESSAGE(found.size() == expected.size(), "parts of ", row.cell("名单所印"));
  for (std::size_t i = 0; i < std::min(found.size(), expected.size()); ++i) {
    ++count.rows;
    const std::string automatic = found[i].automatic();
    const bool nobody = expected[i] == "-" || expected[i] == "?";
    if (!automatic.empty()) {
      ++count.automatic;
      if (automatic != expected[i]) ++count.wrong;
      CHECK_MESSAGE(automatic == expected[i], row.cell("名单所印"), " was matched to ", automatic);
    }
    if (nobody) continue;
    ++count.expected;
    if (among(found[i], expected[i], 1)) ++count.first;
    if (among(found[i], expected[i], kMostCandidates)) ++count.found;
    else MESSAGE("not among the candidates: ", expected[i], " ", row.cell("名单所印"), " (", row.cell("种类"), ")");
  }
}

TEST_CASE("every automatic match of the variants is right, and applicants are found") {
  const Matcher matcher(register_of_test(), reference_places());
  const List variants = table("variants.csv");
  REQUIRE(variants.rows.size() >= 300);
  Count all;
  std::map<std::string, Count> kinds;
  for (const ListRow& row : variants.rows) {
    const std::vector<Match> found = matcher.match(Row{row.row, row.cell("名单所印"), row.cell("代码"), row.cell("地区")});
    judge(row, found, all);
    Count& kind = kinds[row.cell("种类")];
    for (const Match& match : found) ++kind.rows, kind.automatic += match.automatic().empty() ? 0 : 1;
  }
  MESSAGE("names: ", all.rows, ", of an applicant: ", all.expected);
  MESSAGE("precision of automatic matches: ", percent(all.automatic - all.wrong, all.automatic), " of ", all.automatic);
  MESSAGE("recall of automatic matches: ", percent(all.automatic - all.wrong, all.expected));
  MESSAGE("recall of candidates: first ", percent(all.first, all.expected), ", within five ", percent(all.found, all.expected));
  for (const auto& [kind, count] : kinds) MESSAGE(kind, ": ", count.automatic, " of ", count.rows, " automatic");
  CHECK(all.wrong == 0);
  // Short names that have hardly a sign in common with the register are all that may be missed.
  CHECK(all.found * 100 >= all.expected * 97);
}

// What follows from nothing but the way of writing must be found without anybody.
TEST_CASE("another way of writing the same name is matched by itself") {
  const Matcher matcher(register_of_test(), reference_places());
  const std::set<std::string> writing{"identical", "width", "spaces", "invisible", "brackets", "capitals", "marks", "serial", "code"};
  for (const ListRow& row : table("variants.csv").rows) {
    if (!writing.contains(row.cell("种类"))) continue;
    const std::vector<Match> found = matcher.match(Row{row.row, row.cell("名单所印"), row.cell("代码"), row.cell("地区")});
    CHECK_MESSAGE(found.front().automatic() == row.cell("申请人"), row.cell("名单所印"));
  }
}

}  // namespace
}  // namespace zhidui::matching
