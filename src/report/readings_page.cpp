// Readings as text and as a page.
#include "report/listing.h"
#include "report/reading_words.h"

namespace zhidui::report {

namespace {

Sentence title_sentence(const ReadingsView& report) {
  return report.costs ? Sentence::reading_list_cost_title : Sentence::reading_list_title;
}
Sentence caveat_of(const ReadingsView& report) { return report.costs ? Sentence::reading_list_cost_caveat : Sentence::reading_list_caveat; }

Wording foot_of(const ReadingsView& report) {
  const Wording policy = verbatim(report.view.policy.program.hash);
  if (!report.costs) return say(Sentence::reading_list_hash, {policy});
  return say(Sentence::reading_list_cost_hash, {policy, verbatim(report.view.facts.hash)});
}

// With costs those that move something, the heaviest first; else all, in the order of the documents.
std::vector<const ReadingRow*> shown(const ReadingsView& report, const std::vector<ReadingRow>& rows) {
  if (report.costs) return by_weight(rows);
  std::vector<const ReadingRow*> out;
  for (const ReadingRow& row : rows) out.push_back(&row);
  return out;
}

Wording number(std::size_t n) { return n > 0 ? verbatim(std::to_string(n)) : Wording{}; }

// 3、可能 2
Wording both(const Choice& choice, Direction certain, Direction possible) {
  const Wording perhaps = number(count_of(choice, possible));
  return joined({number(count_of(choice, certain)), perhaps.empty() ? perhaps : say(Sentence::reading_list_perhaps, {perhaps})},
                Sentence::list_comma);
}

Block overview(const ListingPage& page, const std::vector<const ReadingRow*>& rows) {
  std::vector<std::vector<Wording>> cells;
  for (const ReadingRow* row : rows) {
    for (const Choice& choice : row->choices) {
      if (choice.taken) continue;
      const bool first = &choice == &row->choices.front() || (row->choices.front().taken && &choice == &row->choices[1]);
      cells.push_back({first ? title_of(*row) : Wording{}, choice.label, money_words(choice.total), difference_words(choice.difference),
                       both(choice, Direction::gains, Direction::may_gain), both(choice, Direction::loses, Direction::may_lose),
                       number(count_of(choice, Direction::either))});
    }
  }
  Block block = page.section(Sentence::reading_list_overview);
  block.children.push_back(page.table(
      {Sentence::book_reading, Sentence::reading_list_column_choice, Sentence::reading_list_sums, Sentence::reading_list_column_difference,
       Sentence::reading_list_gainers, Sentence::reading_list_losers, Sentence::reading_list_others},
      cells, {32, 8, 20, 24, 10, 10, 10}));
  return block;
}

Paper paper_of(const ReadingsView& report, Language language) {
  const std::vector<ReadingRow> rows = reading_rows(report);
  const std::vector<const ReadingRow*> told = shown(report, rows);
  ListingPage page(language, title_sentence(report), readings_head(report, rows), caveat_of(report), foot_of(report));
  if (report.costs && !told.empty()) page.put(overview(page, told));
  Block each = page.section(Sentence::reading_list_each);
  for (const ReadingRow* row : told) {
    Block card = page.card(title_of(*row), {}, row->status, row->tone, lines_of(report, *row));
    ListingPage::add_clause(card, row->document, row->place, row->quotation);
    each.children.push_back(std::move(card));
  }
  if (!told.empty()) page.put(std::move(each));
  if (!report.costs) return page.finish();
  const auto paragraph = [&](const Wording& words) {
    Block block;
    block.text = page.in(words);
    return block;
  };
  if (const Wording idle = idle_words(rows); !idle.empty()) {
    Block section = page.section(Sentence::reading_list_idle_title);
    section.children.push_back(paragraph(idle));
    page.put(std::move(section));
  }
  page.put(paragraph(say(Sentence::reading_list_shared)));
  return page.finish();
}

}  // namespace

std::string readings_text(const ReadingsView& report, Language language) {
  const std::vector<ReadingRow> rows = reading_rows(report);
  ListingText text(language);
  text.head(title_sentence(report), readings_head(report, rows));
  for (const ReadingRow* row : shown(report, rows)) {
    text.item(title_of(*row), row->status, lines_of(report, *row));
    text.clause(row->document, row->place, row->quotation);
  }
  if (report.costs) {
    if (const Wording idle = idle_words(rows); !idle.empty()) text.foot(idle);
    text.foot(say(Sentence::reading_list_shared));
  }
  text.foot(say(caveat_of(report)));
  return text.text();
}

std::string readings_html(const ReadingsView& report, Language language) { return html_of(paper_of(report, language)); }
base::Result<std::string> readings_pdf(const ReadingsView& report, Language language) { return pdf_of(paper_of(report, language)); }

}  // namespace zhidui::report
