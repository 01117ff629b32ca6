#include "syntax/parser.h"

#include "base/check.h"
#include "base/utf8.h"

namespace zhidui::syntax {

namespace {

using enum Keyword;

const std::vector<Construct>& constructs() {
  static const std::vector<Construct> all = {
      {Keyword::document,
       {{title},
        {organ},
        {level},
        {region},
        {state},
        {clause, true},
        {published},
        {effective},
        {expires},
        {validity_by},
        {supersedes, true},
        {decided_by}}},
      {missing_document, {{title}, {organ}, {level}, {effective}, {expires}, {clause, true}}},
      {later_document, {{title}, {organ}, {level}, {effective}, {expires}, {by_authority}, {supersedes, true}, {may_supersede, true}}},
      {reading, {{clause, true}, {by_default}, {left_open}, {by_authority}}},
      {record, {{field, true}}},
      {Keyword::check, {{condition}, {required}, {form}, {doubtful}, {note}, {source}}},
      {measure,
       {{clause, true},
        {embodied, true},
        {subject_is, true},
        {each},
        {yearly},
        {fact_date},
        {let, true},
        {condition, true},
        {Keyword::round},
        {amount},
        {exception, true},
        {evidence, true},
        {payee},
        {decided_by},
        {criteria},
        {duty, true},
        {continues, true}}},
      {Keyword::definition, {{clause, true}, {embodied, true}}},
      {general, {{clause, true}, {embodied, true}, {subject_is, true}, {excluded, true}, {let, true}, {applies_to}, {adopts, true}}},
      {settlement,
       {{clause, true},
        {embodied, true},
        {range},
        {adopts, true},
        {let, true},
        {take},
        {per},
        {across_subjects},
        {order},
        {earlier},
        {allocation}}},
      {task, {{clause, true}, {embodied, true}, {responsible, true}, {note}}},
      {target, {{clause, true}, {embodied, true}, {responsible, true}, {note}, {indicator}, {goal}, {due}}},
      {fund, {{clause, true}, {embodied, true}, {responsible, true}, {note}, {Keyword::size}}},
      {departments, {{clause, true}, {quoted, true}, {unit_names, true}, {standing, true}}},
      {no_effect, {{quoted, true}}},
      {none, {}},
  };
  return all;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool begins_row(const Token& token) {
  return (token.kind >= TokenKind::eq && token.kind <= TokenKind::ge) || token.keyword == when || token.keyword == otherwise;
}

// The candidates nearest to a word that is none of them, if near enough to be a slip.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
  std::size_t least = std::max<std::size_t>(1, base::code_point_count(word) / 3);
  std::vector<std::string> found;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = base::edit_distance(word, candidate);
    if (distance > least || distance >= base::code_point_count(candidate)) continue;
    if (distance < least) found.clear();
    least = distance;
    found.push_back(candidate);
  }
  std::string list;
  for (const std::string& text : found) list += (list.empty() ? "" : " ") + text;
  return list;
}

std::string joined(const std::vector<std::string>& words) {
  std::string list;
  for (const std::string& word : words) list += (list.empty() ? "" : " ") + word;
  return list;
}

}  // namespace

const Construct& construct_of(Keyword keyword) {
  const auto& all = constructs();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Construct& c) { return c.keyword == keyword; });
  return found == all.end() ? all.back() : *found;
}

// ---- tokens ----

Span Parser::here_span() const {
  if (!at_line_end()) return peek().span;
  const Span& last = at_token == 0 ? peek().span : previous().span;
  return at_token == 0 ? Span{last.file, last.begin, last.begin} : Span{last.file, last.end, last.end};
}

Span Parser::since(const Span& begin) const {
  return {begin.file, begin.begin, std::max(begin.end, at_token == 0 ? begin.end : previous().span.end)};
}

bool Parser::line_was_reported() const {
  std::size_t begin = std::min(at_token, tokens.size() - 1);
  while (begin > 0 && !tokens[begin].begins_line) --begin;
  if (begin == at_token && begin > 0 && at_line_end()) {  // the next line begins here: what fails is the one before
    --begin;
    while (begin > 0 && !tokens[begin].begins_line) --begin;
  }
  for (std::size_t i = begin; i < tokens.size(); ++i) {
    if (i > begin && i >= at_token && tokens[i].begins_line) return false;
    if (tokens[i].reported) return true;
  }
  return false;
}

