// What settlement did to a claim: cuts with their causes, limits that did not bind, earlier payments.
#include <algorithm>
#include <set>

#include "facts/lookup.h"
#include "report/explain.h"

namespace zhidui::report {

using outcome::Cut;
using outcome::CutKind;

namespace {

constexpr std::size_t kMostPayments = 8;
constexpr Sentence kLevelWords[] = {Sentence::level_national, Sentence::level_provincial, Sentence::level_city, Sentence::level_county,
                                    Sentence::level_other};
constexpr std::string_view kOnce = "一次性";  // the words of a clause that an own key stands for

Wording measure_of_key(const View& view, const std::string& key) {
  const auto id = ir::find_measure(view.policy.program, key);
  return id ? name_words(view.policy.program.measures[id->value].name) : verbatim(key);
}

Wording unit_by_id(const View& view, const std::string& id) {
  const auto record = view.facts.find(id);
  return record ? record_title(view, *record) : verbatim(id);
}

Wording matter_words(const View& view, const facts::Payment& payment) {
  std::vector<Wording> parts{payment.measure.empty() ? Wording{} : measure_of_key(view, payment.measure)};
  if (payment.period) parts.push_back(say(Sentence::year, {verbatim(std::to_string(*payment.period))}));
  if (payment.unit != payment.subject) parts.push_back(unit_by_id(view, payment.unit));
  return joined(parts, Sentence::middle_dot);
}

Wording payment_words(const View& view, const facts::Payment& payment) {
  const Wording matter = matter_words(view, payment);
  const Wording payer = verbatim(payment.organ.empty() ? payment.document : payment.organ);
  const Wording paid = say(Sentence::paid_earlier, {date_words(payment.paid_on), payer, matter, money_words(payment.fen)});
  std::vector<Wording> from{say(Sentence::payment_id, {verbatim(payment.id)})};
  if (!payment.document.empty()) from.push_back(say(Sentence::payment_under, {verbatim(payment.document)}));
  if (!payment.provenance.source.empty()) from.push_back(say(Sentence::payment_source, {verbatim(payment.provenance.source)}));
  return say(Sentence::payment_record, {paid, joined(from, Sentence::then)});
}

// The sum that the cap holds together, as the settlement reports it.
const outcome::GroupTotal* group_of(const outcome::Answer& answer, const Cut& cut) {
  const auto found =
      std::find_if(answer.groups.begin(), answer.groups.end(), [&](const outcome::GroupTotal& g) { return g.rule == cut.rule; });
  return found == answer.groups.end() ? nullptr : &*found;
}

// The words of the measure that say 一次性, if they do.
std::vector<Quotation> once_clauses(const Explaining& in) {
  std::vector<Quotation> out;
  for (ir::ClauseId clause : in.measure().clauses) {
    Quotation quotation = quotation_of(in.view, clause, {std::string(kOnce)});
    if (quotation.text.find(kOnce) != std::string::npos) out.push_back(std::move(quotation));
  }
  return out;
}

Wording cut_words(Explaining& in, const Cut& cut) {
  const bool unchanged = !changes(cut);
  const Wording rule = verbatim(cut.rule);
  if (cut.kind == CutKind::cap) {
    const outcome::GroupTotal* group = group_of(in.answer, cut);
    const Wording limit = group ? money_words(group->limit.interval) : Wording{};
    if (unchanged) return say(Sentence::cap_unused, {rule, limit, money_words(cut.slack.interval)});
    if (!cut.before.single()) return say(Sentence::cap_may_bind, {rule, limit, money_words(cut.after.interval.hi)});
    const Sentence sentence = cut.allocation == "pro_rata" ? Sentence::cap_binds_pro_rata : Sentence::cap_binds;
    const bool known = group && group->limit.single() && cut.after.single();
    const Wording used = known ? money_words(group->limit.interval.lo - cut.after.interval.lo) : say(Sentence::not_known);
    return say(sentence, {rule, limit, money_words(cut.before.interval), money_words(cut.after.interval), used});
  }
  if (unchanged) return say(Sentence::cut_unused, {rule});
  const bool certain = cut.after.single() || cut.before.opens == cut.after.opens;
  if (cut.before.interval == cut.after.interval && !cut.rule.empty()) return say(Sentence::cut_perhaps, {rule});
  const Wording before = money_words(cut.before.interval);
  const Wording after = money_words(cut.after.interval);
  if (cut.rule.empty()) {
    const bool rest = cut.after.interval.lo.sign() > 0;
    Wording why = say(!certain ? Sentence::own_key_perhaps : rest ? Sentence::own_key_rest : Sentence::own_key_rule);
    if (certain && !rest && !once_clauses(in).empty()) why = say(Sentence::own_key_words, {why, verbatim(std::string(kOnce))});
    // What may come to the same is not told twice.
    const bool same = cut.before.interval == cut.after.interval;
    return same ? why : say(Sentence::own_cut_made, {why, before, after});
  }
  return say(certain ? Sentence::cut_made : Sentence::cut_possible, {rule, before, after});
}

// The clauses of the rule; of the own key those of the measure that say 一次性.
std::vector<Quotation> clauses_of(const Explaining& in, const Cut& cut) {
  std::vector<Quotation> out;
  const auto& settlements = in.program().settlements;
  if (cut.settlement < settlements.size()) {
    for (ir::ClauseId clause : settlements[cut.settlement].clauses) out.push_back(quotation_of(in.view, clause, {}));
  }
  if (cut.rule.empty()) out = once_clauses(in);
  // A rule on what is the same matter that has no clause of its own reads the general one on it.
  const bool general = out.empty() && (cut.rule.empty() || asks_same_matter(in, cut));
  if (!general) return out;
  for (ir::ClauseId clause : same_matter_clauses(in)) out.push_back(quotation_of(in.view, clause, {}));
  return out;
}

// What was paid already, what this claim comes to, and whether the difference is paid.
Wording balance_words(Explaining& in, const Cut& cut) {
  if (!cut.before.single() || !cut.after.single()) return {};
  const base::Rational before = cut.before.interval.lo, after = cut.after.interval.lo;
  if (cut.kind == CutKind::cap) {
    const Wording lost = money_words(before - after);
    if (after.sign() == 0) return say(Sentence::limit_used, {lost});
    const Wording balance = say(Sentence::balance_of_limit, {money_words(after), lost});
    // How long a limit lasts may be a matter of how it is read.
    const auto& rules = in.program().settlements;
    const ir::ReadingId by = cut.settlement < rules.size() ? rules[cut.settlement].per_reading : ir::ReadingId{};
    const auto taken = by.present() ? in.alternative(by) : std::nullopt;
    if (!taken) return say(Sentence::balance_never, {balance});
    const ir::Reading& reading = in.program().readings[by.value];
    return say(Sentence::balance_by_reading, {balance, verbatim(reading.code), label_words(reading.alternatives[*taken].label)});
  }
  base::Rational paid(0);
  bool all_paid = !cut.against.empty();
  for (const std::string& cause : cut.against) {
    const facts::Payment* payment = payment_of(in.view, cause);
    all_paid = all_paid && payment;
    if (payment) paid = paid + payment->fen;
  }
  if (after.sign() > 0) return say(Sentence::balance_paid, {money_words(before), money_words(after)});
  if (!all_paid) {
    return say(cut.kind == CutKind::highest_of ? Sentence::balance_of_lower : Sentence::balance_of_claim, {money_words(before)});
  }
  in.out.settled = in.out.settled || (cut.rule.empty() && !(paid < before));
  const Sentence settled = cut.rule.empty() ? Sentence::balance_settled : Sentence::balance_equal;
  if (!(paid < before)) return say(settled, {money_words(paid), money_words(before)});
  return say(Sentence::balance_not_paid, {money_words(paid), money_words(before), money_words(before - paid)});
}

// Does another claim of this answer come to nothing itself?
bool is_nothing(const Explaining& in, const std::string& key) {
  return std::any_of(in.answer.awards.begin(), in.answer.awards.end(), [&](const outcome::Award& other) {
    const outcome::Interval& sum = other.payable.money.interval;
    return other.claim.key.to_string() == key && sum.single() && sum.lo.sign() == 0;
  });
}

// The causes, in full for the key facts and in few words for the line that says why.
void tell_causes(Explaining& in, const Cut& cut, CutUse& use) {
  for (const std::string& key : cut.against) {
    use.against.push_back(against_words(in, cut, key));
    if (const facts::Payment* payment = payment_of(in.view, key)) {
      const Wording payer = payment->organ.empty() ? verbatim(payment->document) : verbatim(payment->organ);
      const auto level = static_cast<std::size_t>(payment->level);
      const Wording who = payer.empty() ? payer : say(Sentence::payer_of_level, {payer, say(kLevelWords[level])});
      const std::vector<Wording> parts{date_words(payment->paid_on), matter_words(in.view, *payment), money_words(payment->fen), who};
      use.briefly.push_back(say(Sentence::paid_briefly, parts));
      continue;
    }
    (surely_held(in, cut, key) ? use.certain : use.possible).push_back(use.against.back());
    const Wording state = state_words(in, key);
    const Wording named = state.empty() ? cause_words(in.view, key) : say(Sentence::in_brackets_after, {cause_words(in.view, key), state});
    // The reason names what takes the place, the height or the room.
    const Sentence how = cut.kind == CutKind::highest_of ? Sentence::is_higher
                         : cut.allocation == "pro_rata"  ? Sentence::shares_limit
                                                         : Sentence::comes_first;
    if (surely_held(in, cut, key) && !is_nothing(in, key)) use.briefly.push_back(say(how, {named}));
  }
  if (use.briefly.empty() && use.certain.empty() && !use.possible.empty())
    use.briefly.push_back(say(Sentence::comes_first_perhaps, {use.possible.front()}));
}

bool is_counted(const Explaining& in, const std::string& id) {
  return std::any_of(in.award.cuts.begin(), in.award.cuts.end(), [&](const Cut& cut) {
    return changes(cut) && std::find(cut.against.begin(), cut.against.end(), id) != cut.against.end();
  });
}

// Payments of this measure to this applicant, or for the same unit: what a reader would ask about.
bool concerns(const Explaining& in, const facts::Payment& payment) {
  if (!facts::visible(payment, in.view.scope.decided, in.view.scope.known)) return false;
  const std::string& subject = in.view.facts.record(in.claim().subject).id;
  const bool own_measure = payment.measure == in.claim().key.measure && payment.subject == subject;
  const bool own_unit = in.claim().key.unit_kind == outcome::UnitKind::item && payment.unit == in.claim().key.unit;
  return own_measure || own_unit;
}

// Those that may have counted or concern the claim, in the order of the history.
std::set<std::uint32_t> payments_at_hand(const Explaining& in) {
  const facts::FactBase& facts = in.view.facts;
  std::set<std::uint32_t> out;
  for (const auto* some : {&facts.payments_of(facts.record(in.claim().subject).id), &facts.payments_for(in.claim().key.unit)})
    out.insert(some->begin(), some->end());
  for (const Cut& cut : in.award.cuts) {
    for (const std::string& cause : cut.against) {
      if (const facts::Payment* payment = payment_of(in.view, cause))
        out.insert(static_cast<std::uint32_t>(payment - facts.history.data()));
    }
  }
  return out;
}

}  // namespace

const facts::Payment* payment_of(const View& view, const std::string& id) { return view.facts.payment(id); }

Wording cause_words(const View& view, const std::string& key) {
  if (const facts::Payment* payment = payment_of(view, key)) return payment_words(view, *payment);
  if (const std::size_t at = key.find(outcome::kOfApplicant); at != std::string::npos) {
    const std::string applicant = key.substr(at + outcome::kOfApplicant.size());
    return say(Sentence::of_applicant, {unit_by_id(view, applicant), cause_words(view, key.substr(0, at))});
  }
  const std::size_t bar = key.find('|');
  if (bar == std::string::npos) return verbatim(key);
  const std::size_t second = key.find('|', bar + 1);
  const std::string unit = key.substr(bar + 1, second == std::string::npos ? std::string::npos : second - bar - 1);
  std::vector<Wording> parts{measure_of_key(view, key.substr(0, bar)), unit_by_id(view, unit)};
  if (second != std::string::npos) parts.push_back(say(Sentence::year, {verbatim(key.substr(second + 1))}));
  return joined(parts, Sentence::middle_dot);
}

void explain_cuts(Explaining& in) {
  for (std::size_t i = 0; i < in.award.cuts.size(); ++i) {
    const Cut& cut = in.award.cuts[i];
    // Not to have been paid before is nothing to tell.
    if (cut.rule.empty() && !changes(cut)) continue;
    CutUse use;
    use.index = i;
    use.words = cut_words(in, cut);
    tell_causes(in, cut, use);
    use.group = group_words(in, cut);
    use.listed = is_listed(in, cut);
    if (changes(cut)) use.balance = balance_words(in, cut);
    use.quotations = clauses_of(in, cut);
    in.out.cuts.push_back(std::move(use));
  }
  for (const std::uint32_t i : payments_at_hand(in)) {
    const facts::Payment& payment = in.view.facts.history[i];
    const bool counted = is_counted(in, payment.id);
    if ((!counted && !concerns(in, payment)) || in.out.earlier.size() >= kMostPayments) continue;
    in.out.earlier.push_back({i, payment_words(in.view, payment), counted});
  }
}

}  // namespace zhidui::report
