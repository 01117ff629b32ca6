// Words, lists and the layout of statements in canonical form.
#include "syntax/printer.h"

#include <algorithm>

#include "base/utf8.h"

namespace zhidui::syntax {

namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_balanced(std::string_view text) {
  int open = 0;
  for (std::size_t i = 0; i < text.size() && open >= 0; i += base::decode(text, i).length) {
    if (text.substr(i).starts_with("「")) ++open;
    if (text.substr(i).starts_with("」")) --open;
  }
  return open == 0;
}

std::string_view first_word(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && base::is_word_part(base::decode(text, end).value)) end += base::decode(text, end).length;
  return text.substr(0, end);
}

// Whether a row of a match on a line of its own would be taken for a statement.
bool looks_like_statement(std::string_view row) {
  const std::string_view word = first_word(row);
  const Keyword keyword = find_keyword(word);
  const std::string_view rest = row.substr(word.size());
  const bool label = rest.starts_with(":") || rest.starts_with("、") || rest.starts_with(",");
  return (is_statement(keyword) || is_declaration(keyword)) && !label;
}

}  // namespace

// A translation that an expression would read as a keyword is no name: the word stays.
std::string Printer::word(const std::string& text) const {
  if (translate == nullptr || text.empty()) return text;
  std::string other = translate(context, text);
  return other.empty() || is_reserved(find_keyword(other)) ? text : other;
}

std::string Printer::name(const Name& name) const {
  if (name.id.text.empty()) return word(name.name);
  const bool id_first = language == text::Language::en && translate != nullptr && is_ascii(name.id.text) && !is_ascii(name.name.text);
  return id_first ? name.id.text + " (" + name.name.text + ")" : name.name.text + " (" + name.id.text + ")";
}

std::string Printer::text(const Text& text) const {
  const bool plain = text.text.find('"') == std::string::npos;
  const bool quotes = plain && (language == text::Language::en || !is_balanced(text.text));
  return quotes ? "\"" + text.text + "\"" : "「" + text.text + "」";
}

std::string Printer::texts(const std::vector<Text>& list) const {
  std::string out;
  for (const Text& one : list) out += (out.empty() ? "" : std::string(separator())) + text(one);
  return out;
}

std::string Printer::words(const std::vector<Word>& list) const {
  std::string out;
  for (const Word& one : list) out += (out.empty() ? "" : std::string(separator())) + word(one);
  return out;
}

std::string Printer::bound(const DateBound& bound) const {
  if (bound.known) return bound.low.to_string();
  return key(Keyword::between) + " " + bound.low.to_string() + " " + key(Keyword::to) + " " + bound.high.to_string();
}

// ---- statements ----

void Printer::header(std::string text, std::uint32_t position) { lines.push_back({0, std::move(text), position}); }

void Printer::statement(Keyword keyword, const std::string& rest, std::uint32_t position) {
  items.push_back({position, {Line{1, key(keyword) + (rest.empty() ? "" : " " + rest), position}}});
}

void Printer::statement(Keyword keyword, ExprId value) {
  if (value.present()) laid_out(key(keyword), value, file.expr(value).span.begin);
}

void Printer::laid_out(const std::string& head, ExprId value, std::uint32_t position, const std::string& suffix) {
  Item item{position, {}};
  lay_out(item.lines, head, value, suffix);
  for (Line& line : item.lines) ++line.indent;
  item.lines.front().position = position;
  items.push_back(std::move(item));
}

// `设 甲 = (乙 = 丙)`: the one pair of parentheses that is there for the reader.
std::string Printer::value_text(ExprId value, const std::string& head) const {
  const auto* binary = std::get_if<Binary>(&file.expr(value).kind);
  const bool equation = binary != nullptr && binary->op == BinaryOp::eq && head.ends_with("=");
  return equation ? "(" + expr(value) + ")" : expr(value);
}

// Rows stand one to a line where there are several, readings only if they are too long for braces.
void Printer::lay_out(std::vector<Line>& out, const std::string& head, ExprId value, const std::string& suffix) const {
  const Expr& node = file.expr(value);
  const std::string line = head + " " + value_text(value, head) + suffix;
  const bool fits = base::display_width(line) <= kLineWidth;
  const Rows rows = rows_of(node);
  const bool statement_like =
      std::any_of(rows.rows.begin(), rows.rows.end(), [](const Line& row) { return looks_like_statement(row.text); });
  const bool inline_rows = std::holds_alternative<ReadingChoice>(node.kind) && fits;
  if (suffix.empty() && rows.rows.size() > 1 && !inline_rows && !statement_like) {
    out.push_back({0, head + " " + rows.head, kNowhere});
    for (const Line& row : rows.rows) out.push_back({1, row.text, row.position});
    return;
  }
  if (!fits && break_chain(out, head, value, suffix)) return;
  out.push_back({0, line, kNowhere});
}

