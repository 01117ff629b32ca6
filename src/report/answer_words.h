// Private to report: what is said of an answer as a whole. Text, HTML, PDF and workbook say the same words.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "report/explanation.h"

namespace zhidui::report {

// Where an award stands on the page.
enum class Section {
  due,
  open,
  settled,  // paid in full before
  not_due,
  perhaps_more,  // no candidate is known, but the records are not said to be complete
  later,         // none up to the day of the claim; one may come
  nothing_to_claim,
};
inline constexpr std::array kSections = {Section::due,          Section::open,  Section::settled,         Section::not_due,
                                         Section::perhaps_more, Section::later, Section::nothing_to_claim};
Section section_of(const Explanation& award);
std::string_view sign_of(Section section);  // ✓ ? = ✗ -

struct MeasureSum {
  Wording measure, sum, statuses;
};

// Measures without a known candidate whose records are equally complete.
struct Group {
  struct Row {
    Wording title, place, why;
    std::uint32_t measure = 0;
    std::vector<Wording> years;  // of yearly claims of which the same is to be said
  };
  Wording completeness;  // empty: needs no statement about records
  std::vector<Row> rows;
};

class AnswerWords {
 public:
  // Of `awards` only those that are told about; everything must outlive the object.
  AnswerWords(const View& view, const outcome::Answer& answer, const std::vector<Explanation>& awards)
      : view_(view), answer_(answer), awards_(awards) {}

  Wording subject() const;                 // 云锦光电有限公司 (E01)
  std::vector<Wording> days() const;       // 申报日 2025-03-10
  std::vector<Wording> documents() const;  // 晋市市监〔2023〕177号《…》 …局
  // What the known candidates can come to, where records that nobody has shown leave the whole without a bound.
  Wording total_words() const;
  // Of the awards shown, where they are all that the answer has of one measure; nothing else.
  std::optional<Wording> measure_total() const;
  Wording counted() const;  // 共 2 项申领: …
  std::vector<MeasureSum> measures() const;
  Wording rests_on() const;  // on house defaults, which are not the law; empty: on none
  std::vector<const Explanation*> of(Section section) const;
  Wording section_title(Section section) const;
  std::vector<Group> groups(Section section) const;

 private:
  Wording sum_words(const outcome::Interval& sum, std::optional<std::uint32_t> measure) const;
  Wording known_total_words() const;
  Wording statuses_words(std::optional<std::uint32_t> measure) const;
  bool has_candidate(std::uint32_t measure) const;
  std::optional<Wording> document(ir::DocumentId id) const;

  const View& view_;
  const outcome::Answer& answer_;
  const std::vector<Explanation>& awards_;
};

}  // namespace zhidui::report
