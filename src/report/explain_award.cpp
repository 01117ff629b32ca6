// The explanation of one award: its heading, clauses, validity, competition and faults.
#include <algorithm>
#include <set>

#include "base/must.h"
#include "facts/lookup.h"
#include "ir/walk.h"
#include "report/explain.h"

namespace zhidui::report {

using outcome::Status;
using outcome::UnitKind;
using outcome::Value;

namespace {

constexpr std::uint32_t kNone = UINT32_MAX;

const Value& stage(const outcome::Award& award, outcome::Stage which) { return award.claim.stages[static_cast<std::size_t>(which)]; }

// ---- heading ----

// By which fact the record is the applicant's: 第一专利权人 甲公司.
void use_holder(Explaining& in, const ir::Range& range) {
  if (!range.holder.present() || !range.relation.present()) return;
  const ir::RecordId type = in.view.facts.record(in.claim().record).type;
  if (type != range.record) return;
  in.use_fact(in.claim().record, range.relation, std::nullopt);
  FactUse& use = in.out.facts[in.facts_used.back()];
  const ir::Field& holder = in.program().record(type).fields[range.holder.value];
  if (holder.kind != ir::FieldKind::computed || !use.known) return;
  const Wording mine = record_title(in.view, in.claim().subject);
  use.value = use.value == mine ? mine : say(Sentence::checked, {mine, say(Sentence::name_value, {use.name, use.value})});
  use.name = name_words(holder.name);
}

// What the measure asks of a record before it looks at it: 称号 = 专利推广实施资助项目.
void explain_unit(Explaining& in) {
  const ir::Range& range = in.measure().unit.range;
  if (in.out.no_candidate || in.claim().record == kNone) return;
  in.facts_used.clear();
  use_holder(in, range);
  if (!range.where.present()) {
    in.unit_facts = in.facts_used;
    return;
  }
  std::vector<ir::ExprId> asked{range.where};
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const ir::Expr& each = in.program().expr(asked[i]);
    for (const ir::Operand& operand : ir::operands(each)) asked.push_back(operand.id);
    const bool of_row = each.op == ir::Op::field && in.program().expr(each.args[0]).op == ir::Op::row &&
                        in.program().expr(each.args[0]).binder == range.binder;
    const ir::RecordType& type = in.program().record(range.record);
    const bool plain = of_row && type.fields[each.field.value].kind != ir::FieldKind::computed;
    if (plain) in.use_fact(in.claim().record, each.field, std::nullopt);
  }
  in.unit_facts = in.facts_used;
}

void explain_heading(Explaining& in) {
  Explanation& out = in.out;
  const outcome::Claim& claim = in.claim();
  out.no_candidate = claim.key.unit_kind == UnitKind::none;
  out.measure = name_words(in.measure().name);
  out.unit = unit_words(in.view, claim);
  out.title = joined({out.measure, out.unit, record_title(in.view, claim.subject)}, Sentence::middle_dot);
  out.sum = money_words(in.award.payable.money.interval);
  if (in.award.payable.kind == outcome::QuantumKind::unstated) out.sum = say(Sentence::sum_undetermined);
  if (out.no_candidate && in.award.status == Status::unknown) out.sum = say(Sentence::no_claim_yet);
  // A silent rule is no sum of 0.
  const bool silent = std::any_of(in.claim().faults.begin(), in.claim().faults.end(),
                                  [](const outcome::Fault& fault) { return fault.kind == outcome::Fault::Kind::gap && fault.certain; });
  if (in.award.status == Status::gap && silent) out.sum = say(Sentence::sum_not_stated);
  out.status = status_words(in.award.status, in.award.payable.money.interval);
  if (!claim.payee.empty() && claim.payee != in.view.facts.record(claim.subject).id) {
    const auto payee = in.view.facts.find(claim.payee);
    out.payee = payee ? subject_words(in.view, *payee) : verbatim(claim.payee);
  }
  out.decider = verbatim(in.measure().decider);
  const bool dated = !out.no_candidate && claim.fact_date.kind == outcome::ValueKind::number;
  // The day that counts is a fact like others.
  if (dated && in.measure().fact_date.present()) {
    in.use_facts(in.measure().fact_date, kNone);
  } else if (dated && claim.record != kNone) {
    const ir::FieldId occurs = in.program().record(in.view.facts.record(claim.record).type).occurs_on;
    if (occurs.present()) in.use_fact(claim.record, occurs, std::nullopt);
  }
  in.day_facts = in.facts_used;
  if (dated) out.fact_date = value_words(in.view, {ir::TypeKind::date, {}, {}, {}}, claim.fact_date);
}

// ---- clauses ----

// The one clause of the measure that writes this sum: rules do not name their clause.
std::optional<ir::ClauseId> clause_of_sum(const Explaining& in, ir::ExprId amount) {
  const std::string written = source_line(in.view, in.program().expr(amount).span);
  std::optional<ir::ClauseId> found;
  for (ir::ClauseId clause : in.measure().clauses) {
    if (terms_held(official_text(in.view, in.program().clauses[clause.value]), {written}) == 0) continue;
    if (found) return std::nullopt;
    found = clause;
  }
  return found;
}

// Of rules that contradict each other the clauses that write their sums; empty unless each has its own.
std::vector<std::uint32_t> contradicting_clauses(const Explaining& in) {
  std::vector<std::uint32_t> out;
  for (const outcome::Fault& fault : in.claim().faults) {
    for (const ir::Exception& exception : in.measure().exceptions) {
      if (std::find(fault.rules.begin(), fault.rules.end(), exception.name) == fault.rules.end()) continue;
      const auto clause = exception.amount.value.present() ? clause_of_sum(in, exception.amount.value) : std::nullopt;
      if (!clause) return {};
      out.push_back(clause->value);
    }
  }
  return out.size() > 1 ? out : std::vector<std::uint32_t>{};
}

// The clauses of the definitions by which the sum came about.
std::vector<ir::ClauseId> clauses_of_definitions(const Explaining& in) {
  std::vector<ir::ClauseId> out;
  if (!in.measure().amount || !in.measure().amount->value.present()) return out;
  std::set<std::uint32_t> traced;
  for (const outcome::TraceNode& node : in.claim().trace.nodes) traced.insert(node.site);
  std::vector<ir::ExprId> asked{in.measure().amount->value};
  std::set<std::uint32_t> seen;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if (!asked[i].present() || !seen.insert(asked[i].value).second) continue;
    const ir::Expr& each = in.program().expr(asked[i]);
    for (const ir::Operand& operand : ir::operands(each)) asked.push_back(operand.id);
    if (each.label.empty() || !traced.contains(asked[i].value)) continue;
    for (const ir::Origin& origin : in.program().origins) {
      if (each.label.starts_with(origin.name)) out.insert(out.end(), origin.clauses.begin(), origin.clauses.end());
    }
  }
  return out;
}

