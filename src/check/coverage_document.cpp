// What the 文件 block says of the document stands in its text: its number, its dates, what it replaces.
#include <algorithm>
#include <string>
#include <string_view>

#include "check/coverage.h"
#include "syntax/walk.h"

namespace zhidui::check {

using text::Kind;
using text::Span;

namespace {

class DocumentBlock {
 public:
  DocumentBlock(const text::SourceSet& sources, const Input& input, text::Diagnostics& diagnostics)
      : sources_(sources), input_(input), diagnostics_(diagnostics) {}

  void check(const syntax::Document& block, const std::vector<Quotation>& quotations) {
    check_number(block.number);
    require(!block.title.text.empty(), block.number, "名称");
    require(!block.organ.text.empty(), block.number, "机关");
    require(!block.level.text.empty(), block.number, "层级");
    if (!block.draft) {  // which takes effect on the day from which it is assumed adopted
      require(block.published.has_value(), block.number, "印发");
      require(block.effective.present(), block.number, "施行");
      require(block.expires.present() || block.never_expires, block.number, "失效");
    }
    if (block.published) check_published(*block.published);
    for (const syntax::Text& number : block.supersedes) check_stands(number);
    if (!block.draft) check_effective(block, quotations);  // a draft says from which day it would, and has none yet
    check_superseded(block, quotations);
    superseded_ = block.supersedes;
  }

  void check(const syntax::MissingDocument& missing) {
    check_stands(missing.number);
    require(!missing.title.text.empty(), missing.number, "名称");
    require(!missing.organ.text.empty(), missing.number, "机关");
    require(!missing.level.text.empty(), missing.number, "层级");
    const bool ended =
        std::any_of(superseded_.begin(), superseded_.end(), [&](const syntax::Text& number) { return number.text == missing.number.text; });
    require(!ended || missing.expires, missing.number, "失效");
  }

 private:
  void require(bool stated, const syntax::Text& number, std::string_view statement) {
    if (!stated) {
      diagnostics_.report(Kind::document_statement_missing, number.span, {number.text, std::string(statement)});
    }
  }

  // A predecessor is known by name from the text that replaces it.
  void check_stands(const syntax::Text& number) {
    if (!number.text.empty() && text::find_quotation(sources_, input_.document, number.text).empty()) {
      diagnostics_.report(Kind::document_not_in_text, number.span, {number.text});
    }
  }

  std::string_view slice(Span span) const { return sources_.slice(span); }

  static std::string_view last_line(std::string_view paragraph) {
    const std::size_t line = paragraph.find_last_of('\n');
    return line == std::string_view::npos ? paragraph : paragraph.substr(line + 1);
  }

  // GB/T 9704-2012 7.2.5: the number (机关代字、年份、发文顺序号) stands on a line of its own below the letterhead.
  void check_number(const syntax::Text& number) {
    std::string found;
    for (const text::Paragraph& paragraph : input_.document.paragraphs) {
      const std::string line = text::normalised_source(last_line(slice(paragraph.span)));
      const bool is_number = line.ends_with("号") && line.find("〔") != std::string::npos && line.find("《") == std::string::npos;
      if (!is_number) continue;
      if (line == text::normalised_source(number.text)) return;
      if (found.empty()) found = line;
    }
    if (!found.empty()) diagnostics_.report(Kind::document_number_differs, number.span, {number.text, found});
  }

  // Dates on a line of their own (成文日期, 7.3.5.4), or before 印发 at the end of one (印发日期, 7.4.3).
  std::vector<text::NumberOccurrence> date_lines() const {
    std::vector<text::NumberOccurrence> out;
    for (const text::Paragraph& paragraph : input_.document.paragraphs) {
      const std::string_view whole = slice(paragraph.span);
      const std::string_view line = last_line(whole);
      const Span span{paragraph.span.file, static_cast<std::uint32_t>(paragraph.span.end - line.size()), paragraph.span.end};
      const auto numbers = text::find_numbers(sources_, span);
      if (numbers.empty() || numbers.back().number_class != text::NumberClass::date) continue;
      const Span date = numbers.back().span;
      const std::string after = text::normalised_source(slice({date.file, date.end, span.end}));
      const bool alone = after.empty() && text::normalised_source(slice({date.file, span.begin, date.begin})).empty();
      if (alone || after == "印发") out.push_back(numbers.back());
    }
    return out;
  }

