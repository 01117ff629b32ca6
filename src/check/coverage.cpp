// Coverage: every sentence quoted, every quotation found once at its clause, every literal bound to the text
// (docs/language.md §6).
#include "check/coverage.h"

#include <algorithm>
#include <map>
#include <set>

namespace zhidui::check {

using syntax::ClauseRef;
using text::Kind;
using text::NumberOccurrence;
using text::Span;

namespace {

class Coverage {
 public:
  Coverage(const text::SourceSet& sources, const Input& input, text::Diagnostics& diagnostics)
      : sources_(sources), input_(input), diagnostics_(diagnostics), constructs_(constructs_of(input.tree)) {}

  void run() {
    for (std::size_t i = 0; i < constructs_.size(); ++i) {
      if (const auto* none = std::get_if<syntax::NoEffect>(&input_.tree.declarations[i])) {
        for (const syntax::Text& quotation : none->quotations) resolve(i, quotation, nullptr);
      }
      if (const auto* article = std::get_if<syntax::Departments>(&input_.tree.declarations[i])) {
        for (const syntax::Text& quotation : article->quotations) resolve(i, quotation, nullptr, article->path.text);
      }
      if (constructs_[i].clauses == nullptr) continue;
      for (const ClauseRef& clause : *constructs_[i].clauses) {
        for (const syntax::Text& quotation : clause.quotations) resolve(i, quotation, &clause);
      }
    }
    for (std::size_t i = 0; i < constructs_.size(); ++i) bind(i);
    for (const auto& [begin, number] : unbound_) {
      if (!bound_.contains(begin) && !repeated_.contains(begin))
        diagnostics_.report(Kind::number_unbound, number.span, {slice(number.span)});
    }
    uncovered();
    check_shared_quotations(constructs_, quotations_, diagnostics_);
    check_row_marks(input_.document, quotations_, diagnostics_);
    check_document_block(sources_, input_, quotations_, diagnostics_);
    check_departments(sources_, input_, quotations_, diagnostics_);
  }

 private:
  std::string slice(Span span) const { return std::string(sources_.slice(span)); }

  const std::string& clause_at(Span span) const {
    static const std::string none;
    const std::size_t paragraph = text::paragraph_at(input_.document, span.begin);
    return paragraph < input_.document.paragraphs.size() ? input_.document.paragraphs[paragraph].clause : none;
  }

  // The one place of the quotation within its clause; anything else is reported.
  void resolve(std::size_t construct, const syntax::Text& quotation, const ClauseRef* clause, std::string_view article = {}) {
    const std::string_view path = clause ? std::string_view(clause->path.text) : article;
    const std::vector<Span> all = text::find_quotation(sources_, input_.document, quotation.text);
    std::vector<Span> here;
    for (const Span& span : all) {
      if (path.empty() || text::names_clause(path, clause_at(span))) here.push_back(span);
    }
    if (all.empty()) {
      diagnostics_.report(Kind::quotation_not_found, quotation.span, {quotation.text});
    } else if (here.empty()) {
      diagnostics_.report(Kind::quotation_elsewhere, quotation.span, {std::string(path), clause_at(all.front())});
    } else if (here.size() > 1) {
      diagnostics_.report(Kind::quotation_ambiguous, quotation.span, {quotation.text, std::to_string(here.size())});
    } else {
      quotations_.push_back({construct, clause, &quotation, here.front()});
    }
  }

  // Literals and numbers are bound class by class, each in order.
  void bind(std::size_t index) {
    const Construct& construct = constructs_[index];
    const std::vector<Literal> literals = literals_of(input_.tree, construct.roots);
    if (construct.clauses == nullptr || construct.clauses->empty()) {
      for (const Literal& literal : literals) {
        diagnostics_.report(Kind::literal_without_clause, literal.span, {slice(literal.span), construct.kind});
      }
      return;
    }
    std::vector<Occurrence> numbers;
    for (const Quotation& quotation : quotations_) {
      if (quotation.construct != index) continue;
      for (NumberOccurrence& number : text::find_numbers(sources_, quotation.place)) numbers.push_back({std::move(number)});
    }
    name_embodied(construct, numbers);
    std::set<text::NumberClass> classes;
    for (const Literal& literal : literals) classes.insert(literal.number_class);
    for (const Occurrence& occurrence : numbers) classes.insert(occurrence.number.number_class);
    for (const text::NumberClass number_class : classes) {
      std::vector<Literal> mine;
      std::vector<Occurrence> theirs;
      std::copy_if(literals.begin(), literals.end(), std::back_inserter(mine),
                   [&](const Literal& literal) { return literal.number_class == number_class; });
      std::copy_if(numbers.begin(), numbers.end(), std::back_inserter(theirs),
                   [&](const Occurrence& occurrence) { return occurrence.number.number_class == number_class; });
      align(mine, theirs);
    }
  }

  void name_embodied(const Construct& construct, const std::vector<Occurrence>& numbers) {
    if (construct.embodied == nullptr) return;
    for (const syntax::Embodied& embodied : *construct.embodied) {
      const auto found = std::find_if(numbers.begin(), numbers.end(), [&](const Occurrence& occurrence) {
        const Span span = occurrence.number.span;
        return without_spaces(embodied.number.text).starts_with(without_spaces(slice(span))) && !bound_.contains(span.begin);
      });
      if (found == numbers.end()) {
        diagnostics_.report(Kind::embodied_not_in_text, embodied.number.span, {embodied.number.text});
      } else {
        bound_.insert(found->number.span.begin);
      }
    }
  }

