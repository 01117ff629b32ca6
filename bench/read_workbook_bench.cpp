// How long a workbook of facts takes to become a sealed fact base, and how much memory: bench/workbook.sh.
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "base/files.h"
#include "engine/engine.h"
#include "facts/read_workbook.h"
#include "spreadsheet/reader.h"

namespace {

using namespace zhidui;
using Clock = std::chrono::steady_clock;

[[noreturn]] void fail(const char* why) {
  std::fprintf(stderr, "%s\n", why);
  std::exit(2);
}

double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

double peak_mib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

void say(const char* what, double seconds) { std::printf("%-28s %8.2f s, peak so far %.0f MiB\n", what, seconds, peak_mib()); }

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) fail("read_workbook_bench FILE.xlsx");
  text::Diagnostics diagnostics;
  const auto policy = engine::load({ZHIDUI_ROOT "/policies/jincheng-2023.md"}, {ZHIDUI_ROOT "/vocabulary", ZHIDUI_ROOT "/reference"}, {},
                                   diagnostics);
  if (!policy || diagnostics.has_errors()) fail("the policy does not compile");
  const Clock::time_point begin = Clock::now();
  auto bytes = base::read_file(argv[1], base::kDataFileLimit);
  if (!bytes) fail("the file cannot be read");
  text::SourceSet sources;
  const auto workbook = spreadsheet::read_workbook(argv[1], *std::move(bytes), sources, diagnostics);
  if (!workbook || diagnostics.has_errors()) fail("the workbook is damaged");
  const double file_seconds = seconds_since(begin);
  std::size_t rows = 0;
  for (const spreadsheet::Sheet& sheet : workbook->sheets) rows += sheet.rows.size();
  std::printf("%-28s %zu in %zu sheets, %zu cells\n", "rows", rows, workbook->sheets.size(), workbook->cells.size());
  say("file to cells", file_seconds);
  const Clock::time_point facts_begin = Clock::now();
  const facts::FactBase facts = facts::read_workbook(policy->program, sources, *workbook, diagnostics);
  if (diagnostics.has_errors()) fail(text::render_all(sources, diagnostics, text::Language::en).substr(0, 2000).c_str());
  say("cells to sealed facts", seconds_since(facts_begin));
  std::printf("%-28s %zu\n", "records", facts.records().size());
  std::printf("%-28s %.0f\n", "peak bytes a cell", peak_mib() * 1024 * 1024 / static_cast<double>(workbook->cells.size()));
}
