// The explanation tree of a claim, nested: every operation with the author's text, its value, the facts and readings it
// took.
#include "ir/names.h"
#include "report/json_award.h"

namespace zhidui::report {

using outcome::TraceKind;
using outcome::TraceNode;

namespace {

constexpr int kDeepest = 24;  // below stands a node of the kind `cut`; JSON readers limit nesting

std::string_view kind_name(TraceKind kind) {
  switch (kind) {
    case TraceKind::expression: return "expression";
    case TraceKind::fact: return "fact";
    case TraceKind::aggregate: return "aggregate";
    case TraceKind::tier: return "tiers";
    case TraceKind::match_row: return "match";
    case TraceKind::case_row: return "cases";
    case TraceKind::reading: return "reading";
    case TraceKind::rounding: return "rounding";
    case TraceKind::definition: return "definition";
    case TraceKind::statistic: return "statistic";
  }
  return "";
}

class TraceJson {
 public:
  TraceJson(const View& view, const ValueJson& values, const Explanation& award) : view_(view), values_(values), award_(award) {}

  JsonValue node(std::uint32_t index, int depth) const {
    const outcome::Trace& trace = award_.award->claim.trace;
    if (index >= trace.nodes.size()) return JsonValue{};
    if (depth > kDeepest) return object({{"kind", JsonValue::of("cut")}});
    const TraceNode& node = trace.nodes[index];
    JsonValue out = object({{"kind", JsonValue::of(kind_name(node.kind))}});
    if (node.site != outcome::kNoSite) expression(out, node);
    if (node.kind == TraceKind::fact) fact(out, node);
    if (node.kind == TraceKind::aggregate) members(out, node);
    if (!node.note.empty()) out.set("note", JsonValue::of(node.note));
    JsonValue children = JsonValue::array();
    for (std::uint32_t child : node.children) children.push(this->node(child, depth + 1));
    if (!node.children.empty()) out.set("operands", std::move(children));
    return out;
  }

 private:
  const ir::Program& program() const { return view_.policy.program; }

  void expression(JsonValue& out, const TraceNode& node) const {
    const ir::Expr& expr = program().exprs[node.site];
    out.set("operation", JsonValue::of(ir::op_name(expr.op)));
    if (!expr.label.empty()) out.set("name", JsonValue::of(expr.label));
    const Wording words = phrase(view_, ir::ExprId{node.site}, true);
    out.set("source", JsonValue::of(words.zh));
    out.set("value", values_.of(expr.type, node.value));
    if (node.payload != UINT32_MAX) payload(out, expr, node.payload);
    if (expr.op == ir::Op::rounded) {
      out.set("rounding",
              object({{"mode", JsonValue::of(ir::rounding_name(expr.rounding))}, {"step", JsonValue::of(expr.step.to_string())}}));
    }
  }

  // Which row applied, or which alternative was taken.
  void payload(JsonValue& out, const ir::Expr& expr, std::uint32_t index) const {
    const auto row = [&](text::Span span) {
      out.set("row", object({{"number", JsonValue::of(std::int64_t{index} + 1)}, {"source", JsonValue::of(source_line(view_, span))}}));
    };
    if (expr.op == ir::Op::tiers && index < expr.tiers.size()) row(expr.tiers[index].span);
    if (expr.op == ir::Op::match && index < expr.matches.size()) row(expr.matches[index].span);
    if (expr.op == ir::Op::cases && index < expr.cases.size()) row(expr.cases[index].span);
    if (expr.op != ir::Op::reading) return;
    const ir::Reading& reading = program().readings[expr.reading.value];
    if (index >= reading.alternatives.size()) return;
    out.set("reading", object({{"code", JsonValue::of(reading.code)},
                               {"alternative", JsonValue::of(reading.alternatives[index].label.zh)},
                               {"meaning", JsonValue::of(reading.alternatives[index].meaning)}}));
  }

  void fact(JsonValue& out, const TraceNode& node) const {
    if (node.record == UINT32_MAX || node.site == outcome::kNoSite) return;
    const ir::Expr& expr = program().exprs[node.site];
    const facts::Record& record = view_.facts.record(node.record);
    if (expr.field.value >= record.fields.size()) return;
    JsonValue given = JsonValue::array();
    for (const facts::Segment& segment : record.fields[expr.field.value].segments) {
      given.push(object({{"source", JsonValue::of(segment.provenance.source)},
                         {"recorded_on", date_json(segment.provenance.recorded_on)},
                         {"from", date_json(segment.from)},
                         {"to", date_json(segment.to)}}));
    }
    out.set("fact", object({{"record_type", JsonValue::of(program().record(record.type).name.id)},
                            {"record", JsonValue::of(record.id)},
                            {"field", JsonValue::of(program().record(record.type).fields[expr.field.value].name.id)},
                            {"given", std::move(given)}}));
  }

  void members(JsonValue& out, const TraceNode& node) const {
    JsonValue certain = JsonValue::array();
    JsonValue possible = JsonValue::array();
    for (std::size_t i = 0; i < node.members.size(); ++i) {
      (i < node.certain_members ? certain : possible).push(JsonValue::of(view_.facts.record(node.members[i]).id));
    }
    out.set("members", object({{"certain", std::move(certain)}, {"possible", std::move(possible)}}));
  }

  const View& view_;
  const ValueJson& values_;
  const Explanation& award_;
};

}  // namespace

JsonValue trace_json(const View& view, const ValueJson& values, const Explanation& award) {
  const outcome::Claim& claim = award.award->claim;
  const TraceJson trace(view, values, award);
  JsonValue conditions = JsonValue::array();
  for (const outcome::ConditionResult& result : claim.conditions) {
    conditions.push(object({{"stage", JsonValue::of(outcome::stage_id(result.stage))},
                            {"index", JsonValue::of(std::int64_t{result.condition})},
                            {"tree", trace.node(result.trace, 0)}}));
  }
  JsonValue lets = JsonValue::array();
  const ir::Measure& measure = view.policy.program.measures[claim.measure];
  for (const auto& [index, node] : claim.lets) {
    if (index >= measure.lets.size()) continue;
    lets.push(object({{"name", JsonValue::of(measure.lets[index].name)}, {"tree", trace.node(node, 0)}}));
  }
  return object({{"conditions", std::move(conditions)}, {"lets", std::move(lets)}, {"amount", trace.node(claim.amount_trace, 0)}});
}

}  // namespace zhidui::report