  static std::string without_spaces(std::string text) {
    std::erase(text, ' ');
    return text;
  }

  // Order-preserving: each literal takes the next equal number. With more numbers than literals, a number may repeat
  // one taken before (50件以下 after 50件以上); with more literals, a literal may repeat one bound before. Never both,
  // so that a wrong value cannot hide.
  void align(const std::vector<Literal>& literals, std::vector<Occurrence>& numbers) {
    std::size_t required = 0;
    for (const Occurrence& occurrence : numbers) required += !bound_.contains(occurrence.number.span.begin);
    const bool literals_may_repeat = literals.size() > required;
    std::vector<Binding> bindings;
    std::size_t next = 0;
    const auto taken_by = [&](const Literal& literal) {
      return std::find_if(numbers.begin(), numbers.end(), [&](const Occurrence& o) { return o.taken && matches(literal, o.number); });
    };
    const auto skip_repeated_literals = [&] {
      for (; literals_may_repeat && next < literals.size(); ++next) {
        const auto before = taken_by(literals[next]);
        if (before == numbers.end()) return;
        bindings.push_back({&literals[next], before->number.span});
      }
    };
    const auto take = [&](Occurrence& occurrence) {
      if (next == literals.size() || !matches(literals[next], occurrence.number)) return false;
      occurrence.taken = true;
      bound_.insert(occurrence.number.span.begin);
      bindings.push_back({&literals[next++], occurrence.number.span});
      return true;
    };
    for (Occurrence& occurrence : numbers) {
      if (take(occurrence)) continue;
      skip_repeated_literals();
      if (take(occurrence)) continue;
      const NumberOccurrence& number = occurrence.number;
      const bool repeated = !literals_may_repeat && std::any_of(numbers.begin(), numbers.end(), [&](const Occurrence& o) {
        return o.taken && o.number.value == number.value && o.number.unit == number.unit;
      });
      if (repeated) {
        repeated_.insert(number.span.begin);
      } else if (!bound_.contains(number.span.begin)) {
        unbound_.emplace(number.span.begin, number);
      }
    }
    skip_repeated_literals();
    for (; next < literals.size(); ++next) report_literal(literals[next], numbers);
    for (const Binding& binding : bindings) check_bound(sources_, input_.document, binding, numbers, diagnostics_);
  }

  void report_literal(const Literal& literal, const std::vector<Occurrence>& numbers) {
    const bool present = std::any_of(numbers.begin(), numbers.end(), [&](const Occurrence& o) { return matches(literal, o.number); });
    std::string list;
    for (const Occurrence& occurrence : numbers) list += (list.empty() ? "" : "、") + slice(occurrence.number.span);
    const Kind kind = present ? Kind::literal_out_of_order : Kind::literal_not_in_text;
    diagnostics_.report(kind, literal.span, {slice(literal.span), list.empty() ? "—" : list});
  }

  bool covers(std::uint32_t offset) const {
    return std::any_of(quotations_.begin(), quotations_.end(), [&](const Quotation& quotation) {
      const Span place = quotation.place;
      return constructs_[quotation.construct].encodes() && place.begin <= offset && offset < place.end;
    });
  }

  // What of each sentence no quotation covers.
  void uncovered() {
    for (const text::Sentence& sentence : input_.document.sentences) {
      if (input_.document.paragraphs[sentence.paragraph].heading) continue;
      std::uint32_t begin = 0;
      std::uint32_t end = 0;
      for (const std::uint32_t offset : input_.document.plain.offsets) {
        if (offset < sentence.span.begin || offset >= sentence.span.end || covers(offset)) continue;
        if (end == 0) begin = offset;
        end = offset + 1;
      }
      if (end == 0) continue;
      const Span span{input_.document.file, begin, end};
      if (begin == sentence.span.begin && text::is_clause_mark(slice(span))) continue;  // a numeral orders the clauses and says nothing
      diagnostics_.report(Kind::sentence_uncovered, span, {slice(span)});
    }
  }

  const text::SourceSet& sources_;
  const Input& input_;
  text::Diagnostics& diagnostics_;
  std::vector<Construct> constructs_;  // one for each declaration
  std::vector<Quotation> quotations_;
  std::set<std::uint32_t> bound_;                      // numbers of the text that a literal or 字面 carries, by offset
  std::set<std::uint32_t> repeated_;                   // that say again what a bound one of the same construct says
  std::map<std::uint32_t, NumberOccurrence> unbound_;  // carried by no literal of one construct; another may
};

}  // namespace

void check_coverage(const text::SourceSet& sources, const std::vector<Input>& inputs, text::Diagnostics& diagnostics) {
  for (const Input& input : inputs) {
    const bool is_policy = std::any_of(input.tree.declarations.begin(), input.tree.declarations.end(),
                                       [](const auto& d) { return std::holds_alternative<syntax::Document>(d); });
    if (is_policy) Coverage(sources, input, diagnostics).run();
  }
}

}  // namespace zhidui::check
