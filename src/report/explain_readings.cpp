// The readings an answer rests on, and those on its way that would not change the sum.
#include <algorithm>
#include <set>

#include "base/must.h"
#include "ir/walk.h"
#include "report/explain.h"
#include "report/reading_words.h"

namespace zhidui::report {

using outcome::Status;

namespace {

// Readings on the way of what decided: of the conditions, of the sum, of the cuts.
std::set<std::uint32_t> readings_used(const Explaining& in) {
  std::set<std::uint32_t> used;
  const Status status = in.award.status;
  if (in.out.no_candidate || status == Status::not_in_force || status == Status::lost_competition) return used;
  const bool open = status == Status::unknown || status == Status::needs_determination;
  // What is paid already or stands behind another claim was met: only the rule that cuts matters.
  bool decided = status == Status::deduplicated;
  for (const Condition& condition : in.out.conditions) {
    if (decided && status == Status::deduplicated) break;
    const bool decides = status == Status::ineligible ? condition.mark == Mark::fails : open ? condition.mark == Mark::open : true;
    decided = decided || (decides && condition.mark != Mark::holds);
    // A general rule that is met is no matter of this award.
    const bool told = decides && (condition.quotations.empty() || condition.mark != Mark::holds);
    if (told) used.insert(condition.readings.begin(), condition.readings.end());
  }
  if (!decided) used.insert(in.sum_readings.begin(), in.sum_readings.end());
  for (const outcome::Cut& cut : in.award.cuts) {
    if (!changes(cut) || cut.settlement >= in.program().settlements.size()) continue;
    const ir::Settlement& rule = in.program().settlements[cut.settlement];
    for (const ir::Adopts& adopts : rule.adopts) used.insert(adopts.reading.value);
    if (rule.per_reading.present()) used.insert(rule.per_reading.value);
    if (rule.earlier_reading.present()) used.insert(rule.earlier_reading.value);
  }
  return used;
}

// Where the sum asks for the reading: what an alternative reads of the record, with who says so.
Wording facts_of(Explaining& in, ir::ReadingId id, std::size_t alternative) {
  if (!in.measure().amount || in.out.no_candidate) return {};
  std::vector<ir::ExprId> asked{base::must(in.measure().amount).value};
  std::set<std::uint32_t> seen;
  std::vector<Wording> out;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if (!asked[i].present() || !seen.insert(asked[i].value).second) continue;
    const ir::Expr& each = in.program().expr(asked[i]);
    for (const ir::Operand& operand : ir::operands(each)) asked.push_back(operand.id);
    const bool here = each.op == ir::Op::reading && each.reading == id && alternative < each.args.size();
    if (!here || in.program().expr(each.args[alternative]).op != ir::Op::field) continue;
    in.facts_used.clear();
    in.use_facts(each.args[alternative], outcome::kNoSite);
    for (std::size_t fact : in.facts_used) {
      const FactUse& use = in.out.facts[fact];
      add_once(out, joined({say(Sentence::name_value, {use.name, use.value}), use.teller()}, Sentence::then));
    }
  }
  return joined(out, Sentence::list_semicolon);
}

// What a sum that is not settled under another alternative still depends on.
Wording lacking_words(const Explaining& in, const outcome::Value& payable, Status status) {
  constexpr std::size_t kMostLacking = 2;
  const bool open = status == Status::unknown || status == Status::needs_determination;
  std::vector<Wording> what;
  for (outcome::OpenId id : payable.opens) {
    if (!open || id.value >= in.answer.opens.size() || in.answer.opens[id].kind == outcome::OpenKind::reading) continue;
    const OpenUse use = open_use(in.view, in.answer.opens, id);
    const Sentence by = outcome::can_be_supplied(use.kind) ? Sentence::to_be_shown_by : Sentence::to_be_decided_by;
    add_once(what, use.who.empty() ? use.what : say(by, {use.what, use.who}));
  }
  return joined_shortly(what, Sentence::list_semicolon, kMostLacking);
}

ReadingUse reading_use(Explaining& in, ir::ReadingId id, bool matters) {
  const ir::Reading& reading = in.program().readings[id.value];
  ReadingUse use;
  use.reading = id;
  use.code = reading.code;
  use.question = reading.question;
  use.standing = adopted_words(in.view, id);
  const auto taken = in.alternative(id);
  use.left_open = !taken;
  for (std::size_t i = 0; i < reading.alternatives.size(); ++i) {
    const ir::Alternative& alternative = reading.alternatives[i];
    AlternativeUse each;
    each.label = label_words(alternative.label);
    each.meaning = verbatim(alternative.meaning);
    each.taken = taken && *taken == i;
    if (each.taken) each.payable = in.award.payable.money;
    for (const outcome::Candidate& candidate : in.award.candidates) {
      const bool mine = candidate.reading == reading.code &&
                        (candidate.alternative == alternative.label.zh || candidate.alternative == alternative.label.id);
      if (mine) each.payable = candidate.payable, each.status = candidate.status;
    }
    if (each.payable) each.sum = possible_words(in, *each.payable, id);
    if (each.payable && each.status && !each.taken) {
      const bool other = !(each.payable->interval == in.award.payable.money.interval);
      if (matters && other && *each.status != Status::eligible) each.why = reason_under(in, id, i);
      if (each.why.empty()) each.lacks = lacking_words(in, *each.payable, *each.status);
    }
    if (matters && each.why.empty()) each.facts = facts_of(in, id, i);  // what it reads for a sum that is then paid
    use.alternatives.push_back(std::move(each));
  }
  return use;
}

// Readings of the checks that are told neither as deciding nor as on the way of it.
void add_idle(Explaining& in) {
  const outcome::Status status = in.award.status;
  if (in.out.no_candidate || status == Status::not_in_force || status == Status::lost_competition) return;
  std::set<std::uint32_t> used = in.sum_readings;
  for (const Condition& condition : in.out.conditions) used.insert(condition.readings.begin(), condition.readings.end());
  for (const std::vector<ReadingUse>* list : {&in.out.readings, &in.out.readings_same}) {
    for (const ReadingUse& told : *list) used.erase(told.reading.value);
  }
  for (const std::uint32_t id : used) in.out.readings_idle.push_back(ir::ReadingId{id});
}

}  // namespace

void explain_readings(Explaining& in) {
  const std::vector<std::string>& rests_on = in.award.rests_on;
  for (const std::string& code : rests_on) {
    const auto id = ir::find_reading(in.program(), code);
    if (!id) continue;
    // Where only what is still open differs, what is possible is the same.
    const bool same = std::all_of(in.award.candidates.begin(), in.award.candidates.end(), [&](const outcome::Candidate& other) {
      return other.reading != code || other.payable.interval == in.award.payable.money.interval;
    });
    if (same) in.out.readings_same.push_back(reading_use(in, *id, false));
    else in.out.readings.push_back(reading_use(in, *id, true));
  }
  for (const std::uint32_t id : readings_used(in)) {
    const ir::Reading& reading = in.program().readings[id];
    if (std::find(rests_on.begin(), rests_on.end(), reading.code) != rests_on.end()) continue;
    in.out.readings_same.push_back(reading_use(in, ir::ReadingId{id}, false));
  }
  add_idle(in);
}

}  // namespace zhidui::report
