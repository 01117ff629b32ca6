// A count that does not say whose records it counts: those of all applicants.
#include <set>

#include "check/lint.h"
#include "ir/walk.h"

namespace zhidui::check {

namespace {

using ir::ExprId;

class RegisterLint {
 public:
  RegisterLint(const ir::Program& program, const std::vector<Input>& inputs, text::Diagnostics& diagnostics)
      : program_(program), diagnostics_(diagnostics), free_(ir::free_binders(program)) {
    for (const Input& input : inputs) {
      for (const syntax::Declaration& declaration : input.tree.declarations) {
        if (const auto* definition = std::get_if<syntax::Definition>(&declaration)) {
          for (const syntax::Word* word : {&definition->name.name, &definition->name.id}) definitions_.insert(word->text);
        }
      }
    }
    definitions_.erase("");
  }

  void run() {
    for (const ir::Measure& measure : program_.measures) {
      for (const ir::Root& root : ir::roots(program_, measure)) walk(root.id);
    }
  }

 private:
  // A definition has a name that can say that all of a register is meant.
  void walk(ExprId id) {
    const ir::Expr& expr = program_.expr(id);
    if (definitions_.contains(expr.label) || !walked_.insert(id.value).second) return;
    if (expr.range && !expr.range->holder.present() && free_[id.value].empty() && !ir::reads(program_, id, ir::Op::subject)) {
      diagnostics_.report(text::Kind::lint_whole_register, expr.span, {program_.record(expr.range->record).name.zh});
    }
    for (const ir::Operand& operand : ir::operands(expr)) walk(operand.id);
  }

  const ir::Program& program_;
  text::Diagnostics& diagnostics_;
  std::vector<std::vector<ir::BinderId>> free_;
  std::set<std::string> definitions_;
  std::set<std::uint32_t> walked_;
};

}  // namespace

void lint_registers(const ir::Program& program, const std::vector<Input>& inputs, text::Diagnostics& diagnostics) {
  RegisterLint(program, inputs, diagnostics).run();
}

}  // namespace zhidui::check
