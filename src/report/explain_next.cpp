// What would settle or mend an award, and who can do it.
#include <algorithm>

#include "report/explain.h"

namespace zhidui::report {

using outcome::Status;

namespace {

// ---- what next ----

Wording sums(const Explaining& in) { return money_words(in.award.payable.money.interval); }

// Who could correct what decided.
Wording correctors(const Explaining& in, const Deciding& deciding) {
  std::vector<Wording> who;
  for (std::size_t i : deciding.facts) add_once(who, in.out.facts[i].known ? in.out.facts[i].voucher : Wording{});
  for (std::size_t i : deciding.rows) {
    const RowsUse& use = in.out.rows[i];
    add_once(who, use.set_aside ? in.stated_by : use.voucher);
  }
  return joined_shortly(who, Sentence::list_comma, 3);
}

void add_correction(Explaining& in, const Deciding& deciding) {
  const Wording who = correctors(in, deciding);
  if (!who.empty()) add_once(in.out.next, say(Sentence::correct_facts, {who}));
}

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
  if (base::Rational(in.view.scope.claimed.days) < day.lo) {
    in.out.next.push_back(say(Sentence::claim_later, {in.out.fact_date}));
    return;
  }
  const ir::Document* then = document_then(in);
  const Wording named = then ? verbatim(then->number) : Wording{};
  in.out.next.push_back(then ? say(Sentence::earlier_document, {named, verbatim(then->organ)})
                             : say(Sentence::other_document, {in.out.decider}));
}

void ineligible(Explaining& in) {
  for (const RepairUse& repair : in.out.repairs) in.out.next.push_back(repair.words);
  const Deciding failing = of_conditions(in.out, Mark::fails);
  const bool counted = failing.empty() && in.period_over() && in.claim().base.money.single();
  if (counted) {
    const Wording year = say(Sentence::year, {verbatim(std::to_string(*in.claim().key.period))});
    in.out.next.push_back(say(in.stated_by.empty() ? Sentence::period_over : Sentence::period_stated, {year}));
  }
  if (!in.out.next.empty()) return;
  std::vector<Wording> wanted;
  for (const Condition& condition : in.out.conditions) {
    if (condition.mark != Mark::fails) continue;
    for (const Check& check : condition.checks) {
      const bool told = check.mark == Mark::fails && check.depth == 0 && !condition.excluded;
      if (told) add_once(wanted, check.needed.empty() ? check.words : check.needed);
    }
  }
  if (!wanted.empty()) in.out.next.push_back(say(Sentence::would_be_needed, {joined(wanted, Sentence::and_also)}));
}

// Who decides, and within what the result lies where that is known.
void add_who(Explaining& in, const std::vector<Wording>& who, Sentence within, Sentence alone) {
  const Wording whom = joined_shortly(who, Sentence::list_comma, 5);
  const bool bounded = !in.award.payable.money.interval.hi_unbounded;
  if (!whom.empty()) add_once(in.out.next, bounded ? say(within, {whom, sums(in)}) : say(alone, {whom}));
}

void missing_facts(Explaining& in) {
  std::vector<Wording> who;
  for (const OpenUse& open : in.out.missing) add_once(who, open.who.empty() ? in.out.decider : open.who);
  add_who(in, who, Sentence::supply_facts, Sentence::supply_facts_alone);
}

void still_open(Explaining& in) {
  for (const ReadingUse& reading : in.out.readings) {
    if (!reading.left_open) continue;
    std::vector<Wording> each;
    for (const AlternativeUse& alternative : reading.alternatives) {
      if (!alternative.payable) continue;
      each.push_back(say(Sentence::alternative_sum, {alternative.label, money_words(alternative.payable->interval)}));
    }
    in.out.next.push_back(say(Sentence::settle_reading, {in.out.decider, verbatim(reading.code), joined(each, Sentence::list_semicolon)}));
  }
  missing_facts(in);
  std::vector<Wording> who;
  for (const OpenUse& open : in.out.awaited) add_once(who, open.who.empty() ? in.out.decider : open.who);
  const bool waits = in.out.next.empty() || !in.out.awaited.empty();
  if (who.empty()) who.push_back(in.out.decider);
  if (waits) add_who(in, who, Sentence::decide_opens, Sentence::decide_opens_alone);
}

void at_fault(Explaining& in) {
  for (const FaultUse& fault : in.out.faults) {
    const bool several = fault.kind == outcome::Fault::Kind::conflict && !fault.rules.empty();
    add_once(in.out.next,
             several ? say(Sentence::ask_which, {in.out.decider, fault.rules}) : say(Sentence::ask_for_rule, {in.out.decider}));
  }
  missing_facts(in);
}

void cut_down(Explaining& in) {
  std::vector<Wording> payers;
  bool paid = false, claimed = false;
  for (const outcome::Cut& cut : in.award.cuts) {
    if (!changes(cut)) continue;
    const bool limit = cut.kind == outcome::CutKind::cap || cut.kind == outcome::CutKind::budget;
    const bool known = cut.before.single() && cut.after.single();
    if (limit && known) {
      const base::Rational lost = cut.before.interval.lo - cut.after.interval.lo;
      add_once(in.out.next, say(Sentence::limit_used, {money_words(lost)}));
    }
    for (const std::string& cause : cut.against) {
      const facts::Payment* payment = payment_of(in.view, cause);
      if (payment) add_once(payers, verbatim(payment->provenance.source.empty() ? payment->organ : payment->provenance.source));
      paid = paid || (payment && !limit);
      claimed = claimed || (!payment && !limit);
    }
  }
  if (paid) add_once(in.out.next, say(Sentence::already_paid));
  if (claimed && !paid) add_once(in.out.next, say(Sentence::other_first));
  if (!payers.empty()) add_once(in.out.next, say(Sentence::correct_facts, {joined_shortly(payers, Sentence::list_comma, 3)}));
}

}  // namespace

void explain_next(Explaining& in) {
  if (in.out.no_candidate) return;
  switch (in.award.status) {
    case Status::conflict:
    case Status::gap: at_fault(in); break;
    case Status::not_in_force: out_of_force(in); break;
    case Status::lost_competition: in.out.next.push_back(say(Sentence::rank_needed, {verbatim(in.claim().cut_off), in.out.decider})); break;
    case Status::ineligible: ineligible(in); break;
    case Status::unknown:
    case Status::needs_determination: still_open(in); return;
    case Status::deduplicated:
    case Status::capped: cut_down(in); return;
    case Status::eligible:
      for (const RepairUse& repair : in.out.repairs) in.out.next.push_back(repair.words);
      in.out.next.push_back(say(Sentence::nothing_to_mend, {in.out.decider}));
      return;
  }
  add_correction(in, deciding_of(in));
}

}  // namespace zhidui::report
