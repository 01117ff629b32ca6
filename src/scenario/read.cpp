// The frame of a scenario file: profiles, then cases.
#include <filesystem>

#include "base/files.h"
#include "base/utf8.h"
#include "scenario/reading.h"
#include "scenario/yaml.h"

namespace zhidui::scenario {

namespace {

using base::JsonMember;
using base::JsonValue;
using text::Kind;

constexpr std::string_view kFileRequired[] = {"cases"};
constexpr std::string_view kFileOptional[] = {"profiles"};
constexpr std::string_view kProfileRequired[] = {"words"};
constexpr std::string_view kProfileOptional[] = {"records", "complete", "totals", "history", "decisions"};
constexpr std::string_view kCaseRequired[] = {"id", "words", "clauses", "claimed", "derivation", "expect"};
constexpr std::string_view kCaseOptional[] = {"profile", "documents", "decided",  "known", "period", "subject",
                                              "facts",   "readings",  "measures", "units", "assume"};

void read_profiles(Reading& reading, const JsonValue& value) {
  const base::JsonObject* object = value.as_object();
  if (!object) {
    reading.report(Kind::scenario_mapping_expected, reading.span(value), {"profiles", seen(value)});
    return;
  }
  for (const JsonMember& member : *object) {
    const Mapping mapping(reading, member.value, "profiles." + member.key, kProfileRequired, kProfileOptional);
    if (!mapping.ok()) continue;
    mapping.text("words");
    if (mapping.get("decisions")) reading.report(Kind::scenario_profile_decides, reading.key_span(member), {member.key});
    if (!reading.profiles.emplace(base::nfc(member.key), &member.value).second) {
      reading.report(Kind::scenario_duplicate_key, reading.key_span(member), {member.key});
    }
  }
}

void check_profiles(Reading& reading, const Mapping& mapping, const Case& scenario) {
  std::string known;
  for (const auto& [name, value] : reading.profiles) known += (known.empty() ? "" : ", ") + name;
  for (const std::string& name : scenario.profiles) {
    if (reading.profiles.contains(name)) continue;
    reading.report(Kind::scenario_unknown_profile, reading.span(*mapping.get("profile")), {name, known.empty() ? "—" : known});
  }
}

void check_clauses(Reading& reading, const Mapping& mapping, const Case& scenario) {
  for (const std::string& path : scenario.clauses) {
    std::string nearest = "—";
    std::size_t best = SIZE_MAX;
    for (const ir::Clause& clause : reading.policy.program.clauses) {
      const std::size_t away = base::edit_distance(path, clause.path);
      if (away < best) best = away, nearest = clause.path;
    }
    if (best != 0) reading.report(Kind::scenario_unknown_clause, reading.span(*mapping.get("clauses")), {path, nearest});
  }
}

void read_named_readings(Reading& reading, const JsonValue& value, engine::Request& request) {
  const base::JsonObject* object = value.as_object();
  if (!object) {
    reading.report(Kind::scenario_mapping_expected, reading.span(value), {"readings", seen(value)});
    return;
  }
  for (const JsonMember& member : *object) request.readings[member.key] = read_text_value(reading, "readings." + member.key, member.value);
}

void read_assumed(Reading& reading, const JsonValue& value, engine::Request& request) {
  const base::JsonObject* object = value.as_object();
  if (!object) {
    reading.report(Kind::scenario_mapping_expected, reading.span(value), {"assume", seen(value)});
    return;
  }
  std::vector<std::string_view> keys;
  for (const JsonMember& member : *object) keys.push_back(member.key);
  const Mapping mapping(reading, value, "assume", {}, keys);
  for (const JsonMember& member : *object) {
    const auto id = ir::find_document(reading.policy.program, member.key);
    if (id && !reading.policy.program.documents[id->value].draft) {
      reading.report(Kind::scenario_assumed_no_draft, reading.key_span(member), {member.key});
    } else if (const auto day = mapping.date(member.key)) {
      request.assume[member.key] = *day;
    }
  }
}

void read_request(Reading& reading, const Mapping& mapping, Case& scenario) {
  engine::Request& request = scenario.request;
  request.documents = mapping.texts("documents");
  if (request.documents == std::vector<std::string>{"all"}) {
    request.documents.clear();
    request.missing_documents = true;
  }
  request.claimed = mapping.date("claimed");
  request.decided = mapping.date("decided");
  request.known = mapping.date("known");
  request.period = mapping.year("period");
  if (const JsonValue* readings = mapping.get("readings")) read_named_readings(reading, *readings, request);
  if (const JsonValue* assume = mapping.get("assume")) read_assumed(reading, *assume, request);
  if (const JsonValue* measures = mapping.get("measures")) {
    const base::JsonArray* list = measures->as_array();
    if (!list) reading.report(Kind::scenario_list_expected, reading.span(*measures), {"measures", seen(*measures)});
    for (std::size_t i = 0; list && i < list->size(); ++i) {
      if (const auto id = read_measure(reading, (*list)[i])) scenario.measures.push_back(*id);
    }
  }
  if (!request.claimed) return;
  const auto scope = engine::scope_of(reading.policy.program, request);
  if (!scope) reading.report(Kind::scenario_bad_scope, scenario.span, {scope.error().message});
}

void read_subject(Reading& reading, const Mapping& mapping, Case& scenario) {
  const std::vector<std::uint32_t> all = engine::applicants(reading.policy.program, scenario.facts);
  const JsonValue* named = mapping.get("subject");
  if (!named) {
    if (all.size() == 1) scenario.subject = all.front();
    else reading.report(Kind::scenario_subject_missing, scenario.span, {std::to_string(all.size())});
    return;
  }
  const std::string id = mapping.text("subject");
  const auto found = scenario.facts.find(reading.policy.program.subject_record, id);
  if (found) scenario.subject = *found;
  else reading.report(Kind::scenario_unknown_unit, reading.span(*named), {id});
}

void check_units(Reading& reading, const Mapping& mapping, const Case& scenario) {
  for (const std::string& unit : scenario.units) {
    if (!scenario.facts.find(unit)) reading.report(Kind::scenario_unknown_unit, reading.span(*mapping.get("units")), {unit});
  }
}

void read_case(Reading& reading, const JsonValue& value, Suite& suite) {
  const std::size_t before = reading.defects;
  const Mapping mapping(reading, value, "cases[]", kCaseRequired, kCaseOptional);
  if (!mapping.ok()) return;
  Case scenario;
  scenario.id = mapping.text("id");
  scenario.span = reading.span(mapping.get("id") ? *mapping.get("id") : value);
  const auto [other, added] = suite.ids.emplace(scenario.id, scenario.span);
  if (!added && !scenario.id.empty()) {
    text::Diagnostic& defect = reading.report(Kind::scenario_duplicate_id, scenario.span, {scenario.id});
    defect.labels.push_back({other->second, "先写在这里", "the other scenario"});
  }
  scenario.words = mapping.text("words");
  scenario.derivation = mapping.text("derivation");
  scenario.clauses = mapping.texts("clauses");
  scenario.profiles = mapping.texts("profile");
  scenario.units = mapping.texts("units");
  check_profiles(reading, mapping, scenario);
  check_clauses(reading, mapping, scenario);
  read_request(reading, mapping, scenario);
  const std::size_t unread = reading.defects;
  scenario.facts = read_facts(reading, value, scenario);
  if (reading.defects == unread) {
    read_subject(reading, mapping, scenario);
    check_units(reading, mapping, scenario);
  }
  if (const JsonValue* expect = mapping.get("expect")) scenario.expect = read_expectation(reading, *expect);
  if (reading.defects == before) suite.cases.push_back(std::move(scenario));
}

}  // namespace

base::Result<std::vector<std::string>> files_of(const std::string& policy_file) {
  const std::string folder = std::filesystem::path(policy_file).replace_extension(".scenarios").string();
  if (base::path_kind(folder) == base::PathKind::nothing) return std::vector<std::string>{};
  return base::files_in(folder, ".yaml");
}

void read_text(const engine::Policy& policy, std::string name, std::string yaml, Suite& suite, text::Diagnostics& diagnostics) {
  const text::FileId file = suite.sources.add(std::move(name), std::move(yaml));
  const std::optional<JsonValue> root = parse_yaml(suite.sources, file, diagnostics);
  if (!root) return;
  Reading reading{policy, file, diagnostics, 0, {}};
  const Mapping mapping(reading, *root, "scenarios", kFileRequired, kFileOptional);
  if (!mapping.ok()) return;
  if (const JsonValue* profiles = mapping.get("profiles")) read_profiles(reading, *profiles);
  const JsonValue* cases = mapping.get("cases");
  if (!cases) return;
  const base::JsonArray* list = cases->as_array();
  if (!list) {
    reading.report(Kind::scenario_list_expected, reading.span(*cases), {"cases", seen(*cases)});
    return;
  }
  for (const JsonValue& element : *list) read_case(reading, element, suite);
}

base::Result<Suite> read(const engine::Policy& policy, const std::vector<std::string>& files, text::Diagnostics& diagnostics) {
  Suite suite;
  for (const std::string& file : files) read_text(policy, file, TRY(base::read_file(file, base::kLiterateFileLimit)), suite, diagnostics);
  return suite;
}

}  // namespace zhidui::scenario
