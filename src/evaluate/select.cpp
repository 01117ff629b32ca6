// 评选: the position of a claim among its competitors, and the place and sum that the position gives (docs/language.md §5.7).
#include <algorithm>
#include <set>

#include "base/must.h"
#include "evaluate/claims.h"

namespace zhidui::evaluate {

using base::Rational;
using outcome::OpenKind;
using outcome::RivalKind;

namespace {
constexpr std::int64_t kUnseen = std::int64_t{1} << 30;  // competitors that may exist beyond those shown

// How many competitors certainly or possibly stand ahead of, or level with, the claim's record.
struct Field {
  std::int64_t ahead_certain = 0, not_behind = 0;  // not_behind: possibly ahead or level
  std::int64_t level_possible = 0;
  std::int64_t better_certain = 0;  // of ranks: with a lower one
  std::int64_t not_before = 0;      // of ranks: possibly ahead or level, each counted once
  std::int64_t ranks_unknown = 0;
  std::set<Rational> ranks_certain, ranks_possible;  // theirs, each once
  OpenSet opens;
  std::vector<Rational> scores;  // of those who certainly take part
  bool scores_known = true;
  std::vector<outcome::Rival> rivals;
};

// Which places the positions fall into; `none`: beyond them.
struct Reach {
  std::vector<bool> place;
  bool none = false;
};

// Binds the interpreter to another record of the competition and its holder; true, and open where nobody is known to
// hold it: then only what the record itself tells is of use. False: nobody holds it.
Value bind_competitor(Interpreter& in, const ir::Measure& measure, std::uint32_t record) {
  const Value holder = in.field(record, measure.unit.range.record, measure.unit.range.holder);
  const bool known = !holder.may.any && !holder.may.indices.empty();
  in.enter(in.measure_id(), known ? holder.may.indices.front() : in.subject(), record, in.year());
  if (holder.may.any) return Value::open_boolean(holder.opens);
  return Value::boolean(known);
}

// A rank or score, and what parts those who stand level (并列 按): as high or as low counts as of the score or rank.
struct Standing {
  Value by, tie;
};
Standing standing_of(Interpreter& in, const ir::Round& round) {
  return {in.eval(round.by), round.ties.present() ? in.eval(round.ties) : Value::number(0)};
}

void count_competitor(const ir::Round& round, const Standing& my, const Standing& their, const Value& takes_part, std::uint32_t record,
                      Field& field) {
  const auto better = [&](const Value& a, const Value& b) { return round.scored ? outcome::less(b, a) : outcome::less(a, b); };
  const Value same = outcome::equal(my.by, their.by);
  const Value parted = outcome::both(same, better(their.tie, my.tie));
  const Value stronger = both(takes_part, better(their.by, my.by));
  if (!round.scored) field.better_certain += stronger.is_true();
  if (!round.scored && stronger.may_true && their.by.single()) field.ranks_possible.insert(their.by.interval.lo);
  if (!round.scored && stronger.may_true && !their.by.single()) ++field.ranks_unknown;
  if (!round.scored && stronger.is_true() && their.by.single()) field.ranks_certain.insert(their.by.interval.lo);
  if (!round.scored && !stronger.single()) field.opens.merge(stronger.opens);
  // A decided rank is itself the position, unless more stand before it than it says: then only those who share it are counted here.
  const Value either[] = {round.scored ? better(their.by, my.by) : Value::boolean(false), parted};
  const Value ahead = disjunction(either);
  const Value level = outcome::both(same, outcome::equal(my.tie, their.tie));
  field.ahead_certain += takes_part.is_true() && ahead.is_true();
  field.not_behind += ahead.may_true || level.may_true;
  field.not_before += stronger.may_true || ahead.may_true || level.may_true;
  field.level_possible += level.may_true;
  if (level.may_true) field.rivals.push_back({record, RivalKind::level});
  else if (!takes_part.single() && better(their.by, my.by).may_true) field.rivals.push_back({record, RivalKind::unsettled});
  if (takes_part.is_true() && their.by.single()) field.scores.push_back(their.by.interval.lo);
  else field.scores_known = false;
  if (!takes_part.single() && (ahead.may_true || level.may_true)) field.opens.merge(takes_part.opens);
  for (const Value* told : {&my.tie, &their.by, &their.tie}) {
    if (!ahead.single() || !level.single()) field.opens.merge(told->opens);
  }
}

// Of a round with one kind of place: a competitor who was given one takes it wherever he is ranked, one who was given none takes none.
bool count_decided(const ir::Round& round, const Standing& my, const Standing& their, const Value& entered, const std::string& place,
                   std::uint32_t record, Field& field) {
  const Value better = round.scored ? Value::boolean(false) : outcome::less(their.by, my.by);
  if (place.empty()) {
    if (entered.is_true() && better.is_true()) field.rivals.push_back({record, RivalKind::unqualified});
    return true;
  }
  if (round.places.size() > 1) return false;
  (better.may_true ? field.better_certain : field.ahead_certain) += entered.is_true();
  field.not_behind += !better.is_true();
  ++field.not_before;
  if (better.may_true && better.single()) field.ranks_possible.insert(their.by.interval.lo);
  if (better.is_true() && entered.is_true()) field.ranks_certain.insert(their.by.interval.lo);
  field.ranks_unknown += better.may_true && !better.single();
  if (!entered.single()) field.opens.merge(entered.opens);
  if (!better.single()) field.opens.merge(their.by.opens);
  return true;
}

const facts::Decision* place_of(const Interpreter& in, const std::string& key, const std::string& unit) {
  return facts::decided_place(in.facts_, key, unit, std::min(in.scope_.decided, in.scope_.known));
}

// The keys that the claims of one round have in common.
class RoundKeys {
 public:
  RoundKeys(Interpreter& in, const ir::Round& round) : round_(round), per_(in.eval(round.per)) {
    for (const ir::ExprId key : round.within) within_.push_back(in.eval(key));
  }
  const Value& per() const { return per_; }
  // Is what the interpreter is bound to now of the same round?
  Value same(Interpreter& in) const {
    std::vector<Value> parts{outcome::equal(in.eval(round_.per), per_)};
    for (std::size_t i = 0; i < within_.size(); ++i) parts.push_back(outcome::alike(in.eval(round_.within[i]), within_[i]));
    return conjunction(parts);
  }

