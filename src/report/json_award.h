// Private to report: one award and its trace as JSON.
#pragma once

#include "report/json_value.h"

namespace zhidui::report {

JsonValue award_json(const View& view, const ValueJson& values, const Explanation& award);
JsonValue trace_json(const View& view, const ValueJson& values, const Explanation& award);

}  // namespace zhidui::report
