#include "settle/settle.h"

#include <algorithm>
#include <map>
#include <set>

#include "evaluate/operations.h"
#include "facts/lookup.h"
#include "ir/rule_alternatives.h"
#include "ir/succession.h"
#include "settle/groups.h"

namespace zhidui::settle {

using base::Rational;
using outcome::Award;
using outcome::Cause;
using outcome::CauseKind;
using outcome::Claim;
using outcome::CutKind;
using outcome::Interval;

namespace {
const Rational kZero(0);
Rational at_least_zero(const Rational& x) { return std::max(kZero, x); }
bool nothing(const Value& money) { return money.interval.single() && money.interval.lo.sign() == 0; }
Value money_of(Rational lo, Rational hi, bool unbounded, OpenSet opens) {
  return Value::interval_of({lo, hi, false, unbounded}, std::move(opens));
}

// The claim may lose everything, certainly or possibly.
Value cut_to_zero(const Value& money, bool must, bool may, const OpenSet& because) {
  if (must) return Value::number(0);
  if (!may || nothing(money)) return money;
  return outcome::hull(money, Value::number(0), because);
}

// The lesser of the upper ends; of two without one nothing that counts.
Rational least_end(const Interval& a, const Interval& b) { return a.hi_unbounded ? b.hi : b.hi_unbounded ? a.hi : std::min(a.hi, b.hi); }

// What is left after payments, between the certain ones and the possible ones; `any`: more may have been paid than is listed.
Value less(const Value& money, const Rational& certain, const Rational& possible, OpenSet opens, bool any) {
  opens.merge(money.opens);
  const Interval& x = money.interval;
  return money_of(any ? kZero : at_least_zero(x.lo - possible), at_least_zero(x.hi - certain), x.hi_unbounded, std::move(opens));
}

struct Change {
  Value after;
  CutKind kind = CutKind::once;
  std::vector<Cause> against;
  std::optional<Value> slack;
  std::optional<Interval> together = {}, limit = {};
};

struct Paid {
  Rational certain, possible;
  std::int64_t certain_count = 0, possible_count = 0;
  OpenSet opens;
  bool any = false;  // more may have been paid than is listed
};
Paid paid_besides(const OpenSet& unseen) { return {{}, {}, 0, 0, unseen, !unseen.empty()}; }
void add(Paid& to, const Groups::Paid& entry, std::vector<Cause>& against, std::size_t side = 0) {
  against.push_back(entry.cause);
  against.back().side = side;
  const Interval& sum = entry.cause.sum;
  to.possible = to.possible + sum.hi, to.possible_count += !entry.rest;
  to.any = to.any || sum.hi_unbounded;
  to.opens.merge(entry.opens);
  if (entry.in_group.is_true()) to.certain = to.certain + sum.lo, to.certain_count += !entry.rest && sum.lo.sign() > 0;
}

// A rule under one alternative of its readings, over the worth of its claims.
class RuleRun {
 public:
  RuleRun(const Context& context, const ir::Settlement& rule, const Variant& variant, const std::vector<const Claim*>& claims,
          std::vector<Value> worths)
      : context_(context), rule_(rule), groups_(context, rule, variant, claims), worths_(std::move(worths)) {
    if (variant.earlier == ir::History::none) return;
    // 跨主体: what the others were paid counts too.
    for (const Claim* claim : claims) unseen_.merge(unseen_history(context, context.facts.record(claim->subject).id));
  }

  Change run(std::size_t item) const {
    if (nothing(worths_[item])) return {worths_[item], CutKind::once, {}, {}};  // there is nothing to cut
    switch (root().op) {
      case ir::SettleOp::first: return places(item, root().n, CutKind::once);
      case ir::SettleOp::no_repeat: return places(item, 1, CutKind::same_matter);
      case ir::SettleOp::keep: return rule_.effect == ir::EarlierEffect::blocks ? blocked(item) : topped_up(item);
      case ir::SettleOp::highest: return highest(item);
      case ir::SettleOp::cap: return cap(item);
      default: return {worths_[item], CutKind::once, {}, {}};
    }
  }
  Value limit(std::size_t item) const { return groups_.value_for(*groups_.items()[item].claim, root().limit); }
  bool together(std::size_t a, std::size_t b) const { return groups_.same_group(a, b).is_true(); }

