// Which sums are whole fen: per expression a grain g such that value × g is a whole number.
#include <numeric>

#include "ir/verify.h"
#include "ir/walk.h"

namespace zhidui::ir {

namespace {

constexpr std::int64_t kGrainLimit = std::int64_t{1} << 62;

std::int64_t narrow(base::Rational::Int value) { return value > 0 && value <= kGrainLimit ? static_cast<std::int64_t>(value) : 0; }

std::int64_t common(std::int64_t a, std::int64_t b) {
  if (a == 0 || b == 0) return 0;
  return narrow(base::Rational::Int{a} / std::gcd(a, b) * b);
}

class GrainPass {
 public:
  explicit GrainPass(const Program& program) : p_(program), grains_(program.exprs.size(), 0) {}

  std::vector<std::int64_t> run() {
    for (std::size_t i = 0; i < p_.exprs.size(); ++i) {
      if (is_number(p_.exprs[i].type.kind)) grains_[i] = of(p_.exprs[i], i);
    }
    return std::move(grains_);
  }

 private:
  std::int64_t at(ExprId id, std::size_t limit) const { return id.value < limit ? grains_[id.value] : 0; }

  std::int64_t of_all(const std::vector<ExprId>& ids, std::size_t limit) const {
    std::int64_t grain = 1;
    for (const ExprId id : ids) grain = common(grain, at(id, limit));
    return grain;
  }

  // A written factor p/q takes p out of the grain: 10000 fen × 50% is whole fen.
  std::int64_t product(const Expr& e, std::size_t limit) const {
    base::Rational::Int grain = 1;
    base::Rational::Int factor = 1;
    for (const ExprId id : e.args) {
      const std::int64_t next = at(id, limit);
      if (next == 0 || grain * next > kGrainLimit) return 0;
      grain *= next;
      const Expr& arg = p_.expr(id);
      if (factor == 1 && arg.op == Op::constant && arg.value.interval.lo.sign() != 0) factor = arg.value.interval.lo.num();
    }
    if (factor < 0) factor = -factor;
    for (base::Rational::Int a = factor, b = grain;;) {
      if (b == 0) return narrow(grain / a);
      const base::Rational::Int rest = a % b;
      a = b;
      b = rest;
    }
  }

  std::int64_t quotient(const Expr& e, std::size_t limit) const {
    const std::int64_t grain = at(e.args[0], limit);
    const base::Rational::Int divisor = p_.expr(e.args[1]).value.interval.lo.num();
    return grain == 0 || divisor > kGrainLimit / grain ? 0 : narrow(grain * divisor);
  }

  std::int64_t of(const Expr& e, std::size_t index) const {
    switch (e.op) {
      case Op::constant: return e.value.kind == outcome::ValueKind::number ? narrow(e.value.interval.lo.den()) : 0;
      case Op::field:
      case Op::field_on: {
        const Field& field = p_.record(e.record_type).fields[e.field.value];
        if (field.computed.present()) return at(field.computed, index);
        return field.type.kind == TypeKind::ratio ? 0 : 1;  // facts give whole fen, records and days
      }
      case Op::series: {
        const Series& series = p_.series[e.series.value];
        std::int64_t grain = common(narrow(series.low.den()), narrow(series.high.den()));
        for (const SeriesEntry& entry : series.entries) grain = common(grain, narrow(entry.value.den()));
        return grain;
      }
      case Op::rounded: return narrow(e.step.den());
      case Op::multiply: return product(e, index);
      case Op::ratio_of: return quotient(e, index);
      case Op::add:
      case Op::subtract:
      case Op::lower:
      case Op::higher:
      case Op::reading:
      case Op::sum:
      case Op::maximum:
      case Op::minimum:
      case Op::shift_year: return of_all(e.args, index);
      case Op::choose: return of_all({e.args[1], e.args[2]}, index);
      case Op::statistic: return at(e.args[2], index);
      case Op::tiers:
      case Op::match:
      case Op::cases: return rows(e, index);
      default: return 1;  // counts, dates, years, days
    }
  }

  std::int64_t rows(const Expr& e, std::size_t limit) const {
    std::vector<ExprId> values;
    for (const TierRow& row : e.tiers) values.push_back(row.value);
    for (const MatchRow& row : e.matches) values.push_back(row.value);
    for (const CaseRow& row : e.cases) values.push_back(row.value);
    if (e.otherwise.present()) values.push_back(e.otherwise);
    return of_all(values, limit);
  }

  const Program& p_;
  std::vector<std::int64_t> grains_;
};

}  // namespace

std::vector<std::int64_t> grains(const Program& program) { return GrainPass(program).run(); }

}  // namespace zhidui::ir
