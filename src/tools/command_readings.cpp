// zhidui readings: what the texts leave unsettled, how each question is answered for now, and what the other answers would cost.
#include <algorithm>
#include <utility>

#include "report/readings.h"
#include "tools/console.h"
#include "tools/load_facts.h"
#include "tools/report_forms.h"
#include "tools/request.h"

namespace zhidui::tools {

namespace {

using text::Kind;

int refuse(const CommandLine& line, int exit = kBadInput) {
  line.show();
  return exit;
}

int understand(const ReadingsOptions& options, const ir::Program& program, std::vector<ir::ReadingId>& only) {
  CommandLine line(options.asked.common);
  for (const std::string& code : options.codes) {
    std::vector<std::string> known;
    for (const ir::Reading& reading : program.readings) known.push_back(reading.code);
    const auto id = ir::find_reading(program, code);
    if (id) only.push_back(*id);
    else line.report(Kind::command_unknown_reading, code, {code, nearest_name(code, known)});
  }
  return line.has_errors() ? refuse(line) : kFine;
}

int put(const ReadingsOptions& options, const report::ReadingsView& view) {
  const text::Language language = options.asked.common.language;
  return put_report(
      options.asked.common, options.asked.output, options.asked.write,
      {"readings", [&] { return report::readings_text(view, language); }, [&] { return report::readings_html(view, language); },
       [&] { return report::readings_json(view); }, [&] { return report::readings_pdf(view, language); },
       [&](const std::string& path) { return report::readings_workbook(path, view, language); }});
}

// Every applicant as it is, then those whom an alternative can change; nullopt: interrupted.
std::optional<report::ReadingCosts> costs_of(const Common& common, const report::View& view, const std::vector<std::uint32_t>& subjects,
                                             const std::vector<ir::ReadingId>& only) {
  std::optional<engine::Baseline> base;
  const auto going = [](Progress& progress) {
    return [&progress] {
      progress.step();
      return !interrupted();
    };
  };
  {
    Progress progress(Progress::Work::assessing, subjects.size(), common.language);
    base = engine::baseline(view.policy, view.facts, view.scope, subjects, going(progress));
  }
  if (!base) return std::nullopt;
  std::vector<engine::Trial> trials = engine::trials(view.policy, view.facts, view.scope, *base);
  std::erase_if(trials, [&](const engine::Trial& trial) {
    return !only.empty() && std::find(only.begin(), only.end(), trial.reading) == only.end();
  });
  std::size_t work = 0;
  for (const engine::Trial& trial : trials) work += trial.changeable.size();
  Progress progress(Progress::Work::comparing, work, common.language);
  report::Weighing weighing(view, *base);
  for (const engine::Trial& trial : trials) {
    auto answers = engine::answers_under(view.policy, view.facts, view.scope, *base, trial, going(progress));
    if (!answers) return std::nullopt;
    weighing.add(trial, *std::move(answers));
  }
  return weighing.finish();
}

int weigh(const ReadingsOptions& options, const engine::Policy& policy, const std::vector<engine::ReadingReach>& reach,
          const std::vector<ir::ReadingId>& only) {
  int exit = kFine;
  const Common& common = options.asked.common;
  const auto facts = load_facts(common, policy, options.asked.facts, exit);
  if (!facts) return exit;
  const auto asked = understand(options.asked, policy, *facts, exit);
  if (!asked) return exit;
  const report::View view{policy, *facts, asked->scope};
  const auto costs = costs_of(common, view, asked->subjects, only);
  return costs ? put(options, {view, reach, &*costs, only}) : kInterrupted;
}

}  // namespace

int run_readings(const ReadingsOptions& options) {
  catch_interrupts();
  int exit = kFine;
  const AssessOptions& asked = options.asked;
  CommandLine line(asked.common);
  if (options.cost && asked.on.empty()) {
    line.report(Kind::command_no_day, "", {});
    return refuse(line, kUsage);
  }
  if (const int refused = unless_report_can_be_written(asked.common, asked.output, asked.write); refused != kFine) return refused;
  const auto policy = load_policy(asked.common, asked.policies, true, exit);
  if (!policy) return exit;
  if (options.cost && policy->program.measures.empty()) {
    line.report(Kind::command_no_measures, "", {});
    return refuse(line);
  }
  std::vector<ir::ReadingId> only;
  if (const int wrong = understand(options, policy->program, only); wrong != kFine) return wrong;
  const std::vector<engine::ReadingReach> reach = engine::reading_reach(*policy);
  if (options.cost) return weigh(options, *policy, reach, only);
  const PolicyAlone alone(*policy, base::Date{});
  return put(options, {alone.view, reach, nullptr, only});
}

}  // namespace zhidui::tools
