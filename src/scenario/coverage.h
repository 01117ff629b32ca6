// What of a policy its scenarios show: every condition true and false, every row reached, every limit with and without
// effect, every alternative where it matters (docs/scenarios.md). Counted from answers alone: of the awards that a
// scenario has under test.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenario/scenario.h"

namespace zhidui::scenario {

// One way a place of the policy can turn out: 满足, 第一行, 受限.
struct Side {
  std::string id, zh, en;  // "true", "row 2", "binds"
  text::Span span;         // of a row its own place, else that of its point
  std::size_t times = 0;   // scenarios that show it
  std::string first;       // the first of them
};

enum class PointKind { force, subject, condition, part, tiers, match, cases, choice, exception, round, rule, earlier, reading };
std::string_view point_kind_id(PointKind kind);  // "tiers"
std::string_view point_kind_zh(PointKind kind);  // 分档

// A place of the policy that can turn out in several ways.
struct Point {
  PointKind kind = PointKind::condition;
  std::string words;  // what stands there, short; "" where the kind says all
  text::Span span;
  std::vector<Side> sides;
};

enum class SectionKind { document, reading, measure, general, definition, settlement };
std::string_view section_kind_id(SectionKind kind);  // "measure"
std::string_view section_kind_zh(SectionKind kind);  // 措施

// A construct of the policy: what it is called and which clauses it encodes.
struct Section {
  SectionKind kind = SectionKind::measure;
  std::string name;
  std::vector<std::string> clauses;  // paths
  text::Span span;
  std::vector<Point> points;
};

struct Tally {
  std::size_t sides = 0, shown = 0;
  std::size_t missing() const { return sides - shown; }
};
Tally tally(const Section& section);

struct Coverage {
  std::size_t scenarios = 0;
  std::vector<Section> sections;  // as they stand in the files; none without points
};
Tally tally(const Coverage& coverage);

// Places of the vocabulary are not counted: they belong to no policy.
Coverage coverage(const engine::Policy& policy, const Report& report);

// A line for each construct, below it what no scenario shows and where it stands; then one line of counts.
std::string coverage_text(const engine::Policy& policy, const Coverage& coverage, text::Language language);
base::JsonValue coverage_json(const engine::Policy& policy, const Coverage& coverage);

}  // namespace zhidui::scenario
