#include "tools/request.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <variant>

#include "base/files.h"
#include "base/must.h"
#include "facts/read_json.h"
#include "report/values.h"
#include "syntax/parse.h"
#include "tools/files.h"

namespace zhidui::tools {

namespace fs = std::filesystem;
using base::Date;
using text::Kind;

namespace {

std::optional<std::pair<std::string, std::string>> split(const std::string& assignment) {
  const std::size_t equals = assignment.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == assignment.size()) return std::nullopt;
  return std::pair{assignment.substr(0, equals), assignment.substr(equals + 1)};
}

class Understanding {
 public:
  Understanding(const AssessOptions& options, const engine::Policy& policy, const facts::FactBase& facts)
      : options_(options), program_(policy.program), facts_(facts), view_{policy, facts, scope_}, line_(options.common) {}

  std::optional<Asked> run(int& exit) {
    days();
    for (const std::string& name : options_.documents) {
      if (document(name)) asked_.request.documents.push_back(name);
    }
    asked_.request.missing_documents = options_.documents_scope == "all";
    assumptions();
    readings();
    subjects();
    if (!line_.has_errors()) {
      auto scope = engine::scope_of(program_, asked_.request);
      if (scope) asked_.scope = *std::move(scope);
      else line_.report(Kind::command_not_understood, "", {scope.error().message});
    }
    if (!line_.has_errors()) return std::move(asked_);
    line_.show();
    exit = misused_ ? kUsage : kBadInput;
    return std::nullopt;
  }

 private:
  std::optional<Date> day(const std::string& text) {
    if (text.empty()) return std::nullopt;
    const auto date = Date::parse(text);
    if (!date) line_.report(Kind::command_bad_date, text, {text});
    return date;
  }

  void days() {
    engine::Request& request = asked_.request;
    if (options_.on.empty()) line_.report(Kind::command_no_day, "", {});
    request.claimed = day(options_.on);
    request.decided = day(options_.decided);
    request.known = day(options_.known);
    // Knowledge may end before the claim: what is planned is asked with what is known today.
    if (request.claimed && request.decided && *request.decided < *request.claimed)
      line_.report(Kind::command_decided_before_claim, options_.decided, {options_.decided, options_.on});
    if (options_.period.empty()) return;
    const bool digits = options_.period.size() == 4 &&
                        std::all_of(options_.period.begin(), options_.period.end(), [](char c) { return c >= '0' && c <= '9'; });
    const int year = digits ? std::stoi(options_.period) : 0;
    if (year >= base::kFirstYear && year <= base::kLastYear) request.period = year;
    else line_.report(Kind::command_bad_year, options_.period, {options_.period});
  }

  // Of a document that is not at hand: 自 … 起施行, … 失效.
  static std::string period_of(const ir::Document& document, text::Language language) {
    const bool zh = language == text::Language::zh;
    const auto day = [&](const std::optional<ir::DateBound>& bound) {
      if (!bound) return std::string(zh ? "不知道哪一天" : "a day that is not known");
      const std::string low = bound->low.to_string(), high = bound->high.to_string();
      if (low == high) return low;
      return zh ? low + " 至 " + high + " 之间的一天" : "a day between " + low + " and " + high;
    };
    const std::string from = day(document.missing_effective);
    if (!document.missing_expires) return zh ? "自 " + from + " 起施行" : "in force from " + from;
    const std::string until = day(document.missing_expires);
    return zh ? "自 " + from + " 起施行，到 " + until + " 失效" : "in force from " + from + " until " + until;
  }

  bool document(const std::string& name) {
    if (const auto id = ir::find_document(program_, name)) {
      const ir::Document& found = program_.documents[id->value];
      if (!found.missing) return true;
      line_.report(Kind::command_document_not_at_hand, name,
                   {found.number, period_of(found, text::Language::zh), period_of(found, text::Language::en)});
      return false;
    }
    std::vector<std::string> known;
    for (const ir::Document& each : program_.documents) known.push_back(each.number), known.push_back(each.name.id);
    line_.report(Kind::command_unknown_document, name, {name, nearest_name(name, known)});
    return false;
  }

  void assumptions() {
    for (const std::string& text : options_.assume) {
      const auto parts = split(text);
      if (!parts) {
        line_.report(Kind::command_bad_assumption, text, {text});
        continue;
      }
      const auto from = day(parts->second);
      if (!document(parts->first) || !from) continue;
      const ir::DocumentId id = base::must(ir::find_document(program_, parts->first));
      if (!program_.documents[id.value].draft) {
        line_.report(Kind::command_assumed_no_draft, text, {parts->first});
        continue;
      }
      const auto [first, added] = assumed_.emplace(id.value, *from);
      if (!added && first->second != *from) contradiction("--assume " + parts->first, first->second.to_string(), parts->second);
      asked_.request.assume[parts->first] = *from;
    }
  }

