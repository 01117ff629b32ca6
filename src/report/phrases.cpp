#include "report/phrases.h"

#include <algorithm>
#include <utility>

#include "base/must.h"
#include "base/utf8.h"

namespace zhidui::report {

using ir::Expr;
using ir::ExprId;
using ir::Op;

namespace {

constexpr std::size_t kMostColumns = 88;        // of a slice of source within a line
constexpr std::size_t kMostFilterColumns = 48;  // of the filter of a range within a phrase
constexpr int kDeepest = 12;                    // operations within operations before "……"

bool compares(Op op) { return ir::is_comparison(op) || op == Op::same; }

class Composer {
 public:
  Composer(const View& view, bool in_short) : view_(view), program_(view.policy.program), short_(in_short) {}

  // In words rather than signs: what a filter asks of its rows.
  Wording plainly(ExprId id) {
    plain_ = true;
    return of(id, 1);
  }
  // A condition in words: a definition is called by its name, a yes-or-no says which of the two is asked for.
  Wording asked_plainly(ExprId id, bool wanted) {
    plain_ = true;
    const Expr& expr = program_.expr(id);
    if (expr.op == Op::logical_not) return asked_plainly(expr.args[0], !wanted);
    const bool field = expr.op == Op::field || expr.op == Op::field_on;
    // What follows from other facts is called by its name; what somebody has to say is yes or no.
    const bool told = field && program_.record(expr.record_type).fields[expr.field.value].kind != ir::FieldKind::computed;
    if (told) return say(Sentence::field_is, {this->field(expr, 0), say(wanted ? Sentence::yes : Sentence::no)});
    return wanted ? of(id) : negated(id);
  }

  Wording negated(ExprId id, int depth = 0) {
    const Expr& inner = program_.expr(id);
    if (plain_ && inner.op == Op::field) return is_not(inner);
    const bool literal_first = inner.args.size() == 2 && is_literal(program_, inner.args[0]);
    if (plain_ && compares(inner.op)) return compared(inner, false, depth);
    switch (inner.op) {
      case Op::logical_not: return of(inner.args[0], depth + 1);
      case Op::same:
      case Op::eq: return sign("≠", inner, 0, 1, depth);
      case Op::ne: return sign("=", inner, 0, 1, depth);
      case Op::lt: return literal_first ? sign("≤", inner, 1, 0, depth) : sign("≥", inner, 0, 1, depth);
      case Op::le: return literal_first ? sign("<", inner, 1, 0, depth) : sign(">", inner, 0, 1, depth);
      case Op::member: return membership(inner, Sentence::is_not_among, depth);
      case Op::overlaps: return membership(inner, Sentence::contains_none, depth);
      case Op::exists: return say(Sentence::exists_none, {rows(inner, depth)});
      default: break;
    }
    const bool compound = inner.op == Op::logical_and || inner.op == Op::logical_or;
    const Wording words = of(id, depth + 1);
    return say(Sentence::negation, {compound ? say(Sentence::in_brackets, {words}) : words});
  }

  Wording of(ExprId id, int depth = 0) {
    const Expr& expr = program_.expr(id);
    if (depth > kDeepest) return say(Sentence::elided);
    // Below the top a definition or 设 is called by its name.
    if (depth > 0 && !expr.label.empty() && expr.op != Op::constant) return verbatim(expr.label);
    switch (expr.op) {
      case Op::constant: return constant(expr);
      case Op::subject: return say(Sentence::the_applicant);
      case Op::row: return say(Sentence::this_item);
      case Op::field:
      case Op::field_on: return field(expr, depth);
      case Op::this_year: return say(Sentence::this_year);
      case Op::fact_date: return say(Sentence::fact_date);
      case Op::clock: return clock(expr);
      case Op::document_date: return document_date(expr);
      case Op::series: return name_words(program_.series[expr.series.value].name);
      case Op::statistic: return name_words(program_.statistics[expr.statistic.value].name);
      case Op::logical_and: return listed(expr, plain_ ? Sentence::and_plain : Sentence::and_between, depth);
      case Op::logical_or: return listed(expr, Sentence::or_between_conditions, depth);
      case Op::logical_not: return negated(expr.args[0], depth);
      case Op::member: return membership(expr, Sentence::is_among, depth);
      case Op::overlaps: return membership(expr, Sentence::contains_any, depth);
      case Op::count:
      case Op::exists:
      case Op::every:
      case Op::sum:
      case Op::maximum:
      case Op::minimum: return aggregate(expr, depth);
      default: return operation(expr, depth);
    }
  }

