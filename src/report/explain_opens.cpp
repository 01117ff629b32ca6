// What is missing or undecided, and who could settle it.
#include <algorithm>

#include "facts/lookup.h"
#include "report/explain.h"

namespace zhidui::report {

using outcome::Open;
using outcome::OpenKind;

namespace {

Wording record_by_id(const View& view, const std::string& id) {
  const auto record = view.facts.find(id);
  return record ? record_words(view, *record) : verbatim(id);
}

Wording title_by_id(const View& view, const std::string& id) {
  const auto record = view.facts.find(id);
  return record ? record_title(view, *record) : verbatim(id);
}

// "主体.科技创新类" → the field's words; a measure's key → its name.
struct Named {
  Wording record, field;
};
std::optional<Named> field_of(const ir::Program& program, const std::string& record, const std::string& field) {
  const auto type = ir::find_record(program, record);
  if (!type) return std::nullopt;
  const auto id = ir::find_field(program.record(*type), field);
  if (!id) return std::nullopt;
  return Named{name_words(program.record(*type).name), name_words(program.record(*type).fields[id->value].name)};
}

Wording measure_words(const ir::Program& program, const std::string& key) {
  const auto id = ir::find_measure(program, key);
  return id ? name_words(program.measures[id->value].name) : verbatim(key);
}

Wording rows_words(const View& view, const Open& open, Sentence sentence = Sentence::missing_rows) {
  const ir::Program& program = view.policy.program;
  const Wording state = register_words(view, open.a, open.b);
  if (open.a == "history") return say(Sentence::missing_history, {title_by_id(view, open.b), state});
  const std::size_t dot = open.a.find('.');
  const std::string record = open.a.substr(0, dot);
  if (dot == std::string::npos) {
    const auto type = ir::find_record(program, record);
    return say(Sentence::missing_register, {type ? name_words(program.record(*type).name) : verbatim(record), state});
  }
  const auto named = field_of(program, record, open.a.substr(dot + 1));
  if (!named) return verbatim(open.a);
  return say(sentence, {named->record, title_by_id(view, open.b), named->field, state});
}

Wording decision_words(const View& view, const Open& open) {
  const ir::Program& program = view.policy.program;
  const std::size_t dot = open.a.find('.');
  if (dot != std::string::npos) {
    const auto named = field_of(program, open.a.substr(0, dot), open.a.substr(dot + 1));
    if (named) return say(Sentence::awaited_field, {record_by_id(view, open.b), named->field});
  }
  if (open.a == "same_matter") return say(Sentence::awaited_same_matter, {title_by_id(view, open.b)});
  const Wording measure = measure_words(program, open.a);
  const Wording unit = title_by_id(view, open.b);
  if (open.c == "places") return say(Sentence::awaited_places, {measure, verbatim(open.b)});
  if (open.c == "amount") return say(Sentence::awaited_amount, {measure, unit});
  if (open.c == "place") return say(Sentence::awaited_place, {measure, unit});
  if (open.c == "tie") return say(Sentence::awaited_tie, {measure, unit});
  return say(Sentence::awaited_decision, {measure, unit});
}

Wording series_words(const ir::Program& program, const std::string& id) {
  const auto found = std::find_if(program.series.begin(), program.series.end(), [&](const ir::Series& s) { return s.name.id == id; });
  return found == program.series.end() ? verbatim(id) : name_words(found->name);
}

Wording document_words(const ir::Program& program, const std::string& id) {
  const auto document = ir::find_document(program, id);
  if (!document) return verbatim(id);
  const ir::Document& found = program.documents[document->value];
  return verbatim(found.number + (found.title.empty() ? "" : "《" + found.title + "》"));
}

Wording what_words(const View& view, const Open& open) {
  const ir::Program& program = view.policy.program;
  switch (open.kind) {
    case OpenKind::fact: {
      if (open.a == "history") {
        const Wording payment = say(Sentence::payment_id, {verbatim(open.b)});
        return say(Sentence::missing_fact, {payment, say(open.c == "period" ? Sentence::payment_year : Sentence::payment_unit)});
      }
      const auto named = field_of(program, open.a, open.c);
      return say(Sentence::missing_fact, {record_by_id(view, open.b), named ? named->field : verbatim(open.c)});
    }
    case OpenKind::rows: return rows_words(view, open);
    case OpenKind::reading: {
      const auto reading = ir::find_reading(program, open.a);
      return say(Sentence::awaited_reading, {verbatim(open.a), verbatim(reading ? program.readings[reading->value].question : "")});
    }
    case OpenKind::decision: return decision_words(view, open);
    case OpenKind::round: return say(Sentence::awaited_round, {measure_words(program, open.a), verbatim(open.b)});
    case OpenKind::reference: return say(Sentence::missing_reference, {series_words(program, open.a), verbatim(open.b)});
    case OpenKind::document: return say(Sentence::missing_document, {document_words(program, open.a)});
    case OpenKind::doc_date: {
      const Sentence which = open.b == "published"   ? Sentence::published_day
                             : open.b == "effective" ? Sentence::effective_day
                                                     : Sentence::expiry_day;
      return say(Sentence::missing_document_date, {document_words(program, open.a), say(which)});
    }
    case OpenKind::gap: return say(Sentence::awaited_rule, {measure_words(program, open.a)});
    case OpenKind::conflict: return say(Sentence::awaited_precedence, {measure_words(program, open.a)});
  }
  return {};
}

// Who in particular a record names for what "认定机关" in general vouches for.
Wording named_in(const Explaining& in, std::uint32_t record, const Wording& general) {
  const facts::Record& own = in.view.facts.record(record);
  const auto& fields = in.program().record(own.type).fields;
  for (std::size_t i = 0; i < fields.size() && i < own.fields.size(); ++i) {
    if (fields[i].voucher != general.zh || own.fields[i].segments.empty()) continue;
    const std::string& source = own.fields[i].segments.back().provenance.source;
    if (!source.empty()) return verbatim(source);
  }
  return general;
}

// "认定机关" is nobody yet: who stated the register so far is, or who vouched for the record of the claim.
Wording keeper_named(const Explaining& in, const Open& open, const Wording& general) {
  const facts::Closure* closure = facts::find_closure(in.view.facts, open.a, open.b, in.view.scope.known);
  if (closure && !closure->provenance.source.empty()) return verbatim(closure->provenance.source);
  const auto type = ir::find_record(in.program(), open.a.substr(0, open.a.find('.')));
  const std::uint32_t record = in.claim().record;
  if (!type || record == UINT32_MAX || in.view.facts.record(record).type != *type) return general;
  return named_in(in, record, general);
}

// Of a fact: who vouched for another of the same record in the same office.
Wording voucher_named(const Explaining& in, const Open& open, const Wording& general) {
  const auto record = in.view.facts.find(open.b);
  return record ? named_in(in, *record, general) : general;
}

}  // namespace

std::string keeper_of(const ir::RecordType& type) {
  const auto found = std::find_if(type.fields.begin(), type.fields.end(), [](const ir::Field& field) { return !field.voucher.empty(); });
  return found == type.fields.end() ? "" : found->voucher;
}

OpenUse open_use(const View& view, const outcome::OpenTable& opens, outcome::OpenId id) {
  const Open& open = opens[id];
  OpenUse use;
  use.id = id;
  use.kind = open.kind;
  use.what = what_words(view, open);
  if (open.kind == OpenKind::rows) use.asked = rows_words(view, open, Sentence::asked_rows);
  std::string who = open.who;
  if (who.empty() && open.kind == OpenKind::rows) {
    const auto type = ir::find_record(view.policy.program, open.a.substr(0, open.a.find('.')));
    if (type) who = keeper_of(view.policy.program.record(*type));
  }
  if (!who.empty()) use.who = verbatim(who);
  return use;
}

void explain_opens(Explaining& in) {
  outcome::OpenSet opens = in.award.payable.money.opens;
  for (const outcome::Value& stage : in.claim().stages) opens.merge(stage.opens);
  // What fails for certain needs no further facts; neither does what is out of force.
  if (in.out.no_candidate || in.award.status == outcome::Status::ineligible || in.award.status == outcome::Status::not_in_force ||
      in.award.status == outcome::Status::lost_competition) {
    return;
  }
  for (outcome::OpenId id : opens) {
    OpenUse use = open_use(in.view, in.answer.opens, id);
    if (use.kind == OpenKind::reading) continue;  // told with its alternatives
    if (in.answer.opens[id].c == "tie") {
      const Wording tie = tie_words(in);
      if (!tie.empty()) use.what = say(Sentence::awaited_which, {tie});
    }
    if (use.kind == OpenKind::fact) use.who = voucher_named(in, in.answer.opens[id], use.who);
    if (use.kind == OpenKind::rows) use.who = keeper_named(in, in.answer.opens[id], use.who);
    // Who pays knows what was paid.
    if (use.who.empty() && use.kind == OpenKind::rows) use.who = in.out.decider;
    (outcome::can_be_supplied(use.kind) ? in.out.missing : in.out.awaited).push_back(std::move(use));
  }
}

}  // namespace zhidui::report