 private:
  const ir::SettleNode& root() const { return rule_.nodes[rule_.root]; }
  const Interval& at(std::size_t i) const { return worths_[i].interval; }
  bool level(std::size_t a, std::size_t b) const { return groups_.items()[a].order == groups_.items()[b].order; }
  // How a cut of `of` names another claim: that of another applicant also by the applicant, for holders of one unit share a key.
  Cause cause(std::size_t i, std::size_t of, CauseKind kind, std::size_t side = 0) const {
    const Claim& claim = *groups_.items()[i].claim;
    const bool own = claim.subject == groups_.items()[of].claim->subject;
    const std::string by = own ? "" : std::string(outcome::kOfApplicant) + context_.facts.record(claim.subject).id;
    const CauseKind how = kind == CauseKind::first && level(i, of) ? CauseKind::level : kind;
    return {claim.key.to_string() + by, how, at(i), outcome::certain_day(claim.fact_date), side};
  }

  // What was paid under the claim's own key uses up a sum, but takes nothing from the claim a second time.
  Paid paid(std::size_t item, std::vector<Cause>& against, bool with_own = false) const {
    Paid out = paid_besides(unseen_);
    for (const Groups::Paid& entry : groups_.paid(item)) {
      if (!entry.own || with_own) add(out, entry, against);
    }
    return out;
  }
  // 首个 n, 不重复: earlier payments and claims that stand before take the places.
  Change places(std::size_t item, std::int64_t n, CutKind kind) const {
    Change out{worths_[item], kind, {}, {}};
    const Paid earlier = paid(item, out.against);
    const bool blocks = rule_.effect == ir::EarlierEffect::blocks;
    std::int64_t certain = blocks && earlier.certain_count > 0 ? n : earlier.certain_count;
    std::int64_t possible = (blocks && earlier.possible_count > 0) || !unseen_.empty() ? n : earlier.possible_count;
    OpenSet because = earlier.opens;
    for (std::size_t other = 0; other < worths_.size(); ++other) {
      if (other == item || nothing(worths_[other])) continue;
      Value ahead = groups_.same_group(other, item);
      const bool together = ahead.is_true();
      if (ahead.may_true) ahead = both(ahead, groups_.before(other, item));
      if (!ahead.may_true && together && level(other, item)) out.against.push_back(cause(other, item, CauseKind::behind));
      if (!ahead.may_true) continue;
      ++possible;
      const bool sure = ahead.is_true() && at(other).lo.sign() > 0;
      certain += sure;
      if (!sure) because.merge(ahead.opens), because.merge(worths_[other].opens);
      out.against.push_back(cause(other, item, CauseKind::first));
    }
    out.after = cut_to_zero(worths_[item], certain >= n, possible >= n, because);
    if (out.after == worths_[item]) std::erase_if(out.against, [](const Cause& c) { return c.kind != CauseKind::behind; });
    return out;
  }

  // 全部 … 阻断: any earlier payment takes all; the claims of a group do not touch each other.
  Change blocked(std::size_t item) const {
    Change out{worths_[item], CutKind::same_matter, {}, {}};
    const Paid earlier = paid(item, out.against);
    out.after = cut_to_zero(worths_[item], earlier.certain_count > 0, earlier.possible_count > 0 || !unseen_.empty(), earlier.opens);
    return out;
  }

