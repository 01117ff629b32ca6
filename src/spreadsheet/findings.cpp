#include "spreadsheet/findings.h"

#include <algorithm>

namespace zhidui::spreadsheet {

namespace {

// A column that is wrong throughout need not be said a hundred thousand times.
constexpr std::size_t kMostOfAKind = 100;

}  // namespace

void Findings::report(text::Kind kind, std::uint32_t begin, std::uint32_t end, std::vector<std::string> arguments) {
  if (++counts_[kind] <= kMostOfAKind) list_.push_back({kind, begin, end, std::move(arguments)});
}

void Findings::hand_over(text::FileId file, text::Diagnostics& diagnostics) const {
  for (const Finding& each : list_) diagnostics.report(each.kind, {file, each.begin, each.end}, each.arguments);
  for (const auto& [kind, count] : counts_) {
    if (count <= kMostOfAKind) continue;
    diagnostics.report(text::Kind::more_of_the_same, {file, 0, 0},
                       {std::string(text::kind_text(kind).code), std::to_string(count - kMostOfAKind), std::to_string(kMostOfAKind)});
  }
}

bool Reading::progress(std::uint64_t done, std::uint64_t total) {
  constexpr std::uint64_t kWhole = 1000;
  const int part = total == 0 ? 0 : static_cast<int>(std::min(done, total) * kWhole / total);
  // Also called without progress now and then, so that a caller can stop a reading that takes long over one part.
  if (options.progress && !stopped) {
    shown_ = std::max(shown_, part);
    stopped = !options.progress(shown_);
  }
  return !stopped;
}

void Reading::report_sheet(text::Kind kind, std::vector<std::string> arguments) {
  const text::Span title = builder.sheet().title;
  findings.report(kind, title.begin, title.end, std::move(arguments));
}

void Reading::report_cell(text::Kind kind, std::vector<std::string> arguments) {
  findings.report(kind, builder.last().begin, builder.last().end, std::move(arguments));
}

Builder::Added Reading::add(std::uint32_t row, std::uint32_t column, CellKind kind, std::string_view content, bool unfinished) {
  const Limits& limits = builder.limits();
  const Builder::Added added = builder.add(column, kind, content, unfinished);
  switch (added) {
    case Builder::Added::yes: break;
    case Builder::Added::too_wide:
      report_sheet(text::Kind::sheet_too_wide, {text::column_letters(column) + std::to_string(row), std::to_string(limits.columns)});
      break;
    case Builder::Added::too_long: report_sheet(text::Kind::cell_too_long, {std::to_string(row), std::to_string(limits.cell)}); break;
    case Builder::Added::too_full:
      report_sheet(text::Kind::workbook_too_full, {std::to_string(row), std::to_string(limits.cells), std::to_string(limits.text)});
      broken = true;
      break;
  }
  return added;
}

}  // namespace zhidui::spreadsheet