// Of several clauses of a measure those that hold most of what decided.
void explain_clauses(Explaining& in) {
  std::vector<Quotation>& list = in.out.quotations;
  std::size_t most = 0;
  std::vector<std::size_t> held;
  for (ir::ClauseId clause : in.measure().clauses) {
    list.push_back(quotation_of(in.view, clause, in.terms));
    held.push_back(terms_held(list.back().text, in.terms));
    most = std::max(most, held.back());
  }
  for (const ir::ClauseId clause : clauses_of_definitions(in)) {
    if (std::any_of(list.begin(), list.end(), [&](const Quotation& each) { return each.clause == clause; })) continue;
    list.push_back(quotation_of(in.view, clause, in.terms));
    held.push_back(most);  // the sum is written there
  }
  // Of contradicting or silent rules every clause is part of the reason.
  const bool all = in.award.status == Status::conflict || in.award.status == Status::gap;
  for (std::size_t i = 0; i < list.size(); ++i) list[i].decides = all || held[i] == most;
  const std::vector<std::uint32_t> contradicting = contradicting_clauses(in);
  if (in.award.status != Status::conflict || contradicting.empty()) return;
  for (Quotation& quotation : list) {
    quotation.decides = std::find(contradicting.begin(), contradicting.end(), quotation.clause.value) != contradicting.end();
  }
}

// ---- force ----

