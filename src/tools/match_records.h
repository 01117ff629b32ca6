// Confirmed rows of a list as records of a fact base.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "matching/list.h"
#include "matching/review.h"
#include "tools/match_plan.h"

namespace zhidui::tools {

struct ListRecords {
  std::vector<base::JsonValue> records;
  base::JsonValue completeness;  // null where nothing is declared
};

// A record for each name that was confirmed; of a field that holds several applicants one for each row all of whose names were. Ids are
// made of the list's title and the row, so the same list gives the same records; every value has the title as its source. Rows of which no
// record came although a name was confirmed are set back to open in `decided`.
ListRecords records_of(const MatchPlan& plan, const ir::Program& program, const std::string& title, const matching::List& list,
                       const std::vector<matching::Match>& matches, std::vector<matching::Decided>& decided);

// A fact base of these records alone.
base::JsonValue fragment_of(const ir::Program& program, const MatchPlan& plan, const ListRecords& records);
// The facts as they were, and these records; whatever stood in them stays as written.
base::JsonValue merged(base::JsonValue facts, const ir::Program& program, const MatchPlan& plan, const ListRecords& records);

}  // namespace zhidui::tools
