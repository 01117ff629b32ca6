// Targets and tasks as text and as a page.
#include <algorithm>
#include <utility>

#include "report/blocks.h"
#include "report/layout.h"
#include "report/target_words.h"

namespace zhidui::report {

using Kind = Block::Kind;

namespace {

constexpr std::size_t kLabels = 10;  // columns of the labels of the text

Block simple(Kind kind, std::string text) {
  Block block;
  block.kind = kind;
  block.text = std::move(text);
  return block;
}

struct Line {
  Sentence label;
  std::vector<Wording> words;
};

// What is said of one target or task, in order; lines without words are left out.
std::vector<Line> without_empty(std::vector<Line> lines) {
  std::vector<Line> out;
  for (Line& line : lines) {
    std::erase_if(line.words, [](const Wording& words) { return words.empty(); });
    if (!line.words.empty()) out.push_back(std::move(line));
  }
  return out;
}

std::vector<Line> lines_of(const TargetRow& row) {
  return without_empty({{Sentence::targets_goal, {row.goal}},
                        {Sentence::targets_due, {row.due}},
                        {Sentence::targets_figure, {row.figure, row.quotient}},
                        {Sentence::targets_gap, {row.gap}},
                        {Sentence::targets_source, row.sources},
                        {Sentence::targets_remark, row.remarks}});
}

std::vector<Line> lines_of(const TaskRow& row) {
  const Wording none = row.departments.empty() && row.standing.empty() ? say(Sentence::tasks_no_department) : Wording{};
  return without_empty({{Sentence::tasks_departments, {row.departments, none}},
                        {Sentence::tasks_standing, {row.standing}},
                        {Sentence::targets_goal, {row.goal}}});
}

Wording title_of(std::size_t number, const Wording& name) { return say(Sentence::numbered, {verbatim(std::to_string(number)), name}); }

Wording numbers_of(const std::vector<TaskRow>& rows, const std::vector<std::size_t>& which) {
  std::vector<Wording> out;
  for (const std::size_t i : which) out.push_back(verbatim(std::to_string(rows[i].number)));
  return joined(out, Sentence::list_comma);
}

// ---- text ----

class Text {
 public:
  explicit Text(Language language) : language_(language) { page_.label_columns(kLabels); }

  void head(Sentence title, const std::vector<Wording>& lines) {
    page_.line(in(say(title)));
    for (const Wording& line : lines) page_.paragraph(0, in(line));
    page_.rule("=");
  }

  void item(const Wording& title, const Wording& right, const std::vector<Line>& lines) {
    page_.line();
    page_.spread(in(title), in(right));
    for (const Line& line : lines) {
      bool first = true;
      for (const Wording& words : line.words) page_.entry(std::exchange(first, false) ? in(say(line.label)) : "", in(words));
    }
  }

  void clause(const Wording& document, const Wording& place, const Wording& quotation) {
    page_.entry(in(say(Sentence::label_clause)), in(say(Sentence::clause_of, {document, place})));
    const std::string text = shortened_quotation(quotation.zh, {});
    if (!text.empty()) page_.entry("", in(say(Sentence::quoted, {verbatim(text)})));
  }

  void section(Sentence title) {
    page_.line();
    page_.line(in(say(title)));
    page_.rule("-");
  }

  void counted(const Wording& what, std::size_t count, const Wording& which) {
    page_.spread(in(what), std::to_string(count));
    page_.paragraph(4, in(which));
  }

  void foot(const Wording& words) {
    page_.line();
    page_.paragraph(0, in(words));
  }

  std::string text() const { return page_.text(); }

 private:
  const std::string& in(const Wording& words) const { return words.in(language_); }

  Language language_;
  Page page_{kTextColumns};
};

// ---- page ----

class Builder {
 public:
  Builder(Language language, Sentence title, const std::vector<Wording>& meta, Sentence caveat, const Wording& foot) {
    paper_.language = language;
    paper_.title = paper_.heading = paper_.name = in(say(title));
    for (const Wording& line : meta) paper_.meta.push_back(in(line));
    paper_.caveat = in(say(caveat));
    paper_.full_receipt = in(foot);
  }

  const std::string& in(const Wording& words) const { return words.in(paper_.language); }

  Block section(Sentence title) const { return simple(Kind::section, in(say(title))); }
  void put(Block block) { paper_.blocks.push_back(std::move(block)); }

  Block card(const Wording& title, const Wording& aside, const Wording& status, Tone tone, const std::vector<Line>& lines) const {
    Block block = simple(Kind::award, in(title));
    block.aside = in(aside);
    block.status = in(status);
    block.tone = tone;
    Block entries;
    entries.kind = Kind::entries;
    for (const Line& line : lines) {
      Labelled labelled{in(say(line.label)), {}};
      for (const Wording& words : line.words) labelled.items.push_back({Item::Kind::plain, words, {}, {}, "", 0});
      entries.labelled.push_back(std::move(labelled));
    }
    if (!entries.labelled.empty()) block.children.push_back(std::move(entries));
    return block;
  }

  static void add_clause(Block& into, const Wording& document, const Wording& place, const Wording& quotation) {
    Block clauses;
    clauses.kind = Kind::clauses;
    clauses.items.push_back({Item::Kind::clause, say(Sentence::clause_of, {document, place}), {}, {}, "", 0});
    if (!quotation.empty()) clauses.items.push_back({Item::Kind::quotation, say(Sentence::quoted, {quotation}), {}, {}, "", 0});
    into.children.push_back(std::move(clauses));
  }

  Block table(const std::vector<Sentence>& head, const std::vector<std::vector<Wording>>& rows, std::vector<unsigned> shares) const {
    Block block;
    block.kind = Kind::table;
    block.shares = std::move(shares);
    std::vector<std::string> titles;
    for (const Sentence each : head) titles.push_back(in(say(each)));
    block.rows.push_back(std::move(titles));
    for (const std::vector<Wording>& row : rows) {
      std::vector<std::string> cells;
      for (const Wording& cell : row) cells.push_back(in(cell));
      block.rows.push_back(std::move(cells));
    }
    return block;
  }

  Paper finish() { return std::move(paper_); }

 private:
  Paper paper_;
};

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
  Builder page(language, Sentence::targets_title, meta_of(report), Sentence::targets_caveat,
               foot_of(Sentence::targets_policy_hash, report.view));
  const std::vector<TargetRow> rows = target_rows(report);
  std::vector<std::vector<Wording>> cells;
  Block each = page.section(Sentence::targets_each);
  for (const TargetRow& row : rows) {
    // Where the figure decides nothing it does not stand beside the status.
    const Wording figure = row.decides ? row.figure : Wording{}, gap = row.decides ? row.gap : Wording{};
    cells.push_back({title_of(row.number, row.indicator), row.goal, row.due, figure, gap, row.status});
    Block card = page.card(title_of(row.number, row.indicator), gap, row.status, row.tone, lines_of(row));
    Builder::add_clause(card, row.document, row.place, row.quotation);
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
  Builder page(language, Sentence::tasks_title, meta_of(report), Sentence::tasks_caveat, foot_of(Sentence::tasks_policy_hash, report.view));
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
      section = simple(Kind::section, document);
    }
    Block card = page.card(title_of(row.number, row.name), row.dated ? row.due : Wording{}, row.kind, Tone::quiet, lines_of(row));
    Builder::add_clause(card, row.document, row.place, row.quotation);
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
  Text text(language);
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
  Text text(language);
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
