// Coverage: every sentence quoted, every quotation found once at its clause, every literal bound to the text (docs/language.md §6).
#include <algorithm>
#include <map>
#include <set>

#include "check/check.h"
#include "check/coverage_literals.h"

namespace zhidui::check {

using syntax::ClauseRef;
using syntax::ExprId;
using text::Kind;
using text::NumberOccurrence;
using text::Span;

namespace {

// One declaration as coverage sees it.
struct Construct {
  const std::vector<ClauseRef>* clauses = nullptr;
  const std::vector<syntax::Embodied>* embodied = nullptr;
  std::vector<ExprId> roots;
  std::string kind;                         // for literal_without_clause
};

void add_amount(const syntax::Amount& amount, std::vector<ExprId>& roots) {
  roots.insert(roots.end(), {amount.value, amount.low, amount.high});
}

Construct construct_of(const syntax::File&, const syntax::Measure& m) {
  Construct out{&m.clauses, &m.embodied, {m.fact_date, m.payee}, "措施"};
  if (m.unit) out.roots.insert(out.roots.end(), {m.unit->where, m.unit->since});
  for (const auto& c : m.subjects) out.roots.push_back(c.value);
  for (const auto& c : m.conditions) out.roots.push_back(c.value);
  for (const auto& l : m.lets) out.roots.push_back(l.value);
  if (m.round) {
    out.roots.insert(out.roots.end(), {m.round->per, m.round->by, m.round->ties});
    for (const auto& place : m.round->places) out.roots.insert(out.roots.end(), {place.count, place.amount});
  }
  add_amount(m.amount, out.roots);
  for (const auto& e : m.exceptions) {
    out.roots.push_back(e.when);
    add_amount(e.amount, out.roots);
  }
  return out;
}

Construct construct_of(const syntax::File&, const syntax::General& g) {
  Construct out{&g.clauses, &g.embodied, {}, "通则"};
  for (const auto& c : g.subjects) out.roots.push_back(c.value);
  for (const auto& c : g.exclusions) out.roots.push_back(c.value);
  for (const auto& l : g.lets) out.roots.push_back(l.value);
  return out;
}

void add_settle(const syntax::File& tree, syntax::SettleId id, std::vector<ExprId>& roots) {
  if (id.value == UINT32_MAX) return;
  const syntax::Settle& node = tree.settle(id);
  roots.push_back(node.argument);
  for (const syntax::SettleId operand : node.operands) add_settle(tree, operand, roots);
}

Construct construct_of(const syntax::File& tree, const syntax::Settlement& s) {
  Construct out{&s.clauses, &s.embodied, s.order, "结算"};
  for (const auto& l : s.lets) out.roots.push_back(l.value);
  add_settle(tree, s.take, out.roots);
  out.roots.insert(out.roots.end(), s.per.keys.begin(), s.per.keys.end());
  for (const auto& row : s.per.rows) out.roots.insert(out.roots.end(), row.keys.begin(), row.keys.end());
  return out;
}

Construct construct_of(const syntax::File&, const syntax::Document& d) {
  return {&d.clauses, nullptr, {d.effective, d.expires, d.validity_by}, "文件"};
}
Construct construct_of(const syntax::File&, const syntax::MissingDocument& d) { return {&d.clauses, nullptr, {}, "缺失文件"}; }
Construct construct_of(const syntax::File&, const syntax::Reading& r) { return {&r.clauses, nullptr, {}, "口径"}; }
Construct construct_of(const syntax::File&, const syntax::Typed& t) { return {&t.clauses, &t.embodied, {}, "事项"}; }
Construct construct_of(const syntax::File&, const syntax::Definition& d) { return {nullptr, nullptr, {d.value}, "定义"}; }
Construct construct_of(const syntax::File&, const syntax::Statistic& s) { return {nullptr, nullptr, {s.value}, "统计"}; }
// Conventions, vocabulary and series carry their own source.
template <class T>
Construct construct_of(const syntax::File&, const T&) { return {}; }

class Coverage {
 public:
  Coverage(const text::SourceSet& sources, const Input& input, text::Diagnostics& diagnostics)
      : sources_(sources), input_(input), diagnostics_(diagnostics) {}

