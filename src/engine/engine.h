// The façade of everyday use: load policies, assess an applicant, sharpen what is open, say what would change it, replay a receipt.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/footprint.h"
#include "evaluate/evaluate.h"
#include "facts/fact_base.h"
#include "ir/program.h"
#include "outcome/answer.h"
#include "text/diagnostic.h"
#include "text/document.h"

namespace zhidui::engine {

// A compiled set of literate files. The sources stay alive with it: reasons quote them.
struct Policy {
  text::SourceSet sources;
  std::vector<text::Document> texts;  // one per file, in order of loading
  ir::Program program;
  Footprints footprints;  // of the program; empty is slower, never wrong
};

struct LoadOptions {
  bool coverage = true;  // docs/language.md §6
};
// Reads and compiles the named policy files together with every *.md of the vocabulary folders. Order does not matter.
// Errors of the environment come back as Error, defects of the files as diagnostics.
base::Result<Policy> load(const std::vector<std::string>& policy_files, const std::vector<std::string>& vocabulary_folders,
                          const LoadOptions& options, text::Diagnostics& diagnostics);

struct Request {
  std::string subject;                 // id of the applicant
  std::vector<std::string> documents;  // numbers or ids; empty: every document loaded
  bool missing_documents = false;
  std::map<std::string, base::Date> assume;           // draft → adopted from
  std::optional<base::Date> claimed, decided, known;  // decided and known default to claimed
  std::optional<int> period;
  std::map<std::string, std::string> readings;  // code → label
  bool sharpen = true;
  bool repairs = true;
  bool rests_on = true;  // compare the other alternatives of the readings touched
};

// The scope of a request, or what in it cannot be found.
base::Result<evaluate::Scope> scope_of(const ir::Program& program, const Request& request);

// The scope with the readings that decisions recorded among the facts adopt, where the request asks for no other alternative.
evaluate::Scope with_adopted_readings(const ir::Program& program, const facts::FactBase& facts, evaluate::Scope scope);

// The answer for one applicant: evaluated, settled, sharpened, with what it rests on, repairs and receipt.
// program, facts: as loaded; the applicant must exist.
outcome::Answer assess(const Policy& policy, const facts::FactBase& facts, const evaluate::Scope& scope, std::uint32_t subject,
                       const Request& request = {});

// Applicants of a fact base: records of the subject type, in order.
std::vector<std::uint32_t> applicants(const ir::Program& program, const facts::FactBase& facts);

// The earlier payments that posting an answer's awards would write: one per award with something due, of which sum and payee are known.
std::vector<facts::Payment> post(const ir::Program& program, const facts::FactBase& facts, const outcome::Answer& answer,
                                 base::Date paid_on);

}  // namespace zhidui::engine
