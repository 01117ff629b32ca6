// What a rule weighed, who stands level, and what would change it: read in the policies of two cities.
#include <doctest/doctest.h>

#include "base/must.h"
#include "base/utf8.h"
#include "report/examples.h"
#include "report/explanation.h"

using namespace zhidui;
using namespace zhidui::report;

namespace {

const Loaded& quanzhou(const char* day = "2025-03-10") {
  static std::map<std::string, Loaded> loaded;
  const auto [at, fresh] = loaded.try_emplace(day);
  if (fresh) at->second = load_example("/policies/quanzhou-2021.md", "/examples/quanzhou/facts.json", day);
  return at->second;
}

const Loaded& jincheng() {
  static const Loaded loaded = load_example("/policies/jincheng-2023.md", "/examples/jincheng/facts.json", "2025-03-10");
  return loaded;
}

const Loaded& shijiazhuang(const char* day = "2026-09-10") {
  static std::map<std::string, Loaded> loaded;
  const auto [at, fresh] = loaded.try_emplace(day);
  if (fresh) at->second = load_example("/policies/shijiazhuang-2022.md", "/examples/shijiazhuang/facts.json", day);
  return at->second;
}

std::string squeezed(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const base::CodePoint point = base::decode(text, i);
    if (!base::is_space(point.value)) out += text.substr(i, point.length);
    i += point.length;
  }
  return out;
}

// Without white space, so that lines may break anywhere.
std::string told(const Loaded& loaded, const std::string& subject, const std::string& award = "",
                 text::Language language = text::Language::zh) {
  const auto record = loaded.facts.find(subject);
  REQUIRE(record);
  const outcome::Answer answer = engine::assess(loaded.policy, loaded.facts, loaded.scope, base::must(record));
  return squeezed(report::text({loaded.policy, loaded.facts, loaded.scope}, answer, {language, Detail::full, award}));
}

bool holds(const std::string& text, const std::string& words) { return text.find(squeezed(words)) != std::string::npos; }

}  // namespace

TEST_CASE("what lost a 就高 says with which sums it was compared, and nothing of an order") {
  const std::string lost = told(quanzhou(), "E02", "quanzhou_prize");
  CHECK(holds(lost, "合计 300,000 元, 高于本项 100,000 元, 按就高只给前者"));
  CHECK(holds(lost, "奖-2023-国优-高岭膜 100,000 元 加"));
  CHECK(!holds(lost, "先于本项"));
  CHECK(holds(lost, "只有较高的一项或者一组不成立, 或者低于 100,000 元 (相等的只给其中一组)"));
}

TEST_CASE("what was paid on the lower side of a 就高 is taken off the higher, and both sums are told") {
  const std::string rest = told(quanzhou(), "E03", "china_prize");
  CHECK(holds(rest, "本项 200,000 元, 高于 泉州市专利奖奖励 · 奖-2023-市三-鞋机 此前已付的 50,000 元, 按就高给前者, 扣除已付的"));
}

TEST_CASE("a stack that is due in full names what it is paid together with, what it was higher than, and the clause") {
  for (const char* prize : {"china_prize", "fujian_prize"}) {
    const std::string won = told(quanzhou(), "E01", prize);
    CHECK(holds(won, "合计 300,000 元, 高于 鲤城恒泰精密机械有限公司"));
    CHECK(holds(won, "可以叠加奖励"));
  }
}

// On the day of the announcement itself the order does not yet put the first patentee first.
TEST_CASE("co-owners whom the order does not part: both are told so, and by what one of them was taken") {
  const char* const day = "2024-06-05";
  const std::string second = told(quanzhou(day), "U01", "quanzhou_prize");
  CHECK(holds(second, "由共有人 石狮云织数码印染有限公司 (E04) 领取: 次序上不分先后"));
  CHECK(holds(second, "QZ-16 获奖专利由几个专利权人共有的，谁可以领取？"));  // on which the rule rests
  CHECK(holds(second, "只有第一专利权人可以 → 100,000 元"));
  CHECK(holds(second, "同为 2024-06-05"));
  CHECK(!holds(second, "2024-06-05) 在先"));
  const std::string first = told(quanzhou(day), "E04", "quanzhou_prize");
  CHECK(holds(first, "共有人 泉州海丝理工学院 (U01) 也可以领取, 次序上不分先后"));
}

