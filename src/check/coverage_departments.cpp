// Who is responsible stands in the words that are quoted: names of 责任, 单位 and 常设.
#include <set>
#include <string>
#include <string_view>

#include "check/coverage.h"

namespace zhidui::check {

using text::Kind;

namespace {

constexpr std::string_view kComma = "、";
constexpr std::string_view kBreaks[] = {"，", "。", "；", "：", "〔", "〕", "（", "）", ",", ";", ":", "(", ")"};
constexpr std::size_t kSign = 3;  // bytes of a Chinese character

// 高新区、循环化工园区管委会 up to the next sign that ends a list.
std::string_view list_at(std::string_view words, std::size_t begin) {
  std::size_t end = words.size();
  for (const std::string_view sign : kBreaks) end = std::min(end, words.find(sign, begin));
  return words.substr(begin, end - begin);
}

// 「甲区、乙区管委会」 names 甲区管委会 too: the end of a name may stand once, at the last of a list.
bool names_by_its_end(std::string_view words, std::string_view head, std::string_view tail) {
  for (std::size_t at = words.find(head); at != std::string_view::npos; at = words.find(head, at + 1)) {
    const std::string_view list = list_at(words, at + head.size());
    if (list.starts_with(kComma) && list.find(tail) != std::string_view::npos) return true;
  }
  return false;
}

bool names(std::string_view words, std::string_view name) {
  if (words.find(name) != std::string_view::npos) return true;
  // Two characters of each part at least, so that no chance word is taken for one.
  for (std::size_t split = 2 * kSign; split + 2 * kSign <= name.size(); ++split) {
    const bool inside = (static_cast<unsigned char>(name[split]) & 0xC0) == 0x80;  // of a character
    if (!inside && names_by_its_end(words, name.substr(0, split), name.substr(split))) return true;
  }
  return false;
}

class Responsible {
 public:
  Responsible(const text::SourceSet& sources, const Input& input, const std::vector<Quotation>& quotations, text::Diagnostics& diagnostics)
      : sources_(sources), input_(input), quotations_(quotations), diagnostics_(diagnostics) {}

  void run() {
    for (const syntax::Declaration& declaration : input_.tree.declarations) {
      const auto* article = std::get_if<syntax::Departments>(&declaration);
      if (!article) continue;
      for (const syntax::Text& name : article->standing) standing_.insert(text::normalised_source(name.text));
    }
    for (std::size_t i = 0; i < input_.tree.declarations.size(); ++i) {
      if (const auto* typed = std::get_if<syntax::Typed>(&input_.tree.declarations[i]))
        check(i, typed->responsible, true, !typed->clauses.empty());
      const auto* article = std::get_if<syntax::Departments>(&input_.tree.declarations[i]);
      if (!article) continue;
      const bool quotes = !article->clauses.empty() || !article->quotations.empty();
      check(i, article->units, true, quotes);
      check(i, article->standing, false, quotes);
    }
  }

 private:
  void check(std::size_t construct, const std::vector<syntax::Text>& listed, bool standing_too, bool quotes) {
    std::string words;
    for (const Quotation& quotation : quotations_) {
      // Two quotations do not make one list.
      if (quotation.construct == construct) words += text::normalised_source(sources_.slice(quotation.place)) + "。";
    }
    if (quotes && words.empty()) return;  // that they are not found is reported of the quotations
    for (const syntax::Text& name : listed) {
      const std::string plain = text::normalised_source(name.text);
      if (names(words, plain) || (standing_too && standing_.contains(plain))) continue;
      diagnostics_.report(Kind::department_not_in_text, name.span, {name.text});
    }
  }

  const text::SourceSet& sources_;
  const Input& input_;
  const std::vector<Quotation>& quotations_;
  text::Diagnostics& diagnostics_;
  std::set<std::string> standing_;
};

}  // namespace

void check_departments(const text::SourceSet& sources, const Input& input, const std::vector<Quotation>& quotations,
                       text::Diagnostics& diagnostics) {
  Responsible(sources, input, quotations, diagnostics).run();
}

}  // namespace zhidui::check
