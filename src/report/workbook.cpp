#include "report/workbook.h"

#include <algorithm>
#include <map>
#include <utility>

#include "report/answer_words.h"
#include "report/blocks.h"
#include "report/tallies.h"
#include "report/totals.h"
#include "spreadsheet/table.h"

namespace zhidui::report {

using outcome::Answer;
using spreadsheet::Print;
using spreadsheet::SheetWriter;
using spreadsheet::Style;
using spreadsheet::Table;
using spreadsheet::TableColumn;
using spreadsheet::WorkbookWriter;

namespace {

constexpr Style kWrapped{.wrapped = true};
constexpr Style kBold{.bold = true};
constexpr std::size_t kReceiptCharacters = 8;  // as on a page; in full in the summary

}  // namespace

struct WorkbookReport::Inner {
  Inner(WorkbookWriter opened, const View& seen, Language shown) : book(std::move(opened)), view(seen), language(shown) {
    for (const outcome::Status status : kShownStatuses) statuses.push_back(in(status_words(status)));
  }

  const std::string& in(const Wording& words) const { return words.in(language); }
  std::string in(Sentence sentence) const { return in(say(sentence)); }

  Print print() const {
    Print setup;
    setup.header_left = in(Sentence::book_title);
    setup.header_right = in(say(Sentence::day_value, {say(Sentence::claimed_day), date_words(view.scope.claimed)}));
    setup.footer_left = in(Sentence::disclaimer);
    return setup;
  }

  std::unique_ptr<Table> table(Sentence name, const std::vector<std::pair<Sentence, unsigned>>& columns, spreadsheet::ColumnIndex frozen,
                               bool with_statuses = false, const std::vector<std::pair<Sentence, unsigned>>& not_printed = {}) {
    std::vector<TableColumn> specs;
    for (const auto& [title, width] : columns) specs.push_back({in(title), width});
    for (const std::string& status : statuses) {
      if (with_statuses) specs.push_back({status, 9});
    }
    for (const auto& [title, width] : not_printed) specs.push_back({in(title), width, false});
    return std::make_unique<Table>(book, in(name), std::move(specs), print(), frozen);
  }

  void open_tables() {
    using S = Sentence;
    summary = table(S::book_summary,
                    {{S::column_id, 10},
                     {S::column_subject, 30},
                     {S::book_total_least, 15},
                     {S::book_total_most, 15},
                     {S::page_column_now, 15},
                     {S::book_perhaps_more, 9}},
                    2, true, {{S::book_receipt, 68}});
    awards = table(S::book_awards,
                   {{S::column_id, 8},
                    {S::column_subject, 22},
                    {S::column_measure, 18},
                    {S::book_unit, 20},
                    {S::book_period, 6},
                    {S::book_clause, 22},
                    {S::page_column_statuses, 12},
                    {S::book_sum_least, 14},
                    {S::book_sum_most, 14},
                    {S::book_cut, 12},
                    {S::book_payable_least, 14},
                    {S::book_payable_most, 14},
                    {S::book_reason, 46},
                    {S::book_decider, 18}},
                   3, false, {{S::book_key, 44}, {S::book_receipt, 12}});
    cuts = table(S::book_cuts,
                 {{S::column_id, 10},
                  {S::column_subject, 26},
                  {S::column_measure, 20},
                  {S::book_unit, 24},
                  {S::book_rule, 24},
                  {S::book_kind, 12},
                  {S::book_base_least, 15},
                  {S::book_base_most, 15},
                  {S::book_after_least, 15},
                  {S::book_after_most, 15},
                  {S::book_what_rule_did, 50},
                  {S::book_cause, 40},
                  {S::book_clause, 24}},
                 3);
    missing = table(
        S::book_missing,
        {{S::column_id, 10}, {S::column_subject, 26}, {S::book_kind, 10}, {S::book_item, 60}, {S::book_who, 30}, {S::book_waiting, 50}}, 2);
    clauses =
        table(S::book_clauses,
              {{S::book_clause, 40}, {S::column_measure, 24}, {S::book_claims, 10}, {S::book_total_least, 16}, {S::book_total_most, 16}}, 2,
              true);
    readings = table(S::book_readings,
                     {{S::book_reading, 11},
                      {S::book_question, 40},
                      {S::book_standing, 26},
                      {S::book_taken, 30},
                      {S::column_id, 10},
                      {S::column_subject, 26},
                      {S::column_measure, 20},
                      {S::book_unit, 24},
                      {S::book_payable_least, 15},
                      {S::book_payable_most, 15},
                      {S::book_otherwise, 50}},
                     1);
    about = &book.add(in(S::book_about));
  }

