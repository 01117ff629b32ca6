// What the steps of an explanation share: values of operands, and the facts and rows behind them.
#include <algorithm>

#include "base/must.h"
#include "facts/lookup.h"
#include "ir/walk.h"
#include "report/explain.h"

namespace zhidui::report {

using ir::Expr;
using ir::ExprId;
using ir::Op;
using outcome::TraceNode;
using outcome::Value;

namespace {

constexpr std::size_t kMostMembers = 5;
constexpr std::size_t kMostMembersTold = 3;  // of more members the facts are not told
constexpr std::uint32_t kNone = UINT32_MAX;

// Reads a row that only exists inside an aggregate or a computed field: cannot be evaluated by itself.
bool needs_row(const ir::Program& program, ExprId id, ir::BinderId own) {
  const Expr& expr = program.expr(id);
  if (expr.op == Op::row) return expr.binder != own;
  if (ir::is_aggregate(expr.op)) return expr.range->owner.present() && needs_row(program, expr.range->owner, own);
  const auto operands = ir::operands(expr);
  return std::any_of(operands.begin(), operands.end(), [&](const ir::Operand& o) { return needs_row(program, o.id, own); });
}

const facts::Segment* segment_of(const facts::Record& record, const ir::Field& field, ir::FieldId id, std::optional<base::Date> day,
                                 const evaluate::Scope& scope) {
  const facts::Segment* found = nullptr;
  if (id.value >= record.fields.size()) return nullptr;
  for (const facts::Segment& segment : record.fields[id.value].segments) {
    const bool decided = field.kind == ir::FieldKind::decided;
    if (decided && segment.from && *segment.from > std::min(scope.decided, scope.known)) continue;
    if (!decided && segment.provenance.recorded_on && *segment.provenance.recorded_on > scope.known) continue;
    const bool covers = !day || decided || ((!segment.from || *segment.from <= *day) && (!segment.to || *day <= *segment.to));
    if (covers) found = &segment;
  }
  return found;
}

Wording source_words(const ir::Field& field, const facts::Segment* segment, const std::string& decider) {
  const bool decided = field.kind == ir::FieldKind::decided;
  if (!segment && decided) return say(Sentence::awaits_decision, {verbatim(field.voucher.empty() ? decider : field.voucher)});
  if (!segment) return field.voucher.empty() ? Wording{} : say(Sentence::vouched_by, {verbatim(field.voucher)});
  const facts::Provenance& from = segment->provenance;
  if (decided) {
    const Wording on = segment->from ? date_words(*segment->from) : Wording{};
    return say(Sentence::decided_by_on, {verbatim(from.source), on});
  }
  if (from.source.empty()) {
    return field.voucher.empty() ? say(Sentence::source_not_stated) : say(Sentence::source_not_stated_by, {verbatim(field.voucher)});
  }
  if (!from.recorded_on) return verbatim(from.source);
  return say(Sentence::source_recorded_on, {verbatim(from.source), date_words(*from.recorded_on)});
}

// A million yuan and more is easier to read and to compare in 万元.
Wording in_ten_thousands(const base::Rational& fen, const Wording& plain) {
  constexpr std::int64_t kTenThousandYuan = 1'000'000, kLarge = 100'000'000;
  const base::Rational number = fen / base::Rational(kTenThousandYuan);
  const bool large = !(fen < base::Rational(kLarge)) && number.is_integer();
  return large ? Wording{grouped_number(number) + "万元 " + say(Sentence::in_brackets, {plain}).zh, plain.en} : Wording{};
}

}  // namespace

std::pair<std::string, std::string> relation_of(const View& view, const ir::Range& range, std::uint32_t owner) {
  const ir::RecordType& type = view.policy.program.record(range.record);
  std::string relation = type.name.id;
  if (range.holder.present()) relation += "." + type.fields[range.relation.value].name.id;
  return {relation, range.holder.present() && owner != kNone ? view.facts.record(owner).id : ""};
}

Register register_state(const View& view, const std::string& relation, const std::string& owner) {
  const facts::Closure* closure = facts::find_closure(view.facts, relation, owner, view.scope.known);
  if (!closure) return Register::unsaid;
  if (!closure->as_of) return Register::whole;
  return *closure->as_of < view.scope.claimed ? Register::until : Register::through;
}

Wording register_words(const View& view, const std::string& relation, const std::string& owner) {
  const facts::Closure* closure = facts::find_closure(view.facts, relation, owner, view.scope.known);
  if (!closure) return say(Sentence::register_unsaid);
  const std::string& source = closure->provenance.source;
  const Wording who = source.empty() ? say(Sentence::source_not_stated) : verbatim(source);
  if (!closure->as_of) return say(Sentence::register_whole, {who});
  const bool early = *closure->as_of < view.scope.claimed;
  return say(early ? Sentence::register_until : Sentence::register_through, {date_words(*closure->as_of), who});
}

bool nothing_until_claimed(const View& view, const outcome::Claim& claim) {
  const ir::Measure& measure = view.policy.program.measures[claim.measure];
  if (claim.key.unit_kind != outcome::UnitKind::none) return false;
  const auto [relation, owner] = relation_of(view, measure.unit.range, claim.subject);
  const Register state = register_state(view, relation, owner);
  return state == Register::through || state == Register::whole;
}

Wording completeness(const View& view, const ir::Range& range, std::uint32_t owner) {
  const auto [relation, id] = relation_of(view, range, owner);
  const facts::Closure* closure = facts::find_closure(view.facts, relation, id, view.scope.known);
  if (!closure) return {};
  const std::string& source = closure->provenance.source;
  const Wording who = source.empty() ? say(Sentence::source_not_stated) : verbatim(source);
  if (!closure->as_of) return say(Sentence::complete, {who});
  return say(Sentence::complete_as_of, {date_words(*closure->as_of), who});
}

std::uint32_t Explaining::below(std::uint32_t index, ExprId operand) const {
  const TraceNode* parent = node(index);
  if (!parent) return kNone;
  for (std::uint32_t child : parent->children) {
    if (claim().trace.nodes[child].site == operand.value) return child;
  }
  return kNone;
}

std::optional<Value> Explaining::value(ExprId id, std::uint32_t index) {
  if (const TraceNode* traced = node(index)) return traced->value;
  const Expr& expr = program().expr(id);
  if (expr.op == Op::constant) return expr.value;
  if (needs_row(program(), id, measure().unit.range.binder)) return std::nullopt;
  const evaluate::ClaimContext context{ir::MeasureId{claim().measure}, claim().subject, claim().record, claim().key.period,
                                       claim().fact_date};
  return evaluate::evaluate_in(program(), view.facts, view.in_use, context, id, opens);
}

bool Explaining::own(ir::ExprId id) const {
  const text::Span& span = program().expr(id).span;
  return span.file == home.file && home.begin <= span.begin && span.end <= home.end;
}

Wording Explaining::words(ir::ExprId id) const { return phrase(view, id, own(id)); }

// White space is not significant in the official text, and …… stands for what a quotation left out.
Wording Explaining::quoted(const std::string& words, const std::vector<ir::ClauseId>& clauses) const {
  const bool official = std::any_of(clauses.begin(), clauses.end(),
                                    [&](ir::ClauseId id) { return holds_words(official_text(view, program().clauses[id.value]), words); });
  return official ? say(Sentence::quoted, {verbatim(words)}) : verbatim(words);
}

bool Explaining::period_over() const { return claim().key.period.value_or(view.scope.claimed.year()) < view.scope.claimed.year(); }

// A fact that nobody has told has the whole range of its field: that is no information.
bool Explaining::vague(ExprId id, std::uint32_t index) {
  const Expr& expr = program().expr(id);
  const auto found = value(id, index);
  if (!found || found->single() || found->kind != outcome::ValueKind::number) return false;
  if (expr.op == Op::field || expr.op == Op::field_on) {
    const ir::Field& field = program().record(expr.record_type).fields[expr.field.value];
    return field.low && field.high && found->interval.lo == *field.low && found->interval.hi == *field.high;
  }
  return std::any_of(expr.args.begin(), expr.args.end(), [&](ExprId arg) { return vague(arg, below(index, arg)); });
}

Wording Explaining::value_text(ExprId id, std::uint32_t index) {
  const auto found = value(id, index);
  if (!found) return say(Sentence::not_known);
  const ir::Type& type = program().expr(id).type;
  if (!vague(id, index)) return value_words(view, type, *found);
  if (found->interval.lo.sign() <= 0) return say(Sentence::not_known);
  return say(Sentence::at_least, {number_words(program(), type, found->interval.lo)});
}

Wording Explaining::operand(ExprId id, std::uint32_t index) {
  const Expr& expr = program().expr(id);
  const Wording number = value_text(id, index);
  if (expr.op == Op::constant) return number;
  const Wording name = expr.label.empty() ? composed_phrase(view, id) : verbatim(expr.label);
  return say(Sentence::name_value, {name, number});
}

void Explaining::add_term(ExprId literal) {
  const Expr& expr = program().expr(literal);
  if (expr.op != Op::constant || expr.type.kind == ir::TypeKind::boolean) return;
  std::string written = source_line(view, expr.span);
  if (written.empty() || expr.type.kind == ir::TypeKind::enumeration) written = value_words(view, expr.type, expr.value).zh;
  if (!written.empty()) terms.push_back(std::move(written));
}

void Explaining::use_fact(std::uint32_t record, ir::FieldId field_id, std::optional<base::Date> day) {
  if (record == kNone) return;
  const auto [seen, fresh] = facts_seen.emplace(std::pair{record, field_id.value}, out.facts.size());
  facts_used.push_back(seen->second);
  if (!fresh) return;
  const facts::Record& of = view.facts.record(record);
  const ir::Field& field = program().record(of.type).fields[field_id.value];
  const facts::Segment* segment = segment_of(of, field, field_id, day, view.scope);
  FactUse use;
  use.record = record;
  use.field = field_id;
  use.day = field.dated ? day : std::nullopt;
  use.known = segment != nullptr;
  use.of = record_words(view, record);
  use.name = name_words(field.name);
  use.value = segment ? value_words(view, field.type, segment->value) : say(Sentence::not_known);
  use.source = source_words(field, segment, measure().decider);
  const bool decided = field.kind == ir::FieldKind::decided;
  if (decided && segment) use.decided_on = segment->from;
  const std::string told = segment ? segment->provenance.source : "";
  use.voucher = verbatim(!told.empty() ? told : !field.voucher.empty() ? field.voucher : decided ? measure().decider : "");
  use.unsourced = segment && told.empty() && !decided && !field.voucher.empty();
  const bool sum = segment && field.type.kind == ir::TypeKind::money && segment->value.single();
  if (sum) use.large = in_ten_thousands(segment->value.interval.lo, use.value);
  out.facts.push_back(std::move(use));
}

// Of what counts for certain nothing that is not known can have mattered.
void Explaining::use_known_fact(std::uint32_t record, ir::FieldId field_id) {
  const facts::Record& of = view.facts.record(record);
  const ir::Field& field = program().record(of.type).fields[field_id.value];
  if (segment_of(of, field, field_id, std::nullopt, view.scope)) use_fact(record, field_id, std::nullopt);
}

// What a search found is told by the facts that its filter asked about.
void Explaining::use_members(const ir::Expr& expr, const TraceNode& traced) {
  const ir::Range& range = base::must(expr.range);
  if (!range.where.present() || traced.certain_members == 0 || traced.certain_members > kMostMembersTold) return;
  std::vector<ExprId> asked{range.where};
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const Expr& each = program().expr(asked[i]);
    for (const ir::Operand& operand : ir::operands(each)) asked.push_back(operand.id);
    const bool of_row = (each.op == Op::field || each.op == Op::field_on) && program().expr(each.args[0]).op == Op::row &&
                        program().expr(each.args[0]).binder == range.binder;
    if (!of_row) continue;
    for (std::uint32_t k = 0; k < traced.certain_members; ++k) use_known_fact(traced.members[k], each.field);
  }
}

