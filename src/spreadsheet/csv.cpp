#include "spreadsheet/csv.h"

#include <algorithm>
#include <array>
#include <map>

#include "spreadsheet/encoding.h"

namespace zhidui::spreadsheet {

namespace {

using text::Kind;

constexpr std::array kSeparators{',', '\t', ';'};
constexpr std::size_t kLooked = 20;            // records that show the separator
constexpr std::size_t kLookedBytes = 1 << 18;  // and how far they are looked for
constexpr std::size_t kStep = 4096;            // records between two words of progress
constexpr std::size_t kShownOfOpenQuote = 80;  // bytes

// How often each separator stands outside quotes, record by record.
class Beginning {
 public:
  explicit Beginning(std::string_view text) {
    std::array<std::size_t, kSeparators.size()> counts{};
    bool quoted = false, any = false, cell_begins = true;
    for (std::size_t i = 0; i < std::min(text.size(), kLookedBytes) && records_.size() < kLooked; ++i) {
      const char c = text[i];
      if (c == '"' && (quoted || cell_begins)) quoted = !quoted;
      const auto separator = std::find(kSeparators.begin(), kSeparators.end(), c);
      cell_begins = separator != kSeparators.end() || c == '\n' || c == '\r';
      if (quoted) continue;
      if (separator != kSeparators.end()) ++counts[static_cast<std::size_t>(separator - kSeparators.begin())];
      any = any || !cell_begins;
      if (c != '\n' && c != '\r') continue;
      if (any) records_.push_back(counts);
      counts = {};
      any = false;
    }
    if (any) records_.push_back(counts);
  }

  // The separator that stands equally often in most records; a comma where there is none.
  char separator() const {
    std::size_t best = 0, best_records = 0, best_count = 0;
    for (std::size_t i = 0; i < kSeparators.size(); ++i) {
      std::map<std::size_t, std::size_t> records_by_count;
      for (const auto& counts : records_) {
        if (counts[i] > 0) ++records_by_count[counts[i]];
      }
      for (const auto& [count, records] : records_by_count) {
        if (std::pair(records, count) <= std::pair(best_records, best_count)) continue;
        best = i;
        best_records = records;
        best_count = count;
      }
    }
    return kSeparators[best];
  }

  bool has_separator() const {
    return std::any_of(records_.begin(), records_.end(),
                       [](const auto& counts) { return std::any_of(counts.begin(), counts.end(), [](std::size_t n) { return n > 0; }); });
  }
  std::size_t records() const { return records_.size(); }

 private:
  std::vector<std::array<std::size_t, kSeparators.size()>> records_;
};

class Parsing {
 public:
  Parsing(std::string_view text, Reading& reading) : text_(text), reading_(reading) {}

  void run() {
    choose_separator();
    for (std::uint32_t row = 1; at_ < text_.size(); ++row) {
      if (row % kStep == 0 && !reading_.progress(at_, text_.size())) return;
      if (!record(row)) return;
    }
  }

 private:
  // A first line `sep=;` is an order to spreadsheet programs, which they do not show.
  void choose_separator() {
    constexpr std::string_view kOrder = "sep=";
    const std::string_view first = text_.substr(0, text_.find_first_of("\r\n"));
    if (first.size() == kOrder.size() + 1 && first.starts_with(kOrder)) {
      separator_ = first.back();
      at_ = first.size();
      line_break();
      return;
    }
    const Beginning beginning(text_);
    separator_ = beginning.separator();
    if (!beginning.has_separator()) look_for_chinese_mark(beginning.records());
  }

  // In every one of the first lines, so often that it is no part of a sentence.
  void look_for_chinese_mark(std::size_t records) {
    for (const std::string_view mark : {"，", "；"}) {
      std::size_t lines = 0, with = 0;
      for (std::size_t at = 0; at < text_.size() && lines < records;) {
        const std::size_t end = std::min(text_.find_first_of("\r\n", at), text_.size());
        if (end > at) {
          ++lines;
          if (text_.substr(at, end - at).find(mark) != std::string_view::npos) ++with;
        }
        at = end + 1;
      }
      if (lines < 2 || with < lines) continue;
      reading_.report_sheet(Kind::csv_chinese_comma, {std::string(mark)});
      return;
    }
  }

  void line_break() {
    if (at_ < text_.size() && text_[at_] == '\r') ++at_;
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
  }

  bool record(std::uint32_t row) {
    bool begun = false;
    for (std::uint32_t column = 0;; ++column) {
      const Content cell = at_ < text_.size() && text_[at_] == '"' ? quoted() : Content{.plain = plain()};
      if (!cell.text().empty()) {
        if (!begun) reading_.builder.begin_row(row, false);
        begun = true;
        if (!add(row, column, cell)) return false;
      }
      if (at_ == text_.size() || text_[at_] != separator_) break;
      ++at_;
    }
    line_break();
    return true;
  }

  struct Content {
    std::string_view plain = {};
    std::string unquoted = {};
    bool open = false;
    std::string_view after = {};  // what follows the closing quote
    std::string_view text() const { return unquoted.empty() ? plain : unquoted; }
  };

  bool add(std::uint32_t row, std::uint32_t column, const Content& cell) {
    const Builder::Added added = reading_.add(row, column, CellKind::text, cell.text());
    if (added != Builder::Added::yes) return added != Builder::Added::too_full;
    if (cell.open) reading_.report_cell(Kind::csv_open_quote);
    if (!cell.after.empty()) reading_.report_cell(Kind::csv_text_after_quote, {std::string(cell.after)});
    return true;
  }

  // What is shown of a quote that swallows the rest of the file.
  std::string beginning_of_line(std::size_t begin) const {
    std::size_t end = std::min({text_.find_first_of("\r\n", begin), begin + kShownOfOpenQuote, text_.size()});
    while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xC0) == 0x80) --end;
    return std::string(text_.substr(begin, end - begin));
  }

  std::string_view plain() {
    const std::size_t begin = at_;
    const char ends[] = {separator_, '\r', '\n'};
    at_ = std::min(text_.find_first_of({ends, sizeof ends}, at_), text_.size());
    return text_.substr(begin, at_ - begin);
  }

  Content quoted() {
    const std::size_t begin = at_++;
    Content out;
    while (at_ < text_.size()) {
      const std::size_t quote = std::min(text_.find('"', at_), text_.size());
      out.unquoted += text_.substr(at_, quote - at_);
      at_ = std::min(quote + 1, text_.size());
      if (quote == text_.size()) break;
      if (at_ < text_.size() && text_[at_] == '"') {
        out.unquoted += '"';
        ++at_;
        continue;
      }
      out.after = plain();
      if (out.after.find_first_not_of(" \t") == std::string_view::npos) out.after = {};
      return out;
    }
    out.open = true;
    out.unquoted = beginning_of_line(begin);
    return out;
  }

  std::string_view text_;
  Reading& reading_;
  char separator_ = ',';
  std::size_t at_ = 0;
};

}  // namespace

void read_csv(std::string bytes, Reading& reading) {
  Decoded decoded = decode_text(std::move(bytes));
  if (decoded.defect) {
    reading.report_sheet(decoded.defect->kind, std::move(decoded.defect->arguments));
    reading.broken = true;
    return;
  }
  Parsing(decoded.text, reading).run();
}

}  // namespace zhidui::spreadsheet
