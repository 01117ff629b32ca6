// zhidui assess and explain: who is due what, under which clause, why, and what is missing.
#include <algorithm>
#include <set>

#include "base/utf8.h"
#include "facts/names.h"
#include "quality/quality.h"
#include "report/pdf.h"
#include "report/report.h"
#include "tools/console.h"
#include "tools/files.h"
#include "tools/load_facts.h"
#include "tools/request.h"
#include "tools/results.h"

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
      auto results = Results::create(options_.output, written_of(options_.write), view_, options_.common.language);
      if (!results) return environment_error(options_.common, results.error());
      results_.emplace(*std::move(results));
    }
    begin();
    {
      Progress progress(Progress::Work::assessing, asked_.subjects.size(), options_.common.language);
      for (std::uint32_t subject : asked_.subjects) {
        if (interrupted()) return kInterrupted;
        one(engine::assess(policy_, facts_, asked_.scope, subject, asked_.request));
        if (failure_) return environment_error(options_.common, *failure_);
        progress.step();
      }
    }
    const std::string table = end();
    if (interrupted()) return kInterrupted;
    if (!failure_ && results_) failure_ = results_->finish(answers_, table);
    return failure_ ? environment_error(options_.common, *failure_) : kFine;
  }

 private:
  bool json() const { return options_.common.format == Format::json; }
  void keep(std::optional<base::Error> error) {
    if (error && !failure_) failure_ = std::move(error);
  }
  // Everything of a JSON result passes here, so that a large one is never held whole.
  void put_json(std::string_view bytes) {
    if (results_) keep(results_->add_json(bytes));
    else if (json()) print_json(bytes);
  }

  void begin() { put_json("{\"format\": \"zhidui-answers/1\",\n\"answers\": ["); }

  void one(Answer answer) {
    const bool as_json = json() || (results_ && written_of(options_.write).json);
    if (as_json) put_json((first_ ? "\n" : ",\n") + base::write_json(report::json(view_, answer)));
    if (results_) {
      keep(results_->add(answer, report::explain_all(view_, answer)));
    } else if (!json()) {
      const report::TextOptions compact{options_.common.language, report::Detail::compact, ""};
      print_out((first_ ? "" : "\n") + report::text(view_, answer, compact));
    }
    first_ = false;
    // For the tables sums, statuses and the limits that claims stand under are enough; reasons take the memory.
    for (outcome::Award& award : answer.awards) {
      award.claim.trace = {};
      award.claim.atoms = {};
    }
    answers_.push_back(std::move(answer));
  }

  // Gives the table over all applicants.
  std::string end() {
    if (results_ || json()) put_json("\n],\n\"summary\": " + base::write_json(report::summary_json(view_, answers_)) + "}\n");
    const std::string table = report::summary(view_, answers_, options_.common.language);
    if (json()) return table;
    if (results_ || answers_.size() > 1) print_out((results_ ? "" : "\n") + table);
    return table;
  }

  const AssessOptions& options_;
  const engine::Policy& policy_;
  const facts::FactBase& facts_;
  const Asked& asked_;
  report::View view_;
  std::optional<Results> results_;
  std::optional<base::Error> failure_;
  std::vector<Answer> answers_;
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
  if (options.common.format == Format::html) {
    const auto awards = report::explain_all(view, answer);
    const auto page = options.case_page ? report::case_html : report::applicant_html;
    print_out(page(view, answer, awards, options.common.language));
  } else if (options.common.format == Format::json) {
    print_json(base::write_json(report::json(view, answer, options.award), 2) + "\n");
  } else {
    print_out(report::text(view, answer, {options.common.language, report::Detail::full, options.award}));
  }
  return kFine;
}

// One line before the answers: what in the facts should be looked at, and how to see it. On stderr, for stdout holds the result.
void say_quality(const AssessOptions& options, const engine::Policy& policy, const facts::FactBase& facts, base::Date on) {
  const quality::Report report = quality::inspect(policy.program, facts, on);
  if (report.findings.empty()) return;
  const auto n = [&](quality::Weight weight) { return std::to_string(report.count(weight)); };
  std::string command = "zhidui check-facts";
  for (const std::string& file : options.policies) command += " " + file;
  command += " --facts " + options.facts + " --on " + on.to_string();
  const std::string contradictions = n(quality::Weight::contradiction), doubts = n(quality::Weight::doubt),
                    notes = n(quality::Weight::note);
  const bool zh = options.common.language == text::Language::zh;
  print_error(zh ? "事实库里有要核对的: 矛盾 " + contradictions + " 处, 存疑 " + doubts + " 处, 提示 " + notes + " 处; 见 " + command + "\n"
                 : "the facts hold what should be looked at: contradictions " + contradictions + ", doubts " + doubts + ", notes " + notes +
                       "; see " + command + "\n");
}

// Said before anything is read and computed.
bool fonts_are_there(const AssessOptions& options) {
  const bool pdf = !options.output.empty() && written_of(options.write).pdf;
  if (!pdf || report::has_chinese_font()) return true;
  CommandLine line(options.common);
  line.report(text::Kind::command_no_chinese_font, options.write.empty() ? options.output : "--write", {});
  line.show();
  return false;
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
  if (const int refused = unless_output_is_free(options.common, options.output); refused != kFine) return refused;
  if (!fonts_are_there(options)) return kCannotReadOrWrite;
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
  if (!options.explain) say_quality(options, *policy, *facts, asked->scope.claimed);
  exit = options.explain ? explain_one(options, *policy, *facts, *asked) : Assessment(options, *policy, *facts, *asked).run();
  return exit == kFine && out_failed() ? kCannotReadOrWrite : exit;
}

}  // namespace zhidui::tools
