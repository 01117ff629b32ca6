// Bounds of numbers: an interval and a grain for each expression, from those of its operands (docs/language.md §4).
// Operations later run on exact fractions of 128 bits; that none overflows is proved here.
#include <algorithm>
#include <numeric>

#include "base/date.h"
#include "check/lowering.h"
#include "ir/walk.h"

namespace zhidui::check {

namespace {

using Int = Rational::Int;
using ir::Bounds;

constexpr int kFirstCalendarYear = 1000;
constexpr int kLastCalendarYear = 3000;
constexpr std::int64_t kMonthsLimit = 12 * 1000;

Bounds between(Rational lo, Rational hi) { return {lo, hi, false, false}; }
Bounds unknown() { return {{}, {}, true, true}; }
bool known(const Bounds& b) { return !b.lo_unbounded && !b.hi_unbounded; }
const Rational& least(const Rational& a, const Rational& b) { return b < a ? b : a; }
const Rational& most(const Rational& a, const Rational& b) { return a < b ? b : a; }

Bounds hull(const Bounds& a, const Bounds& b) {
  if (!known(a) || !known(b)) return unknown();
  return between(least(a.lo, b.lo), most(a.hi, b.hi));
}

// Magnitude rounded up to a whole number; operands keep kMagnitudeLimit.
Int ceiling(const Rational& value) {
  const Int num = value.num() < 0 ? -value.num() : value.num();
  return (num + value.den() - 1) / value.den();
}

bool beyond_limit(const Rational& value) { return value < Rational(-kMagnitudeLimit) || Rational(kMagnitudeLimit) < value; }

std::string shown(const Rational& value, TypeKind kind) {
  return kind == TypeKind::money ? base::yuan_text(value) + "元" : value.to_decimal_string();
}

Int gcd(Int a, Int b) {
  if (a < 0) a = -a;
  while (b != 0) {
    const Int rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

// One bounding of one expression.
class Bounder {
 public:
  Bounder(Lowering& lowering, const Scope& scope, ir::Expr& expr, Grain& grain)
      : lowering_(lowering), scope_(scope), expr_(expr), grain_(grain) {}

  bool run() {
    switch (expr_.op) {
      case Op::eq:
      case Op::ne:
      case Op::lt:
      case Op::le: return combine_grains(expr_.args);
      case Op::tiers:
        if (!combine_tier_bounds()) return false;
        break;
      default: break;
    }
    if (!ir::is_number(expr_.type.kind)) return true;
    if (!compute()) return false;
    Bounds& out = expr_.bounds;
    if (!known(out)) {
      out = unknown();
      return true;
    }
    if (beyond_limit(out.lo)) return too_big(out.lo);
    if (beyond_limit(out.hi)) return too_big(out.hi);
    return in_calendar();
  }

 private:
  const Bounds& arg(std::size_t i) const { return lowering_.expr(expr_.args[i]).bounds; }
  const Grain& grain_of(ExprId id) const { return lowering_.grains[id.value]; }

  bool too_big(const Rational& value) {
    lowering_.report(scope_, Kind::overflow, expr_.span, {shown(value, expr_.type.kind)});
    return false;
  }

  bool too_fine() {
    lowering_.report(scope_, Kind::too_fine, expr_.span);
    return false;
  }

  // The scale of a sum of the operands; any two must be comparable exactly.
  bool combine_grains(const std::vector<ExprId>& ids) {
    Int common = 1;
    grain_.loose = false;
    for (const ExprId id : ids) {
      const Int next = grain_of(id).scale;
      if (common * next > kGrainLimit) return too_fine();
      const bool both_loose = grain_.loose && grain_of(id).loose;
      common = both_loose ? common * next : common / gcd(common, next) * next;
      grain_.loose = grain_.loose || grain_of(id).loose;
    }
    grain_.scale = static_cast<std::int64_t>(common);
    return true;
  }

  // The result is one of the operands: no denominator is larger than the largest.
  bool pick_grain(const std::vector<ExprId>& ids) {
    const auto is_loose = [&](ExprId id) { return grain_of(id).loose; };
    if (std::none_of(ids.begin(), ids.end(), is_loose)) return combine_grains(ids);
    grain_ = {1, true};
    for (const ExprId id : ids) grain_.scale = std::max(grain_.scale, grain_of(id).scale);
    return true;
  }

  bool combine_tier_bounds() {
    for (const ir::TierRow& row : expr_.tiers) {
      if (!combine_grains({expr_.args[0], row.bound})) return false;
    }
    return true;
  }

  bool multiply() {
    const Bounds& a = arg(0);
    const Bounds& b = arg(1);
    Int scale = Int{grain_of(expr_.args[0]).scale} * grain_of(expr_.args[1]).scale;
    if (scale > kGrainLimit) return too_fine();
    // A written factor p/q takes p out of the scale: 10000 fen × 50% is whole fen.
    for (const ExprId arg : expr_.args) {
      const ir::Expr& factor = lowering_.expr(arg);
      if (factor.op != Op::constant || !known(factor.bounds) || factor.bounds.lo.sign() == 0) continue;
      scale /= gcd(factor.bounds.lo.num(), scale);
      break;
    }
    grain_.scale = static_cast<std::int64_t>(scale);
    grain_.loose = grain_of(expr_.args[0]).loose || grain_of(expr_.args[1]).loose;
    if (!known(a) || !known(b)) {
      expr_.bounds = unknown();
      return true;
    }
    // Beyond 2⁶⁴ with both sides rounded up is beyond 2⁶² without; below, the exact products fit.
    const Int rough = std::max(ceiling(a.lo), ceiling(a.hi)) * std::max(ceiling(b.lo), ceiling(b.hi));
    if (rough > Int{1} << 64) return too_big(Rational::of(rough, 1));
    const Rational corners[] = {a.lo * b.lo, a.lo * b.hi, a.hi * b.lo, a.hi * b.hi};
    expr_.bounds =
        between(*std::min_element(std::begin(corners), std::end(corners)), *std::max_element(std::begin(corners), std::end(corners)));
    return true;
  }

  bool ratio() {
    const Rational divisor = lowering_.expr(expr_.args[1]).bounds.lo;
    const Grain& grain = grain_of(expr_.args[0]);
    if (divisor.num() > kGrainLimit / grain.scale) return too_fine();
    grain_ = {static_cast<std::int64_t>(grain.scale * divisor.num()), grain.loose};
    return each_end([&](const Rational& v) { return v / divisor; });
  }

  bool fold(Bounds (*step)(const Bounds&, const Bounds&)) {
    if (!combine_grains(expr_.args)) return false;
    expr_.bounds = arg(0);
    for (std::size_t i = 1; i < expr_.args.size(); ++i) {
      if (!known(expr_.bounds) || !known(arg(i))) {
        expr_.bounds = unknown();
        return true;
      }
      expr_.bounds = step(expr_.bounds, arg(i));
      if (beyond_limit(expr_.bounds.lo)) return too_big(expr_.bounds.lo);
      if (beyond_limit(expr_.bounds.hi)) return too_big(expr_.bounds.hi);
    }
    return true;
  }

  bool choice(const std::vector<ExprId>& branches, bool or_zero) {
    if (!pick_grain(branches)) return false;
    expr_.bounds = lowering_.expr(branches[0]).bounds;
    for (const ExprId branch : branches) expr_.bounds = hull(expr_.bounds, lowering_.expr(branch).bounds);
    if (or_zero) expr_.bounds = hull(expr_.bounds, between(0, 0));
    return true;
  }

  bool tiers_cover_all() const {
    const Bounds& subject = arg(0);
    if (!known(subject)) return false;
    for (const ir::TierRow& row : expr_.tiers) {
      const Rational& limit = lowering_.expr(row.bound).bounds.lo;
      if (row.comparison == Op::eq) continue;
      if (row.greater && (limit < subject.lo || (row.comparison == Op::le && limit == subject.lo))) return true;
      if (!row.greater && (subject.hi < limit || (row.comparison == Op::le && limit == subject.hi))) return true;
    }
    return false;
  }

  bool rows() {
    std::vector<ExprId> branches;
    bool or_zero = false;
    for (const ir::TierRow& row : expr_.tiers) branches.push_back(row.value);
    for (const ir::MatchRow& row : expr_.matches) branches.push_back(row.value);
    for (const ir::CaseRow& row : expr_.cases) branches.push_back(row.value);
    if (expr_.otherwise.present()) branches.push_back(expr_.otherwise);
    if (expr_.op == Op::tiers) or_zero = !tiers_cover_all();
    if (expr_.op == Op::match) or_zero = true;
    if (expr_.op == Op::cases) or_zero = !expr_.otherwise.present();
    return choice(branches, or_zero);
  }

  bool field() {
    const ir::Field& f = lowering_.program.record(expr_.record_type).fields[expr_.field.value];
    if (f.computed.present()) {
      expr_.bounds = lowering_.expr(f.computed).bounds;
      grain_ = grain_of(f.computed);
      return true;
    }
    if (!f.low || !f.high) {  // reported where it is declared
      expr_.bounds = unknown();
      return true;
    }
    expr_.bounds = between(*f.low, *f.high);
    if (f.type.kind == TypeKind::ratio) {
      grain_ = {kRatioFieldScale, true};
    }
    return true;
  }

  bool series() {
    const ir::Series& s = lowering_.program.series[expr_.series.value];
    // An entry that is not listed may be anything of the range, whatever its neighbours are.
    expr_.bounds = between(s.low, s.high);
    std::vector<Rational> values{s.low, s.high};
    for (const ir::SeriesEntry& entry : s.entries) values.push_back(entry.value);
    Int common = 1;
    for (const Rational& value : values) {
      if (common * value.den() > kGrainLimit) return too_fine();
      common = common / gcd(common, value.den()) * value.den();
    }
    grain_.scale = static_cast<std::int64_t>(common);
    return true;
  }

  bool sum_of_rows() {
    const Bounds& value = arg(0);
    grain_ = grain_of(expr_.args[0]);
    if (grain_.loose) return too_fine();  // each row would bring a denominator of its own
    expr_.bounds = unknown();
    if (!known(value)) return true;
    const Rational limit(kSumRowsLimit);
    expr_.bounds = between(least(Rational(0), value.lo * limit), most(Rational(0), value.hi * limit));
    return true;
  }

  bool same_as(std::size_t i) {
    expr_.bounds = arg(i);
    grain_ = grain_of(expr_.args[i]);
    return true;
  }

  template <class F>
  bool each_end(F f) {
    expr_.bounds = arg(0);
    if (!known(expr_.bounds)) return true;
    expr_.bounds.lo = f(expr_.bounds.lo);
    expr_.bounds.hi = f(expr_.bounds.hi);
    return true;
  }

  static base::Date day(const Rational& value) { return base::Date{static_cast<std::int32_t>(value.to_int64())}; }
  static int whole(const Rational& value) { return static_cast<int>(value.to_int64()); }

  bool calendar() {
    switch (expr_.op) {
      case Op::year_of: return each_end([](const Rational& d) { return Rational(day(d).year()); });
      case Op::year_start: return each_end([](const Rational& y) { return Rational(base::Date::year_start(whole(y)).days); });
      case Op::year_end: return each_end([](const Rational& y) { return Rational(base::Date::year_end(whole(y)).days); });
      case Op::add_months: {
        const Bounds& months = arg(1);
        if (!known(months) || !known(arg(0))) {
          expr_.bounds = unknown();
          return true;
        }
        const Rational limit(kMonthsLimit);
        if (months.lo < -limit || limit < months.hi) return out_of_calendar();
        expr_.bounds = between(day(arg(0).lo).plus_months(whole(months.lo)).days, day(arg(0).hi).plus_months(whole(months.hi)).days);
        return true;
      }
      case Op::days_between:
        expr_.bounds = known(arg(0)) && known(arg(1)) ? between(arg(1).lo - arg(0).hi, arg(1).hi - arg(0).lo) : unknown();
        return true;
      default: return fold([](const Bounds& a, const Bounds& b) { return between(a.lo + b.lo, a.hi + b.hi); });
    }
  }

  bool out_of_calendar() {
    lowering_.report(scope_, Kind::calendar_range, expr_.span);
    return false;
  }

  bool in_calendar() {
    const Bounds& b = expr_.bounds;
    Rational first(kFirstCalendarYear);
    Rational last(kLastCalendarYear);
    if (expr_.type.kind == TypeKind::date) {
      first = Rational(base::Date::year_start(kFirstCalendarYear).days);
      last = Rational(base::Date::year_end(kLastCalendarYear).days);
    } else if (expr_.type.kind != TypeKind::year) {
      return true;
    }
    return b.lo < first || last < b.hi ? out_of_calendar() : true;
  }

  bool compute_constant() {
    const bool written = expr_.value.kind == outcome::ValueKind::number;
    expr_.bounds = written ? between(expr_.value.interval.lo, expr_.value.interval.hi) : unknown();
    if (!written && expr_.type.kind == TypeKind::ratio) grain_ = {kRatioFieldScale, true};
    if (!written) return true;
    const Int scale = expr_.value.interval.lo.den();
    if (scale > kGrainLimit) return too_fine();
    grain_.scale = static_cast<std::int64_t>(scale);
    return true;
  }

  bool compute() {
    const auto date_range = between(base::Date::year_start(base::kFirstYear).days, base::Date::year_end(base::kLastYear).days);
    switch (expr_.op) {
      case Op::constant: return compute_constant();
      case Op::field:
      case Op::field_on: return field();
      case Op::this_year: expr_.bounds = between(base::kFirstYear, base::kLastYear); return true;
      case Op::fact_date:
      case Op::clock:
      case Op::document_date: expr_.bounds = date_range; return true;
      case Op::series: return series();
      case Op::add: return fold([](const Bounds& a, const Bounds& b) { return between(a.lo + b.lo, a.hi + b.hi); });
      case Op::subtract: return fold([](const Bounds& a, const Bounds& b) { return between(a.lo - b.hi, a.hi - b.lo); });
      case Op::lower: return fold([](const Bounds& a, const Bounds& b) { return between(least(a.lo, b.lo), least(a.hi, b.hi)); });
      case Op::higher: return fold([](const Bounds& a, const Bounds& b) { return between(most(a.lo, b.lo), most(a.hi, b.hi)); });
      case Op::multiply: return multiply();
      case Op::ratio_of: return ratio();
      case Op::rounded: grain_ = {}; return each_end([&](const Rational& v) { return v.rounded_to(expr_.step, expr_.rounding); });
      case Op::year_of:
      case Op::year_start:
      case Op::year_end:
      case Op::add_months:
      case Op::add_days:
      case Op::days_between:
      case Op::shift_year: return calendar();
      case Op::choose: return choice({expr_.args[1], expr_.args[2]}, false);
      case Op::reading: return choice(expr_.args, false);
      case Op::tiers:
      case Op::match:
      case Op::cases: return rows();
      case Op::count: expr_.bounds = between(0, kCountLimit); return true;
      case Op::sum: return sum_of_rows();
      case Op::maximum:
      case Op::minimum: return same_as(0);
      case Op::statistic: return same_as(2);
      default: return true;
    }
  }

  Lowering& lowering_;
  const Scope& scope_;
  ir::Expr& expr_;
  Grain& grain_;
};

}  // namespace

bool Lowering::bound(const Scope& scope, ir::Expr& e, Grain& grain) { return Bounder(*this, scope, e, grain).run(); }

}  // namespace zhidui::check
