#include "matching/relation.h"

#include <doctest/doctest.h>

#include "matching/sample_places.h"

namespace zhidui::matching {
namespace {

struct Pair {
  Regions regions{sample_places()};
  SignTable signs;
  NameReader reader{regions, signs};
  Related operator()(const std::string& list, const std::string& registered) const {
    const Places none;
    return relate(reader.printed(list), reader.registered(registered), {none, none}, regions, signs);
  }
  std::string first_reason(const std::string& list, const std::string& registered) const {
    const Related related = (*this)(list, registered);
    return related.reasons.empty() ? "" : std::string(reason_id(related.reasons.front().kind));
  }
};

TEST_CASE("from the same name to no relation") {
  const Pair relation;
  const std::string name = "云山云锦光电有限公司";
  CHECK(relation(name, name).relation == Relation::identical);
  CHECK(relation("云山云锦光电 有限公司 ", name).relation == Relation::spelled);
  CHECK(relation("雲山雲錦光電有限公司", name).relation == Relation::script);
  CHECK(relation("云山云锦光电有限责任公司", name).relation == Relation::form);
  CHECK(relation("山西云锦光电有限公司", name).relation == Relation::division);
  CHECK(relation("云锦光电有限公司（牵头单位）", name).relation == Relation::division);
  CHECK(relation("阳泉云锦光电有限公司", name).relation == Relation::other_places);
  CHECK(relation("云山云锦光电集团有限公司", name).relation == Relation::form_changed);
  CHECK(relation("云山云锦光电有限公司阳泉分公司", name).relation == Relation::branch);
  CHECK(relation("沁川装备", "沁川装备制造机械有限公司").relation == Relation::short_name);
  CHECK(relation("云山云绵光电有限公司", name).relation == Relation::near);
  CHECK(relation("阳泉钢铁有限公司", name).relation == Relation::none);
}

TEST_CASE("one slip is named") {
  const Pair relation;
  const std::string name = "云锦光电科技有限公司";
  CHECK(relation.first_reason("云绵光电科技有限公司", name) == "sign_look");
  CHECK(relation.first_reason("云锦光店科技有限公司", name) == "sign_sound");
  CHECK(relation.first_reason("云锦光明科技有限公司", name) == "sign_other");
  CHECK(relation.first_reason("云锦光科技有限公司", name) == "sign_missing");
  CHECK(relation.first_reason("云锦光电子科技有限公司", name) == "sign_extra");
  CHECK(relation.first_reason("云光锦电科技有限公司", name) == "signs_swapped");
  CHECK(relation.first_reason("1号云锦光电公司", "一号云锦光电公司") == "sign_numeral");
}

TEST_CASE("slips are counted up to a limit") {
  CHECK(slips(U"", U"", 3) == 0);
  CHECK(slips(U"甲乙丙", U"甲丙", 3) == 1);
  CHECK(slips(U"甲乙丙", U"乙甲丙", 3) == 1);
  CHECK(slips(U"甲乙丙丁", U"戊己庚辛", 2) == 3);
}

}  // namespace
}  // namespace zhidui::matching
