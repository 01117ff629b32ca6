// Sharpening one applicant by case split. The compositional rule treats each occurrence of a missing fact as free; here
// every completion of the facts with few possibilities is evaluated as a whole, so that "x or not x" is decided and an
// open that never matters disappears.
#include <algorithm>
#include <map>
#include <numeric>

#include "base/must.h"
#include "engine/run.h"

namespace zhidui::engine {

using outcome::Award;
using outcome::OpenId;
using outcome::OpenSet;
using outcome::Value;

namespace {

constexpr std::size_t kMostCompletions = 1024;  // of one component; beyond, the compositional bounds stand

// One open that is split: the values it may take and how a scope is told.
struct Split {
  OpenId id;
  std::vector<Value> values;  // facts and decisions
  std::optional<ir::ReadingId> reading;
  std::size_t size(const ir::Program& program) const {
    return reading ? program.readings[reading->value].alternatives.size() : values.size();
  }
};

OpenSet opens_of(const Award& award) {
  OpenSet opens = award.payable.money.opens;
  for (const Value& stage : award.claim.stages) opens.merge(stage.opens);
  opens.merge(award.claim.base.money.opens);
  return opens;
}

std::optional<Split> split_of(const Setting& setting, OpenId id) {
  const outcome::Open& open = setting.opens[id];
  if (open.kind == outcome::OpenKind::reading) {
    const auto reading = ir::find_reading(setting.program, open.a);
    if (!reading) return std::nullopt;
    return Split{id, {}, *reading};
  }
  std::vector<Value> values = completions(setting.program, open);
  if (values.empty()) return std::nullopt;
  return Split{id, std::move(values), std::nullopt};
}

// Awards that share an open, or of which one can cut the other, must be completed together.
struct Component {
  std::vector<Split> splits;
  std::vector<std::size_t> awards;
};

class Partition {
 public:
  explicit Partition(std::size_t n) : parent_(n) { std::iota(parent_.begin(), parent_.end(), std::size_t{0}); }
  std::size_t find(std::size_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  void join(std::size_t a, std::size_t b) { parent_[std::max(find(a), find(b))] = std::min(find(a), find(b)); }

 private:
  std::vector<std::size_t> parent_;
};

std::vector<Component> components(const Setting& setting, const std::vector<Award>& awards) {
  Partition partition(awards.size());
  std::map<OpenId, std::pair<Split, std::size_t>> splits;  // with an award that has it
  std::map<std::string, std::size_t> by_key;
  for (std::size_t i = 0; i < awards.size(); ++i) {
    const auto [at, fresh] = by_key.emplace(awards[i].claim.key.to_string(), i);
    if (!fresh) partition.join(i, at->second);  // one unit, several holders
  }
  for (std::size_t i = 0; i < awards.size(); ++i) {
    for (OpenId id : opens_of(awards[i])) {
      const auto known = splits.find(id);
      if (known != splits.end()) {
        partition.join(i, known->second.second);
      } else if (auto split = split_of(setting, id)) {
        splits.emplace(id, std::pair{std::move(*split), i});
      }
    }
    for (const outcome::Cut& cut : awards[i].cuts) {
      if (cut.before == cut.after) continue;
      for (const outcome::Cause& named : cut.against) {
        const std::string key = named.id.substr(0, named.id.find(outcome::kOfApplicant));
        if (const auto other = by_key.find(key); other != by_key.end()) partition.join(i, other->second);
      }
    }
  }
  std::map<std::size_t, Component> out;
  for (auto& [id, split] : splits) out[partition.find(split.second)].splits.push_back(std::move(split.first));
  for (std::size_t i = 0; i < awards.size(); ++i) {
    const auto home = out.find(partition.find(i));
    if (home != out.end()) home->second.awards.push_back(i);
  }
  std::vector<Component> list;
  for (auto& [root, component] : out) list.push_back(std::move(component));
  return list;
}

void suppose(const Setting& setting, evaluate::Scope& scope, const Split& split, std::size_t choice) {
  if (split.reading) {
    scope.readings.resize(setting.program.readings.size());
    scope.readings[split.reading->value] = static_cast<std::uint32_t>(choice);
  } else {
    scope.supposed[setting.opens[split.id]] = split.values[choice];
  }
}

// What one award is under one completion.
struct Verdict {
  Value payable;
  std::array<Value, outcome::kStageCount> stages;
  Value base;
  std::vector<outcome::Fault> faults;
  friend bool operator==(const Verdict&, const Verdict&) = default;
  bool may_hold() const {
    return std::all_of(stages.begin(), stages.end(), [](const Value& stage) { return stage.may_true; });
  }
};

// The contradictions and silences of all completions: a rule of several rows contradicts itself only where two of them
// hold in one completion, and is silent only where in one none of them does. What is not due has no faults.
std::vector<outcome::Fault> faults_of(const std::vector<std::vector<Verdict>>& table, std::size_t award) {
  std::vector<outcome::Fault> out;
  for (const auto& row : table) {
    if (!row[award].may_hold()) continue;
    for (const outcome::Fault& fault : row[award].faults) {
      const auto same = [&](const outcome::Fault& other) { return other.kind == fault.kind && other.rules == fault.rules; };
      if (std::find_if(out.begin(), out.end(), same) != out.end()) continue;
      const bool everywhere = std::all_of(table.begin(), table.end(), [&](const auto& other) {
        return std::any_of(other[award].faults.begin(), other[award].faults.end(),
                           [&](const outcome::Fault& f) { return same(f) && f.certain; });
      });
      out.push_back({fault.kind, fault.rules, everywhere});
    }
  }
  return out;
}

// A measure without an award in this completion has a total of 0 there.
void widen(Totals& totals, const Totals& other) {
  totals.all = outcome::hull(totals.all, other.all, other.all.opens);
  for (auto& [measure, sum] : totals.by_measure) {
    const Value& theirs = other.by_measure.at(measure);
    sum = outcome::hull(sum, theirs, theirs.opens);
  }
}

// Components do not touch each other: their totals add up end by end.
void add(Totals& to, const Totals& part) {
  to.all = plus(to.all, part.all);
  for (const auto& [measure, sum] : part.by_measure) {
    const auto [at, fresh] = to.by_measure.emplace(measure, sum);
    if (!fresh) at->second = plus(at->second, sum);
  }
}

class Sharpener {
 public:
  Sharpener(const Setting& setting, const evaluate::Scope& scope, Run& run) : setting_(setting), scope_(scope), run_(run) {}

