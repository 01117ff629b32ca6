#include "ir/sample_program.h"

#include "base/check.h"

namespace zhidui::ir {

namespace {
const Type kBool = plain(TypeKind::boolean);
const Type kMoney = plain(TypeKind::money);
const Type kDate = plain(TypeKind::date);
const Type kYear = plain(TypeKind::year);
const Type kRatio = plain(TypeKind::ratio);
}  // namespace

UnitId Builder::unit(const std::string& name) {
  program.units.push_back(name);
  return UnitId{static_cast<std::uint32_t>(program.units.size() - 1)};
}

RecordId Builder::record(const std::string& zh, const std::string& id) {
  RecordType made;
  made.name = {zh, id};
  program.records.push_back(std::move(made));
  const RecordId record{static_cast<std::uint32_t>(program.records.size() - 1)};
  program.records.back().self = binder(record);
  return record;
}

FieldId Builder::field(RecordId record, const std::string& zh, const std::string& id, Type type) {
  Field made;
  made.name = {zh, id};
  made.type = type;
  made.voucher = "登记机关";
  if (type.kind == TypeKind::date) {
    made.low = base::Date::year_start(2000).days;
    made.high = base::Date::year_end(2100).days;
  } else if (type.kind == TypeKind::year) {
    made.low = 2000;
    made.high = 2100;
  } else if (type.kind != TypeKind::boolean && type.kind != TypeKind::enumeration && type.kind != TypeKind::set &&
             type.kind != TypeKind::record && type.kind != TypeKind::list && type.kind != TypeKind::text) {
    made.low = 0;
    made.high = 1'000'000'000;
  }
  std::vector<Field>& fields = program.records[record.value].fields;
  fields.push_back(std::move(made));
  return FieldId{static_cast<std::uint32_t>(fields.size() - 1)};
}

EnumId Builder::enumeration(const std::string& zh, const std::string& id, const std::vector<std::string>& members) {
  Enumeration made;
  made.name = {zh, id};
  for (const std::string& member : members) made.members.push_back({{member, member}, "", std::nullopt});
  program.enumerations.push_back(std::move(made));
  return EnumId{static_cast<std::uint32_t>(program.enumerations.size() - 1)};
}

BinderId Builder::binder(RecordId record) {
  program.binder_record.push_back(record);
  return BinderId{program.binder_count++};
}

ExprId Builder::add(Expr expr) {
  program.exprs.push_back(std::move(expr));
  return ExprId{static_cast<std::uint32_t>(program.exprs.size() - 1)};
}

ExprId Builder::op(Op op, Type type, std::vector<ExprId> args) {
  Expr made;
  made.op = op;
  made.type = type;
  made.args = std::move(args);
  made.bounds = {0, 1'000'000'000, false, false};
  return add(std::move(made));
}

ExprId Builder::constant(Type type, base::Rational value) {
  Expr made;
  made.type = type;
  made.value = outcome::Value::number(value);
  made.bounds = {value, value, false, false};
  return add(std::move(made));
}

ExprId Builder::truth(bool value) {
  Expr made;
  made.type = kBool;
  made.value = outcome::Value::boolean(value);
  return add(std::move(made));
}

ExprId Builder::row(BinderId binder) {
  Expr made;
  made.op = Op::row;
  made.type = record_of(program.binder_record[binder.value]);
  made.binder = binder;
  return add(std::move(made));
}

ExprId Builder::get(ExprId record, FieldId field) {
  Expr made;
  made.op = Op::field;
  made.record_type = program.expr(record).type.record;
  made.field = field;
  const Field& f = program.record(made.record_type).fields[field.value];
  made.type = f.type;
  made.args = {record};
  if (f.low && f.high) made.bounds = {*f.low, *f.high, false, false};
  return add(std::move(made));
}

ExprId Builder::get_on(ExprId record, FieldId field, ExprId day) {
  const ExprId made = get(record, field);
  program.exprs[made.value].op = Op::field_on;
  program.exprs[made.value].args.push_back(day);
  return made;
}

ExprId Builder::among(ExprId value, std::vector<std::uint32_t> members) {
  Expr made;
  made.op = program.expr(value).type.kind == TypeKind::set ? Op::overlaps : Op::member;
  made.type = kBool;
  made.args = {value};
  made.members = std::move(members);
  return add(std::move(made));
}

ExprId Builder::aggregate(Op op, Type type, Range range, std::vector<ExprId> args) {
  Expr made;
  made.op = op;
  made.type = type;
  made.range = range;
  made.args = std::move(args);
  made.bounds = {0, 1'000'000'000, false, false};
  return add(std::move(made));
}

ExprId Builder::document_date(DocumentId document, DocDate date) {
  Expr made;
  made.op = Op::document_date;
  made.type = kDate;
  made.document = document;
  made.doc_date = date;
  made.bounds = {base::Date::year_start(1900).days, base::Date::year_end(2200).days, false, false};
  return add(std::move(made));
}

ExprId Builder::clock(Clock clock) {
  Expr made;
  made.op = Op::clock;
  made.type = kDate;
  made.clock = clock;
  made.bounds = {base::Date::year_start(1900).days, base::Date::year_end(2200).days, false, false};
  return add(std::move(made));
}

namespace {

base::Date day(int year, int month, int of_month) {
  const auto date = base::Date::of(year, month, of_month);
  CHECK(date);
  return *date;
}

// The sample in parts that share ids.
struct Sample {
  Builder b;
  UnitId item = b.unit("件"), people = b.unit("人");
  EnumId kind = b.enumeration("专利类别", "patent_kind", {"发明", "实用新型", "外观设计"});
  EnumId prize = b.enumeration("奖级", "prize", {"金奖", "银奖", "优秀奖"});
  EnumId pledge = b.enumeration("质押物", "pledge", {"专利权", "商标权"});
  RecordId subject = b.record("主体", "subject"), patent = b.record("专利", "patent"), loan = b.record("质押贷款", "loan"),
           rating = b.record("年度评价", "rating");
  FieldId size = b.field(subject, "从业人员", "employees", count_of(people));
  FieldId small = b.field(subject, "科技创新类", "innovative", kBool);
  FieldId patentees = b.field(patent, "专利权人", "patentees", list_of(subject));
  FieldId patent_kind = b.field(patent, "类别", "kind", enum_of(kind));
  FieldId granted = b.field(patent, "授权日", "granted_on", kDate);
  FieldId family = b.field(patent, "同族数", "family_size", count_of(item));
  FieldId first_patentee, borrower = b.field(loan, "借款人", "borrower", record_of(subject));
  FieldId lent = b.field(loan, "放款日", "lent_on", kDate), interest = b.field(loan, "已付利息", "interest", kMoney),
          pledges = b.field(loan, "质押物", "pledges", set_of(pledge));
  FieldId host = b.field(rating, "依托单位", "host", record_of(subject)), year = b.field(rating, "评价年度", "year", kYear),
          place = b.field(rating, "评价名次", "place", count_of(item)), grade = b.field(rating, "等级", "grade", enum_of(prize));
  DocumentId document{0};
  ReadingId reading{0};
  SeriesId rate{0};
  StatisticId statistic{0};
  ExprId applicant;

  void vocabulary() {
    Program& p = b.program;
    p.subject_record = subject;
    b.field(subject, size).dated = true;
    b.field(subject, small).kind = FieldKind::decided;
    for (const auto& [record, field] : {std::pair{patent, granted}, std::pair{loan, lent}}) {
      b.field(record, field).occurs_on = true;
      p.records[record.value].occurs_on = field;
    }
    first_patentee = b.field(patent, "第一专利权人", "first_patentee", record_of(subject));
    const ExprId self = b.row(p.records[patent.value].self);
    const ExprId first = b.op(Op::first_of, record_of(subject), {b.get(self, patentees)});
    b.field(patent, first_patentee).kind = FieldKind::computed;
    b.field(patent, first_patentee).computed = first;
    p.statistics.push_back({{"授权量", "grants"}, patent, item, {}});
    p.series.push_back({{"贴息率", "rate"},
                        kRatio,
                        SeriesKey::year,
                        {{2023, base::Rational::of(1, 20)}, {2024, base::Rational::of(3, 100)}},
                        "公告",
                        {},
                        0,
                        1});
    Reading r;
    r.code = "SP-01";
    r.question = "每年一次, 还是终身一次?";
    r.alternatives = {{{"甲", "A"}, "每年一次"}, {{"乙", "B"}, "终身一次"}};
    p.readings.push_back(r);
    Document d;
    d.name = {"样本2023", "sample"};
    d.number = "样〔2023〕1号";
    d.organ = "样本市主管部门";
    d.level = "city";
    d.published = DateBound{day(2023, 11, 28), day(2023, 11, 29)};
    d.effective = b.document_date(document, DocDate::published);
    const ExprId months = b.constant(plain(TypeKind::months), 60);
    d.expires = b.op(Op::add_months, kDate, {b.document_date(document, DocDate::effective), months});
    p.documents.push_back(d);
    p.clauses.push_back({document, "一/(一)/¶2", "tier", {}, {}, {}});
    applicant = b.op(Op::subject, record_of(subject), {});
  }

  ExprId money(std::int64_t yuan) { return b.constant(kMoney, yuan * 100); }

  // Grants of inventions in a year, held as first patentee.
  ExprId grants(ExprId in_year) {
    Range r{patent, first_patentee, patentees, applicant, b.binder(patent), {}, {}};
    const ExprId row = b.row(r.binder);
    const ExprId granted_in = b.op(Op::eq, kBool, {b.op(Op::year_of, kYear, {b.get(row, granted)}), in_year});
    r.where = b.op(Op::logical_and, kBool, {b.among(b.get(row, patent_kind), {0}), granted_in});
    const ExprId counted = b.aggregate(Op::count, count_of(item), r);
    const ExprId out = b.op(Op::statistic, count_of(item), {applicant, in_year, counted});
    b.program.exprs[out.value].statistic = statistic;
    b.program.exprs[out.value].label = "授权量";
    return out;
  }

  void volume() {
    Program& p = b.program;
    Measure m;
    m.name = {"授权量奖励", "volume_reward"};
    m.document = document;
    m.clauses = {ClauseId{0}};
    m.unit.yearly = true;
    const ExprId this_year = b.op(Op::this_year, kYear, {});
    Expr tiers;
    tiers.op = Op::tiers;
    tiers.type = kMoney;
    tiers.bounds = {0, 5'000'000, false, false};
    tiers.args = {grants(this_year)};
    for (const auto& [bound, yuan] : {std::pair{50, 50000}, std::pair{30, 30000}, std::pair{10, 10000}})
      tiers.tiers.push_back({Op::le, b.constant(count_of(item), bound), money(yuan), {}, true});
    const ExprId sum = b.add(std::move(tiers));
    m.lets = {{"奖励额", sum}};
    m.amount = Amount{AmountKind::computed, sum, {}, {}, "", {}};
    const ExprId day = b.op(Op::year_end, kDate, {this_year});
    const ExprId staff = b.get_on(applicant, size, day);
    m.subjects.push_back({"", b.op(Op::lt, kBool, {staff, b.constant(count_of(people), 1000)}), false, {}, {}});
    m.subjects.push_back({"失信", b.op(Op::same, kBool, {b.get(applicant, small), b.truth(false)}), true, {ClauseId{0}}, {}});
    p.measures.push_back(std::move(m));
    Settlement s;
    s.name = "授权量奖励次数";
    s.document = document;
    s.measures = {{MeasureId{0}, {{{{this_year, false}}}, {{{applicant, false}}}}, {{this_year, false}}}};
    s.per_reading = reading;
    s.nodes = {{SettleOp::first, {}, {}, {}, 1, {}}};
    s.earlier = {History::this_measure};
    p.settlements.push_back(std::move(s));
  }

  void subsidy() {
    Program& p = b.program;
    Measure m;
    m.name = {"质押融资补贴", "loan_subsidy"};
    m.document = document;
    m.unit.kind = outcome::UnitKind::item;
    m.unit.range = {loan, borrower, borrower, applicant, b.binder(loan), {}, {}};
    const ExprId row = b.row(m.unit.range.binder);
    const ExprId day = b.get(row, lent);
    m.unit.range.where = b.op(Op::le, kBool, {b.constant(kDate, base::Date::year_start(2020).days), day});
    m.fact_date = day;
    m.conditions.push_back({"", b.among(b.get(row, pledges), {0, 1}), false, {}, {}});
    const ExprId fact_date = b.op(Op::fact_date, kDate, {});
    const ExprId rated = b.op(Op::series, kRatio, {b.op(Op::year_of, kYear, {fact_date})});
    p.exprs[rated.value].series = rate;
    Expr rounded;
    rounded.op = Op::rounded;
    rounded.type = kMoney;
    rounded.bounds = {0, 1'000'000'000, false, false};
    rounded.step = 1;
    rounded.args = {b.op(Op::multiply, kMoney, {b.get(row, interest), rated})};
    const ExprId share = b.add(std::move(rounded));
    m.amount = Amount{AmountKind::computed, b.op(Op::lower, kMoney, {share, money(200000)}), {}, {}, "", {}};
    const ExprId recorded = b.op(Op::is_recorded, kBool, {b.get(applicant, small)});
    Exception special{"创新企业", recorded, Amount{AmountKind::discretion, {}, money(1000), money(5000), "", {}}, {}, {}};
    m.exceptions.push_back(std::move(special));
    m.decider = "样本市主管部门";
    p.measures.push_back(std::move(m));
    Settlement s;
    s.name = "质押融资补贴封顶";
    s.document = document;
    s.measures = {{MeasureId{1}, {{{{applicant, false}, {{}, true}}}}, {{day, false}}}};
    s.nodes = {{SettleOp::cap, {}, {}, money(200000), 0, {}}};
    s.earlier = {History::this_measure};
    p.settlements.push_back(std::move(s));
  }

  // Owners of long standing: an aggregate within an aggregate over the same records.
  ExprId pioneers() {
    Range outer{patent, first_patentee, patentees, applicant, b.binder(patent), {}, {}};
    Range inner{patent, first_patentee, patentees, applicant, b.binder(patent), {}, {}};
    const ExprId mine = b.get(b.row(outer.binder), granted);
    const ExprId other = b.row(inner.binder);
    inner.where = b.op(Op::lt, kBool, {b.get(other, granted), mine});
    outer.where = b.op(Op::logical_not, kBool, {b.aggregate(Op::exists, kBool, inner)});
    Range family_range{patent, {}, {}, {}, b.binder(patent), {}, {}};
    const ExprId any = b.row(family_range.binder);
    const ExprId families = b.aggregate(Op::sum, count_of(item), family_range, {b.get(any, family)});
    const ExprId first = b.aggregate(Op::count, count_of(item), outer);
    return b.op(Op::le, kBool, {b.op(Op::add, count_of(item), {first, first}), families});
  }

  void prize_measure() {
    Program& p = b.program;
    Measure m;
    m.name = {"服务站评优", "station_prize"};
    m.document = document;
    m.unit.kind = outcome::UnitKind::item;
    m.unit.range = {rating, host, host, applicant, b.binder(rating), {}, {}};
    const ExprId row = b.row(m.unit.range.binder);
    m.fact_date = b.op(Op::year_end, kDate, {b.get(row, year)});
    Expr by_grade;
    by_grade.op = Op::match;
    by_grade.type = kMoney;
    by_grade.bounds = {0, 2'000'000, false, false};
    by_grade.args = {b.get(row, grade)};
    by_grade.matches = {{{0}, money(20000), {}}, {{1}, money(10000), {}}};
    const ExprId graded = b.add(std::move(by_grade));
    Expr cases;
    cases.op = Op::cases;
    cases.type = kMoney;
    cases.bounds = {0, 2'000'000, false, false};
    cases.cases = {{b.among(b.get(row, grade), {0, 1}), graded, {}}, {b.among(b.get(row, grade), {2}), money(500), {}}};
    const ExprId base = b.add(std::move(cases));
    const ExprId pioneer = pioneers();
    const ExprId choice = b.op(Op::reading, kBool, {pioneer, b.truth(true)});
    p.exprs[choice.value].reading = reading;
    m.conditions.push_back({"", choice, false, {}, {}});
    const ExprId claimed = b.clock(Clock::claimed);
    m.conditions.push_back({"", b.op(Op::logical_or, kBool, {b.op(Op::le, kBool, {m.fact_date, claimed}), pioneer}), false, {}, {}});
    Round round;
    round.per = b.get(row, year);
    round.within = {b.get(row, grade)};
    round.by = b.get(row, place);
    round.places = {{{"一等奖", "first"}, 1, base}, {{"二等奖", "second"}, 2, money(5000)}};
    m.round = std::move(round);
    p.measures.push_back(std::move(m));
    Settlement s;
    s.name = "就高";
    s.document = document;
    for (const std::uint32_t i : {1U, 2U}) s.measures.push_back({MeasureId{i}, {{{{applicant, false}}}}, {}});
    s.nodes = {{SettleOp::group, MeasureId{1}, {}, {}, 0, {}},
               {SettleOp::group, MeasureId{2}, {}, {}, 0, {}},
               {SettleOp::highest, {}, {0, 1}, {}, 0, {}}};
    s.root = 2;
    s.effect = EarlierEffect::tops_up;
    s.earlier = {History::this_document, History::same_level};
    s.earlier_reading = reading;
    s.adopts = {{reading, {false, true}}};
    p.settlements.push_back(std::move(s));
  }
};

}  // namespace

Program sample_program() {
  Sample sample;
  sample.vocabulary();
  sample.volume();
  sample.subsidy();
  sample.prize_measure();
  return std::move(sample.b.program);
}

}  // namespace zhidui::ir
