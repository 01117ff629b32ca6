// Clauses in words, and quotations of the official text cut down to what decided.
#pragma once

#include <string>
#include <vector>

#include "report/values.h"

namespace zhidui::report {

// 一/(一)/¶2/s1 → 一(一)第2款第1句 · "一(一), para. 2, sentence 1".
Wording clause_place(std::string_view path);

// Quotations of a clause, the official bytes without line breaks and Markdown marks, joined by ……
std::string official_text(const View& view, const ir::Clause& clause);
// Phrases that hold one of the terms, their neighbours as far as there is room, …… for what is left out. Short texts
// stay whole.
std::string shortened_quotation(const std::string& text, const std::vector<std::string>& terms);
// Does the official text say exactly these words, white space aside?
bool holds_words(const std::string& official, const std::string& words);
// How many of the terms the text holds, a number only where it is not a part of a longer number.
std::size_t terms_held(const std::string& text, const std::vector<std::string>& terms);

}  // namespace zhidui::report