  // 全部 … 补差, 计入: what was paid is taken off the claims of the group in order, each as far as it reaches.
  Change topped_up(std::size_t item) const {
    Change out{worths_[item], CutKind::same_matter, {}, {}};
    const Paid earlier = paid(item, out.against);
    if (earlier.possible_count == 0 && !earlier.any) return out;
    out.after = taken_off(item, worths_[item], earlier, [](std::size_t) { return true; });
    return out;
  }

  // `sum` of the claim less that part of what was paid which the claims before it do not bear already.
  template <class Bears>
  Value taken_off(std::size_t item, const Value& sum, const Paid& earlier, Bears bears) const {
    Rational before_lo, before_hi;
    OpenSet opens = earlier.opens;
    for (std::size_t other = 0; other < worths_.size(); ++other) {
      if (other == item || nothing(worths_[other]) || !bears(other)) continue;
      const Value ahead = both(groups_.same_group(other, item), groups_.before(other, item));
      if (!ahead.may_true) continue;
      if (ahead.is_true()) before_lo = before_lo + at(other).lo;
      before_hi = before_hi + at(other).hi;
      opens.merge(ahead.opens), opens.merge(worths_[other].opens);
    }
    return less(sum, at_least_zero(earlier.certain - before_hi), at_least_zero(earlier.possible - before_lo), std::move(opens),
                earlier.any);
  }

  // The named group of 就高 that the claim belongs to: the operand that reaches its measure; without operands each claim by itself.
  bool reaches(std::uint32_t node, std::uint32_t measure) const {
    const ir::SettleNode& n = rule_.nodes[node];
    if (n.op == ir::SettleOp::group) return n.measure.value == measure;
    return std::any_of(n.operands.begin(), n.operands.end(), [&](std::uint32_t o) { return reaches(o, measure); });
  }
  std::size_t operand_of(std::size_t item) const {
    const auto& operands = root().operands;
    for (std::size_t k = 0; k < operands.size(); ++k) {
      if (reaches(operands[k], groups_.items()[item].claim->measure)) return k;
    }
    return operands.size() + item;
  }

  // The side that a payment was made on: what it paid is part of what the side is worth.
  std::optional<std::size_t> side_of(const facts::Payment& payment) const {
    const auto& operands = root().operands;
    const auto measure = ir::find_measure(context_.program, payment.measure);
    for (std::size_t k = 0; measure && k < operands.size(); ++k) {
      if (reaches(operands[k], measure->value)) return k;
    }
    for (std::size_t i = 0; operands.empty() && i < worths_.size(); ++i) {
      if (pays(context_, payment, *groups_.items()[i].claim)) return operands.size() + i;
    }
    return std::nullopt;
  }

  struct Side {
    Rational lo, hi;
    bool unbounded = false;
    Value ahead = Value::boolean(false);  // of equal sides the earlier one is kept: the earlier operand, or the claim that stands first
    OpenSet opens;
    std::vector<std::size_t> claims;
  };
  // What each side of the claim's group is worth: what is left to pay on it and what was paid on it.
  std::map<std::size_t, Side> sides_of(std::size_t item, const std::vector<Groups::Paid>& payments) const {
    std::map<std::size_t, Side> sides;
    const std::size_t mine = operand_of(item);
    const auto ahead = [&](std::size_t side, std::size_t claim) {
      return root().operands.empty() ? groups_.before(claim, item) : Value::boolean(side < mine);
    };
    for (std::size_t other = 0; other < worths_.size(); ++other) {
      const Value same = other == item ? Value::boolean(true) : groups_.same_group(other, item);
      if (!same.may_true || nothing(worths_[other])) continue;
      Side& s = sides[operand_of(other)];
      if (same.is_true()) s.lo = s.lo + at(other).lo;
      s.hi = s.hi + at(other).hi;
      s.unbounded = s.unbounded || at(other).hi_unbounded;
      s.opens.merge(same.opens), s.opens.merge(worths_[other].opens);
      s.ahead = ahead(operand_of(other), other);
      s.claims.push_back(other);
    }
    for (const Groups::Paid& entry : payments) {
      const auto side = side_of(*entry.payment);
      if (!side) continue;
      const auto [at_side, fresh] = sides.try_emplace(*side);
      Side& s = at_side->second;
      if (entry.in_group.is_true()) s.lo = s.lo + entry.cause.sum.lo;
      s.hi = s.hi + entry.cause.sum.hi;
      s.unbounded = s.unbounded || entry.cause.sum.hi_unbounded;
      s.opens.merge(entry.opens);
      if (fresh) s.ahead = ahead(*side, *side - root().operands.size());
    }
    return sides;
  }

