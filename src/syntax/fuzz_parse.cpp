// libFuzzer: any bytes as a rule block. Nothing crashes, and what parses without a defect survives every round trip.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "syntax/parse.h"
#include "syntax/round_trip.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string markdown = "```rule\n" + std::string(data, data + size) + "\n```\n";
  const std::string failure = zhidui::syntax::round_trip_failure(markdown);
  if (failure.empty()) return 0;
  std::fprintf(stderr, "%s\n", failure.c_str());
  std::abort();
}
