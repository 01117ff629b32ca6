// Private to report: the parts of the text.
#pragma once

#include "facts/lookup.h"
#include "report/explanation.h"
#include "report/layout.h"

namespace zhidui::report {

void write_award(Page& page, const View& view, const Explanation& award, std::size_t number, Language language);

// Where an award stands on the page.
enum class Section {
  due,
  open,
  settled,  // paid in full before
  not_due,
  perhaps_more,  // no candidate is known, but the records are not said to be complete
  later,         // none up to the day of the claim; one may come
  nothing_to_claim,
};
Section section_of(const Explanation& award);

}  // namespace zhidui::report
