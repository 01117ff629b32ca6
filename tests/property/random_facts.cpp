#include "random_facts.h"

#include <algorithm>
#include <map>

#include "base/must.h"

namespace zhidui::property {

using base::Date;
using base::Rational;
using outcome::Value;

namespace {

const char* const kDays[] = {"2023-05-01", "2023-11-28", "2023-11-29", "2023-12-31", "2024-01-01",
                             "2024-06-15", "2024-12-31", "2025-01-01", "2025-02-28"};

class Maker {
 public:
  Maker(const ir::Program& program, Random& random) : program_(program), random_(random) {
    for (const ir::Expr& expr : program.exprs) {
      if (expr.op == ir::Op::constant && expr.type.kind == ir::TypeKind::enumeration) {
        for (const std::uint32_t member : expr.value.may.indices) members_[expr.type.enumeration.value].push_back(member);
      }
      if (expr.op != ir::Op::constant || expr.value.kind != outcome::ValueKind::number) continue;
      numbers_[static_cast<int>(expr.type.kind)].push_back(expr.value.interval.lo);
    }
  }

  World make() {
    World world;
    for (std::uint32_t type = 0; type < program_.records.size(); ++type) {
      const bool subject = type == program_.subject_record.value;
      const std::uint64_t count = subject ? 3 : 1 + random_.below(3);
      for (std::uint64_t i = 0; i < count; ++i) add(world, type, i);
    }
    for (facts::Record& record : world.records) fill(world, record);
    world.closures.push_back({"*", "*", std::nullopt, {"register", std::nullopt, {}}});
    if (random_.chance(40)) pay(world, 1 + random_.below(2));
    return world;
  }

 private:
  // Earlier payments under the measures of the program, to the applicant or to somebody else, whole or in part.
  void pay(World& world, std::uint64_t count) {
    for (std::uint64_t i = 0; i < count; ++i) {
      const auto id = ir::MeasureId{static_cast<std::uint32_t>(random_.below(program_.measures.size()))};
      const ir::Unit& unit = program_.measures[id.value].unit;
      facts::Payment payment;
      payment.id = "paid-" + std::to_string(i + 1);
      payment.measure = ir::measure_key(program_, id);
      payment.level = facts::Level::city;
      payment.subject = world.records[any_record(world, program_.subject_record)].id;
      const bool item = unit.kind == outcome::UnitKind::item;
      payment.unit = item ? world.records[any_record(world, unit.range.record)].id : payment.subject;
      if (unit.yearly) payment.period = 2024;
      payment.fen = Rational(static_cast<std::int64_t>(1 + random_.below(10)) * 1'000'000);
      payment.paid_on = base::must(Date::parse("2024-12-01"));
      world.history.push_back(std::move(payment));
    }
  }

  static std::string id_of(const ir::RecordType& type, bool subject, std::uint64_t i) {
    return (subject ? "e" : type.name.id + "-") + std::to_string(i + 1);
  }

  void add(World& world, std::uint32_t type, std::uint64_t i) const {
    const ir::RecordType& record_type = program_.records[type];
    facts::Record record;
    record.type = ir::RecordId{type};
    record.id = id_of(record_type, type == program_.subject_record.value, i);
    record.fields.resize(record_type.fields.size());
    world.records.push_back(std::move(record));
  }

  // Records are sealed in order of type, then id: the index of the n-th record of a type is known beforehand.
  std::uint32_t any_record(const World& world, ir::RecordId type) {
    std::vector<std::uint32_t> of_type;
    for (std::uint32_t i = 0; i < world.records.size(); ++i) {
      if (world.records[i].type == type) of_type.push_back(i);
    }
    const bool subject = type == program_.subject_record;
    return subject && random_.chance(70) ? of_type.front() : of_type[random_.below(of_type.size())];
  }

  Rational any_number(const ir::Field& field) {
    if (field.type.kind == ir::TypeKind::date) return Rational(base::must(Date::parse(kDays[random_.below(std::size(kDays))])).days);
    if (field.type.kind == ir::TypeKind::year) return Rational(static_cast<std::int64_t>(2023 + random_.below(3)));
    const auto& known = numbers_[static_cast<int>(field.type.kind)];
    Rational value(static_cast<std::int64_t>(random_.below(12)));
    if (!known.empty() && random_.chance(80))
      value = known[random_.below(known.size())] + Rational(static_cast<std::int64_t>(random_.below(3)) - 1);
    return std::clamp(value, *field.low, *field.high);
  }

