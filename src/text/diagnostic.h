// What is wrong with a policy or a fact base: one Diagnostic per defect, with its place and how to mend it.
// Messages are Chinese and English; the table of kinds is diagnostics.def. User mistakes are values of this
// kind, never exceptions; work goes on after one so that all defects of a file come out in one go.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "text/source.h"

namespace zhidui::base {
struct JsonValue;
}

namespace zhidui::text {

enum class Severity { error, warning };
enum class Language { zh, en };

// One entry per kind in diagnostics.def:
// DIAGNOSTIC(name, code, severity, seen_zh, seen_en, rule_zh, rule_en, mend_zh, mend_en)
// `seen` says what was seen, `rule` why it matters, `mend` how to mend it; {0} {1} … take the arguments.
enum class Kind {
#define DIAGNOSTIC(name, ...) name,
#include "text/diagnostics.def"
#undef DIAGNOSTIC
};

struct Label {
  Span span;
  std::string zh;
  std::string en;
};

struct Diagnostic {
  Kind kind;
  Span span;  // the narrowest range
  std::vector<std::string> arguments;
  std::vector<Label> labels;  // further places, with a word each
};

struct KindText {
  std::string_view code;  // stable, "E2001"
  Severity severity;
  std::string_view seen_zh, seen_en, rule_zh, rule_en, mend_zh, mend_en;
};
const KindText& kind_text(Kind kind);
std::string_view kind_name(Kind kind);  // as in diagnostics.def
// The template with {0} {1} … replaced by the arguments.
std::string filled(std::string_view words, const std::vector<std::string>& arguments);

class Diagnostics {
 public:
  Diagnostic& report(Kind kind, Span span, std::initializer_list<std::string> arguments = {});
  Diagnostic& report(Kind kind, Span span, std::vector<std::string> arguments);
  bool has_errors() const;
  bool empty() const { return list_.empty(); }
  std::size_t size() const { return list_.size(); }
  const std::vector<Diagnostic>& list() const { return list_; }
  // Sorted by file, offset and code, exact repetitions dropped. Rendering calls it.
  void sort();

 private:
  std::vector<Diagnostic> list_;
};

// "文件:行:列: 错误[E2001] …", the line with the text underlined, the rule, the mend; wide characters line up.
std::string render(const SourceSet& sources, const Diagnostic& diagnostic, Language language);
std::string render_all(const SourceSet& sources, const Diagnostics& diagnostics, Language language);
// A JSON array with one object and one line a diagnostic: code, kind, severity, file, line, column, end_line,
// end_column, message, rule, mend, each {zh, en}, and labels with their places.
std::string render_json(const SourceSet& sources, const Diagnostics& diagnostics);
base::JsonValue json(const SourceSet& sources, const Diagnostic& diagnostic);  // one of them

}  // namespace zhidui::text
