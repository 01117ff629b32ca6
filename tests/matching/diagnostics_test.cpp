// Every diagnostic about lists is produced somewhere: by a golden file of the command, or by a test of the module.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "text/diagnostic.h"

namespace zhidui::text {
namespace {

constexpr Kind kAllKinds[] = {
#define DIAGNOSTIC(name, ...) Kind::name,
#include "text/diagnostics.def"
#undef DIAGNOSTIC
};

std::string content_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

TEST_CASE("every diagnostic about lists is produced") {
  std::string produced;
  for (const auto& entry : std::filesystem::directory_iterator(ZHIDUI_ROOT "/tests/golden/command")) {
    if (entry.path().stem().string().starts_with("match")) produced += content_of(entry.path());
  }
  produced += content_of(ZHIDUI_ROOT "/src/matching/list_test.cpp");
  for (const Kind kind : kAllKinds) {
    if (!kind_text(kind).code.starts_with("E90")) continue;
    const bool shown = produced.find(kind_text(kind).code) != std::string::npos || produced.find(kind_name(kind)) != std::string::npos;
    CHECK_MESSAGE(shown, kind_text(kind).code, " ", kind_name(kind));
  }
}

}  // namespace
}  // namespace zhidui::text
