#include "report/json_award.h"

namespace zhidui::report {

using outcome::Award;
using outcome::Claim;

namespace {

JsonValue texts(const std::vector<std::string>& list) {
  JsonValue out = JsonValue::array();
  for (const std::string& text : list) out.push(JsonValue::of(text));
  return out;
}

template <class List, class F>
JsonValue array_of(const List& list, F each) {
  JsonValue out = JsonValue::array();
  for (const auto& element : list) out.push(each(element));
  return out;
}

std::string_view unit_kind_id(outcome::UnitKind kind) {
  switch (kind) {
    case outcome::UnitKind::entity: return "entity";
    case outcome::UnitKind::item: return "item";
    case outcome::UnitKind::none: return "none";
  }
  return "";
}

class AwardJson {
 public:
  AwardJson(const View& view, const ValueJson& values, const Explanation& explanation)
      : view_(view), values_(values), explanation_(explanation), award_(*explanation.award) {}

  JsonValue write() const {
    const Claim& claim = award_.claim;
    JsonValue out = object({{"key", key()}, {"measure", name_json(measure().name)}, {"title", words_json(explanation_.title)}});
    out.set("claimants", texts(claim.claimants));
    out.set("payee", claim.payee.empty() ? JsonValue{} : JsonValue::of(claim.payee));
    out.set("status", status_json(award_.status, explanation_.status));
    out.set("payable", quantum(award_.payable));
    out.set("base", quantum(claim.base));
    out.set("reason", words_json(explanation_.reason));
    out.set("fact_date", explanation_.no_candidate ? JsonValue{} : values_.of({ir::TypeKind::date, {}, {}, {}}, claim.fact_date));
    out.set("validity", words_json(explanation_.validity));
    out.set("validity_clauses", array_of(explanation_.validity_quotations, [&](const Quotation& q) { return quotation(q); }));
    out.set("deciding_facts", array_of(explanation_.deciding, words_json));
    out.set("clauses", array_of(explanation_.quotations, [&](const Quotation& q) { return quotation(q); }));
    out.set("stages", stages());
    out.set("conditions", array_of(explanation_.conditions, [&](const Condition& c) { return condition(c); }));
    out.set("atoms", array_of(claim.atoms, [&](const outcome::Atom& a) { return atom(a); }));
    out.set("amount", array_of(explanation_.amount, words_json));
    out.set("selection", selection());
    out.set("facts", array_of(explanation_.facts, [&](const FactUse& f) { return fact(f); }));
    out.set("records", array_of(explanation_.rows, [&](const RowsUse& r) { return rows(r); }));
    out.set("faults", faults());
    out.set("cuts", array_of(explanation_.cuts, [&](const CutUse& c) { return cut(c); }));
    out.set("earlier_payments", array_of(explanation_.earlier, [&](const PaymentUse& p) { return payment(p); }));
    out.set("rests_on", texts(award_.rests_on));
    out.set("readings", array_of(explanation_.readings, [&](const ReadingUse& r) { return reading(r); }));
    out.set("repairs", repairs());
    out.set("next", array_of(explanation_.next, words_json));
    out.set("missing", array_of(explanation_.missing, [&](const OpenUse& o) { return values_.open(o.id); }));
    out.set("awaited", array_of(explanation_.awaited, [&](const OpenUse& o) { return values_.open(o.id); }));
    out.set("evidence", texts(measure().evidence));
    out.set("duties", array_of(explanation_.duties, words_json));
    out.set("decider", JsonValue::of(measure().decider));
    out.set("trace", trace_json(view_, values_, explanation_));
    return out;
  }

 private:
  const ir::Program& program() const { return view_.policy.program; }
  const ir::Measure& measure() const { return program().measures[award_.claim.measure]; }

  JsonValue key() const {
    const outcome::ClaimKey& key = award_.claim.key;
    return object({{"text", JsonValue::of(key.to_string())},
                   {"measure", JsonValue::of(key.measure)},
                   {"unit_kind", JsonValue::of(unit_kind_id(key.unit_kind))},
                   {"unit", JsonValue::of(key.unit)},
                   {"period", key.period ? JsonValue::of(*key.period) : JsonValue{}}});
  }

  JsonValue quantum(const outcome::Quantum& quantum) const {
    JsonValue out = values_.money(quantum.money);
    out.set("kind", JsonValue::of(outcome::quantum_kind_id(quantum.kind)));
    out.set("decider", JsonValue::of(quantum.decider));
    out.set("zh", JsonValue::of(money_words(quantum.money.interval).zh));
    out.set("en", JsonValue::of(money_words(quantum.money.interval).en));
    return out;
  }

  JsonValue quotation(const Quotation& quotation) const {
    const ir::Clause& clause = program().clauses[quotation.clause.value];
    return object({{"document", JsonValue::of(quotation.document)},
                   {"path", JsonValue::of(clause.path)},
                   {"place", words_json(quotation.place)},
                   {"kind", JsonValue::of(clause.kind)},
                   {"quotation", JsonValue::of(quotation.text)},
                   {"shortened", JsonValue::of(quotation.shortened)},
                   {"decides", JsonValue::of(quotation.decides)}});
  }