  // ---- cells ----

  std::string name_of(const Answer& answer) const {
    const auto record = view.facts.find(answer.subject);
    return record ? in(record_title(view, *record)) : answer.subject;
  }

  void interval(Table& into, const outcome::Interval& sum, const Style& style = {}) const {
    into.money(sum.lo, style);
    if (sum.hi_unbounded) into.text(in(Sentence::book_no_bound), style);
    else into.money(sum.hi, style);
  }

  std::string places_of(const std::vector<Quotation>& quotations) const {
    std::vector<Wording> places;
    for (const Quotation& quotation : quotations) {
      const Wording place = say(Sentence::clause_of, {verbatim(quotation.document), quotation.place});
      if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(place);
    }
    return in(joined(places, Sentence::list_semicolon));
  }

  void claim_cells(Table& into, const Answer& answer, const Explanation& award) const {
    into.text(answer.subject);
    into.text(name_of(answer));
    into.text(in(award.measure), kWrapped);
    into.text(in(award.unit), kWrapped);
  }

  // ---- rows ----

  void add_award(const Answer& answer, const Explanation& award) {
    const outcome::Award& made = *award.award;
    awards->next();
    claim_cells(*awards, answer, award);
    if (made.claim.key.period) awards->text(std::to_string(*made.claim.key.period));
    else awards->skip();
    awards->text(places_of(award.quotations), kWrapped);
    awards->text(in(award.status), {.tone = tone_of(award)});
    interval(*awards, made.claim.base.money.interval);
    cut_cell(made);
    payable_cells(award);
    awards->text(in(award.reason), kWrapped);
    awards->text(in(award.decider), kWrapped);
    awards->text(made.claim.key.to_string());
    awards->text(answer.receipt.substr(0, kReceiptCharacters));
    for (const CutUse& cut : award.cuts) add_cut(answer, award, cut);
    for (const ReadingUse& reading : award.readings) add_reading(answer, award, reading);
    place_of_measure.try_emplace(made.claim.measure, places_of(award.quotations));
  }

  // Where the text states no sum there is none, not 0.
  void payable_cells(const Explanation& award) {
    const outcome::Interval& sum = award.award->payable.money.interval;
    if (award.award->status != outcome::Status::gap || !sum.single()) return interval(*awards, sum, kBold);
    awards->text(in(award.sum), kBold);
    awards->text(in(award.sum), kBold);
  }

  // What all rules together took; nothing where that is not one sum.
  void cut_cell(const outcome::Award& award) {
    base::Rational sum;
    for (const outcome::Cut& cut : award.cuts) {
      if (!cut.before.interval.single() || !cut.after.interval.single()) return awards->skip();
      sum = sum + cut.before.interval.lo - cut.after.interval.lo;
    }
    awards->money(sum);
  }

