#include "matching/enterprise_name.h"

#include <doctest/doctest.h>

#include "matching/sample_places.h"
#include "matching/words.h"

namespace zhidui::matching {
namespace {

struct Reading {
  Regions regions{sample_places()};
  SignTable signs;
  NameReader reader{regions, signs};
  std::string core(const std::string& text) const { return narrow(reader.printed(text).core); }
  std::string spelled(const std::string& text) const { return narrow(reader.printed(text).spelled); }
};

TEST_CASE("steps that leave a name what it is") {
  const Reading r;
  for (const char* printed : {"云锦光电（云山）有限公司", "云锦光电(云山)有限公司", "云锦光电【云山】有限公司", "云锦光电〔云山〕有限公司",
                              " 云锦光电 （云山） 有限公司\u200B", "云锦光电（云山）有限公司*", "云锦光电（云山）有限公司①",
                              "3．云锦光电（云山）有限公司", "（12）云锦光电（云山）有限公司", "云锦光电（云山）有限公司；"}) {
    CAPTURE(printed);
    CHECK(r.spelled(printed) == "云锦光电(云山)有限公司");
  }
  CHECK(r.spelled("Ａbc科技") == "ABC科技");
  CHECK(r.spelled("360安全公司") == "360安全公司");
  CHECK(r.spelled("3.5代科技公司") == "3.5代科技公司");
  CHECK(r.reader.printed("甲地有限公司…").cut);
}

TEST_CASE("divisions before a name and in brackets") {
  const Reading r;
  for (const char* printed : {"山西省云山市云锦光电有限公司", "云山云锦光电有限公司", "云山市城区云锦光电有限公司",
                              "云锦光电（云山）有限公司", "云锦光电有限公司（山西）", "山西云锦光电有限责任公司"}) {
    CAPTURE(printed);
    CHECK(r.core(printed) == "云锦光电有限公司");
  }
  CHECK(r.core("阳泉云山光电有限公司") == "云山光电有限公司");  // a place of another city is part of the name
  CHECK(r.core("云山有限公司") == "有限公司");
  CHECK(r.core("北京市") == "北京市");
  CHECK(r.core("新疆丝路公司") == "丝路公司");
}

TEST_CASE("branches, parts and persons") {
  const Reading r;
  const Name branch = r.reader.printed("北原信息技术有限责任公司云山分公司");
  CHECK(branch.branch);
  CHECK(narrow(branch.parent) == "北原信息技术有限公司");
  CHECK(narrow(r.reader.printed("云锦光电有限公司技术中心").parent) == "云锦光电有限公司");
  CHECK_FALSE(r.reader.printed("云锦光电有限公司技术中心").branch);
  CHECK(r.reader.printed("云锦光电有限公司").parent.empty());
  CHECK(r.reader.printed("城区利民经营部").parent.empty());
  CHECK(r.reader.printed("沁水某街道办事处").parent.empty());
  CHECK(r.reader.printed("程望").personal);
  CHECK(r.reader.printed("阿里木·买买提").personal);
  CHECK_FALSE(r.reader.printed("利民店").personal);
}

TEST_CASE("other names in brackets") {
  const Reading r;
  for (const char* printed : {"新锦光电有限公司（原：云锦光电有限公司）", "新锦光电有限公司（原云锦光电有限公司）",
                              "新锦光电有限公司 (曾用名:云锦光电有限公司)", "新锦光电有限公司*（原名称“云锦光电有限公司”）"}) {
    CAPTURE(printed);
    const Name name = r.reader.printed(printed);
    CHECK(narrow(name.spelled) == "新锦光电有限公司");
    REQUIRE(name.others.size() == 1);
    CHECK(narrow(name.others.front()) == "云锦光电有限公司");
  }
  CHECK(r.reader.printed("新锦光电有限公司（原平）").others.empty());
}

TEST_CASE("several enterprises in one cell") {
  using Parts = std::vector<std::string>;
  const auto parts = [](const char* cell) { return NameReader::parts(cell); };
  CHECK(parts("云锦光电有限公司、松屏五金厂") == Parts{"云锦光电有限公司", "松屏五金厂"});
  CHECK(parts("云锦光电有限公司；松屏五金厂；某某大学") == Parts{"云锦光电有限公司", "松屏五金厂", "某某大学"});
  CHECK(parts("云锦光电有限公司").size() == 1);
  CHECK(parts("云锦光电有限公司与松屏五金厂").size() == 2);
  CHECK(parts("云锦光电有限公司 松屏五金制品厂").size() == 2);
  CHECK(parts("云锦光电有限公司（甲厂、乙厂）").size() == 1);
  CHECK(parts("云山市住房和城乡建设局").size() == 1);
  CHECK(parts("黄梨、山药种植专业合作社").size() == 1);
}

TEST_CASE("normalising twice changes nothing more") {
  const Reading r;
  for (const char* printed : {"（3）云錦光電【云山】有限责任公司＊①", "阿里木·买买提", "Ｔ-Ｍａｘ科技（云山）股份公司（牵头）",
                              "山西省云山市第一中學校", "云山一中"}) {
    CAPTURE(printed);
    const Name once = r.reader.printed(printed);
    for (const Wide Name::* form : {&Name::spelled, &Name::simple, &Name::formed, &Name::core}) {
      const Name twice = r.reader.printed(narrow(once.*form));
      CHECK(narrow(twice.*form) == narrow(once.*form));
    }
  }
}

}  // namespace
}  // namespace zhidui::matching
