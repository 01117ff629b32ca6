// The laws of 评选 (docs/language.md §5.7) on random rounds of up to eight candidates: what the engine says of a candidate is what
// every way of filling in the open scores, sums, qualifications and the number of places leaves, no more and no less.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <optional>
#include <utility>

#include "base/must.h"
#include "engine/engine.h"
#include "outcome/canonical.h"
#include "random_facts.h"

namespace {

using namespace zhidui;
using base::Date;
using base::Rational;
using outcome::Interval;
using outcome::Value;
using property::Random;

constexpr std::int64_t kWan = 1'000'000;  // 1万元 in fen

struct Candidate {
  std::optional<std::int64_t> points, spent;  // nothing: not known; points: the rank where the contest goes by ranks
  std::optional<bool> sound;
  std::optional<std::uint32_t> grade = 0;
  std::optional<std::string> place;  // as decided; "" = none
};

struct Round {
  std::vector<Candidate> candidates;
  std::optional<std::int64_t> number;  // of places, as decided
  bool by_grade = false;               // PL-1, RK-1 乙
  bool promised = false;               // PL-2, RK-2 乙
};

// One of the three policies, and what its text says.
struct Contest {
  const char* file;
  bool graded;          // 一等奖 1个、二等奖 1个, ties by what was spent; else 入选 …至 3个, ties by decision
  bool ranked = false;  // the lowest rank is first
};

engine::Policy load(const Contest& contest) {
  const std::string folder = std::string(ZHIDUI_ROOT) + "/tests/constructs/";
  text::Diagnostics diagnostics;
  auto result = engine::load({folder + contest.file}, {folder + "vocabulary"}, {}, diagnostics);
  REQUIRE(result.ok());
  REQUIRE_FALSE(diagnostics.has_errors());
  return *std::move(result);
}

// ---- what the text says, for a round in which all is known ----

// The fewest and the most places; a number decided outside what the text allows is not used.
std::pair<std::int64_t, std::int64_t> places_of(const Contest& contest, const Round& round) {
  if (contest.graded) return {2, 2};
  const std::int64_t least = round.promised ? 2 : 0, most = 3;
  if (round.number && *round.number >= least && *round.number <= most) return {*round.number, *round.number};
  return {least, most};
}

Interval sums(std::int64_t least, std::int64_t most) { return {Rational(least), Rational(most), false, false}; }

Interval hull(const Interval& a, const Interval& b) { return {std::min(a.lo, b.lo), std::max(a.hi, b.hi), false, false}; }

// What the holder of a position is paid.
Interval sum_at(const Contest& contest, std::int64_t position, std::int64_t number) {
  if (contest.graded) return position == 1 ? sums(10 * kWan, 10 * kWan) : position == 2 ? sums(5 * kWan, 5 * kWan) : sums(0, 0);
  return position <= number ? sums(kWan, 2 * kWan) : sums(0, 0);
}

Interval sum_of(const Contest& contest, const Round& round, std::size_t me, std::int64_t number) {
  const Candidate& mine = round.candidates[me];
  if (!*mine.sound) return sums(0, 0);
  std::int64_t ahead = 0, level = 0;
  for (std::size_t i = 0; i < round.candidates.size(); ++i) {
    const Candidate& their = round.candidates[i];
    if (i == me || !*their.sound || (round.by_grade && their.grade != mine.grade)) continue;
    const bool parted = contest.graded && their.points == mine.points && their.spent != mine.spent;
    ahead += contest.ranked ? *their.points < *mine.points : *their.points > *mine.points || (parted && *their.spent > *mine.spent);
    level += their.points == mine.points && !parted;
  }
  if (contest.ranked) ahead = std::max(ahead, *mine.points - 1);
  Interval out = sum_at(contest, ahead + 1, number);
  for (std::int64_t i = 1; i <= level; ++i) out = hull(out, sum_at(contest, ahead + 1 + i, number));
  return out;
}

// ---- every way to fill in what is open ----

void for_all_completions(const Contest& contest, Round round, std::size_t from, const std::function<void(const Round&)>& then) {
  for (std::size_t i = from; i < round.candidates.size(); ++i) {
    Candidate& each = round.candidates[i];
    const auto fill = [&](auto& field, const auto& values) {
      for (const auto& value : values) {
        field = value;
        for_all_completions(contest, round, i, then);
      }
    };
    // A value at each score, rank and sum that occurs, and one on either side.
    if (!each.points && contest.ranked) return fill(each.points, std::vector<std::int64_t>{1, 2, 3, 4, 5, 6});
    if (!each.points) return fill(each.points, std::vector<std::int64_t>{30, 40, 50, 60, 70, 80, 90});
    if (!each.grade) return fill(each.grade, std::vector<std::uint32_t>{0, 1});
    if (!each.spent) return fill(each.spent, std::vector<std::int64_t>{0, 1, 2, 3, 4});
    if (!each.sound) return fill(each.sound, std::vector<bool>{false, true});
  }
  then(round);
}

Interval expected(const Contest& contest, const Round& round, std::size_t me) {
  const Candidate& mine = round.candidates[me];
  const auto [least, most] = places_of(contest, round);
  // Without a score the round has not been held for this claim, whoever else there is.
  if (!mine.points && mine.sound != false) return contest.graded ? sums(0, 10 * kWan) : sums(0, 2 * kWan);
  std::optional<Interval> out;
  for_all_completions(contest, round, 0, [&](const Round& complete) {
    for (std::int64_t number = least; number <= most; ++number) {
      const Interval one = sum_of(contest, complete, me, number);
      out = out ? hull(*out, one) : one;
    }
  });
  return *out;
}

// ---- the same to the engine ----

Round random_round(const Contest& contest, Random& random) {
  Round round;
  const std::uint64_t count = 1 + random.below(8);
  int open = 3;
  const auto is_open = [&] { return open > 0 && random.chance(8) && open-- > 0; };
  for (std::uint64_t i = 0; i < count; ++i) {
    Candidate each;
    const auto drawn = static_cast<std::int64_t>(random.below(contest.ranked ? 5 : 3));
    if (!is_open()) each.points = contest.ranked ? 1 + drawn : 40 + 20 * drawn;
    if (!is_open()) each.spent = 1 + 2 * static_cast<std::int64_t>(random.below(2));
    if (!is_open()) each.sound = random.chance(80);
    each.grade = static_cast<std::uint32_t>(random.below(2));
    if (!contest.graded && is_open()) each.grade.reset();
    round.candidates.push_back(each);
  }
  if (contest.graded) return round;
  round.by_grade = random.chance(40);
  round.promised = random.chance(50);
  if (random.chance(50)) round.number = static_cast<std::int64_t>(random.below(5));
  return round;
}

class Worlds {
 public:
  explicit Worlds(const Contest& contest) : policy_(load(contest)), ranked_(contest.ranked) {
    engine::Request request;
    request.claimed = Date::parse("2025-06-30");
    scope_ = *engine::scope_of(policy_.program, request);
  }

