// Why an award has its status, in one line.
#include <algorithm>

#include "report/explain.h"

namespace zhidui::report {

using outcome::Status;

namespace {

// ---- no candidate ----

// The records of this measure that have claims of their own.
Wording others_of_measure(const Explaining& in) {
  constexpr std::size_t kMostOthers = 3;
  std::vector<Wording> out;
  for (const outcome::Award& other : in.answer.awards) {
    const bool listed = other.claim.measure == in.claim().measure && other.claim.key.unit_kind == outcome::UnitKind::item;
    if (listed && other.claim.record != UINT32_MAX) out.push_back(record_title(in.view, other.claim.record));
  }
  return joined_shortly(out, Sentence::list_comma, kMostOthers);
}

// "没有 以其为 借款人 的 质押贷款 (截至 … 完整)", or why there may be some.
Wording no_candidate_words(Explaining& in) {
  const ir::Range& range = in.measure().unit.range;
  const ir::RecordType& type = in.program().record(range.record);
  Wording rows = name_words(type.name);
  const std::string filter = range.where.present() ? source_line(in.view, in.program().expr(range.where).span) : "";
  if (range.where.present()) {
    Wording where = composed_phrase(in.view, range.where);
    if (!filter.empty()) where.zh = filter;
    rows = say(Sentence::rows_bracketed, {rows, where});
  }
  const Wording complete = completeness(in.view, range, in.claim().subject);
  in.out.candidates = rows;
  in.out.completeness = complete;
  if (const Wording others = others_of_measure(in); !others.empty()) {
    in.out.only_later = in.award.status == Status::unknown && nothing_until_claimed(in.view, in.claim());
    return say(complete.empty() ? Sentence::no_more_rows_known : Sentence::no_more_rows, {others, rows, complete});
  }
  if (in.award.status != Status::unknown) {
    return complete.empty() ? say(Sentence::no_rows_can_matter, {rows}) : say(Sentence::no_rows, {rows, complete});
  }
  // What may still come is said with what it is that nobody vouches for.
  const auto [relation, owner] = relation_of(in.view, range, in.claim().subject);
  in.out.only_later = nothing_until_claimed(in.view, in.claim());
  in.out.completeness = register_words(in.view, relation, owner);
  const std::string keeper = keeper_of(type);
  if (!in.out.only_later && !keeper.empty()) in.out.completeness = say(Sentence::to_be_shown_by, {in.out.completeness, verbatim(keeper)});
  return say(in.out.only_later ? Sentence::no_rows : Sentence::rows_may_exist, {rows, in.out.completeness});
}

// ---- reason ----

// What was tested with this outcome; the members of a list of alternatives stand behind it.
std::vector<Wording> marked(const std::vector<Check>& checks, Mark mark) {
  std::vector<Wording> out;
  for (std::size_t i = 0; i < checks.size();) {
    const Check& head = checks[i++];
    std::vector<Wording> members;
    for (; i < checks.size() && checks[i].depth > head.depth; ++i) {
      if (checks[i].mark == mark) members.push_back(check_words(checks[i]));
    }
    if (head.mark != mark) continue;
    Wording words = check_words(head);
    if (!members.empty()) words = say(Sentence::group_members, {words, joined_shortly(members, Sentence::list_semicolon, 3)});
    out.push_back(std::move(words));
  }
  return out;
}

// The failing (or open) conditions in one line.
Wording conditions_words(const Explaining& in, Mark mark) {
  std::vector<Wording> parts;
  for (const Condition& condition : in.out.conditions) {
    if (condition.mark != mark) continue;
    if (condition.listed()) {
      Wording listed = list_words(in.out.rows[condition.checks.front().rows.front()]);
      if (!condition.quotations.empty()) listed = say(Sentence::under_clause, {listed, condition.quotations.front().place});
      parts.push_back(std::move(listed));
      continue;
    }
    const std::vector<Wording> checks = marked(condition.checks, mark);
    Wording words = checks.empty() ? condition.label : joined_shortly(checks, Sentence::list_semicolon, 3);
    if (condition.excluded && mark == Mark::fails)
      words = say(Sentence::label_and_words, {say(Sentence::is_excluded, {condition.label}), words});
    if (!condition.quotations.empty()) words = say(Sentence::under_clause, {words, condition.quotations.front().place});
    parts.push_back(std::move(words));
  }
  return joined_shortly(parts, Sentence::list_semicolon, 3);
}

Wording opens_words(const Explaining& in, const std::vector<OpenUse>& opens, Sentence with_who) {
  std::vector<Wording> parts;
  for (const OpenUse& open : opens) {
    const Sentence by = open.kind == outcome::OpenKind::doc_date ? Sentence::to_be_shown_by : with_who;
    parts.push_back(open.who.empty() ? open.what : say(by, {open.what, open.who}));
  }
  const bool any = &opens == &in.out.missing && any_of_several(in);
  return joined_shortly(parts, any ? Sentence::or_between_conditions : Sentence::list_semicolon, 2);
}

Wording first_amount_line(const Explaining& in) { return in.out.amount.empty() ? Wording{} : in.out.amount.front(); }

Wording ineligible_reason(Explaining& in) {
  if (in.out.no_candidate) return no_candidate_words(in);
  const Wording failing = conditions_words(in, Mark::fails);
  if (!failing.empty()) return say(Sentence::fails_because, {failing});
  return first_amount_line(in);
}

// The causes are told in few words: the key facts hold their records. Of several rules the first that surely takes something.
Wording cut_reason(const Explaining& in, bool limits) {
  const auto takes = [](const outcome::Cut& cut) { return cut.after.interval.hi < cut.before.interval.hi; };
  const CutUse* told = nullptr;
  for (const CutUse& use : in.out.cuts) {
    const outcome::Cut& cut = in.award.cuts[use.index];
    const bool limit = cut.kind == outcome::CutKind::cap;
    if (limit != limits || cut.before.interval == cut.after.interval) continue;
    if (!told || (takes(cut) && !takes(in.award.cuts[told->index]))) told = &use;
  }
  if (!told) return {};
  if (told->briefly.empty()) return told->words;
  return say(Sentence::cut_because, {told->words, joined_shortly(told->briefly, Sentence::list_semicolon, 2)});
}

// What is left to be decided or interpreted.
std::vector<Wording> awaited_words(const Explaining& in) {
  std::vector<Wording> parts;
  if (!in.out.awaited.empty()) parts.push_back(opens_words(in, in.out.awaited, Sentence::to_be_decided_by));
  for (const ReadingUse& reading : in.out.readings) {
    if (!reading.left_open) continue;
    const Wording what = say(Sentence::awaited_reading, {verbatim(reading.code), verbatim(reading.question)});
    parts.push_back(say(Sentence::to_be_interpreted_by, {what, verbatim(in.measure().decider)}));
  }
  return parts;
}

Wording open_reason(const Explaining& in) {
  const std::vector<Wording> parts = awaited_words(in);
  if (parts.empty()) return first_amount_line(in);
  return say(Sentence::awaits, {joined_shortly(parts, Sentence::list_semicolon, 2)});
}

Wording unknown_reason(const Explaining& in) {
  const Wording lacks = say(Sentence::lacks, {in.out.missing.empty() ? conditions_words(in, Mark::open)
                                                                     : opens_words(in, in.out.missing, Sentence::to_be_shown_by)});
  const std::vector<Wording> parts = awaited_words(in);
  if (parts.empty()) return lacks;
  return joined({lacks, say(Sentence::awaits, {joined_shortly(parts, Sentence::list_semicolon, 2)})}, Sentence::list_semicolon);
}

Wording reason_of(Explaining& in) {
  switch (in.award.status) {
    case Status::not_in_force: return in.out.validity;
    case Status::ineligible: return ineligible_reason(in);
    case Status::lost_competition: return in.out.selection;
    case Status::conflict:
    case Status::gap: return in.out.faults.empty() ? Wording{} : in.out.faults.front().words;
    case Status::unknown:
      if (in.out.no_candidate) return no_candidate_words(in);
      return unknown_reason(in);
    case Status::needs_determination: return open_reason(in);
    case Status::deduplicated: return cut_reason(in, false);
    case Status::capped: return cut_reason(in, true);
    case Status::eligible: return in.claim().place.empty() ? first_amount_line(in) : in.out.selection;
  }
  return {};
}

}  // namespace

Wording check_words(const Check& check) {
  if (check.found.empty()) return check.plain;
  const Wording found = check.distance.empty() ? check.found : say(Sentence::found_and_distance, {check.found, check.distance});
  const bool otherwise = check.mark == Mark::fails && !check.exists;
  return say(otherwise ? Sentence::checked_otherwise : Sentence::checked, {check.plain, found});
}

void explain_reason(Explaining& in) { in.out.reason = reason_of(in); }

}  // namespace zhidui::report
