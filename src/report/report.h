// What a person reads of an answer: explanation as text, the answer as JSON, tables over many applicants.
// Text and JSON are made from one explanation (explanation.h), so that they cannot say different things.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "engine/engine.h"
#include "facts/fact_base.h"
#include "outcome/answer.h"
#include "text/diagnostic.h"

namespace zhidui::report {

using text::Language;

// What an answer was computed from. Everything is only read and must outlive the call.
struct View {
  const engine::Policy& policy;
  const facts::FactBase& facts;
  const evaluate::Scope& scope;  // as asked
  // With the readings that decisions among the facts adopt: what was computed with.
  evaluate::Scope in_use = engine::with_adopted_readings(policy.program, facts, scope);
};

enum class Detail {
  compact,  // one line an award, for a list of many applicants
  full,     // everything a reader needs to check one applicant
};
struct TextOptions {
  Language language = Language::zh;
  Detail detail = Detail::full;
  std::string award;  // only the award of this claim key ("jc2023/foreign_grant|US-1"), or of this measure; "": all
};

// The explanation of one applicant's answer. Lines are at most kTextColumns wide, wide characters counted as two.
inline constexpr std::size_t kTextColumns = 100;
std::string text(const View& view, const outcome::Answer& answer, const TextOptions& options = {});

// Is this the award of the claim key, or of the measure, that was asked for by key, identifier or name?
bool names_award(const ir::Program& program, const outcome::Award& award, const std::string& asked);

// The answer with every reason, canonical: the same answer gives the same bytes. `award`: of the awards only those that it names; sums,
// groups and receipt stay those of the whole answer.
base::JsonValue json(const View& view, const outcome::Answer& answer, const std::string& award = "");
// JSON Schemas (2020-12) of what `json` returns, of the answers of several applicants with their summary, and of text::render_json.
base::JsonValue answer_schema();
base::JsonValue answers_schema();
base::JsonValue diagnostics_schema();
base::JsonValue quality_schema();  // of what quality::json returns

// One row an applicant and one a measure: totals, and how many awards have which status.
std::string summary(const View& view, const std::vector<outcome::Answer>& answers, Language language);
base::JsonValue summary_json(const View& view, const std::vector<outcome::Answer>& answers);

}  // namespace zhidui::report
