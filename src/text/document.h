// The literate Markdown file and the official document in it: blocks of rules, and the clause tree of the text.
#pragma once

#include <optional>
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
struct Paragraph {
  Span span;
  std::string clause;   // path of the clause that holds it: "通知", "一/(一)/¶2", "五/¶1", "末段" …
  bool heading = false;
};

// A sentence ends at 。 ； ; ！ ？ or at the paragraph's end; closing quotes and brackets belong to it.
struct Sentence {
  Span span;
  std::size_t paragraph;  // index into paragraphs
};

struct Document {
  FileId file;
  std::vector<RuleBlock> blocks;
  std::vector<Paragraph> paragraphs;
  std::vector<Sentence> sentences;
};

// Errors: an unclosed fence or comment. Fences of another info string are reported: a policy holds text and rules only.
Document read_document(const SourceSet& sources, FileId file, Diagnostics& diagnostics);

// The official text as compared with the published source: every white-space character, Markdown mark (#, *, ---,
// backslash, <url> brackets) removed, nothing else changed. Rule blocks and HTML comments are not text.
std::string normalised_text(const SourceSet& sources, const Document& document);
std::string normalised_source(std::string_view published);

// A quotation 「起……止」 found in the document: white space and Markdown marks are ignored, …… (or ...) stands for any
// text between. Returns every match (begin..end), shortest first at each start; a rule must have exactly one.
std::vector<Span> find_quotation(const SourceSet& sources, const Document& document, std::string_view quotation);

}  // namespace zhidui::text