// A long chain of 且 or 或, also as the filter of an aggregate, goes on at the operators. False if there is none.
bool Printer::break_chain(std::vector<Line>& out, const std::string& head, ExprId value, const std::string& suffix) const {
  const Expr& node = file.expr(value);
  const auto* aggregate = std::get_if<Aggregate>(&node.kind);
  if (aggregate != nullptr && aggregate->range.where.present() && !aggregate->range.distinct.present()) {
    const std::string before = head + " " + range_head(*aggregate) + " " + key(Keyword::where);
    std::string after = suffix;
    if (aggregate->value.present()) after = " " + key(Keyword::take) + " " + expr(aggregate->value) + suffix;
    return break_chain(out, before, aggregate->range.where, after);
  }
  const auto* top = std::get_if<Binary>(&node.kind);
  if (top == nullptr || (top->op != BinaryOp::logical_or && top->op != BinaryOp::logical_and)) return false;
  const bool is_or = top->op == BinaryOp::logical_or;
  std::vector<ExprId> operands;
  ExprId left = value;
  for (const Binary* chain = top; chain != nullptr && chain->op == top->op;) {
    operands.push_back(chain->right);
    left = chain->left;
    chain = std::get_if<Binary>(&file.expr(left).kind);
  }
  const Binding least = is_or ? Binding::and_ : Binding::not_;
  out.push_back({0, head + " " + expr(left, is_or ? Binding::or_ : Binding::and_, Follow::operation), kNowhere});
  for (std::size_t i = operands.size(); i-- > 0;) {
    const Follow follow = i > 0 ? Follow::operation : Follow::nothing;
    out.push_back({1, key(is_or ? Keyword::or_op : Keyword::and_op) + " " + expr(operands[i], least, follow), kNowhere, true});
  }
  out.back().text += suffix;
  return true;
}

// The statements keep the order of the source; where they have no place in it, the canonical order.
void Printer::finish() {
  std::vector<std::pair<std::uint32_t, std::size_t>> order;  // place in the source, then the canonical one
  std::uint32_t last = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const bool placed = items[i].position != kNowhere && items[i].position != 0;
    if (placed) last = items[i].position;
    order.emplace_back(last, i);
  }
  std::sort(order.begin(), order.end());
  for (const auto& [position, i] : order) lines.insert(lines.end(), items[i].lines.begin(), items[i].lines.end());
  items.clear();
}

void Printer::clauses(const std::vector<ClauseRef>& list) {
  for (const ClauseRef& clause : list) {
    std::string rest = clause.path.text + " " + clause.kind.text + " " + texts(clause.quotations);
    if (!clause.shared.empty()) rest += " " + key(Keyword::shared_with) + " " + words(clause.shared);
    statement(Keyword::clause, rest, clause.span.begin);
  }
}

void Printer::embodied(const std::vector<Embodied>& list) {
  for (const Embodied& row : list) {
    statement(Keyword::embodied, text(row.number) + " " + key(Keyword::embodied_in) + " " + text(row.structure), row.number.span.begin);
  }
}

void Printer::lets(const std::vector<Let>& list) {
  for (const Let& let : list) laid_out(key(Keyword::let) + " " + word(let.name) + " =", let.value, let.span.begin);
}

void Printer::conditions(Keyword keyword, const std::vector<Condition>& list) {
  for (const Condition& condition : list) {
    const std::string label = condition.label.text.empty() ? std::string() : " " + text(condition.label);
    laid_out(key(keyword) + label, condition.value, condition.span.begin);
  }
}

void Printer::text_statement(Keyword keyword, const Text& one) {
  if (!one.text.empty()) statement(keyword, text(one), one.span.begin);
}

void Printer::texts_statement(Keyword keyword, const std::vector<Text>& list) {
  if (!list.empty()) statement(keyword, texts(list), list.front().span.begin);
}

// `head value 来源 「…」 rest` on one line, or with 来源 on the next where that would be too long.
void Printer::sourced(const std::string& head, ExprId value, const Text& source, const std::string& rest, std::uint32_t position) {
  std::vector<Line> out;
  lay_out(out, head, value, {});
  out.front().position = position;
  lines.insert(lines.end(), out.begin(), out.end());
  std::string tail = source.text.empty() ? std::string() : key(Keyword::source) + " " + text(source);
  if (!rest.empty()) tail += (tail.empty() ? "" : " ") + rest;
  if (tail.empty()) return;
  const bool fits = out.size() == 1 && base::display_width(lines.back().text + " " + tail) <= kLineWidth;
  if (fits) {
    lines.back().text += " " + tail;
  } else {
    lines.push_back({1, tail, source.text.empty() ? kNowhere : source.span.begin});
  }
}

std::string indented(const Line& line) { return std::string(2 * line.indent, ' ') + line.text; }

}  // namespace zhidui::syntax
