// The command `zhidui`: reads the flags, nothing else. CLI11 takes the line apart; what is wrong with it is said in our
// own words, in the language that was asked for.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <deque>
#include <exception>
#include <functional>
#include <new>

#include "base/must.h"
#include "tools/command.h"
#include "tools/console.h"
#include "tools/request.h"

namespace zhidui::tools {

namespace {

using text::Kind;
using Texts = std::vector<std::string>;

// An option that takes a value.
struct Flag {
  std::string name;
  std::string example;  // a value, for messages
  Texts allowed;        // empty: any
  bool repeats = false;
  bool list = false;  // several values with commas between
};

// What a command cannot do without: a positional or a flag.
struct Need {
  std::string flag;  // "": the positional
  std::string zh, en;
};

struct Command {
  std::string name;
  std::string usage;  // for messages
  std::vector<Need> needs;
  Texts allowed;  // of the positional
  bool many = true;
  std::function<int()> run;
  CLI::App* parser = nullptr;
  Texts arguments;  // the positional as given
};

struct Given {
  const CLI::App* owner = nullptr;
  Flag flag;
  Texts values;
};

// The last value of an option on a line that need not be well formed.
std::string glimpse(const Texts& line, const std::string& option) {
  std::string value;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == option && i + 1 < line.size()) value = line[i + 1];
    if (line[i].starts_with(option + "=")) value = line[i].substr(option.size() + 1);
  }
  return value;
}

