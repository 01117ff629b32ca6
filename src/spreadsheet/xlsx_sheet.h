// One sheet of an XLSX workbook: its rows and cells as they come.
#pragma once

#include <string>

#include "spreadsheet/xlsx_parts.h"

namespace zhidui::spreadsheet {

// What the cells of all sheets refer to.
struct SheetContext {
  SharedTexts texts;
  Formats formats;
  bool from_1904 = false;
};

// Fills the sheet under way.
void read_sheet(Parts& parts, const std::string& part, const SheetContext& context, Reading& reading);

}  // namespace zhidui::spreadsheet
