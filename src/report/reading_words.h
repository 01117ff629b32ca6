// Private to report: readings, their choices and what these cost, in words. Every form says these.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/clauses.h"
#include "report/listing.h"
#include "report/readings.h"

namespace zhidui::report {

// How a reading comes to be taken as it is.
enum class Standing { asked, decided, authority, house_default, left_open };

Standing standing_of(const View& view, ir::ReadingId id);
Wording adopted_words(const View& view, ir::ReadingId id);  // by whom, in full

struct Choice {
  std::uint32_t alternative = 0;
  Wording label, meaning;
  bool taken = false;
  // With costs only. Of the one that is taken the total now, and nobody moves.
  outcome::Interval total;
  Difference difference;
  std::vector<Moved> moved;
};
struct ReadingRow {
  ir::ReadingId id;
  std::string code;
  Wording question, document, place, quotation;
  Standing standing = Standing::left_open;
  Wording status, adopted;  // in a word; in full
  Tone tone = Tone::plain;
  std::vector<Choice> choices;
  std::vector<std::uint32_t> measures;
  bool moves = false;  // somebody's sum, or the total, is another under some choice
};

std::vector<ReadingRow> reading_rows(const ReadingsView& report);               // in document order
std::vector<const ReadingRow*> by_weight(const std::vector<ReadingRow>& rows);  // those that move, the heaviest first
Wording idle_words(const std::vector<ReadingRow>& rows);                        // those that move nothing, on one line
Wording readings_count_words(const std::vector<ReadingRow>& rows);
std::vector<Wording> readings_head(const ReadingsView& report, const std::vector<ReadingRow>& rows);
Wording readings_base_words(const ReadingsView& report);  // with costs: the day, how many applicants, the total now
Wording title_of(const ReadingRow& row);
Wording difference_words(const Difference& difference);
Wording measures_words(const ReadingsView& report, const std::vector<std::uint32_t>& measures);
// One sentence a direction: who, from which sum to which.
std::vector<Wording> moved_words(const ReadingsView& report, const Choice& choice);
std::vector<ListedLine> lines_of(const ReadingsView& report, const ReadingRow& row);
std::size_t count_of(const Choice& choice, Direction direction);
std::string_view standing_id(Standing standing);

}  // namespace zhidui::report
