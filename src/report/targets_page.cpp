// Targets and tasks as text and as a page.
#include <algorithm>
#include <utility>

#include "report/listing.h"
#include "report/target_words.h"

namespace zhidui::report {

namespace {

std::vector<ListedLine> lines_of(const TargetRow& row) {
  return said({{Sentence::targets_goal, {row.goal}},
               {Sentence::targets_due, {row.due}},
               {Sentence::targets_figure, {row.figure, row.quotient}},
               {Sentence::targets_gap, {row.gap}},
               {Sentence::targets_source, row.sources},
               {Sentence::targets_remark, row.remarks}});
}

std::vector<ListedLine> lines_of(const TaskRow& row) {
  const Wording none = row.departments.empty() && row.standing.empty() ? say(Sentence::tasks_no_department) : Wording{};
  return said({{Sentence::tasks_departments, {row.departments, none}},
               {Sentence::tasks_standing, {row.standing}},
               {Sentence::targets_goal, {row.goal}}});
}

Wording numbers_of(const std::vector<TaskRow>& rows, const std::vector<std::size_t>& which) {
  std::vector<Wording> out;
  for (const std::size_t i : which) out.push_back(verbatim(std::to_string(rows[i].number)));
  return joined(out, Sentence::list_comma);
}

std::vector<Wording> meta_of(const TargetsView& report) {
  std::vector<Wording> out = document_lines(report.view.policy.program);
  std::vector<Wording> series;
  for (const std::string& file : report.files) series.push_back(verbatim(file));
  const Wording named = say(Sentence::targets_series, {joined(series, Sentence::list_comma)});
  out.push_back(joined({targets_day_words(report), named}, Sentence::middle_dot));
  out.push_back(targets_count_words(report));
  return out;
}

std::vector<Wording> meta_of(const TasksView& report) {
  std::vector<Wording> out = document_lines(report.view.policy.program);
  for (const Wording& asked : tasks_asked_words(report)) out.push_back(asked);
  out.push_back(tasks_count_words(report));
  return out;
}

Wording foot_of(Sentence sentence, const View& view) { return say(sentence, {verbatim(view.policy.program.hash)}); }

Paper targets_paper(const TargetsView& report, Language language) {
  ListingPage page(language, Sentence::targets_title, meta_of(report), Sentence::targets_caveat,
                   foot_of(Sentence::targets_policy_hash, report.view));
  const std::vector<TargetRow> rows = target_rows(report);
  std::vector<std::vector<Wording>> cells;
  Block each = page.section(Sentence::targets_each);
  for (const TargetRow& row : rows) {
    // Where the figure decides nothing it does not stand beside the status.
    const Wording figure = row.decides ? row.figure : Wording{}, gap = row.decides ? row.gap : Wording{};
    cells.push_back({title_of(row.number, row.indicator), row.goal, row.due, figure, gap, row.status});
    Block card = page.card(title_of(row.number, row.indicator), gap, row.status, row.tone, lines_of(row));
    ListingPage::add_clause(card, row.document, row.place, row.quotation);
    each.children.push_back(std::move(card));
  }
  Block overview = page.section(Sentence::targets_overview);
  overview.children.push_back(page.table({Sentence::targets_column_indicator, Sentence::targets_goal, Sentence::targets_due,
                                          Sentence::targets_figure, Sentence::targets_gap, Sentence::page_column_statuses},
                                         cells, {28, 16, 15, 21, 20, 14}));
  page.put(std::move(overview));
  page.put(std::move(each));
  return page.finish();
}

Paper tasks_paper(const TasksView& report, Language language) {
  ListingPage page(language, Sentence::tasks_title, meta_of(report), Sentence::tasks_caveat,
                   foot_of(Sentence::tasks_policy_hash, report.view));
  const std::vector<TaskRow> rows = task_rows(report);
  std::string document;
  Block section;
  const auto flush = [&] {
    if (!section.children.empty()) page.put(std::exchange(section, Block{}));
  };
  for (const TaskRow& row : rows) {
    if (row.document.zh != document) {
      flush();
      document = row.document.zh;
      section = ListingPage::section(document);
    }
    Block card = page.card(title_of(row.number, row.name), row.dated ? row.due : Wording{}, row.kind, Tone::quiet, lines_of(row));
    ListingPage::add_clause(card, row.document, row.place, row.quotation);
    section.children.push_back(std::move(card));
  }
  flush();
  std::vector<std::vector<Wording>> by_department, by_day;
  for (const DepartmentTasks& of : tasks_of_departments(report)) {
    const Wording count = verbatim(std::to_string(of.rows.size()));
    by_department.push_back({department_words(report.duties.departments[of.department]), count, numbers_of(rows, of.rows)});
  }
  for (const DayTasks& of : tasks_by_day(report)) {
    by_day.push_back({of.day, verbatim(std::to_string(of.rows.size())), numbers_of(rows, of.rows)});
  }
  const auto put = [&](Sentence title, Sentence first, const std::vector<std::vector<Wording>>& cells) {
    if (cells.empty()) return;
    Block block = page.section(title);
    block.children.push_back(page.table({first, Sentence::tasks_column_count, Sentence::tasks_column_which}, cells, {40, 10, 50}));
    page.put(std::move(block));
  };
  put(Sentence::tasks_by_department, Sentence::tasks_departments, by_department);
  put(Sentence::tasks_by_date, Sentence::targets_due, by_day);
  return page.finish();
}

}  // namespace

std::string targets_text(const TargetsView& report, Language language) {
  ListingText text(language);
  text.head(Sentence::targets_title, meta_of(report));
  for (const TargetRow& row : target_rows(report)) {
    text.item(title_of(row.number, row.indicator), row.status, lines_of(row));
    text.clause(row.document, row.place, row.quotation);
  }
  text.foot(say(Sentence::targets_caveat));
  return text.text();
}

std::string targets_html(const TargetsView& report, Language language) { return html_of(targets_paper(report, language)); }
base::Result<std::string> targets_pdf(const TargetsView& report, Language language) { return pdf_of(targets_paper(report, language)); }

std::string tasks_text(const TasksView& report, Language language) {
  ListingText text(language);
  text.head(Sentence::tasks_title, meta_of(report));
  const std::vector<TaskRow> rows = task_rows(report);
  for (const TaskRow& row : rows) {
    const Wording right = row.dated ? joined({row.due, row.kind}, Sentence::middle_dot) : row.kind;
    text.item(title_of(row.number, row.name), right, lines_of(row));
    text.clause(row.document, row.place, row.quotation);
  }
  if (!rows.empty()) {
    text.section(Sentence::tasks_by_department);
    for (const DepartmentTasks& of : tasks_of_departments(report))
      text.counted(department_words(report.duties.departments[of.department]), of.rows.size(), numbers_of(rows, of.rows));
    text.section(Sentence::tasks_by_date);
    for (const DayTasks& of : tasks_by_day(report)) text.counted(of.day, of.rows.size(), numbers_of(rows, of.rows));
    text.foot(say(Sentence::tasks_numbers_refer));
  }
  text.foot(say(Sentence::tasks_caveat));
  return text.text();
}

std::string tasks_html(const TasksView& report, Language language) { return html_of(tasks_paper(report, language)); }
base::Result<std::string> tasks_pdf(const TasksView& report, Language language) { return pdf_of(tasks_paper(report, language)); }

}  // namespace zhidui::report
