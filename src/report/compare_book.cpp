// Measures side by side as a workbook.
#include <utility>

#include "report/compare_words.h"
#include "spreadsheet/table.h"

namespace zhidui::report {

using spreadsheet::Style;
using spreadsheet::Table;
using spreadsheet::TableColumn;
using spreadsheet::WorkbookWriter;
using S = Sentence;

namespace {

constexpr Style kWrapped{.wrapped = true};
constexpr Style kBold{.bold = true};

class Book {
 public:
  Book(WorkbookWriter opened, const CompareView& report, Language language)
      : writer_(std::move(opened)), report_(report), language_(language), sides_(side_words(report)) {}

  std::optional<base::Error> write() {
    if (!report_.applicants.empty()) {
      const std::vector<ApplicantPaid> paid = applicants_paid(report_);
      totals(paid);
      rows(paid);
    }
    measures();
    about();
    return writer_.finish();
  }

 private:
  const std::string& in(const Wording& words) const { return words.in(language_); }
  std::string in(S sentence) const { return in(say(sentence)); }

  spreadsheet::Print print() const {
    spreadsheet::Print setup;
    setup.header_left = in(S::compare_title);
    setup.footer_left = in(S::compare_caveat);
    return setup;
  }

  Table table(S name, const std::vector<std::pair<std::string, unsigned>>& columns, spreadsheet::ColumnIndex frozen) {
    std::vector<TableColumn> specs;
    for (const auto& [title, width] : columns) specs.push_back({title, width});
    return Table(writer_, in(name), std::move(specs), print(), frozen);
  }

  // A sum of which nothing is known is no 0.
  void sums(Table& into, const Paid& paid) const {
    const bool known = paid.claims > 0 && !paid.out_of_force();
    if (known) into.money(paid.sum.lo);
    else into.skip();
    if (known && !paid.sum.hi_unbounded) into.money(paid.sum.hi);
    else into.skip();
    into.text(paid.perhaps_more ? "+" : "");
    into.text(paid.claims == 0 ? in(paid_words(paid)) : in(statuses_words(paid)), kWrapped);
  }

  void totals(const std::vector<ApplicantPaid>& all) {
    Table into = table(S::compare_applicants,
                       {{in(S::column_subject), 28},
                        {in(S::compare_column_document), 14},
                        {in(S::compare_least), 14},
                        {in(S::compare_greatest), 14},
                        {in(S::compare_column_more), 9},
                        {in(S::compare_statuses), 34},
                        {in(S::compare_who_is_better), 26},
                        {in(S::compare_suppositions), 50}},
                       1);
    for (const ApplicantPaid& each : all) {
      for (std::size_t side = 0; side < sides_.size(); ++side) {
        into.next();
        into.text(in(say(S::in_brackets_after, {each.name, verbatim(each.id)})), kWrapped);
        into.text(in(sides_[side].name));
        sums(into, each.totals[side]);
        into.text(in(verdict_words(sides_, each.most)), kWrapped);
        into.text(in(joined(sides_[side].supposed, S::list_semicolon)), kWrapped);
      }
    }
    into.finish();
  }

  void rows(const std::vector<ApplicantPaid>& all) {
    Table into = table(S::compare_each_applicant,
                       {{in(S::column_subject), 28},
                        {in(S::compare_row), 30},
                        {in(S::compare_column_document), 14},
                        {in(S::compare_least), 14},
                        {in(S::compare_greatest), 14},
                        {in(S::compare_column_more), 9},
                        {in(S::compare_statuses), 34},
                        {in(S::compare_who_is_better), 26},
                        {in(S::compare_suppositions), 50}},
                       2);
    for (const ApplicantPaid& each : all) {
      for (const RowPaid& row : each.rows) {
        for (std::size_t side = 0; side < sides_.size(); ++side) {
          if (report_.rows[row.row].measures[side].empty()) continue;
          into.next();
          into.text(in(say(S::in_brackets_after, {each.name, verbatim(each.id)})), kWrapped);
          into.text(in(row_words(report_.rows[row.row])), kWrapped);
          into.text(in(sides_[side].name));
          sums(into, row.sides[side]);
          into.text(in(verdict_words(sides_, row.most)), kWrapped);
          into.text(in(joined(sides_[side].supposed, S::list_semicolon)), kWrapped);
        }
      }
    }
    into.finish();
  }

  void measures() {
    Table into = table(S::compare_measures,
                       {{in(S::compare_row), 30},
                        {in(S::compare_column_document), 14},
                        {in(S::compare_column_measure), 24},
                        {in(S::compare_amount), 44},
                        {in(S::compare_unit), 26},
                        {in(S::compare_subject), 34},
                        {in(S::compare_cap), 26},
                        {in(S::compare_rules), 30},
                        {in(S::book_clause), 18},
                        {in(S::compare_text), 60}},
                       2);
    for (const compare::Row& row : report_.rows) {
      for (std::size_t side = 0; side < sides_.size(); ++side) {
        for (const ir::MeasureId id : row.measures[side]) {
          const MeasureWords words = measure_words(report_, row, side, id);
          into.next();
          into.text(in(row_words(row)), kWrapped);
          into.text(in(sides_[side].name));
          for (const Wording& each :
               {words.name, words.amount, words.unit, words.subject, words.cap, words.rules, words.place, words.quotation})
            into.text(in(each), kWrapped);
        }
      }
    }
    into.finish();
  }

  void about() {
    spreadsheet::SheetWriter& sheet = writer_.add(in(S::book_about));
    sheet.column_width(0, 0, 16);
    sheet.column_width(1, 1, 110);
    sheet.print(print());
    sheet.text(0, 0, in(S::compare_title), {.large = true});
    spreadsheet::RowIndex row = 2;
    sheet.text(row, 0, in(S::book_row_what), kBold);
    sheet.text(row++, 1, in(S::compare_caveat), kWrapped);
    for (const Wording& line : compare_meta(report_)) sheet.text(row++, 1, in(line), kWrapped);
    sheet.text(row++, 1, in(S::perhaps_more_mark), kWrapped);
    sheet.text(row, 0, in(S::book_row_policy_hash), kBold);
    sheet.text(row, 1, report_.policy.program.hash);
  }

  WorkbookWriter writer_;
  const CompareView& report_;
  Language language_;
  std::vector<SideWords> sides_;
};

}  // namespace

std::optional<base::Error> compare_workbook(const std::string& path, const CompareView& report, Language language) {
  spreadsheet::Properties properties;
  properties.title = say(S::compare_title).in(language);
  properties.comments = say(S::compare_caveat).in(language);
  auto writer = WorkbookWriter::to_file(path, properties);
  if (!writer) return writer.error();
  return Book(*std::move(writer), report, language).write();
}

}  // namespace zhidui::report
