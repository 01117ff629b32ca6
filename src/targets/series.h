// Indicator series: what was measured of the indicators of a policy, when, and by whom it was published (docs/targets.md).
//   {"format": "zhidui-series/1", "values": [
//     {"indicator": "有效注册商标量", "date": "2023-12-31", "value": "70.5", "unit": "万件", "source": "…", "publisher": "…"}]}
// or the same as a sheet with the columns 指标, 日期, 数值, 单位, 来源, 发布单位.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/rational.h"
#include "spreadsheet/workbook.h"
#include "targets/entry.h"
#include "targets/goals.h"
#include "text/diagnostic.h"

namespace zhidui::targets {

// A number as somebody published it.
struct Reported {
  base::Date day;           // of a year its last
  bool year = false;        // the figure of a whole year
  base::Rational number;    // in base units of the target; of a population people; where there is no goal, as written
  std::string value, unit;  // as written: "70.5", "万件"
  std::string source, publisher;
  text::Span span;
};

// A figure of an indicator on a day: reported as such, or a stock divided by a population, each with its own source.
struct Figure {
  base::Date day;
  bool year = false;
  base::Rational number;
  std::optional<Reported> value;              // absent: computed from the two below
  std::optional<Reported> stock, population;  // population: the newest up to the day of the stock
};

struct Series {
  std::vector<std::vector<Figure>> of_target;  // in the order of the targets, each ascending by day
};

// Entries of files → figures of targets. What is wrong with any of them is reported; with errors the series is not to be used.
Series understand(const ir::Program& program, const std::vector<Target>& targets, const std::vector<Entry>& entries,
                  text::Diagnostics& diagnostics);

// The newest day of all figures.
std::optional<base::Date> newest_day(const Series& series);

}  // namespace zhidui::targets
