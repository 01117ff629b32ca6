// Workbooks of Office Open XML (ECMA-376, transitional and strict).
#pragma once

#include <string>

#include "spreadsheet/findings.h"

namespace zhidui::spreadsheet {

void read_xlsx(std::string bytes, Reading& reading);

}  // namespace zhidui::spreadsheet
