#include <algorithm>

#include "base/check.h"
#include "base/utf8.h"
#include "engine/run.h"
#include "facts/lookup.h"

namespace zhidui::engine {

using outcome::Answer;
using outcome::Award;

namespace {

base::Error not_found(const std::string& what, const std::string& value, const std::vector<std::string>& known) {
  std::string nearest;
  std::size_t best = SIZE_MAX;
  for (const std::string& name : known) {
    const std::size_t away = base::edit_distance(value, name);
    if (away < best) best = away, nearest = name;
  }
  std::string message = "unknown " + what + " `" + value + "`";
  if (!nearest.empty()) message += "; the nearest is `" + nearest + "`";
  return {base::Error::Code::not_found, std::move(message)};
}

base::Result<ir::DocumentId> document_of(const ir::Program& program, const std::string& name) {
  if (const auto id = ir::find_document(program, name)) return *id;
  std::vector<std::string> known;
  for (const ir::Document& document : program.documents) known.push_back(document.number), known.push_back(document.name.id);
  return not_found("document", name, known);
}

base::Result<std::uint32_t> alternative_of(const ir::Reading& reading, const std::string& label) {
  for (std::uint32_t i = 0; i < reading.alternatives.size(); ++i) {
    if (reading.alternatives[i].label.zh == label || reading.alternatives[i].label.id == label) return i;
  }
  std::vector<std::string> known;
  for (const ir::Alternative& alternative : reading.alternatives) known.push_back(alternative.label.zh);
  return not_found("alternative of " + reading.code, label, known);
}

std::vector<outcome::MeasureTotal> measure_totals(const std::vector<Award>& awards, const Totals& totals) {
  std::map<std::uint32_t, std::vector<outcome::Status>> statuses;
  for (const Award& award : awards) statuses[award.claim.measure].push_back(award.status);
  std::vector<outcome::MeasureTotal> out;
  for (const auto& [measure, list] : statuses) out.push_back({measure, totals.by_measure.at(measure), outcome::set_status(list)});
  return out;
}

}  // namespace

base::Result<evaluate::Scope> scope_of(const ir::Program& program, const Request& request) {
  evaluate::Scope scope;
  for (const std::string& name : request.documents) scope.documents.push_back(TRY(document_of(program, name)));
  scope.missing_documents = request.missing_documents;
  for (const auto& [name, day] : request.assume) {
    const ir::DocumentId id = TRY(document_of(program, name));
    if (!program.documents[id.value].draft) return base::Error{base::Error::Code::invalid, name + " is no draft"};
    scope.assume[id] = day;
  }
  if (!request.claimed) return base::Error{base::Error::Code::invalid, "the day of the claim is not given"};
  scope.claimed = *request.claimed;
  scope.decided = request.decided.value_or(scope.claimed);
  scope.known = request.known.value_or(std::max(scope.claimed, scope.decided));
  scope.period = request.period;
  scope.readings.resize(program.readings.size());
  for (const auto& [code, label] : request.readings) {
    const auto id = ir::find_reading(program, code);
    if (!id) {
      std::vector<std::string> known;
      for (const ir::Reading& reading : program.readings) known.push_back(reading.code);
      return not_found("reading", code, known);
    }
    scope.readings[id->value] = TRY(alternative_of(program.readings[id->value], label));
  }
  return scope;
}

// A recorded decision that adopts a reading governs from its day on, unless the request asks for another alternative.
evaluate::Scope with_adopted_readings(const ir::Program& program, const facts::FactBase& facts, evaluate::Scope scope) {
  scope.readings.resize(program.readings.size());
  for (std::size_t i = 0; i < program.readings.size(); ++i) {
    if (scope.readings[i]) continue;
    const ir::Reading& reading = program.readings[i];
    const facts::Decision* adopted = facts::decided_reading(facts, reading.code, std::min(scope.decided, scope.known));
    if (!adopted) continue;
    if (const auto alternative = alternative_of(reading, adopted->alternative)) scope.readings[i] = *alternative;
  }
  return scope;
}

Answer assess(const Policy& policy, const facts::FactBase& facts, const evaluate::Scope& asked, std::uint32_t subject,
              const Request& request) {
  const evaluate::Scope scope = with_adopted_readings(policy.program, facts, asked);
  Answer answer;
  answer.subject = facts.record(subject).id;
  std::map<std::uint32_t, std::set<std::uint32_t>> others;
  const Setting setting{policy.program, policy.footprints, facts, subject, answer.opens, others};
  Run run = run_all(setting, scope);
  note_decisions(setting, scope, run, run.notes);
  Run plain;
  if (request.sharpen) plain = run;  // readings are compared on the same footing: before sharpening
  Totals totals;
  if (request.sharpen) totals = sharpen(setting, scope, run);
  Run& compared = request.sharpen ? plain : run;
  if (request.rests_on) find_rests_on(setting, scope, compared);
  for (std::size_t i = 0; i < run.awards.size(); ++i) {
    Award& award = run.awards[i];
    if (award.claim.subject != subject) continue;
    if (request.sharpen) {
      award.rests_on = std::move(compared.awards[i].rests_on);
      award.candidates = std::move(compared.awards[i].candidates);
    }
    award.status = outcome::award_status(award, answer.opens);
    if (request.repairs) find_repairs(setting, scope, run, i);
  }
  // Claims of other applicants only took their places in the settlement.
  std::erase_if(run.awards, [&](const Award& award) { return award.claim.subject != subject; });
  if (!request.sharpen) {
    std::vector<const Award*> added;
    for (const Award& award : run.awards) add_award(totals, award), added.push_back(&award);
    hold_to_limits(setting, scope, added, run, totals);
  }
  answer.total = totals.all;
  answer.awards = std::move(run.awards);
  answer.groups = std::move(run.groups);
  for (outcome::Note& note : run.notes) {
    const bool said = std::any_of(answer.notes.begin(), answer.notes.end(), [&](const outcome::Note& n) { return n.zh == note.zh; });
    if (!said) answer.notes.push_back(std::move(note));
  }
  answer.measures = measure_totals(answer.awards, totals);
  std::vector<outcome::Status> statuses;
  for (const Award& award : answer.awards) statuses.push_back(award.status);
  answer.status = outcome::set_status(statuses);
  answer.receipt = receipt_of(policy.program, facts, scope, answer);
  return answer;
}

std::vector<std::uint32_t> applicants(const ir::Program& program, const facts::FactBase& facts) {
  const auto [first, last] = facts.of_type(program.subject_record);
  std::vector<std::uint32_t> out;
  for (std::uint32_t i = first; i < last; ++i) out.push_back(i);
  return out;
}

std::vector<facts::Payment> post(const ir::Program& program, const facts::FactBase& facts, const Answer& answer, base::Date paid_on) {
  std::vector<facts::Payment> out;
  for (const Award& award : answer.awards) {
    if (!award.payable.money.single() || award.payable.money.interval.lo.sign() <= 0 || award.claim.payee.empty()) continue;
    const outcome::Claim& claim = award.claim;
    facts::Payment payment = facts::payment_for(program, facts, claim.key, ir::MeasureId{claim.measure}, claim.subject);
    payment.id = "post:" + payment.id;
    if (claim.payee != payment.subject) payment.payee = claim.payee;
    payment.fen = award.payable.money.interval.lo;
    payment.paid_on = paid_on;
    out.push_back(std::move(payment));
  }
  return out;
}

}  // namespace zhidui::engine