std::string joined(const Texts& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

class Flags {
 public:
  explicit Flags(Texts arguments) {
    common_.arguments = std::move(arguments);
    common_.language = glimpse(common_.arguments, "--lang") == "en" ? text::Language::en : text::Language::zh;
    const std::string form = glimpse(common_.arguments, "--format");
    common_.format = form == "json" ? Format::json : form == "html" ? Format::html : Format::text;
    prepare(app_, {"text", "json", "html"});
    app_.require_subcommand(0, 1);
    check();
    check_facts();
    make_form();
    assess();
    explain();
    test();
    format();
    print();
    match();
    targets();
    tasks();
    readings();
    compare();
    schema();
    help();
  }

  int run(int argc, const char* const* argv) {
    line_.emplace(common_);
    try {
      app_.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      take_in();
      if (help_) return run_help(common_, topic());
      report(error);
      return refuse();
    }
    take_in();
    if (help_) return run_help(common_, topic());
    if (!chosen_) {
      const Texts rest = app_.remaining();
      if (rest.empty()) line().report(Kind::command_missing, "", {});
      else line().report(Kind::command_unknown_command, rest.front(), {rest.front(), nearest_command(rest.front())});
      return refuse();
    }
    verify();
    if (chosen_->many) chosen_->arguments = policy_files(chosen_->arguments);
    return line().has_errors() ? refuse() : chosen_->run();
  }

 private:
  // ---- declaring ----

  void prepare(CLI::App& app, Texts formats = {"text", "json"}) {
    app.set_help_flag();
    app.allow_extras();
    app.add_flag("-h,--help", help_);
    flag(app, {"--lang", "en", {"zh", "en"}});
    flag(app, {"--format", "json", std::move(formats)});
    flag(app, {"--vocabulary", "vocabulary", {}, true});
  }

  void flag(CLI::App& app, Flag spec) {
    Given& given = given_.emplace_back(Given{&app, std::move(spec), {}});
    app.add_option(given.flag.name, given.values)->allow_extra_args(false);
  }

  Command& command(const std::string& name, const std::string& usage, std::vector<Need> needs, const Texts& formats = {"text", "json"}) {
    Command& made = commands_.emplace_back();
    made.name = name;
    made.usage = usage;
    made.needs = std::move(needs);
    made.parser = app_.add_subcommand(name);
    made.parser->add_option("arguments", made.arguments);
    prepare(*made.parser, formats);
    return made;
  }

  void check() {
    Command& made = command("check", "zhidui check policies/jincheng-2023.md", {{"", "政策文件", "the policy file"}});
    made.parser->add_flag("!--no-coverage", coverage_);
    made.run = [this, &made] { return run_check({common_, made.arguments, coverage_}); };
  }

  void check_facts() {
    Command& made =
        command("check-facts", "zhidui check-facts policies/jincheng-2023.md --facts examples/jincheng/facts.json --on 2025-03-10",
                {{"--facts", "事实库 --facts", "the fact base --facts"}, {"--on", "问的是哪一天 --on", "the day that is asked --on"}});
    flag(*made.parser, {"--facts", "examples/jincheng/facts.json", {}});
    flag(*made.parser, {"--on", "2025-03-10", {}});
    made.run = [this, &made] { return run_check_facts({common_, made.arguments, one("--facts"), one("--on")}); };
  }

  void make_form() {
    Command& made = command("template", "zhidui template policies/jincheng-2023.md --output facts.xlsx",
                            {{"", "政策文件", "the policy file"}, {"--output", "写到哪里 --output", "where to write --output"}});
    flag(*made.parser, {"--facts", "examples/jincheng/facts.json", {}});
    flag(*made.parser, {"--output", "facts.xlsx", {}});
    made.run = [this, &made] { return run_template({common_, made.arguments, one("--facts"), one("--output")}); };
  }

  void scope(Command& made, bool subjects = true) {
    flag(*made.parser, {"--facts", "examples/jincheng/facts.json", {}});
    if (subjects) flag(*made.parser, {"--subject", "E01", {}, true});
    flag(*made.parser, {"--on", "2025-03-10", {}});
    flag(*made.parser, {"--decided", "2025-03-20", {}});
    flag(*made.parser, {"--known", "2025-03-10", {}});
    flag(*made.parser, {"--period", "2024", {}});
    flag(*made.parser, {"--reading", "JC23-08=甲", {}, true});
    flag(*made.parser, {"--document", "jc2023", {}, true});
    flag(*made.parser, {"--documents", "all", {"all"}});
    flag(*made.parser, {"--assume", "jc2026=2026-05-01", {}, true});
  }

  AssessOptions asked(const Command& made) const {
    AssessOptions options;
    options.common = common_;
    options.policies = made.arguments;
    options.facts = one("--facts");
    options.subjects = all("--subject");
    options.on = one("--on");
    options.decided = one("--decided");
    options.known = one("--known");
    options.period = one("--period");
    options.readings = all("--reading");
    options.documents = all("--document");
    options.documents_scope = one("--documents");
    options.assume = all("--assume");
    return options;
  }

  static std::vector<Need> needs_of_assess() {
    return {{"", "政策文件", "the policy file"}, {"--facts", "事实库 --facts", "the fact base --facts"}};
  }

  void assess() {
    Command& made = command("assess", "zhidui assess policies/jincheng-2023.md --facts examples/jincheng/facts.json --on 2025-03-10",
                            needs_of_assess());
    scope(made);
    output(made);
    made.run = [this, &made] {
      AssessOptions options = asked(made);
      options.write = written();
      options.output = one("--output");
      return run_assess(options);
    };
  }

  void explain() {
    Command& made =
        command("explain", "zhidui explain policies/jincheng-2023.md --facts examples/jincheng/facts.json --on 2025-03-10 --subject E01",
                needs_of_assess(), {"text", "json", "html"});
    scope(made);
    flag(*made.parser, {"--page", "case", {"applicant", "case"}});
    flag(*made.parser, {"--award", "invention_volume_reward", {}});
    made.run = [this, &made] {
      AssessOptions options = asked(made);
      options.explain = true;
      options.award = one("--award");
      options.case_page = one("--page") == "case";
      return run_assess(options);
    };
  }

  void test() {
    Command& made = command("test", "zhidui test policies/jincheng-2023.md", {{"", "政策文件", "the policy file"}});
    flag(*made.parser, {"--scenarios", "policies/jincheng-2023.scenarios", {}});
    flag(*made.parser, {"--case", "JC23-B19", {}});
    made.parser->add_flag("-v,--verbose", verbose_);
    made.parser->add_flag("--coverage", show_coverage_);
    made.parser->add_flag("--require-coverage", require_coverage_);
    made.run = [this, &made] {
      return run_test({common_, made.arguments, one("--scenarios"), one("--case"), verbose_, show_coverage_, require_coverage_});
    };
  }

  // Of fmt, --lang is the language to translate to.
  void format() {
    Command& made = command("fmt", "zhidui fmt policies/jincheng-2023.md", {{"", "政策文件", "the policy file"}});
    made.parser->add_flag("--check", check_format_);
    made.run = [this, &made] {
      FormatOptions options{common_, made.arguments, check_format_, {}};
      if (!one("--lang").empty()) options.keywords = common_.language;
      return run_format(options);
    };
  }

  void print() {
    Command& made = command("print", "zhidui print --stage=tree policies/jincheng-2023.md",
                            {{"", "文件", "the file"}, {"--stage", "阶段 --stage", "the stage --stage"}});
    flag(*made.parser, {"--stage", "tree", {"text", "tokens", "tree", "program", "plan"}});
    made.run = [this, &made] { return run_print({common_, made.arguments, one("--stage")}); };
  }

  void match() {
    Command& made = command(
        "match", "zhidui match list.csv --facts facts.json --as 称号认定 --column 企业名称=获得者 --source 名单的标题 --on 2024-10-29",
        {{"", "名单", "the list"},
         {"--facts", "事实库 --facts", "the fact base --facts"},
         {"--as", "成为哪一种记录 --as", "what record a row becomes --as"},
         {"--column", "哪一列是名称 --column", "the column of names --column"},
         {"--source", "名单的标题 --source", "the title of the list --source"},
         {"--on", "公布日期 --on", "the day it was published --on"}});
    made.many = false;
    flag(*made.parser, {"--facts", "examples/jincheng/facts.json", {}});
    flag(*made.parser, {"--policy", "policies/jincheng-2023.md", {}, true});
    flag(*made.parser, {"--as", "称号认定", {}});
    flag(*made.parser, {"--column", "企业名称=获得者", {}, true});
    flag(*made.parser, {"--set", "级别=省级", {}, true});
    flag(*made.parser, {"--source", "2024年省级知识产权优势企业名单", {}});
    flag(*made.parser, {"--on", "2024-10-29", {}});
    flag(*made.parser, {"--confirmed", "out/review.csv", {}});
    flag(*made.parser, {"--complete-as-of", "2024-10-29", {}});
    flag(*made.parser, {"--output", "out", {}});
    made.run = [this, &made] {
      return run_match({common_, made.arguments.front(), one("--facts"), all("--policy"), one("--as"), all("--set"), all("--column"),
                        one("--source"), one("--on"), one("--confirmed"), one("--complete-as-of"), one("--output")});
    };
  }

  // What a report is written into.
  void output(Command& made) {
    flag(*made.parser, {"--output", "out", {}});
    flag(*made.parser, {"--write", "text,json", {"text", "json", "xlsx", "html", "pdf"}, true, true});
  }

  Texts written() const {
    Texts kinds;
    for (const std::string& value : all("--write")) {
      for (std::string& kind : parts(value)) kinds.push_back(std::move(kind));
    }
    return kinds;
  }

  void targets() {
    Command& made = command("targets", "zhidui targets policies/quanzhou-2021.md --series examples/quanzhou/series.json --on 2024-03-01",
                            {{"", "政策文件", "the policy file"}, {"--series", "指标数列 --series", "the series of indicators --series"}},
                            {"text", "json", "html"});
    flag(*made.parser, {"--series", "examples/quanzhou/series.json", {}, true});
    flag(*made.parser, {"--on", "2024-03-01", {}});
    output(made);
    made.run = [this, &made] { return run_targets({common_, made.arguments, all("--series"), one("--on"), one("--output"), written()}); };
  }

  void tasks() {
    Command& made =
        command("tasks", "zhidui tasks policies/quanzhou-2021.md", {{"", "政策文件", "the policy file"}}, {"text", "json", "html"});
    flag(*made.parser, {"--department", "市市场监管局", {}});
    flag(*made.parser, {"--document", "jc2023", {}});
    flag(*made.parser, {"--due-before", "2024-01-01", {}});
    output(made);
    made.run = [this, &made] {
      return run_tasks({common_, made.arguments, one("--department"), one("--document"), one("--due-before"), one("--output"), written()});
    };
  }

  void readings() {
    Command& made =
        command("readings", "zhidui readings policies/jincheng-2023.md --cost --facts examples/jincheng/facts.json --on 2025-03-10",
                {{"", "政策文件", "the policy file"}}, {"text", "json", "html"});
    made.parser->add_flag("--cost", cost_);
    flag(*made.parser, {"--code", "JC23-08", {}, true});
    scope(made, false);
    output(made);
    made.run = [this, &made] {
      ReadingsOptions options{asked(made), all("--code"), cost_};
      options.asked.write = written();
      options.asked.output = one("--output");
      return run_readings(options);
    };
  }

  void compare() {
    Command& made = command("compare",
                            "zhidui compare policies/jincheng-2023.md policies/quanzhou-2021.md --facts examples/jincheng/facts.json "
                            "--on 2025-03-10",
                            {{"", "政策文件", "the policy files"}}, {"text", "json", "html"});
    flag(*made.parser, {"--facts", "examples/jincheng/facts.json", {}});
    flag(*made.parser, {"--subject", "E01", {}, true});
    flag(*made.parser, {"--on", "2025-03-10", {}, true});
    flag(*made.parser, {"--period", "2024", {}});
    flag(*made.parser, {"--reading", "JC23-08=甲", {}, true});
    flag(*made.parser, {"--assume", "yanhu_draft=2024-01-01", {}, true});
    flag(*made.parser, {"--table", "policies/compare.yaml", {}});
    made.parser->add_flag("--as-in-force", as_in_force_);
    made.parser->add_flag("--as-local", as_local_);
    output(made);
    made.run = [this, &made] {
      return run_compare({common_, made.arguments, one("--facts"), all("--subject"), all("--on"), one("--period"), all("--reading"),
                          all("--assume"), one("--table"), as_in_force_, as_local_, one("--output"), written()});
    };
  }

  void schema() {
    Command& made = command("schema", "zhidui schema facts", {{"", "要哪一种格式", "which format is meant"}});
    made.allowed = {"facts", "answer", "answers", "diagnostics", "quality", "targets", "tasks", "readings", "compare"};
    made.many = false;
    made.run = [this, &made] { return run_schema({common_, made.arguments.front()}); };
  }

  void help() {
    Command& made = command("help", "zhidui help assess", {});
    for (const Command& each : commands_) made.allowed.push_back(each.name);
    made.allowed.emplace_back("keywords");
    made.many = false;
    made.run = [this, &made] { return run_help(common_, made.arguments.empty() ? "" : made.arguments.front()); };
  }

  // ---- what was given ----

  void take_in() {
    for (Command& each : commands_) {
      if (each.parser->parsed()) chosen_ = &each;
    }
    common_.vocabulary = all("--vocabulary");
  }

  std::string topic() const { return chosen_ && chosen_->name != "help" ? chosen_->name : ""; }

  bool counts(const Given& given) const { return given.owner == &app_ || (chosen_ && given.owner == chosen_->parser); }

  Texts all(const std::string& name) const {
    Texts out;
    for (const Given& given : given_) {
      if (counts(given) && given.flag.name == name) out.insert(out.end(), given.values.begin(), given.values.end());
    }
    return out;
  }

  std::string one(const std::string& name) const {
    const Texts values = all(name);
    return values.empty() ? "" : values.front();
  }

  // ---- what is wrong ----

  int refuse() {
    line().show();
    return kUsage;
  }

  CommandLine& line() { return base::must(line_); }

  std::string named() const { return chosen_ ? chosen_->name : "zhidui"; }

  std::string nearest_command(const std::string& word) const {
    Texts names;
    for (const Command& each : commands_) names.push_back(each.name);
    return nearest_name(word, names);
  }

  std::string nearest_flag(const std::string& word) const {
    Texts names{"--help"};
    for (const CLI::Option* option : chosen_->parser->get_options()) {
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
    return nearest_name(word.substr(0, word.find('=')), names);
  }

  // CLI11 names the option first: "--facts: 1 required TEXT missing".
  void report(const CLI::ParseError& error) {
    const std::string words = error.what();
    const std::size_t begin = std::min(words.find('-'), words.size());
    const std::string option = words.substr(begin, words.find_first_of(": =", begin) - begin);
    const auto given = std::find_if(given_.begin(), given_.end(), [&](const Given& g) { return g.flag.name == option; });
    if (error.get_name() == "ArgumentMismatch" && given != given_.end()) {
      line().report(Kind::command_missing_value, option, {option, option + " " + given->flag.example});
    } else {
      line().report(Kind::command_misused, option, {option.empty() ? words : option, named()});
    }
  }

  void verify() {
    for (const std::string& word : chosen_->parser->remaining()) {
      if (word.starts_with('-')) line().report(Kind::command_unknown_option, word, {word, named(), nearest_flag(word)});
      else line().report(Kind::command_extra_argument, word, {word, named()});
    }
    for (const Given& given : given_) {
      if (counts(given)) verify(given.flag);
    }
    verify_company();
    const Texts& arguments = chosen_->arguments;
    for (std::size_t i = 1; i < arguments.size() && !chosen_->many; ++i)
      line().report(Kind::command_extra_argument, arguments[i], {arguments[i], named()});
    if (!chosen_->allowed.empty() && !arguments.empty()) verify_choice(named(), arguments.front(), chosen_->allowed);
    std::vector<Need> needs = chosen_->needs;
    if (cost_) needs.push_back({"--facts", "事实库 --facts", "the fact base --facts"});
    for (const Need& need : needs) {
      const bool there = need.flag.empty() ? !arguments.empty() : !all(need.flag).empty();
      if (!there) line().report(Kind::command_missing_argument, "", {need.zh, need.en, named(), chosen_->usage});
    }
  }

  void verify(const Flag& flag) {
    const Texts values = all(flag.name);
    for (const std::string& value : values) {
      if (value.empty()) line().report(Kind::command_empty_value, flag.name, {flag.name, flag.name + " " + flag.example});
      else if (flag.list) verify_list(flag, value);
      else if (!flag.allowed.empty()) verify_choice(flag.name, value, flag.allowed);
      if (!flag.repeats && value != values.front()) line().report(Kind::command_contradiction, value, {flag.name, values.front(), value});
    }
  }

  static Texts parts(const std::string& value) {
    Texts out(1);
    for (const char c : value) {
      if (c == ',') out.emplace_back();
      else out.back().push_back(c);
    }
    return out;
  }

  void verify_list(const Flag& flag, const std::string& value) {
    for (const std::string& part : parts(value)) verify_choice(flag.name, part, flag.allowed);
  }

  // What only makes sense beside something else.
  void verify_company() {
    const auto alone = [&](const std::string& name, const std::string& other, bool there) {
      if (!all(name).empty() && !there) line().report(Kind::command_goes_with, name, {name, other});
    };
    alone("--write", "--output", !all("--output").empty());
    alone("--page", "--format html", common_.format == Format::html);
    if (common_.format == Format::html) alone("--award", "--format text", false);
    if (chosen_->name != "readings") return;
    for (const char* name : {"--facts", "--on", "--decided", "--known", "--period", "--reading", "--document", "--documents", "--assume"})
      alone(name, "--cost", cost_);
  }

  void verify_choice(const std::string& where, const std::string& value, const Texts& allowed) {
    if (std::find(allowed.begin(), allowed.end(), value) != allowed.end()) return;
    line().report(Kind::command_bad_choice, value, {where, value, joined(allowed)});
  }

  CLI::App app_{"zhidui"};
  Common common_;
  std::deque<Command> commands_;  // the parsers point into both
  std::deque<Given> given_;
  std::optional<CommandLine> line_;
  Command* chosen_ = nullptr;
  bool help_ = false, coverage_ = true, verbose_ = false, check_format_ = false;
  bool show_coverage_ = false, require_coverage_ = false, cost_ = false;
  bool as_in_force_ = false, as_local_ = false;
};

}  // namespace

}  // namespace zhidui::tools

// Nothing should come as far as the handlers: they are for a machine without memory, and for our own mistakes. They ask for no memory.
int main(int argc, char** argv) {
  try {
    zhidui::tools::Flags flags(std::vector<std::string>(argv + 1, argv + argc));
    return flags.run(argc, argv);
  } catch (const std::bad_alloc&) {
    std::fputs("zhidui: 内存不够, 没有算完 (out of memory, nothing was finished)\n", stderr);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "zhidui: 程序自身出错, 请报告 (a mistake of the program, please report it): %s\n", error.what());
  }
  return zhidui::tools::kBroken;
}
