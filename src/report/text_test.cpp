// What a reader must find in the text of an award, and what must never stand there.
#include <doctest/doctest.h>

#include <algorithm>

#include "base/must.h"
#include "base/utf8.h"
#include "report/examples.h"
#include "report/explanation.h"
#include "text/document.h"

using namespace zhidui;
using namespace zhidui::report;

namespace {

constexpr const char* kPolicy = "/policies/jincheng-2023.md";
constexpr const char* kFacts = "/examples/jincheng/facts.json";

const Loaded& jincheng() {
  static const Loaded loaded = load_example(kPolicy, kFacts, "2025-03-10");
  return loaded;
}

outcome::Answer answer_of(const Loaded& loaded, const std::string& subject) {
  const auto record = loaded.facts.find(subject);
  REQUIRE(record);
  return engine::assess(loaded.policy, loaded.facts, loaded.scope, base::must(record));
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

// The text of one award, or of all: without white space, so that lines may break anywhere.
std::string told(const Loaded& loaded, const outcome::Answer& answer, const std::string& award = "",
                 text::Language language = text::Language::zh) {
  return squeezed(report::text({loaded.policy, loaded.facts, loaded.scope}, answer, {language, Detail::full, award}));
}
std::string told(const std::string& subject, const std::string& award, text::Language language = text::Language::zh) {
  return told(jincheng(), answer_of(jincheng(), subject), award, language);
}

bool holds(const std::string& text, const std::string& words) { return text.find(squeezed(words)) != std::string::npos; }

// What stands between 「 and 」.
std::vector<std::string> quotations(const std::string& text) {
  std::vector<std::string> out;
  const std::string open = "「", close = "」";
  for (std::size_t at = text.find(open); at != std::string::npos; at = text.find(open, at + 1)) {
    const std::size_t end = text.find(close, at);
    REQUIRE(end != std::string::npos);
    out.push_back(text.substr(at + open.size(), end - at - open.size()));
  }
  return out;
}

std::vector<std::string> between_gaps(const std::string& quotation) {
  std::vector<std::string> out;
  const std::string gap = "……";
  std::size_t begin = 0;
  for (std::size_t at = quotation.find(gap); at != std::string::npos; at = quotation.find(gap, begin)) {
    out.push_back(quotation.substr(begin, at - begin));
    begin = at + gap.size();
  }
  out.push_back(quotation.substr(begin));
  return out;
}

std::string official(const Loaded& loaded) {
  std::string out;
  for (const text::Document& document : loaded.policy.texts) out += text::normalised_text(loaded.policy.sources, document);
  return out;
}

}  // namespace

TEST_CASE("quotation marks stand around the official text only") {
  for (const Loaded& example : examples()) {
    const std::string all = official(example);
    for (std::uint32_t subject : engine::applicants(example.policy.program, example.facts)) {
      const outcome::Answer answer = engine::assess(example.policy, example.facts, example.scope, subject);
      for (const text::Language language : {text::Language::zh, text::Language::en}) {
        for (const std::string& quotation : quotations(told(example, answer, "", language))) {
          for (const std::string& part : between_gaps(quotation)) {
            CHECK_MESSAGE(all.find(part) != std::string::npos, part);
          }
        }
      }
    }
  }
}

TEST_CASE("every award says what decided it, what comes next and who decides") {
  for (const Loaded& example : examples()) {
    const View view{example.policy, example.facts, example.scope};
    for (std::uint32_t subject : engine::applicants(example.policy.program, example.facts)) {
      const outcome::Answer answer = engine::assess(example.policy, example.facts, example.scope, subject);
      const base::JsonValue json = report::json(view, answer);
      for (const base::JsonValue& award : *json.find("awards")->as_array()) {
        if (*award.find("key")->find("unit_kind")->as_string() == "none") continue;
        const std::string key = *award.find("key")->find("text")->as_string();
        CHECK_MESSAGE(!award.find("next")->as_array()->empty(), key);
        const std::string text = told(example, answer, key);
        CHECK_MESSAGE(text.find("裁定机关") != std::string::npos, key);
        CHECK_MESSAGE(text.find("下一步") != std::string::npos, key);
        const std::string english = told(example, answer, key, text::Language::en);
        CHECK_MESSAGE(english.find("Nextstep") != std::string::npos, key);
      }
    }
  }
}

TEST_CASE("no award says the same line twice, and none is left with signs where words are due") {
  for (const Loaded& example : examples()) {
    const View view{example.policy, example.facts, example.scope};
    for (std::uint32_t subject : engine::applicants(example.policy.program, example.facts)) {
      const outcome::Answer answer = engine::assess(example.policy, example.facts, example.scope, subject);
      for (const Explanation& award : explain_all(view, answer)) {
        std::vector<std::string> said{award.reason.zh};
        for (const std::vector<Wording>* list : {&award.deciding, &award.next}) {
          for (const Wording& words : *list) {
            CHECK_MESSAGE(std::find(said.begin(), said.end(), words.zh) == said.end(), words.zh);
            said.push_back(words.zh);
            CHECK_MESSAGE(words.zh.find("{") == std::string::npos, words.zh);
            CHECK_MESSAGE(!words.en.empty(), words.zh);
          }
        }
        if (award.no_candidate || award.award->status != outcome::Status::ineligible) continue;
        for (const char* sign : {" < ", " ≤ ", " ≠ ", "没有符合条件的"})
          CHECK_MESSAGE(award.reason.zh.find(sign) == std::string::npos, award.reason.zh);
      }
    }
  }
}

TEST_CASE("a register that is not complete is named: whose, up to when, who can confirm it") {
  const std::string until = told("E03", "jc2023/invention_volume_reward|E03|2024");
  CHECK(holds(until, "以丹源新材料有限公司为专利权人的专利: 只到 2024-11-30 为止完整 (国家知识产权局（专利登记簿）)"));
  CHECK(holds(until, "(由 国家知识产权局（专利登记簿） 证明)"));
  const std::string unsaid = told("E22", "ip_enterprise_reward");
  CHECK(holds(unsaid, "以石盘陶瓷有限公司为获得者的称号认定: 尚无机关说明这些记录完整 (由 山西省知识产权局（公布的名单） 证明)"));
  // A register that is complete to the day of the claim is not called incomplete.
  const std::string whole = told("E01", "");
  CHECK(holds(whole, "合计 30,000 元 (截至 2025-03-10 的记录)"));
  CHECK(!holds(whole, "登记没有说明完整"));
}

TEST_CASE("of a year that is over nobody is told to do more") {
  const std::string text = told("E01", "invention_volume_reward");
  CHECK(!holds(text, "再多"));
  CHECK(holds(text, "上一档是 ≥ 50件: 5万元, 差 1 件"));
  CHECK(holds(text, "2023年度 已经结束"));
}

TEST_CASE("the size of an enterprise: one of two is enough, and who says so") {
  for (const char* subject : {"E05", "E28"}) {
    const std::string text = told(subject, "pledge_loan_subsidy");
    CHECK(holds(text, "中小微企业 (放款日的行业为工业): 下列 2 项有一项符合即可"));
    CHECK(holds(text, "据《中小企业划型标准规定》（工信部联企业〔2011〕300号）第四条"));
  }
  CHECK(holds(told("E05", "pledge_loan_subsidy"), "须 放款日的从业人员低于 1000人 或 放款日的营业收入低于 40000万元"));
}

TEST_CASE("a statement of totals is told with who made it and when") {
  const std::string text = told("E02", "jc2023/invention_volume_reward|E02|2024");
  CHECK(holds(text, "50 件 (年度发明授权量), 采用 国家知识产权局 2025-02-12 对 2024年度 出具的汇总数"));
  CHECK(holds(told("E02", "jc2023/invention_volume_reward|E02|2024", text::Language::en),
              "50 (yearly invention grants), from the statement of totals for 2024 by 国家知识产权局 of 2025-02-12"));
}

TEST_CASE("what was paid before is told with its record, and a claim of the same family with its day") {
  const std::string paid = told("E26", "jc2023/pledge_loan_subsidy|贷-E26-1");
  CHECK(holds(paid, "此前已经兑现, 不付第二次"));
  CHECK(holds(paid, "(付款记录 PAY05, 依据 晋市市监〔2023〕177号, 来源 晋城市财政局)"));
  CHECK(holds(paid, "50%一次性给予补贴"));
  const std::string family = told("E04", "jc2023/foreign_grant|JP7500411B2");
  CHECK(holds(family, "因 国外授权资助 · US12000411B2 (10,000 元 符合条件) 在先"));
  CHECK(holds(family, "其中有: US12000411B2 (授权日 2024-03-19, 据 美国专利商标局（专利登记簿）, 10,000 元 符合条件)"));
  CHECK(holds(family, "按授权日先后, 只取在先的 1 项"));
  const std::string matter = told("E17", "jc2023/patent_award_match|奖-2024-E17");
  CHECK(holds(matter, "晋城市市场监督管理局 2025-02-18 认定"));
}

TEST_CASE("an exclusion that does not apply is no negation of a negation") {
  const std::string text = told("E01", "invention_volume_reward");
  CHECK(holds(text, "除外 ✓ 没有符合条件的失信记录"));
  CHECK(!holds(text, "未列入"));
  CHECK(holds(told("E11", "foreign_grant"), "不符: 在「失信联合惩戒」名单上 (失-E11) (据 五第1款第2句)"));
}

TEST_CASE("a competition: ranks of the places, and the rank that is needed") {
  const std::string lost = told("T08", "jc2023/guidance_station_prize|评-2024-T08");
  CHECK(holds(lost, "只取前 6 名 (一等奖第 1 名、二等奖第 2 至 3 名、三等奖第 4 至 6 名), 没有入选"));
  CHECK(holds(lost, "名次须在前 6 名以内, 由 晋城市市场监督管理局 评定"));
  CHECK(holds(lost, ": 评价名次 第 8 名 (晋城市市场监督管理局 2025-01-20 认定)"));
}

TEST_CASE("a claim whose day is still to come can be claimed later") {
  const Loaded& loaded = jincheng();
  outcome::Answer answer = answer_of(loaded, "E15");
  const auto award = std::find_if(answer.awards.begin(), answer.awards.end(), [](const outcome::Award& a) {
    return a.claim.key.to_string() == "jc2023/patent_award_match|奖-2024-E15";
  });
  REQUIRE(award != answer.awards.end());
  award->status = outcome::Status::not_in_force;
  award->claim.fact_date = outcome::Value::number(base::must(base::Date::parse("2026-04-01")).days);
  const std::string text = told(loaded, answer, "jc2023/patent_award_match|奖-2024-E15");
  CHECK(holds(text, "事实日 2026-04-01 晚于申报日 2025-03-10, 尚不能申报"));
  CHECK(holds(text, "2026-04-01 起可以申报"));
  CHECK(!holds(text, "起施行"));
}

TEST_CASE("marks of direction and characters that are not seen are spelled out") {
  // A name that turns the direction of writing; control characters are refused when facts are read.
  const Loaded loaded = load_example(kPolicy, kFacts, "2025-03-10", [](std::string bytes) {
    const std::string name = "云锦光电有限公司";
    const std::size_t at = bytes.find(name);
    REQUIRE(at != std::string::npos);
    return bytes.replace(at, name.size(), "云锦\\u202e光电\\u200b\\u2066公司");
  });
  const outcome::Answer answer = answer_of(loaded, "E01");
  const View view{loaded.policy, loaded.facts, loaded.scope};
  std::string all = report::summary(view, {answer}, text::Language::zh);
  for (const Detail detail : {Detail::full, Detail::compact}) all += report::text(view, answer, {text::Language::zh, detail, ""});
  CHECK(all.find("云锦⟨U+202E⟩光电⟨U+200B⟩⟨U+2066⟩公司") != std::string::npos);
  for (std::size_t i = 0; i < all.size();) {
    const base::CodePoint point = base::decode(all, i);
    const bool control = (point.value < 0x20 && point.value != '\n') || (point.value >= 0x7F && point.value <= 0x9F);
    const bool direction = (point.value >= 0x202A && point.value <= 0x202E) || (point.value >= 0x2066 && point.value <= 0x2069) ||
                           point.value == 0x200E || point.value == 0x200F;
    CHECK_FALSE(control);
    CHECK_FALSE(direction);
    i += point.length;
  }
}

TEST_CASE("the heading of one award shows its own sum, not that of the applicant") {
  const std::string text = told("E23", "jc2023/patent_promotion_aid|认-2024-E23-2");
  CHECK(holds(text, "本项 50,000 至 100,000 元"));
  CHECK(!holds(text, "合计 130,000"));
  CHECK(holds(told("E26", "pledge_loan_subsidy"), "本措施合计 100,000 元"));
}

TEST_CASE("of few sums that are possible each is told, and what each needs") {
  const std::string size = told("E28", "pledge_loan_subsidy");
  CHECK(holds(size, "0 元 或 80,000 元"));
  CHECK(!holds(size, "0 至 80,000 元"));
  CHECK(holds(size, "如 放款日的从业人员低于 1000人 或 放款日的营业收入低于 40000万元: 80,000 元; 否则 0 元"));
  CHECK(holds(size, "其中一项满足即可, 不必都证明"));
  CHECK(holds(size, "由 申报人 证明, 交 晋城市市场监督管理局"));
  CHECK(holds(told("E03", "jc2023/invention_volume_reward|E03|2024"), "10,000 元、30,000 元 或 50,000 元"));
  CHECK(holds(told("E27", "pledge_loan_subsidy"), "如 科技创新类为是: 80,000 元; 否则 0 元"));
}

TEST_CASE("what stands in the way says how much was paid and whether the difference is") {
  CHECK(holds(told("E17", "jc2023/patent_award_match|奖-2024-E17"),
              "此前已付 25,000 元, 本项原为 50,000 元: 按这一规则整项不再付, 差额 25,000 元 也不补"));
  CHECK(holds(told("E26", "jc2023/pledge_loan_subsidy|贷-E26-1"), "已经付足, 没有差额可补"));
  CHECK(holds(told("E26", "jc2023/pledge_loan_subsidy|贷-E26-2"), "本项可付 100,000 元; 超出限额的 50,000 元 不付"));
  // A family: what certainly comes first, and what may only perhaps belong to it.
  const std::string family = told("E04", "jc2023/foreign_grant|KR102700411B1");
  CHECK(holds(family, "JP7503333B2 的所属专利族未知, 可能也在内, 但不影响本项的结果"));
  CHECK(!holds(family, "JP7503333B2 (授权日 2024-08-06, 先于本项"));
}

TEST_CASE("the clauses of an award name the statute of a definition and the general rule that cut it") {
  CHECK(holds(told("E05", "pledge_loan_subsidy"), "《中小企业划型标准规定》（工信部联企业〔2011〕300号）第四条 (界定中小微企业)"));
  CHECK(holds(told("E17", "jc2023/patent_award_match|奖-2024-E17"), "五第1款第3句 「对本级财政资金已经支持的同一项目不重复资助。」"));
}

TEST_CASE("a list is left by credit repair, and the claim would count then") {
  for (const text::Language language : {text::Language::zh, text::Language::en}) {
    const std::string text = told("E11", "jc2023/foreign_grant|US12001111B2", language);
    const bool zh = language == text::Language::zh;
    CHECK(holds(text, zh ? "申请人先申请信用修复, 移出「失信联合惩戒」名单" : "taken off the list for 「失信联合惩戒」 (credit repair)"));
    CHECK(holds(text, zh ? "移出以后再向 晋城市市场监督管理局 申报, 其他事实不变的, 本项可付 10,000 元" : "this pays 10,000 yuan"));
    CHECK(holds(text, zh ? "失信记录 失-E11: 列入日 2024-06-01" : "listed on 2024-06-01"));
  }
}

TEST_CASE("a fact that nobody vouches for has to be shown by who could") {
  const Loaded gap = load_example("/tests/policies/gap.md", "/tests/golden/command/gap.json", "2024-12-02", [](std::string bytes) {
    const std::string sourced = R"({"value": "优秀奖", "source": "国家知识产权局（授奖决定）"})";
    const std::size_t at = bytes.find(sourced);
    REQUIRE(at != std::string::npos);
    return bytes.replace(at, sourced.size(), "\"优秀奖\"");
  });
  const std::string text = told(gap, answer_of(gap, "甲"), "prize_reward");
  CHECK(holds(text, "等级 优秀奖"));
  CHECK(holds(text, "(出处未写明)"));
  CHECK(holds(text, "请 评奖机关 提供证明, 交 甲市市场监督管理局: 获奖 A1 的"));
  CHECK(holds(text, "获奖 A1 的等级 优秀奖 的, 给多少"));
}

TEST_CASE("rules that contradict each other are told with their clauses") {
  const Loaded conflict = load_example("/tests/policies/conflict.md", "/tests/golden/command/conflict.json", "2024-12-02");
  const std::string text = told(conflict, answer_of(conflict, "甲"));
  CHECK(holds(text, "个体工商户 (一第2句, 30,000 元)、沁水县 (一第3句, 80,000 元)"));
  CHECK(holds(text, "30,000 元 或 80,000 元"));
}

TEST_CASE("who can show or correct something is named, not called an office in general") {
  // Another fact of the same record names the provincial office; the register names who keeps it.
  CHECK(holds(told("E18", "patent_award_match"), "由 山西省知识产权局 证明, 交 晋城市市场监督管理局: 获奖 奖-2024-E18 的省级奖励金额"));
  CHECK(holds(told("E09", "jc2023/invention_volume_reward|E09|2024"), "记载有误的, 由 国家知识产权局（专利登记簿） 更正"));
  // Records asked for by a definition belong to the applicant of the claim: their register is found.
  CHECK(!holds(told("E20", "ip_enterprise_reward"), "没有, 尚无机关说明记录完整"));
}

TEST_CASE("what only may belong to a family is not told as what comes first") {
  const std::string text = told("E33", "jc2023/foreign_grant|JP7503333B2");
  CHECK(holds(text, "可能属于同一组: 岳峰精密工业有限公司 的 国外授权资助 · US12000411B2"));
  CHECK(holds(text, "可能属于同一组: 2021-12-20 晋城市市场监督管理局 已付"));
}

TEST_CASE("an open reading: what each alternative gives, and what makes it idle") {
  const std::string text = told("E34", "iso_56005_aid");
  CHECK(holds(text, "请 晋城市市场监督管理局 解释口径 JC23-24: 取 甲 → 0 元；乙 → 100,000 元"));
  CHECK(holds(text,
              "或者 证明形式为国家知识产权局名单或能力等级评价或认证证书或主管部门认可, 由 出具证明的单位 (即出具上列证明之一的) 证明"));
}

TEST_CASE("another reading that would change the sum is among the next steps") {
  CHECK(holds(told("A01", "jc2023/service_brand_reward|认-2025-A01"),
              "口径 JC23-34 由 晋城市市场监督管理局 解释; 如另取 (只改这一口径, 其余照旧): 乙 → 50,000 元 (符合条件)"));
}

TEST_CASE("prizes of one round do not add up to more than the round gives") {
  const Loaded& loaded = jincheng();
  std::vector<outcome::Answer> answers;
  // Two that might both come first.
  for (const char* subject : {"T01", "T01", "T02", "T03", "T05", "T06", "T07", "T08"}) answers.push_back(answer_of(loaded, subject));
  const View view{loaded.policy, loaded.facts, loaded.scope};
  const base::JsonValue summary = report::summary_json(view, answers);
  const std::string most = *summary.find("all")->find("yuan")->find("max")->as_string();
  CHECK(std::stoll(most) <= 29000);
  CHECK(report::summary(view, answers, text::Language::zh).find("没有逐一核对") != std::string::npos);
}

TEST_CASE("a matter that was decided to be the same is not told as a limit without a clause") {
  const std::string text = told("E17", "jc2023/patent_award_match|奖-2024-E17");
  CHECK(!holds(text, "条文没有明写这一限制"));
  CHECK(holds(text, "属于 五第1款第3句 所说的同一事项, 依据的是上述认定, 不是本系统的判断"));
  CHECK(holds(text, "认定为同一事项有误的, 由 晋城市市场监督管理局 更正后重新计算: 没有这一认定, 本项为 50,000 元 (符合条件)"));
  CHECK(holds(text, "没有这一认定时的数额, 以口径 JC23-16 取甲"));
  CHECK(holds(text, "以上依赖本系统暂按的口径 JC23-16: 未见官方解释"));
}

TEST_CASE("the fact by which a record is the applicant's is told with its source") {
  CHECK(holds(told("E15", "jc2023/patent_award_match|奖-2024-E15"), "第一专利权人 明岭制药有限公司 (国家知识产权局（专利登记簿）)"));
  CHECK(holds(told("E04", "jc2023/foreign_grant|KR102700411B1"), "专利权人 岳峰精密工业有限公司"));
  CHECK(holds(told("E02", "jc2023/invention_volume_reward|E02|2024"), "年度发明授权量 统计的是: 专利 (以其为第一专利权人)"));
}

TEST_CASE("another reading of the sum shows the fact that it asks for") {
  CHECK(holds(told("E15", "jc2023/patent_award_match|奖-2024-E15"),
              "○ 乙 实际领到的数额 (省级实发奖金 60,000 元, 山西省知识产权局) → 30,000 元"));
}

TEST_CASE("of claims that come first each is told with its sources, and all of them have to fail") {
  const std::string text = told("E04", "jc2023/foreign_grant|KR102700411B1");
  CHECK(holds(text, "US12000411B2 (授权日 2024-03-19, 据 美国专利商标局（专利登记簿）"));
  CHECK(holds(text, "所属专利族 FAM-2021-0411 (据 申报人（优先权文件）)"));
  CHECK(holds(text, "国外授权资助 · JP7500411B2 和 国外授权资助 · US12000411B2 都不成立时, 本项才可能兑现"));
  CHECK(holds(text,
              "由 申报人（优先权文件）、美国专利商标局（专利登记簿）、日本特许厅（专利登记簿）、韩国知识产权主管部门（专利登记簿） 更正"));
  CHECK(holds(text, "引用的条文没有写明先后"));
}

TEST_CASE("what another reading would still depend on is named") {
  CHECK(holds(told("E02", "jc2023/invention_volume_reward|E02|2024"), "或 50,000 元 (尚缺: 以沁川装备制造有限公司为专利权人的专利"));
  // An unsourced fact of a family does not vouch for itself.
  const Loaded rough = load_example(kPolicy, "/tests/golden/command/jincheng.json", "2025-03-10");
  const std::string text = told(rough, answer_of(rough, "e1"), "jc2023/foreign_grant|JP-1");
  CHECK(holds(text, "US-1 (授权日 2024-05-10, 出处未写明, 10,000 元"));
  CHECK(!holds(text, "据 出处未写明"));
}

TEST_CASE("the sum of the only claim is called its own") {
  const Loaded conflict = load_example("/tests/policies/conflict.md", "/tests/golden/command/conflict.json", "2024-12-02");
  CHECK(holds(told(conflict, answer_of(conflict, "甲")), "本项 30,000 元 或 80,000 元"));
}

TEST_CASE("the way around an open reading says what it gives") {
  CHECK(holds(told("E34", "iso_56005_aid"), "就不必等这一解释, 本项为 100,000 元"));
}

TEST_CASE("the statute of a definition is told with the row that applies") {
  for (const char* subject : {"E05", "E28"}) {
    CHECK(holds(told(subject, "pledge_loan_subsidy"),
                "适用的一项 (转述, 不是原文): 放款日的行业为工业的, 放款日的从业人员低于 1000人 或 放款日的营业收入低于 40000万元"));
  }
}

TEST_CASE("to leave a list does not help under a reading that asks for the day of the fact, and the page warns of it") {
  const std::string text = told("E11", "jc2023/foreign_grant|US12001111B2");
  CHECK(holds(text, "按口径 JC23-46 取甲; 如取 丙, 事实日 2024-07-23 在名单上也不付, 移出以后仍为 0 元"));
  CHECK(holds(text, "口径 JC23-46: 未见官方解释"));
}

TEST_CASE("of one year of several the others are named") {
  const std::string text = told("U03", "jc2023/service_point_support|列-U03|2023");
  CHECK(holds(text, "本措施对同一对象的 2024年度: 50,000 元, 此前已经兑现, 另列"));
  CHECK(holds(text, "只改这一口径, 其余照旧"));
}

TEST_CASE("sums of which only two are possible are no range, and what is open stays open") {
  CHECK(!holds(told("E22", "ip_enterprise_reward"), "0 至 20,000 元"));
  CHECK(holds(told("E03", "jc2023/invention_volume_reward|E03|2024"), "如取 乙 专利证书颁发日, 可能的结果不变"));
  CHECK(holds(told("E03", "jc2023/invention_volume_reward|E03|2024"), "(各档: ≥ 50件: 5万元；≥ 30件: 3万元；≥ 10件: 1万元)"));
  CHECK(!holds(told("E28", "pledge_loan_subsidy"), "未知 (2024-03-11 当日有效"));
}

TEST_CASE("what is paid in full has a heading of its own") {
  CHECK(holds(told("E26", "jc2023/pledge_loan_subsidy|贷-E26-1"), "此前已付足 (1 项)"));
  CHECK(holds(told("E26", "jc2023/pledge_loan_subsidy|贷-E26-2"),
              "本项可付 100,000 元; 超出限额的 50,000 元 不付; 按口径 JC23-29 取甲, 以后也不补"));
}
