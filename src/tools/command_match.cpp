// zhidui match: the rows of a published list, the applicants they may name, and, once a person has looked, the records that follow.
#include <algorithm>
#include <variant>

#include "base/files.h"
#include "facts/read_json.h"
#include "tools/console.h"
#include "tools/files.h"
#include "tools/load_facts.h"
#include "tools/match_plan.h"
#include "tools/match_records.h"
#include "tools/request.h"

namespace zhidui::tools {

namespace {

using matching::Decided;
using matching::Match;
using matching::Outcome;
using text::Kind;
using text::Language;

class Matching {
 public:
  Matching(const MatchOptions& options, const engine::Policy& policy, const facts::FactBase& facts)
      : options_(options), program_(policy.program), facts_(facts) {}

  int run() {
    CommandLine line(options_.common);
    const auto plan = plan_match(options_, program_, line);
    if (!plan) return refuse(line);
    plan_ = *plan;
    if (const auto failed = read(line)) return *failed;
    const std::vector<matching::Applicant> applicants = applicants_of(plan_, program_, facts_);
    if (applicants.empty()) {
      line.report(Kind::command_no_applicants, options_.facts, {options_.facts});
      return refuse(line);
    }
    for (const matching::Applicant& each : applicants) names_[each.id] = each.name;
    matches_ = matching::Matcher(applicants, places_of(plan_, program_)).match(rows());
    return options_.confirmed.empty() ? review() : confirm(line);
  }

 private:
  bool zh() const { return options_.common.language == Language::zh; }
  bool json() const { return options_.common.format == Format::json; }

  int refuse(const CommandLine& line) const {
    line.show();
    return kBadInput;
  }

  // ---- the list ----

  std::vector<std::string> wanted() const {
    std::vector<std::string> out{plan_.name_column};
    for (const std::string& column : {plan_.code_column, plan_.region_column}) {
      if (!column.empty()) out.push_back(column);
    }
    for (const auto& [field, column] : plan_.columns) out.push_back(column);
    return out;
  }

  std::optional<int> read_table(const std::string& path, const std::vector<std::string>& columns, matching::List& out) {
    auto content = base::read_file(path, base::kDataFileLimit);
    if (!content) return environment_error(options_.common, content.error());
    spreadsheet::ReadOptions reading;
    reading.progress = [](int) { return !interrupted(); };
    out = matching::read_list(path, *std::move(content), columns, sources_, diagnostics_, reading);
    if (interrupted()) return kInterrupted;
    return diagnostics_.has_errors() ? std::optional(show_defects()) : std::nullopt;
  }

  // The exit code where the list cannot be used.
  std::optional<int> read(CommandLine& line) {
    if (const auto failed = read_table(options_.list, wanted(), list_)) return failed;
    std::string columns;
    for (const std::string& each : list_.columns) columns += (columns.empty() ? "" : "、") + each;
    for (const std::string& each : wanted()) {
      if (std::find(list_.columns.begin(), list_.columns.end(), each) == list_.columns.end())
        line.report(Kind::list_no_such_column, each, {each, columns});
    }
    if (line.has_errors()) return refuse(line);
    return std::nullopt;
  }

  std::vector<matching::Row> rows() {
    std::vector<matching::Row> out;
    for (const matching::ListRow& row : list_.rows) {
      const std::string& name = row.cell(plan_.name_column);
      if (name.find_first_not_of(" \t\r\n") == std::string::npos) {
        diagnostics_.report(Kind::list_no_name, row.span, {std::to_string(row.row)});
      } else {
        out.push_back({row.row, name, row.cell(plan_.code_column), row.cell(plan_.region_column)});
      }
    }
    return out;
  }

  int show_defects() {
    show_diagnostics(options_.common, sources_, diagnostics_);
    return kBadInput;
  }

  // ---- first step: the review ----

