// The answer as JSON. Keys and their order are fixed; every list is in the order of the answer.
#include "base/must.h"
#include "report/json_award.h"

namespace zhidui::report {

using outcome::Answer;

namespace {

JsonValue scope_json(const View& view) {
  const evaluate::Scope& scope = view.scope;
  const ir::Program& program = view.policy.program;
  JsonValue documents = JsonValue::array();
  for (std::size_t i = 0; i < program.documents.size(); ++i) {
    const ir::DocumentId id{static_cast<std::uint32_t>(i)};
    bool asked = scope.documents.empty();
    for (ir::DocumentId wanted : scope.documents) asked = asked || wanted == id;
    const ir::Document& document = program.documents[i];
    if (!asked || document.missing) continue;
    const auto assumed = scope.assume.find(id);
    const bool given = assumed != scope.assume.end();
    documents.push(object({{"id", JsonValue::of(document.name.id)},
                           {"number", JsonValue::of(document.number)},
                           {"title", JsonValue::of(document.title)},
                           {"organ", JsonValue::of(document.organ)},
                           {"draft", JsonValue::of(document.draft)},
                           {"assumed_from", given ? JsonValue::of(assumed->second.to_string()) : JsonValue{}}}));
  }
  JsonValue readings = JsonValue::array();
  for (std::size_t i = 0; i < scope.readings.size(); ++i) {
    if (!scope.readings[i]) continue;
    const ir::Reading& reading = program.readings[i];
    const ir::Alternative& taken = reading.alternatives[base::must(scope.readings[i])];
    readings.push(object({{"code", JsonValue::of(reading.code)}, {"alternative", JsonValue::of(taken.label.zh)}}));
  }
  return object({{"claimed", JsonValue::of(scope.claimed.to_string())},
                 {"decided", JsonValue::of(scope.decided.to_string())},
                 {"known", JsonValue::of(scope.known.to_string())},
                 {"period", scope.period ? JsonValue::of(*scope.period) : JsonValue{}},
                 {"missing_documents", JsonValue::of(scope.missing_documents)},
                 {"documents", std::move(documents)},
                 {"readings", std::move(readings)}});
}

JsonValue subject_json(const View& view, const std::string& id) {
  const auto record = view.facts.find(id);
  return object({{"id", JsonValue::of(id)}, {"name", record ? JsonValue::of(record_title(view, *record).zh) : JsonValue{}}});
}

JsonValue groups_json(const Answer& answer, const ValueJson& values) {
  JsonValue out = JsonValue::array();
  for (const outcome::GroupTotal& group : answer.groups) {
    JsonValue members = JsonValue::array();
    for (const std::string& key : group.members) members.push(JsonValue::of(key));
    out.push(object({{"rule", JsonValue::of(group.rule)},
                     {"key", JsonValue::of(group.key)},
                     {"total", values.money(group.total)},
                     {"limit", values.money(group.limit)},
                     {"members", std::move(members)}}));
  }
  return out;
}

JsonValue measures_json(const View& view, const Answer& answer, const ValueJson& values) {
  JsonValue out = JsonValue::array();
  for (const outcome::MeasureTotal& measure : answer.measures) {
    out.push(object({{"measure", name_json(view.policy.program.measures[measure.measure].name)},
                     {"total", values.money(measure.total)},
                     {"status", status_json(measure.status)}}));
  }
  return out;
}

JsonValue notes_json(const Answer& answer) {
  JsonValue out = JsonValue::array();
  for (const outcome::Note& note : answer.notes) {
    out.push(object({{"code", JsonValue::of(note.code)}, {"zh", JsonValue::of(note.zh)}, {"en", JsonValue::of(note.en)}}));
  }
  return out;
}

}  // namespace

bool names_award(const ir::Program& program, const outcome::Award& award, const std::string& asked) {
  const outcome::ClaimKey& key = award.claim.key;
  const ir::Name& name = program.measures[award.claim.measure].name;
  return asked == key.to_string() || asked == key.measure || asked == name.zh || asked == name.id;
}

JsonValue json(const View& view, const Answer& answer, const std::string& only) {
  const ValueJson values(view, answer.opens);
  JsonValue awards = JsonValue::array();
  for (const Explanation& award : explain_all(view, answer)) {
    if (only.empty() || names_award(view.policy.program, *award.award, only)) awards.push(award_json(view, values, award));
  }
  JsonValue out = object({{"format", JsonValue::of("zhidui-answer/1")},
                          {"subject", subject_json(view, answer.subject)},
                          {"scope", scope_json(view)},
                          {"total", values.money(answer.total)},
                          {"status", status_json(answer.status)}});
  out.set("measures", measures_json(view, answer, values));
  out.set("groups", groups_json(answer, values));
  out.set("awards", std::move(awards));
  out.set("notes", notes_json(answer));
  out.set("disclaimer", words_json(say(Sentence::disclaimer)));
  out.set("policy_hash", JsonValue::of(view.policy.program.hash));
  out.set("facts_hash", JsonValue::of(view.facts.hash));
  out.set("receipt", JsonValue::of(answer.receipt));
  return out;
}

}  // namespace zhidui::report
