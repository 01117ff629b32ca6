// The canonical form of declarations, private to this module: lines, each with the place in the source it stands for,
// so that `format` can put comments and blank lines back.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/keywords.h"
#include "syntax/parse.h"

namespace zhidui::syntax {

inline constexpr std::uint32_t kNowhere = std::numeric_limits<std::uint32_t>::max();
inline constexpr std::size_t kLineWidth = 110;  // columns; a longer chain of 且 or 或 is broken

struct Line {
  std::size_t indent = 0;
  std::string text;
  std::uint32_t position = kNowhere;  // an offset within the statement or row that this line is printed from
  bool continues = false;             // the statement of the line before goes on
};

// How tightly expressions bind, loosest first.
enum class Binding { or_, and_, not_, compare, sum, product, prefix, access, primary };

// What stands to the right of an expression, if it is not in parentheses of its own.
enum class Follow {
  nothing,    // a bracket, a colon, a keyword that nothing else could take
  separator,  // 、 which a list of members would take
  operation,  // an operator, which an expression that is open to the right would take
  to,         // 至, which an interval without its end would take
  distinct,   // 去重, which an aggregate would take
};

std::string_view sign_of(BinaryOp op);  // of what an operator is written with; empty of 或, 且

struct Printer {
  const File& file;
  text::Language language = text::Language::zh;
  Translate translate = nullptr;
  const void* context = nullptr;
  const text::SourceSet* sources = nullptr;  // if given, numbers stay as they are written

  struct Item {
    std::uint32_t position;
    std::vector<Line> lines;
  };
  std::vector<Item> items;  // the statements of the declaration in hand, in canonical order
  std::vector<Line> lines;  // finished

  // ---- words (printer.cpp) ----
  std::string key(Keyword keyword) const { return std::string(spelling(keyword, language)); }
  std::string word(const std::string& text) const;
  std::string level(const Word& word) const;
  std::string form_rule(const FormRule& rule) const;
  std::string word(const Word& one) const { return word(one.text); }
  std::string name(const Name& name) const;
  std::string text(const Text& text) const;
  std::string texts(const std::vector<Text>& list) const;
  std::string words(const std::vector<Word>& list) const;
  std::string_view separator() const { return language == text::Language::zh ? "、" : ", "; }
  std::string bound(const DateBound& bound) const;

  // ---- expressions (print_expression.cpp) ----
  std::string expr(ExprId id, Binding least = Binding::or_, Follow follow = Follow::nothing) const;
  std::string list(const std::vector<ExprId>& ids, Binding least, Follow follow) const;
  // 分档, 对照, 情形, 口径: what stands before the rows, and the rows. No rows: another kind of expression.
  struct Rows {
    std::string head;
    std::vector<Line> rows;
  };
  Rows rows_of(const Expr& expr) const;
  std::string range_head(const Aggregate& aggregate) const;  // 计数 专利 以其为 第一专利权人
  std::string braced(const Rows& rows) const;
  std::string number_as_written(const Expr& expr) const;

  // ---- statements (printer.cpp) ----
  void header(std::string text, std::uint32_t position);
  void statement(Keyword keyword, const std::string& rest, std::uint32_t position);
  void statement(Keyword keyword, ExprId value);
  // `head value suffix` as one item: rows one to a line, long chains broken.
  void laid_out(const std::string& head, ExprId value, std::uint32_t position, const std::string& suffix = {});
  std::string value_text(ExprId value, const std::string& head) const;
  void lay_out(std::vector<Line>& out, const std::string& head, ExprId value, const std::string& suffix) const;
  bool break_chain(std::vector<Line>& out, const std::string& head, ExprId value, const std::string& suffix) const;
  void finish();

  void clauses(const std::vector<ClauseRef>& list);
  void embodied(const std::vector<Embodied>& list);
  void lets(const std::vector<Let>& list);
  void conditions(Keyword keyword, const std::vector<Condition>& list);
  void text_statement(Keyword keyword, const Text& text);
  void texts_statement(Keyword keyword, const std::vector<Text>& list);
  void sourced(const std::string& head, ExprId value, const Text& source, const std::string& rest, std::uint32_t position);

  // ---- declarations (print.cpp, print_measure.cpp) ----
  void operator()(const Document& d);
  void other_document(Keyword declaration, const OtherDocument& d);
  void operator()(const MissingDocument& d);
  void operator()(const LaterDocument& d);
  void operator()(const Reading& d);
  void operator()(const Convention& d);
  void operator()(const Record& d);
  void operator()(const Codes& d);
  void operator()(const Definition& d);
  void operator()(const Statistic& d);
  void operator()(const Series& d);
  void operator()(const Check& d);
  void operator()(const Measure& d);
  void operator()(const General& d);
  void operator()(const Settlement& d);
  void operator()(const Typed& d);
  void operator()(const Departments& d);
  void operator()(const NoEffect& d);
  void adopts(const std::vector<Adopts>& adopts);
  std::string type(const TypeExpr& type) const;
  std::string field(const Field& field) const;
  void unit(const Unit& unit);
  void round(const Round& round);
  std::string amount(const Amount& amount) const;
  void amount_statement(const Amount& amount);
  std::string settle(SettleId id, Follow follow) const;
  bool holds_cap(SettleId id) const;
  std::string keys(const Keys& keys) const;
  std::string earlier(const Earlier& earlier) const;
};

std::vector<Line> print_lines(const File& file, std::size_t block, text::Language language, Translate translate, const void* context,
                              const text::SourceSet* sources = nullptr);
std::string indented(const Line& line);

}  // namespace zhidui::syntax
