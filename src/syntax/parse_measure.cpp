// 措施 and 通则.
#include "syntax/parser.h"

namespace zhidui::syntax {

void Parser::measure() {
  const Span begin = previous().span;
  Measure measure;
  measure.name = name(Kind::declared_name_missing, {spelled(Keyword::measure)});
  statements(Keyword::measure, [&](Keyword keyword) { measure_statement(measure, keyword); });
  measure.span = since(begin);
  declare(std::move(measure));
}

void Parser::measure_statement(Measure& measure, Keyword keyword) {
  switch (keyword) {
    case Keyword::clause: measure.clauses.push_back(clause()); break;
    case Keyword::embodied: measure.embodied.push_back(embodied()); break;
    case Keyword::subject_is: measure.subjects.push_back(condition(false)); break;
    case Keyword::each:
    case Keyword::yearly:
      if (measure.unit) return repeated(previous(), measure.unit->span);
      measure.unit = unit(keyword);
      break;
    case Keyword::fact_date: measure.fact_date = expression(); break;
    case Keyword::let: measure.lets.push_back(let()); break;
    case Keyword::condition: measure.conditions.push_back(condition(true)); break;
    case Keyword::round: measure.round = round(); break;
    case Keyword::amount: measure.amount = amount(); break;
    case Keyword::exception: measure.exceptions.push_back(exception()); break;
    case Keyword::evidence: texts_after(keyword, measure.evidence); break;
    case Keyword::payee: measure.payee = expression(); break;
    case Keyword::decided_by: measure.decider = text_after(keyword); break;
    case Keyword::criteria: measure.criteria = text_after(keyword); break;
    case Keyword::continues: texts_after(keyword, measure.continues); break;
    default: measure.duties.push_back(duty());
  }
}

Unit Parser::unit(Keyword keyword) {
  const Span begin = previous().span;
  Unit unit;
  if (keyword == Keyword::yearly) {
    unit.yearly = true;
    if (accept(Keyword::since)) unit.since = expression();
  } else {
    unit.kind = Unit::Kind::item;
    unit.record = name_word(Kind::unit_record_missing);
    expect(Keyword::held_as, Kind::unit_needs_held_as, {unit.record.text});
    unit.held_as = name_word(Kind::held_as_field_missing);
    if (accept(Keyword::where)) unit.where = expression();
    unit.yearly = here(Keyword::yearly) && accept(Keyword::yearly);
  }
  unit.span = since(begin);
  return unit;
}

// After the keyword 金额.
Amount Parser::amount() {
  const Span begin = previous().span;
  Amount amount;
  if (accept(TokenKind::eq)) {
    amount.kind = Amount::Kind::computed;
    amount.value = expression();
  } else if (accept(Keyword::discretion)) {
    amount.kind = Amount::Kind::discretion;
    amount.low = expression();
    expect(Keyword::to, Kind::discretion_needs_to);
    amount.high = expression();
  } else if (accept(Keyword::undetermined)) {
    amount.kind = Amount::Kind::undetermined;
    amount.phrase = text_after(Keyword::undetermined);
  } else {
    fail(Kind::amount_form);
  }
  if (failed) amount.kind = Amount::Kind::missing;
  amount.span = since(begin);
  return amount;
}

// 金额 and 优先于 may stand on the next line: an exception has one, so that it cannot be the amount of the measure.
Exception Parser::exception() {
  const Span begin = previous().span;
  Exception exception;
  exception.name = name_word(Kind::exception_name_missing);
  expect(Keyword::when, Kind::exception_needs_when, {exception.name.text});
  exception.when = expression();
  if (expect(Keyword::amount, Kind::exception_needs_amount, {exception.name.text})) exception.amount = amount();
  if (accept(Keyword::over)) exception.over = name_words(Kind::over_whom);
  exception.span = since(begin);
  return exception;
}

// Its parts stand on its line: 证明 on the next one is the measure's.
Duty Parser::duty() {
  const Span begin = previous().span;
  Duty duty;
  duty.text = text_after(Keyword::duty);
  const auto part = [&](Keyword keyword) { return !at_line_end() && accept(keyword); };
  if (part(Keyword::duty_sum)) duty.sum = goal(Keyword::duty_sum);
  if (part(Keyword::evidence)) duty.evidence = text_after(Keyword::evidence);
  if (part(Keyword::due)) duty.due = expression();
  duty.span = since(begin);
  return duty;
}

Round Parser::round() {
  const Span begin = previous().span;
  Round round;
  expect(Keyword::per, Kind::round_needs_per);
  round.per = keys();
  round.scored = accept(Keyword::scored);
  if (!round.scored) expect(Keyword::ranked, Kind::round_needs_order);
  round.by = expression();
  expect(Keyword::places, Kind::round_needs_places);
  const auto is_row = [&] {
    const Token& first = peek();
    return first.kind == TokenKind::error ||
           (first.kind == TokenKind::word && !is_statement(first.keyword) && !is_declaration(first.keyword));
  };
  rows(Keyword::places, is_row, [&] {
    Place read = place();
    if (!failed) round.places.push_back(std::move(read));
  });
  if (accept(Keyword::ties)) {
    round.ties_by_decision = accept(Keyword::by_decision);
    round.ties_together = !round.ties_by_decision && accept(Keyword::together);
    if (!round.ties_by_decision && !round.ties_together && expect(Keyword::by, Kind::ties_form)) round.ties = expression();
  }
  if (accept(Keyword::moves_up)) round.moves_up = expression();
  round.span = since(begin);
  return round;
}

Place Parser::place() {
  Place place;
  place.name = name_word(Kind::place_row_form);
  if (at_line_end() || at(TokenKind::colon)) fail(Kind::place_row_form);
  place.count = sum();
  if (accept(Keyword::to)) place.most = sum();
  if (accept(TokenKind::colon)) place.amount = expression();
  return place;
}

void Parser::general() {
  const Span begin = previous().span;
  General general;
  general.name = name_word(Kind::declared_name_missing, {spelled(Keyword::general)});
  statements(Keyword::general, [&](Keyword keyword) {
    switch (keyword) {
      case Keyword::clause: general.clauses.push_back(clause()); break;
      case Keyword::embodied: general.embodied.push_back(embodied()); break;
      case Keyword::subject_is: general.subjects.push_back(condition(false)); break;
      case Keyword::excluded: general.exclusions.push_back(condition(true)); break;
      case Keyword::let: general.lets.push_back(let()); break;
      case Keyword::adopts: general.adopts.push_back(adopts()); break;
      default:
        general.applies_to_all = accept(Keyword::all);
        if (general.applies_to_all) break;
        if (accept(Keyword::except)) general.except = name_words(Kind::applies_form);
        else general.only = name_words(Kind::applies_form);
    }
  });
  general.span = since(begin);
  declare(std::move(general));
}

}  // namespace zhidui::syntax