  void run() {
    std::vector<Construct> constructs;
    std::vector<std::vector<Span>> quoted;
    for (const syntax::Declaration& declaration : input_.tree.declarations) {
      if (const auto* none = std::get_if<syntax::NoEffect>(&declaration)) {
        for (const syntax::Text& quotation : none->quotations) resolve(quotation, nullptr);
        continue;
      }
      constructs.push_back(std::visit([&](const auto& d) { return construct_of(input_.tree, d); }, declaration));
      quoted.push_back(quotations_of(constructs.back()));
    }
    for (std::size_t i = 0; i < constructs.size(); ++i) bind(constructs[i], quoted[i]);
    for (const auto& [begin, number] : unbound_) {
      if (!bound_.contains(begin)) diagnostics_.report(Kind::number_unbound, number.span, {slice(number.span)});
    }
    uncovered();
  }

 private:
  std::string slice(Span span) const { return std::string(sources_.slice(span)); }

  std::vector<Span> quotations_of(const Construct& construct) {
    std::vector<Span> out;
    if (construct.clauses == nullptr) return out;
    for (const ClauseRef& clause : *construct.clauses) {
      for (const syntax::Text& quotation : clause.quotations) {
        if (const auto span = resolve(quotation, &clause.path)) out.push_back(*span);
      }
    }
    return out;
  }

  const std::string& clause_at(Span span) const {
    static const std::string none;
    const std::size_t paragraph = text::paragraph_at(input_.document, span.begin);
    return paragraph < input_.document.paragraphs.size() ? input_.document.paragraphs[paragraph].clause : none;
  }

  // The one place of the quotation within its clause; anything else is reported.
  std::optional<Span> resolve(const syntax::Text& quotation, const syntax::Word* path) {
    const std::vector<Span> all = text::find_quotation(sources_, input_.document, quotation.text);
    std::vector<Span> here;
    for (const Span& span : all) {
      if (path == nullptr || text::names_clause(path->text, clause_at(span))) here.push_back(span);
    }
    if (all.empty()) {
      diagnostics_.report(Kind::quotation_not_found, quotation.span, {quotation.text});
    } else if (here.empty()) {
      diagnostics_.report(Kind::quotation_elsewhere, quotation.span, {path->text, clause_at(all.front())});
    } else if (here.size() > 1) {
      diagnostics_.report(Kind::quotation_ambiguous, quotation.span, {quotation.text, std::to_string(here.size())});
    } else {
      covered_.push_back(here.front());
      return here.front();
    }
    return std::nullopt;
  }

  // Literals and numbers are bound class by class, each in order.
  void bind(const Construct& construct, const std::vector<Span>& quotations) {
    const std::vector<Literal> literals = literals_of(input_.tree, construct.roots);
    if (construct.clauses == nullptr || construct.clauses->empty()) {
      for (const Literal& literal : literals) {
        diagnostics_.report(Kind::literal_without_clause, literal.span, {slice(literal.span), construct.kind});
      }
      return;
    }
    std::vector<NumberOccurrence> numbers;
    for (const Span& quotation : quotations) {
      for (NumberOccurrence& number : text::find_numbers(sources_, quotation)) numbers.push_back(std::move(number));
    }
    name_embodied(construct, numbers);
    std::set<text::NumberClass> classes;
    for (const Literal& literal : literals) classes.insert(literal.number_class);
    for (const NumberOccurrence& number : numbers) classes.insert(number.number_class);
    for (const text::NumberClass number_class : classes) {
      std::vector<Literal> mine;
      std::vector<NumberOccurrence> theirs;
      std::copy_if(literals.begin(), literals.end(), std::back_inserter(mine),
                   [&](const Literal& literal) { return literal.number_class == number_class; });
      std::copy_if(numbers.begin(), numbers.end(), std::back_inserter(theirs),
                   [&](const NumberOccurrence& number) { return number.number_class == number_class; });
      align(mine, theirs);
    }
  }