  Change highest(std::size_t item) const {
    Change out{worths_[item], CutKind::highest_of, {}, {}};
    const std::vector<Groups::Paid> payments = groups_.paid(item);
    const std::map<std::size_t, Side> sides = sides_of(item, payments);
    const std::size_t mine = operand_of(item);
    const Side& own = sides.at(mine);
    out.together = Interval{own.lo, own.hi, false, own.unbounded};
    bool must = false, may = false;
    OpenSet because;
    for (const auto& [k, s] : sides) {
      const bool beats = k != mine && !own.unbounded && (own.hi < s.lo || (own.hi == s.lo && s.ahead.is_true()));
      const bool may_beat = k != mine && (s.unbounded || own.lo < s.hi || (own.lo == s.hi && s.ahead.may_true));
      must = must || beats, may = may || may_beat;
      if (may_beat) because.merge(s.opens), because.merge(own.opens), because.merge(s.ahead.opens);
      const CauseKind kind = k == mine ? CauseKind::beside : may_beat ? CauseKind::higher : CauseKind::lower;
      for (const std::size_t i : s.claims) {
        if (i != item) out.against.push_back(cause(i, item, kind, k));
      }
    }
    out.after = cut_to_zero(worths_[item], must, may, because);
    // What was paid on other sides, or on none that is known, is taken off once, from the first claim of the side in order on.
    Paid earlier = paid_besides(unseen_);
    for (const Groups::Paid& entry : payments) {
      if (const auto side = side_of(*entry.payment); side != mine) add(earlier, entry, out.against, side.value_or(SIZE_MAX));
    }
    if (earlier.possible_count > 0 || earlier.any) {
      out.after = taken_off(item, out.after, earlier, [&](std::size_t other) { return operand_of(other) == mine; });
    }
    return out;
  }

  // What earlier payments and the other claims of the group (allocated in order: those that stand before) take of the limit.
  struct Taken : Paid {
    Rational paid;
    bool exact = true;
  };
  Taken taken(std::size_t item, std::vector<Cause>& against) const {
    const Paid earlier = paid(item, against, true);
    Taken out{earlier, earlier.certain, !earlier.any && earlier.certain == earlier.possible};
    for (std::size_t other = 0; other < worths_.size(); ++other) {
      if (other == item || nothing(worths_[other])) continue;
      Value counts = groups_.same_group(other, item);
      if (counts.may_true && !rule_.pro_rata) counts = both(counts, groups_.before(other, item));
      if (!counts.may_true) continue;
      if (counts.is_true()) out.certain = out.certain + at(other).lo;
      out.possible = out.possible + at(other).hi;
      out.any = out.any || at(other).hi_unbounded;
      out.exact = out.exact && counts.is_true() && at(other).single();
      out.opens.merge(counts.opens), out.opens.merge(worths_[other].opens);
      against.push_back(cause(other, item, rule_.pro_rata ? CauseKind::sharer : CauseKind::first));
    }
    return out;
  }

