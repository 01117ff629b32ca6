// Fact bases as workbooks (docs/workbook.md): XLSX or CSV, read by `spreadsheet`.
#pragma once

#include <functional>

#include "facts/fact_base.h"
#include "spreadsheet/workbook.h"
#include "text/diagnostic.h"

namespace zhidui::facts {

// The same facts give the same base, and the same hash, as from JSON. Every defect is reported with its sheet, row and column, all in one
// go; with errors the base returned is empty.
// `progress`: called now and then with the part of the rows that became facts, of 1000; false stops the reading, and what is returned or
// reported then is of no use.
FactBase read_workbook(const ir::Program& program, const text::SourceSet& sources, const spreadsheet::Workbook& workbook,
                       text::Diagnostics& diagnostics, const std::function<bool(int)>& progress = {});

}  // namespace zhidui::facts