  // `value` as it stands on the command line.
  void contradiction(const std::string& what, const std::string& earlier, const std::string& value) {
    line_.report(Kind::command_contradiction, value, {what, earlier, value});
    misused_ = true;
  }

  void readings() {
    for (const std::string& text : options_.readings) {
      const auto parts = split(text);
      if (!parts) {
        line_.report(Kind::command_bad_reading, text, {text});
        continue;
      }
      const auto id = ir::find_reading(program_, parts->first);
      std::vector<std::string> known;
      if (!id) {
        for (const ir::Reading& reading : program_.readings) known.push_back(reading.code);
        line_.report(Kind::command_unknown_reading, text, {parts->first, nearest_name(parts->first, known)});
        continue;
      }
      choose(id->value, *parts, text);
    }
  }

  // An alternative may be named by either label; whether two are the same is seen by what they stand for.
  void choose(std::uint32_t reading, const std::pair<std::string, std::string>& parts, const std::string& text) {
    const std::vector<ir::Alternative>& alternatives = program_.readings[reading].alternatives;
    std::string list;
    std::size_t chosen = alternatives.size();
    for (std::size_t i = 0; i < alternatives.size(); ++i) {
      const ir::Alternative& each = alternatives[i];
      if (each.label.zh == parts.second || each.label.id == parts.second) chosen = i;
      list += (list.empty() ? "" : "、") + each.label.zh + "「" + each.meaning + "」";
    }
    if (chosen == alternatives.size()) {
      line_.report(Kind::command_unknown_alternative, text, {parts.first, parts.second, list});
      return;
    }
    const auto [first, added] = chosen_.emplace(reading, std::pair(chosen, parts.second));
    if (!added && first->second.first != chosen) contradiction("--reading " + parts.first, first->second.second, parts.second);
    asked_.request.readings[parts.first] = parts.second;
  }

  // By id, or by the name that the reports show.
  void subjects() {
    const std::vector<std::uint32_t> all = engine::applicants(program_, facts_);
    if (all.empty()) line_.report(Kind::command_no_applicants, options_.facts, {options_.facts});
    if (options_.subjects.empty()) asked_.subjects = all;
    for (const std::string& name : options_.subjects) {
      std::vector<std::uint32_t> found;
      std::vector<std::string> known;
      for (std::uint32_t record : all) {
        const std::string title = report::record_title(view_, record).zh;
        if (facts_.record(record).id == name || title == name) found.push_back(record);
        known.push_back(facts_.record(record).id);
        known.push_back(title);
      }
      if (found.size() == 1) asked_.subjects.push_back(found.front());
      else if (found.empty()) line_.report(Kind::command_unknown_subject, name, {name, nearest_name(name, known)});
      else line_.report(Kind::command_ambiguous_subject, name, {name, std::to_string(found.size())});
    }
  }

  const AssessOptions& options_;
  const ir::Program& program_;
  const facts::FactBase& facts_;
  evaluate::Scope scope_;
  report::View view_;
  CommandLine line_;
  Asked asked_;
  std::map<std::uint32_t, std::pair<std::size_t, std::string>> chosen_;  // reading → alternative, as it was named
  std::map<std::uint32_t, Date> assumed_;                                // document → day
  bool misused_ = false;
};

bool is_readme(const std::string& file) { return fs::path(file).filename() == "README.md"; }

// Some file of a folder, for a message: what might have been meant.
std::string example_in(const std::string& folder, std::string_view ending) {
  const auto files = base::files_in(folder, ending);
  if (files) {
    const auto found = std::find_if_not(files->begin(), files->end(), is_readme);
    if (found != files->end()) return fs::path(*found).lexically_normal().string();
  }
  return (fs::path(folder) / ("…" + std::string(ending))).lexically_normal().string();
}

}  // namespace

void check_file(CommandLine& line, const std::string& file, std::string_view ending) {
  switch (base::path_kind(file)) {
    case base::PathKind::file: return;
    case base::PathKind::nothing: return line.report(Kind::command_no_such_file, file, {file});
    case base::PathKind::folder: return line.report(Kind::command_folder_for_file, file, {file, example_in(file, ending)});
    case base::PathKind::special: return line.report(Kind::command_special_file, file, {file});
    case base::PathKind::unreadable: return line.report(Kind::command_cannot_read, file, {file});
  }
}

