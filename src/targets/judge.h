// Targets against figures: met, missed, not due yet, and what cannot be said, with how much is lacking.
#pragma once

#include <optional>
#include <vector>

#include "targets/series.h"

namespace zhidui::targets {

enum class Status {
  met,
  missed,
  no_data,       // due, and no figure belongs to the period up to the due day
  not_due,       // `figure`: the newest so far
  undated,       // a goal without a day; the same
  undetermined,  // the goal or its day rests on what is not decided or not known
  qualitative,   // no goal in figures
};
std::string_view status_id(Status status);
inline constexpr Status kStatuses[] = {Status::met,     Status::missed,       Status::no_data,    Status::not_due,
                                       Status::undated, Status::undetermined, Status::qualitative};

struct Judged {
  std::size_t target = 0;  // index into the targets
  Status status = Status::qualitative;
  std::optional<Figure> figure;              // that decides, or the newest known one where none does
  std::optional<base::Rational> difference;  // figure − goal
  bool reached = false;                      // the figure reaches the goal
  bool early = false;                        // it decides and is of a day before the due day
  std::size_t after_due = 0, after_day = 0;  // figures that do not count: after the due day; else after the day that is asked
};

// A figure counts for a target if it is of the year of the due day and not after that day; the newest of them decides. Before the due
// day nothing is decided. `day`: what is asked; later figures are not looked at.
std::vector<Judged> judge(const ir::Program& program, const std::vector<Target>& targets, const Series& series, base::Date day);

std::size_t count(const std::vector<Judged>& judged, Status status);

}  // namespace zhidui::targets