  void name_embodied(const Construct& construct, const std::vector<NumberOccurrence>& numbers) {
    if (construct.embodied == nullptr) return;
    for (const syntax::Embodied& embodied : *construct.embodied) {
      const auto found = std::find_if(numbers.begin(), numbers.end(), [&](const NumberOccurrence& number) {
        return without_spaces(embodied.number.text).starts_with(without_spaces(slice(number.span))) &&
               !bound_.contains(number.span.begin);
      });
      if (found == numbers.end()) {
        diagnostics_.report(Kind::embodied_not_in_text, embodied.number.span, {embodied.number.text});
      } else {
        bound_.insert(found->span.begin);
      }
    }
  }

  static std::string without_spaces(std::string text) {
    std::erase(text, ' ');
    return text;
  }

  // Order-preserving: each literal takes the next equal number. With more numbers than literals, a number may repeat one taken before
  // (50件以下 after 50件以上); with more literals, a literal may repeat one bound before. Never both, so that a wrong value cannot hide.
  void align(const std::vector<Literal>& literals, const std::vector<NumberOccurrence>& numbers) {
    std::size_t required = 0;
    for (const NumberOccurrence& number : numbers) required += !number.optional && !bound_.contains(number.span.begin);
    const bool literals_may_repeat = literals.size() > required;
    std::vector<const NumberOccurrence*> taken;
    std::size_t next = 0;
    const auto repeats = [&](const auto& same) { return std::any_of(taken.begin(), taken.end(), same); };
    const auto skip_repeated_literals = [&] {
      while (literals_may_repeat && next < literals.size() &&
             repeats([&](const NumberOccurrence* t) { return matches(literals[next], *t); })) {
        ++next;
      }
    };
    for (const NumberOccurrence& number : numbers) {
      if (next < literals.size() && matches(literals[next], number)) {
        taken.push_back(&number);
        bound_.insert(number.span.begin);
        ++next;
        continue;
      }
      skip_repeated_literals();
      if (next < literals.size() && matches(literals[next], number)) {
        taken.push_back(&number);
        bound_.insert(number.span.begin);
        ++next;
        continue;
      }
      const bool repeated = !literals_may_repeat && repeats([&](const NumberOccurrence* t) {
        return t->value == number.value && t->unit == number.unit;
      });
      if (number.optional || repeated || bound_.contains(number.span.begin)) continue;
      unbound_.emplace(number.span.begin, number);
    }
    skip_repeated_literals();
    for (; next < literals.size(); ++next) report_literal(literals[next], numbers);
  }

  void report_literal(const Literal& literal, const std::vector<NumberOccurrence>& numbers) {
    const bool present = std::any_of(numbers.begin(), numbers.end(), [&](const NumberOccurrence& n) { return matches(literal, n); });
    std::string list;
    for (const NumberOccurrence& number : numbers) list += (list.empty() ? "" : "、") + slice(number.span);
    const Kind kind = present ? Kind::literal_out_of_order : Kind::literal_not_in_text;
    diagnostics_.report(kind, literal.span, {slice(literal.span), list.empty() ? "—" : list});
  }

  // What of each sentence no quotation covers.
  void uncovered() {
    for (const text::Sentence& sentence : input_.document.sentences) {
      if (input_.document.paragraphs[sentence.paragraph].heading) continue;
      std::uint32_t begin = 0;
      std::uint32_t end = 0;
      for (const std::uint32_t offset : input_.document.plain.offsets) {
        if (offset < sentence.span.begin || offset >= sentence.span.end) continue;
        const bool inside = std::any_of(covered_.begin(), covered_.end(),
                                        [&](Span span) { return span.begin <= offset && offset < span.end; });
        if (inside) continue;
        if (end == 0) begin = offset;
        end = offset + 1;
      }
      if (end == 0) continue;
      const Span span{input_.document.file, begin, end};
      diagnostics_.report(Kind::sentence_uncovered, span, {slice(span)});
    }
  }

  const text::SourceSet& sources_;
  const Input& input_;
  text::Diagnostics& diagnostics_;
  std::vector<Span> covered_;
  std::set<std::uint32_t> bound_;                       // numbers of the text that a literal or 字面 carries, by offset
  std::map<std::uint32_t, NumberOccurrence> unbound_;   // carried by no literal of one construct; another may
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
