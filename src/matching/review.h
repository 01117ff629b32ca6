// The review of a list: a table for a person, one row a name, who fills in one column; and what that person decided.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/json.h"
#include "matching/list.h"
#include "matching/match.h"

namespace zhidui::matching {

using ApplicantNames = std::map<std::string, std::string>;  // id → name

// CSV with a byte order mark. `confirmed` is empty unless the match is certain; then it holds the id, and `mode` says that nobody looked.
std::string review_csv(const std::vector<Match>& matches, const ApplicantNames& names, text::Language language);
// The same with all candidates and reasons in both languages: an array, one object a name.
base::JsonValue review_json(const std::vector<Match>& matches, const ApplicantNames& names);
std::string candidate_words(const Candidate& candidate, const ApplicantNames& names, text::Language language);
std::string reason_words(const std::vector<Reason>& reasons, text::Language language);

enum class Outcome { open, refused, automatic, confirmed };
std::string_view outcome_text(Outcome outcome, text::Language language);
struct Decided {
  Outcome outcome = Outcome::open;
  std::string applicant;  // automatic, confirmed
};
// One for each match, in order. `review`: as review_csv wrote it, in either language, the column filled in by a person,
// who may have saved it as a workbook. A review of
// another list, or of another state of it, is a defect.
std::vector<Decided> read_review(const List& review, const std::vector<Match>& matches, const ApplicantNames& names,
                                 text::Diagnostics& diagnostics);

// The names that no record came of, with what was decided about each.
std::string open_csv(const std::vector<Match>& matches, const std::vector<Decided>& decided, const ApplicantNames& names,
                     text::Language language);

}  // namespace zhidui::matching
