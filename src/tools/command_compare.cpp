// zhidui compare: the measures of several policies side by side, and what each would pay the same applicants.
#include <algorithm>
#include <deque>
#include <filesystem>
#include <map>
#include <utility>

#include "base/files.h"
#include "base/must.h"
#include "compare/assess.h"
#include "compare/suppose.h"
#include "report/compare.h"
#include "tools/console.h"
#include "tools/load_facts.h"
#include "tools/report_forms.h"
#include "tools/request.h"

namespace zhidui::tools {

namespace {

using base::Date;
using text::Kind;

constexpr const char* kTable = "compare.yaml";
constexpr const char* kUsageExample = "zhidui compare policies/jincheng-2023.md policies/quanzhou-2021.md";

class Comparison {
 public:
  explicit Comparison(const CompareOptions& options) : options_(options), line_(options.common) {}

  int run() {
    catch_interrupts();
    if (const int refused = unless_report_can_be_written(options_.common, options_.output, options_.write); refused != kFine)
      return refused;
    if (!company()) return refuse(kUsage);
    int exit = kFine;
    auto policy = load_policy(options_.common, options_.policies, true, exit);
    if (!policy) return exit;
    policy_ = &*policy;
    if (!find_documents()) return refuse(kBadInput);
    days();
    if (line_.has_errors()) return refuse(kBadInput);
    if (!read_table(exit) || !read_facts(exit)) return exit;
    const std::vector<compare::Row> rows = compare::rows_of(policy->program, documents_, table_);
    for (const compare::Side& side : sides_) validity_.push_back(report::validity_words({*policy, *side.facts, side.scope}, side.document));
    suppose();
    std::vector<compare::Applicant> applicants;
    if (!assess(applicants)) return kInterrupted;
    return put({*policy, sides_, validity_, rows, applicants, table_file_, table_.absent, options_.facts, period_, options_.as_in_force,
                options_.as_local});
  }

 private:
  int refuse(int exit) const {
    line_.show();
    return exit;
  }

  // What asks for applicants asks for facts, and facts for a day.
  bool company() {
    const auto alone = [&](const std::string& flag, bool given) {
      if (given && options_.facts.empty()) line_.report(Kind::command_goes_with, flag, {flag, "--facts"});
    };
    alone("--subject", !options_.subjects.empty());
    alone("--on", !options_.on.empty());
    alone("--period", !options_.period.empty());
    alone("--as-in-force", options_.as_in_force);
    alone("--as-local", options_.as_local);
    if (!options_.facts.empty() && options_.on.empty()) line_.report(Kind::command_no_day, "", {});
    return !line_.has_errors();
  }

  bool find_documents() {
    const ir::Program& program = policy_->program;
    for (std::uint32_t i = 0; i < program.documents.size(); ++i) {
      const bool pays = std::any_of(program.measures.begin(), program.measures.end(),
                                    [&](const ir::Measure& measure) { return measure.document == ir::DocumentId{i}; });
      if (pays) documents_.push_back(ir::DocumentId{i});
    }
    if (documents_.size() >= 2) return true;
    line_.report(Kind::command_missing_argument, "", {"第二份有措施的政策", "a second policy with measures", "compare", kUsageExample});
    return false;
  }

  std::optional<Date> day(const std::string& words) {
    const auto out = Date::parse(words);
    if (!out) line_.report(Kind::command_bad_date, words, {words});
    return out;
  }

  // Without '=' the day of every document that has none of its own.
  void days() {
    for (const std::string& words : options_.on) {
      const std::size_t equals = words.find('=');
      const std::string name = equals == std::string::npos ? "" : words.substr(0, equals);
      const auto on = day(equals == std::string::npos ? words : words.substr(equals + 1));
      std::optional<ir::DocumentId> document;
      if (!name.empty()) {
        document = ir::find_document(policy_->program, name);
        if (!document || std::find(documents_.begin(), documents_.end(), *document) == documents_.end()) {
          unknown_document(name);
          continue;
        }
      }
      if (!on) continue;
      const auto [first, added] = days_.emplace(document.value_or(ir::DocumentId{}), *on);
      if (!added && first->second != *on) line_.report(Kind::command_contradiction, words, {"--on", first->second.to_string(), words});
    }
    if (options_.facts.empty()) return;
    const bool all = std::all_of(documents_.begin(), documents_.end(), [&](ir::DocumentId id) { return days_.contains(id); });
    if (!all && !days_.contains(ir::DocumentId{}) && !line_.has_errors()) line_.report(Kind::command_no_day, "", {});
  }

  void unknown_document(const std::string& name) {
    std::vector<std::string> known;
    for (const ir::DocumentId id : documents_) {
      const ir::Document& each = policy_->program.documents[id.value];
      known.push_back(each.number), known.push_back(each.name.id);
    }
    line_.report(Kind::command_unknown_document, name, {name, nearest_name(name, known)});
  }

