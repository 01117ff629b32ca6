// The explanation of one applicant: heading, awards by what the reader can do about them, totals, notes.
#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "report/answer_words.h"
#include "report/text_page.h"

namespace zhidui::report {

using outcome::Answer;
using outcome::Status;

namespace {

constexpr std::size_t kReceiptCharacters = 8;

class AnswerPage {
 public:
  AnswerPage(const View& view, const Answer& answer, const TextOptions& options)
      : view_(view),
        answer_(answer),
        options_(options),
        page_(kTextColumns),
        awards_(explain_all(view, answer, options.detail == Detail::full)),
        words_(view, answer, awards_) {
    page_.label_columns(options.language == Language::zh ? 10 : 12);
    if (!options.award.empty()) {
      std::erase_if(awards_, [&](const Explanation& award) { return !names_award(view.policy.program, *award.award, options.award); });
    }
  }

  std::string full() {
    heading();
    std::size_t number = 0;
    for (const Section section : kSections) {
      const std::vector<const Explanation*> list = words_.of(section);
      if (list.empty()) continue;
      page_.line();
      page_.line(in(words_.section_title(section)));
      page_.rule("-");
      const bool listed = section == Section::nothing_to_claim || section == Section::perhaps_more || section == Section::later;
      if (listed && options_.award.empty()) {
        without_candidates(section);
        continue;
      }
      for (std::size_t i = 0; i < list.size(); ++i) {
        if (i > 0) page_.line();
        write_award(page_, view_, *list[i], ++number, options_.language);
      }
    }
    totals();
    return page_.text();
  }

  std::string compact() {
    page_.spread(in(words_.subject()), in(say(Sentence::total_of, {words_.total_words()})));
    std::vector<std::vector<std::string>> rows;
    for (const Section section : {Section::due, Section::open, Section::settled, Section::not_due}) {
      for (const Explanation* award : words_.of(section)) rows.push_back(compact_row(*award, section));
    }
    align_sums(rows);
    compact_rows(rows);
    const auto others = [&](Section section, Sentence sentence) {
      const std::size_t count = words_.of(section).size();
      if (count > 0) page_.paragraph(2, in(say(sentence, {count_words(count), claimed_day()})));
    };
    others(Section::perhaps_more, Sentence::others_perhaps);
    others(Section::later, Sentence::others_later);
    others(Section::nothing_to_claim, Sentence::others_nothing);
    return page_.text();
  }

 private:
  const std::string& in(const Wording& words) const { return words.in(options_.language); }
  static Wording count_words(std::size_t n) { return verbatim(std::to_string(n)); }
  Wording claimed_day() const { return date_words(view_.scope.claimed); }

  // ---- heading ----

  // Where one award is asked for, its own sum; of several the total is that of the applicant, and says so.
  Wording shown_total() const {
    // Of a single claim it is the sum of that claim.
    const bool single = awards_.size() == 1 && !awards_.front().no_candidate;
    if (options_.award.empty() && !single) return say(Sentence::total_of, {words_.total_words()});
    if (awards_.size() == 1) return say(Sentence::sum_of_award, {awards_.front().sum});
    const auto of_measure = words_.measure_total();
    return of_measure ? say(Sentence::sum_of_measure, {*of_measure}) : say(Sentence::sum_of_applicant, {words_.total_words()});
  }

  void heading() {
    page_.spread(in(words_.subject()), in(shown_total()));
    page_.line(in(joined(words_.days(), Sentence::middle_dot)));
    for (const Wording& document : words_.documents()) page_.paragraph(0, in(document));
    page_.rule("=");
  }

  // ---- awards ----

  // What there is none of, under a line that says how complete the records are and who says so.
  void without_candidates(Section section) {
    page_.label_columns(0);
    for (const Group& group : words_.groups(section)) {
      std::vector<std::vector<std::string>> rows;
      const std::string indent = group.completeness.empty() ? "" : "  ";
      for (const Group::Row& row : group.rows) rows.push_back({indent + in(row.title), in(row.place), in(row.why)});
      if (!group.completeness.empty()) page_.paragraph(2, in(say(Sentence::group_heading, {group.completeness})));
      page_.table("", rows);
    }
    page_.label_columns(options_.language == Language::zh ? 10 : 12);
  }

  std::vector<std::string> compact_row(const Explanation& award, Section section) const {
    const auto quotation = std::find_if(award.quotations.begin(), award.quotations.end(), [](const Quotation& q) { return q.decides; });
    const std::string place = quotation == award.quotations.end() ? "" : in(quotation->place);
    const bool plain = award.award->status == Status::eligible;
    return {std::string(sign_of(section)) + " " + in(award.status), in(award.sum),
            in(joined({award.measure, award.unit}, Sentence::middle_dot)), place, plain ? "" : in(award.reason)};
  }

  // One line an award; why it is less than the full sum stands below.
  void compact_rows(const std::vector<std::vector<std::string>>& rows) {
    std::array<std::size_t, 3> widths{};
    for (const auto& row : rows) {
      for (std::size_t i = 0; i < widths.size(); ++i) widths[i] = std::max(widths[i], base::display_width(row[i]));
    }
    for (const auto& row : rows) {
      page_.line("  " + padded(row[0], widths[0]) + "  " + row[1] + "  " + padded(row[2], widths[2]) + "  " + row[3]);
      if (!row[4].empty()) page_.paragraph(6, row[4]);
    }
  }

  static void align_sums(std::vector<std::vector<std::string>>& rows) {
    std::size_t widest = 0;
    for (const auto& row : rows) widest = std::max(widest, base::display_width(row[1]));
    for (auto& row : rows) row[1] = padded_left(row[1], widest);
  }

  // ---- totals ----

  void totals() {
    page_.line();
    page_.rule("=");
    if (options_.award.empty()) {
      per_measure();
      page_.spread(in(words_.counted()), in(say(Sentence::total_of, {words_.total_words()})));
    }
    for (const outcome::Note& note : answer_.notes) page_.paragraph(0, in(say(Sentence::note, {Wording{note.zh, note.en}})));
    if (const Wording house = words_.rests_on(); !house.empty()) page_.paragraph(0, in(house));
    page_.spread(in(say(Sentence::disclaimer)), in(say(Sentence::receipt, {verbatim(answer_.receipt.substr(0, kReceiptCharacters))})));
  }

  void per_measure() {
    std::vector<std::vector<std::string>> rows;
    for (const MeasureSum& each : words_.measures()) rows.push_back({"", in(each.sum), in(each.measure), in(each.statuses)});
    align_sums(rows);
    for (auto& row : rows) row.erase(row.begin());
    page_.label_columns(0);
    page_.table("", rows);
  }

  const View& view_;
  const Answer& answer_;
  const TextOptions& options_;
  Page page_;
  std::vector<Explanation> awards_;
  AnswerWords words_;
};

}  // namespace

std::string text(const View& view, const Answer& answer, const TextOptions& options) {
  AnswerPage page(view, answer, options);
  return options.detail == Detail::full ? page.full() : page.compact();
}

}  // namespace zhidui::report
