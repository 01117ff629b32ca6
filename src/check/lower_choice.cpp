// 如, 分档, 对照, 情形, 口径: one of several values of one type.
#include <algorithm>

#include "check/lowering.h"

namespace zhidui::check {

namespace {

bool leaves_rest_out(TypeKind kind) { return kind == TypeKind::money || kind == TypeKind::count || kind == TypeKind::ratio; }

// The type of the branches, learned from the context or the first branch that has one.
class Branches {
 public:
  Branches(Lowering& lowering, Scope& scope, const Expected& expected) : lowering_(lowering), scope_(scope), expected_(expected) {}

  ExprId lower(syntax::ExprId id) {
    const ExprId value = lowering_.lower(scope_, id, first_.present() ? Expected(type()) : expected_);
    if (!value.present()) {
      broken_ = true;
    } else if (!first_.present()) {
      first_ = value;
    } else if (!lowering_.unify(scope_, first_, value)) {
      lowering_.report(scope_, Kind::branches_differ, lowering_.tree(scope_, id).span,
                       {lowering_.type_text(type()), lowering_.type_text(lowering_.type_of(value))});
      broken_ = true;
    }
    return value;
  }
  void fail() { broken_ = true; }
  bool whole() const { return !broken_ && first_.present(); }
  const Type& type() const { return lowering_.type_of(first_); }

