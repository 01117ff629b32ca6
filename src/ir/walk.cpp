#include "ir/walk.h"

#include <algorithm>
#include <iterator>

namespace zhidui::ir {

namespace {

class Collector {
 public:
  explicit Collector(std::vector<Operand>& out) : out_(out) {}
  void add(ExprId id, bool inside = false) {
    if (id.present()) out_.push_back({id, inside});
  }

 private:
  std::vector<Operand>& out_;
};

std::vector<BinderId> without(std::vector<BinderId> set, BinderId binder) {
  set.erase(std::remove(set.begin(), set.end(), binder), set.end());
  return set;
}

std::vector<BinderId> united(const std::vector<BinderId>& a, const std::vector<BinderId>& b) {
  std::vector<BinderId> out;
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out));
  return out;
}

class RootCollector {
 public:
  explicit RootCollector(std::vector<Root>& out) : out_(out) {}
  void add(ExprId id, std::string role) {
    if (id.present()) out_.push_back({id, std::move(role)});
  }
  void add(const Amount& amount, const std::string& role) {
    add(amount.value, role);
    add(amount.low, role + " low");
    add(amount.high, role + " high");
  }

 private:
  std::vector<Root>& out_;
};

std::string numbered(const char* role, std::size_t index) { return std::string(role) + " " + std::to_string(index); }

}  // namespace

bool is_aggregate(Op op) {
  return op == Op::count || op == Op::exists || op == Op::every || op == Op::sum || op == Op::maximum || op == Op::minimum;
}

bool is_number(TypeKind kind) {
  switch (kind) {
    case TypeKind::count:
    case TypeKind::money:
    case TypeKind::ratio:
    case TypeKind::date:
    case TypeKind::year:
    case TypeKind::months:
    case TypeKind::days: return true;
    case TypeKind::boolean:
    case TypeKind::enumeration:
    case TypeKind::set:
    case TypeKind::text:
    case TypeKind::record:
    case TypeKind::list: return false;
  }
  return false;
}

std::vector<Operand> operands(const Expr& expr) {
  std::vector<Operand> out;
  Collector collect(out);
  const bool binds = expr.range.has_value();
  if (binds) {
    collect.add(expr.range->owner);
    collect.add(expr.range->where, true);
    collect.add(expr.range->distinct, true);
  }
  for (const ExprId arg : expr.args) collect.add(arg, binds);
  for (const TierRow& row : expr.tiers) collect.add(row.bound);
  for (const TierRow& row : expr.tiers) collect.add(row.value);
  for (const MatchRow& row : expr.matches) collect.add(row.value);
  for (const CaseRow& row : expr.cases) collect.add(row.condition);
  for (const CaseRow& row : expr.cases) collect.add(row.value);
  collect.add(expr.otherwise);
  return out;
}

std::vector<std::vector<BinderId>> free_binders(const Program& program) {
  std::vector<std::vector<BinderId>> free(program.exprs.size());
  for (std::size_t i = 0; i < program.exprs.size(); ++i) {
    const Expr& expr = program.exprs[i];
    if (expr.op == Op::row) free[i] = {expr.binder};
    for (const Operand& operand : operands(expr)) {
      if (operand.id.value >= i) continue;  // a breach that `verify` reports
      const std::vector<BinderId>& used = free[operand.id.value];
      free[i] = united(free[i], operand.inside && expr.range ? without(used, expr.range->binder) : used);
    }
  }
  return free;
}

