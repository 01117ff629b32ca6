#include "syntax/parse.h"
#include "syntax/token.h"

namespace zhidui::syntax {

std::string print_tokens(const text::SourceSet& sources, const text::Document& document) {
  std::string out;
  const text::SourceFile& file = sources.file(document.file);
  text::Diagnostics ignored;
  for (const text::RuleBlock& block : document.blocks) {
    for (const Token& token : lex(sources, block.body, ignored).tokens) {
      const text::Place place = file.place(token.span.begin);
      out += std::to_string(place.line) + ":" + std::to_string(place.column) + " " + (token.begins_line ? "| " : "  ");
      out += token_kind_name(token.kind);
      if (token.kind != TokenKind::end) out += " " + std::string(sources.slice(token.span));
      if (token.keyword != Keyword::none) out += " = " + std::string(spelling(token.keyword, text::Language::en));
      out += "\n";
    }
  }
  return out;
}

}  // namespace zhidui::syntax
