// Measures of several documents side by side, and what each would pay the same applicants: text, JSON, page, PDF, workbook of one content.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compare/assess.h"
#include "report/report.h"
#include "report/wording.h"

namespace zhidui::report {

// Everything is only read and must outlive the call.
struct CompareView {
  const engine::Policy& policy;
  const std::vector<compare::Side>& sides;
  const std::vector<Wording>& validity;  // per side: from when until when the document is in force
  const std::vector<compare::Row>& rows;
  const std::vector<compare::Applicant>& applicants;  // none: the measures alone
  std::string table;                                  // the file of rows; "" without one
  std::vector<std::string> absent;                    // documents that it names and that are not compared
  std::string facts;                                  // the file; "" without one
  std::optional<int> period;
  bool in_force = false, local = false;  // supposed
};

// Of a document as it is, before anything is supposed.
Wording validity_words(const View& view, ir::DocumentId document);

std::string compare_text(const CompareView& report, Language language);
base::JsonValue compare_json(const CompareView& report);
base::JsonValue compare_schema();
std::string compare_html(const CompareView& report, Language language);
base::Result<std::string> compare_pdf(const CompareView& report, Language language);
std::optional<base::Error> compare_workbook(const std::string& path, const CompareView& report, Language language);

}  // namespace zhidui::report
