// Targets and tasks as workbooks.
#include <utility>

#include "report/listing_book.h"
#include "report/target_words.h"

namespace zhidui::report {

using spreadsheet::Table;

namespace {

// What no decimal ends is a text that says so. `beside`: the number it is compared with.
void number_cell(Table& into, const ListingBook& book, const base::Rational& number, const std::optional<base::Rational>& beside = {}) {
  if (number.to_decimal_string().find('/') == std::string::npos) into.number(number);
  else into.text(book.in(say(Sentence::targets_about, {verbatim(rounded(number, beside).to_decimal_string())})));
}

Wording lines(const std::vector<Wording>& parts) { return joined(parts, Sentence::list_semicolon); }

// ---- targets ----

void target_row(Table& table, const ListingBook& book, const TargetsView& report, const targets::Judged& judged, const TargetRow& row) {
  const ir::Program& program = report.view.policy.program;
  const targets::Target& target = report.targets[judged.target];
  const ir::Typed& typed = program.typed[target.typed];
  table.next();
  table.integer(static_cast<std::int64_t>(row.number));
  table.text(book.in(row.indicator), kWrapped);
  table.text(book.in(row.status), {.tone = row.tone});
  const auto shown = [&](const base::Rational& number) { return target.has_goal ? shown_number(target, number) : number; };
  const std::optional<base::Rational> goal = target.goal ? std::optional(shown(*target.goal)) : std::nullopt;
  if (goal) table.text(sign_of(*typed.goal)), number_cell(table, book, *goal);
  else table.skip(), table.skip();
  if (judged.figure) number_cell(table, book, shown(judged.figure->number), goal);
  else table.skip();
  if (judged.difference) number_cell(table, book, shown(*judged.difference), base::Rational(0));
  else table.skip();
  if (target.has_goal) table.text(shown_unit(program, target));
  else if (judged.figure) table.text(judged.figure->value->unit);
  else table.skip();
  if (target.due) table.date(target.due->last);
  else table.skip();
  if (judged.figure) table.date(judged.figure->day);
  else table.skip();
  table.text(book.in(lines(row.sources)), kWrapped);
  table.text(book.in(lines(row.remarks)), kWrapped);
  table.text(typed.name, kWrapped);
  table.text(book.in(row.document));
  table.text(book.in(row.place), kWrapped);
  table.text(book.in(row.quotation), kWrapped);
}

void figure_row(Table& table, const ListingBook& book, const TargetRow& row, Sentence part, const targets::Reported& reported) {
  table.next();
  table.integer(static_cast<std::int64_t>(row.number));
  table.text(book.in(row.indicator), kWrapped);
  table.text(book.in(part));
  table.date(reported.day);
  table.text(reported.value);
  table.text(reported.unit);
  table.text(reported.source, kWrapped);
  table.text(reported.publisher, kWrapped);
}

// ---- tasks ----

Sentence by_words(targets::By by) {
  switch (by) {
    case targets::By::block: return Sentence::tasks_by_block;
    case targets::By::article: return Sentence::tasks_by_article;
    case targets::By::standing: break;
  }
  return Sentence::tasks_by_standing;
}

void task_row(Table& table, const ListingBook& book, const TaskRow& row) {
  table.next();
  table.integer(static_cast<std::int64_t>(row.number));
  table.text(book.in(row.kind));
  table.text(book.in(row.name), kWrapped);
  table.text(book.in(row.departments), kWrapped);
  table.text(book.in(row.standing), kWrapped);
  table.text(book.in(row.due), kWrapped);
  table.text(book.in(row.goal), kWrapped);
  table.text(book.in(row.document));
  table.text(book.in(row.place), kWrapped);
  table.text(book.in(row.quotation), kWrapped);
}

}  // namespace

std::optional<base::Error> targets_workbook(const std::string& path, const TargetsView& report, Language language) {
  using S = Sentence;
  auto writer = ListingBook::opened(path, S::targets_title, S::targets_caveat, language);
  if (!writer) return writer.error();
  ListingBook book(*std::move(writer), language, S::targets_title, S::targets_caveat);
  const std::vector<TargetRow> rows = target_rows(report);
  Table table = book.table(
      S::targets_sheet,
      {{S::tasks_column_number, 6},
       {S::targets_column_indicator, 30},
       {S::page_column_statuses, 12},
       {S::targets_column_sign, 6},
       {S::targets_goal, 16},
       {S::targets_figure, 16},
       {S::targets_column_difference, 16},
       {S::targets_column_unit, 10},
       {S::targets_due, 12},
       {S::targets_column_figure_day, 12},
       {S::targets_source, 44},
       {S::targets_remark, 30}},
      2, {{S::targets_column_target, 22}, {S::targets_column_document, 22}, {S::book_clause, 18}, {S::targets_column_quotation, 60}});
  for (std::size_t i = 0; i < rows.size(); ++i) target_row(table, book, report, report.judged[i], rows[i]);
  table.finish();
  Table figures = book.table(S::targets_sheet_figures,
                             {{S::tasks_column_number, 6},
                              {S::targets_column_indicator, 30},
                              {S::targets_column_part, 10},
                              {S::targets_column_figure_day, 12},
                              {S::targets_column_written, 16},
                              {S::targets_column_unit, 10},
                              {S::targets_source, 60},
                              {S::targets_column_publisher, 30}},
                             2);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& figure = report.judged[i].figure;
    if (!figure) continue;
    if (figure->value) figure_row(figures, book, rows[i], S::targets_part_value, *figure->value);
    if (figure->stock) figure_row(figures, book, rows[i], S::targets_part_stock, *figure->stock);
    if (figure->population) figure_row(figures, book, rows[i], S::targets_part_population, *figure->population);
  }
  figures.finish();
  auto about = documents_of(report.view);
  about.emplace_back(S::targets_sheet, targets_day_words(report));
  for (const std::string& file : report.files) about.emplace_back(S::targets_source, verbatim(file));
  about.emplace_back(S::page_column_statuses, targets_count_words(report));
  about.emplace_back(S::book_row_policy_hash, verbatim(report.view.policy.program.hash));
  book.about(about);
  return book.finish();
}

