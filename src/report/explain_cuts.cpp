// What settlement did to a claim: cuts with their causes, limits that did not bind, earlier payments.
#include <algorithm>

#include "facts/lookup.h"
#include "report/explain.h"

namespace zhidui::report {

using outcome::Cut;
using outcome::CutKind;

namespace {

constexpr std::size_t kMostPayments = 8;

const facts::Payment* payment_of(const View& view, const std::string& id) {
  const auto& history = view.facts.history;
  const auto found = std::find_if(history.begin(), history.end(), [&](const facts::Payment& p) { return p.id == id; });
  return found == history.end() ? nullptr : &*found;
}

Wording measure_of_key(const View& view, const std::string& key) {
  const auto id = ir::find_measure(view.policy.program, key);
  return id ? name_words(view.policy.program.measures[id->value].name) : verbatim(key);
}

Wording unit_by_id(const View& view, const std::string& id) {
  const auto record = view.facts.find(id);
  return record ? record_title(view, *record) : verbatim(id);
}

Wording payment_words(const View& view, const facts::Payment& payment) {
  Wording what = payment.measure.empty() ? Wording{} : measure_of_key(view, payment.measure);
  std::vector<Wording> parts{what};
  if (payment.period) parts.push_back(say(Sentence::year, {verbatim(std::to_string(*payment.period))}));
  if (payment.unit != payment.subject) parts.push_back(unit_by_id(view, payment.unit));
  const Wording matter = joined(parts, Sentence::middle_dot);
  const Wording payer = verbatim(payment.organ.empty() ? payment.document : payment.organ);
  return say(Sentence::paid_earlier, {date_words(payment.paid_on), payer, matter, money_words(payment.fen)});
}

// The sum that the cap holds together, as the settlement reports it.
const outcome::GroupTotal* group_of(const outcome::Answer& answer, const Cut& cut) {
  const auto found = std::find_if(answer.groups.begin(), answer.groups.end(),
                                  [&](const outcome::GroupTotal& g) { return g.rule == cut.rule; });
  return found == answer.groups.end() ? nullptr : &*found;
}

Wording rule_words(const Cut& cut) { return cut.rule.empty() ? say(Sentence::own_key_rule) : verbatim(cut.rule); }

Wording cut_words(Explaining& in, const Cut& cut) {
  const bool unchanged = cut.before.interval == cut.after.interval;
  const Wording rule = rule_words(cut);
  if (cut.kind == CutKind::cap) {
    const outcome::GroupTotal* group = group_of(in.answer, cut);
    const Wording limit = group ? money_words(group->limit.interval) : Wording{};
    if (unchanged) return say(Sentence::cap_unused, {rule, limit, money_words(cut.slack.interval)});
    if (!cut.before.single()) return say(Sentence::cap_may_bind, {rule, limit, money_words(cut.after.interval.hi)});
    const Sentence sentence = cut.allocation == "pro_rata" ? Sentence::cap_binds_pro_rata : Sentence::cap_binds;
    return say(sentence, {rule, limit, money_words(cut.before.interval), money_words(cut.after.interval)});
  }
  if (unchanged) return say(Sentence::cut_unused, {rule, cut_kind_words(cut.kind)});
  const bool certain = cut.after.single() || cut.before.opens == cut.after.opens;
  if (cut.rule.empty() && !certain) {
    return say(Sentence::own_key_possible, {money_words(cut.before.interval), money_words(cut.after.interval)});
  }
  return say(certain ? Sentence::cut_made : Sentence::cut_possible,
             {rule, cut_kind_words(cut.kind), money_words(cut.before.interval), money_words(cut.after.interval)});
}

bool is_counted(const Explaining& in, const std::string& id) {
  return std::any_of(in.award.cuts.begin(), in.award.cuts.end(), [&](const Cut& cut) {
    const bool changed = !(cut.before.interval == cut.after.interval);
    return changed && std::find(cut.against.begin(), cut.against.end(), id) != cut.against.end();
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

}  // namespace

Wording cause_words(const View& view, const std::string& key) {
  if (const facts::Payment* payment = payment_of(view, key)) return payment_words(view, *payment);
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
    if (cut.rule.empty() && cut.before.interval == cut.after.interval) continue;
    CutUse use;
    use.index = i;
    use.words = cut_words(in, cut);
    for (const std::string& key : cut.against) use.against.push_back(cause_words(in.view, key));
    const auto& settlements = in.program().settlements;
    if (cut.settlement < settlements.size()) {
      for (ir::ClauseId clause : settlements[cut.settlement].clauses)
        use.quotations.push_back(quotation_of(in.view, clause, {}));
    }
    in.out.cuts.push_back(std::move(use));
  }
  for (std::size_t i = 0; i < in.view.facts.history.size(); ++i) {
    const facts::Payment& payment = in.view.facts.history[i];
    const bool counted = is_counted(in, payment.id);
    if ((!counted && !concerns(in, payment)) || in.out.earlier.size() >= kMostPayments) continue;
    in.out.earlier.push_back({i, payment_words(in.view, payment), counted});
  }
}

}  // namespace zhidui::report
