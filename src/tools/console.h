// What the commands say: diagnostics of the command line itself, errors of the environment, progress, interruption.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "text/diagnostic.h"
#include "tools/command.h"

namespace zhidui::tools {

// The command line as a source, so that its defects are shown like any other: with the place underlined.
class CommandLine {
 public:
  explicit CommandLine(const Common& common);
  // Points at the argument that holds `value`, at the end of the line where there is none.
  void report(text::Kind kind, const std::string& value, std::vector<std::string> arguments);
  bool has_errors() const { return diagnostics_.has_errors(); }
  // Renders to stderr (text) or stdout (JSON).
  void show() const;

 private:
  const Common& common_;
  text::SourceSet sources_;
  text::FileId file_;
  std::string line_;
  text::Diagnostics diagnostics_;
};

// What goes to stdout and stderr holds nothing that steers a terminal or is not seen (base::visible), wherever it came
// from: facts, policies, file names.
void print_out(std::string_view text);
void print_json(std::string_view text);  // the same, of JSON
bool out_failed();                       // stdout could not be written (a closed pipe, a full disk)
void print_error(std::string_view text);
// "zhidui: …" in the language of the user, with the reason; gives kCannotReadOrWrite.
int environment_error(const Common& common, const base::Error& error);
// Diagnostics of files: text to stderr, JSON to stdout.
void show_diagnostics(const Common& common, const text::SourceSet& sources, const text::Diagnostics& diagnostics);
// Warnings beside a result: always text to stderr, for stdout holds the result.
void show_warnings(const Common& common, const text::SourceSet& sources, const text::Diagnostics& diagnostics);

// From then on Ctrl-C, SIGTERM and a closed terminal only set a flag, a second one ends the program at once.
void catch_interrupts();
bool interrupted();

// A line on stderr that counts, once the work takes longer than a second and stderr is a terminal.
class Progress {
 public:
  enum class Work { assessing, comparing, reading };  // applicants; applicants under another reading; parts of a file
  Progress(Work work, std::size_t total, text::Language language);
  ~Progress();
  void step() { reach(done_ + 1); }
  void reach(std::size_t done);

 private:
  Work work_;
  std::size_t total_, done_ = 0;
  text::Language language_;
  bool terminal_, shown_ = false;
  std::chrono::steady_clock::time_point begin_, last_;
};

// The name nearest to `wanted`, "" if the list is empty.
std::string nearest_name(const std::string& wanted, const std::vector<std::string>& names);

}  // namespace zhidui::tools
