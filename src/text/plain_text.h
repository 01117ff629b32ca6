// Text without white space and Markdown marks. Private to `text`.
#pragma once

#include <cstddef>
#include <string_view>

#include "text/document.h"

namespace zhidui::text {

// A line of nothing but three or more - * or _ .
bool is_rule_line(std::string_view line);
// Appends what remains of `text`, which begins at `offset` of its file. `paragraph_begins` is left alone.
void append_plain(PlainText& plain, std::string_view text, std::size_t offset);
// The span of a range of the document's plain bytes.
Span plain_span(const Document& document, std::size_t begin, std::size_t end);

}  // namespace zhidui::text
