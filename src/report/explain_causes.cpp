// What a rule weighed a claim against, with the sums that were weighed.
#include <algorithm>
#include <map>

#include "report/explain.h"

namespace zhidui::report {

using outcome::Cause;
using outcome::CauseKind;
using outcome::Cut;
using outcome::CutKind;
using outcome::Interval;

namespace {

constexpr Sentence kLevelWords[] = {Sentence::level_national, Sentence::level_provincial, Sentence::level_city, Sentence::level_county,
                                    Sentence::level_other};

void add_to(Interval& sum, const Interval& more) {
  sum.lo = sum.lo + more.lo;
  sum.hi = sum.hi + more.hi;
  sum.hi_unbounded = sum.hi_unbounded || more.hi_unbounded;
}

Wording paid_briefly(const View& view, const facts::Payment& payment) {
  const Wording payer = payment.organ.empty() ? verbatim(payment.document) : verbatim(payment.organ);
  const auto level = static_cast<std::size_t>(payment.level);
  const Wording who = payer.empty() ? payer : say(Sentence::payer_of_level, {payer, say(kLevelWords[level])});
  return say(Sentence::paid_briefly, {date_words(payment.paid_on), payment_matter(view, payment), money_words(payment.fen), who});
}

// 福建省专利奖奖励 · 高岭膜 200,000 元; of a payment that the side has had already: 此前已付的 100,000 元.
Wording weighed_part(const Explaining& in, const Cause& cause) {
  const Wording sum = money_words(cause.sum);
  const facts::Payment* payment = payment_of(in.view, cause.id);
  return payment ? say(Sentence::part_paid, {payment_matter(in.view, *payment), sum})
                 : say(Sentence::name_value, {cause_words(in.view, cause.id), sum});
}

// ---- 就高 ----

// One of a side for the key facts: no order parts the sides, their sums do.
Wording side_member(const Explaining& in, const Cause& cause) {
  const Wording part = weighed_part(in, cause);
  const std::vector<Wording> about{cause.day ? date_words(*cause.day) : Wording{}, place_of_claim(in, cause.id)};
  return joined(about, Sentence::then).empty() ? part : say(Sentence::in_brackets_after, {part, joined(about, Sentence::then)});
}

struct Side {
  Interval sum;
  std::vector<Wording> parts;
};

Wording side_words(const Side& side) {
  const Wording parts = joined(side.parts, Sentence::and_added);
  return side.parts.size() > 1 ? say(Sentence::adds_up, {parts, money_words(side.sum)}) : parts;
}

// The claim's own side: the claim alone, with what was paid on it, or with those it is paid together with.
Wording own_side_words(const Cut& cut, const Side& beside) {
  const Wording own = say(Sentence::own_sum, {money_words(cut.before.interval)});
  const Interval& together = cut.together ? *cut.together : cut.before.interval;
  if (!beside.parts.empty()) {
    return say(Sentence::adds_up, {joined({own, joined(beside.parts, Sentence::and_added)}, Sentence::and_added), money_words(together)});
  }
  return together == cut.before.interval ? own : say(Sentence::own_with_paid, {own, money_words(together)});
}

Wording compared(const Side& side, const Wording& own, const Interval& mine, bool lost) {
  const Wording theirs = side_words(side);
  const bool certain = !side.sum.hi_unbounded && !mine.hi_unbounded && (lost ? mine.hi < side.sum.lo : side.sum.hi < mine.lo);
  const bool equal = side.sum.single() && side.sum == mine;
  if (lost) return say(equal ? Sentence::side_equal : certain ? Sentence::side_higher : Sentence::side_perhaps_higher, {theirs, own});
  return say(equal ? Sentence::own_equal : Sentence::own_higher, {own, theirs});
}

// Do the clauses of the rule write that what was paid is deducted?
bool says_deduction(const Explaining& in, const Cut& cut) {
  if (cut.settlement >= in.program().settlements.size()) return true;
  const std::vector<ir::ClauseId>& clauses = in.program().settlements[cut.settlement].clauses;
  return std::any_of(clauses.begin(), clauses.end(), [&](ir::ClauseId id) {
    const std::string words = official_text(in.view, in.program().clauses[id.value]);
    constexpr std::string_view kDeducts[] = {"扣", "差额", "补差", "补足"};
    return std::any_of(std::begin(kDeducts), std::end(kDeducts),
                       [&](std::string_view each) { return words.find(each) != std::string::npos; });
  });
}

// What the sides of 就高 come to: 中国专利奖 100,000 元 加 福建省专利奖 200,000 元 合计 300,000 元, 高于本项 100,000 元.
std::vector<Wording> compared_sides(const Explaining& in, const Cut& cut) {
  std::map<std::size_t, Side> lost, won;
  std::map<std::size_t, std::vector<const Cause*>> paid;
  Side beside;
  for (const Cause& cause : cut.against) {
    if (cause.kind == CauseKind::paid) {
      paid[cause.side].push_back(&cause);
      continue;
    }
    const bool same = cause.kind == CauseKind::beside;
    Side& side = same ? beside : (cause.kind == CauseKind::higher ? lost : won)[cause.side];
    side.parts.push_back(weighed_part(in, cause));
    add_to(side.sum, cause.sum);
  }
  const Interval& mine = cut.together ? *cut.together : cut.before.interval;
  const bool nothing_left = cut.after.single() && cut.after.interval.lo.sign() == 0;
  for (const auto& [number, payments] : paid) {
    if (number == SIZE_MAX) continue;  // on no side that is known
    Side had;
    for (const Cause* cause : payments) had.parts.push_back(weighed_part(in, *cause)), add_to(had.sum, cause->sum);
    // Of a side on which nothing is left to pay, what was paid is all it is worth.
    const bool higher = mine.hi < had.sum.lo || (nothing_left && mine == had.sum);
    Side& side = lost.contains(number) ? lost[number] : won.contains(number) ? won[number] : (higher ? lost : won)[number];
    side.parts.insert(side.parts.end(), had.parts.begin(), had.parts.end());
    add_to(side.sum, had.sum);
  }
  const Wording own = own_side_words(cut, beside);
  std::vector<Wording> out;
  for (const auto& [number, side] : lost) out.push_back(compared(side, own, mine, true));
  if (!out.empty()) return out;
  for (const auto& [number, side] : won) {
    const Wording won_over = compared(side, own, mine, false);
    const bool less = changes(cut) && paid.contains(number);
    const Wording told = less ? say(Sentence::less_what_was_paid, {won_over}) : won_over;
    out.push_back(less && !says_deduction(in, cut) ? say(Sentence::deduction_not_stated, {told}) : told);
  }
  if (out.empty() && !beside.parts.empty()) out.push_back(say(Sentence::stacked, {own}));
  return out;
}

// ---- places ----

// Does another claim of this answer come to nothing itself?
bool is_nothing(const Explaining& in, const std::string& key) {
  return std::any_of(in.answer.awards.begin(), in.answer.awards.end(), [&](const outcome::Award& other) {
    const Interval& sum = other.payable.money.interval;
    return other.claim.key.to_string() == key && sum.single() && sum.lo.sign() == 0;
  });
}

// Another applicant's claim for the very same record: 共有人.
std::string co_owner(const Explaining& in, const Cause& cause) {
  const std::size_t at = cause.id.find(outcome::kOfApplicant);
  const bool same = at != std::string::npos && cause.id.substr(0, at) == in.claim().key.to_string();
  return same ? cause.id.substr(at + outcome::kOfApplicant.size()) : "";
}

// By what the order does not part the two: 公布日 同为 2024-06-05.
Wording level_words(const Explaining& in, const Cut& cut, const Cause& cause) {
  const Wording order = order_name(in, cut);
  const bool same_day = cause.day && cause.day == outcome::certain_day(in.claim().fact_date);
  return same_day ? say(Sentence::same_value, {order, date_words(*cause.day)}) : say(Sentence::same_order, {order});
}

Wording place_taken(const Explaining& in, const Cut& cut, const Cause& cause) {
  const Wording state = state_words(in, cause.id);
  const Wording about =
      state.empty() ? joined({money_words(cause.sum), cause.day ? date_words(*cause.day) : Wording{}}, Sentence::then) : state;
  const Wording named = say(Sentence::in_brackets_after, {cause_words(in.view, cause.id), about});
  if (cause.kind == CauseKind::sharer) {
    return say(Sentence::shares_limit, {say(Sentence::name_value, {cause_words(in.view, cause.id), money_words(cause.sum)})});
  }
  if (cause.kind == CauseKind::first) return say(Sentence::comes_first, {named});
  const std::string other = co_owner(in, cause);
  const Wording level = level_words(in, cut, cause);
  if (other.empty()) return say(Sentence::level_before, {named, level});
  const auto record = in.view.facts.find(other);
  return say(Sentence::co_owner_before, {record ? subject_words(in.view, *record) : verbatim(other), level});
}

}  // namespace

Wording levels_behind(const Explaining& in, const Cut& cut) {
  std::vector<Wording> others;
  const Cause* last = nullptr;
  for (const Cause& cause : cut.against) {
    if (cause.kind != CauseKind::behind) continue;
    last = &cause;
    const std::string other = co_owner(in, cause);
    const auto record = other.empty() ? std::nullopt : in.view.facts.find(other);
    add_once(others, record ? subject_words(in.view, *record) : cause_words(in.view, cause.id));
  }
  if (!last) return {};
  const bool co_owners = !co_owner(in, *last).empty();
  return say(co_owners ? Sentence::co_owners_behind : Sentence::level_behind,
             {joined_shortly(others, Sentence::list_comma, 4), level_words(in, cut, *last)});
}

void tell_causes(Explaining& in, const Cut& cut, CutUse& use) {
  const bool highest = cut.kind == CutKind::highest_of;
  for (const Cause& cause : cut.against) {
    const bool side = cause.kind == CauseKind::higher || cause.kind == CauseKind::lower || cause.kind == CauseKind::beside;
    use.against.push_back(side ? side_member(in, cause) : against_words(in, cut, cause.id));
    if (const facts::Payment* payment = payment_of(in.view, cause.id)) {
      use.briefly.push_back(paid_briefly(in.view, *payment));
      continue;
    }
    (surely_held(in, cut, cause.id) ? use.certain : use.possible).push_back(use.against.back());
    const bool tells = !highest && cause.kind != CauseKind::behind && surely_held(in, cut, cause.id);
    if (tells && !is_nothing(in, cause.id)) use.briefly.push_back(place_taken(in, cut, cause));
  }
  if (highest) {
    use.weighed = compared_sides(in, cut);
    use.briefly.insert(use.briefly.begin(), use.weighed.begin(), use.weighed.end());
  }
  if (use.briefly.empty() && use.certain.empty() && !use.possible.empty())
    use.briefly.push_back(say(Sentence::comes_first_perhaps, {use.possible.front()}));
}

}  // namespace zhidui::report
