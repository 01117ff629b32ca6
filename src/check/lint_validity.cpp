// Definitions and series that end before the documents that use them.
#include <map>
#include <optional>
#include <set>

#include "check/lint.h"
#include "ir/walk.h"

namespace zhidui::check {

namespace {

using base::Date;
using ir::ExprId;
using ir::Op;
using text::Kind;

class ValidityLint {
 public:
  ValidityLint(const ir::Program& program, text::Diagnostics& diagnostics) : program_(program), diagnostics_(diagnostics) {}

  void run(const std::vector<Input>& inputs) {
    for (std::uint32_t i = 0; i < program_.documents.size(); ++i) {
      const ir::Document& document = program_.documents[i];
      if (document.missing) continue;
      const Force force{fixed_day(document.effective, document), document.expires.present(), fixed_day(document.expires, document)};
      const Uses uses = uses_of(ir::DocumentId{i});
      for (const Input& input : inputs) {
        for (const syntax::Declaration& declaration : input.tree.declarations) {
          const auto* definition = std::get_if<syntax::Definition>(&declaration);
          if (definition && uses.names.contains(definition->name.name.text)) check(*definition, document, force);
        }
      }
      for (const std::uint32_t series : uses.series) check(program_.series[series], document, force);
    }
  }

 private:
  struct Force {
    std::optional<Date> first;
    bool ends = false;
    std::optional<Date> end;  // the first day out, where it is known
  };
  struct Uses {
    std::set<std::string> names;  // of definitions; also those of lets
    std::set<std::uint32_t> series;
  };

  std::optional<Date> fixed_day(ExprId id, const ir::Document& document) const {
    if (!id.present()) return std::nullopt;
    const ir::Expr& expr = program_.expr(id);
    if (expr.op == Op::constant) return Date{static_cast<std::int32_t>(expr.value.interval.lo.to_int64())};
    const bool published = expr.op == Op::document_date && expr.doc_date == ir::DocDate::published && document.published;
    return published && document.published->low == document.published->high ? std::optional(document.published->low) : std::nullopt;
  }

  Uses uses_of(ir::DocumentId document) const {
    std::vector<ExprId> roots;
    for (const ir::Measure& measure : program_.measures) {
      if (measure.document != document) continue;
      for (const ir::Root& root : ir::roots(program_, measure)) roots.push_back(root.id);
    }
    const std::vector<bool> reached = ir::reached_from(program_, roots);
    Uses uses;
    for (std::size_t i = 0; i < reached.size(); ++i) {
      if (!reached[i]) continue;
      uses.names.insert(program_.exprs[i].label);
      if (program_.exprs[i].op == Op::series) uses.series.insert(program_.exprs[i].series.value);
    }
    return uses;
  }

  void check(const syntax::Definition& definition, const ir::Document& document, const Force& force) {
    const std::string& name = definition.name.name.text;
    const auto& to = definition.valid_to;
    const bool outlived = to && (!force.ends || (force.end && *to < Date{force.end->days - 1}));
    if (outlived) report(Kind::lint_definition_expired, definition.name.name.span, {name, to->to_string(), document.number}, document);
    const auto& from = definition.valid_from;
    const bool early = from && force.first && *force.first < *from;
    if (early) report(Kind::lint_definition_not_yet, definition.name.name.span, {name, from->to_string(), document.number}, document);
  }

  void check(const ir::Series& series, const ir::Document& document, const Force& force) {
    if (!force.first || series.entries.empty()) return;
    const std::int64_t key = series.entries.back().key;
    std::string last;
    bool over = false;
    switch (series.key) {
      case ir::SeriesKey::day:
        last = Date{static_cast<std::int32_t>(key)}.to_string();
        over = key < force.first->days;
        break;
      case ir::SeriesKey::month: {
        const std::string month = std::to_string(key % 12 + 1);
        last = std::to_string(key / 12) + (month.size() < 2 ? "-0" : "-") + month;
        over = key < std::int64_t{force.first->year()} * 12 + force.first->month() - 1;
        break;
      }
      case ir::SeriesKey::year:
        last = std::to_string(key);
        over = key < force.first->year();
        break;
    }
    if (over) report(Kind::lint_series_ended, series.span, {series.name.zh, last, document.number}, document);
  }

  void report(Kind kind, const text::Span& span, std::vector<std::string> arguments, const ir::Document& document) {
    diagnostics_.report(kind, span, std::move(arguments)).labels.push_back({document.span, "使用它的文件", "the document that uses it"});
  }

  const ir::Program& program_;
  text::Diagnostics& diagnostics_;
};

}  // namespace

void lint_validity(const ir::Program& program, const std::vector<Input>& inputs, text::Diagnostics& diagnostics) {
  ValidityLint(program, diagnostics).run(inputs);
}

}  // namespace zhidui::check
