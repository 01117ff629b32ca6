// Mutants of everything but the numbers: signs, words, statements, declarations, quotations.
#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include "mutants.h"
#include "syntax/token.h"

namespace zhidui::mutation {

namespace {

using syntax::Keyword;
using syntax::Token;
using syntax::TokenKind;
using text::Span;

const std::map<TokenKind, std::vector<std::string>>& signs() {
  static const std::map<TokenKind, std::vector<std::string>> table = {
      {TokenKind::ge, {">", "≤"}}, {TokenKind::gt, {"≥", "<"}}, {TokenKind::le, {"<", "≥"}},
      {TokenKind::lt, {"≤", ">"}}, {TokenKind::ne, {"="}},
  };
  return table;
}

// What is easily mistaken for what. `=` is no sign here: most of them bind a name.
const std::map<std::string_view, std::vector<std::string>>& words() {
  static const std::map<std::string_view, std::vector<std::string>> table = {
      {"且", {"或"}},
      {"或", {"且"}},
      {"属于", {"不属于"}},
      {"不属于", {"属于"}},
      {"存在", {"都"}},
      {"非", {""}},
      {"较小", {"较大"}},
      {"较大", {"较小"}},
      {"年初", {"年末"}},
      {"年末", {"年初"}},
      {"四舍五入", {"舍去", "进一"}},
      {"封顶", {"首个"}},
      {"首个", {"封顶"}},
      {"不重复", {"就高"}},
      {"就高", {"不重复"}},
      {"计入", {"阻断"}},
      {"阻断", {"计入", "补差"}},
      {"补差", {"计入"}},
      {"本级", {"本文件"}},
      {"上级", {"下级"}},
      {"下级", {"其他各级"}},
      {"其他各级", {"各级", "上级"}},
      {"各级", {"本级"}},
      {"本文件", {"本措施"}},
      {"按次序", {"按比例"}},
      {"由裁定", {"按 事实日"}},
      {"除外", {"对象"}},
      {"是", {"否"}},
      {"否", {"是"}},
      {"每年度", {""}},
      {"申报日", {"事实日"}},
      {"事实日", {"申报日"}},
  };
  return table;
}

// Whose payments count, where they are those of one level.
constexpr std::string_view kLevels[] = {"国家级", "省级", "市级", "县级"};

// The first word of a statement.
const std::map<Keyword, std::vector<std::string>>& statement_words() {
  static const std::map<Keyword, std::vector<std::string>> table = {
      {Keyword::unit_names, {"常设"}}, {Keyword::standing, {"单位"}},       {Keyword::excluded, {"对象"}},
      {Keyword::subject_is, {"除外"}}, {Keyword::supersedes, {"可能取代"}}, {Keyword::may_supersede, {"取代"}},
  };
  return table;
}

// Statements whose lists say for whom and by what a rule holds.
constexpr Keyword kLists[] = {Keyword::range, Keyword::applies_to, Keyword::per,          Keyword::round,
                              Keyword::order, Keyword::unit_names, Keyword::standing,     Keyword::responsible,
                              Keyword::take,  Keyword::supersedes, Keyword::may_supersede};

// Operators whose right side is a list of members, in whatever statement: 属于 甲、乙.
constexpr Keyword kListOperators[] = {Keyword::in_op, Keyword::not_in_op, Keyword::contains};

bool one_of(Keyword keyword, std::span<const Keyword> keywords) {
  return std::find(keywords.begin(), keywords.end(), keyword) != keywords.end();
}

// What ends a member of a list, besides the comma. A bracket that is opened after its beginning is part of it.
bool ends_member(const Token& token) {
  static const TokenKind kinds[] = {TokenKind::colon,       TokenKind::semicolon,  TokenKind::open_brace, TokenKind::close_brace,
                                    TokenKind::close_paren, TokenKind::open_paren, TokenKind::end};
  static const Keyword keywords[] = {Keyword::or_op,    Keyword::and_op,   Keyword::in_op,       Keyword::not_in_op,
                                     Keyword::contains, Keyword::then,     Keyword::else_,       Keyword::where,
                                     Keyword::except,   Keyword::distinct, Keyword::ranked,      Keyword::scored,
                                     Keyword::per,      Keyword::take,     Keyword::shared_with, Keyword::when};
  if (token.kind == TokenKind::word) return one_of(token.keyword, keywords);
  return std::find(std::begin(kinds), std::end(kinds), token.kind) != std::end(kinds);
}

class Maker {
 public:
  Maker(const text::SourceSet& sources, const text::Document& document) : sources_(sources), document_(document) {
    for (const text::RuleBlock& block : document.blocks) gather_labels(block);
  }

