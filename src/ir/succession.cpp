#include "ir/succession.h"

#include <algorithm>
#include <functional>

namespace zhidui::ir {

namespace {

std::vector<std::set<std::uint32_t>> directly_before(const Program& program) {
  std::vector<std::set<std::uint32_t>> out(program.documents.size());
  for (const Measure& measure : program.measures) {
    for (const Supersession& by : measure.superseded) out[by.by.value].insert(measure.document.value);
    for (const std::string& key : measure.continues) {
      if (const auto continued = find_measure(program, key))
        out[measure.document.value].insert(program.measures[continued->value].document.value);
    }
  }
  return out;
}

}  // namespace

Succession succession(const Program& program) {
  const std::vector<std::set<std::uint32_t>> direct = directly_before(program);
  Succession out;
  out.before.resize(direct.size());
  std::vector<bool> seen(direct.size(), false);
  const std::function<void(std::uint32_t)> visit = [&](std::uint32_t document) {
    if (seen[document]) return;
    seen[document] = true;
    for (const std::uint32_t earlier : direct[document]) {
      visit(earlier);
      out.before[document].insert(earlier);
      out.before[document].insert(out.before[earlier].begin(), out.before[earlier].end());
    }
    out.before[document].erase(document);
    out.order.push_back(document);
  };
  for (std::uint32_t document = 0; document < direct.size(); ++document) visit(document);
  return out;
}

}  // namespace zhidui::ir
