// What would settle or mend an award, and who can do it.
#include <algorithm>
#include <set>

#include "base/must.h"
#include "ir/walk.h"
#include "report/explain.h"

namespace zhidui::report {

using outcome::Status;

namespace {

void tell(Explaining& in, Wording words) { add_once(in.out.next, std::move(words)); }

// What the award can come to: the few sums where they are known.
Wording sums(const Explaining& in) { return in.out.sum; }

// ---- corrections and proofs ----

// Who could correct what decided.
Wording correctors(const Explaining& in, const Deciding& deciding) {
  std::vector<Wording> who;
  for (std::size_t i : deciding.facts) add_once(who, in.out.facts[i].known ? in.out.facts[i].voucher : Wording{});
  for (std::size_t i : deciding.rows) {
    const RowsUse& use = in.out.rows[i];
    // What was found is told by those who vouch for it; only of what was not found the keeper has to be asked.
    const bool found = use.exists && !use.certain.empty();
    if (!found) add_once(who, use.set_aside ? in.stated_by : use.voucher);
  }
  return joined_shortly(who, Sentence::list_comma, 6);
}

void add_correction(Explaining& in, const Deciding& deciding, Sentence sentence) {
  const Wording who = correctors(in, deciding);
  if (!who.empty()) tell(in, say(sentence, {who}));
}

// A fact that is told by nobody in particular has to be shown by who vouches for such facts.
bool add_proofs(Explaining& in) {
  std::vector<Wording> who;
  for (const FactUse& use : in.out.facts) {
    if (use.deciding && use.unsourced) add_once(who, use.voucher);
  }
  for (const Wording& each : who) {
    std::vector<Wording> names;
    for (const FactUse& use : in.out.facts) {
      if (use.deciding && use.unsourced && use.voucher == each) add_once(names, say(Sentence::missing_fact, {use.of, use.name}));
    }
    tell(in, say(Sentence::show_source, {each, joined(names, Sentence::list_comma), in.out.decider}));
  }
  return !who.empty();
}

// ---- other readings ----

// What the organ that decides could read otherwise, and what would follow.
void add_other_readings(Explaining& in) {
  for (const ReadingUse& reading : in.out.readings) {
    if (reading.left_open) continue;
    std::vector<Wording> each;
    for (const AlternativeUse& alternative : reading.alternatives) {
      const bool other = !alternative.taken && alternative.payable && !(alternative.payable->interval == in.award.payable.money.interval);
      const Wording sum = other ? alternative.sum : Wording{};
      if (other && alternative.status) {
        each.push_back(say(Sentence::alternative_sum_status,
                           {alternative.label, sum, status_words(*alternative.status, alternative.payable->interval)}));
      } else if (other) {
        each.push_back(say(Sentence::alternative_sum, {alternative.label, sum}));
      }
    }
    if (each.empty()) continue;
    tell(in, say(Sentence::read_otherwise, {in.out.decider, verbatim(reading.code), joined(each, Sentence::list_semicolon)}));
  }
}

// ---- out of force ----

// A document that is not at hand and may have been in force on the day.
const ir::Document* document_then(const Explaining& in) {
  const outcome::Interval& day = in.claim().fact_date.interval;
  for (const ir::Document& document : in.program().documents) {
    if (!document.missing || !document.missing_effective || !document.missing_expires) continue;
    const bool begun = !(day.hi < base::Rational(document.missing_effective->low.days));
    const bool ended =
        base::Rational(document.missing_expires->high.days) < day.lo || base::Rational(document.missing_expires->high.days) == day.lo;
    if (begun && !ended) return &document;
  }
  return nullptr;
}

void out_of_force(Explaining& in) {
  const outcome::Interval& day = in.claim().fact_date.interval;
  if (base::Rational(in.view.scope.claimed.days) < day.lo) return tell(in, say(Sentence::claim_later, {in.out.fact_date}));
  const ir::Document* then = document_then(in);
  const Wording named = then ? verbatim(then->number) : Wording{};
  tell(in, then ? say(Sentence::earlier_document, {named, verbatim(then->organ)}) : say(Sentence::other_document, {in.out.decider}));
  // Of a yearly item the years within force stand on their own.
  for (const outcome::Award& other : in.answer.awards) {
    const outcome::ClaimKey &mine = in.claim().key, &theirs = other.claim.key;
    const bool same = mine.measure == theirs.measure && mine.unit_kind == theirs.unit_kind && mine.unit == theirs.unit;
    if (!same || !theirs.period || theirs.period == mine.period || other.status == Status::not_in_force) continue;
    const Wording year = say(Sentence::year, {verbatim(std::to_string(*theirs.period))});
    const bool paid = std::any_of(other.cuts.begin(), other.cuts.end(), [](const outcome::Cut& c) { return c.rule.empty() && changes(c); });
    const outcome::Interval& due = other.claim.base.money.interval;
    if (other.status == Status::deduplicated && paid) tell(in, say(Sentence::other_year_paid, {year, money_words(due)}));
    else tell(in, say(Sentence::other_year, {year, money_words(other.payable.money.interval), status_words(other.status)}));
  }
}

// ---- not eligible ----

// An expression with all that it is made of.
std::vector<ir::ExprId> all_within(const Explaining& in, ir::ExprId id) {
  std::vector<ir::ExprId> asked{id};
  std::set<std::uint32_t> seen{id.value};
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const ir::Expr& each = in.program().expr(asked[i]);
    const auto add = [&](ir::ExprId next) {
      if (next.present() && seen.insert(next.value).second) asked.push_back(next);
    };
    if (each.range) add(each.range->where);
    for (const ir::Operand& operand : ir::operands(each)) add(operand.id);
  }
  return asked;
}

// Is the list asked about on the day of the fact? Then leaving it later does not help.
bool asks_fact_day(const Explaining& in, ir::ExprId id) {
  const std::vector<ir::ExprId> asked = all_within(in, id);
  return std::any_of(asked.begin(), asked.end(), [&](ir::ExprId each) { return in.program().expr(each).op == ir::Op::fact_date; });
}

// Does the alternative find the applicant on the list by the day of the fact alone?
bool listed_on_fact_day(Explaining& in, ir::ExprId alternative) {
  for (ir::ExprId id : all_within(in, alternative)) {
    const ir::Expr& each = in.program().expr(id);
    if (each.op != ir::Op::exists) continue;
    const std::vector<ir::ExprId> asked = all_within(in, id);
    const bool clock = std::any_of(asked.begin(), asked.end(), [&](ir::ExprId e) { return in.program().expr(e).op == ir::Op::clock; });
    if (clock || !asks_fact_day(in, id)) continue;
    const auto found = in.value(id, outcome::kNoSite);
    if (found && found->is_true()) return true;
  }
  return false;
}

// Under another reading the day of the fact may suffice: then to leave the list changes nothing.
void list_read_otherwise(Explaining& in, const Condition& condition) {
  const ir::Condition& asked =
      (condition.stage == outcome::Stage::subject ? in.measure().subjects : in.measure().conditions)[condition.index];
  for (ir::ExprId id : all_within(in, asked.value)) {
    const ir::Expr& each = in.program().expr(id);
    const auto taken = each.op == ir::Op::reading ? in.alternative(each.reading) : std::nullopt;
    if (!taken) continue;
    const ir::Reading& reading = in.program().readings[each.reading.value];
    std::vector<Wording> others;
    for (std::size_t i = 0; i < each.args.size(); ++i) {
      if (i != *taken && listed_on_fact_day(in, each.args[i])) add_once(others, label_words(reading.alternatives[i].label));
    }
    if (others.empty()) continue;
    const Wording label = label_words(reading.alternatives[*taken].label);
    tell(in, say(Sentence::list_otherwise, {verbatim(reading.code), label, joined(others, Sentence::or_between), in.out.fact_date}));
    in.out.readings_next.push_back(each.reading);
  }
}

// How an applicant comes off a list, and whether the claim would count then.
void leave_list(Explaining& in, const Condition& condition, bool alone) {
  const Check& check = condition.checks.front();
  std::vector<Wording> who;
  for (std::size_t i : in.out.rows[check.rows.front()].certain) {
    for (const FactUse& use : in.out.facts) {
      if (use.record == i) add_once(who, use.voucher);
    }
  }
  if (who.empty()) who.push_back(in.out.rows[check.rows.front()].voucher);
  tell(in, say(Sentence::leave_list, {condition.label, joined_shortly(who, Sentence::list_comma, 2)}));
  if (asks_fact_day(in, ir::ExprId{check.site})) return tell(in, say(Sentence::list_of_fact_day, {in.out.fact_date}));
  const auto due =
      std::find_if(in.award.repairs.begin(), in.award.repairs.end(), [](const outcome::Repair& r) { return !r.atoms.empty(); });
  const bool known = alone && due != in.award.repairs.end();
  tell(in, known ? say(Sentence::claim_after_list, {in.out.decider, money_words(due->payable.interval)})
                 : say(Sentence::claim_after_list_alone, {in.out.decider}));
  list_read_otherwise(in, condition);
}

// What would have to hold, where the repairs do not say it.
void add_wanted(Explaining& in) {
  std::vector<Wording> wanted;
  for (const Condition& condition : in.out.conditions) {
    if (condition.mark != Mark::fails || condition.listed()) continue;
    for (const Check& check : condition.checks) {
      const bool told = check.mark == Mark::fails && check.depth == 0 && !condition.excluded;
      if (told) add_once(wanted, check.needed.empty() ? check.plain : check.needed);
    }
  }
  if (!wanted.empty()) tell(in, say(Sentence::would_be_needed, {joined(wanted, Sentence::and_also)}));
}

// 年度(申报日), and how many years it is counted forward: the claim can be made in another year.
std::optional<std::int64_t> claimed_year_plus(const Explaining& in, ir::ExprId id) {
  const ir::Expr& expr = in.program().expr(id);
  if (expr.op == ir::Op::year_of) {
    const ir::Expr& of = in.program().expr(expr.args[0]);
    return of.op == ir::Op::clock && of.clock == ir::Clock::claimed ? std::optional<std::int64_t>(0) : std::nullopt;
  }
  if (expr.op != ir::Op::shift_year) return std::nullopt;
  const auto years = claimed_year_plus(in, expr.args[0]);
  const ir::Expr& more = in.program().expr(expr.args[1]);
  if (!years || more.op != ir::Op::constant || !more.value.single()) return std::nullopt;
  return *years + more.value.interval.lo.to_int64();
}

// Where only the year of the claim stands in the way: in which year it could be claimed, or could have been.
bool claim_in_year(Explaining& in) {
  std::optional<std::int64_t> from;
  bool exactly = false;
  for (const Condition& condition : in.out.conditions) {
    if (condition.mark != Mark::fails) continue;
    for (const Check& check : condition.checks) {
      if (check.mark != Mark::fails || condition.excluded || check.depth != 0) return false;
      const ir::Expr& expr = in.program().expr(ir::ExprId{check.site});
      const bool equal = expr.op == ir::Op::eq;
      if (!equal && expr.op != ir::Op::lt && expr.op != ir::Op::le) return false;
      const std::size_t claimed = equal && claimed_year_plus(in, expr.args[0]) ? 0 : 1;
      const auto years = claimed_year_plus(in, expr.args[claimed]);
      const auto fact = in.value(expr.args[1 - claimed], outcome::kNoSite);
      if (!years || !fact || !fact->single() || from) return false;
      from = fact->interval.lo.to_int64() - *years + (expr.op == ir::Op::lt ? 1 : 0);
      exactly = equal;
    }
  }
  if (!from) return false;
  const Wording year = say(Sentence::year, {verbatim(std::to_string(*from))});
  const bool later = *from > in.view.scope.claimed.year();
  if (!later && !exactly) return false;
  const Sentence when = !later ? Sentence::claim_was_due_in : exactly ? Sentence::claim_in_year : Sentence::claim_from_year;
  const auto due =
      std::find_if(in.award.repairs.begin(), in.award.repairs.end(), [](const outcome::Repair& r) { return !r.atoms.empty(); });
  const bool known = later && due != in.award.repairs.end() && due->payable.single();
  const Wording then = say(when, {year});
  tell(in, known ? say(Sentence::would_come_to, {then, money_words(due->payable.interval)}) : then);
  const ir::ExprId expires = in.document().expires;
  const auto ends = later && expires.present() ? in.value(expires, outcome::kNoSite) : std::nullopt;
  const base::Date last = base::must(base::Date::parse(std::to_string(*from) + "-12-31"));
  if (ends && !(base::Rational(last.days) < ends->interval.lo))
    tell(in, say(Sentence::mind_expiry, {in.value_text(expires, outcome::kNoSite), in.out.decider}));
  return true;
}

void ineligible(Explaining& in) {
  const bool of_year = claim_in_year(in);
  std::size_t failing = 0;
  for (const Condition& condition : in.out.conditions) failing += condition.mark == Mark::fails;
  bool listed = false;
  for (const Condition& condition : in.out.conditions) {
    if (condition.mark != Mark::fails || !condition.listed()) continue;
    listed = true;
    leave_list(in, condition, failing == 1);
  }
  const Deciding found = of_conditions(in.out, Mark::fails);
  const bool counted = found.empty() && in.period_over() && in.claim().base.money.single();
  if (counted) {
    const Wording year = say(Sentence::year, {verbatim(std::to_string(base::must(in.claim().key.period)))});
    tell(in, say(in.stated_by.empty() ? Sentence::period_over : Sentence::period_stated, {year}));
  }
  if (!listed && !of_year) {
    for (const RepairUse& repair : in.out.repairs) tell(in, repair.words);
  }
  if (in.out.next.empty() || (listed && failing > 1)) add_wanted(in);
  if (!listed && !counted) return add_correction(in, deciding_of(in), Sentence::correct_past_facts);
  add_correction(in, deciding_of(in), Sentence::correct_facts);
}

// ---- still open ----

// Of two sums what has to be shown for the higher one: where one condition alone is open and nothing was cut.
Wording condition_for_sum(const Explaining& in) {
  const std::vector<base::Rational> list = outcomes_of(in);
  const Condition* only = nullptr;
  for (const Condition& condition : in.out.conditions) {
    if (condition.mark != Mark::open) continue;
    if (only) return {};
    only = &condition;
  }
  if (!only || only->excluded || list.size() != 2 || !in.claim().base.money.single()) return {};
  std::vector<Wording> wanted;
  for (const Check& check : only->checks) {
    if (check.depth == 0 && check.mark == Mark::open) add_once(wanted, check.needed.empty() ? check.plain : check.needed);
  }
  if (wanted.size() != 1) return {};
  return say(Sentence::if_shown, {wanted.front(), money_words(list.back()), money_words(list.front())});
}

Wording asked_of(const Explaining& in, const std::vector<OpenUse>& opens, const Wording& who) {
  std::vector<Wording> what;
  for (const OpenUse& open : opens) {
    const Wording& asked = open.asked.empty() ? open.what : open.asked;
    if ((open.who.empty() ? in.out.decider : open.who) == who) add_once(what, asked);
  }
  const Wording all = joined_shortly(what, any_of_several(in) ? Sentence::or_between_conditions : Sentence::list_semicolon, 4);
  const auto& period = in.claim().key.period;
  return period ? say(Sentence::in_period, {say(Sentence::year, {verbatim(std::to_string(*period))}), all}) : all;
}

// For each who can supply or decide something: what, to whom.
void ask_for(Explaining& in, const std::vector<OpenUse>& opens, Sentence sentence) {
  std::vector<Wording> who;
  for (const OpenUse& open : opens) add_once(who, open.who.empty() ? in.out.decider : open.who);
  for (const Wording& each : who) {
    const Wording asked = asked_of(in, opens, each);
    const bool itself = sentence == Sentence::supply_facts && each == in.out.decider;
    tell(in, itself ? say(Sentence::check_itself, {each, asked}) : say(sentence, {each, asked, in.out.decider}));
  }
}

void result_of_proofs(Explaining& in) {
  if (any_of_several(in)) tell(in, say(Sentence::one_is_enough));
  const Wording which = condition_for_sum(in);
  const bool bounded = !in.award.payable.money.interval.hi_unbounded;
  if (!which.empty()) tell(in, which);
  else if (bounded && !in.open_tiers.empty()) tell(in, say(Sentence::then_compute_rows, {sums(in), in.open_tiers}));
  else if (bounded) tell(in, say(Sentence::then_compute, {sums(in)}));
  const outcome::Interval& sum = in.award.payable.money.interval;
  const bool least =
      in.award.rests_on.empty() && in.award.payable.kind == outcome::QuantumKind::computed && sum.lo.sign() > 0 && !sum.single();
  if (least && in.out.faults.empty()) tell(in, say(Sentence::least_is_sure, {money_words(sum.lo)}));
}

// What is due once the one condition that is open is met; empty where more than that is open.
Wording sum_if_met(const Explaining& in) {
  const auto open =
      std::count_if(in.out.conditions.begin(), in.out.conditions.end(), [](const Condition& c) { return c.mark == Mark::open; });
  const bool cut = std::any_of(in.award.cuts.begin(), in.award.cuts.end(), changes);
  const outcome::Interval& base = in.claim().base.money.interval;
  const bool most = base.single() && base.lo == in.award.payable.money.interval.hi;
  return open == 1 && !cut && most ? say(Sentence::and_comes_to, {money_words(base)}) : Wording{};
}

void open_readings(Explaining& in) {
  for (const ReadingUse& reading : in.out.readings) {
    if (!reading.left_open) continue;
    std::vector<Wording> each;
    for (const AlternativeUse& alternative : reading.alternatives) {
      if (!alternative.payable) continue;
      each.push_back(say(Sentence::alternative_sum, {alternative.label, alternative.sum}));
    }
    tell(in, say(Sentence::settle_reading, {in.out.decider, verbatim(reading.code), joined(each, Sentence::list_semicolon)}));
  }
  // What would make the reading idle can be supplied without waiting for it.
  for (const Condition& condition : in.out.conditions) {
    for (const Check& check : condition.checks) {
      if (check.spared.empty()) continue;
      // Not who vouched for what was handed in so far, but who could vouch for something better.
      std::vector<Wording> vouchers;
      for (std::size_t i : check.facts) {
        const FactUse& use = in.out.facts[i];
        const ir::RecordType& type = in.program().record(in.view.facts.record(use.record).type);
        add_once(vouchers, verbatim(type.fields[use.field.value].voucher));
      }
      const Wording who = joined_shortly(vouchers, Sentence::list_comma, 2);
      const Wording sum = sum_if_met(in);
      tell(in,
           who.empty() ? say(Sentence::reading_spared, {check.spared, sum}) : say(Sentence::reading_spared_by, {check.spared, who, sum}));
    }
  }
}

// Of a number of places that is still to be decided the most there can be: "2–3".
std::string most_places(const std::string& cut_off) {
  constexpr std::string_view kTo = "–";
  const std::size_t to = cut_off.find(kTo);
  return to == std::string::npos ? cut_off : cut_off.substr(to + kTo.size());
}

// The number of places was fixed within the range of the text: another number would have been enough.
void more_places(Explaining& in) {
  const outcome::Claim& claim = in.claim();
  const facts::Decision* decision = places_decision(in);
  const std::string last = most_places(claim.rank);  // of 5–6 both have a place with six
  if (!decision || last.empty()) return;
  const std::int64_t needed = std::stoll(last), most = base::must(in.measure().round).places.front().count;
  if (needed <= decision->number || needed > most) return;
  const Wording from = verbatim(std::to_string(needed)), to = verbatim(std::to_string(most));
  const Wording many = needed == most ? say(Sentence::places_just, {from}) : say(Sentence::places_from_to, {from, to});
  const outcome::Value& base = claim.base.money;
  const bool priced = base.single() && claim.base.kind == outcome::QuantumKind::computed;
  const Wording sum = priced ? say(Sentence::places_lever_sum, {money_words(base.interval)}) : Wording{};
  tell(in, say(Sentence::places_lever,
               {verbatim(decision->decider), date_words(decision->decided_on), verbatim(std::to_string(decision->number)), to, many, sum}));
}

// What the number of places has to be, and who stands level: what a competitor asks first.
void open_places(Explaining& in) {
  const outcome::Claim& claim = in.claim();
  for (const outcome::OpenId id : claim.stages[static_cast<std::size_t>(outcome::Stage::selection)].opens) {
    const outcome::Open& open = in.answer.opens[id];
    if (open.kind != outcome::OpenKind::decision || claim.rank.empty()) continue;
    const bool exact = claim.rank.find("–") == std::string::npos;
    if (open.c == "places" && exact) {
      const bool most = claim.rank == most_places(claim.cut_off);
      tell(in, claim.rank == "1" ? say(Sentence::places_enough_any)
                                 : say(most ? Sentence::places_enough_most : Sentence::places_enough, {verbatim(claim.rank)}));
    }
    if (open.c == "tie" && tie_words(in).empty())
      tell(in, say(Sentence::tie_at_places, {rank_words(claim.rank), verbatim(claim.cut_off), in.out.decider}));
    if (open.c == "tie") more_places(in);
  }
}

// From which day on, or up to which, the document would apply, where its days are not known.
void open_force(Explaining& in) {
  const ir::Document& document = in.document();
  if (in.claim().stages[static_cast<std::size_t>(outcome::Stage::force)].single() || !document.effective.present()) return;
  const auto day = document.validity_by.present() ? in.value(document.validity_by, outcome::kNoSite) : std::optional(in.claim().fact_date);
  const auto begins = in.value(document.effective, outcome::kNoSite);
  const auto ends = document.expires.present() ? in.value(document.expires, outcome::kNoSite) : std::nullopt;
  if (!day || !day->single() || !begins) return;
  const Wording on = date_words(date_of(day->interval.lo)), number = verbatim(document.number);
  if (day->interval.lo < begins->interval.hi) tell(in, say(Sentence::begins_in_time, {number, on}));
  if (ends && !ends->single() && !(day->interval.lo < ends->interval.lo)) tell(in, say(Sentence::ends_later, {number, on}));
}

void still_open(Explaining& in) {
  open_force(in);
  open_places(in);
  open_readings(in);
  ask_for(in, in.out.missing, Sentence::supply_facts);
  // On which day a document was issued is no matter of a decision.
  std::vector<OpenUse> days, decisions;
  for (const OpenUse& open : in.out.awaited) (open.kind == outcome::OpenKind::doc_date ? days : decisions).push_back(open);
  ask_for(in, days, Sentence::state_days);
  ask_for(in, decisions, Sentence::decide_opens);
  const bool asked = !in.out.missing.empty() || !in.out.awaited.empty();
  if (asked) result_of_proofs(in);
  else if (in.out.next.empty()) tell(in, say(Sentence::decide_alone, {in.out.decider}));
}

// The facts that no case covers: 获奖 A1 的等级 优秀奖.
Wording what_is_silent(const Explaining& in) {
  std::vector<Wording> found;
  for (std::size_t i : in.sum_facts) {
    const FactUse& use = in.out.facts[i];
    if (use.known) add_once(found, say(Sentence::name_value, {say(Sentence::missing_fact, {use.of, use.name}), use.value}));
  }
  return joined_shortly(found, Sentence::list_comma, 3);
}

void at_fault(Explaining& in) {
  for (const FaultUse& fault : in.out.faults) {
    const bool several = fault.kind == outcome::Fault::Kind::conflict && !fault.rules.empty();
    if (several) tell(in, say(Sentence::ask_which, {in.out.decider, fault.rules}));
    else if (const Wording found = what_is_silent(in); !found.empty()) tell(in, say(Sentence::ask_for_rule, {in.out.decider, found}));
    else tell(in, say(Sentence::ask_for_rule_alone, {in.out.decider}));
  }
  ask_for(in, in.out.missing, Sentence::supply_facts);
}

// ---- cut ----

// Without the decision the rule stands as its reading is taken: that is not the law.
void without_by_reading(Explaining& in) {
  for (const CutUse& use : in.out.cuts) {
    const outcome::Cut& cut = in.award.cuts[use.index];
    if (!changes(cut) || !asks_same_matter(in, cut)) continue;
    const ir::ReadingId by = in.program().settlements[cut.settlement].per_reading;
    const auto taken = by.present() ? in.alternative(by) : std::nullopt;
    if (!taken) continue;
    const ir::Reading& reading = in.program().readings[by.value];
    const ir::Alternative& alternative = reading.alternatives[*taken];
    tell(in, say(Sentence::without_rests_on, {verbatim(reading.code), label_words(alternative.label), verbatim(alternative.meaning)}));
    in.out.readings_next.push_back(by);
  }
}

// Of a great register no second copy is made for one line: then only who could correct it is told.
constexpr std::size_t kMostRecords = 100'000;

// Without the payments that cut it down the award may come to no more: another rule, or the same with a claim, may stand behind them.
void correct_payments(Explaining& in, const std::vector<std::string>& payments, const Wording& who) {
  const Wording plain = say(Sentence::correct_payments, {who});
  if (!in.again || in.view.facts.records().size() > kMostRecords) return tell(in, plain);
  facts::FactBase without = in.view.facts;
  std::erase_if(without.history,
                [&](const facts::Payment& payment) { return std::find(payments.begin(), payments.end(), payment.id) != payments.end(); });
  without.statements_changed();
  const auto then = asked_again(in, without);
  if (!then) return tell(in, plain);
  const Wording sum = money_words(then->sum);
  const bool paid = then->status == Status::eligible || then->reason.empty();
  tell(in, say(Sentence::correct_payments_gives, {plain, paid ? sum : say(Sentence::in_brackets_after, {sum, then->reason})}));
}

// What the award comes to without the decision that matters are the same: assessed again, not guessed.
void correct_matter(Explaining& in) {
  if (in.matter_deciders.empty()) return;
  if (in.view.facts.records().size() > kMostRecords) {
    for (const Wording& each : in.matter_deciders) tell(in, say(Sentence::correct_matter, {each}));
    return;
  }
  facts::FactBase without = in.view.facts;
  std::erase_if(without.decisions, [&](const facts::Decision& decision) {
    return std::find(in.matter_decisions.begin(), in.matter_decisions.end(), decision.id) != in.matter_decisions.end();
  });
  without.statements_changed();
  const auto then = asked_again(in, without);
  for (const Wording& each : in.matter_deciders) {
    if (!then) tell(in, say(Sentence::correct_matter, {each}));
    else tell(in, say(Sentence::correct_matter_gives, {each, money_words(then->sum), status_words(then->status)}));
  }
  if (then) without_by_reading(in);
}

// Of a limit that is shared: what this would come to alone, and who may share it otherwise.
void sharers(Explaining& in) {
  for (const CutUse& use : in.out.cuts) {
    const outcome::Cut& cut = in.award.cuts[use.index];
    const bool shared = changes(cut) && cut.allocation == "pro_rata" && cut.limit && cut.limit->single() && cut.before.single();
    const bool claims = std::any_of(cut.against.begin(), cut.against.end(),
                                    [](const outcome::Cause& cause) { return cause.kind == outcome::CauseKind::sharer; });
    if (!shared || !claims) continue;
    base::Rational left = cut.limit->lo;
    for (const outcome::Cause& cause : cut.against) {
      if (cause.kind == outcome::CauseKind::paid) left = left - cause.sum.hi;
    }
    const base::Rational alone = std::min(cut.before.interval.lo, std::max(left, base::Rational(0)));
    tell(in, say(Sentence::alone_in_limit, {money_words(alone), in.out.decider}));
  }
}

// The rule under which another claim stands before this one may rest on how the text is read.
Wording by_its_reading(const Explaining& in, const outcome::Cut& cut, const Wording& words) {
  if (cut.settlement >= in.program().settlements.size()) return words;
  const ir::Settlement& rule = in.program().settlements[cut.settlement];
  std::vector<ir::ReadingId> readings;
  for (const ir::Adopts& adopts : rule.adopts) readings.push_back(adopts.reading);
  if (rule.per_reading.present()) readings.push_back(rule.per_reading);
  std::vector<Wording> taken;
  for (const ir::ReadingId id : readings) {
    const auto alternative = in.alternative(id);
    if (!alternative) continue;
    const ir::Reading& reading = in.program().readings[id.value];
    taken.push_back(say(Sentence::reading_and_choice, {verbatim(reading.code), label_words(reading.alternatives[*alternative].label)}));
  }
  return taken.empty() ? words : say(Sentence::by_readings_taken, {joined(taken, Sentence::list_comma), words});
}

// The claims that certainly come first: where the rule takes one, all of them have to fail.
void comes_first(Explaining& in) {
  std::vector<Wording> first;
  const outcome::Cut* last = nullptr;
  for (const CutUse& use : in.out.cuts) {
    const outcome::Cut& cut = in.award.cuts[use.index];
    const bool one = cut.kind == outcome::CutKind::once && places_of(in, cut) == 1;
    if (!changes(cut)) continue;
    for (const outcome::Cause& cause : cut.against) {
      const bool claim = cause.kind != outcome::CauseKind::paid;
      if (claim && cut.kind == outcome::CutKind::highest_of) {
        const outcome::Interval& own = cut.together ? *cut.together : cut.before.interval;
        return tell(in, by_its_reading(in, cut, say(Sentence::other_higher, {money_words(own)})));
      }
      if (cause.kind == outcome::CauseKind::level)
        return tell(in, say(Sentence::level_decides, {in.out.decider, money_words(cut.before.interval)}));
      if (claim) last = &cut;
      if (claim && !one) return tell(in, by_its_reading(in, cut, say(Sentence::other_first)));
      if (claim && surely_held(in, cut, cause.id)) add_once(first, cause_words(in.view, cause.id));
    }
  }
  Wording words = first.empty()
                      ? say(Sentence::other_first)
                      : say(first.size() > 1 ? Sentence::all_first_several : Sentence::all_first, {joined(first, Sentence::and_list)});
  tell(in, last ? by_its_reading(in, *last, words) : words);
}

// Who keeps the payments that caused the cuts; and which claims stand before this one.
void cut_down(Explaining& in) {
  std::vector<Wording> payers;
  std::vector<std::string> payments;
  Deciding order;
  bool claimed = false;
  for (const CutUse& use : in.out.cuts) {
    const outcome::Cut& cut = in.award.cuts[use.index];
    if (!changes(cut)) continue;
    tell(in, use.balance);
    const bool limit = cut.kind == outcome::CutKind::cap;
    for (const outcome::Cause& cause : cut.against) {
      const facts::Payment* payment = payment_of(in.view, cause.id);
      if (payment) payments.push_back(cause.id);
      if (payment) add_once(payers, verbatim(payment->provenance.source.empty() ? payment->organ : payment->provenance.source));
      claimed = claimed || (!payment && !limit);
    }
  }
  if (claimed) comes_first(in);
  correct_matter(in);
  const bool nothing = in.award.payable.money.single() && in.award.payable.money.interval.lo.sign() == 0;
  if (!nothing) tell(in, say(Sentence::decides_rest, {in.out.decider}));
  sharers(in);
  if (!payers.empty()) return correct_payments(in, payments, joined_shortly(payers, Sentence::list_comma, 3));
  order.facts = in.cut_facts;
  order.facts.insert(order.facts.end(), in.day_facts.begin(), in.day_facts.end());
  add_correction(in, order, Sentence::correct_past_facts);
}

void eligible(Explaining& in) {
  for (const RepairUse& repair : in.out.repairs) tell(in, repair.words);
  const bool proofs = add_proofs(in);
  const outcome::Interval& sum = in.award.payable.money.interval;
  if (in.award.payable.kind == outcome::QuantumKind::discretionary && !sum.single())
    return tell(in, say(proofs ? Sentence::then_fixes_sum : Sentence::fixes_sum, {in.out.decider, sums(in)}));
  tell(in, say(proofs ? Sentence::nothing_else_to_mend : Sentence::nothing_to_mend, {in.out.decider}));
}

// What there would have to be to claim for, and who could show that the records lack it.
void without_candidate(Explaining& in) {
  const ir::Range& range = in.measure().unit.range;
  const std::string keeper = keeper_of(in.program().record(range.record));
  tell(in, say(Sentence::claim_with_record, {in.out.candidates, in.out.decider}));
  if (!keeper.empty()) tell(in, say(Sentence::record_left_out, {verbatim(keeper)}));
}

}  // namespace

