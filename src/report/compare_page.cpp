// Measures side by side as text and as a page.
#include <utility>

#include "report/blocks.h"
#include "report/compare_words.h"
#include "report/layout.h"

namespace zhidui::report {

using Kind = Block::Kind;
using S = Sentence;

namespace {

constexpr std::size_t kLabels = 14;  // columns of the names of documents in the text

struct Line {
  S label;
  Wording words;
};

// What a cell says of one measure, in order; what there is nothing to say of is left out.
std::vector<Line> lines_of(const MeasureWords& words) {
  std::vector<Line> out;
  for (Line line : {Line{S::compare_amount, words.amount}, Line{S::compare_unit, words.unit}, Line{S::compare_subject, words.subject},
                    Line{S::compare_cap, words.cap}, Line{S::compare_rules, words.rules}}) {
    if (!line.words.empty()) out.push_back(std::move(line));
  }
  return out;
}

Wording labelled(const Line& line) { return say(S::compare_when, {say(line.label), line.words}); }

Wording title_of(std::size_t row, const CompareView& report) {
  return say(S::numbered, {verbatim(std::to_string(row + 1)), row_words(report.rows[row])});
}

Wording paid_in_full(const Paid& paid) {
  const Wording statuses = statuses_words(paid);
  if (paid.out_of_force()) return statuses;
  return statuses.empty() ? paid_words(paid) : say(S::in_brackets_after, {paid_words(paid), statuses});
}

Wording applicant_title(const ApplicantPaid& paid) { return say(S::in_brackets_after, {paid.name, verbatim(paid.id)}); }

Wording further_rows(const ApplicantPaid& paid) {
  return paid.perhaps_more == 0 ? Wording{} : say(S::compare_further_rows, {verbatim(std::to_string(paid.perhaps_more))});
}

// ---- text ----

class Text {
 public:
  Text(const CompareView& report, Language language) : report_(report), language_(language), sides_(side_words(report)) {
    page_.label_columns(kLabels);
  }

  std::string write() {
    page_.line(in(say(S::compare_title)));
    for (const Wording& line : compare_meta(report_)) page_.paragraph(0, in(line));
    page_.rule("=");
    if (report_.applicants.empty()) {
      for (std::size_t row = 0; row < report_.rows.size(); ++row) measures(row);
    } else {
      for (const ApplicantPaid& each : applicants_paid(report_)) applicant(each);
      page_.line();
      page_.paragraph(0, in(say(S::perhaps_more_mark)));
      page_.paragraph(0, in(say(S::compare_outside)));
    }
    page_.line();
    page_.paragraph(0, in(say(S::compare_caveat)));
    return page_.text();
  }

 private:
  const std::string& in(const Wording& words) const { return words.in(language_); }

  void measures(std::size_t row) {
    page_.line();
    page_.line(in(title_of(row, report_)));
    for (std::size_t side = 0; side < sides_.size(); ++side) {
      const std::vector<ir::MeasureId>& of = report_.rows[row].measures[side];
      if (of.empty()) page_.entry(in(sides_[side].name), in(say(S::compare_no_measure)));
      for (const ir::MeasureId id : of) measure(side, measure_words(report_, report_.rows[row], side, id));
    }
  }

  void measure(std::size_t side, const MeasureWords& words) {
    page_.entry(in(sides_[side].name), in(words.name));
    for (const Line& line : lines_of(words)) page_.entry("", in(labelled(line)));
    const std::string text = shortened_quotation(words.quotation.zh, {});
    page_.entry("", in(joined({words.place, text.empty() ? Wording{} : say(S::quoted, {verbatim(text)})}, S::one_space)));
  }

  void applicant(const ApplicantPaid& paid) {
    page_.line();
    page_.spread(in(applicant_title(paid)), in(verdict_words(sides_, paid.most)));
    page_.rule("-");
    for (std::size_t side = 0; side < sides_.size(); ++side)
      page_.entry(in(sides_[side].name), in(joined({say(S::compare_total), paid_in_full(paid.totals[side])}, S::one_space)));
    for (const RowPaid& row : paid.rows) {
      page_.spread("  " + in(title_of(row.row, report_)), in(verdict_words(sides_, row.most)));
      for (std::size_t side = 0; side < sides_.size(); ++side) {
        const bool none = report_.rows[row.row].measures[side].empty();
        page_.entry(in(sides_[side].name), in(none ? say(S::compare_no_measure) : paid_in_full(row.sides[side])));
      }
    }
    if (paid.perhaps_more > 0) page_.paragraph(2, in(further_rows(paid)));
  }

  const CompareView& report_;
  Language language_;
  std::vector<SideWords> sides_;
  Page page_{kTextColumns};
};

// ---- page ----

class Builder {
 public:
  Builder(const CompareView& report, Language language) : report_(report), sides_(side_words(report)) {
    paper_.language = language;
    paper_.title = paper_.heading = paper_.name = in(say(S::compare_title));
    for (const Wording& line : compare_meta(report)) paper_.meta.push_back(in(line));
    paper_.caveat = in(say(S::compare_caveat));
    paper_.full_receipt = in(say(S::compare_hash, {verbatim(report.policy.program.hash)}));
  }

  Paper build() {
    if (!report_.applicants.empty()) applicants();
    overview();
    Block each = section(S::compare_measures);
    for (std::size_t row = 0; row < report_.rows.size(); ++row) each.children.push_back(card(row));
    paper_.blocks.push_back(std::move(each));
    return std::move(paper_);
  }

 private:
  const std::string& in(const Wording& words) const { return words.in(paper_.language); }

