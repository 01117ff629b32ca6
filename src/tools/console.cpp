#include "tools/console.h"

#include <unistd.h>

#include <csignal>
#include <cstdio>

#include "base/utf8.h"

namespace zhidui::tools {

namespace {

volatile std::sig_atomic_t interrupts = 0;

void on_interrupt(int) { interrupts = 1; }

void put(std::FILE* file, std::string_view text) { std::fwrite(text.data(), 1, text.size(), file); }

// "larger than 256 MiB: facts.json" → "facts.json": the code says the rest in the language of the user.
std::string subject_of(const std::string& message) {
  const std::size_t colon = message.find(": ");
  return colon == std::string::npos ? message : message.substr(colon + 2);
}

constexpr auto kProgressDelay = std::chrono::seconds(1);
constexpr auto kProgressInterval = std::chrono::milliseconds(200);

}  // namespace

CommandLine::CommandLine(const Common& common) : common_(common) {
  line_ = "zhidui";
  for (const std::string& argument : common.arguments) {
    const bool spaced = argument.empty() || argument.find(' ') != std::string::npos;
    line_ += " " + (spaced ? "'" + argument + "'" : argument);
  }
  file_ = sources_.add(common.language == text::Language::zh ? "命令行" : "command line", line_ + "\n");
}

void CommandLine::report(text::Kind kind, const std::string& value, std::vector<std::string> arguments) {
  std::size_t at = value.empty() ? std::string::npos : line_.rfind(value);
  std::size_t length = value.size();
  if (at == std::string::npos) at = line_.size(), length = 0;
  diagnostics_.report(kind, {file_, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + length)}, std::move(arguments));
}

void CommandLine::show() const { show_diagnostics(common_, sources_, diagnostics_); }

void print_out(std::string_view text) {
  put(stdout, base::visible(text, base::Shown::page));
  std::fflush(stdout);
}

void print_json(std::string_view text) {
  put(stdout, base::visible(text, base::Shown::json));
  std::fflush(stdout);
}

bool out_failed() { return std::ferror(stdout) != 0; }

void print_error(std::string_view text) { put(stderr, base::visible(text, base::Shown::page)); }

int environment_error(const Common& common, const base::Error& error) {
  const bool zh = common.language == text::Language::zh;
  const char* what = "";
  switch (error.code) {
    case base::Error::Code::not_found: what = zh ? "找不到" : "not found"; break;
    case base::Error::Code::unreadable: what = zh ? "不能读写" : "cannot be read or written"; break;
    case base::Error::Code::too_large: what = zh ? "太大" : "too large"; break;
    case base::Error::Code::invalid: what = zh ? "不能用" : "not usable"; break;
    case base::Error::Code::limit: what = zh ? "超过上限" : "beyond a limit"; break;
  }
  print_error(std::string("zhidui: ") + what + (zh ? ": " + subject_of(error.message) : " (" + error.message + ")") + "\n");
  return kCannotReadOrWrite;
}

void show_diagnostics(const Common& common, const text::SourceSet& sources, const text::Diagnostics& diagnostics) {
  if (common.format == Format::json) return print_json(text::render_json(sources, diagnostics));
  print_error(text::render_all(sources, diagnostics, common.language));
}

void show_warnings(const Common& common, const text::SourceSet& sources, const text::Diagnostics& diagnostics) {
  print_error(text::render_all(sources, diagnostics, common.language));
}

void catch_interrupts() {
  struct sigaction action = {};
  action.sa_handler = on_interrupt;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  sigaction(SIGHUP, &action, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

bool interrupted() { return interrupts != 0; }

Progress::Progress(Work work, std::size_t total, text::Language language)
    : work_(work),
      total_(total),
      language_(language),
      terminal_(isatty(STDERR_FILENO) != 0),
      begin_(std::chrono::steady_clock::now()),
      last_(begin_) {}

Progress::~Progress() {
  if (shown_) put(stderr, "\r\033[K");
}

void Progress::reach(std::size_t done) {
  done_ = done;
  if (!terminal_) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - begin_ < kProgressDelay || now - last_ < kProgressInterval) return;
  last_ = now;
  shown_ = true;
  const bool zh = language_ == text::Language::zh;
  const std::string counts = std::to_string(done_) + " / " + std::to_string(total_), part = std::to_string(done_ * 100 / total_) + "%";
  const std::string assessed = zh ? "已计算 " + counts + " 个申请人" : counts + " applicants assessed";
  const std::string compared = zh ? "改取别的备选, 已重算 " + counts : counts + " assessed under other readings";
  const std::string read = zh ? "已读入 " + part : part + " read";
  put(stderr, "\r\033[K" + (work_ == Work::assessing ? assessed : work_ == Work::comparing ? compared : read));
}

std::string nearest_name(const std::string& wanted, const std::vector<std::string>& names) {
  std::string nearest;
  std::size_t best = SIZE_MAX;
  for (const std::string& name : names) {
    const std::size_t away = base::edit_distance(wanted, name);
    if (away < best) best = away, nearest = name;
  }
  return nearest;
}

}  // namespace zhidui::tools
