// What is said of one award, in which order.
#include "report/award_entries.h"

#include <algorithm>

#include "facts/lookup.h"

namespace zhidui::report {

using outcome::Status;

namespace {

std::string_view sign_of(Mark mark) {
  switch (mark) {
    case Mark::holds: return "✓";
    case Mark::fails: return "✗";
    case Mark::open: return "?";
  }
  return "";
}

class AwardEntries {
 public:
  AwardEntries(const View& view, const Explanation& award) : view_(view), award_(award) {}

  // First what a reader has to know: what, why, by which clause and fact, what next. Then how it was checked.
  std::vector<Entry> write() {
    entry(Sentence::label_reason, award_.reason);
    clauses();
    lines(Sentence::label_deciding, award_.deciding);
    readings();
    lines(Sentence::label_repairs, award_.next);
    part_ = Entry::Part::claiming;
    claiming();
    part_ = Entry::Part::details;
    if (award_.award->status != Status::not_in_force && !award_.no_candidate) details();
    return std::move(out_);
  }

 private:
  // Of a document that does not apply nothing further matters.
  void details() {
    entry(Sentence::label_force, award_.validity);
    conditions();
    if (!(award_.selection == award_.reason)) entry(Sentence::label_selection, award_.selection);
    if (!tells_rivals(award_)) {
      for (const Wording& rival : award_.rivals) entry(Sentence::label_selection, rival);
    }
    amount();
    faults();
    cuts();
    earlier();
    facts();
    rows();
  }

  // To the entry of that label where it stands last, else to a new one.
  Item& put(Sentence label, Item item) {
    if (out_.empty() || out_.back().label != label || out_.back().part != part_) out_.push_back({label, part_, {}});
    return out_.back().items.emplace_back(std::move(item));
  }
  void entry(Sentence label, const Wording& words) {
    if (!words.empty()) put(label, {Item::Kind::plain, words, {}, {}, "", 0});
  }
  void item(Sentence label, int depth, std::string_view sign, const Wording& words) {
    put(label, {Item::Kind::sign, words, {}, {}, std::string(sign), depth});
  }
  void lines(Sentence label, const std::vector<Wording>& list) {
    for (const Wording& words : list) entry(label, words);
  }

  void clauses() {
    for (const Quotation& quotation : award_.quotations) {
      if (quotation.decides) clause(quotation);
    }
    // General clauses that decided against the applicant, or have not decided yet; those of the day and of the cuts.
    for (const Condition& condition : award_.conditions) {
      const bool fails = award_.award->status == Status::ineligible;
      if (condition.mark == Mark::holds || (fails && condition.mark != Mark::fails)) continue;
      for (const Quotation& quotation : condition.quotations) clause(quotation);
    }
    definitions();
    if (award_.award->status == Status::not_in_force) {
      for (const Quotation& quotation : award_.validity_quotations) clause(quotation);
    }
    for (const CutUse& cut : award_.cuts) {
      const outcome::Cut& made = award_.award->cuts[cut.index];
      // What may perhaps have been paid before needs no clause.
      const bool own_perhaps = made.rule.empty() && award_.award->status != Status::deduplicated;
      if (!(changes(made) || weighed_only(made)) || own_perhaps) continue;
      for (const Quotation& quotation : cut.quotations) clause(quotation);
    }
  }

  // The statutes that say what the conditions mean which decided: of an award that is due all of them.
  void definitions() {
    const Status status = award_.award->status;
    if (status == Status::not_in_force || status == Status::lost_competition) return;
    const bool open = status == Status::unknown || status == Status::needs_determination;
    std::vector<std::string> said;
    for (const Condition& condition : award_.conditions) {
      const bool decides = status == Status::ineligible ? condition.mark == Mark::fails : !open || condition.mark == Mark::open;
      if (!decides) continue;
      for (const Definition& each : condition.definitions) {
        if (std::find(said.begin(), said.end(), each.source) != said.end()) continue;
        said.push_back(each.source);
        put(Sentence::label_clause, {Item::Kind::clause, say(Sentence::defined_by, {verbatim(each.source), each.name}), {}, {}, "", 0});
        entry(Sentence::label_clause, each.row);
      }
    }
  }

  void clause(const Quotation& quotation) {
    const bool said = std::any_of(clauses_said_.begin(), clauses_said_.end(), [&](const Quotation* each) {
      return each->document == quotation.document && each->place == quotation.place &&
             each->shortened.find(quotation.shortened) != std::string::npos;
    });
    if (said) return;
    clauses_said_.push_back(&quotation);
    const Wording place = say(Sentence::clause_of, {verbatim(quotation.document), quotation.place});
    put(Sentence::label_clause, {Item::Kind::clause, place, {}, {}, "", 0});
    put(Sentence::label_clause, {Item::Kind::quotation, say(Sentence::quoted, {verbatim(quotation.shortened)}), {}, {}, "", 0});
  }

  // ---- conditions ----

  static Wording tested(const Wording& words, const Check& check) {
    if (check.found.empty()) return words;
    const Wording found = check.distance.empty() ? check.found : say(Sentence::found_and_distance, {check.found, check.distance});
    return say(Sentence::checked, {words, found});
  }