 private:
  const ir::Round& round_;
  Value per_;
  std::vector<Value> within_;
};

Field survey(Interpreter& in, const ir::Measure& measure, std::uint32_t record, const RoundKeys& rounds, const Standing& mine) {
  const std::string key = ir::measure_key(in.program_, in.measure_id());
  Field field;
  const ir::Round& round = base::must(measure.round);
  const std::uint32_t subject = in.subject();
  const Value fact_date = in.fact_date();
  const auto [first, last] = in.facts_.of_type(measure.unit.range.record);
  for (std::uint32_t other = first; other < last; ++other) {
    if (other == record) continue;
    const Value held = bind_competitor(in, measure, other);
    if (held.is_false()) continue;
    in.set_fact_date(fact_date_of(in, measure, other));
    const Value meant = measure.unit.range.where.present() ? in.eval(measure.unit.range.where) : Value::boolean(true);
    const Value entered = both(rounds.same(in), meant);
    const Standing their = standing_of(in, round);
    const facts::Decision* decided = entered.may_true ? place_of(in, key, in.facts_.record(other).id) : nullptr;
    if (decided && count_decided(round, mine, their, entered, decided->place, other, field)) continue;
    std::vector<Value> part{entered, held.is_true() ? qualifies(in, measure) : held};
    for (const ir::Supersession& superseded : measure.superseded) part.push_back(negation(in.eval(superseded.when)));
    const Value takes_part = conjunction(part);
    if (takes_part.may_true) count_competitor(round, mine, their, takes_part, other, field);
    else if (!round.scored && entered.is_true() && outcome::less(their.by, mine.by).is_true())
      field.rivals.push_back({other, RivalKind::unqualified});
  }
  // Competitors that nobody has shown yet, as long as the register is not complete for this round.
  in.enter(in.measure_id(), subject, record, in.year());
  ir::Range all = measure.unit.range;
  all.holder = {};
  all.owner = {};
  all.where = {};
  const Interpreter::Candidates register_rows = in.candidates(all);
  if (!register_rows.unseen.empty()) {
    in.bind(all.binder, in.virtual_row(register_rows));
    if (rounds.same(in).may_true) {
      field.opens.merge(register_rows.unseen);
      field.scores_known = false;
      field.not_behind += kUnseen;
      field.not_before += kUnseen;
      field.level_possible += kUnseen;
    }
  }
  in.enter(in.measure_id(), subject, record, in.year());
  in.set_fact_date(fact_date);
  return field;
}

// The first and the last position that the record can have. A rank is itself the position, or one more than those ahead where they are
// more; where places move up only those ahead who qualify are counted. By scores nobody has a rank of his own.
struct Positions {
  std::int64_t first = 0, last = 0;
  friend bool operator==(const Positions&, const Positions&) = default;
};
Positions positions(const ir::Round& round, const Field& field, std::int64_t rank, std::int64_t least, bool moves_up) {
  if (round.scored) return {1 + field.ahead_certain, 1 + field.not_behind};
  // 并列 同取: those of one rank count as one, so that no rank is pushed back; only who shares the last place waits for a decision.
  if (!round.ties_by_decision && !round.ties.present()) {
    const auto shared = [&](std::int64_t last) { return last < least ? last : last + field.not_behind; };
    if (!moves_up) return {rank + field.ahead_certain, shared(rank + field.ahead_certain)};
    return {1 + std::ssize(field.ranks_certain) + field.ahead_certain,
            shared(1 + std::ssize(field.ranks_possible) + field.ranks_unknown + field.ahead_certain)};
  }
  const Positions moved{1 + field.better_certain + field.ahead_certain, 1 + field.not_before};
  if (moves_up) return moved;
  return {std::max(rank + field.ahead_certain, moved.first), std::max(rank + field.not_behind, moved.last)};
}

// How many places there are: as the text says or, of a range, as was decided for the year.
struct Number {
  std::int64_t least = 0, most = 0;
  OpenSet opens;
};
Number number_of(Interpreter& in, const ir::Measure& measure, const std::string& key, const Value& per) {
  Number out;
  const std::vector<ir::Place>& places = base::must(measure.round).places;
  for (const ir::Place& place : places) out.most += place.count;
  out.least = out.most;
  if (!places.front().least.present()) return out;
  const Value least = in.eval(places.front().least);
  out.least = least.interval.lo.to_int64();
  out.opens = least.opens;
  const std::string round = per.single() ? per.interval.lo.to_string() : "";
  const facts::Decision* decision = nullptr;
  if (per.single()) {
    const int year = static_cast<int>(per.interval.lo.to_int64());
    decision = facts::decided_places(in.facts_, key, year, std::min(in.scope_.decided, in.scope_.known));
  }
  // A number below what the text allows, under every reading of it, settles nothing.
  const bool stands = decision && Rational(decision->number) >= least.interval.lo && decision->number <= out.most;
  if (stands) out.least = out.most = decision->number;
  else if (out.least < out.most) out.opens.merge(in.open(OpenKind::decision, key, round, "places", measure.decider));
  return out;
}

// The score of the last of so many places; nothing where some are not known, or fewer compete.
std::optional<Rational> last_score(const Field& field, const Rational& mine, std::int64_t places) {
  std::vector<Rational> scores = field.scores;
  scores.push_back(mine);
  if (!field.scores_known || places < 1 || static_cast<std::int64_t>(scores.size()) < places) return std::nullopt;
  std::sort(scores.begin(), scores.end(), [](const Rational& a, const Rational& b) { return b < a; });
  return scores[static_cast<std::size_t>(places - 1)];
}

Reach reach(const ir::Round& round, const Number& number, std::int64_t first, std::int64_t last) {
  Reach out{std::vector<bool>(round.places.size(), false), false};
  if (round.places.front().least.present()) {
    out.place[0] = first <= number.most;
    out.none = last > number.least;
    return out;
  }
  std::int64_t from = 1;
  for (std::size_t i = 0; i < round.places.size(); ++i) {
    const std::int64_t to = from + round.places[i].count - 1;
    out.place[i] = first <= to && last >= from;
    from = to + 1;
  }
  out.none = last >= from;
  return out;
}

Selection outcome_of(Interpreter& in, const ir::Round& round, const Reach& reached, const OpenSet& opens) {
  Selection out;
  std::optional<Value> amount;
  const auto places = std::count(reached.place.begin(), reached.place.end(), true);
  for (std::size_t i = 0; i < round.places.size(); ++i) {
    if (reached.place[i]) out.place += (out.place.empty() ? "" : "/") + round.places[i].name.zh;
    // Without a place the base stays what a place would have given: what is lost is the competition, not the sum.
    if ((!reached.place[i] && places > 0) || !round.places[i].amount.present()) continue;
    const Value value = in.eval(round.places[i].amount);
    amount = amount ? outcome::hull(*amount, value, opens) : value;
  }
  if (amount) out.amount = *amount;
  out.selected = places == 0 ? Value::boolean(false) : reached.none ? Value::open_boolean(opens) : Value::boolean(true);
  return out;
}
// How many units of the claim's round were given this place.
std::int64_t given(Interpreter& in, const ir::Measure& measure, std::uint32_t record, const std::string& key, const std::string& place) {
  const std::uint32_t subject = in.subject();
  const RoundKeys rounds(in, base::must(measure.round));
  std::int64_t count = 0;
  const auto [first, last] = in.facts_.of_type(measure.unit.range.record);
  for (std::uint32_t other = first; other < last; ++other) {
    const facts::Decision* decision = place_of(in, key, in.facts_.record(other).id);
    if (!decision || decision->place != place || bind_competitor(in, measure, other).is_false()) continue;
    count += rounds.same(in).is_true();
  }
  in.enter(in.measure_id(), subject, record, in.year());
  return count;
}
}  // namespace

Selection select(Interpreter& in, const ir::Measure& measure, std::uint32_t record) {
  const ir::Round& round = base::must(measure.round);
  const std::string key = ir::measure_key(in.program_, in.measure_id());
  const std::string& unit = in.facts_.record(record != kNoRecord ? record : in.subject()).id;
  const bool ranged = round.places.front().least.present();
  const RoundKeys rounds(in, round);
  const Value& per = rounds.per();
  const Number number = number_of(in, measure, key, per);
  const std::string cut_off = std::to_string(number.least) + (number.least < number.most ? "–" + std::to_string(number.most) : "");
  if (const facts::Decision* decision = place_of(in, key, unit)) {
    Reach decided{std::vector<bool>(round.places.size(), false), true};
    OpenSet opens;
    for (std::size_t i = 0; i < round.places.size(); ++i) {
      decided.place[i] = round.places[i].name.zh == decision->place || round.places[i].name.id == decision->place;
      if (!decided.place[i]) continue;
      // Decisions that give more than the place has contradict each other: none of them settles who holds it.
      decided.none =
          record != kNoRecord && given(in, measure, record, key, decision->place) > (ranged ? number.most : round.places[i].count);
      if (decided.none) opens = in.open(OpenKind::decision, key, unit, "place", measure.decider);
    }
    Selection out = outcome_of(in, round, decided, opens);
    out.cut_off = cut_off;
    return out;
  }
  const Standing standing = standing_of(in, round);
  const Value& mine = standing.by;
  Selection out;
  if (!mine.single()) {  // no rank, no score: the round has not been held for this claim, unless decisions gave every place to others
    const std::int64_t taken =
        round.places.size() == 1 && record != kNoRecord ? given(in, measure, record, key, round.places.front().name.zh) : 0;
    const bool full = taken > 0 && taken >= number.most;
    const OpenSet pending = in.open(OpenKind::round, key, per.single() ? per.interval.lo.to_string() : "", "", measure.decider);
    out = outcome_of(in, round, {std::vector<bool>(round.places.size(), !full), true}, full ? OpenSet() : pending);
    if (out.place.find('/') != std::string::npos) out.place.clear();
  } else {
    Field field = survey(in, measure, record, rounds, standing);
    const std::int64_t rank = round.scored ? 1 : mine.interval.lo.to_int64();
    const Value moves_up = round.moves_up.present() ? in.eval(round.moves_up) : Value::boolean(false);
    const Positions moved = positions(round, field, rank, number.least, true), kept = positions(round, field, rank, number.least, false);
    const std::int64_t best = (moves_up.may_true ? moved : kept).first, worst = (moves_up.may_false ? kept : moved).last;
    // Between the least and the most it is the number of places that decides, wherever exactly the claim stands.
    const bool by_number = ranged && best > number.least && worst <= number.most;
    OpenSet opens = by_number ? OpenSet() : field.opens;
    if (!moves_up.single() && moved != kept) opens.merge(moves_up.opens);
    if (worst > number.least && best <= number.most) opens.merge(number.opens);
    // Those who stand level share their positions: which place each takes nobody has decided.
    if (field.level_possible > 0 && !by_number) opens.merge(in.open(OpenKind::decision, key, unit, "tie", measure.decider));
    out = outcome_of(in, round, reach(round, number, best, worst), opens);
    const bool within = 1 + field.better_certain + field.ahead_certain <= number.most && !(out.selected.is_true() && best == worst);
    if (within) out.rivals = std::move(field.rivals);
    if (round.scored && number.least == number.most) out.cut_off_score = last_score(field, mine.interval.lo, number.most);
    out.rank = std::to_string(best) + (worst > best ? "–" : "") + (worst > best && worst < kUnseen ? std::to_string(worst) : "");
  }
  out.cut_off = cut_off;
  return out;
}

}  // namespace zhidui::evaluate