// Within a computed field of the claim's record the owner is a field of that record: 以其为 获得者.
std::uint32_t Explaining::owner_of(const ir::Range& range, std::uint32_t index) {
  if (!range.owner.present()) return kNone;
  auto who = value(range.owner, below(index, range.owner));
  const Expr& expr = program().expr(range.owner);
  const bool of_claim = !who && expr.op == Op::field && claim().record != kNone && program().expr(expr.args[0]).op == Op::row &&
                        view.facts.record(claim().record).type == expr.record_type;
  if (of_claim) {
    const facts::Record& record = view.facts.record(claim().record);
    const ir::Field& field = program().record(record.type).fields[expr.field.value];
    const facts::Segment* segment = segment_of(record, field, expr.field, std::nullopt, view.scope);
    if (segment) who = segment->value;
  }
  return who && who->may.single() ? who->may.indices[0] : kNone;
}

void Explaining::use_rows(ExprId id, std::uint32_t index) {
  const Expr& expr = program().expr(id);
  const TraceNode* traced = node(index);
  if (!traced) return;
  const auto [seen, fresh] = rows_seen.emplace(whole_phrase(view, id).zh, out.rows.size());
  rows_used.push_back(seen->second);
  if (!fresh) return;
  const ir::Range& range = base::must(expr.range);
  const std::uint32_t owner = owner_of(range, index);
  const auto members = static_cast<std::ptrdiff_t>(traced->certain_members);
  RowsUse use;
  use.site = id.value;
  use.words = expr.op == Op::exists ? whole_rows_phrase(view, id) : whole_phrase(view, id);
  use.briefly = expr.op == Op::exists ? rows_phrase(view, id) : composed_phrase(view, id);
  use.value = value_words(view, expr.type, traced->value);
  use.exists = expr.op == Op::exists;
  if (use.exists) {
    use.value = say(traced->value.is_true()    ? Sentence::some_such_rows
                    : traced->value.is_false() ? Sentence::no_such_rows
                                               : Sentence::perhaps_such_rows);
  }
  use.certain.assign(traced->members.begin(), traced->members.begin() + members);
  use.possible.assign(traced->members.begin() + members, traced->members.end());
  std::vector<Wording> titles;
  for (std::uint32_t record : use.certain) titles.push_back(record_title(view, record));
  use.members = joined_shortly(titles, Sentence::list_comma, kMostMembers);
  use.completeness = completeness(view, range, owner);
  // Who stated the register can correct it; else whoever keeps such records.
  const auto [relation, owner_id] = relation_of(view, range, owner);
  const facts::Closure* closure = facts::find_closure(view.facts, relation, owner_id, view.scope.known);
  const bool stated = closure && !closure->provenance.source.empty();
  use.voucher = verbatim(stated ? closure->provenance.source : keeper_of(program().record(range.record)));
  if (range.holder.present() && owner != kNone) {
    const std::vector<std::uint32_t>& held = view.facts.held_by(range.record, range.relation, owner);
    std::vector<Wording> names;
    for (std::uint32_t record : held) names.push_back(record_title(view, record));
    use.held = held.size();
    use.on_record = say(Sentence::counted_named,
                        {verbatim(std::to_string(held.size())), joined_shortly(names, Sentence::list_comma, kMostMembersTold)});
  }
  out.rows.push_back(std::move(use));
  if (expr.op == Op::exists) use_members(expr, *traced);
}

