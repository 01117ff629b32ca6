// Readings as a workbook: a row a choice, a row an applicant whose sum is another under one.
#include "report/listing_book.h"
#include "report/reading_words.h"
#include "report/target_words.h"

namespace zhidui::report {

using spreadsheet::Table;

namespace {

using S = Sentence;

void interval(Table& table, const ListingBook& book, const outcome::Interval& sum) {
  table.money(sum.lo);
  if (sum.hi_unbounded) table.text(book.in(S::book_no_bound));
  else table.money(sum.hi);
}

void difference(Table& table, const ListingBook& book, const Difference& difference) {
  for (const auto& end : {difference.least, difference.most}) {
    if (end) table.money(*end);
    else table.text(book.in(S::reading_list_end_not_known));
  }
}

void count(Table& table, const Choice& choice, Direction direction) {
  if (const std::size_t n = count_of(choice, direction); n > 0) table.integer(static_cast<std::int64_t>(n));
  else table.skip();
}

void choice_row(Table& table, const ListingBook& book, const ReadingsView& report, const ReadingRow& row, const Choice& choice) {
  table.next();
  table.text(row.code, kBold);
  table.text(book.in(row.question), kWrapped);
  table.text(book.in(row.status), {.tone = row.tone});
  table.text(book.in(choice.label));
  table.text(book.in(choice.meaning), kWrapped);
  if (choice.taken) table.text(book.in(S::reading_list_yes));
  else table.skip();
  if (report.costs) {
    interval(table, book, choice.total);
    difference(table, book, choice.difference);
    for (const Direction each : {Direction::gains, Direction::may_gain, Direction::loses, Direction::may_lose, Direction::either})
      count(table, choice, each);
  }
  table.text(book.in(measures_words(report, row.measures)), kWrapped);
  table.text(book.in(row.adopted), kWrapped);
  table.text(book.in(row.document));
  table.text(book.in(row.place), kWrapped);
  table.text(book.in(row.quotation), kWrapped);
}

void choices_sheet(ListingBook& book, const ReadingsView& report, const std::vector<ReadingRow>& rows) {
  ListingBook::Columns columns{{S::book_reading, 11},
                               {S::book_question, 36},
                               {S::book_standing, 12},
                               {S::reading_list_column_choice, 8},
                               {S::reading_list_column_meaning, 36},
                               {S::reading_list_column_taken, 10}};
  if (report.costs) {
    for (const S each :
         {S::book_total_least, S::book_total_most, S::reading_list_column_difference_least, S::reading_list_column_difference_most})
      columns.emplace_back(each, 16);
    for (const S each : {S::reading_list_column_gain, S::reading_list_column_may_gain, S::reading_list_column_lose,
                         S::reading_list_column_may_lose, S::reading_list_column_either})
      columns.emplace_back(each, 12);
  }
  columns.emplace_back(S::reading_list_measures, 30);
  Table table = book.table(
      S::book_readings, columns, 4,
      {{S::reading_list_adopted, 30}, {S::targets_column_document, 22}, {S::book_clause, 18}, {S::targets_column_quotation, 60}});
  for (const ReadingRow& row : rows) {
    for (const Choice& choice : row.choices) choice_row(table, book, report, row, choice);
  }
  table.finish();
}

void moved_row(Table& table, const ListingBook& book, const ReadingsView& report, const ReadingRow& row, const Choice& choice,
               const Moved& moved) {
  const std::uint32_t record = report.costs->subjects[moved.subject];
  table.next();
  table.text(row.code, kBold);
  table.text(book.in(choice.label));
  table.text(book.in(record_title(report.view, record)), kWrapped);
  table.text(report.view.facts.record(record).id);
  interval(table, book, moved.now);
  interval(table, book, moved.then);
  difference(table, book, difference_of(moved.now, moved.then));
  std::vector<std::uint32_t> measures;
  for (const Moved::Part& part : moved.parts) measures.push_back(part.measure);
  table.text(book.in(measures_words(report, measures)), kWrapped);
}

void moved_sheet(ListingBook& book, const ReadingsView& report, const std::vector<ReadingRow>& rows) {
  Table table = book.table(S::reading_list_sheet_moved,
                           {{S::book_reading, 11},
                            {S::reading_list_column_choice, 8},
                            {S::column_subject, 30},
                            {S::column_id, 12},
                            {S::reading_list_column_now_least, 16},
                            {S::reading_list_column_now_most, 16},
                            {S::reading_list_column_then_least, 16},
                            {S::reading_list_column_then_most, 16},
                            {S::reading_list_column_difference_least, 16},
                            {S::reading_list_column_difference_most, 16},
                            {S::reading_list_column_measures, 40}},
                           4);
  for (const ReadingRow& row : rows) {
    for (const Choice& choice : row.choices) {
      for (const Moved& moved : choice.moved) moved_row(table, book, report, row, choice, moved);
    }
  }
  table.finish();
}

}  // namespace

std::optional<base::Error> readings_workbook(const std::string& path, const ReadingsView& report, Language language) {
  const S title = report.costs ? S::reading_list_cost_title : S::reading_list_title;
  const S caveat = report.costs ? S::reading_list_cost_caveat : S::reading_list_caveat;
  auto writer = ListingBook::opened(path, title, caveat, language);
  if (!writer) return writer.error();
  ListingBook book(*std::move(writer), language, title, caveat);
  const std::vector<ReadingRow> rows = reading_rows(report);
  choices_sheet(book, report, rows);
  auto about = documents_of(report.view);
  about.emplace_back(S::book_readings, readings_count_words(rows));
  if (report.costs) {
    moved_sheet(book, report, rows);
    about.emplace_back(S::reading_list_row_base, readings_base_words(report));
    about.emplace_back(S::reading_list_idle_title, idle_words(rows));
    about.emplace_back(S::book_row_totals, say(S::reading_list_shared));
    about.emplace_back(S::book_row_money, say(S::book_money_unit));
    about.emplace_back(S::book_row_facts_hash, verbatim(report.view.facts.hash));
  }
  about.emplace_back(S::book_row_policy_hash, verbatim(report.view.policy.program.hash));
  book.about(about);
  return book.finish();
}

}  // namespace zhidui::report
