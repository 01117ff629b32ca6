#include "check/slice.h"

#include <algorithm>

#include "check/lint.h"

namespace zhidui::check {

using base::Rational;
using ir::ExprId;
using ir::Op;
using ir::TypeKind;

namespace {

constexpr std::size_t kPiecesShown = 4;

CutPoint before(const Rational& value) { return {0, value, false}; }
CutPoint after(const Rational& value) { return {0, value, true}; }
const CutPoint kBelow{-1, Rational(0), false};
const CutPoint kAbove{1, Rational(0), false};

void add(Pieces& out, CutPoint lo, CutPoint hi) {
  if (!(lo < hi)) return;
  if (!out.empty() && !(out.back().second < lo)) {
    out.back().second = std::max(out.back().second, hi);
  } else {
    out.emplace_back(std::move(lo), std::move(hi));
  }
}

// A bool by itself: true.
Slice itself(ExprId id) { return {id, {{before(1), before(2)}}}; }

}  // namespace

bool operator<(const CutPoint& a, const CutPoint& b) {
  if (a.infinite != b.infinite) return a.infinite < b.infinite;
  if (a.infinite != 0) return false;
  return a.value < b.value || (a.value == b.value && !a.after && b.after);
}

Pieces united(const Pieces& a, const Pieces& b) {
  Pieces all = a;
  all.insert(all.end(), b.begin(), b.end());
  std::sort(all.begin(), all.end(), [](const auto& x, const auto& y) { return x.first < y.first; });
  Pieces out;
  for (const auto& [lo, hi] : all) add(out, lo, hi);
  return out;
}

Pieces common(const Pieces& a, const Pieces& b) {
  Pieces out;
  for (const auto& [lo, hi] : a) {
    for (const auto& [other_lo, other_hi] : b) add(out, std::max(lo, other_lo), std::min(hi, other_hi));
  }
  return out;
}

Pieces without(const Pieces& a, const Pieces& b) {
  Pieces rest;
  CutPoint from = kBelow;
  for (const auto& [lo, hi] : b) {
    add(rest, from, lo);
    from = hi;
  }
  add(rest, from, kAbove);
  return common(a, rest);
}

// Nothing lies between two whole numbers of it.
bool Slicer::is_discrete(ExprId subject) const {
  const ir::Expr& expr = program_.expr(subject);
  if (expr.type.kind == TypeKind::ratio) return false;
  if (expr.type.kind != TypeKind::count && expr.type.kind != TypeKind::money) return true;  // members, bools, days, years
  switch (expr.op) {
    case Op::count:
    case Op::statistic: return true;
    case Op::constant: return expr.value.interval.lo.is_integer();
    case Op::rounded: return expr.step.is_integer();
    case Op::field:
    case Op::field_on: return !program_.record(expr.record_type).fields[expr.field.value].computed.present();
    case Op::add:
    case Op::subtract:
    case Op::lower:
    case Op::higher:
    case Op::sum:
    case Op::maximum:
    case Op::minimum:
    case Op::reading: return std::all_of(expr.args.begin(), expr.args.end(), [&](ExprId arg) { return is_discrete(arg); });
    default: return false;
  }
}

CutPoint Slicer::settled(ExprId subject, CutPoint cut) const {
  if (cut.infinite != 0 || !is_discrete(subject)) return cut;
  const Rational whole = cut.value.rounded_to(Rational(1), base::Rounding::down);
  if (cut.after) return before(whole + Rational(1));
  return before(whole == cut.value ? whole : whole + Rational(1));
}

Pieces Slicer::all(ExprId subject) const {
  const ir::Expr& expr = program_.expr(subject);
  if (expr.type.kind == TypeKind::boolean) return {{before(0), before(2)}};
  if (expr.type.kind == TypeKind::enumeration) {
    const auto count = static_cast<std::int64_t>(program_.enumeration(expr.type.enumeration).members.size());
    return {{before(0), before(count)}};
  }
  const ir::Bounds& bounds = expr.bounds;
  Pieces out;
  add(out, bounds.lo_unbounded ? kBelow : settled(subject, before(bounds.lo)),
      bounds.hi_unbounded ? kAbove : settled(subject, after(bounds.hi)));
  return out;
}

// The subject op the limit; `turned`: the limit op the subject.
Pieces Slicer::compared(Op op, ExprId subject, const Rational& limit, bool turned) const {
  const CutPoint lo = settled(subject, before(limit)), hi = settled(subject, after(limit));
  Pieces out;
  switch (op) {
    case Op::le: turned ? add(out, lo, kAbove) : add(out, kBelow, hi); break;
    case Op::lt: turned ? add(out, hi, kAbove) : add(out, kBelow, lo); break;
    case Op::eq: add(out, lo, hi); break;
    default: add(out, kBelow, lo), add(out, hi, kAbove); break;
  }
  return common(out, all(subject));
}

Pieces Slicer::of(const ir::TierRow& row, ExprId subject) const {
  return compared(row.comparison, subject, program_.expr(row.bound).bounds.lo, row.greater && row.comparison != Op::eq);
}

std::optional<Slice> Slicer::of_comparison(const ir::Expr& expr) const {
  for (const bool turned : {false, true}) {
    const ExprId subject = expr.args[turned ? 1 : 0];
    const ir::Expr& limit = program_.expr(expr.args[turned ? 0 : 1]);
    const bool fixed = limit.op == Op::constant && limit.value.kind == outcome::ValueKind::number;
    if (fixed && program_.expr(subject).op != Op::constant) {
      return Slice{subject, compared(expr.op, subject, limit.value.interval.lo, turned)};
    }
  }
  return std::nullopt;
}

Pieces Slicer::of_members(ExprId subject, const std::vector<std::uint32_t>& members) const {
  Pieces out;
  for (const std::uint32_t member : members) out = united(out, {{before(std::int64_t{member}), before(std::int64_t{member} + 1)}});
  return common(out, all(subject));
}

std::optional<Slice> Slicer::of(ExprId id) const {
  const ir::Expr& expr = program_.expr(id);
  switch (expr.op) {
    case Op::eq:
    case Op::ne:
    case Op::lt:
    case Op::le: {
      const auto slice = of_comparison(expr);
      return slice ? slice : itself(id);
    }
    case Op::member: {
      if (program_.expr(expr.args[0]).op == Op::constant) return std::nullopt;
      return Slice{expr.args[0], of_members(expr.args[0], expr.members)};
    }
    case Op::same: {
      const ir::Expr& other = program_.expr(expr.args[1]);
      const bool fixed = other.op == Op::constant && other.value.kind == outcome::ValueKind::choice && other.value.may.single();
      const bool known = other.type.kind == TypeKind::enumeration && program_.expr(expr.args[0]).op != Op::constant;
      if (!fixed || !known) return itself(id);
      return Slice{expr.args[0], of_members(expr.args[0], other.value.may.indices)};
    }
    case Op::field:
    case Op::field_on:
    case Op::exists:
    case Op::every:
    case Op::overlaps:
    case Op::list_has:
    case Op::is_recorded: return itself(id);
    case Op::logical_not: {
      auto inner = of(expr.args[0]);
      if (inner) inner->pieces = without(all(inner->subject), inner->pieces);
      return inner;
    }
    case Op::logical_and:
    case Op::logical_or: {
      std::optional<Slice> out = of(expr.args[0]);
      for (std::size_t i = 1; i < expr.args.size() && out; ++i) {
        const auto next = of(expr.args[i]);
        if (!next || !alike(program_, next->subject, out->subject)) return std::nullopt;
        out->pieces = expr.op == Op::logical_and ? common(out->pieces, next->pieces) : united(out->pieces, next->pieces);
      }
      return out;
    }
    default: return std::nullopt;
  }
}

std::string Slicer::number(ExprId subject, const Rational& value) const {
  const ir::Type& type = program_.expr(subject).type;
  switch (type.kind) {
    case TypeKind::boolean: return value.sign() == 0 ? "否" : "是";
    case TypeKind::enumeration: return program_.enumeration(type.enumeration).members[static_cast<std::size_t>(value.to_int64())].name.zh;
    case TypeKind::money: return base::yuan_text(value) + "元";
    case TypeKind::date: return base::Date{static_cast<std::int32_t>(value.to_int64())}.to_string();
    case TypeKind::ratio: return (value * Rational(100)).to_decimal_string() + "%";
    case TypeKind::count: return value.to_decimal_string() + (type.unit.present() ? program_.units[type.unit.value] : "");
    default: return value.to_decimal_string();
  }
}

// One end of a piece. Of sums one fen beside whole yuan the whole yuan are named: > 100元, not ≥ 100.01元.
std::string Slicer::end_words(ExprId subject, const CutPoint& cut, bool lowest) const {
  if (!is_discrete(subject)) return (lowest ? (cut.after ? "> " : "≥ ") : (cut.after ? "≤ " : "< ")) + number(subject, cut.value);
  const bool money = program_.expr(subject).type.kind == TypeKind::money;
  const auto whole_yuan = [](const Rational& fen) { return (fen / Rational(100)).is_integer(); };
  const Rational beside = cut.value - Rational(1);  // the last value below the cut
  if (lowest) return money && whole_yuan(beside) ? "> " + number(subject, beside) : "≥ " + number(subject, cut.value);
  return money && whole_yuan(cut.value) ? "< " + number(subject, cut.value) : "≤ " + number(subject, beside);
}

std::string Slicer::words(ExprId subject, const Pieces& pieces) const {
  const Pieces whole = all(subject);
  const bool members = program_.expr(subject).type.kind == TypeKind::enumeration || program_.expr(subject).type.kind == TypeKind::boolean;
  std::vector<std::string> parts;
  for (const auto& [lo, hi] : pieces) {
    if (members) {
      for (Rational i = lo.value; i < hi.value; i = i + Rational(1)) parts.push_back(number(subject, i));
      continue;
    }
    const bool open_below = whole.empty() || lo == whole.front().first, open_above = whole.empty() || hi == whole.back().second;
    const std::string least = end_words(subject, lo, true), most = end_words(subject, hi, false);
    const bool one = is_discrete(subject) ? lo.value + Rational(1) == hi.value : lo.value == hi.value;
    if (open_below && open_above) parts.emplace_back("…");
    else if (open_below) parts.push_back(most);
    else if (open_above) parts.push_back(least);
    else if (one) parts.push_back("= " + number(subject, lo.value));
    else parts.push_back(least + ", " + most);
  }
  std::string out;
  for (std::size_t i = 0; i < std::min(parts.size(), kPiecesShown); ++i) out += (i > 0 ? "、" : "") + parts[i];
  return parts.size() > kPiecesShown ? out + "、…" : out;
}

}  // namespace zhidui::check
