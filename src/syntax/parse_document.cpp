// Declarations about documents: 文件, 缺失文件, 口径, 惯例, the typed rows (任务 …) and 无效力.
#include "syntax/parser.h"

namespace zhidui::syntax {

void Parser::document() {
  const Span begin = previous().span;
  Document document;
  document.number = text_after(Keyword::document);
  document.name = name(Kind::declared_name_missing, {spelled(Keyword::document)});
  statements(Keyword::document, [&](Keyword keyword) {
    switch (keyword) {
      case Keyword::title: document.title = text_after(keyword); break;
      case Keyword::organ: document.organ = text_after(keyword); break;
      case Keyword::decided_by: document.decider = text_after(keyword); break;
      case Keyword::level: document.level = name_word(Kind::level_word_missing); break;
      case Keyword::region: document.region = text_after(keyword); break;
      case Keyword::published: document.published = date_bound(keyword); break;
      case Keyword::effective: document.effective = expression(); break;
      case Keyword::validity_by: document.validity_by = expression(); break;
      case Keyword::supersedes: texts_after(keyword, document.supersedes); break;
      case Keyword::clause: document.clauses.push_back(clause()); break;
      case Keyword::state:
        document.draft = here(Keyword::draft);
        if (!accept(Keyword::draft)) expect(Keyword::in_force, Kind::state_form);
        break;
      default:
        document.never_expires = here(Keyword::never) && accept(Keyword::never);
        if (!document.never_expires) document.expires = expression();
    }
  });
  document.span = since(begin);
  declare(std::move(document));
}

// What 缺失文件 and 后出文件 say alike, and what `own` reads.
void Parser::other_document(Keyword declaration, OtherDocument& document, const std::function<void(Keyword)>& own) {
  const Span begin = previous().span;
  document.number = text_after(declaration);
  document.name = name(Kind::declared_name_missing, {spelled(declaration)});
  statements(declaration, [&](Keyword keyword) {
    switch (keyword) {
      case Keyword::title: document.title = text_after(keyword); break;
      case Keyword::organ: document.organ = text_after(keyword); break;
      case Keyword::level: document.level = name_word(Kind::level_word_missing); break;
      case Keyword::effective: document.effective = date_bound(keyword); break;
      case Keyword::expires: document.expires = date_bound(keyword); break;
      default: own(keyword);
    }
  });
  document.span = since(begin);
}

void Parser::missing_document() {
  MissingDocument document;
  other_document(Keyword::missing_document, document, [&](Keyword) { document.clauses.push_back(clause()); });
  declare(std::move(document));
}

void Parser::later_document() {
  LaterDocument document;
  other_document(Keyword::later_document, document, [&](Keyword keyword) {
    if (keyword == Keyword::by_authority) document.authority = text_after(keyword);
    else document.supersedes.push_back(supersedes(keyword == Keyword::may_supersede));
  });
  declare(std::move(document));
}

Supersedes Parser::supersedes(bool perhaps) {
  const Span begin = previous().span;
  Supersedes read;
  read.perhaps = perhaps;
  read.all_measures = here(Keyword::all) && accept(Keyword::all);
  if (!read.all_measures) read.measures = name_words(Kind::supersedes_what);
  if (here(TokenKind::text)) read.now = text_after(Keyword::supersedes);
  if (accept(Keyword::when)) read.when = expression();
  read.span = since(begin);
  return read;
}

void Parser::reading() {
  const Span begin = previous().span;
  const std::size_t defects = diagnostics.size();
  Reading reading;
  reading.code = name_word(Kind::reading_code_missing);
  reading.question = text_after(Keyword::reading);
  bool adopted = false;
  const auto adoption = [&](Keyword keyword) {
    if (adopted && !failed) fail(Kind::reading_adopted_twice, previous().span);
    adopted = true;
    if (keyword == Keyword::left_open) return;
    reading.adoption = keyword == Keyword::by_default ? Adoption::house_default : Adoption::authority;
    reading.adopted = name_word(Kind::adopted_label_missing, {spelled(keyword)});
    if (keyword == Keyword::by_default) return;
    reading.authority_document = text_after(keyword);
    reading.authority_organ = text_after(keyword);
    reading.authority_date = date_after(keyword);
  };
  const auto alternative = [&] {
    Alternative row{name_word(Kind::label_row_form), {}};
    expect(TokenKind::colon, Kind::row_needs_colon, {spelled(Keyword::reading)});
    row.meaning = text_after(Keyword::reading);
    reading.alternatives.push_back(std::move(row));
  };
  const auto other = [&] {
    const bool without_colon =
        peek().kind == TokenKind::word && !is_statement(peek().keyword) && peek(1).kind == TokenKind::text && !peek(1).begins_line;
    if (!label_row_here() && !without_colon) return false;
    tokens[at_token].begins_line = false;
    alternative();
    return true;
  };
  if (at(TokenKind::open_brace)) rows(Keyword::reading, [] { return false; }, alternative);
  if (here(Keyword::by_default) || here(Keyword::left_open) || here(Keyword::by_authority)) adoption(take().keyword);
  statements(
      Keyword::reading,
      [&](Keyword keyword) {
        if (keyword != Keyword::clause) return adoption(keyword);
        reading.clauses.push_back(clause());
      },
      other);
  reading.span = since(begin);
  const Span head = reading.code.span;
  // Otherwise what is missing may be what could not be read: here, or by the lexer, which leaves no code.
  const bool whole = diagnostics.size() == defects && !reading.code.text.empty();
  if (whole && reading.alternatives.empty()) diagnostics.report(Kind::reading_without_rows, head, {reading.code.text});
  if (whole && !adopted) diagnostics.report(Kind::reading_not_adopted, head, {reading.code.text});
  declare(std::move(reading));
}

void Parser::convention() {
  const Span begin = previous().span;
  Convention convention;
  convention.name = name(Kind::declared_name_missing, {spelled(Keyword::convention)});
  expect(TokenKind::eq, Kind::value_needs_equals, {spelled(Keyword::convention)});
  convention.value = expression();
  expect(Keyword::source, Kind::source_missing, {spelled(Keyword::convention)});
  convention.source = text_after(Keyword::source);
  convention.span = since(begin);
  declare(std::move(convention));
}

void Parser::typed(TypedKind kind, Keyword keyword) {
  const Span begin = previous().span;
  Typed typed;
  typed.kind = kind;
  if (here(TokenKind::word)) typed.name = name_word(Kind::declared_name_missing);
  // A target and a fund have figures; all else is told in words.
  const bool figures = keyword == Keyword::target || keyword == Keyword::fund;
  statements(figures ? keyword : Keyword::task, [&](Keyword statement) {
    switch (statement) {
      case Keyword::clause: typed.clauses.push_back(clause()); break;
      case Keyword::embodied: typed.embodied.push_back(embodied()); break;
      case Keyword::responsible: texts_after(statement, typed.responsible); break;
      case Keyword::indicator: typed.indicator = text_after(statement); break;
      case Keyword::goal: typed.goal = goal(statement); break;
      case Keyword::due: typed.due = expression(); break;
      case Keyword::size: typed.size = expression(); break;
      default: typed.note = text_after(statement);
    }
  });
  typed.span = since(begin);
  declare(std::move(typed));
}

Goal Parser::goal(Keyword keyword) {
  Goal goal;
  const auto sign = comparison_sign();
  if (!sign) {
    fail(Kind::goal_form, {spelled(keyword)});
    return goal;
  }
  goal.comparison = *sign;
  goal.value = sum();
  return goal;
}

void Parser::departments() {
  const Span begin = previous().span;
  Departments read;
  if (here(TokenKind::raw)) {
    const Token& token = take();
    read.path = {std::string(token.text), token.span};
  } else {
    fail(Kind::departments_path_missing);
  }
  statements(Keyword::departments, [&](Keyword keyword) {
    switch (keyword) {
      case Keyword::clause: read.clauses.push_back(clause()); break;
      case Keyword::quoted: texts_after(keyword, read.quotations); break;
      case Keyword::unit_names: texts_after(keyword, read.units); break;
      default: texts_after(keyword, read.standing);
    }
  });
  read.span = since(begin);
  declare(std::move(read));
}

void Parser::no_effect() {
  const Span begin = previous().span;
  NoEffect text;
  text.reason = text_after(Keyword::no_effect);
  while (accept(Keyword::quoted)) texts_after(Keyword::quoted, text.quotations);  // on this line or the next
  statements(Keyword::no_effect, [&](Keyword keyword) { texts_after(keyword, text.quotations); });
  text.span = since(begin);
  declare(std::move(text));
}

}  // namespace zhidui::syntax
