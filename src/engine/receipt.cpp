// A receipt names everything an answer was made of, and the whole answer; asked again with the same, the same bytes come out.
#include <algorithm>

#include "base/sha256.h"
#include "engine/run.h"
#include "outcome/canonical.h"

namespace zhidui::engine {

namespace {

// Raised when the same policy, facts and question come to mean something else: an operation, a settlement rule, the form of these bytes.
constexpr int kSemantics = 2;

void add_scope(outcome::CanonicalBytes& bytes, const ir::Program& program, const evaluate::Scope& scope) {
  std::vector<std::string> documents;
  for (ir::DocumentId id : scope.documents) documents.push_back(program.documents[id.value].number);
  std::sort(documents.begin(), documents.end());
  documents.erase(std::unique(documents.begin(), documents.end()), documents.end());
  bytes.add(documents);
  bytes.add(scope.missing_documents);
  bytes.begin_list(scope.assume.size());
  for (const auto& [id, day] : scope.assume) bytes.add(program.documents[id.value].number), bytes.add(day);
  for (const base::Date day : {scope.claimed, scope.decided, scope.known}) bytes.add(day);
  bytes.add(scope.period);
  std::vector<std::string> readings;
  for (std::size_t i = 0; i < scope.readings.size(); ++i) {
    const std::optional<std::uint32_t>& taken = scope.readings[i];
    if (!taken) continue;
    readings.push_back(program.readings[i].code);
    readings.push_back(program.readings[i].alternatives[*taken].label.zh);
  }
  bytes.add(readings);
}

}  // namespace

std::string receipt_of(const ir::Program& program, const facts::FactBase& facts, const evaluate::Scope& scope,
                       const outcome::Answer& answer) {
  outcome::CanonicalBytes bytes;
  bytes.add("zhidui-receipt");
  bytes.add(kSemantics);
  bytes.add(program.hash);
  bytes.add(facts.hash);
  add_scope(bytes, program, scope);
  bytes.add(outcome::canonical_bytes(answer));
  return base::sha256_hex(bytes.take());
}

}  // namespace zhidui::engine
