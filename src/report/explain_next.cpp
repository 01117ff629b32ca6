// What decided an award, and what would settle or mend it: by whom.
#include <algorithm>

#include "report/explain.h"

namespace zhidui::report {

using outcome::Status;

namespace {

constexpr std::size_t kMostDeciding = 6;
constexpr std::size_t kMostCauses = 4;

void add_once(std::vector<Wording>& list, Wording words) {
  const bool said = std::find(list.begin(), list.end(), words) != list.end();
  if (!words.empty() && !said) list.push_back(std::move(words));
}

// ---- deciding facts ----

Wording fact_words(const FactUse& use) {
  Wording name = use.name;
  if (use.day) name = say(Sentence::on_the_day, {name, date_words(*use.day)});
  if (use.source.empty()) return say(Sentence::deciding_fact_bare, {use.of, name, use.value});
  return say(Sentence::deciding_fact, {use.of, name, use.value, use.source});
}

Wording rows_words(const RowsUse& use) {
  std::vector<Wording> parts{use.value};
  if (!use.certain.empty()) parts.push_back(use.members);
  // Of what was found nobody needs to know whether there is more.
  const bool found = use.exists && !use.certain.empty();
  if (!found) parts.push_back(use.completeness.empty() ? say(Sentence::not_said_complete) : use.completeness);
  return say(Sentence::deciding_rows, {use.words, joined(parts, Sentence::then)});
}

// Indices into the facts and rows of the explanation.
struct Deciding {
  std::vector<std::size_t> facts, rows;
  bool empty() const { return facts.empty() && rows.empty(); }
  void add(const Check& check) {
    facts.insert(facts.end(), check.facts.begin(), check.facts.end());
    rows.insert(rows.end(), check.rows.begin(), check.rows.end());
  }
};

Deciding of_conditions(const Explanation& out, Mark mark) {
  Deciding found;
  for (const Condition& condition : out.conditions) {
    if (condition.mark != mark) continue;
    for (const Check& check : condition.checks) {
      if (check.mark == mark && check.depth == 0) found.add(check);
    }
  }
  return found;
}

// Of what is due: what the measure's own conditions asked, and what was counted.
Deciding of_measure(const Explaining& in) {
  Deciding found;
  for (const Condition& condition : in.out.conditions) {
    if (!condition.quotations.empty()) continue;
    for (const Check& check : condition.checks) found.add(check);
  }
  for (std::size_t i = 0; i < in.out.rows.size(); ++i) {
    if (in.out.rows[i].set_aside || in.sum_rows.end() == std::find(in.sum_rows.begin(), in.sum_rows.end(), i)) continue;
    found.rows.push_back(i);
  }
  found.facts.insert(found.facts.end(), in.sum_facts.begin(), in.sum_facts.end());
  return found;
}

Deciding of_sum(const Explaining& in) { return {in.sum_facts, in.sum_rows}; }

Deciding deciding_of(const Explaining& in) {
  switch (in.award.status) {
    case Status::not_in_force: return {in.day_facts, {}};
    case Status::ineligible: {
      Deciding found = of_conditions(in.out, Mark::fails);
      return found.empty() ? of_sum(in) : found;
    }
    case Status::lost_competition: return {in.rank_facts, {}};
    case Status::unknown:
    case Status::needs_determination: {
      Deciding found = of_conditions(in.out, Mark::open);
      if (found.empty()) found.facts = in.rank_facts;
      return found.empty() ? of_sum(in) : found;
    }
    case Status::conflict:
    case Status::gap: {
      Deciding found = of_sum(in);
      return found.empty() ? of_measure(in) : found;
    }
    case Status::deduplicated:
    case Status::capped:
    case Status::eligible: break;
  }
  Deciding found = of_measure(in);
  found.facts.insert(found.facts.begin(), in.rank_facts.begin(), in.rank_facts.end());
  return found;
}

// Where one of several is enough the reader has to see all of them, and who says so.
void add_lists(Explaining& in, Mark mark) {
  for (const Condition& condition : in.out.conditions) {
    if (condition.mark != mark) continue;
    for (std::size_t i = 0; i < condition.checks.size();) {
      const Check& head = condition.checks[i++];
      std::vector<Wording> members;
      for (; i < condition.checks.size() && condition.checks[i].depth > head.depth; ++i) members.push_back(condition.checks[i].words);
      if (head.mark != mark || members.empty()) continue;
      add_once(in.out.deciding, say(Sentence::group_members, {head.words, joined_shortly(members, Sentence::list_semicolon, 4)}));
    }
  }
}

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

void explain_deciding(Explaining& in) {
  if (in.out.no_candidate) return;
  std::vector<Wording> list = std::move(in.out.deciding);  // a statement of totals stands first
  in.out.deciding.clear();
  // What cut the sum decided; then what it was cut from.
  for (const CutUse& use : in.out.cuts) {
    if (!changes(in.award.cuts[use.index])) continue;
    const std::size_t causes = std::min(use.against.size(), kMostCauses);
    for (std::size_t i = 0; i < causes; ++i) {
      const bool last = i + 1 == causes && causes < use.against.size();
      const Wording many = verbatim(std::to_string(use.against.size()));
      add_once(in.out.deciding, last ? say(Sentence::and_others, {use.against[i], many}) : use.against[i]);
    }
    for (const Wording& member : use.group) add_once(in.out.deciding, member);
  }
  for (Wording& words : list) add_once(in.out.deciding, std::move(words));
  const bool cut = !in.out.deciding.empty() && (in.award.status == Status::deduplicated || in.award.status == Status::capped);
  if (cut) return;
  const Deciding deciding = deciding_of(in);
  const bool open = in.award.status == Status::unknown || in.award.status == Status::needs_determination || !in.out.missing.empty();
  add_lists(in, open ? Mark::open : Mark::fails);
  for (std::size_t i : deciding.rows) {
    if (in.out.rows[i].set_aside) continue;
    in.out.rows[i].deciding = true;
    add_once(in.out.deciding, rows_words(in.out.rows[i]));
  }
  // What is not known stands for itself where something is not known.
  const bool some_unknown =
      open && std::any_of(deciding.facts.begin(), deciding.facts.end(), [&](std::size_t i) { return !in.out.facts[i].known; });
  for (std::size_t i : deciding.facts) {
    const bool known = in.out.facts[i].known;
    const bool told = in.out.deciding.size() < kMostDeciding && (some_unknown ? !known : known);
    if (told) add_once(in.out.deciding, fact_words(in.out.facts[i]));
  }
}

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
