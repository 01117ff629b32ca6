// Recorded decisions that could not be used: a sum outside its range or where the text leaves no choice, more prizes
// than there are. Nothing recorded is passed over in silence.
#include <algorithm>

#include "engine/run.h"
#include "facts/lookup.h"

namespace zhidui::engine {

using outcome::Award;
using outcome::Note;

namespace {

std::string sum(const base::Rational& fen) { return base::yuan_text(fen); }

std::string decided_by(const facts::Decision& decision) { return decision.decider + " " + decision.decided_on.to_string(); }

void note_amount(const Setting& setting, const evaluate::Scope& scope, const Award& award, std::vector<Note>& notes) {
  const outcome::ClaimKey& key = award.claim.key;
  const facts::Decision* decision = facts::decided_amount(setting.facts, key, std::min(scope.decided, scope.known));
  if (!decision) return;
  const ir::Measure& measure = setting.program.measures[award.claim.measure];
  const outcome::Quantum& base = award.claim.base;
  const std::string zh = measure.name.zh + "：" + decided_by(*decision) + " 核定 " + sum(decision->fen) + " 元，";
  const std::string en = measure.name.id + ": " + decided_by(*decision) + " decided " + sum(decision->fen) + " yuan; ";
  const outcome::Interval& range = base.money.interval;
  if (base.kind == outcome::QuantumKind::discretionary) {
    const std::string limits = sum(range.lo) + " – " + sum(range.hi);
    notes.push_back({"amount_outside_range", zh + "不在条文的幅度 " + limits + " 元之内，没有采用，请作出决定的单位更正",
                     en + "that is outside the range of the text, " + limits + " yuan, and was not used; the decider must correct it"});
  } else if (measure.amount && measure.amount->kind == ir::AmountKind::computed && !(base.money.single() && range.lo == decision->fen)) {
    notes.push_back({"amount_without_discretion", zh + "条文没有给裁量余地，金额由条文得出，没有采用这项决定",
                     en + "the text leaves no discretion, the sum follows from it and the decision was not used"});
  }
}

void note_place(const Setting& setting, const Award& award, std::vector<Note>& notes) {
  for (const outcome::OpenId id : award.claim.stages[static_cast<std::size_t>(outcome::Stage::selection)].opens) {
    const outcome::Open& open = setting.opens[id];
    if (open.kind != outcome::OpenKind::decision || open.c != "place") continue;
    const ir::Measure& measure = setting.program.measures[award.claim.measure];
    notes.push_back({"places_overdecided",
                     measure.name.zh + "：" + award.claim.place + " 的决定多于名额，互相矛盾，都没有采用，请 " + open.who + " 更正",
                     measure.name.id + ": more units were given " + award.claim.place +
                         " than there are places; the decisions contradict each "
                         "other and none was used; " +
                         open.who + " must correct them"});
  }
}

// A number of places that the text does not allow: under the reading in use it is below the least.
void note_places(const Setting& setting, const evaluate::Scope& scope, const Award& award, std::vector<Note>& notes) {
  const ir::Measure& measure = setting.program.measures[award.claim.measure];
  if (!measure.round || !measure.round->places.front().least.present()) return;
  outcome::OpenTable opens = setting.opens;
  const evaluate::ClaimContext at{ir::MeasureId{award.claim.measure}, award.claim.subject, award.claim.record, award.claim.key.period,
                                  award.claim.fact_date};
  const auto value = [&](ir::ExprId id) { return evaluate::evaluate_in(setting.program, setting.facts, scope, at, id, opens); };
  const outcome::Value year = value(measure.round->per);
  if (!year.single()) return;
  const facts::Decision* decision = facts::decided_places(
      setting.facts, award.claim.key.measure, static_cast<int>(year.interval.lo.to_int64()), std::min(scope.decided, scope.known));
  const ir::Place& place = measure.round->places.front();
  const outcome::Value least = value(place.least);
  if (!decision || (base::Rational(decision->number) >= least.interval.lo && decision->number <= place.count)) return;
  const std::string number = std::to_string(decision->number);
  const std::string range = least.interval.lo.to_string() + "–" + std::to_string(place.count);
  notes.push_back({"places_outside_range",
                   measure.name.zh + "：" + decided_by(*decision) + " 确定 " + number + " 个名额，不在条文的 " + range +
                       " 个之内，没有采用，请作出决定的单位更正",
                   measure.name.id + ": " + decided_by(*decision) + " decided on " + number +
                       " places; that is outside the range of the text, " + range + ", and was not used; the decider must correct it"});
}

}  // namespace

void note_decisions(const Setting& setting, const evaluate::Scope& scope, const Run& run, std::vector<Note>& notes) {
  for (const Award& award : run.awards) {
    if (award.claim.subject != setting.subject || award.claim.key.unit_kind == outcome::UnitKind::none) continue;
    note_amount(setting, scope, award, notes);
    note_place(setting, award, notes);
    note_places(setting, scope, award, notes);
  }
}

}  // namespace zhidui::engine
