// How a claim stands in its round: rank, places, and the others that bear on it.
#include <algorithm>

#include "base/must.h"
#include "facts/lookup.h"
#include "report/explain.h"

namespace zhidui::report {

using outcome::Value;

namespace {

constexpr std::uint32_t kNone = UINT32_MAX;
constexpr std::string_view kTo = "–";

Wording number(std::int64_t n) { return verbatim(std::to_string(n)); }

const Value& stage(const outcome::Award& award, outcome::Stage which) { return award.claim.stages[static_cast<std::size_t>(which)]; }

// 入选3个, as decided for the year; or what may be decided.
Wording ranged_places(Explaining& in, const ir::Place& place, const std::string& places) {
  const Wording name = name_words(place.name);
  const facts::Decision* decision = places.find(kTo) == std::string::npos ? places_decision(in) : nullptr;
  if (decision)
    return say(Sentence::places_number,
               {name, verbatim(places), number(place.count), verbatim(decision->decider), date_words(decision->decided_on)});
  const ir::Expr& least = in.program().expr(place.least);
  const auto taken = least.op == ir::Op::reading ? in.alternative(least.reading) : std::nullopt;
  if (!places.starts_with("0")) return say(Sentence::places_number_open, {name, verbatim(places)});
  if (!taken) return say(Sentence::places_number_upto, {name, number(place.count)});
  const ir::Reading& reading = in.program().readings[least.reading.value];
  return say(Sentence::places_number_upto_by,
             {name, number(place.count), verbatim(reading.code), label_words(reading.alternatives[*taken].label)});
}

// 一等奖第 1 名、二等奖第 2 至 3 名
Wording places_words(Explaining& in, const ir::Round& round, const std::string& places) {
  if (const ir::Place& place = round.places.front(); place.least.present()) return ranged_places(in, place, places);
  constexpr std::string_view kRank = "名";  // a place that is called 第一名 says its rank itself
  std::vector<Wording> list;
  std::int64_t from = 1;
  for (const ir::Place& place : round.places) {
    const std::int64_t first = from;
    from += place.count;
    const bool named = first == from - 1 && place.name.zh.ends_with(kRank);
    const Wording name = name_words(place.name);
    list.push_back(named               ? name
                   : first == from - 1 ? say(Sentence::place_rank, {name, number(first)})
                                       : say(Sentence::place_ranks, {name, number(first), number(from - 1)}));
  }
  return joined(list, Sentence::list_comma);
}

// "一等奖/二等奖" may still be either.
Wording place_words(const std::string& place) {
  std::vector<Wording> parts;
  for (std::size_t begin = 0; begin <= place.size();) {
    const std::size_t end = std::min(place.find('/', begin), place.size());
    parts.push_back(verbatim(place.substr(begin, end - begin)));
    begin = end + 1;
  }
  return joined(parts, Sentence::or_between);
}

// A number of places in a list is a rank: 第 8 名.
void tell_as_rank(Explaining& in, const ir::Round& round) {
  if (round.scored || !round.by.present() || in.program().expr(round.by).op != ir::Op::field) return;
  const auto rank = in.value(round.by, kNone);
  if (!rank || !rank->single() || rank->kind != outcome::ValueKind::number || in.rank_facts.size() != 1) return;
  in.out.facts[in.rank_facts.front()].value = say(Sentence::rank_exact, {verbatim(grouped_number(rank->interval.lo))});
}

// 评-2024-T04 (阳城某产业园区, 第 4 名)
Wording rival_words(Explaining& in, const ir::Round& round, std::uint32_t record) {
  std::vector<Wording> about;
  const ir::Range& unit = in.measure().unit.range;
  const ir::RecordType& type = in.program().record(unit.record);
  const auto add = [&](ir::FieldId field) {
    const Value* value = field.present() ? told(in, record, field) : nullptr;
    if (value && value->single()) about.push_back(value_words(in.view, type.fields[field.value].type, *value));
  };
  if (unit.relation.present()) add(unit.relation);
  const ir::Expr& by = in.program().expr(round.by);
  const Value* rank = by.op == ir::Op::field ? told(in, record, by.field) : nullptr;
  if (rank && rank->single() && !round.scored) about.push_back(say(Sentence::rank_exact, {verbatim(grouped_number(rank->interval.lo))}));
  const Wording name = record_title(in.view, record);
  return about.empty() ? name : say(Sentence::in_brackets_after, {name, joined(about, Sentence::then)});
}

// Who stands level; who is ahead without a right to a place, and whether that place passes on.
void tell_rivals(Explaining& in, const ir::Round& round) {
  constexpr std::size_t kMostRivals = 6;
  const auto of_kind = [&](outcome::RivalKind kind) {
    std::vector<Wording> out;
    for (const outcome::Rival& rival : in.claim().rivals) {
      if (rival.kind == kind) out.push_back(rival_words(in, round, rival.record));
    }
    return out;
  };
  const auto tell = [&](const std::vector<Wording>& who, Sentence said) {
    if (!who.empty()) in.out.rivals.push_back(say(said, {joined_shortly(who, Sentence::list_comma, kMostRivals)}));
  };
  tell(of_kind(outcome::RivalKind::level), Sentence::rivals_level);
  tell(of_kind(outcome::RivalKind::unsettled), Sentence::rivals_unsettled);
  const auto unqualified = of_kind(outcome::RivalKind::unqualified);
  if (round.moves_up.present()) {
    const auto up = in.value(round.moves_up, kNone);
    tell(unqualified, !up || !up->single() ? Sentence::rivals_unqualified_open
                      : up->is_true()      ? Sentence::rivals_unqualified_move
                                           : Sentence::rivals_unqualified_stay);
  } else {
    tell(unqualified, Sentence::rivals_unqualified_silent);
  }
}

Wording selection_words(Explaining& in, const ir::Round& round) {
  const outcome::Claim& claim = in.claim();
  const Wording offered = places_words(in, round, claim.cut_off);
  const Wording rank = rank_words(claim.rank);
  const Value& selected = stage(in.award, outcome::Stage::selection);
  const bool overdecided = std::any_of(selected.opens.begin(), selected.opens.end(), [&](outcome::OpenId id) {
    return in.answer.opens[id].kind == outcome::OpenKind::decision && in.answer.opens[id].c == "place";
  });
  if (overdecided) return say(Sentence::overdecided, {place_words(claim.place), verbatim(in.measure().decider), offered});
  if (claim.rank.empty() && !selected.single()) return say(Sentence::round_not_held, {offered, Wording{}, verbatim(in.measure().decider)});
  if (claim.rank.empty()) {
    return selected.is_true() ? say(Sentence::placed_by_decision, {offered, place_words(claim.place)})
                              : say(Sentence::unplaced_by_decision, {offered});
  }
  // Who does not qualify has a rank and takes no part.
  const bool qualified = stage(in.award, outcome::Stage::subject).may_true && stage(in.award, outcome::Stage::condition).may_true;
  if (!qualified) return say(Sentence::rank_unqualified, {rank, offered});
  if (claim.place.empty() && claim.cut_off_score) {
    const ir::Type& type = in.program().expr(round.by).type;
    return say(Sentence::score_beyond, {in.value_text(round.by, kNone), rank, verbatim(claim.cut_off), offered,
                                        number_words(in.program(), type, *claim.cut_off_score)});
  }
  if (const std::size_t to = claim.cut_off.find(kTo); claim.place.empty() && to != std::string::npos) {
    return say(Sentence::rank_beyond_most, {rank, verbatim(claim.cut_off.substr(to + kTo.size())), offered});
  }
  if (claim.place.empty()) return say(Sentence::rank_beyond, {rank, verbatim(claim.cut_off), offered});
  const Sentence perhaps = round.places.size() == 1 ? Sentence::chosen_perhaps : Sentence::placed_perhaps;
  return say(selected.single() ? Sentence::rank_placed : perhaps, {rank, place_words(claim.place), offered});
}

}  // namespace

const facts::Decision* places_decision(Explaining& in) {
  if (!in.measure().round || !base::must(in.measure().round).places.front().least.present()) return nullptr;
  const auto year = in.value(base::must(in.measure().round).per, kNone);
  if (!year || !year->single()) return nullptr;
  return facts::decided_places(in.view.facts, in.claim().key.measure, static_cast<int>(year->interval.lo.to_int64()),
                               std::min(in.view.scope.decided, in.view.scope.known));
}

Wording rank_words(const std::string& rank) {
  const std::size_t to = rank.find(kTo);
  if (to == std::string::npos) return say(Sentence::rank_exact, {verbatim(rank)});
  const Wording first = verbatim(rank.substr(0, to));
  const std::string last = rank.substr(to + kTo.size());
  return last.empty() ? say(Sentence::rank_or_later, {first}) : say(Sentence::rank_between, {first, verbatim(last)});
}

void explain_selection(Explaining& in) {
  if (!in.measure().round || in.out.no_candidate) return;
  const ir::Round& round = base::must(in.measure().round);
  in.facts_used.clear();
  if (round.by.present()) in.use_facts(round.by, kNone);
  in.rank_facts = in.facts_used;
  tell_as_rank(in, round);
  in.out.selection = selection_words(in, round);
  tell_rivals(in, round);
}

Wording tie_words(Explaining& in) {
  const outcome::Claim& claim = in.claim();
  const outcome::OpenSet& opens = stage(in.award, outcome::Stage::selection).opens;
  const auto is_tie = [&](outcome::OpenId id) {
    return in.answer.opens[id].kind == outcome::OpenKind::decision && in.answer.opens[id].c == "tie";
  };
  const std::size_t to = claim.rank.find(kTo);
  const bool alone = !opens.empty() && std::all_of(opens.begin(), opens.end(), is_tie);
  const bool exact = to != std::string::npos && to + kTo.size() < claim.rank.size() && claim.cut_off.find(kTo) == std::string::npos;
  if (!alone || !exact || !in.measure().round) return {};
  const std::int64_t first = std::stoll(claim.rank), last = std::stoll(claim.rank.substr(to + kTo.size())),
                     places = std::stoll(claim.cut_off);
  const ir::Round& round = base::must(in.measure().round);
  const Wording level = say(Sentence::stand_level, {number(last - first + 1), number(first)});
  const Wording with =
      round.scored
          ? joined({say(Sentence::each_has, {composed_phrase(in.view, round.by), in.value_text(round.by, kNone)}), level}, Sentence::then)
          : level;
  if (last <= places) return say(Sentence::level_for_places, {with, number(first), number(last)});
  return say(Sentence::level_for_few, {with, number(places), number(places - first + 1)});
}

}  // namespace zhidui::report
