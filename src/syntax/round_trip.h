// For tests and the fuzzer: what must hold of every file that parses without a defect.
#pragma once

#include <string>

namespace zhidui::syntax {

// Empty if `markdown` has defects, or if printing it in Chinese and reading it again gives the same tree, so does
// translating it to English and back, and formatting keeps tree and comments and changes nothing the second time.
std::string round_trip_failure(const std::string& markdown);

}  // namespace zhidui::syntax
