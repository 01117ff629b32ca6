// Expressions in canonical form, with no more parentheses than the grammar needs.
#include "base/utf8.h"
#include "syntax/printer.h"

namespace zhidui::syntax {

namespace {

using base::Rational;

Keyword aggregate_keyword(AggregateOp op) {
  switch (op) {
    case AggregateOp::count: return Keyword::count;
    case AggregateOp::exists: return Keyword::exists;
    case AggregateOp::every: return Keyword::every;
    case AggregateOp::sum: return Keyword::sum;
    case AggregateOp::maximum: return Keyword::maximum;
    case AggregateOp::minimum: return Keyword::minimum;
  }
  return Keyword::none;
}

Binding binding_of(BinaryOp op) {
  switch (op) {
    case BinaryOp::logical_or: return Binding::or_;
    case BinaryOp::logical_and: return Binding::and_;
    case BinaryOp::add:
    case BinaryOp::subtract: return Binding::sum;
    case BinaryOp::multiply: return Binding::product;
    default: return Binding::compare;
  }
}

Binding binding_of(const Expr& expr) {
  if (const auto* binary = std::get_if<Binary>(&expr.kind)) return binding_of(binary->op);
  if (std::holds_alternative<Unary>(expr.kind)) return Binding::not_;
  if (std::holds_alternative<Membership>(expr.kind) || std::holds_alternative<Contains>(expr.kind) ||
      std::holds_alternative<Within>(expr.kind)) {
    return Binding::compare;
  }
  if (std::holds_alternative<IsRecorded>(expr.kind)) return Binding::prefix;
  return std::holds_alternative<Access>(expr.kind) ? Binding::access : Binding::primary;
}

// Whether what follows would be read as part of the expression.
bool swallows(const Expr& expr, Follow follow) {
  const auto* aggregate = std::get_if<Aggregate>(&expr.kind);
  const auto* interval = std::get_if<Within>(&expr.kind);
  const bool list = std::holds_alternative<Membership>(expr.kind) || std::holds_alternative<Contains>(expr.kind);
  const bool open_aggregate =
      aggregate != nullptr && (aggregate->range.where.present() || aggregate->range.distinct.present() || aggregate->value.present());
  switch (follow) {
    case Follow::nothing: return false;
    case Follow::separator: return list;
    case Follow::operation: return open_aggregate || std::holds_alternative<If>(expr.kind);
    case Follow::to: return interval != nullptr && !interval->high.present();
    case Follow::distinct: return aggregate != nullptr && !aggregate->range.distinct.present() && !aggregate->value.present();
  }
  return false;
}

// As the text would have it: 2亿元, 5万元, 3000元.
std::string money_text(const Rational& fen) {
  const Rational yuan(100);
  const Rational ten_thousand = yuan * Rational(10'000);
  const Rational hundred_million = yuan * Rational(100'000'000);
  if (fen >= hundred_million && (fen / hundred_million).is_integer()) {
    return (fen / hundred_million).to_decimal_string() + "亿元";
  }
  const Rational hundred_yuan = yuan * Rational(100);
  if (fen >= ten_thousand && (fen / hundred_yuan).is_integer()) return (fen / ten_thousand).to_decimal_string() + "万元";
  return (fen / yuan).to_decimal_string() + "元";
}

std::string ratio_text(const Rational& value) {
  const auto readable = [](const Rational& shown) {
    const std::string text = shown.to_decimal_string();
    return Rational::parse_decimal(text) == shown ? text : std::string();
  };
  const std::string percent = readable(value * Rational(100));
  if (!percent.empty()) return percent + "%";
  const std::string per_mille = readable(value * Rational(1000));
  if (!per_mille.empty()) return per_mille + "‰";
  return "(" + value.to_string() + ")";
}

std::string duration_text(const DurationLiteral& e) {
  if (!e.months) return std::to_string(e.value) + "天";
  return e.value % 12 == 0 ? std::to_string(e.value / 12) + "年" : std::to_string(e.value) + "个月";
}

// The text of one kind of expression; the parentheses around it are Printer::expr's business.
struct KindPrinter {
  const Printer& printer;
  const Expr& expr;
  Follow follow;

  std::string key(Keyword keyword) const { return printer.key(keyword); }
  std::string full(ExprId id) const { return printer.expr(id); }

  template <class Number>
  std::string as_written_or(Number canonical) const {
    std::string written = printer.number_as_written(expr);
    return written.empty() ? canonical() : written;
  }

  std::string operator()(const Error&) const { return "?"; }
  std::string operator()(const MoneyLiteral& e) const {
    return as_written_or([&] { return money_text(e.fen); });
  }
  std::string operator()(const RatioLiteral& e) const {
    return as_written_or([&] { return ratio_text(e.value); });
  }
  std::string operator()(const CountLiteral& e) const { return std::to_string(e.value) + e.unit; }
  std::string operator()(const DateLiteral& e) const { return e.value.to_string(); }
  std::string operator()(const YearLiteral& e) const { return std::to_string(e.value) + "年度"; }
  std::string operator()(const DurationLiteral& e) const {
    return as_written_or([&] { return duration_text(e); });
  }
  std::string operator()(const BoolLiteral& e) const { return key(e.value ? Keyword::true_ : Keyword::false_); }
  std::string operator()(const NameRef& e) const { return printer.word(e.word); }
  std::string operator()(const Call& e) const {
    std::string text = printer.word(e.callee) + "(";
    for (std::size_t i = 0; i < e.arguments.size(); ++i) {
      const bool last = i + 1 == e.arguments.size();
      text += printer.expr(e.arguments[i], Binding::or_, last ? Follow::nothing : Follow::separator);
      text += last ? ")" : ", ";
    }
    return text;
  }
  std::string operator()(const Access& e) const {
    std::string text = printer.word(e.field);
    if (e.record.present()) {
      text = printer.expr(e.record, Binding::access, Follow::operation) + " " + key(Keyword::of) + " " + text;
    }
    return e.on.present() ? text + " " + key(Keyword::on) + " " + printer.expr(e.on, Binding::primary, follow) : text;
  }
  std::string operator()(const Unary& e) const { return key(Keyword::not_op) + " " + printer.expr(e.operand, Binding::not_, follow); }
  std::string operator()(const Binary& e) const;
  std::string members(ExprId value, Keyword keyword, const std::vector<ExprId>& list) const {
    return printer.expr(value, Binding::sum, Follow::operation) + " " + key(keyword) + " " + printer.list(list, Binding::sum, follow);
  }
  std::string operator()(const Membership& e) const { return members(e.value, e.negated ? Keyword::not_in_op : Keyword::in_op, e.members); }
  std::string operator()(const Contains& e) const { return members(e.set, Keyword::contains, e.members); }
  std::string operator()(const Within& e) const {
    std::string text = printer.expr(e.value, Binding::sum, Follow::operation) + " " + key(Keyword::within) + " ";
    if (!e.high.present()) return text + printer.expr(e.low, Binding::sum, follow);
    text += printer.expr(e.low, Binding::sum, Follow::to) + " " + key(Keyword::to) + " ";
    return text + printer.expr(e.high, Binding::sum, follow);
  }
  std::string operator()(const If& e) const {
    return key(Keyword::if_) + " " + full(e.condition) + " " + key(Keyword::then) + " " + full(e.then_branch) + " " + key(Keyword::else_) +
           " " + printer.expr(e.else_branch, Binding::or_, follow);
  }
  template <class Choice>
  std::string operator()(const Choice&) const {
    return printer.braced(printer.rows_of(expr));
  }
  std::string operator()(const Aggregate& e) const;
  std::string operator()(const IsRecorded& e) const {
    return key(Keyword::is_recorded) + " " + printer.expr(e.decision, Binding::prefix, follow);
  }
};

}  // namespace

std::string_view sign_of(BinaryOp op) {
  switch (op) {
    case BinaryOp::add: return "+";
    case BinaryOp::subtract: return "-";
    case BinaryOp::multiply: return "×";
    case BinaryOp::eq: return "=";
    case BinaryOp::ne: return "≠";
    case BinaryOp::lt: return "<";
    case BinaryOp::le: return "≤";
    case BinaryOp::gt: return ">";
    case BinaryOp::ge: return "≥";
    case BinaryOp::logical_or:
    case BinaryOp::logical_and: break;
  }
  return {};
}

namespace {

std::string KindPrinter::operator()(const Binary& e) const {
  const Binding own = binding_of(e.op);
  const auto tighter = [](Binding binding) { return static_cast<Binding>(static_cast<int>(binding) + 1); };
  const std::string sign = e.op == BinaryOp::logical_or    ? key(Keyword::or_op)
                           : e.op == BinaryOp::logical_and ? key(Keyword::and_op)
                                                           : std::string(sign_of(e.op));
  const Binding left = own == Binding::compare ? Binding::sum : own;
  return printer.expr(e.left, left, Follow::operation) + " " + sign + " " + printer.expr(e.right, tighter(own), follow);
}

std::string KindPrinter::operator()(const Aggregate& e) const {
  std::string text = printer.range_head(e);
  const Follow after_range = e.value.present() ? Follow::nothing : follow;
  if (e.range.where.present()) {
    const Follow after_where = e.range.distinct.present() ? Follow::distinct : after_range;
    text += " " + key(Keyword::where) + " " + printer.expr(e.range.where, Binding::or_, after_where);
  }
  if (e.range.distinct.present()) {
    text += " " + key(Keyword::distinct) + " " + printer.expr(e.range.distinct, Binding::or_, after_range);
  }
  if (!e.value.present()) return text;
  return text + " " + key(Keyword::take) + " " + printer.expr(e.value, Binding::or_, follow);
}

}  // namespace

std::string Printer::range_head(const Aggregate& e) const {
  std::string text = key(aggregate_keyword(e.op)) + " " + word(e.range.record);
  if (!e.range.held_as.text.empty()) text += " " + key(Keyword::held_as) + " " + word(e.range.held_as);
  return text;
}

std::string Printer::expr(ExprId id, Binding least, Follow follow) const {
  if (!id.present()) return {};
  const Expr& node = file.expr(id);
  const bool parentheses = binding_of(node) < least || swallows(node, follow);
  const std::string text = std::visit(KindPrinter{*this, node, parentheses ? Follow::nothing : follow}, node.kind);
  return parentheses ? "(" + text + ")" : text;
}

std::string Printer::list(const std::vector<ExprId>& ids, Binding least, Follow follow) const {
  std::string text;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const bool last = i + 1 == ids.size();
    text += expr(ids[i], least, last ? follow : Follow::separator);
    if (!last) text += separator();
  }
  return text;
}

// The rule says a number as the official text does: 0.3万元 stays 0.3万元. Empty without sources.
std::string Printer::number_as_written(const Expr& node) const {
  if (sources == nullptr) return {};
  constexpr std::string_view kWidePercent = "％";
  const std::string_view source = sources->slice(node.span);
  std::string text;
  for (std::size_t i = 0; i < source.size();) {
    const base::CodePoint point = base::decode(source, i);
    const bool wide = source.substr(i).starts_with(kWidePercent);
    if (!base::is_space(point.value)) text += wide ? std::string_view("%") : source.substr(i, point.length);
    i += point.length;
  }
  return text;
}

Printer::Rows Printer::rows_of(const Expr& node) const {
  Rows rows;
  const auto row = [&](const std::string& before, ExprId value, const Span& span) {
    rows.rows.push_back({0, before + ": " + expr(value), span.begin});
  };
  if (const auto* tiers = std::get_if<Tiers>(&node.kind)) {
    rows.head = key(Keyword::by) + " " + expr(tiers->subject) + " " + key(Keyword::tiers);
    for (const TierRow& tier : tiers->rows) {
      row(std::string(sign_of(tier.comparison)) + " " + expr(tier.bound, Binding::sum), tier.value, tier.span);
    }
  } else if (const auto* match = std::get_if<Match>(&node.kind)) {
    rows.head = key(Keyword::by) + " " + list(match->subjects, Binding::or_, Follow::nothing) + " " + key(Keyword::match);
    for (const MatchRow& one : match->rows) row(list(one.keys, Binding::or_, Follow::nothing), one.value, one.span);
  } else if (const auto* cases = std::get_if<Cases>(&node.kind)) {
    rows.head = key(Keyword::cases);
    for (const CaseRow& one : cases->rows) row(key(Keyword::when) + " " + expr(one.condition), one.value, one.span);
    if (cases->otherwise.present()) row(key(Keyword::otherwise), cases->otherwise, file.expr(cases->otherwise).span);
  } else if (const auto* choice = std::get_if<ReadingChoice>(&node.kind)) {
    rows.head = key(Keyword::reading) + " " + word(choice->code);
    for (const ReadingRow& one : choice->rows) row(word(one.label), one.value, one.span);
  }
  return rows;
}

std::string Printer::braced(const Rows& rows) const {
  std::string text = rows.head + " { ";
  for (const Line& row : rows.rows) text += (&row == &rows.rows.front() ? "" : " ; ") + row.text;
  return text + " }";
}

}  // namespace zhidui::syntax
