// Answers as pages for a browser: each one file without scripts and without anything from elsewhere, readable on a phone and
// printable on A4.
#pragma once

#include <string>
#include <vector>

#include "report/explanation.h"
#include "report/report.h"

namespace zhidui::report {

// For the applicant: how much, what is missing, what next, why not; the rest folded.
std::string applicant_html(const View& view, const outcome::Answer& answer, const std::vector<Explanation>& awards, Language language);
// For the case officer: everything, one award a sheet, with boxes for findings.
std::string case_html(const View& view, const outcome::Answer& answer, const std::vector<Explanation>& awards, Language language);

// Of a folder of results: the files about one applicant, "" for those that were not written.
struct ApplicantFiles {
  std::string page, case_page, pdf, text;
};
// `files` in the order of `answers`; `common`: name and label of files about all of them.
std::string index_html(const View& view, const std::vector<outcome::Answer>& answers, const std::vector<ApplicantFiles>& files,
                       const std::vector<std::string>& common, Language language);

}  // namespace zhidui::report
