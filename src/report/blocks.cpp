#include "report/blocks.h"

#include <algorithm>

#include "report/answer_words.h"
#include "report/totals.h"

namespace zhidui::report {

using outcome::Answer;
using outcome::Status;
using Kind = Block::Kind;

namespace {

constexpr std::size_t kReceiptCharacters = 8;

// What is common to both pages.
class Builder {
 public:
  Builder(const View& view, const Answer& answer, const std::vector<Explanation>& awards, Language language)
      : view_(view), answer_(answer), awards_(awards), words_(view, answer, awards) {
    paper_.language = language;
    paper_.heading = in(words_.subject());
    paper_.name = paper_.heading;
    paper_.receipt = in(say(Sentence::receipt, {verbatim(answer.receipt.substr(0, kReceiptCharacters))}));
    paper_.meta.push_back(in(joined(words_.days(), Sentence::middle_dot)));
    for (const Wording& document : words_.documents()) paper_.meta.push_back(in(document));
    paper_.caveat = in(say(Sentence::disclaimer));
    paper_.full_receipt = in(say(Sentence::page_full_receipt, {verbatim(answer.receipt)}));
  }

 protected:
  const std::string& in(const Wording& words) const { return words.in(paper_.language); }
  std::string in(Sentence sentence) const { return in(say(sentence)); }

  Block& put(Block block) { return paper_.blocks.emplace_back(std::move(block)); }
  static Block simple(Kind kind, std::string text) {
    Block block;
    block.kind = kind;
    block.text = std::move(text);
    return block;
  }

  void total() {
    Block sum = simple(Kind::total, in(Sentence::page_total));
    sum.aside = in(words_.total_words());
    put(sum);
    const base::Rational now = payable_now(answer_);
    const outcome::Interval all = listed_total(answer_);
    const bool same = all.single() && all.lo == now;
    if (!same && now.sign() > 0) put(simple(Kind::paragraph, in(say(Sentence::page_now, {money_words(now)}))));
    if (const Wording counted = words_.counted(); !counted.empty()) put(simple(Kind::quiet, in(counted)));
    if (const Wording house = words_.rests_on(); !house.empty()) put(simple(Kind::notice, in(house)));
    for (const outcome::Note& note : answer_.notes) put(simple(Kind::notice, in(say(Sentence::note, {Wording{note.zh, note.en}}))));
  }

  // One row a thing, with all the awards that wait for it.
  Block opens_table(const std::vector<OpenUse> Explanation::* list, Sentence title, Sentence what, Sentence who) const {
    Block table;
    table.kind = Kind::table;
    std::vector<Wording> seen;
    std::vector<std::vector<Wording>> concerns;
    for (const Explanation& award : awards_) {
      if (award.no_candidate) continue;
      for (const OpenUse& open : award.*list) {
        const Wording& named = open.asked.empty() ? open.what : open.asked;
        const auto found = std::find(seen.begin(), seen.end(), named);
        const Wording concerned = joined({award.measure, award.unit}, Sentence::middle_dot);
        if (found != seen.end()) {
          concerns[static_cast<std::size_t>(found - seen.begin())].push_back(concerned);
          continue;
        }
        seen.push_back(named);
        concerns.push_back({concerned});
        table.rows.push_back({in(named), in(open.who), ""});
      }
    }
    for (std::size_t i = 0; i < concerns.size(); ++i) table.rows[i][2] = in(joined(concerns[i], Sentence::list_semicolon));
    Block section = simple(Kind::section, in(title));
    if (table.rows.empty()) return section;
    table.rows.insert(table.rows.begin(), {in(what), in(who), in(Sentence::page_column_concerns)});
    section.children.push_back(std::move(table));
    return section;
  }

  void missing(bool also_nothing) {
    Block open = opens_table(&Explanation::missing, Sentence::page_missing, Sentence::page_column_what, Sentence::page_column_who);
    if (open.children.empty() && also_nothing) open.children.push_back(simple(Kind::paragraph, in(Sentence::page_nothing_missing)));
    if (!open.children.empty()) put(std::move(open));
    Block awaited =
        opens_table(&Explanation::awaited, Sentence::page_awaited, Sentence::page_column_awaited, Sentence::page_column_decider);
    if (!awaited.children.empty()) put(std::move(awaited));
  }

  Block head_of(const Explanation& award, std::size_t number) const {
    const Wording title = joined({award.measure, award.unit}, Sentence::middle_dot);
    Block block = simple(Kind::award, in(say(Sentence::numbered, {verbatim(std::to_string(number)), title})));
    block.aside = in(award.sum);
    block.status = in(award.status);
    block.tone = tone_of(award);
    return block;
  }

  Labelled labelled(const Entry& entry) const { return {in(entry.label), entry.items}; }

  // Measures without a known candidate, as tables by how complete the records are.
  Block without_candidates(Section section) const {
    Block out = simple(Kind::fold, in(words_.section_title(section)));
    for (const Group& group : words_.groups(section)) {
      if (!group.completeness.empty()) out.children.push_back(simple(Kind::quiet, in(group.completeness)));
      Block table;
      table.kind = Kind::table;
      table.rows.push_back({in(Sentence::page_column_award), in(Sentence::page_column_place), in(Sentence::page_column_why)});
      for (const Group::Row& row : group.rows) table.rows.push_back({in(row.title), in(row.place), in(row.why)});
      out.children.push_back(std::move(table));
    }
    return out;
  }

  static bool has_candidates(Section section) {
    return section == Section::due || section == Section::open || section == Section::settled || section == Section::not_due;
  }

  const View& view_;
  const Answer& answer_;
  const std::vector<Explanation>& awards_;
  AnswerWords words_;
  Paper paper_;
};

class ApplicantPage : public Builder {
 public:
  using Builder::Builder;

