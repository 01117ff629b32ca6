// How long one applicant and one check take: build/bin/zhidui_bench. Figures of one run compare with each other only.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "engine/engine.h"
#include "facts/read_json.h"

namespace {

using namespace zhidui;

const std::vector<std::string> kPolicy{ZHIDUI_ROOT "/policies/jincheng-2023.md"};
const std::vector<std::string> kVocabulary{ZHIDUI_ROOT "/vocabulary", ZHIDUI_ROOT "/reference"};

engine::Policy loaded() {
  text::Diagnostics diagnostics;
  auto policy = engine::load(kPolicy, kVocabulary, {}, diagnostics);
  if (!policy || diagnostics.has_errors()) {
    std::fputs("the policy does not compile\n", stderr);
    std::exit(2);
  }
  return *std::move(policy);
}

void check_policy(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(loaded());
}
BENCHMARK(check_policy)->Unit(benchmark::kMillisecond);

struct Example {
  engine::Policy policy = loaded();
  facts::FactBase facts;
  evaluate::Scope scope;

  Example() {
    std::ifstream in(ZHIDUI_ROOT "/examples/jincheng/facts.json");
    std::ostringstream bytes;
    bytes << in.rdbuf();
    text::Diagnostics diagnostics;
    const text::FileId file = policy.sources.add("facts.json", bytes.str());
    facts = facts::read_json(policy.program, policy.sources, file, diagnostics);
    engine::Request request;
    request.claimed = base::Date::parse("2025-03-10");
    scope = *engine::scope_of(policy.program, request);
  }
};

Example& example() {
  static Example one;
  return one;
}

// Every applicant of the example in turn, with reasons, sharpening, readings and repairs; time per applicant.
void assess_with_reasons(benchmark::State& state) {
  Example& e = example();
  const auto subjects = engine::applicants(e.policy.program, e.facts);
  std::size_t next = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(engine::assess(e.policy, e.facts, e.scope, subjects[next]));
    next = (next + 1) % subjects.size();
  }
}
BENCHMARK(assess_with_reasons)->Unit(benchmark::kMicrosecond);

// The same for a year's round: --period 2024.
void assess_one_period(benchmark::State& state) {
  Example& e = example();
  evaluate::Scope scope = e.scope;
  scope.period = 2024;
  const auto subjects = engine::applicants(e.policy.program, e.facts);
  std::size_t next = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(engine::assess(e.policy, e.facts, scope, subjects[next]));
    next = (next + 1) % subjects.size();
  }
}
BENCHMARK(assess_one_period)->Unit(benchmark::kMicrosecond);

}  // namespace