void Parser::fail(Kind kind, Span span, std::vector<std::string> arguments) {
  if (!failed && !line_was_reported()) diagnostics.report(kind, span, std::move(arguments));
  failed = true;
}

bool Parser::expect(TokenKind token, Kind kind, std::vector<std::string> arguments) {
  if (accept(token)) return true;
  fail(kind, std::move(arguments));
  return false;
}

bool Parser::expect(Keyword keyword, Kind kind, std::vector<std::string> arguments) {
  if (accept(keyword)) return true;
  fail(kind, std::move(arguments));
  return false;
}

// ---- words, texts, lists ----

Word Parser::any_word(Kind missing, std::vector<std::string> arguments) {
  if (!here(TokenKind::word)) {
    fail(missing, std::move(arguments));
    return {"", previous().span};  // a missing word has a place too: later stages report there
  }
  const Token& token = take();
  return {std::string(token.text), token.span};
}

Word Parser::name_word(Kind missing, std::vector<std::string> arguments) {
  const Keyword keyword = peek().keyword;
  // A keyword that goes on after a name shows that the name is missing; one that begins an expression was meant as a
  // name.
  const bool goes_on = continues_line(keyword) || keyword == Keyword::when || keyword == Keyword::take;
  if (here(TokenKind::word) && is_reserved(keyword)) {
    if (goes_on) {
      fail(missing, std::move(arguments));
    } else {
      fail(Kind::keyword_as_name, {std::string(peek().text)});
    }
    return {"", previous().span};  // a missing word has a place too: later stages report there
  }
  return any_word(missing, std::move(arguments));
}

std::vector<Word> Parser::name_words(Kind missing, const std::vector<std::string>& arguments) {
  std::vector<Word> words;
  do {
    words.push_back(name_word(missing, arguments));
  } while (accept(TokenKind::comma));
  return words;
}

Name Parser::name(Kind missing, std::vector<std::string> arguments) {
  Name name;
  name.name = name_word(missing, std::move(arguments));
  if (!here(TokenKind::open_paren) || peek(2).kind != TokenKind::close_paren) return name;
  take();
  name.id = name_word(Kind::identifier_form, {name.name.text});
  if (!failed) take();
  // The English form writes the identifier first; in the tree each has its own place.
  if (is_ascii(name.name.text) && !is_ascii(name.id.text)) std::swap(name.name, name.id);
  return name;
}

Text Parser::optional_text() {
  if (!here(TokenKind::text)) return {};
  const Token& token = take();
  const char* source = sources.file(token.span.file).bytes().data();
  const auto begin = static_cast<std::uint32_t>(token.text.data() - source);
  return {std::string(token.text), {token.span.file, begin, begin + static_cast<std::uint32_t>(token.text.size())}};
}

Text Parser::text_after(Keyword keyword) {
  if (at(TokenKind::text)) {
    tokens[at_token].begins_line = false;  // no statement begins with a text
    return optional_text();
  }
  fail(Kind::text_missing, {spelled(keyword)});
  return {"", previous().span};
}

void Parser::texts_after(Keyword keyword, std::vector<Text>& texts) {
  do {
    Text text = text_after(keyword);
    if (!failed) texts.push_back(std::move(text));
  } while (accept(TokenKind::comma));
}

std::optional<base::Date> Parser::date_after(Keyword keyword) {
  if (here(TokenKind::date)) return take().date;
  fail(Kind::date_missing, {spelled(keyword)});
  return std::nullopt;
}

DateBound Parser::date_bound(Keyword keyword) {
  DateBound bound;
  const Span begin = here_span();
  bound.known = !accept(between);
  bound.low = bound.high = date_after(bound.known ? keyword : between).value_or(base::Date{});
  if (!bound.known) {
    expect(to, Kind::between_needs_to);
    const std::optional<base::Date> high = date_after(to);
    bound.high = high.value_or(bound.low);
    if (bound.high < bound.low) fail(Kind::facts_dates_reversed, since(begin), {bound.low.to_string(), bound.high.to_string()});
  }
  bound.span = since(begin);
  return bound;
}