namespace {

void check_vocabulary(CommandLine& line, const std::string& folder) {
  if (base::path_kind(folder) != base::PathKind::folder) {
    return line.report(Kind::command_no_such_folder, folder, {"--vocabulary", folder});
  }
  const auto files = base::files_in(folder, ".md");
  if (!files) return line.report(Kind::command_cannot_read, folder, {files.error().message.substr(files.error().message.find(": ") + 2)});
  if (std::all_of(files->begin(), files->end(), is_readme)) line.report(Kind::command_empty_vocabulary, folder, {folder});
}

// A declaration by which a file is a policy or a vocabulary: everything but what only comments on a text.
bool is_substance(const syntax::Declaration& declaration) {
  return std::visit(
      [](const auto& each) {
        using Each = std::decay_t<decltype(each)>;
        return !std::is_same_v<Each, syntax::Reading> && !std::is_same_v<Each, syntax::NoEffect> && !std::is_same_v<Each, syntax::Typed> &&
               !std::is_same_v<Each, syntax::General> && !std::is_same_v<Each, syntax::Settlement>;
      },
      declaration);
}

bool lies_in(const std::string& file, const std::vector<std::string>& folders) {
  std::error_code error;
  const fs::path parent = fs::weakly_canonical(file, error).parent_path();
  return std::any_of(folders.begin(), folders.end(),
                     [&](const std::string& folder) { return fs::weakly_canonical(folder, error) == parent; });
}

}  // namespace

std::vector<std::string> policy_files(const std::vector<std::string>& named) {
  std::vector<std::string> out;
  for (const std::string& each : named) {
    const auto files = base::path_kind(each) == base::PathKind::folder ? base::files_in(each, ".md")
                                                                       : base::Result<std::vector<std::string>>(std::vector<std::string>{});
    const std::size_t before = out.size();
    if (files) std::remove_copy_if(files->begin(), files->end(), std::back_inserter(out), is_readme);
    if (out.size() == before) out.push_back(each);
  }
  return out;
}

LoadFiles load_files(const Common& common, const std::vector<std::string>& files) {
  LoadFiles out{{}, common.vocabulary.empty() ? find_vocabulary(files) : common.vocabulary};
  for (const std::string& file : files) {
    std::error_code error;
    if (!fs::exists(file, error) || !lies_in(file, out.folders)) out.policies.push_back(file);
  }
  return out;
}

static bool has_errors_in(const text::Diagnostics& diagnostics, text::FileId file) {
  return std::any_of(diagnostics.list().begin(), diagnostics.list().end(), [&](const text::Diagnostic& each) {
    return each.span.file.value == file.value && text::kind_text(each.kind).severity == text::Severity::error;
  });
}

bool files_are_there(const Common& common, const std::vector<std::string>& files, int& exit) {
  CommandLine line(common);
  for (const std::string& file : files) check_file(line, file, ".md");
  for (const std::string& folder : common.vocabulary) check_vocabulary(line, folder);
  if (!line.has_errors()) return true;
  line.show();
  exit = kCannotReadOrWrite;
  return false;
}

void report_empty(const engine::Policy& policy, const std::vector<std::string>& files, text::Diagnostics& diagnostics) {
  for (const text::Document& document : policy.texts) {
    const std::string& name = policy.sources.file(document.file).name();
    if (std::find(files.begin(), files.end(), name) == files.end()) continue;
    text::Diagnostics heard;  // what is wrong with the rules has been reported
    const syntax::File tree = syntax::parse(policy.sources, document, heard);
    const bool substance = std::any_of(tree.declarations.begin(), tree.declarations.end(), is_substance);
    const bool read = !heard.has_errors() && !has_errors_in(diagnostics, document.file);
    if (read && !substance) diagnostics.report(Kind::nothing_to_check, {document.file, 0, 0});
  }
}

std::optional<engine::Policy> load_policy(const Common& common, const std::vector<std::string>& files, bool coverage, int& exit) {
  if (!files_are_there(common, files, exit)) return std::nullopt;
  const LoadFiles named = load_files(common, files);
  text::Diagnostics diagnostics;
  auto policy = engine::load(named.policies, named.folders, {.coverage = coverage}, diagnostics);
  if (!policy) {
    exit = environment_error(common, policy.error());
    return std::nullopt;
  }
  report_empty(*policy, named.policies, diagnostics);
  if (!diagnostics.has_errors()) return *std::move(policy);
  show_diagnostics(common, policy->sources, diagnostics);
  exit = kBadInput;
  return std::nullopt;
}

std::optional<Asked> understand(const AssessOptions& options, const engine::Policy& policy, const facts::FactBase& facts, int& exit) {
  return Understanding(options, policy, facts).run(exit);
}

int unless_output_is_free(const Common& common, const std::string& output) {
  if (output.empty()) return kFine;
  const auto looked = refusal(output);
  if (!looked) return environment_error(common, looked.error());
  const std::optional<Refusal>& refused = *looked;
  if (!refused) return kFine;
  CommandLine line(common);
  const auto kind = refused->is_file ? text::Kind::command_output_is_file : text::Kind::command_output_not_ours;
  line.report(kind, output, {output, refused->entry});
  line.show();
  return kBadInput;
}

}  // namespace zhidui::tools
