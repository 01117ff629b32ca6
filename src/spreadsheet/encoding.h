// The encoding of a text file, found by its bytes, and the text as UTF-8. ICU stays inside encoding.cpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "text/diagnostic.h"

namespace zhidui::spreadsheet {

struct Decoded {
  std::string text;  // without a byte order mark
  struct Defect {
    text::Kind kind;
    std::vector<std::string> arguments;
  };
  std::optional<Defect> defect;  // then there is no text
};

// UTF-16 with a byte order mark; else UTF-8 if the bytes are well-formed, else GB18030 if they are, unless both alternate by lines. Places
// of what is wrong are lines and signs of the file.
Decoded decode_text(std::string bytes);

}  // namespace zhidui::spreadsheet
