#include "report/wording.h"

#include <algorithm>
#include <iterator>

namespace zhidui::report {

namespace {

struct Template {
  std::string_view zh, en;
};

constexpr Template kTemplates[] = {
#define SENTENCE(name, zh, en) {zh, en},
#include "report/sentences.def"
#undef SENTENCE
};

}  // namespace

Wording say(Sentence sentence, const std::vector<Wording>& arguments) {
  const Template& words = kTemplates[static_cast<std::size_t>(sentence)];
  std::vector<std::string> zh, en;
  for (const Wording& argument : arguments) {
    zh.push_back(argument.zh);
    en.push_back(argument.en);
  }
  return {text::filled(words.zh, zh), text::filled(words.en, en)};
}

Wording verbatim(std::string text) {
  std::string copy = text;
  return {std::move(text), std::move(copy)};
}

Wording joined(const std::vector<Wording>& parts, Sentence separator) {
  const Wording between = say(separator);
  Wording out;
  bool first = true;
  for (const Wording& part : parts) {
    if (part.empty()) continue;
    if (!first) {
      out.zh += between.zh;
      out.en += between.en;
    }
    first = false;
    out.zh += part.zh;
    out.en += part.en;
  }
  return out;
}

Wording joined_shortly(const std::vector<Wording>& parts, Sentence separator, std::size_t most) {
  if (parts.size() <= most) return joined(parts, separator);
  const Wording shown = joined({parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(most)}, separator);
  return say(Sentence::and_others, {shown, verbatim(std::to_string(parts.size()))});
}

std::string spaced_identifier(std::string_view identifier) {
  std::string out(identifier);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

}  // namespace zhidui::report
