// Private to report: numbered things of a policy one below the other (targets, tasks, readings), as text and as a page.
#pragma once

#include <string>
#include <vector>

#include "report/blocks.h"
#include "report/clauses.h"
#include "report/layout.h"

namespace zhidui::report {

// What is said of one thing under a label.
struct ListedLine {
  Sentence label;
  std::vector<Wording> words;
};
// Without empty words, and without lines that have none.
std::vector<ListedLine> said(std::vector<ListedLine> lines);
Wording title_of(std::size_t number, const Wording& name);  // 3. 名称

class ListingText {
 public:
  explicit ListingText(Language language);

  void head(Sentence title, const std::vector<Wording>& lines);
  void item(const Wording& title, const Wording& right, const std::vector<ListedLine>& lines);
  void clause(const Wording& document, const Wording& place, const Wording& quotation);
  void section(Sentence title);
  void counted(const Wording& what, std::size_t count, const Wording& which);
  void foot(const Wording& words);
  std::string text() const { return page_.text(); }

 private:
  const std::string& in(const Wording& words) const { return words.in(language_); }

  Language language_;
  Page page_{kTextColumns};
};

class ListingPage {
 public:
  ListingPage(Language language, Sentence title, const std::vector<Wording>& meta, Sentence caveat, const Wording& foot);

  const std::string& in(const Wording& words) const { return words.in(paper_.language); }
  static Block section(std::string title);
  Block section(Sentence title) const { return section(in(say(title))); }
  void put(Block block) { paper_.blocks.push_back(std::move(block)); }
  Block card(const Wording& title, const Wording& aside, const Wording& status, Tone tone, const std::vector<ListedLine>& lines) const;
  static void add_clause(Block& into, const Wording& document, const Wording& place, const Wording& quotation);
  Block table(const std::vector<Sentence>& head, const std::vector<std::vector<Wording>>& rows, std::vector<unsigned> shares) const;
  Paper finish() { return std::move(paper_); }

 private:
  Paper paper_;
};

}  // namespace zhidui::report
