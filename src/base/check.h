// CHECK: an invariant of ours. It stays on in release builds and aborts with its place and text.
#pragma once

namespace zhidui::base {
[[noreturn]] void check_failed(const char* condition, const char* file, int line);
}

#define CHECK(condition) \
  (__builtin_expect(static_cast<bool>(condition), 1) ? static_cast<void>(0) : ::zhidui::base::check_failed(#condition, __FILE__, __LINE__))