// ---- lines and rows ----

void Parser::skip_line() {
  while (!at_line_end()) take();
}

// The rows of a construct that could not be read: they are no statements, and not wrong in themselves.
void Parser::skip_rows() {
  const auto is_row = [&] {
    if (begins_row(peek())) return true;
    const bool keyword = is_statement(peek().keyword) || is_declaration(peek().keyword);
    return !keyword && line_holds(TokenKind::colon);
  };
  while (!at_end() && is_row()) {
    take();
    skip_line();
  }
}

void Parser::end_statement() {
  if (!failed && !at_line_end()) report_rest();
  skip_line();
  if (failed) skip_rows();
  failed = false;
}

bool Parser::line_holds(TokenKind kind) const {
  int open = 0;
  for (std::size_t i = at_token; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (token.kind == TokenKind::end || (i > at_token && token.begins_line)) return false;
    if (token.kind == TokenKind::open_paren || token.kind == TokenKind::open_brace) ++open;
    if (token.kind == TokenKind::close_paren || token.kind == TokenKind::close_brace) --open;
    if (token.kind == kind && open == 0) return true;
  }
  return false;
}

void Parser::skip_braced_row() {
  for (int open = 0; !at_line_end(); take()) {
    const TokenKind kind = peek().kind;
    const bool closes = kind == TokenKind::close_paren || kind == TokenKind::close_brace;
    if (open == 0 && (kind == TokenKind::semicolon || kind == TokenKind::close_brace)) {
      failed = false;
      return;
    }
    if (kind == TokenKind::open_paren || kind == TokenKind::open_brace) open += peek().unclosed ? 0 : 1;
    if (closes) open = std::max(0, open - 1);  // one that opened in what was read already
  }
}

void Parser::report_no_statement(const Token& word, const Construct& construct) {
  const auto report = [&](Kind kind, std::vector<std::string> arguments) {
    if (word.kind != TokenKind::error) diagnostics.report(kind, word.span, std::move(arguments));
    failed = true;
  };
  std::vector<std::string> allowed;
  for (const Statement& row : construct.statements) allowed.push_back(spelled(row.keyword));
  const std::string text(word.text);
  if (begins_row(word)) return report(Kind::row_alone, {text});
  if (word.kind != TokenKind::word) return report(Kind::line_without_keyword, {text});
  if (is_statement(word.keyword)) {
    return report(Kind::statement_elsewhere, {text, spelled(construct.keyword), joined(allowed)});
  }
  const std::string spaced = spaced_form(text, names);
  if (!spaced.empty()) return report(Kind::words_not_spaced, {text, spaced});
  for (const KeywordText& row : keyword_table()) {
    if (is_declaration(row.keyword)) allowed.push_back(spelled(row.keyword));
  }
  const std::string meant = nearest(text, allowed);
  if (!meant.empty()) return report(Kind::misspelled_keyword, {text, meant});
  allowed.resize(construct.statements.size());
  report(Kind::unknown_statement, {text, spelled(construct.keyword), joined(allowed)});
}

void Parser::report_no_declaration(const Token& word) {
  const auto report = [&](Kind kind, std::vector<std::string> arguments) {
    if (word.kind != TokenKind::error) diagnostics.report(kind, word.span, std::move(arguments));
    failed = true;
  };
  const std::string text(word.text);
  if (word.kind != TokenKind::word) return report(Kind::line_without_keyword, {text});
  if (is_statement(word.keyword)) return report(Kind::statement_outside, {text});
  const std::string spaced = spaced_form(text, names);
  if (!spaced.empty()) return report(Kind::words_not_spaced, {text, spaced});
  std::vector<std::string> allowed;
  for (const KeywordText& row : keyword_table()) {
    if (!is_declaration(row.keyword)) continue;
    allowed.emplace_back(row.zh);
    allowed.emplace_back(row.en);
  }
  const std::string meant = nearest(text, allowed);
  if (!meant.empty()) return report(Kind::misspelled_keyword, {text, meant});
  report(Kind::unknown_declaration, {text});
}

