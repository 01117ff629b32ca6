// How long one row of a list takes, beside a plain look-up of its name: zhidui_bench --benchmark_filter=match. Only the ratio says
// anything; the counter holds it.
#include <benchmark/benchmark.h>

#include <chrono>
#include <random>
#include <string>
#include <unordered_map>
#include <vector>

#include "matching/match.h"

namespace {

using namespace zhidui;

constexpr std::size_t kApplicants = 100'000;
constexpr unsigned kSeed = 7;

// Brand of two or three signs out of a few hundred, a trade, a form: as crowded as a register.
std::string invented_name(std::mt19937& random) {
  const char* places[] = {"甲州市", "乙州市", "", "丙县"};
  const char* trades[] = {"装备制造", "网络科技", "建筑工程", "新材料科技", "食品", "商贸", "生物科技", "环保科技", "文化传媒", "种植"};
  const char* forms[] = {"有限公司", "有限公司", "有限责任公司", "股份有限公司", "专业合作社"};
  matching::Wide brand;
  const std::size_t signs = 2 + random() % 2;
  for (std::size_t i = 0; i < signs; ++i) brand.push_back(U'一' + static_cast<char32_t>(random() % 400));
  return places[random() % std::size(places)] + matching::narrow(brand) + trades[random() % std::size(trades)] +
         forms[random() % std::size(forms)];
}

struct Register {
  std::vector<matching::Applicant> applicants;
  std::vector<matching::Place> places{{"1", "甲州市", {}}, {"2", "乙州市", {}}, {"3", "丙县", {}}};
  std::vector<matching::Row> rows;
  std::unordered_map<std::string, std::size_t> by_name;

  Register() {
    std::mt19937 random(kSeed);
    for (std::size_t i = 0; i < kApplicants; ++i) {
      applicants.push_back({std::to_string(i), invented_name(random), {}, "", {}});
      by_name.emplace(applicants.back().name, i);
    }
    // Half of the rows name an applicant as registered, half of them somebody else.
    for (std::size_t i = 0; i < 1000; ++i)
      rows.push_back({i + 1, i % 2 == 0 ? applicants[random() % kApplicants].name : invented_name(random), "", ""});
  }
};

const Register& crowded() {
  static const Register one;
  return one;
}

void match_index(benchmark::State& state) {
  const Register& r = crowded();
  for (auto _ : state) benchmark::DoNotOptimize(matching::Matcher(r.applicants, r.places));
}
BENCHMARK(match_index)->Unit(benchmark::kMillisecond)->Iterations(1);

void match_rows(benchmark::State& state) {
  using Clock = std::chrono::steady_clock;
  const Register& r = crowded();
  const matching::Matcher matcher(r.applicants, r.places);
  std::size_t next = 0;
  Clock::duration matching_time{}, plain_time{};
  for (auto _ : state) {
    const matching::Row& row = r.rows[next];
    next = (next + 1) % r.rows.size();
    const auto begin = Clock::now();
    benchmark::DoNotOptimize(matcher.match(row));
    const auto between = Clock::now();
    benchmark::DoNotOptimize(r.by_name.find(row.name));
    plain_time += Clock::now() - between;
    matching_time += between - begin;
  }
  state.counters["times_a_lookup"] = static_cast<double>(matching_time.count()) / static_cast<double>(plain_time.count());
}
BENCHMARK(match_rows)->Unit(benchmark::kMicrosecond);

}  // namespace
