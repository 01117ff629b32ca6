// Private to report: the parts of the text.
#pragma once

#include "facts/lookup.h"
#include "report/explanation.h"
#include "report/layout.h"

namespace zhidui::report {

void write_award(Page& page, const View& view, const Explanation& award, std::size_t number, Language language);

}  // namespace zhidui::report
