#include "syntax/round_trip.h"

#include "syntax/parse.h"
#include "syntax/token.h"

namespace zhidui::syntax {

namespace {

using text::Language;

struct Read {
  text::SourceSet sources;
  text::Diagnostics diagnostics;
  text::Document document;
  File file;
};

Read read(const std::string& markdown) {
  Read result;
  const text::FileId id = result.sources.add("file.md", markdown);
  result.document = text::read_document(result.sources, id, result.diagnostics);
  result.file = parse(result.sources, result.document, result.diagnostics);
  return result;
}

// A translation that can be undone: every word becomes w_ and the hexadecimal of its bytes.
std::string to_code(const void*, const std::string& word) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string code = "w_";
  for (const char c : word) {
    const auto byte = static_cast<unsigned char>(c);
    code.push_back(kDigits[byte >> 4]);
    code.push_back(kDigits[byte & 15]);
  }
  return code;
}

std::string from_code(const void*, const std::string& code) {
  const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  std::string word;
  if (!code.starts_with("w_") || code.size() % 2 != 0) return code;
  for (std::size_t i = 2; i < code.size(); i += 2) word.push_back(static_cast<char>(digit(code[i]) * 16 + digit(code[i + 1])));
  return word;
}

std::string print_all(const Read& source, Language language, Translate translate) {
  std::string out;
  for (std::size_t i = 0; i < source.document.blocks.size(); ++i) {
    out += "```rule\n" + print(source.file, i, language, translate) + "```\n\n";
  }
  return out;
}

std::size_t comment_count(const Read& source) {
  std::size_t count = 0;
  text::Diagnostics ignored;
  for (const text::RuleBlock& block : source.document.blocks) count += lex(source.sources, block.body, ignored).comments.size();
  return count;
}

std::string compare(const std::string& what, const Read& original, const std::string& printed) {
  const Read again = read(printed);
  if (again.diagnostics.has_errors()) {
    return what + " has defects:\n" + printed + text::render_all(again.sources, again.diagnostics, Language::en);
  }
  const std::string before = print_tree(original.file);
  const std::string after = print_tree(again.file);
  return before == after ? std::string() : what + " has another tree:\n" + printed + before + "----\n" + after;
}

std::string format_failure(const Read& source) {
  for (const Language language : {Language::zh, Language::en}) {
    const std::string formatted = format(source.sources, source.document, source.file, language);
    const std::string different = compare("format", source, formatted);
    if (!different.empty()) return different;
    const Read again = read(formatted);
    if (comment_count(again) != comment_count(source)) return "format lost a comment:\n" + formatted;
    const std::string twice = format(again.sources, again.document, again.file, language);
    if (twice != formatted) return "format is not stable:\n" + formatted + "----\n" + twice;
  }
  return {};
}

}  // namespace

std::string round_trip_failure(const std::string& markdown) {
  const Read source = read(markdown);
  if (source.diagnostics.has_errors()) return {};
  const std::string chinese = print_all(source, Language::zh, nullptr);
  std::string failure = compare("print", source, chinese);
  if (!failure.empty()) return failure;
  const Read english = read(print_all(source, Language::en, to_code));
  if (english.diagnostics.has_errors()) {
    return "translation has defects:\n" + text::render_all(english.sources, english.diagnostics, Language::en);
  }
  failure = compare("translation and back", source, print_all(english, Language::zh, from_code));
  return failure.empty() ? format_failure(source) : failure;
}

}  // namespace zhidui::syntax