Wording day_named_by(const Explaining& in, ir::ExprId id) {
  while (id.present() && in.program().expr(id).op == ir::Op::reading) {
    const ir::Expr& expr = in.program().expr(id);
    id = expr.args[in.alternative(expr.reading).value_or(0)];
  }
  if (!id.present() || in.program().expr(id).op == ir::Op::fact_date) return say(Sentence::fact_date);
  if (const ir::Expr& day = in.program().expr(id); day.op == ir::Op::clock) {
    const bool claimed = day.clock == ir::Clock::claimed, decided = day.clock == ir::Clock::decided;
    return say(claimed ? Sentence::claimed_day : decided ? Sentence::decided_day : Sentence::known_day);
  }
  return composed_phrase(in.view, id);
}

// The day of a draft is the one that is assumed.
Wording superseded_from(Explaining& in, ir::DocumentId by) {
  const ir::Document& later = in.program().documents[by.value];
  const auto assumed = in.view.scope.assume.find(by);
  if (assumed != in.view.scope.assume.end()) return date_words(assumed->second);
  if (later.effective.present()) return in.value_text(later.effective, kNone);
  if (!later.missing_effective) return {};
  const auto& [low, high] = *later.missing_effective;
  return low == high ? date_words(low) : say(Sentence::some_day_between, {date_words(low), date_words(high)});
}

// No single document is certain to supersede the measure, and together they do: which does rests on a reading.
void explain_superseded_any_way(Explaining& in, const Wording& named, const Wording& day) {
  std::vector<Wording> by;
  for (const ir::Supersession& superseded : in.measure().superseded) {
    const auto holds = in.value(superseded.when, kNone);
    const Wording number = verbatim(in.program().documents[superseded.by.value].number);
    const bool said = std::any_of(by.begin(), by.end(), [&](const Wording& each) { return each.zh == number.zh; });
    if (!said && !(holds && holds->is_false())) by.push_back(number);
  }
  in.out.validity = say(Sentence::superseded_any_way, {joined(by, Sentence::list_comma), named, day});
  in.out.validity_quotations.clear();
}

void explain_superseded(Explaining& in, const ir::Supersession& superseded, const Wording& named, const Wording& day) {
  const Wording from = superseded_from(in, superseded.by);
  const Wording by = verbatim(in.program().documents[superseded.by.value].number);
  in.out.validity = from.empty()             ? say(Sentence::superseded_some_day, {by, named, day})
                    : superseded.now.empty() ? say(Sentence::superseded_by, {from, by, named, day})
                                             : say(Sentence::superseded_by_now, {from, by, named, day, verbatim(superseded.now)});
  in.out.validity_quotations.clear();
  if (!superseded.authority.empty()) {
    in.out.validity = joined({in.out.validity, say(Sentence::authority_words, {verbatim(superseded.authority)})}, Sentence::list_semicolon);
  }
}

// A sum in a duty: where it names the amount of the measure, the sum of this claim, whoever decided it.
Wording duty_sum(Explaining& in, ir::ExprId id) {
  const std::optional<ir::Amount>& amount = in.measure().amount;
  if (!amount || !amount->value.present() || !in.claim().base.money.single()) return in.value_text(id, kNone);
  evaluate::ClaimContext at{ir::MeasureId{in.claim().measure}, in.claim().subject, in.claim().record, in.claim().key.period,
                            in.claim().fact_date};
  at.given.emplace(amount->value, in.claim().base.money);
  outcome::OpenTable opens = in.opens;
  const Value sum = evaluate::evaluate_in(in.program(), in.view.facts, in.view.in_use, at, id, opens);
  return value_words(in.view, in.program().expr(id).type, sum);
}

// What the payee owes once paid, with the sum that it comes to.
void explain_duties(Explaining& in) {
  for (const ir::Duty& duty : in.measure().duties) {
    Wording words = verbatim(duty.text);
    if (duty.sum) {
      const ir::Goal& sum = *duty.sum;
      const Sentence said = sum.comparison == ir::Op::eq ? Sentence::duty_exactly
                            : sum.greater                ? Sentence::duty_at_least
                                                         : Sentence::duty_at_most;
      words = say(said, {words, duty_sum(in, sum.value)});
    }
    if (!duty.evidence.empty()) words = say(Sentence::duty_shown_by, {words, verbatim(duty.evidence)});
    if (duty.due.present()) words = say(Sentence::duty_due, {words, in.value_text(duty.due, kNone)});
    in.out.duties.push_back(std::move(words));
  }
}

