// Finding clauses by their numerals, and the path of every paragraph. Private to `text`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zhidui::text {

enum class ClauseLevel { chapter, section, item, subitem };

struct ClauseMark {
  ClauseLevel level = ClauseLevel::chapter;
  std::string label;       // "一", "(一)", "7", "(1)"
  std::size_t length = 0;  // bytes of the line that it takes, its sign included
};

// The mark at the beginning of a line, whose white space and Markdown marks are gone already.
std::optional<ClauseMark> clause_mark(std::string_view line);

// True if the text holds the end of a sentence.
bool has_sentence_end(std::string_view text);

struct ClauseParagraph {
  std::string_view text;  // without white space and Markdown marks
  std::optional<ClauseMark> mark;
  bool heading = false;
};
std::vector<std::string> clause_paths(const std::vector<ClauseParagraph>& paragraphs);

}  // namespace zhidui::text
