#include "facts/fact_base.h"

#include <doctest/doctest.h>

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
    const base::Date change = *base::Date::of(2020, 1, 1);
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
