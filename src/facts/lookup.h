// What can be seen in a fact base on given days: closures of relations, payments, decisions, and the range of a field that nobody has told.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "facts/fact_base.h"
#include "outcome/claim_key.h"

namespace zhidui::facts {

// May records dated later than the closure reaches exist?
bool may_be_followed(const Closure& closure);

// The strongest statement that the relation of this owner is complete, made known by `known`; nullptr if it is open.
// A statement without a day is stronger than one up to a day; one for a whole register or every owner serves each owner.
const Closure* find_closure(const FactBase& facts, const std::string& relation, const std::string& owner, base::Date known);

// Of a decided field: decided by `decided` and `known`; of any other: made known by `known`.
bool visible(const Segment& segment, const ir::Field& field, base::Date decided, base::Date known);
// Paid by `day` and made known by `known`.
bool visible(const Payment& payment, base::Date day, base::Date known);

// The last decision made by `day`, nullptr if there is none, in no more time than there are decisions on the thing:
// on the sum of a claim (one without a period counts for every year) and on the place of a unit,
const Decision* decided_amount(const FactBase& facts, const outcome::ClaimKey& key, base::Date day);
const Decision* decided_place(const FactBase& facts, std::string_view measure, std::string_view unit, base::Date day);
// on the number of places of the round of a year,
const Decision* decided_places(const FactBase& facts, std::string_view measure, int year, base::Date day);
// on how a text is read,
const Decision* decided_reading(const FactBase& facts, std::string_view code, base::Date day);
// and on whether any of `some` and any of `others` are one matter.
const Decision* decided_matter(const FactBase& facts, std::span<const std::string> some, std::span<const std::string> others,
                               base::Date day);

// Everything a value of this type may be; for a field, within its declared range. `opens` says what is not known.
outcome::Value any_value(const ir::Type& type, const ir::Field* field, const outcome::OpenSet& opens);

// What the organ of the measure's document pays for a claim, without the sum, the day and whom it goes to.
Payment payment_for(const ir::Program& program, const FactBase& facts, const outcome::ClaimKey& key, ir::MeasureId measure,
                    std::uint32_t subject);

// By its identifier or Chinese name; `other` for anything else.
Level level_of(std::string_view word);

}  // namespace zhidui::facts