  void add_cut(const Answer& answer, const Explanation& award, const CutUse& use) {
    const outcome::Cut& cut = award.award->cuts[use.index];
    if (!changes(cut)) return;
    cuts->next();
    claim_cells(*cuts, answer, award);
    cuts->text(cut.rule.empty() ? in(Sentence::book_own_key) : cut.rule, kWrapped);
    cuts->text(in(cut_kind_words(cut.kind)));
    interval(*cuts, cut.before.interval);
    interval(*cuts, cut.after.interval);
    cuts->text(in(use.words), kWrapped);
    cuts->text(in(joined(use.against, Sentence::list_semicolon)), kWrapped);
    cuts->text(places_of(use.quotations), kWrapped);
  }

  void add_reading(const Answer& answer, const Explanation& award, const ReadingUse& use) {
    readings->next();
    readings->text(use.code, kBold);
    readings->text(use.question, kWrapped);
    readings->text(in(use.standing), kWrapped);
    Wording taken;
    std::vector<Wording> others;
    for (const AlternativeUse& each : use.alternatives) {
      const Wording named = say(Sentence::alternative_named, {each.label, each.meaning});
      if (each.taken) taken = named;
      else others.push_back(each.payable ? say(Sentence::alternative_sum, {named, each.sum}) : say(Sentence::alternative_same, {named}));
    }
    readings->text(in(taken), kWrapped);
    claim_cells(*readings, answer, award);
    interval(*readings, award.award->payable.money.interval);
    readings->text(in(joined(others, Sentence::list_semicolon)), kWrapped);
  }

  void add_missing(const Answer& answer, const std::vector<Explanation>& list, std::vector<OpenUse> Explanation::* opens, Sentence kind,
                   Tone tone) {
    struct Wait {
      Wording what, who;
      std::vector<Wording> awards;
    };
    std::vector<Wait> waits;
    for (const Explanation& award : list) {
      if (award.no_candidate) continue;
      for (const OpenUse& open : award.*opens) {
        const Wording& what = open.asked.empty() ? open.what : open.asked;
        auto found = std::find_if(waits.begin(), waits.end(), [&](const Wait& wait) { return wait.what == what; });
        if (found == waits.end()) found = waits.insert(waits.end(), Wait{what, open.who, {}});
        found->awards.push_back(joined({award.measure, award.unit}, Sentence::middle_dot));
      }
    }
    for (const Wait& wait : waits) {
      missing->next();
      missing->text(answer.subject);
      missing->text(name_of(answer));
      missing->text(in(kind), {.tone = tone});
      missing->text(in(wait.what), kWrapped);
      missing->text(in(wait.who), kWrapped);
      missing->text(in(joined(wait.awards, Sentence::list_semicolon)), kWrapped);
    }
  }

  // ---- over all ----

  void counts(Table& into, const Tally& tally) const {
    for (const outcome::Status status : kShownStatuses) {
      const auto found = tally.count.find(status);
      if (found == tally.count.end()) into.skip();
      else into.integer(found->second);
    }
  }

  void write_summary(const std::vector<Answer>& answers, const Tallies& tallies) {
    base::Rational now;
    for (std::size_t i = 0; i < answers.size(); ++i) {
      const base::Rational payable = payable_now(answers[i]);
      now = now + payable;
      summary->next();
      summary->text(answers[i].subject);
      summary->text(name_of(answers[i]));
      interval(*summary, tallies.subjects[i].total);
      summary->money(payable, kBold);
      summary->integer(tallies.subjects[i].perhaps_more);
      counts(*summary, tallies.subjects[i]);
      summary->text(answers[i].receipt);
    }
    summary->filter();  // not over the row of the total
    summary->next();
    summary->text(in(Sentence::row_total), kBold);
    summary->skip();
    interval(*summary, tallies.all.total, kBold);
    summary->money(now, kBold);
    summary->integer(tallies.all.perhaps_more, kBold);
    counts(*summary, tallies.all);
    summary->end();
  }