  // The label, what was tested, what was found; a test that is the whole condition stands on the same line.
  void condition_lines(const Condition& condition, Sentence label) {
    const bool single = condition.checks.size() == 1;
    const Check* only = single ? &condition.checks.front() : nullptr;
    Wording words = condition.label;
    if (condition.excluded) words = say(condition.mark == Mark::fails ? Sentence::is_excluded : Sentence::no_such_case, {words});
    // What is not there is said once: 没有符合条件的失信记录.
    const bool nothing_there = condition.excluded && condition.mark == Mark::holds && only;
    if (nothing_there || (only && !condition.named && !condition.excluded)) words = only->words;
    else if (only && !(only->words == condition.label)) words = say(Sentence::label_and_words, {words, only->words});
    Wording line = only ? tested(words, *only) : words;
    // Of a general rule its place is enough: where it decides against the applicant it is quoted above.
    if (!condition.quotations.empty()) line = say(Sentence::with_clause, {line, condition.quotations.front().place});
    item(label, 0, sign_of(condition.mark), line);
    if (single) return;
    for (const Check& check : condition.checks) {
      item(label, 2 + 2 * check.depth, sign_of(check.mark), tested(check.words, check));
    }
  }

  void conditions() {
    for (const Condition& condition : award_.conditions) {
      const bool subject = condition.stage == outcome::Stage::subject;
      const Sentence other = subject ? Sentence::label_subject : Sentence::label_condition;
      condition_lines(condition, condition.excluded ? Sentence::label_excluded : other);
    }
  }

  // ---- sums ----

  // What is said as the reason is not said again.
  void amount() {
    std::vector<Wording> list = award_.amount;
    if (!list.empty() && list.front() == award_.reason) list.erase(list.begin());
    const bool unpaid = award_.award->status == Status::ineligible && award_.award->claim.base.money.interval.hi.sign() > 0;
    if (!list.empty() && unpaid) list.push_back(say(Sentence::not_paid_at_all));
    lines(Sentence::label_amount, list);
  }

  void faults() {
    for (const FaultUse& fault : award_.faults) {
      if (fault.words == award_.reason) continue;
      entry(fault.kind == outcome::Fault::Kind::conflict ? Sentence::label_conflict : Sentence::label_gap, fault.words);
    }
  }

  void cuts() {
    for (const CutUse& cut : award_.cuts) {
      if (weighed_only(award_.award->cuts[cut.index])) continue;  // stands among the key facts
      entry(Sentence::label_settlement, cut.words);
      // What cut the sum stands above with its clause.
      if (changes(award_.award->cuts[cut.index])) continue;
      for (const Wording& cause : cut.against) item(Sentence::label_settlement, 2, "←", cause);
      for (const Wording& member : cut.group) item(Sentence::label_settlement, 3, "", member);
      for (const Quotation& quotation : cut.quotations) {
        item(Sentence::label_settlement, 1, "", say(Sentence::clause_quoted, {quotation.place, verbatim(quotation.shortened)}));
      }
    }
  }

  void earlier() {
    for (const PaymentUse& payment : award_.earlier) {
      const Wording words = payment.counted ? payment.words : say(Sentence::without_effect, {payment.words});
      entry(Sentence::label_earlier, words);
    }
    const bool asked = award_.earlier.empty() && !award_.no_candidate && award_.award->status != Status::not_in_force;
    if (!asked) return;
    const facts::Closure* closure =
        facts::find_closure(view_.facts, "history", view_.facts.record(award_.award->claim.subject).id, view_.scope.known);
    if (!closure) return;
    const std::string source = closure->provenance.source;
    const Wording who = source.empty() ? say(Sentence::source_not_stated) : verbatim(source);
    const Wording how = closure->as_of ? say(Sentence::complete_as_of, {date_words(*closure->as_of), who}) : say(Sentence::complete, {who});
    entry(Sentence::label_earlier, say(Sentence::nothing_paid, {how}));
  }

  // ---- facts ----

  void facts() {
    std::vector<const FactUse*> list;
    for (const FactUse& fact : award_.facts) list.push_back(&fact);
    std::stable_sort(list.begin(), list.end(), [](const FactUse* a, const FactUse* b) { return a->record < b->record; });
    std::uint32_t last = UINT32_MAX;
    for (const FactUse* fact : list) {
      if (fact->record != last) put(Sentence::label_facts, {Item::Kind::record, fact->of, {}, {}, "", 0});
      last = fact->record;
      const Wording name = fact->day ? say(Sentence::on_day, {fact->name, date_words(*fact->day)}) : fact->name;
      put(Sentence::label_facts, {Item::Kind::fact, name, fact->value, fact->source, "", 2});
    }
  }

