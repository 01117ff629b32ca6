#include "ir/program.h"

#include <doctest/doctest.h>

#include "ir/sample_program.h"
#include "ir/walk.h"

using namespace zhidui::ir;

TEST_CASE("program: lookups by either name") {
  const Program p = sample_program();
  CHECK(find_record(p, "专利") == RecordId{1});
  CHECK(find_record(p, "patent") == RecordId{1});
  CHECK_FALSE(find_record(p, ""));
  CHECK(find_field(p.records[1], "granted_on") == FieldId{2});
  CHECK_FALSE(find_field(p.records[1], "borrower"));
  CHECK(find_member(p.enumerations[0], "实用新型") == 1U);
  CHECK(find_reading(p, "SP-01") == ReadingId{0});
  CHECK(find_document(p, "样〔2023〕1号") == DocumentId{0});
  CHECK(find_document(p, "sample") == DocumentId{0});
  CHECK(find_measure(p, "sample/loan_subsidy") == MeasureId{1});
  CHECK(find_measure(p, "loan_subsidy") == MeasureId{1});
  CHECK(find_measure(p, "质押融资补贴") == MeasureId{1});
  CHECK(measure_key(p, MeasureId{0}) == "sample/volume_reward");
}

TEST_CASE("program: a code wins over a name, a name of two measures is none") {
  Enumeration regions;
  regions.members = {{{"城区", ""}, "140502", std::nullopt}, {{"140502", ""}, "140521", 0U}};
  CHECK(find_member(regions, "140502") == 0U);
  CHECK(find_member(regions, "城区") == 0U);
  Program p = sample_program();
  p.measures[1].name.zh = p.measures[0].name.zh;
  CHECK_FALSE(find_measure(p, "授权量奖励"));
  CHECK(find_measure(p, "volume_reward") == MeasureId{0});
}

TEST_CASE("program: names of operations are those of the table") {
  CHECK(op_name(Op::logical_and) == "logical_and");
  CHECK(op_name(Op::statistic) == "statistic");
}

TEST_CASE("walk: operands in canonical order and rows that are free") {
  const Program p = sample_program();
  const std::vector<std::vector<BinderId>> free = free_binders(p);
  for (std::size_t i = 0; i < p.exprs.size(); ++i) {
    const Expr& e = p.exprs[i];
    if (e.op == Op::tiers) CHECK(operands(e).size() == 1 + 2 * e.tiers.size());
    if (e.op == Op::cases) CHECK(operands(e).size() == 2 * e.cases.size() + (e.otherwise.present() ? 1 : 0));
    if (e.op == Op::count && e.range && e.range->owner.present()) CHECK(free[i].empty());
  }
  const ExprId condition = p.measures[1].conditions[0].value;
  CHECK(free[condition.value] == std::vector<BinderId>{p.measures[1].unit.range.binder});
}

TEST_CASE("print: one expression a line, the same every time") {
  const Program p = sample_program();
  const std::string text = print(p);
  CHECK(text == print(sample_program()));
  CHECK(text.find("count 件 @4 专利 held as 第一专利权人 (专利权人) by %") != std::string::npos);
  CHECK(text.find("statistic 件 授权量 %") != std::string::npos);
  CHECK(text.find("tiers money %") != std::string::npos);
  CHECK(text.find("measure sample/loan_subsidy 质押融资补贴") != std::string::npos);
  CHECK(text.find("  $2 highest $0 $1  # root") != std::string::npos);
}
