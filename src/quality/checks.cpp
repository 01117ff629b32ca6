// The checks of the vocabulary, each on every record of its type. What is not certainly so is not said.
#include <algorithm>

#include "ir/walk.h"
#include "quality/inspection.h"

namespace zhidui::quality {

namespace {

// The observed fields of the record itself that an expression reads, in the order of the record; those behind computed ones too.
class FieldsRead {
 public:
  FieldsRead(const ir::Program& program, const ir::RecordType& type) : program_(program), type_(type) {}
  std::vector<ir::FieldId> of(ir::ExprId id) {
    walk(id);
    std::sort(found_.begin(), found_.end());
    found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
    return std::move(found_);
  }

 private:
  void walk(ir::ExprId id) {
    const ir::Expr& expr = program_.expr(id);
    const bool reads = expr.op == ir::Op::field || expr.op == ir::Op::field_on;
    const bool own = reads && program_.expr(expr.args[0]).op == ir::Op::row && program_.expr(expr.args[0]).binder == type_.self;
    if (own) {
      const ir::Field& field = type_.fields[expr.field.value];
      if (field.kind == ir::FieldKind::computed) walk(field.computed);
      else found_.push_back(expr.field);
    }
    for (const ir::Operand& operand : ir::operands(expr)) walk(operand.id);
  }

  const ir::Program& program_;
  const ir::RecordType& type_;
  std::vector<ir::FieldId> found_;
};

}  // namespace

void Inspection::checks() {
  for (const ir::Check& each : program_.checks) check(each);
}

void Inspection::check(const ir::Check& check) {
  const ir::RecordType& type = program_.record(check.record);
  const auto [first, last] = facts_.of_type(check.record);
  std::vector<ir::FieldId> fields;
  if (check.required.present()) fields = FieldsRead(program_, type).of(check.required);
  for (std::uint32_t record = first; record < last; ++record) {
    // OPTIMIZATION: most records are in order, so that the condition is asked last.
    if (check.form) form(check, record);
    else if (value_of(type, check.required, record).is_false() && applies(check, record)) fails(check, record, fields);
  }
}

bool Inspection::applies(const ir::Check& check, std::uint32_t record) {
  return !check.when.present() || value_of(program_.record(check.record), check.when, record).is_true();
}

outcome::Value Inspection::value_of(const ir::RecordType& type, ir::ExprId expr, std::uint32_t record) {
  outcome::OpenTable opens;
  evaluate::ClaimContext context;
  context.record = record;
  context.row = type.self;
  return evaluate::evaluate_in(program_, facts_, scope_, context, expr, opens);
}

void Inspection::fails(const ir::Check& check, std::uint32_t record, const std::vector<ir::FieldId>& fields) {
  const Kind kind = check.doubtful ? Kind::quality_check_doubtful : Kind::quality_check_fails;
  std::string all;
  std::vector<Span> places;
  for (const ir::FieldId field : fields) {
    all += (all.empty() ? "" : ", ") + seen_words(record, field);
    for (const facts::Segment* segment : seen(record, field)) places.push_back(segment->provenance.span);
  }
  const Span at = places.empty() ? facts_.record(record).span : places.front();
  const std::string source = check.source.empty() ? "" : " (" + check.source + ")";
  Finding& found = find(kind, at, facts_.record(record).id, {words(record), words(check.name), all, check.note, source});
  for (const Span& place : places) also(found, place, "与这一项", "with this");
}

}  // namespace zhidui::quality
