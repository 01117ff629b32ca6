// The commands of `zhidui`, without the reading of flags: each takes its options and gives the exit code.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "text/diagnostic.h"

namespace zhidui::tools {

// Exit codes, as --help documents them.
inline constexpr int kFine = 0;
inline constexpr int kDifferent = 1;  // a scenario failed; a file is not formatted
inline constexpr int kBadInput = 2;   // a policy, fact base or request is defective
inline constexpr int kCannotReadOrWrite = 3;
inline constexpr int kUsage = 64;
inline constexpr int kBroken = 70;  // out of memory, or a mistake of the program
inline constexpr int kInterrupted = 130;

enum class Format { text, json, html };

// What is written into a folder of results.
struct Written {
  bool text = false, json = false, xlsx = false, html = false, pdf = false;
};

// What every command knows.
struct Common {
  text::Language language = text::Language::zh;
  Format format = Format::text;
  std::vector<std::string> vocabulary;  // folders; empty: `vocabulary` and `reference` above the files
  std::vector<std::string> arguments;   // the command line as typed, for diagnostics that point into it
};

struct CheckOptions {
  Common common;
  std::vector<std::string> files;
  bool coverage = true;
};

struct CheckFactsOptions {
  Common common;
  std::vector<std::string> policies;  // whose measures the facts name; none: the vocabulary alone
  std::string facts, on;
};

struct TemplateOptions {
  Common common;
  std::vector<std::string> policies;
  std::string facts;   // "": an empty form
  std::string output;  // .xlsx, or a folder of CSV files
};

struct AssessOptions {
  Common common;
  std::vector<std::string> policies;
  std::string facts;
  std::vector<std::string> subjects;  // empty: every applicant
  std::string on, decided, known, period;
  std::vector<std::string> readings;  // CODE=LABEL
  std::vector<std::string> documents;
  std::string documents_scope;      // "all": also the periods of documents that are not at hand
  std::vector<std::string> assume;  // DOCUMENT=DATE
  std::string output;               // folder
  std::vector<std::string> write;   // kinds of files; empty: all
  bool explain = false;
  std::string award;       // explain: only this claim or measure
  bool case_page = false;  // explain: of HTML the officer's page, not the applicant's
};

struct TestOptions {
  Common common;
  std::vector<std::string> policies;
  std::string scenarios;  // folder; empty: beside each policy
  std::string only;       // one case
  bool verbose = false;
  bool coverage = false;          // also what the scenarios show of the policy
  bool require_coverage = false;  // exit 1 where they leave something out
};

struct FormatOptions {
  Common common;
  std::vector<std::string> files;
  bool check = false;
  std::optional<text::Language> keywords;  // translate; absent: each file keeps its own
};

struct PrintOptions {
  Common common;
  std::vector<std::string> files;
  std::string stage;
};

struct MatchOptions {
  Common common;
  std::string list, facts;
  std::vector<std::string> policies;  // whose measures the facts name
  std::string record;                 // --as
  std::vector<std::string> sets;      // FIELD=VALUE
  std::vector<std::string> columns;   // COLUMN=FIELD
  std::string source, on;             // the list's title and the day it was published
  std::string confirmed;              // a review that a person has filled in
  std::string complete_as_of;
  std::string output;  // folder
};

struct TargetsOptions {
  Common common;
  std::vector<std::string> policies, series;
  std::string on;                  // "": the newest day of the series
  std::string output;              // folder
  std::vector<std::string> write;  // kinds of files; empty: all
};

struct TasksOptions {
  Common common;
  std::vector<std::string> policies;
  std::string department, document, due_before;
  std::string output;
  std::vector<std::string> write;
};

struct ReadingsOptions {
  AssessOptions asked;             // without cost the policies, and where it is written
  std::vector<std::string> codes;  // only these; empty: all
  bool cost = false;
};

struct CompareOptions {
  Common common;
  std::vector<std::string> policies;
  std::string facts;  // "": the measures alone
  std::vector<std::string> subjects;
  std::vector<std::string> on;  // DATE for all documents, DOCUMENT=DATE for one
  std::string period;
  std::vector<std::string> readings, assume;
  std::string table;  // "": compare.yaml beside a policy, where there is one
  bool as_in_force = false, as_local = false;
  std::string output;
  std::vector<std::string> write;
};

struct SchemaOptions {
  Common common;
  std::string which;  // facts, answer, answers, diagnostics, quality, targets, tasks, readings, compare
};

int run_check(const CheckOptions& options);
int run_check_facts(const CheckFactsOptions& options);
int run_template(const TemplateOptions& options);
int run_assess(const AssessOptions& options);
int run_test(const TestOptions& options);
int run_format(const FormatOptions& options);
int run_print(const PrintOptions& options);
int run_match(const MatchOptions& options);
int run_targets(const TargetsOptions& options);
int run_tasks(const TasksOptions& options);
int run_readings(const ReadingsOptions& options);
int run_compare(const CompareOptions& options);
int run_schema(const SchemaOptions& options);
int run_help(const Common& common, const std::string& topic);

// The page of a command, "" for the overview.
std::string help_text(const std::string& command, text::Language language);

}  // namespace zhidui::tools
