// The readings of a policy, and what their alternatives cost on the facts at hand: text, JSON, page, PDF, workbook of one content.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/reading_cost.h"
#include "engine/reading_reach.h"
#include "report/report.h"

namespace zhidui::report {

// Of sums with open parts both ends are told, each by itself: the ends rest on the same open facts, so that they are compared with
// each other. Absent: one of the two has no such end.
struct Difference {
  std::optional<base::Rational> least, most;  // fen, then less now
  friend bool operator==(const Difference&, const Difference&) = default;
};
Difference difference_of(const outcome::Interval& now, const outcome::Interval& then);

// By the ends of the sum: both up, one up and the other as it was; likewise down; one up and the other down.
enum class Direction { gains, may_gain, loses, may_lose, either };

struct Moved {
  std::size_t subject = 0;  // position among those assessed
  outcome::Interval now, then;
  struct Part {
    std::uint32_t measure = 0;
    outcome::Interval now, then;
  };
  std::vector<Part> parts;  // measures whose sum is another
};
Direction direction_of(const Moved& moved);

struct AlternativeCost {
  ir::ReadingId reading;
  std::uint32_t alternative = 0;
  outcome::Interval total;  // of all applicants
  std::vector<Moved> moved;
};

struct ReadingCosts {
  std::vector<std::uint32_t> subjects;
  outcome::Interval total;                    // as it is now: what `summary` says
  bool perhaps_more = false;                  // records that are not listed may add to it
  std::vector<AlternativeCost> alternatives;  // of all readings, those that are taken left out
};

// Adds up what trials give. The baseline and the view must outlive it.
class Weighing {
 public:
  Weighing(const View& view, const engine::Baseline& base);
  void add(const engine::Trial& trial, std::vector<outcome::Answer> changed);  // of the changeable, in their order
  ReadingCosts finish() { return std::move(costs_); }

 private:
  const View& view_;
  const engine::Baseline& base_;
  std::vector<outcome::Answer> answers_;
  ReadingCosts costs_;
};

struct ReadingsView {
  const View& view;  // without costs only the policy is looked at
  const std::vector<engine::ReadingReach>& reach;
  const ReadingCosts* costs = nullptr;
  std::vector<ir::ReadingId> only = {};  // asked for; empty: all
};

std::string readings_text(const ReadingsView& report, Language language);
base::JsonValue readings_json(const ReadingsView& report);
base::JsonValue readings_schema();
std::string readings_html(const ReadingsView& report, Language language);
base::Result<std::string> readings_pdf(const ReadingsView& report, Language language);
std::optional<base::Error> readings_workbook(const std::string& path, const ReadingsView& report, Language language);

}  // namespace zhidui::report
