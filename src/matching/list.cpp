#include "matching/list.h"

#include <algorithm>
#include <optional>

#include "base/utf8.h"
#include "matching/signs.h"

namespace zhidui::matching {

namespace {

using text::Kind;

constexpr std::size_t kHeaderWithin = 20;  // records that may stand above the rows

struct Record {
  std::vector<std::string> cells;
  std::uint32_t begin = 0, end = 0;
};

std::string plain(std::string_view cell) { return narrow(trimmed(wide(cell))); }

// Takes a file apart into records.
class Records {
 public:
  Records(const text::SourceSet& sources, text::FileId file, text::Diagnostics& diagnostics)
      : bytes_(sources.file(file).bytes()), file_(file), diagnostics_(diagnostics) {}

  std::vector<Record> read() {
    if (bytes_.starts_with(kByteOrderMark)) at_ = kByteOrderMark.size();
    if (const std::size_t wrong = base::first_invalid(bytes_); wrong != std::string_view::npos) {
      report(Kind::csv_encoding_unknown, wrong, wrong + 1);
      return {};
    }
    std::vector<Record> out;
    while (at_ < bytes_.size()) out.push_back(record());
    return out;
  }

 private:
  void report(Kind kind, std::size_t begin, std::size_t end) {
    diagnostics_.report(kind, {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  }

  bool line_break() {
    if (at_ < bytes_.size() && bytes_[at_] == '\r') ++at_;
    if (at_ < bytes_.size() && bytes_[at_] == '\n') {
      ++at_;
      return true;
    }
    return at_ > 0 && bytes_[at_ - 1] == '\r';
  }

  Record record() {
    Record out;
    out.begin = static_cast<std::uint32_t>(at_);
    for (bool more = true; more;) {
      out.cells.push_back(at_ < bytes_.size() && bytes_[at_] == '"' ? quoted() : plain());
      more = at_ < bytes_.size() && bytes_[at_] == ',';
      if (more) ++at_;
    }
    out.end = static_cast<std::uint32_t>(at_);
    line_break();
    return out;
  }

  std::string plain() {
    const std::size_t begin = at_;
    at_ = std::min(bytes_.find_first_of(",\r\n", at_), bytes_.size());
    return std::string(bytes_.substr(begin, at_ - begin));
  }

  std::string quoted() {
    const std::size_t begin = at_++;
    std::string out;
    while (at_ < bytes_.size()) {
      const std::size_t quote = std::min(bytes_.find('"', at_), bytes_.size());
      out += bytes_.substr(at_, quote - at_);
      at_ = quote + 1;
      if (quote == bytes_.size()) break;
      if (at_ < bytes_.size() && bytes_[at_] == '"') {
        out += '"';
        ++at_;
        continue;
      }
      if (const std::string rest = plain(); !rest.empty()) report(Kind::csv_text_after_quote, at_ - rest.size(), at_);
      return out;
    }
    at_ = bytes_.size();
    report(Kind::csv_open_quote, begin, begin + 1);
    return out;
  }

  std::string_view bytes_;
  text::FileId file_;
  text::Diagnostics& diagnostics_;
  std::size_t at_ = 0;
};

bool is_empty(const Record& record) {
  return std::all_of(record.cells.begin(), record.cells.end(), [](const std::string& cell) { return plain(cell).empty(); });
}

std::optional<std::size_t> header_of(const std::vector<Record>& records, const std::vector<std::string>& wanted) {
  for (std::size_t i = 0; i < std::min(records.size(), kHeaderWithin); ++i) {
    if (is_empty(records[i])) continue;
    std::vector<std::string> names;
    for (const std::string& cell : records[i].cells) names.push_back(plain(cell));
    const auto there = [&](const std::string& name) { return std::find(names.begin(), names.end(), name) != names.end(); };
    if (std::all_of(wanted.begin(), wanted.end(), there)) return i;
  }
  return std::nullopt;
}

// What looks most like a header: titles and notes fill fewer cells.
std::size_t widest_of(const std::vector<Record>& records) {
  const auto filled = [](const Record& record) {
    return std::count_if(record.cells.begin(), record.cells.end(), [](const std::string& cell) { return !plain(cell).empty(); });
  };
  std::size_t widest = 0;
  for (std::size_t i = 1; i < std::min(records.size(), kHeaderWithin); ++i) {
    if (filled(records[i]) > filled(records[widest])) widest = i;
  }
  return widest;
}

}  // namespace

const std::string& ListRow::cell(const std::string& column) const {
  static const std::string kNone;
  const auto found = cells.find(column);
  return found == cells.end() ? kNone : found->second;
}

List read_csv(const text::SourceSet& sources, text::FileId file, const std::vector<std::string>& wanted, text::Diagnostics& diagnostics) {
  List list;
  const std::vector<Record> records = Records(sources, file, diagnostics).read();
  if (diagnostics.has_errors()) return list;
  if (std::all_of(records.begin(), records.end(), is_empty)) {
    diagnostics.report(Kind::list_empty, {file, 0, 0});
    return list;
  }
  const auto found = header_of(records, wanted);
  const std::size_t header = found.value_or(widest_of(records));
  const auto span = [&](const Record& record) { return text::Span{file, record.begin, record.end}; };
  for (const std::string& cell : records[header].cells) {
    const std::string name = plain(cell);
    const bool again = !name.empty() && std::find(list.columns.begin(), list.columns.end(), name) != list.columns.end();
    if (again) diagnostics.report(Kind::list_column_twice, span(records[header]), {name});
    list.columns.push_back(name);
  }
  if (!found) return list;  // the columns that are there show what could have been meant
  for (std::size_t i = header + 1; i < records.size(); ++i) {
    if (is_empty(records[i])) continue;
    ListRow row{i - header, {}, span(records[i])};
    for (std::size_t k = 0; k < records[i].cells.size(); ++k) {
      if (k < list.columns.size()) row.cells[list.columns[k]] = records[i].cells[k];
      else if (!plain(records[i].cells[k]).empty())
        diagnostics.report(Kind::list_cell_without_column, row.span, {std::to_string(row.row), records[i].cells[k]});
    }
    list.rows.push_back(std::move(row));
  }
  if (list.rows.empty()) diagnostics.report(Kind::list_empty, span(records[header]));
  return list;
}

std::string csv_record(const std::vector<std::string>& cells) {
  std::string out;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out += ',';
    if (cells[i].find_first_of(",\"\r\n") == std::string::npos) {
      out += cells[i];
      continue;
    }
    out += '"';
    for (const char c : cells[i]) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    out += '"';
  }
  return out + "\r\n";
}

}  // namespace zhidui::matching