std::optional<base::Error> tasks_workbook(const std::string& path, const TasksView& report, Language language) {
  using S = Sentence;
  auto writer = ListingBook::opened(path, S::tasks_title, S::tasks_caveat, language);
  if (!writer) return writer.error();
  ListingBook book(*std::move(writer), language, S::tasks_title, S::tasks_caveat);
  const std::vector<std::pair<S, unsigned>> columns{{S::tasks_column_number, 6}, {S::tasks_column_kind, 8},
                                                    {S::tasks_column_name, 26},  {S::tasks_departments, 40},
                                                    {S::tasks_standing, 30},     {S::targets_due, 22},
                                                    {S::targets_goal, 30},       {S::targets_column_document, 22},
                                                    {S::book_clause, 18},        {S::targets_column_quotation, 70}};
  const std::vector<TaskRow> rows = task_rows(report);
  Table all = book.table(S::tasks_by_document, columns, 3);
  for (const TaskRow& row : rows) task_row(all, book, row);
  all.finish();
  Table departments = book.table(S::tasks_by_department,
                                 {{S::tasks_departments, 36},
                                  {S::targets_column_written, 26},
                                  {S::tasks_column_by, 16},
                                  {S::tasks_column_number, 6},
                                  {S::tasks_column_kind, 8},
                                  {S::tasks_column_name, 36},
                                  {S::targets_due, 22},
                                  {S::targets_column_document, 22},
                                  {S::book_clause, 18}},
                                 1);
  for (const DepartmentTasks& of : tasks_of_departments(report)) {
    for (const std::size_t i : of.rows) {
      departments.next();
      departments.text(book.in(department_words(report.duties.departments[of.department])), kWrapped);
      for (const targets::Charge& charge : report.duties.duties[report.selection.duties[i]].charges) {
        if (charge.department != of.department) continue;
        departments.text(charge.written, kWrapped);
        departments.text(book.in(by_words(charge.by)));
      }
      departments.integer(static_cast<std::int64_t>(rows[i].number));
      departments.text(book.in(rows[i].kind));
      departments.text(book.in(rows[i].name), kWrapped);
      departments.text(book.in(rows[i].due), kWrapped);
      departments.text(book.in(rows[i].document));
      departments.text(book.in(rows[i].place), kWrapped);
    }
  }
  departments.finish();
  Table days = book.table(S::tasks_by_date, columns, 3);
  for (const DayTasks& of : tasks_by_day(report)) {
    for (const std::size_t i : of.rows) task_row(days, book, rows[i]);
  }
  days.finish();
  auto about = documents_of(report.view);
  for (const Wording& asked : tasks_asked_words(report)) about.emplace_back(S::tasks_by_document, asked);
  about.emplace_back(S::tasks_column_count, tasks_count_words(report));
  about.emplace_back(S::book_row_policy_hash, verbatim(report.view.policy.program.hash));
  book.about(about);
  return book.finish();
}

}  // namespace zhidui::report