  Paper write() {
    paper_.title = in(say(Sentence::page_applicant_title, {words_.subject()}));
    total();
    missing(true);
    std::size_t number = 0;
    for (const Section section : kSections) {
      if (words_.of(section).empty()) continue;
      if (!has_candidates(section)) {
        put(without_candidates(section)).on_screen_only = true;
        continue;
      }
      Block& block = put(simple(Kind::section, in(words_.section_title(section))));
      for (const Explanation* award : words_.of(section)) block.children.push_back(card(*award, ++number));
    }
    return std::move(paper_);
  }

 private:
  // The conclusion, the clause, what next and what to bring stand in sight; the rest is folded.
  Block card(const Explanation& award, std::size_t number) const {
    Block block = head_of(award, number);
    Block clauses, todo, more;
    clauses.kind = Kind::clauses;
    todo.kind = more.kind = Kind::entries;
    for (const Entry& entry : entries_of(view_, award)) {
      const bool next = entry.label == Sentence::label_repairs || entry.part == Entry::Part::claiming;
      if (entry.label == Sentence::label_reason) {
        for (const Item& item : entry.items) block.children.push_back(simple(Kind::paragraph, in(item.words)));
      } else if (entry.label == Sentence::label_clause) {
        clauses.items = entry.items;
      } else {
        (next ? todo : more).labelled.push_back(labelled(entry));
      }
    }
    if (!clauses.items.empty()) block.children.push_back(std::move(clauses));
    if (!todo.labelled.empty()) block.children.push_back(std::move(todo));
    if (more.labelled.empty()) return block;
    Block fold = simple(Kind::fold, in(Sentence::page_more));
    fold.on_screen_only = true;
    fold.children.push_back(std::move(more));
    block.children.push_back(std::move(fold));
    return block;
  }
};

class CasePage : public Builder {
 public:
  using Builder::Builder;

  Paper write() {
    paper_.title = in(say(Sentence::page_case_title, {words_.subject()}));
    paper_.new_sheet_for_award = true;
    total();
    measures();
    missing(false);
    std::size_t number = 0;
    for (const Section section : kSections) {
      if (words_.of(section).empty()) continue;
      if (!has_candidates(section)) {
        Block block = without_candidates(section);
        block.kind = Kind::section;
        put(std::move(block));
        continue;
      }
      Block& block = put(simple(Kind::section, in(words_.section_title(section))));
      for (const Explanation* award : words_.of(section)) block.children.push_back(whole(*award, ++number));
    }
    return std::move(paper_);
  }

 private:
  void measures() {
    Block table;
    table.kind = Kind::table;
    table.rows.push_back({in(Sentence::column_measure), in(Sentence::column_total), in(Sentence::page_column_statuses)});
    for (const MeasureSum& each : words_.measures()) table.rows.push_back({in(each.measure), in(each.sum), in(each.statuses)});
    if (table.rows.size() < 2) return;
    Block section = simple(Kind::section, in(Sentence::page_measures));
    section.children.push_back(std::move(table));
    put(std::move(section));
  }

  Block whole(const Explanation& award, std::size_t number) const {
    Block block = head_of(award, number);
    Block entries;
    entries.kind = Kind::entries;
    for (const Entry& entry : entries_of(view_, award)) entries.labelled.push_back(labelled(entry));
    block.children.push_back(std::move(entries));
    block.children.push_back(official(award));
    Block findings = simple(Kind::findings, in(Sentence::page_findings));
    for (const Sentence each :
         {Sentence::page_finding_facts, Sentence::page_finding_papers, Sentence::page_finding_clause, Sentence::page_finding_agreed})
      findings.items.push_back({Item::Kind::sign, say(each), {}, {}, "☐", 0});
    findings.items.push_back({Item::Kind::fact, say(Sentence::page_finding_other), {}, {}, "☐", 0});
    for (const Sentence each : {Sentence::page_finding_reason, Sentence::page_finding_signed, Sentence::page_finding_day})
      findings.items.push_back({Item::Kind::fact, say(each), {}, {}, "", 0});
    block.children.push_back(std::move(findings));
    return block;
  }

  // The clauses in full, where the entries above hold what decided.
  Block official(const Explanation& award) const {
    Block fold = simple(Kind::fold, in(Sentence::page_official_text));
    Block clauses;
    clauses.kind = Kind::clauses;
    for (const Quotation& quotation : award.quotations) {
      clauses.items.push_back(
          {Item::Kind::clause, say(Sentence::clause_of, {verbatim(quotation.document), quotation.place}), {}, {}, "", 0});
      clauses.items.push_back({Item::Kind::quotation, say(Sentence::quoted, {verbatim(quotation.text)}), {}, {}, "", 0});
    }
    fold.children.push_back(std::move(clauses));
    return fold;
  }
};

}  // namespace

Tone tone_of(const Explanation& award) {
  switch (award.award->status) {
    case Status::eligible: return Tone::good;
    case Status::capped:
    case Status::deduplicated: return Tone::partial;
    case Status::conflict:
    case Status::gap:
    case Status::unknown:
    case Status::needs_determination: return Tone::open;
    case Status::not_in_force: return Tone::quiet;
    case Status::ineligible:
    case Status::lost_competition: break;
  }
  return Tone::bad;
}

Paper applicant_page(const View& view, const Answer& answer, const std::vector<Explanation>& awards, Language language) {
  return ApplicantPage(view, answer, awards, language).write();
}

Paper case_page(const View& view, const Answer& answer, const std::vector<Explanation>& awards, Language language) {
  return CasePage(view, answer, awards, language).write();
}

}  // namespace zhidui::report
