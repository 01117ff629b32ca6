// For the tests: runs the command as a user does, and says what it printed and how it ended.
#pragma once

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace zhidui::tools {

struct Outcome {
  std::string out, error;
  int exit = 0;
};

inline std::string content_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

// The command under way. Arguments are given to it as they are; no shell reads them. It runs in the repository, or
// where `place` says, and what it prints goes through files of `folder`.
class RunningCommand {
 public:
  RunningCommand(const std::vector<std::string>& words, const std::filesystem::path& folder,
                 const std::filesystem::path& place = ZHIDUI_ROOT)
      : out_(folder / ".out"), error_(folder / ".error") {
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    child_ = fork();
    if (child_ != 0) return;
    const bool placed = chdir(place.c_str()) == 0;
    const int to = open(out_.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const int to_error = open(error_.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (placed && dup2(to, STDOUT_FILENO) >= 0 && dup2(to_error, STDERR_FILENO) >= 0) execv(ZHIDUI_COMMAND, arguments.data());
    _exit(127);
  }
  void send(int signal) const { kill(child_, signal); }
  bool ended() { return status_known_ || (status_known_ = waitpid(child_, &status_, WNOHANG) == child_); }
  Outcome wait() {
    if (!status_known_) waitpid(child_, &status_, 0);
    status_known_ = true;
    Outcome result{content_of(out_), content_of(error_), WIFEXITED(status_) ? WEXITSTATUS(status_) : 128 + WTERMSIG(status_)};
    std::filesystem::remove(out_);
    std::filesystem::remove(error_);
    return result;
  }

 private:
  std::filesystem::path out_, error_;
  pid_t child_ = 0;
  int status_ = 0;
  bool status_known_ = false;
};

}  // namespace zhidui::tools
