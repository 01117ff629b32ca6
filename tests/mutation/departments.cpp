#include "departments.h"

#include <algorithm>
#include <string>

namespace zhidui::mutation {

namespace {

// 责任单位：甲、乙 | 〔甲、乙按职责分工负责〕 | 〔甲负责〕
constexpr std::string_view kHeading = "责任单位：", kOpen = "〔", kClose = "负责〕", kShare = "按职责分工", kAndOthers = "等部门",
                           kFromHereOn = "〔以下均需", kNotAgain = "，不再列出〕";

std::string without_separators(std::string text) {
  for (const std::string_view separator : {std::string_view("、"), std::string_view("，")}) {
    for (std::size_t at = text.find(separator); at != std::string::npos; at = text.find(separator)) text.erase(at, separator.size());
  }
  return text;
}

// The names in their order and nothing else. An ending that a name shares with the next may stand there alone:
// 「甲区、乙区管委会」 names 甲区管委会 and 乙区管委会.
bool lists(std::string_view letters, const std::vector<syntax::Text>& names) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string name = without_separators(names[i].text);
    const std::string next = i + 1 < names.size() ? without_separators(names[i + 1].text) : "";
    std::size_t head = name.size();
    while (head > 0 && !(letters.starts_with(name.substr(0, head)) && next.ends_with(name.substr(head)))) --head;
    if (head == 0) return false;
    letters.remove_prefix(head);
  }
  return letters.empty();
}

bool as_written(const syntax::Departments& article) {
  std::string line;
  for (const syntax::ClauseRef& clause : article.clauses) {
    for (const syntax::Text& text : clause.quotations) line += text.text;
  }
  for (const syntax::Text& text : article.quotations) line += text.text;
  if (line.starts_with(kOpen) && line.ends_with(kClose)) {
    line = line.substr(kOpen.size(), line.size() - kOpen.size() - kClose.size());
    if (line.ends_with(kShare)) line.resize(line.size() - kShare.size());
    if (line.ends_with(kAndOthers)) line.resize(line.size() - kAndOthers.size());
  } else {
    if (!line.starts_with(kHeading)) return false;
    line.erase(0, kHeading.size());
  }
  std::string standing;
  if (const std::size_t bracket = line.find(kFromHereOn); bracket != std::string::npos) {
    standing = line.substr(bracket + kFromHereOn.size());
    if (!standing.ends_with(kNotAgain)) return false;
    standing.resize(standing.size() - kNotAgain.size());
    line.resize(bracket);
  }
  std::vector<syntax::Text> all = article.units;
  all.insert(all.end(), article.standing.begin(), article.standing.end());
  // What stands for every later article is said again in the bracket.
  return lists(without_separators(line), all) && lists(without_separators(standing), article.standing);
}

}  // namespace

bool departments_as_written(const syntax::File& file) {
  return std::all_of(file.declarations.begin(), file.declarations.end(), [](const syntax::Declaration& declaration) {
    const auto* article = std::get_if<syntax::Departments>(&declaration);
    return !article || as_written(*article);
  });
}

}  // namespace zhidui::mutation
