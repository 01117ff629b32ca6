// Private to report: a page as blocks, in the language of its reader. HTML and PDF lay out the same blocks.
#pragma once

#include <string>
#include <vector>

#include "report/award_entries.h"
#include "report/report.h"
#include "spreadsheet/writer.h"

namespace zhidui::report {

using spreadsheet::Tone;
Tone tone_of(const Explanation& award);

struct Labelled {
  std::string label;
  std::vector<Item> items;
};

struct Block {
  enum class Kind {
    paragraph,
    quiet,     // a paragraph of lesser weight
    notice,    // a paragraph that must be seen
    total,     // `text` what it is, `aside` the sum
    section,   // `text` its title, `children` below it
    award,     // `text` its title, `aside` the sum, `status` in a word with its tone
    fold,      // `text` says what is below; open on paper
    clauses,   // `items`: places and quotations
    entries,   // `labelled`
    table,     // `rows`, the first of them the head
    findings,  // boxes to tick, lines to fill in
  };
  Kind kind = Kind::paragraph;
  std::string text, aside, status;
  Tone tone = Tone::plain;
  std::vector<Item> items;
  std::vector<Labelled> labelled;
  std::vector<std::vector<std::string>> rows;
  std::vector<unsigned> shares;  // of the width of paper, a column each; none: half to the first, the rest in equal parts
  std::vector<Block> children;
  bool on_screen_only = false;  // too much for paper
};

struct Paper {
  Language language = Language::zh;
  std::string title;              // of the window
  std::string heading;            // who it is about
  std::string name, receipt;      // repeated on each sheet of paper
  std::vector<std::string> meta;  // days, documents
  bool new_sheet_for_award = false;
  std::vector<Block> blocks;
  std::string caveat, full_receipt;
};

// What an applicant wants to know: how much, what is missing, what next, and why not.
Paper applicant_page(const View& view, const outcome::Answer& answer, const std::vector<Explanation>& awards, Language language);
// Everything, award by award, with room for findings.
Paper case_page(const View& view, const outcome::Answer& answer, const std::vector<Explanation>& awards, Language language);

std::string html_of(const Paper& paper);
base::Result<std::string> pdf_of(const Paper& paper);  // without a font for Chinese there is none

}  // namespace zhidui::report
