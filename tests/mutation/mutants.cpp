#include "mutants.h"

#include <algorithm>
#include <set>

#include "base/rational.h"
#include "syntax/token.h"
#include "text/numerals.h"

namespace zhidui::mutation {

namespace {

using base::Rational;
using syntax::Token;
using syntax::TokenKind;

struct Literal {
  text::Span number;  // digits, or the date
  text::Span whole;   // with its unit
  bool is_date = false;
  base::Date date;
};

// `50件` is a number and a word; `50%` a number and a sign. A space may stand between.
std::vector<Literal> literals_of(const std::vector<Token>& tokens) {
  std::vector<Literal> out;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (token.kind == TokenKind::date) out.push_back({token.span, token.span, true, token.date});
    if (token.kind != TokenKind::number) continue;
    Literal literal{token.span, token.span, false, {}};
    const Token& next = tokens[i + 1];  // `end` stands last
    const bool unit = next.kind == TokenKind::word || next.kind == TokenKind::percent || next.kind == TokenKind::per_mille;
    if (unit && !next.begins_line && next.span.begin <= token.span.end + 1) literal.whole.end = next.span.end;
    out.push_back(literal);
  }
  return out;
}

// Digits of every number in the quotations of the block.
std::set<std::string> quoted_numbers(const text::SourceSet& sources, const text::Document& document, const std::vector<Token>& tokens) {
  std::set<std::string> out;
  for (const Token& token : tokens) {
    if (token.kind != TokenKind::text) continue;
    const std::vector<text::Span> places = text::find_quotation(sources, document, token.text);
    if (places.size() != 1) continue;
    for (const text::NumberOccurrence& number : text::find_numbers(sources, places.front())) {
      const std::string_view words = sources.slice(number.span);
      const std::string digits(words.substr(0, words.find_first_not_of("0123456789.,")));
      out.insert(digits.empty() ? number.value.to_decimal_string() : digits);
    }
  }
  return out;
}

std::vector<std::string> neighbours(std::string_view digits) {
  const Rational value = *Rational::parse_decimal(digits);
  std::vector<Rational> steps{Rational(1)};
  const std::size_t point = digits.find('.');
  if (point != std::string_view::npos) {  // 0.3: the last digit too
    Rational last(1);
    for (std::size_t i = point + 1; i < digits.size(); ++i) last = last / Rational(10);
    steps.push_back(last);
  }
  std::vector<std::string> out;
  for (const Rational& step : steps) {
    for (const Rational& next : {value - step, value + step}) {
      if (next.sign() >= 0) out.push_back(next.to_decimal_string());
    }
  }
  return out;
}

class Maker {
 public:
  Maker(const text::SourceSet& sources, const text::Document& document) : sources_(sources), document_(document) {}

  void block(const text::RuleBlock& block) {
    text::Diagnostics ignored;
    const std::vector<Token> tokens = syntax::lex(sources_, block.body, ignored).tokens;
    const std::vector<Literal> literals = literals_of(tokens);
    const std::set<std::string> numbers = quoted_numbers(sources_, document_, tokens);
    for (const Literal& literal : literals) change(literal, numbers);
    for (std::size_t i = 0; i < literals.size(); ++i) {
      for (std::size_t j = i + 1; j < literals.size(); ++j) swap(literals[i], literals[j]);
    }
  }

  std::vector<Mutant> out;

 private:
  std::string slice(text::Span span) const { return std::string(sources_.slice(span)); }
  std::size_t line(text::Span span) const { return sources_.file(span.file).place(span.begin).line; }

  void change(const Literal& literal, const std::set<std::string>& numbers) {
    std::set<std::string> replacements;
    if (literal.is_date) {
      replacements = {literal.date.plus_days(-1).to_string(), literal.date.plus_days(1).to_string()};
    } else {
      replacements.insert(numbers.begin(), numbers.end());
      for (std::string& next : neighbours(slice(literal.number))) replacements.insert(std::move(next));
    }
    replacements.erase(slice(literal.number));
    for (const std::string& replacement : replacements) {
      out.push_back({Kind::number,
                     {{literal.number, replacement}},
                     slice(literal.whole) + ": " + slice(literal.number) + " → " + replacement,
                     line(literal.whole)});
    }
  }

  void swap(const Literal& a, const Literal& b) {
    const std::string first = slice(a.whole), second = slice(b.whole);
    if (first == second) return;
    out.push_back({Kind::number, {{a.whole, second}, {b.whole, first}}, first + " ⇄ " + second, line(a.whole)});
  }

  const text::SourceSet& sources_;
  const text::Document& document_;
};

}  // namespace

std::vector<Mutant> number_mutants(const text::SourceSet& sources, const text::Document& document) {
  Maker maker(sources, document);
  for (const text::RuleBlock& block : document.blocks) maker.block(block);
  return std::move(maker.out);
}

std::string mutated(std::string_view source, const Mutant& mutant) {
  std::string out(source);
  for (auto edit = mutant.edits.rbegin(); edit != mutant.edits.rend(); ++edit) {
    out.replace(edit->span.begin, edit->span.end - edit->span.begin, edit->replacement);
  }
  return out;
}

}  // namespace zhidui::mutation
