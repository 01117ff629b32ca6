#include "world.h"

#include <stdexcept>

#include "base/must.h"
#include "evaluate/evaluate.h"
#include "facts/fact_base.h"
#include "ir/sample_program.h"
#include "value_text.h"

namespace zhidui::conformance {

using ir::ExprId;
using ir::Op;
using ir::TypeKind;
using outcome::Value;

namespace {

ir::Op op_of(const std::string& name) {
  for (int i = 0; i <= static_cast<int>(Op::statistic); ++i) {
    if (ir::op_name(static_cast<Op>(i)) == name) return static_cast<Op>(i);
  }
  throw std::runtime_error("no operation: " + name);
}

std::optional<base::Date> date_of(const std::string& text) { return text.empty() ? std::nullopt : base::Date::parse(text); }

class WorldRun {
 public:
  WorldRun(const Case& c, outcome::OpenTable& opens) : c_(c), w_(*c.world), opens_(opens) {}

  Value run() {
    vocabulary();
    measure();
    const ExprId expr = operation();
    facts();
    evaluate::ClaimContext context;
    context.measure = ir::MeasureId{0};
    context.subject = w_.applicant;
    if (w_.item) context.record = static_cast<std::uint32_t>(w_.records.size()) + *w_.item;
    context.year = w_.year;
    if (!w_.fact_date.empty()) context.fact_date = parse_value(w_.fact_date, opens_);
    evaluate::Scope scope;
    scope.claimed = base::must(date_of(w_.claimed));
    scope.decided = base::must(date_of(w_.decided));
    scope.known = base::must(date_of(w_.known));
    if (!w_.assume.empty()) scope.assume[ir::DocumentId{0}] = base::must(date_of(w_.assume));
    return evaluate::evaluate_in(b_.program, facts_, scope, context, expr, opens_);
  }

 private:
  ir::Type type() const {
    static const std::pair<const char*, TypeKind> kKinds[] = {{"boolean", TypeKind::boolean}, {"count", TypeKind::count},
                                                              {"money", TypeKind::money},     {"ratio", TypeKind::ratio},
                                                              {"date", TypeKind::date},       {"year", TypeKind::year},
                                                              {"days", TypeKind::days},       {"months", TypeKind::months},
                                                              {"set", TypeKind::set},         {"enumeration", TypeKind::enumeration},
                                                              {"record", TypeKind::record},   {"list", TypeKind::list}};
    for (const auto& [name, kind] : kKinds) {
      if (c_.type != name) continue;
      ir::Type out = ir::plain(kind);
      if (kind == TypeKind::count) out.unit = ir::UnitId{0};
      if (kind == TypeKind::enumeration || kind == TypeKind::set) out.enumeration = ir::EnumId{0};
      if (kind == TypeKind::record || kind == TypeKind::list) out.record = subject_;
      return out;
    }
    throw std::runtime_error("no type: " + c_.type);
  }

  void vocabulary() {
    b_.unit("件");
    b_.enumeration("类", "kind", {"甲", "乙", "丙", "丁"});
    subject_ = b_.record("主体", "subject");
    b_.program.subject_record = subject_;
    item_ = b_.record("项", "item");
    x_ = b_.field(subject_, "数", "x", type());
    ir::Field& x = b_.field(subject_, x_);
    if (w_.kind == "decided") x.kind = ir::FieldKind::decided;
    x.dated = c_.op == "field_on";
    if (w_.range.size() == 2) {
      x.low = parse_number(w_.range[0]);
      x.high = parse_number(w_.range[1]);
    }
    owner_ = b_.field(item_, "属", "owner", ir::record_of(subject_));
    keep_ = b_.field(item_, "计", "keep", ir::plain(TypeKind::boolean));
    key_ = b_.field(item_, "键", "key", ir::enum_of(ir::EnumId{0}));
    ir::Document document;
    document.name = {"文件", "document"};
    document.number = "1号";
    if (w_.published.size() == 2)
      document.published = ir::DateBound{base::must(date_of(w_.published[0])), base::must(date_of(w_.published[1]))};
    const auto day = [&](const std::string& text) {
      return text.empty() ? ExprId{} : b_.constant(ir::plain(TypeKind::date), date_of(text)->days);
    };
    document.effective = day(w_.effective);
    document.expires = day(w_.expires);
    b_.program.documents.push_back(document);
    b_.program.statistics.push_back({{"统计", "statistic"}, item_, ir::UnitId{0}, {}});
    ir::Series series{{"数列", "series"}, ir::plain(TypeKind::ratio), ir::SeriesKey::year, {}, "来源", {}, 0, 1};
    for (const auto& [key, value] : w_.entries) series.entries.push_back({parse_number(key).to_int64(), parse_number(value)});
    b_.program.series.push_back(std::move(series));
  }

