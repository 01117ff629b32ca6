// zhidui print, schema, help: what each stage makes of the files, the schemas of the JSON formats, the keyword table.
#include "base/files.h"
#include "base/utf8.h"
#include "engine/engine.h"
#include "facts/read_json.h"
#include "ir/plan.h"
#include "report/compare.h"
#include "report/layout.h"
#include "report/readings.h"
#include "report/report.h"
#include "report/targets.h"
#include "syntax/keywords.h"
#include "syntax/parse.h"
#include "tools/console.h"
#include "tools/files.h"
#include "tools/request.h"

namespace zhidui::tools {

namespace {

// One line a sentence: the clause it stands in and its words.
std::string sentences_of(const text::SourceSet& sources, const text::Document& document) {
  std::string out;
  for (const text::Sentence& sentence : document.sentences) {
    const text::Paragraph& paragraph = document.paragraphs[sentence.paragraph];
    out += paragraph.clause + (paragraph.heading ? "\t#" : "\t") + text::normalised_source(sources.slice(sentence.span)) + "\n";
  }
  return out;
}

int print_files(const PrintOptions& options) {
  int exit = kFine;
  if (!files_are_there(options.common, options.files, exit)) return exit;
  for (const std::string& path : options.files) {
    auto content = base::read_file(path, base::kLiterateFileLimit);
    if (!content) return environment_error(options.common, content.error());
    text::SourceSet sources;
    const text::FileId id = sources.add(path, *std::move(content));
    text::Diagnostics diagnostics;
    const text::Document document = text::read_document(sources, id, diagnostics);
    if (options.stage == "text") print_out(sentences_of(sources, document));
    if (options.stage == "tokens") print_out(syntax::print_tokens(sources, document));
    if (options.stage == "tree") print_out(syntax::print_tree(syntax::parse(sources, document, diagnostics)));
    if (diagnostics.empty()) continue;
    show_diagnostics(options.common, sources, diagnostics);
    if (diagnostics.has_errors()) exit = kBadInput;
  }
  return exit;
}

}  // namespace

int run_print(const PrintOptions& options) {
  if (options.stage != "program" && options.stage != "plan") return print_files(options);
  int exit = kFine;
  const auto policy = load_policy(options.common, options.files, false, exit);
  if (!policy) return exit;
  print_out(options.stage == "program" ? ir::print(policy->program) : ir::print(ir::lower(policy->program)));
  return kFine;
}

int run_schema(const SchemaOptions& options) {
  const auto print = [](const base::JsonValue& schema) {
    print_json(base::write_json(schema, 2) + "\n");
    return kFine;
  };
  if (options.which == "answer") return print(report::answer_schema());
  if (options.which == "answers") return print(report::answers_schema());
  if (options.which == "diagnostics") return print(report::diagnostics_schema());
  if (options.which == "quality") return print(report::quality_schema());
  if (options.which == "targets") return print(report::targets_schema());
  if (options.which == "tasks") return print(report::tasks_schema());
  if (options.which == "readings") return print(report::readings_schema());
  if (options.which == "compare") return print(report::compare_schema());
  Common common = options.common;
  if (common.vocabulary.empty()) common.vocabulary = find_vocabulary({"./here"});
  if (common.vocabulary.empty()) {
    CommandLine line(common);
    line.report(text::Kind::command_no_vocabulary, "facts", {});
    line.show();
    return kCannotReadOrWrite;
  }
  int exit = kFine;
  const auto policy = load_policy(common, {}, false, exit);
  if (!policy) return exit;
  print_json(facts::json_schema(policy->program) + "\n");
  return kFine;
}

int run_help(const Common& common, const std::string& topic) {
  if (topic != "keywords") {
    print_out(help_text(topic, common.language));
    return kFine;
  }
  const bool zh = common.language == text::Language::zh;
  std::vector<std::vector<std::string>> rows{{zh ? "中文" : "Chinese", zh ? "英文" : "English"}};
  for (const syntax::KeywordText& keyword : syntax::keyword_table()) rows.push_back({std::string(keyword.zh), std::string(keyword.en)});
  print_out(report::table_text(rows, 2));
  std::string units;
  for (const std::string_view unit : syntax::count_units()) units += (units.empty() ? "" : " ") + std::string(unit);
  print_out((zh ? "\n数的单位: " : "\nUnits of counts: ") + units + "\n");
  return kFine;
}

}  // namespace zhidui::tools