void explain_force(Explaining& in) {
  const ir::Document& document = in.document();
  if (document.draft && !in.view.scope.assume.contains(in.measure().document)) {
    in.out.validity = say(Sentence::still_draft, {verbatim(document.number)});
    return;
  }
  const auto text_of = [&](ir::ExprId id) { return id.present() ? in.value_text(id, kNone) : Wording{}; };
  const auto assumed = in.view.scope.assume.find(in.measure().document);
  const Wording from = assumed != in.view.scope.assume.end() ? date_words(assumed->second) : text_of(document.effective);
  // Told as the last day of force, not as the first beyond it.
  const auto beyond = document.expires.present() ? in.value(document.expires, kNone) : std::nullopt;
  const auto last_day = beyond ? outcome::certain_day(*beyond) : std::nullopt;
  const Wording until = last_day ? date_words(base::Date{last_day->days - 1}) : text_of(document.expires);
  const Wording day = document.validity_by.present() ? text_of(document.validity_by) : in.out.fact_date;
  const Wording named = day_named_by(in, document.validity_by);
  const Wording number = verbatim(document.number);
  for (std::uint32_t i = 0; i < in.program().clauses.size(); ++i) {
    const ir::Clause& clause = in.program().clauses[i];
    if (clause.document == in.measure().document && clause.kind == "validity") {
      in.out.validity_quotations.push_back(quotation_of(in.view, ir::ClauseId{i}, {}));
    }
  }
  const Value& fact_day = in.claim().fact_date;
  const bool dated = fact_day.kind == outcome::ValueKind::number && !in.out.no_candidate;
  const bool later = dated && !fact_day.interval.lo_unbounded && base::Rational(in.view.scope.claimed.days) < fact_day.interval.lo;
  if (in.award.status == Status::not_in_force && later) {
    in.out.validity = say(Sentence::claimed_too_early, {say(Sentence::fact_date), in.out.fact_date, date_words(in.view.scope.claimed)});
    in.out.validity_quotations.clear();
    return;
  }
  if (in.award.status == Status::not_in_force) {
    for (const ir::Supersession& superseded : in.measure().superseded) {
      const auto holds = in.value(superseded.when, kNone);
      if (holds && holds->is_true()) return explain_superseded(in, superseded, named, day);
    }
    const auto first = document.effective.present() ? in.value(document.effective, kNone) : std::nullopt;
    const auto asked = document.validity_by.present() ? in.value(document.validity_by, kNone) : std::optional(in.claim().fact_date);
    const bool early = (!first && assumed == in.view.scope.assume.end()) || !asked ||
                       asked->interval.lo < (first ? first->interval.hi : base::Rational(assumed->second.days));
    if (!early && until.empty()) return explain_superseded_any_way(in, named, day);
    in.out.validity = early ? say(Sentence::not_yet_in_force, {number, from, named, day})
                            : say(Sentence::no_longer_in_force, {number, until, named, day});
    return;
  }
  const auto begins = document.effective.present() ? in.value(document.effective, kNone) : std::nullopt;
  if (begins && !begins->single() && !until.empty()) {
    in.out.validity = say(Sentence::validity_unsure, {verbatim(document.number), from, until, named, day});
    return;
  }
  in.out.validity = until.empty() ? say(Sentence::validity_from, {verbatim(document.number), from, named, day})
                                  : say(Sentence::validity_between, {verbatim(document.number), from, until, named, day});
}

// ---- faults ----

Wording silent_words(const Explaining& in) {
  if (in.cases.empty()) return say(Sentence::rules_are_silent_here, {in.out.measure});
  return say(Sentence::rules_are_silent, {in.out.measure, in.cases});
}

// 沁水县 (一第3句, 80,000 元)
Wording rule_with_sum(Explaining& in, const std::string& name) {
  for (const ir::Exception& exception : in.measure().exceptions) {
    const ir::Amount& amount = exception.amount;
    if (exception.name != name || amount.kind != ir::AmountKind::computed || !amount.value.present()) continue;
    const Wording sum = in.value_text(amount.value, kNone);
    const auto clause = clause_of_sum(in, amount.value);
    if (!clause) return say(Sentence::rule_and_sum, {verbatim(name), sum});
    return say(Sentence::rule_clause_sum, {verbatim(name), sum, clause_place(in.program().clauses[clause->value].path)});
  }
  return verbatim(name);
}