  void measure() {
    ir::Measure m;
    m.name = {"措施", "measure"};
    m.document = ir::DocumentId{0};
    if (w_.item) m.unit.kind = outcome::UnitKind::item;
    applicant_ = b_.op(Op::subject, ir::record_of(subject_), {});
    m.unit.range = {item_, owner_, owner_, applicant_, b_.binder(item_), {}, {}};
    b_.program.measures.push_back(std::move(m));
  }

  // Constants of the harness may be open.
  ExprId argument(std::size_t i, const ir::Type& type) {
    ir::Expr e;
    e.type = type;
    e.value = parse_value(c_.args.at(i), opens_);
    return b_.add(std::move(e));
  }
  ExprId record_argument() { return c_.args.empty() ? applicant_ : argument(0, ir::record_of(subject_)); }

  ExprId operation() {
    const Op op = op_of(c_.op);
    switch (op) {
      case Op::constant: return argument(0, type());
      case Op::subject: return applicant_;
      case Op::row: return b_.row(b_.program.measures[0].unit.range.binder);
      case Op::field: return b_.get(record_argument(), x_);
      case Op::field_on: return b_.get_on(applicant_, x_, argument(0, ir::plain(TypeKind::date)));
      case Op::this_year:
      case Op::fact_date: return b_.op(op, type(), {});
      case Op::clock:
        return b_.clock(c_.payload.clock == "claimed"   ? ir::Clock::claimed
                        : c_.payload.clock == "decided" ? ir::Clock::decided
                                                        : ir::Clock::known);
      case Op::document_date:
        return b_.document_date(ir::DocumentId{0}, c_.payload.date == "published"   ? ir::DocDate::published
                                                   : c_.payload.date == "effective" ? ir::DocDate::effective
                                                                                    : ir::DocDate::expires);
      case Op::first_of: return b_.op(op, ir::record_of(subject_), {argument(0, ir::list_of(subject_))});
      case Op::is_recorded: return b_.op(op, type(), {b_.get(record_argument(), x_)});
      case Op::series: {
        const ExprId out = b_.op(op, type(), {argument(0, ir::plain(TypeKind::year))});
        b_.program.exprs[out.value].series = ir::SeriesId{0};
        b_.program.exprs[out.value].bounds = {parse_number(w_.range.at(0)), parse_number(w_.range.at(1)), false, false};
        return out;
      }
      case Op::statistic: {
        const ExprId year = argument(0, ir::plain(TypeKind::year));
        const ExprId out = b_.op(op, type(), {applicant_, year, argument(1, type())});
        b_.program.exprs[out.value].statistic = ir::StatisticId{0};
        return out;
      }
      case Op::count: {
        ir::Range range{item_, owner_, owner_, applicant_, b_.binder(item_), {}, {}};
        const ExprId row = b_.row(range.binder);
        range.where = b_.get(row, keep_);
        if (c_.payload.distinct) range.distinct = b_.get(row, key_);
        return b_.aggregate(op, type(), range);
      }
      default: throw std::runtime_error("needs no world: " + c_.op);
    }
  }

  static facts::FieldFacts one(Value value) {
    facts::FieldFacts out;
    out.segments.push_back({{}, {}, std::move(value), {}});
    return out;
  }

  void facts() {
    std::vector<facts::Record> records;
    for (std::size_t i = 0; i < w_.records.size(); ++i) {
      facts::Record record{subject_, "e" + std::to_string(i), std::vector<facts::FieldFacts>(1), {}};
      for (const Known& known : w_.records[i]) {
        facts::Segment segment{date_of(known.from), date_of(known.to), parse_value(known.value, opens_), {}};
        segment.provenance.recorded_on = date_of(known.recorded);
        record.fields[0].segments.push_back(std::move(segment));
      }
      records.push_back(std::move(record));
    }
    for (std::size_t i = 0; i < w_.items.size(); ++i) {
      facts::Record record{item_, "i" + std::to_string(i), std::vector<facts::FieldFacts>(3), {}};
      record.fields[0] = one(Value::choice(0));
      if (!w_.items[i].keep.empty()) record.fields[1] = one(parse_value(w_.items[i].keep, opens_));
      if (!w_.items[i].key.empty()) record.fields[2] = one(parse_value(w_.items[i].key, opens_));
      records.push_back(std::move(record));
    }
    for (const TotalText& text : w_.totals) {
      facts::Total total{ir::StatisticId{0}, "e" + std::to_string(text.applicant), text.year, parse_number(text.value), {}};
      total.provenance.recorded_on = date_of(text.recorded);
      facts_.totals.push_back(std::move(total));
    }
    if (w_.complete) facts_.closures.push_back({"*", "*", std::nullopt, {}});
    facts_.seal(b_.program, std::move(records));
  }

  const Case& c_;
  const World& w_;
  outcome::OpenTable& opens_;
  ir::Builder b_;
  facts::FactBase facts_;
  ir::RecordId subject_, item_;
  ir::FieldId x_, owner_, keep_, key_;
  ExprId applicant_;
};

}  // namespace

Value evaluate_in_world(const Case& c, outcome::OpenTable& opens) { return WorldRun(c, opens).run(); }

}  // namespace zhidui::conformance