  void check_published(const syntax::DateBound& published) {
    const std::vector<text::NumberOccurrence> dates = date_lines();
    const auto is_said = [&](const text::NumberOccurrence& date) {
      return published.known && date.value == base::Rational(published.low.days);
    };
    if (dates.empty() || std::any_of(dates.begin(), dates.end(), is_said)) return;
    diagnostics_
        .report(Kind::published_differs, published.span, {std::string(slice(published.span)), std::string(slice(dates.back().span))})
        .labels.push_back({dates.back().span, "原文的日期", "the date of the text"});
  }

  // 自印发之日起施行 is 施行 印发日, or a day counted from it.
  void check_effective(const syntax::Document& block, const std::vector<Quotation>& quotations) {
    for (const Quotation& quotation : quotations) {
      const auto is_own = [&](const syntax::ClauseRef& clause) { return &clause == quotation.clause; };
      if (std::none_of(block.clauses.begin(), block.clauses.end(), is_own)) continue;
      const std::string words = text::normalised_source(slice(quotation.place));
      for (const std::string_view from : {"印发之日起", "发布之日起", "公布之日起", "颁布之日起", "签发之日起"}) {
        if (words.find(from) == std::string::npos || counts_from_publication(block.effective)) continue;
        const Span at = block.effective.present() ? input_.tree.expr(block.effective).span : block.number.span;
        diagnostics_.report(Kind::effective_differs, at, {"自" + std::string(from)});
        return;
      }
    }
  }

  // 在原《…》（某市监〔2022〕112号）基础上修订, 《…》（某政办〔2020〕4号）同时废止: every number there is one that is
  // replaced.
  void check_superseded(const syntax::Document& block, const std::vector<Quotation>& quotations) {
    for (const Quotation& quotation : quotations) {
      if (!quotation.clause || quotation.clause->kind.text != "supersession") continue;
      const std::string words = text::normalised_source(slice(quotation.place));
      const bool ends =
          std::any_of(std::begin(kEnding), std::end(kEnding), [&](std::string_view word) { return words.find(word) != std::string::npos; });
      if (!ends) continue;
      for (const std::string& number : numbers_in(words)) {
        const bool named = std::any_of(block.supersedes.begin(), block.supersedes.end(),
                                       [&](const syntax::Text& text) { return text::normalised_source(text.text) == number; });
        if (!named) diagnostics_.report(Kind::superseded_not_named, quotation.written->span, {number});
      }
    }
  }

  // What stands in brackets and holds 〔…〕…号.
  static std::vector<std::string> numbers_in(std::string_view words) {
    constexpr std::string_view kOpen = "（";
    std::vector<std::string> out;
    for (std::size_t open = words.find(kOpen); open != std::string_view::npos; open = words.find(kOpen, open + 1)) {
      const std::string_view inside = words.substr(open + kOpen.size(), words.find("）", open) - open - kOpen.size());
      if (inside.find("〔") != std::string_view::npos && inside.ends_with("号")) out.emplace_back(inside);
    }
    return out;
  }

  bool counts_from_publication(syntax::ExprId id) const {
    if (!id.present()) return false;
    const syntax::Expr& expr = input_.tree.expr(id);
    const auto* name = std::get_if<syntax::NameRef>(&expr.kind);
    bool found = name != nullptr && (name->word == "印发日" || name->word == "published_on");
    syntax::for_each_child(expr, [&](syntax::ExprId child) { found = found || counts_from_publication(child); });
    return found;
  }

  static constexpr std::string_view kEnding[] = {"修订", "废止", "取代", "代替", "替代", "停止执行"};

  const text::SourceSet& sources_;
  const Input& input_;
  text::Diagnostics& diagnostics_;
  std::vector<syntax::Text> superseded_;
};

}  // namespace

void check_document_block(const text::SourceSet& sources, const Input& input, const std::vector<Quotation>& quotations,
                          text::Diagnostics& diagnostics) {
  DocumentBlock checker(sources, input, diagnostics);
  for (const syntax::Declaration& declaration : input.tree.declarations) {
    if (const auto* block = std::get_if<syntax::Document>(&declaration)) checker.check(*block, quotations);
  }
  for (const syntax::Declaration& declaration : input.tree.declarations) {
    if (const auto* missing = std::get_if<syntax::MissingDocument>(&declaration)) checker.check(*missing);
  }
}

}  // namespace zhidui::check
