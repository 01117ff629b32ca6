#include <algorithm>
#include <array>
#include <cstdio>
#include <string>

#include "base/check.h"
#include "base/rational.h"
#include "base/utf8.h"
#include "syntax/token.h"

namespace zhidui::syntax {

namespace {

using text::Kind;
using text::Span;

struct Sign {
  std::string_view text;
  TokenKind kind;
};

// Longer signs first where one begins another.
constexpr std::array kSigns = {
    Sign{">=", TokenKind::ge},         Sign{"<=", TokenKind::le},          Sign{"!=", TokenKind::ne},
    Sign{":", TokenKind::colon},       Sign{"：", TokenKind::colon},       Sign{";", TokenKind::semicolon},
    Sign{"；", TokenKind::semicolon},  Sign{",", TokenKind::comma},        Sign{"，", TokenKind::comma},
    Sign{"、", TokenKind::comma},      Sign{"(", TokenKind::open_paren},   Sign{"（", TokenKind::open_paren},
    Sign{")", TokenKind::close_paren}, Sign{"）", TokenKind::close_paren}, Sign{"{", TokenKind::open_brace},
    Sign{"｛", TokenKind::open_brace}, Sign{"}", TokenKind::close_brace},  Sign{"｝", TokenKind::close_brace},
    Sign{"+", TokenKind::plus},        Sign{"＋", TokenKind::plus},        Sign{"-", TokenKind::minus},
    Sign{"－", TokenKind::minus},      Sign{"−", TokenKind::minus},        Sign{"×", TokenKind::times},
    Sign{"*", TokenKind::times},       Sign{"/", TokenKind::slash},        Sign{"÷", TokenKind::slash},
    Sign{"%", TokenKind::percent},     Sign{"％", TokenKind::percent},     Sign{"‰", TokenKind::per_mille},
    Sign{"=", TokenKind::eq},          Sign{"＝", TokenKind::eq},          Sign{"≠", TokenKind::ne},
    Sign{"<", TokenKind::lt},          Sign{"＜", TokenKind::lt},          Sign{"≤", TokenKind::le},
    Sign{">", TokenKind::gt},          Sign{"＞", TokenKind::gt},          Sign{"≥", TokenKind::ge},
};

// Signs of other languages, with what is meant here. The token stands in, so that nothing else goes wrong after it.
struct ForeignSign {
  std::string_view text;
  TokenKind kind;
  Keyword keyword;
  std::string_view mend;
};
constexpr std::array kForeignSigns = {
    ForeignSign{"&&", TokenKind::word, Keyword::and_op, "且 (and)"},
    ForeignSign{"||", TokenKind::word, Keyword::or_op, "或 (or)"},
    ForeignSign{"==", TokenKind::eq, Keyword::none, "="},
    ForeignSign{"<>", TokenKind::ne, Keyword::none, "≠"},
    ForeignSign{"!", TokenKind::word, Keyword::not_op, "非 (not)"},
    ForeignSign{".", TokenKind::word, Keyword::of, "的 (of)"},
    ForeignSign{"~", TokenKind::word, Keyword::to, "至 (to)"},
    ForeignSign{"～", TokenKind::word, Keyword::to, "至 (to)"},
    ForeignSign{"—", TokenKind::word, Keyword::to, "至 (to)"},
    ForeignSign{"–", TokenKind::word, Keyword::to, "至 (to)"},
    ForeignSign{"[", TokenKind::error, Keyword::none, "( { 「"},
    ForeignSign{"]", TokenKind::error, Keyword::none, ") } 」"},
};

struct Quotes {
  std::string_view open, close;
};
constexpr std::array kForeignQuotes = {Quotes{"“", "”"}, Quotes{"『", "』"}, Quotes{"‘", "’"}, Quotes{"'", "'"}};

constexpr std::string_view kOpenText = "「";
constexpr std::string_view kCloseText = "」";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_latin(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c); }

class Lexer {
 public:
  Lexer(const text::SourceSet& sources, Span block, text::Diagnostics& diagnostics)
      : source_(sources.file(block.file).bytes().substr(0, block.end)), file_(block.file), at_(block.begin), diagnostics_(diagnostics) {}