  Change cap(std::size_t item) const {
    Change out{worths_[item], CutKind::cap, {}, Value::number(0)};
    const Value most = limit(item);
    Taken others = taken(item, out.against);
    others.opens.merge(most.opens), others.opens.merge(worths_[item].opens);
    const Rational room_lo = others.any ? kZero : at_least_zero(most.interval.lo - others.possible);
    const Interval room{room_lo, at_least_zero(most.interval.hi - others.certain), false, most.interval.hi_unbounded};
    const Interval& x = at(item);
    const Rational at_least = others.certain - others.paid + x.lo, at_most = others.possible - others.paid + x.hi;
    out.together = Interval{at_least, at_most, false, others.any || x.hi_unbounded}, out.limit = most.interval;
    if (!x.hi_unbounded && !(room_lo < x.hi)) {  // never binds
      out.slack = money_of(room_lo - x.hi, room.hi - x.lo, room.hi_unbounded, others.opens);
      out.against.clear();
    } else if (!rule_.pro_rata) {
      out.after = money_of(std::min(x.lo, room_lo), least_end(x, room), x.hi_unbounded && room.hi_unbounded, std::move(others.opens));
    } else if (others.exact && most.single() && x.single()) {
      out.after = share(item, most.interval.lo);
    } else {  // outer bounds: anything up to the whole room
      const Interval whole{kZero, at_least_zero(most.interval.hi - others.paid), false, most.interval.hi_unbounded};
      out.after = money_of(kZero, least_end(x, whole), x.hi_unbounded && whole.hi_unbounded, std::move(others.opens));
    }
    return out;
  }

  // 按比例: what a claim is paid in all, earlier payments under its key included, is the same part of what it asks in all. So what one
  // of the group was paid already leaves the parts of the others as they are.
  struct Part {
    std::size_t item;
    Rational asked, paid, given;
    bool settled = false;  // was paid more than its part
  };
  // The parts of the group, and the room that is left to them: payments under no claim of the group have used up theirs.
  std::vector<Part> parts_of(std::size_t item, Rational& room) const {
    std::vector<Part> parts;
    for (std::size_t i = 0; i < worths_.size(); ++i) {
      if (!nothing(worths_[i]) && groups_.same_group(i, item).is_true()) parts.push_back({i, at(i).lo, {}, {}});
    }
    for (const Groups::Paid& entry : groups_.paid(item)) {
      const auto of = std::find_if(parts.begin(), parts.end(),
                                   [&](const Part& part) { return pays(context_, *entry.payment, *groups_.items()[part.item].claim); });
      const Rational& fen = entry.cause.sum.lo;
      if (of == parts.end()) room = room - fen;
      else of->paid = of->paid + fen, of->asked = of->asked + fen;
    }
    return parts;
  }

  // Whole fen of the same part for all but those that were paid more than that. Returns the fen that remain.
  static Rational divide(std::vector<Part>& parts, const Rational& room) {
    for (bool again = true; again;) {
      Rational left = room, asked;
      for (const Part& part : parts) {
        if (part.settled) left = left - part.paid;
        else asked = asked + part.asked;
      }
      again = false;
      for (Part& part : parts) {
        if (part.settled) continue;
        const Rational exact = part.asked * left / asked;
        part.settled = exact < part.paid;
        part.given = part.settled ? part.paid : exact.rounded_to(Rational(1), base::Rounding::down);
        again = again || part.settled;
      }
    }
    Rational remaining = room;
    for (const Part& part : parts) remaining = remaining - part.given;
    return remaining;
  }