TEST_CASE("a shared limit is told with what all that share it come to, and that the text does not say how") {
  const std::string shared = told(shijiazhuang(), "E05", "securitisation_originator_reward");
  CHECK(holds(shared,
              "分用限额 2,000,000 元 的各项合计 3,000,000 元, 超过限额: 每项按比例付 2,000,000 元 ÷ 3,000,000 元, 本项由 1,200,000 元 减为 "
              "800,000 元"));
  CHECK(holds(shared, "引用的条文没有写怎样分"));
}

TEST_CASE("a tie says how many stand level, with what, and how many places are left for them") {
  CHECK(holds(told(quanzhou(), "P02", "top_registrants_reward"), "都是 260 件, 2 项并列第 3 名, 名额 3 个只剩 1 个"));
  CHECK(holds(told(shijiazhuang(), "E05", "portfolio_grant"), "2 项并列第 5 名, 名额 5 个只剩 1 个"));
}

TEST_CASE("who is not in the places is told who stands level, who is ahead without a right to a place, and what follows for him") {
  const std::string tie = told(jincheng(), "T06", "guidance_station_prize");
  CHECK(holds(tie, "名次或得分相同的另有 评-2024-T07 (陵川某行业协会（虚构）, 第 6 名)"));
  CHECK(holds(tie, "排在前面而不符合条件的: 评-2024-T04 (阳城某产业园区管委会（虚构）, 第 4 名)"));
  CHECK(holds(told(jincheng(), "T04", "guidance_station_prize"), "原列第 4 名; 不符合条件, 不参加评选"));
  // A claim that has its place needs nobody named.
  CHECK(!holds(told(jincheng(), "T01", "guidance_station_prize"), "排在前面"));
}

TEST_CASE("the number of places that was decided is a fact, and another number within the text a way to a place") {
  const std::string lost = told(quanzhou(), "E02", "enterprise_navigation_aid");
  CHECK(holds(lost, "2023年度名额: 入选 3 个 (泉州市市场监督管理局 2023-07-03 确定, 据 2023年度立项通知（虚构）)"));
  CHECK(holds(lost, "改定为 4 至 5 个的, 本项入选, 为 100,000 元; 改定由 泉州市市场监督管理局 决定"));
  CHECK(holds(told(shijiazhuang(), "E05", "portfolio_grant"), "改定为 6 至 8 个的, 本项入选, 为 500,000 元"));
  CHECK(!holds(told(shijiazhuang(), "U01", "training_base_grant"), "改定为"));  // beyond every number
  CHECK(holds(told(shijiazhuang(), "U01", "training_base_grant"), "至多 2 个"));
}

TEST_CASE("what another reading gives is told with the reason") {
  CHECK(holds(told(quanzhou(), "E07", "qz2021/pledge_interest_subsidy|贷-E07-1"), "0 元 (不符: 申报日不晚于"));
  CHECK(holds(told(quanzhou(), "E06", "ip_insurance_aid"), "惠安县市场监督管理局 (县级) 2023-09-08 就 证-E06 已付的 10,000 元)"));
}

TEST_CASE("a rule that no clause states names the reading it comes from, a deduction that none states is said to be ours") {
  CHECK(holds(told(quanzhou(), "E04", "quanzhou_prize"), "条文没有明写这一限制, 出自口径 QZ-16"));
  CHECK(holds(told(shijiazhuang(), "A01", "rights_aid_grant"), "条文没有明写这一限制, 出自口径 SJZ-28"));
  CHECK(holds(told(quanzhou(), "E03", "china_prize"), "条文没有写已付的要扣除, 这是本系统对就高的处理"));
  CHECK(holds(told(quanzhou(), "E03", "china_prize"), "扣除已付的"));
}