  void block(const text::RuleBlock& block) {
    text::Diagnostics ignored;
    const std::vector<Token> tokens = syntax::lex(sources_, block.body, ignored).tokens;
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
      const Token& token = tokens[i];
      const bool first = token.begins_line && column(token) <= 2;
      if (token.begins_line && column(token) == 0) declaration_ = slice(token.span) + " " + slice(tokens[i + 1].span);
      if (const auto found = signs().find(token.kind); found != signs().end()) replace(Kind::comparison, token, found->second);
      if (token.kind != TokenKind::word) continue;
      if (const auto found = words().find(token.text); found != words().end() && !first) {
        replace(Kind::word, token, found->second);
      }
      if (first) statement(tokens, i);
    }
    lists(tokens);
    removals(block, tokens);
    clauses(tokens);
  }

  void swap_quotations() {
    declaration_ = "全文";
    for (std::size_t i = 1; i < clauses_.size(); ++i) {
      const Clause& a = clauses_[i - 1];
      const Clause& b = clauses_[i];
      const std::string first = slice(a.quotation), second = slice(b.quotation);
      if (first == second) continue;
      add(Kind::quotation, {{a.quotation, second}, {b.quotation, first}}, "引文 " + a.path + " ⇄ " + b.path);
      add(Kind::quotation, {{a.quotation, second}, {a.path_span, b.path}}, "条款 " + a.path + " → " + b.path);
      if (a.path == b.path) continue;
      add(Kind::quotation, {{a.path_span, b.path}, {b.path_span, a.path}}, "路径 " + a.path + " ⇄ " + b.path);
    }
  }

  std::vector<Mutant> out;

 private:
  struct Clause {
    std::string path;
    Span path_span, quotation;
  };

  std::string slice(Span span) const { return std::string(sources_.slice(span)); }
  std::string_view bytes() const { return sources_.file(document_.file).bytes(); }
  std::size_t line_begin(const Token& token) const {
    const std::size_t before = bytes().rfind('\n', token.span.begin);
    return before == std::string_view::npos ? 0 : before + 1;
  }
  std::size_t column(const Token& token) const { return token.span.begin - line_begin(token); }

