#include "text/numerals.h"

#include <doctest/doctest.h>

#include "base/date.h"

namespace zhidui::text {
namespace {

// "words=value unit" of every number, a letter for its class before it (m c r d y p).
std::string numbers(std::string text) {
  SourceSet sources;
  const auto size = static_cast<std::uint32_t>(text.size());
  const FileId file = sources.add("a.md", std::move(text));
  std::string out;
  for (const NumberOccurrence& number : find_numbers(sources, {file, 0, size})) {
    constexpr std::string_view kLetters = "mcrdyp";
    out += out.empty() ? "" : " | ";
    out += kLetters[static_cast<std::size_t>(number.number_class)];
    out += " " + std::string(sources.slice(number.span)) + "=";
    const bool date = number.number_class == NumberClass::date;
    const auto day = [&] { return base::Date{static_cast<std::int32_t>(number.value.to_int64())}.to_string(); };
    out += (date ? day() : number.value.to_string()) + number.unit;
  }
  return out;
}

TEST_CASE("Chinese numerals") {
  struct Row {
    const char* text;
    std::int64_t value;
  };
  const Row rows[] = {{"零", 0},
                      {"〇", 0},
                      {"一", 1},
                      {"两", 2},
                      {"十", 10},
                      {"十二", 12},
                      {"二十", 20},
                      {"三十", 30},
                      {"一十五", 15},
                      {"九十九", 99},
                      {"一百", 100},
                      {"一百零五", 105},
                      {"一百五", 150},
                      {"一百一十", 110},
                      {"三百二十一", 321},
                      {"一千零五十", 1050},
                      {"两千", 2000},
                      {"一万二", 12000},
                      {"五万", 50000},
                      {"十万", 100000},
                      {"三千五百万", 35000000},
                      {"一亿三千万", 130000000},
                      {"三万亿", 3000000000000},
                      {"二〇二三", 2023},
                      {"一九九七", 1997},
                      {"一万零二", 10002},
                      {"叁拾伍", 35}};
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(parse_chinese_numeral(row.text) == row.value);
  }
  for (const char* text : {"", "一二", "十十", "二三百", "百", "万", "零五", "一百零", "十四五", "五三", "12", "一个", "一百千", "一万万",
                           "九九九九九", "千千万万千千万万千千万万千千万万千千万万千千万万"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_chinese_numeral(text).has_value());
  }
}

TEST_CASE("every numeral below ten thousand is read") {
  constexpr std::string_view kDigits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  constexpr std::string_view kPowers[] = {"千", "百", "十", ""};
  for (int value = 1; value < 10000; ++value) {
    const int digits[] = {value / 1000, value / 100 % 10, value / 10 % 10, value % 10};
    std::string text;
    bool zero = false;
    for (int i = 0; i < 4; ++i) {
      if (digits[i] == 0) {
        zero = !text.empty();
        continue;
      }
      if (zero) text += "零";
      zero = false;
      text += std::string(kDigits[digits[i]]) + std::string(kPowers[i]);
    }
    REQUIRE(parse_chinese_numeral(text) == value);
  }
}

TEST_CASE("sums") {
  CHECK(numbers("分别一次性给予5万元、3万元、1万元奖励") == "c 一次=1次 | m 5万元=5000000元 | m 3万元=3000000元 | m 1万元=1000000元");
  CHECK(numbers("一次性给予 0.3 万元/年资助") == "c 一次=1次 | m 0.3 万元=300000元");
  CHECK(numbers("分别给予1万元、5000元、3000元奖励") == "m 1万元=1000000元 | m 5000元=500000元 | m 3000元=300000元");
  CHECK(numbers("每个项目给予 5 万元-10 万元的资助") == "m 5 万元=5000000元 | m 10 万元=10000000元");
  CHECK(numbers("市财政每个项目给予5-10万元的资金支持") == "m 5=5000000元 | m 10万元=10000000元");
  CHECK(numbers("每个项目给予 10—20 万元奖补") == "m 10=10000000元 | m 20 万元=20000000元");
  CHECK(numbers("给予不高于 100万元的产业化配套资金奖励") == "m 100万元=100000000元");
  CHECK(numbers("质押融资总额达到100亿元") == "m 100亿元=1000000000000元");
  CHECK(numbers("1,500元和 12,345.67元") == "m 1,500元=150000元 | m 12,345.67元=1234567元");
  CHECK(numbers("五万元，三千元，5千元，１０万元") == "m 五万元=5000000元 | m 三千元=300000元 | m 5千元=500000元 | m １０万元=10000000元");
  CHECK(numbers("分别奖励5、3、2万元") == "m 5=5000000元 | m 3=3000000元 | m 2万元=2000000元");
  CHECK(numbers("100万美元") == "c 100万美元=1000000美元");
  CHECK(numbers("给予**5**万元") == "m 5**万元=5000000元");
}

TEST_CASE("counts") {
  CHECK(numbers("达到50件（含）以上、30件（含）以上50件以下") == "c 50件=50件 | c 30件=30件 | c 50件=50件");
  CHECK(numbers("最多资助1个国家（地区）") == "c 1个=1个");
  CHECK(numbers("同时获得2个称号的服务机构，只奖励一次，不重复奖励") == "c 2个=2个 | c 一次=1次");
  CHECK(numbers("每年择优选取 40 家") == "c 40 家=40家");
  CHECK(numbers("位居全市前3名的企业或个人，分别") == "c 3名=3名");
  CHECK(numbers("超过5名（含5名）的") == "c 5名=5名 | c 5名=5名");
  CHECK(numbers("每年支持 6—10 个指导站") == "c 6=6个 | c 10 个=10个");
  CHECK(numbers("每年支持2～3个专利基础好的重点产业") == "c 2=2个 | c 3个=3个");
  CHECK(numbers("每年评出一等奖1个、二等奖2个、三等奖3个") == "c 1个=1个 | c 2个=2个 | c 3个=3个");
  CHECK(numbers("有效注册商标量达到70万件") == "c 70万件=700000件");
  CHECK(numbers("成功注册一件地理标志商标") == "c 一件=1件");
  CHECK(numbers("一个年度每个权利人奖励1次") == "c 一个=1个 | c 1次=1次");
  CHECK(numbers("还款年度1月份") == "c 1月份=1月份");
  CHECK(numbers("得分不低于80的，三十家") == "c 80=80 | c 三十家=30家");
  CHECK(numbers("延伸注册国10个以上的,给予2万元") == "c 10个=10个 | m 2万元=2000000元");
}

TEST_CASE("ratios") {
  CHECK(numbers("按照省级奖励金额的50%奖励") == "r 50%=1/2%");
  CHECK(numbers("按 2％ 和 3‰") == "r 2％=1/50% | r 3‰=3/1000‰");
  CHECK(numbers("给予对等配套资金奖励，其中一半以上奖金") == "r 对等=1% | r 一半=1/2%");
  CHECK(numbers("三分之一，百分之五十，按1:0.5配套，按1：1") == "r 三分之一=1/3% | r 百分之五十=1/2% | r 1:0.5=2% | r 1：1=1%");
  CHECK(numbers("5-10%，3.85%，提高2个百分点，2倍") == "r 5=1/20% | r 10%=1/10% | r 3.85%=77/2000% | r 2个百分点=1/50% | r 2倍=2倍");
}

TEST_CASE("dates and years") {
  CHECK(numbers("2023年11月29日") == "d 2023年11月29日=2023-11-29日");
  CHECK(numbers("2023 年 11 月 29 日印发") == "d 2023 年 11 月 29 日=2023-11-29日");
  CHECK(numbers("二〇二三年十一月二十九日") == "d 二〇二三年十一月二十九日=2023-11-29日");
  CHECK(numbers("自2023-11-29起，2023.12.1止") == "d 2023-11-29=2023-11-29日 | d 2023.12.1=2023-12-01日");
  CHECK(numbers("到2023年，2025 年度，自2021年起") == "y 2023年=2023年 | y 2025 年度=2025年 | y 2021年=2021年");
  CHECK(numbers("2021—2025年") == "y 2021=2021年 | y 2025年=2025年");
  CHECK(numbers("2024年6月") == "y 2024年=2024年 | c 6月=6月");
  CHECK(numbers("2023年2月30日") == "y 2023年=2023年 | c 2月=2月 | p 30日=30天");
}

TEST_CASE("durations") {
  CHECK(numbers("但两年内未转化实施的") == "p 两年=24个月");
  CHECK(numbers("连续工作满1年以上") == "p 1年=12个月");
  CHECK(numbers("有效期 5 年，有效期3年") == "p 5 年=60个月 | p 3年=36个月");
  CHECK(numbers("2个月内，30日内，15个工作日，十天，半年") ==
        "p 2个月=2个月 | p 30日=30天 | p 15个工作日=15工作日 | p 十天=10天 | p 半年=6个月");
  CHECK(numbers("开展相关运营工作一年以上的") == "p 一年=12个月");
  CHECK(numbers("10件以上（1年内）") == "c 10件=10件 | p 1年=12个月");
  CHECK(numbers("每两年组织一次") == "p 两年=24个月 | c 一次=1次");
  CHECK(numbers("1-3年") == "p 1=12个月 | p 3年=36个月");
}

TEST_CASE("what is no number") {
  for (const char* text : {"晋市市监〔2023〕177号",
                           "（晋政办发〔2019〕81号）",
                           "〔2022〕—93",
                           "《知识产权强省建设纲要（2021—2035年）》",
                           "《创新管理-知识产权管理指南（ISO56005）》",
                           "符合 ISO56005 和5G",
                           "国务院令第 427 号",
                           "市政府第31次常务会议",
                           "第11条、第二、三款",
                           "一等奖、二等奖",
                           "山西省专利奖一、二、三等奖",
                           "“十四五”规划和“六三五”产业",
                           "“千企百城”“八五”普法",
                           "第一专利权人",
                           "同一发明创造",
                           "同一年度同类项目",
                           "对上一年度获得",
                           "按一事一议",
                           "进一步推动",
                           "引进一批",
                           "有一定影响力",
                           "十分重要",
                           "每万人口",
                           "千家万户",
                           "党的十九大、十九届二中、三中",
                           "二次布局",
                           "市、县两级",
                           "每一个项目",
                           "双随机、一公开",
                           "一、目标任务",
                           "29.本意见",
                           "1. 支持融资",
                           "**2. 优化布局。**",
                           "3、建立机制",
                           "https://www.ipmsstudy.cn/",
                           "30%"}) {
    CAPTURE(text);
    CHECK(numbers(text) == (std::string_view(text) == "30%" ? "r 30%=3/10%" : ""));
  }
}

TEST_CASE("item numbers are known on every line, numbers in the middle of a line are not taken for them") {
  CHECK(numbers("给予5万元。\n　　30.本意见有效期3年。") == "m 5万元=5000000元 | p 3年=36个月");
  SourceSet sources;
  const FileId file = sources.add("a.md", "达到 30、50件");
  CHECK(find_numbers(sources, {file, 7, 18}).size() == 2);
}

TEST_CASE("hostile digits are passed over without harm") {
  const std::string nines(60, '9');
  CHECK(numbers(nines + "万元") == "");
  numbers(std::string(18, '9') + "万万亿亿亿元");
  numbers(std::string(18, '9') + "亿亿:0.00000000000000001");
  numbers("5-" + std::string(18, '9') + "千千千千千千千千万元");
  numbers("九千九百九十九万亿亿亿亿亿元");
  numbers("第〔[《“");
  CHECK(numbers("《未完 5万元") == "m 5万元=5000000元");
  CHECK(numbers("") == "");
}

}  // namespace
}  // namespace zhidui::text