  Wording rows(const Expr& expr, int depth = 0) {
    const ir::Range& range = base::must(expr.range);
    Wording words = name_words(program_.record(range.record).name);
    const Wording bare = words;
    if (range.holder.present()) {
      words = say(Sentence::rows_held_as, {words, name_words(program_.record(range.record).fields[range.holder.value].name)});
    }
    if (!range.where.present()) return words;
    const ir::BinderId outside = std::exchange(inner_, range.binder);
    const bool outside_plain = std::exchange(plain_, true);
    Wording where = of(range.where, depth + 1);
    plain_ = outside_plain;
    inner_ = outside;
    if (short_ && base::display_width(where.zh) > kMostFilterColumns) return say(Sentence::rows_that_qualify, {bare});
    return say(Sentence::rows_where, {words, where});
  }

 private:
  // 已移出 → 未移出.
  Wording is_not(const Expr& field) {
    constexpr std::string_view kAlready = "已";
    const Wording name = name_words(program_.record(field.record_type).fields[field.field.value].name);
    const Wording plain = say(Sentence::field_is_not, {name});
    return name.zh.starts_with(kAlready) ? Wording{"未" + name.zh.substr(kAlready.size()), plain.en} : plain;
  }

  bool of_inner_row(ExprId id) const {
    const Expr& expr = program_.expr(id);
    const Op op = expr.args.empty() ? Op::constant : program_.expr(expr.args[0]).op;
    return (expr.op == Op::field || expr.op == Op::field_on) && op == Op::row && program_.expr(expr.args[0]).binder == inner_;
  }

  // 放款日的从业人员低于 1000人; a literal stands last, as people say it.
  Wording compared(const Expr& expr, bool wanted, int depth) {
    const bool literal_first = is_literal(program_, expr.args[0]);
    const bool equality = expr.op == Op::eq || expr.op == Op::same;
    const Wording left = arg(expr, literal_first ? 1 : 0, depth);
    const Wording right = arg(expr, literal_first ? 0 : 1, depth);
    if (equality || expr.op == Op::ne) return say(equality == wanted ? Sentence::field_is : Sentence::field_is_other, {left, right});
    // x < 5, 5 < x and their contraries.
    const bool strict = (expr.op == Op::lt) == wanted;
    const bool below = literal_first != wanted;
    const ir::TypeKind kind = program_.expr(expr.args[0]).type.kind;
    if (kind == ir::TypeKind::date || kind == ir::TypeKind::year) {
      const Sentence sentence =
          below ? (strict ? Sentence::field_before : Sentence::field_until) : (strict ? Sentence::field_after : Sentence::field_from);
      return say(sentence, {left, right});
    }
    const Sentence sentence =
        below ? (strict ? Sentence::is_below : Sentence::is_at_most) : (strict ? Sentence::is_above : Sentence::is_at_least);
    return say(sentence, {left, right});
  }

  // 称号相同, 认定日早于本项的认定日, 授权日不晚于 2024-12-31.
  Wording comparison(const Expr& expr, int depth) {
    const bool row_first = of_inner_row(expr.args[0]);
    const std::size_t row = row_first ? 0 : 1;
    const Expr& other = program_.expr(expr.args[1 - row]);
    const Expr& mine = program_.expr(expr.args[row]);
    if (!of_inner_row(expr.args[row])) return compared(expr, true, depth);
    if (expr.op == Op::same || expr.op == Op::eq) {
      const bool same_field = other.op == Op::field && other.field == mine.field && other.record_type == mine.record_type &&
                              program_.expr(other.args[0]).op == Op::row;
      if (same_field) return say(Sentence::field_is_same, {arg(expr, row, depth)});
      return say(Sentence::field_is, {arg(expr, row, depth), arg(expr, 1 - row, depth)});
    }
    const bool date = mine.type.kind == ir::TypeKind::date || mine.type.kind == ir::TypeKind::year;
    const bool dates = date && (expr.op == Op::lt || expr.op == Op::le);
    if (!dates) return compared(expr, true, depth);
    const bool before = expr.op == Op::lt;
    const Sentence sentence =
        row_first ? (before ? Sentence::field_before : Sentence::field_until) : (before ? Sentence::field_after : Sentence::field_from);
    return say(sentence, {arg(expr, row, depth), arg(expr, 1 - row, depth)});
  }

