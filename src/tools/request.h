// From flags to a request: every flag that cannot be understood is reported with what would be.
#pragma once

#include <optional>

#include "engine/engine.h"
#include "tools/console.h"

namespace zhidui::tools {

// A folder among the policies stands for the policy files in it, README.md apart; one without any stays, to be reported.
std::vector<std::string> policy_files(const std::vector<std::string>& named);

// What a command line names: policy files, and the folders of their vocabulary (given, or found above them). A file
// that lies in such a folder is loaded with it.
struct LoadFiles {
  std::vector<std::string> policies, folders;
};
LoadFiles load_files(const Common& common, const std::vector<std::string>& files);

// True if the files and folders that the command line names are what they should be; shows what they are instead.
bool files_are_there(const Common& common, const std::vector<std::string>& files, int& exit);
// Policy files that say nothing: without rules, or with none that make a policy or a vocabulary.
void report_empty(const engine::Policy& policy, const std::vector<std::string>& files, text::Diagnostics& diagnostics);

// The policy files with their vocabulary; nullopt after what is wrong with them has been shown (`exit` says how).
std::optional<engine::Policy> load_policy(const Common& common, const std::vector<std::string>& files, bool coverage, int& exit);

// Reports a path that is no file; `ending`: of the example that is named for a folder.
void check_file(CommandLine& line, const std::string& file, std::string_view ending);

struct Asked {
  engine::Request request;
  evaluate::Scope scope;
  std::vector<std::uint32_t> subjects;
};
std::optional<Asked> understand(const AssessOptions& options, const engine::Policy& policy, const facts::FactBase& facts, int& exit);

// Results can go into that folder (""; none is asked for), or what else it is or holds is shown: an exit code. Said before anything is
// read and computed.
int unless_output_is_free(const Common& common, const std::string& output);

}  // namespace zhidui::tools
