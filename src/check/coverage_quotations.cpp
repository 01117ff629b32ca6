// Whose words are whose: one construct a quotation, or each names the other; row marks in the order of the text.
#include <algorithm>
#include <charconv>
#include <compare>
#include <map>
#include <optional>

#include "check/coverage.h"

namespace zhidui::check {

using syntax::ClauseRef;
using text::Kind;
using text::Span;

namespace {

bool overlap(Span a, Span b) { return a.begin < b.end && b.begin < a.end; }

std::string shown(const Construct& construct) {
  const std::string& name = construct.name.name.text.empty() ? construct.name.id.text : construct.name.name.text;
  return name.empty() ? construct.kind : name;
}

bool is_named(const syntax::Name& name, const syntax::Word& word) {
  return !word.text.empty() && (word.text == name.name.text || word.text == name.id.text);
}

bool names(const Quotation& quotation, const Construct& other) {
  if (quotation.clause == nullptr) return false;
  const auto& shared = quotation.clause->shared;
  return std::any_of(shared.begin(), shared.end(), [&](const syntax::Word& w) { return is_named(other.name, w); });
}

// Some construct of this name quotes words that the clause quotes too.
bool shares(const ClauseRef& clause, const syntax::Word& word, const std::vector<Construct>& constructs,
            const std::vector<Quotation>& quotations) {
  for (const Quotation& mine : quotations) {
    if (mine.clause != &clause) continue;
    for (const Quotation& theirs : quotations) {
      const bool other = theirs.construct != mine.construct && is_named(constructs[theirs.construct].name, word);
      if (other && overlap(mine.place, theirs.place)) return true;
    }
  }
  return false;
}

// s2a: 2, then the first letter; b: 0 and the second; 3: the third of a list. Words (修订, 执行) are names of rows, not places among them.
struct RowMark {
  int number = 0;
  int letter = 0;
  friend auto operator<=>(const RowMark&, const RowMark&) = default;
};

// nullopt: a word. `known` turns false where it is neither.
std::optional<RowMark> read_mark(std::string_view text, bool& known) {
  RowMark mark;
  std::string_view rest = text;
  const bool digits = !rest.empty() && rest.find_first_not_of("0123456789") == std::string_view::npos;
  if (digits || rest.starts_with("s")) {
    const char* begin = rest.data() + (digits ? 0 : 1);
    const auto [end, error] = std::from_chars(begin, rest.data() + rest.size(), mark.number);
    if (error == std::errc() && end != begin) rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
  }
  if (rest.size() == 1 && rest[0] >= 'a' && rest[0] <= 'z') {
    mark.letter = rest[0] - 'a' + 1;
    rest = {};
  }
  if (rest.empty() && (mark.number > 0 || mark.letter > 0)) return mark;
  const bool ascii = std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  known = known && !ascii;
  return std::nullopt;
}

bool follows(const RowMark& before, const RowMark& after) {
  if (after == before) return true;  // one row, two constructs
  if (after.number == before.number) return before.letter > 0 && after.letter == before.letter + 1;
  return after.number == before.number + 1 && after.letter <= 1;
}

struct MarkedQuotation {
  const Quotation* quotation = nullptr;
  std::string mark;
};

// The place among the rows, if the mark has one; a mark that is neither a place nor a word of its quotation is
// reported.
std::optional<RowMark> place_of(const MarkedQuotation& row, text::Diagnostics& diagnostics) {
  bool known = true;
  const auto mark = read_mark(row.mark, known);
  if (!known) {
    diagnostics.report(Kind::row_mark_unknown, row.quotation->clause->path.span, {row.mark});
  } else if (!mark && row.quotation->written->text.find(row.mark) == std::string::npos) {
    diagnostics.report(Kind::row_mark_not_quoted, row.quotation->written->span, {row.mark});
  }
  return mark;
}

// The first that is out of order says so for all that stand behind it.
void check_marks_of(std::vector<MarkedQuotation>& rows, bool all_marked, text::Diagnostics& diagnostics) {
  std::sort(rows.begin(), rows.end(),
            [](const MarkedQuotation& a, const MarkedQuotation& b) { return a.quotation->place.begin < b.quotation->place.begin; });
  RowMark before;
  bool in_order = true;
  for (const MarkedQuotation& row : rows) {
    const auto mark = place_of(row, diagnostics);
    if (!mark || !in_order) continue;
    const bool first = before == RowMark{};
    const bool next = first ? mark->number <= 1 && mark->letter <= 1 : follows(before, *mark);
    in_order = next || (!all_marked && before < *mark);
    if (!in_order) diagnostics.report(Kind::row_mark_out_of_order, row.quotation->clause->path.span, {row.mark});
    before = *mark;
  }
}

}  // namespace

void check_shared_quotations(const std::vector<Construct>& constructs, const std::vector<Quotation>& quotations,
                             text::Diagnostics& diagnostics) {
  for (const Quotation& a : quotations) {
    const Construct& mine = constructs[a.construct];
    for (const Quotation& b : quotations) {
      const Construct& theirs = constructs[b.construct];
      const bool both_encode = a.construct != b.construct && mine.encodes() && theirs.encodes();
      if (!both_encode || !overlap(a.place, b.place)) continue;
      const bool within = b.place.begin <= a.place.begin && a.place.end <= b.place.end;
      const bool cuts = mine.role == Construct::Role::cuts && theirs.role == Construct::Role::entitles;
      if (names(a, theirs) && (within || !cuts)) continue;
      const Kind kind = names(a, theirs) ? Kind::settlement_beyond_measure : Kind::quotation_shared;
      diagnostics.report(kind, a.written->span, {shown(theirs)}).labels.push_back({b.written->span, "另一处引文", "the other quotation"});
    }
    const bool first_of_clause = a.clause != nullptr && a.written == &a.clause->quotations.front();
    if (!first_of_clause) continue;
    for (const syntax::Word& word : a.clause->shared) {
      if (!shares(*a.clause, word, constructs, quotations)) {
        diagnostics.report(Kind::shared_with_nothing, word.span, {word.text});
      }
    }
  }
}

void check_row_marks(const text::Document& document, const std::vector<Quotation>& quotations, text::Diagnostics& diagnostics) {
  std::map<std::size_t, std::vector<MarkedQuotation>> marked;
  std::map<std::size_t, bool> all_marked;
  for (const Quotation& quotation : quotations) {
    const std::size_t paragraph = text::paragraph_at(document, quotation.place.begin);
    const bool all = all_marked.try_emplace(paragraph, true).first->second;
    const std::string_view path = quotation.clause ? std::string_view(quotation.clause->path.text) : std::string_view();
    const std::string_view mark = text::row_mark(path, document.paragraphs[paragraph].clause);
    all_marked[paragraph] = all && !mark.empty();
    if (!mark.empty()) marked[paragraph].push_back({&quotation, std::string(mark)});
  }
  for (auto& [paragraph, rows] : marked) check_marks_of(rows, all_marked[paragraph], diagnostics);
}

}  // namespace zhidui::check