bool any_of_several(const Explaining& in) {
  for (const Condition& condition : in.out.conditions) {
    if (condition.mark != Mark::open) continue;
    for (const Check& check : condition.checks) {
      if (check.any && check.mark == Mark::open) return true;
    }
  }
  return false;
}

void explain_next(Explaining& in) {
  if (in.out.no_candidate) return without_candidate(in);
  switch (in.award.status) {
    case Status::conflict:
    case Status::gap:
      at_fault(in);
      add_correction(in, deciding_of(in), Sentence::correct_facts);
      break;
    case Status::not_in_force:
      out_of_force(in);
      add_correction(in, deciding_of(in), Sentence::correct_past_facts);
      break;
    case Status::lost_competition:
      tell(in, say(Sentence::rank_needed, {verbatim(most_places(in.claim().cut_off)), in.out.decider}));
      more_places(in);
      add_correction(in, deciding_of(in), Sentence::correct_past_facts);
      break;
    case Status::ineligible: ineligible(in); break;
    case Status::unknown:
    case Status::needs_determination: still_open(in); break;
    case Status::deduplicated:
    case Status::capped: cut_down(in); break;
    case Status::eligible: eligible(in); break;
  }
  add_other_readings(in);
  if (in.award.status == Status::eligible) return;
  add_proofs(in);
  if (in.award.status != Status::not_in_force) tell(in, say(Sentence::deadline_unsaid, {in.out.decider}));
}

}  // namespace zhidui::report