  facts::FactBase base(const Round& round, bool reversed = false) const {
    const ir::RecordId result = type("result");
    facts::FactBase base;
    base.closures.push_back({"*", "*", std::nullopt, {"register", std::nullopt, {}}});
    std::vector<facts::Record> records;
    const std::size_t count = round.candidates.size();
    for (std::size_t i = 0; i < count; ++i) records.push_back(record(policy_.program.subject_record, "e", i));
    for (std::size_t i = 0; i < count; ++i) {
      facts::Record one = record(result, "r", i);
      Value owners;
      owners.kind = outcome::ValueKind::list;
      owners.may.indices.push_back(static_cast<std::uint32_t>(reversed ? 2 * count - 1 - i : i));  // as they are entered
      const Candidate& each = round.candidates[i];
      set(one, "owners", owners);
      set(one, "done_on", Value::number(Date::parse("2024-05-01")->days));
      if (each.grade) set(one, "grade", Value::choice(*each.grade));
      if (each.points) set(one, ranked_ ? "standing" : "points", Value::number(*each.points));
      if (each.spent) set(one, "spent", Value::number(*each.spent * kWan));
      if (each.sound) set(one, "sound", Value::boolean(*each.sound));
      records.push_back(std::move(one));
      if (each.place) decide(base, facts::DecisionKind::place).unit = "r" + std::to_string(i + 1);
      if (each.place) base.decisions.back().place = *each.place;
    }
    if (round.number) {
      facts::Decision& number = decide(base, facts::DecisionKind::places);
      number.period = 2024;
      number.number = *round.number;
    }
    if (reversed) std::reverse(records.begin(), records.end());
    if (reversed) std::reverse(base.decisions.begin(), base.decisions.end());
    base.seal(policy_.program, std::move(records));
    return base;
  }

