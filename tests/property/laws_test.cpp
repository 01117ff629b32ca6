// The laws of the answer, on random worlds and random gaps over the real policy. ZHIDUI_PATTERNS sets how many gap patterns.
#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <thread>

#include "base/must.h"
#include "engine/engine.h"
#include "facts/read_json.h"
#include "outcome/canonical.h"
#include "random_facts.h"
#include "subjects.h"

namespace {

using namespace zhidui;
using base::Date;
using base::Rational;
using outcome::Award;
using outcome::Interval;
using outcome::Value;
using property::Random;
using property::Subject;
using property::World;

// The one under test; set before threads start.
const Subject* current = nullptr;
const engine::Policy& policy() { return current->policy; }

template <class Law>
void for_all_policies(std::size_t count, const Law& law) {
  for (const Subject& subject : property::all_policies()) {
    current = &subject;
    CAPTURE(subject.name);
    law(std::max<std::size_t>(1, count / subject.share));
  }
}

evaluate::Scope scope() {
  const engine::Request request = property::asked_on(policy().program, base::must(Date::parse("2025-03-10")));
  evaluate::Scope at = *engine::scope_of(policy().program, request);
  at.reasons = false;
  return at;
}

engine::Request plain(bool sharpen) {
  engine::Request request;
  request.sharpen = sharpen;
  request.repairs = false;
  request.rests_on = false;
  return request;
}

outcome::Answer ask(const World& world, bool sharpen, const evaluate::Scope& at = scope()) {
  const facts::FactBase base = property::base_of(policy().program, world);
  return engine::assess(policy(), base, at, base::must(base.find(policy().program.subject_record, "e1")), plain(sharpen));
}

bool covers(const Interval& wide, const Interval& narrow) {
  const bool low = wide.lo_unbounded || (!narrow.lo_unbounded && !(narrow.lo < wide.lo));
  const bool high = wide.hi_unbounded || (!narrow.hi_unbounded && !(wide.hi < narrow.hi));
  return low && high;
}

std::map<std::string, const Award*> by_key(const outcome::Answer& answer) {
  std::map<std::string, const Award*> out;
  for (const Award& award : answer.awards) out[award.claim.key.to_string()] = &award;
  return out;
}

// Removes some facts, now and then a whole register's completeness.
void tear(World& world, Random& random) {
  const auto all = property::sites(policy().program, world);
  const std::uint64_t holes = 1 + random.below(5);
  for (std::uint64_t i = 0; i < holes; ++i) {
    const property::Site site = all[random.below(all.size())];
    world.records[site.record].fields[site.field].segments.clear();
  }
  if (random.chance(20)) world.closures.clear();
  // What nobody says is complete may lack what there was.
  if (world.closures.empty() && random.chance(50)) {
    world.history.clear();
  } else if (random.chance(10)) {
    world.closures = {{"*", "*", Date::parse("2024-06-30"), {"register", std::nullopt, {}}},
                      {"history", "*", std::nullopt, {"ledger", std::nullopt, {}}}};
  }
}

bool has_fault(const Award& award, outcome::Fault::Kind kind) {
  return std::any_of(award.claim.faults.begin(), award.claim.faults.end(), [&](const outcome::Fault& f) { return f.kind == kind; });
}

void check_completion(const outcome::Answer& whole, const outcome::Answer& torn, std::uint64_t seed) {
  CAPTURE(seed);
  const auto known = by_key(whole);
  for (const Award& award : torn.awards) {
    const auto found = known.find(award.claim.key.to_string());
    if (found == known.end() || award.claim.key.unit_kind == outcome::UnitKind::none) continue;
    const Award& concrete = *found->second;
    CHECK_MESSAGE(covers(award.payable.money.interval, concrete.payable.money.interval), award.claim.key.to_string(), " ",
                  award.payable.money.interval.lo.to_string(), "..", award.payable.money.interval.hi.to_string(), " misses ",
                  concrete.payable.money.interval.lo.to_string());
    if (!award.cuts.empty()) CHECK_MESSAGE(award.cuts.back().after == award.payable.money, award.claim.key.to_string());
    // What is silent or contradicts itself once all is known was said to be perhaps so before; and what was said to be certainly so is.
    // What is not due has no faults.
    const bool due =
        std::all_of(concrete.claim.stages.begin(), concrete.claim.stages.end(), [](const Value& stage) { return stage.may_true; });
    for (const outcome::Fault& fault : concrete.claim.faults) {
      if (due) CHECK_MESSAGE(has_fault(award, fault.kind), award.claim.key.to_string());
    }
    for (const outcome::Fault& fault : award.claim.faults) {
      if (fault.certain) CHECK_MESSAGE(has_fault(concrete, fault.kind), award.claim.key.to_string());
    }
    for (std::size_t s = 0; s < outcome::kStageCount; ++s) {
      const outcome::Value& open = award.claim.stages[s];
      const outcome::Value& fixed = concrete.claim.stages[s];
      CHECK_MESSAGE(((open.may_true || !fixed.may_true) && (open.may_false || !fixed.may_false)), award.claim.key.to_string(), " stage ",
                    s);
    }
  }
  CHECK(covers(torn.total.interval, whole.total.interval));
}

void check_random_completions(std::size_t count) {
  const std::size_t workers = 2;
  std::atomic<std::size_t> done{0};
  const auto work = [&](std::size_t worker) {
    for (std::uint64_t seed = 1 + worker; done < count; seed += workers) {
      Random random(seed);
      const World world = property::complete_world(policy().program, random);
      const outcome::Answer whole = ask(world, false);
      for (int i = 0; i < 20; ++i, ++done) {
        World torn = world;
        tear(torn, random);
        check_completion(whole, ask(torn, false), seed);
      }
    }
  };
  std::vector<std::thread> threads;
  for (std::size_t worker = 0; worker < workers; ++worker) threads.emplace_back(work, worker);
  for (std::thread& thread : threads) thread.join();
  MESSAGE(current->name, ", gap patterns: ", done.load());
}

TEST_CASE("the result of every completion lies inside the interval") {
  for_all_policies(property::patterns(100'000), check_random_completions);
}

TEST_CASE("the result of every completion lies inside the sharpened interval") {
  for_all_policies(property::patterns(100'000) / 50, [](std::size_t count) {
    const std::size_t worlds = current->small ? count * 20 : count;
    for (std::uint64_t seed = 1; seed <= worlds; ++seed) {
      Random random(seed + 1'000'000);
      const World world = property::complete_world(policy().program, random);
      World torn = world;
      tear(torn, random);
      check_completion(ask(world, true), ask(torn, true), seed);
    }
  });
}

// Facts with few possibilities, removed, and every completion of them.
struct Gaps {
  std::vector<property::Site> sites;
  std::vector<std::size_t> sizes;
};

Gaps choose_gaps(const World& world, Random& random) {
  Gaps gaps;
  std::size_t product = 1;
  const auto all = property::sites(policy().program, world);
  for (int tries = 0; tries < 40 && gaps.sites.size() < 3; ++tries) {
    const property::Site site = all[random.below(all.size())];
    const ir::Field& field = policy().program.record(world.records[site.record].type).fields[site.field];
    std::size_t size = field.type.kind == ir::TypeKind::boolean ? 2 : 0;
    if (field.type.kind == ir::TypeKind::enumeration) size = policy().program.enumeration(field.type.enumeration).members.size();
    const bool taken = std::any_of(gaps.sites.begin(), gaps.sites.end(),
                                   [&](const property::Site& s) { return s.record == site.record && s.field == site.field; });
    if (size < 2 || field.dated || taken || product * size > 128) continue;
    product *= size;
    gaps.sites.push_back(site);
    gaps.sizes.push_back(size);
  }
  return gaps;
}

World completed(const World& torn, const Gaps& gaps, std::size_t index) {
  World out = torn;
  for (std::size_t g = 0; g < gaps.sites.size(); ++g) {
    const auto [record, field_index] = gaps.sites[g];
    const ir::Field& field = policy().program.record(out.records[record].type).fields[field_index];
    const auto digit = static_cast<std::uint32_t>(index % gaps.sizes[g]);
    index /= gaps.sizes[g];
    const outcome::Value value =
        field.type.kind == ir::TypeKind::boolean ? outcome::Value::boolean(digit == 0) : outcome::Value::choice(digit);
    const auto from = field.kind == ir::FieldKind::decided ? Date::parse("2024-01-05") : std::nullopt;
    out.records[record].fields[field_index].segments = {{from, std::nullopt, value, {}}};
  }
  return out;
}

void check_hull(const World& torn, const Gaps& gaps) {
  const evaluate::Scope at = property::settled_readings(policy().program, scope());
  const outcome::Answer sharp = ask(torn, true, at);
  std::size_t count = 1;
  for (std::size_t size : gaps.sizes) count *= size;
  std::vector<outcome::Answer> all;
  for (std::size_t i = 0; i < count; ++i) all.push_back(ask(completed(torn, gaps, i), true, at));
  for (const Award& award : sharp.awards) {
    if (award.claim.key.unit_kind == outcome::UnitKind::none) continue;
    const std::string key = award.claim.key.to_string();
    std::vector<Interval> results;
    for (const outcome::Answer& answer : all) {
      const auto keys = by_key(answer);
      const auto found = keys.find(key);
      results.push_back(found == keys.end() ? Interval{} : found->second->payable.money.interval);
    }
    Interval hull = results.front();
    for (const Interval& next : results) {
      hull.lo = std::min(hull.lo, next.lo);
      hull.hi_unbounded = hull.hi_unbounded || next.hi_unbounded;
      hull.hi = hull.hi_unbounded ? Rational(0) : std::max(hull.hi, next.hi);
    }
    CHECK_MESSAGE(award.payable.money.interval == hull, key, ": ", award.payable.money.interval.lo.to_string(), "..",
                  award.payable.money.interval.hi.to_string(), " is not ", hull.lo.to_string(), "..", hull.hi.to_string());
    // Relevance: an open of the sum matters in some completion.
    std::size_t stride = 1;
    for (std::size_t g = 0; g < gaps.sites.size(); ++g) {
      bool differs = false;
      for (std::size_t i = 0; i < count; ++i) {
        const std::size_t digit = i / stride % gaps.sizes[g];
        if (digit + 1 < gaps.sizes[g] && !(results[i] == results[i + stride])) differs = true;
      }
      stride *= gaps.sizes[g];
      const facts::Record& record = torn.records[gaps.sites[g].record];
      const std::string& field = policy().program.record(record.type).fields[gaps.sites[g].field].name.id;
      bool reported = false;
      for (outcome::OpenId id : award.payable.money.opens) {
        const outcome::Open& open = sharp.opens[id];
        reported = reported || (open.b == record.id && (open.c == field || open.a.ends_with("." + field)));
      }
      CHECK_MESSAGE(reported == differs, key, " ", record.id, ".", field);
    }
  }
}

TEST_CASE("sharpened sums equal the hull of all completions, and exactly the opens that matter are named") {
  for_all_policies(property::patterns(100'000) / 250, [](std::size_t count) {
    const std::size_t worlds = current->small ? count * 10 : count;
    for (std::uint64_t seed = 1; seed <= worlds; ++seed) {
      Random random(seed + 2'000'000);
      World world = property::complete_world(policy().program, random);
      const Gaps gaps = choose_gaps(world, random);
      for (const property::Site& site : gaps.sites) world.records[site.record].fields[site.field].segments.clear();
      check_hull(world, gaps);
    }
  });
}

TEST_CASE("the order of records, closures and payments does not matter") {
  for_all_policies(200, [](std::size_t count) {
    evaluate::Scope at = scope();
    at.reasons = true;
    for (std::uint64_t seed = 1; seed <= count; ++seed) {
      Random random(seed + 3'000'000);
      World world = property::complete_world(policy().program, random);
      tear(world, random);
      const facts::FactBase first = property::base_of(policy().program, world);
      const std::string canonical = facts::canonical_json(policy().program, first);
      text::SourceSet sources;
      text::Diagnostics diagnostics;
      const text::FileId file = sources.add("facts.json", canonical);
      const facts::FactBase again = facts::read_json(policy().program, sources, file, diagnostics);
      REQUIRE_MESSAGE(!diagnostics.has_errors(), text::render_all(sources, diagnostics, text::Language::en));
      std::reverse(world.closures.begin(), world.closures.end());
      std::reverse(world.history.begin(), world.history.end());
      const auto said = [&](const facts::FactBase& base) {
        return engine::assess(policy(), base, at, base::must(base.find(policy().program.subject_record, "e1")));
      };
      const facts::FactBase turned = property::base_of(policy().program, world);
      CHECK(turned.hash == first.hash);
      const outcome::Answer answer = said(first);
      CHECK(outcome::canonical_bytes(said(again)) == outcome::canonical_bytes(answer));
      CHECK(outcome::canonical_bytes(said(turned)) == outcome::canonical_bytes(answer));
      CHECK(said(turned).receipt == answer.receipt);
      CHECK(said(again).receipt == answer.receipt);
    }
  });
}

// The reading and alternative of each candidate of an award, with the sum under it.
std::map<std::pair<std::string, std::string>, Interval> candidates_of(const Award& award) {
  std::map<std::pair<std::string, std::string>, Interval> out;
  for (const outcome::Candidate& candidate : award.candidates)
    out.emplace(std::pair{candidate.reading, candidate.alternative}, candidate.payable.interval);
  return out;
}

std::string shown(const Interval& sum) { return sum.lo.to_string() + " to " + (sum.hi_unbounded ? "any" : sum.hi.to_string()); }

// `told`: with what it rests on; `then`: the whole assessment under one alternative.
void check_alternative(const outcome::Answer& told, const outcome::Answer& then, const ir::Reading& reading, const std::string& label) {
  const auto under = by_key(then);
  for (const Award& award : told.awards) {
    if (award.claim.key.unit_kind == outcome::UnitKind::none) continue;
    const auto found = under.find(award.claim.key.to_string());
    const Interval sum = found == under.end() ? Value::number(0).interval : found->second->payable.money.interval;
    const auto candidates = candidates_of(award);
    const auto listed = candidates.find({reading.code, label});
    const bool rests = std::find(award.rests_on.begin(), award.rests_on.end(), reading.code) != award.rests_on.end();
    INFO(award.claim.key.to_string() << " under " << reading.code << " " << label);
    if (!rests) CHECK_MESSAGE(sum == award.payable.money.interval, shown(sum) << " not " << shown(award.payable.money.interval));
    if (listed != candidates.end()) CHECK_MESSAGE(listed->second == sum, shown(listed->second) << " not " << shown(sum));
  }
}

TEST_CASE("what an answer rests on is what asking again under the other readings gives") {
  for_all_policies(150, [](std::size_t count) {
    engine::Request asked = plain(false);
    asked.rests_on = true;
    for (std::uint64_t seed = 1; seed <= count; ++seed) {
      Random random(seed + 7'000'000);
      World world = property::complete_world(policy().program, random);
      if (seed % 2 == 0) tear(world, random);
      const facts::FactBase base = property::base_of(policy().program, world);
      const std::uint32_t subject = base::must(base.find(policy().program.subject_record, "e1"));
      const outcome::Answer told = engine::assess(policy(), base, scope(), subject, asked);
      for (std::uint32_t id = 0; id < policy().program.readings.size(); ++id) {
        const ir::Reading& reading = policy().program.readings[id];
        for (std::uint32_t alternative = 0; alternative < reading.alternatives.size(); ++alternative) {
          if (reading.adoption != ir::Adoption::left_open && alternative == reading.adopted) continue;
          evaluate::Scope at = scope();
          at.readings.resize(policy().program.readings.size());
          at.readings[id] = alternative;
          const outcome::Answer then = engine::assess(policy(), base, at, subject, plain(false));
          check_alternative(told, then, reading, reading.alternatives[alternative].label.zh);
        }
      }
    }
  });
}

TEST_CASE("posting the awards and asking again yields nothing more") {
  for_all_policies(500, [](std::size_t count) {
    for (std::uint64_t seed = 1; seed <= count; ++seed) {
      Random random(seed + 4'000'000);
      const World world = property::complete_world(policy().program, random);
      facts::FactBase base = property::base_of(policy().program, world);
      const std::uint32_t subject = base::must(base.find(policy().program.subject_record, "e1"));
      evaluate::Scope at = property::settled_readings(policy().program, scope());
      const outcome::Answer before = engine::assess(policy(), base, at, subject, plain(true));
      for (facts::Payment& payment : engine::post(policy().program, base, before, at.claimed)) base.history.push_back(std::move(payment));
      base.statements_changed();
      const outcome::Answer after = engine::assess(policy(), base, at, subject, plain(true));
      const auto then = by_key(before);
      for (const Award& award : after.awards) {
        const auto found = then.find(award.claim.key.to_string());
        const bool was_exact = found != then.end() && found->second->payable.money.single();
        if (was_exact) CHECK_MESSAGE(award.payable.money == Value::number(0), award.claim.key.to_string());
      }
    }
  });
}

}  // namespace
