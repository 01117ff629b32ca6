// Measures, general rules and settlements in canonical form.
#include <algorithm>

#include "base/utf8.h"
#include "syntax/printer.h"

namespace zhidui::syntax {

namespace {

constexpr std::size_t kBracedRowsWidth = 90;  // rows of 名额 in braces are short or one to a line

std::string_view keyword_of(History history, text::Language language) {
  switch (history) {
    case History::none: return {};
    case History::this_measure: return spelling(Keyword::this_measure, language);
    case History::this_document: return spelling(Keyword::this_document, language);
    case History::same_level: return spelling(Keyword::same_level, language);
    case History::upper_levels: return spelling(Keyword::upper_levels, language);
    case History::lower_levels: return spelling(Keyword::lower_levels, language);
    case History::other_levels: return spelling(Keyword::other_levels, language);
    case History::all_levels: return spelling(Keyword::all_levels, language);
    case History::national:
    case History::provincial:
    case History::city:
    case History::county: {
      const LevelText& level = kLevels[static_cast<std::size_t>(history) - static_cast<std::size_t>(History::national)];
      return language == text::Language::en ? level.en : level.zh;
    }
  }
  return {};
}

bool begins_with_word(std::string_view text, std::string_view word) {
  return text.starts_with(word) && text.substr(word.size()).starts_with(" ");
}

}  // namespace

void Printer::unit(const Unit& unit) {
  if (unit.kind == Unit::Kind::entity) {
    if (!unit.since.present()) return statement(Keyword::yearly, "", unit.span.begin);
    return laid_out(key(Keyword::yearly) + " " + key(Keyword::since), unit.since, unit.span.begin);
  }
  const std::string head = key(Keyword::each) + " " + word(unit.record) + " " + key(Keyword::held_as) + " " + word(unit.held_as);
  const std::string suffix = unit.yearly ? " " + key(Keyword::yearly) : std::string();
  if (unit.where.present()) return laid_out(head + " " + key(Keyword::where), unit.where, unit.span.begin, suffix);
  items.push_back({unit.span.begin, {Line{1, head + suffix, unit.span.begin}}});
}

void Printer::round(const Round& round) {
  Item item{round.span.begin, {}};
  item.lines.push_back({1,
                        key(Keyword::round) + " " + key(Keyword::per) + " " + keys(round.per) + " " +
                            key(round.scored ? Keyword::scored : Keyword::ranked) + " " + expr(round.by),
                        round.span.begin});
  Rows rows{key(Keyword::places), {}};
  bool statement_like = false;
  for (const Place& place : round.places) {
    const std::string most = place.most.present() ? " " + key(Keyword::to) + " " + expr(place.most, Binding::sum) : std::string();
    const std::string amount = place.amount.present() ? ": " + expr(place.amount) : std::string();
    rows.rows.push_back(
        {3, word(place.name) + " " + expr(place.count, Binding::sum, place.most.present() ? Follow::to : Follow::nothing) + most + amount,
         place.name.span.begin});
    const Keyword keyword = find_keyword(word(place.name));
    statement_like = statement_like || is_statement(keyword) || is_declaration(keyword);
  }
  const std::uint32_t position = round.places.empty() ? kNowhere : round.places.front().name.span.begin;
  const std::string line = braced(rows);
  if (rows.rows.size() > 1 && !statement_like && base::display_width(line) > kBracedRowsWidth) {
    item.lines.push_back({2, rows.head, kNowhere});
    item.lines.insert(item.lines.end(), rows.rows.begin(), rows.rows.end());
  } else {
    item.lines.push_back({2, line, position});
  }
  const std::string ties = key(Keyword::ties) + " ";
  if (round.ties_together) item.lines.push_back({2, ties + key(Keyword::together), kNowhere});
  if (round.ties_by_decision) item.lines.push_back({2, ties + key(Keyword::by_decision), kNowhere});
  if (round.ties.present()) {
    item.lines.push_back({2, ties + key(Keyword::by) + " " + expr(round.ties), file.expr(round.ties).span.begin});
  }
  if (round.moves_up.present()) {
    item.lines.push_back({2, key(Keyword::moves_up) + " " + expr(round.moves_up), file.expr(round.moves_up).span.begin});
  }
  items.push_back(std::move(item));
}

std::string Printer::amount(const Amount& amount) const {
  switch (amount.kind) {
    case Amount::Kind::computed: return key(Keyword::amount) + " = " + expr(amount.value);
    case Amount::Kind::discretion:
      return key(Keyword::amount) + " " + key(Keyword::discretion) + " " + expr(amount.low, Binding::sum, Follow::to) + " " +
             key(Keyword::to) + " " + expr(amount.high, Binding::sum);
    case Amount::Kind::undetermined: return key(Keyword::amount) + " " + key(Keyword::undetermined) + " " + text(amount.phrase);
    case Amount::Kind::missing: break;
  }
  return {};
}

void Printer::amount_statement(const Amount& one) {
  if (one.kind == Amount::Kind::missing) return;
  if (one.kind == Amount::Kind::computed) return laid_out(key(Keyword::amount) + " =", one.value, one.span.begin);
  items.push_back({one.span.begin, {Line{1, amount(one), one.span.begin}}});
}

void Printer::operator()(const Measure& d) {
  header(key(Keyword::measure) + " " + name(d.name), d.span.begin);
  clauses(d.clauses);
  embodied(d.embodied);
  conditions(Keyword::subject_is, d.subjects);
  if (d.unit) unit(*d.unit);
  statement(Keyword::fact_date, d.fact_date);
  lets(d.lets);
  conditions(Keyword::condition, d.conditions);
  if (d.round) round(*d.round);
  amount_statement(d.amount);
  for (const Exception& row : d.exceptions) {
    std::string rest = word(row.name) + " " + key(Keyword::when) + " " + expr(row.when) + " " + amount(row.amount);
    if (!row.over.empty()) rest += " " + key(Keyword::over) + " " + words(row.over);
    statement(Keyword::exception, rest, row.span.begin);
  }
  texts_statement(Keyword::continues, d.continues);
  texts_statement(Keyword::evidence, d.evidence);
  statement(Keyword::payee, d.payee);
  text_statement(Keyword::decided_by, d.decider);
  text_statement(Keyword::criteria, d.criteria);
  for (const Duty& duty : d.duties) {
    std::string rest = text(duty.text);
    if (duty.sum)
      rest += " " + key(Keyword::duty_sum) + " " + std::string(sign_of(duty.sum->comparison)) + " " + expr(duty.sum->value, Binding::sum);
    if (!duty.evidence.text.empty()) rest += " " + key(Keyword::evidence) + " " + text(duty.evidence);
    if (duty.due.present()) rest += " " + key(Keyword::due) + " " + expr(duty.due);
    statement(Keyword::duty, rest, duty.span.begin);
  }
}

void Printer::adopts(const std::vector<Adopts>& adopts) {
  for (const Adopts& one : adopts) statement(Keyword::adopts, word(one.reading) + " " + words(one.labels), one.reading.span.begin);
}

void Printer::operator()(const General& d) {
  header(key(Keyword::general) + " " + word(d.name), d.span.begin);
  clauses(d.clauses);
  embodied(d.embodied);
  adopts(d.adopts);
  conditions(Keyword::subject_is, d.subjects);
  conditions(Keyword::excluded, d.exclusions);
  lets(d.lets);
  if (d.applies_to_all) statement(Keyword::applies_to, key(Keyword::all), kNowhere);
  if (!d.except.empty()) {
    statement(Keyword::applies_to, key(Keyword::except) + " " + words(d.except), d.except.front().span.begin);
  }
  if (!d.only.empty()) statement(Keyword::applies_to, words(d.only), d.only.front().span.begin);
}

std::string Printer::settle(SettleId id, Follow follow) const {
  const Settle& settle = file.settle(id);
  std::string operands;
  for (std::size_t i = 0; i < settle.operands.size(); ++i) {
    const bool last = i + 1 == settle.operands.size();
    operands += this->settle(settle.operands[i], last ? Follow::nothing : Follow::separator);
    if (!last) operands += separator();
  }
  if (!operands.empty()) operands = "(" + operands + ")";
  switch (settle.op) {
    case Settle::Op::group: return word(settle.measure);
    case Settle::Op::sum: return key(Keyword::sum) + operands;
    case Settle::Op::highest: return key(Keyword::highest) + operands;
    case Settle::Op::first: return key(Keyword::first_n) + " " + expr(settle.argument, Binding::or_, follow);
    case Settle::Op::cap: return key(Keyword::cap) + " " + expr(settle.argument, Binding::or_, follow);
    case Settle::Op::no_repeat: return key(Keyword::no_repeat);
    case Settle::Op::keep: return key(Keyword::all);
  }
  return {};
}

std::string Printer::keys(const Keys& keys) const {
  if (keys.reading.text.empty()) {
    std::string text = list(keys.keys, Binding::or_, Follow::nothing);
    // After 每 a reading chooses keys; one that is an expression stands in parentheses.
    if (!begins_with_word(text, key(Keyword::reading))) return text;
    const std::string first = expr(keys.keys.front(), Binding::or_, keys.keys.size() > 1 ? Follow::separator : Follow::nothing);
    return "(" + first + ")" + text.substr(first.size());
  }
  Rows rows{key(Keyword::reading) + " " + word(keys.reading), {}};
  for (const KeyRow& row : keys.rows) {
    rows.rows.push_back({0, word(row.label) + ": " + list(row.keys, Binding::or_, Follow::nothing), kNowhere});
  }
  return braced(rows);
}

std::string Printer::earlier(const Earlier& earlier) const {
  const Keyword effect = earlier.effect == EarlierEffect::counts   ? Keyword::counts
                         : earlier.effect == EarlierEffect::blocks ? Keyword::blocks
                                                                   : Keyword::tops_up;
  std::string scope(keyword_of(earlier.scope, language));
  if (!earlier.reading.text.empty()) {
    Rows rows{key(Keyword::reading) + " " + word(earlier.reading), {}};
    for (const HistoryRow& row : earlier.rows) {
      rows.rows.push_back({0, word(row.label) + ": " + std::string(keyword_of(row.scope, language)), kNowhere});
    }
    scope = braced(rows);
  }
  return scope + " " + key(effect);
}

bool Printer::holds_cap(SettleId id) const {
  if (id.value == SettleId{}.value) return false;
  const Settle& settle = file.settle(id);
  return settle.op == Settle::Op::cap ||
         std::any_of(settle.operands.begin(), settle.operands.end(), [&](SettleId operand) { return holds_cap(operand); });
}

void Printer::operator()(const Settlement& d) {
  header(key(Keyword::settlement) + " " + word(d.name), d.span.begin);
  clauses(d.clauses);
  embodied(d.embodied);
  adopts(d.adopts);
  const std::string except = d.except.empty() ? "" : " " + key(Keyword::except) + " " + words(d.except);
  if (d.all_measures) statement(Keyword::range, key(Keyword::all) + except, d.except.empty() ? kNowhere : d.except.front().span.begin);
  if (!d.measures.empty()) statement(Keyword::range, words(d.measures), d.measures.front().span.begin);
  lets(d.lets);
  if (d.take.value != SettleId{}.value) statement(Keyword::take, settle(d.take, Follow::nothing), file.settle(d.take).span.begin);
  if (!d.per.reading.text.empty()) {
    statement(Keyword::per, keys(d.per), d.per.reading.span.begin);
  } else if (!d.per.keys.empty()) {
    statement(Keyword::per, keys(d.per), file.expr(d.per.keys.front()).span.begin);
  }
  if (d.across_subjects) statement(Keyword::across_subjects, "", kNowhere);
  if (!d.order.empty()) {
    statement(Keyword::order, list(d.order, Binding::or_, Follow::nothing), file.expr(d.order.front()).span.begin);
  }
  if (d.earlier.scope != History::none || !d.earlier.reading.text.empty()) {
    statement(Keyword::earlier, earlier(d.earlier), d.earlier.span.begin);
  }
  if (d.pro_rata || holds_cap(d.take)) {  // only a cap leaves something to allocate
    statement(Keyword::allocation, key(d.pro_rata ? Keyword::pro_rata : Keyword::in_order), kNowhere);
  }
}

}  // namespace zhidui::syntax
