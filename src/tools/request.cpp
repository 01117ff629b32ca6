#include "tools/request.h"

#include <algorithm>
#include <filesystem>

#include "facts/read_json.h"
#include "report/values.h"
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
      : options_(options),
        program_(policy.program),
        facts_(facts),
        view_{policy, facts, scope_},
        line_(options.common) {}

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
    exit = kBadInput;
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
    if (options_.period.empty()) return;
    const bool digits = options_.period.size() == 4 && std::all_of(options_.period.begin(), options_.period.end(),
                                                                   [](char c) { return c >= '0' && c <= '9'; });
    const int year = digits ? std::stoi(options_.period) : 0;
    if (year >= base::kFirstYear && year <= base::kLastYear) request.period = year;
    else line_.report(Kind::command_bad_year, options_.period, {options_.period});
  }

  bool document(const std::string& name) {
    if (ir::find_document(program_, name)) return true;
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
      if (document(parts->first) && from) asked_.request.assume[parts->first] = *from;
    }
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
      bool found = false;
      std::string list;
      for (const ir::Alternative& alternative : program_.readings[id->value].alternatives) {
        found = found || alternative.label.zh == parts->second || alternative.label.id == parts->second;
        list += (list.empty() ? "" : "、") + alternative.label.zh + "「" + alternative.meaning + "」";
      }
      if (found) asked_.request.readings[parts->first] = parts->second;
      else line_.report(Kind::command_unknown_alternative, text, {parts->first, parts->second, list});
    }
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
};

bool lies_in(const std::string& file, const std::vector<std::string>& folders) {
  std::error_code error;
  const fs::path parent = fs::weakly_canonical(file, error).parent_path();
  return std::any_of(folders.begin(), folders.end(),
                     [&](const std::string& folder) { return fs::weakly_canonical(folder, error) == parent; });
}

}  // namespace

LoadFiles load_files(const Common& common, const std::vector<std::string>& files) {
  LoadFiles out{{}, common.vocabulary.empty() ? find_vocabulary(files) : common.vocabulary};
  for (const std::string& file : files) {
    std::error_code error;
    if (!fs::exists(file, error) || !lies_in(file, out.folders)) out.policies.push_back(file);
  }
  return out;
}

std::optional<engine::Policy> load_policy(const Common& common, const std::vector<std::string>& files, bool coverage,
                                          int& exit) {
  const LoadFiles named = load_files(common, files);
  text::Diagnostics diagnostics;
  auto policy = engine::load(named.policies, named.folders, {.coverage = coverage}, diagnostics);
  if (!policy) {
    exit = environment_error(common, policy.error());
    return std::nullopt;
  }
  if (!diagnostics.has_errors()) return *std::move(policy);
  show_diagnostics(common, policy->sources, diagnostics);
  exit = kBadInput;
  return std::nullopt;
}

std::optional<facts::FactBase> load_facts(const Common& common, const engine::Policy& policy, const std::string& path,
                                          int& exit) {
  auto content = read_file(path);
  if (!content) {
    exit = environment_error(common, content.error());
    return std::nullopt;
  }
  text::SourceSet sources;
  const text::FileId file = sources.add(path, *std::move(content));
  text::Diagnostics diagnostics;
  facts::FactBase facts = facts::read_json(policy.program, sources, file, diagnostics);
  if (!diagnostics.has_errors()) return facts;
  show_diagnostics(common, sources, diagnostics);
  exit = kBadInput;
  return std::nullopt;
}

std::optional<Asked> understand(const AssessOptions& options, const engine::Policy& policy,
                                const facts::FactBase& facts, int& exit) {
  return Understanding(options, policy, facts).run(exit);
}

}  // namespace zhidui::tools
