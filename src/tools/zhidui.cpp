// The command `zhidui`: reads the flags, nothing else.
#include <CLI/CLI.hpp>

#include "tools/command.h"
#include "tools/console.h"

namespace zhidui::tools {

namespace {

class Flags {
 public:
  explicit Flags(std::vector<std::string> arguments) {
    common_.arguments = std::move(arguments);
    app_.set_help_flag();
    app_.add_flag("-h,--help", help_);
    app_.require_subcommand(0, 1);
    check();
    assess();
    explain();
    test();
    format();
    print();
    schema();
    help();
  }

  int run(int argc, const char* const* argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      if (help_) return run_help(common_, "");
      return usage_error(error);
    }
    if (help_) return run_help(common_, "");
    if (!chosen_) return usage_error("没有写命令 · no command");
    common_.language = language_ == "en" ? text::Language::en : text::Language::zh;
    common_.format = format_ == "json" ? Format::json : Format::text;
    return chosen_();
  }

 private:
  // Before the flags are understood the language is not known: both are said.
  static int usage_error(const CLI::ParseError& error) {
    const std::string kind = error.get_name();
    const char* words = "命令用法不对";
    if (kind == "RequiredError") words = "缺少参数";
    if (kind == "ExtrasError") words = "不认识的参数";
    if (kind == "ValidationError") words = "参数的值不对";
    if (kind == "ArgumentMismatch") words = "参数没有值";
    return usage_error(std::string(words) + " · " + error.what());
  }
  static int usage_error(const std::string& message) {
    print_error("zhidui: " + message + "\n用法见 zhidui --help · see zhidui --help\n");
    return kUsage;
  }

  CLI::App* command(const std::string& name, std::function<int()> run) {
    CLI::App* sub = app_.add_subcommand(name);
    sub->set_help_flag();
    sub->add_flag("-h,--help", help_);
    sub->add_option("--lang", language_)->check(CLI::IsMember({"zh", "en"}));
    sub->add_option("--format", format_)->check(CLI::IsMember({"text", "json"}));
    sub->add_option("--vocabulary", common_.vocabulary);
    sub->callback([this, run = std::move(run)] { chosen_ = run; });
    return sub;
  }

  template <class Options>
  Options with_common(Options options) const {
    options.common = common_;
    return options;
  }

  void check() {
    CLI::App* sub = command("check", [this] { return run_check(with_common(check_)); });
    sub->add_option("files", check_.files)->required();
    sub->add_flag("!--no-coverage", check_.coverage);
  }

  void scope(CLI::App* sub) {
    sub->add_option("policies", assess_.policies)->required();
    sub->add_option("--facts", assess_.facts)->required();
    sub->add_option("--subject", assess_.subjects)->allow_extra_args(false);
    sub->add_option("--on", assess_.on);
    sub->add_option("--decided", assess_.decided);
    sub->add_option("--known", assess_.known);
    sub->add_option("--period", assess_.period);
    sub->add_option("--reading", assess_.readings)->allow_extra_args(false);
    sub->add_option("--document", assess_.documents)->allow_extra_args(false);
    sub->add_option("--documents", assess_.documents_scope)->check(CLI::IsMember({"all"}));
    sub->add_option("--assume", assess_.assume)->allow_extra_args(false);
  }

  void assess() {
    CLI::App* sub = command("assess", [this] { return run_assess(with_common(assess_)); });
    scope(sub);
    sub->add_option("--output", assess_.output);
  }

  void explain() {
    CLI::App* sub = command("explain", [this] {
      assess_.explain = true;
      return run_assess(with_common(assess_));
    });
    scope(sub);
    sub->add_option("--award", assess_.award);
  }

  void test() {
    CLI::App* sub = command("test", [this] { return run_test(with_common(test_)); });
    sub->add_option("policies", test_.policies)->required();
    sub->add_option("--scenarios", test_.scenarios);
    sub->add_option("--case", test_.only);
    sub->add_flag("-v,--verbose", test_.verbose);
  }

  // Of fmt, --lang is the language to translate to, not that of the messages.
  void format() {
    CLI::App* sub = command("fmt", [this] {
      if (!language_.empty()) format_options_.keywords = common_.language;
      return run_format(with_common(format_options_));
    });
    sub->add_option("files", format_options_.files)->required();
    sub->add_flag("--check", format_options_.check);
  }

  void print() {
    CLI::App* sub = command("print", [this] { return run_print(with_common(print_)); });
    sub->add_option("--stage", print_.stage)
        ->required()
        ->check(CLI::IsMember({"text", "tokens", "tree", "program", "plan"}));
    sub->add_option("files", print_.files)->required();
  }

  void schema() {
    CLI::App* sub = command("schema", [this] { return run_schema(with_common(schema_)); });
    sub->add_option("which", schema_.which)->required()->check(CLI::IsMember({"facts", "answer"}));
  }

  void help() {
    CLI::App* sub = command("help", [this] { return run_help(common_, topic_); });
    sub->add_option("topic", topic_)->check(CLI::IsMember({"keywords"}));
  }

  CLI::App app_{"zhidui"};
  Common common_;
  CheckOptions check_;
  AssessOptions assess_;
  TestOptions test_;
  FormatOptions format_options_;
  PrintOptions print_;
  SchemaOptions schema_;
  std::string language_, format_, topic_;
  bool help_ = false;
  std::function<int()> chosen_;
};

}  // namespace

}  // namespace zhidui::tools

int main(int argc, char** argv) {
  zhidui::tools::Flags flags(std::vector<std::string>(argv + 1, argv + argc));
  return flags.run(argc, argv);
}