std::vector<Root> roots(const Program& program, const Measure& measure) {
  std::vector<Root> out;
  RootCollector collect(out);
  collect.add(measure.unit.since, "since");
  if (measure.unit.kind == outcome::UnitKind::item) {
    collect.add(measure.unit.range.owner, "unit owner");
    collect.add(measure.unit.range.where, "unit where");
  }
  collect.add(measure.fact_date, "fact date");
  for (std::size_t i = 0; i < measure.subjects.size(); ++i) collect.add(measure.subjects[i].value, numbered("subject", i));
  for (std::size_t i = 0; i < measure.conditions.size(); ++i) collect.add(measure.conditions[i].value, numbered("condition", i));
  collect.add(measure.payee, "payee");
  for (std::size_t i = 0; i < measure.superseded.size(); ++i) collect.add(measure.superseded[i].when, numbered("superseded", i));
  for (std::size_t i = 0; i < measure.duties.size(); ++i) {
    if (measure.duties[i].sum) collect.add(measure.duties[i].sum->value, numbered("sum of duty", i));
    collect.add(measure.duties[i].due, numbered("day of duty", i));
  }
  for (std::size_t i = 0; i < measure.lets.size(); ++i) collect.add(measure.lets[i].value, numbered("let", i));
  if (measure.round) {
    collect.add(measure.round->per, "round per");
    for (std::size_t i = 0; i < measure.round->within.size(); ++i) collect.add(measure.round->within[i], numbered("round within", i));
    collect.add(measure.round->by, "round by");
    collect.add(measure.round->ties, "round ties");
    collect.add(measure.round->moves_up, "round moves_up");
    for (std::size_t i = 0; i < measure.round->places.size(); ++i) {
      collect.add(measure.round->places[i].least, numbered("least of place", i));
      collect.add(measure.round->places[i].amount, numbered("place", i));
    }
  }
  if (measure.amount) collect.add(*measure.amount, "amount");
  for (std::size_t i = 0; i < measure.exceptions.size(); ++i) {
    collect.add(measure.exceptions[i].when, numbered("exception", i) + " when");
    collect.add(measure.exceptions[i].amount, numbered("exception", i) + " amount");
  }
  if (measure.document.value < program.documents.size()) collect.add(program.documents[measure.document.value].validity_by, "validity by");
  for (std::size_t s = 0; s < program.settlements.size(); ++s) {
    for (const MeasureKeys& keys : program.settlements[s].measures) {
      if (keys.measure.value >= program.measures.size() || &program.measures[keys.measure.value] != &measure) continue;
      for (const KeyAlternative& alternative : keys.per) {
        for (const Key& key : alternative.keys) collect.add(key.value, numbered("key of settlement", s));
      }
      for (const Key& key : keys.order) collect.add(key.value, numbered("order of settlement", s));
      // A limit is told in the scope of a claim.
      for (const SettleNode& node : program.settlements[s].nodes) collect.add(node.limit, numbered("limit of settlement", s));
    }
  }
  return out;
}

std::vector<ExprId> all_roots(const Program& program) {
  std::vector<ExprId> out;
  const auto add = [&](ExprId id) {
    if (id.present()) out.push_back(id);
  };
  for (const RecordType& record : program.records) {
    for (const Field& field : record.fields) add(field.computed);
  }
  for (const Convention& convention : program.conventions) add(convention.value);
  for (const Statistic& statistic : program.statistics) add(statistic.value);
  for (const Check& check : program.checks) add(check.when), add(check.required);
  for (const Document& document : program.documents) {
    add(document.effective);
    add(document.expires);
    add(document.validity_by);
  }
  for (const Measure& measure : program.measures) {
    for (const Root& root : roots(program, measure)) add(root.id);
  }
  for (const Settlement& settlement : program.settlements) {
    for (const SettleNode& node : settlement.nodes) add(node.limit);
  }
  for (const Typed& typed : program.typed) {
    if (typed.goal) add(typed.goal->value);
    add(typed.due), add(typed.size);
  }
  return out;
}

std::vector<bool> reached_from(const Program& program, const std::vector<ExprId>& roots) {
  std::vector<bool> reached(program.exprs.size(), false);
  for (const ExprId id : roots) {
    if (id.value < reached.size()) reached[id.value] = true;
  }
  // Operands stand before their users, so one sweep from the end meets every user first.
  for (std::size_t i = program.exprs.size(); i-- > 0;) {
    if (!reached[i]) continue;
    for (const Operand& operand : operands(program.exprs[i])) {
      if (operand.id.value < i) reached[operand.id.value] = true;
    }
  }
  return reached;
}

bool reads(const Program& program, ExprId id, BinderId binder) {
  const Expr& expr = program.expr(id);
  if (expr.op == Op::row && expr.binder == binder) return true;
  if (expr.range && expr.range->binder == binder) return false;
  const std::vector<Operand> below = operands(expr);
  return std::any_of(below.begin(), below.end(), [&](const Operand& o) { return reads(program, o.id, binder); });
}

bool reads(const Program& program, ExprId id, Op op) {
  if (!id.present()) return false;
  const std::vector<bool> reached = reached_from(program, {id});
  for (std::size_t i = 0; i <= id.value; ++i) {
    if (reached[i] && program.exprs[i].op == op) return true;
  }
  return false;
}

namespace {

std::int64_t key_of(const Series& series, TypeKind of, std::int64_t key) {
  if (of != TypeKind::date || series.key == SeriesKey::day) return key;
  const base::Date day{static_cast<std::int32_t>(key)};
  return series.key == SeriesKey::year ? day.year() : day.year() * 12 + day.month() - 1;
}

}  // namespace

std::string key_text(const Series& series, TypeKind of, std::int64_t key) {
  if (of == TypeKind::date) {
    const std::string day = base::Date{static_cast<std::int32_t>(key)}.to_string();
    return day.substr(0, series.key == SeriesKey::year ? 4 : series.key == SeriesKey::month ? 7 : day.size());
  }
  return std::to_string(key);
}

const SeriesEntry* entry_at(const Series& series, TypeKind of, std::int64_t key) {
  key = key_of(series, of, key);
  const auto found = std::find_if(series.entries.begin(), series.entries.end(), [&](const SeriesEntry& entry) { return entry.key == key; });
  return found == series.entries.end() ? nullptr : &*found;
}

}  // namespace zhidui::ir
