// What is to be looked at in a fact base before an answer is given: the checks of the vocabulary, days to come, doubles, statements that
// the records contradict, and how complete the records are. It only reads: no answer and no hash depends on it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/json.h"
#include "facts/fact_base.h"
#include "ir/program.h"
#include "text/diagnostic.h"

namespace zhidui::quality {

enum class Weight {
  contradiction,  // two statements cannot both be right
  doubt,          // it may be right; somebody should look
  note,           // nothing is wrong, but it should be known
};
struct Finding {
  Weight weight = Weight::doubt;
  std::string record;  // id of the record, payment or decision it is about; "" where it is about none
  text::Diagnostic said;
};

// How many records of a type say what of one observed field, seen on the day that is asked. The five do not add up: a value without a
// source is known all the same.
struct FieldCount {
  ir::FieldId field;
  std::size_t known = 0;
  std::size_t later = 0;      // there is a value, but it became known only later
  std::size_t unknown = 0;    // {"unknown": true}
  std::size_t not_given = 0;  // nothing is said
  std::size_t without_source = 0;
};
struct TypeCount {
  ir::RecordId type;
  std::size_t records = 0;
  std::vector<FieldCount> fields;  // observed ones, in the order of the vocabulary
};

struct Report {
  base::Date on;
  std::vector<Finding> findings;  // by weight, then by place
  std::vector<TypeCount> types;   // those with records, in the order of the vocabulary
  std::size_t count(Weight weight) const;
};

// As seen on the day `on`: what became known later is not looked at.
Report inspect(const ir::Program& program, const facts::FactBase& facts, base::Date on);
// What the reader has warned of belongs to the report too, but for what the report says better.
void add_warnings(Report& report, const text::Diagnostics& warnings);

std::string_view weight_id(Weight weight);  // "contradiction"
base::JsonValue json(const ir::Program& program, const facts::FactBase& facts, const text::SourceSet& sources, const Report& report);

}  // namespace zhidui::quality
