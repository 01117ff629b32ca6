#include "outcome/canonical.h"

#include <doctest/doctest.h>

#include <functional>
#include <set>

namespace zhidui::outcome {

namespace {

Open fact(const std::string& record) { return {OpenKind::fact, "patent", record, "kind", "somebody"}; }

Answer sample() {
  Answer answer;
  answer.subject = "e1";
  const OpenSet open(answer.opens.intern(fact("p1")));
  Award award;
  award.claim.key = {"t/m", UnitKind::entity, "e1", std::nullopt};
  for (Value& stage : award.claim.stages) stage = Value::boolean(true);
  award.claim.stages[2] = Value::open_boolean(open);
  award.claim.conditions.push_back({Stage::condition, 0, Value::open_boolean(open), 0});
  award.claim.atoms.push_back({Stage::condition, 0, 3, false, Value::open_boolean(open), Value::number(1), std::nullopt});
  award.claim.faults.push_back({Fault::Kind::gap, {"a"}, true});
  award.claim.trace.nodes.push_back({});
  award.cuts.push_back({"cap", 0, CutKind::cap, Value::number(2), Value::number(1), Value::number(0), {{"x"}}, "in_order"});
  award.candidates.push_back({"R-1", "甲", Value::number(1), Status::eligible});
  award.rests_on = {"R-1"};
  award.repairs.push_back({{0}, kNoSite, {base::Rational(1)}, Value::number(5), false});
  answer.awards.push_back(award);
  answer.groups.push_back({"cap", "t/m|e1", Value::number(1), Value::number(1), {"t/m|e1"}});
  answer.measures.push_back({0, Value::number(1), Status::eligible});
  answer.total = Value::range(base::Rational(0), base::Rational(1), open);
  answer.notes.push_back({"n", "注", "note"});
  return answer;
}

}  // namespace

TEST_CASE("whatever an answer says shows in its canonical bytes") {
  using Change = std::function<void(Answer&)>;
  const std::vector<Change> changes{
      [](Answer& a) { a.subject = "e2"; },
      [](Answer& a) { a.total = Value::number(1); },
      [](Answer& a) { a.status = Status::unknown; },
      [](Answer& a) { a.notes[0].en = "another"; },
      [](Answer& a) { a.groups[0].total = Value::number(9); },
      [](Answer& a) { a.groups[0].members = {"t/m|e1", "t/m|e2"}; },
      [](Answer& a) { a.measures[0].total = Value::number(9); },
      [](Answer& a) { a.awards[0].claim.base.money = Value::number(9); },
      [](Answer& a) { a.awards[0].claim.base.kind = QuantumKind::discretionary; },
      [](Answer& a) { a.awards[0].claim.faults[0].certain = false; },
      [](Answer& a) { a.awards[0].claim.payee = "e2"; },
      [](Answer& a) { a.awards[0].claim.conditions[0].value = Value::boolean(true); },
      [](Answer& a) { a.awards[0].claim.atoms[0].left = Value::number(2); },
      [](Answer& a) { a.awards[0].claim.trace.nodes[0].note = "x"; },
      [](Answer& a) { a.awards[0].claim.place = "一等奖"; },
      [](Answer& a) { a.awards[0].cuts[0].against = {{"x"}, {""}}; },
      [](Answer& a) { a.awards[0].cuts[0].against[0].kind = CauseKind::level; },
      [](Answer& a) { a.awards[0].cuts[0].against[0].sum.hi = base::Rational(1); },
      [](Answer& a) { a.awards[0].cuts[0].against[0].day = base::Date{1}; },
      [](Answer& a) { a.awards[0].cuts[0].against[0].side = 1; },
      [](Answer& a) { a.awards[0].cuts[0].together = Interval{}; },
      [](Answer& a) { a.awards[0].cuts[0].limit = Interval{}; },
      [](Answer& a) { a.awards[0].cuts[0].slack = Value::number(1); },
      [](Answer& a) { a.awards[0].candidates[0].status = Status::capped; },
      [](Answer& a) { a.awards[0].rests_on = {}; },
      [](Answer& a) { a.awards[0].repairs[0].payable = Value::number(6); },
      [](Answer& a) { a.awards.push_back(a.awards[0]); },
  };
  std::set<std::string> seen{canonical_bytes(sample())};
  for (std::size_t i = 0; i < changes.size(); ++i) {
    Answer answer = sample();
    changes[i](answer);
    CHECK_MESSAGE(seen.insert(canonical_bytes(answer)).second, "change ", i);
  }
}

TEST_CASE("fields do not run together") {
  const auto bytes = [](const std::vector<std::string>& texts) {
    CanonicalBytes out;
    out.add(texts);
    return out.take();
  };
  CHECK(bytes({"ab", "c"}) != bytes({"a", "bc"}));
  CHECK(bytes({"a"}) != bytes({"a", ""}));
  CHECK(bytes({"1:a"}) != bytes({"a", "1:a"}));
}

TEST_CASE("the ids of opens do not show, and the receipt is no part of what it names") {
  Answer other;
  other.opens.intern(fact("p0"));  // asked about and left
  const Answer one = sample();
  Answer two = sample();
  const auto moved = [&](Value& value) {
    if (value.opens.empty()) return;
    value.opens = OpenSet(other.opens.intern(fact("p1")));
  };
  moved(two.total);
  for (Value& stage : two.awards[0].claim.stages) moved(stage);
  moved(two.awards[0].claim.conditions[0].value);
  moved(two.awards[0].claim.atoms[0].value);
  two.opens = other.opens;
  two.receipt = "x";
  CHECK(canonical_bytes(one) == canonical_bytes(two));
}

}  // namespace zhidui::outcome
