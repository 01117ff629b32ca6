// Declarations of a vocabulary: 记录, 代码表, 定义, 统计, 数列, 核对, and types.
#include "syntax/parser.h"

namespace zhidui::syntax {

void Parser::record() {
  const Span begin = previous().span;
  Record record;
  record.name = name(Kind::declared_name_missing, {spelled(Keyword::record)});
  record.label = optional_text();
  statements(Keyword::record, [&](Keyword) {
    Field read = field();
    if (!read.name.name.text.empty()) record.fields.push_back(std::move(read));
  });
  record.span = since(begin);
  declare(std::move(record));
}

Field Parser::field() {
  const Span begin = previous().span;
  Field field;
  field.name = name(Kind::declared_name_missing, {spelled(Keyword::field)});
  const bool typed = accept(TokenKind::colon);
  if (typed) field.type = type();
  if (here(TokenKind::eq)) {
    take();
    field.computed = expression();
  } else if (!typed) {
    fail(Kind::field_needs_type, {field.name.name.text});
  }
  attributes(field);
  field.span = since(begin);
  return field;
}

// Attributes may stand on the lines after the field: none of them begins a statement of a record.
void Parser::attributes(Field& field) {
  while (!failed && !at_end()) {
    switch (peek().keyword) {
      case Keyword::range:
        take();
        field.low = expression();
        expect(Keyword::to, Kind::range_needs_to);
        field.high = expression();
        break;
      case Keyword::voucher: take(), field.voucher = text_after(Keyword::voucher); break;
      case Keyword::note: take(), field.note = text_after(Keyword::note); break;
      case Keyword::decided: take(), field.decided = true; break;
      case Keyword::dated: take(), field.dated = true; break;
      case Keyword::personal: take(), field.personal = true; break;
      case Keyword::occurs_on: take(), field.occurs_on = true; break;
      case Keyword::key: take(), field.key = true; break;
      default:
        if (!at_line_end() && peek().kind == TokenKind::word) fail(Kind::unknown_attribute, {std::string(peek().text)});
        return;
    }
  }
}

TypeExpr Parser::type() {
  if (here(TokenKind::open_brace)) return enumeration();
  const Span begin = here_span();
  TypeExpr type;
  const auto plain = [&](TypeExpr::Kind kind) { take(), type.kind = kind; };
  if (!here(TokenKind::word)) {
    fail(Kind::type_missing);
    return type;
  }
  switch (peek().keyword) {
    case Keyword::bool_type: plain(TypeExpr::Kind::boolean); break;
    case Keyword::amount: plain(TypeExpr::Kind::money); break;
    case Keyword::ratio_type: plain(TypeExpr::Kind::ratio); break;
    case Keyword::date_type: plain(TypeExpr::Kind::date); break;
    case Keyword::year_type: plain(TypeExpr::Kind::year); break;
    case Keyword::text_type: plain(TypeExpr::Kind::text); break;
    case Keyword::count_type:
      plain(TypeExpr::Kind::count);
      type.unit = any_word(Kind::count_type_without_unit).text;
      if (!failed && !is_count_unit(type.unit)) {
        fail(Kind::count_type_without_unit, previous().span);
      }
      break;
    case Keyword::set_type:
      plain(TypeExpr::Kind::set);
      type.word = name_word(Kind::set_of_what);
      break;
    default:
      type.word = name_word(Kind::type_missing);
      type.kind = here(Keyword::list_type) ? TypeExpr::Kind::list : TypeExpr::Kind::word;
      if (type.kind == TypeExpr::Kind::list) take();
  }
  if (failed) type.kind = TypeExpr::Kind::missing;
  type.span = since(begin);
  return type;
}

TypeExpr Parser::enumeration() {
  const Token open = take();
  TypeExpr type;
  do {
    type.members.push_back(name(Kind::enumeration_member_missing));
  } while (accept(TokenKind::comma));
  if (open.unclosed) failed = true;
  if (!accept(TokenKind::close_brace)) fail(Kind::enumeration_form);
  type.kind = failed ? TypeExpr::Kind::missing : TypeExpr::Kind::enumeration;
  type.span = since(open.span);
  return type;
}

void Parser::codes() {
  const Span begin = previous().span;
  Codes codes;
  codes.name = name(Kind::declared_name_missing, {spelled(Keyword::codes)});
  codes.label = optional_text();
  if (failed) skip_line();
  failed = false;
  const auto is_row = [&] { return !at(Keyword::source) && !is_declaration(peek().keyword); };
  rows(Keyword::codes, is_row, [&] {
    CodeRow row{code(), {}, {}};
    row.name = name(Kind::code_name_missing, {row.code.text});
    if (accept(Keyword::in_op)) row.parent = code();
    if (!failed && !at_line_end() && !at(TokenKind::semicolon) && !at(TokenKind::close_brace) && !at(Keyword::source)) {
      fail(Kind::code_row_form);
    }
    if (!failed) codes.rows.push_back(std::move(row));
  });
  expect(Keyword::source, Kind::source_missing, {spelled(Keyword::codes)});
  codes.source = text_after(Keyword::source);
  codes.span = since(begin);
  declare(std::move(codes));
}

// A code runs up to white space: 140500, G06F, 0305-A.
Word Parser::code() {
  const auto is_part = [](const Token& token) {
    return token.kind == TokenKind::word || token.kind == TokenKind::number || token.kind == TokenKind::minus ||
           token.kind == TokenKind::date || token.kind == TokenKind::month;
  };
  if (failed || at_line_end() || !is_part(peek())) {
    fail(Kind::code_missing);
    return {};
  }
  const Token& first = take();
  Word code{std::string(first.text), first.span};
  while (is_part(peek()) && !peek().spaced && !peek().begins_line) code.text += take().text;
  code.span = since(first.span);
  return code;
}

std::vector<Parameter> Parser::parameters() {
  std::vector<Parameter> list;
  const Token open = take();
  do {
    Parameter parameter{name_word(Kind::parameter_form), {}};
    expect(TokenKind::colon, Kind::parameter_form);
    if (!failed) parameter.type = type();
    list.push_back(std::move(parameter));
  } while (accept(TokenKind::comma));
  if (open.unclosed) failed = true;
  if (!accept(TokenKind::close_paren)) fail(Kind::parameter_form);
  return list;
}

void Parser::definition() {
  const Span begin = previous().span;
  Definition definition;
  definition.name = name(Kind::declared_name_missing, {spelled(Keyword::definition)});
  if (here(TokenKind::open_paren)) definition.parameters = parameters();
  if (accept(TokenKind::colon)) definition.type = type();
  expect(TokenKind::eq, Kind::value_needs_equals, {spelled(Keyword::definition)});
  definition.value = expression();
  if (accept(Keyword::source)) definition.source = text_after(Keyword::source);
  if (accept(Keyword::valid)) validity(definition);
  statements(Keyword::definition, [&](Keyword keyword) {
    if (keyword == Keyword::clause) definition.clauses.push_back(clause());
    else definition.embodied.push_back(embodied());
  });
  definition.span = since(begin);
  declare(std::move(definition));
}

void Parser::validity(Definition& definition) {
  definition.valid_from = date_after(Keyword::valid);
  expect(Keyword::to, Kind::validity_needs_to);
  if (!accept(Keyword::never)) definition.valid_to = date_after(Keyword::to);
}

void Parser::statistic() {
  const Span begin = previous().span;
  Statistic statistic;
  statistic.name = name(Kind::declared_name_missing, {spelled(Keyword::statistic)});
  expect(Keyword::for_record, Kind::statistic_form);
  statistic.record = name_word(Kind::statistic_form);
  expect(Keyword::by, Kind::statistic_form);
  expect(Keyword::year_type, Kind::statistic_form);
  expect(TokenKind::eq, Kind::value_needs_equals, {spelled(Keyword::statistic)});
  statistic.value = expression();
  statistic.span = since(begin);
  declare(std::move(statistic));
}

void Parser::series() {
  const Span begin = previous().span;
  Series series;
  series.name = name(Kind::declared_name_missing, {spelled(Keyword::series)});
  expect(TokenKind::colon, Kind::series_form);
  if (!failed) series.type = type();
  if (accept(Keyword::range)) {
    series.low = expression();
    expect(Keyword::to, Kind::range_needs_to);
    series.high = expression();
  }
  expect(Keyword::by, Kind::series_form);
  if (accept(Keyword::date_type)) {
    series.key = SeriesKey::day;
  } else if (accept(Keyword::month_type)) {
    series.key = SeriesKey::month;
  } else {
    expect(Keyword::year_type, Kind::series_form);
  }
  if (failed) skip_line();
  failed = false;
  const auto is_row = [&] { return !at(Keyword::source) && !is_declaration(peek().keyword); };
  rows(Keyword::series, is_row, [&] { series.rows.push_back(series_row(series.key)); });
  expect(Keyword::source, Kind::source_missing, {spelled(Keyword::series)});
  series.source = text_after(Keyword::source);
  series.span = since(begin);
  declare(std::move(series));
}

void Parser::check() {
  const Span begin = previous().span;
  Check check;
  check.name = name(Kind::declared_name_missing, {spelled(Keyword::check)});
  expect(Keyword::for_record, Kind::check_form);
  check.record = name_word(Kind::check_form);
  statements(Keyword::check, [&](Keyword keyword) {
    switch (keyword) {
      case Keyword::condition: check.when = expression(); break;
      case Keyword::required: check.required = expression(); break;
      case Keyword::form: check.form = form_rule(); break;
      case Keyword::note: check.note = text_after(keyword); break;
      case Keyword::source: check.source = text_after(keyword); break;
      default: check.doubtful = true; break;
    }
  });
  check.span = since(begin);
  declare(std::move(check));
}

FormRule Parser::form_rule() {
  const Span begin = previous().span;
  FormRule rule;
  rule.field = name_word(Kind::form_rule_form);
  expect(Keyword::by, Kind::form_rule_form);
  rule.form = name_word(Kind::form_rule_form);
  if (accept(Keyword::of)) {
    rule.part = name_word(Kind::form_rule_form);
    expect(Keyword::agrees_with, Kind::form_rule_form);
    rule.agrees_with = name_word(Kind::form_rule_form);
  }
  rule.span = since(begin);
  return rule;
}

SeriesRow Parser::series_row(SeriesKey key) {
  const Span begin = here_span();
  const auto is_year = [&] {
    return at(TokenKind::number) && peek().text.size() == 4 && peek().text.find_first_of(".,") == std::string::npos;
  };
  SeriesRow row;
  if (key == SeriesKey::day && at(TokenKind::date)) {
    row.key = take().date.to_string();
  } else if (key == SeriesKey::month && at(TokenKind::month)) {
    row.key = take().date.to_string().substr(0, 7);
  } else if (key == SeriesKey::year && is_year()) {
    row.key = take().text;
    accept(Keyword::year_type);
  } else {
    fail(Kind::series_key_form);
  }
  expect(TokenKind::colon, Kind::row_needs_colon, {spelled(Keyword::series)});
  row.value = literal();
  row.span = since(begin);
  return row;
}

}  // namespace zhidui::syntax
