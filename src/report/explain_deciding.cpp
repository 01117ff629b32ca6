// What decided an award: the facts, records and causes behind its status.
#include <algorithm>

#include "base/must.h"
#include "report/explain.h"

namespace zhidui::report {

using outcome::Status;

namespace {

constexpr std::size_t kMostDeciding = 7;
constexpr std::size_t kMostCauses = 4;

// ---- deciding facts ----

Wording source_of(const FactUse& use) {
  // Who has to show what has no source stands among the next steps.
  const Wording source = use.unsourced ? say(Sentence::source_not_stated) : use.source;
  if (!use.day || source.empty()) return source;
  if (!use.known) return say(Sentence::of_day, {date_words(*use.day), source});
  return say(Sentence::valid_on, {date_words(*use.day), source});
}

// Facts of one record that have the same source, on one line: 获奖 奖-1: 奖项 山西省专利奖、等级 一等奖 (山西省人民政府).
void add_facts(Explaining& in, const std::vector<std::size_t>& facts, bool unknown_too) {
  struct Group {
    Wording of, source;
    std::vector<Wording> told;
  };
  std::vector<Group> groups;
  for (std::size_t i : facts) {
    FactUse& use = in.out.facts[i];
    if (use.deciding || (!use.known && !unknown_too)) continue;
    use.deciding = true;
    const Wording source = source_of(use);
    auto group = std::find_if(groups.begin(), groups.end(), [&](const Group& g) { return g.of == use.of && g.source == source; });
    if (group == groups.end()) group = groups.insert(groups.end(), {use.of, source, {}});
    add_once(group->told, say(Sentence::name_value, {use.name, use.large.empty() ? use.value : use.large}));
  }
  for (const Group& group : groups) {
    if (in.out.deciding.size() >= kMostDeciding) return;
    const Wording told = joined(group.told, Sentence::list_comma);
    add_once(in.out.deciding, group.source.empty() ? say(Sentence::deciding_fact_bare, {group.of, told})
                                                   : say(Sentence::deciding_fact, {group.of, told, group.source}));
  }
}

Wording rows_words(const Explaining& in, const RowsUse& use) {
  if (!use.list_name.empty()) return list_words(use);
  std::vector<Wording> parts{use.value};
  if (!use.certain.empty()) parts.push_back(use.members);
  // Of what was found nobody needs to know whether there is more.
  const bool found = use.exists && !use.certain.empty();
  if (!found) parts.push_back(use.completeness.empty() ? say(Sentence::not_said_complete) : use.completeness);
  const Wording words = say(Sentence::deciding_rows, {use.words, joined(parts, Sentence::then)});
  const auto& period = in.claim().key.period;
  return period ? say(Sentence::in_period, {say(Sentence::year, {verbatim(std::to_string(*period))}), words}) : words;
}

// Of what is due: what the measure's own conditions asked, and what was counted.
Deciding of_measure(const Explaining& in) {
  Deciding found{in.unit_facts, {}};
  for (const Condition& condition : in.out.conditions) {
    if (!condition.quotations.empty()) continue;
    for (const Check& check : condition.checks) found.add(check);
  }
  for (std::size_t i = 0; i < in.out.rows.size(); ++i) {
    if (in.out.rows[i].set_aside || in.sum_rows.end() == std::find(in.sum_rows.begin(), in.sum_rows.end(), i)) continue;
    found.rows.push_back(i);
  }
  found.facts.insert(found.facts.end(), in.sum_facts.begin(), in.sum_facts.end());
  return found;
}

Deciding of_sum(const Explaining& in) { return {in.sum_facts, in.sum_rows}; }

// Where one of several is enough the reader has to see all of them, and who says so.
void add_lists(Explaining& in, Mark mark) {
  for (const Condition& condition : in.out.conditions) {
    if (condition.mark != mark) continue;
    for (std::size_t i = 0; i < condition.checks.size();) {
      const Check& head = condition.checks[i++];
      std::vector<Wording> members;
      for (; i < condition.checks.size() && condition.checks[i].depth > head.depth; ++i)
        members.push_back(check_words(condition.checks[i]));
      if (head.mark != mark || members.empty()) continue;
      add_once(in.out.deciding, say(Sentence::group_members, {head.plain, joined_shortly(members, Sentence::list_semicolon, 4)}));
    }
  }
}

// The causes of a cut; of claims that are held together the list of them says it all.
void add_causes(Explaining& in, const CutUse& use) {
  const std::size_t causes = std::min(use.against.size(), kMostCauses);
  for (std::size_t i = 0; i < causes; ++i) {
    const std::string& key = in.award.cuts[use.index].against[i].id;
    if (use.listed && !payment_of(in.view, key)) continue;
    const bool last = i + 1 == causes && causes < use.against.size();
    const Wording many = verbatim(std::to_string(use.against.size()));
    const facts::Payment* payment = payment_of(in.view, key);
    const bool certain = surely_held(in, in.award.cuts[use.index], payment ? "|" + payment->unit : key);
    const Wording words = certain ? use.against[i] : say(Sentence::perhaps_held, {use.against[i]});
    add_once(in.out.deciding, last ? say(Sentence::and_others, {words, many}) : words);
  }
}

// A day that counts need not be a day of the record: 事实日 2023-01-01 取 列入日、本年度第一天 中较晚的一天.
void add_fact_day(Explaining& in) {
  ir::ExprId id = in.measure().fact_date;
  Wording by;
  while (id.present() && in.program().expr(id).op == ir::Op::reading) {
    const ir::Expr& expr = in.program().expr(id);
    const auto taken = in.alternative(expr.reading);
    if (!taken) return;
    const ir::Reading& reading = in.program().readings[expr.reading.value];
    const ir::Alternative& alternative = reading.alternatives[*taken];
    by = say(Sentence::reading_says, {verbatim(reading.code), label_words(alternative.label), verbatim(alternative.meaning)});
    id = expr.args[*taken];
  }
  if (!id.present() || in.program().expr(id).op == ir::Op::field) return;
  const Wording day = say(Sentence::fact_day_is, {in.out.fact_date, plain_phrase(in.view, id)});
  add_once(in.out.deciding, by.empty() ? day : joined({day, by}, Sentence::then));
}

// What cut the sum: its causes, what the rule holds together; then what it was cut from.
void add_cuts(Explaining& in) {
  for (const CutUse& use : in.out.cuts) {
    if (weighed_only(in.award.cuts[use.index])) {
      add_once(in.out.deciding, use.words);
      for (const Wording& member : use.group) add_once(in.out.deciding, member);
    }
    if (!changes(in.award.cuts[use.index])) continue;
    add_causes(in, use);
    for (const Wording& member : use.group) add_once(in.out.deciding, member);
  }
}

// The item itself is always told: what it is, and its day.
std::vector<std::size_t> own_item(const Explaining& in) {
  std::vector<std::size_t> own = in.unit_facts;
  own.insert(own.end(), in.day_facts.begin(), in.day_facts.end());
  return own;
}

// Items that were paid before are told by the same facts as this one.
void add_prior_items(Explaining& in) {
  const std::vector<std::size_t> own = own_item(in);
  for (const CutUse& use : in.out.cuts) {
    const outcome::Cut& cut = in.award.cuts[use.index];
    if (!changes(cut) || in.claim().record == UINT32_MAX || use.listed) continue;
    for (const outcome::Cause& cause : cut.against) {
      const facts::Payment* payment = payment_of(in.view, cause.id);
      const auto record = payment ? in.view.facts.find(payment->unit) : std::nullopt;
      if (!record || *record == in.claim().record) continue;
      if (in.view.facts.record(*record).type != in.view.facts.record(in.claim().record).type) continue;
      in.facts_used.clear();
      for (std::size_t i : own) {
        const bool holder = in.out.facts[i].field == in.measure().unit.range.relation;  // is named for this record only
        if (in.out.facts[i].record == in.claim().record && !holder) in.use_fact(*record, in.out.facts[i].field, std::nullopt);
      }
      const std::vector<std::size_t> told = in.facts_used;
      add_facts(in, told, false);
    }
  }
}

// By whom and when the number of places was fixed, where it decides who has one.
void add_places(Explaining& in) {
  const bool selects = in.award.status == Status::lost_competition || in.award.status == Status::needs_determination;
  if (tells_rivals(in.out)) in.out.deciding.insert(in.out.deciding.end(), in.out.rivals.begin(), in.out.rivals.end());
  const facts::Decision* decision = selects ? places_decision(in) : nullptr;
  if (!decision) return;
  const Wording year = verbatim(decision->period ? std::to_string(*decision->period) : "");
  const Wording basis = verbatim(decision->basis.empty() ? decision->id : decision->basis);
  in.out.deciding.push_back(say(Sentence::places_decided, {year, name_words(base::must(in.measure().round).places.front().name),
                                                           verbatim(std::to_string(decision->number)), verbatim(decision->decider),
                                                           date_words(decision->decided_on), basis}));
}

void add_tested(Explaining& in) {
  const Deciding deciding = deciding_of(in);
  const bool open = in.award.status == Status::unknown || in.award.status == Status::needs_determination || !in.out.missing.empty();
  if (open) add_lists(in, Mark::open);  // what fails stands in the reason
  for (std::size_t i : deciding.rows) {
    if (in.out.rows[i].set_aside) continue;
    in.out.rows[i].deciding = true;
    const bool on_list = !in.out.rows[i].list_name.empty() && !in.out.rows[i].certain.empty();
    if (on_list) continue;  // stands in the reason; its record follows
    add_once(in.out.deciding, rows_words(in, in.out.rows[i]));
  }
  // What is not known stands for itself where something is not known.
  std::vector<std::size_t> told = deciding.facts;
  const auto known = [&](std::size_t i) { return in.out.facts[i].known; };
  if (open && !std::all_of(told.begin(), told.end(), known)) std::erase_if(told, known);
  std::vector<std::size_t> own = own_item(in);
  // Where only records are missing, what is known of the item itself says what they are asked for.
  if (open && told.empty()) {
    for (std::size_t i : of_measure(in).facts) {
      if (in.out.facts[i].record == in.claim().record) own.push_back(i);
    }
  }
  told.insert(told.end(), own.begin(), own.end());
  add_facts(in, told, open);
  add_places(in);
}

}  // namespace

void add_once(std::vector<Wording>& list, Wording words) {
  const bool said = std::find(list.begin(), list.end(), words) != list.end();
  if (!words.empty() && !said) list.push_back(std::move(words));
}

Wording list_words(const RowsUse& use) {
  if (!use.certain.empty()) return say(Sentence::on_list, {use.list_name, use.members});
  const Wording complete = use.completeness.empty() ? say(Sentence::not_said_complete) : use.completeness;
  return say(use.possible.empty() && !use.completeness.empty() ? Sentence::not_on_list : Sentence::perhaps_on_list,
             {use.list_name, complete});
}

Deciding of_conditions(const Explanation& out, Mark mark) {
  Deciding found;
  for (const Condition& condition : out.conditions) {
    if (condition.mark != mark) continue;
    for (const Check& check : condition.checks) {
      if (check.mark == mark && check.depth == 0) found.add(check);
    }
  }
  return found;
}

Deciding deciding_of(const Explaining& in) {
  switch (in.award.status) {
    case Status::not_in_force: return {in.day_facts, {}};
    case Status::ineligible: {
      Deciding found = of_conditions(in.out, Mark::fails);
      return found.empty() ? of_sum(in) : found;
    }
    case Status::lost_competition: return {in.rank_facts, {}};
    case Status::unknown:
    case Status::needs_determination: {
      Deciding found = of_conditions(in.out, Mark::open);
      if (found.empty()) found.facts = in.rank_facts;
      return found.empty() ? of_sum(in) : found;
    }
    case Status::conflict:
    case Status::gap: {
      Deciding found = of_sum(in);
      return found.empty() ? of_measure(in) : found;
    }
    case Status::deduplicated:
    case Status::capped:
    case Status::eligible: break;
  }
  Deciding found = of_measure(in);
  found.facts.insert(found.facts.begin(), in.rank_facts.begin(), in.rank_facts.end());
  return found;
}

void explain_deciding(Explaining& in) {
  if (in.out.no_candidate) return;
  std::vector<Wording> list = std::move(in.out.deciding);  // a statement of totals stands first
  in.out.deciding.clear();
  add_cuts(in);
  for (Wording& words : list) add_once(in.out.deciding, std::move(words));
  const bool cut = in.award.status == Status::deduplicated || in.award.status == Status::capped;
  if (in.award.status == Status::not_in_force) add_fact_day(in);
  if (cut) {
    if (!in.out.amount.empty() && list.empty()) add_once(in.out.deciding, say(Sentence::before_cuts, {in.out.amount.front()}));
    add_facts(in, own_item(in), false);
    add_prior_items(in);
    return;
  }
  add_tested(in);
}

}  // namespace zhidui::report