  TokenList run();

 private:
  bool starts_with(std::string_view text) const { return source_.substr(at_).starts_with(text); }
  Span span(std::size_t begin, std::size_t end) const {
    return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }
  std::string slice(std::size_t begin, std::size_t end) const { return std::string(source_.substr(begin, end - begin)); }
  std::size_t line_end() const { return std::min(source_.find('\n', at_), source_.size()); }
  void push(TokenKind kind, std::size_t end, Keyword keyword = Keyword::none);
  void report(Kind kind, std::size_t end, std::initializer_list<std::string> arguments) {
    diagnostics_.report(kind, span(at_, end), arguments);
  }

  bool skip_space();
  void comment();
  void word();
  void raw_words(int count);
  bool text();
  void text_token(std::string_view open, std::size_t end, std::string_view close);
  std::size_t nested_end() const;
  void number();
  bool iso_date();
  bool chinese_date();
  void date(std::size_t end, std::string_view year, std::string_view month, std::string_view day);
  std::size_t digits(std::size_t from) const;
  std::size_t after_space(std::size_t from) const { return from < source_.size() && source_[from] == ' ' ? from + 1 : from; }
  bool sign();
  bool foreign_sign();
  void foreign_digits();
  void unknown();
  void next();
  bool surely_begins_statement(std::size_t index) const;
  void match_brackets();
  void mark_lines();

