#include "ir/lower_block.h"

#include <algorithm>

#include "base/check.h"
#include "ir/walk.h"

namespace zhidui::ir {

namespace {

const Type kBoolean{TypeKind::boolean, {}, {}, {}};
const Type kDate{TypeKind::date, {}, {}, {}};
const Type kYear{TypeKind::year, {}, {}, {}};

Bounds calendar_days() { return {base::Date::year_start(base::kFirstYear).days, base::Date::year_end(base::kLastYear).days, false, false}; }

// Spells out what tells two nodes apart; equal nodes, and only they, have equal spellings.
class Spelling {
 public:
  explicit Spelling(const Node& n) {
    number(static_cast<std::uint64_t>(n.op));
    type(n.type);
    text_ += n.bounds.lo.to_string() + ' ' + n.bounds.hi.to_string() + ' ';
    list(n.operands);
    value(n.value);
    for (const std::uint64_t part :
         {std::uint64_t{n.bounds.lo_unbounded}, std::uint64_t{n.bounds.hi_unbounded}, std::uint64_t{n.rows.value},
          std::uint64_t{n.record.value}, std::uint64_t{n.field.value}, static_cast<std::uint64_t>(n.clock), std::uint64_t{n.document.value},
          static_cast<std::uint64_t>(n.doc_date), std::uint64_t{n.series.value}, static_cast<std::uint64_t>(n.rounding),
          std::uint64_t{n.has_otherwise}, std::uint64_t{n.reading.value}, std::uint64_t{n.statistic.value}, std::uint64_t{n.has_where},
          std::uint64_t{n.has_distinct}})
      number(part);
    plain(n.members);
    text_ += n.step.to_string() + ' ';
    for (const TierSign& sign : n.signs) number(static_cast<std::uint64_t>(sign.comparison) * 2 + (sign.greater ? 1 : 0));
    for (const std::vector<std::uint32_t>& row : n.keys) plain(row);
  }
  std::string take() { return std::move(text_); }