  Wording arg(const Expr& expr, std::size_t i, int depth) { return of(expr.args[i], depth + 1); }
  Wording sign(const char* text, const Expr& expr, std::size_t left, std::size_t right, int depth) {
    return say(Sentence::infix, {arg(expr, left, depth), verbatim(text), arg(expr, right, depth)});
  }

  // Numbers as the author wrote them: 300万元.
  Wording constant(const Expr& expr) const {
    if (expr.type.kind == ir::TypeKind::boolean) return say(expr.value.is_true() ? Sentence::yes : Sentence::no);
    Wording words = value_words(view_, expr.type, expr.value);
    if (expr.value.kind != outcome::ValueKind::number) return words;
    std::string written = source_line(view_, expr.span);
    if (!written.empty() && written.front() >= '0' && written.front() <= '9') words.zh = std::move(written);
    return words;
  }

  // Which days these are stands at the head of the page; one that is the day of the claim is called that, as there.
  Wording clock(const Expr& expr) const {
    const evaluate::Scope& scope = view_.scope;
    if (expr.clock == ir::Clock::decided && scope.decided != scope.claimed) return say(Sentence::decided_day);
    if (expr.clock == ir::Clock::known && scope.known != scope.claimed) return say(Sentence::known_day);
    return say(Sentence::claimed_day);
  }

  // The alternative that is in use says what is meant; one that is left open has only its code.
  Wording reading(const Expr& expr, int depth) {
    const ir::Reading& reading = program_.readings[expr.reading.value];
    const auto taken = alternative_in_use(view_, expr.reading);
    const Wording code = verbatim(reading.code);
    if (!taken) return say(Sentence::by_reading, {code});
    const ir::Alternative& alternative = reading.alternatives[*taken];
    const Wording label = label_words(alternative.label);
    const ExprId arg = expr.args[*taken];
    if (program_.expr(arg).op == Op::constant) return say(Sentence::reading_says, {code, label, verbatim(alternative.meaning)});
    return depth == 0 ? say(Sentence::reading_says, {code, label, verbatim(alternative.meaning)}) : of(arg, depth);
  }

  Wording document_date(const Expr& expr) const {
    switch (expr.doc_date) {
      case ir::DocDate::published: return say(Sentence::published_day);
      case ir::DocDate::effective: return say(Sentence::effective_day);
      case ir::DocDate::expires: return say(Sentence::expiry_day);
      case ir::DocDate::replaces: return say(Sentence::replacing_day, {verbatim(program_.documents[expr.document.value].number)});
    }
    return {};
  }

  // The field alone where the row or the applicant is meant; "X 的 Y" through another record.
  Wording field(const Expr& expr, int depth) {
    const Wording name = name_words(program_.record(expr.record_type).fields[expr.field.value].name);
    const Expr& holder = program_.expr(expr.args[0]);
    // Within the filter of a range the item of the claim has to be told from the rows of the range.
    const bool outer = inner_.present() && holder.op == Op::row && holder.binder != inner_;
    const bool bare = !outer && (holder.op == Op::row || holder.op == Op::subject);
    const Sentence of = plain_ ? Sentence::field_of_plain : Sentence::field_of;
    const Wording whose = bare ? name : say(of, {arg(expr, 0, depth), name});
    if (expr.op == Op::field) return whose;
    return say(plain_ ? Sentence::of_the_day : Sentence::on_day, {whose, arg(expr, 1, depth)});
  }