  base::JsonValue review_document() const {
    base::JsonValue out = base::JsonValue::object();
    out.set("format", base::JsonValue::of("zhidui-review/1"));
    out.set("list", base::JsonValue::of(options_.source));
    out.set("on", base::JsonValue::of(plan_.on.to_string()));
    out.set("rows", matching::review_json(matches_, names_));
    return out;
  }

  int review() {
    show_warnings(options_.common, sources_, diagnostics_);
    if (!options_.output.empty()) {
      const int exit = write({{"review.csv", matching::review_csv(matches_, names_, options_.common.language)},
                              {"review.json", base::write_json(review_document(), 1) + "\n"}});
      if (exit != kFine) return exit;
    }
    if (json()) print_json(base::write_json(review_document(), 1) + "\n");
    else print_out(review_text());
    return kFine;
  }

  std::string review_text() const {
    std::string out;
    std::size_t automatic = 0, candidates = 0;
    for (const Match& match : matches_) {
      if (!match.automatic().empty()) ++automatic;
      else if (!match.candidates.empty()) ++candidates;
      if (options_.output.empty()) out += match_text(match);
    }
    const std::size_t none = matches_.size() - automatic - candidates;
    const auto n = [](std::size_t number) { return std::to_string(number); };
    out += zh() ? n(matches_.size()) + " 个名称：自动对上 " + n(automatic) + " 个，有候选待确认 " + n(candidates) + " 个，没有候选 " +
                      n(none) + " 个\n"
                : n(matches_.size()) + " names: " + n(automatic) + " matched by themselves, " + n(candidates) +
                      " with candidates to confirm, " + n(none) + " without a candidate\n";
    if (options_.output.empty()) return out;
    return out + (zh() ? "核对表：" : "review: ") + options_.output + "/review.csv\n";
  }

  std::string match_text(const Match& match) const {
    const Language language = options_.common.language;
    const std::string part = match.part == 0 ? "" : "." + std::to_string(match.part);
    std::string out = std::to_string(match.row) + part + "  " + match.printed + (match.code.empty() ? "" : "  " + match.code) + "\n";
    if (!match.remarks.empty()) out += "    ! " + matching::reason_words(match.remarks, language) + "\n";
    for (const matching::Candidate& each : match.candidates) {
      const bool certain = each.certainty == matching::Certainty::certain;
      out += std::string(certain ? "    = " : "    ? ") + matching::candidate_words(each, names_, language) + "\n      " +
             matching::reason_words(each.reasons, language) + "\n";
    }
    return out + "\n";
  }

  // ---- second step: the records ----

  int confirm(CommandLine& line) {
    matching::List table;
    if (const auto failed = read_table(options_.confirmed, {}, table)) return *failed;
    std::vector<Decided> decided = matching::read_review(table, matches_, names_, diagnostics_);
    if (diagnostics_.has_errors()) return show_defects();
    const ListRecords records = records_of(plan_, program_, options_.source, list_, matches_, decided);
    const auto open = std::count_if(decided.begin(), decided.end(), [](const Decided& each) { return each.outcome == Outcome::open; });
    if (plan_.complete_as_of && open > 0) {
      line.report(Kind::review_incomplete, options_.complete_as_of, {std::to_string(open)});
      return refuse(line);
    }
    show_warnings(options_.common, sources_, diagnostics_);
    return put_records(records, decided);
  }

  int put_records(const ListRecords& records, const std::vector<Decided>& decided) {
    const auto content = base::read_file(options_.facts, base::kDataFileLimit);
    if (!content) return environment_error(options_.common, content.error());
    auto parsed = base::parse_json(*content);
    auto* facts = std::get_if<base::JsonValue>(&parsed);  // it was read before
    if (!facts) return environment_error(options_.common, {base::Error::Code::invalid, "changed while it was read: " + options_.facts});
    const std::string whole = base::write_json(merged(std::move(*facts), program_, plan_, records), 1) + "\n";
    if (const auto wrong = defects_of(whole)) return *wrong;
    const std::string fragment = base::write_json(fragment_of(program_, plan_, records), 1) + "\n";
    if (!options_.output.empty()) {
      const int exit = write({{"facts.json", whole},
                              {"records.json", fragment},
                              {"open.csv", matching::open_csv(matches_, decided, names_, options_.common.language)}});
      if (exit != kFine) return exit;
    }
    // Records and words never share stdout: one of them is to be read by a machine.
    const std::string words = outcome_text(decided, records.records.size());
    if (json() || options_.output.empty()) {
      print_json(fragment);
      print_error(words);
    } else {
      print_out(words);
    }
    return kFine;
  }

