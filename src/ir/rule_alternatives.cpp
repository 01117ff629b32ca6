#include "ir/rule_alternatives.h"

#include <algorithm>

namespace zhidui::ir {

std::vector<ReadingId> readings_at_sites(const Settlement& rule) {
  std::vector<ReadingId> out{rule.per_reading, rule.earlier_reading};
  for (const Adopts& adopts : rule.adopts) out.push_back(adopts.reading);
  return out;
}

std::vector<Taken> rule_alternatives(const Program& program, const Settlement& rule, const Taken& adopted) {
  const std::vector<ReadingId> of = readings_at_sites(rule);
  std::vector<Taken> all{Taken(of.size(), 0)};
  for (std::size_t site = 0; site < of.size(); ++site) {
    if (!of[site].present()) continue;
    const std::size_t same = static_cast<std::size_t>(std::find(of.begin(), of.end(), of[site]) - of.begin());
    std::vector<Taken> wider;
    for (Taken taken : all) {
      for (std::size_t a = 0; a < program.readings[of[site].value].alternatives.size(); ++a) {
        if (same < site && taken[same] != a) continue;
        taken[site] = a;
        wider.push_back(taken);
      }
    }
    all = std::move(wider);
  }
  std::stable_partition(all.begin(), all.end(), [&](const Taken& taken) { return taken == adopted; });
  return all;
}

}  // namespace zhidui::ir