  outcome::Answer ask(const Round& round, const facts::FactBase& base, std::size_t me) const {
    evaluate::Scope at = scope_;
    for (std::size_t i = 0; i < policy_.program.readings.size(); ++i) {
      const std::string& code = policy_.program.readings[i].code;
      at.readings[i] = (code.ends_with("-1") && round.by_grade) || (code.ends_with("-2") && round.promised) ? 1u : 0u;
    }
    engine::Request plain;
    plain.repairs = false;
    plain.rests_on = false;
    const std::string subject = "e" + std::to_string(me + 1);
    return engine::assess(policy_, base, at, base::must(base.find(policy_.program.subject_record, subject)), plain);
  }

  Interval paid(const Round& round, const facts::FactBase& base, std::size_t me) const {
    const outcome::Answer answer = ask(round, base, me);
    REQUIRE(answer.awards.size() == 1);
    return answer.awards.front().payable.money.interval;
  }

 private:
  ir::RecordId type(std::string_view id) const {
    for (std::uint32_t i = 0; i < policy_.program.records.size(); ++i) {
      if (policy_.program.records[i].name.id == id) return ir::RecordId{i};
    }
    FAIL("no such record");
    return {};
  }

  facts::Record record(ir::RecordId of, const char* letter, std::size_t i) const {
    facts::Record out;
    out.type = of;
    out.id = letter + std::to_string(i + 1);
    out.fields.resize(policy_.program.record(of).fields.size());
    return out;
  }

  void set(facts::Record& record, std::string_view id, Value value) const {
    const std::vector<ir::Field>& fields = policy_.program.record(record.type).fields;
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const ir::Field& field) { return field.name.id == id; });
    REQUIRE(found != fields.end());
    record.fields[static_cast<std::size_t>(found - fields.begin())].segments = {{std::nullopt, std::nullopt, std::move(value), {}}};
  }

  facts::Decision& decide(facts::FactBase& base, facts::DecisionKind kind) const {
    facts::Decision decision;
    decision.kind = kind;
    decision.id = "d" + std::to_string(base.decisions.size());
    decision.decider = "organ";
    decision.decided_on = base::must(Date::parse("2025-06-01"));
    decision.measure = ir::measure_key(policy_.program, ir::MeasureId{0});
    base.decisions.push_back(std::move(decision));
    return base.decisions.back();
  }

  engine::Policy policy_;
  bool ranked_;
  evaluate::Scope scope_;
};

std::string shown(const Interval& sum) { return (sum.lo / Rational(kWan)).to_string() + " to " + (sum.hi / Rational(kWan)).to_string(); }

std::string shown(const Round& round) {
  std::string out = std::string(round.by_grade ? "by grade " : "") + (round.promised ? "promised " : "");
  if (round.number) out += "number " + std::to_string(*round.number) + " ";
  const auto number = [](const std::optional<std::int64_t>& value) { return value ? std::to_string(*value) : "?"; };
  for (const Candidate& each : round.candidates) {
    out += "(" + number(each.points) + " spent " + number(each.spent) + (each.sound ? *each.sound ? " sound" : " unsound" : " sound?") +
           (!each.grade        ? " ?"
            : *each.grade == 1 ? " b"
                               : " a") +
           (each.place ? " decided " + *each.place : "") + ") ";
  }
  return out;
}

constexpr Contest kContests[] = {{"contest.md", true}, {"places.md", false}, {"ranked.md", false, true}};