void explain_faults(Explaining& in) {
  for (const outcome::Fault& fault : in.claim().faults) {
    std::vector<Wording> rules;
    for (const std::string& rule : fault.rules) {
      const bool row = !rule.empty() && std::all_of(rule.begin(), rule.end(), [](char c) { return c >= '0' && c <= '9'; });
      rules.push_back(row ? say(Sentence::row_number, {verbatim(rule)}) : rule_with_sum(in, rule));
    }
    const Wording list = joined(rules, Sentence::list_comma);
    Wording words = fault.kind == outcome::Fault::Kind::conflict ? say(Sentence::rules_contradict, {list}) : silent_words(in);
    if (!fault.certain) words = say(Sentence::only_perhaps, {words});
    in.out.faults.push_back({fault.kind, std::move(words), list});
  }
}

}  // namespace

bool measures_nothing(const ir::Program& program, const outcome::Claim& claim) {
  if (claim.key.unit_kind != UnitKind::entity || !claim.key.period) return false;
  bool any = false;
  for (const outcome::TraceNode& node : claim.trace.nodes) {
    if (node.site == kNone) continue;
    const ir::Op op = program.expr(ir::ExprId{node.site}).op;
    if (op != ir::Op::count && op != ir::Op::sum && op != ir::Op::statistic) continue;
    if (!node.value.single() || node.value.interval.lo.sign() != 0) return false;
    any = true;
  }
  return any;
}

Wording unit_words(const View& view, const outcome::Claim& claim) {
  std::vector<Wording> parts;
  if (claim.key.unit_kind == UnitKind::item && claim.record != kNone) parts.push_back(record_words(view, claim.record));
  if (claim.key.period) parts.push_back(say(Sentence::year, {verbatim(std::to_string(*claim.key.period))}));
  return joined(parts, Sentence::middle_dot);
}

Quotation quotation_of(const View& view, ir::ClauseId id, const std::vector<std::string>& terms) {
  const ir::Clause& clause = view.policy.program.clauses[id.value];
  Quotation out;
  out.clause = id;
  if (clause.document.present()) out.document = view.policy.program.documents[clause.document.value].number;
  out.place = clause_place(clause.path);
  out.text = official_text(view, clause);
  out.shortened = shortened_quotation(out.text, terms);
  return out;
}

