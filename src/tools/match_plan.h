// What a list becomes: which record, which column fills which field, and where names, codes and regions of applicants stand. Which fields
// those are follows from the vocabulary; nothing here knows one.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "facts/fact_base.h"
#include "ir/program.h"
#include "matching/match.h"
#include "tools/console.h"

namespace zhidui::tools {

struct MatchPlan {
  ir::RecordId record;
  ir::FieldId recipient;    // the field that holds the applicant
  bool recipients = false;  // it holds several
  std::string name_column, code_column, region_column;
  std::vector<std::pair<ir::FieldId, std::string>> sets;     // field, value
  std::vector<std::pair<ir::FieldId, std::string>> columns;  // field, column
  base::Date on;
  std::optional<base::Date> complete_as_of;
  ir::FieldId subject_name, subject_code, subject_region;  // of the applicant's record; those that are not there are absent
};

// nullopt after what is wrong was reported.
std::optional<MatchPlan> plan_match(const MatchOptions& options, const ir::Program& program, CommandLine& line);

// Applicants as the matcher sees them, and the places of the code table that they are registered by.
std::vector<matching::Applicant> applicants_of(const MatchPlan& plan, const ir::Program& program, const facts::FactBase& facts);
std::vector<matching::Place> places_of(const MatchPlan& plan, const ir::Program& program);

}  // namespace zhidui::tools