std::uint64_t rounds() {
  const char* asked = std::getenv("ZHIDUI_PATTERNS");
  return (asked ? std::strtoull(asked, nullptr, 10) : 100'000) / 4;
}

// Nobody without a place stands before somebody with one, and no place is given twice.
void check_places(const Contest& contest, const Round& complete, const Worlds& worlds) {
  const facts::FactBase base = worlds.base(complete);
  std::vector<Interval> paid;
  for (std::size_t i = 0; i < complete.candidates.size(); ++i) paid.push_back(worlds.paid(complete, base, i));
  const Rational nothing(0);
  const auto same_round = [&](std::size_t a, std::size_t b) {
    return !complete.by_grade || complete.candidates[a].grade == complete.candidates[b].grade;
  };
  for (std::size_t i = 0; i < paid.size(); ++i) {
    std::int64_t winners = 0;
    for (std::size_t j = 0; j < paid.size(); ++j) {
      if (!same_round(i, j)) continue;
      winners += paid[j].lo > nothing;
      const std::int64_t their = *complete.candidates[j].points, mine = *complete.candidates[i].points;
      const bool dominated = *complete.candidates[j].sound && (contest.ranked ? their < mine : their > mine);
      CHECK_FALSE((paid[i].hi > nothing && paid[j].hi == nothing && dominated));
    }
    CHECK(winners <= places_of(contest, complete).second);
  }
}

TEST_CASE("what is said of a candidate is what every completion of the round leaves") {
  for (const Contest& contest : kContests) {
    const Worlds worlds(contest);
    for (std::uint64_t seed = 1; seed <= rounds(); ++seed) {
      Random random(seed + 8'000'000);
      const Round round = random_round(contest, random);
      CAPTURE(seed);
      CAPTURE(shown(round));
      const facts::FactBase base = worlds.base(round);
      const std::size_t me = random.below(round.candidates.size());
      const Interval said = worlds.paid(round, base, me), meant = expected(contest, round, me);
      CHECK_MESSAGE(said == meant, contest.file, ": candidate ", me + 1, ": ", shown(said), " is not ", shown(meant));
    }
  }
}

TEST_CASE("in no completion of a round are there more winners than places, or a loser before a winner") {
  for (const Contest& contest : kContests) {
    const Worlds worlds(contest);
    for (std::uint64_t seed = 1; seed <= rounds() / 5; ++seed) {
      Random random(seed + 9'000'000);
      const Round round = random_round(contest, random);
      CAPTURE(seed);
      CAPTURE(shown(round));
      std::vector<Round> all;
      for_all_completions(contest, round, 0, [&](const Round& complete) { all.push_back(complete); });
      check_places(contest, all[random.below(all.size())], worlds);
    }
  }
}

TEST_CASE("a recorded decision on a place settles it, unless more places were given than there are") {
  for (const Contest& contest : kContests) {
    const Worlds worlds(contest);
    const std::vector<std::string> places =
        contest.graded ? std::vector<std::string>{"", "一等奖", "二等奖"} : std::vector<std::string>{"", "入选"};
    for (std::uint64_t seed = 1; seed <= rounds() / 5; ++seed) {
      Random random(seed + 10'000'000);
      Round round = random_round(contest, random);
      round.by_grade = false;
      for (Candidate& each : round.candidates) {
        if (random.chance(30)) each.place = places[random.below(places.size())];
      }
      const std::size_t me = random.below(round.candidates.size());
      Candidate& mine = round.candidates[me];
      mine.place = places[random.below(places.size())];
      mine.sound = true;
      CAPTURE(seed);
      CAPTURE(shown(round));
      const auto given =
          std::count_if(round.candidates.begin(), round.candidates.end(), [&](const Candidate& each) { return each.place == mine.place; });
      const bool too_many = given > (contest.graded ? 1 : places_of(contest, round).second);
      const Interval full = mine.place == "一等奖"   ? sums(10 * kWan, 10 * kWan)
                            : mine.place == "二等奖" ? sums(5 * kWan, 5 * kWan)
                                                     : sums(kWan, 2 * kWan);
      const Interval meant = mine.place == "" ? sums(0, 0) : too_many ? hull(sums(0, 0), full) : full;
      const Interval said = worlds.paid(round, worlds.base(round), me);
      CHECK_MESSAGE(said == meant, contest.file, ": candidate ", me + 1, ": ", shown(said), " is not ", shown(meant));
    }
  }
}

TEST_CASE("the order in which candidates and decisions are entered does not matter") {
  for (const Contest& contest : kContests) {
    const Worlds worlds(contest);
    for (std::uint64_t seed = 1; seed <= rounds() / 5; ++seed) {
      Random random(seed + 11'000'000);
      const Round round = random_round(contest, random);
      CAPTURE(seed);
      const facts::FactBase first = worlds.base(round), turned = worlds.base(round, true);
      const std::size_t me = random.below(round.candidates.size());
      CHECK(outcome::canonical_bytes(worlds.ask(round, first, me)) == outcome::canonical_bytes(worlds.ask(round, turned, me)));
    }
  }
}

}  // namespace
