// What a policy obliges departments to do: its tasks, mechanisms, supervision, funds and targets, with who answers for each and by when.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "targets/goals.h"

namespace zhidui::targets {

// How a department came to answer for a duty.
enum class By {
  block,     // 责任 of the block itself
  article,   // 责任单位 of its article
  standing,  // a 常设 list of this or of an earlier article
};
struct Charge {
  std::string written;         // as the text has it
  std::size_t department = 0;  // index into Duties::departments
  By by = By::article;
};

struct Duty {
  std::uint32_t typed = 0;  // index into ir::Program::typed
  std::vector<Charge> charges;
  bool has_due = false;
  std::optional<Due> due;  // absent with `has_due`: it rests on what is not decided or not known
};

// A department under one name. 「市科技局、发改委」 means 市发改委: within a document X and 市X are one; `name` is the shorter.
struct Department {
  std::string name;
  std::vector<std::string> spellings;  // all of them, `name` first
};

struct Duties {
  std::vector<Duty> duties;             // in the order of the text
  std::vector<Department> departments;  // in the order of their first duty
};
Duties duties_of(const ir::Program& program, base::Date on);

// The departments of that name or spelling, or with it in brackets; none: nobody is called so.
std::vector<std::size_t> find_departments(const Duties& duties, std::string_view name);

struct Asked {
  std::vector<std::size_t> departments = {};  // one of them; empty: any
  std::optional<ir::DocumentId> document = {};
  std::optional<base::Date> due_before = {};
};
struct Selection {
  std::vector<std::size_t> duties;  // indices
  std::size_t without_date = 0;     // asked for by all but the date, and none is known of them
};
Selection select(const ir::Program& program, const Duties& duties, const Asked& asked);

}  // namespace zhidui::targets