  static Block simple(Kind kind, std::string text) {
    Block block;
    block.kind = kind;
    block.text = std::move(text);
    return block;
  }
  Block section(S title) const { return simple(Kind::section, in(say(title))); }

  // A column for each document between `first` and `last` ("" of none).
  Block table(S first, std::optional<S> last) const {
    Block block;
    block.kind = Kind::table;
    std::vector<std::string> head{in(say(first))};
    for (const SideWords& side : sides_) head.push_back(in(side.name));
    if (last) head.push_back(in(say(*last)));
    const std::size_t others = head.size() - 1;
    block.shares = {20};
    for (std::size_t i = 0; i < others; ++i) block.shares.push_back(static_cast<unsigned>(80 / others));
    block.rows.push_back(std::move(head));
    return block;
  }

  void overview() {
    Block block = table(S::compare_row, std::nullopt);
    for (std::size_t row = 0; row < report_.rows.size(); ++row) {
      std::vector<std::string> cells{in(title_of(row, report_))};
      for (std::size_t side = 0; side < sides_.size(); ++side) {
        std::vector<Wording> sums;
        for (const ir::MeasureId id : report_.rows[row].measures[side]) {
          const MeasureWords words = measure_words(report_, report_.rows[row], side, id);
          const Wording cap = words.cap.empty() ? Wording{} : say(S::compare_when, {say(S::compare_cap), words.cap});
          sums.push_back(joined({words.amount, cap}, S::list_semicolon));
        }
        cells.push_back(sums.empty() ? "—" : in(joined(sums, S::compare_and)));
      }
      block.rows.push_back(std::move(cells));
    }
    Block all = section(S::compare_overview);
    all.children.push_back(std::move(block));
    paper_.blocks.push_back(std::move(all));
  }

  Block card(std::size_t row) const {
    Block out = simple(Kind::award, in(title_of(row, report_)));
    std::size_t count = 0;
    for (std::size_t side = 0; side < sides_.size(); ++side) {
      const std::vector<ir::MeasureId>& of = report_.rows[row].measures[side];
      if (!of.empty()) ++count;
      for (const ir::MeasureId id : of) measure(out, side, measure_words(report_, report_.rows[row], side, id));
    }
    out.status = in(say(S::compare_in_documents, {verbatim(std::to_string(count)), verbatim(std::to_string(sides_.size()))}));
    out.tone = count == sides_.size() ? Tone::good : count > 1 ? Tone::partial : Tone::quiet;
    return out;
  }

  void measure(Block& into, std::size_t side, const MeasureWords& words) const {
    Block entries;
    entries.kind = Kind::entries;
    Labelled cell{in(sides_[side].name), {}};
    const auto put = [&](Item::Kind kind, const Wording& what) { cell.items.push_back({kind, what, {}, {}, "", 0}); };
    put(Item::Kind::plain, words.name);
    for (const Line& line : lines_of(words)) put(Item::Kind::plain, labelled(line));
    put(Item::Kind::clause, words.place);
    if (!words.quotation.empty()) put(Item::Kind::quotation, say(S::quoted, {words.quotation}));
    entries.labelled.push_back(std::move(cell));
    into.children.push_back(std::move(entries));
  }

  void applicants() {
    const std::vector<ApplicantPaid> all = applicants_paid(report_);
    Block totals = table(S::column_subject, S::compare_who_is_better);
    Block each = section(S::compare_each_applicant);
    for (const ApplicantPaid& paid : all) {
      std::vector<std::string> cells{in(applicant_title(paid))};
      for (const Paid& total : paid.totals) cells.push_back(in(paid_words(total)));
      cells.push_back(in(verdict_words(sides_, paid.most)));
      totals.rows.push_back(std::move(cells));
      each.children.push_back(applicant(paid));
    }
    Block block = section(S::compare_applicants);
    block.children.push_back(std::move(totals));
    block.children.push_back(simple(Kind::quiet, in(say(S::perhaps_more_mark))));
    block.children.push_back(simple(Kind::quiet, in(say(S::compare_outside))));
    paper_.blocks.push_back(std::move(block));
    paper_.blocks.push_back(std::move(each));
  }

  Block applicant(const ApplicantPaid& paid) const {
    Block out = simple(Kind::fold, in(joined({applicant_title(paid), verdict_words(sides_, paid.most)}, S::middle_dot)));
    Block rows = table(S::compare_row, S::compare_who_is_better);
    for (const RowPaid& row : paid.rows) {
      std::vector<std::string> cells{in(title_of(row.row, report_))};
      for (std::size_t side = 0; side < sides_.size(); ++side)
        cells.push_back(report_.rows[row.row].measures[side].empty() ? "—" : in(paid_in_full(row.sides[side])));
      cells.push_back(in(verdict_words(sides_, row.most)));
      rows.rows.push_back(std::move(cells));
    }
    if (rows.rows.size() > 1) out.children.push_back(std::move(rows));
    if (paid.perhaps_more > 0) out.children.push_back(simple(Kind::quiet, in(further_rows(paid))));
    return out;
  }

  const CompareView& report_;
  std::vector<SideWords> sides_;
  Paper paper_;
};

}  // namespace

std::string compare_text(const CompareView& report, Language language) { return Text(report, language).write(); }
std::string compare_html(const CompareView& report, Language language) { return html_of(Builder(report, language).build()); }
base::Result<std::string> compare_pdf(const CompareView& report, Language language) { return pdf_of(Builder(report, language).build()); }

}  // namespace zhidui::report