  JsonValue stages() const {
    JsonValue out = JsonValue::array();
    for (std::size_t i = 0; i < outcome::kStageCount; ++i) {
      const auto stage = static_cast<outcome::Stage>(i);
      JsonValue entry = object({{"stage", JsonValue::of(outcome::stage_id(stage))}, {"zh", JsonValue::of(outcome::stage_zh(stage))}});
      const JsonValue holds = values_.holds(award_.claim.stages[i]);
      entry.set("holds", *holds.find("value"));
      entry.set("opens", *holds.find("opens"));
      out.push(std::move(entry));
    }
    return out;
  }

  JsonValue check(const Check& check) const {
    return object({{"mark", JsonValue::of(mark_id(check.mark))},
                   {"words", words_json(check.words)},
                   {"found", words_json(check.found)},
                   {"distance", words_json(check.distance)},
                   {"depth", JsonValue::of(std::int64_t{check.depth})}});
  }

  JsonValue condition(const Condition& condition) const {
    return object({{"stage", JsonValue::of(outcome::stage_id(condition.stage))},
                   {"index", JsonValue::of(std::int64_t{condition.index})},
                   {"mark", JsonValue::of(mark_id(condition.mark))},
                   {"excluded", JsonValue::of(condition.excluded)},
                   {"label", words_json(condition.label)},
                   {"checks", array_of(condition.checks, [&](const Check& c) { return check(c); })},
                   {"clauses", array_of(condition.quotations, [&](const Quotation& q) { return quotation(q); })}});
  }

  JsonValue atom(const outcome::Atom& atom) const {
    const ir::ExprId id{atom.site};
    const ir::Expr& expr = program().expr(id);
    JsonValue out = object({{"stage", JsonValue::of(outcome::stage_id(atom.stage))},
                            {"condition", JsonValue::of(std::int64_t{atom.condition})},
                            {"words", words_json(composed_phrase(view_, id))},
                            {"negated", JsonValue::of(atom.negated)}});
    const JsonValue holds = values_.holds(atom.value);
    out.set("value", *holds.find("value"));
    out.set("opens", *holds.find("opens"));
    const ir::Type type = expr.args.empty() ? ir::Type{} : program().expr(expr.args[0]).type;
    if (atom.left) out.set("left", values_.of(type, *atom.left));
    if (atom.right) out.set("right", values_.of(type, *atom.right));
    return out;
  }

  JsonValue rivals() const {
    JsonValue out = JsonValue::array();
    for (const outcome::Rival& rival : award_.claim.rivals) {
      out.push(object({{"record", JsonValue::of(view_.facts.record(rival.record).id)},
                       {"standing", JsonValue::of(std::string(outcome::rival_kind_id(rival.kind)))}}));
    }
    return out;
  }

  JsonValue selection() const {
    const Claim& claim = award_.claim;
    if (!measure().round) return JsonValue{};
    return object({{"rank", JsonValue::of(claim.rank)},
                   {"place", JsonValue::of(claim.place)},
                   {"cut_off", JsonValue::of(claim.cut_off)},
                   {"cut_off_score", claim.cut_off_score ? JsonValue::of(claim.cut_off_score->to_decimal_string()) : JsonValue{}},
                   {"rivals", rivals()},
                   {"words", words_json(explanation_.selection)}});
  }

  JsonValue fact(const FactUse& use) const {
    const facts::Record& record = view_.facts.record(use.record);
    const ir::RecordType& type = program().record(record.type);
    return object({{"record_type", name_json(type.name)},
                   {"record", JsonValue::of(record.id)},
                   {"field", name_json(type.fields[use.field.value].name)},
                   {"on", date_json(use.day)},
                   {"known", JsonValue::of(use.known)},
                   {"value", words_json(use.value)},
                   {"source", words_json(use.source)}});
  }

  JsonValue rows(const RowsUse& use) const {
    const auto ids = [&](const std::vector<std::uint32_t>& records) {
      return array_of(records, [&](std::uint32_t record) { return JsonValue::of(view_.facts.record(record).id); });
    };
    return object({{"words", words_json(use.words)},
                   {"value", words_json(use.value)},
                   {"held", JsonValue::of(use.held)},
                   {"certain", ids(use.certain)},
                   {"possible", ids(use.possible)},
                   {"completeness", words_json(use.completeness)}});
  }

  JsonValue faults() const {
    JsonValue out = JsonValue::array();
    for (std::size_t i = 0; i < award_.claim.faults.size(); ++i) {
      const outcome::Fault& fault = award_.claim.faults[i];
      out.push(object({{"kind", JsonValue::of(fault.kind == outcome::Fault::Kind::conflict ? "conflict" : "gap")},
                       {"rules", texts(fault.rules)},
                       {"certain", JsonValue::of(fault.certain)},
                       {"words", words_json(explanation_.faults[i].words)}}));
    }
    return out;
  }

