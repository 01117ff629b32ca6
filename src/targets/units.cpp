#include "targets/units.h"

#include <cstdint>
#include <vector>

namespace zhidui::targets {

using base::Rational;
using ir::TypeKind;

namespace {

struct Unit {
  std::string name;
  Rational size;
};

struct Scale {
  const char* name;
  std::int64_t size;
};
constexpr Scale kScales[] = {
    {"", 1}, {"百", 100}, {"千", 1'000}, {"万", 10'000}, {"百万", 1'000'000}, {"千万", 10'000'000}, {"亿", 100'000'000}};

std::vector<Unit> scaled(const std::string& name, std::int64_t size, const std::string& behind) {
  std::vector<Unit> out;
  for (const Scale& scale : kScales) {
    const std::string unit = scale.name + name;
    if (!unit.empty()) out.push_back({unit + behind, Rational(scale.size * size)});
  }
  return out;
}

std::vector<Unit> units_of(const ir::Program& program, const Target& target, bool stock) {
  const std::string behind(target.per_10000 && !stock ? kPer10000 : "");
  switch (target.type.kind) {
    case TypeKind::money: return scaled("元", 100, behind);
    case TypeKind::ratio: return {{"%", Rational::of(1, 100)}, {"‰", Rational::of(1, 1000)}};
    case TypeKind::days: return {{"日", 1}, {"天", 1}};
    case TypeKind::months: return {{"个月", 1}, {"月", 1}, {"年", 12}};
    default: break;
  }
  return scaled(unit_name(program, target), 1, behind);
}

std::optional<Rational> find(const std::vector<Unit>& units, std::string_view name) {
  for (const Unit& unit : units) {
    if (unit.name == name) return unit.size;
  }
  return std::nullopt;
}

std::string listed(const std::vector<Unit>& units) {
  std::string out;
  for (const Unit& unit : units) out += (out.empty() ? "" : "、") + unit.name;
  return out;
}

}  // namespace

std::optional<Rational> base_units(const ir::Program& program, const Target& target, std::string_view unit) {
  if (!target.has_goal) return Rational(1);
  const bool bare = target.type.kind == TypeKind::count && !target.type.unit.present() && !target.per_10000;
  if (bare && unit.empty()) return Rational(1);
  return find(units_of(program, target, false), unit);
}

std::optional<Rational> base_units_of_stock(const ir::Program& program, const Target& target, std::string_view unit) {
  return find(units_of(program, target, true), unit);
}

std::optional<Rational> people(std::string_view unit) { return find(scaled("人", 1, ""), unit); }

std::string units_allowed(const ir::Program& program, const Target& target) { return listed(units_of(program, target, false)); }
std::string units_allowed_of_stock(const ir::Program& program, const Target& target) { return listed(units_of(program, target, true)); }
std::string units_allowed_of_people() { return listed(scaled("人", 1, "")); }

}  // namespace zhidui::targets
