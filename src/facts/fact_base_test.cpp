#include "facts/fact_base.h"
#include "base/must.h"

#include <doctest/doctest.h>

#include "facts/lookup.h"
#include "facts/read_json.h"
#include "facts/vocabulary_fixture.h"

namespace zhidui::facts {

namespace {

constexpr ir::RecordId kSubject{0}, kPatent{1}, kLoan{2};
constexpr ir::FieldId kOwners{0}, kShareholders{9}, kPriority{3};

Record record(const ir::Program& program, ir::RecordId type, std::string id) {
  Record result;
  result.type = type;
  result.id = std::move(id);
  result.fields.resize(program.record(type).fields.size());
  return result;
}

Segment always(outcome::Value value) { return {std::nullopt, std::nullopt, std::move(value), {}}; }

}  // namespace

TEST_SUITE("fact base") {
  TEST_CASE("records are sorted by type and id, and values follow them") {
    const ir::Program program = VocabularyFixture::make();
    std::vector<Record> records;
    records.push_back(record(program, kPatent, "ZL2"));
    records.push_back(record(program, kSubject, "e2"));
    records.push_back(record(program, kPatent, "ZL1"));
    records.push_back(record(program, kSubject, "e1"));
    records[0].fields[kOwners.value].segments = {always(outcome::Value::list_of({1, 3}))};  // e2, e1
    records[2].fields[kPriority.value].segments = {always(outcome::Value::choice(0))};      // ZL2
    FactBase base;
    base.seal(program, std::move(records));
    REQUIRE(base.records().size() == 4);
    CHECK(base.record(0).id == "e1");
    CHECK(base.record(1).id == "e2");
    CHECK(base.record(2).id == "ZL1");
    CHECK(base.record(3).id == "ZL2");
    CHECK(base.of_type(kSubject) == std::pair<std::uint32_t, std::uint32_t>(0, 2));
    CHECK(base.of_type(kPatent) == std::pair<std::uint32_t, std::uint32_t>(2, 4));
    CHECK(base.of_type(kLoan) == std::pair<std::uint32_t, std::uint32_t>(4, 4));
    CHECK(base.record(3).fields[kOwners.value].segments[0].value.may.indices == std::vector<std::uint32_t>{1, 0});
    CHECK(base.record(2).fields[kPriority.value].segments[0].value.may.indices == std::vector<std::uint32_t>{3});
    CHECK(base.find("ZL2") == 3);
    CHECK(base.find(kPatent, "ZL2") == 3);
    CHECK(base.find(kSubject, "ZL2") == std::nullopt);
    CHECK(base.find("nobody") == std::nullopt);
    CHECK(base.held_by(kPatent, kOwners, 0) == std::vector<std::uint32_t>{3});
    CHECK(base.held_by(kPatent, kOwners, 1) == std::vector<std::uint32_t>{3});
    CHECK(base.held_by(kPatent, kPriority, 0).empty());
    CHECK(base.holder_unknown(kPatent, kOwners) == std::vector<std::uint32_t>{2});
    CHECK(base.holder_unknown(kLoan, ir::FieldId{0}).empty());
  }

  TEST_CASE("a dated holder with days left open may be anybody on them") {
    const ir::Program program = VocabularyFixture::make();
    const base::Date change = base::must(base::Date::of(2020, 1, 1));
    std::vector<Record> records;
    for (const char* id : {"a", "b", "c"}) records.push_back(record(program, kSubject, id));
    // a: first b, then c, without a day between; b: c from that day on only.
    records[0].fields[kShareholders.value].segments = {{std::nullopt, change.plus_days(-1), outcome::Value::list_of({1}), {}},
                                                       {change, std::nullopt, outcome::Value::list_of({2}), {}}};
    records[1].fields[kShareholders.value].segments = {{change, std::nullopt, outcome::Value::list_of({2}), {}}};
    FactBase base;
    base.seal(program, std::move(records));
    CHECK(base.held_by(kSubject, kShareholders, 1) == std::vector<std::uint32_t>{0});
    CHECK(base.held_by(kSubject, kShareholders, 2) == std::vector<std::uint32_t>{0, 1});
    CHECK(base.holder_unknown(kSubject, kShareholders) == std::vector<std::uint32_t>{1, 2});
  }

  TEST_CASE("statements are found by what they are about") {
    const ir::Program program = VocabularyFixture::make();
    const base::Date day = base::must(base::Date::of(2024, 5, 1));
    FactBase base;
    base.closures = {
        {"patent.owners", "e1", day, {}}, {"*", "*", std::nullopt, {"s", day, {}}}, {"patent.owners", "", day.plus_days(1), {}}};
    base.totals = {
        {ir::StatisticId{0}, "e1", 2024, 3, {}}, {ir::StatisticId{0}, "e1", 2023, 2, {}}, {ir::StatisticId{0}, "e2", 2024, 1, {}}};
    const auto payment = [&](const char* id, const char* measure, const char* subject, const char* unit) {
      Payment out;
      out.id = id, out.measure = measure, out.subject = subject, out.unit = unit;
      return out;
    };
    base.history = {payment("p3", "m", "e1", "L1"), payment("p1", "m", "e2", "L1"), payment("p2", "n", "e1", "e1")};
    const auto decision = [&](DecisionKind kind, base::Date on) {
      Decision out;
      out.kind = kind, out.decided_on = on, out.measure = "m", out.unit = "L1";
      return out;
    };
    base.decisions = {decision(DecisionKind::amount, day.plus_days(1)), decision(DecisionKind::amount, day),
                      decision(DecisionKind::place, day), decision(DecisionKind::same_matter, day),
                      decision(DecisionKind::adopted_reading, day)};
    base.decisions[0].period = 2023;
    base.decisions[3].members = {"L1", "A1"};
    base.decisions[4].reading = "R-1";
    base.seal(program, {});
    using Indices = FactBase::Indices;
    CHECK(base.payments_of("e1") == Indices{1, 2});
    CHECK(base.payments_for("L1") == Indices{0, 2});
    CHECK(base.payment("p2") == &base.history[1]);
    CHECK(base.payment("p4") == nullptr);
    CHECK(base.totals_of(ir::StatisticId{0}, "e1", 2024).size() == 1);
    CHECK(base.totals_of(ir::StatisticId{0}, "e1", 2024).front().value == base::Rational(3));
    CHECK(base.totals_of(ir::StatisticId{0}, "e3", 2024).empty());
    CHECK(base.decisions_of(DecisionKind::place).size() == 1);
    CHECK(base.decisions_under(DecisionKind::amount, "m", "L1").size() == 2);
    CHECK(base.decisions_on_matter("A1").size() == 1);
    CHECK(base.decisions_on_reading("R-1").size() == 1);
    const outcome::ClaimKey key{"m", outcome::UnitKind::item, "L1", 2024}, earlier{"m", outcome::UnitKind::item, "L1", 2023};
    CHECK(decided_amount(base, key, day.plus_days(9))->decided_on == day);
    CHECK(decided_amount(base, earlier, day.plus_days(9))->decided_on == day.plus_days(1));
    CHECK(decided_amount(base, key, day.plus_days(-1)) == nullptr);
    CHECK(decided_place(base, "m", "L1", day) != nullptr);
    CHECK(decided_reading(base, "R-2", day) == nullptr);
    const std::vector<std::string> one{"x", "L1"}, other{"A1"}, neither{"A2"};
    CHECK(decided_matter(base, one, other, day) != nullptr);
    CHECK(decided_matter(base, one, neither, day) == nullptr);
    // Known later, the statement about everything does not count yet; of the rest the one that reaches furthest does.
    CHECK(find_closure(base, "patent.owners", "e1", day.plus_days(-1))->owner.empty());
    CHECK(find_closure(base, "patent.owners", "e1", day)->relation == "*");
    CHECK(find_closure(base, "history", "e1", day.plus_days(-1)) == nullptr);
    base.history.pop_back();
    base.statements_changed();
    CHECK(base.payments_of("e1") == Indices{1});
  }

  TEST_CASE("an empty base answers") {
    const ir::Program program = VocabularyFixture::make();
    FactBase base;
    base.seal(program, {});
    CHECK(base.of_type(kPatent) == std::pair<std::uint32_t, std::uint32_t>(0, 0));
    CHECK(base.find("e1") == std::nullopt);
    CHECK(canonical_json(program, base) == R"({"format":"zhidui-facts/1"})");
    CHECK(base.hash.size() == 64);
  }
}

}  // namespace zhidui::facts