  // What the claim still gets of the room: its part less what it was paid. The fen that remain go one by one to the claim of whose sum
  // its part is then the smallest, of equals to the first in order; `last`: the claim stands behind those it may stand behind.
  Rational part_of(std::size_t item, std::vector<Part> parts, Rational remaining, bool last) const {
    const auto sooner = [&](const Part& a, const Part& b) {
      const Rational x = (a.given + Rational(1)) / a.asked, y = (b.given + Rational(1)) / b.asked;
      if (!(x == y)) return x < y;
      const Value ahead = groups_.before(a.item, b.item);
      return (b.item == item) == last ? ahead.may_true : ahead.is_true();
    };
    for (; !(remaining < Rational(1)); remaining = remaining - Rational(1)) {
      Part& next = *std::min_element(parts.begin(), parts.end(), sooner);
      if (next.asked < next.given + Rational(1)) break;  // of a sum in parts of a fen
      next.given = next.given + Rational(1);
    }
    const auto own = std::find_if(parts.begin(), parts.end(), [&](const Part& part) { return part.item == item; });
    return at_least_zero(own->given - own->paid);
  }
  Value share(std::size_t item, Rational room) const {
    std::vector<Part> parts = parts_of(item, room);
    const Rational remaining = divide(parts, room);
    OpenSet opens;
    for (const Part& part : parts) {
      if (part.item != item) opens.merge(groups_.before(part.item, item).opens);
    }
    return money_of(part_of(item, parts, remaining, true), part_of(item, parts, remaining, false), false, std::move(opens));
  }

  const Context& context_;
  const ir::Settlement& rule_;
  Groups groups_;
  std::vector<Value> worths_;
  OpenSet unseen_;
};

class Settlement {
 public:
  Settlement(const Context& context, std::vector<Claim> claims) : context_(context) {
    for (Claim& claim : claims) {
      Award award;
      award.payable = {worth(claim), claim.base.kind, claim.base.decider};
      award.claim = std::move(claim);
      out_.awards.push_back(std::move(award));
    }
    out_.touched.resize(out_.awards.size());
  }

  Settled run() {
    const ir::Succession documents = ir::succession(context_.program);
    for (const std::uint32_t document : documents.order) {
      context_.awarded = awarded_under(documents.before[document]);
      for (Award& award : out_.awards) {
        if (document_of(award.claim) == document) own_key(award);
      }
      // Whether before how much (docs/language.md §5.4).
      for (ir::SettleOp phase :
           {ir::SettleOp::no_repeat, ir::SettleOp::first, ir::SettleOp::highest, ir::SettleOp::keep, ir::SettleOp::cap}) {
        for (std::uint32_t i = 0; i < context_.program.settlements.size(); ++i) {
          const ir::Settlement& rule = context_.program.settlements[i];
          const bool blocks = !rule.earlier.empty() && rule.effect == ir::EarlierEffect::blocks;
          const ir::SettleOp op = blocks ? ir::SettleOp::no_repeat : rule.nodes[rule.root].op;
          if (rule.document.value == document && op == phase) apply(rule, i);
        }
      }
    }
    return std::move(out_);
  }

 private:
  std::uint32_t document_of(const Claim& claim) const { return context_.program.measures[claim.measure].document.value; }

  std::vector<Awarded> awarded_under(const std::set<std::uint32_t>& documents) const {
    std::vector<Awarded> out;
    for (const Award& award : out_.awards) {
      const Claim& claim = award.claim;
      if (!documents.contains(document_of(claim)) || nothing(award.payable.money) || claim.key.unit_kind == outcome::UnitKind::none)
        continue;
      Awarded& next = out.emplace_back();
      next.payment = facts::payment_for(context_.program, context_.facts, claim.key, ir::MeasureId{claim.measure}, claim.subject);
      next.payment.paid_on = outcome::certain_day(claim.fact_date).value_or(context_.scope.decided);
      next.claim = &claim, next.money = award.payable.money;
    }
    return out;
  }