  void rows() {
    for (const RowsUse& use : award_.rows) {
      if (use.deciding) continue;
      if (!use.stated.empty()) {
        entry(Sentence::label_rows, say(Sentence::rows_found, {use.words, use.stated}));
        continue;
      }
      std::vector<Wording> parts{use.value};
      if (!use.certain.empty()) parts.push_back(use.members);
      const bool some_left_out = use.held > use.certain.size();
      const bool none_fits = use.exists && use.certain.empty() && use.possible.empty() && some_left_out;
      if (none_fits) parts = {say(Sentence::rows_none_fit, {use.on_record})};
      else if (some_left_out) parts.push_back(say(Sentence::rows_held, {verbatim(std::to_string(use.held))}));
      if (!use.possible.empty()) parts.push_back(say(Sentence::possibly_more, {verbatim(std::to_string(use.possible.size()))}));
      parts.push_back(use.completeness.empty() ? say(Sentence::not_said_complete) : use.completeness);
      if (use.set_aside) parts.push_back(say(Sentence::set_aside));
      entry(Sentence::label_rows, say(Sentence::rows_found, {use.words, joined(parts, Sentence::list_semicolon)}));
    }
  }

  // ---- what next ----

  Wording alternative_words(const AlternativeUse& alternative) const {
    Wording named = say(Sentence::alternative_named, {alternative.label, alternative.meaning});
    if (!alternative.facts.empty()) named = say(Sentence::in_brackets_after, {named, alternative.facts});
    if (!alternative.payable) return say(Sentence::alternative_same, {named});
    const Wording sum = alternative.sum;
    if (!alternative.status) return say(Sentence::alternative_sum, {named, sum});
    if (!alternative.why.empty()) return say(Sentence::alternative_sum_status, {named, sum, alternative.why});
    if (!alternative.lacks.empty())
      return say(Sentence::alternative_sum_lacking,
                 {named, sum, status_words(*alternative.status, alternative.payable->interval), alternative.lacks});
    return say(Sentence::alternative_sum_status, {named, sum, status_words(*alternative.status, alternative.payable->interval)});
  }

  void readings() {
    for (const ReadingUse& reading : award_.readings) {
      entry(Sentence::label_readings,
            say(Sentence::reading_question, {verbatim(reading.code), verbatim(reading.question), reading.standing}));
      for (const AlternativeUse& alternative : reading.alternatives) {
        item(Sentence::label_readings, 2, alternative.taken ? "●" : "○", alternative_words(alternative));
      }
    }
    for (const ReadingUse& reading : award_.readings_same) reading_line(reading);
    std::vector<Wording> idle;
    for (ir::ReadingId id : award_.readings_idle) idle.push_back(verbatim(view_.policy.program.readings[id.value].code));
    if (idle.empty()) return;
    const Wording words = say(Sentence::readings_idle, {joined(idle, Sentence::list_comma), say(unchanged())});
    entry(Sentence::label_readings, words);
  }

  // Where nothing is fixed yet, what stays the same is what is possible.
  Sentence unchanged() const { return award_.award->payable.money.single() ? Sentence::sum_same : Sentence::outcomes_same; }

  // One that the sum does not depend on takes a line: what it asks, what is taken, what else could be.
  void reading_line(const ReadingUse& reading) {
    std::vector<Wording> others;
    Wording taken;
    for (const AlternativeUse& alternative : reading.alternatives) {
      const Wording named = say(Sentence::alternative_named, {alternative.label, alternative.meaning});
      if (alternative.taken) taken = named;
      else others.push_back(named);
    }
    const Wording question = say(Sentence::reading_question, {verbatim(reading.code), verbatim(reading.question), reading.standing});
    const Wording rest = joined(others, Sentence::list_semicolon);
    const Wording same = say(unchanged());
    const Wording line = taken.empty() ? say(Sentence::reading_open_same, {question, rest, same})
                                       : say(Sentence::reading_same, {question, taken, rest, same});
    entry(Sentence::label_readings, line);
  }

  // Papers to hand in, who is paid, what the payee has to do: only where something may be due. Who decides: always.
  void claiming() {
    if (award_.no_candidate) return;
    const outcome::Interval& sum = award_.award->payable.money.interval;
    const bool nothing = sum.single() && sum.lo.sign() == 0 && award_.award->status != Status::gap;
    const ir::Measure& measure = view_.policy.program.measures[award_.award->claim.measure];
    const auto list = [&](Sentence name, const std::vector<std::string>& texts) {
      std::vector<Wording> words;
      for (const std::string& text : texts) words.push_back(verbatim(text));
      entry(name, joined(words, Sentence::list_semicolon));
    };
    if (!nothing) list(Sentence::label_evidence, measure.evidence);
    if (!nothing) entry(Sentence::label_duties, joined(award_.duties, Sentence::list_semicolon));
    if (!nothing) entry(Sentence::label_payee, award_.payee);
    if (!nothing && !measure.criteria.empty()) entry(Sentence::label_criteria, verbatim(measure.criteria));
    entry(Sentence::label_decider, award_.decider);
  }

  const View& view_;
  const Explanation& award_;
  Entry::Part part_ = Entry::Part::answer;
  std::vector<Entry> out_;
  std::vector<const Quotation*> clauses_said_;
};

}  // namespace

std::vector<Entry> entries_of(const View& view, const Explanation& award) { return AwardEntries(view, award).write(); }

}  // namespace zhidui::report
