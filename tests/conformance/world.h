// Operations that read facts, documents or reference data: a small program and fact base around one operation.
#pragma once

#include "case.h"
#include "outcome/value.h"

namespace zhidui::conformance {

outcome::Value evaluate_in_world(const Case& c, outcome::OpenTable& opens);

}  // namespace zhidui::conformance
