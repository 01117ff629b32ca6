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

// What the vocabulary and the policies call their records, fields, code tables, series, definitions, measures and documents.
std::set<std::string> declared_names() {
  std::set<std::string> names;
  for (const char* folder : {"/vocabulary", "/reference", "/policies"}) {
    for (const auto& entry : fs::directory_iterator(std::string(ZHIDUI_ROOT) + folder)) {
      if (entry.path().extension() != ".md") continue;
      for (const std::string& line : lines_of(read(entry.path()))) {
        std::istringstream words(line);
        std::string keyword, name, id;
        words >> keyword >> name >> id;
        static const std::set<std::string> kDeclaring = {"记录", "字段", "代码表", "定义", "统计", "数列", "核对", "措施"};
        if (!kDeclaring.contains(keyword)) continue;
        names.insert(name.substr(0, name.find_first_of("(:")));
        if (id.starts_with("(") && id.find('_') != std::string::npos) names.insert(id.substr(1, id.find(')') - 1));
      }
    }
  }
  return names;
}

// Text between quotation marks, as written.
std::vector<std::string> literals_of(const std::string& line) {
  std::vector<std::string> out;
  bool inside = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (inside && line[i] == '\\') {
      out.back() += line[++i];
    } else if (line[i] == '"') {
      inside = !inside;
      if (inside) out.emplace_back();
    } else if (inside) {
      out.back() += line[i];
    }
  }
  return out;
}

// The words of the rule blocks of a literate file: outside quotations and comments.
std::set<std::string> words_of_rules(const fs::path& path) {
  static const std::vector<std::string> kBreaks = {" ", "(", ")", "{",  "}", "[", "]", ":", ";",  ",",  "=",  "<",
                                                   ">", "+", "-", "、", "≥", "≤", "≠", "×", "（", "）", "：", "，"};
  std::set<std::string> out;
  bool inside = false;
  for (const std::string& raw : lines_of(read(path))) {
    if (raw.starts_with("```")) inside = raw.find("规则") != std::string::npos;
    if (!inside) continue;
    std::string line = raw.substr(0, raw.find("# "));
    for (std::size_t open = line.find("「"); open != std::string::npos; open = line.find("「")) {
      const std::size_t close = line.find("」", open);
      line.replace(open, close == std::string::npos ? std::string::npos : close + 3 - open, " ");
    }
    for (const std::string& each : kBreaks) {
      for (std::size_t at = line.find(each); at != std::string::npos; at = line.find(each, at + 1)) line.replace(at, each.size(), "\n");
    }
    for (const std::string& word : lines_of(line)) out.insert(word);
  }
  return out;
}

std::vector<fs::path> markdown_of(const std::string& folder) {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(ZHIDUI_ROOT + folder)) {
    if (entry.path().extension() == ".md") out.push_back(entry.path());
  }
  return out;
}

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

TEST_CASE("evaluate and settle stay a specification: at most 2,950 lines together") {
  std::size_t total = 0;
  for (const fs::path& file : sources()) {
    const std::string module = module_of(file);
    const bool test = file.stem().string().ends_with("_test");
    if ((module == "evaluate" || module == "settle") && !test) total += lines_of(read(file)).size();
  }
  MESSAGE("lines of evaluate and settle: ", total);
  CHECK(total <= 2950);
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

// One concept of a policy in the code, and the next policy needs C++.
TEST_CASE("no name of the vocabulary or of a policy in the code") {
  // The help pages show commands on the shipped examples; forms of codes are named as their national standards name them.
  const std::set<std::string> examples = {"tools/zhidui.cpp"};
  const std::set<std::string> standards = {"统一社会信用代码", "credit_code", "专利号"};
  // How a published text counts days, and how it names who is responsible (GB/T 9704-2012).
  const std::set<std::string> drafting = {"工作日", "牵头单位"};
  // Words of the language itself: the record of applicants, and what a row of a spreadsheet or a statement is called.
  const std::set<std::string> own = {"主体", "种类", "类别", "等级", "级别", "权利人"};
  const std::set<std::string> names = declared_names();
  REQUIRE(names.size() > 500);
  for (const fs::path& file : sources()) {
    const std::string stem = file.stem().string();
    if (stem.ends_with("_test") || stem.ends_with("_fixture") || stem == "sample_program") continue;  // linked into tests alone
    if (file.extension() == ".def") continue;  // what is said to people, with examples
    if (examples.contains(fs::relative(file, ZHIDUI_ROOT "/src").string())) continue;
    for (const std::string& line : lines_of(read(file))) {
      for (const std::string& literal : literals_of(without_comment(line))) {
        for (const std::string& name : names) {
          if (standards.contains(name) || own.contains(name) || drafting.contains(name)) continue;
          const bool is_long = name.size() >= 9;  // three characters; a shorter word stands in many others
          const bool found =
              is_long && static_cast<unsigned char>(name[0]) >= 0x80 ? literal.find(name) != std::string::npos : literal == name;
          CHECK_MESSAGE(!found, file.string(), ": ", name, " in ", literal);
        }
      }
    }
  }
}

// A construct that serves one document may be that document's wording in disguise: ARCHITECTURE.md says why it is not.
TEST_CASE("each word of the language is used by two documents, or by the vocabulary, or justified") {
  std::map<std::string, int> documents;
  for (const fs::path& policy : markdown_of("/policies")) {
    for (const std::string& word : words_of_rules(policy)) ++documents[word];
  }
  for (const char* shared : {"/vocabulary", "/reference"}) {
    for (const fs::path& file : markdown_of(shared)) {
      for (const std::string& word : words_of_rules(file)) documents[word] += 2;
    }
  }
  std::set<std::string> justified;
  for (const std::string& line : lines_of(read(ZHIDUI_ROOT "/ARCHITECTURE.md"))) {
    if (!line.starts_with("| `")) continue;
    std::istringstream cells(line.substr(2, line.find('|', 2) - 2));
    for (std::string word; cells >> word;) {
      if (word.size() > 2 && word.front() == '`') justified.insert(word.substr(1, word.size() - 2));
    }
  }
  for (const std::string& line : lines_of(read(ZHIDUI_ROOT "/src/syntax/keywords.def"))) {
    if (!line.starts_with("KEYWORD(")) continue;
    const std::string keyword = literals_of(line).front();
    const bool shared = documents[keyword] >= 2;
    if (!shared) CHECK_MESSAGE(justified.contains(keyword), keyword, " is used by fewer than two documents");
    if (shared) CHECK_MESSAGE(!justified.contains(keyword), keyword, " needs no justification any more");
  }
}