  Wording listed(const Expr& expr, Sentence separator, int depth) {
    std::vector<Wording> parts;
    for (ExprId id : expr.args) {
      const Op op = program_.expr(id).op;
      const Wording part = of(id, depth + 1);
      const bool mixed = (op == Op::logical_and || op == Op::logical_or) && op != expr.op;
      parts.push_back(mixed ? say(Sentence::in_brackets, {part}) : part);
    }
    return joined(parts, separator);
  }

  Wording membership(const Expr& expr, Sentence sentence, int depth) {
    const ir::Enumeration& enumeration = program_.enumeration(program_.expr(expr.args[0]).type.enumeration);
    return say(sentence, {arg(expr, 0, depth), members_words(enumeration, expr.members)});
  }

  Wording aggregate(const Expr& expr, int depth) {
    const Wording over = rows(expr, depth);
    switch (expr.op) {
      case Op::count: return say(Sentence::count_of, {over});
      case Op::exists: return say(Sentence::exists_some, {over});
      case Op::every: return say(Sentence::every_one, {over, arg(expr, 0, depth)});
      case Op::sum: return say(Sentence::sum_of, {over, arg(expr, 0, depth)});
      case Op::maximum: return say(Sentence::maximum_of, {over, arg(expr, 0, depth)});
      default: return say(Sentence::minimum_of, {over, arg(expr, 0, depth)});
    }
  }

  Wording called(Sentence name, const Expr& expr, int depth) {
    if (plain_ && expr.op == Op::year_start) return say(Sentence::year_start_plain, {arg(expr, 0, depth)});
    if (plain_ && expr.op == Op::year_end) return say(Sentence::year_end_plain, {arg(expr, 0, depth)});
    if (plain_ && expr.op == Op::higher && expr.type.kind == ir::TypeKind::date)
      return say(Sentence::later_of, {listed(expr, Sentence::list_comma, depth)});
    std::vector<Wording> args;
    for (ExprId id : expr.args) args.push_back(of(id, depth + 1));
    return say(Sentence::call, {say(name), joined(args, Sentence::list_comma)});
  }

  Wording shifted(const Expr& expr, int depth) {
    const Expr& by = program_.expr(expr.args[1]);
    const bool one = by.op == Op::constant && by.value.single() && (by.value.interval.lo == 1 || by.value.interval.lo == -1);
    if (!one) return listed(expr, Sentence::plus, depth);
    return say(by.value.interval.lo.sign() < 0 ? Sentence::previous_year_of : Sentence::next_year_of, {arg(expr, 0, depth)});
  }

  // A written duration that is negative goes back.
  Wording moved(Sentence forth, Sentence back, const Expr& expr, int depth) {
    const Expr& by = program_.expr(expr.args[1]);
    if (by.op != Op::constant || by.value.interval.lo.sign() >= 0) return called(forth, expr, depth);
    const Wording length = number_words(program_, by.type, -by.value.interval.lo);
    return say(Sentence::call, {say(back), joined({arg(expr, 0, depth), length}, Sentence::list_comma)});
  }

