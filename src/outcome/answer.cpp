#include "outcome/answer.h"

#include <algorithm>
#include <sstream>

namespace zhidui::outcome {

namespace {

struct StatusName {
  Status status;
  std::string_view id, zh;
};

constexpr StatusName kStatusNames[] = {
    {Status::not_in_force, "not_in_force", "不在有效期"},
    {Status::ineligible, "ineligible", "不符合条件"},
    {Status::lost_competition, "lost_competition", "评选未入选"},
    {Status::conflict, "conflict", "规定冲突"},
    {Status::gap, "gap", "规定空白"},
    {Status::unknown, "unknown", "待补充事实"},
    {Status::needs_determination, "needs_determination", "待认定"},
    {Status::deduplicated, "deduplicated", "不重复享受"},
    {Status::capped, "capped", "受限额"},
    {Status::eligible, "eligible", "符合条件"},
};

const Value& stage(const Award& award, Stage which) { return award.claim.stages[static_cast<std::size_t>(which)]; }

bool exactly_zero(const Quantum& quantum) {
  return quantum.kind != QuantumKind::unstated && quantum.money.single() && quantum.money.interval.lo == 0;
}

// A silent or contradictory rule is no sum of 0, whatever the interpreter keeps in `base` beside the fault.
bool is_ineligible(const Award& award) {
  return stage(award, Stage::subject).is_false() || stage(award, Stage::condition).is_false() ||
         (award.claim.faults.empty() && exactly_zero(award.claim.base));
}

// The opens the stages and the payable sum rest on.
OpenSet opens_of(const Award& award) {
  OpenSet opens = award.payable.money.opens;
  for (const Value& value : award.claim.stages) opens.merge(value.opens);
  return opens;
}

bool needs_determination(const Award& award, const OpenSet& opens) {
  if (!opens.empty() || award.payable.kind == QuantumKind::unstated) return true;
  if (award.payable.kind == QuantumKind::computed && !award.payable.money.single()) return true;
  return !std::all_of(award.claim.stages.begin(), award.claim.stages.end(), [](const Value& v) { return v.single(); });
}

std::optional<Status> status_of_cuts(const std::vector<Cut>& cuts) {
  for (const Cut& cut : cuts) {
    if (cut.before.interval == cut.after.interval) continue;
    switch (cut.kind) {
      case CutKind::once:
      case CutKind::same_matter:
      case CutKind::highest_of: return Status::deduplicated;
      case CutKind::cap: return Status::capped;
    }
  }
  return std::nullopt;
}

}  // namespace

std::string ClaimKey::to_string() const {
  std::string text = measure + "|" + unit;
  if (period) text += "|" + std::to_string(*period);
  return text;
}

std::string_view status_id(Status status) { return kStatusNames[static_cast<std::size_t>(status)].id; }
std::string_view status_zh(Status status) { return kStatusNames[static_cast<std::size_t>(status)].zh; }

std::optional<Status> parse_status(std::string_view id) {
  for (const StatusName& name : kStatusNames) {
    if (name.id == id) return name.status;
  }
  return std::nullopt;
}

std::string_view stage_id(Stage stage) {
  switch (stage) {
    case Stage::force: return "force";
    case Stage::subject: return "subject";
    case Stage::condition: return "condition";
    case Stage::selection: return "selection";
  }
  return {};
}

std::string_view stage_zh(Stage stage) {
  switch (stage) {
    case Stage::force: return "效力";
    case Stage::subject: return "对象";
    case Stage::condition: return "条件";
    case Stage::selection: return "评选";
  }
  return {};
}

std::string_view cut_kind_id(CutKind kind) {
  switch (kind) {
    case CutKind::once: return "once";
    case CutKind::same_matter: return "same_matter";
    case CutKind::highest_of: return "highest_of";
    case CutKind::cap: return "cap";
  }
  return {};
}

std::string_view cut_kind_zh(CutKind kind) {
  switch (kind) {
    case CutKind::once: return "限次";
    case CutKind::same_matter: return "同一事项不重复";
    case CutKind::highest_of: return "就高";
    case CutKind::cap: return "封顶";
  }
  return {};
}

std::string_view rival_kind_id(RivalKind kind) {
  switch (kind) {
    case RivalKind::level: return "level";
    case RivalKind::unsettled: return "unsettled";
    case RivalKind::unqualified: return "unqualified";
  }
  return {};
}

std::string_view cause_kind_id(CauseKind kind) {
  switch (kind) {
    case CauseKind::first: return "first";
    case CauseKind::level: return "level";
    case CauseKind::behind: return "behind";
    case CauseKind::higher: return "higher";
    case CauseKind::lower: return "lower";
    case CauseKind::beside: return "beside";
    case CauseKind::sharer: return "sharer";
    case CauseKind::paid: return "paid";
  }
  return {};
}

std::string_view quantum_kind_id(QuantumKind kind) {
  switch (kind) {
    case QuantumKind::computed: return "computed";
    case QuantumKind::discretionary: return "discretionary";
    case QuantumKind::unstated: return "unstated";
  }
  return {};
}

std::string_view quantum_kind_zh(QuantumKind kind) {
  switch (kind) {
    case QuantumKind::computed: return "可计算";
    case QuantumKind::discretionary: return "裁量";
    case QuantumKind::unstated: return "未定";
  }
  return {};
}

std::vector<Fault> faults_in(const OpenSet& opens, const OpenTable& table) {
  const auto is_fault = [&](OpenId id) { return table[id].kind == OpenKind::gap || table[id].kind == OpenKind::conflict; };
  const bool certain = std::all_of(opens.begin(), opens.end(), is_fault);
  std::vector<Fault> out;
  for (const OpenId id : opens) {
    if (!is_fault(id)) continue;
    Fault fault{table[id].kind == OpenKind::gap ? Fault::Kind::gap : Fault::Kind::conflict, {}, certain};
    std::istringstream rules(table[id].c);
    for (std::string rule; std::getline(rules, rule, '|');) fault.rules.push_back(rule);
    out.push_back(std::move(fault));
  }
  return out;
}

Status award_status(const Award& award, const OpenTable& opens) {
  if (stage(award, Stage::force).is_false()) return Status::not_in_force;
  if (is_ineligible(award)) return Status::ineligible;
  if (stage(award, Stage::selection).is_false()) return Status::lost_competition;
  const std::vector<Fault>& faults = award.claim.faults;
  if (!faults.empty()) {
    const bool contradicts = std::any_of(faults.begin(), faults.end(), [](const Fault& f) { return f.kind == Fault::Kind::conflict; });
    return contradicts ? Status::conflict : Status::gap;
  }
  const OpenSet rests_on = opens_of(award);
  if (std::any_of(rests_on.begin(), rests_on.end(), [&](OpenId id) { return can_be_supplied(opens[id].kind); })) return Status::unknown;
  if (needs_determination(award, rests_on)) return Status::needs_determination;
  return status_of_cuts(award.cuts).value_or(Status::eligible);
}

Status set_status(const std::vector<Status>& statuses) {
  constexpr Status kOrder[] = {Status::conflict,     Status::gap,    Status::unknown,  Status::needs_determination,
                               Status::deduplicated, Status::capped, Status::eligible, Status::lost_competition,
                               Status::ineligible};
  for (const Status status : kOrder) {
    if (std::find(statuses.begin(), statuses.end(), status) != statuses.end()) return status;
  }
  return Status::not_in_force;  // also of no award at all
}

}  // namespace zhidui::outcome
