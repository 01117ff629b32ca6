// One award on a page.
#include <algorithm>

#include "base/utf8.h"
#include "report/award_entries.h"
#include "report/text_page.h"

namespace zhidui::report {

namespace {

constexpr std::size_t kMostFacts = 40;
constexpr std::size_t kMostNameColumns = 34, kMostValueColumns = 30;

class AwardPage {
 public:
  AwardPage(Page& page, Language language) : page_(page), language_(language) {}

  // First what a reader has to know: what, why, by which clause and fact, what next. Then how it was checked.
  void write(const Explanation& award, const std::vector<Entry>& entries, std::size_t number) {
    const Wording title =
        say(Sentence::numbered, {verbatim(std::to_string(number)), joined({award.measure, award.unit}, Sentence::middle_dot)});
    page_.spread(in(title), in(say(Sentence::sum_and_status, {award.sum, award.status})));
    bool details = false;
    for (const Entry& entry : entries) {
      if (!details && entry.part == Entry::Part::details) page_.line("  — " + in(say(Sentence::details)));
      details = entry.part == Entry::Part::details;
      write(entry);
    }
  }

 private:
  const std::string& in(const Wording& words) const { return words.in(language_); }

  void write(const Entry& entry) {
    measure_facts(entry);
    std::string label = in(say(entry.label));
    std::size_t facts = 0;
    for (const Item& item : entry.items) {
      if (item.kind == Item::Kind::record && facts >= kMostFacts) break;
      if (item.kind == Item::Kind::fact) {
        fact(item, facts);
      } else if (item.kind == Item::Kind::sign) {
        page_.item(label, std::string(static_cast<std::size_t>(item.depth), ' ') + item.sign, in(item.words));
      } else {
        page_.entry(label, in(item.words));
      }
      label.clear();
    }
  }

  // Of the facts of an entry the widest name and value, within bounds.
  void measure_facts(const Entry& entry) {
    names_ = values_ = 0;
    for (const Item& item : entry.items) {
      if (item.kind != Item::Kind::fact) continue;
      names_ = std::max(names_, base::display_width(in(item.words)));
      values_ = std::max(values_, base::display_width(in(item.value)));
    }
    names_ = std::min(names_, kMostNameColumns);
    values_ = std::min(values_, kMostValueColumns);
  }

  void fact(const Item& item, std::size_t& shown) {
    if (shown++ >= kMostFacts) return;
    page_.table("", {{"  " + padded(in(item.words), names_), padded(in(item.value), values_), in(item.source)}});
  }

  Page& page_;
  Language language_;
  std::size_t names_ = 0, values_ = 0;
};

}  // namespace

void write_award(Page& page, const View& view, const Explanation& award, std::size_t number, Language language) {
  AwardPage(page, language).write(award, entries_of(view, award), number);
}

}  // namespace zhidui::report
