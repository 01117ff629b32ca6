#include <doctest/doctest.h>

#include <array>
#include <random>

#include "syntax/parse.h"
#include "syntax/round_trip.h"

namespace zhidui::syntax {

namespace {

using text::Language;

std::string formatted(const std::string& body, Language language = Language::zh) {
  text::SourceSet sources;
  text::Diagnostics diagnostics;
  const text::FileId id = sources.add("t.md", "```规则\n" + body + "```\n");
  const text::Document document = text::read_document(sources, id, diagnostics);
  const File file = parse(sources, document, diagnostics);
  CHECK_MESSAGE(!diagnostics.has_errors(), text::render_all(sources, diagnostics, Language::en));
  const std::string out = format(sources, document, file, language);
  const std::string head = "```规则\n";
  return out.substr(head.size(), out.size() - head.size() - 4);
}

std::string printed_value(const std::string& expression) {
  text::SourceSet sources;
  text::Diagnostics diagnostics;
  const text::FileId id = sources.add("t.md", "```规则\n措施 x\n条件 " + expression + "\n```\n");
  const text::Document document = text::read_document(sources, id, diagnostics);
  const File file = parse(sources, document, diagnostics);
  CHECK_MESSAGE(!diagnostics.has_errors(), text::render_all(sources, diagnostics, Language::en));
  const std::string prefix = "措施 x\n  条件 ";
  const std::string out = print(file, 0, Language::zh);
  return out.substr(prefix.size(), out.size() - prefix.size() - 1);
}

// A random expression, built without the parser, so that every shape of the tree comes up.
class Generator {
 public:
  Generator(File& file, unsigned seed) : file_(file), random_(seed) {}

  ExprId expression(int depth) {
    if (depth == 0) return leaf();
    switch (number(16)) {
      case 0: return add(Call{word(), list(depth, 3)});
      case 1: return add(Access{expression(depth - 1), word(), maybe(depth)});
      case 2: return add(Unary{UnaryOp::logical_not, expression(depth - 1)});
      case 3:
      case 4:
      case 5:
      case 6: return add(Binary{static_cast<BinaryOp>(number(11)), expression(depth - 1), expression(depth - 1)});
      case 7: return add(Membership{expression(depth - 1), list(depth, 3), number(2) == 0});
      case 8: return add(Contains{expression(depth - 1), list(depth, 2)});
      case 9: return add(Within{expression(depth - 1), expression(depth - 1), maybe(depth)});
      case 10: return add(If{expression(depth - 1), expression(depth - 1), expression(depth - 1)});
      case 11: return choice(depth);
      case 12: return aggregate(depth, false);
      case 13: return aggregate(depth, true);
      case 14: return number(2) == 0 ? add(Access{{}, word(), expression(depth - 1)}) : add(IsRecorded{expression(depth - 1)});
      default: return leaf();
    }
  }

