// zhidui assess and explain: who is due what, under which clause, why, and what is missing.
#include <algorithm>
#include <filesystem>
#include <set>

#include "base/utf8.h"
#include "facts/names.h"
#include "report/report.h"
#include "tools/console.h"
#include "tools/files.h"
#include "tools/request.h"

namespace zhidui::tools {

namespace {

using outcome::Answer;

// Where results go: to stdout, or to a folder that appears complete or not at all.
class Assessment {
 public:
  Assessment(const AssessOptions& options, const engine::Policy& policy, const facts::FactBase& facts, const Asked& asked)
      : options_(options), policy_(policy), facts_(facts), asked_(asked), view_{policy, facts, asked.scope} {}

  int run() {
    if (!options_.output.empty()) {
      auto folder = StagedFolder::create(options_.output);
      if (!folder) return environment_error(options_.common, folder.error());
      folder_.emplace(*std::move(folder));
    }
    begin();
    {
      Progress progress(asked_.subjects.size(), options_.common.language);
      for (std::uint32_t subject : asked_.subjects) {
        if (interrupted()) return kInterrupted;
        one(engine::assess(policy_, facts_, asked_.scope, subject, asked_.request));
        if (failure_) return environment_error(options_.common, *failure_);
        progress.step();
      }
    }
    end();
    if (interrupted()) return kInterrupted;
    if (!failure_ && folder_) failure_ = folder_->finish();
    return failure_ ? environment_error(options_.common, *failure_) : kFine;
  }

 private:
  bool json() const { return options_.common.format == Format::json; }
  void keep(std::optional<base::Error> error) {
    if (error && !failure_) failure_ = std::move(error);
  }
  // Everything of a JSON result passes here, so that a large one is never held whole.
  void put_json(std::string_view bytes) {
    if (folder_) keep(folder_->append(kAnswersFile, base::visible(bytes, base::Shown::json)));
    else if (json()) print_json(bytes);
  }

  void begin() { put_json("{\"format\": \"zhidui-answers/1\",\n\"answers\": ["); }

  void one(Answer answer) {
    if (folder_ || json()) put_json((first_ ? "\n" : ",\n") + base::write_json(report::json(view_, answer)));
    if (folder_) {
      const report::TextOptions full{options_.common.language, report::Detail::full, ""};
      const std::string name = unused_name(answer.subject);
      keep(folder_->write(name, base::visible(report::text(view_, answer, full), base::Shown::page)));
      folder_->note(answer.subject, name);
    } else if (!json()) {
      const report::TextOptions compact{options_.common.language, report::Detail::compact, ""};
      print_out((first_ ? "" : "\n") + report::text(view_, answer, compact));
    }
    first_ = false;
    // For the tables sums and statuses are enough; reasons take the memory.
    for (outcome::Award& award : answer.awards) {
      award.claim.trace = {};
      award.claim.atoms = {};
      award.cuts = {};
    }
    answers_.push_back(std::move(answer));
  }

  void end() {
    if (folder_ || json()) put_json("\n],\n\"summary\": " + base::write_json(report::summary_json(view_, answers_)) + "}\n");
    const std::string table = report::summary(view_, answers_, options_.common.language);
    if (folder_) keep(folder_->write(kSummaryFile, base::visible(table, base::Shown::page)));
    if (json()) return;
    if (folder_ || answers_.size() > 1) print_out((folder_ ? "" : "\n") + table);
  }

  // Ids that differ only in signs that no file name may hold, in capitals, or far behind, get a number.
  std::string unused_name(const std::string& id) {
    const std::string base = file_name_of(id);
    std::string name = base + ".txt";
    for (int n = 2; folded(name) == kSummaryFile || !names_.insert(folded(name)).second; ++n)
      name = base + "~" + std::to_string(n) + ".txt";
    return name;
  }

  static constexpr const char* kAnswersFile = "answers.json";
  static constexpr const char* kSummaryFile = "summary.txt";

  const AssessOptions& options_;
  const engine::Policy& policy_;
  const facts::FactBase& facts_;
  const Asked& asked_;
  report::View view_;
  std::optional<StagedFolder> folder_;
  std::optional<base::Error> failure_;
  std::vector<Answer> answers_;
  std::set<std::string> names_;
  bool first_ = true;
};

// What was meant by the name of an award: a measure of the answer, or a whole key where one was written.
std::string nearest_awards(const ir::Program& program, const Answer& answer, const std::string& asked) {
  facts::Candidates candidates;
  std::set<std::uint32_t> met;
  for (const outcome::Award& award : answer.awards) {
    if (asked.find('|') != std::string::npos) {
      const std::string key = award.claim.key.to_string();
      candidates.add(key, key, key);
    } else if (met.insert(award.claim.measure).second) {
      candidates.add(program.measures[award.claim.measure].name);
    }
  }
  return candidates.nearest(asked);
}

int explain_one(const AssessOptions& options, const engine::Policy& policy, const facts::FactBase& facts, const Asked& asked) {
  CommandLine line(options.common);
  if (asked.subjects.size() != 1) {
    line.report(text::Kind::command_one_applicant, "explain", {std::to_string(asked.subjects.size())});
    line.show();
    return kBadInput;
  }
  const Answer answer = engine::assess(policy, facts, asked.scope, asked.subjects.front(), asked.request);
  const auto named = [&](const outcome::Award& award) { return report::names_award(policy.program, award, options.award); };
  if (!options.award.empty() && std::none_of(answer.awards.begin(), answer.awards.end(), named)) {
    line.report(text::Kind::command_unknown_award, options.award, {options.award, nearest_awards(policy.program, answer, options.award)});
    line.show();
    return kBadInput;
  }
  const report::View view{policy, facts, asked.scope};
  if (options.common.format == Format::json) print_json(base::write_json(report::json(view, answer, options.award), 2) + "\n");
  else print_out(report::text(view, answer, {options.common.language, report::Detail::full, options.award}));
  return kFine;
}

// Said before anything is read and computed.
int unless_output_is_free(const AssessOptions& options) {
  if (options.output.empty()) return kFine;
  const auto looked = refusal(options.output);
  if (!looked) return environment_error(options.common, looked.error());
  const std::optional<Refusal>& refused = *looked;
  if (!refused) return kFine;
  CommandLine line(options.common);
  const auto kind = refused->is_file ? text::Kind::command_output_is_file : text::Kind::command_output_not_ours;
  line.report(kind, options.output, {options.output, refused->entry});
  line.show();
  return kBadInput;
}

}  // namespace

int run_assess(const AssessOptions& options) {
  catch_interrupts();
  int exit = kFine;
  // A day that is missing is said before anything is read.
  if (options.on.empty()) {
    CommandLine line(options.common);
    line.report(text::Kind::command_no_day, "", {});
    line.show();
    return kUsage;
  }
  if (const int refused = unless_output_is_free(options); refused != kFine) return refused;
  const auto policy = load_policy(options.common, options.policies, true, exit);
  if (!policy) return exit;
  if (policy->program.measures.empty()) {
    CommandLine line(options.common);
    line.report(text::Kind::command_no_measures, "", {});
    line.show();
    return kBadInput;
  }
  const auto facts = load_facts(options.common, *policy, options.facts, exit);
  if (!facts) return exit;
  const auto asked = understand(options, *policy, *facts, exit);
  if (!asked) return exit;
  exit = options.explain ? explain_one(options, *policy, *facts, *asked) : Assessment(options, *policy, *facts, *asked).run();
  return exit == kFine && out_failed() ? kCannotReadOrWrite : exit;
}

}  // namespace zhidui::tools
