#include "engine/footprint.h"

#include <algorithm>

#include "engine/reading_masks.h"
#include "ir/walk.h"

namespace zhidui::engine {

void add(ReadingMask& to, const ReadingMask& from) {
  for (std::size_t i = 0; i < from.size(); ++i) to[i] = to[i] || from[i];
}

ReadingMasks::ReadingMasks(const ir::Program& program)
    : program_(program), masks_(program.exprs.size(), ReadingMask(program.readings.size(), false)) {
  for (bool grown = true; grown;) {
    grown = false;
    for (std::size_t i = 0; i < program.exprs.size(); ++i) {
      ReadingMask mask = direct(program.exprs[i]);
      grown = grown || mask != masks_[i];
      masks_[i] = std::move(mask);
    }
  }
}

void ReadingMasks::add_to(ReadingMask& mask, ir::ExprId id) const {
  if (id.present()) add(mask, of(id));
}

void ReadingMasks::add_dates(ReadingMask& mask, ir::DocumentId id) const {
  const ir::Document& document = program_.documents[id.value];
  for (const ir::ExprId date : {document.effective, document.expires, document.validity_by}) add_to(mask, date);
}

void ReadingMasks::add_claims(ReadingMask& mask, const ir::Measure& measure) const {
  for (const ir::Root& root : ir::roots(program_, measure)) add_to(mask, root.id);
  if (measure.unit.range.holder.present()) {
    add_to(mask, program_.record(measure.unit.range.record).fields[measure.unit.range.holder.value].computed);
  }
  add_dates(mask, measure.document);
}

void ReadingMasks::add_keys(ReadingMask& mask, const ir::Settlement& rule) const {
  for (const ir::MeasureKeys& keys : rule.measures) {
    for (const ir::KeyAlternative& alternative : keys.per) {
      for (const ir::Key& key : alternative.keys) add_to(mask, key.value);
    }
  }
}

void ReadingMasks::add_rule(ReadingMask& mask, const ir::Settlement& rule) const {
  for (const ir::ReadingId id : {rule.per_reading, rule.earlier_reading}) {
    if (id.present()) mask[id.value] = true;
  }
  for (const ir::Adopts& adopts : rule.adopts) mask[adopts.reading.value] = true;
  for (const ir::SettleNode& node : rule.nodes) add_to(mask, node.limit);
  for (const ir::MeasureKeys& keys : rule.measures) {
    for (const ir::Key& key : keys.order) add_to(mask, key.value);
  }
  add_keys(mask, rule);
}

ReadingMask ReadingMasks::direct(const ir::Expr& expr) const {
  ReadingMask mask(program_.readings.size(), false);
  if (expr.op == ir::Op::reading) mask[expr.reading.value] = true;
  if (expr.op == ir::Op::document_date) add_dates(mask, expr.document);
  if (expr.op == ir::Op::field || expr.op == ir::Op::field_on) {
    add_to(mask, program_.record(expr.record_type).fields[expr.field.value].computed);
  }
  if (expr.range && expr.range->holder.present()) {
    add_to(mask, program_.record(expr.range->record).fields[expr.range->holder.value].computed);
  }
  for (const ir::Operand& operand : ir::operands(expr)) add_to(mask, operand.id);
  return mask;
}

Footprints footprints_of(const ir::Program& program) {
  const ReadingMasks masks(program);
  Footprints out;
  for (const ir::Measure& measure : program.measures) {
    Footprint footprint;
    for (const ir::Condition& condition : measure.subjects) footprint.subjects.push_back(masks.of(condition.value));
    for (const ir::Condition& condition : measure.conditions) footprint.conditions.push_back(masks.of(condition.value));
    footprint.rest.resize(program.readings.size());
    ir::Measure bare = measure;  // a competitor takes part by its conditions: those of a round are not apart
    if (!measure.round) bare.subjects.clear(), bare.conditions.clear();
    masks.add_claims(footprint.rest, bare);
    out.measures.push_back(std::move(footprint));
  }
  out.rules.resize(program.readings.size());
  for (const ir::Settlement& rule : program.settlements) {
    ReadingMask of_keys(program.readings.size(), false);
    masks.add_keys(of_keys, rule);
    out.keys_read.push_back(std::find(of_keys.begin(), of_keys.end(), true) != of_keys.end());
    masks.add_rule(out.rules, rule);
  }
  return out;
}

}  // namespace zhidui::engine