 private:
  unsigned number(unsigned below) { return static_cast<unsigned>(random_() % below); }
  ExprId add(decltype(Expr::kind) kind) {
    file_.exprs.push_back({std::move(kind), {}});
    return {static_cast<std::uint32_t>(file_.exprs.size() - 1)};
  }
  Word word() {
    static constexpr std::array kWords = {"专利", "金额", "年度", "机关", "数", "x", "level", "条件", "名次", "document"};
    return {kWords[number(kWords.size())], {}};
  }
  ExprId maybe(int depth) { return number(2) == 0 ? ExprId{} : expression(depth - 1); }
  std::vector<ExprId> list(int depth, unsigned most) {
    std::vector<ExprId> ids;
    for (unsigned i = 0, size = 1 + number(most); i < size; ++i) ids.push_back(expression(depth - 1));
    return ids;
  }
  ExprId leaf() {
    switch (number(8)) {
      case 0: return add(MoneyLiteral{base::Rational(std::int64_t{number(100'000'000)})});
      case 1: return add(RatioLiteral{base::Rational::of(1 + number(999), 1 + number(999))});
      case 2: return add(CountLiteral{number(1000), "件"});
      case 3: return add(DateLiteral{base::Date{static_cast<std::int32_t>(number(30000))}});
      case 4: return add(YearLiteral{static_cast<int>(1900 + number(300))});
      case 5: return add(DurationLiteral{number(100), number(2) == 0});
      case 6: return add(BoolLiteral{number(2) == 0});
      default: return add(NameRef{word().text});
    }
  }
  ExprId choice(int depth) {
    const unsigned size = 1 + number(3);
    const unsigned kind = number(4);
    Tiers tiers{kind == 0 ? expression(depth - 1) : ExprId{}, {}};
    Match match{kind == 1 ? list(depth, 2) : std::vector<ExprId>{}, {}};
    Cases cases;
    ReadingChoice reading{word(), {}};
    static constexpr std::array kTierOps = {BinaryOp::eq, BinaryOp::lt, BinaryOp::le, BinaryOp::gt, BinaryOp::ge};
    for (unsigned i = 0; i < size; ++i) {
      if (kind == 0) tiers.rows.push_back({kTierOps[number(5)], expression(depth - 1), expression(depth - 1), {}});
      if (kind == 1) {
        MatchRow row;
        for (std::size_t k = 0; k < match.subjects.size(); ++k) row.keys.push_back(expression(depth - 1));
        row.value = expression(depth - 1);
        match.rows.push_back(row);
      }
      if (kind == 2) cases.rows.push_back({expression(depth - 1), expression(depth - 1), {}});
      if (kind == 3) reading.rows.push_back({word(), expression(depth - 1), {}});
    }
    if (kind == 2) cases.otherwise = maybe(depth);
    if (kind == 0) return add(tiers);
    if (kind == 1) return add(match);
    return kind == 2 ? add(cases) : add(reading);
  }
  ExprId aggregate(int depth, bool with_value) {
    Aggregate aggregate;
    aggregate.op = with_value ? static_cast<AggregateOp>(3 + number(3)) : static_cast<AggregateOp>(number(3));
    aggregate.range.record = word();
    if (number(2) == 0) aggregate.range.held_as = word();
    aggregate.range.where = maybe(depth);
    aggregate.range.distinct = maybe(depth);
    if (with_value) aggregate.value = expression(depth - 1);
    return add(aggregate);
  }

