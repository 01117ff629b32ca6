// A policy with something wrong in it does not pass: `check` refuses it, or a scenario comes out differently. Every
// wrong literal is tried, and a sample of the other mutants. With ZHIDUI_MUTATIONS=all every mutant is; with =scenarios
// every wrong literal without the coverage of the text, so that the scenarios alone must notice.
#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <thread>

#include "base/must.h"
#include "check/check.h"
#include "mutants.h"
#include "scenario/scenario.h"
#include "syntax/parse.h"

namespace zhidui::mutation {

namespace {

namespace fs = std::filesystem;

const std::string kRoot = ZHIDUI_ROOT;
const std::string kPolicy = kRoot + "/policies/jincheng-2023.md";

// One of so many is tried where not all are asked for.
constexpr std::size_t kSample = 16;

std::string asked() {
  const char* value = std::getenv("ZHIDUI_MUTATIONS");
  return value ? value : "";
}

std::string content(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

const std::string& policy_text() {
  static const std::string text = content(kPolicy);
  return text;
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
  engine::Policy policy;
  scenario::Suite suite;
};

const Original& original() {
  static const Original loaded = [] {
    Original out;
    text::Diagnostics diagnostics;
    auto policy = engine::load({kPolicy}, {kRoot + "/vocabulary", kRoot + "/reference"}, {}, diagnostics);
    REQUIRE(policy.ok());
    out.policy = *std::move(policy);
    auto suite = scenario::read(out.policy, *scenario::files_of(kPolicy), diagnostics);
    REQUIRE(suite.ok());
    REQUIRE_FALSE(diagnostics.has_errors());
    out.suite = *std::move(suite);
    return out;
  }();
  return loaded;
}

enum class Fate : char { survived, untried, by_check, by_scenarios, same_program };

bool passes_scenarios(ir::Program program) {
  engine::Policy policy;
  policy.program = std::move(program);
  const std::vector<scenario::Case>& cases = original().suite.cases;
  return std::all_of(cases.begin(), cases.end(), [&](const scenario::Case& one) { return scenario::run_case(policy, one).passed(); });
}

// A mutant that compiles to the same program says the same in other words: 分摊 按次序 left out where it is the rule
// anyway. Quotations are no part of that comparison: they have to be noticed.
Fate fate_of(Workshop& workshop, const std::string& same, const Mutant& mutant) {
  std::optional<ir::Program> program = workshop.compile(mutated(policy_text(), mutant));
  if (!program) return Fate::by_check;
  if (mutant.kind != Kind::quotation && ir::print(*program) == same) return Fate::same_program;
  return passes_scenarios(*std::move(program)) ? Fate::survived : Fate::by_scenarios;
}

// The fate of each `stride`-th mutant.
std::vector<Fate> fates_of(const std::vector<Mutant>& mutants, std::size_t stride) {
  Workshop first;
  std::optional<ir::Program> sound = first.compile(policy_text());
  REQUIRE(sound);
  const std::string same = ir::print(base::must(sound));
  static const bool passes = passes_scenarios(base::must(std::move(sound)));
  REQUIRE(passes);
  std::vector<Fate> fates(mutants.size(), Fate::untried);
  std::atomic<std::size_t> next{0};
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); ++i) {
    threads.emplace_back([&] {
      Workshop workshop;
      for (std::size_t m = next++; m < mutants.size(); m = next++) {
        if (m % stride == 0) fates[m] = fate_of(workshop, same, mutants[m]);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  return fates;
}

// Lines of equivalent/jincheng-2023.txt: the words of a mutant that changes nothing anybody could see, below the reason.
std::set<std::string> equivalents() {
  std::set<std::string> out;
  std::istringstream lines(content(kRoot + "/tests/mutation/equivalent/jincheng-2023.txt"));
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line[0] != '#') out.insert(line);
  }
  return out;
}

void report(const std::vector<Mutant>& mutants, const std::vector<Fate>& fates) {
  const std::set<std::string> equivalent = equivalents();
  std::map<Kind, std::map<Fate, std::size_t>> counts;
  for (std::size_t m = 0; m < mutants.size(); ++m) {
    ++counts[mutants[m].kind][fates[m]];
    const bool declared = equivalent.contains(mutants[m].words);
    if (fates[m] == Fate::survived && !declared) FAIL_CHECK("survives: line " << mutants[m].line << ": " << mutants[m].words);
  }
  for (const auto& [kind, by] : counts) {
    const auto of = [&](Fate fate) { return by.contains(fate) ? by.at(fate) : 0; };
    const std::size_t all = of(Fate::by_check) + of(Fate::by_scenarios) + of(Fate::survived) + of(Fate::untried) + of(Fate::same_program);
    MESSAGE(name_of(kind) << ": " << all << " mutants, " << of(Fate::by_check) << " by check, " << of(Fate::by_scenarios)
                          << " by scenarios, " << of(Fate::survived) << " survive, " << of(Fate::same_program) << " the same program, "
                          << of(Fate::untried) << " untried");
  }
}

}  // namespace

TEST_CASE("no wrong literal passes") {
  const std::vector<Mutant> mutants = number_mutants(original().policy.sources, original().policy.texts.back());
  REQUIRE(mutants.size() > 200);
  report(mutants, fates_of(mutants, 1));
}

TEST_CASE("nothing else that is wrong passes") {
  if (asked() == "scenarios") return;
  const std::vector<Mutant> mutants = structure_mutants(original().policy.sources, original().policy.texts.back());
  REQUIRE(mutants.size() > 800);
  const bool all = asked() == "all";
  const std::vector<Fate> fates = fates_of(mutants, all ? 1 : kSample);
  report(mutants, fates);
  std::set<std::string> stale = equivalents();
  for (std::size_t m = 0; m < mutants.size(); ++m) {
    if (fates[m] == Fate::survived) stale.erase(mutants[m].words);
  }
  for (const std::string& words : stale) CHECK_MESSAGE(!all, "listed as equivalent, but noticed or gone: " << words);
}

}  // namespace zhidui::mutation