namespace {

// The first steps: from the heading to the clauses that decide.
void explain_sum_clauses(Explaining& in) {
  explain_heading(in);
  explain_unit(in);
  explain_validity(in);
  explain_conditions(in);
  in.out.measured_nothing = measures_nothing(in.program(), in.claim());
  explain_amount(in);
  explain_sum(in);
  explain_clauses(in);
}

// What the paths of several clauses have in common: 二/(二)/11/¶2/s1a and s1c are both in 二/(二)/11/¶2/s1.
std::string common_path(const ir::Program& program, const std::vector<ir::ClauseId>& clauses) {
  std::string out = program.clauses[clauses.front().value].path;
  for (const ir::ClauseId id : clauses) {
    const std::string& path = program.clauses[id.value].path;
    std::size_t same = 0;
    while (same < std::min(out.size(), path.size()) && out[same] == path[same]) ++same;
    if (same == out.size() && same == path.size()) continue;
    // Up to a whole part of the path, or to the sentence of which both are parts.
    const auto digit = [](const std::string& text, std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
    const bool sentence = same > 0 && digit(out, same - 1) && !digit(out, same) && !digit(path, same) &&
                          out.find('/', same) == std::string::npos && path.find('/', same) == std::string::npos;
    if (!sentence) same = std::min(same, out.find_last_of('/', same) == std::string::npos ? 0 : out.find_last_of('/', same));
    out.resize(same);
  }
  return out;
}

}  // namespace

Wording place_of_claim(const Explaining& in, const std::string& key) {
  const auto measure = ir::find_measure(in.program(), key.substr(0, key.find('|')));
  if (!measure || in.program().measures[measure->value].clauses.empty()) return {};
  std::vector<ir::ClauseId> clauses = in.program().measures[measure->value].clauses;
  const auto other = std::find_if(in.answer.awards.begin(), in.answer.awards.end(),
                                  [&](const outcome::Award& award) { return award.claim.key.to_string() == key; });
  if (clauses.size() > 1 && other != in.answer.awards.end()) {
    Explaining theirs(in.view, in.answer, static_cast<std::size_t>(other - in.answer.awards.begin()));
    explain_sum_clauses(theirs);
    std::erase_if(theirs.out.quotations, [](const Quotation& each) { return !each.decides; });
    clauses.clear();
    for (const Quotation& each : theirs.out.quotations) clauses.push_back(each.clause);
  }
  return clause_place(common_path(in.program(), clauses));
}

const Again::Under& Again::under(const View& view, std::uint32_t subject, ir::ReadingId reading, std::size_t alternative,
                                 bool with_readings) {
  const auto [found, fresh] = seen_.try_emplace({subject, reading.value, alternative});
  Under& out = found->second;
  if (!fresh && (!with_readings || out.with_readings)) return out;
  out.with_readings = with_readings;
  out.scope = view.scope;
  out.scope.readings.resize(view.policy.program.readings.size());
  out.scope.readings[reading.value] = static_cast<std::uint32_t>(alternative);
  engine::Request request;
  request.repairs = false;
  request.rests_on = with_readings;
  out.answer = engine::assess(view.policy, view.facts, out.scope, subject, request);
  return out;
}

// Where there is no candidate there is no day that a document could be in force on.
void explain_validity(Explaining& in) {
  if (!in.out.no_candidate) {
    explain_force(in);
    explain_duties(in);
  }
}

namespace {

Explanation explained(const View& view, const outcome::Answer& answer, std::size_t award, Again* again) {
  Explaining in(view, answer, award, again);
  in.out.award = &in.award;
  in.out.number = award;
  explain_sum_clauses(in);
  explain_selection(in);
  explain_faults(in);
  explain_cuts(in);
  explain_repairs(in);
  explain_opens(in);
  explain_readings(in);
  explain_reason(in);
  explain_deciding(in);
  explain_next(in);
  return std::move(in.out);
}

}  // namespace

std::optional<AskedAgain> asked_again(const Explaining& in, const facts::FactBase& facts) {
  engine::Request request;
  request.repairs = request.rests_on = false;
  const outcome::Answer answer = engine::assess(in.view.policy, facts, in.view.scope, in.claim().subject, request);
  for (std::size_t i = 0; i < answer.awards.size(); ++i) {
    const outcome::Award& award = answer.awards[i];
    if (!(award.claim.key == in.claim().key)) continue;
    return AskedAgain{award.payable.money.interval, award.status,
                      explained({in.view.policy, facts, in.view.scope}, answer, i, nullptr).reason};
  }
  return std::nullopt;
}

Wording reason_under(Explaining& in, ir::ReadingId reading, std::size_t alternative) {
  if (!in.again) return {};
  for (const bool with_readings : {false, true}) {
    const Again::Under& then = in.again->under(in.view, in.claim().subject, reading, alternative, with_readings);
    for (std::size_t i = 0; i < then.answer.awards.size(); ++i) {
      const outcome::Award& award = then.answer.awards[i];
      if (!(award.claim.key == in.claim().key)) continue;
      // What is open may wait for other readings too.
      if (!with_readings && !award.payable.money.single()) break;
      return explained({in.view.policy, in.view.facts, then.scope}, then.answer, i, nullptr).reason;
    }
  }
  return {};
}

Explanation explain(const View& view, const outcome::Answer& answer, std::size_t award) {
  Again again;
  return explained(view, answer, award, &again);
}

std::vector<Explanation> explain_all(const View& view, const outcome::Answer& answer, bool under_other_readings) {
  std::vector<Explanation> out;
  Again again;
  for (std::size_t i = 0; i < answer.awards.size(); ++i) out.push_back(explained(view, answer, i, under_other_readings ? &again : nullptr));
  return out;
}

}  // namespace zhidui::report
