// Private to report: measures side by side in words. Every form says these.
#pragma once

#include <map>
#include <vector>

#include "report/clauses.h"
#include "report/compare.h"

namespace zhidui::report {

struct SideWords {
  Wording name;      // 晋城2023
  Wording document;  // its number and title
  Wording asked;     // in force from when until when, asked as of which day
  std::vector<Wording> supposed;
};
std::vector<SideWords> side_words(const CompareView& report);
Wording row_words(const compare::Row& row);

struct MeasureWords {
  Wording name, amount, unit, subject, cap, rules, place, quotation;
};
MeasureWords measure_words(const CompareView& report, const compare::Row& row, std::size_t side, ir::MeasureId measure);

// What one document pays an applicant, in one row or in all.
struct Paid {
  outcome::Interval sum;      // fen, of what is known to be claimed
  std::size_t claims = 0;     // that are known
  bool perhaps_more = false;  // records that nobody has shown may make further ones
  std::map<outcome::Status, std::size_t> statuses;
  // Nothing that is known falls into the time of the document, so that its 0 says nothing about what it gives.
  bool out_of_force() const;
};
Wording paid_words(const Paid& paid);
Wording statuses_words(const Paid& paid);

struct RowPaid {
  std::size_t row = 0;
  std::vector<Paid> sides;
  compare::Verdict most;
};
struct ApplicantPaid {
  Wording name;
  std::string id;
  std::vector<Paid> totals;  // per side
  compare::Verdict most;
  std::vector<RowPaid> rows;     // in which something is known to be claimed
  std::size_t perhaps_more = 0;  // further rows in which nothing is, and something may be
};
std::vector<ApplicantPaid> applicants_paid(const CompareView& report);
Wording verdict_words(const std::vector<SideWords>& sides, const compare::Verdict& verdict);

std::vector<Wording> compare_meta(const CompareView& report);  // what was compared, with what was supposed

}  // namespace zhidui::report
