// What a word of an expression means, in the order of docs/language.md §3.
#include <algorithm>

#include "check/lowering.h"

namespace zhidui::check {

namespace {

enum class Builtin {
  subject,
  this_item,
  this_year,
  fact_date,
  claimed_on,
  decided_on,
  published_on,
  effective_on,
  expires_on,
  same_matter
};

struct BuiltinName {
  std::string_view zh, id;
  Builtin builtin;
};
constexpr BuiltinName kBuiltins[] = {
    {"主体", "subject", Builtin::subject},
    {"本项", "this_item", Builtin::this_item},
    {"本年度", "this_year", Builtin::this_year},
    {"事实日", "fact_date", Builtin::fact_date},
    {"申报日", "claimed_on", Builtin::claimed_on},
    {"决定日", "decided_on", Builtin::decided_on},
    {"印发日", "published_on", Builtin::published_on},
    {"施行日", "effective_on", Builtin::effective_on},
    {"失效日", "expires_on", Builtin::expires_on},
    {"同一事项", "same_matter", Builtin::same_matter},
};

const BuiltinName* find_builtin(std::string_view word) {
  const auto it =
      std::find_if(std::begin(kBuiltins), std::end(kBuiltins), [&](const BuiltinName& b) { return b.zh == word || b.id == word; });
  return it == std::end(kBuiltins) ? nullptr : it;
}

}  // namespace

bool is_builtin_name(std::string_view word) { return find_builtin(word) != nullptr; }

bool Lowering::is_value_name(const Scope& scope, std::string_view word) {
  for (const LetFrame* frame = scope.lets; frame; frame = frame->outer) {
    for (const LetEntry& entry : frame->entries) {
      if (entry.let->name.text == word) return true;
    }
  }
  for (const Parameter& parameter : scope.parameters) {
    if (parameter.name == word) return true;
  }
  for (const Row& row : scope.rows) {
    if (find_field(row.record, word)) return true;
  }
  return find_value(scope.input, word) || find_builtin(word);
}

ExprId Lowering::lower_let(LetFrame& frame, LetEntry& entry) {
  if (entry.progress == Progress::done) return entry.value;
  const std::string& name = entry.let->name.text;
  if (entry.progress == Progress::active) return cycle(frame.base, name, entry.let->name.span);
  entry.progress = Progress::active;
  chain.push_back(name);
  const std::size_t fresh_from = program.exprs.size();
  const ExprId value = lower(frame.base, entry.let->value);
  entry.value = named(value, name, entry.let->span, fresh_from, false);
  chain.pop_back();
  entry.progress = Progress::done;
  return entry.value;
}

std::optional<ExprId> Lowering::lower_let_name(Scope& scope, std::string_view word, Span span) {
  for (LetFrame* frame = scope.lets; frame; frame = frame->outer) {
    for (LetEntry& entry : frame->entries) {
      if (entry.let->name.text != word) continue;
      used_lets.insert(entry.let);
      for (const Row& row : scope.rows) {
        if (!find_field(row.record, word)) continue;
        const std::string hidden = program.record(row.record).name.zh + " 的 " + std::string(word);
        diagnostics.report(Kind::shadowed_name, entry.let->name.span, {entry.let->name.text, hidden})
            .labels.push_back({span, "在这里", "here"});
      }
      return lower_let(*frame, entry);
    }
  }
  return std::nullopt;
}

std::optional<ExprId> Lowering::lower_row_field(Scope& scope, std::string_view word, Span span) {
  for (auto row = scope.rows.rbegin(); row != scope.rows.rend(); ++row) {
    const auto field = find_field(row->record, word);
    if (!field) continue;
    const ir::Field& f = program.record(row->record).fields[field->value];
    if (f.dated) {
      report(scope, Kind::dated_without_day, span, {f.name.zh});
      return ExprId{};
    }
    return field_access(scope, row->expr, *field, {}, span);
  }
  return std::nullopt;
}

ExprId Lowering::subject_of(const Scope& scope, Span span) {
  switch (scope.subject) {
    case Scope::Subject::given: return scope.subject_expr;
    case Scope::Subject::none: report(scope, Kind::subject_not_here, span); return {};
    case Scope::Subject::applicant: break;
  }
  if (!program.subject_record.present()) {
    report(scope, Kind::no_subject_record, span);
    return {};
  }
  return add(scope, Op::subject, Type{TypeKind::record, {}, {}, program.subject_record}, span, {});
}

ExprId Lowering::year_of_scope(const Scope& scope, Span span) {
  switch (scope.year) {
    case Scope::Year::given: return scope.year_expr;
    case Scope::Year::none: report(scope, Kind::year_not_here, span); return {};
    case Scope::Year::own: break;
  }
  return add(scope, Op::this_year, Type{TypeKind::year, {}, {}, {}}, span, {});
}

ExprId Lowering::lower_document_date(Scope& scope, ir::DocDate which, std::string_view word, Span span) {
  if (!scope.document.present() && scope.in_definition) return unknown_of(scope, Type{TypeKind::date, {}, {}, {}}, span);
  if (!scope.document.present() || scope.hidden_dates.contains(which)) {
    report(scope, Kind::document_date_not_here, span, {std::string(word)});
    return {};
  }
  ir::Expr out;
  out.op = Op::document_date;
  out.type = Type{TypeKind::date, {}, {}, {}};
  out.span = span;
  out.document = scope.document;
  out.doc_date = which;
  return add(scope, std::move(out));
}

std::optional<ExprId> Lowering::lower_builtin_name(Scope& scope, std::string_view word, Span span) {
  const BuiltinName* found = find_builtin(word);
  if (!found) return std::nullopt;
  const Type date{TypeKind::date, {}, {}, {}};
  switch (found->builtin) {
    case Builtin::subject: return subject_of(scope, span);
    case Builtin::this_item:
      if (!scope.item.present()) report(scope, Kind::item_not_here, span);
      return scope.item;
    case Builtin::this_year: return year_of_scope(scope, span);
    case Builtin::fact_date:
      if (!scope.fact_date) {
        report(scope, Kind::fact_date_not_here, span);
        return ExprId{};
      }
      return add(scope, Op::fact_date, date, span, {});
    case Builtin::claimed_on:
    case Builtin::decided_on: {
      if (!scope.clocks) {
        report(scope, Kind::clock_not_here, span, {std::string(word)});
        return ExprId{};
      }
      ir::Expr out;
      out.op = Op::clock;
      out.type = date;
      out.span = span;
      out.clock = found->builtin == Builtin::claimed_on ? ir::Clock::claimed : ir::Clock::decided;
      return add(scope, std::move(out));
    }
    case Builtin::published_on: return lower_document_date(scope, ir::DocDate::published, word, span);
    case Builtin::effective_on: return lower_document_date(scope, ir::DocDate::effective, word, span);
    case Builtin::expires_on: return lower_document_date(scope, ir::DocDate::expires, word, span);
    case Builtin::same_matter: report(scope, Kind::matter_not_here, span); return ExprId{};
  }
  return std::nullopt;
}

ExprId Lowering::lower_name(Scope& scope, const std::string& word, Span span, const Expected& expected) {
  if (const auto let = lower_let_name(scope, word, span)) return *let;
  for (const Parameter& parameter : scope.parameters) {
    if (parameter.name == word) return parameter.value;
  }
  if (const auto field = lower_row_field(scope, word, span)) return *field;
  const bool wants_member = expected && expected->kind == TypeKind::enumeration;
  if (wants_member) {
    if (const auto member = find_member(expected->enumeration, word)) return member_constant(scope, expected->enumeration, *member, span);
  }
  if (ValueSymbol* symbol = find_value(scope.input, word)) return use_value(scope, *symbol, nullptr, span);
  if (const auto builtin = lower_builtin_name(scope, word, span)) return *builtin;
  const auto homes = member_homes.find(word);
  if (!wants_member && homes != member_homes.end()) {
    const auto& [enumeration, index] = homes->second.front();
    if (homes->second.size() == 1) return member_constant(scope, enumeration, index, span);
    text::Diagnostic& diagnostic = report(scope, Kind::ambiguous_member, span, {word});
    for (const auto& home : homes->second) {
      const ir::Enumeration& e = program.enumeration(home.first);
      diagnostic.labels.push_back({e.span, "「" + e.name.zh + "」 有它", "`" + e.name.id + "` has it"});
    }
    return {};
  }
  if (wants_member) {
    std::vector<std::string> candidates;
    for (const auto& [name, index] : member_index[expected->enumeration.value]) candidates.push_back(name);
    suggest(report(scope, Kind::unknown_member, span, {word, program.enumeration(expected->enumeration).name.zh}), word, candidates);
    return {};
  }
  unknown_name(scope, word, span);
  return {};
}

}  // namespace zhidui::check