  // The totals of the component's awards, after narrowing each; nullopt if there are too many completions.
  std::optional<Totals> narrow(const Component& component) {
    std::size_t count = 1;
    for (const Split& split : component.splits) {
      count *= split.size(setting_.program);
      if (count > kMostCompletions) return std::nullopt;
    }
    std::set<std::uint32_t> measures;
    for (std::size_t i : component.awards) measures.insert(run_.awards[i].claim.measure);
    std::vector<std::vector<Verdict>> table;  // completion × award of the component
    std::optional<Totals> total;
    for (std::size_t c = 0; c < count; ++c) {
      evaluate::Scope scope = scope_;
      std::size_t rest = c;
      for (const Split& split : component.splits) {
        suppose(setting_, scope, split, rest % split.size(setting_.program));
        rest /= split.size(setting_.program);
      }
      const Run again = run_again(setting_, scope, run_, measures);
      std::vector<Award> mine;
      table.push_back(verdicts(component, again, mine));
      Totals sum;
      for (const std::uint32_t measure : measures) sum.by_measure.emplace(measure, Value::number(0));
      std::vector<const Award*> added;
      for (const Award& award : mine) add_award(sum, award), added.push_back(&award);
      hold_to_limits(setting_, scope, added, again, sum);
      if (total) widen(sum, *total);
      total = std::move(sum);
    }
    for (std::size_t k = 0; k < component.awards.size(); ++k) apply(component, table, k);
    OpenSet all;
    std::map<std::uint32_t, OpenSet> relevant;
    for (std::size_t i : component.awards) {
      const Award& award = run_.awards[i];
      if (award.claim.subject != setting_.subject) continue;
      all.merge(award.payable.money.opens);
      relevant[award.claim.measure].merge(award.payable.money.opens);
    }
    Totals& narrowed = base::must(total);
    narrowed.all.opens = narrowed.all.single() ? OpenSet{} : all;
    for (auto& [measure, sum] : narrowed.by_measure) sum.opens = sum.single() ? OpenSet{} : relevant[measure];
    return total;
  }

