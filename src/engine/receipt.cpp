// A receipt names everything an answer was made of, and the answer; asked again with the same, the same bytes come out.
#include "base/sha256.h"
#include "engine/run.h"

namespace zhidui::engine {

namespace {

std::string text_of(const outcome::Value& value) {
  if (value.kind != outcome::ValueKind::number) return std::string(value.may_true ? "T" : "") + (value.may_false ? "F" : "");
  const outcome::Interval& x = value.interval;
  return "[" + (x.lo_unbounded ? "-" : x.lo.to_string()) + "," + (x.hi_unbounded ? "+" : x.hi.to_string()) + "]";
}

std::string text_of(const outcome::OpenSet& opens, const outcome::OpenTable& table) {
  std::set<outcome::Open> sorted;
  for (outcome::OpenId id : opens) sorted.insert(table[id]);
  std::string out;
  for (const outcome::Open& open : sorted) {
    out += std::to_string(static_cast<int>(open.kind)) + ":" + open.a + ":" + open.b + ":" + open.c + ":" + open.who + ";";
  }
  return out;
}

}  // namespace

std::string receipt_of(const ir::Program& program, const facts::FactBase& facts, const evaluate::Scope& scope,
                       const outcome::Answer& answer) {
  std::string bytes = "zhidui-receipt/1\n" + program.hash + "\n" + facts.hash + "\n";
  for (ir::DocumentId id : scope.documents) bytes += program.documents[id.value].number + " ";
  bytes += scope.missing_documents ? "all\n" : "\n";
  for (const auto& [id, day] : scope.assume) bytes += program.documents[id.value].number + "=" + day.to_string() + " ";
  bytes += scope.claimed.to_string() + " " + scope.decided.to_string() + " " + scope.known.to_string();
  bytes += scope.period ? " " + std::to_string(*scope.period) + "\n" : "\n";
  for (std::size_t i = 0; i < scope.readings.size(); ++i) {
    const std::optional<std::uint32_t>& taken = scope.readings[i];
    if (taken) bytes += program.readings[i].code + "=" + program.readings[i].alternatives[*taken].label.zh + " ";
  }
  bytes += "\n" + answer.subject + "\n";
  for (const outcome::Award& award : answer.awards) {
    bytes += award.claim.key.to_string() + " " + std::string(outcome::status_id(award.status)) + " " + text_of(award.payable.money) + " " +
             text_of(award.payable.money.opens, answer.opens);
    for (const outcome::Cut& cut : award.cuts) bytes += " " + cut.rule + text_of(cut.before) + text_of(cut.after);
    for (const outcome::Value& stage : award.claim.stages) bytes += " " + text_of(stage);
    for (const outcome::Atom& atom : award.claim.atoms) bytes += " " + std::to_string(atom.site) + text_of(atom.value);
    for (const outcome::Candidate& candidate : award.candidates) {
      bytes += " " + candidate.reading + candidate.alternative + text_of(candidate.payable);
    }
    bytes += "\n";
  }
  return base::sha256_hex(bytes);
}

}  // namespace zhidui::engine