  JsonValue maybe_money(const std::optional<outcome::Interval>& sum) const {
    return sum ? values_.money(outcome::Value::interval_of(*sum, {})) : JsonValue{};
  }

  JsonValue cut(const CutUse& use) const {
    const outcome::Cut& cut = award_.cuts[use.index];
    const Wording kind{std::string(outcome::cut_kind_zh(cut.kind)), spaced_identifier(outcome::cut_kind_id(cut.kind))};
    JsonValue out = object({{"rule", JsonValue::of(cut.rule)},
                            {"kind", JsonValue::of(outcome::cut_kind_id(cut.kind))},
                            {"kind_words", words_json(kind)},
                            {"before", values_.money(cut.before)},
                            {"after", values_.money(cut.after)},
                            {"slack", values_.money(cut.slack)},
                            {"allocation", JsonValue::of(cut.allocation)},
                            {"together", maybe_money(cut.together)},
                            {"limit", maybe_money(cut.limit)}});
    JsonValue against = JsonValue::array();
    for (std::size_t i = 0; i < cut.against.size(); ++i) {
      const outcome::Cause& cause = cut.against[i];
      against.push(object({{"id", JsonValue::of(cause.id)},
                           {"kind", JsonValue::of(outcome::cause_kind_id(cause.kind))},
                           {"sum", values_.money(outcome::Value::interval_of(cause.sum, {}))},
                           {"day", date_json(cause.day)},
                           {"words", words_json(use.against[i])}}));
    }
    out.set("against", std::move(against));
    out.set("group", array_of(use.group, words_json));
    out.set("clauses", array_of(use.quotations, [&](const Quotation& q) { return quotation(q); }));
    out.set("words", words_json(use.words));
    return out;
  }

  JsonValue payment(const PaymentUse& use) const {
    const facts::Payment& payment = view_.facts.history[use.index];
    return object({{"id", JsonValue::of(payment.id)},
                   {"measure", JsonValue::of(payment.measure)},
                   {"document", JsonValue::of(payment.document)},
                   {"organ", JsonValue::of(payment.organ)},
                   {"unit", JsonValue::of(payment.unit)},
                   {"period", payment.period ? JsonValue::of(*payment.period) : JsonValue{}},
                   {"yuan", JsonValue::of(yuan_number(payment.fen))},
                   {"paid_on", JsonValue::of(payment.paid_on.to_string())},
                   {"counted", JsonValue::of(use.counted)},
                   {"words", words_json(use.words)}});
  }

  JsonValue reading(const ReadingUse& use) const {
    const ir::Reading& reading = program().readings[use.reading.value];
    const bool default_only = reading.adoption == ir::Adoption::house_default;
    const std::string_view adoption = default_only                                  ? "house_default"
                                      : reading.adoption == ir::Adoption::authority ? "authority"
                                                                                    : "left_open";
    const auto alternative = [&](const AlternativeUse& each) {
      return object({{"label", words_json(each.label)},
                     {"meaning", JsonValue::of(each.meaning.zh)},
                     {"taken", JsonValue::of(each.taken)},
                     {"payable", each.payable ? values_.money(*each.payable) : JsonValue{}},
                     {"status", each.status ? status_json(*each.status) : JsonValue{}},
                     {"why", each.why.empty() ? JsonValue{} : words_json(each.why)}});
    };
    return object({{"code", JsonValue::of(use.code)},
                   {"question", JsonValue::of(use.question)},
                   {"adoption", JsonValue::of(adoption)},
                   {"authority", JsonValue::of(reading.authority)},
                   {"standing", words_json(use.standing)},
                   {"alternatives", array_of(use.alternatives, alternative)}});
  }

  JsonValue repairs() const {
    JsonValue out = JsonValue::array();
    for (std::size_t i = 0; i < explanation_.repairs.size(); ++i) {
      const outcome::Repair& repair = award_.repairs[explanation_.repairs[i].index];
      JsonValue changes = JsonValue::array();
      for (std::size_t k = 0; k < repair.distances.size(); ++k) {
        const JsonValue which = k < repair.atoms.size() ? JsonValue::of(std::int64_t{repair.atoms[k]}) : JsonValue{};
        changes.push(object({{"atom", which}, {"distance", JsonValue::of(repair.distances[k].to_string())}}));
      }
      out.push(object({{"changes", std::move(changes)},
                       {"payable", values_.money(repair.payable)},
                       {"step_up", JsonValue::of(explanation_.repairs[i].step_up)},
                       {"words", words_json(explanation_.repairs[i].words)}}));
    }
    return out;
  }

  const View& view_;
  const ValueJson& values_;
  const Explanation& explanation_;
  const Award& award_;
};

}  // namespace

JsonValue award_json(const View& view, const ValueJson& values, const Explanation& award) { return AwardJson(view, values, award).write(); }

}  // namespace zhidui::report