void Parser::report_rest() {
  const Token& token = peek();
  const std::string text(token.text);
  const bool header = at_token >= 2 && is_declaration(tokens[at_token - 2].keyword);
  if (token.kind == TokenKind::open_paren && header) return fail(Kind::identifier_form, {std::string(previous().text)});
  if (token.kind != TokenKind::word) return fail(Kind::rest_of_line, {text});
  if (token.keyword != none) return fail(Kind::keyword_out_of_place, {text});
  const std::string spaced = spaced_form(text, names);
  if (!spaced.empty()) return fail(Kind::words_not_spaced, {text, spaced});
  fail(Kind::words_side_by_side, {std::string(previous().text), text});
}

void Parser::repeated(const Token& word, Span first) {
  text::Diagnostic& diagnostic = diagnostics.report(Kind::repeated_statement, word.span, std::vector<std::string>{std::string(word.text)});
  diagnostic.labels.push_back({first, "前一处", "the first one"});
  failed = true;
}

// ---- blocks ----

// Lines that stand in no declaration. What is further in than the first one, or a statement or row, belongs to it.
void Parser::skip_declaration() {
  const auto column = [&](const Token& token) {
    const std::uint32_t line = sources.file(file.file).place(token.span.begin).line;
    return token.span.begin - sources.file(file.file).line_begin(line);
  };
  const std::uint32_t first = column(peek());
  report_no_declaration(take());
  skip_line();
  const auto belongs = [&] {
    const Token& token = peek();
    return column(token) > first || token.kind != TokenKind::word || is_statement(token.keyword) || begins_row(token) ||
           line_holds(TokenKind::colon);
  };
  while (!at_end() && !is_declaration(peek().keyword) && belongs()) {
    take();
    skip_line();
  }
  failed = false;
}

void Parser::block() {
  while (!at_end()) {
    if (is_declaration(peek().keyword)) {
      const Keyword keyword = take().keyword;
      const bool chinese = previous().text == spelling(keyword, text::Language::zh);
      language = chinese ? text::Language::zh : text::Language::en;
      declaration(keyword);
      end_statement();
      continue;
    }
    skip_declaration();
  }
}

void Parser::declaration(Keyword keyword) {
  switch (keyword) {
    case Keyword::document: return document();
    case Keyword::missing_document: return missing_document();
    case Keyword::later_document: return later_document();
    case Keyword::reading: return reading();
    case Keyword::convention: return convention();
    case Keyword::record: return record();
    case Keyword::codes: return codes();
    case Keyword::definition: return definition();
    case Keyword::statistic: return statistic();
    case Keyword::series: return series();
    case Keyword::check: return check();
    case Keyword::measure: return measure();
    case Keyword::general: return general();
    case Keyword::settlement: return settlement();
    case Keyword::task: return typed(TypedKind::task, keyword);
    case Keyword::mechanism: return typed(TypedKind::mechanism, keyword);
    case Keyword::target: return typed(TypedKind::target, keyword);
    case Keyword::fund: return typed(TypedKind::fund, keyword);
    case Keyword::supervision: return typed(TypedKind::supervision, keyword);
    case Keyword::supersession: return typed(TypedKind::supersession, keyword);
    case Keyword::departments: return departments();
    case Keyword::validity: return typed(TypedKind::validity, keyword);
    case Keyword::no_effect: return no_effect();
    default: break;
  }
  CHECK(!is_declaration(keyword));
}

File parse(const text::SourceSet& sources, const text::Document& document, text::Diagnostics& diagnostics) {
  File file;
  file.file = document.file;
  WordSet names;
  std::vector<std::vector<Token>> blocks;
  for (const text::RuleBlock& block : document.blocks) {
    blocks.push_back(lex(sources, block.body, diagnostics).tokens);
    for (const Token& token : blocks.back()) {
      if (token.kind == TokenKind::word && token.keyword == none) names.emplace(token.text);
    }
  }
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    Parser parser{.sources = sources,
                  .diagnostics = diagnostics,
                  .file = file,
                  .names = names,
                  .tokens = std::move(blocks[i]),
                  .block_index = i,
                  .first_expr = file.exprs.size(),
                  .heights = {}};
    parser.block();
  }
  return file;
}

}  // namespace zhidui::syntax