const facts::Total* Explaining::statement_of(const ir::Expr& expr, std::uint32_t index) {
  const TraceNode* traced = node(index);
  const TraceNode* counted = node(below(index, expr.args[2]));
  if (!traced || !counted || traced->value == counted->value) return nullptr;
  const auto owner = value(expr.args[0], below(index, expr.args[0]));
  const auto year = value(expr.args[1], below(index, expr.args[1]));
  if (!owner || !owner->may.single() || !year || !year->single()) return nullptr;
  const facts::Total* found = nullptr;
  const std::string& id = view.facts.record(owner->may.indices[0]).id;
  for (const facts::Total& total : view.facts.totals_of(expr.statistic, id, static_cast<int>(year->interval.lo.to_int64()))) {
    if (!total.provenance.recorded_on || *total.provenance.recorded_on <= view.scope.known) found = &total;
  }
  return found;
}

// Where a statement of totals gave the number the records are not what was used.
void Explaining::use_statement(const ir::Expr& expr, std::uint32_t index) {
  const facts::Total* total = statement_of(expr, index);
  if (!total) return;
  const Wording who = total->provenance.source.empty() ? say(Sentence::source_not_stated) : verbatim(total->provenance.source);
  const Wording on = total->provenance.recorded_on ? date_words(*total->provenance.recorded_on) : Wording{};
  const Wording words =
      say(Sentence::stated_instead, {joined({who, on}, Sentence::space), say(Sentence::year, {verbatim(std::to_string(total->year))}),
                                     value_words(view, expr.type, node(index)->value)});
  for (RowsUse& use : out.rows) {
    if (use.site == expr.args[2].value) use.set_aside = true, use.stated = words;
  }
}

