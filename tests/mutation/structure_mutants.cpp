// Mutants of everything but the numbers: signs, words, statements, declarations, quotations.
#include <algorithm>
#include <map>

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

class Maker {
 public:
  Maker(const text::SourceSet& sources, const text::Document& document) : sources_(sources), document_(document) {}

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
      if (token.keyword == Keyword::by_default && first) relabel(tokens, i);
    }
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
    const std::size_t begin = token.span.begin - column(token) + std::min<std::size_t>(column(token), 2);
    return std::string(bytes().substr(begin, bytes().find('\n', begin) - begin));
  }

  // 默认 甲: every other label of the same 口径, whose rows stand before it.
  void relabel(const std::vector<Token>& tokens, std::size_t at) {
    const Token& adopted = tokens[at + 1];
    for (std::size_t i = at; i-- > 0 && column(tokens[i]) > 0;) {
      const bool label = tokens[i].kind == TokenKind::word && tokens[i + 1].kind == TokenKind::colon;
      if (label && tokens[i].text != adopted.text) replace(Kind::word, adopted, {std::string(tokens[i].text)});
    }
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
  std::string declaration_;  // 结算 同一网点就高
};

}  // namespace

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::number: return "number";
    case Kind::comparison: return "comparison";
    case Kind::word: return "word";
    case Kind::statement: return "statement";
    case Kind::declaration: return "declaration";
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