 private:
  // A completion may remove a claim (its record is then no candidate): it is worth nothing there.
  std::vector<Verdict> verdicts(const Component& component, const Run& again, std::vector<Award>& mine) const {
    std::vector<Verdict> out;
    for (std::size_t i : component.awards) {
      const Award& old = run_.awards[i];
      const auto found = std::find_if(again.awards.begin(), again.awards.end(), [&](const Award& award) {
        return award.claim.key == old.claim.key && award.claim.measure == old.claim.measure && award.claim.subject == old.claim.subject;
      });
      if (found == again.awards.end()) {
        Verdict none{Value::number(0), old.claim.stages, old.claim.base.money, {}};
        none.stages[static_cast<std::size_t>(outcome::Stage::condition)] = Value::boolean(false);
        out.push_back(std::move(none));
        continue;
      }
      out.push_back({found->payable.money, found->claim.stages, found->claim.base.money, found->claim.faults});
      if (found->claim.subject == setting_.subject) mine.push_back(*found);
    }
    return out;
  }

  // Does changing only this split ever change the award?
  bool matters(const Component& component, const std::vector<std::vector<Verdict>>& table, std::size_t award, std::size_t split) const {
    std::size_t stride = 1;
    for (std::size_t s = 0; s < split; ++s) stride *= component.splits[s].size(setting_.program);
    const std::size_t size = component.splits[split].size(setting_.program);
    for (std::size_t c = 0; c < table.size(); ++c) {
      const std::size_t digit = c / stride % size;
      if (digit + 1 < size && !(table[c][award] == table[c + stride][award])) return true;
    }
    return false;
  }

  void apply(const Component& component, const std::vector<std::vector<Verdict>>& table, std::size_t k) {
    OpenSet relevant;
    for (std::size_t s = 0; s < component.splits.size(); ++s) {
      if (matters(component, table, k, s)) relevant.insert(component.splits[s].id);
    }
    Award& award = run_.awards[component.awards[k]];
    const auto merge = [&](auto part) {
      Value value = part(table[0][k]);
      OpenSet rest = value.opens;
      for (const auto& row : table) {
        const Value& next = part(row[k]);
        rest.merge(next.opens);
        value = outcome::hull(value, next, relevant);
      }
      rest.merge(relevant);
      value.opens = value.single() ? OpenSet{} : rest;
      return value;
    };
    const Value before = award.payable.money;
    award.payable.money = merge([](const Verdict& v) -> const Value& { return v.payable; });
    narrow_cuts(award, before);
    award.claim.base.money = merge([](const Verdict& v) -> const Value& { return v.base; });
    award.claim.faults = faults_of(table, k);
    for (std::size_t s = 0; s < outcome::kStageCount; ++s) {
      award.claim.stages[s] = merge([s](const Verdict& v) -> const Value& { return v.stages[s]; });
    }
  }

  // What the last cut leaves is what is payable.
  static void narrow_cuts(Award& award, const Value& before) {
    for (auto cut = award.cuts.rbegin(); cut != award.cuts.rend() && cut->after == before; ++cut) {
      const bool changes = !(cut->before == cut->after);
      cut->after = award.payable.money;
      if (changes) return;
      cut->before = award.payable.money;
    }
  }

  const Setting& setting_;
  const evaluate::Scope& scope_;
  Run& run_;
};

}  // namespace

Totals sharpen(const Setting& setting, const evaluate::Scope& scope, Run& run) {
  std::vector<bool> narrowed(run.awards.size(), false);
  Totals out;
  Sharpener sharpener(setting, scope, run);
  for (const Component& component : components(setting, run.awards)) {
    const auto total = sharpener.narrow(component);
    if (!total) continue;
    add(out, *total);
    for (std::size_t i : component.awards) narrowed[i] = true;
  }
  std::vector<const Award*> own;
  for (std::size_t i = 0; i < run.awards.size(); ++i) {
    if (run.awards[i].claim.subject != setting.subject) continue;
    own.push_back(&run.awards[i]);
    if (!narrowed[i]) add_award(out, run.awards[i]);
  }
  hold_to_limits(setting, scope, own, run, out);
  return out;
}

}  // namespace zhidui::engine
