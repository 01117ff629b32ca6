// Private to report: sums and counts over many applicants, for every table that shows them.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "report/report.h"

namespace zhidui::report {

// In the order of columns.
inline constexpr std::array kShownStatuses = {
    outcome::Status::eligible,   outcome::Status::capped,      outcome::Status::deduplicated, outcome::Status::needs_determination,
    outcome::Status::unknown,    outcome::Status::gap,         outcome::Status::conflict,     outcome::Status::lost_competition,
    outcome::Status::ineligible, outcome::Status::not_in_force};

// What several claims compete for: the prizes of a round, or a limit that applicants share.
struct Pool {
  base::Rational holds, claimed;
  bool unbounded = false;
};

// A row of either table.
struct Tally {
  outcome::Interval total;  // over what is known to be claimed
  std::map<outcome::Status, std::int64_t> count;
  std::int64_t awards = 0;
  std::int64_t perhaps_more = 0;  // measures without a known candidate whose records are not said to be complete
  outcome::Interval alone;        // claims that compete for nothing
  std::map<std::string, Pool> pools;

  void add(const outcome::Interval& sum);
  void add(const View& view, const outcome::Award& award, const std::map<std::string, base::Rational>& holds, const std::string& pool);
  // Together the claims cannot come to more than what they compete for.
  void settle();
};

struct Tallies {
  std::vector<Tally> subjects;
  std::map<std::uint32_t, Tally> measures;
  Tally all;
};

Tallies tallies_of(const View& view, const std::vector<outcome::Answer>& answers);

}  // namespace zhidui::report