  // What was paid under the claim's own key is not paid again.
  void own_key(Award& award) {
    if (nothing(award.payable.money) || award.claim.key.unit_kind == outcome::UnitKind::none) return;
    const Claim& claim = award.claim;
    Paid paid = paid_besides(unseen_history(context_, context_.facts.record(claim.subject).id));
    std::vector<Cause> against;
    const auto own = [&](const facts::Payment& payment) { return pays(context_, payment, claim); };
    for (Earlier& earlier : earlier_than(context_, claim, &context_.facts.payments_for(claim.key.unit), own)) {
      const bool year_missing = claim.key.period && !earlier.payment->period;
      if (year_missing) earlier.opens.merge(field_of_payment(context_, *earlier.payment, "period"));
      add(paid, {std::move(earlier), year_missing ? Value::open_boolean({}) : Value::boolean(true), true}, against);
    }
    if (against.empty() && !paid.any) return;
    record(award, "", UINT32_MAX,
           {less(award.payable.money, paid.certain, paid.possible, paid.opens, paid.any), CutKind::once, against, {}});
  }

  void apply(const ir::Settlement& rule, std::uint32_t index) {
    std::vector<std::size_t> members;
    std::vector<const Claim*> claims;
    std::vector<Value> worths;
    for (std::size_t i = 0; i < out_.awards.size(); ++i) {
      const Award& award = out_.awards[i];
      const bool covered = std::any_of(rule.measures.begin(), rule.measures.end(),
                                       [&](const ir::MeasureKeys& keys) { return keys.measure.value == award.claim.measure; });
      if (!covered || award.claim.key.unit_kind == outcome::UnitKind::none) continue;
      members.push_back(i);
      claims.push_back(&award.claim);
      worths.push_back(award.payable.money);
    }
    if (std::all_of(worths.begin(), worths.end(), nothing)) return;
    ir::Taken first;
    for (const ir::ReadingId reading : ir::readings_at_sites(rule)) first.push_back(adopted(reading).value_or(0));
    const std::vector<ir::Taken> variants = ir::rule_alternatives(context_.program, rule, first);
    std::vector<std::vector<Change>> changes;
    for (const ir::Taken& taken : variants) {
      std::vector<Change>& column = changes.emplace_back();
      bool holds = true;
      for (std::size_t i = 0; i < rule.adopts.size(); ++i) holds = holds && rule.adopts[i].holds[taken[ir::kAdopts + i]];
      if (!holds) {  // under these alternatives there is no such rule
        for (const Value& untouched : worths) column.push_back({untouched, CutKind::once, {}, {}});
        continue;
      }
      const ir::History earlier = rule.earlier.empty() ? ir::History::none : rule.earlier[taken[ir::kEarlier]];
      const RuleRun run(context_, rule, {taken[ir::kPer], earlier}, claims, worths);
      for (std::size_t i = 0; i < members.size(); ++i) column.push_back(run.run(i));
      if (&column == &changes.front()) add_groups(rule, run, members, column);
    }
    for (std::size_t i = 0; i < members.size(); ++i) commit(rule, index, members[i], i, variants, changes);
  }

  std::optional<std::uint32_t> adopted(ir::ReadingId id) const {
    return id.present() ? evaluate::alternative_in_use(context_.program, context_.scope, id) : std::optional<std::uint32_t>(0);
  }

  void commit(const ir::Settlement& rule, std::uint32_t index, std::size_t award, std::size_t item, const std::vector<ir::Taken>& variants,
              const std::vector<std::vector<Change>>& changes) {
    const std::vector<ir::ReadingId> of = ir::readings_at_sites(rule);
    Change taken = changes[0][item];
    for (std::size_t v = 1; v < variants.size(); ++v) {
      if (changes[v][item].after == changes[0][item].after) continue;
      const auto differs = [&](std::size_t site) { return variants[v][site] != variants[0][site]; };
      // Only what is left open may be otherwise in this answer.
      bool possible = true;
      for (std::size_t site = 0; site < of.size(); ++site) possible = possible && !(differs(site) && adopted(of[site]));
      for (std::size_t site = 0; site < of.size(); ++site) {
        if (!differs(site)) continue;
        out_.touched[award].insert(of[site]);
        if (!possible) continue;
        const ir::Reading& r = context_.program.readings[of[site].value];
        const OpenSet because(context_.opens.intern({outcome::OpenKind::reading, r.code, "", "", out_.awards[award].claim.base.decider}));
        taken.after = outcome::hull(taken.after, changes[v][item].after, because);
      }
    }
    record(out_.awards[award], rule.name, index, std::move(taken));
  }

