// A small vocabulary with every type of field, for the tests and the fuzzer of this module.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "ir/program.h"

namespace zhidui::facts {

class VocabularyFixture {
 public:
  static ir::Program make() {
    VocabularyFixture fixture;
    fixture.add_enumerations();
    fixture.add_subject();
    fixture.add_patent();
    fixture.add_loan();
    fixture.add_policy();
    return std::move(fixture.program_);
  }

 private:
  static constexpr ir::RecordId kSubject{0}, kPatent{1}, kLoan{2};
  static constexpr ir::EnumId kSubjectKind{0}, kPatentKind{1}, kRegion{2}, kCollateral{3};

  static ir::Type type(ir::TypeKind kind) { return {kind, {}, {}, {}}; }
  static ir::Type count(std::uint32_t unit) { return {ir::TypeKind::count, ir::UnitId{unit}, {}, {}}; }
  static ir::Type one_of(ir::EnumId id) { return {ir::TypeKind::enumeration, {}, id, {}}; }
  static ir::Type some_of(ir::EnumId id) { return {ir::TypeKind::set, {}, id, {}}; }
  static ir::Type one(ir::RecordId id) { return {ir::TypeKind::record, {}, {}, id}; }
  static ir::Type many(ir::RecordId id) { return {ir::TypeKind::list, {}, {}, id}; }

  static ir::Field field(std::string zh, std::string id, ir::Type type) {
    ir::Field result;
    result.name = {std::move(zh), std::move(id)};
    result.type = type;
    result.voucher = "登记机关";
    return result;
  }
  static ir::Field ranged(ir::Field field, std::int64_t low, std::int64_t high) {
    field.low = low;
    field.high = high;
    return field;
  }
  static ir::Field dated(ir::Field field) {
    field.dated = true;
    return field;
  }
  static ir::Field decided(ir::Field field) {
    field.kind = ir::FieldKind::decided;
    return field;
  }

  void add_enumeration(std::string zh, std::string id, bool is_codes, std::vector<ir::Member> members) {
    program_.enumerations.push_back({{std::move(zh), std::move(id)}, std::move(members), is_codes, {}});
  }

  void add_enumerations() {
    program_.units = {"件", "人"};
    add_enumeration("主体类别", "subject_kind", false, {{{"企业", "enterprise"}, "", {}}, {{"个人", "individual"}, "", {}}});
    add_enumeration("专利类别", "patent_kind", false,
                    {{{"发明", "invention"}, "", {}}, {{"实用新型", "utility_model"}, "", {}}, {{"外观设计", "design"}, "", {}}});
    add_enumeration("行政区划", "region", true,
                    {{{"山西省", "shanxi"}, "14", {}},
                     {{"阳泉市", "yangquan"}, "1403", 0},
                     {{"云山市", "yunshan"}, "1405", 0},
                     {{"城区", "yangquan_urban"}, "140302", 1},
                     {{"城区", "yunshan_urban"}, "140502", 2}});
    add_enumeration("质押物", "collateral_kind", false,
                    {{{"专利权", "patent_right"}, "", {}}, {{"商标权", "trademark_right"}, "", {}}, {{"著作权", "copyright"}, "", {}}});
  }

  void add_record(std::string zh, std::string id, std::vector<ir::Field> fields) {
    ir::RecordType record;
    record.name = {std::move(zh), std::move(id)};
    record.fields = std::move(fields);
    record.self = ir::BinderId{program_.binder_count++};
    program_.binder_record.push_back(ir::RecordId{static_cast<std::uint32_t>(program_.records.size())});
    program_.records.push_back(std::move(record));
  }

