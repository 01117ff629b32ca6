#include "outcome/canonical.h"

#include <set>
#include <utility>

namespace zhidui::outcome {

void CanonicalBytes::add(std::string_view text) {
  out_ += std::to_string(text.size());
  out_ += ':';
  out_ += text;
}

void CanonicalBytes::add(std::int64_t number) {
  out_ += std::to_string(number);
  out_ += ';';
}

void CanonicalBytes::begin_list(std::size_t count) {
  out_ += '#';
  add(static_cast<std::int64_t>(count));
}

namespace {

class Encoder {
 public:
  explicit Encoder(const OpenTable& opens) : opens_(opens) {}

  void put(const Answer& answer) {
    bytes_.add(answer.subject);
    list(answer.awards);
    list(answer.groups);
    list(answer.measures);
    put(answer.total);
    bytes_.add(status_id(answer.status));
    list(answer.notes);
  }
  std::string take() { return bytes_.take(); }

 private:
  template <class T>
  void list(const std::vector<T>& elements) {
    bytes_.begin_list(elements.size());
    for (const T& element : elements) put(element);
  }

  void put(const Value& value) {
    bytes_.add(static_cast<int>(value.kind));
    switch (value.kind) {
      case ValueKind::boolean:
        bytes_.add(value.may_true);
        bytes_.add(value.may_false);
        break;
      case ValueKind::number:
        put(value.interval.lo, value.interval.lo_unbounded);
        put(value.interval.hi, value.interval.hi_unbounded);
        break;
      case ValueKind::choice:
      case ValueKind::set:
      case ValueKind::list:
        put(value.may);
        put(value.must);
        break;
      case ValueKind::text: bytes_.add(value.text); break;
    }
    put(value.opens);
  }
  void put(const base::Rational& end, bool unbounded) {
    bytes_.add(unbounded);
    if (!unbounded) bytes_.add(end);
  }
  void put(const IndexSet& indices) {
    bytes_.add(indices.any);
    bytes_.add(indices.indices);
  }
  void put(const OpenSet& ids) {
    std::set<Open> sorted;
    for (OpenId id : ids) sorted.insert(opens_[id]);
    bytes_.begin_list(sorted.size());
    for (const Open& open : sorted) {
      bytes_.add(open_kind_id(open.kind));
      for (const std::string* part : {&open.a, &open.b, &open.c, &open.who}) bytes_.add(*part);
    }
  }
  void put(const std::optional<Value>& value) {
    bytes_.add(value.has_value());
    if (value) put(*value);
  }
  void put(const Interval& ends) {
    put(ends.lo, ends.lo_unbounded);
    put(ends.hi, ends.hi_unbounded);
  }
  void put(const std::optional<Interval>& ends) {
    bytes_.add(ends.has_value());
    if (ends) put(*ends);
  }
  void put(const Cause& cause) {
    bytes_.add(cause.id);
    bytes_.add(cause_kind_id(cause.kind));
    put(cause.sum);
    bytes_.add(cause.day);
    bytes_.add(static_cast<std::int64_t>(cause.side));
  }
  void put(const Quantum& quantum) {
    put(quantum.money);
    bytes_.add(quantum_kind_id(quantum.kind));
    bytes_.add(quantum.decider);
  }
  void put(const ConditionResult& condition) {
    bytes_.add(stage_id(condition.stage));
    bytes_.add(condition.condition);
    put(condition.value);
    bytes_.add(condition.trace);
  }
  void put(const Atom& atom) {
    bytes_.add(stage_id(atom.stage));
    bytes_.add(atom.condition);
    bytes_.add(atom.site);
    bytes_.add(atom.negated);
    put(atom.value);
    put(atom.left);
    put(atom.right);
  }
  void put(const Fault& fault) {
    bytes_.add(fault.kind == Fault::Kind::conflict ? "conflict" : "gap");
    bytes_.add(fault.rules);
    bytes_.add(fault.certain);
  }
  void put(const TraceNode& node) {
    bytes_.add(static_cast<int>(node.kind));
    bytes_.add(node.site);
    bytes_.add(node.record);
    bytes_.add(node.payload);
    put(node.value);
    bytes_.add(node.children);
    bytes_.add(node.members);
    bytes_.add(node.certain_members);
    bytes_.add(node.note);
  }
  void put(const ClaimKey& key) {
    bytes_.add(key.measure);
    bytes_.add(static_cast<int>(key.unit_kind));
    bytes_.add(key.unit);
    bytes_.add(key.period);
  }
  void put(const Claim& claim) {
    put(claim.key);
    for (std::uint32_t index : {claim.measure, claim.subject, claim.record}) bytes_.add(index);
    bytes_.add(claim.claimants);
    bytes_.add(claim.payee);
    for (const Value& stage : claim.stages) put(stage);
    list(claim.conditions);
    list(claim.atoms);
    list(claim.faults);
    put(claim.base);
    put(claim.fact_date);
    list(claim.duties);
    bytes_.add(claim.amount_trace);
    bytes_.begin_list(claim.lets.size());
    for (const auto& [let, node] : claim.lets) bytes_.add(let), bytes_.add(node);
    for (const std::string* text : {&claim.rank, &claim.place, &claim.cut_off}) bytes_.add(*text);
    bytes_.add(claim.cut_off_score ? claim.cut_off_score->to_string() : "");
    bytes_.begin_list(claim.rivals.size());
    for (const Rival& rival : claim.rivals) bytes_.add(rival.record), bytes_.add(rival_kind_id(rival.kind));
    list(claim.trace.nodes);
  }
  void put(const Cut& cut) {
    bytes_.add(cut.rule);
    bytes_.add(cut.settlement);
    bytes_.add(cut_kind_id(cut.kind));
    for (const Value* sum : {&cut.before, &cut.after, &cut.slack}) put(*sum);
    list(cut.against);
    bytes_.add(cut.allocation);
    put(cut.together);
    put(cut.limit);
  }
  void put(const Candidate& candidate) {
    bytes_.add(candidate.reading);
    bytes_.add(candidate.alternative);
    put(candidate.payable);
    bytes_.add(status_id(candidate.status));
  }
  void put(const Repair& repair) {
    bytes_.add(repair.atoms);
    bytes_.add(repair.site);
    bytes_.add(repair.distances);
    put(repair.payable);
    bytes_.add(repair.gains_tier);
  }
  void put(const Award& award) {
    put(award.claim);
    list(award.cuts);
    put(award.payable);
    bytes_.add(status_id(award.status));
    list(award.candidates);
    bytes_.add(award.rests_on);
    list(award.repairs);
  }
  void put(const GroupTotal& group) {
    bytes_.add(group.rule);
    bytes_.add(group.key);
    put(group.total);
    put(group.limit);
    bytes_.add(group.members);
  }
  void put(const MeasureTotal& measure) {
    bytes_.add(measure.measure);
    put(measure.total);
    bytes_.add(status_id(measure.status));
  }
  void put(const Note& note) {
    for (const std::string* text : {&note.code, &note.zh, &note.en}) bytes_.add(*text);
  }

  const OpenTable& opens_;
  CanonicalBytes bytes_;
};

}  // namespace

std::string canonical_bytes(const Answer& answer) {
  Encoder encoder(answer.opens);
  encoder.put(answer);
  return encoder.take();
}

}  // namespace zhidui::outcome
