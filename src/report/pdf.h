// The applicant's page on paper: A4, fonts embedded, the same content gives the same bytes.
#pragma once

#include <string>
#include <vector>

#include "report/explanation.h"
#include "report/report.h"

namespace zhidui::report {

// Does a font of this machine hold Chinese? Without one there is no PDF.
bool has_chinese_font();

base::Result<std::string> applicant_pdf(const View& view, const outcome::Answer& answer, const std::vector<Explanation>& awards,
                                        Language language);

}  // namespace zhidui::report