  void add_subject() {
    using ir::TypeKind;
    constexpr std::int64_t kMuch = 1'000'000'000'000'000;
    add_record(
        "主体", "subject",
        {field("名称", "name", type(TypeKind::text)), field("主体类别", "kind", one_of(kSubjectKind)),
         dated(field("登记地", "registered_in", one_of(kRegion))), ranged(dated(field("从业人员", "employees", count(1))), 0, 10'000'000),
         ranged(field("营业收入", "revenue", type(TypeKind::money)), 0, kMuch),
         ranged(field("净利润", "net_profit", type(TypeKind::money)), -kMuch, kMuch),
         ranged(field("成立年度", "founded", type(TypeKind::year)), 1949, 2100), field("上市", "listed", type(TypeKind::boolean)),
         dated(field("资质", "licences", some_of(kCollateral))), dated(field("股东", "shareholders", many(kSubject))),
         decided(field("科技创新类", "tech_innovative", type(TypeKind::boolean)))});
    program_.subject_record = kSubject;
  }

  ir::ExprId add_expr(ir::Expr expr) {
    program_.exprs.push_back(std::move(expr));
    return ir::ExprId{static_cast<std::uint32_t>(program_.exprs.size() - 1)};
  }

  // 首位(专利权人)
  ir::ExprId first_owner() {
    ir::Expr row;
    row.op = ir::Op::row;
    row.type = one(kPatent);
    row.binder = ir::BinderId{1};
    ir::Expr owners;
    owners.op = ir::Op::field;
    owners.type = many(kSubject);
    owners.record_type = kPatent;
    owners.field = ir::FieldId{0};
    owners.args = {add_expr(row)};
    ir::Expr first;
    first.op = ir::Op::first_of;
    first.type = one(kSubject);
    first.args = {add_expr(owners)};
    return add_expr(first);
  }

  void add_patent() {
    using ir::TypeKind;
    const base::Date first = base::Date::year_start(1985);
    const base::Date last = base::Date::year_end(2100);
    ir::Field granted = ranged(field("授权日", "grant_date", type(TypeKind::date)), first.days, last.days);
    granted.occurs_on = true;
    ir::Field first_field = field("第一专利权人", "first_owner", one(kSubject));
    first_field.kind = ir::FieldKind::computed;
    first_field.computed = first_owner();
    ir::Field number = field("专利号", "patent_number", type(TypeKind::text));
    number.key = true;
    add_record(
        "专利", "patent",
        {field("专利权人", "owners", many(kSubject)), granted, field("类别", "kind", one_of(kPatentKind)),
         field("优先权专利", "priority", one(kPatent)), first_field, decided(field("同一发明", "same_invention", one(kPatent))), number});
    program_.records[kPatent.value].occurs_on = ir::FieldId{1};
  }

  // 计数 专利 以其为 第一专利权人
  ir::ExprId patents_of_borrower() {
    ir::Expr count_expr;
    count_expr.op = ir::Op::count;
    count_expr.type = count(0);
    ir::Range range;
    range.record = kPatent;
    range.holder = ir::FieldId{4};
    range.relation = ir::FieldId{0};
    range.binder = ir::BinderId{program_.binder_count++};
    program_.binder_record.push_back(kPatent);
    count_expr.range = range;
    return add_expr(count_expr);
  }

  void add_loan() {
    using ir::TypeKind;
    ir::Field patents = field("专利件数", "patent_count", count(0));
    patents.kind = ir::FieldKind::computed;
    patents.computed = patents_of_borrower();
    ir::Field rate = field("年利率", "rate", type(TypeKind::ratio));
    rate.low = 0;
    rate.high = base::Rational::of(1, 2);
    add_record(
        "质押贷款", "pledge_loan",
        {field("借款人", "borrower", one(kSubject)), ranged(field("贷款额度", "principal", type(TypeKind::money)), 0, 10'000'000'000'000),
         rate, field("质押物", "collateral", some_of(kCollateral)), field("放款日", "drawn_on", type(TypeKind::date)),
         field("宽限月数", "grace_months", type(TypeKind::months)), patents,
         ranged(decided(field("认定评估值", "appraisal", type(TypeKind::money))), 0, 10'000'000'000'000)});
  }

  void add_measure(std::string zh, std::string id, bool yearly) {
    ir::Measure measure;
    measure.name = {std::move(zh), std::move(id)};
    measure.document = ir::DocumentId{0};
    measure.unit.yearly = yearly;
    program_.measures.push_back(std::move(measure));
  }

