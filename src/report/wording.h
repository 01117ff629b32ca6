// Words in both languages, and the one table of sentences they come from (sentences.def).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/diagnostic.h"

namespace zhidui::report {

struct Wording {
  std::string zh, en;
  bool empty() const { return zh.empty() && en.empty(); }
  const std::string& in(text::Language language) const { return language == text::Language::zh ? zh : en; }
  friend bool operator==(const Wording&, const Wording&) = default;
};

// SENTENCE(name, zh, en): {0} {1} … take the arguments, each in its own language.
enum class Sentence {
#define SENTENCE(name, zh, en) name,
#include "report/sentences.def"
#undef SENTENCE
};

Wording say(Sentence sentence, const std::vector<Wording>& arguments = {});
// The same bytes in both languages: numbers, identifiers, the author's own text.
Wording verbatim(std::string text);
// Parts with a separator between: 、 in Chinese and ", " in English unless another sentence is named. Empty parts are
// left out.
Wording joined(const std::vector<Wording>& parts, Sentence separator);
// At most `most` parts, then "等 n 项".
Wording joined_shortly(const std::vector<Wording>& parts, Sentence separator, std::size_t most);
// foreign_grant → foreign grant
std::string spaced_identifier(std::string_view identifier);

}  // namespace zhidui::report
