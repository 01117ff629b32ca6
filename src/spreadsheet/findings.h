// What is found wrong with a spreadsheet while its source is still being made, and what else its readers share.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "spreadsheet/workbook.h"

namespace zhidui::spreadsheet {

class Findings {
 public:
  // Of the file as a whole.
  void report(text::Kind kind, std::vector<std::string> arguments = {}) { report(kind, 0, 0, std::move(arguments)); }
  // Of a range of the source as built so far.
  void report(text::Kind kind, std::uint32_t begin, std::uint32_t end, std::vector<std::string> arguments);
  void hand_over(text::FileId file, text::Diagnostics& diagnostics) const;

 private:
  struct Finding {
    text::Kind kind;
    std::uint32_t begin = 0, end = 0;
    std::vector<std::string> arguments;
  };
  std::vector<Finding> list_;
  std::map<text::Kind, std::size_t> counts_;
};

// One reading of one file.
struct Reading {
  explicit Reading(const ReadOptions& given) : options(given), builder(given.limits) {}

  const ReadOptions& options;
  Builder builder;
  Findings findings;
  bool broken = false;     // a part of the file could not be read: no workbook comes of it
  bool stopped = false;    // as the caller wished
  std::size_t merged = 0;  // ranges so far

  // False where the caller wishes to stop.
  bool progress(std::uint64_t done, std::uint64_t total);
  void report_sheet(text::Kind kind, std::vector<std::string> arguments = {});
  void report_cell(text::Kind kind, std::vector<std::string> arguments = {});  // the one added last
  // Adds a cell and says what prevents it; after `too_full` nothing more can be added. `row`: where it stands, for messages.
  Builder::Added add(std::uint32_t row, std::uint32_t column, CellKind kind, std::string_view text, bool unfinished = false);

 private:
  int shown_ = -1;
};

}  // namespace zhidui::spreadsheet