  void write_clauses(const Tallies& tallies) {
    for (const auto& [measure, tally] : tallies.measures) {
      if (tally.awards == 0) continue;
      clauses->next();
      clauses->text(place_of_measure[measure], kWrapped);
      clauses->text(in(name_words(view.policy.program.measures[measure].name)));
      clauses->integer(tally.awards);
      interval(*clauses, tally.total);
      counts(*clauses, tally);
    }
    clauses->filter();  // as above
    clauses->next();
    clauses->text(in(Sentence::row_total), kBold);
    clauses->skip();
    clauses->integer(tallies.all.awards, kBold);
    interval(*clauses, tallies.all.total, kBold);
    counts(*clauses, tallies.all);
    clauses->end();
  }

  void write_about(std::size_t applicants) {
    about->column_width(0, 0, 16);
    about->column_width(1, 1, 100);
    about->print(print());
    about->text(0, 0, in(Sentence::book_title), {.large = true});
    spreadsheet::RowIndex row = 2;
    const auto line = [&](Sentence label, const std::string& words) {
      about->text(row, 0, in(label), kBold);
      about->text(row++, 1, words, kWrapped);
    };
    const Answer none;
    const std::vector<Explanation> no_awards;
    const AnswerWords words(view, none, no_awards);
    line(Sentence::book_row_what, in(Sentence::disclaimer));
    for (const Wording& document : words.documents()) line(Sentence::book_row_policy, in(document));
    line(Sentence::claimed_day, in(joined(words.days(), Sentence::middle_dot)));
    line(Sentence::book_summary, in(say(Sentence::page_index_title, {verbatim(std::to_string(applicants))})));
    line(Sentence::book_row_money, in(Sentence::book_money_unit));
    line(Sentence::book_row_base, in(Sentence::book_base_meant));
    line(Sentence::book_row_rows, in(Sentence::book_rows_listed));
    line(Sentence::book_row_totals, in(Sentence::added_up));
    line(Sentence::book_row_receipts, in(Sentence::book_receipts_stand));
    line(Sentence::book_row_policy_hash, view.policy.program.hash);
    line(Sentence::book_row_facts_hash, view.facts.hash);
  }

  WorkbookWriter book;
  View view;
  Language language;
  std::vector<std::string> statuses;
  std::unique_ptr<Table> summary, awards, cuts, missing, clauses, readings;
  SheetWriter* about = nullptr;
  std::map<std::uint32_t, std::string> place_of_measure;
};

WorkbookReport::WorkbookReport(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}
WorkbookReport::WorkbookReport(WorkbookReport&& other) noexcept = default;
WorkbookReport::~WorkbookReport() = default;

base::Result<WorkbookReport> WorkbookReport::create(const std::string& path, const View& view, Language language) {
  spreadsheet::Properties properties;
  properties.title = say(Sentence::book_title).in(language);
  properties.comments = say(Sentence::disclaimer).in(language);
  auto inner = std::make_unique<Inner>(TRY(WorkbookWriter::to_file(path, properties, WorkbookWriter::Memory::by_rows)), view, language);
  inner->open_tables();
  return WorkbookReport(std::move(inner));
}

void WorkbookReport::add(const Answer& answer, const std::vector<Explanation>& awards) {
  for (const Explanation& award : awards) {
    if (!award.no_candidate) inner_->add_award(answer, award);
  }
  inner_->add_missing(answer, awards, &Explanation::missing, Sentence::book_kind_missing, Tone::open);
  inner_->add_missing(answer, awards, &Explanation::awaited, Sentence::book_kind_awaited, Tone::partial);
}

std::optional<base::Error> WorkbookReport::finish(const std::vector<Answer>& answers) {
  const Tallies tallies = tallies_of(inner_->view, answers);
  inner_->write_summary(answers, tallies);
  inner_->write_clauses(tallies);
  inner_->write_about(answers.size());
  for (Table* table : {inner_->awards.get(), inner_->cuts.get(), inner_->missing.get(), inner_->readings.get()}) table->finish();
  return inner_->book.finish();
}

}  // namespace zhidui::report
