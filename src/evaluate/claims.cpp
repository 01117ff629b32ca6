#include "evaluate/claims.h"

#include <algorithm>

namespace zhidui::evaluate {

using base::Rational;
using outcome::Claim;
using outcome::OpenKind;
using outcome::Stage;

namespace {
std::size_t at(Stage stage) { return static_cast<std::size_t>(stage); }

using Year = std::pair<std::optional<int>, Value>;  // absent: the measure is not yearly; and whether it has begun by the year's end

// Years for which a yearly measure may be due, when no period is asked: from the document's first possible day and 自 to the claimed day.
std::vector<Year> years_of(Interpreter& in, const Scope& scope) {
  if (!in.measure().unit.yearly) return {{std::nullopt, Value::boolean(true)}};
  const ir::ExprId since = in.measure().unit.since;
  const Value begins = since.present() ? in.eval(since) : Value::number(base::Date::year_start(base::kFirstYear).days);
  const auto begun = [&](int year) { return outcome::at_most(begins, Value::number(base::Date::year_end(year).days)); };
  if (scope.period) return {{*scope.period, begun(*scope.period)}};
  const ir::Program& program = in.program_;
  const ir::Document& document = program.documents[in.measure().document.value];
  int first = scope.claimed.year();
  const auto assumed = scope.assume.find(in.measure().document);
  if (assumed != scope.assume.end()) {
    first = assumed->second.year();
  } else if (document.effective.present()) {
    const Value day = in.eval(document.effective);
    if (!day.interval.lo_unbounded) first = base::Date{static_cast<std::int32_t>(day.interval.lo.to_int64())}.year();
  }
  std::vector<Year> years;
  for (int year = first; year <= scope.claimed.year(); ++year) {
    if (begun(year).may_true) years.emplace_back(year, begun(year));
  }
  return years;
}

bool asked(const Scope& scope, ir::DocumentId document) {
  return scope.documents.empty() || std::find(scope.documents.begin(), scope.documents.end(), document) != scope.documents.end();
}

// A document that is not at hand and may govern the fact date: declared in the same file as the measure's own document.
const ir::Document* missing_document(const Interpreter& in, const ir::Document& own) {
  if (!in.scope_.missing_documents) return nullptr;
  const Value& day = in.fact_date();
  for (const ir::Document& document : in.program_.documents) {
    if (!document.missing || !(document.span.file == own.span.file)) continue;
    const bool started = !document.missing_effective || !(day.interval.hi < Rational(document.missing_effective->low.days));
    const bool ended = document.missing_expires && !(day.interval.lo < Rational(document.missing_expires->high.days));
    if (started && !ended) return &document;
  }
  return nullptr;
}

void evaluate_force(Interpreter& in, const ir::Measure& measure, Claim& claim) {
  const ir::Document& document = in.program_.documents[measure.document.value];
  Value force = in.in_force(document);
  if (const ir::Document* missing = force.is_false() ? missing_document(in, document) : nullptr) {
    OpenSet opens = in.open(OpenKind::document, missing->name.id, "", "", missing->organ);
    // Before the last day on which it may have begun, that day is open too.
    const bool begun = !missing->missing_effective || !(in.fact_date().interval.lo < Rational(missing->missing_effective->high.days));
    if (!begun) opens.merge(in.open(OpenKind::doc_date, missing->name.id, "effective", "", missing->organ));
    force = Value::open_boolean(opens);
    claim.base = {Value::interval_of({Rational(0), Rational(0), false, true}, opens), outcome::QuantumKind::unstated, missing->number};
  }
  // What has not happened by the claimed day cannot be claimed for on it.
  std::vector<Value> all{std::move(force), outcome::at_most(in.fact_date(), Value::number(in.scope_.claimed.days))};
  for (const ir::Supersession& superseded : measure.superseded) all.push_back(negation(in.eval(superseded.when)));
  claim.stages[at(Stage::force)] = conjunction(all);
}

Value evaluate_conditions(Interpreter& in, const std::vector<ir::Condition>& conditions, Stage stage, Claim& claim,
                          std::vector<Value> results) {
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    const auto index = static_cast<std::uint32_t>(i);
    auto [value, node] =
        in.explain(conditions[i].value,
                   {.trace = &claim.trace, .atoms = &claim.atoms, .stage = stage, .condition = index, .negated = conditions[i].excluded});
    Value holds = conditions[i].excluded ? negation(value) : value;
    claim.conditions.push_back({stage, index, holds, node});
    results.push_back(std::move(holds));
  }
  return conjunction(results);
}

Claim blank(const Interpreter& in, std::uint32_t subject) {
  Claim claim;
  claim.measure = in.measure_id().value;
  claim.subject = subject;
  claim.key.measure = ir::measure_key(in.program_, in.measure_id());
  claim.claimants = {in.facts_.record(subject).id};
  claim.payee = claim.claimants.front();
  return claim;
}

// The one claim of (subject, record, year). `kept`: whether the record is a candidate at all.
Claim make_claim(Interpreter& in, const Scope& scope, std::uint32_t subject, std::uint32_t record, const Value& kept) {
  const ir::Measure& measure = in.measure();
  Claim claim = blank(in, subject);
  claim.record = record;
  claim.key.unit_kind = measure.unit.kind;
  claim.key.unit = in.facts_.record(record != kNoRecord ? record : subject).id;
  claim.key.period = in.year();
  in.set_fact_date(Value::number(scope.claimed.days));
  in.set_fact_date(fact_date_of(in, measure, record));
  claim.fact_date = in.fact_date();
  claim.base = base_amount(in, measure, claim);
  evaluate_force(in, measure, claim);
  claim.stages[at(Stage::subject)] = evaluate_conditions(in, measure.subjects, Stage::subject, claim, {});
  claim.stages[at(Stage::condition)] = evaluate_conditions(in, measure.conditions, Stage::condition, claim, {kept});
  claim.stages[at(Stage::selection)] = Value::boolean(true);
  if (measure.round) {
    Selection selection = select(in, measure, record);
    claim.stages[at(Stage::selection)] = selection.selected;
    claim.rank = selection.rank;
    claim.place = selection.place;
    claim.cut_off = selection.cut_off;
    claim.cut_off_score = selection.cut_off_score;
    claim.rivals = std::move(selection.rivals);
    if (!measure.amount && claim.base.kind != outcome::QuantumKind::unstated) claim.base.money = selection.amount;
  }
  for (const ir::Duty& duty : measure.duties) {
    if (duty.sum) claim.duties.push_back(in.eval(duty.sum->value).interval);
  }
  if (measure.payee.present()) {
    const Value payee = in.eval(measure.payee);
    claim.payee = payee.may.single() ? in.facts_.record(payee.may.indices[0]).id : "";
  }
  OpenSet opens = claim.base.money.opens;
  for (const Value& stage : claim.stages) opens.merge(stage.opens);
  for (outcome::Fault& fault : outcome::faults_in(opens, in.opens_)) claim.faults.push_back(std::move(fault));
  return claim;
}

// The measure's answer where there is no candidate, and beside candidates where more may exist.
Claim no_candidate(Interpreter& in, const ir::Measure& measure, std::uint32_t subject, const OpenSet& unseen) {
  Claim claim = blank(in, subject);
  claim.key.unit_kind = outcome::UnitKind::none;
  claim.stages.fill(Value::boolean(true));
  if (unseen.empty()) {
    claim.stages[at(Stage::condition)] = Value::boolean(false);
  } else {
    claim.stages[at(Stage::condition)] = Value::open_boolean(unseen);
    claim.base.money = Value::interval_of({Rational(0), Rational(0), false, true}, unseen);
  }
  claim.base.decider = measure.decider;
  return claim;
}

// Does the fact date certainly lie outside the asked period?
bool outside_period(const Scope& scope, const ir::Measure& measure, const Value& day) {
  if (!scope.period || measure.unit.yearly) return false;
  return day.interval.hi < Rational(base::Date::year_start(*scope.period).days) ||
         Rational(base::Date::year_end(*scope.period).days) < day.interval.lo;
}

// Could a row that nobody has shown yet lead to money? Not if the applicant is out, or no such row could fall into the asked period.
bool unseen_matters(Interpreter& in, const ir::Measure& measure, const Interpreter::Candidates& found, const Scope& scope) {
  if (found.unseen.empty()) return false;
  in.bind(measure.unit.range.binder, in.virtual_row(found));
  const ir::RecordType& type = in.program_.record(measure.unit.range.record);
  Value date = facts::any_value({ir::TypeKind::date, {}, {}, {}}, nullptr, found.unseen);
  if (measure.fact_date.present()) {
    in.set_fact_date(date);
    date = in.eval(measure.fact_date);
  } else if (type.occurs_on.present() && found.unseen_after) {
    date = Value::range(found.unseen_after->days + 1, date.interval.hi, found.unseen);
  }
  // What happens after the claimed day is not claimed on it.
  if (Rational(scope.claimed.days) < date.interval.lo) return false;
  in.set_fact_date(date);
  if (outside_period(scope, measure, date)) return false;
  if (in.in_force(in.program_.documents[measure.document.value]).is_false() && !scope.missing_documents) return false;
  return qualifies(in, measure).may_true;
}

class MeasureRun {
 public:
  MeasureRun(Interpreter& in, const Scope& scope, ir::MeasureId id, std::uint32_t subject, Evaluation& out)
      : in_(in), scope_(scope), id_(id), subject_(subject), out_(out) {}