  // What the claims of each group can come to: no more than the limit, or than the places leave.
  void add_groups(const ir::Settlement& rule, const RuleRun& run, const std::vector<std::size_t>& members,
                  const std::vector<Change>& column) {
    const ir::SettleNode& root = rule.nodes[rule.root];
    const bool cap = root.op == ir::SettleOp::cap;
    const bool open = std::any_of(column.begin(), column.end(), [](const Change& change) { return !change.after.single(); });
    if (!cap && ((root.op != ir::SettleOp::first && root.op != ir::SettleOp::no_repeat) || !open)) return;
    std::vector<bool> done(column.size(), false);
    for (std::size_t i = 0; i < column.size(); ++i) {
      if (done[i]) continue;
      const Value limit = cap ? run.limit(i) : Value::number(0);
      outcome::GroupTotal group{rule.name, out_.awards[members[i]].claim.key.to_string(), {}, limit, {}};
      Interval total;
      OpenSet opens;
      std::vector<Interval> sums;
      for (std::size_t j = i; j < column.size(); ++j) {
        if (done[j] || (j != i && !run.together(i, j))) continue;
        done[j] = true;
        group.members.push_back(out_.awards[members[j]].claim.key.to_string());
        sums.push_back(column[j].after.interval);
        total.lo = total.lo + sums.back().lo;
        opens.merge(column[j].after.opens);
      }
      std::sort(sums.begin(), sums.end(),
                [](const Interval& a, const Interval& b) { return a.hi_unbounded != b.hi_unbounded ? a.hi_unbounded : b.hi < a.hi; });
      if (!cap) sums.resize(std::min(sums.size(), static_cast<std::size_t>(root.op == ir::SettleOp::first ? root.n : 1)));
      for (const Interval& sum : sums) total.hi = total.hi + sum.hi, total.hi_unbounded = total.hi_unbounded || sum.hi_unbounded;
      if (cap) total.hi = least_end(total, limit.interval), total.hi_unbounded = total.hi_unbounded && limit.interval.hi_unbounded;
      group.total = Value::interval_of(total, std::move(opens));
      (cap ? out_.groups : out_.places).push_back(std::move(group));
    }
  }

  // Cuts that changed something are kept, every cap with its slack and every rule with what it weighed.
  void record(Award& award, const std::string& rule, std::uint32_t index, Change change) const {
    const char* const allocation = change.kind != CutKind::cap                    ? ""
                                   : context_.program.settlements[index].pro_rata ? "pro_rata"
                                                                                  : "in_order";
    const Value before = award.payable.money;
    if (change.after == before) std::erase_if(change.against, [](const Cause& cause) { return cause.kind == CauseKind::paid; });
    if (change.after == before && ((!change.slack && change.against.empty()) || nothing(before))) return;
    award.cuts.push_back({rule, index, change.kind, before, change.after, change.slack.value_or(Value::number(0)),
                          std::move(change.against), allocation, change.together, change.limit});
    award.payable.money = std::move(change.after);
    if (nothing(award.payable.money)) award.payable.kind = outcome::QuantumKind::computed;
  }

  Context context_;
  Settled out_;
};

}  // namespace

Value worth(const Claim& claim) { return evaluate::choose(outcome::conjunction(claim.stages), claim.base.money, Value::number(0)); }

Settled settle(const ir::Program& program, const facts::FactBase& facts, const evaluate::Scope& scope, std::vector<Claim> claims,
               outcome::OpenTable& opens) {
  return Settlement({program, facts, scope, opens}, std::move(claims)).run();
}

}  // namespace zhidui::settle
