// Two alternatives of a reading that every place takes in the same way are one alternative.
#include "check/lint.h"
#include "ir/walk.h"

namespace zhidui::check {

namespace {

bool same_keys(const ir::Program& program, const ir::KeyAlternative& a, const ir::KeyAlternative& b) {
  if (a.keys.size() != b.keys.size()) return false;
  for (std::size_t i = 0; i < a.keys.size(); ++i) {
    if (a.keys[i].same_matter != b.keys[i].same_matter || !alike(program, a.keys[i].value, b.keys[i].value)) return false;
  }
  return true;
}

class ReadingLint {
 public:
  explicit ReadingLint(const ir::Program& program) : program_(program), sites_(program.readings.size()) {
    const std::vector<bool> reached = ir::reached_from(program, ir::all_roots(program));
    for (std::uint32_t i = 0; i < program.exprs.size(); ++i) {
      if (reached[i] && program.exprs[i].op == ir::Op::reading) sites_[program.exprs[i].reading.value].push_back(i);
    }
  }

  bool is_used(std::uint32_t reading) const {
    for (const ir::Settlement& rule : program_.settlements) {
      if (rule.per_reading.value == reading || rule.earlier_reading.value == reading) return true;
    }
    return !sites_[reading].empty();
  }

  bool make_no_difference(std::uint32_t reading, std::size_t a, std::size_t b) const {
    for (const std::uint32_t site : sites_[reading]) {
      const ir::Expr& expr = program_.exprs[site];
      if (!alike(program_, expr.args[a], expr.args[b])) return false;
    }
    for (const ir::Settlement& rule : program_.settlements) {
      if (rule.earlier_reading.value == reading && rule.earlier[a] != rule.earlier[b]) return false;
      if (rule.per_reading.value != reading) continue;
      for (const ir::MeasureKeys& keys : rule.measures) {
        if (!same_keys(program_, keys.per[a], keys.per[b])) return false;
      }
    }
    return true;
  }

 private:
  const ir::Program& program_;
  std::vector<std::vector<std::uint32_t>> sites_;  // per reading
};

}  // namespace

void lint_readings(const ir::Program& program, text::Diagnostics& diagnostics) {
  const ReadingLint sites(program);
  for (std::uint32_t i = 0; i < program.readings.size(); ++i) {
    const ir::Reading& reading = program.readings[i];
    if (!sites.is_used(i)) continue;  // said of readings that nothing uses
    for (std::size_t b = 1; b < reading.alternatives.size(); ++b) {
      for (std::size_t a = 0; a < b; ++a) {
        if (!sites.make_no_difference(i, a, b)) continue;
        diagnostics.report(text::Kind::lint_alternatives_alike, reading.span,
                           {reading.code, reading.alternatives[a].label.zh, reading.alternatives[b].label.zh});
        break;
      }
    }
  }
}

}  // namespace zhidui::check