  std::string_view source_;  // up to the end of the block
  text::FileId file_;
  std::size_t at_;
  text::Diagnostics& diagnostics_;
  TokenList list_;
  bool first_on_line_ = true;
  bool spaced_ = false;
};

void Lexer::push(TokenKind kind, std::size_t end, Keyword keyword) {
  Token token;
  token.kind = kind;
  token.keyword = keyword;
  token.reported = kind == TokenKind::error;
  token.begins_line = first_on_line_;
  token.spaced = spaced_;
  token.span = span(at_, end);
  token.text = source_.substr(at_, end - at_);
  list_.tokens.push_back(token);
  first_on_line_ = false;
  spaced_ = false;
  at_ = end;
}

bool Lexer::skip_space() {
  const base::CodePoint point = base::decode(source_, at_);
  if (!base::is_space(point.value)) return false;
  if (point.value == U'\n') first_on_line_ = true;
  spaced_ = true;
  at_ += point.length;
  return true;
}

void Lexer::comment() {
  std::size_t end = line_end();
  if (end > at_ && source_[end - 1] == '\r') --end;
  list_.comments.push_back({span(at_, end), first_on_line_});
  at_ = end;
}

void Lexer::word() {
  std::size_t end = at_;
  while (end < source_.size()) {
    const base::CodePoint point = base::decode(source_, end);
    const bool hyphen =
        point.value == U'-' && end > at_ && is_latin(source_[end - 1]) && end + 1 < source_.size() && is_latin(source_[end + 1]);
    if (!hyphen && !base::is_word_part(point.value)) break;
    end += point.length;
  }
  const Keyword keyword = find_keyword(source_.substr(at_, end - at_));
  const int raw = !first_on_line_ ? 0 : keyword == Keyword::clause ? 2 : keyword == Keyword::departments ? 1 : 0;
  push(TokenKind::word, end, keyword);
  raw_words(raw);
}

// Path and kind after 条款, the path after 责任单位: whatever stands between white space, for a path is 一/(一)/¶2 and a kind rate+cap.
void Lexer::raw_words(int count) {
  for (int i = 0; i < count; ++i) {
    while (at_ < source_.size() && source_[at_] != '\n' && skip_space()) {}
    std::size_t end = at_;
    while (end < source_.size()) {
      const std::string_view rest = source_.substr(end);
      const base::CodePoint point = base::decode(source_, end);
      if (base::is_space(point.value) || rest.starts_with(kOpenText) || rest.starts_with('"')) break;
      end += point.length;
    }
    const std::string_view raw = source_.substr(at_, end - at_);
    if (raw.empty() || raw.starts_with('#') || raw.starts_with(':') || raw.starts_with("：")) return;
    push(TokenKind::raw, end);
  }
}

// A text from `at_` whose content ends at `end`; npos or another line: the closing mark is missing.
void Lexer::text_token(std::string_view open, std::size_t end, std::string_view close) {
  if (end >= line_end()) {
    report(Kind::unclosed_text, line_end(), {});
    return push(TokenKind::error, line_end());
  }
  const std::size_t begin = at_ + open.size();
  const std::string_view content = source_.substr(begin, end - begin);
  const bool blank = std::all_of(content.begin(), content.end(), [](char c) { return c == ' ' || c == '\t'; });
  if (blank) report(Kind::empty_text, end + close.size(), {});
  push(TokenKind::text, end + close.size());
  list_.tokens.back().text = content;
}

// Where the content of a 「…」 that opens at `at_` ends, or npos.
std::size_t Lexer::nested_end() const {
  const std::size_t limit = line_end();
  std::size_t depth = 0;
  for (std::size_t at = at_; at < limit; at += base::decode(source_, at).length) {
    const std::string_view rest = source_.substr(at);
    if (rest.starts_with(kOpenText)) ++depth;
    if (rest.starts_with(kCloseText) && --depth == 0) return at;
  }
  return std::string_view::npos;
}

bool Lexer::text() {
  if (starts_with(kOpenText)) return text_token(kOpenText, nested_end(), kCloseText), true;
  if (starts_with("\"")) return text_token("\"", source_.find('"', at_ + 1), "\""), true;
  for (const Quotes& quotes : kForeignQuotes) {
    if (!starts_with(quotes.open)) continue;
    const std::size_t begin = at_ + quotes.open.size();
    report(Kind::foreign_quotation, begin, {std::string(quotes.open)});
    const std::size_t end = source_.find(quotes.close, begin);
    if (end < line_end()) return text_token(quotes.open, end, quotes.close), true;
    return push(TokenKind::error, line_end()), true;
  }
  if (!starts_with(kCloseText)) return false;
  report(Kind::stray_text_mark, at_ + kCloseText.size(), {});
  push(TokenKind::error, at_ + kCloseText.size());
  return true;
}

std::size_t Lexer::digits(std::size_t from) const {
  std::size_t end = from;
  while (end < source_.size() && is_digit(source_[end])) ++end;
  return end - from;
}

void Lexer::date(std::size_t end, std::string_view year, std::string_view month, std::string_view day) {
  const auto value = [](std::string_view text) {
    int sum = 0;
    for (const char c : text) sum = sum * 10 + (c - '0');
    return sum;
  };
  const std::optional<base::Date> found = base::Date::of(value(year), value(month), day.empty() ? 1 : value(day));
  if (!found) report(Kind::no_such_date, end, {slice(at_, end)});
  push(day.empty() ? TokenKind::month : TokenKind::date, end);
  list_.tokens.back().date = found.value_or(base::Date{});
}

bool Lexer::iso_date() {
  if (digits(at_) != 4 || at_ + 4 >= source_.size() || source_[at_ + 4] != '-') return false;
  const std::size_t month = at_ + 5;
  const std::size_t month_digits = digits(month);
  if (month_digits == 0 || month_digits > 2) return false;
  std::size_t end = month + month_digits;
  std::size_t day_digits = 0;
  if (end < source_.size() && source_[end] == '-') day_digits = digits(end + 1);
  if (day_digits > 2) return false;
  const std::string_view day_text = day_digits == 0 ? std::string_view{} : source_.substr(end + 1, day_digits);
  if (day_digits > 0) end += 1 + day_digits;
  if (month_digits == 1 || day_digits == 1) {
    const auto padded = [](std::string_view text) { return std::string(2 - text.size(), '0') + std::string(text); };
    std::string mend = slice(at_, month) + padded(source_.substr(month, month_digits));
    if (day_digits > 0) mend += "-" + padded(day_text);
    report(Kind::date_form, end, {slice(at_, end), mend});
  }
  date(end, source_.substr(at_, 4), source_.substr(month, month_digits), day_text);
  return true;
}

bool Lexer::chinese_date() {
  constexpr std::string_view kYear = "年";
  constexpr std::string_view kMonth = "月";
  constexpr std::string_view kDay = "日";
  const auto after = [&](std::size_t from, std::string_view mark) {  // the place after `mark`, or npos
    const std::size_t place = after_space(from);
    return source_.substr(std::min(place, source_.size())).starts_with(mark) ? place + mark.size() : std::string_view::npos;
  };
  if (digits(at_) != 4) return false;
  std::size_t end = after(at_ + 4, kYear);
  if (end == std::string_view::npos) return false;
  const std::size_t month = after_space(end);
  const std::size_t month_digits = digits(month);
  end = month_digits == 1 || month_digits == 2 ? after(month + month_digits, kMonth) : std::string_view::npos;
  if (end == std::string_view::npos) return false;
  const std::size_t day = after_space(end);
  const std::size_t day_digits = digits(day);
  const bool has_day = (day_digits == 1 || day_digits == 2) && after(day + day_digits, kDay) != std::string_view::npos;
  if (has_day) end = after(day + day_digits, kDay);
  date(end, source_.substr(at_, 4), source_.substr(month, month_digits), has_day ? source_.substr(day, day_digits) : std::string_view{});
  return true;
}

void Lexer::number() {
  if (iso_date() || chinese_date()) return;
  std::size_t end = at_;
  while (end < source_.size()) {
    const bool joint = (source_[end] == ',' || source_[end] == '.') && end + 1 < source_.size() && is_digit(source_[end + 1]);
    if (!joint && !is_digit(source_[end])) break;
    ++end;
  }
  if (!base::Rational::parse_decimal(source_.substr(at_, end - at_))) {
    report(Kind::number_form, end, {slice(at_, end)});
    return push(TokenKind::error, end);
  }
  push(TokenKind::number, end);
}

bool Lexer::sign() {
  for (const Sign& sign : kSigns) {
    if (starts_with(sign.text)) return push(sign.kind, at_ + sign.text.size()), true;
  }
  return false;
}

bool Lexer::foreign_sign() {
  if (starts_with("//")) {
    report(Kind::foreign_sign, at_ + 2, {"//", "#"});
    at_ = line_end();
    return true;
  }
  for (const ForeignSign& sign : kForeignSigns) {
    if (!starts_with(sign.text)) continue;
    const std::size_t end = at_ + sign.text.size();
    if (sign.text == "!" && source_.substr(end).starts_with('=')) continue;  // the sign ≠
    report(Kind::foreign_sign, end, {std::string(sign.text), std::string(sign.mend)});
    push(sign.kind, end, sign.keyword);
    list_.tokens.back().reported = true;
    return true;
  }
  return false;
}

void Lexer::foreign_digits() {
  std::size_t end = at_;
  std::string ascii;
  while (end < source_.size()) {
    const base::CodePoint point = base::decode(source_, end);
    const bool wide = point.value >= U'０' && point.value <= U'９';
    if (!wide && !(point.value < 0x80 && is_digit(source_[end]))) break;
    ascii.push_back(wide ? static_cast<char>('0' + static_cast<int>(point.value - U'０')) : source_[end]);
    end += point.length;
  }
  if (ascii.empty()) return unknown();  // a digit of another script
  report(Kind::full_width_digits, end, {slice(at_, end), ascii});
  push(TokenKind::error, end);
}

void Lexer::unknown() {
  const base::CodePoint point = base::decode(source_, at_);
  const std::size_t end = at_ + point.length;
  // Reading the document has reported it.
  if (point.value == 0xFFFD && point.length == 1) return push(TokenKind::error, end);
  std::array<char, 16> code{};
  std::snprintf(code.data(), code.size(), "U+%04X", static_cast<unsigned>(point.value));
  const bool control = point.value < 0x20 || (point.value >= 0x7F && point.value < 0xA0);
  report(Kind::unknown_character, end, {control ? std::string() : slice(at_, end), code.data()});
  push(TokenKind::error, end);
}

void Lexer::next() {
  if (skip_space()) return;
  const base::CodePoint point = base::decode(source_, at_);
  if (point.value == U'#') return comment();
  if (base::is_word_start(point.value)) return word();
  if (is_digit(source_[at_])) return number();
  if (text() || foreign_sign() || sign()) return;
  if (point.value != U'·' && base::is_word_part(point.value)) return foreign_digits();
  unknown();
}

// Whether a statement surely begins here: its keyword is the first word of the line, and what follows cannot follow a
// name.
bool Lexer::surely_begins_statement(std::size_t index) const {
  const Token& word = list_.tokens[index];
  const bool keyword = (is_statement(word.keyword) || is_declaration(word.keyword)) && !is_reserved(word.keyword);
  if (!word.begins_line || !keyword || index + 1 == list_.tokens.size()) return false;
  const Token& next = list_.tokens[index + 1];
  switch (next.kind) {
    case TokenKind::word: return !next.begins_line && !continues_line(next.keyword);
    case TokenKind::number:
    case TokenKind::date:
    case TokenKind::text:
    case TokenKind::raw: return !next.begins_line;
    default: return false;
  }
}

// A bracket without its partner is reported once, here; from then on it opens or closes nothing, so that line breaks
// count again.
void Lexer::match_brackets() {
  std::vector<std::size_t> open;
  const auto leave_unclosed = [&](std::size_t index) {
    Token& token = list_.tokens[index];
    token.unclosed = token.reported = true;
    diagnostics_.report(Kind::unclosed_bracket, token.span, {std::string(token.text)});
  };
  const auto leave_all = [&] {
    for (const std::size_t index : open) leave_unclosed(index);
    open.clear();
  };
  for (std::size_t i = 0; i < list_.tokens.size(); ++i) {
    Token& token = list_.tokens[i];
    if (surely_begins_statement(i)) leave_all();
    if (token.kind == TokenKind::open_paren || token.kind == TokenKind::open_brace) open.push_back(i);
    if (token.kind != TokenKind::close_paren && token.kind != TokenKind::close_brace) continue;
    const TokenKind partner = token.kind == TokenKind::close_paren ? TokenKind::open_paren : TokenKind::open_brace;
    const auto found = std::find_if(open.rbegin(), open.rend(), [&](std::size_t index) { return list_.tokens[index].kind == partner; });
    if (found == open.rend()) {
      diagnostics_.report(Kind::stray_bracket, token.span, {std::string(token.text)});
      token.kind = TokenKind::error;
      token.reported = true;
      continue;
    }
    const std::size_t opener = *found;
    for (; open.back() != opener; open.pop_back()) leave_unclosed(open.back());
    open.pop_back();
  }
  leave_all();
}

// language.md §1: which tokens begin a statement or row.
void Lexer::mark_lines() {
  int depth = 0;
  TokenKind previous = TokenKind::end;
  for (std::size_t i = 0; i < list_.tokens.size(); ++i) {
    Token& token = list_.tokens[i];
    const bool closes = token.kind == TokenKind::close_paren || token.kind == TokenKind::close_brace;
    const bool continues = depth > 0 || closes || token.kind == TokenKind::plus || token.kind == TokenKind::minus ||
                           token.kind == TokenKind::times || continues_line(token.keyword);
    const bool in_list = previous == TokenKind::comma && !is_statement(token.keyword) && !is_declaration(token.keyword);
    if (i > 0 && (continues || in_list)) token.begins_line = false;
    if (token.kind == TokenKind::open_paren || token.kind == TokenKind::open_brace) depth += token.unclosed ? 0 : 1;
    if (closes) --depth;
    previous = token.kind;
  }
}

TokenList Lexer::run() {
  while (at_ < source_.size()) next();
  match_brackets();
  mark_lines();
  first_on_line_ = true;
  push(TokenKind::end, source_.size());
  return std::move(list_);
}

}  // namespace

TokenList lex(const text::SourceSet& sources, Span block, text::Diagnostics& diagnostics) {
  return Lexer(sources, block, diagnostics).run();
}

std::string_view token_kind_name(TokenKind kind) {
  static constexpr std::array<std::string_view, 28> kNames = {
      "end", "error", "word",  "number", "date",  "month",   "text",      "raw", "colon", "semicolon", "comma", "(",  ")", "{",
      "}",   "plus",  "minus", "times",  "slash", "percent", "per_mille", "eq",  "ne",    "lt",        "le",    "gt", "ge"};
  return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace zhidui::syntax