TEST_CASE("a payment that is not the only thing in the way is no repair, and a shared limit says what the claim would be alone") {
  CHECK(holds(told(quanzhou(), "E03", "quanzhou_prize"), "没有这些付款的, 本项为 0 元 (按专利奖叠加与就高"));
  CHECK(holds(told(quanzhou(), "E05", "ip_enterprise_reward"), "没有这些付款的, 本项为 100,000 元"));
  CHECK(holds(told(shijiazhuang(), "E05", "securitisation_originator_reward"), "其他各项都不成立的, 本项为 1,200,000 元"));
  CHECK(holds(told(shijiazhuang(), "A01", "rights_aid_grant"), "按口径 SJZ-28 取甲: 只有在先的一项不成立时"));
}

TEST_CASE("the words that fix a sum are quoted though another article writes them") {
  CHECK(holds(told(quanzhou(), "E01", "china_prize"), "设重大发明专利奖和一、二、三等奖，分别奖励100万元、20万元、10万元和5万元。"));
}

TEST_CASE("a yearly limit says of which year") {
  CHECK(holds(told(shijiazhuang(), "E10", "sjz2022/pledge_interest_subsidy|息-E10-2025-12"), "2025年度 相同的各项"));
}

TEST_CASE("another applicant's claim is cited by what its clauses share, one's own by the clause that decides") {
  CHECK(holds(told(quanzhou(), "E02", "quanzhou_prize"), "200,000 元 (2023-11-15, 二(二)第11项第2款第1句)"));
}

TEST_CASE("where only the year of the claim stands in the way, the year in which to claim is named") {
  const std::string early = told(shijiazhuang(), "E10", "sjz2022/pledge_interest_subsidy|息-E10-2026-06");
  CHECK(holds(early, "2027年度起可以申报, 那时重新计算: 其他不变的, 为 100,000 元"));
  CHECK(holds(early, "那时文件可能已经失效"));
  CHECK(!holds(early, "须 年度"));
  CHECK(holds(told(shijiazhuang(), "E11", "china_patent_award_reward"), "应在 2025年度申报, 这一年已经过去"));
}

TEST_CASE("where the days of a document are not known, the day on which it turns is named") {
  CHECK(holds(told(shijiazhuang("2027-03-01"), "E06", "china_patent_award_reward"), "失效日晚于 2027-03-01 的, 适用于本项"));
}

TEST_CASE("what is not there is told as not there, and what the register holds instead") {
  const std::string none = told(quanzhou(), "P02", "qualification_reward");
  CHECK(holds(none, "不符: 没有符合条件的任职 (在册 1 条 (职-P02), 没有一条符合"));
  CHECK(holds(none, "须 有符合条件的任职"));
}

TEST_CASE("a statement of totals that gave a number is named where the records would be") {
  const std::string stated = told(quanzhou(), "P02", "top_registrants_reward");
  CHECK(holds(stated, "对 2023年度 出具的汇总数 260 件"));
  CHECK(!holds(stated, "作品登记日不晚于 本项的排名年度最后一天)的数量: 未知"));
}

TEST_CASE("years in which nothing counts are nothing to claim, on one line") {
  const std::string all = told(quanzhou(), "E02");
  CHECK(holds(all, "不能兑现 (2 项)"));
  CHECK(holds(all, "购买发明专利补助 · 2021、2022、2023、2024年度"));
}

TEST_CASE("the footer names no reading of measures that there is nothing to claim for") {
  CHECK(!holds(told(shijiazhuang(), "E05"), "SJZ-18b、SJZ-35"));
}

TEST_CASE("the heading above one measure is the total of that measure, and no candidate has a next step") {
  CHECK(holds(told(quanzhou("2024-06-05"), "E04", "quanzhou_prize"), "本措施合计 100,000 元"));
  CHECK(holds(told(quanzhou(), "P01", "china_prize"), "可以向 泉州市市场监督管理局 申报"));
}

TEST_CASE("a rank beyond every number of places is told with the most there can be, not with a range") {
  CHECK(holds(told(quanzhou(), "E05", "industry_navigation_aid"), "名次须在前 3 名以内"));
}