  Wording operation(const Expr& expr, int depth) {
    if (plain_ && compares(expr.op)) return comparison(expr, depth);
    switch (expr.op) {
      case Op::eq:
      case Op::same: return sign("=", expr, 0, 1, depth);
      case Op::ne: return sign("≠", expr, 0, 1, depth);
      // A literal stands on the right, as people write it.
      case Op::lt: return is_literal(program_, expr.args[0]) ? sign(">", expr, 1, 0, depth) : sign("<", expr, 0, 1, depth);
      case Op::le: return is_literal(program_, expr.args[0]) ? sign("≥", expr, 1, 0, depth) : sign("≤", expr, 0, 1, depth);
      case Op::list_has: return say(Sentence::list_holds, {arg(expr, 0, depth), arg(expr, 1, depth)});
      case Op::add: return listed(expr, Sentence::plus, depth);
      case Op::subtract: return listed(expr, Sentence::minus, depth);
      case Op::multiply: return listed(expr, Sentence::times, depth);
      case Op::ratio_of: return listed(expr, Sentence::divided_by, depth);
      case Op::lower: return called(Sentence::lower_name, expr, depth);
      case Op::higher: return called(Sentence::higher_name, expr, depth);
      case Op::rounded: return arg(expr, 0, depth);
      case Op::year_of: return called(Sentence::year_of_name, expr, depth);
      case Op::year_start: return called(Sentence::year_start_name, expr, depth);
      case Op::year_end: return called(Sentence::year_end_name, expr, depth);
      case Op::add_months: return moved(Sentence::add_months_name, Sentence::months_before_name, expr, depth);
      case Op::add_days: return moved(Sentence::add_days_name, Sentence::days_before_name, expr, depth);
      case Op::days_between: return called(Sentence::days_between_name, expr, depth);
      case Op::shift_year: return shifted(expr, depth);
      case Op::first_of: return called(Sentence::first_of_name, expr, depth);
      case Op::is_recorded: return say(Sentence::decision_recorded, {arg(expr, 0, depth)});
      case Op::choose: return say(Sentence::if_then_else, {arg(expr, 0, depth), arg(expr, 1, depth), arg(expr, 2, depth)});
      case Op::reading: return reading(expr, depth);
      case Op::tiers: return say(Sentence::tiers_of, {arg(expr, 0, depth)});
      case Op::match: return say(Sentence::table_of, {listed(expr, Sentence::list_comma, depth)});
      case Op::cases: return say(Sentence::by_case);
      default: return say(Sentence::elided);
    }
  }

  const View& view_;
  const ir::Program& program_;
  bool short_;
  bool plain_ = false;  // words instead of signs
  ir::BinderId inner_;  // the range whose filter is being written
};

bool chooses_by_reading(const ir::Program& program, ExprId id) {
  const Expr& expr = program.expr(id);
  if (expr.op == Op::reading) return true;
  return std::any_of(expr.args.begin(), expr.args.end(), [&](ExprId arg) { return chooses_by_reading(program, arg); });
}

}  // namespace

std::string source_line(const View& view, text::Span span) {
  if (span.file.value >= view.policy.sources.size() || span.end <= span.begin) return {};
  const std::string_view slice = view.policy.sources.slice(span);
  std::string out;
  bool space = false;
  for (std::size_t i = 0; i < slice.size();) {
    const base::CodePoint point = base::decode(slice, i);
    if (base::is_space(point.value)) {
      space = !out.empty();
    } else {
      if (space) out += ' ';
      space = false;
      out += slice.substr(i, point.length);
    }
    i += point.length;
  }
  // A comment or a block of rows is no phrase.
  if (base::display_width(out) > kMostColumns || out.find('#') != std::string::npos) return {};
  return out;
}

bool is_literal(const ir::Program& program, ir::ExprId id) { return program.expr(id).op == Op::constant; }

std::optional<std::uint32_t> alternative_in_use(const View& view, ir::ReadingId id) {
  return evaluate::alternative_in_use(view.policy.program, view.in_use, id);
}

Wording composed_phrase(const View& view, ir::ExprId id) { return Composer(view, true).of(id); }

Wording whole_phrase(const View& view, ir::ExprId id) { return Composer(view, false).of(id); }

Wording operand_phrase(const View& view, ir::ExprId id) { return Composer(view, true).of(id, 1); }

Wording plain_condition(const View& view, ir::ExprId id, bool wanted) { return Composer(view, true).asked_plainly(id, wanted); }
Wording plain_phrase(const View& view, ir::ExprId id) { return Composer(view, false).plainly(id); }

Wording rows_phrase(const View& view, ir::ExprId id) { return Composer(view, true).rows(view.policy.program.expr(id)); }
Wording whole_rows_phrase(const View& view, ir::ExprId id) { return Composer(view, false).rows(view.policy.program.expr(id)); }

Wording negated_phrase(const View& view, ir::ExprId id) { return Composer(view, true).negated(id); }

Wording phrase(const View& view, ir::ExprId id, bool own) {
  Wording out = composed_phrase(view, id);
  if (!own || chooses_by_reading(view.policy.program, id)) return out;
  std::string written = source_line(view, view.policy.program.expr(id).span);
  if (!written.empty()) out.zh = std::move(written);
  return out;
}

}  // namespace zhidui::report
