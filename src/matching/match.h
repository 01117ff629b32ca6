// Rows of a published list and the applicants they may name. A row is matched by itself only where the evidence leaves no room; everything
// else is a candidate with its reasons, for a person to confirm.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "matching/enterprise_name.h"
#include "text/diagnostic.h"

namespace zhidui::matching {

struct Applicant {
  std::string id, name;
  std::vector<std::string> former_names;
  std::string code;                  // of the register; "" where none is known
  std::vector<std::string> regions;  // codes of places where it is or was registered
};

// What a row says of one cell of names.
struct Row {
  std::size_t row = 0;  // as the list counts, from 1 below its header
  std::string name, code, region;
};

enum class ReasonKind {
#define REASON(name, ...) name,
#include "matching/reasons.def"
#undef REASON
};
struct Reason {
  ReasonKind kind;
  std::vector<std::string> arguments;
};
std::string_view reason_id(ReasonKind kind);
std::string reason_text(const Reason& reason, text::Language language);

enum class Certainty { possible, likely, certain };
std::string_view certainty_id(Certainty certainty);
std::string_view certainty_text(Certainty certainty, text::Language language);

struct Candidate {
  std::string id;
  Certainty certainty = Certainty::possible;
  int score = 0;  // orders candidates of one certainty; larger is nearer
  std::vector<Reason> reasons;
};

// One name of a row: a cell with several enterprises gives several.
struct Match {
  std::size_t row = 0;
  std::size_t part = 0;  // from 1 where the cell holds several names; 0: it holds one
  std::string printed, code, region;
  std::vector<Reason> remarks;        // about the row itself
  std::vector<Candidate> candidates;  // best first, at most kMostCandidates
  // The applicant where nobody needs to look, "" elsewhere.
  std::string automatic() const;
};
inline constexpr std::size_t kMostCandidates = 5;

class Matcher {
 public:
  Matcher(std::vector<Applicant> applicants, std::vector<Place> places);
  ~Matcher();
  Matcher(const Matcher&) = delete;
  Matcher& operator=(const Matcher&) = delete;
  std::vector<Match> match(const Row& row) const;
  // All rows, in order; where two rows name one applicant, each says so.
  std::vector<Match> match(const std::vector<Row>& rows) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace zhidui::matching
