// A literal of the policy that is wrong does not pass: `check` refuses it, or a scenario comes out differently. Every
// time. With ZHIDUI_MUTATIONS=scenarios the coverage of the text is left out, so that the scenarios alone must notice.
#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "check/check.h"
#include "mutants.h"
#include "scenario/scenario.h"
#include "syntax/parse.h"

namespace zhidui::mutation {

namespace {

namespace fs = std::filesystem;

const std::string kRoot = ZHIDUI_ROOT;
const std::string kPolicy = kRoot + "/policies/jincheng-2023.md";

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
      if (entry.path().extension() == ".md" && entry.path().filename() != "README.md")
        files.push_back(entry.path().string());
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

  const bool with_coverage_ = std::getenv("ZHIDUI_MUTATIONS") == nullptr;
  text::SourceSet sources_;
  std::vector<check::Input> inputs_;
};

bool noticed(Workshop& workshop, const scenario::Suite& suite, std::string text) {
  std::optional<ir::Program> program = workshop.compile(std::move(text));
  if (!program) return true;
  engine::Policy policy;
  policy.program = *std::move(program);
  return std::any_of(suite.cases.begin(), suite.cases.end(),
                     [&](const scenario::Case& one) { return !scenario::run_case(policy, one).passed(); });
}

struct Original {
  engine::Policy policy;
  scenario::Suite suite;
  std::vector<Mutant> mutants;
};

Original original() {
  Original out;
  text::Diagnostics diagnostics;
  auto policy = engine::load({kPolicy}, {kRoot + "/vocabulary", kRoot + "/reference"}, {}, diagnostics);
  REQUIRE(policy.ok());
  out.policy = *std::move(policy);
  auto suite = scenario::read(out.policy, scenario::files_of(kPolicy), diagnostics);
  REQUIRE(suite.ok());
  REQUIRE_FALSE(diagnostics.has_errors());
  out.suite = *std::move(suite);
  out.mutants = mutants_of(out.policy.sources, out.policy.texts.back());
  return out;
}

}  // namespace

TEST_CASE("no wrong literal passes") {
  const Original original = mutation::original();
  const std::string text = content(kPolicy);
  REQUIRE(original.mutants.size() > 200);
  {
    Workshop workshop;
    REQUIRE_FALSE(noticed(workshop, original.suite, text));  // the policy itself is sound
  }
  std::vector<char> survived(original.mutants.size(), 0);
  std::atomic<std::size_t> next{0};
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); ++i) {
    threads.emplace_back([&] {
      Workshop workshop;
      for (std::size_t m = next++; m < original.mutants.size(); m = next++) {
        survived[m] = !noticed(workshop, original.suite, mutated(text, original.mutants[m]));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (std::size_t m = 0; m < original.mutants.size(); ++m) {
    CHECK_MESSAGE(!survived[m], "survives: " << original.mutants[m].words);
  }
  MESSAGE(original.mutants.size() << " mutants");
}

}  // namespace zhidui::mutation
