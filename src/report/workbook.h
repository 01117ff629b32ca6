// Answers of many applicants as a workbook: sums, awards, cuts, what is missing, totals by clause, readings.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "report/explanation.h"
#include "report/report.h"

namespace zhidui::report {

class WorkbookReport {
 public:
  // A file in a folder that is there. The view must outlive the object.
  static base::Result<WorkbookReport> create(const std::string& path, const View& view, Language language);
  WorkbookReport(WorkbookReport&& other) noexcept;
  WorkbookReport& operator=(WorkbookReport&&) = delete;
  WorkbookReport(const WorkbookReport&) = delete;
  ~WorkbookReport();

  // One applicant after another; rows go to the disk.
  void add(const outcome::Answer& answer, const std::vector<Explanation>& awards);
  // The tables over all. `answers`: all that were added, sums and statuses.
  std::optional<base::Error> finish(const std::vector<outcome::Answer>& answers);

 private:
  struct Inner;
  explicit WorkbookReport(std::unique_ptr<Inner> inner);
  std::unique_ptr<Inner> inner_;
};

}  // namespace zhidui::report