void Explaining::use_facts(ExprId id, std::uint32_t index) {
  const Expr& expr = program().expr(id);
  const TraceNode* traced = node(index);
  if (expr.op == Op::field || expr.op == Op::field_on) {
    const ir::Field& field = program().record(expr.record_type).fields[expr.field.value];
    std::optional<base::Date> day;
    if (expr.op == Op::field_on) {
      use_facts(expr.args[1], below(index, expr.args[1]));
      const auto when = value(expr.args[1], below(index, expr.args[1]));
      if (when && when->single()) day = date_of(when->interval.lo);
    }
    std::uint32_t record = traced ? traced->record : kNone;
    const Op holder = program().expr(expr.args[0]).op;
    if (record == kNone && holder == Op::subject) record = claim().subject;
    if (record == kNone && holder == Op::row && program().expr(expr.args[0]).binder == measure().unit.range.binder) record = claim().record;
    if (holder != Op::subject && holder != Op::row) use_facts(expr.args[0], below(index, expr.args[0]));
    if (field.kind != ir::FieldKind::computed) return use_fact(record, expr.field, day);
    if (traced && field.computed.present()) use_facts(field.computed, below(index, field.computed));
    return;
  }
  if (ir::is_aggregate(expr.op)) return use_rows(id, index);
  if (expr.op == Op::reading) {
    readings_passed.insert(expr.reading.value);
    const auto taken = alternative(expr.reading);
    for (std::size_t i = 0; i < expr.args.size(); ++i) {
      if (!taken || *taken == i) use_facts(expr.args[i], below(index, expr.args[i]));
    }
    return;
  }
  if (expr.op == Op::choose) {
    const auto holds = value(expr.args[0], below(index, expr.args[0]));
    use_facts(expr.args[0], below(index, expr.args[0]));
    for (std::size_t i : {1, 2}) {
      const bool reached = !holds || (i == 1 ? holds->may_true : holds->may_false);
      if (reached) use_facts(expr.args[i], below(index, expr.args[i]));
    }
    return;
  }
  for (ExprId operand_id : expr.args) use_facts(operand_id, below(index, operand_id));
  if (expr.op == Op::statistic) use_statement(expr, index);
  // Of a choice the rows are followed up to the one that was reached.
  for (std::size_t i = 0; i < expr.cases.size(); ++i) {
    if (traced && traced->payload != kNone && i > traced->payload) break;
    use_facts(expr.cases[i].condition, below(index, expr.cases[i].condition));
    const bool reached = !traced || traced->payload == kNone || traced->payload == i;
    if (reached) use_facts(expr.cases[i].value, below(index, expr.cases[i].value));
  }
}

}  // namespace zhidui::report