  void add(Kind kind, std::vector<Edit> edits, const std::string& what) {
    std::sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) { return a.span.begin < b.span.begin; });
    const std::size_t line = sources_.file(document_.file).place(edits.front().span.begin).line;
    out.push_back({kind, std::move(edits), declaration_ + ": " + what, line});
  }

  void replace(Kind kind, const Token& token, const std::vector<std::string>& replacements) {
    for (const std::string& replacement : replacements) {
      add(kind, {{token.span, replacement}}, slice(token.span) + " → " + replacement + " | " + whole_line(token));
    }
  }

  std::string whole_line(const Token& token) const {
    const std::size_t line = line_begin(token);
    const std::size_t begin = bytes().substr(line, 2) == "  " ? line + 2 : line;
    return std::string(bytes().substr(begin, bytes().find('\n', begin) - begin));
  }

  void gather_labels(const text::RuleBlock& block) {
    text::Diagnostics ignored;
    const std::vector<Token> tokens = syntax::lex(sources_, block.body, ignored).tokens;
    std::string_view code;
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
      if (tokens[i].begins_line && column(tokens[i]) == 0) {
        code = tokens[i].keyword == Keyword::reading ? tokens[i + 1].text : std::string_view();
      }
      const bool label = tokens[i].kind == TokenKind::word && tokens[i + 1].kind == TokenKind::colon;
      if (!code.empty() && label) labels_[std::string(code)].push_back(std::string(tokens[i].text));
    }
  }

  void statement(const std::vector<Token>& tokens, std::size_t at) {
    const Token& token = tokens[at];
    if (const auto found = statement_words().find(token.keyword); found != statement_words().end()) {
      replace(Kind::word, token, found->second);
    }
    const Token& next = tokens[at + 1];
    switch (token.keyword) {
      case Keyword::reading: code_ = next.text; break;
      case Keyword::by_default: relabel(code_, next); break;
      case Keyword::adopts:
        for (std::size_t i = at + 2; !tokens[i].begins_line && tokens[i].kind != TokenKind::end; ++i) relabel(next.text, tokens[i]);
        break;
      case Keyword::goal:
        if (next.kind == TokenKind::eq) replace(Kind::comparison, next, {"≥"});
        break;
      case Keyword::take:
        if (next.keyword == Keyword::all) replace(Kind::word, next, {"不重复", "首个 1次"});
        break;
      case Keyword::round: places(tokens, at); break;
      case Keyword::earlier: levels(tokens, at); break;
      case Keyword::supersedes:
      case Keyword::may_supersede: leave_out_part(tokens, at, Keyword::when); break;
      case Keyword::duty: leave_out_part(tokens, at, Keyword::duty_sum); break;
      default: break;
    }
  }

  // 此前 省级 阻断: another level in its place, and whoever paid.
  void levels(const std::vector<Token>& tokens, std::size_t at) {
    for (std::size_t i = at + 1; i < statement_end(tokens, at); ++i) {
      if (std::find(std::begin(kLevels), std::end(kLevels), tokens[i].text) == std::end(kLevels)) continue;
      for (const std::string_view level : kLevels) {
        if (level != tokens[i].text) replace(Kind::word, tokens[i], {std::string(level)});
      }
      replace(Kind::word, tokens[i], {"各级"});
    }
  }

  // 取代 甲 「一」 当 …: whatever the claim. 义务 「…」 数额 ≥ … 证明 「…」: no sum, the evidence stays.
  void leave_out_part(const std::vector<Token>& tokens, std::size_t at, Keyword of) {
    const std::size_t end = statement_end(tokens, at);
    std::size_t begin = at + 1;
    while (begin < end && tokens[begin].keyword != of) ++begin;
    std::size_t last = begin + 1;
    while (last < end && tokens[last].keyword != Keyword::evidence && tokens[last].keyword != Keyword::due) ++last;
    if (begin < end) cut(tokens[begin], tokens[last - 1], "");
  }

  std::size_t statement_end(const std::vector<Token>& tokens, std::size_t at) const {
    std::size_t end = at + 1;
    while (end + 1 < tokens.size() && !(tokens[end].begins_line && column(tokens[end]) <= 2)) ++end;
    return end;
  }

  // Every other label of the 口径 in the place of this one.
  void relabel(std::string_view code, const Token& adopted) {
    if (adopted.kind != TokenKind::word) return;
    for (const std::string& label : labels_[std::string(code)]) {
      if (label != adopted.text) replace(Kind::word, adopted, {label});
    }
  }

  // 入选 5个 至 8个: 5个 certainly, and 8个 certainly.
  void places(const std::vector<Token>& tokens, std::size_t at) {
    std::size_t name = at;
    int depth = 0;
    for (std::size_t i = at + 1; tokens[i].kind != TokenKind::end && !(tokens[i].begins_line && column(tokens[i]) <= 2); ++i) {
      const bool opens = tokens[i].kind == TokenKind::open_brace, closes = tokens[i].kind == TokenKind::close_brace;
      depth += opens ? 1 : closes ? -1 : 0;
      if (depth == 1 && (opens || tokens[i].kind == TokenKind::semicolon)) name = i + 1;
      if (depth != 1 || tokens[i].keyword != Keyword::to) continue;
      std::size_t end = i + 1;
      while (!ends_member(tokens[end])) ++end;
      cut(tokens[name + 1], tokens[i], "");
      cut(tokens[i], tokens[end - 1], "");
    }
  }

  // A member of a list left out.
  void lists(const std::vector<Token>& tokens) {
    Keyword of = Keyword::none;
    bool first = true;            // of its list
    bool after_operator = false;  // the list is one of an expression
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
      if (tokens[i].begins_line && column(tokens[i]) == 0) declaration_ = slice(tokens[i].span) + " " + slice(tokens[i + 1].span);
      if (tokens[i].begins_line) of = tokens[i].keyword;
      if (tokens[i].begins_line || ends_member(tokens[i])) {
        first = true;
        after_operator = tokens[i].kind == TokenKind::word && one_of(tokens[i].keyword, kListOperators);
      }
      const bool exceptions = tokens[i].keyword == Keyword::except && (of == Keyword::range || of == Keyword::applies_to);
      if (exceptions) leave_out_exceptions(tokens, i);
      if (tokens[i].kind != TokenKind::comma) continue;
      if (!after_operator && !one_of(of, kLists)) continue;
      if (std::exchange(first, false)) cut(tokens[member_begin(tokens, i)], tokens[i], "");
      cut(tokens[i], tokens[member_end(tokens, i + 1) - 1], "");
    }
  }

  static std::size_t member_begin(const std::vector<Token>& tokens, std::size_t comma) {
    std::size_t begin = comma;
    for (int depth = 0; begin > 0; --begin) {
      const Token& before = tokens[begin - 1];
      if (depth == 0 && before.kind != TokenKind::close_paren && ends_member(before)) break;
      if (before.begins_line) break;
      depth += before.kind == TokenKind::close_paren ? 1 : before.kind == TokenKind::open_paren ? -1 : 0;
    }
    return begin;
  }

  static std::size_t member_end(const std::vector<Token>& tokens, std::size_t begin) {
    std::size_t end = begin;
    for (int depth = 0; end + 1 < tokens.size() && !tokens[end].begins_line; ++end) {
      const TokenKind kind = tokens[end].kind;
      if (end > begin && kind == TokenKind::text) break;  // 取代 甲、乙 「二/(五)」
      if (depth == 0 && (kind == TokenKind::comma || (kind != TokenKind::open_paren && ends_member(tokens[end])))) break;
      depth += kind == TokenKind::open_paren ? 1 : kind == TokenKind::close_paren ? -1 : 0;
    }
    return end;
  }

  // 范围 全部 除 甲、乙: all of them; 适用 除 甲: those and no other.
  void leave_out_exceptions(const std::vector<Token>& tokens, std::size_t at) {
    std::size_t end = at + 1;
    while (end + 1 < tokens.size() && !tokens[end].begins_line) ++end;
    cut(tokens[at], tokens[end - 1], tokens[at - 1].keyword == Keyword::all ? "" : "全部");
    cut(tokens[at], tokens[at], "");
  }

  void cut(const Token& from, const Token& to, const std::string& replacement) {
    const Span span{document_.file, from.span.begin, to.span.end};
    const std::string what = replacement.empty() ? "删去 " + slice(span) : slice(span) + " → " + replacement;
    add(Kind::member, {{span, replacement}}, what + " | " + whole_line(from));
  }

  // A declaration stands flush left, its statements two columns in; each goes on to the next.
  void removals(const text::RuleBlock& block, const std::vector<Token>& tokens) {
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
      if (!tokens[i].begins_line || column(tokens[i]) > 2) continue;
      const bool declaration = column(tokens[i]) == 0;
      if (declaration) declaration_ = slice(tokens[i].span) + " " + slice(tokens[i + 1].span);
      std::size_t next = i + 1;
      while (next + 1 < tokens.size() && !(tokens[next].begins_line && column(tokens[next]) <= (declaration ? 0u : 2u))) {
        ++next;
      }
      const bool last = next + 1 == tokens.size();
      const auto begin = static_cast<std::uint32_t>(line_begin(tokens[i]));
      const auto end = last ? block.body.end : static_cast<std::uint32_t>(line_begin(tokens[next]));
      add(declaration ? Kind::declaration : Kind::statement, {{{document_.file, begin, end}, ""}}, "删去 " + whole_line(tokens[i]));
    }
  }

  void clauses(const std::vector<Token>& tokens) {
    for (std::size_t i = 0; i + 3 < tokens.size(); ++i) {
      const bool clause = tokens[i].keyword == Keyword::clause && tokens[i].begins_line;
      if (!clause || tokens[i + 3].kind != TokenKind::text) continue;
      clauses_.push_back({std::string(tokens[i + 1].text), tokens[i + 1].span, tokens[i + 3].span});
    }
  }

  const text::SourceSet& sources_;
  const text::Document& document_;
  std::vector<Clause> clauses_;
  std::map<std::string, std::vector<std::string>> labels_;  // of each 口径
  std::string code_;                                        // of the 口径 that is being read
  std::string declaration_;                                 // 结算 同一网点就高
};

}  // namespace

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::number: return "number";
    case Kind::comparison: return "comparison";
    case Kind::word: return "word";
    case Kind::statement: return "statement";
    case Kind::declaration: return "declaration";
    case Kind::member: return "member";
    case Kind::quotation: return "quotation";
  }
  return "";
}

std::vector<Mutant> structure_mutants(const text::SourceSet& sources, const text::Document& document) {
  Maker maker(sources, document);
  for (const text::RuleBlock& block : document.blocks) maker.block(block);
  maker.swap_quotations();
  return std::move(maker.out);
}

}  // namespace zhidui::mutation