  void run() {
    in_.enter(id_, subject_, kNoRecord, std::nullopt);
    const ir::Unit& unit = in_.measure().unit;
    const std::vector<Year> years = years_of(in_, scope_);
    const std::size_t before = out_.claims.size();
    if (years.empty()) return;  // the claimed day lies before the first year
    if (unit.kind == outcome::UnitKind::entity) {
      for (const Year& year : years) one(kNoRecord, year, Value::boolean(true));
      return;
    }
    in_.enter(id_, subject_, kNoRecord, years.front().first);
    const Interpreter::Candidates found = in_.candidates(unit.range);
    shared_ = in_.touched;  // read otherwise, other records may be candidates
    for (const auto& [record, kept] : found.records) {
      for (const Year& year : years) one(record, year, kept);
    }
    in_.enter(id_, subject_, kNoRecord, years.back().first);
    const bool more = unseen_matters(in_, in_.measure(), found, scope_);
    if (more || out_.claims.size() == before) push(no_candidate(in_, in_.measure(), subject_, more ? found.unseen : OpenSet{}));
    in_.touched.clear();
  }

 private:
  void one(std::uint32_t record, const Year& year, const Value& kept) {
    in_.enter(id_, subject_, record, year.first);
    Claim claim = make_claim(in_, scope_, subject_, record, outcome::both(kept, year.second));
    if (outside_period(scope_, in_.measure(), claim.fact_date)) return;
    // A year that is not over cannot be claimed for yet, unless it is asked for by name.
    if (year.first && !scope_.period && Rational(scope_.claimed.days) < claim.fact_date.interval.lo) return;
    push(std::move(claim));
  }