 private:
  Lowering& lowering_;
  Scope& scope_;
  Expected expected_;
  ExprId first_;
  bool broken_ = false;
};

}  // namespace

ExprId Lowering::lower_if(Scope& scope, const syntax::If& choice, Span span, const Expected& expected) {
  const ExprId condition = lower_condition(scope, choice.condition);
  Branches branches(*this, scope, expected);
  const ExprId then_branch = branches.lower(choice.then_branch);
  const ExprId else_branch = branches.lower(choice.else_branch);
  if (!branches.whole()) return {};
  return add(scope, Op::choose, branches.type(), span, {condition, then_branch, else_branch});
}

// Rows are tried from top to bottom; each must be able to be the first that holds.
bool Lowering::check_tiers(const Scope& scope, const ir::Expr& tiers) {
  const ir::Bounds subject = expr(tiers.args[0]).bounds;
  const ir::TierRow* directed = nullptr;
  for (const ir::TierRow& row : tiers.tiers) {
    const auto fixed = fixed_number(row.bound);
    if (!fixed) return false;  // reported with the row
    const Rational& limit = *fixed;
    const bool exact = row.comparison == Op::eq;
    if (!exact && directed && directed->greater != row.greater) {
      report(scope, Kind::tier_directions, row.span).labels.push_back({directed->span, "前面的方向", "the direction above"});
      return false;
    }
    for (const ir::TierRow* above = tiers.tiers.data(); above != &row; ++above) {
      const Rational other = fixed_number(above->bound).value_or(limit);  // all above were known
      bool covered = false;
      const bool meet = other == limit && (above->comparison == Op::le || row.comparison == Op::lt);
      if (above->comparison == Op::eq) {
        covered = exact && other == limit;
      } else {
        covered = meet || (above->greater ? other < limit : limit < other);
      }
      if (!covered) continue;
      report(scope, Kind::tier_unreachable, row.span).labels.push_back({above->span, "已被这一档包括", "covered here"});
      return false;
    }
    const bool strict = row.comparison == Op::lt;
    const bool above_all = !subject.hi_unbounded && (subject.hi < limit || (strict && subject.hi == limit));
    const bool below_all = !subject.lo_unbounded && (limit < subject.lo || (strict && limit == subject.lo));
    if ((above_all && (exact || row.greater)) || (below_all && (exact || !row.greater))) {
      report(scope, Kind::tier_outside_range, row.span, {subject.lo.to_decimal_string(), subject.hi.to_decimal_string()});
      return false;
    }
    if (!exact) directed = &row;
  }
  return true;
}

ExprId Lowering::lower_tiers(Scope& scope, const syntax::Tiers& tiers, Span span, const Expected& expected) {
  const ExprId subject = lower(scope, tiers.subject);
  Branches branches(*this, scope, expected);
  ir::Expr out;
  out.op = Op::tiers;
  out.span = span;
  out.args = {subject};
  for (const syntax::TierRow& row : tiers.rows) {
    ir::TierRow lowered;
    lowered.span = row.span;
    using syntax::BinaryOp;
    lowered.comparison = row.comparison == BinaryOp::eq                                     ? Op::eq
                         : row.comparison == BinaryOp::lt || row.comparison == BinaryOp::gt ? Op::lt
                                                                                            : Op::le;
    lowered.greater = row.comparison == BinaryOp::gt || row.comparison == BinaryOp::ge;
    lowered.bound = lower(scope, row.bound);
    lowered.value = branches.lower(row.value);
    if (!lowered.bound.present() || !subject.present()) {
      branches.fail();
    } else if (!same_type(scope, subject, lowered.bound, tree(scope, row.bound).span)) {
      branches.fail();
    } else if (!is_ordered_type(type_of(subject))) {
      report(scope, Kind::not_comparable, tree(scope, tiers.subject).span, {type_text(type_of(subject))});
      return {};
    } else if (!fixed_number(lowered.bound)) {
      report(scope, Kind::tier_bound_varies, tree(scope, row.bound).span);
      branches.fail();
    }
    out.tiers.push_back(lowered);
  }
  if (!branches.whole() || !check_tiers(scope, out)) return {};
  out.type = branches.type();
  if (!leaves_rest_out(out.type.kind)) {
    report(scope, Kind::choice_not_total, span);
    return {};
  }
  return add(scope, std::move(out));
}

ExprId Lowering::lower_match(Scope& scope, const syntax::Match& match, Span span, const Expected& expected) {
  ir::Expr out;
  out.op = Op::match;
  out.span = span;
  Branches branches(*this, scope, expected);
  for (const syntax::ExprId id : match.subjects) {
    const ExprId subject = lower(scope, id);
    out.args.push_back(subject);
    if (!subject.present()) {
      branches.fail();
    } else if (type_of(subject).kind != TypeKind::enumeration) {
      report(scope, Kind::match_subject, tree(scope, id).span, {type_text(type_of(subject))});
      return {};
    }
  }
  std::map<std::vector<std::uint32_t>, Span> seen;
  std::size_t combinations = 1;
  for (const syntax::MatchRow& row : match.rows) {
    ir::MatchRow lowered{{}, branches.lower(row.value), row.span};
    if (row.keys.size() != match.subjects.size()) {  // reported by the parser
      branches.fail();
      continue;
    }
    for (std::size_t i = 0; i < row.keys.size(); ++i) {
      if (!out.args[i].present()) continue;
      const ExprId key = lower_typed(scope, row.keys[i], Type(type_of(out.args[i])));
      const auto member = key.present() ? fixed_member(key) : std::nullopt;
      if (key.present() && !member) report(scope, Kind::member_expected, tree(scope, row.keys[i]).span);
      if (member) lowered.members.push_back(*member);
      else branches.fail();
    }
    if (lowered.members.size() == row.keys.size()) {
      const auto [it, is_new] = seen.emplace(lowered.members, row.span);
      if (!is_new) report(scope, Kind::match_row_twice, row.span).labels.push_back({it->second, "已有这一行", "it stands here"});
      if (!is_new) branches.fail();
    }
    out.matches.push_back(std::move(lowered));
  }
  if (!branches.whole()) return {};
  out.type = branches.type();
  for (const ExprId subject : out.args) combinations *= program.enumeration(type_of(subject).enumeration).members.size();
  if (!leaves_rest_out(out.type.kind) && seen.size() < combinations) {
    report(scope, Kind::choice_not_total, span);
    return {};
  }
  return add(scope, std::move(out));
}

ExprId Lowering::lower_cases(Scope& scope, const syntax::Cases& cases, Span span, const Expected& expected) {
  ir::Expr out;
  out.op = Op::cases;
  out.span = span;
  Branches branches(*this, scope, expected);
  for (const syntax::CaseRow& row : cases.rows) {
    const ExprId condition = lower_condition(scope, row.condition);
    if (!condition.present()) branches.fail();
    const ExprId value = branches.lower(row.value);
    out.cases.push_back({condition, value, row.span});
  }
  if (cases.otherwise.present()) out.otherwise = branches.lower(cases.otherwise);
  if (!branches.whole()) return {};
  out.type = branches.type();
  if (!leaves_rest_out(out.type.kind) && !out.otherwise.present()) {
    report(scope, Kind::choice_not_total, span);
    return {};
  }
  return add(scope, std::move(out));
}

std::optional<std::vector<std::size_t>> Lowering::rows_by_label(const Scope& scope, ir::ReadingId reading,
                                                                const std::vector<syntax::Word>& labels, Span span) {
  const ir::Reading& declared = program.readings[reading.value];
  std::vector<std::optional<std::size_t>> rows(declared.alternatives.size());
  bool whole = true;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto alternative = find_label(reading, labels[i].text);
    if (!alternative) {
      report(scope, Kind::unknown_label, labels[i].span, {labels[i].text, declared.code});
      whole = false;
    } else if (rows[*alternative]) {
      report(scope, Kind::duplicate_label, labels[i].span, {labels[i].text});
      whole = false;
    } else {
      rows[*alternative] = i;
    }
  }
  std::vector<std::size_t> ordered;
  for (std::size_t a = 0; a < rows.size() && whole; ++a) {
    if (const auto row = rows[a]) {
      ordered.push_back(*row);
    } else {
      report(scope, Kind::missing_label, span, {declared.alternatives[a].label.zh, declared.code});
    }
  }
  if (!whole || ordered.size() != rows.size()) return std::nullopt;
  return ordered;
}

ExprId Lowering::lower_reading(Scope& scope, const syntax::ReadingChoice& choice, Span span, const Expected& expected) {
  const auto reading = find_reading(scope, choice.code);
  Branches branches(*this, scope, expected);
  std::vector<ExprId> written;
  std::vector<syntax::Word> labels;
  for (const syntax::ReadingRow& row : choice.rows) {
    written.push_back(branches.lower(row.value));
    labels.push_back(row.label);
  }
  if (!reading) return {};
  const auto rows = rows_by_label(scope, *reading, labels, choice.code.span);
  if (!rows || !branches.whole()) return {};
  ir::Expr out;
  out.op = Op::reading;
  out.type = branches.type();
  out.span = span;
  out.reading = *reading;
  for (const std::size_t row : *rows) out.args.push_back(written[row]);
  return add(scope, std::move(out));
}

}  // namespace zhidui::check
