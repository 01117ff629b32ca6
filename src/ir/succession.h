// Which documents of a program came before which.
#pragma once

#include <set>
#include <vector>

#include "ir/program.h"

namespace zhidui::ir {

struct Succession {
  std::vector<std::uint32_t> order;             // documents, each behind those that came before it
  std::vector<std::set<std::uint32_t>> before;  // by document: those it took the place of, wholly or in part, and those before them
};
// A document comes before another that takes the place of a measure of it (后出文件) or continues one (承接). Of documents that name each
// other the one that stands first is taken as the later one.
Succession succession(const Program& program);

}  // namespace zhidui::ir