  File& file_;
  std::mt19937 random_;
};

std::string failure_of(unsigned seed, Language language) {
  File built;
  Generator generator(built, seed);
  Definition definition;
  definition.name.name.text = "值";
  definition.value = generator.expression(1 + static_cast<int>(seed % 4));
  built.declarations.emplace_back(definition);
  Settlement settlement;
  settlement.name.text = "结";
  settlement.per.keys = {generator.expression(2), generator.expression(2)};
  settlement.order = settlement.per.keys;
  Settle cap{Settle::Op::cap, {}, {}, generator.expression(2), {}};
  Settle group{Settle::Op::group, {"措", {}}, {}, {}, {}};
  built.settles = {cap, group, Settle{Settle::Op::highest, {}, {SettleId{0}, SettleId{1}}, {}, {}}};
  settlement.take = SettleId{2};
  built.declarations.emplace_back(settlement);
  built.block_of = {0, 0};
  const std::string text = print(built, 0, language);
  text::SourceSet sources;
  text::Diagnostics diagnostics;
  const text::FileId id = sources.add("t.md", "```规则\n" + text + "```\n");
  const File again = parse(sources, text::read_document(sources, id, diagnostics), diagnostics);
  if (diagnostics.has_errors()) return text::render_all(sources, diagnostics, Language::en);
  return print_tree(again) == print_tree(built) ? std::string() : text + print_tree(built) + "----\n" + print_tree(again);
}

}  // namespace

TEST_CASE("parentheses stand only where the grammar needs them") {
  const auto same = [](const std::string& text) { CHECK(printed_value(text) == text); };
  same("a + b + c");
  same("a - (b - c)");
  same("(a + b) × c");
  same("计数 专利 以其为 x ≥ 50件");
  same("(计数 专利 其中 a) ≥ 50件");
  same("a 且 (如 b 则 c 否则 d) 或 e");
  same("如 如 a 则 b 否则 c 则 d 否则 e");
  same("计数 专利 其中 授权日 在 本年度 去重 专利族");
  same("计数 专利 其中 计数 专利 = 1件 去重 专利族");
  same("计数 专利 其中 a = (计数 专利) 去重 专利族");
  same("f((x 属于 p、q), d)");
  same("f(d, x 属于 p、q)");
  same("x 在 (y 在 z) 至 w");
  same("(已裁定 a) 的 b");
  same("已裁定 a 的 b = 是");
  same("营业收入 于 某日 的 a 于 b");
  same("营业收入 于 (某日 于 b)");
  same("非 a = b 且 c");
  same("(非 a) = b");
  same("主体 的 登记地 于 (x 的 y) 属于 晋城市");
  CHECK(printed_value("((a)) + ((b × (c)))") == "a + b × c");
}

TEST_CASE("numbers are printed in the largest unit that shows them whole") {
  const auto prints = [](const std::string& text, const std::string& expected) { CHECK(printed_value(text) == expected); };
  prints("50000元", "5万元");
  prints("0.3万元", "3000元");
  prints("1,000元", "1000元");
  prints("12300元", "1.23万元");
  prints("12345元", "12345元");
  prints("20000万元", "2亿元");
  prints("0.01元", "0.01元");
  prints("2‰", "0.2%");
  prints("(1/2)", "50%");
  prints("(1/3)", "(1/3)");
  prints("3分之1", "(1/3)");
  prints("2万件", "20000件");
  prints("24个月", "2年");
  prints("18个月", "18个月");
  prints("365日", "365天");
  prints("2023 年 11 月 29 日", "2023-11-29");
}

TEST_CASE("format keeps comments, blank lines, the order of statements and numbers as written") {
  CHECK(formatted("# 头\n\n措施   甲\n\n\n # 为什么\n条件 a   # 尾\n设 b = 0.3 万元\n条件 c\n# 末\n") ==
        "# 头\n\n措施 甲\n\n  # 为什么\n  条件 a  # 尾\n  设 b = 0.3万元\n  条件 c\n# 末\n");
}

TEST_CASE("a block with a comment inside a statement, or with a defect, stays as it is") {
  const std::string inside = "措施   甲\n条件 a # 甲\n且   b # 乙\n";
  CHECK(formatted(inside) == inside);
}

TEST_CASE("rows stand one to a line, readings in braces while they are short") {
  CHECK(formatted("措施 甲\n金额 = 按 a 分档 { ≥ 5件: 1万元 ; ≥ 3件: 5000元 }\n") ==
        "措施 甲\n  金额 = 按 a 分档\n    ≥ 5件: 1万元\n    ≥ 3件: 5000元\n");
  CHECK(formatted("措施 甲\n金额 = 按 a 分档\n≥ 5件: 1万元\n") == "措施 甲\n  金额 = 按 a 分档 { ≥ 5件: 1万元 }\n");
  CHECK(formatted("措施 甲\n金额 = 口径 K\n甲: 1万元\n乙: 2万元\n") == "措施 甲\n  金额 = 口径 K { 甲: 1万元 ; 乙: 2万元 }\n");
  CHECK(formatted("措施 甲\n金额 = 按 a 对照 { 条件 + b: 1万元 ; c: 2万元 }\n") ==
        "措施 甲\n  金额 = 按 a 对照 { 条件 + b: 1万元 ; c: 2万元 }\n");
}

TEST_CASE("English has its own keywords and quotation marks") {
  CHECK(formatted("措施 甲 (a)\n条件 「乙」 x 的 y ≥ 3件 且 非 z\n", Language::en) ==
        "measure 甲 (a)\n  condition \"乙\" x of y ≥ 3件 and not z\n");
  CHECK(formatted("无效力 「说 \"甲\" 的」\n", Language::en) == "no_effect 「说 \"甲\" 的」\n");
}

TEST_CASE("any tree survives printing and parsing") {
  for (unsigned seed = 0; seed < 4000; ++seed) {
    const std::string failure = failure_of(seed, seed % 2 == 0 ? Language::zh : Language::en);
    REQUIRE_MESSAGE(failure.empty(), "seed " << seed << ": " << failure);
  }
}

}  // namespace zhidui::syntax
