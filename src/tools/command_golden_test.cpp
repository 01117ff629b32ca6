// Runs the command on the files of tests/golden/command: what it prints and how it ends stand beside the command line.
// One file is a list of steps; a step is a fenced block 命令 with one command line, then any of
//   输出      standard output           错误      standard error           退出 n  the exit code, 0 where there is none
//   文件 名   a file that it wrote      目录      the names in its folder
// A block 给定 名 before a command makes a file. {tmp} stands for a folder of the test's own; words are cut at spaces.
// ZHIDUI_UPDATE=1 writes what came out into the file: read the difference before you commit it.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tools/run_command.h"

namespace fs = std::filesystem;
using zhidui::tools::content_of;
using zhidui::tools::Outcome;

namespace {

// Of one length, so that the places of what follows it on a line do not move.
std::string scratch_name() {
  const std::string id = std::to_string(getpid());
  return "zhidui-golden-" + std::string(10 - std::min<std::size_t>(id.size(), 10), '0') + id;
}

struct Block {
  std::string kind, name, body;  // "文件", "summary.txt", …
};
struct Part {  // text between blocks, or a block
  bool is_block = false;
  std::string text;
  Block block;
};

void write(const fs::path& path, const std::string& bytes) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
}

std::vector<Part> parts_of(const std::string& text) {
  std::vector<Part> parts;
  std::istringstream in(text);
  bool inside = false;
  for (std::string line; std::getline(in, line);) {
    const bool fence = line.starts_with("````");
    if (fence && !inside) {
      const std::string info = line.substr(4);
      const std::size_t space = info.find(' ');
      parts.push_back({true, "", {info.substr(0, space), space == std::string::npos ? "" : info.substr(space + 1), ""}});
    } else if (!fence && inside) {
      parts.back().block.body += line + "\n";
    } else if (!fence) {
      if (parts.empty() || parts.back().is_block) parts.push_back({});
      parts.back().text += line + "\n";
    }
    if (fence) inside = !inside;
  }
  return parts;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
  return text;
}

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

// Hashes change with every word of the vocabulary: runs of 8 or more hexadecimal digits after a receipt's name, and of
// 64 anywhere.
std::string masked(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && is_hex(text[end])) ++end;
    const bool receipt = end - i == 8 && (out.ends_with("回执 ") || out.ends_with("Receipt "));
    if (receipt || end - i == 64) {
      out += receipt ? "········" : "hash";
      i = end;
    } else {
      if (end == i) ++end;
      out += text.substr(i, end - i);
      i = end;
    }
  }
  return out;
}

std::string names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) names.push_back(fs::relative(entry.path(), folder).string());
  }
  std::sort(names.begin(), names.end());
  std::string out;
  for (const std::string& name : names) out += name + "\n";
  return out;
}

class Script {
 public:
  explicit Script(const fs::path& file) : file_(file), parts_(parts_of(content_of(file))) {
    folder_ = fs::temp_directory_path() / scratch_name() / file.stem();
    fs::create_directories(folder_);
  }
  ~Script() {
    std::error_code ignored;
    fs::remove_all(folder_.parent_path(), ignored);
  }

  void run_all() {
    std::vector<Part> seen;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      const Part& part = parts_[i];
      const bool expectation = part.is_block && part.block.kind != "命令" && part.block.kind != "给定";
      if (expectation) continue;  // made anew after its command
      seen.push_back(part);
      if (!part.is_block) continue;
      if (part.block.kind == "给定") write(folder_ / part.block.name, part.block.body);
      else step(part.block.body, i, seen);
    }
    const std::string now = printed(seen);
    const std::string before = content_of(file_);
    if (now == before) return;
    if (std::getenv("ZHIDUI_UPDATE")) {
      write(file_, now);
      return;
    }
    CHECK_MESSAGE(now == before, file_.filename().string(), " — now:\n", difference(before, now));
  }

 private:
  void step(const std::string& line, std::size_t at, std::vector<Part>& seen) {
    std::istringstream in(replaced(line, "{tmp}", folder_.string()));
    std::vector<std::string> words;
    for (std::string word; in >> word;) words.push_back(word);
    const Outcome outcome = zhidui::tools::RunningCommand(words, folder_).wait();
    const auto keep = [&](const std::string& kind, const std::string& name, const std::string& body) {
      std::string text = masked(replaced(body, folder_.string(), "{tmp}"));
      if (!text.empty() && !text.ends_with('\n')) text += '\n';
      if (!seen.back().text.ends_with("\n\n")) seen.push_back({false, "\n", {}});
      seen.push_back({true, "", {kind, name, text}});
    };
    if (!outcome.out.empty()) keep("输出", "", outcome.out);
    if (!outcome.error.empty()) keep("错误", "", outcome.error);
    if (outcome.exit != 0) keep("退出", std::to_string(outcome.exit), "");
    for (std::size_t k = at + 1; k < parts_.size() && parts_[k].block.kind != "命令"; ++k) {
      const Block& block = parts_[k].block;
      if (block.kind == "文件")
        keep("文件", block.name, fs::exists(folder_ / block.name) ? content_of(folder_ / block.name) : "(没有这个文件)");
      if (block.kind == "目录") keep("目录", "", names_in(folder_));
    }
  }

  static std::string printed(const std::vector<Part>& parts) {
    std::string out;
    for (const Part& part : parts) {
      if (!part.is_block) {
        // A blank line stands between blocks, once.
        if (part.text != "\n" || !out.ends_with("\n\n"))
          out += out.ends_with("\n\n") && part.text.starts_with("\n") ? part.text.substr(1) : part.text;
        continue;
      }
      out += "````" + part.block.kind + (part.block.name.empty() ? "" : " " + part.block.name) + "\n" + part.block.body + "````\n";
    }
    while (out.ends_with("\n\n")) out.pop_back();
    return out;
  }

  static std::string difference(const std::string& before, const std::string& now) {
    std::istringstream a(before), b(now);
    std::string x, y, out;
    for (int line = 1; out.size() < 3000; ++line) {
      const bool more_a = static_cast<bool>(std::getline(a, x));
      const bool more_b = static_cast<bool>(std::getline(b, y));
      if (!more_a && !more_b) break;
      if (more_a && more_b && x == y) continue;
      out += std::to_string(line) + ":\n  - " + (more_a ? x : "") + "\n  + " + (more_b ? y : "") + "\n";
      if (more_a != more_b) break;
    }
    return out;
  }

  fs::path file_, folder_;
  std::vector<Part> parts_;
};

}  // namespace

TEST_CASE("commands print what their golden files say") {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(ZHIDUI_ROOT "/tests/golden/command")) {
    if (entry.path().extension() == ".md") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  REQUIRE(!files.empty());
  for (const fs::path& file : files) Script(file).run_all();
}
