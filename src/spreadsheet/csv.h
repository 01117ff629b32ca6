// Comma-separated files (RFC 4180), as spreadsheet programs write them: rows and cells are those that they would show.
#pragma once

#include <string>

#include "spreadsheet/findings.h"

namespace zhidui::spreadsheet {

// Fills the sheet under way. Cells are texts; the separator is a comma, a tab or a semicolon, whichever parts the first records evenly.
void read_csv(std::string bytes, Reading& reading);

}  // namespace zhidui::spreadsheet
