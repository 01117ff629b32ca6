// Private to scenario: the places of a policy that can turn out in several ways, and where answers speak of them.
#pragma once

#include <map>
#include <tuple>

#include "scenario/coverage.h"

namespace zhidui::scenario {

using PointIndex = std::size_t;

struct Places {
  std::vector<Section> sections;  // still without points
  std::vector<Point> points;
  std::vector<std::size_t> section_of;  // per point

  // A definition is expanded at each use, and a 通则 in each measure: what stands once in the text is one point.
  std::map<std::uint32_t, PointIndex> rows;   // by expression: 分档 对照 情形 如
  std::map<std::uint32_t, PointIndex> parts;  // by expression: what a condition joins by 且 and 或
  std::map<std::tuple<std::uint32_t, outcome::Stage, std::uint32_t>, PointIndex> conditions;  // measure, stage, index
  std::map<std::pair<std::uint32_t, std::uint32_t>, PointIndex> exceptions;                   // measure, index
  std::map<std::uint32_t, PointIndex> forces, rounds, rules, earlier, readings;               // by document, measure, rule, reading
};

Places places_of(const engine::Policy& policy);

}  // namespace zhidui::scenario
