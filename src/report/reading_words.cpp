#include "report/reading_words.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/must.h"
#include "facts/lookup.h"
#include "report/target_words.h"

namespace zhidui::report {

using base::Rational;

namespace {

constexpr std::size_t kMostPeople = 12;  // of one sentence
constexpr std::size_t kFewMeasures = 3;  // are named even where they are all
constexpr std::array kStandings = {Standing::house_default, Standing::left_open, Standing::authority, Standing::decided, Standing::asked};
constexpr std::array kDirections = {Direction::gains, Direction::may_gain, Direction::loses, Direction::may_lose, Direction::either};

Wording number_of(std::size_t number) { return verbatim(std::to_string(number)); }

const facts::Decision* decision_on(const View& view, const ir::Reading& reading) {
  return facts::decided_reading(view.facts, reading.code, std::min(view.scope.decided, view.scope.known));
}

Wording status_of(Standing standing) {
  switch (standing) {
    case Standing::asked: return say(Sentence::reading_list_asked);
    case Standing::decided: return say(Sentence::reading_list_decided);
    case Standing::authority: return say(Sentence::reading_list_authority);
    case Standing::house_default: return say(Sentence::reading_list_default);
    case Standing::left_open: break;
  }
  return say(Sentence::reading_list_open);
}

Tone tone_of(Standing standing) {
  if (standing == Standing::left_open) return Tone::open;
  return standing == Standing::house_default ? Tone::partial : Tone::good;
}

// The costs of the report by reading and alternative.
using Costs = std::map<std::pair<std::uint32_t, std::uint32_t>, const AlternativeCost*>;
Costs costs_of(const ReadingsView& report) {
  Costs out;
  if (!report.costs) return out;
  for (const AlternativeCost& each : report.costs->alternatives) out[{each.reading.value, each.alternative}] = &each;
  return out;
}

Choice choice_of(const ReadingsView& report, const Costs& costs, ir::ReadingId id, std::uint32_t alternative) {
  const ir::Alternative& from = report.view.policy.program.readings[id.value].alternatives[alternative];
  Choice out;
  out.alternative = alternative;
  out.label = label_words(from.label);
  out.meaning = verbatim(from.meaning);
  out.taken = engine::alternative_taken(report.view.policy, report.view.facts, report.view.scope, id) == alternative;
  if (!report.costs) return out;
  out.total = report.costs->total;
  if (const auto found = costs.find({id.value, alternative}); found != costs.end()) {
    out.total = found->second->total;
    out.moved = found->second->moved;
  }
  out.difference = difference_of(report.costs->total, out.total);
  return out;
}

Wording places_of(const ReadingsView& report, const std::vector<ir::Clause>& clauses) {
  std::vector<Wording> out;
  const ir::Program& program = report.view.policy.program;
  for (const ir::Clause& clause : clauses) {
    Wording place = clause_place(clause.path);
    // Beside several documents each place says whose it is.
    const bool same = clause.document == clauses.front().document;
    if (clause.written.empty()) place = say(Sentence::reading_list_below, {place});
    if (!same) place = say(Sentence::clause_of, {verbatim(document_number(program, clause.document)), place});
    if (std::find(out.begin(), out.end(), place) == out.end()) out.push_back(place);
  }
  return joined(out, Sentence::list_semicolon);
}

Wording quotations_of(const ReadingsView& report, const std::vector<ir::Clause>& clauses) {
  std::string out;
  for (const ir::Clause& clause : clauses) {
    const std::string text = official_text(report.view, clause);
    if (!text.empty() && out.find(text) == std::string::npos) out += (out.empty() ? "" : "……") + text;
  }
  return verbatim(out);
}

Rational larger(const Rational& a, const std::optional<Rational>& b) {
  const Rational other = b ? (b->sign() < 0 ? -*b : *b) : Rational(0);
  return a < other ? other : a;
}

Rational weight_of(const Difference& difference) { return larger(larger(Rational(0), difference.least), difference.most); }

Rational weight_of(const ReadingRow& row) {
  Rational out;
  for (const Choice& choice : row.choices) out = larger(out, weight_of(choice.difference));
  return out;
}

// Those of a direction, who move most first.
std::vector<const Moved*> movers(const Choice& choice, Direction direction) {
  std::vector<const Moved*> out;
  for (const Moved& moved : choice.moved) {
    if (direction_of(moved) == direction) out.push_back(&moved);
  }
  const auto weight = [](const Moved* moved) { return weight_of(difference_of(moved->now, moved->then)); };
  std::stable_sort(out.begin(), out.end(), [&](const Moved* a, const Moved* b) { return weight(b) < weight(a); });
  return out;
}

Wording end_words(const std::optional<Rational>& difference) {
  if (!difference) return say(Sentence::reading_list_end_not_known);
  if (difference->sign() == 0) return say(Sentence::reading_list_same_sum);
  const bool less = difference->sign() < 0;
  return say(less ? Sentence::reading_list_less : Sentence::reading_list_more, {money_words(less ? -*difference : *difference)});
}

Wording person_words(const ReadingsView& report, const Moved& moved) {
  const Wording who = subject_words(report.view, report.costs->subjects[moved.subject]);
  const Wording difference = difference_words(difference_of(moved.now, moved.then));
  return say(Sentence::reading_list_person, {who, money_words(moved.now), money_words(moved.then), difference});
}

Sentence direction_sentence(Direction direction) {
  switch (direction) {
    case Direction::gains: return Sentence::reading_list_gain;
    case Direction::may_gain: return Sentence::reading_list_may_gain;
    case Direction::loses: return Sentence::reading_list_lose;
    case Direction::may_lose: return Sentence::reading_list_may_lose;
    case Direction::either: break;
  }
  return Sentence::reading_list_narrow;
}

std::vector<Wording> sums_of(const ReadingRow& row) {
  std::vector<Wording> out;
  if (row.standing == Standing::left_open) out.push_back(say(Sentence::reading_list_now_open));
  for (const Choice& choice : row.choices) {
    if (choice.taken) continue;
    out.push_back(say(Sentence::reading_list_under, {choice.label, money_words(choice.total), difference_words(choice.difference)}));
  }
  return out;
}

}  // namespace

Standing standing_of(const View& view, ir::ReadingId id) {
  const ir::Reading& reading = view.policy.program.readings[id.value];
  if (id.value < view.scope.readings.size() && view.scope.readings[id.value]) return Standing::asked;
  if (decision_on(view, reading)) return Standing::decided;
  switch (reading.adoption) {
    case ir::Adoption::authority: return Standing::authority;
    case ir::Adoption::house_default: return Standing::house_default;
    case ir::Adoption::left_open: break;
  }
  return Standing::left_open;
}

Wording adopted_words(const View& view, ir::ReadingId id) {
  const ir::Reading& reading = view.policy.program.readings[id.value];
  switch (standing_of(view, id)) {
    case Standing::asked: return say(Sentence::reading_asked);
    case Standing::authority: return say(Sentence::reading_authority, {verbatim(reading.authority)});
    case Standing::house_default: return say(Sentence::reading_house_default);
    case Standing::left_open: return say(Sentence::reading_left_open);
    case Standing::decided: break;
  }
  const facts::Decision& decision = *decision_on(view, reading);
  const Wording by = joined({verbatim(decision.decider), verbatim(decision.basis), date_words(decision.decided_on)}, Sentence::list_comma);
  return say(Sentence::reading_list_by_decision, {verbatim(decision.id), by});
}

std::vector<ReadingRow> reading_rows(const ReadingsView& report) {
  const ir::Program& program = report.view.policy.program;
  const Costs costs = costs_of(report);
  std::vector<ReadingRow> out;
  for (std::uint32_t i = 0; i < program.readings.size(); ++i) {
    const bool asked = report.only.empty() || std::find(report.only.begin(), report.only.end(), ir::ReadingId{i}) != report.only.end();
    if (!asked) continue;
    const ir::Reading& reading = program.readings[i];
    ReadingRow row;
    row.id = ir::ReadingId{i};
    row.code = reading.code;
    row.question = verbatim(reading.question);
    const std::vector<ir::Clause>& clauses = report.reach[i].clauses;
    const ir::DocumentId document = clauses.empty() ? reading.document : clauses.front().document;
    if (document.present()) row.document = verbatim(document_number(program, document));
    row.place = clauses.empty() ? say(Sentence::reading_list_no_clause) : places_of(report, clauses);
    row.quotation = quotations_of(report, clauses);
    row.standing = standing_of(report.view, row.id);
    row.status = status_of(row.standing);
    row.adopted = adopted_words(report.view, row.id);
    row.tone = tone_of(row.standing);
    row.measures = report.reach[i].measures;
    for (std::uint32_t a = 0; a < reading.alternatives.size(); ++a) {
      row.choices.push_back(choice_of(report, costs, row.id, a));
      const Choice& choice = row.choices.back();
      if (choice.taken) row.adopted = say(Sentence::reading_list_takes, {choice.label, row.adopted});
      row.moves = row.moves || !choice.moved.empty() || (report.costs && !(choice.total == report.costs->total));
    }
    out.push_back(std::move(row));
  }
  return out;
}

std::vector<const ReadingRow*> by_weight(const std::vector<ReadingRow>& rows) {
  std::vector<const ReadingRow*> out;
  for (const ReadingRow& row : rows) {
    if (row.moves) out.push_back(&row);
  }
  std::stable_sort(out.begin(), out.end(), [](const ReadingRow* a, const ReadingRow* b) { return weight_of(*b) < weight_of(*a); });
  return out;
}

Wording idle_words(const std::vector<ReadingRow>& rows) {
  std::vector<Wording> codes;
  for (const ReadingRow& row : rows) {
    if (!row.moves) codes.push_back(verbatim(row.code));
  }
  if (codes.empty()) return {};
  return say(Sentence::reading_list_idle, {number_of(codes.size()), joined(codes, Sentence::list_comma)});
}

Wording readings_count_words(const std::vector<ReadingRow>& rows) {
  if (rows.empty()) return say(Sentence::reading_list_none);
  std::vector<Wording> parts;
  for (const Standing standing : kStandings) {
    const auto n = std::count_if(rows.begin(), rows.end(), [&](const ReadingRow& row) { return row.standing == standing; });
    if (n > 0) parts.push_back(say(Sentence::reading_list_kind_count, {status_of(standing), number_of(static_cast<std::size_t>(n))}));
  }
  return say(Sentence::reading_list_counted, {number_of(rows.size()), joined(parts, Sentence::list_comma)});
}

Wording readings_base_words(const ReadingsView& report) {
  const Wording asked =
      say(Sentence::reading_list_as_of, {date_words(report.view.scope.claimed), number_of(report.costs->subjects.size())});
  const Sentence base = report.costs->perhaps_more ? Sentence::reading_list_base_perhaps : Sentence::reading_list_base;
  return joined({asked, say(base, {money_words(report.costs->total)})}, Sentence::middle_dot);
}

std::vector<Wording> readings_head(const ReadingsView& report, const std::vector<ReadingRow>& rows) {
  std::vector<Wording> out = document_lines(report.view.policy.program);
  out.push_back(readings_count_words(rows));
  if (!report.costs) return out;
  out.push_back(readings_base_words(report));
  const bool none = std::none_of(rows.begin(), rows.end(), [](const ReadingRow& row) { return row.moves; });
  if (none && !rows.empty()) out.push_back(say(Sentence::reading_list_all_idle));
  return out;
}

Wording title_of(const ReadingRow& row) { return say(Sentence::clause_of, {verbatim(row.code), row.question}); }

Wording difference_words(const Difference& difference) {
  if (difference.least && difference.least == difference.most) return end_words(difference.least);
  return say(Sentence::reading_list_ends, {end_words(difference.least), end_words(difference.most)});
}

Wording measures_words(const ReadingsView& report, const std::vector<std::uint32_t>& measures) {
  std::vector<Wording> out;
  for (const std::uint32_t id : measures) out.push_back(name_words(report.view.policy.program.measures[id].name));
  return joined(out, Sentence::list_comma);
}

std::size_t count_of(const Choice& choice, Direction direction) {
  return static_cast<std::size_t>(
      std::count_if(choice.moved.begin(), choice.moved.end(), [&](const Moved& moved) { return direction_of(moved) == direction; }));
}

std::vector<Wording> moved_words(const ReadingsView& report, const Choice& choice) {
  std::vector<Wording> out;
  for (const Direction direction : kDirections) {
    std::vector<Wording> people;
    const std::vector<const Moved*> all = movers(choice, direction);
    const std::size_t n = all.size();
    for (std::size_t i = 0; i < std::min(n, kMostPeople); ++i) people.push_back(person_words(report, *all[i]));
    if (n > people.size()) people.push_back(say(Sentence::reading_list_people_left_out, {number_of(n - people.size())}));
    if (n > 0) out.push_back(say(direction_sentence(direction), {choice.label, number_of(n), joined(people, Sentence::list_semicolon)}));
  }
  return out;
}

std::vector<ListedLine> lines_of(const ReadingsView& report, const ReadingRow& row) {
  std::vector<ListedLine> out;
  ListedLine choices{Sentence::reading_list_alternatives, {}};
  for (const Choice& choice : row.choices) {
    const Sentence sign = choice.taken ? Sentence::reading_list_choice_taken : Sentence::reading_list_choice;
    choices.words.push_back(say(sign, {choice.label, choice.meaning}));
  }
  out.push_back(std::move(choices));
  out.push_back({Sentence::reading_list_adopted, {row.adopted}});
  Wording measures = measures_words(report, row.measures);
  const std::size_t all = report.view.policy.program.measures.size();
  if (row.measures.empty()) measures = say(Sentence::reading_list_no_measure);
  else if (all > kFewMeasures && row.measures.size() == all) measures = say(Sentence::reading_list_all_measures, {number_of(all)});
  out.push_back({Sentence::reading_list_measures, {measures}});
  if (!report.costs) return said(std::move(out));
  out.push_back({Sentence::reading_list_sums, sums_of(row)});
  ListedLine moved{Sentence::reading_list_moved, {}};
  for (const Choice& choice : row.choices) {
    for (Wording& words : moved_words(report, choice)) moved.words.push_back(std::move(words));
  }
  out.push_back(std::move(moved));
  return said(std::move(out));
}

std::string_view standing_id(Standing standing) {
  switch (standing) {
    case Standing::asked: return "asked";
    case Standing::decided: return "decided";
    case Standing::authority: return "authority";
    case Standing::house_default: return "house_default";
    case Standing::left_open: break;
  }
  return "left_open";
}

}  // namespace zhidui::report
