// How long one applicant and one check take: build/bin/zhidui_bench. Figures of one run compare with each other only.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <map>
#include <sstream>

#include "engine/engine.h"
#include "facts/read_json.h"

namespace {

using namespace zhidui;

const std::vector<std::string> kPolicy{ZHIDUI_ROOT "/policies/jincheng-2023.md"};
constexpr std::int64_t kSmallCity = 1000;  // applicants
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

// A city of applicants that have nothing to do with one another: one patent, one statement of completeness and, if asked, one earlier
// payment each. What one of them costs must not grow with the city: `grows` is the time per applicant over that in the smallest city.
facts::FactBase city(const engine::Policy& policy, std::int64_t applicants, bool paid) {
  std::string subjects, patents, complete, history;
  for (std::int64_t i = 0; i < applicants; ++i) {
    const std::string n = std::to_string(i), comma = i == 0 ? "" : ",";
    subjects += comma + R"({"id":"e)" + n + R"(","主体类别":"企业","登记地":"晋城市"})";
    patents +=
        comma + R"({"id":"p)" + n + R"(","类别":"发明","授权机关":"国家知识产权局","授权日":"2024-05-10","专利权人":["e)" + n + R"("]})";
    complete += comma + R"({"relation":"*","owner":"e)" + n + R"(","source":"登记机关"})";
    if (!paid) continue;
    history += comma + R"({"id":"h)" + n + R"(","measure":"jc2023/invention_volume_reward","level":"city","subject":"e)" + n +
               R"(","amount":100,"paid_on":"2024-06-01","period":2023})";
  }
  text::SourceSet sources;
  text::Diagnostics diagnostics;
  const text::FileId file = sources.add("city.json", R"({"format":"zhidui-facts/1","records":{"主体":[)" + subjects + R"(],"专利":[)" +
                                                         patents + R"(]},"complete":[)" + complete + R"(],"history":[)" + history + "]}");
  facts::FactBase base = facts::read_json(policy.program, sources, file, diagnostics);
  if (!diagnostics.has_errors()) return base;
  std::fputs(text::render(sources, diagnostics.list().front(), text::Language::en).c_str(), stderr);
  std::exit(2);
}

void assess_city(benchmark::State& state, bool paid) {
  static std::map<bool, double> smallest;
  Example& e = example();
  const facts::FactBase facts = city(e.policy, state.range(0), paid);
  const auto subjects = engine::applicants(e.policy.program, facts);
  std::size_t next = 0;
  const std::clock_t begin = std::clock();  // of the process: other work on the machine does not count
  for (auto _ : state) {
    benchmark::DoNotOptimize(engine::assess(e.policy, facts, e.scope, subjects[next]));
    next = (next + 97) % subjects.size();
  }
  const double each = static_cast<double>(std::clock() - begin) / static_cast<double>(state.iterations());
  if (state.range(0) == kSmallCity) smallest[paid] = each;
  if (smallest.contains(paid)) state.counters["grows"] = each / smallest[paid];
}
BENCHMARK_CAPTURE(assess_city, unpaid, false)->Arg(kSmallCity)->Arg(4 * kSmallCity)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(assess_city, paid, true)->Arg(kSmallCity)->Arg(4 * kSmallCity)->Unit(benchmark::kMicrosecond);

}  // namespace
