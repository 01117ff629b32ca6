// zhidui check-facts: what should be looked at in a fact base before an answer is given, and how complete it is.
#include "facts/fact_base.h"
#include "quality/quality.h"
#include "report/layout.h"
#include "tools/console.h"
#include "tools/files.h"
#include "tools/load_facts.h"
#include "tools/request.h"

namespace zhidui::tools {

namespace {

using quality::Weight;

struct WeightWords {
  Weight weight;
  std::string_view zh, en;
};
constexpr WeightWords kWeights[] = {
    {Weight::contradiction, "矛盾：不能都对，至少一处要改", "Contradictions: they cannot all be right, one at least is to be mended"},
    {Weight::doubt, "存疑：可能没有错，请对照原件", "Doubts: they may be right, please compare with the originals"},
    {Weight::note, "提示", "Notes"}};

class TextReport {
 public:
  TextReport(const CheckFactsOptions& options, const ir::Program& program, const LoadedFacts& facts, const quality::Report& report)
      : zh_(options.common.language == text::Language::zh), options_(options), program_(program), facts_(facts), report_(report) {}

  std::string run() const {
    std::string out = head();
    for (const WeightWords& weight : kWeights) {
      if (report_.count(weight.weight) == 0) continue;
      out += "\n" + std::string(zh_ ? weight.zh : weight.en) + "\n";
      for (const quality::Finding& finding : report_.findings) {
        if (finding.weight == weight.weight) out += "\n" + text::render(facts_.sources, finding.said, options_.common.language);
      }
    }
    for (const quality::TypeCount& type : report_.types) out += "\n" + table(type);
    return out;
  }

 private:
  static std::string n(std::size_t number) { return std::to_string(number); }

  std::string head() const {
    const std::string a = n(report_.count(Weight::contradiction)), b = n(report_.count(Weight::doubt)), c = n(report_.count(Weight::note));
    const facts::FactBase& base = facts_.base;
    if (zh_) {
      return "数据核对 " + options_.facts + "，按 " + report_.on.to_string() + " 所知\n矛盾 " + a + " 处，存疑 " + b + " 处，提示 " + c +
             " 处\n" + "记录 " + n(base.records().size()) + " 条，完整的说明 " + n(base.closures.size()) + " 条，概括申报 " +
             n(base.totals.size()) + " 条，此前兑现 " + n(base.history.size()) + " 条，裁定 " + n(base.decisions.size()) + " 条\n";
    }
    return "Data report on " + options_.facts + ", as known on " + report_.on.to_string() + "\ncontradictions " + a + ", doubts " + b +
           ", notes " + c + "\nrecords " + n(base.records().size()) + ", statements of completeness " + n(base.closures.size()) +
           ", totals " + n(base.totals.size()) + ", earlier payments " + n(base.history.size()) + ", decisions " +
           n(base.decisions.size()) + "\n";
  }

  std::string table(const quality::TypeCount& type) const {
    const ir::RecordType& known = program_.record(type.type);
    std::vector<std::vector<std::string>> rows;
    if (zh_) rows.push_back({known.name.zh + "（" + n(type.records) + " 条）", "已知", "后来才知", "写明未知", "没有写", "没有来源"});
    else rows.push_back({known.name.id + " (" + n(type.records) + ")", "known", "known later", "unknown", "not given", "no source"});
    for (const quality::FieldCount& row : type.fields) {
      const ir::Name& name = known.fields[row.field.value].name;
      rows.push_back(
          {"  " + (zh_ ? name.zh : name.id), n(row.known), n(row.later), n(row.unknown), n(row.not_given), n(row.without_source)});
    }
    return report::table_text(rows, 1);
  }

  bool zh_;
  const CheckFactsOptions& options_;
  const ir::Program& program_;
  const LoadedFacts& facts_;
  const quality::Report& report_;
};

}  // namespace

int run_check_facts(const CheckFactsOptions& options) {
  int exit = kFine;
  CommandLine line(options.common);
  const auto on = base::Date::parse(options.on);
  if (!on) {
    line.report(text::Kind::command_bad_date, options.on, {options.on});
    line.show();
    return kBadInput;
  }
  Common common = options.common;
  std::vector<std::string> near = options.policies;
  near.push_back(options.facts);
  if (common.vocabulary.empty()) common.vocabulary = find_vocabulary(near);
  const auto policy = load_policy(common, options.policies, true, exit);
  if (!policy) return exit;
  const auto facts = load_facts_quietly(common, *policy, options.facts, exit);
  if (!facts) return exit;
  quality::Report report = quality::inspect(policy->program, facts->base, *on);
  quality::add_warnings(report, facts->warnings);
  if (options.common.format == Format::json) {
    print_json(base::write_json(quality::json(policy->program, facts->base, facts->sources, report), 1) + "\n");
  } else {
    print_out(TextReport(options, policy->program, *facts, report).run());
  }
  return out_failed() ? kCannotReadOrWrite : kFine;
}

}  // namespace zhidui::tools
