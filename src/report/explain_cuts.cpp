// What settlement did to a claim: cuts with their causes, limits that did not bind, earlier payments.
#include <algorithm>
#include <set>

#include "facts/lookup.h"
#include "report/explain.h"

namespace zhidui::report {

using outcome::Cause;
using outcome::Cut;
using outcome::CutKind;

namespace {

constexpr std::size_t kMostPayments = 8;
constexpr std::string_view kOnce = "一次性";  // the words of a clause that an own key stands for

Wording measure_of_key(const View& view, const std::string& key) {
  const auto id = ir::find_measure(view.policy.program, key);
  return id ? name_words(view.policy.program.measures[id->value].name) : verbatim(key);
}

Wording unit_by_id(const View& view, const std::string& id) {
  const auto record = view.facts.find(id);
  return record ? record_title(view, *record) : verbatim(id);
}

}  // namespace

Wording payment_matter(const View& view, const facts::Payment& payment) {
  std::vector<Wording> parts{payment.measure.empty() ? Wording{} : measure_of_key(view, payment.measure)};
  if (payment.period) parts.push_back(say(Sentence::year, {verbatim(std::to_string(*payment.period))}));
  if (payment.unit != payment.subject) parts.push_back(unit_by_id(view, payment.unit));
  return joined(parts, Sentence::middle_dot);
}

namespace {

Wording payment_words(const View& view, const facts::Payment& payment) {
  const Wording matter = payment_matter(view, payment);
  const Wording payer = verbatim(payment.organ.empty() ? payment.document : payment.organ);
  const Wording paid = say(Sentence::paid_earlier, {date_words(payment.paid_on), payer, matter, money_words(payment.fen)});
  std::vector<Wording> from{say(Sentence::payment_id, {verbatim(payment.id)})};
  if (!payment.document.empty()) from.push_back(say(Sentence::payment_under, {verbatim(payment.document)}));
  if (!payment.provenance.source.empty()) from.push_back(say(Sentence::payment_source, {verbatim(payment.provenance.source)}));
  return say(Sentence::payment_record, {paid, joined(from, Sentence::then)});
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

// The clauses of the rule; of the own key those of the measure that say 一次性.
std::vector<Quotation> clauses_of(const Explaining& in, const Cut& cut) {
  std::vector<Quotation> out;
  const auto& settlements = in.program().settlements;
  // Of a long sentence on both the words that speak of adding up and of the higher.
  const std::vector<std::string> terms =
      cut.kind == CutKind::highest_of ? std::vector<std::string>{"叠加", "就高"} : std::vector<std::string>{};
  if (cut.settlement < settlements.size()) {
    for (ir::ClauseId clause : settlements[cut.settlement].clauses) out.push_back(quotation_of(in.view, clause, terms));
  }
  if (cut.rule.empty()) out = once_clauses(in);
  // A rule on what is the same matter that has no clause of its own reads the general one on it.
  const bool general = out.empty() && (cut.rule.empty() || asks_same_matter(in, cut));
  if (!general) return out;
  for (ir::ClauseId clause : same_matter_clauses(in)) out.push_back(quotation_of(in.view, clause, {}));
  return out;
}

// Do the words of the rule say that the limit is shared in proportion? Where they do not it is how this system handles it.
bool says_pro_rata(const Explaining& in, const Cut& cut) {
  constexpr std::string_view kShares[] = {"比例", "均摊", "平均"};
  const std::vector<Quotation> clauses = clauses_of(in, cut);
  return std::any_of(clauses.begin(), clauses.end(), [&](const Quotation& quotation) {
    return std::any_of(std::begin(kShares), std::end(kShares),
                       [&](std::string_view word) { return quotation.text.find(word) != std::string::npos; });
  });
}

// Do the clauses of the rule write that only so many are paid? A rule on the same matter rests on decisions, one without a clause on a
// reading, and both are told elsewhere.
bool says_limit(const Explaining& in, const Cut& cut) {
  constexpr std::string_view kLimits[] = {"一", "1", "最", "次", "重复", "不再", "叠加", "就高", "只", "仅", "每", "优先"};
  const auto& rules = in.program().settlements;
  if (cut.settlement >= rules.size() || rules[cut.settlement].clauses.empty() || asks_same_matter(in, cut)) return true;
  const std::vector<Quotation> clauses = clauses_of(in, cut);
  return std::any_of(clauses.begin(), clauses.end(), [&](const Quotation& quotation) {
    return std::any_of(std::begin(kLimits), std::end(kLimits),
                       [&](std::string_view word) { return quotation.text.find(word) != std::string::npos; });
  });
}

Wording shared_limit_words(const Explaining& in, const Cut& cut) {
  const Wording rule = verbatim(cut.rule), limit = money_words(*cut.limit), all = money_words(*cut.together);
  const bool paid = std::any_of(cut.against.begin(), cut.against.end(), [](const Cause& c) { return c.kind == outcome::CauseKind::paid; });
  const Wording before = money_words(cut.before.interval), after = money_words(cut.after.interval);
  const Wording shared = say(paid ? Sentence::cap_shared_rest : Sentence::cap_shared, {rule, limit, all, before, after});
  return says_pro_rata(in, cut) ? shared : say(Sentence::pro_rata_not_stated, {shared});
}

Wording cap_words(const Explaining& in, const Cut& cut) {
  const Wording rule = verbatim(cut.rule), limit = cut.limit ? money_words(*cut.limit) : Wording{};
  if (!changes(cut)) return say(Sentence::cap_unused, {rule, limit, money_words(cut.slack.interval)});
  if (!cut.before.single()) return say(Sentence::cap_may_bind, {rule, limit, money_words(cut.after.interval.hi)});
  const bool shared = cut.allocation == "pro_rata" && cut.limit && cut.together && cut.before.interval != *cut.together;
  if (shared) return shared_limit_words(in, cut);
  const bool known = cut.limit && cut.limit->single() && cut.after.single();
  const Wording used = known ? money_words(cut.limit->lo - cut.after.interval.lo) : say(Sentence::not_known);
  return say(Sentence::cap_binds, {rule, limit, money_words(cut.before.interval), money_words(cut.after.interval), used});
}

Wording cut_words(Explaining& in, const Cut& cut) {
  const bool unchanged = !changes(cut);
  const Wording rule = verbatim(cut.rule);
  if (cut.kind == CutKind::cap) return cap_words(in, cut);
  if (unchanged) return say(Sentence::cut_unused, {rule});
  const bool certain = cut.after.single() || cut.before.opens == cut.after.opens;
  if (cut.before.interval == cut.after.interval && !cut.rule.empty()) return say(Sentence::cut_perhaps, {rule});
  const Wording before = money_words(cut.before.interval);
  const Wording after = money_words(cut.after.interval);
  if (cut.rule.empty()) {
    const bool rest = cut.after.interval.lo.sign() > 0;
    Wording why = say(!certain ? Sentence::own_key_perhaps : rest ? Sentence::own_key_rest : Sentence::own_key_rule);
    if (certain && !rest && !once_clauses(in).empty()) why = say(Sentence::own_key_words, {why, verbatim(std::string(kOnce))});
    else if (certain && !rest && clauses_of(in, cut).empty()) why = say(Sentence::own_key_not_stated, {why});
    // What may come to the same is not told twice.
    const bool same = cut.before.interval == cut.after.interval;
    return same ? why : say(Sentence::own_cut_made, {why, before, after});
  }
  const Wording made = say(certain ? Sentence::cut_made : Sentence::cut_possible, {rule, before, after});
  return says_limit(in, cut) ? made : say(Sentence::limit_not_stated, {made});
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
  for (const Cause& cause : cut.against) {
    const facts::Payment* payment = payment_of(in.view, cause.id);
    all_paid = all_paid && payment;
    if (payment) paid = paid + payment->fen;
  }
  if (after.sign() > 0) return say(Sentence::balance_paid, {money_words(before), money_words(after)});
  if (!all_paid) {
    const bool level =
        std::any_of(cut.against.begin(), cut.against.end(), [](const Cause& c) { return c.kind == outcome::CauseKind::level; });
    const Sentence of_claim = level ? Sentence::balance_of_level : Sentence::balance_of_claim;
    return say(cut.kind == CutKind::highest_of ? Sentence::balance_of_lower : of_claim, {money_words(before)});
  }
  in.out.settled = in.out.settled || (cut.rule.empty() && !(paid < before));
  const Sentence settled = cut.rule.empty() ? Sentence::balance_settled : Sentence::balance_equal;
  if (!(paid < before)) return say(settled, {money_words(paid), money_words(before)});
  return say(Sentence::balance_not_paid, {money_words(paid), money_words(before), money_words(before - paid)});
}

bool is_counted(const Explaining& in, const std::string& id) {
  return std::any_of(in.award.cuts.begin(), in.award.cuts.end(), [&](const Cut& cut) {
    return changes(cut) && std::any_of(cut.against.begin(), cut.against.end(), [&](const Cause& cause) { return cause.id == id; });
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
    for (const Cause& cause : cut.against) {
      if (const facts::Payment* payment = payment_of(in.view, cause.id))
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
    tell_causes(in, cut, use);
    use.words = cut_words(in, cut);
    const Wording behind = levels_behind(in, cut);
    const Wording rule = verbatim(cut.rule);
    if (!changes(cut) && !use.weighed.empty()) use.words = say(Sentence::by_rule, {rule, joined(use.weighed, Sentence::list_semicolon)});
    if (!changes(cut) && !behind.empty()) use.words = say(Sentence::by_rule, {rule, behind});
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
