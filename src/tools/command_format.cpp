// zhidui fmt: rule blocks in canonical form, keywords and names of the vocabulary in either language.
#include <map>
#include <tuple>

#include "base/files.h"
#include "syntax/keywords.h"
#include "syntax/parse.h"
#include "tools/console.h"
#include "tools/files.h"
#include "tools/request.h"

namespace zhidui::tools {

namespace {

// Word → word of the other language, where the way back leads to the same word. A word that stands for different things in different
// places is left as it is: both spellings are read.
class Dictionary {
 public:
  Dictionary(const ir::Program& program, text::Language to) : to_(to) {
    for (const ir::RecordType& record : program.records) {
      add(record.name);
      for (const ir::Field& field : record.fields) add(field.name);
    }
    for (const ir::Enumeration& enumeration : program.enumerations) {
      add(enumeration.name);
      for (const ir::Member& member : enumeration.members) add(member.name);
    }
    for (const ir::Statistic& statistic : program.statistics) add(statistic.name);
    for (const ir::Convention& convention : program.conventions) add(convention.name);
    for (const ir::Series& series : program.series) add(series.name);
    for (const ir::Check& check : program.checks) add(check.name);
  }
  std::string translate(const std::string& word) const {
    const auto found = words_.find(word);
    if (found == words_.end() || found->second.empty()) return word;
    const auto back = back_.find(found->second);
    return back != back_.end() && back->second == word ? found->second : word;
  }
  static std::string call(const void* self, const std::string& word) { return static_cast<const Dictionary*>(self)->translate(word); }

 private:
  void add(const ir::Name& name) {
    if (name.zh == name.id || name.id.empty()) return;
    const bool english = to_ == text::Language::en;
    const std::string& from = english ? name.zh : name.id;
    const std::string& other = english ? name.id : name.zh;
    for (const auto& [words, a, b] : {std::tie(words_, from, other), std::tie(back_, other, from)}) {
      const auto [entry, fresh] = words.emplace(a, b);
      if (!fresh && entry->second != b) entry->second.clear();
    }
  }
  text::Language to_;
  std::map<std::string, std::string> words_, back_;
};

// The language that most rule blocks of the file are fenced in.
text::Language language_of(const text::SourceSet& sources, const text::Document& document) {
  std::size_t english = 0;
  for (const text::RuleBlock& block : document.blocks) english += sources.slice(block.fence).find("规则") == std::string_view::npos;
  return english * 2 > document.blocks.size() ? text::Language::en : text::Language::zh;
}

class Formatter {
 public:
  explicit Formatter(const FormatOptions& options) : options_(options) {
    if (!options.keywords) return;
    // Names are known from the vocabulary; a policy that does not compile is translated as far as its words are known.
    const LoadFiles files = load_files(options.common, options.files);
    text::Diagnostics ignored;
    auto policy = engine::load(options.files, files.folders, {.coverage = false}, ignored);
    if (policy) dictionary_.emplace(policy->program, *options.keywords);
  }

  int run() {
    int exit = kFine;
    for (const std::string& file : options_.files) exit = std::max(exit, one(file));
    return exit;
  }

 private:
  int one(const std::string& path) {
    auto content = base::read_file(path, base::kLiterateFileLimit);
    if (!content) return environment_error(options_.common, content.error());
    const std::string before = *content;
    text::SourceSet sources;
    const text::FileId id = sources.add(path, *std::move(content));
    text::Diagnostics diagnostics;
    const text::Document document = text::read_document(sources, id, diagnostics);
    const syntax::File tree = syntax::parse(sources, document, diagnostics);
    if (diagnostics.has_errors()) {
      show_diagnostics(options_.common, sources, diagnostics);
      return kBadInput;
    }
    const text::Language language = options_.keywords.value_or(language_of(sources, document));
    const std::string after =
        syntax::format(sources, document, tree, language, dictionary_ ? &Dictionary::call : nullptr, dictionary_ ? &*dictionary_ : nullptr);
    if (after == before) return kFine;
    if (options_.check) {
      print_out(path + "\n");
      return kDifferent;
    }
    if (const auto error = write_file(path, after)) return environment_error(options_.common, *error);
    return kFine;
  }

  const FormatOptions& options_;
  std::optional<Dictionary> dictionary_;
};

}  // namespace

int run_format(const FormatOptions& options) {
  catch_interrupts();
  int exit = kFine;
  if (!files_are_there(options.common, options.files, exit)) return exit;
  return Formatter(options).run();
}

}  // namespace zhidui::tools
