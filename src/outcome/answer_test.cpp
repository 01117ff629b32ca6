#include "outcome/answer.h"

#include <doctest/doctest.h>

using namespace zhidui::outcome;

namespace {

struct Case {
  OpenTable opens;
  Award award;
  Case() {
    for (Value& stage : award.claim.stages) stage = Value::boolean(true);
    award.claim.base.money = Value::number(500000);
    award.payable.money = Value::number(500000);
  }
  OpenSet open(OpenKind kind) { return OpenSet(opens.intern(Open{kind, "x", "", "", ""})); }
  Value& stage(Stage which) { return award.claim.stages[static_cast<std::size_t>(which)]; }
  void cut(CutKind kind, std::int64_t before, std::int64_t after) {
    Cut made;
    made.kind = kind;
    made.before = Value::number(before);
    made.after = Value::number(after);
    award.cuts.push_back(made);
  }
  Status status() const { return award_status(award, opens); }
};

}  // namespace

TEST_CASE("status: the first row of the table that holds") {
  Case c;
  CHECK(c.status() == Status::eligible);
  c.cut(CutKind::cap, 500000, 500000);  // did not bind
  CHECK(c.status() == Status::eligible);
  c.cut(CutKind::cap, 500000, 300000);
  CHECK(c.status() == Status::capped);
  c.cut(CutKind::once, 300000, 0);
  CHECK(c.status() == Status::capped);  // the first label wins
  c.award.payable.money = Value::range(0, 300000, c.open(OpenKind::reading));
  CHECK(c.status() == Status::needs_determination);
  c.award.payable.money = Value::range(0, 300000, c.open(OpenKind::rows));
  CHECK(c.status() == Status::unknown);
  c.award.claim.faults.push_back(Fault{Fault::Kind::gap, {"三/(六)"}, false});
  CHECK(c.status() == Status::gap);
  c.award.claim.faults.push_back(Fault{Fault::Kind::conflict, {"甲", "乙"}, false});
  CHECK(c.status() == Status::conflict);
  c.stage(Stage::selection) = Value::boolean(false);
  CHECK(c.status() == Status::lost_competition);
  c.stage(Stage::condition) = Value::boolean(false);
  CHECK(c.status() == Status::ineligible);
  c.stage(Stage::force) = Value::boolean(false);
  CHECK(c.status() == Status::not_in_force);
}

TEST_CASE("status: each kind of cut") {
  for (const CutKind kind : {CutKind::once, CutKind::same_matter, CutKind::highest_of}) {
    Case c;
    c.cut(kind, 500000, 0);
    CHECK(c.status() == Status::deduplicated);
  }
  Case c;
  c.cut(CutKind::cap, 500000, 100);
  CHECK(c.status() == Status::capped);
}

TEST_CASE("status: what only the decider can settle") {
  for (const OpenKind kind : {OpenKind::reading, OpenKind::decision, OpenKind::round, OpenKind::document, OpenKind::doc_date}) {
    Case c;
    c.stage(Stage::force) = Value::open_boolean(c.open(kind));
    CHECK(c.status() == Status::needs_determination);
  }
  for (const OpenKind kind : {OpenKind::fact, OpenKind::rows, OpenKind::reference}) {
    Case c;
    c.stage(Stage::condition) = Value::open_boolean(c.open(kind));
    c.award.payable.money = Value::range(0, 500000, c.open(OpenKind::decision));
    CHECK(c.status() == Status::unknown);
  }
  Case no_round;
  no_round.stage(Stage::selection) = Value::open_boolean(no_round.open(OpenKind::round));
  CHECK(no_round.status() == Status::needs_determination);
  Case unstated;
  unstated.award.payable.kind = QuantumKind::unstated;
  CHECK(unstated.status() == Status::needs_determination);
}

TEST_CASE("status: a discretionary range is not an open") {
  Case c;
  c.award.payable.kind = QuantumKind::discretionary;
  c.award.payable.money = Value::range(500000, 800000, {});
  CHECK(c.status() == Status::eligible);
  c.award.payable.kind = QuantumKind::computed;
  CHECK(c.status() == Status::needs_determination);
}

TEST_CASE("status: a base of exactly 0 is ineligible, one that may be 0 is not, a fault is no 0") {
  Case c;
  c.award.claim.base.money = Value::number(0);
  c.award.payable.money = Value::number(0);
  CHECK(c.status() == Status::ineligible);
  c.award.claim.faults.push_back(Fault{Fault::Kind::gap, {"x"}, true});
  CHECK(c.status() == Status::gap);
  c.award.claim.faults.clear();
  c.award.claim.base.kind = QuantumKind::unstated;
  CHECK(c.status() == Status::eligible);
  c.award.payable.kind = QuantumKind::unstated;
  CHECK(c.status() == Status::needs_determination);
}

TEST_CASE("status: of a set") {
  using enum Status;
  CHECK(set_status({}) == not_in_force);
  CHECK(set_status({ineligible, eligible, lost_competition}) == eligible);
  CHECK(set_status({eligible, capped}) == capped);
  CHECK(set_status({capped, deduplicated}) == deduplicated);
  CHECK(set_status({eligible, unknown, needs_determination}) == unknown);
  CHECK(set_status({unknown, gap, conflict}) == conflict);
  CHECK(set_status({not_in_force, ineligible}) == ineligible);
  CHECK(set_status({not_in_force}) == not_in_force);
}

TEST_CASE("status: ids and labels") {
  for (int i = 0; i <= static_cast<int>(Status::eligible); ++i) {
    const auto status = static_cast<Status>(i);
    CHECK(parse_status(status_id(status)) == status);
    CHECK_FALSE(status_zh(status).empty());
  }
  CHECK_FALSE(parse_status("fine"));
  CHECK(status_id(Status::needs_determination) == "needs_determination");
  CHECK(status_zh(Status::eligible) == "符合条件");
}

TEST_CASE("claim keys as text") {
  CHECK(ClaimKey{"jc2023/foreign_grant", UnitKind::item, "US-1", std::nullopt}.to_string() == "jc2023/foreign_grant|US-1");
  CHECK(ClaimKey{"jc2023/invention_volume_reward", UnitKind::entity, "e1", 2024}.to_string() == "jc2023/invention_volume_reward|e1|2024");
}
