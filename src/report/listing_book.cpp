#include "report/listing_book.h"

#include "report/target_words.h"

namespace zhidui::report {

using spreadsheet::Table;
using spreadsheet::TableColumn;
using spreadsheet::WorkbookWriter;

base::Result<WorkbookWriter> ListingBook::opened(const std::string& path, Sentence title, Sentence caveat, Language language) {
  spreadsheet::Properties properties;
  properties.title = say(title).in(language);
  properties.comments = say(caveat).in(language);
  return WorkbookWriter::to_file(path, properties);
}

ListingBook::ListingBook(WorkbookWriter opened, Language language, Sentence title, Sentence caveat)
    : writer_(std::move(opened)), language_(language), title_(title), caveat_(caveat) {}

Table ListingBook::table(Sentence name, const Columns& columns, spreadsheet::ColumnIndex frozen, const Columns& not_printed) {
  std::vector<TableColumn> specs;
  for (const auto& [title, width] : columns) specs.push_back({in(title), width});
  for (const auto& [title, width] : not_printed) specs.push_back({in(title), width, false});
  return Table(writer_, in(name), std::move(specs), print(), frozen);
}

void ListingBook::about(const std::vector<std::pair<Sentence, Wording>>& lines) {
  spreadsheet::SheetWriter& sheet = writer_.add(in(Sentence::book_about));
  sheet.column_width(0, 0, 16);
  sheet.column_width(1, 1, 100);
  sheet.print(print());
  sheet.text(0, 0, in(title_), {.large = true});
  spreadsheet::RowIndex row = 2;
  sheet.text(row, 0, in(Sentence::book_row_what), kBold);
  sheet.text(row++, 1, in(caveat_), kWrapped);
  for (const auto& [label, words] : lines) {
    sheet.text(row, 0, in(label), kBold);
    sheet.text(row++, 1, in(words), kWrapped);
  }
}

spreadsheet::Print ListingBook::print() const {
  spreadsheet::Print setup;
  setup.header_left = in(title_);
  setup.footer_left = in(caveat_);
  return setup;
}

std::vector<std::pair<Sentence, Wording>> documents_of(const View& view) {
  std::vector<std::pair<Sentence, Wording>> out;
  for (const Wording& line : document_lines(view.policy.program)) out.emplace_back(Sentence::book_row_policy, line);
  return out;
}

}  // namespace zhidui::report
