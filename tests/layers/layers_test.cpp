// The house rules that a compiler does not check: allowed edges between modules, no floating point, length of files and functions.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

using Edges = std::map<std::string, std::set<std::string>>;

std::string read(const fs::path& path) {
  std::ifstream in(path);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// What each module may include: what its row names, and what that may include.
Edges allowed_edges() {
  Edges direct;
  for (const std::string& line : lines_of(read(ZHIDUI_ROOT "/tests/layers/layers.txt"))) {
    if (line.empty() || line[0] == '#') continue;
    const std::size_t colon = line.find(':');
    std::istringstream names(line.substr(colon + 1));
    auto& row = direct[line.substr(0, colon)];
    for (std::string name; names >> name;) row.insert(name);
  }
  for (bool grown = true; grown;) {
    grown = false;
    for (auto& [module, may] : direct) {
      for (const std::string& name : std::set<std::string>(may)) {
        for (const std::string& further : direct[name]) grown = may.insert(further).second || grown;
      }
    }
  }
  return direct;
}

std::vector<fs::path> sources() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(ZHIDUI_ROOT "/src")) {
    const std::string extension = entry.path().extension().string();
    if (extension == ".h" || extension == ".cpp" || extension == ".def") files.push_back(entry.path());
  }
  return files;
}

std::string module_of(const fs::path& file) { return fs::relative(file, ZHIDUI_ROOT "/src").begin()->string(); }

bool holds_word(const std::string& line, const std::string& word) {
  for (std::size_t at = line.find(word); at != std::string::npos; at = line.find(word, at + 1)) {
    const auto part = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
    const bool before = at > 0 && part(line[at - 1]);
    const bool after = at + word.size() < line.size() && part(line[at + word.size()]);
    if (!before && !after) return true;
  }
  return false;
}

std::string without_comment(const std::string& line) { return line.substr(0, line.find("//")); }

}  // namespace

TEST_CASE("modules include only what their row allows") {
  const Edges allowed = allowed_edges();
  for (const fs::path& file : sources()) {
    const std::string module = module_of(file);
    REQUIRE_MESSAGE(allowed.contains(module), module, " has no row in layers.txt");
    for (const std::string& line : lines_of(read(file))) {
      if (!line.starts_with("#include \"")) continue;
      const std::string path = line.substr(10, line.find('"', 10) - 10);
      const std::string target = path.substr(0, path.find('/'));
      const bool fine = target == module || allowed.at(module).contains(target);
      CHECK_MESSAGE(fine, file.string(), " includes ", path);
    }
  }
}

TEST_CASE("no row of layers.txt leads back to itself") {
  for (const auto& [module, may] : allowed_edges()) CHECK_MESSAGE(!may.contains(module), module);
}

TEST_CASE("no floating point in money, rates or counts") {
  for (const fs::path& file : sources()) {
    if (file.extension() == ".def") continue;  // texts of messages
    // Hands numbers to libxlsxwriter, which takes no others; what 15 digits do not hold it writes as a text.
    if (fs::relative(file, ZHIDUI_ROOT "/src") == "spreadsheet/writer.cpp") continue;
    for (const std::string& line : lines_of(read(file))) {
      const std::string code = without_comment(line);
      for (const char* word : {"float", "double", "long double", "std::stod", "std::stof"}) {
        CHECK_MESSAGE(!holds_word(code, word), file.string(), ": ", line);
      }
    }
  }
}

TEST_CASE("evaluate and settle stay a specification: at most 2,800 lines together") {
  std::size_t total = 0;
  for (const fs::path& file : sources()) {
    const std::string module = module_of(file);
    const bool test = file.stem().string().ends_with("_test");
    if ((module == "evaluate" || module == "settle") && !test) total += lines_of(read(file)).size();
  }
  MESSAGE("lines of evaluate and settle: ", total);
  CHECK(total <= 2800);
}

TEST_CASE("no city, department or document number in the code") {
  for (const fs::path& file : sources()) {
    if (file.stem().string().ends_with("_test") || file.extension() == ".def") continue;
    for (const std::string& line : lines_of(read(file))) {
      const std::string code = without_comment(line);
      for (const char* name : {"晋城", "石家庄", "泉州", "盐湖", "市场监督管理局", "市监〔"}) {
        CHECK_MESSAGE(code.find(name) == std::string::npos, file.string(), ": ", line);
      }
    }
  }
}