  Value any_value(const World& world, const ir::Field& field) {
    switch (field.type.kind) {
      case ir::TypeKind::boolean: return Value::boolean(random_.chance(60));
      case ir::TypeKind::enumeration: {
        // The members that the policy names, and the first ones, come up more often: the list of regions is long.
        const auto named = members_.find(field.type.enumeration.value);
        if (named != members_.end() && random_.chance(40)) return Value::choice(named->second[random_.below(named->second.size())]);
        const std::uint64_t n = program_.enumeration(field.type.enumeration).members.size();
        return Value::choice(static_cast<std::uint32_t>(random_.below(random_.chance(50) ? std::min<std::uint64_t>(n, 6) : n)));
      }
      case ir::TypeKind::set: {
        outcome::IndexSet members;
        const std::uint64_t n = program_.enumeration(field.type.enumeration).members.size();
        for (std::uint32_t i = 0; i < n; ++i) {
          if (random_.chance(40)) members.indices.push_back(i);
        }
        return Value::set_of(members, members, {});
      }
      case ir::TypeKind::record: return Value::choice(any_record(world, field.type.record));
      case ir::TypeKind::list: {
        Value value;
        value.kind = outcome::ValueKind::list;
        value.may.indices.push_back(any_record(world, field.type.record));
        const std::uint32_t second = any_record(world, field.type.record);
        if (second != value.may.indices[0]) value.may.indices.push_back(second);
        return value;
      }
      case ir::TypeKind::text: {
        Value value;
        value.kind = outcome::ValueKind::text;
        value.text = "x";
        return value;
      }
      default: return Value::number(any_number(field));
    }
  }

  void fill(const World& world, facts::Record& record) {
    const ir::RecordType& type = program_.record(record.type);
    for (std::size_t f = 0; f < type.fields.size(); ++f) {
      const ir::Field& field = type.fields[f];
      if (field.kind == ir::FieldKind::computed) continue;
      auto& segments = record.fields[f].segments;
      if (field.kind == ir::FieldKind::decided) {
        segments.push_back({Date::parse("2024-01-05"), std::nullopt, any_value(world, field), {}});
      } else if (field.dated && random_.chance(30)) {
        const Date turn = *Date::parse("2024-06-15");
        segments.push_back({std::nullopt, turn, any_value(world, field), {}});
        segments.push_back({turn.plus_days(1), std::nullopt, any_value(world, field), {}});
      } else {
        segments.push_back({std::nullopt, std::nullopt, any_value(world, field), {}});
      }
    }
  }

  const ir::Program& program_;
  Random& random_;
  std::map<int, std::vector<Rational>> numbers_;
  std::map<std::uint32_t, std::vector<std::uint32_t>> members_;  // of an enumeration, named in the program
};

}  // namespace

World complete_world(const ir::Program& program, Random& random) { return Maker(program, random).make(); }

facts::FactBase base_of(const ir::Program& program, const World& world) {
  facts::FactBase base;
  base.closures = world.closures;
  base.history = world.history;
  // A decided field holds what a recorded decision says: the decision stands beside it.
  for (std::uint32_t r = 0; r < world.records.size(); ++r) {
    const ir::RecordType& type = program.record(world.records[r].type);
    for (std::uint32_t f = 0; f < type.fields.size(); ++f) {
      if (type.fields[f].kind != ir::FieldKind::decided) continue;
      for (const facts::Segment& segment : world.records[r].fields[f].segments) {
        facts::Decision decision;
        decision.kind = facts::DecisionKind::field;
        decision.id = "d" + std::to_string(base.decisions.size());
        decision.decider = "organ";
        decision.decided_on = base::must(segment.from);
        decision.record = r;
        decision.field = ir::FieldId{f};
        base.decisions.push_back(std::move(decision));
      }
    }
  }
  base.seal(program, world.records);
  return base;
}

std::vector<Site> sites(const ir::Program& program, const World& world) {
  std::vector<Site> out;
  for (std::size_t r = 0; r < world.records.size(); ++r) {
    const ir::RecordType& type = program.record(world.records[r].type);
    for (std::size_t f = 0; f < type.fields.size(); ++f) {
      if (type.fields[f].kind != ir::FieldKind::computed && type.fields[f].type.kind != ir::TypeKind::text) out.push_back({r, f});
    }
  }
  return out;
}

}  // namespace zhidui::property
