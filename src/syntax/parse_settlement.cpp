// 结算.
#include "syntax/parser.h"

namespace zhidui::syntax {

void Parser::settlement() {
  const Span begin = previous().span;
  Settlement settlement;
  settlement.name = name_word(Kind::declared_name_missing, {spelled(Keyword::settlement)});
  statements(Keyword::settlement, [&](Keyword keyword) { settlement_statement(settlement, keyword); });
  settlement.span = since(begin);
  declare(std::move(settlement));
}

void Parser::settlement_statement(Settlement& settlement, Keyword keyword) {
  switch (keyword) {
    case Keyword::clause: settlement.clauses.push_back(clause()); break;
    case Keyword::embodied: settlement.embodied.push_back(embodied()); break;
    case Keyword::range:
      settlement.all_measures = here(Keyword::all) && accept(Keyword::all);
      if (!settlement.all_measures) settlement.measures = name_words(Kind::range_of_what);
      else if (accept(Keyword::except)) settlement.except = name_words(Kind::range_of_what);
      break;
    case Keyword::adopts: settlement.adopts.push_back(adopts()); break;
    case Keyword::let: settlement.lets.push_back(let()); break;
    case Keyword::take: settlement.take = settle(); break;
    case Keyword::per: settlement.per = keys(); break;
    case Keyword::across_subjects: settlement.across_subjects = true; break;
    case Keyword::order: settlement.order = expressions(); break;
    case Keyword::earlier: settlement.earlier = earlier(); break;
    default:
      settlement.pro_rata = accept(Keyword::pro_rata);
      if (!settlement.pro_rata) expect(Keyword::in_order, Kind::allocation_form);
  }
}

SettleId Parser::settle() {
  const Span begin = here_span();
  Settle settle;
  if (failed || at_line_end() || !enter()) {
    fail(Kind::settle_missing);
    return {};
  }
  const Keyword keyword = peek().keyword;
  switch (keyword) {
    case Keyword::first_n: take(), settle.op = Settle::Op::first, settle.argument = expression(); break;
    case Keyword::cap: take(), settle.op = Settle::Op::cap, settle.argument = expression(); break;
    case Keyword::no_repeat: take(), settle.op = Settle::Op::no_repeat; break;
    case Keyword::all: take(), settle.op = Settle::Op::keep; break;
    case Keyword::highest:
      take(), settle.op = Settle::Op::highest;
      if (here(TokenKind::open_paren)) settle.operands = settle_list(keyword);
      break;
    case Keyword::sum: take(), settle.op = Settle::Op::sum, settle.operands = settle_list(keyword); break;
    default: settle.measure = name_word(Kind::settle_missing);
  }
  leave();
  settle.span = since(begin);
  file.settles.push_back(std::move(settle));
  return {static_cast<std::uint32_t>(file.settles.size() - 1)};
}

std::vector<SettleId> Parser::settle_list(Keyword keyword) {
  const Token open = peek();
  expect(TokenKind::open_paren, Kind::settle_list_form, {spelled(keyword)});
  std::vector<SettleId> list;
  while (!failed) {
    list.push_back(settle());
    if (!accept(TokenKind::comma)) break;
  }
  if (open.unclosed) failed = true;
  if (!accept(TokenKind::close_paren)) fail(Kind::settle_list_form, {spelled(keyword)});
  return list;
}

Keys Parser::keys() {
  Keys keys;
  if (!here(Keyword::reading)) {
    keys.keys = expressions();
    return keys;
  }
  take();
  keys.reading = name_word(Kind::reading_code_missing);
  rows(
      Keyword::reading, [&] { return label_row_here(); },
      [&] {
        KeyRow row{name_word(Kind::label_row_form), {}};
        expect(TokenKind::colon, Kind::row_needs_colon, {spelled(Keyword::reading)});
        row.keys = expressions();
        keys.rows.push_back(std::move(row));
      });
  return keys;
}

Earlier Parser::earlier() {
  const Span begin = previous().span;
  Earlier earlier;
  if (accept(Keyword::reading)) {
    earlier.reading = name_word(Kind::reading_code_missing);
    rows(
        Keyword::reading, [&] { return label_row_here(); },
        [&] {
          HistoryRow row{name_word(Kind::label_row_form), History::none};
          expect(TokenKind::colon, Kind::row_needs_colon, {spelled(Keyword::reading)});
          row.scope = history();
          earlier.rows.push_back(std::move(row));
        });
  } else {
    earlier.scope = history();
  }
  if (accept(Keyword::blocks)) {
    earlier.effect = EarlierEffect::blocks;
  } else if (accept(Keyword::tops_up)) {
    earlier.effect = EarlierEffect::tops_up;
  } else {
    expect(Keyword::counts, Kind::earlier_effect_missing);
  }
  earlier.span = since(begin);
  return earlier;
}

History Parser::history() {
  if (accept(Keyword::this_measure)) return History::this_measure;
  if (accept(Keyword::this_document)) return History::this_document;
  if (accept(Keyword::same_level)) return History::same_level;
  if (accept(Keyword::upper_levels)) return History::upper_levels;
  if (accept(Keyword::lower_levels)) return History::lower_levels;
  if (accept(Keyword::other_levels)) return History::other_levels;
  if (accept(Keyword::all_levels)) return History::all_levels;
  for (std::size_t i = 0; i < std::size(kLevels); ++i) {
    if (peek().kind != TokenKind::word || (peek().text != kLevels[i].zh && peek().text != kLevels[i].en)) continue;
    take();
    return static_cast<History>(static_cast<std::size_t>(History::national) + i);
  }
  fail(Kind::history_form);
  return History::none;
}

}  // namespace zhidui::syntax
