// A policy with something wrong in it does not pass: `check` refuses it, or a scenario comes out differently. A sample of
// the mutants is tried. With ZHIDUI_MUTATIONS=all every mutant is; with =scenarios every wrong literal without the coverage
// of the text, so that the scenarios alone must notice. ZHIDUI_POLICY names one policy; without it all of policies/ are tried.
// ZHIDUI_MUTANTS=FILE tries the mutants alone whose names stand in the file, one a line as a failure prints them, and says of
// each what became of it: in seconds, what a new scenario notices.
#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <sstream>
#include <thread>

#include "base/must.h"
#include "check/check.h"
#include "departments.h"
#include "mutants.h"
#include "scenario/scenario.h"
#include "syntax/parse.h"

namespace zhidui::mutation {

namespace {

namespace fs = std::filesystem;

const std::string kRoot = ZHIDUI_ROOT;

// One of so many is tried where not all are asked for. A wrong literal is mostly refused before any scenario is run.
constexpr std::size_t kSampleOfNumbers = 12;
constexpr std::size_t kSample = 48;

// A workshop keeps the text of every mutant that it compiled: after so many a new one takes its place.
constexpr std::size_t kMutantsOfAWorkshop = 500;

std::string asked() {
  const char* value = std::getenv("ZHIDUI_MUTATIONS");
  return value ? value : "";
}

bool all_asked() { return asked() == "all"; }

std::string content(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::vector<std::string> vocabulary() {
  std::vector<std::string> files;
  for (const char* folder : {"/vocabulary", "/reference"}) {
    for (const auto& entry : fs::directory_iterator(kRoot + folder)) {
      if (entry.path().extension() == ".md" && entry.path().filename() != "README.md") files.push_back(entry.path().string());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

// The mutants that ZHIDUI_MUTANTS names; nullopt without it. Of "…: survives: line 12: X" the name is X.
const std::optional<std::set<std::string>>& named() {
  static const std::optional<std::set<std::string>> names = []() -> std::optional<std::set<std::string>> {
    const char* path = std::getenv("ZHIDUI_MUTANTS");
    if (!path) return std::nullopt;
    std::set<std::string> out;
    std::istringstream lines(content(path));
    for (std::string line; std::getline(lines, line);) {
      const std::size_t survives = line.find("survives: line ");
      if (survives != std::string::npos) line.erase(0, line.find(": ", survives + 15) + 2);
      if (!line.empty() && line[0] != '#') out.insert(line);
    }
    return out;
  }();
  return names;
}

// Compiles the vocabulary, parsed once, with one text of the policy after another.
class Workshop {
 public:
  Workshop() {
    text::Diagnostics diagnostics;
    for (const std::string& file : vocabulary()) inputs_.push_back(input(file, content(file), diagnostics));
    inputs_.emplace_back();
    REQUIRE_FALSE(diagnostics.has_errors());
  }

  // The program, or nullopt where the check refuses the text.
  std::optional<ir::Program> compile(std::string text) {
    text::Diagnostics diagnostics;
    inputs_.back() = input("policy.md", std::move(text), diagnostics);
    if (diagnostics.has_errors()) return std::nullopt;
    ir::Program program = check::compile(sources_, inputs_, diagnostics);
    if (with_coverage_ && !diagnostics.has_errors()) check::check_coverage(sources_, inputs_, diagnostics);
    if (diagnostics.has_errors()) return std::nullopt;
    return program;
  }

  // Of the text that was compiled last.
  bool departments_as_written() const { return mutation::departments_as_written(inputs_.back().tree); }

 private:
  check::Input input(const std::string& name, std::string text, text::Diagnostics& diagnostics) {
    const text::FileId id = sources_.add(name, std::move(text));
    text::Document document = text::read_document(sources_, id, diagnostics);
    syntax::File tree = syntax::parse(sources_, document, diagnostics);
    return {std::move(document), std::move(tree)};
  }

  const bool with_coverage_ = asked() != "scenarios";
  text::SourceSet sources_;
  std::vector<check::Input> inputs_;
};

struct Original {
  std::string name;  // quanzhou-2021
  std::string text;
  engine::Policy policy;
  scenario::Suite suite;
};

Original load(const std::string& name) {
  const std::string path = kRoot + "/policies/" + name + ".md";
  Original out{name, content(path), {}, {}};
  text::Diagnostics diagnostics;
  auto policy = engine::load({path}, {kRoot + "/vocabulary", kRoot + "/reference"}, {}, diagnostics);
  REQUIRE(policy.ok());
  out.policy = *std::move(policy);
  auto suite = scenario::read(out.policy, *scenario::files_of(path), diagnostics);
  REQUIRE(suite.ok());
  REQUIRE_FALSE(diagnostics.has_errors());
  out.suite = *std::move(suite);
  return out;
}

std::vector<std::string> names_of_policies() {
  if (const char* one = std::getenv("ZHIDUI_POLICY")) return {one};
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(kRoot + "/policies")) {
    if (entry.path().extension() == ".md") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

// Loaded once, for all test cases.
const std::vector<Original>& originals() {
  static const std::vector<Original> loaded = [] {
    std::vector<Original> out;
    for (const std::string& name : names_of_policies()) out.push_back(load(name));
    return out;
  }();
  return loaded;
}

enum class Fate : char { survived, untried, by_check, by_line, by_scenarios, same_program };

// The paths of the clauses that the declaration quotes in which the line (from 1) stands; of one that quotes none, such as
// 口径, those of the next that does.
std::set<std::string, std::less<>> clauses_at(std::string_view text, std::size_t line) {
  std::vector<std::string_view> lines;
  for (std::size_t begin = 0; begin < text.size(); begin = text.find('\n', begin) + 1) {
    lines.push_back(text.substr(begin, text.find('\n', begin) - begin));
    if (text.find('\n', begin) == std::string_view::npos) break;
  }
  std::set<std::string, std::less<>> out;
  std::size_t at = line - 1;
  while (at > 0 && lines[at].starts_with("  ")) --at;
  for (; at < lines.size() && lines[at] != "```"; ++at) {
    const bool begins = !lines[at].empty() && lines[at][0] != ' ';
    if (begins && !out.empty()) break;
    constexpr std::string_view kClause = "  条款 ";
    if (lines[at].starts_with(kClause)) out.emplace(lines[at].substr(kClause.size(), lines[at].find(' ', kClause.size()) - kClause.size()));
  }
  return out;
}

// The scenarios in the order in which they are tried: first those of the clause that the mutant is about, among them first what
// has noticed the last mutants. What survives has been through all; what is listed as equivalent only through those of its clause.
class Trial {
 public:
  explicit Trial(const scenario::Suite& suite) {
    for (const scenario::Case& one : suite.cases) order_.push_back(&one);
  }

  bool passes(ir::Program program, const std::set<std::string, std::less<>>& clauses, bool listed) {
    const auto others = std::stable_partition(order_.begin(), order_.end(), [&](const scenario::Case* one) {
      return std::any_of(one->clauses.begin(), one->clauses.end(), [&](const std::string& path) { return clauses.contains(path); });
    });
    engine::Policy policy;
    policy.program = std::move(program);
    const auto end = listed ? others : order_.end();
    const auto noticed =
        std::find_if(order_.begin(), end, [&](const scenario::Case* one) { return !scenario::run_case(policy, *one).passed(); });
    if (noticed == end) return true;
    std::rotate(order_.begin(), noticed, noticed + 1);
    return false;
  }
  const scenario::Case& first() const { return *order_.front(); }

 private:
  std::vector<const scenario::Case*> order_;
};

// Lines of equivalent/<policy>.txt: the words of a mutant that changes nothing anybody could see, below the reason.
std::set<std::string> equivalents(const Original& original) {
  std::set<std::string> out;
  std::istringstream lines(content(kRoot + "/tests/mutation/equivalent/" + original.name + ".txt"));
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line[0] != '#') out.insert(line);
  }
  return out;
}

// A mutant that compiles to the same program says the same in other words: 分摊 按次序 left out where it is the rule
// anyway. Quotations are no part of that comparison: they have to be noticed.
Fate fate_of(const Original& original, Workshop& workshop, Trial& trial, const std::string& same, const Mutant& mutant, bool listed) {
  std::optional<ir::Program> program = workshop.compile(mutated(original.text, mutant));
  if (!program) return Fate::by_check;
  if (mutant.kind != Kind::quotation && ir::print(*program) == same) return Fate::same_program;
  if (!workshop.departments_as_written()) return Fate::by_line;
  return trial.passes(*std::move(program), clauses_at(original.text, mutant.line), listed) ? Fate::survived : Fate::by_scenarios;
}

std::string words_of(Fate fate, const Trial& trial) {
  switch (fate) {
    case Fate::survived: return "survives";
    case Fate::untried: return "untried";
    case Fate::by_check: return "refused by check";
    case Fate::by_line: return "against the line of departments";
    case Fate::by_scenarios: return "noticed by " + trial.first().id;
    case Fate::same_program: return "the same program";
  }
  return "";
}

// Of a long run: survivors without a reason as they are found, and how far it is. Of named mutants: each.
class Progress {
 public:
  Progress(std::size_t all, const std::set<std::string>& listed) : all_(all), listed_(listed) {}

  void say(const Mutant& mutant, Fate fate, const Trial& trial) {
    if (!named() && !all_asked()) return;
    const std::lock_guard lock(mutex_);
    if (named() || (fate == Fate::survived && !listed_.contains(mutant.words)))
      std::cerr << words_of(fate, trial) << ": line " << mutant.line << ": " << mutant.words << "\n";
    if (++done_ % 200 == 0) std::cerr << done_ << " of " << all_ << "\n";
  }

 private:
  std::mutex mutex_;
  const std::size_t all_;
  const std::set<std::string>& listed_;
  std::size_t done_ = 0;
};

// The numbers of the mutants that are tried: each `stride`-th, or those named.
std::vector<std::size_t> chosen(const std::vector<Mutant>& mutants, std::size_t stride) {
  std::vector<std::size_t> out;
  for (std::size_t m = 0; m < mutants.size(); ++m) {
    if (named() ? named()->contains(mutants[m].words) : m % stride == 0) out.push_back(m);
  }
  return out;
}

// The fate of each mutant that is tried.
std::vector<Fate> fates_of(const Original& original, const std::vector<Mutant>& mutants, std::size_t stride) {
  Workshop first;
  std::optional<ir::Program> sound = first.compile(original.text);
  REQUIRE(sound);
  const std::string same = ir::print(base::must(sound));
  REQUIRE(first.departments_as_written());
  REQUIRE(Trial(original.suite).passes(base::must(std::move(sound)), {}, false));
  std::vector<Fate> fates(mutants.size(), Fate::untried);
  const std::vector<std::size_t> tried = chosen(mutants, stride);
  const std::set<std::string> listed = named() ? std::set<std::string>() : equivalents(original);
  Progress progress(tried.size(), listed);
  const unsigned workers = std::max(1u, std::thread::hardware_concurrency());
  const std::size_t run = std::clamp<std::size_t>(tried.size() / (workers * 4), 1, 50);  // neighbours stay together
  std::atomic<std::size_t> next{0};
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < workers; ++i) {
    threads.emplace_back([&] {
      std::optional<Workshop> workshop;
      Trial trial(original.suite);
      std::size_t compiled = 0;
      for (std::size_t begin = next.fetch_add(run); begin < tried.size(); begin = next.fetch_add(run)) {
        for (std::size_t k = begin; k < std::min(tried.size(), begin + run); ++k) {
          if (compiled++ % kMutantsOfAWorkshop == 0) workshop.emplace();
          const Mutant& mutant = mutants[tried[k]];
          fates[tried[k]] = fate_of(original, *workshop, trial, same, mutant, listed.contains(mutant.words));
          progress.say(mutant, fates[tried[k]], trial);
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  return fates;
}

void report(const Original& original, const std::vector<Mutant>& mutants, const std::vector<Fate>& fates) {
  const std::set<std::string> equivalent = equivalents(original);
  std::map<Kind, std::map<Fate, std::size_t>> counts;
  for (std::size_t m = 0; m < mutants.size(); ++m) {
    ++counts[mutants[m].kind][fates[m]];
    const bool declared = equivalent.contains(mutants[m].words);
    if (fates[m] == Fate::survived && !declared) FAIL_CHECK("survives: line " << mutants[m].line << ": " << mutants[m].words);
  }
  for (const auto& [kind, by] : counts) {
    const auto of = [&](Fate fate) { return by.contains(fate) ? by.at(fate) : 0; };
    const std::size_t all =
        of(Fate::by_check) + of(Fate::by_line) + of(Fate::by_scenarios) + of(Fate::survived) + of(Fate::untried) + of(Fate::same_program);
    MESSAGE(original.name << ", " << name_of(kind) << ": " << all << " mutants, " << of(Fate::by_check) << " by check, "
                          << of(Fate::by_line) << " by the line of departments, " << of(Fate::by_scenarios) << " by scenarios, "
                          << of(Fate::survived) << " survive, " << of(Fate::same_program) << " the same program, " << of(Fate::untried)
                          << " untried");
  }
}

// Where all were tried, a mutant of the list that is noticed after all does not belong there.
void check_stale(const Original& original, const std::vector<Mutant>& mutants, const std::vector<Fate>& fates) {
  if (!all_asked() || named()) return;
  const std::set<std::string> listed = equivalents(original);
  std::set<std::string> noticed, survivors;
  for (std::size_t m = 0; m < mutants.size(); ++m) (fates[m] == Fate::survived ? survivors : noticed).insert(mutants[m].words);
  for (const std::string& words : noticed) {
    const bool stale = listed.contains(words) && !survivors.contains(words);
    CHECK_MESSAGE(!stale, original.name << ": listed as equivalent, but noticed: " << words);
  }
}

}  // namespace

TEST_CASE("no wrong literal passes") {
  for (const Original& original : originals()) {
    const std::vector<Mutant> mutants = number_mutants(original.policy.sources, original.policy.texts.back());
    REQUIRE(mutants.size() > 100);
    const std::vector<Fate> fates = fates_of(original, mutants, asked().empty() ? kSampleOfNumbers : 1);
    report(original, mutants, fates);
    check_stale(original, mutants, fates);
  }
}

TEST_CASE("nothing else that is wrong passes") {
  if (asked() == "scenarios") return;
  for (const Original& original : originals()) {
    const std::vector<Mutant> mutants = structure_mutants(original.policy.sources, original.policy.texts.back());
    REQUIRE(mutants.size() > 800);
    const std::vector<Fate> fates = fates_of(original, mutants, all_asked() ? 1 : kSample);
    report(original, mutants, fates);
    check_stale(original, mutants, fates);
  }
}

TEST_CASE("every mutant that is asked for by name exists") {
  if (!named()) return;
  for (const std::string& name : *named()) {
    const bool exists = std::any_of(originals().begin(), originals().end(), [&](const Original& original) {
      const auto called_so = [&](const Mutant& mutant) { return mutant.words == name; };
      const std::vector<Mutant> numbers = number_mutants(original.policy.sources, original.policy.texts.back());
      const std::vector<Mutant> others = structure_mutants(original.policy.sources, original.policy.texts.back());
      return std::any_of(numbers.begin(), numbers.end(), called_so) || std::any_of(others.begin(), others.end(), called_so);
    });
    CHECK_MESSAGE(exists, "no such mutant: " << name);
  }
}

// A list without its reasons would only hide what survives.
TEST_CASE("every group of equivalent mutants stands below its reason, and the mutants exist") {
  for (const Original& original : originals()) {
    std::set<std::string> real;
    for (const Mutant& mutant : number_mutants(original.policy.sources, original.policy.texts.back())) real.insert(mutant.words);
    for (const Mutant& mutant : structure_mutants(original.policy.sources, original.policy.texts.back())) real.insert(mutant.words);
    std::istringstream lines(content(kRoot + "/tests/mutation/equivalent/" + original.name + ".txt"));
    bool reasoned = false;
    for (std::string line; std::getline(lines, line);) {
      if (line.empty()) reasoned = false;
      if (line.starts_with("# ")) reasoned = true;
      if (line.empty() || line[0] == '#') continue;
      CHECK_MESSAGE(reasoned, original.name << ": no reason above " << line);
      CHECK_MESSAGE(real.contains(line), original.name << ": no such mutant: " << line);
    }
  }
}

}  // namespace zhidui::mutation