  // The one that is named, else the one beside a policy.
  bool read_table(int& exit) {
    table_file_ = options_.table;
    for (const std::string& policy : options_.policies) {
      const std::string beside = (std::filesystem::path(policy).parent_path() / kTable).string();
      if (table_file_.empty() && base::path_kind(beside) == base::PathKind::file) table_file_ = beside;
    }
    if (table_file_.empty()) return places_are_there(exit);
    check_file(line_, table_file_, ".yaml");
    if (line_.has_errors()) return exit = refuse(kCannotReadOrWrite), false;
    auto bytes = base::read_file(table_file_, base::kLiterateFileLimit);
    if (!bytes) return exit = environment_error(options_.common, bytes.error()), false;
    text::SourceSet sources;
    text::Diagnostics diagnostics;
    const text::FileId file = sources.add(table_file_, *std::move(bytes));
    table_ = compare::read_table(policy_->program, sources, file, diagnostics);
    if (!diagnostics.has_errors()) return places_are_there(exit);
    show_diagnostics(options_.common, sources, diagnostics);
    exit = kBadInput;
    return false;
  }

  // Where applicants are at home is said by fields that the table names, not by this program.
  bool places_are_there(int& exit) {
    if (!options_.as_local || !table_.places.empty()) return true;
    line_.report(Kind::command_goes_with, "--as-local", {"--as-local", "--table (places)"});
    exit = refuse(kBadInput);
    return false;
  }

  bool read_facts(int& exit) {
    if (options_.facts.empty()) {
      facts_.emplace_back();
      for (const ir::DocumentId id : documents_) sides_.push_back({id, {}, &facts_.front(), false});
      return true;
    }
    auto facts = load_facts(options_.common, *policy_, options_.facts, exit);
    if (!facts) return false;
    facts_.push_back(*std::move(facts));
    AssessOptions one;  // what is asked of every document
    one.common = options_.common;
    one.facts = options_.facts;
    one.subjects = options_.subjects;
    one.on = day_of(documents_.front()).to_string();
    one.period = options_.period;
    one.readings = options_.readings;
    one.assume = options_.assume;
    const auto asked = understand(one, *policy_, facts_.front(), exit);
    if (!asked) return false;
    subjects_ = asked->subjects;
    period_ = asked->scope.period;
    for (const ir::DocumentId id : documents_) {
      compare::Side side{id, asked->scope, &facts_.front(), false};
      side.scope.documents = {id};
      side.scope.claimed = side.scope.decided = side.scope.known = day_of(id);
      side.scope.reasons = false;
      sides_.push_back(std::move(side));
    }
    return true;
  }

  Date day_of(ir::DocumentId id) const {
    const auto own = days_.find(id);
    return own != days_.end() ? own->second : days_.at(ir::DocumentId{});
  }

  void suppose() {
    const ir::Program& program = policy_->program;
    for (compare::Side& side : sides_) {
      const ir::Document& document = program.documents[side.document.value];
      // A draft has no day of its own; the first of the year that is asked is said to be supposed.
      const bool undated = document.draft && !side.scope.assume.contains(side.document);
      if (options_.as_in_force && undated) side.scope.assume[side.document] = Date::year_start(period_.value_or(side.scope.claimed.year()));
      if (!options_.as_local || !compare::is_place(program, table_.places, document.region)) continue;
      facts_.push_back(compare::as_local(program, facts_.front(), table_.places, document.region));
      side.facts = &facts_.back();
      side.local = true;
    }
    if (options_.as_in_force) compare::suppose_in_force(*policy_, documents_);
  }

  bool assess(std::vector<compare::Applicant>& out) const {
    Progress progress(Progress::Work::assessing, subjects_.size(), options_.common.language);
    for (const std::uint32_t subject : subjects_) {
      compare::Applicant applicant{subject, {}};
      for (const compare::Side& side : sides_) {
        if (interrupted()) return false;
        applicant.answers.push_back(compare::assess(*policy_, side, subject));
      }
      out.push_back(std::move(applicant));
      progress.step();
    }
    return true;
  }

  int put(const report::CompareView& view) const {
    const text::Language language = options_.common.language;
    return put_report(
        options_.common, options_.output, options_.write,
        {"compare", [&] { return report::compare_text(view, language); }, [&] { return report::compare_html(view, language); },
         [&] { return report::compare_json(view); }, [&] { return report::compare_pdf(view, language); },
         [&](const std::string& path) { return report::compare_workbook(path, view, language); }});
  }

  const CompareOptions& options_;
  CommandLine line_;
  engine::Policy* policy_ = nullptr;
  std::vector<ir::DocumentId> documents_;
  std::map<ir::DocumentId, Date> days_;  // under an absent document that of all others
  compare::Table table_;
  std::string table_file_;
  std::deque<facts::FactBase> facts_;  // as read, then one for each place that is supposed; sides point into it
  std::vector<compare::Side> sides_;
  std::vector<report::Wording> validity_;
  std::vector<std::uint32_t> subjects_;
  std::optional<int> period_;
};

}  // namespace

int run_compare(const CompareOptions& options) { return Comparison(options).run(); }

}  // namespace zhidui::tools
