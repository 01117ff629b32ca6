// The folder of results: the same answers as text, JSON, workbook, pages and PDF.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "report/explanation.h"
#include "report/html.h"
#include "report/workbook.h"
#include "tools/command.h"
#include "tools/files.h"

namespace zhidui::tools {

// What `--write` asks for; without it everything.
Written written_of(const std::vector<std::string>& kinds);

class Results {
 public:
  static base::Result<Results> create(const std::string& folder, const Written& written, const report::View& view, text::Language language);

  // One applicant after another.
  std::optional<base::Error> add(const outcome::Answer& answer, const std::vector<report::Explanation>& awards);
  // Part of answers.json; what comes in pieces is never held whole.
  std::optional<base::Error> add_json(std::string_view bytes);
  // The tables over all of them, then the folder appears. `answers`: all that were added, sums and statuses.
  std::optional<base::Error> finish(const std::vector<outcome::Answer>& answers, const std::string& summary);

 private:
  Results(StagedFolder folder, const Written& written, const report::View& view, text::Language language)
      : folder_(std::move(folder)), written_(written), view_(view), language_(language) {}

  std::string unused_name(const std::string& id);
  std::vector<std::string> common_files() const;

  StagedFolder folder_;
  Written written_;
  report::View view_;
  text::Language language_;
  std::set<std::string> names_;  // in use, capitals aside
  std::vector<report::ApplicantFiles> files_;
  std::optional<report::WorkbookReport> workbook_;
};

}  // namespace zhidui::tools
