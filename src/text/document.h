// The literate Markdown file and the official document in it: blocks of rules, and the clause tree of the text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/diagnostic.h"
#include "text/source.h"

namespace zhidui::text {

// One fenced block ```规则 or ```rule. `body` excludes the fence lines.
struct RuleBlock {
  Span body;
  Span fence;
};

// A run of official text: Markdown outside rule blocks and HTML comments, one paragraph each.
// A paragraph is a maximal run of non-blank lines; heading marks (#), emphasis marks (**) and rules (---) are
// not part of its text. `text` keeps the source bytes; white space inside a sentence is not significant.
//
// A line that opens a clause opens a paragraph even without a blank line before it: chapters 一、, sections （一） or
// (一), items 1. 1．or 1、, and (1) below them. Such a line is a heading if it stands for itself; with a sentence in it,
// it is clause and text at once. The `#` count says nothing about the level, the numerals do.
//
// `clause` is a path of labels: 一/(一), 二/(一)/7. Where a clause holds several paragraphs they end in ¶1 ¶2 …; lines
// that name who is responsible (责任单位：…, 〔…负责〕) are not counted and stand under the clause itself. Before the
// first chapter: 标题 for letterhead, number and title, 通知 and 通知/¶n for the notice. 末段 is a last paragraph that
// speaks of 以上政策 without a number of its own; 落款 is what follows the text: signature, date, 抄送.
struct Paragraph {
  Span span;
  std::string clause;
  bool heading = false;
};

// A sentence ends at 。 ； ; ！ ？ or at the paragraph's end; closing quotes and brackets belong to it. Headings have
// sentences too: who wants the text alone skips those whose paragraph is a heading.
struct Sentence {
  Span span;
  std::size_t paragraph = 0;  // index into paragraphs
};

// A numeral of the clause tree and nothing else: 「一、」 「（二）」 「7.」
bool is_clause_mark(std::string_view text);

// The text without white space and Markdown marks, and where each of its bytes came from. Made once for all quotations.
struct PlainText {
  std::string bytes;
  std::vector<std::uint32_t> offsets;         // byte of `bytes` -> byte of the file
  std::vector<std::size_t> paragraph_begins;  // in `bytes`, one for each paragraph, then the end
};

struct Document {
  FileId file;
  std::vector<RuleBlock> blocks;
  std::vector<Paragraph> paragraphs;
  std::vector<Sentence> sentences;
  PlainText plain;
};

// Errors: an unclosed fence or comment. Fences of another info string are reported: a policy holds text and rules only.
Document read_document(const SourceSet& sources, FileId file, Diagnostics& diagnostics);

// The official text as compared with the published source: every white-space character, Markdown mark (#, *, ---,
// backslash, <url> brackets) removed, nothing else changed. Rule blocks and HTML comments are not text.
std::string normalised_text(const SourceSet& sources, const Document& document);
std::string normalised_source(std::string_view published);

// A quotation 「起……止」 found in the document: white space and Markdown marks are ignored, …… (or ...) stands for any
// text between, at least one character of it. Returns the shortest match at every place where one begins, in order; a
// rule must have exactly one. A match lies in one paragraph; only if none does, in paragraphs that follow each other
// with no heading between them.
std::vector<Span> find_quotation(const SourceSet& sources, const Document& document, std::string_view quotation);
// The paragraph that holds the offset, or paragraphs.size().
std::size_t paragraph_at(const Document& document, std::uint32_t offset);

// True if a path written in a rule (一/(一)/¶1/s2, 四/(一)/4, 末段/s1) names the clause of a paragraph, something within it
// (a sentence suffix), or something around it. A plain number stands for a counted paragraph too: 二/3 names 二/¶3.
bool names_clause(std::string_view path, std::string_view clause);
// What a path written in a rule says beyond the clause of a paragraph: s2 of 一/(一)/¶1/s2 for 一/(一)/¶1; empty if nothing.
std::string_view row_mark(std::string_view path, std::string_view clause);

}  // namespace zhidui::text