  void push(Claim claim) {
    in_.touched.insert(shared_.begin(), shared_.end());
    out_.claims.push_back(std::move(claim));
    out_.touched.push_back(std::move(in_.touched));
    in_.touched.clear();
  }

  Interpreter& in_;
  const Scope& scope_;
  ir::MeasureId id_;
  std::uint32_t subject_;
  Evaluation& out_;
  TouchedReadings shared_;
};
}  // namespace

Value fact_date_of(Interpreter& in, const ir::Measure& measure, std::uint32_t record) {
  if (measure.fact_date.present()) return in.eval(measure.fact_date);
  if (const auto year = in.year()) return Value::number(base::Date::year_end(*year).days);
  if (measure.unit.kind == outcome::UnitKind::item) {
    const ir::RecordType& type = in.program_.record(measure.unit.range.record);
    if (type.occurs_on.present() && record != kNoRecord) return in.field(record, measure.unit.range.record, type.occurs_on);
  }
  return Value::number(in.scope_.claimed.days);
}

Value qualifies(Interpreter& in, const ir::Measure& measure) {
  std::vector<Value> results;
  for (const ir::Condition& condition : measure.subjects) {
    Value value = in.eval(condition.value);
    results.push_back(condition.excluded ? negation(value) : std::move(value));
  }
  for (const ir::Condition& condition : measure.conditions) results.push_back(in.eval(condition.value));
  return conjunction(results);
}

Evaluation evaluate(const ir::Program& program, const facts::FactBase& facts, const Scope& scope, std::uint32_t subject,
                    outcome::OpenTable& opens, ir::MeasureId only) {
  Evaluation out;
  Interpreter in(program, facts, scope, opens);
  for (std::uint32_t i = 0; i < program.measures.size(); ++i) {
    const bool wanted = !only.present() || only.value == i;
    if (wanted && asked(scope, program.measures[i].document)) MeasureRun(in, scope, ir::MeasureId{i}, subject, out).run();
  }
  out.notes = std::move(in.notes);
  return out;
}

std::optional<std::uint32_t> alternative_in_use(const ir::Program& program, const Scope& scope, ir::ReadingId id) {
  if (id.value < scope.readings.size() && scope.readings[id.value]) return scope.readings[id.value];
  const ir::Reading& reading = program.readings[id.value];
  return reading.adoption == ir::Adoption::left_open ? std::nullopt : std::optional(reading.adopted);
}

Value evaluate_in(const ir::Program& program, const facts::FactBase& facts, const Scope& scope, const ClaimContext& context,
                  ir::ExprId expr, outcome::OpenTable& opens) {
  Interpreter in(program, facts, scope, opens);
  in.enter(context.measure, context.subject, context.record, context.year);
  in.set_fact_date(context.fact_date);
  if (context.row.present()) in.bind(context.row, Row{context.record, false, {}, {}});
  if (context.given) in.take(context.given->first, context.given->second);
  return in.eval(expr);
}

}  // namespace zhidui::evaluate