  // The facts as they would be are read like any others.
  std::optional<int> defects_of(const std::string& whole) const {
    text::SourceSet sources;
    text::Diagnostics diagnostics;
    const text::FileId file = sources.add("facts.json", whole);
    const facts::FactBase base = facts::read_json(program_, sources, file, diagnostics);
    if (!diagnostics.has_errors()) return std::nullopt;
    show_diagnostics(options_.common, sources, diagnostics);
    return kBadInput;
  }

  std::string outcome_text(const std::vector<Decided>& decided, std::size_t records) const {
    std::string out, lost;
    std::size_t counts[4] = {};
    for (std::size_t i = 0; i < matches_.size(); ++i) {
      ++counts[static_cast<std::size_t>(decided[i].outcome)];
      if (decided[i].outcome != Outcome::open && decided[i].outcome != Outcome::refused) continue;
      const std::string part = matches_[i].part == 0 ? "" : "." + std::to_string(matches_[i].part);
      lost += "  " + std::to_string(matches_[i].row) + part + "  " + matches_[i].printed + "  " +
              std::string(matching::outcome_text(decided[i].outcome, options_.common.language)) + "\n";
    }
    const auto n = [&](Outcome outcome) { return std::to_string(counts[static_cast<std::size_t>(outcome)]); };
    if (zh()) {
      out = "记录 " + std::to_string(records) + " 条；自动 " + n(Outcome::automatic) + "，人工确认 " + n(Outcome::confirmed) +
            "，不是申请人 " + n(Outcome::refused) + "，没有核对 " + n(Outcome::open) + "\n";
    } else {
      out = std::to_string(records) + " records; automatic " + n(Outcome::automatic) + ", confirmed " + n(Outcome::confirmed) +
            ", refused " + n(Outcome::refused) + ", open " + n(Outcome::open) + "\n";
    }
    return out + lost;
  }

  int write(const std::vector<std::pair<std::string, std::string>>& files) const {
    auto folder = StagedFolder::create(options_.output);
    if (!folder) return environment_error(options_.common, folder.error());
    for (const auto& [name, bytes] : files) {
      if (const auto error = folder->write(name, bytes)) return environment_error(options_.common, *error);
    }
    if (interrupted()) return kInterrupted;
    if (const auto error = folder->finish()) return environment_error(options_.common, *error);
    return kFine;
  }

  const MatchOptions& options_;
  const ir::Program& program_;
  const facts::FactBase& facts_;
  MatchPlan plan_;
  text::SourceSet sources_;
  text::Diagnostics diagnostics_;
  matching::List list_;
  matching::ApplicantNames names_;
  std::vector<Match> matches_;
};

}  // namespace

int run_match(const MatchOptions& options) {
  catch_interrupts();
  int exit = kFine;
  if (const int refused = unless_output_is_free(options.common, options.output); refused != kFine) return refused;
  Common common = options.common;
  std::vector<std::string> near = options.policies;
  near.push_back(options.facts);
  near.push_back(options.list);
  if (common.vocabulary.empty()) common.vocabulary = find_vocabulary(near);
  const auto policy = load_policy(common, options.policies, true, exit);
  if (!policy) return exit;
  const auto facts = load_facts(common, *policy, options.facts, exit);
  if (!facts) return exit;
  exit = Matching(options, *policy, *facts).run();
  return exit == kFine && out_failed() ? kCannotReadOrWrite : exit;
}

}  // namespace zhidui::tools
