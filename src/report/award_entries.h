// Private to report: one award as labelled entries in the order of reading. Text, HTML and PDF lay out the same entries.
#pragma once

#include <string>
#include <vector>

#include "report/explanation.h"
#include "report/wording.h"

namespace zhidui::report {

struct Item {
  enum class Kind {
    plain,
    clause,     // where the words that follow stand
    quotation,  // the official words, in quotation marks
    sign,       // with a sign before it: ✓ ✗ ? ● ○ ←
    record,     // whose facts follow
    fact,       // `words` its name, `value`, `source`
  };
  Kind kind = Kind::plain;
  Wording words;
  Wording value, source;
  std::string sign;  // "" of an item that only hangs below another
  int depth = 0;     // columns that it is indented by
};

struct Entry {
  enum class Part {
    answer,    // why, by which clause and fact, what next
    claiming,  // papers, payee, duties, who decides
    details,   // how it was checked
  };
  Sentence label;
  Part part = Part::answer;
  std::vector<Item> items;
};

std::vector<Entry> entries_of(const View& view, const Explanation& award);

}  // namespace zhidui::report