 private:
  void number(std::uint64_t value) { text_ += std::to_string(value) + ' '; }
  void plain(const std::vector<std::uint32_t>& list) {
    number(list.size());
    for (const std::uint32_t item : list) number(item);
  }
  void list(const std::vector<NodeId>& ids) {
    number(ids.size());
    for (const NodeId id : ids) number(id.value);
  }
  void type(const Type& t) {
    number(static_cast<std::uint64_t>(t.kind));
    for (const std::uint32_t part : {t.unit.value, t.enumeration.value, t.record.value}) number(part);
  }
  void value(const outcome::Value& v) {
    number(static_cast<std::uint64_t>(v.kind));
    number((v.may_true ? 2 : 0) + (v.may_false ? 1 : 0));
    text_ += v.interval.lo.to_string() + ' ' + v.interval.hi.to_string() + ' ';
    plain(v.may.indices);
    plain(v.must.indices);
    text_ += std::to_string(v.text.size()) + ':' + v.text + ' ';
  }
  std::string text_;
};

}  // namespace

NodeId BlockLowering::add(Node node) {
  const NodeId next{static_cast<std::uint32_t>(block_.nodes.size())};
  const auto [place, is_new] = by_content_.try_emplace(Spelling(node).take(), next);
  if (is_new) block_.nodes.push_back(std::move(node));
  return place->second;
}

RowsId BlockLowering::add_rows(Rows rows) {
  const auto found = std::find(block_.rows.begin(), block_.rows.end(), rows);
  const RowsId id{static_cast<std::uint32_t>(found - block_.rows.begin())};
  if (found == block_.rows.end()) block_.rows.push_back(rows);
  return id;
}

// Aggregates over one set of records share its rows, unless one reads the row of the other.
RowsId BlockLowering::range_rows(const Expr& expr) {
  CHECK(expr.range);
  const Range& range = *expr.range;
  Rows rows{RowsKind::member, range.record, range.holder, range.relation, lower(range.owner), 0};
  std::vector<std::uint32_t> taken;
  for (const Operand& operand : operands(expr)) {
    if (!operand.inside) continue;
    for (const BinderId binder : free_[operand.id.value]) {
      if (binder == range.binder) continue;
      const RowsId outer = rows_of_[binder.value];
      Rows other = block_.rows[outer.value];
      const std::uint32_t copy = std::exchange(other.copy, 0);
      if (other == rows) taken.push_back(copy);
    }
  }
  while (std::find(taken.begin(), taken.end(), rows.copy) != taken.end()) ++rows.copy;
  return add_rows(rows);
}

Node BlockLowering::node_of(const Expr& e) {
  Node node;
  node.op = e.op;
  node.type = e.type;
  if (is_number(e.type.kind)) node.bounds = e.bounds;
  switch (e.op) {
    case Op::constant: node.value = e.value; break;
    case Op::row: node.rows = rows_of_[e.binder.value]; break;
    case Op::field:
    case Op::field_on:
      node.record = e.record_type;
      node.field = e.field;
      break;
    case Op::clock: node.clock = e.clock; break;
    case Op::document_date:
      node.document = e.document;
      node.doc_date = e.doc_date;
      break;
    case Op::series: node.series = e.series; break;
    case Op::member:
    case Op::overlaps: node.members = e.members; break;
    case Op::rounded:
      node.step = e.step;
      node.rounding = e.rounding;
      break;
    case Op::tiers:
      for (const TierRow& row : e.tiers) node.signs.push_back({row.comparison, row.greater});
      break;
    case Op::match:
      for (const MatchRow& row : e.matches) node.keys.push_back(row.members);
      break;
    case Op::cases: node.has_otherwise = e.otherwise.present(); break;
    case Op::reading: node.reading = e.reading; break;
    case Op::statistic: node.statistic = e.statistic; break;
    default: break;
  }
  return node;
}

NodeId BlockLowering::lower(ExprId id) {
  if (!id.present()) return {};
  const Expr& expr = program_.expr(id);
  if (expr.op == Op::fact_date) {
    CHECK(fact_date_.present());
    return fact_date_;
  }
  std::vector<RowsId> rows;
  for (const BinderId binder : free_[id.value]) rows.push_back(rows_of_[binder.value]);
  const std::pair key{id, std::move(rows)};
  if (const auto found = done_.find(key); found != done_.end()) return found->second;
  Node node = node_of(expr);
  RowsId outer;
  if (expr.range) {
    node.rows = range_rows(expr);
    node.has_where = expr.range->where.present();
    node.has_distinct = expr.range->distinct.present();
    outer = std::exchange(rows_of_[expr.range->binder.value], node.rows);
  }
  for (const Operand& operand : operands(expr)) {
    const bool is_owner = expr.range && !operand.inside;  // it belongs to the rows
    if (!is_owner) node.operands.push_back(lower(operand.id));
  }
  if (expr.range) rows_of_[expr.range->binder.value] = outer;
  return done_[key] = add(std::move(node));
}

NodeId BlockLowering::clock(Clock clock) {
  Node node;
  node.op = Op::clock;
  node.type = kDate;
  node.bounds = calendar_days();
  node.clock = clock;
  return add(std::move(node));
}

NodeId BlockLowering::document_date(DocumentId document, DocDate which) {
  Node node;
  node.op = Op::document_date;
  node.type = kDate;
  node.bounds = calendar_days();
  node.document = document;
  node.doc_date = which;
  return add(std::move(node));
}

NodeId BlockLowering::year_end_of_this_year() {
  Node year;
  year.op = Op::this_year;
  year.type = kYear;
  year.bounds = {base::kFirstYear, base::kLastYear, false, false};
  Node end;
  end.op = Op::year_end;
  end.type = kDate;
  end.bounds = {base::Date::year_end(base::kFirstYear).days, base::Date::year_end(base::kLastYear).days, false, false};
  end.operands = {add(std::move(year))};
  return add(std::move(end));
}

NodeId BlockLowering::row(RowsId rows) {
  Node node;
  node.op = Op::row;
  node.type = Type{TypeKind::record, {}, {}, block_.rows[rows.value].record};
  node.rows = rows;
  return add(std::move(node));
}

NodeId BlockLowering::field(NodeId record, RecordId type, FieldId field) {
  const Field& f = program_.record(type).fields[field.value];
  Node node;
  node.op = Op::field;
  node.type = f.type;
  if (f.low && f.high) node.bounds = {*f.low, *f.high, false, false};
  node.operands = {record};
  node.record = type;
  node.field = field;
  return add(std::move(node));
}

NodeId BlockLowering::boolean(Op op, std::vector<NodeId> operands) {
  Node node;
  node.op = op;
  node.type = kBoolean;
  node.operands = std::move(operands);
  return add(std::move(node));
}

}  // namespace zhidui::ir
