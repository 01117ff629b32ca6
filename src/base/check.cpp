#include "base/check.h"

#include <cstdio>
#include <cstdlib>

#include "base/must.h"

namespace zhidui::base {

void check_failed(const char* condition, const char* file, unsigned line) {
  std::fprintf(stderr, "%s:%u: CHECK failed: %s\n", file, line, condition);
  std::fflush(stderr);
  std::abort();
}

void must_failed(const std::source_location& at) { check_failed("a value", at.file_name(), at.line()); }

}  // namespace zhidui::base
