// Statements that several declarations share: 条款, 字面, 设, and those that hold a labelled condition.
#include "syntax/parser.h"

namespace zhidui::syntax {

ClauseRef Parser::clause() {
  const Span begin = previous().span;
  const auto raw_word = [&](Kind missing) -> Word {
    if (!here(TokenKind::raw)) {
      fail(missing);
      return {};
    }
    const Token& token = take();
    return {std::string(token.text), token.span};
  };
  ClauseRef clause;
  clause.path = raw_word(Kind::clause_path_missing);
  clause.kind = raw_word(Kind::clause_kind_missing);
  if (!at(TokenKind::text)) fail(Kind::clause_quotation_missing);
  texts_after(Keyword::clause, clause.quotations);
  if (accept(Keyword::shared_with)) clause.shared = name_words(Kind::shared_name_missing);
  clause.span = since(begin);
  return clause;
}

Embodied Parser::embodied() {
  Embodied embodied;
  embodied.number = text_after(Keyword::embodied);
  expect(Keyword::embodied_in, Kind::embodied_needs_in);
  embodied.structure = text_after(Keyword::embodied_in);
  return embodied;
}

Adopts Parser::adopts() {
  Adopts adopts;
  adopts.reading = name_word(Kind::adopts_form);
  adopts.labels = name_words(Kind::adopts_form);
  return adopts;
}

Let Parser::let() {
  const Span begin = previous().span;
  Let let;
  let.name = name_word(Kind::let_name_missing);
  expect(TokenKind::eq, Kind::let_needs_equals, {let.name.text});
  let.value = expression();
  let.span = since(begin);
  return let;
}

Condition Parser::condition(bool labelled) {
  const Span begin = previous().span;
  Condition condition;
  if (labelled) condition.label = optional_text();
  condition.value = expression();
  condition.span = since(begin);
  return condition;
}

}  // namespace zhidui::syntax