  ir::ExprId yuan(std::int64_t amount) {
    ir::Expr sum;
    sum.type = type(ir::TypeKind::money);
    sum.value = outcome::Value::number(base::Rational(amount * 100));
    return add_expr(sum);
  }

  // One claim for each record of a type.
  ir::Unit each(ir::RecordId record) {
    ir::Unit unit;
    unit.kind = outcome::UnitKind::item;
    unit.range.record = record;
    unit.range.binder = ir::BinderId{program_.binder_count++};
    program_.binder_record.push_back(record);
    return unit;
  }

  // A range of discretion: 裁量 5万元 至 10万元.
  void add_subsidy() {
    add_measure("质押融资补贴", "pledge_loan_subsidy", false);
    ir::Measure& measure = program_.measures.back();
    measure.unit = each(kLoan);
    measure.amount = ir::Amount{ir::AmountKind::discretion, {}, yuan(50'000), yuan(100'000), "", {}};
  }

  // 评选 每 类别: the patents of one kind compete.
  void add_prize() {
    add_measure("优秀专利评选", "patent_prize", false);
    ir::Measure& measure = program_.measures.back();
    measure.unit = each(kPatent);
    ir::Expr row;
    row.op = ir::Op::row;
    row.type = one(kPatent);
    row.binder = measure.unit.range.binder;
    ir::Expr kind;
    kind.op = ir::Op::field;
    kind.type = one_of(kPatentKind);
    kind.record_type = kPatent;
    kind.field = ir::FieldId{2};
    kind.args = {add_expr(row)};
    ir::Round round;
    round.per = add_expr(kind);
    round.places = {{{"一等奖", "first_prize"}, 1, {}}, {{"二等奖", "second_prize"}, 2, {}}};
    measure.round = round;
  }

  // 评选 每 本年度 … 名额 { 入选 2个 至 3个 }.
  void add_choice() {
    add_measure("年度专利评选", "yearly_choice", true);
    ir::Measure& measure = program_.measures.back();
    measure.unit = each(kPatent);
    measure.unit.yearly = true;
    ir::Expr year;
    year.op = ir::Op::this_year;
    year.type = type(ir::TypeKind::year);
    ir::Expr two;
    two.type = count(0);
    two.value = outcome::Value::number(base::Rational(2));
    ir::Round round;
    round.per = add_expr(year);
    round.places = {{{"入选", "chosen"}, 3, {}, add_expr(two)}};
    measure.round = round;
  }

  void add_policy() {
    ir::Document document;
    document.name = {"云山2023", "ys2023"};
    document.number = "云市监发〔2023〕7号";
    document.level = "city";
    program_.documents.push_back(std::move(document));
    add_measure("发明授权量奖励", "invention_volume_reward", true);
    add_subsidy();
    add_prize();
    add_choice();
    ir::Reading reading;
    reading.code = "YS23-08";
    reading.alternatives = {{{"甲", "A"}, "每年度一次"}, {{"乙", "B"}, "终身一次"}};
    program_.readings.push_back(std::move(reading));
    program_.statistics.push_back({{"年度发明授权量", "yearly_invention_grants"}, kSubject, ir::UnitId{0}, {}});
    program_.statistics.push_back({{"年度贷款笔数", "yearly_loans"}, kSubject, ir::UnitId{0}, {}});
    ir::Expr used;  // as an expression of a policy that uses it
    used.op = ir::Op::statistic;
    used.type = count(0);
    used.statistic = ir::StatisticId{1};
    used.bounds = {base::Rational(0), base::Rational(5000), false, false};
    add_expr(std::move(used));
    add_namesakes();
  }

  // A measure of the document, and one that another calls the same.
  void add_namesakes() {
    ir::Document other;
    other.name = {"云山2021", "ys2021"};
    other.number = "云市监发〔2021〕3号";
    other.level = "city";
    program_.documents.push_back(std::move(other));
    add_measure("成果转化奖励", "transfer_reward", false);
    add_measure("成果转化奖励", "transfer_reward", false);
    program_.measures.back().document = ir::DocumentId{1};
  }

  ir::Program program_;
};

}  // namespace zhidui::facts
