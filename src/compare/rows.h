// Which measures of several documents reward the same thing: 中国专利奖奖励 here, 专利奖配套奖励 there. A table names such rows
// (docs/compare.md); what it leaves out is put together by what the measures themselves range over.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ir/program.h"
#include "text/diagnostic.h"
#include "text/source.h"

namespace zhidui::compare {

// Claims on records whose field is one of the members: a measure that rewards several prizes stands in the row of each.
struct Selection {
  ir::RecordId record;
  ir::FieldId field;
  std::vector<std::uint32_t> members;  // ascending
  friend bool operator==(const Selection&, const Selection&) = default;
};

struct Row {
  std::string zh, en;
  bool named = false;  // by the table
  std::optional<Selection> only;
  std::vector<std::vector<ir::MeasureId>> measures;  // per document that is compared, in the order of the text; mostly one or none
};

struct NamedRow {
  std::string zh, en;
  std::optional<Selection> only;
  std::vector<ir::MeasureId> measures;
};

struct Table {
  std::vector<ir::FieldId> places;  // fields of the applicant that say where it is at home
  std::vector<NamedRow> rows;
  std::vector<std::string> absent;  // documents that the table knows and that are not read, ascending
};

// What is wrong with the file is reported, all of it; then what is returned is not to be used.
Table read_table(const ir::Program& program, const text::SourceSet& sources, text::FileId file, text::Diagnostics& diagnostics);

// The named rows that have a measure of these documents, then the others. Every measure of the documents stands in some row.
std::vector<Row> rows_of(const ir::Program& program, const std::vector<ir::DocumentId>& documents, const Table& table);

// Of an enumerated field of the row of a range: those of its members that the filter lets through, as far as it says so itself.
std::optional<Selection> selection_of(const ir::Program& program, const ir::Range& range);

}  // namespace zhidui::compare
