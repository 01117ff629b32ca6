#include "report/listing.h"

#include <utility>

namespace zhidui::report {

using Kind = Block::Kind;

namespace {

constexpr std::size_t kLabels = 10;  // columns of the labels of the text

Block simple(Kind kind, std::string text) {
  Block block;
  block.kind = kind;
  block.text = std::move(text);
  return block;
}

}  // namespace

std::vector<ListedLine> said(std::vector<ListedLine> lines) {
  std::vector<ListedLine> out;
  for (ListedLine& line : lines) {
    std::erase_if(line.words, [](const Wording& words) { return words.empty(); });
    if (!line.words.empty()) out.push_back(std::move(line));
  }
  return out;
}

Wording title_of(std::size_t number, const Wording& name) { return say(Sentence::numbered, {verbatim(std::to_string(number)), name}); }

// ---- text ----

ListingText::ListingText(Language language) : language_(language) { page_.label_columns(kLabels); }

void ListingText::head(Sentence title, const std::vector<Wording>& lines) {
  page_.line(in(say(title)));
  for (const Wording& line : lines) page_.paragraph(0, in(line));
  page_.rule("=");
}

void ListingText::item(const Wording& title, const Wording& right, const std::vector<ListedLine>& lines) {
  page_.line();
  page_.spread(in(title), in(right));
  for (const ListedLine& line : lines) {
    bool first = true;
    for (const Wording& words : line.words) page_.entry(std::exchange(first, false) ? in(say(line.label)) : "", in(words));
  }
}

void ListingText::clause(const Wording& document, const Wording& place, const Wording& quotation) {
  page_.entry(in(say(Sentence::label_clause)), in(say(Sentence::clause_of, {document, place})));
  const std::string text = shortened_quotation(quotation.zh, {});
  if (!text.empty()) page_.entry("", in(say(Sentence::quoted, {verbatim(text)})));
}

void ListingText::section(Sentence title) {
  page_.line();
  page_.line(in(say(title)));
  page_.rule("-");
}

void ListingText::counted(const Wording& what, std::size_t count, const Wording& which) {
  page_.spread(in(what), std::to_string(count));
  page_.paragraph(4, in(which));
}

void ListingText::foot(const Wording& words) {
  page_.line();
  page_.paragraph(0, in(words));
}

// ---- page ----

ListingPage::ListingPage(Language language, Sentence title, const std::vector<Wording>& meta, Sentence caveat, const Wording& foot) {
  paper_.language = language;
  paper_.title = paper_.heading = paper_.name = in(say(title));
  for (const Wording& line : meta) paper_.meta.push_back(in(line));
  paper_.caveat = in(say(caveat));
  paper_.full_receipt = in(foot);
}

Block ListingPage::section(std::string title) { return simple(Kind::section, std::move(title)); }

Block ListingPage::card(const Wording& title, const Wording& aside, const Wording& status, Tone tone,
                        const std::vector<ListedLine>& lines) const {
  Block block = simple(Kind::award, in(title));
  block.aside = in(aside);
  block.status = in(status);
  block.tone = tone;
  Block entries;
  entries.kind = Kind::entries;
  for (const ListedLine& line : lines) {
    Labelled labelled{in(say(line.label)), {}};
    for (const Wording& words : line.words) labelled.items.push_back({Item::Kind::plain, words, {}, {}, "", 0});
    entries.labelled.push_back(std::move(labelled));
  }
  if (!entries.labelled.empty()) block.children.push_back(std::move(entries));
  return block;
}

void ListingPage::add_clause(Block& into, const Wording& document, const Wording& place, const Wording& quotation) {
  Block clauses;
  clauses.kind = Kind::clauses;
  clauses.items.push_back({Item::Kind::clause, say(Sentence::clause_of, {document, place}), {}, {}, "", 0});
  if (!quotation.empty()) clauses.items.push_back({Item::Kind::quotation, say(Sentence::quoted, {quotation}), {}, {}, "", 0});
  into.children.push_back(std::move(clauses));
}

Block ListingPage::table(const std::vector<Sentence>& head, const std::vector<std::vector<Wording>>& rows,
                         std::vector<unsigned> shares) const {
  Block block;
  block.kind = Kind::table;
  block.shares = std::move(shares);
  std::vector<std::string> titles;
  for (const Sentence each : head) titles.push_back(in(say(each)));
  block.rows.push_back(std::move(titles));
  for (const std::vector<Wording>& row : rows) {
    std::vector<std::string> cells;
    for (const Wording& cell : row) cells.push_back(in(cell));
    block.rows.push_back(std::move(cells));
  }
  return block;
}

}  // namespace zhidui::report
